//! Flows and logs.

use super::{Named, Outcome, limits};
use tosei_bpr::{
    Flow,
    bpmn::BpmnDocument,
    event_log::{EventLog, LogColumns, read_csv, read_xes},
    flow_table::read_table,
    lint::{LintOptions, lint},
    small_flow::{SmallFlow, read_json},
    yaml::read_yaml,
};
use tosei_document::Severity;
use tosei_table::ReadOptions;

fn columns() -> LogColumns {
    LogColumns {
        case: "case".to_owned(),
        activity: "activity".to_owned(),
        time: "time".to_owned(),
        ..LogColumns::default()
    }
}

/// What a log says of itself: events left out, without a time, without a case or a step.
fn undated(log: &EventLog) -> Outcome {
    let said = [
        ("left_out", log.left_out()),
        ("without_time", log.without_time()),
        ("unnamed", log.unnamed()),
    ];
    let findings = said
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| (what.to_owned(), count.to_string()))
        .collect();
    Outcome {
        refused: None,
        findings,
    }
}

/// What is wrong with a flow that was read: findings that are errors.
fn linted(flow: &Flow) -> Outcome {
    let Ok(day) = "2025-06-30".parse() else {
        return Outcome::default();
    };
    let linted = lint(flow, &LintOptions::default(), &[], day);
    let findings = linted.report.findings().iter();
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    let named = errors.map(|finding| (finding.rule.to_string(), finding.place.to_string()));
    Outcome {
        refused: None,
        findings: named.collect(),
    }
}

pub(super) const READERS: &[Named] = &[
    ("bpmn", |bytes| match BpmnDocument::read(bytes, &limits()) {
        Ok(document) => Outcome::from(&document.findings()),
        Err(error) => Outcome::explained(&error),
    }),
    ("flow_yaml", |bytes| match read_yaml(bytes, &limits()) {
        Ok(flow) => linted(&flow),
        Err(error) => Outcome::explained(&error),
    }),
    ("flow_json", |bytes| match read_json(bytes, &limits()) {
        Ok(flow) => linted(&flow),
        Err(error) => Outcome::explained(&error),
    }),
    ("flow_table", |bytes| {
        let Ok(id) = "battery".parse() else {
            return Outcome::default();
        };
        match read_table(bytes, &ReadOptions::default(), SmallFlow::new(id)) {
            Ok(table) => {
                let told = table.flow.as_ref().map_or_else(Outcome::default, linted);
                told.with(&table.findings)
            }
            Err(error) => Outcome::explained(&error),
        }
    }),
    ("log_csv", |bytes| {
        match read_csv(bytes, &columns(), &limits()) {
            Ok(log) => undated(&log),
            Err(error) => Outcome::explained(&error),
        }
    }),
    ("log_xes", |bytes| {
        match read_xes(bytes, &LogColumns::default(), &limits()) {
            Ok(log) => undated(&log),
            Err(error) => Outcome::explained(&error),
        }
    }),
];
