//! When a case has arrived, is answered or withdrawn, and what stops its clock.

use crate::helper::{chain, end, flow, gateway, merge, outcome, recorded, start, work};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{RunOutcome, SimulationFigure as Whole},
};

/// Three steps of a day each: from Monday to Thursday, at nine.
fn three_days() -> Flow {
    chain(&[
        ("a", work("1440")),
        ("b", work("1440")),
        ("c", work("1440")),
    ])
}

/// Monday's cases are due on Tuesday.
fn one_day(more: Value) -> Value {
    let deadline = json!({"legal_basis": "条例（架空）", "length": {"amount": "1", "unit": "day"},
        "first_day": "next_day"});
    let mut all = json!({"deadlines": {"statutory": {"deadline": deadline}}});
    merge(&mut all, more);
    all
}

fn statutory(outcome: &RunOutcome) -> (Option<f64>, Option<f64>) {
    (
        outcome.figure(Whole::WithinStatutory),
        outcome.figure(Whole::StatutoryBreaches),
    )
}

const IN_TIME: (Option<f64>, Option<f64>) = (Some(1.0), Some(0.0));
const LATE: (Option<f64>, Option<f64>) = (Some(0.0), Some(1.0));
const NOT_JUDGED: (Option<f64>, Option<f64>) = (None, None);

#[test]
fn from_where_it_arrives_until_it_is_answered() {
    for (arrives, answered, expected) in [
        (json!([]), json!([]), LATE),
        (json!(["a"]), json!([]), LATE),
        // Come to on Wednesday, and on Tuesday.
        (json!(["c"]), json!([]), IN_TIME),
        (json!(["b"]), json!([]), LATE),
        (json!(["b", "c"]), json!([]), LATE),
        (json!([]), json!(["a"]), IN_TIME),
        (json!([]), json!(["b"]), LATE),
        // The first answer counts.
        (json!([]), json!(["a", "b"]), IN_TIME),
        (json!(["b"]), json!(["b"]), IN_TIME),
        (json!(["start"]), json!(["start"]), IN_TIME),
    ] {
        let more = one_day(json!({"deadlines": {"arrives_at": arrives, "answered_at": answered}}));
        let found = outcome(&three_days(), &recorded(&["09:00"], more));
        assert_eq!(statutory(&found), expected, "{arrives} {answered}");
        assert_eq!(found.leads(), [4_320.0]);
    }
}

#[test]
fn what_never_arrives_is_not_judged() {
    let aside = flow(
        &[
            ("s", start()),
            ("x", gateway("exclusive")),
            ("a", work("9000")),
            ("d", work("1")),
            ("e1", end()),
            ("e2", end()),
        ],
        &[
            ("s", "x", ""),
            ("x", "a", "1"),
            ("x", "d", "0"),
            ("a", "e1", ""),
            ("d", "e2", ""),
        ],
    );
    let found = |node: &str| {
        let more = one_day(json!({"deadlines": {"arrives_at": [node]}}));
        statutory(&outcome(&aside, &recorded(&["09:00"], more)))
    };
    assert_eq!((found("d"), found("a")), (NOT_JUDGED, LATE));
}

#[test]
fn whoever_withdraws_is_not_answered() {
    for (at, withdrawn) in [
        (json!(["c"]), 1.0),
        (json!(["a", "c"]), 1.0),
        (json!([]), 0.0),
    ] {
        let more = one_day(json!({"withdrawn_at": at}));
        let found = outcome(&three_days(), &recorded(&["09:00"], more));
        let expected = if withdrawn > 0.0 { NOT_JUDGED } else { LATE };
        assert_eq!(statutory(&found), expected);
        assert_eq!(found.figure(Whole::Withdrawn), Some(withdrawn));
        assert_eq!(found.figure(Whole::Finished), Some(1.0));
        assert_eq!(found.figure(Whole::MeanLead), Some(4_320.0));
    }
}

#[test]
fn cases_that_are_still_open_when_the_run_ends() {
    let flow = chain(&[("a", work("1440")), ("b", work("100000"))]);
    let found = |days: u32, more: Value| {
        let mut all = one_day(json!({"days": days, "drain_days": 0}));
        merge(&mut all, more);
        let found = outcome(&flow, &recorded(&["09:00"], all));
        assert_eq!(found.figure(Whole::Unfinished), Some(1.0));
        assert_eq!(found.figure(Whole::Withdrawn), Some(0.0));
        statutory(&found)
    };
    // Due on the second day: until that has passed nothing is late.
    assert_eq!(found(2, json!({})), NOT_JUDGED);
    assert_eq!(found(3, json!({})), LATE);
    // Answered on Tuesday, and not at an end.
    let answered = json!({"deadlines": {"answered_at": ["a"]}});
    assert_eq!(found(2, answered.clone()), IN_TIME);
    assert_eq!(found(9, answered), IN_TIME);
    assert_eq!(found(9, json!({"withdrawn_at": ["a"]})), NOT_JUDGED);
    // Some of the drain is of the run, too.
    assert_eq!(found(1, json!({"drain_days": 1})), NOT_JUDGED);
    assert_eq!(found(1, json!({"drain_days": 2})), LATE);
}

/// One business day from Tuesday on, which corrections stop.
fn standard(more: Value) -> Value {
    let rule = json!({"format": "tosei-counting-rule", "format_version": 1,
        "name": {"ja": "規則", "en": "rule"}, "first_day": "next_day", "days": "business_days",
        "stops": [{"kind": "correction"}]});
    let mut all = json!({"deadlines": {"standard": {"rule": rule, "period": {"state": "set", "basis": "law",
        "processing": {"amount": "1", "unit": "day"}}}}});
    merge(&mut all, more);
    all
}

fn between(from: &[&str], until: &[&str]) -> Value {
    json!({"place": {"kind": "between", "from": from, "until": until}})
}

fn within(flow: &Flow, more: Value) -> Option<f64> {
    let found = outcome(flow, &recorded(&["09:00"], standard(more)));
    assert_eq!(found.figure(Whole::WithinStatutory), None);
    found.figure(Whole::WithinStandard)
}

#[test]
fn a_clock_that_stops_and_goes_on() {
    // Done on Monday, on Tuesday, and on Thursday.
    let flow = chain(&[
        ("a", work("10")),
        ("b", work("1440")),
        ("c", work("2880")),
        ("d", work("1")),
    ]);
    for (corrections, expected) in [
        (json!([]), 0.0),
        (json!([between(&["a"], &["b"])]), 0.0),
        (json!([between(&["a"], &["c"])]), 1.0),
        // What ends it and begins it anew: first the end, then the beginning.
        (json!([between(&["a", "b"], &["b", "c"])]), 1.0),
        // A second beginning changes nothing.
        (json!([between(&["a", "b"], &["c"])]), 1.0),
        // One after the other.
        (
            json!([between(&["a"], &["b"]), between(&["b"], &["c"])]),
            1.0,
        ),
        // An end without a beginning.
        (json!([between(&["c"], &["a"])]), 0.0),
        (json!([between(&[], &["b"])]), 0.0),
    ] {
        let found = within(&flow, json!({"corrections": corrections}));
        assert_eq!(found, Some(expected), "{corrections}");
    }
    // A stop that nothing ends lasts until the answer.
    let open = json!({"corrections": [between(&["a"], &[])]});
    assert_eq!(within(&flow, open), Some(1.0));
    let before = json!({"corrections": [between(&["c"], &[])]});
    assert_eq!(within(&flow, before), Some(0.0));
}

#[test]
fn the_last_of_many_corrections_has_a_bit_too() {
    let flow = chain(&[("a", work("10")), ("b", work("4320")), ("c", work("1"))]);
    let mut all = vec![between(&[], &[]); 63];
    all.push(between(&["a"], &["b"]));
    assert_eq!(
        within(&flow, json!({"corrections": all.clone()})),
        Some(1.0)
    );
    all.swap(0, 63);
    assert_eq!(
        within(&flow, json!({"corrections": all.clone()})),
        Some(1.0)
    );
    all.swap(0, 31);
    assert_eq!(within(&flow, json!({"corrections": all})), Some(1.0));
}

#[test]
fn a_clock_that_stands_still_is_not_late() {
    let flow = chain(&[("a", work("10")), ("b", work("100000"))]);
    let open = |stop: &str| {
        let mut correction = between(&["a"], &["b"]);
        correction["stop"] = json!(stop);
        within(
            &flow,
            json!({"days": 4, "drain_days": 0, "corrections": [correction]}),
        )
    };
    assert_eq!((open("correction"), open("fee_payment")), (None, Some(0.0)));
}

#[test]
fn stops_of_one_case_are_not_those_of_the_next() {
    // The second case comes to the place of the first, when that has ended; only the first is asked, on Monday.
    let flow = chain(&[("a", work("10")), ("b", work("4320")), ("c", work("1"))]);
    let times = ["2026-06-01T09:00", "2026-06-08T09:00", "2026-06-15T09:00"];
    let asked = standard(json!({"corrections": [between(&["a"], &["b"])]}));
    let found = outcome(&flow, &recorded(&times, asked));
    assert_eq!(found.figure(Whole::WithinStandard), Some(1.0));
    assert_eq!(found.room().stops, 1, "one after the other");
    let never = standard(json!({"corrections": [between(&["d"], &["b"])]}));
    let mut flow = serde_json::to_value(&flow).unwrap();
    let nodes = flow["nodes"].as_array_mut().unwrap();
    nodes.push(json!({"id": "d", "is": {"kind": "activity", "work": "0", "waiting": "0"}}));
    nodes.push(json!({"id": "e2", "is": end()}));
    nodes.push(json!({"id": "x", "is": gateway("exclusive")}));
    let lines = flow["sequence_flows"].as_array_mut().unwrap();
    lines[0]["to"] = json!("x");
    lines.push(json!({"id": "y1", "from": "x", "to": "a", "probability": "1"}));
    lines.push(json!({"id": "y2", "from": "x", "to": "d", "probability": "0"}));
    lines.push(json!({"id": "y3", "from": "d", "to": "e2"}));
    let flow: Flow = serde_json::from_value(flow).unwrap();
    let found = outcome(&flow, &recorded(&times, never));
    assert_eq!(found.figure(Whole::WithinStandard), Some(0.0));
    assert_eq!(found.room().stops, 0);
}
