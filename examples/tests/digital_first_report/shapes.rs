//! The same inventory in its three forms, and the two that need more than one file.

use crate::fixtures::{INVENTORY, file, options, report_on, samples};
use tosei_document::Explain;
use tosei_examples::digital_first_report::{
    Failure, Options, make,
    report::{NamedRate, Report, SourceKind, UnsaidReason},
};
use tosei_inventory::{Inventory, document};
use tosei_types::Language;

fn inventory() -> Inventory {
    Inventory::from_json(INVENTORY).unwrap()
}

fn csv() -> Vec<u8> {
    let mut csv = Vec::new();
    document::write_csv(&inventory(), &mut csv).unwrap();
    csv
}

fn rate<'r>(report: &'r Report, id: &str) -> &'r NamedRate {
    report
        .rates
        .iter()
        .find(|rate| rate.id.as_str() == id)
        .unwrap()
}

fn figures(report: &Report, id: &str) -> (Option<u64>, Option<u64>) {
    let rate = rate(report, id);
    (rate.numerator, rate.denominator)
}

#[test]
fn the_form_is_told_by_the_content_and_not_by_the_name() {
    let json = report_on(&file("form-json", "inventory.csv", INVENTORY))
        .unwrap()
        .report;
    let ndjson = document::write_ndjson(&inventory());
    let ndjson = report_on(&file("form-ndjson", "inventory.csv", ndjson))
        .unwrap()
        .report;
    assert_eq!(json.source.kind, SourceKind::InventoryJson);
    assert_eq!(ndjson.source.kind, SourceKind::InventoryNdjson);
    assert_eq!(json.rates, ndjson.rates);
    assert_eq!(json.groupings, ndjson.groupings);
    assert_eq!(json.priorities, ndjson.priorities);

    let marked = format!("\u{FEFF}{INVENTORY}");
    let marked = report_on(&file("form-marked", "x", marked)).unwrap().report;
    assert_eq!(marked.rates, json.rates);
    let compact = inventory().to_json().replace('\n', "");
    let compact = report_on(&file("form-compact", "x.txt", compact))
        .unwrap()
        .report;
    assert_eq!(
        (compact.source.kind, compact.rates),
        (SourceKind::InventoryJson, json.rates)
    );
}

#[test]
fn a_csv_inventory_with_its_frame_is_the_whole_inventory() {
    let csv = csv();
    let path = file("frame", "inventory.csv", csv);
    let frame = path.with_file_name("frame.json");
    std::fs::write(&frame, inventory().frame().to_json()).unwrap();
    let framed = make(
        &Options {
            frame: Some(frame),
            ..options(&path)
        },
        &(),
    )
    .unwrap()
    .report;
    let whole = report_on(&file("frame-whole", "inventory.json", INVENTORY))
        .unwrap()
        .report;
    assert_eq!(framed.source.kind, SourceKind::InventoryCsv);
    assert_eq!(framed.rates, whole.rates);
    assert_eq!(framed.groupings, whole.groupings);
    assert_eq!(framed.touchpoints, whole.touchpoints);
}

#[test]
fn a_csv_inventory_without_a_frame_needs_a_date() {
    let csv = csv();
    let path = file("dateless", "inventory.csv", csv);
    let failure = report_on(&path).unwrap_err();
    assert_eq!(failure.code(), "report.no_status_date");
    assert!(failure.sentence(Language::Ja).contains("--as-of"));
    let as_of = Some("2025-06-30".parse().unwrap());
    let report = make(
        &Options {
            as_of,
            ..options(&path)
        },
        &(),
    )
    .unwrap()
    .report;
    assert_eq!(report.source.status_date, as_of);
    assert_eq!(figures(&report, "processes.done"), (Some(1), Some(5)));
}

#[test]
fn a_date_that_contradicts_the_document_is_refused() {
    let path = file("other-date", "inventory.json", INVENTORY);
    let with = |date: &str| Options {
        as_of: Some(date.parse().unwrap()),
        ..options(&path)
    };
    assert!(make(&with("2025-06-30"), &()).is_ok());
    let failure = make(&with("2025-07-01"), &()).unwrap_err();
    assert_eq!(failure.code(), "report.other_status_date");
    let framed = Options {
        frame: Some(path.clone()),
        ..options(&path)
    };
    assert!(matches!(
        make(&framed, &()),
        Err(Failure::NoFrameNeeded { .. })
    ));
}

#[test]
fn the_figures_of_a_small_inventory() {
    let report = report_on(&file("figures", "inventory.json", INVENTORY))
        .unwrap()
        .report;
    assert_eq!(figures(&report, "processes.done"), (Some(1), Some(5)));
    assert_eq!(figures(&report, "applications.done"), (Some(1), Some(4)));
    assert_eq!(
        figures(&report, "processes.done_within_discretion"),
        (Some(1), Some(2))
    );
    // Two are known: one pays at the counter, of the other three nothing is known.
    assert_eq!(
        figures(&report, "applications.entry_online"),
        (Some(1), Some(4))
    );
    let open = rate(&report, "processes.done").high.unwrap();
    assert_eq!((open.numerator, open.denominator), (2, 5)); // P-2-1 is unknown
    assert_eq!(
        figures(&report, "cases.online"),
        (Some(4_000), Some(24_800))
    );
    assert_eq!(figures(&report, "procedures.any"), (Some(1), Some(4)));
    assert_eq!(figures(&report, "touchpoints.done"), (Some(1), Some(3)));

    let departments = &report.groupings[0];
    let counts: Vec<_> = departments
        .groups
        .iter()
        .map(|g| (g.label.ja.as_str(), g.count.shown().unwrap()))
        .collect();
    assert_eq!(
        counts,
        [("住民部", 3), ("教育委員会", 1), ("処理機関の記載なし", 1)]
    );

    let beyond = &report.barriers.discretion[1];
    assert_eq!((beyond.processes, beyond.done), (1, 0));
    assert_eq!(
        report.barriers.requests[0].provision.as_deref(),
        Some("住民基本台帳法第12条第1項")
    );
    let reasons = &report.barriers.reasons;
    assert_eq!((reasons.not_done, reasons.unanswered), (2, 1));
}

#[test]
fn selections_use_the_counts_that_their_rule_names() {
    let report = report_on(&file("selections", "inventory.json", INVENTORY))
        .unwrap()
        .report;
    let ids = |rule: &str| -> Vec<&str> {
        let priority = report
            .priorities
            .iter()
            .find(|priority| priority.rule.as_str() == rule);
        priority
            .unwrap()
            .members
            .iter()
            .map(|member| member.id.as_str())
            .collect()
    };
    // More than 10,000 final, and the process beside it, and the one of the procedure that names it.
    assert_eq!(ids("tokyo.phase1"), ["P-1-1", "P-1-2", "P-3-1"]);
    // At least 10,000 expected: P-1 expects 9,800; P-2 has no expected count, its final one decides.
    assert_eq!(ids("tokyo.phase2"), ["P-2"]);
    // Of the partners' procedures only, by its other reason.
    assert_eq!(ids("tokyo.partners"), ["P-4"]);
    assert!(
        !report
            .priorities
            .iter()
            .any(|priority| priority.rule.as_str().starts_with("survey."))
    );
    let phase1 = &report.priorities[0];
    let statuses: Vec<_> = phase1
        .members
        .iter()
        .map(|member| member.status.unwrap().code())
        .collect();
    assert_eq!(statuses, ["done", "not_done", "not_done"]);
    assert_eq!(phase1.done, Some(1));
    assert_eq!(phase1.members[0].organisation.as_deref(), Some("住民課"));
}

#[test]
fn the_survey_cannot_say_what_it_does_not_ask() {
    let report = samples("cannot").remove(0).report;
    let reason = |id: &str| {
        rate(&report, id)
            .cannot_be_said
            .as_ref()
            .map(|unsaid| unsaid.reason)
    };
    for id in [
        "processes.done_within_discretion",
        "tokyo.within_discretion",
        "applications.entry_online",
        "applications.end_to_end",
        "procedures.all",
        "touchpoints.done",
    ] {
        assert_eq!(reason(id), Some(UnsaidReason::NotRecorded), "{id}");
    }
    assert_eq!(reason("processes.done"), None);
    let unsaid: Vec<_> = report
        .priorities
        .iter()
        .filter(|p| p.cannot_be_said.is_some())
        .collect();
    let unsaid: Vec<_> = unsaid
        .iter()
        .map(|priority| priority.rule.as_str())
        .collect();
    assert_eq!(unsaid, ["tokyo.phase1", "tokyo.phase2", "tokyo.partners"]);
    assert_eq!(report.barriers.reasons.reasons[6].processes, 1);
}

#[test]
fn an_inventory_with_nothing_in_it_has_no_rates_and_still_a_page() {
    let empty = r#"{"format": "tosei-inventory", "format_version": 1, "fictional": false,
        "body": {"name": "無"}, "status_date": "2025-06-30", "organisations": [],
        "procedures": [], "processes": [], "touchpoints": []}"#;
    let files = report_on(&file("nothing", "inventory.json", empty)).unwrap();
    assert!(
        files
            .report
            .rates
            .iter()
            .all(|rate| rate.cannot_be_said.is_some())
    );
    assert!(
        files
            .report
            .priorities
            .iter()
            .all(|priority| priority.cannot_be_said.is_some())
    );
    assert!(!files.page.contains(" %（"), "no percentage");
    crate::html::read(&files.page);
}
