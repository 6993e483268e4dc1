//! What is refused, by which code and in which words, and where levels end.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_criteria::{
    EditionError, LevelNumber, LevelRange, Standard, StandardError, StandardSeries,
};
use tosei_document::Explain;
use tosei_types::Language;

const SMALL: &str = include_str!("data/small_standard.json");

fn changed(changes: &[(&str, Value)]) -> Standard {
    let mut json: Value = serde_json::from_str(SMALL).unwrap();
    for (key, value) in changes {
        json[key] = value.clone();
    }
    Standard::from_json(&json.to_string()).unwrap()
}

fn next_year(changes: &[(&str, Value)]) -> Standard {
    let dates = [
        ("edition", json!("b")),
        ("effective_from", json!("2026-04-01")),
        ("effective_to", Value::Null),
    ];
    changed(&[&dates, changes].concat())
}

fn told(error: &impl Explain) -> (&'static str, String, String) {
    let sentence = |language| error.sentence(language);
    (error.code(), sentence(Language::Ja), sentence(Language::En))
}

#[test]
fn editions_that_are_no_series() {
    let refused = |editions: Vec<Standard>| -> EditionError {
        StandardSeries::try_new(editions).unwrap_err()
    };
    for (error, code, ja, en) in [
        (
            refused(vec![]),
            "criteria.series.empty",
            "版が一つもありません。",
            "a series has at least one edition, got none.",
        ),
        (
            refused(vec![changed(&[("axes", json!([]))])]),
            "criteria.series.unsound",
            "版「a」に誤りが 4 件あります。先に直してください。",
            "the edition `a` has 4 errors.",
        ),
        (
            refused(vec![changed(&[]), next_year(&[("id", json!("other"))])]),
            "criteria.series.other_standard",
            "「small」と「other」は別の基準なので、一つの版の列になりません。",
            "editions of `small` and of `other` are no series.",
        ),
        (
            refused(vec![changed(&[]), next_year(&[("edition", json!("a"))])]),
            "criteria.series.duplicate_edition",
            "版「a」が二つあります。",
            "the edition `a` stands twice.",
        ),
        (
            refused(vec![
                changed(&[]),
                next_year(&[("effective_from", json!("2026-03-31"))]),
            ]),
            "criteria.series.overlap",
            "版「a」と版「b」が 2026-03-31 に重なっています。",
            "the editions `a` and `b` are both in force on `2026-03-31`.",
        ),
    ] {
        assert_eq!(told(&error), (code, ja.to_owned(), en.to_owned()));
        assert_eq!(error.code(), code);
    }
    // The second begins on the day after the first ends; a gap would do as well.
    let series = StandardSeries::try_new([next_year(&[]), changed(&[])]).unwrap();
    let editions: Vec<String> = series
        .editions()
        .iter()
        .map(|one| one.standard().edition().to_string())
        .collect();
    assert_eq!(editions, ["a", "b"]);
    assert!(series.edition(&"b".parse().unwrap()).is_some());
    assert!(series.edition(&"c".parse().unwrap()).is_none());
    // The last one has no end.
    let on = |day: &str| {
        let edition = series.on(day.parse().unwrap());
        edition.map(|one| one.standard().edition().to_string())
    };
    let days = [
        "2025-03-31",
        "2025-04-01",
        "2026-03-31",
        "2026-04-01",
        "2199-01-01",
    ]
    .map(on);
    let expected = [None, Some("a"), Some("a"), Some("b"), Some("b")];
    assert_eq!(days.each_ref().map(Option::as_deref), expected);
}

#[test]
fn what_is_no_standard() {
    let refused = |text: &str| -> StandardError { Standard::from_json(text).unwrap_err() };
    let (code, ja, en) = told(&refused(&SMALL.replace("tosei-standard", "tosei-other")));
    assert_eq!(code, "criteria.standard.format");
    assert_eq!(
        ja,
        "「tosei-standard」第1版の文書が必要ですが、これは「tosei-other」第1版です。"
    );
    assert!(en.contains("`tosei-other`") && en.ends_with('.'), "{en}");
    let newer = SMALL.replace("\"format_version\": 1", "\"format_version\": 2");
    assert_eq!(refused(&newer).code(), "criteria.standard.format");
    let (code, ja, en) = told(&refused("{}"));
    assert_eq!(code, "criteria.standard.shape");
    assert!(ja.starts_with("基準の文書として読めません"), "{ja}");
    assert!(en.ends_with('.'), "{en}");
}

#[test]
fn levels_are_0_to_15() {
    assert_eq!(LevelNumber::try_new(15).unwrap(), LevelNumber::HIGHEST);
    let error = LevelNumber::try_new(16).unwrap_err();
    assert_eq!(error.code(), "criteria.level_number.out_of_range");
    let shown = |floor, ceiling| {
        let level = |number| LevelNumber::try_new(number).unwrap();
        let range = LevelRange {
            floor: level(floor),
            ceiling: level(ceiling),
        };
        (range.is_certain(), range.to_string())
    };
    assert_eq!(shown(2, 2), (true, "Lv2".to_owned()));
    assert_eq!(shown(1, 15), (false, "Lv1–15".to_owned()));
}

#[test]
fn axes_criteria_and_measures_are_found_by_their_id() {
    let standard = changed(&[]);
    let axis = standard.axis(&"A".parse().unwrap()).unwrap();
    assert_eq!(axis.id.as_str(), "A");
    assert!(standard.axis(&"B".parse().unwrap()).is_none());
    let found = |id: &str| {
        standard
            .criterion(&id.parse().unwrap())
            .map(|one| one.id.to_string())
    };
    assert_eq!(found("A2").as_deref(), Some("A2"));
    assert_eq!(found("A9"), None);
    let measure = standard.measure(&"days".parse().unwrap()).unwrap();
    assert_eq!(measure.unit.as_str(), "days");
    assert!(standard.measure(&"weeks".parse().unwrap()).is_none());
}
