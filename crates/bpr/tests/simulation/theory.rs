//! Agreement with queueing theory: tandem queues and open Jackson networks over a grid.

use crate::helper::{chain, end, flow, gateway, merge, run, start};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationFigure, SimulationParameters, StaffFigure, StepFigure},
};
use tosei_simulation::Estimate;

/// Mean minutes between two arrivals.
const BETWEEN: f64 = 10.0;

/// The mean wait of an M/M/c queue (Erlang's formula).
fn wait(rate: f64, service: f64, servers: u32) -> f64 {
    let load = rate * service;
    let mut blocked = 1.0;
    for number in 1..=servers {
        blocked = load * blocked / (f64::from(number) + load * blocked);
    }
    let free = f64::from(servers) - load;
    let waits = f64::from(servers) * blocked / (free + load * blocked);
    waits * service / free
}

fn step(mean: f64) -> Value {
    json!({"kind": "activity", "waiting": "0",
        "work": {"kind": "exponential", "mean": mean.to_string()}})
}

fn group(id: &str, people: u32) -> Value {
    json!({"id": id, "label": {"ja": id, "en": id}, "people": people, "nodes": [id]})
}

fn parameters(days: u32, staff: Value, seed: u32) -> SimulationParameters {
    let mut document = json!({
        "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-04-01",
        "days": days, "warm_up_days": days / 6, "drain_days": 20,
        "runs": {"seed": seed, "runs": 24},
        "arrivals": [{"id": "cases", "pattern": {"kind": "renewal",
            "between": {"kind": "exponential", "mean": BETWEEN.to_string()}}}]
    });
    merge(&mut document, json!({"staff": staff}));
    serde_json::from_value(document).unwrap()
}

fn close(estimate: Option<Estimate>, expected: f64, what: &str) {
    let estimate = estimate.unwrap();
    let apart = (estimate.mean - expected).abs();
    assert!(
        apart <= 5.0 * estimate.standard_error,
        "{what}: {} ± {}, not {expected}",
        estimate.mean,
        estimate.standard_error
    );
    // An interval that holds everything would prove nothing.
    assert!(
        estimate.standard_error < 0.06 * expected,
        "{what}: {estimate:?}"
    );
}

/// Law (Burke): what leaves an M/M/c queue comes to the next as from outside, so the waits of a tandem
/// are those of each queue alone.
#[test]
fn tandem_queues_wait_as_erlang_says() {
    let mut seed = 1;
    for (first, second) in [(1, 1), (1, 3), (2, 2), (4, 1)] {
        for busy in [0.5, 0.75] {
            let flow = chain(&[
                ("a", step(busy * f64::from(first) * BETWEEN)),
                ("b", step(0.6 * f64::from(second) * BETWEEN)),
            ]);
            let staff = json!([group("a", first), group("b", second)]);
            let simulated = run(&flow, &parameters(40, staff, seed));
            seed += 1;
            let result = simulated.result();
            let what = format!("{first} {second} {busy}");
            let rate = 1.0 / BETWEEN;
            let (one, two) = (
                busy * f64::from(first) * BETWEEN,
                0.6 * f64::from(second) * BETWEEN,
            );
            let (wait_one, wait_two) = (wait(rate, one, first), wait(rate, two, second));
            let lead = one + two + wait_one + wait_two;
            close(result.figure(SimulationFigure::MeanLead), lead, &what);
            close(result.step("a", StepFigure::MeanQueue), wait_one, &what);
            close(result.step("b", StepFigure::MeanQueue), wait_two, &what);
            close(result.group("a", StaffFigure::Utilisation), busy, &what);
            close(result.group("b", StaffFigure::Utilisation), 0.6, &what);
            // Little: cases open are arrivals times lead.
            close(result.figure(SimulationFigure::Backlog), rate * lead, &what);
        }
    }
}

/// `a → b → (back to a with a share, else c) → end`.
fn network(back: &str, on: &str, minutes: [f64; 3]) -> Flow {
    flow(
        &[
            ("start", start()),
            ("a", step(minutes[0])),
            ("b", step(minutes[1])),
            ("x", gateway("exclusive")),
            ("c", step(minutes[2])),
            ("end", end()),
        ],
        &[
            ("start", "a", ""),
            ("a", "b", ""),
            ("b", "x", ""),
            ("x", "a", back),
            ("x", "c", on),
            ("c", "end", ""),
        ],
    )
}

/// Law (Jackson): in an open network with feedback each queue holds as many as an M/M/c queue with the
/// traffic that the routing brings.
#[test]
fn networks_with_feedback_hold_as_jackson_says() {
    let cases = [
        ("0.25", "0.75", 0.25, [1u32, 2, 1]),
        ("0.5", "0.5", 0.5, [2, 1, 3]),
        ("0.1", "0.9", 0.1, [3, 1, 1]),
    ];
    for (number, (back, on, share, servers)) in (100u32..).zip(cases) {
        let outside = 1.0 / BETWEEN;
        let inner = outside / (1.0 - share);
        let rates = [inner, inner, outside];
        let busy = [0.6, 0.7, 0.5];
        let mut minutes = [0.0; 3];
        for at in 0..3 {
            minutes[at] = busy[at] * f64::from(servers[at]) / rates[at];
        }
        let flow = network(back, on, minutes);
        let staff = json!([
            group("a", servers[0]),
            group("b", servers[1]),
            group("c", servers[2])
        ]);
        let simulated = run(&flow, &parameters(60, staff, number));
        let result = simulated.result();
        let mut open = 0.0;
        for (at, id) in ["a", "b", "c"].iter().enumerate() {
            let waits = wait(rates[at], minutes[at], servers[at]);
            open += rates[at] * (waits + minutes[at]);
            close(result.step(id, StepFigure::MeanQueue), waits, id);
            close(result.step(id, StepFigure::MeanWork), minutes[at], id);
            close(result.group(id, StaffFigure::Utilisation), busy[at], id);
            let visits = result.step(id, StepFigure::VisitsPerCase);
            if at < 2 {
                close(visits, 1.0 / (1.0 - share), id);
            }
        }
        close(result.figure(SimulationFigure::Backlog), open, "open");
        close(
            result.figure(SimulationFigure::MeanLead),
            open / outside,
            "lead",
        );
    }
}

/// Law: groups that share work serve as one queue, whoever of them does it.
#[test]
fn two_groups_with_one_skill_are_one_queue() {
    let flow = chain(&[("a", step(15.0))]);
    let mut second = group("a", 1);
    second["id"] = json!("b");
    let staff = json!([group("a", 1), second]);
    let simulated = run(&flow, &parameters(60, staff, 77));
    let expected = wait(1.0 / BETWEEN, 15.0, 2);
    close(
        simulated.result().step("a", StepFigure::MeanQueue),
        expected,
        "shared",
    );
}

/// Law: arrivals by month come as many as was said, in the open hours alone.
#[test]
fn arrivals_by_month_are_as_many_as_said() {
    let flow = chain(&[(
        "a",
        json!({"kind": "activity", "work": "0", "waiting": "0"}),
    )]);
    let mut document = serde_json::to_value(parameters(92, json!([]), 5)).unwrap();
    merge(
        &mut document,
        json!({"warm_up_days": 0, "runs": {"seed": 5, "runs": 60},
        "options": {"unstaffed": "unlimited"},
        "arrivals": [{"id": "cases", "pattern": {"kind": "by_month",
        "months": [{"month": 4, "cases": "200"}, {"month": 6, "cases": "50"}],
        "weekdays": [{"weekday": "monday", "weight": "3"}],
        "hours": {"monday": [{"from": "09:00", "to": "12:00"}], "friday": [{"from": "13:00", "to": "16:00"}]}}}]}),
    );
    let simulated = run(&flow, &serde_json::from_value(document).unwrap());
    let result = simulated.result();
    let started = |at: usize| result.months[at].figures[0].estimate.unwrap();
    for (at, expected) in [(0, 200.0), (2, 50.0)] {
        let estimate = started(at);
        let apart = (estimate.mean - expected).abs();
        assert!(apart <= 5.0 * estimate.standard_error, "{estimate:?}");
        // Poisson: the variance is the mean.
        let variance = estimate.standard_error * estimate.standard_error * 60.0;
        assert!((variance / expected - 1.0).abs() < 0.9, "{variance}");
    }
    assert_eq!(started(1).mean, 0.0);
}
