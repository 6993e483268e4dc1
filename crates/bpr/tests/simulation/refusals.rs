//! What cannot be simulated, and why.

use crate::helper::{chain, end, flow, gateway, people, recorded, refused, start, work};
use serde_json::json;
use tosei_document::Explain;
use tosei_types::Language;

fn code(flow: &tosei_bpr::Flow, more: serde_json::Value) -> &'static str {
    let error = refused(flow, &recorded(&["09:00"], more));
    for language in [Language::Ja, Language::En] {
        let sentence = error.sentence(language);
        let stop = if language == Language::Ja { '。' } else { '.' };
        assert!(sentence.ends_with(stop), "{sentence}");
    }
    error.code()
}

fn branch(first: &str, second: &str) -> tosei_bpr::Flow {
    flow(
        &[
            ("start", start()),
            ("a", work("10")),
            ("x", gateway("exclusive")),
            ("end", end()),
        ],
        &[
            ("start", "a", ""),
            ("a", "x", ""),
            ("x", "a", first),
            ("x", "end", second),
        ],
    )
}

#[test]
fn unsound_flows_are_refused_with_a_run() {
    let flow = flow(
        &[
            ("start", start()),
            ("x", gateway("exclusive")),
            ("both", gateway("parallel")),
            ("end", end()),
        ],
        &[
            ("start", "x", ""),
            ("x", "both", "0.5"),
            ("x", "both", "0.5"),
            ("both", "end", ""),
        ],
    );
    let error = refused(&flow, &recorded(&["09:00"], json!({})));
    assert_eq!(error.code(), "bpr.simulate.unsound");
    assert!(
        error.sentence(Language::En).contains("start -> x"),
        "{error}"
    );
}

#[test]
fn shares_that_cannot_finish() {
    assert_eq!(
        code(&branch("1", "0"), json!({})),
        "bpr.simulate.endless_loop"
    );
    assert_eq!(
        code(&branch("0.5", "0.4"), json!({})),
        "bpr.simulate.probabilities"
    );
    assert_eq!(
        code(&branch("0.5", "0.6"), json!({})),
        "bpr.simulate.probabilities"
    );
    assert_eq!(
        code(&branch("", ""), json!({})),
        "bpr.simulate.unknown_probability"
    );
    let equal = recorded(
        &["09:00"],
        json!({"options": {"unknown_branches": "equal"}}),
    );
    assert!(tosei_bpr::simulate::simulate(&branch("", ""), &equal).is_ok());
    assert!(
        tosei_bpr::simulate::simulate(&branch("0.5", ""), &recorded(&["09:00"], json!({}))).is_ok()
    );
    let again = json!({"corrections": [{"place": {"kind": "after", "node": "a", "share": "1",
        "reply": {"kind": "constant", "value": "1"}, "again": true}}]});
    assert_eq!(
        code(&chain(&[("a", work("1"))]), again),
        "bpr.simulate.endless_loop"
    );
}

#[test]
fn nobody_and_never() {
    let one = chain(&[("a", work("10"))]);
    let refuse = |more: serde_json::Value| {
        let mut all = json!({"options": {"unstaffed": "refuse"}});
        crate::helper::merge(&mut all, more);
        code(&one, all)
    };
    assert_eq!(refuse(json!({})), "bpr.simulate.nobody_works");
    assert_eq!(
        refuse(json!({"staff": people(0)})),
        "bpr.simulate.nobody_works"
    );
    let mut staff = people(1);
    staff[0]["hours"] = json!({"saturday": [{"from": "09:00", "to": "12:00"}]});
    assert_eq!(
        code(&one, json!({"staff": staff})),
        "bpr.simulate.never_on_duty"
    );
    let closed = json!({"arrivals": [{"id": "desk", "pattern": {"kind": "by_month",
        "months": [{"month": 6, "cases": "10"}],
        "hours": {"sunday": [{"from": "09:00", "to": "12:00"}]}}}]});
    assert_eq!(code(&one, closed), "bpr.simulate.never_open");
    let none = json!({"arrivals": [{"id": "desk", "pattern": {"kind": "by_month",
        "months": [{"month": 6, "cases": "0"}]}}]});
    assert_eq!(code(&one, none), "bpr.simulate.no_arrivals");
    let batch = json!({"batches": [{"node": "a", "schedule":
        {"kind": "weekly", "weekday": "sunday", "at": "10:00", "if_closed": "skip"}}]});
    assert_eq!(code(&one, batch), "bpr.simulate.no_batch_time");
}

#[test]
fn limits_are_said() {
    let one = chain(&[("a", work("10"))]);
    let many = |more: serde_json::Value| {
        let mut all = json!({"staff": people(1), "arrivals": [{"id": "desk", "pattern":
            {"kind": "renewal", "between": {"kind": "constant", "value": "5"}}}]});
        crate::helper::merge(&mut all, more);
        code(&one, all)
    };
    assert_eq!(
        many(json!({"options": {"max_events": 1000}})),
        "bpr.simulate.too_many_events"
    );
    assert_eq!(
        many(json!({"options": {"max_open_cases": 50}})),
        "bpr.simulate.too_many_open"
    );
    assert_eq!(many(json!({"days": 4000})), "bpr.simulate.days");
    assert_eq!(many(json!({"warm_up_days": 30})), "bpr.simulate.days");
    assert_eq!(many(json!({"runs": {"runs": 1}})), "simulation.run.runs");
    let zero = json!({"arrivals": [{"id": "desk", "pattern":
        {"kind": "renewal", "between": {"kind": "constant", "value": "0"}}}]});
    assert_eq!(code(&one, zero), "bpr.simulate.number");
}

#[test]
fn unknown_times_and_names() {
    let unknown = chain(&[("a", json!({"kind": "activity", "waiting": "0"}))]);
    assert_eq!(code(&unknown, json!({})), "bpr.simulate.unknown_work");
    let waiting = chain(&[("a", json!({"kind": "activity", "work": "1"}))]);
    assert_eq!(code(&waiting, json!({})), "bpr.simulate.unknown_waiting");
    let staffed = recorded(&["09:00"], json!({"staff": people(1)}));
    assert!(
        tosei_bpr::simulate::simulate(&waiting, &staffed).is_ok(),
        "the queue is the waiting"
    );
    let one = chain(&[("a", work("10"))]);
    let times = json!({"times": [{"node": "b", "work": "1"}]});
    assert_eq!(code(&one, times), "bpr.simulate.unknown_element");
    let twice = json!({"times": [{"node": "a", "work": "1"}, {"node": "a", "work": "2"}]});
    assert_eq!(code(&one, twice), "bpr.simulate.twice");
    let shares = json!({"branches": [{"sequence_flow": "none", "probability": "1"}]});
    assert_eq!(code(&one, shares), "bpr.simulate.unknown_element");
    let other = json!({"flow": "another"});
    assert_eq!(code(&one, other), "bpr.simulate.other_flow");
    let class = json!({"staff": [{"id": "x", "label": {"ja": "あ", "en": "a"}, "people": 1, "class": "nowhere"}]});
    assert_eq!(code(&one, class), "bpr.simulate.unknown_class");
    let beyond = json!({"first_day": "2029-01-01"});
    let error = refused(&one, &recorded(&[], beyond));
    assert!(error.code().starts_with("types."), "{error}");
}
