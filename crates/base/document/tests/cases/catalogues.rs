//! Catalogues: which files are refused, and how sentences are filled.

use serde_json::json;
use std::collections::BTreeMap;
use tosei_document::{Catalogue, CatalogueError, Finding, Place, Severity, Value};
use tosei_types::Language;

fn rule(code: &str, ja: &str, en: &str) -> serde_json::Value {
    let both = json!({ "ja": "甲", "en": "a" });
    json!({
        "code": code, "severity": "warning", "title": both, "why": both,
        "sentence": { "ja": ja, "en": en }, "source": "definition", "since": "0.1.0", "good": 1, "bad": 2,
    })
}

fn catalogue(
    format: &str,
    version: u32,
    rules: Vec<serde_json::Value>,
) -> Result<Catalogue, CatalogueError> {
    let json = json!({
        "format": format, "format_version": version, "catalogue": "test",
        "edition": { "id": "e", "date": "2026-04-01", "source": "definition" }, "rules": rules,
    });
    Catalogue::from_json(&json.to_string())
}

const FORMAT: &str = "tosei-rule-catalogue";

#[test]
fn files_that_are_no_catalogue() {
    let error = |result: Result<Catalogue, CatalogueError>| {
        let error = result.unwrap_err();
        (error.code(), error.to_string())
    };
    let expected = "expected format `tosei-rule-catalogue` version 1, got";
    assert_eq!(
        error(catalogue(FORMAT, 2, vec![])),
        (
            "document.catalogue.format",
            format!("{expected} `{FORMAT}` version `2`")
        )
    );
    assert_eq!(
        error(catalogue("x", 1, vec![])),
        (
            "document.catalogue.format",
            format!("{expected} `x` version `1`")
        )
    );
    let twice = vec![rule("a", "", ""), rule("a", "", "")];
    assert_eq!(
        error(catalogue(FORMAT, 1, twice)),
        (
            "document.catalogue.duplicate_rule",
            "the rule `a` stands twice".to_owned()
        )
    );
    assert_eq!(
        error(Catalogue::from_json("{}")).0,
        "document.catalogue.shape"
    );
    assert_eq!(
        CatalogueError::TooManyRules.code(),
        "document.catalogue.too_many_rules"
    );
    assert_eq!(
        CatalogueError::TooManyRules.to_string(),
        "a catalogue has at most 65,535 rules"
    );
}

#[test]
fn rules_are_found_by_code_and_by_number() {
    let two = catalogue(FORMAT, 1, vec![rule("a", "", ""), rule("b", "", "")]).unwrap();
    let b = two.index("b").unwrap();
    assert_eq!((b.get(), two.index("c")), (1, None));
    assert_eq!(two.at(b).unwrap().code, "b");
    assert_eq!(two.rule("a").unwrap().code, "a");
    assert!(two.rule("c").is_none());
    let more = two
        .clone()
        .with(&catalogue(FORMAT, 1, vec![rule("c", "", "")]).unwrap())
        .unwrap();
    assert_eq!((more.rules().len(), more.index("c").unwrap().get()), (3, 2));
    assert!(two.at(more.index("c").unwrap()).is_none());
    assert!(more.with(&two).is_err());
    let json = json!({
        "format": FORMAT, "format_version": 1, "catalogue": "test",
        "edition": { "id": "e", "date": "2026-04-01", "source": "definition" }, "rules": [rule("a", "", "")],
    });
    let domain = Catalogue::of_domain(&json.to_string()).unwrap();
    assert_eq!(domain.rules().len(), Catalogue::reading().rules().len() + 1);
}

#[test]
fn sentences_are_filled() {
    let finding = |code: &str, subject: Option<&str>| Finding {
        rule: code.into(),
        severity: Severity::Warning,
        place: Place::Line {
            line: 3,
            column: None,
        },
        subject: subject.map(Into::into),
        values: BTreeMap::from([
            ("n".into(), Value::Number(12_345)),
            ("t".into(), Value::Text("字".into())),
        ]),
    };
    let said = |sentence: &str, subject: Option<&str>| {
        let one = catalogue(FORMAT, 1, vec![rule("a", sentence, sentence)]).unwrap();
        let finding = finding("a", subject);
        (
            one.sentence(&finding, Language::Ja),
            one.sentence(&finding, Language::En),
        )
    };
    for (sentence, ja, en) in [
        ("", "", ""),
        ("{n} {t}.", "12,345 字.", "12,345 字."),
        ("{place}", "3行目", "line 3"),
        ("{subject}", "P-1", "P-1"),
        ("{none}", "{none}", "{none}"),
        ("{", "{", "{"),
        ("a{b", "a{b", "a{b"),
        ("}{n}{", "}12,345{", "}12,345{"),
    ] {
        assert_eq!(said(sentence, Some("P-1")), (ja.to_owned(), en.to_owned()));
    }
    assert_eq!(said("{subject}", None).0, "-");
    // A rule that is not there: its code and its values.
    let unknown = finding("x.y", None);
    assert_eq!(
        Catalogue::default().sentence(&unknown, Language::Ja),
        "x.y n=12345 t=字"
    );
}
