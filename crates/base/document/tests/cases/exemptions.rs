//! Exemptions, and what collects findings.

use crate::{BYTES, SYNTAX, accept, collector};
use tosei_document::{
    Catalogue, DEFAULT_KEPT_PER_RULE, Decision, Exemption, ExemptionDocument, Limits, Severity,
    Sink, read_exemptions,
};
use tosei_types::Date;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn decision(reason: &str, approver: &str) -> Decision {
    Decision {
        reason: reason.into(),
        approver: approver.into(),
    }
}

fn exemption(rule: &str, subject: &str, from: &str, until: &str) -> Exemption {
    let decision = decision("移行中", "課長");
    Exemption::try_new(rule, subject, decision, day(from), day(until)).unwrap()
}

#[test]
fn an_exemption_says_what_it_was_made_of() {
    let one = exemption(SYNTAX, "P-1", "2025-04-01", "2026-03-31");
    assert_eq!((one.rule(), one.subject()), (SYNTAX, "P-1"));
    assert_eq!((one.reason(), one.approver()), ("移行中", "課長"));
    assert_eq!(
        (one.approved_on(), one.expires_on()),
        (day("2025-04-01"), day("2026-03-31"))
    );
    for (as_of, holds) in [
        ("2025-03-31", false),
        ("2025-04-01", true),
        ("2026-03-31", true),
        ("2026-04-01", false),
    ] {
        assert_eq!(one.holds_on(day(as_of)), holds, "{as_of}");
    }
    let json = serde_json::to_value(&one).unwrap();
    let expected = serde_json::json!({
        "rule": SYNTAX, "subject": "P-1", "reason": "移行中", "approver": "課長",
        "approved_on": "2025-04-01", "expires_on": "2026-03-31",
    });
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_value::<Exemption>(json).unwrap(), one);
    for key in ["rule", "subject", "reason", "approver"] {
        let mut blank = expected.clone();
        blank[key] = " ".into();
        let error = serde_json::from_value::<Exemption>(blank).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the exemption's `{key}` is blank")
        );
    }
    let (from, until) = (day("2025-04-02"), day("2025-04-01"));
    let error = Exemption::try_new("r", "s", decision("a", "b"), from, until).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the exemption expires on `2025-04-01`, before it was approved on `2025-04-02`"
    );
}

#[test]
fn exemptions_are_applied_one_by_one() {
    let all = [
        exemption(SYNTAX, "P-1", "2025-04-01", "2026-03-31"),
        exemption(BYTES, "P-2", "2025-04-01", "2026-03-31"),
        exemption("x.y", "P-3", "2025-04-01", "2026-03-31"),
        exemption(SYNTAX, "P-4", "2024-04-01", "2025-03-31"),
        exemption(SYNTAX, "P-5", "2025-05-01", "2026-03-31"),
    ];
    let mut findings = collector();
    let applied = findings.apply(&all, day("2025-04-01"));
    let numbers = (
        applied.in_force,
        applied.expired,
        applied.not_yet,
        applied.unknown_rule,
    );
    assert_eq!(numbers, (2, 1, 1, 1));
    for (rule, subject) in [
        (SYNTAX, Some("P-1")), // exempt
        (SYNTAX, Some("P-2")), // another rule's subject
        (BYTES, Some("P-2")),  // exempt
        (BYTES, None),
        (SYNTAX, Some("P-4")), // expired
        (SYNTAX, Some("P-5")), // not yet
    ] {
        accept(&mut findings, rule, subject, 1);
    }
    let report = findings.into_report();
    assert_eq!((report.count_of(SYNTAX), report.count_of(BYTES)), (3, 1));
    let totals: Vec<(&str, u64, u64, u64)> = report
        .totals()
        .iter()
        .map(|t| (&*t.rule, t.count, t.listed, t.exempted))
        .collect();
    assert!(totals.contains(&(SYNTAX, 3, 3, 1)) && totals.contains(&(BYTES, 1, 1, 1)));
    let places: Vec<(&str, String, Option<&str>)> = report
        .findings()
        .iter()
        .filter(|f| f.rule.starts_with("document.exemption"))
        .map(|f| (&*f.rule, f.place.to_string(), f.subject.as_deref()))
        .collect();
    assert_eq!(places.len(), 2);
    assert!(places.contains(&(
        "document.exemption.expired",
        "/exemptions/3".into(),
        Some("P-4")
    )));
    assert!(places.contains(&(
        "document.exemption.unknown_rule",
        "/exemptions/2".into(),
        Some("P-3")
    )));
}

#[test]
fn a_document_of_another_kind_or_version_gives_none() {
    let read = |format: &str, version: u32| {
        let json = format!(
            r#"{{"$schema": "x", "format": "{format}", "format_version": {version}, "exemptions": []}}"#
        );
        let mut findings = collector();
        let limits = Limits::default();
        let read = read_exemptions(
            json.as_bytes(),
            &limits,
            Catalogue::reading(),
            &mut findings,
        );
        (
            read.is_some(),
            findings.into_report().count_of("document.format"),
        )
    };
    assert_eq!(read("tosei-exemptions", 1), (true, 0));
    assert_eq!(read("tosei-exemptions", 2), (false, 1));
    assert_eq!(read("tosei-exemption", 1), (false, 1));
    let document = ExemptionDocument {
        schema: None,
        format: tosei_document::EXEMPTIONS_FORMAT.into(),
        format_version: tosei_document::EXEMPTIONS_FORMAT_VERSION,
        exemptions: vec![exemption(SYNTAX, "P-1", "2025-04-01", "2026-03-31")],
    };
    let json = serde_json::to_string(&document).unwrap();
    assert!(!json.contains("$schema"));
    let mut findings = collector();
    let read = read_exemptions(
        json.as_bytes(),
        &Limits::default(),
        Catalogue::reading(),
        &mut findings,
    );
    let (exemptions, raw) = read.unwrap();
    assert_eq!((exemptions, raw.len()), (document.exemptions, 0));
    assert!(findings.into_report().is_clean());
}

#[test]
fn all_are_counted_and_only_so_many_are_kept() {
    let listed = |keeping: Option<usize>, count: u32| {
        let mut findings = match keeping {
            Some(keeping) => collector().keeping(keeping),
            None => collector(),
        };
        for line in 1..=count {
            accept(&mut findings, SYNTAX, None, line);
        }
        let report = findings.into_report();
        let total = &report.totals()[0];
        assert_eq!(
            usize::try_from(total.listed).unwrap(),
            report.findings().len()
        );
        (total.count, total.listed, total.not_listed())
    };
    assert_eq!(listed(Some(0), 2), (2, 0, 2));
    assert_eq!(listed(Some(2), 2), (2, 2, 0));
    assert_eq!(listed(Some(2), 3), (3, 2, 1));
    assert_eq!(DEFAULT_KEPT_PER_RULE, 100);
    assert_eq!(listed(None, 101), (101, 100, 1));
}

#[test]
fn collectors_are_merged_and_begun_anew() {
    let mut first = collector().keeping(2);
    first.apply(
        &[exemption(SYNTAX, "P-1", "2025-04-01", "2026-03-31")],
        day("2025-04-01"),
    );
    assert!(std::ptr::eq(first.catalogue(), Catalogue::reading()));
    accept(&mut first, SYNTAX, Some("P-1"), 1);
    accept(&mut first, SYNTAX, Some("P-2"), 2);
    // A fresh one has the exemptions and the number to keep, and no findings.
    let mut second = first.fresh();
    assert!(first.fresh().into_report().totals().is_empty());
    accept(&mut second, SYNTAX, Some("P-1"), 3);
    for line in 4..7 {
        accept(&mut second, SYNTAX, None, line);
    }
    accept(&mut second, BYTES, None, 7);
    first.merge(second);
    let report = first.into_report();
    let totals: Vec<(&str, u64, u64, u64)> = report
        .totals()
        .iter()
        .map(|t| (&*t.rule, t.count, t.listed, t.exempted))
        .collect();
    assert_eq!(totals, [(SYNTAX, 4, 2, 2), (BYTES, 1, 1, 0)]);
    let places: Vec<String> = report
        .findings()
        .iter()
        .map(|f| f.place.to_string())
        .collect();
    assert_eq!(places, ["2", "4", "7"]);
    assert_eq!((report.total(), report.is_clean()), (5, false));
    assert_eq!(report.first().unwrap().place.to_string(), "2");
    assert_eq!((report.count_of(SYNTAX), report.count_of("x.y")), (4, 0));
    let by_severity: u64 = Severity::ALL.iter().map(|s| report.count(*s)).sum();
    assert_eq!(by_severity, 5);
    assert_eq!(report.count(Severity::Error), 5);
    assert_eq!(report.count(Severity::Info), 0);
}

#[test]
fn a_finding_reaches_the_sink_through_a_reference() {
    fn hand_on(mut sink: impl Sink) {
        accept(&mut sink, SYNTAX, Some("P-1"), 9);
    }
    let mut findings = collector();
    hand_on(&mut findings);
    let mut object: &mut dyn Sink = &mut findings;
    hand_on(&mut object);
    let report = findings.into_report();
    assert_eq!(report.count_of(SYNTAX), 2);
    let finding = report.first().unwrap();
    assert_eq!(
        (
            finding.subject.as_deref(),
            finding.place.to_string().as_str()
        ),
        (Some("P-1"), "9")
    );
}

#[test]
fn reports_are_merged_by_rule() {
    let report = |lines: std::ops::Range<u32>, rule: &str| {
        let mut findings = collector().keeping(1);
        for line in lines {
            accept(&mut findings, rule, None, line);
        }
        findings.into_report()
    };
    let both = report(3..6, SYNTAX)
        .merge(report(1..3, SYNTAX))
        .merge(report(1..2, BYTES));
    let totals: Vec<(&str, u64, u64)> = both
        .totals()
        .iter()
        .map(|t| (&*t.rule, t.count, t.listed))
        .collect();
    assert_eq!(totals, [(SYNTAX, 5, 2), (BYTES, 1, 1)]);
    let places: Vec<String> = both
        .findings()
        .iter()
        .map(|f| f.place.to_string())
        .collect();
    assert_eq!(places, ["1", "3", "1"]);
    assert!(report(0..0, SYNTAX).is_clean() && report(0..0, SYNTAX).first().is_none());
}
