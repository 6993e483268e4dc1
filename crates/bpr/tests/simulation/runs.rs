//! Runs: their seed, their room, and all cores at once.

use crate::helper::{chain, merge, outcome, people, recorded};
use serde_json::json;
use tosei_bpr::simulate::{SimulationFigure, simulate};

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let flow = chain(&[(
        "a",
        json!({"kind": "activity", "waiting": "0",
        "work": {"kind": "exponential", "mean": "30"}}),
    )]);
    let mut document = serde_json::to_value(recorded(&[], json!({"staff": people(2)}))).unwrap();
    merge(
        &mut document,
        json!({"runs": {"seed": 9, "runs": 8}, "arrivals": [{"id": "desk", "pattern":
        {"kind": "renewal", "between": {"kind": "exponential", "mean": "20"}}}]}),
    );
    let parameters = serde_json::from_value(document.clone()).unwrap();
    let text = |parameters| {
        let simulated = simulate(&flow, parameters).unwrap();
        serde_json::to_string(simulated.result()).unwrap()
    };
    let first = text(&parameters);
    assert_eq!(first, text(&parameters));
    merge(&mut document, json!({"runs": {"seed": 10}}));
    assert_ne!(first, text(&serde_json::from_value(document).unwrap()));
    let again: tosei_bpr::simulate::SimulationResult = serde_json::from_str(&first).unwrap();
    assert_eq!(again.steps.len(), 1);
    assert_eq!(
        again.figures.len(),
        simulate(&flow, &parameters).unwrap().result().figures.len()
    );
}

#[test]
fn the_room_of_a_run_does_not_grow_with_its_cases() {
    let step =
        json!({"kind": "activity", "waiting": "0", "work": {"kind": "exponential", "mean": "15"}});
    let mut flow = chain(&[("a", step.clone()), ("b", step)]);
    flow.name = Some("見本".to_owned());
    let run = |days: u32| {
        let document = json!({
            "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-04-01",
            "beyond_holidays": "by_rule",
            "days": days, "drain_days": 10, "runs": {"seed": 3, "runs": 2}, "staff": people(4),
            "arrivals": [{"id": "cases", "pattern": {"kind": "renewal",
                "between": {"kind": "exponential", "mean": "10"}}}]
        });
        outcome(&flow, &serde_json::from_value(document).unwrap())
    };
    let (short, long) = (run(30), run(600));
    let count =
        |run: &tosei_bpr::simulate::RunOutcome| run.figure(SimulationFigure::Finished).unwrap();
    assert!(count(&long) > 15.0 * count(&short));
    // Twenty times as many cases; the longest queue that chance brings is a little longer.
    assert!(
        long.room().cases <= 4 * short.room().cases,
        "{:?} {:?}",
        long.room(),
        short.room()
    );
    assert!(long.room().tokens <= 4 * short.room().tokens);
    assert!(long.room().instances <= 4 * short.room().instances);
    assert!(long.room().events <= 64, "{:?}", long.room());
    assert!(long.leads().is_empty(), "nothing is kept of each case");
}

/// Law: runs on all cores give the bytes of runs one after the other.
#[cfg(feature = "rayon")]
#[test]
fn parallel_runs_equal_serial_runs() {
    let step =
        json!({"kind": "activity", "waiting": "0", "work": {"kind": "exponential", "mean": "25"}});
    let flow = chain(&[("a", step)]);
    let mut document = serde_json::to_value(recorded(&[], json!({"staff": people(3)}))).unwrap();
    merge(
        &mut document,
        json!({"runs": {"seed": 4, "runs": 10, "most": 60, "relative_width": "0.01"},
        "arrivals": [{"id": "desk", "pattern":
            {"kind": "renewal", "between": {"kind": "exponential", "mean": "10"}}}]}),
    );
    let parameters = serde_json::from_value(document).unwrap();
    let simulation = tosei_bpr::simulate::Simulation::try_new(&flow, &parameters).unwrap();
    let (serial, parallel) = (
        simulation.run().unwrap(),
        simulation.run_parallel().unwrap(),
    );
    assert_eq!(serial.outcomes(), parallel.outcomes());
    assert_eq!(serial.result(), parallel.result());
}
