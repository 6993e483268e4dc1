//! Procedures whose processes come and go, split and merge: no progress, and no falling back.

use crate::{compared, empty};
use serde_json::json;
use tosei_inventory::{
    ChangeCause, CompareOptions, DecomposedFigure, DecompositionMethods, DecompositionOptions,
    ElementState, Inventory, MatchingCorrections, OnlineStatus, Procedure, Process, ProcessKinds,
    RateDecomposition, RateDefinitions, Touchpoint, TouchpointKind, compare, decompose,
};

type Rows<'r> = &'r [(&'r str, &'r [(&'r str, OnlineStatus)])];

/// The ids of processes that are payments; the others are applications.
const PAYMENTS: [&str; 1] = ["n"];

/// Procedures, each with its processes by id and status.
fn snapshot(day: &str, rows: Rows<'_>) -> Inventory {
    let mut inventory = empty(day);
    for (id, processes) in rows {
        inventory
            .procedures
            .push(Procedure::new(id.parse().unwrap(), format!("手続{id}")));
        for (process, status) in *processes {
            let (id_of, procedure) = (process.parse().unwrap(), id.parse().unwrap());
            let kind = if PAYMENTS.contains(process) {
                "payment"
            } else {
                "application"
            };
            let mut process = Process::new(id_of, procedure, kind);
            process.status = *status;
            inventory.processes.push(process);
        }
    }
    inventory
}

fn made(
    id: &str,
    (earlier, later): (&Inventory, &Inventory),
    corrections: &serde_json::Value,
) -> RateDecomposition {
    let document = json!({
        "format": "tosei-inventory-matching", "format_version": 1, "corrections": corrections,
    });
    let corrections = MatchingCorrections::from_json(&document.to_string()).unwrap();
    let options = CompareOptions::default().with_corrections(&corrections);
    let comparison = compare(earlier, later, &options);
    let snapshots = compared(earlier, later, &comparison);
    let rates = RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    decompose(&rates, id, &snapshots, &DecompositionOptions::default()).unwrap()
}

fn effects(made: &RateDecomposition) -> Vec<(ChangeCause, String)> {
    let effects = made.effects().iter();
    effects
        .map(|one| (one.cause, one.effect.as_ref().unwrap().to_string()))
        .collect()
}

use OnlineStatus::{Done, NotDone};

/// The causes for one procedure of two, the other of which stays not done.
fn causes(
    before: &[(&str, OnlineStatus)],
    after: &[(&str, OnlineStatus)],
) -> Vec<(ChangeCause, String)> {
    let stays: &[(&str, OnlineStatus)] = &[("z", NotDone)];
    let earlier = snapshot("2025-03-31", &[("P", before), ("Z", stays)]);
    let later = snapshot("2025-06-30", &[("P", after), ("Z", stays)]);
    effects(&made("procedures.all", (&earlier, &later), &json!([])))
}

#[test]
fn a_process_that_comes_or_goes_changes_the_composition() {
    let composition = |effect: &str| vec![(ChangeCause::CompositionChanged, effect.to_owned())];
    let added = causes(&[("a", Done)], &[("a", Done), ("b", NotDone)]);
    assert_eq!(added, composition("-1/2"));
    let gone = causes(&[("a", Done), ("b", NotDone)], &[("a", Done)]);
    assert_eq!(gone, composition("1/2"));
    let both = causes(
        &[("a", Done), ("b", NotDone)],
        &[("a", Done), ("c", NotDone)],
    );
    assert_eq!(both, []);
    // Where a process changed its status as well, that is what happened.
    let changed = causes(&[("a", Done)], &[("a", NotDone), ("b", NotDone)]);
    assert_eq!(changed, [(ChangeCause::NoLongerOnline, "-1/2".to_owned())]);
    let changed = causes(&[("a", NotDone), ("b", NotDone)], &[("a", Done)]);
    assert_eq!(changed, [(ChangeCause::NewlyOnline, "1/2".to_owned())]);
    let same = causes(&[("a", NotDone)], &[("a", Done)]);
    assert_eq!(same, [(ChangeCause::NewlyOnline, "1/2".to_owned())]);
}

#[test]
fn a_procedure_that_becomes_known_is_no_progress() {
    use OnlineStatus::Unknown;
    let resolved = causes(&[("a", Unknown)], &[("a", Done)]);
    assert_eq!(resolved, [(ChangeCause::UnknownResolved, "1/2".to_owned())]);
    let lost = causes(&[("a", Done)], &[("a", Unknown)]);
    assert_eq!(lost, [(ChangeCause::BecameUnknown, "-1/2".to_owned())]);
}

#[test]
fn a_procedure_with_a_new_id_keeps_its_composition_in_sight() {
    let stays: &[(&str, OnlineStatus)] = &[("z", NotDone)];
    let earlier = snapshot(
        "2025-03-31",
        &[("P", &[("a", Done), ("b", NotDone)]), ("Z", stays)],
    );
    let later = snapshot("2025-06-30", &[("Q", &[("a", Done)]), ("Z", stays)]);
    let same = json!([{"say": "same", "list": "procedures", "earlier": "P", "later": "Q"}]);
    let made = made("procedures.all", (&earlier, &later), &same);
    assert_eq!(
        effects(&made),
        [(ChangeCause::CompositionChanged, "1/2".to_owned())]
    );
}

#[test]
fn a_part_with_a_process_of_its_own_is_no_progress() {
    let earlier = snapshot("2025-03-31", &[("P", &[("a", NotDone)])]);
    let later = snapshot(
        "2025-06-30",
        &[("P1", &[("a", NotDone)]), ("P2", &[("n", Done)])],
    );
    let split =
        json!([{"say": "split", "list": "procedures", "earlier": "P", "later": ["P1", "P2"]}]);
    let made = made("procedures.all", (&earlier, &later), &split);
    assert_eq!(
        effects(&made),
        [
            (ChangeCause::Split, "0/1".to_owned()),
            (ChangeCause::CompositionChanged, "1/2".to_owned()),
        ]
    );
}

#[test]
fn procedures_that_are_merged_set_out_from_what_they_had_in_common() {
    let merge =
        json!([{"say": "merged", "list": "procedures", "earlier": ["A", "B"], "later": "C"}]);
    for (after, expected) in [
        (
            Done,
            vec![
                (ChangeCause::Merged, "0/1"),
                (ChangeCause::NewlyOnline, "1/1"),
            ],
        ),
        (NotDone, vec![(ChangeCause::Merged, "0/1")]),
    ] {
        let earlier = snapshot(
            "2025-03-31",
            &[("A", &[("a", NotDone)]), ("B", &[("b", NotDone)])],
        );
        let later = snapshot("2025-06-30", &[("C", &[("c", after)])]);
        let made = made("procedures.all", (&earlier, &later), &merge);
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(cause, effect)| (cause, effect.to_owned()))
            .collect();
        assert_eq!(effects(&made), expected, "{after}");
    }
}

#[test]
fn touchpoints_that_are_merged_set_out_from_what_they_had_in_common() {
    let snapshot = |day: &str, rows: &[(&str, OnlineStatus)]| {
        let mut inventory = empty(day);
        for (id, status) in rows {
            let kind = TouchpointKind::CounterForm;
            let mut touchpoint = Touchpoint::new(id.parse().unwrap(), kind, *id);
            touchpoint.status = *status;
            inventory.touchpoints.push(touchpoint);
        }
        inventory
    };
    let merge =
        json!([{"say": "merged", "list": "touchpoints", "earlier": ["A", "B"], "later": "C"}]);
    for (before, after, expected) in [
        (
            [NotDone, NotDone],
            Done,
            vec![
                (ChangeCause::Merged, "0/1"),
                (ChangeCause::NewlyOnline, "1/2"),
            ],
        ),
        (
            [NotDone, NotDone],
            NotDone,
            vec![(ChangeCause::Merged, "0/1")],
        ),
        ([NotDone, Done], Done, vec![(ChangeCause::Merged, "1/6")]),
    ] {
        let [a, b] = before;
        let earlier = snapshot("2025-03-31", &[("A", a), ("B", b), ("Z", NotDone)]);
        let later = snapshot("2025-06-30", &[("C", after), ("Z", NotDone)]);
        let made = made("touchpoints.done", (&earlier, &later), &merge);
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(cause, effect)| (cause, effect.to_owned()))
            .collect();
        assert_eq!(effects(&made), expected, "{before:?} {after}");
    }
}

#[test]
fn a_decomposition_says_by_what_it_was_made() {
    let earlier = snapshot("2025-03-31", &[("P", &[("a", NotDone)])]);
    let later = snapshot("2025-06-30", &[("P", &[("a", Done)])]);
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let snapshots = compared(&earlier, &later, &comparison);
    let rates = RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    for method in DecompositionMethods::standard().methods() {
        assert_eq!(method.order(), ChangeCause::ALL, "{}", method.id);
        for figure in DecomposedFigure::ALL {
            let options = DecompositionOptions::default()
                .with_method(method)
                .with_figure(*figure);
            let made = decompose(&rates, "processes.done", &snapshots, &options).unwrap();
            assert_eq!(
                (made.method(), made.figure()),
                (method.id.as_str(), *figure)
            );
            assert_eq!(made.id().as_str(), "processes.done");
            assert_eq!(made.unit(), made.later().unit());
            assert_eq!(made.label(), made.later().label());
            assert_eq!(made.effects().len(), 1);
            assert_eq!(made.effect(ChangeCause::Added), None);
        }
    }
    let first = DecompositionMethods::standard().default_method().unwrap();
    let plain = decompose(
        &rates,
        "processes.done",
        &snapshots,
        &DecompositionOptions::default(),
    );
    assert_eq!(plain.unwrap().method(), first.id);
    assert!(
        DecompositionMethods::standard()
            .method("no-such-method")
            .is_none()
    );
}

#[test]
fn a_status_that_turns_out_not_to_be_exempt_lifts_the_lower_bound_only() {
    let mut definition = crate::json(
        RateDefinitions::standard()
            .definition("applications.entry_online")
            .unwrap(),
    );
    definition["id"] = json!("test.rate");
    definition["treatment"]["exempt"] = json!("excluded");
    let document = json!({
        "format": "tosei-rate-definitions", "format_version": 1,
        "edition": {"id": "x", "date": "2026-11-22", "source": "definition"},
        "rates": [definition],
    });
    let rates = RateDefinitions::from_json(&document.to_string()).unwrap();
    let rates = rates.compile(ProcessKinds::standard()).unwrap();
    let side = |day: &str, status| {
        let rows: &[(&str, OnlineStatus)] = &[("a", status), ("b", NotDone)];
        let mut inventory = snapshot(day, &[("P", rows)]);
        inventory.processes[0].elements.application = ElementState::Done;
        inventory.processes[1].elements.application = ElementState::NotDone;
        inventory
    };
    let earlier = side("2025-03-31", OnlineStatus::Unknown);
    let later = side("2025-06-30", Done);
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let snapshots = compared(&earlier, &later, &comparison);
    for (figure, effect) in [
        (DecomposedFigure::Point, "0/1"),
        (DecomposedFigure::Low, "1/2"),
        (DecomposedFigure::High, "0/1"),
    ] {
        let options = DecompositionOptions::default().with_figure(figure);
        let made = decompose(&rates, "test.rate", &snapshots, &options).unwrap();
        let expected = [(ChangeCause::Reclassified, effect.to_owned())];
        assert_eq!(effects(&made), expected, "{figure}");
    }
}
