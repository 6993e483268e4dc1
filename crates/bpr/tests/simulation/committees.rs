//! Batches: who is taken, when, and how their one work is shared.

use crate::helper::{
    chain, changed, end, flow, leads, merge, of_node, outcome, people, recorded, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationFigure as Whole, simulate},
};

const DAY: f64 = 1_440.0;

fn batch(schedule: Value, more: Value) -> Value {
    let mut rule = json!({"node": "a", "schedule": schedule});
    merge(&mut rule, more);
    json!({"batches": [rule]})
}

fn wednesday() -> Value {
    json!({"kind": "weekly", "weekday": "wednesday", "at": "10:00"})
}

fn daily(at: &str) -> Value {
    json!({"kind": "daily", "at": at})
}

fn with(mut all: Value, more: Value) -> Value {
    merge(&mut all, more);
    all
}

#[test]
fn at_most_so_many_at_a_time() {
    let flow = chain(&[("a", work("60"))]);
    let found = outcome(
        &flow,
        &recorded(
            &["09:00", "10:00", "11:00"],
            batch(wednesday(), json!({"most": 2})),
        ),
    );
    // Two on Wednesday, the third a week later.
    let leads = [2.0 * DAY + 120.0, 2.0 * DAY + 60.0, 9.0 * DAY];
    assert_eq!(found.leads(), leads);
    let waited = (2.0 * DAY + 60.0) + 2.0 * DAY + (9.0 * DAY - 60.0);
    assert_eq!(
        of_node(&flow, &found, "a"),
        [3.0, 3.0, 120.0, 0.0, waited + 60.0, 0.0, 0.0]
    );
    // All three, and then nobody.
    let found = outcome(
        &flow,
        &recorded(
            &["09:00", "10:00", "11:00"],
            batch(wednesday(), json!({"most": 3})),
        ),
    );
    assert_eq!(
        found.leads(),
        [2.0 * DAY + 120.0, 2.0 * DAY + 60.0, 2.0 * DAY]
    );
    assert_eq!(of_node(&flow, &found, "a")[2], 60.0);
}

#[test]
fn the_work_of_each() {
    let flow = chain(&[("a", work("60"))]);
    let each = batch(wednesday(), json!({"work": "each"}));
    let times = ["09:00", "10:00"];
    // Somebody is always there: both at once.
    let found = outcome(&flow, &recorded(&times, each.clone()));
    assert_eq!(found.leads(), [2.0 * DAY + 120.0, 2.0 * DAY + 60.0]);
    let waited = 4.0 * DAY + 60.0;
    assert_eq!(
        of_node(&flow, &found, "a"),
        [2.0, 2.0, 120.0, 0.0, waited, 0.0, 0.0]
    );
    // One person does one after the other.
    let found = outcome(
        &flow,
        &recorded(&times, with(each, json!({"staff": people(1)}))),
    );
    assert_eq!(found.leads(), [2.0 * DAY + 120.0, 2.0 * DAY + 120.0]);
    assert_eq!(
        of_node(&flow, &found, "a"),
        [2.0, 2.0, 120.0, 60.0, waited, 0.0, 0.0]
    );
    // Once, and one person: nobody waits for the other.
    let found = outcome(
        &flow,
        &recorded(
            &times,
            with(batch(wednesday(), json!({})), json!({"staff": people(1)})),
        ),
    );
    assert_eq!(found.leads(), [2.0 * DAY + 120.0, 2.0 * DAY + 60.0]);
    assert_eq!(found.staff()[0].worked, 60.0);
}

#[test]
fn as_soon_as_there_are_enough() {
    let flow = chain(&[("a", work("10"))]);
    let full = |least: u32| batch(json!({"kind": "when_full"}), json!({"least": least}));
    let times = ["09:00", "09:30", "10:30", "12:00"];
    assert_eq!(leads(&flow, &recorded(&times, full(1))), [10.0; 4]);
    assert_eq!(
        leads(&flow, &recorded(&times, full(2))),
        [40.0, 10.0, 100.0, 10.0]
    );
    assert_eq!(
        leads(&flow, &recorded(&times, full(3))),
        [100.0, 70.0, 10.0]
    );
    assert_eq!(
        leads(&flow, &recorded(&times, full(4))),
        [190.0, 160.0, 100.0, 10.0]
    );
    let found = outcome(&flow, &recorded(&times, full(5)));
    assert_eq!(found.figure(Whole::Unfinished), Some(4.0));
    assert_eq!(
        of_node(&flow, &found, "a"),
        [4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    );
}

#[test]
fn what_is_waited_for_before_the_batch() {
    let flow = chain(&[("a", work("10"))]);
    let lead = |time: &str, more: Value| {
        leads(
            &flow,
            &recorded(&[time], with(batch(daily("18:00"), json!({})), more)),
        )[0]
    };
    assert_eq!(lead("2026-06-01T17:45", json!({})), 25.0);
    // Not there yet at six.
    let waits = json!({"times": [{"node": "a", "waiting": "30"}]});
    assert_eq!(lead("2026-06-01T17:45", waits.clone()), DAY + 25.0);
    assert_eq!(lead("2026-06-01T17:15", waits), 55.0);
    // Over the weekend; and a holiday.
    assert_eq!(lead("2026-06-05T19:00", json!({})), 3.0 * DAY - 60.0 + 10.0);
    assert_eq!(
        lead("2026-07-17T19:00", json!({"days": 90})),
        4.0 * DAY - 60.0 + 10.0
    );
}

#[test]
fn batches_on_closing_days() {
    // Sunday: the Monday after it, the Friday before it, that day, or the last of the month.
    let flow = chain(&[("a", work("10"))]);
    let lead = |schedule: Value, from: &str| {
        let more = batch(schedule, json!({}));
        leads(&flow, &recorded(&[from], with(more, json!({"days": 60}))))[0]
    };
    let sunday = |rule: &str| json!({"kind": "weekly", "weekday": "sunday", "at": "09:00", "if_closed": rule});
    let tuesday = "2026-06-02T09:00";
    assert_eq!(lead(sunday("next"), tuesday), 6.0 * DAY + 10.0);
    assert_eq!(lead(sunday("previous"), tuesday), 3.0 * DAY + 10.0);
    assert_eq!(lead(sunday("keep"), tuesday), 5.0 * DAY + 10.0);
    let monthly = |day: u8, rule: &str| json!({"kind": "monthly", "day": day, "at": "09:00", "if_closed": rule});
    // 7 June is a Sunday; 7 July is a Tuesday.
    assert_eq!(lead(monthly(7, "next"), tuesday), 6.0 * DAY + 10.0);
    assert_eq!(lead(monthly(7, "previous"), tuesday), 3.0 * DAY + 10.0);
    assert_eq!(lead(monthly(7, "keep"), tuesday), 5.0 * DAY + 10.0);
    assert_eq!(lead(monthly(7, "skip"), tuesday), 35.0 * DAY + 10.0);
    // The first day of the month is open, and the run begins with it.
    assert_eq!(lead(monthly(1, "next"), "2026-06-01T08:00"), 70.0);
    assert_eq!(lead(monthly(30, "next"), tuesday), 28.0 * DAY + 10.0);
    assert_eq!(lead(monthly(31, "next"), tuesday), 28.0 * DAY + 10.0);
    // A day before the first that cannot be: nothing is open before it.
    let first = |rule: &str| {
        let more = batch(sunday(rule), json!({}));
        let more = with(
            more,
            json!({"first_day": "2026-06-06", "days": 2, "drain_days": 0}),
        );
        simulate(&flow, &recorded(&["2026-06-06T08:00"], more))
            .err()
            .map(|error| error.code())
    };
    assert_eq!(first("previous"), Some("bpr.simulate.no_batch_time"));
    assert_eq!(first("next"), Some("bpr.simulate.no_batch_time"));
    assert_eq!(first("keep"), None);
}

/// `start → a → end`, broken off after so many minutes.
fn broken_off(minutes: &str) -> Flow {
    let timer = json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "a",
        "waiting": minutes});
    flow(
        &[
            ("start", start()),
            ("a", work("60")),
            ("end", end()),
            ("t", timer),
            ("end2", end()),
        ],
        &[("start", "a", ""), ("a", "end", ""), ("t", "end2", "")],
    )
}

#[test]
fn whoever_leaves_while_the_batch_is_worked_on() {
    // The first until half past ten on Wednesday; the work of the others is what it was.
    let flow = broken_off("2970");
    let times = ["2026-06-01T09:00", "2026-06-02T09:00"];
    let found = outcome(&flow, &recorded(&times, batch(wednesday(), json!({}))));
    assert_eq!(found.leads(), [2_970.0, DAY + 120.0]);
    let batch_wait = (2_940.0 + 30.0) + (1_500.0 + 30.0);
    assert_eq!(
        of_node(&flow, &found, "a"),
        [2.0, 2.0, 30.0, 0.0, batch_wait, 0.0, 0.0]
    );
    assert_eq!(found.figure(Whole::WorkPerCase), Some(15.0));
    assert_eq!(
        found.figure(Whole::WaitingPerCase),
        Some((2_970.0 + 1_530.0) / 2.0)
    );
}

#[test]
fn batches_one_after_the_other_use_the_same_room() {
    // Two of three leave; those who come later are not taken for them.
    let flow = broken_off("1439");
    let times = [
        "2026-06-01T09:00",
        "2026-06-01T09:01",
        "2026-06-02T10:00",
        "2026-06-08T12:00",
        "2026-06-09T12:00",
        "2026-06-09T13:00",
    ];
    let found = outcome(&flow, &recorded(&times, batch(wednesday(), json!({}))));
    let to_wednesday = 22.0 * 60.0 + 60.0;
    assert_eq!(
        found.leads(),
        [
            1_439.0,
            1_439.0,
            1_439.0,
            1_439.0,
            to_wednesday,
            to_wednesday - 60.0
        ]
    );
    assert_eq!(of_node(&flow, &found, "a")[2], 60.0);
}

#[test]
fn a_committee_waits_for_those_who_prepare_it() {
    // One person: who is worked on at ten is finished first, and the committee waits for half an hour.
    let flow = chain(&[("b", work("60")), ("a", work("30"))]);
    let more = with(batch(wednesday(), json!({})), json!({"staff": people(1)}));
    let times = ["2026-06-01T09:00", "2026-06-03T09:30"];
    let found = outcome(&flow, &recorded(&times, more));
    // The second is prepared until half past ten, and waits for the Wednesday after it.
    assert_eq!(found.leads(), [2.0 * DAY + 120.0, 7.0 * DAY + 60.0]);
    let waited = (2.0 * DAY) + (7.0 * DAY - 30.0);
    assert_eq!(
        of_node(&flow, &found, "a"),
        [2.0, 2.0, 60.0, 30.0, waited, 0.0, 0.0]
    );
    // With a pool of their own nobody waits.
    let own = json!({"staff": [
        {"id": "one", "people": 1, "nodes": ["b"], "label": {"ja": "一", "en": "one"}},
        {"id": "two", "people": 1, "nodes": ["a"], "label": {"ja": "二", "en": "two"}}]});
    let found = outcome(
        &flow,
        &recorded(&times, with(batch(wednesday(), json!({})), own)),
    );
    assert_eq!(found.leads()[0], 2.0 * DAY + 90.0);
    assert_eq!(
        found
            .staff()
            .iter()
            .map(|one| one.begun)
            .collect::<Vec<_>>(),
        [2, 2]
    );
}

#[test]
fn what_the_flow_says_of_waiting_stands_aside() {
    // A batch is the waiting: what the flow states for it is not waited for as well.
    let waiting = changed(&chain(&[("a", work("10"))]), |document| {
        document["nodes"][1]["is"]["waiting"] = json!("60");
    });
    let lead = |more: Value| leads(&waiting, &recorded(&["17:30"], more))[0];
    let always = || json!({"staff": people(1), "options": {"model_waiting": "always"}});
    let committee = || batch(daily("18:00"), json!({}));
    for more in [json!({}), json!({"staff": people(1)}), always()] {
        assert_eq!(lead(with(committee(), more)), 40.0);
    }
    // And so is the queue of staff, unless the parameters say otherwise.
    assert_eq!(lead(json!({})), 70.0);
    assert_eq!(lead(json!({"staff": people(1)})), 10.0);
    assert_eq!(lead(always()), 70.0);
    let own = json!({"staff": people(1), "times": [{"node": "a", "waiting": "5"}]});
    assert_eq!(lead(own.clone()), 15.0);
    assert_eq!(lead(with(always(), own)), 15.0);
}
