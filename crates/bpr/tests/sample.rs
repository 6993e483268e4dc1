//! The sample flows: they read, nothing is wrong with them, and each has the issues that it is to show.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_bpr::{
    Flow,
    issue::{IssueCatalogue, find_issues},
    lint::{LintOptions, lint},
    sample::{
        subsidy_as_is_json, subsidy_as_is_parameters_json, subsidy_to_be_json,
        subsidy_to_be_parameters_json,
    },
    simulate::{SimulationFigure, SimulationParameters, simulate},
};
use tosei_document::Severity;

fn read(json: &str) -> Flow {
    serde_json::from_str(json).unwrap()
}

#[test]
fn nothing_is_wrong_with_them() {
    for json in [subsidy_as_is_json(), subsidy_to_be_json()] {
        let flow = read(json);
        assert!(flow.fictional);
        let day = "2026-04-01".parse().unwrap();
        let report = lint(&flow, &LintOptions::default(), &[], day).report;
        assert_eq!(report.count(Severity::Error), 0, "{:?}", report.findings());
        assert_eq!(
            report.count(Severity::Warning),
            0,
            "{:?}",
            report.findings()
        );
        assert_eq!(
            serde_json::from_str::<Flow>(&serde_json::to_string(&flow).unwrap()).unwrap(),
            flow
        );
    }
}

#[test]
fn the_improvement_takes_issues_away_and_adds_none() {
    let issues = |json: &str| -> Vec<String> {
        let found = find_issues(&read(json), IssueCatalogue::usual());
        let mut ids: Vec<String> = found.into_iter().map(|one| one.issue).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let before = issues(subsidy_as_is_json());
    let after = issues(subsidy_to_be_json());
    assert_eq!(
        before,
        [
            "approvals_in_a_row",
            "correction_by_phone",
            "correction_loop",
            "entered_again",
            "held_already",
            "long_wait",
            "mostly_waiting",
            "paper_between_organisations",
            "paper_circulation",
            "paper_records",
            "printed",
            "result_on_paper",
            "stamp",
            "visit",
            "visits",
        ]
    );
    assert_eq!(after, ["correction_loop", "long_wait", "mostly_waiting"]);
}

#[test]
fn what_they_are_simulated_with_fits_them_and_is_marked_as_made_up() {
    let mut shares = Vec::new();
    for (flow, parameters) in [
        (subsidy_as_is_json(), subsidy_as_is_parameters_json()),
        (subsidy_to_be_json(), subsidy_to_be_parameters_json()),
    ] {
        let flow = read(flow);
        let mut parameters: SimulationParameters = serde_json::from_str(parameters).unwrap();
        assert!(parameters.fictional);
        assert_eq!(parameters.flow.as_ref(), Some(&flow.id));
        parameters.runs.runs = 2;
        let simulated = simulate(&flow, &parameters).unwrap();
        let result = simulated.result();
        assert!(result.fictional && result.stuck.is_empty());
        let came = result.figure(SimulationFigure::Started).unwrap().mean;
        assert!((came - 1_200.0).abs() < 120.0, "{came}");
        let share = result.figure(SimulationFigure::WithinStandard).unwrap();
        shares.push(share.mean);
    }
    assert!(shares[0] < shares[1], "{shares:?}");
}
