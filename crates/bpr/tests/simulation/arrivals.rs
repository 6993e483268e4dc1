//! When cases come: told by how long they wait for a time of the day.

use crate::helper::{chain, leads, merge, outcome, recorded, refused, work};
use serde_json::{Value, json};
use tosei_bpr::simulate::{SimulationFigure, SimulationParameters};

/// One source, and a step that is done at six in the evening, and takes no time.
fn parameters(pattern: &Value, more: Value) -> SimulationParameters {
    let mut all = json!({"arrivals": [{"id": "desk", "pattern": pattern}],
        "batches": [{"node": "a", "schedule": {"kind": "daily", "at": "18:00"}}]});
    merge(&mut all, more);
    recorded(&[], all)
}

#[test]
fn one_after_the_other_in_the_open_minutes() {
    let flow = chain(&[("a", work("0"))]);
    let every = |minutes: &str, hours: Value| {
        let mut pattern =
            json!({"kind": "renewal", "between": {"kind": "constant", "value": minutes}});
        if !hours.is_null() {
            pattern["hours"] = hours;
        }
        pattern
    };
    // At ten, eleven and twelve.
    let monday = json!({"monday": [{"from": "09:00", "to": "12:00"}]});
    for (days, drain) in [(1, 0), (1, 30), (7, 0), (7, 30)] {
        let more = json!({"days": days, "drain_days": drain});
        let parameters = parameters(&every("60", monday.clone()), more);
        assert_eq!(
            leads(&flow, &parameters),
            [480.0, 420.0, 360.0],
            "{days} {drain}"
        );
    }
    // At eight and at sixteen; at midnight the day is over.
    let always = parameters(&every("480", Value::Null), json!({"days": 1}));
    assert_eq!(leads(&flow, &always), [600.0, 120.0]);
    // Two mornings with a night between: 10:20, 11:40, and 10:00 on Tuesday.
    let mornings = json!({"monday": [{"from": "09:00", "to": "12:00"}],
        "tuesday": [{"from": "09:00", "to": "12:00"}]});
    let two = parameters(&every("80", mornings), json!({"days": 2}));
    assert_eq!(leads(&flow, &two)[..3], [460.0, 380.0, 480.0]);
}

fn by_month(cases: u32, weekdays: &[(&str, u32)]) -> Value {
    let weekdays = weekdays.iter();
    let weekdays: Vec<_> = weekdays
        .map(|(weekday, weight)| json!({"weekday": weekday, "weight": weight.to_string()}))
        .collect();
    json!({"kind": "by_month", "months": [{"month": 6, "cases": cases.to_string()}], "weekdays": weekdays})
}

const ONLY_WEDNESDAY: [(&str, u32); 7] = [
    ("monday", 0),
    ("tuesday", 0),
    ("wednesday", 1),
    ("thursday", 0),
    ("friday", 0),
    ("saturday", 0),
    ("sunday", 0),
];

/// Whether a number of cases may be drawn where so many are expected: five deviations.
fn may_be(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 5.0 * expected.sqrt(),
        "{found}, not {expected}"
    );
}

#[test]
fn a_month_is_spread_over_its_weekdays() {
    let flow = chain(&[("a", work("0"))]);
    let started = |pattern: &Value, more: Value| {
        let found = outcome(&flow, &parameters(pattern, more));
        (
            found.figure(SimulationFigure::Started).unwrap(),
            found.leads().to_vec(),
        )
    };
    let wednesdays = by_month(4_000, &ONLY_WEDNESDAY);
    let evening = json!({"batches": [{"node": "a",
        "schedule": {"kind": "weekly", "weekday": "wednesday", "at": "23:59"}}]});
    let mut first = evening.clone();
    first["days"] = json!(7);
    // Four Wednesdays in June, of which the run has one; whoever comes waits for its evening.
    let (count, leads) = started(&wednesdays, first);
    may_be(count, 1_000.0);
    let evening_of = |lead: &&f64| **lead < 1_440.0;
    assert!(leads.iter().filter(evening_of).count() + 5 > leads.len());
    // Nothing behind the fifteenth is known: half of the month, on two Wednesdays.
    let mut half = evening.clone();
    merge(&mut half, json!({"days": 15, "drain_days": 0}));
    may_be(started(&wednesdays, half).0, 2_000.0);
    // The whole month; and Wednesdays twice as much as other days: 8 of 34 parts.
    may_be(started(&by_month(3_000, &[]), json!({})).0, 3_000.0);
    let twice = by_month(3_400, &[("wednesday", 2)]);
    let mut until = evening;
    until["days"] = json!(3);
    may_be(started(&twice, until).0, 400.0);
}

#[test]
fn patterns_that_say_nothing() {
    let flow = chain(&[("a", work("0"))]);
    let june = |month: u32, cases: &str| json!({"month": month, "cases": cases});
    let months = |months: Value| json!({"kind": "by_month", "months": months});
    let twice = by_month(10, &[("monday", 1), ("tuesday", 1), ("monday", 2)]);
    let sunday = json!({"sunday": [{"from": "09:00", "to": "12:00"}]});
    let mut closed = by_month(10, &[]);
    closed["hours"] = sunday.clone();
    let zero = json!({"kind": "renewal", "between": {"kind": "constant", "value": "0"}});
    let never =
        json!({"kind": "renewal", "between": {"kind": "constant", "value": "5"}, "hours": sunday});
    for (pattern, code, named) in [
        (
            months(json!([june(6, "1"), june(6, "2")])),
            "bpr.simulate.twice",
            "6",
        ),
        (
            months(json!([june(13, "1")])),
            "bpr.simulate.number",
            "month",
        ),
        (
            months(json!([june(0, "1")])),
            "bpr.simulate.number",
            "month",
        ),
        (twice, "bpr.simulate.twice", "Monday"),
        (closed, "bpr.simulate.never_open", "desk"),
        (zero, "bpr.simulate.number", "above 0"),
        (never, "bpr.simulate.never_open", "desk"),
        (
            months(json!([june(6, "0")])),
            "bpr.simulate.no_arrivals",
            "",
        ),
    ] {
        let error = refused(
            &flow,
            &parameters(&pattern, json!({"days": 5, "drain_days": 5})),
        );
        assert_eq!(error.code(), code, "{pattern}");
        assert!(
            error
                .to_string()
                .to_lowercase()
                .contains(&named.to_lowercase()),
            "{error}"
        );
    }
}

#[test]
fn a_document_says_what_it_is() {
    let pattern = json!({"kind": "recorded", "times": ["2026-06-01T09:00"]});
    let document = serde_json::to_value(parameters(&pattern, json!({}))).unwrap();
    let read = |document: &Value| serde_json::from_value::<SimulationParameters>(document.clone());
    assert!(read(&document).is_ok());
    for (key, other) in [
        ("format", json!("tosei-flow")),
        ("format_version", json!(2)),
    ] {
        let mut changed = document.clone();
        changed[key] = other;
        assert!(read(&changed).is_err(), "{key}");
    }
}
