//! Every rule of the catalogue, against its own good and bad fixture.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod places;

use serde_json::Value;
use tosei_document::{Catalogue, Limits, Report};
use tosei_plan::{read, rules};
use tosei_types::Language;

fn findings(fixture: &Value) -> Report {
    let bytes = fixture.to_string().into_bytes();
    let (reading, report) = read(&bytes, &Limits::default());
    let reading = reading.unwrap_or_else(|| panic!("{report:?}"));
    assert!(report.is_clean(), "{report:?}");
    reading.plan.check("2026-11-22".parse().unwrap())
}

#[test]
fn every_rule_finds_its_bad_fixture_and_not_its_good_one() {
    let own = Catalogue::from_json(include_str!("../../data/rules/plan.json")).unwrap();
    assert_eq!(own.rules().len(), 27);
    for rule in own.rules() {
        let (good, bad) = (findings(&rule.good), findings(&rule.bad));
        let hits = |report: &Report| {
            let found = report.findings().iter();
            found.filter(|one| *one.rule == rule.code).count()
        };
        assert_eq!(hits(&good), 0, "{} in its good fixture", rule.code);
        assert!(hits(&bad) > 0, "{} not in its bad fixture", rule.code);
        for finding in bad.findings() {
            assert_eq!(*finding.rule, *rule.code, "another rule in the bad fixture");
            for language in [Language::Ja, Language::En] {
                let sentence = rules().sentence(finding, language);
                assert!(!sentence.contains(['{', '}']), "{sentence}");
                assert!(!sentence.ends_with('.'), "{sentence}");
            }
        }
    }
}

#[test]
fn both_readers_refuse_the_same() {
    let own = Catalogue::from_json(include_str!("../../data/rules/plan.json")).unwrap();
    let good = &own.rules()[0].good;
    let strict = |value: &Value| serde_json::from_value::<tosei_plan::Plan>(value.clone()).is_ok();
    assert!(strict(good));
    for (pointer, key, value) in [
        ("", "unknown", Value::from(1)),
        ("", "kind", Value::from("wish")),
        ("/indicators/0", "unit", Value::from("two words")),
        ("/indicators/0/targets/0", "by", Value::from("R9.3")),
        ("/indicators/0/observations/0", "value", Value::from(40)),
        ("/measures/0", "id", Value::from("")),
    ] {
        let mut changed = good.clone();
        changed.pointer_mut(pointer).unwrap()[key] = value;
        assert!(!strict(&changed), "{pointer}/{key}");
        let (_, report) = read(changed.to_string().as_bytes(), &Limits::default());
        assert!(!report.is_clean(), "{pointer}/{key}");
    }
}

#[test]
fn what_is_no_plan_is_refused_with_its_reason() {
    for (bytes, rule) in [
        (&b"\xff\xfe"[..], "document.encoding.not_utf8"),
        (b"{", "document.json.syntax"),
        (b"{}", "document.json.missing_key"),
        (b"3", "document.json.wrong_type"),
    ] {
        let (reading, report) = read(bytes, &Limits::default());
        assert!(reading.is_none());
        assert_eq!(&*report.findings()[0].rule, rule);
    }
    let plan = serde_json::to_string(tosei_plan::tokyo::plan_1()).unwrap();
    let other = plan.replace("\"tosei-plan\"", "\"tosei-other\"");
    let (reading, report) = read(other.as_bytes(), &Limits::default());
    assert!(reading.is_none());
    assert_eq!(&*report.findings()[0].rule, "document.format");
    let limits = Limits {
        bytes: 10,
        ..Limits::default()
    };
    let (reading, report) = read(plan.as_bytes(), &limits);
    assert!(reading.is_none());
    assert_eq!(&*report.findings()[0].rule, "document.limit.bytes");
    let limits = Limits {
        items: 3,
        ..Limits::default()
    };
    let (reading, report) = read(plan.as_bytes(), &limits);
    assert!(reading.is_some());
    assert!(
        report
            .findings()
            .iter()
            .any(|one| &*one.rule == "document.limit.items")
    );
}
