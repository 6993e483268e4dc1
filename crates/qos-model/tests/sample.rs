//! The sample city: its figures, and the defects that are meant to be found.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use tosei_criteria::{Assessment, EvidenceSet};
use tosei_document::{Collector, Limits};
use tosei_qos_model::{
    ChangeKind, PrincipleStanding, ReviewOptions, ReviewReading, Standing, SuspectedDays, assess,
    compare_assessments, rules, sample, tokyo, tokyo_2024,
};
use tosei_types::{Date, Language};

const DAY: &str = "2025-06-30";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn evidence() -> EvidenceSet {
    let json = sample::mihon_evidence_json();
    let (evidence, report) = EvidenceSet::read(json.as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:?}");
    evidence.unwrap()
}

fn assessments(on: &str) -> Vec<Assessment> {
    let evidence = evidence();
    evidence
        .subjects()
        .map(|subject| {
            let procedure = subject.as_str().parse().unwrap();
            assess(tokyo(), &evidence, &procedure, day(on)).unwrap()
        })
        .collect()
}

/// How many digital procedures stand where: by the words for a standing, ranges as one.
fn standings(principle: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for assessment in assessments(DAY) {
        let standing = PrincipleStanding::of(&assessment, &principle.parse().unwrap());
        let words = match (standing.standing, standing.standing_level) {
            (Standing::Earned, Some(level)) => format!("Lv{level}"),
            (Standing::ByNonApplicability, Some(level)) => format!("Lv{level} 対象外による"),
            (other, _) => other.label(Language::Ja).to_owned(),
        };
        *found.entry(words).or_default() += 1;
    }
    found
}

fn counts(expected: &[(&str, usize)]) -> BTreeMap<String, usize> {
    let digital: usize = expected.iter().map(|(_, count)| count).sum();
    assert_eq!(digital, 15);
    let named = |(words, count): &(&str, usize)| ((*words).to_owned(), *count);
    expected
        .iter()
        .chain(&[("デジタル化していない", 3)])
        .map(named)
        .collect()
}

#[test]
fn eighteen_procedures_stand_where_the_sample_says() {
    let expected = [
        ("対象外", 3),
        ("Lv0", 2),
        ("Lv1", 4),
        ("Lv2", 3),
        ("Lv3", 1),
        ("幅あり", 2),
    ];
    assert_eq!(standings("faster"), counts(&expected));
    let by_nothing = ("Lv2 対象外による", 3);
    let expected = [
        ("Lv0", 1),
        ("Lv1", 5),
        ("Lv2", 3),
        by_nothing,
        ("Lv3", 1),
        ("幅あり", 2),
    ];
    assert_eq!(standings("simpler"), counts(&expected));
    let expected = [
        ("Lv0", 2),
        ("Lv1", 6),
        ("Lv2", 3),
        ("Lv3", 1),
        ("幅あり", 3),
    ];
    assert_eq!(standings("easier"), counts(&expected));
}

#[test]
fn a_contradiction_and_an_expired_exemption_are_found_and_nothing_else() {
    let standard = tokyo().on(day(DAY)).unwrap();
    let report = evidence().check(standard, day(DAY));
    let found: Vec<&str> = report.findings().iter().map(|one| &*one.rule).collect();
    assert_eq!(
        found,
        [
            "criteria.evidence.conflicting",
            "criteria.evidence.exemption_expired"
        ]
    );
    assert_eq!(report.total(), 2);
}

#[test]
fn three_levels_fell_in_a_quarter() {
    let changes: Vec<_> = assessments("2025-03-31")
        .iter()
        .zip(&assessments(DAY))
        .flat_map(|(before, after)| compare_assessments(before, after, &[tokyo_2024()]))
        .filter(|change| change.kind != ChangeKind::Unchanged)
        .map(|change| (change.kind, change.sentence(Language::Ja)))
        .collect();
    let sentences: Vec<&str> = changes.iter().map(|(_, one)| one.as_str()).collect();
    assert!(changes.iter().all(|(kind, _)| *kind == ChangeKind::Fell));
    assert_eq!(
        sentences,
        [
            "P-0047 easier: 低下。Lv1からLv0（U1bは満たさなくなった）。",
            "P-0519 simpler: 低下。Lv1からLv0（S1aは満たさなくなった）。",
            "P-0527 easier: 低下。Lv2からLv1（U2bは満たさなくなった）。",
        ]
    );
}

#[test]
fn a_year_of_reviews_adds_up() {
    let mut sink = Collector::new(rules());
    let json = sample::mihon_reviews_json();
    let reading = ReviewReading::read(json.as_bytes(), &Limits::default(), rules(), &mut sink);
    let reading = reading.unwrap();
    let year = ReviewOptions::between(day("2024-07-01"), day(DAY));
    let summaries = reading.summaries(&year);
    let mut totals = [0; 5];
    for summary in summaries.values() {
        for (total, count) in totals.iter_mut().zip(summary.ratings.counts()) {
            *total += count;
        }
    }
    assert_eq!(totals, [387, 418, 199, 83, 53]);
    assert_eq!(totals.iter().sum::<u64>(), 1_140);
    reading.check(&year, day(DAY), rules(), &mut sink);
    let report = sink.into_report();
    assert_eq!(report.count_of("qos.review.burst"), 1);
    assert_eq!(report.count_of("qos.review.personal_data"), 6);
    assert_eq!(report.total(), 7, "{report:?}");
    // 60 answers came beside the one that was to be expected. Without that day the mean of the procedure is another.
    let honest = ReviewOptions {
        suspected_days: SuspectedDays::LeftOut,
        ..year
    };
    let id: tosei_types::ProcedureId = "P-0001".parse().unwrap();
    let (all, rest) = (&summaries[&id], &reading.summaries(&honest)[&id]);
    assert_eq!((all.ratings.total(), rest.ratings.total()), (240, 179));
    assert!(all.mean_if_enough() != rest.mean_if_enough());
}
