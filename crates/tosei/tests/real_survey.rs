//! The State's survey of 令和6年度 itself, where it is at hand: every figure to the digit.
//!
//! The figures were counted again by a program of its own in plain Python, which agrees on each.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says when it had nothing to do"
)]
#![cfg(all(feature = "inventory", feature = "qos-model"))]

use std::{path::PathBuf, sync::OnceLock};
use tosei::document::Collector;
use tosei::evidence::{EvidenceJob, EvidenceOptions, EvidenceTotals, StatedPolicy, SurveyEvidence};
use tosei::inventory::survey::{SurveyCheck, SurveyJob};
use tosei::qos_model::{Standing, tokyo_2024};

fn file() -> Option<Vec<u8>> {
    let folder = std::env::var_os("TOSEI_DATA").map(PathBuf::from);
    let path = folder.map(|folder| folder.join("procedures_survey/procedures_r6.csv"));
    let bytes = path.and_then(|path| std::fs::read(path).ok());
    if bytes.is_none() {
        println!("skipped: TOSEI_DATA has no procedures_survey/procedures_r6.csv");
    }
    bytes
}

fn run(options: &EvidenceOptions) -> Option<SurveyEvidence> {
    let standard = tokyo_2024().compile().unwrap();
    let job = EvidenceJob::new(&standard, options);
    let bytes = file()?;
    Some(tosei::evidence_from_survey(bytes.as_slice(), &job, |_, _| ()).unwrap())
}

/// By the standard, at half of the counter's period; one pass for all tests.
fn by_the_standard() -> Option<&'static SurveyEvidence> {
    static PASS: OnceLock<Option<SurveyEvidence>> = OnceLock::new();
    PASS.get_or_init(|| run(&EvidenceOptions::default()))
        .as_ref()
}

/// Taken at its word, at 0.7 of the counter's period; one pass for all tests.
fn at_its_word() -> Option<&'static SurveyEvidence> {
    static PASS: OnceLock<Option<SurveyEvidence>> = OnceLock::new();
    let pass = PASS.get_or_init(|| {
        let mut options = EvidenceOptions::default();
        options.stated = StatedPolicy::All;
        options
            .parameters
            .insert("shorten_ratio".into(), "0.7".parse().unwrap());
        run(&options)
    });
    pass.as_ref()
}

/// Met, not met, not applicable, unknown, candidates.
fn counts(totals: &EvidenceTotals, criterion: &str) -> [u64; 5] {
    let one = totals.criterion(&criterion.parse().unwrap()).unwrap();
    [
        one.met,
        one.not_met,
        one.not_applicable,
        one.unknown,
        one.candidates,
    ]
}

fn levels(totals: &EvidenceTotals, axis: &str) -> Vec<(String, u64)> {
    let axis = totals.axis(&axis.parse().unwrap()).unwrap();
    let levels = axis.levels.iter();
    levels
        .map(|one| (one.level.to_string(), one.rows))
        .collect()
}

fn expected(levels: &[(&str, u64)]) -> Vec<(String, u64)> {
    levels
        .iter()
        .map(|(level, rows)| ((*level).to_owned(), *rows))
        .collect()
}

#[test]
fn evidence_of_the_online_applications() {
    let Some(evidence) = by_the_standard() else {
        return;
    };
    let totals = &evidence.online_applications;
    assert_eq!(
        (totals.rows, totals.not_digital, totals.digital_unknown),
        (24_019, 0, 0)
    );
    for (criterion, expected) in [
        ("digital", [24_019, 0, 0, 0, 0]),
        ("F1a", [19_642, 262, 107, 4_008, 0]),
        ("F2a", [0, 253, 107, 23_659, 1_446]),
        ("F2b", [0, 0, 107, 23_912, 0]),
        ("F3a", [0, 0, 107, 23_912, 777]),
        ("S1a", [10_267, 1_474, 10_286, 1_992, 0]),
        ("S2a", [382, 0, 10_286, 13_351, 0]),
        ("S2b", [973, 1_232, 21_615, 199, 0]),
        ("S3a", [0, 0, 0, 24_019, 23_781]),
        ("U1a", [0, 0, 0, 24_019, 0]),
        ("U1b", [0, 0, 0, 24_019, 0]),
        ("U2a", [0, 0, 0, 24_019, 0]),
        ("U2b", [0, 0, 0, 24_019, 0]),
        ("U3a", [0, 0, 0, 24_019, 0]),
    ] {
        assert_eq!(counts(totals, criterion), expected, "{criterion}");
    }
    // Nothing says anything about より使いやすく; a self-report counts up to level 1.
    assert_eq!(levels(totals, "easier"), expected(&[("Lv0–3", 24_019)]));
    assert_eq!(
        levels(totals, "faster"),
        expected(&[("Lv0", 262), ("Lv0–3", 4_115), ("Lv1–3", 19_642)])
    );
    assert_eq!(
        levels(totals, "simpler"),
        expected(&[("Lv0", 1_474), ("Lv0–3", 12_278), ("Lv1–3", 10_267)])
    );
    // Neither fee nor attachment: what would reach level 2 by doing nothing.
    assert_eq!(totals.wholly_not_applicable, [107, 9_875, 0]);
}

#[test]
fn levels_earned_stand_apart_from_levels_by_non_applicability() {
    let Some(evidence) = at_its_word() else {
        return;
    };
    let totals = &evidence.online_applications;
    assert_eq!(
        levels(totals, "simpler"),
        expected(&[
            ("Lv0", 1_579),
            ("Lv0–1", 61),
            ("Lv0–3", 11_813),
            ("Lv1", 876),
            ("Lv1–3", 9_324),
            ("Lv2–3", 366),
        ])
    );
    let simpler = totals.axis(&"simpler".parse().unwrap()).unwrap();
    let standing = |one| simpler.standings.get(&one).copied().unwrap_or(0);
    assert_eq!(
        [
            Standing::Earned,
            Standing::ByNonApplicability,
            Standing::Range
        ]
        .map(standing),
        [2_350, 105, 21_564]
    );
    assert_eq!(levels(totals, "easier"), expected(&[("Lv0–3", 24_019)]));
}

#[test]
fn periods_that_can_be_compared() {
    let (Some(half), Some(seven_tenths)) = (by_the_standard(), at_its_word()) else {
        return;
    };
    for (evidence, candidates) in [(half, 777), (seven_tenths, 859)] {
        let totals = &evidence.online_applications;
        assert_eq!(counts(totals, "F3a")[4], candidates);
        let periods = &totals.periods;
        assert_eq!(
            [
                periods.comparable,
                periods.equal,
                periods.shorter,
                periods.longer,
                periods.not_comparable
            ],
            [16_141, 14_695, 1_180, 266, 7_878]
        );
        assert_eq!(periods.comparable + periods.not_comparable, totals.rows);
    }
}

#[test]
fn one_pass_for_the_report_and_the_evidence() {
    let Some(bytes) = file() else { return };
    let (standard, options) = (tokyo_2024().compile().unwrap(), EvidenceOptions::default());
    let mut taker = EvidenceJob::new(&standard, &options).taker().unwrap();
    let mut findings = Collector::new(SurveyCheck::catalogue());
    let analysis = SurveyJob::new()
        .run_with(bytes.as_slice(), &mut findings, |row| {
            taker.take(row);
        })
        .unwrap();
    let together = taker.finish();
    assert_eq!((analysis.rows(), together.all.rows), (75_071, 75_071));
    assert_eq!(Some(&together), by_the_standard());
}
