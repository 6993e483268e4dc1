//! Event sub-processes: begun by time, by a share or by an error, within a process or a sub-process.

use crate::helper::{
    end, flow, leads, merge, outcome, people, recorded, refused, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationFigure, StepFigure},
};

/// A drawing that grows.
#[derive(Clone, Default)]
struct Drawing {
    nodes: Vec<(&'static str, Value)>,
    lines: Vec<(&'static str, &'static str, &'static str)>,
}

/// Something of a level: of the sub-process `parent`, or of the process where that is empty.
fn of(parent: &str, mut is: Value) -> Value {
    if !parent.is_empty() {
        is["@parent"] = json!(parent);
    }
    is
}

fn ends(trigger: &str) -> Value {
    json!({"kind": "event", "event": "end", "trigger": trigger})
}

fn by_event() -> Value {
    json!({"kind": "sub_process", "by_event": true})
}

/// How an event sub-process begins: after minutes, ending what goes on or beside it.
fn timer(minutes: &str, beside: bool) -> Value {
    json!({"kind": "event", "event": "start", "trigger": "timer", "waiting": minutes,
        "non_interrupting": beside})
}

fn begins(trigger: &str) -> Value {
    json!({"kind": "event", "event": "start", "trigger": trigger})
}

fn boundary(trigger: &str, host: &str) -> Value {
    json!({"kind": "event", "event": "boundary", "trigger": trigger, "attached_to": host})
}

impl Drawing {
    fn with(mut self, parent: &str, chain: &[(&'static str, Value)]) -> Self {
        for two in chain.windows(2) {
            self.lines.push((two[0].0, two[1].0, ""));
        }
        for (id, is) in chain {
            self.nodes.push((id, of(parent, is.clone())));
        }
        self
    }

    /// `start → a → end` of a process.
    fn process(minutes: &str) -> Self {
        let chain = [("start", start()), ("a", work(minutes)), ("end", end())];
        Self::default().with("", &chain)
    }

    /// `start → sub → after → end`; within `s → a → x`, and behind it always `e`, which ends as said, and
    /// never `e0`.
    fn sub(minutes: &str, trigger: &str) -> Self {
        let sub = json!({"kind": "sub_process"});
        let after = work("1");
        let outer = [
            ("start", start()),
            ("sub", sub),
            ("after", after),
            ("end", end()),
        ];
        let x = json!({"kind": "gateway", "gateway": "exclusive"});
        let inner = [
            ("s", start()),
            ("a", work(minutes)),
            ("x", x),
            ("e", ends(trigger)),
        ];
        let mut drawing = Self::default()
            .with("", &outer)
            .with("sub", &inner)
            .share("x", "1");
        drawing = drawing.with("sub", &[("e0", end())]);
        drawing.lines.push(("x", "e0", "0"));
        drawing
    }

    /// An event sub-process of one step; `ids` are its own, its start's, its step's and its end's.
    fn handler(mut self, parent: &str, ids: [&'static str; 4], by: Value, minutes: &str) -> Self {
        self.nodes.push((ids[0], of(parent, by_event())));
        let chain = [(ids[1], by), (ids[2], work(minutes)), (ids[3], end())];
        self.with(ids[0], &chain)
    }

    /// A share on the line out of a node.
    fn share(mut self, from: &str, share: &'static str) -> Self {
        let line = self.lines.iter_mut().find(|line| line.0 == from);
        line.unwrap().2 = share;
        self
    }

    /// Another way for a node to end.
    fn ending(mut self, node: &str, trigger: &str) -> Self {
        let one = self.nodes.iter_mut().find(|(id, _)| *id == node);
        one.unwrap().1["trigger"] = json!(trigger);
        self
    }

    fn flow(&self) -> Flow {
        flow(&self.nodes, &self.lines)
    }

    fn leads(&self, more: Value) -> Vec<f64> {
        leads(&self.flow(), &recorded(&["09:00"], more))
    }

    /// How often a node is visited in one run of one case.
    fn visits(&self, node: &str) -> u64 {
        let flow = self.flow();
        let outcome = outcome(&flow, &recorded(&["09:00"], json!({})));
        let place = flow.nodes.iter().position(|one| one.id.as_str() == node);
        outcome.steps()[place.unwrap()].visits
    }

    fn work(&self) -> f64 {
        let outcome = outcome(&self.flow(), &recorded(&["09:00"], json!({})));
        outcome.figure(SimulationFigure::WorkPerCase).unwrap()
    }
}

const H: [&str; 4] = ["h", "hs", "hw", "he"];
const I: [&str; 4] = ["i", "is", "iw", "ie"];

#[test]
fn a_reminder_goes_on_beside_the_process() {
    let beside =
        |at: &str, minutes: &str| Drawing::process("60").handler("", H, timer(at, true), minutes);
    assert_eq!(beside("20", "10").leads(json!({})), [60.0]);
    assert_eq!(beside("20", "10").work(), 70.0);
    assert_eq!(
        beside("20", "100").leads(json!({})),
        [120.0],
        "the process waits for it"
    );
    // The only person is at work until the sixtieth minute.
    assert_eq!(
        beside("20", "10").leads(json!({"staff": people(1)})),
        [70.0]
    );
    // Not waited for once nothing else goes on; at the same minute the time comes first.
    assert_eq!(beside("61", "10").leads(json!({})), [60.0]);
    assert_eq!(beside("60", "10").leads(json!({})), [70.0]);
    assert_eq!(
        (
            beside("20", "10").visits("h"),
            beside("20", "10").visits("hw")
        ),
        (1, 1)
    );
    assert_eq!(
        (
            beside("61", "10").visits("h"),
            beside("61", "10").visits("hw")
        ),
        (0, 0)
    );
}

#[test]
fn a_time_that_interrupts_ends_what_goes_on() {
    let process = Drawing::process("60").handler("", H, timer("20", false), "7");
    assert_eq!(process.leads(json!({})), [27.0]);
    assert_eq!(process.work(), 27.0);
    let sub = Drawing::sub("60", "none").handler("sub", H, timer("20", false), "7");
    assert_eq!(
        sub.leads(json!({})),
        [28.0],
        "the sub-process has ended, and what is behind it follows"
    );
    // One person: the second case is taken out of the queue, or interrupted, and waits for its turn.
    let two = recorded(&["09:00", "09:10"], json!({"staff": people(1)}));
    assert_eq!(leads(&process.flow(), &two), [37.0, 34.0]);
    let staff = outcome(&process.flow(), &two);
    assert_eq!(staff.staff()[0].worked, 20.0 + 10.0 + 7.0 + 7.0);
}

#[test]
fn once_interrupted_nothing_else_begins() {
    let base = Drawing::process("60").handler("", H, timer("20", false), "30");
    for (second, lead, worked, visits) in [
        (timer("10", true), 50.0, 20.0 + 5.0 + 30.0, 1),
        // Begun before, and ended with the rest.
        (timer("18", true), 50.0, 20.0 + 2.0 + 30.0, 1),
        (timer("30", true), 50.0, 50.0, 0),
        (timer("30", false), 50.0, 50.0, 0),
        (timer("70", false), 50.0, 50.0, 0),
        // The first to come is the one that interrupts.
        (timer("15", false), 20.0, 20.0, 1),
    ] {
        let drawing = base.clone().handler("", I, second.clone(), "5");
        assert_eq!(drawing.leads(json!({})), [lead], "{second}");
        assert_eq!(
            (drawing.work(), drawing.visits("i")),
            (worked, visits),
            "{second}"
        );
    }
    let shared = base
        .handler("", I, begins("conditional"), "5")
        .share("is", "1");
    assert_eq!(
        shared.leads(json!({})),
        [50.0],
        "its share is of what ends by itself"
    );
    let shared = Drawing::process("60")
        .handler("", H, timer("20", true), "30")
        .handler("", I, begins("conditional"), "5")
        .share("is", "1");
    assert_eq!(
        shared.leads(json!({})),
        [65.0],
        "beside it, behind the last"
    );
}

#[test]
fn what_is_within_ends_with_what_is_interrupted() {
    // A sub-process with a reminder of its own, which would come after its end.
    let mut late = boundary("timer", "sub");
    merge(
        &mut late,
        json!({"waiting": "90", "non_interrupting": true}),
    );
    let drawing = Drawing::sub("60", "none")
        .with("", &[("t", late), ("late", work("3")), ("end2", end())])
        .handler("", H, timer("20", false), "7");
    assert_eq!(drawing.leads(json!({})), [27.0]);
    assert_eq!(drawing.work(), 27.0);
    // And with an event sub-process in it, which has begun or has not.
    for (at, worked) in [("10", 20.0 + 10.0 + 7.0), ("25", 27.0)] {
        let drawing = Drawing::sub("60", "none")
            .handler("sub", I, timer(at, true), "30")
            .handler("", H, timer("20", false), "7");
        assert_eq!(drawing.leads(json!({})), [27.0], "{at}");
        assert_eq!(drawing.work(), worked, "{at}");
    }
}

#[test]
fn the_one_that_ended_first_is_forgotten() {
    // Two reminders, of which the first is over when all is interrupted after an hour.
    let drawing = Drawing::process("200")
        .handler("", H, timer("10", true), "30")
        .handler("", I, timer("20", true), "100")
        .handler("", ["j", "js", "jw", "je"], timer("60", false), "5");
    assert_eq!(drawing.leads(json!({})), [65.0]);
    assert_eq!(drawing.work(), 60.0 + 30.0 + 40.0 + 5.0);
    let other = Drawing::process("200")
        .handler("", H, timer("10", true), "100")
        .handler("", I, timer("20", true), "30")
        .handler("", ["j", "js", "jw", "je"], timer("60", false), "5");
    assert_eq!(other.leads(json!({})), [65.0]);
    assert_eq!(other.work(), 60.0 + 50.0 + 30.0 + 5.0);
}

#[test]
fn no_case_arrives_at_one() {
    let drawing = Drawing::process("60")
        .handler("", H, timer("20", true), "7")
        .flow();
    let more = json!({"arrivals": [{"id": "desk", "starts": ["hs"],
        "pattern": {"kind": "recorded", "times": ["2026-06-01T09:00"]}}]});
    let error = refused(&drawing, &recorded(&[], more));
    assert_eq!(error.code(), "bpr.simulate.unknown_element");
}

#[test]
fn event_sub_processes_within_each_other() {
    let drawing = |minutes: &str| {
        Drawing::process(minutes)
            .handler("", H, timer("20", true), "50")
            .handler("h", I, timer("10", false), "3")
    };
    // From the twentieth minute to the thirtieth, and three more.
    assert_eq!(drawing("25").leads(json!({})), [33.0]);
    assert_eq!(drawing("60").leads(json!({})), [60.0]);
    assert_eq!(drawing("25").work(), 25.0 + 10.0 + 3.0);
}

#[test]
fn each_run_of_a_sub_process_has_its_own() {
    let repeated = |mark: &str, drawing: Drawing| {
        let mut drawing = drawing;
        let sub = drawing.nodes.iter_mut().find(|(id, _)| *id == "sub");
        sub.unwrap().1["repetition"] = json!(mark);
        drawing
    };
    let times =
        json!({"repetitions": [{"node": "sub", "times": {"kind": "constant", "value": "3"}}]});
    let beside = Drawing::sub("60", "none").handler("sub", H, timer("20", true), "50");
    assert_eq!(
        repeated("sequential", beside.clone()).leads(times.clone()),
        [3.0 * 70.0 + 1.0]
    );
    assert_eq!(repeated("parallel", beside).leads(times.clone()), [71.0]);
    let interrupting = Drawing::sub("60", "none").handler("sub", H, timer("20", false), "7");
    assert_eq!(
        repeated("sequential", interrupting.clone()).leads(times.clone()),
        [3.0 * 27.0 + 1.0]
    );
    assert_eq!(
        repeated("parallel", interrupting).leads(times.clone()),
        [28.0]
    );
    let shared = Drawing::sub("60", "none").handler("sub", H, begins("conditional"), "7");
    let shared = shared.share("hs", "1");
    assert_eq!(
        repeated("sequential", shared).leads(times),
        [3.0 * 67.0 + 1.0]
    );
}

#[test]
fn a_share_of_cases_goes_on_behind_the_end() {
    let shared = |share| {
        Drawing::process("60")
            .handler("", H, begins("conditional"), "10")
            .share("hs", share)
    };
    assert_eq!(shared("1").leads(json!({})), [70.0]);
    assert_eq!(shared("0").leads(json!({})), [60.0]);
    let both = shared("1")
        .handler("", I, begins("signal"), "25")
        .share("is", "1");
    assert_eq!(both.leads(json!({})), [85.0], "side by side");
    assert_eq!((both.visits("h"), both.visits("i")), (1, 1));
    assert_eq!(
        shared("1").ending("end", "terminate").leads(json!({})),
        [60.0],
        "all has ended"
    );
    // A quarter of many cases: each has it or has it not.
    let more = json!({"arrivals": [{"id": "desk", "pattern":
        {"kind": "renewal", "between": {"kind": "constant", "value": "10"}}}]});
    let leads = shared("0.25").leads(more);
    let with = leads.iter().filter(|lead| **lead == 70.0).count();
    assert_eq!(
        with + leads.iter().filter(|lead| **lead == 60.0).count(),
        leads.len()
    );
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    let (with, all) = (count(with), count(leads.len()));
    assert!(all > 4_000.0);
    let deviation = (all * 0.25 * 0.75).sqrt();
    assert!(
        (with - all / 4.0).abs() < 4.0 * deviation,
        "{with} of {all}"
    );
}

#[test]
fn an_error_is_taken_within() {
    let taken = Drawing::sub("60", "error").handler("sub", H, begins("error"), "7");
    assert_eq!(taken.leads(json!({})), [68.0], "and what is behind follows");
    assert_eq!(taken.visits("h"), 1);
    // Before what is at the boundary.
    let outer = [
        ("t", boundary("error", "sub")),
        ("late", work("100")),
        ("end2", end()),
    ];
    assert_eq!(taken.clone().with("", &outer).leads(json!({})), [68.0]);
    // No error, and no cancellation either, which is none.
    let never = Drawing::sub("60", "none").handler("sub", H, begins("error"), "7");
    assert_eq!((never.leads(json!({})), never.visits("h")), (vec![61.0], 0));
    let mut cancelled = Drawing::sub("60", "cancel").handler("sub", H, begins("error"), "7");
    for (id, is) in &mut cancelled.nodes {
        if *id == "sub" {
            is["transaction"] = json!(true);
        }
    }
    let outer = [
        ("t", boundary("cancel", "sub")),
        ("late", work("9")),
        ("end2", end()),
    ];
    let cancelled = cancelled.with("", &outer);
    assert_eq!(
        (cancelled.leads(json!({})), cancelled.visits("h")),
        (vec![69.0], 0)
    );
}

#[test]
fn an_error_ends_what_goes_on_beside_it() {
    let mut drawing = Drawing::sub("60", "error").handler("sub", H, begins("error"), "7");
    drawing.lines.retain(|line| line.0 != "s");
    let split = json!({"kind": "gateway", "gateway": "parallel"});
    drawing = drawing.with(
        "sub",
        &[("split", split), ("b", work("100")), ("e2", end())],
    );
    drawing
        .lines
        .extend([("s", "split", ""), ("split", "a", "")]);
    assert_eq!(drawing.leads(json!({})), [68.0]);
    assert_eq!(drawing.work(), 60.0 + 60.0 + 7.0 + 1.0);
    // A reminder that would come while the error is treated does not.
    let reminded = |at| drawing.clone().handler("sub", I, timer(at, true), "40");
    assert_eq!(
        (reminded("62").leads(json!({})), reminded("62").visits("i")),
        (vec![68.0], 0)
    );
    assert_eq!(
        (reminded("50").leads(json!({})), reminded("50").work()),
        (vec![68.0], 138.0)
    );
}

#[test]
fn the_process_takes_errors_too() {
    let process = Drawing::process("60").ending("end", "error");
    assert_eq!(process.leads(json!({})), [60.0]);
    let taken = process.clone().handler("", H, begins("error"), "7");
    assert_eq!((taken.leads(json!({})), taken.visits("h")), (vec![67.0], 1));
    let stopped = Drawing::process("60").ending("end", "terminate");
    let stopped = stopped.handler("", H, begins("error"), "7");
    assert_eq!(
        (stopped.leads(json!({})), stopped.visits("h")),
        (vec![60.0], 0)
    );
    // An error that the sub-process does not take is one of the process.
    let failed = Drawing::sub("60", "error");
    assert_eq!(failed.leads(json!({})), [60.0]);
    let failed = failed.handler("", H, begins("error"), "7");
    assert_eq!(
        (failed.leads(json!({})), failed.visits("h")),
        (vec![67.0], 1)
    );
}

#[test]
fn an_error_can_be_raised_again() {
    let again = Drawing::sub("60", "error")
        .handler("sub", H, begins("error"), "7")
        .ending("he", "error");
    assert_eq!(again.leads(json!({})), [67.0], "nobody takes it");
    let outer = [
        ("t", boundary("error", "sub")),
        ("late", work("100")),
        ("end2", end()),
    ];
    assert_eq!(again.clone().with("", &outer).leads(json!({})), [167.0]);
    let process = again.handler("", I, begins("error"), "5");
    assert_eq!(process.leads(json!({})), [72.0]);
    assert_eq!(process.visits("after"), 0);
    // What a reminder raises ends what it goes on beside, and is taken there.
    let reminder = Drawing::sub("60", "none")
        .handler("sub", H, timer("20", true), "10")
        .ending("he", "error");
    let taken = reminder.clone().handler("sub", I, begins("error"), "5");
    assert_eq!((taken.leads(json!({})), taken.work()), (vec![36.0], 46.0));
    let taken = reminder.with("", &outer);
    assert_eq!((taken.leads(json!({})), taken.work()), (vec![130.0], 140.0));
}

/// A message that never comes: the handler waits for what only follows behind it.
#[test]
fn a_case_can_be_stuck_in_one() {
    let wait = json!({"kind": "event", "event": "catch", "trigger": "message"});
    let mut drawing = Drawing::process("60");
    drawing.nodes.push(("h", by_event()));
    let drawing = drawing.with(
        "h",
        &[("hs", timer("20", true)), ("wait", wait), ("he", end())],
    );
    let mut document = serde_json::to_value(drawing.flow()).unwrap();
    let stuck = |document: &Value| {
        let flow = serde_json::from_value(document.clone()).unwrap();
        let simulated = run(&flow, &recorded(&["09:00"], json!({})));
        let result = simulated.result();
        let nodes = result
            .stuck
            .iter()
            .map(|one| (one.node.to_string(), one.cases));
        let leads = simulated.outcomes()[0].leads().to_vec();
        (nodes.collect::<Vec<_>>(), leads)
    };
    document["message_flows"] = json!([{"id": "m", "from": "he", "to": "wait"}]);
    assert_eq!(
        stuck(&document),
        (vec![("wait".to_owned(), 2)], vec![]),
        "in both runs"
    );
    document["message_flows"] = json!([{"id": "m", "from": "a", "to": "wait"}]);
    assert_eq!(stuck(&document), (vec![], vec![60.0]));
}

#[test]
fn how_one_begins_must_be_known() {
    let never = json!({"options": {"unknown_boundary": "never"}});
    for trigger in ["message", "conditional", "signal", "timer"] {
        let drawing = Drawing::process("60").handler("", H, begins(trigger), "7");
        let error = refused(&drawing.flow(), &recorded(&["09:00"], json!({})));
        assert_eq!(error.code(), "bpr.simulate.unknown_boundary", "{trigger}");
        assert!(error.to_string().contains("`hs`"), "{error}");
        let simulated = run(&drawing.flow(), &recorded(&["09:00"], never.clone()));
        assert_eq!(simulated.outcomes()[0].leads(), [60.0], "{trigger}");
        let assumed = &simulated.result().assumptions;
        let assumed = assumed
            .iter()
            .find(|one| one.kind.code() == "boundary_never");
        assert_eq!(assumed.unwrap().node.as_ref().unwrap().as_str(), "hs");
    }
    // A message to one begins no process of its own.
    let drawing = Drawing::process("60").handler("", H, begins("message"), "70");
    let mut document = serde_json::to_value(drawing.flow()).unwrap();
    document["message_flows"] = json!([{"id": "m", "from": "a", "to": "hs"}]);
    let flow: Flow = serde_json::from_value(document).unwrap();
    assert_eq!(leads(&flow, &recorded(&["09:00"], never)), [60.0]);
}

#[test]
fn the_parameters_say_when_and_how_often() {
    let timed = Drawing::process("60").handler("", H, timer("20", false), "7");
    let times = json!({"times": [{"node": "hs", "waiting": "30"}]});
    assert_eq!(timed.leads(times.clone()), [37.0]);
    let open = Drawing::process("60").handler("", H, begins("conditional"), "7");
    assert_eq!(open.leads(times), [37.0]);
    let line = open.lines.iter().position(|line| line.0 == "hs").unwrap();
    let branches = json!({"branches": [{"sequence_flow": format!("l{line}"), "probability": "1"}]});
    assert_eq!(open.leads(branches), [67.0]);
}

#[test]
fn what_a_step_tells_may_end_the_step() {
    // A message from within to the boundary ends the sub-process, and what sent it.
    let mut drawing = Drawing::sub("10", "none");
    drawing.lines.retain(|line| line.0 != "a");
    let outer = [
        ("t", boundary("message", "sub")),
        ("late", work("7")),
        ("end2", end()),
    ];
    let drawing = drawing.with("sub", &[("b", work("50"))]).with("", &outer);
    let mut drawing = drawing;
    drawing.lines.extend([("a", "b", ""), ("b", "x", "")]);
    let mut document = serde_json::to_value(drawing.flow()).unwrap();
    document["message_flows"] = json!([{"id": "m", "from": "a", "to": "t"}]);
    let flow: Flow = serde_json::from_value(document).unwrap();
    let parameters = recorded(&["09:00"], json!({}));
    assert_eq!(leads(&flow, &parameters), [17.0]);
    let simulated = run(&flow, &parameters);
    let result = simulated.result();
    assert_eq!(result.figure(SimulationFigure::Stuck).unwrap().mean, 0.0);
    assert!(result.step("b", StepFigure::MeanWork).is_none());
}
