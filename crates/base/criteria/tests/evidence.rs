//! What an item of evidence and an exemption must be, and how they read.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use tosei_criteria::{
    Answer, CriterionExemption, EvidenceError, EvidenceItem, EvidenceOrigin, EvidenceQuality,
    EvidenceSet, Stated,
};

fn origin() -> EvidenceOrigin {
    EvidenceOrigin {
        quality: EvidenceQuality::Confirmed,
        source: "点検".to_owned(),
        date: "2025-05-01".parse().unwrap(),
        confirmed_by: Some("担当".to_owned()),
        expires_on: None,
        reconfirm_after_days: None,
        note: None,
    }
}

fn item(
    answer: Answer,
    reason: Option<&str>,
    origin: EvidenceOrigin,
) -> Result<EvidenceItem, EvidenceError> {
    let stated = Stated::Answer {
        criterion: "A1".parse().unwrap(),
        answer,
        reason: reason.map(|reason| reason.parse().unwrap()),
    };
    EvidenceItem::try_new("P-1".parse().unwrap(), stated, origin)
}

fn code(result: Result<EvidenceItem, EvidenceError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "ok")
}

/// Each rule of the invariant by itself, on both sides of its boundary.
#[test]
fn an_item_keeps_its_invariant() {
    let with = |change: &dyn Fn(&mut EvidenceOrigin)| {
        let mut origin = origin();
        change(&mut origin);
        code(item(Answer::Met, None, origin))
    };
    assert_eq!(with(&|_| {}), "ok");
    assert_eq!(
        with(&|one| one.source = " ".to_owned()),
        "criteria.evidence.blank"
    );
    assert_eq!(
        with(&|one| one.confirmed_by = None),
        "criteria.evidence.blank"
    );
    assert_eq!(
        with(&|one| one.confirmed_by = Some("\u{3000}".to_owned())),
        "criteria.evidence.blank"
    );
    let stated = |confirmed_by: Option<&str>| {
        with(&|one| {
            one.quality = EvidenceQuality::Stated;
            one.confirmed_by = confirmed_by.map(str::to_owned);
        })
    };
    assert_eq!(stated(None), "ok");
    assert_eq!(stated(Some("")), "criteria.evidence.blank");
    let expires = |day: &str| with(&|one| one.expires_on = Some(day.parse().unwrap()));
    assert_eq!(expires("2025-05-01"), "ok");
    assert_eq!(expires("2025-05-02"), "ok");
    assert_eq!(
        expires("2025-04-30"),
        "criteria.evidence.expires_before_date"
    );
    let cycle = |days: u16| with(&|one| one.reconfirm_after_days = Some(days));
    assert_eq!(cycle(1), "ok");
    assert_eq!(cycle(0), "criteria.evidence.no_cycle");
}

#[test]
fn a_reason_stands_with_not_applicable_and_only_there() {
    for (answer, expected) in [
        (Answer::NotApplicable, "ok"),
        (Answer::Met, "criteria.evidence.reason_unexpected"),
        (Answer::NotMet, "criteria.evidence.reason_unexpected"),
        (Answer::Unknown, "criteria.evidence.reason_unexpected"),
    ] {
        assert_eq!(code(item(answer, Some("none"), origin())), expected);
    }
}

#[test]
fn json_is_about_a_criterion_or_a_measure_and_not_both() {
    let read = |about: &str| {
        let json = format!(
            r#"{{"subject": "P-1", "quality": "stated", "source": "s", "date": "2025-05-01", {about}}}"#
        );
        serde_json::from_str::<EvidenceItem>(&json)
    };
    for sound in [
        r#""criterion": "A1", "answer": "met""#,
        r#""measure": "days", "unit": "days", "value": "3""#,
        r#""measure": "days", "unit": "days""#,
    ] {
        assert!(read(sound).is_ok(), "{sound}");
    }
    for wrong in [
        r#""criterion": "A1", "answer": "met", "value": "3""#,
        r#""criterion": "A1", "answer": "met", "unit": "days""#,
        r#""measure": "days", "unit": "days", "reason": "none""#,
        r#""measure": "days", "unit": "days", "answer": "met""#,
        r#""measure": "days""#,
        r#""criterion": "A1""#,
    ] {
        let error = read(wrong).unwrap_err().to_string();
        assert!(error.contains("has either"), "{wrong}: {error}");
    }
}

#[test]
fn a_cycle_is_counted_from_the_day_of_the_evidence() {
    let due = |date: &str, days: Option<u16>| {
        let given = EvidenceOrigin {
            date: date.parse().unwrap(),
            reconfirm_after_days: days,
            ..origin()
        };
        let item = item(Answer::Met, None, given).unwrap();
        item.reconfirm_by().map(|day| day.to_string())
    };
    assert_eq!(due("2025-05-01", Some(31)).as_deref(), Some("2025-06-01"));
    assert_eq!(due("2025-05-01", None), None);
    assert_eq!(due("9999-03-31", Some(1)), None);
}

#[test]
fn an_exemption_keeps_its_invariant_and_holds_on_both_its_days() {
    let exemption = |reason: &str, approver: Option<&str>, last: &str| {
        CriterionExemption::try_new(
            "P-1".parse().unwrap(),
            "A1".parse().unwrap(),
            reason,
            approver.map(str::to_owned),
            "2025-04-01".parse().unwrap(),
            last.parse().unwrap(),
        )
    };
    let one = exemption("理由", Some("課長"), "2026-03-31").unwrap();
    let held = |day: &str| one.holds_on(day.parse().unwrap());
    assert_eq!(
        ["2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01"].map(held),
        [false, true, true, false]
    );
    assert_eq!(one.reason(), "理由");
    assert_eq!(one.approver(), Some("課長"));
    assert_eq!(one.approved_on().to_string(), "2025-04-01");
    assert_eq!(one.expires_on().to_string(), "2026-03-31");
    // One day is enough; an approver without a name is none.
    let unapproved = exemption("理由", Some(" "), "2025-04-01").unwrap();
    assert_eq!(unapproved.approver(), None);
    assert!(!unapproved.holds_on("2025-04-01".parse().unwrap()));
    let code = |result: Result<CriterionExemption, EvidenceError>| result.unwrap_err().code();
    assert_eq!(
        code(exemption(" ", None, "2026-03-31")),
        "criteria.evidence.blank"
    );
    assert_eq!(
        code(exemption("理由", None, "2025-03-31")),
        "criteria.evidence.expires_before_date"
    );
}

#[test]
fn a_set_holds_what_it_was_made_of() {
    let one = item(Answer::Met, None, origin()).unwrap();
    let exemption = CriterionExemption::try_new(
        "P-1".parse().unwrap(),
        "A1".parse().unwrap(),
        "理由",
        None,
        "2025-04-01".parse().unwrap(),
        "2025-04-01".parse().unwrap(),
    )
    .unwrap();
    let set = EvidenceSet::new(vec![one.clone()], vec![exemption.clone()]);
    assert_eq!(
        (set.items(), set.exemptions()),
        (&[one][..], &[exemption][..])
    );
    let subject = "P-1".parse().unwrap();
    assert_eq!(set.items_about(&subject).count(), 1);
    assert_eq!(set.exemptions_of(&subject).count(), 1);
    assert_eq!(set.subjects().collect::<Vec<_>>(), [&subject]);
}
