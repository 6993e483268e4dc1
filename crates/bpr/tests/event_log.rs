//! Event logs: read, summed up, replayed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

use tosei_bpr::{
    event_log::{ConformanceOptions, Deviation, EventLog, LogColumns, Verdict, read_csv, read_xes},
    small_flow::read_json,
};
use tosei_document::Limits;

fn real() -> Option<(EventLog, EventLog)> {
    let folder = std::path::PathBuf::from(std::env::var_os("TOSEI_DATA")?).join("event_logs");
    let csv = std::fs::read(folder.join("receipt.csv")).ok()?;
    let xes = std::fs::read(folder.join("receipt.xes")).ok()?;
    let columns = LogColumns::default();
    Some((
        read_csv(&csv, &columns, &Limits::default()).unwrap(),
        read_xes(&xes, &columns, &Limits::default()).unwrap(),
    ))
}

#[test]
fn the_receipt_log_is_the_same_from_csv_and_xes() {
    let Some((csv, xes)) = real() else {
        println!("skipped: event_logs/receipt of the real data is not here");
        return;
    };
    assert_eq!((csv.cases().len(), csv.event_count()), (1_434, 8_577));
    assert_eq!(csv.without_time(), 0);
    assert_eq!(csv.summary(), xes.summary());
    assert_eq!(csv.summary_by_channel(), xes.summary_by_channel());
    let summary = csv.summary();
    assert!(summary.completion_only);
    let throughput = summary.throughput.unwrap();
    println!(
        "receipt: {} cases, {} events, {} variants, first {} cases; mean {} h, median {} ms; {} channels",
        summary.cases,
        summary.completions,
        summary.variants.len(),
        summary.variants[0].cases,
        throughput.mean_text(),
        throughput.median_ms,
        csv.summary_by_channel().len(),
    );
    for (channel, of) in csv.summary_by_channel() {
        println!(
            "  {channel:?}: {} cases, mean {}",
            of.cases,
            of.throughput.unwrap().mean_text()
        );
    }
    // The most frequent variant as a flow: exactly its cases fit, and those of its loops none.
    let steps: Vec<String> = summary.variants[0]
        .steps
        .iter()
        .map(|step| format!("{{\"step\": {step:?}}}"))
        .collect();
    let json = format!(
        "{{\"format\": \"tosei-small-flow\", \"format_version\": 1, \"id\": \"receipt\", \"steps\": [{}]}}",
        steps.join(", ")
    );
    let flow = read_json(json.as_bytes(), &Limits::default()).unwrap();
    let fit = csv.conformance(&flow, &ConformanceOptions::default());
    assert_eq!(
        (fit.fitting, fit.not_decided),
        (summary.variants[0].cases, 0)
    );
    assert_eq!(fit, xes.conformance(&flow, &ConformanceOptions::default()));
    println!(
        "  {} of {} cases fit the most frequent variant",
        fit.fitting, fit.cases
    );
}

fn log(rows: &[&str]) -> EventLog {
    let csv = format!(
        "case,activity,time,transition,channel\n{}\n",
        rows.join("\n")
    );
    let columns = LogColumns {
        case: "case".to_owned(),
        activity: "activity".to_owned(),
        time: "time".to_owned(),
        lifecycle: "transition".to_owned(),
        channel: "channel".to_owned(),
        offset_minutes: Some(540),
        ..LogColumns::default()
    };
    read_csv(csv.as_bytes(), &columns, &Limits::default()).unwrap()
}

#[test]
fn waiting_and_work_are_told_apart_where_starts_are_recorded() {
    let log = log(&[
        "1,受付,2024-04-01 09:00,start,窓口",
        "1,受付,2024-04-01 09:10,complete,窓口",
        "1,審査,2024-04-02 09:10,start,窓口",
        "1,審査,2024-04-02 10:00,schedule,窓口",
        "1,審査,2024-04-02T01:10Z,complete,窓口",
    ]);
    assert_eq!(log.left_out(), 1);
    let summary = log.summary();
    assert!(!summary.completion_only);
    let review = summary
        .steps
        .iter()
        .find(|step| step.activity == "審査")
        .unwrap();
    assert_eq!(review.waiting.unwrap().sum_ms, 24 * 3_600_000);
    assert_eq!(review.work.unwrap().sum_ms, 3_600_000);
    assert_eq!(summary.throughput.unwrap().sum_ms, 25 * 3_600_000 + 600_000);
    let first = summary
        .steps
        .iter()
        .find(|step| step.activity == "受付")
        .unwrap();
    assert!(first.waiting.is_none());
}

#[test]
fn an_event_without_a_case_or_an_activity_is_left_out_and_counted() {
    let log = log(&[
        "1,受付,2024-04-01 09:00,,",
        ",受付,2024-04-01 09:00,,",
        "　,受付,2024-04-01 09:00,,",
        "1,　,2024-04-01 10:00,,",
        "2,,2024-04-01 10:00,,",
    ]);
    assert_eq!((log.event_count(), log.unnamed()), (1, 4));
    assert_eq!(log.activities(), ["受付"]);
    let ids: Vec<&str> = log.cases().iter().map(|case| case.id.as_str()).collect();
    assert_eq!(ids, ["1", "2"]);
    // A trace needs no name to be a case.
    let xes = r#"<log><trace><event><string key="concept:name" value="受付"/></event><event/></trace></log>"#;
    let log = read_xes(xes.as_bytes(), &LogColumns::default(), &Limits::default()).unwrap();
    assert_eq!(
        (log.cases().len(), log.event_count(), log.unnamed()),
        (1, 1, 1)
    );
}

#[test]
fn a_case_with_an_unknown_time_has_no_throughput() {
    let log = log(&[
        "1,a,2024-04-01 09:00,,",
        "1,b,きのう,,",
        "2,a,2024-04-01 09:00,,",
    ]);
    assert_eq!(log.without_time(), 1);
    let throughput = log.summary().throughput.unwrap();
    assert_eq!((throughput.count, throughput.sum_ms), (1, 0));
    assert_eq!(log.cases()[0].channel, None);
}

#[test]
fn cases_fit_branches_loops_and_parallel_parts() {
    let flow = read_json(
        r#"{"format": "tosei-small-flow", "format_version": 1, "id": "a", "steps": [
          {"step": "a"}, {"step": "b", "next": ["c", "d"], "split": "parallel"},
          {"step": "c", "next": "e"}, {"step": "d", "next": "e"},
          {"step": "e", "join": "parallel", "next": ["a", "end"]}]}"#
            .as_bytes(),
        &Limits::default(),
    )
    .unwrap();
    let trace = |case: u32, steps: &str| -> Vec<String> {
        steps
            .chars()
            .map(|step| format!("{case},{step},,,"))
            .collect()
    };
    let traces = [
        "abcde",
        "abdce",
        "abcdeabdce",
        "abce",
        "abcdx",
        "ba",
        "abcd",
    ];
    let rows: Vec<String> = (1..)
        .zip(traces)
        .flat_map(|(case, steps)| trace(case, steps))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let fit = log(&rows).conformance(&flow, &ConformanceOptions::default());
    assert_eq!((fit.cases, fit.fitting, fit.not_decided), (7, 3, 0));
    assert!(fit.unknown_steps.contains("x"));
    let of = |steps: &str| {
        let steps: Vec<String> = steps.chars().map(String::from).collect();
        fit.variants
            .iter()
            .find(|variant| variant.steps == steps)
            .unwrap()
            .clone()
    };
    assert_eq!(of("abdce").verdict, Verdict::Fits);
    assert_eq!(
        of("abce").deviations[0],
        Deviation::NotEnabled {
            at: 4,
            step: "e".to_owned()
        }
    );
    assert_eq!(
        of("abcd").deviations,
        [Deviation::NotFinished { tokens: 1 }]
    );
    assert!(matches!(
        of("ba").deviations[0],
        Deviation::NotEnabled { at: 1, .. }
    ));
}

#[test]
fn a_flow_that_grows_without_bound_is_not_decided() {
    // An inclusive split leads back to itself: tokens without end.
    let flow: tosei_bpr::Flow = serde_json::from_str(
        r#"{"format": "tosei-flow", "format_version": 1, "id": "a", "nodes": [
          {"id": "s", "is": {"kind": "event", "event": "start", "trigger": "none"}},
          {"id": "g", "is": {"kind": "gateway", "gateway": "exclusive"}},
          {"id": "p", "is": {"kind": "gateway", "gateway": "parallel"}},
          {"id": "a", "name": "a", "is": {"kind": "activity"}}],
          "sequence_flows": [{"id": "1", "from": "s", "to": "g"}, {"id": "2", "from": "g", "to": "p"},
          {"id": "3", "from": "p", "to": "g"}, {"id": "4", "from": "p", "to": "a"}]}"#,
    )
    .unwrap();
    let fit = log(&["1,a,,,"]).conformance(&flow, &ConformanceOptions::default());
    assert_eq!((fit.fitting, fit.not_decided), (0, 1));
}

#[test]
fn what_is_no_log_is_refused() {
    let columns = LogColumns::default();
    let code = |bytes: &[u8]| {
        read_csv(bytes, &columns, &Limits::default())
            .unwrap_err()
            .code()
    };
    assert_eq!(code(b"a,b\n1,2\n"), "table.missing_columns");
    let xes = |text: &str| read_xes(text.as_bytes(), &columns, &Limits::default());
    assert_eq!(xes("<a/>").unwrap_err().code(), "bpr.event_log.not_xes");
    assert_eq!(
        xes("<log><trace></log>").unwrap_err().code(),
        "markup.xml.end_tag_mismatch"
    );
    assert_eq!(xes("<log/>").unwrap().cases().len(), 0);
    let few = Limits {
        items: 1,
        ..Limits::default()
    };
    let csv = b"case:concept:name,concept:name,time:timestamp\n1,a,\n1,b,\n";
    assert_eq!(
        read_csv(csv, &columns, &few).unwrap_err().code(),
        "bpr.event_log.too_many_events"
    );
}
