//! The figures of the State's real survey, to the digit; skipped where it is not at hand.
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::path::PathBuf;
use tosei_inventory::{
    Candidate, CompiledRates, GroupedTally, OnlineStatus, Party, PriorityRules, ProcessFacts,
    ProcessKinds, RateDefinitions, Selection, Tally, Volume, VolumeMeasure, VolumeState,
};
use tosei_types::{CaseCount, FiscalYear, Language, PercentDigits};

struct Row {
    id: String,
    ministry: String,
    name: String,
    facts: ProcessFacts,
}

fn survey() -> Option<Vec<Row>> {
    let Some(folder) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: TOSEI_DATA is not set");
        return None;
    };
    let file = PathBuf::from(folder).join("procedures_survey/procedures_r6.csv");
    let mut reader = csv::Reader::from_path(file).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let [id, ministry, name, kind, actor, status, cases, online] = [
        "手続ID",
        "所管府省庁",
        "手続名",
        "手続類型",
        "手続主体",
        "オンライン化の実施状況",
        "総手続件数",
        "オンライン手続件数",
    ]
    .map(column);
    let kinds = ProcessKinds::standard();
    let code = |cell: &str| cell.split(' ').next().unwrap_or("").to_string();
    let count =
        |cell: &str| (!cell.is_empty()).then(|| CaseCount::try_new(cell.parse().unwrap()).unwrap());
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let facts = ProcessFacts::survey_row(
            kinds.by_survey_code(&code(&record[kind])),
            match code(&record[status]).as_str() {
                "1" => OnlineStatus::Done,
                "2" => OnlineStatus::NotDone,
                "3" => OnlineStatus::Exempt,
                "4" => OnlineStatus::Other,
                "5" => OnlineStatus::Partial,
                _ => OnlineStatus::Unknown,
            },
            match code(&record[actor]).as_str() {
                "1" => Party::State,
                "2" => Party::IncorporatedAgency,
                "3" => Party::LocalBody,
                "4-1" => Party::StateOrAgency,
                "4-2" => Party::AgencyOrLocalBody,
                "4-3" => Party::StateOrLocalBody,
                "4-4" => Party::AnyPublicBody,
                "5" => Party::Citizens,
                "6" => Party::Businesses,
                "7" => Party::CitizensOrBusinesses,
                _ => Party::Unknown,
            },
            count(&record[cases]),
            count(&record[online]),
        );
        Row {
            id: record[id].to_string(),
            ministry: record[ministry].to_string(),
            name: record[name].to_string(),
            facts,
        }
    });
    Some(rows.collect())
}

fn rates() -> CompiledRates {
    RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap()
}

#[test]
fn the_named_rates_of_the_survey_come_out_to_the_digit() {
    let Some(rows) = survey() else { return };
    let mut tally = Tally::new();
    for row in &rows {
        tally.add(&row.facts);
    }
    assert!(tally.cells().count() < 3_000, "{}", tally.cells().count());
    let rates = rates();
    for (id, numerator, denominator, shown) in [
        ("processes.done", 36_315, 75_071, "48.4"),
        ("processes.done_without_exempt", 36_315, 74_664, "48.6"),
        ("processes.done_or_partial", 38_731, 75_071, "51.6"),
        ("processes.done_of_answered", 36_315, 75_068, "48.4"),
        ("applications.done", 22_740, 36_480, "62.3"),
        ("cases.online", 3_422_908_418, 4_307_176_937, "79.5"),
        ("cases.online_capped", 3_422_905_009, 4_307_176_937, "79.5"),
        (
            "cases.of_online_processes",
            3_684_487_118,
            4_307_176_937,
            "85.5",
        ),
        ("tokyo.all_processes", 36_315, 75_071, "48.4"),
    ] {
        let result = rates.evaluate_one(id, &tally).unwrap();
        let rate = result.rate().unwrap();
        assert_eq!(
            (rate.numerator(), rate.denominator()),
            (numerator, denominator),
            "{id}"
        );
        assert_eq!(
            rate.percent(PercentDigits::One).unwrap().to_string(),
            shown,
            "{id}"
        );
    }
    // Three rows have no status, two no kind: both leave an interval, not a guess.
    let all = rates.evaluate_one("processes.done", &tally).unwrap();
    assert_eq!(all.high().unwrap().numerator(), 36_318);
    assert_eq!((all.counts().exempt, all.counts().unknown), (407, 3));
    let applications = rates.evaluate_one("applications.done", &tally).unwrap();
    assert_eq!(applications.counts().membership_unknown, 2);
    // Four rows state more online cases than cases.
    let cases = rates.evaluate_one("cases.online", &tally).unwrap();
    assert_eq!(cases.counts().more_online_than_cases, 4);
    assert_eq!(cases.counts().more_online_than_cases_excess, 3_409);
    // The survey says nothing of discretion: no figure, and an interval that says so.
    let own = rates
        .evaluate_one("tokyo.within_discretion", &tally)
        .unwrap();
    assert_eq!(own.rate().unwrap().denominator(), 0);
    assert_eq!(own.counts().membership_unknown, 75_071);
}

#[test]
fn ministries_and_volume_bands_add_up_to_the_whole_survey() {
    let Some(rows) = survey() else { return };
    let mut by_ministry = GroupedTally::new();
    for row in &rows {
        by_ministry.add(&row.ministry, &row.facts);
    }
    assert_eq!(by_ministry.len(), 25);
    let total = by_ministry.total();
    let rates = rates();
    for id in ["processes.done", "applications.done", "cases.online_capped"] {
        let whole = rates.evaluate_one(id, &total).unwrap();
        let sum = |parts: Vec<_>| {
            parts
                .into_iter()
                .reduce(|sum: tosei_types::Rate, part| sum.try_add(&part).unwrap())
        };
        let ministries = by_ministry.iter().map(|(_, part)| {
            rates
                .evaluate_one(id, part)
                .unwrap()
                .rate()
                .unwrap()
                .clone()
        });
        let bands = total.by_volume_band();
        let bands = bands.values().map(|part| {
            rates
                .evaluate_one(id, part)
                .unwrap()
                .rate()
                .unwrap()
                .clone()
        });
        assert_eq!(sum(ministries.collect()).as_ref(), whole.rate());
        assert_eq!(sum(bands.collect()).as_ref(), whole.rate());
    }
}

#[test]
fn the_selection_rules_on_the_survey_come_out_to_the_digit() {
    let Some(rows) = survey() else { return };
    let year: FiscalYear = "2023".parse().unwrap();
    let rules = PriorityRules::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let select = |id: &str, rows: &[Row]| {
        let mut selector = rules.selector(id, year).unwrap();
        for row in rows {
            let volume = [Volume::new(
                year,
                VolumeMeasure::Handled,
                VolumeState::Final,
                row.facts.cases,
            )];
            selector.take(
                &Candidate::process(&row.id, &row.name)
                    .with_kind(row.facts.kind)
                    .with_actor(row.facts.actor)
                    .with_volumes(&volume),
            );
        }
        selector
    };
    for (id, members, covered, known) in [
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
        let selection: Selection = select(id, &rows).finish();
        assert_eq!(selection.members().len(), members, "{id}");
        let coverage = selection.coverage().unwrap();
        assert_eq!(
            (coverage.numerator(), coverage.denominator()),
            (covered, known),
            "{id}"
        );
        assert_eq!(
            coverage.percent(PercentDigits::One).unwrap().to_string(),
            "99.8",
            "{id}"
        );
        let (before, behind) = rows.split_at(30_000);
        let mut merged = select(id, before);
        merged.merge(select(id, behind)).unwrap();
        assert_eq!(merged.finish(), selection);
        println!("{}", selection.summary(Language::Ja));
    }
}
