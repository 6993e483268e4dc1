//! The counter planner: its figures, and what it says to wrong input.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::{
    env, fs,
    path::{Path, PathBuf},
};
use tosei_counter_dx::station::Figure;
use tosei_document::Explain;
use tosei_examples::counter_planner::{Failure, Files, Options, make, report::Report};
use tosei_types::Language;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("checks/counter_planner")
        .join(name)
}

/// Few runs: these tests are not about how narrow an interval is.
fn few() -> Options {
    Options {
        runs: 8,
        ..Options::default()
    }
}

fn made(options: &Options) -> Files {
    make(options, &mut |_, _| {}).unwrap()
}

fn refused(options: &Options) -> (String, String) {
    let failure: Failure = make(options, &mut |_, _| {}).unwrap_err();
    for language in [Language::Ja, Language::En] {
        let sentence = failure.sentence(language);
        assert!(sentence.ends_with(['。', '.']), "{sentence}");
    }
    (failure.code().to_owned(), failure.sentence(Language::En))
}

#[test]
fn the_same_seed_makes_the_same_bytes_and_another_seed_others() {
    let (one, again) = (made(&few()), made(&few()));
    assert_eq!((&one.page, &one.json), (&again.page, &again.json));
    let other = made(&Options { seed: 1, ..few() });
    assert_ne!(one.json, other.json);
}

#[test]
fn the_embedded_office_is_fictional_and_everything_is_on_its_page() {
    let files = made(&few());
    let report = &files.report;
    assert!(report.station.fictional);
    assert!(
        report.source.findings.is_empty(),
        "{:?}",
        report.source.findings
    );
    for text in [
        "<svg",
        "架空",
        "歳出の削減額ではない",
        "この例の仮定",
        "人相当",
    ] {
        assert!(files.page.contains(text), "{text}");
    }
    assert!(!files.page.contains("NaN") && !files.json.contains("NaN"));
    assert_eq!(report.staffing.len(), report.station.services.len());
    for service in &report.staffing {
        let (plan, tool) = (
            service.plan.as_ref().unwrap(),
            service.with_tool.as_ref().unwrap(),
        );
        assert!(
            tool.quarter_hours <= plan.quarter_hours,
            "{}",
            service.service
        );
        let classes = plan
            .classes
            .iter()
            .map(|class| class.quarter_hours)
            .sum::<u64>();
        assert_eq!(classes + plan.missing_quarter_hours, plan.quarter_hours);
    }
    let wait = report
        .what_if
        .iter()
        .find(|one| one.figure == Figure::MeanWait)
        .unwrap();
    assert!(wait.difference.unwrap().difference.mean < 0.0);
    let read: Report = serde_json::from_str(&files.json).unwrap();
    assert_eq!(
        (read.format, read.station),
        (report.format.clone(), report.station.clone())
    );
}

#[test]
fn progress_is_told_and_ends_at_the_end() {
    let mut told = Vec::new();
    make(&few(), &mut |made, all| told.push((made, all))).unwrap();
    assert_eq!(told.last(), Some(&(16, 16)));
    assert!(told.is_sorted());
}

#[test]
fn polls_of_one_day_of_one_office_are_planned() {
    let options = Options {
        snapshots: vec![fixture("polls.csv")],
        office: Some("見本市役所（架空）".to_owned()),
        date: Some("2025-06-02".parse().unwrap()),
        ..few()
    };
    let files = made(&options);
    let report = &files.report;
    // From A001 to A011 ten people were called, and nobody waits in the end.
    let queue = &report.polled[0];
    assert_eq!(
        (queue.name.as_str(), queue.arrivals, queue.lower_bound),
        ("証明（架空）", 10, false)
    );
    assert_eq!(
        (queue.service_minutes.as_str(), queue.service_is_assumed),
        ("6.5", false)
    );
    // No number was ever called at the other: a lower bound, and an assumed service time.
    let other = &report.polled[1];
    assert_eq!(
        (other.arrivals, other.lower_bound, other.service_is_assumed),
        (1, true, true)
    );
    assert_eq!(other.mean_wait_minutes, None);
    assert_eq!(report.source.rows, 11);
    assert!(
        report
            .source
            .findings
            .iter()
            .any(|one| one.rule.ends_with("untrusted_date"))
    );
    assert!(files.page.contains("推計"));
}

#[test]
fn which_office_and_which_day_must_be_said_where_there_are_several() {
    let polls = |office: Option<&str>, date: Option<&str>| Options {
        snapshots: vec![fixture("polls.csv")],
        office: office.map(str::to_owned),
        date: date.map(|date| date.parse().unwrap()),
        ..few()
    };
    let (code, sentence) = refused(&polls(None, None));
    assert_eq!(code, "planner.office");
    assert!(sentence.contains("見本市東出張所"), "{sentence}");
    assert_eq!(refused(&polls(Some("UD_Wola"), None)).0, "planner.office");
    let (code, sentence) = refused(&polls(Some("見本市役所（架空）"), None));
    assert_eq!(code, "planner.day");
    assert!(sentence.contains("2025-06-03"), "{sentence}");
    let wrong = polls(Some("見本市役所（架空）"), Some("2024-06-02"));
    assert_eq!(refused(&wrong).0, "planner.day");
    // A day on which there were polls and nobody came.
    let nobody = polls(Some("見本市東出張所（架空）"), None);
    let found = make(&nobody, &mut |_, _| {});
    assert!(found.is_ok() || matches!(found, Err(Failure::Nobody)));
}

#[test]
fn files_that_are_missing_empty_or_something_else_are_refused() {
    let snapshots = |name: &str| Options {
        snapshots: vec![fixture(name)],
        ..few()
    };
    assert_eq!(refused(&snapshots("missing.csv")).0, "planner.unreadable");
    assert_eq!(refused(&snapshots("empty.csv")).0, "planner.empty");
    assert_eq!(refused(&snapshots("other.csv")).0, "planner.table");
    let station = |name: &str| Options {
        station: Some(fixture(name)),
        ..few()
    };
    assert_eq!(refused(&station("missing.json")).0, "planner.unreadable");
    assert_eq!(refused(&station("polls.csv")).0, "planner.document");
    let both = Options {
        snapshots: vec![fixture("polls.csv")],
        ..station("polls.csv")
    };
    assert_eq!(refused(&both).0, "planner.both");
    let assumptions = Options {
        assumptions: Some(fixture("polls.csv")),
        ..few()
    };
    assert_eq!(refused(&assumptions).0, "planner.document");
    let runs = Options { runs: 1, ..few() };
    assert_eq!(refused(&runs).0, "simulation.run.runs");
}

#[test]
fn a_station_with_errors_is_refused_and_one_with_odd_hours_has_no_plan() {
    let report = made(&few()).report;
    let folder = env::temp_dir().join(format!("tosei-planner-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("station.json");
    let with = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut station = serde_json::to_value(&report.station).unwrap();
        change(&mut station);
        fs::write(&file, station.to_string()).unwrap();
        Options {
            station: Some(file.clone()),
            ..few()
        }
    };
    let nobody = with(&|station| station["staff"] = serde_json::json!([]));
    assert_eq!(refused(&nobody).0, "counter_dx.station.findings");
    let odd = with(&|station| {
        station["hours"]["monday"] = serde_json::json!([{"from": "08:40", "to": "17:00"}]);
    });
    let planned = made(&odd).report;
    let plan = &planned.staffing[0];
    assert!(plan.plan.is_none() && plan.cannot_be_said.is_some());
    fs::remove_dir_all(&folder).unwrap();
}

/// Runs where `TOSEI_DATA` is set.
#[test]
#[allow(clippy::print_stdout, reason = "says that it was skipped")]
fn a_real_day_of_a_real_office_is_planned() {
    let Some(data) = env::var_os("TOSEI_DATA") else {
        println!("skipped: TOSEI_DATA is not set");
        return;
    };
    let options = Options {
        snapshots: vec![PathBuf::from(data).join("counter_queues/warsaw_UD_Wola_2020-01-08.csv")],
        ..few()
    };
    let report = made(&options).report;
    assert_eq!(report.source.office.as_deref(), Some("UD_Wola"));
    assert_eq!(report.polled.len(), 27);
    assert_eq!(
        report
            .polled
            .iter()
            .map(|queue| queue.arrivals)
            .sum::<u64>(),
        1_631
    );
}
