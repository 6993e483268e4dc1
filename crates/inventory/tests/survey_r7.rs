//! The edition of 令和7年度, on a small fictional file of its form: two header rows, 46 columns.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::num::NonZeroU8;
use tosei_document::{Collector, Explain, Limits, Report};
use tosei_inventory::survey::{
    Comparability, ComparisonQuestion, SurveyAnalysis, SurveyCheck, SurveyColumn, SurveyEdition,
    SurveyJob, SurveyTable, comparable, compare_survey_rates, survey_rate,
};
use tosei_inventory::{OnlineStatus, ProcessKinds, RateDefinitions};

const FIXTURE: &str = include_str!("fixtures/survey_r7.csv");

fn run(job: SurveyJob<'_>, csv: &str) -> (SurveyAnalysis, Report) {
    let mut sink = Collector::new(SurveyCheck::catalogue());
    let analysis = job.run(csv.as_bytes(), &mut sink).unwrap();
    (analysis, sink.into_report())
}

fn r7() -> SurveyJob<'static> {
    SurveyJob::new().with_edition(SurveyEdition::r7())
}

/// Rule and cell of every finding.
fn places(report: &Report) -> Vec<(String, String)> {
    let mut places: Vec<(String, String)> = report
        .findings()
        .iter()
        .map(|finding| {
            let rule = finding.rule.trim_start_matches("inventory.survey.");
            (rule.to_owned(), finding.place.to_string())
        })
        .collect();
    places.sort();
    places
}

#[test]
fn a_header_of_two_rows_is_read_and_every_row_below_it() {
    let (analysis, report) = run(r7(), FIXTURE);
    assert_eq!((analysis.rows(), analysis.untyped()), (7, 0));
    let found = places(&report);
    let expected = [
        ("code_unknown", "R6"),
        ("code_variant", "O7"),
        ("count_missing", "AF9"),
        ("count_missing", "AG8"),
        ("count_missing", "AG9"),
        ("count_missing", "AH9"),
        ("separator", "Q5"),
        ("values_joined", "S8"),
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(rule, cell)| ((*rule).to_owned(), (*cell).to_owned()))
        .collect();
    let about_codes: Vec<(String, String)> = found
        .iter()
        .filter(|(rule, _)| expected.iter().any(|(known, _)| known == rule))
        .cloned()
        .collect();
    assert_eq!(about_codes, expected, "{found:#?}");
    for rule in [
        "column_missing",
        "column_unknown",
        "column_repeated",
        "law_number_missing",
    ] {
        assert!(found.iter().all(|(found, _)| found != rule), "{rule}");
    }
}

#[test]
fn a_file_saved_again_with_one_header_row_reads_the_same() {
    let headers: Vec<&str> = SurveyEdition::r7()
        .columns()
        .iter()
        .map(|column| column.header.as_str())
        .collect();
    let (_, rest) = FIXTURE.split_once("提出する機関\"").unwrap();
    let (_, rows) = rest.split_once("\r\n").unwrap();
    let one = format!("{}\r\n{rows}", headers.join(","));
    let (two_rows, one_row) = (run(r7(), FIXTURE).0, run(r7(), &one).0);
    assert_eq!(two_rows.rows(), one_row.rows());
    assert_eq!(
        two_rows.tally().cells().collect::<Vec<_>>(),
        one_row.tally().cells().collect::<Vec<_>>()
    );
}

#[test]
fn an_edition_of_one_header_row_reads_a_file_with_two() {
    let csv = "架空の表,,,,,,\n\
        手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数\n\
        1,架空の届出,1 申請等,5 国民等,1 実施済,1,1\n";
    assert_eq!(run(SurveyJob::new(), csv).0.rows(), 1);
    let explained = csv.split_once('\n').unwrap().1.replacen(
        "1,架空の届出",
        "番号,名称,類型,主体,状況,件数,件数\n1,架空の届出",
        1,
    );
    let two = SurveyJob::new().with_header_rows(NonZeroU8::new(2).unwrap());
    assert_eq!(run(two, &explained).0.rows(), 1);
    assert_eq!(
        run(SurveyJob::new(), &explained).0.rows(),
        2,
        "only if it is said"
    );
}

#[test]
fn columns_that_only_r7_has_are_kept() {
    let table = SurveyTable::load(FIXTURE.as_bytes(), SurveyEdition::r7(), &Limits::default());
    let table = table.unwrap();
    let third = table.get(2).unwrap();
    assert_eq!(
        third.cell(SurveyColumn::CommonMinistries),
        "架空省、見本省・例示庁"
    );
    assert_eq!(third.cell(SurveyColumn::LawNumber), "");
    assert_eq!(
        table.get(6).unwrap().cell(SurveyColumn::OnlineStatusNote),
        "架空の理由"
    );
    // A code that R7 does not have is unknown, not partly done.
    assert_eq!(
        table.get(3).unwrap().typed().online_status(),
        OnlineStatus::Unknown
    );
    assert_eq!(
        table
            .get(5)
            .unwrap()
            .typed()
            .cases_by(tosei_inventory::survey::Channel::Online),
        None
    );
}

#[test]
fn a_rate_that_needs_what_r7_lacks_is_refused_with_the_reason() {
    let definitions = RateDefinitions::standard();
    let rates = definitions.compile(ProcessKinds::standard()).unwrap();
    let tally = run(r7(), FIXTURE).0.tally();
    let of = |id: &str| survey_rate(id, definitions, &rates, (SurveyEdition::r7(), &tally));
    assert_eq!(
        of("processes.done").unwrap().to_string(),
        "4/7 = 57.1 % (57.1 to 71.4 %)"
    );
    for (id, reason) in [
        ("processes.done_or_partial", "no code `5`"),
        ("processes.done_within_discretion", "who may decide"),
        ("applications.end_to_end", "which elements"),
        ("procedures.all", "which belong to one procedure"),
    ] {
        let error = of(id).unwrap_err();
        assert_eq!(error.code(), "inventory.survey_rate.refused");
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert_eq!(
        of("no.such_rate").unwrap_err().code(),
        "inventory.survey_rate.unknown"
    );
}

#[test]
fn what_cannot_be_compared_between_the_editions_is_refused_in_either_direction() {
    let definitions = RateDefinitions::standard();
    let (r6, r7) = (SurveyEdition::r6(), SurveyEdition::r7());
    let mut compared = Vec::new();
    for definition in definitions.definitions() {
        let question = ComparisonQuestion::Rate(definition);
        let verdict = comparable(question, r6, r7);
        assert_eq!(
            verdict.is_comparable(),
            comparable(question, r7, r6).is_comparable()
        );
        let itself = comparable(question, r7, r7);
        assert_eq!(
            itself.is_comparable(),
            r7.answers(definition).is_comparable()
        );
        if let Comparability::NotComparable { reasons } = &verdict {
            assert!(
                reasons
                    .iter()
                    .all(|reason| !reason.ja.is_empty() && !reason.en.is_empty())
            );
        } else {
            compared.push(definition.id.as_str());
        }
    }
    assert_eq!(compared, ["cases.online", "cases.online_capped"]);
    for (question, expected) in [
        (ComparisonQuestion::Column(SurveyColumn::Kind), true),
        (
            ComparisonQuestion::Column(SurveyColumn::CommonProcedure),
            true,
        ),
        (
            ComparisonQuestion::Column(SurveyColumn::OnlineStatus),
            false,
        ),
        (
            ComparisonQuestion::Column(SurveyColumn::ImplementingMinistries),
            false,
        ),
        (
            ComparisonQuestion::Column(SurveyColumn::CommonMinistries),
            false,
        ),
        (ComparisonQuestion::Column(SurveyColumn::LawNumber), false),
        (ComparisonQuestion::Column(SurveyColumn::FeeNote), false),
        (ComparisonQuestion::Code(SurveyColumn::Kind, "2-1"), true),
        (ComparisonQuestion::Code(SurveyColumn::Kind, "9"), false),
        (ComparisonQuestion::Code(SurveyColumn::Concerns, "0"), false),
        (
            ComparisonQuestion::Code(SurveyColumn::OnlineStatus, "5"),
            false,
        ),
        (
            ComparisonQuestion::Code(SurveyColumn::CommonProcedure, "all"),
            true,
        ),
        (
            ComparisonQuestion::Code(SurveyColumn::Attachments, "none"),
            true,
        ),
    ] {
        assert_eq!(
            comparable(question, r6, r7).is_comparable(),
            expected,
            "{question:?}"
        );
    }
    let rates = definitions.compile(ProcessKinds::standard()).unwrap();
    let tally = run(self::r7(), FIXTURE).0.tally();
    let sides = |id| compare_survey_rates(id, definitions, &rates, (r6, &tally), (r7, &tally));
    let cases = sides("cases.online").unwrap();
    assert_eq!((cases.a == cases.b, cases.caveats.len()), (true, 3));
    assert!(
        sides("processes.done")
            .unwrap_err()
            .to_string()
            .contains("一部実施済")
    );
}
