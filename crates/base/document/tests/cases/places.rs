//! Places, values and totals: every form, in words and on the wire.

use tosei_document::{
    CellAddress, MAX_VALUE_CHARS, Place, PlaceRef, RuleTotal, Severity, Value, ValueRef,
};
use tosei_types::{Language, MAX_COUNT};

#[test]
fn places_in_every_form() {
    let cell: CellAddress = "K12".parse().unwrap();
    assert_eq!((cell.row(), cell.column()), (12, 11));
    for (place, shown, ja, en, wire) in [
        (
            PlaceRef::Document,
            "-",
            "文書全体",
            "the document",
            r#"{"kind":"document"}"#,
        ),
        (
            PlaceRef::Line {
                line: 3,
                column: None,
            },
            "3",
            "3行目",
            "line 3",
            r#"{"kind":"line","line":3}"#,
        ),
        (
            PlaceRef::Line {
                line: 3,
                column: Some(4),
            },
            "3:4",
            "3行目の4文字目",
            "line 3, column 4",
            r#"{"kind":"line","line":3,"column":4}"#,
        ),
        (
            PlaceRef::Cell { sheet: None, cell },
            "K12",
            "K12",
            "K12",
            r#"{"kind":"cell","cell":"K12"}"#,
        ),
        (
            PlaceRef::Cell {
                sheet: Some("表"),
                cell,
            },
            "表!K12",
            "表!K12",
            "表!K12",
            r#"{"kind":"cell","sheet":"表","cell":"K12"}"#,
        ),
        (
            PlaceRef::Pointer(""),
            "/",
            "/",
            "/",
            r#"{"kind":"pointer","pointer":""}"#,
        ),
        (
            PlaceRef::Pointer("/a/0"),
            "/a/0",
            "/a/0",
            "/a/0",
            r#"{"kind":"pointer","pointer":"/a/0"}"#,
        ),
    ] {
        let owned = place.to_place();
        assert_eq!(owned.as_ref(), place);
        assert_eq!(owned.to_string(), shown);
        assert_eq!(owned.in_words(Language::Ja), ja);
        assert_eq!(owned.in_words(Language::En), en);
        assert_eq!(serde_json::to_string(&owned).unwrap(), wire);
        assert_eq!(serde_json::from_str::<Place>(wire).unwrap(), owned);
    }
    let error = "k12".parse::<CellAddress>().unwrap_err();
    assert_eq!(error.code(), "document.cell_address.malformed");
    assert_eq!(
        error.to_string(),
        "`k12` is not a cell address such as `K12`"
    );
    let long = "x"
        .repeat(41)
        .parse::<CellAddress>()
        .unwrap_err()
        .to_string();
    assert_eq!(
        long,
        format!("`{}` is not a cell address such as `K12`", "x".repeat(40))
    );
    let one = std::num::NonZeroU32::MIN;
    assert_eq!(
        CellAddress::new(one.saturating_add(1), one).to_string(),
        "B1"
    );
    assert_eq!(CellAddress::from_zero_based(0, u32::MAX), None);
}

#[test]
fn values_are_cut_at_two_hundred_characters() {
    let cut = |count: usize| Value::from(ValueRef::from("あ".repeat(count).as_str())).to_string();
    assert_eq!(MAX_VALUE_CHARS, 200);
    assert_eq!(cut(200), "あ".repeat(200));
    assert_eq!(cut(201), format!("{}…", "あ".repeat(200)));
    assert_eq!(Value::from(ValueRef::from(12_345u64)).to_string(), "12345");
    assert_eq!(Value::from(ValueRef::from("")).to_string(), "");
}

#[test]
fn severities_have_names() {
    let names: Vec<(&str, &str)> = Severity::ALL
        .iter()
        .map(|s| (s.label(Language::Ja), s.label(Language::En)))
        .collect();
    assert_eq!(
        names,
        [
            ("誤り", "error"),
            ("要確認", "warning"),
            ("参考", "information")
        ]
    );
    assert!(Severity::Error < Severity::Warning && Severity::Warning < Severity::Info);
}

#[test]
fn totals_on_the_wire() {
    let read = |count: u64, listed: u64, exempted: u64| {
        let json = serde_json::json!({
            "rule": "a", "severity": "info", "count": count, "listed": listed, "exempted": exempted,
        });
        serde_json::from_value::<RuleTotal>(json).map_err(|error| error.to_string())
    };
    let large = "a count is at most 9007199254740991, got a larger number".to_owned();
    assert!(read(MAX_COUNT, MAX_COUNT, MAX_COUNT).is_ok());
    assert_eq!(read(MAX_COUNT + 1, 0, 0), Err(large.clone()));
    assert_eq!(read(0, MAX_COUNT + 1, 0), Err(large.clone()));
    assert_eq!(read(0, 0, MAX_COUNT + 1), Err(large));
    assert_eq!(
        read(1, 2, 0),
        Err("`2` findings are listed, but only `1` counted".to_owned())
    );
    assert_eq!(read(5, 2, 9).unwrap().not_listed(), 3);
    let beyond = RuleTotal {
        rule: "a".into(),
        severity: Severity::Info,
        count: u64::MAX,
        listed: MAX_COUNT + 1,
        exempted: u64::MAX,
    };
    let json = serde_json::to_value(beyond).unwrap();
    for key in ["count", "listed", "exempted"] {
        assert_eq!(json[key], MAX_COUNT);
    }
    let short = r#"{"rule":"a","severity":"error","count":1,"listed":0}"#;
    assert_eq!(
        serde_json::from_str::<RuleTotal>(short).unwrap().exempted,
        0
    );
}
