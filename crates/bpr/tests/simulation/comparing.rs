//! Lanes and groups each with their own figures, designs that are compared group by group, and what a law allows.

use crate::helper::{
    chain, changed, end, flow, hours, merge, outcome, people, recorded, refused, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{
        CompareSimulationsError, RunOutcome, SimulatedDesign, SimulationFigure as Whole,
        StaffFigure as Of, StepFigure as Step, compare_simulations,
    },
};
use tosei_document::Explain;
use tosei_types::Language;

/// `a` in the lane `desk`, `b` in the lane `back`, `c` in no lane of the pool.
fn laned() -> Flow {
    let of = |mut is: Value, lane: &str| {
        is["@pool"] = json!("p");
        if !lane.is_empty() {
            is["@lane"] = json!(lane);
        }
        is
    };
    let drawn = flow(
        &[
            ("s", of(start(), "")),
            ("a", of(work("10"), "desk")),
            ("b", of(work("25"), "back")),
            ("c", of(work("40"), "")),
            ("e", of(end(), "")),
        ],
        &[
            ("s", "a", ""),
            ("a", "b", ""),
            ("b", "c", ""),
            ("c", "e", ""),
        ],
    );
    changed(&drawn, |document| {
        document["pools"] =
            json!([{"id": "p", "lanes": [{"id": "desk"}, {"id": "back"}, {"id": "empty"}]}]);
    })
}

fn groups(of: &[(&str, u32, &str)]) -> Value {
    of.iter()
        .map(|(id, people, node)| {
            json!({"id": id, "label": {"ja": id, "en": id}, "people": people, "nodes": [node]})
        })
        .collect()
}

fn sums(of: &[tosei_bpr::simulate::StaffOutcome]) -> Vec<(u64, f64, f64)> {
    of.iter()
        .map(|one| (one.begun, one.worked, one.queue))
        .collect()
}

#[test]
fn each_lane_has_the_work_of_its_steps() {
    // Two cases at once, one person for each step: `a` keeps one waiting for 10, `b` for 15, `c` for 15 minutes more.
    let flow = laned();
    let staff = groups(&[
        ("one", 1, "a"),
        ("two", 1, "b"),
        ("three", 1, "c"),
        ("none", 0, "a"),
    ]);
    let parameters = recorded(
        &["09:00", "09:00"],
        json!({"staff": staff, "days": 2, "drain_days": 0}),
    );
    let simulated = run(&flow, &parameters);
    let found: &RunOutcome = &simulated.outcomes()[0];
    assert_eq!(found.leads(), [75.0, 115.0]);
    assert_eq!(
        sums(found.staff()),
        [
            (2, 20.0, 10.0),
            (2, 50.0, 15.0),
            (2, 80.0, 15.0),
            (0, 0.0, 0.0)
        ]
    );
    let lanes = &simulated.result().lanes;
    let ids: Vec<&str> = lanes.iter().map(|lane| lane.id.as_str()).collect();
    let place = |id: &str| ids.iter().position(|one| *one == id).unwrap();
    let of = |id: &str| sums(found.lanes())[place(id)];
    assert_eq!(of("desk"), (2, 20.0, 10.0));
    assert_eq!(of("back"), (2, 50.0, 15.0));
    assert_eq!(of("empty"), (0, 0.0, 0.0));
    // Two days on duty.
    let told: Vec<(&str, usize, Option<f64>)> = ["desk", "back", "empty"]
        .into_iter()
        .map(|id| {
            let lane = &lanes[place(id)];
            (
                id,
                lane.groups.len(),
                lane.utilisation.map(|one| one.mean * 2_880.0),
            )
        })
        .collect();
    for ((id, count, worked), expected) in told.into_iter().zip([
        ("desk", 2, Some(20.0)),
        ("back", 1, Some(50.0)),
        ("empty", 0, None),
    ]) {
        assert_eq!((id, count), (expected.0, expected.1));
        assert_eq!(worked.map(f64::round), expected.2, "{id}");
    }
    let hours = |id: &str| {
        let figures = lanes[place(id)].figures.iter();
        let mut of = figures.filter(|one| one.figure == Of::WorkedHours);
        of.next().unwrap().estimate.unwrap().mean
    };
    assert!((hours("back") - 50.0 / 60.0).abs() < 1e-12);
}

#[test]
fn everything_that_a_step_takes_is_its_total() {
    // Ten minutes on the way, fifty until the batch at ten; the second queues behind the first, which has its lunch.
    let flow = chain(&[(
        "a",
        json!({"kind": "activity", "work": "150", "waiting": "10"}),
    )]);
    let mut staff = people(1);
    staff[0]["hours"] = hours();
    let more = json!({"staff": staff, "times": [{"node": "a", "waiting": "10"}],
        "batches": [{"node": "a", "schedule": {"kind": "daily", "at": "10:00"}, "work": "each"}]});
    let simulated = run(&flow, &recorded(&["09:00", "09:00"], more));
    assert_eq!(simulated.outcomes()[0].leads(), [270.0, 420.0]);
    for (figure, expected) in [
        (Step::MeanWork, 150.0),
        (Step::MeanStatedWait, 10.0),
        (Step::MeanBatchWait, 50.0),
        (Step::MeanQueue, 105.0),
        (Step::MeanPause, 30.0),
        (Step::TotalPerCase, 345.0),
    ] {
        let found = simulated.result().step("a", figure).unwrap().mean;
        assert!((found - expected).abs() < 1e-9, "{figure:?}: {found}");
    }
}

#[test]
fn groups_are_compared_by_their_names() {
    let flow = laned();
    let of = |staff: Value, more: Value| {
        let mut all = json!({"staff": staff, "days": 2, "drain_days": 0});
        merge(&mut all, more);
        recorded(&["09:00", "09:00"], all)
    };
    let before = of(
        groups(&[("one", 1, "a"), ("two", 1, "b"), ("three", 1, "c")]),
        json!({}),
    );
    // Another order, twice as many for `b`, and a group that was not there.
    let after = of(
        groups(&[("four", 1, "c"), ("two", 2, "b"), ("one", 1, "a")]),
        json!({}),
    );
    let (one, other) = (run(&flow, &before), run(&flow, &after));
    fn design<'a>(
        simulated: &'a tosei_bpr::simulate::Simulated,
        parameters: &'a tosei_bpr::simulate::SimulationParameters,
    ) -> SimulatedDesign<'a> {
        SimulatedDesign {
            simulated,
            parameters,
        }
    }
    let found = compare_simulations(design(&one, &before), design(&other, &after)).unwrap();
    let staff: Vec<(&str, f64)> = found
        .staff
        .iter()
        .map(|one| {
            (
                one.group.as_str(),
                one.utilisation.difference.unwrap().mean * 2_880.0,
            )
        })
        .collect();
    assert_eq!(staff.len(), 2);
    assert_eq!((staff[0].0, staff[1].0), ("one", "two"));
    assert!(
        staff[0].1.abs() < 1e-9 && (staff[1].1 + 25.0).abs() < 1e-9,
        "{staff:?}"
    );

    let seed = of(
        groups(&[("one", 1, "a"), ("two", 1, "b"), ("three", 1, "c")]),
        json!({"runs": {"seed": 2}}),
    );
    let third = run(&flow, &seed);
    let mut fewer = before.clone();
    fewer.staff.pop();
    let told = |error: CompareSimulationsError| {
        let code = Explain::code(&error);
        assert_eq!(code, error.code());
        (
            code,
            error.sentence(Language::Ja),
            error.sentence(Language::En),
        )
    };
    assert_eq!(
        told(compare_simulations(design(&one, &before), design(&third, &seed)).unwrap_err()),
        (
            "bpr.compare_simulations.seeds",
            "乱数の種が1と2で違うため、試行ごとに比べられません。同じ種で実行してください。".to_owned(),
            "The seeds 1 and 2 differ, so that the runs cannot be compared one by one; run both with the same seed.".to_owned()
        )
    );
    assert_eq!(
        told(compare_simulations(design(&one, &before), design(&one, &fewer)).unwrap_err()),
        (
            "bpr.compare_simulations.other_parameters",
            "前提の文書が模擬実験のものと違います。".to_owned(),
            "The parameters are not those of the simulation.".to_owned()
        )
    );
}

/// Three days of work, due on the next day; with an extension, if the law has one.
fn due(extension: Option<&str>, rule: &str) -> Value {
    let mut deadline = json!({"legal_basis": "条例（架空）", "length": {"amount": "1", "unit": "day"},
        "first_day": "next_day"});
    if let Some(days) = extension {
        deadline["extension"] = json!({"further": {"amount": days, "unit": "day"}});
    }
    json!({"deadlines": {"statutory": {"deadline": deadline, "extension": rule}}})
}

#[test]
fn a_deadline_is_extended_where_the_law_allows_it() {
    let flow = chain(&[("a", work("4320"))]);
    let within = |extension: Option<&str>, rule: &str| {
        outcome(&flow, &recorded(&["09:00"], due(extension, rule))).figure(Whole::WithinStatutory)
    };
    assert_eq!(within(None, "not_extended"), Some(0.0));
    assert_eq!(within(Some("2"), "not_extended"), Some(0.0));
    assert_eq!(within(Some("1"), "extended"), Some(0.0));
    assert_eq!(within(Some("2"), "extended"), Some(1.0));
    let error = refused(&flow, &recorded(&["09:00"], due(None, "extended")));
    assert_eq!(
        (
            error.code(),
            error.to_string().contains("allows no extension")
        ),
        ("bpr.simulate.deadline", true),
        "{error}"
    );
}

#[test]
fn cases_that_come_at_the_end_of_the_days_do_not_come() {
    let flow = chain(&[("a", work("1"))]);
    let every = |minutes: &str, days: u32| {
        let more = json!({"days": days, "arrivals": [{"id": "desk", "pattern":
            {"kind": "renewal", "between": {"kind": "constant", "value": minutes}}}]});
        outcome(&flow, &recorded(&[], more)).figure(Whole::Started)
    };
    assert_eq!(every("1440", 3), Some(2.0));
    assert_eq!(every("1440", 1), Some(0.0));
    assert_eq!(every("1439", 1), Some(1.0));
    let one = |time: &str| recorded(&[time], json!({"days": 1}));
    assert_eq!(
        outcome(&flow, &one("2026-06-01T23:59")).figure(Whole::Started),
        Some(1.0)
    );
    assert_eq!(
        refused(&flow, &one("2026-06-02T00:00")).code(),
        "bpr.simulate.no_arrivals"
    );
}

#[test]
fn repetitions_are_of_activities_and_sub_processes() {
    let flow = chain(&[("a", work("1")), ("x", crate::helper::gateway("exclusive"))]);
    for node in ["x", "start", "a"] {
        let more =
            json!({"repetitions": [{"node": node, "times": {"kind": "constant", "value": "2"}}]});
        let error = refused(&flow, &recorded(&["09:00"], more));
        assert_eq!(error.code(), "bpr.simulate.unknown_element", "{node}");
    }
}

/// A run fails where it has more events than it may: the runs whose case takes the longer way.
#[cfg(feature = "rayon")]
#[test]
fn runs_side_by_side_fail_as_one_after_the_other() {
    use tosei_bpr::simulate::Simulation;
    let drawn = flow(
        &[
            ("s", start()),
            ("x", crate::helper::gateway("exclusive")),
            ("a", work("1")),
            ("b", work("1")),
            ("c", work("1")),
            ("e1", end()),
            ("e2", end()),
        ],
        &[
            ("s", "x", ""),
            ("x", "a", "0.5"),
            ("x", "b", "0.5"),
            ("a", "e1", ""),
            ("b", "c", ""),
            ("c", "e2", ""),
        ],
    );
    // Four marks, a case, and one work or two.
    let mut seen = [0; 2];
    for seed in 0..12 {
        let more = json!({"runs": {"seed": seed, "runs": 2}, "options": {"max_events": 6}});
        let parameters = recorded(&["09:00"], more);
        let simulation = Simulation::try_new(&drawn, &parameters).unwrap();
        let (one, other) = (simulation.run(), simulation.run_parallel());
        match (one, other) {
            (Ok(one), Ok(other)) => assert_eq!(one.result(), other.result()),
            (Err(one), Err(other)) => {
                assert_eq!(one, other);
                assert_eq!(one.code(), "bpr.simulate.too_many_events");
            }
            _ => panic!("one fails and the other does not: {seed}"),
        }
        seen[usize::from(simulation.run().is_err())] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}
