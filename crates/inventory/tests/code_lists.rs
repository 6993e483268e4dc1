//! Lists of codes that a body may replace: what is refused.

use tosei_document::DataFileError;
use tosei_inventory::{DigitalPredicates, ProcedureCategories, ProcessKinds, RuleAuthorities};

const KINDS: &str = include_str!("../data/codes/process_kinds.json");
const CATEGORIES: &str = include_str!("../data/codes/procedure_categories.json");
const PREDICATES: &str = include_str!("../data/codes/digital_predicates.json");
const AUTHORITIES: &str = include_str!("../data/codes/rule_authorities.json");

/// Reads a file as the list that it is, after some text in it was replaced.
fn read(file: &str, from: &str, to: &str) -> Result<(), DataFileError> {
    assert!(file.contains(from), "{from}");
    let text = file.replacen(from, to, 1);
    match file {
        KINDS => ProcessKinds::from_json(&text).map(|_| ()),
        CATEGORIES => ProcedureCategories::from_json(&text).map(|_| ()),
        PREDICATES => DigitalPredicates::from_json(&text).map(|_| ()),
        _ => RuleAuthorities::from_json(&text).map(|_| ()),
    }
}

#[test]
fn every_list_says_what_it_is_and_names_nothing_twice() {
    for (file, second, first) in [
        (KINDS, "\"notice_on_application\"", "\"application\""),
        (CATEGORIES, "\"permit\"", "\"certificate\""),
        (PREDICATES, "\"end_to_end\"", "\"entry_online\""),
        (
            AUTHORITIES,
            "\"kind\": \"cabinet_order\"",
            "\"kind\": \"act\"",
        ),
        (
            AUTHORITIES,
            "\"kind\": \"prefecture\"",
            "\"kind\": \"state\"",
        ),
    ] {
        let code = |from: &str, to: &str| read(file, from, to).unwrap_err().code();
        assert!(read(file, "{", "{").is_ok());
        assert_eq!(
            code("\"edition\"", "\"edition_\""),
            "document.data_file.shape"
        );
        assert_eq!(
            code("\"format_version\": 1", "\"format_version\": 2"),
            "document.data_file.format"
        );
        assert_eq!(code("\"tosei-", "\"tosei_"), "document.data_file.format");
        assert_eq!(code(second, first), "document.data_file.duplicate");
    }
}

#[test]
fn a_list_of_kinds_has_at_most_32() {
    let row = |n: usize| {
        format!(
            r#"{{"code": "k{n}", "label": {{"ja": "種類", "en": "Kind"}}, "survey_code": null, "is_application": false, "is_result": false, "source": "definition"}}"#
        )
    };
    let list = |count: usize| {
        let rows: Vec<String> = (0..count).map(row).collect();
        format!(
            r#"{{"format": "tosei-process-kinds", "format_version": 1, "edition": {{"id": "x", "date": "2025-06-30", "source": "definition"}}, "kinds": [{}]}}"#,
            rows.join(",")
        )
    };
    assert_eq!(ProcessKinds::from_json(&list(32)).unwrap().len(), 32);
    let error = ProcessKinds::from_json(&list(33)).unwrap_err();
    assert_eq!(error.code(), "document.data_file.too_many");
}
