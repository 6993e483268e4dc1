//! Hours before and after: of the one flow as it is, and of the one as it is to be.

use crate::{town, unknown, what_if};
use serde_json::{Value, json};

/// A flow with what the applicant does, then the office, in minutes.
fn flow(id: &str, stage: Option<&str>, applicant: u32, staff: u32) -> Value {
    let work =
        |minutes: u32| json!({"kind": "activity", "work": minutes.to_string(), "waiting": "0"});
    let event = |event: &str| json!({"kind": "event", "event": event, "trigger": "none"});
    let mut flow = json!({
        "format": "tosei-flow", "format_version": 1, "id": id, "procedures": ["P-1"],
        "pools": [{"id": "applicant", "party": "applicant"}, {"id": "city", "party": "reviewer"}],
        "nodes": [
            {"id": "start", "pool": "applicant", "is": event("start")},
            {"id": "write", "pool": "applicant", "is": work(applicant)},
            {"id": "sent", "pool": "applicant", "is": event("end")},
            {"id": "begin", "pool": "city", "is": event("start")},
            {"id": "check", "pool": "city", "is": work(staff)},
            {"id": "end", "pool": "city", "is": event("end")}],
        "sequence_flows": [
            {"id": "a", "from": "start", "to": "write"}, {"id": "b", "from": "write", "to": "sent"},
            {"id": "c", "from": "begin", "to": "check"}, {"id": "d", "from": "check", "to": "end"}]
    });
    if let Some(stage) = stage {
        flow["stage"] = json!(stage);
    }
    flow
}

/// What is told of a town with these flows and so many cases a year: flow, hours of staff, of applicants, before
/// and after; and whether the procedure is among what stays unknown.
fn told(flows: &[Value], cases: Option<u32>) -> (Vec<[String; 3]>, bool) {
    let mut town = town();
    town["flows"] = json!(flows);
    if let Some(cases) = cases {
        town["inventory"]["procedures"][0]["volumes"] = json!([{"fiscal_year": "2024",
            "measure": "applications", "state": "final", "cases": cases, "online_cases": null}]);
    }
    let change = json!([{"change": "digitize_procedures", "procedures": ["P-1"]}]);
    let report = what_if(&town, change);
    let hours = report.hours.iter().flat_map(|one| {
        assert_eq!(one.procedure.as_str(), "P-1");
        [&one.before, &one.after].map(|flow| {
            let (staff, applicant) = (&flow.staff.from, &flow.applicant.from);
            [
                flow.flow.to_string(),
                staff.to_string(),
                applicant.to_string(),
            ]
        })
    });
    (hours.collect(), unknown(&report).contains(&"P-1"))
}

#[test]
fn hours_are_those_of_one_flow_as_it_is_and_one_to_be() {
    let (as_is, to_be) = (
        flow("F-1", Some("as_is"), 20, 30),
        flow("F-2", Some("to_be"), 5, 3),
    );
    // 120 cases: half an hour of staff each, then three minutes; 20 minutes of the applicant, then five.
    let both = [["F-1", "60", "40"], ["F-2", "6", "10"]].map(|one| one.map(str::to_owned));
    let known = (both.to_vec(), false);
    let nothing = (Vec::new(), true);
    for flows in [[&as_is, &to_be], [&to_be, &as_is]] {
        let flows = flows.map(Clone::clone);
        assert_eq!(told(&flows, Some(120)), known);
        assert_eq!(told(&flows, None), nothing); // nobody counted
    }
    // One of no stage is neither.
    let pattern = flow("F-3", None, 1, 1);
    let with_pattern = [pattern.clone(), as_is.clone(), to_be.clone()];
    assert_eq!(told(&with_pattern, Some(120)), known);
    // One alone, none, or two of one stage: nobody says which counts.
    let second = flow("F-4", Some("to_be"), 4, 2);
    for flows in [
        vec![],
        vec![as_is.clone()],
        vec![to_be.clone()],
        vec![pattern, to_be.clone()],
        vec![as_is, to_be, second],
    ] {
        assert_eq!(told(&flows, Some(120)), nothing, "{}", flows.len());
    }
}
