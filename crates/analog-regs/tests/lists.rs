//! Lists that a body may bring itself: what makes each of them contradict itself.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_analog_regs::progress::progress_by_quarter;
use tosei_analog_regs::{
    PhaseScales, ProgressDefinitions, PublishedFigures, ReviewStatus, StatusMachine, sample,
};
use tosei_document::DataFileError;

const CONTRADICTION: Result<(), &str> = Err("document.data_file.contradiction");

fn code<T>(read: Result<T, DataFileError>) -> Result<(), &'static str> {
    read.map(|_| ()).map_err(|error| error.code())
}

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Case: one status of several is enough to count above the line and not below it.
#[test]
fn no_status_counts_above_the_line_and_not_below() {
    let mut list = document(include_str!("../data/codes/progress.json"));
    let read = |list: &Value| code(ProgressDefinitions::from_json(&list.to_string()));
    for (above, excluded, wanted) in [
        (["amended", "in_force"], json!(["planned"]), Ok(())),
        (["planned", "in_force"], json!(["planned"]), CONTRADICTION),
        (
            ["in_force", "planned"],
            json!(["in_work", "planned"]),
            CONTRADICTION,
        ),
        (["amended", "in_force"], json!([]), Ok(())),
    ] {
        list["numerators"] =
            json!([{"id": "n", "label": {"ja": "例", "en": "n"}, "statuses": above}]);
        list["denominators"] = json!([
            {"id": "all", "label": {"ja": "例", "en": "all"}, "excluded": []},
            {"id": "some", "label": {"ja": "例", "en": "some"}, "excluded": excluded}]);
        assert_eq!(read(&list), wanted, "{above:?} without {excluded}");
    }
}

/// Case: a total that is one off, in either direction, and sums that no number holds.
#[test]
fn a_published_total_is_the_sum_of_its_parts() {
    let text = include_str!("../data/codes/published.json");
    let mut list = document(text);
    let mut closing = list["closings"][0].clone();
    let part = closing["parts"][0].clone();
    let mut read = |total: u64, parts: &[u64], unexplained: u64| {
        closing["total"] = json!(total);
        closing["unexplained"] = json!(unexplained);
        let parts = parts.iter().map(|clauses| {
            let mut part = part.clone();
            part["clauses"] = json!(clauses);
            part
        });
        closing["parts"] = parts.collect();
        list["closings"] = json!([closing]);
        code(PublishedFigures::from_json(&list.to_string()))
    };
    assert_eq!(read(10, &[3, 5], 2), Ok(()));
    assert_eq!(read(10, &[3, 5], 1), CONTRADICTION);
    assert_eq!(read(10, &[3, 5], 3), CONTRADICTION);
    assert_eq!(read(0, &[], 0), Ok(()));
    assert_eq!(read(10, &[u64::MAX, 11], 0), CONTRADICTION);
    assert_eq!(read(10, &[u64::MAX], 11), CONTRADICTION);
}

#[test]
fn every_status_has_a_rule_and_only_one() {
    let list = document(include_str!("../data/codes/review_status.json"));
    let read = |list: &Value| code(StatusMachine::from_json(&list.to_string()));
    let all = list["statuses"].as_array().unwrap().len();
    assert_eq!(all, ReviewStatus::ALL.len());
    for at in 0..all {
        let mut fewer = list.clone();
        fewer["statuses"].as_array_mut().unwrap().remove(at);
        assert_eq!(read(&fewer), Err("document.data_file.unknown"), "{at}");
        let mut more = list.clone();
        let one = list["statuses"][at].clone();
        more["statuses"].as_array_mut().unwrap().push(one);
        assert_eq!(read(&more), Err("document.data_file.duplicate"), "{at}");
    }
}

/// Case: without rules nothing begins and nothing follows but what stood before.
#[test]
fn a_machine_without_rules_allows_nothing() {
    let machine = StatusMachine::default();
    for from in ReviewStatus::ALL {
        assert!(!machine.may_be_first(*from), "{from:?}");
        for to in ReviewStatus::ALL {
            assert_eq!(machine.allows(*from, *to), from == to, "{from:?} {to:?}");
        }
    }
}

/// Case: one step of several whose wording and status do not agree.
#[test]
fn a_step_has_a_wording_unless_it_is_not_published() {
    let list = document(include_str!("../data/codes/phases.json"));
    let read = |list: &Value| code(PhaseScales::from_json(&list.to_string()));
    assert_eq!(read(&list), Ok(()));
    let wording = list["scales"][0]["steps"][0]["wording"].clone();
    assert!(wording.is_object());
    let mut without = list.clone();
    without["scales"][0]["steps"][2]["wording"] = json!(null);
    assert_eq!(read(&without), CONTRADICTION);
    let mut with = list.clone();
    with["scales"][0]["steps"][1]["wording"] = wording;
    assert_eq!(read(&with), CONTRADICTION);
    let mut turned = list.clone();
    turned["scales"][0]["steps"]
        .as_array_mut()
        .unwrap()
        .reverse();
    assert_eq!(read(&turned), CONTRADICTION);
    let mut twice = list;
    let first = twice["scales"][0].clone();
    twice["scales"].as_array_mut().unwrap().push(first);
    assert_eq!(read(&twice), Err("document.data_file.duplicate"));
}

/// Case: whole quarters up to the day of the register, the last one that is asked for among them.
#[test]
fn a_series_has_each_quarter_that_has_ended() {
    let register = sample::register().unwrap();
    assert_eq!(register.status_date.to_string(), "2025-06-30");
    let definitions = ProgressDefinitions::standard();
    let series = |first: &str, last: &str| -> Vec<String> {
        let (first, last) = (first.parse().unwrap(), last.parse().unwrap());
        progress_by_quarter(&register, definitions, first, last)
            .iter()
            .map(|(quarter, progress)| format!("{quarter} {}", progress.as_of))
            .collect()
    };
    let (winter, spring) = ("2024-Q4 2025-03-31", "2025-Q1 2025-06-30");
    assert_eq!(series("2024-Q4", "2025-Q1"), [winter, spring]);
    assert_eq!(series("2024-Q4", "2025-Q4"), [winter, spring]);
    assert_eq!(series("2024-Q4", "2024-Q4"), [winter]);
    assert_eq!(series("2025-Q1", "2024-Q4"), Vec::<String>::new());
    assert_eq!(series("2025-Q2", "2025-Q3"), Vec::<String>::new());
}
