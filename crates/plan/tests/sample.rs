//! The plan of the fictional city: what its pages must say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use tosei_document::Severity;
use tosei_plan::{
    PlanVerdict, ProgressOptions, ProgressReason, VerdictTally, plan_progress, publication_marks,
    sample,
};
use tosei_types::Language;

#[test]
fn the_plan_has_its_size() {
    let plan = sample::mihon_plan();
    assert!(plan.fictional);
    assert_eq!((plan.policies.len(), plan.measures.len()), (6, 22));
    assert_eq!((plan.indicators.len(), plan.entries.len()), (31, 24));
    assert_eq!(plan.entries.iter().filter(|one| one.relisted).count(), 2);
    let differences = plan.relisted_differences();
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0].added, ["法人の補助金の申請を電子化した。"]);
    assert_eq!(differences[0].dropped, ["職員向けの操作研修を行った。"]);
    assert_eq!(plan.inconsistencies.len(), 1);
}

#[test]
fn thirty_one_indicators_are_judged_each_with_its_reason() {
    let plan = sample::mihon_plan();
    let progress = plan_progress(plan, sample::status_date(), ProgressOptions::standard());
    let expected = VerdictTally {
        on_track: 14,
        at_risk: 6,
        missed: 4,
        not_measurable: 4,
        not_yet_due: 3,
    };
    assert_eq!(progress.indicator_tally, expected);
    assert_eq!(progress.measure_tally.total(), 22);
    assert_eq!(progress.verdict, PlanVerdict::Missed);
    let reasons = |id: &str| {
        let found = progress
            .indicators
            .iter()
            .find(|one| one.indicator.as_str() == id);
        found.unwrap().reasons.clone()
    };
    for (id, reason) in [
        ("i01", ProgressReason::Reached),
        ("i04", ProgressReason::OnCourse),
        ("i14", ProgressReason::Reached),
        ("i15", ProgressReason::BehindCourse),
        ("i18", ProgressReason::FallenBack),
        ("i21", ProgressReason::BelowAtDue),
        ("i22", ProgressReason::BelowAtDue),
        ("i23", ProgressReason::ReachedLate),
        ("i25", ProgressReason::NoNumber),
        ("i26", ProgressReason::NoObservation),
        ("i27", ProgressReason::Stale),
        ("i28", ProgressReason::OnlyExpected),
        ("i29", ProgressReason::NotStarted),
        ("i31", ProgressReason::OnlyBaseline),
    ] {
        assert_eq!(reasons(id), [reason], "{id}");
    }
    assert_eq!(
        progress.sentence(Language::Ja),
        "令和7年6月30日時点で、31指標のうち順調14、遅れのおそれ6、未達4、測定できない4、時期未到来3。"
    );
    let by_policy: u32 = progress
        .policies
        .iter()
        .map(|one| one.measures.total())
        .sum();
    assert_eq!(by_policy, 22);
}

/// The verdicts move with the options, and only in the direction of the option.
#[test]
fn stricter_options_never_make_a_verdict_better() {
    let plan = sample::mihon_plan();
    let day = sample::status_date();
    let standard = plan_progress(plan, day, ProgressOptions::standard());
    let strict = plan_progress(plan, day, ProgressOptions::named("strict").unwrap());
    assert!(strict.indicator_tally.on_track < standard.indicator_tally.on_track);
    for (one, other) in standard.indicators.iter().zip(&strict.indicators) {
        if other.verdict == PlanVerdict::OnTrack {
            assert_eq!(one.verdict, PlanVerdict::OnTrack, "{}", one.indicator);
        }
    }
}

#[test]
fn the_plan_keeps_the_rules_but_for_what_it_shows() {
    let report = sample::mihon_plan().check(sample::status_date());
    let severe: Vec<_> = report
        .findings()
        .iter()
        .filter(|one| one.severity != Severity::Info)
        .map(|one| format!("{} {}", one.rule, one.place))
        .collect();
    assert!(severe.is_empty(), "{severe:?}");
    let differs = report
        .findings()
        .iter()
        .filter(|one| &*one.rule == "plan.relisted.differs");
    assert_eq!(differs.count(), 1);
}

/// Law: names of people are withheld, and what is withheld is listed.
#[test]
fn published_without_names() {
    let document = serde_json::from_str(sample::mihon_plan_json()).unwrap();
    let published = publication_marks().publish(&document).unwrap();
    let text = published.document.to_string();
    assert!(!text.contains("見本 花子"));
    assert!(text.contains("DX推進課"));
    let withheld: Vec<_> = published
        .withheld
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    assert_eq!(withheld, ["/roles/*/members"]);
    let read: tosei_plan::Plan = serde_json::from_value(published.document).unwrap();
    assert_eq!(read.indicators, sample::mihon_plan().indicators);
}
