//! Errors of data files: codes and sentences.

use tosei_document::{DataFileError, Explain, expect_distinct, expect_format};
use tosei_types::Language;

#[test]
fn data_files() {
    let shape = serde_json::from_str::<u8>("x").unwrap_err();
    let shape_words = shape.to_string();
    for (error, code, message, ja) in [
        (
            DataFileError::from(shape),
            "shape",
            format!("the file does not have the right shape: {shape_words}"),
            format!("ファイルの形が正しくありません（{shape_words}）。"),
        ),
        (
            expect_format(("a", 1), ("b", 2)).unwrap_err(),
            "format",
            "expected format `a` version 1, got `b` version `2`".into(),
            "形式「a」第1版のファイルが必要ですが、「b」第2版です。".into(),
        ),
        (
            DataFileError::duplicate("a"),
            "duplicate",
            "`a` stands twice".into(),
            "「a」が二度あります。".into(),
        ),
        (
            DataFileError::unknown("a", "b"),
            "unknown",
            "`a` names `b`, which is not there".into(),
            "「a」が指す「b」がありません。".into(),
        ),
        (
            DataFileError::contradiction("a", "w"),
            "contradiction",
            "`a` contradicts itself: w".into(),
            "「a」の内容が互いに矛盾しています。".into(),
        ),
        (
            DataFileError::value("a", "w"),
            "value",
            "`a` holds a value that it cannot have: w".into(),
            "「a」に、取り得ない値があります。".into(),
        ),
        (
            DataFileError::too_many(5, 6),
            "too_many",
            "the list has at most `5` rows, got `6`".into(),
            "6行ありますが、5行までです。".into(),
        ),
    ] {
        assert_eq!(error.code(), format!("document.data_file.{code}"));
        assert_eq!(Explain::code(&error), error.code());
        assert_eq!(error.to_string(), message);
        assert_eq!(
            error.sentence(Language::En),
            format!("The file cannot be used: {message}.")
        );
        assert_eq!(error.sentence(Language::Ja), ja);
    }
}

#[test]
fn formats_and_ids() {
    assert!(expect_format(("a", 1), ("a", 1)).is_ok());
    assert!(expect_format(("a", 1), ("a", 2)).is_err());
    assert!(expect_format(("a", 1), ("b", 1)).is_err());
    let long = expect_format(("a", 1), (&"x".repeat(81), 1)).unwrap_err();
    assert!(long.to_string().contains(&format!("`{}`", "x".repeat(80))));
    assert!(expect_distinct(["a", "b", "A"]).is_ok());
    assert!(expect_distinct([]).is_ok());
    assert_eq!(
        expect_distinct(["a", "b", "a"]).unwrap_err().to_string(),
        "`a` stands twice"
    );
    for blank in ["", " ", "\u{3000}"] {
        assert_eq!(
            expect_distinct(["a", blank]).unwrap_err().code(),
            "document.data_file.value"
        );
    }
}
