//! The State's survey of 令和6年度 itself, where it is at hand: every figure to the digit.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says when it had nothing to do"
)]

use std::{collections::BTreeMap, fs::File, path::PathBuf, sync::OnceLock};
use tosei_document::{Collector, Report};
use tosei_inventory::survey::{SurveyAnalysis, SurveyCheck, SurveyJob};
use tosei_inventory::{PriorityRules, ProcessKinds, RateDefinitions};
use tosei_types::{Language, PercentDigits};

/// How many findings each rule makes; what is not named makes none.
///
/// Counted independently by `conformance/python/operations/survey.py`, which agrees on every single
/// finding and its values.
const FINDINGS: [(&str, u64); 30] = [
    ("agency_name_missing", 1_749),
    ("answer_out_of_scope", 6),
    ("article_missing", 14),
    ("article_unread", 95),
    ("attachment_details_without_attachments", 3_076),
    ("attachment_method_missing", 653),
    // All of them no-break spaces behind names; no other cell has blanks at its ends in this copy.
    ("blanks_at_ends", 5),
    // 手続類型 2, 手続主体 6, 実施状況 3.
    ("cell_missing", 11),
    // A sentence about public records stands in 経由機関.
    ("code_unknown", 1),
    ("fee_method_missing", 18),
    ("fee_method_without_fee", 1),
    ("fee_relief_out_of_scope", 436),
    // 101 cells with katakana (ｶ月), 100 with its comma or middle dot alone.
    ("half_width_kana", 201),
    ("invisible_character", 5),
    ("key_repeated", 370),
    ("law_number_missing", 95),
    // 手続名 178, 独立行政法人等の名称 357.
    ("line_break", 535),
    ("ministry_not_implementing", 123),
    ("online_count_without_status", 18),
    ("online_exceeds_total", 4),
    ("online_without_cases", 27_066),
    // 266 by 30 days to a month; 1月 against 4週 is not certain.
    ("period_longer_online", 265),
    ("period_unread", 1_018),
    ("period_without_unit", 988),
    ("plan_without_year", 69),
    ("reason_missing", 46),
    // 交付等 11, 処分通知等 7; nobody is asked for the recipient of 縦覧等.
    ("recipient_missing", 18),
    ("row_repeated", 139),
    ("value_repeated", 1),
    // 添付形式等が定められた規定 191, 撤廃/省略状況 80, 電子署名 9.
    ("values_joined", 280),
];

fn file() -> Option<File> {
    let folder = PathBuf::from(std::env::var_os("TOSEI_DATA")?);
    let path = folder.join("procedures_survey/procedures_r6.csv");
    path.is_file().then(|| File::open(path).unwrap())
}

/// One pass for all tests.
fn run() -> Option<&'static (SurveyAnalysis, Report)> {
    static PASS: OnceLock<Option<(SurveyAnalysis, Report)>> = OnceLock::new();
    let pass = PASS.get_or_init(|| file().map(pass)).as_ref();
    if pass.is_none() {
        println!("skipped: TOSEI_DATA has no procedures_survey/procedures_r6.csv");
    }
    pass
}

fn pass(file: File) -> (SurveyAnalysis, Report) {
    let rules = PriorityRules::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let mut sink = Collector::new(SurveyCheck::catalogue()).keeping(100_000);
    let analysis = SurveyJob::new()
        .with_priorities(&rules)
        .run(file, &mut sink)
        .unwrap();
    (analysis, sink.into_report())
}

#[test]
fn every_row_is_typed_and_every_rule_finds_what_is_there() {
    let Some((analysis, report)) = run() else {
        return;
    };
    assert_eq!((analysis.rows(), analysis.untyped()), (75_071, 0));
    let expected: BTreeMap<String, u64> = FINDINGS
        .iter()
        .map(|(rule, count)| (format!("inventory.survey.{rule}"), *count))
        .collect();
    let found: BTreeMap<String, u64> = report
        .totals()
        .iter()
        .map(|total| (total.rule.to_string(), total.count))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(
        report.total(),
        FINDINGS.iter().map(|(_, count)| count).sum::<u64>()
    );
    for finding in report.findings() {
        for language in [Language::Ja, Language::En] {
            let sentence = SurveyCheck::catalogue().sentence(finding, language);
            assert!(!sentence.contains(['{', '}']), "{sentence}");
        }
    }
}

#[test]
fn known_defects_are_found_at_their_rows() {
    let Some((_, report)) = run() else { return };
    let subjects = |rule: &str| -> Vec<&str> {
        let mut ids: Vec<&str> = report
            .findings()
            .iter()
            .filter(|finding| finding.rule.ends_with(rule))
            .map(|finding| finding.subject.as_deref().unwrap())
            .collect();
        ids.sort_unstable();
        ids
    };
    let more_online_than_all = ["DP24105978", "DP24105982", "P24010143", "P24010144"];
    assert_eq!(subjects(".online_exceeds_total"), more_online_than_all);
    let cells: BTreeMap<&str, u32> = report
        .findings()
        .iter()
        .filter(|finding| finding.rule.ends_with(".cell_missing"))
        .fold(BTreeMap::new(), |mut counts, finding| {
            let Some(tosei_document::Value::Text(header)) = finding.values.get("header") else {
                return counts;
            };
            *counts.entry(header).or_default() += 1;
            counts
        });
    let blanks = [
        ("オンライン化の実施状況", 3),
        ("手続主体", 6),
        ("手続類型", 2),
    ];
    assert_eq!(cells, BTreeMap::from(blanks));
    let missing = subjects(".cell_missing");
    for id in ["P24001524", "P24007217", "P24011069"] {
        assert!(missing.contains(&id), "{id}: 実施状況 is blank");
    }
}

#[test]
fn the_named_rates_and_selections_come_out_to_the_digit() {
    let Some((analysis, _)) = run() else { return };
    let rates = RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let tally = analysis.tally();
    for (id, numerator, denominator, percent) in [
        ("processes.done", 36_315, 75_071, "48.4"),
        ("processes.done_without_exempt", 36_315, 74_664, "48.6"),
        ("processes.done_or_partial", 38_731, 75_071, "51.6"),
        ("applications.done", 22_740, 36_480, "62.3"),
        ("cases.online", 3_422_908_418, 4_307_176_937, "79.5"),
    ] {
        let result = rates.evaluate_one(id, &tally).unwrap();
        let rate = result.rate().unwrap();
        let integers = (rate.numerator(), rate.denominator());
        assert_eq!(integers, (numerator, denominator), "{id}");
        let shown = rate.percent(PercentDigits::One).unwrap().to_string();
        assert_eq!(shown, percent, "{id}");
    }
    for (id, members, covered, of) in [
        ("survey.at_least_10000", 1_716, 4_299_021_923, 4_307_176_937),
        (
            "survey.more_than_10000",
            1_702,
            4_298_881_923,
            4_307_176_937,
        ),
        (
            "survey.applications_10000",
            1_007,
            2_033_492_678,
            2_038_424_027,
        ),
    ] {
        let found = analysis.selections().iter();
        let selection = found.clone().find(|s| s.rule().to_string() == id).unwrap();
        assert_eq!(selection.members().len(), members, "{id}");
        let coverage = selection.coverage().unwrap();
        let integers = (coverage.numerator(), coverage.denominator());
        assert_eq!(integers, (covered, of), "{id}");
    }
    assert_eq!(analysis.by_ministry().len(), 25);
}

#[cfg(feature = "rayon")]
#[test]
fn all_cores_find_what_one_finds() {
    let (Some(file), Some((one, report))) = (file(), run()) else {
        return;
    };
    let mut sink = Collector::new(SurveyCheck::catalogue()).keeping(100_000);
    let all = SurveyJob::new().run_parallel(file, &mut sink).unwrap();
    assert_eq!(all.tally(), one.tally());
    assert_eq!(&sink.into_report(), report);
}
