//! Touchpoints and predicates divided among causes; which comparison fits; what a rule would free.

use crate::{basis, compared, empty, process};
use serde_json::json;
use tosei_inventory::{
    Barrier, BarrierCause, ChangeCause, ChangeVerdict, CompareOptions, ComparedList, CompiledRates,
    DecompositionError, DecompositionOptions, Discretion, ElementState, InstrumentKind, Inventory,
    LegalBasis, Obstacle, OnlineStatus, Organisation, OrganisationKind, OrganisationView,
    Procedure, ProcessKinds, RateDecomposition, RateDefinitions, RecordedCauses, Touchpoint,
    TouchpointKind, compare, decompose, decompose_by_organisation, own_rule_amendments,
    what_if_online,
};

fn rates() -> CompiledRates {
    let rates = RateDefinitions::standard();
    rates.compile(ProcessKinds::standard()).unwrap()
}

/// The standard share of touchpoints, of those within discretion only.
fn within() -> CompiledRates {
    let mut definition = crate::json(
        RateDefinitions::standard()
            .definition("touchpoints.done")
            .unwrap(),
    );
    definition["id"] = json!("test.within");
    definition["population"] = json!({"discretion": ["within"]});
    let document = json!({
        "format": "tosei-rate-definitions", "format_version": 1,
        "edition": {"id": "x", "date": "2026-11-22", "source": "definition"},
        "rates": [definition],
    });
    let rates = RateDefinitions::from_json(&document.to_string()).unwrap();
    rates.compile(ProcessKinds::standard()).unwrap()
}

fn touchpoint<'i>(
    inventory: &'i mut Inventory,
    id: &str,
    status: OnlineStatus,
) -> &'i mut Touchpoint {
    let kind = TouchpointKind::CounterForm;
    let mut touchpoint = Touchpoint::new(id.parse().unwrap(), kind, id);
    touchpoint.status = status;
    inventory.touchpoints.push(touchpoint);
    inventory.touchpoints.last_mut().unwrap()
}

fn made(
    rates: &CompiledRates,
    id: &str,
    earlier: &Inventory,
    later: &Inventory,
) -> RateDecomposition {
    let comparison = compare(earlier, later, &CompareOptions::default());
    let snapshots = compared(earlier, later, &comparison);
    decompose(rates, id, &snapshots, &DecompositionOptions::default()).unwrap()
}

fn effects(made: &RateDecomposition) -> Vec<(ChangeCause, String, u64)> {
    let effects = made.effects().iter();
    effects
        .map(|one| {
            (
                one.cause,
                one.effect.as_ref().unwrap().to_string(),
                one.things(),
            )
        })
        .collect()
}

#[test]
fn touchpoints_have_causes_of_their_own() {
    use OnlineStatus::{Done, Exempt, NotDone, Unknown};
    for (before, after, cause, effect) in [
        (NotDone, Done, Some(ChangeCause::NewlyOnline), "1/4"),
        (Done, NotDone, Some(ChangeCause::NoLongerOnline), "-1/4"),
        (Unknown, Done, Some(ChangeCause::UnknownResolved), "1/4"),
        (Done, Unknown, Some(ChangeCause::BecameUnknown), "-1/4"),
        (Done, Done, None, ""),
        (NotDone, Exempt, None, ""),
    ] {
        let (mut earlier, mut later) = (empty("2025-03-31"), empty("2025-06-30"));
        for (inventory, status) in [(&mut earlier, before), (&mut later, after)] {
            touchpoint(inventory, "T-1", status);
            touchpoint(inventory, "T-2", Done);
            touchpoint(inventory, "T-3", NotDone);
            touchpoint(inventory, "T-4", NotDone);
        }
        let made = made(&rates(), "touchpoints.done", &earlier, &later);
        let expected: Vec<_> = cause
            .iter()
            .map(|cause| (*cause, effect.to_owned(), 1))
            .collect();
        assert_eq!(effects(&made), expected, "{before} {after}");
    }
}

#[test]
fn touchpoints_leave_and_enter_discretion() {
    use Discretion::{Beyond, Unknown, Within};
    let barriers = |discretion| match discretion {
        Within => Some(Vec::new()),
        Beyond => Some(vec![Barrier::new(
            Obstacle::Form,
            BarrierCause::StateSystem,
            Beyond,
        )]),
        _ => None,
    };
    for (before, after, cause, effect) in [
        (Within, Beyond, Some(ChangeCause::Reclassified), "-1/2"),
        (Beyond, Within, Some(ChangeCause::Reclassified), "1/2"),
        (Within, Unknown, Some(ChangeCause::BecameUnknown), "-1/2"),
        (Unknown, Within, Some(ChangeCause::UnknownResolved), "1/2"),
        (Within, Within, None, ""),
    ] {
        let (mut earlier, mut later) = (empty("2025-03-31"), empty("2025-06-30"));
        for (inventory, discretion) in [(&mut earlier, before), (&mut later, after)] {
            touchpoint(inventory, "T-1", OnlineStatus::Done).barriers = barriers(discretion);
            touchpoint(inventory, "T-2", OnlineStatus::NotDone).barriers = barriers(Within);
        }
        let made = made(&within(), "test.within", &earlier, &later);
        let expected: Vec<_> = cause
            .iter()
            .map(|cause| (*cause, effect.to_owned(), 1))
            .collect();
        assert_eq!(effects(&made), expected, "{before} {after}");
    }
}

#[test]
fn touchpoints_come_go_and_change_hands() {
    let (mut earlier, mut later) = (empty("2025-03-31"), empty("2025-06-30"));
    let division = |id: &str| Some(id.parse().unwrap());
    touchpoint(&mut earlier, "T-1", OnlineStatus::Done).organisation = division("ka-1");
    touchpoint(&mut earlier, "T-2", OnlineStatus::NotDone).organisation = division("ka-1");
    touchpoint(&mut later, "T-1", OnlineStatus::Done).organisation = division("ka-2");
    touchpoint(&mut later, "T-3", OnlineStatus::Done).organisation = division("ka-1");
    let made = made(&rates(), "touchpoints.done", &earlier, &later);
    assert_eq!(
        effects(&made),
        [
            (ChangeCause::Abolished, "1/2".to_owned(), 1),
            (ChangeCause::Added, "0/1".to_owned(), 1),
            (ChangeCause::Transferred, "0/1".to_owned(), 1),
        ]
    );
}

#[test]
fn an_unknown_element_that_becomes_known_is_no_progress() {
    use ElementState::{Done, NotDone, Unknown};
    let with_application = |day: &str, state| {
        let mut inventory = empty(day);
        let first = process(&mut inventory, "P-1", OnlineStatus::NotDone);
        first.elements.application = state;
        let second = process(&mut inventory, "P-2", OnlineStatus::NotDone);
        second.elements.application = NotDone;
        inventory
    };
    for (before, after, cause, effect) in [
        (Unknown, Done, ChangeCause::UnknownResolved, "1/2"),
        (Done, Unknown, ChangeCause::BecameUnknown, "-1/2"),
        (NotDone, Done, ChangeCause::NewlyOnline, "1/2"),
        (Done, NotDone, ChangeCause::NoLongerOnline, "-1/2"),
    ] {
        let earlier = with_application("2025-03-31", before);
        let later = with_application("2025-06-30", after);
        let made = made(&rates(), "applications.entry_online", &earlier, &later);
        assert_eq!(
            effects(&made),
            [(cause, effect.to_owned(), 1)],
            "{before} {after}"
        );
    }
}

#[test]
fn a_status_that_changes_where_a_predicate_is_asked_is_no_cause() {
    let with_status = |day: &str, status| {
        let mut inventory = empty(day);
        for id in ["P-1", "P-2"] {
            process(&mut inventory, id, status).elements.application = ElementState::Done;
        }
        inventory
    };
    let earlier = with_status("2025-03-31", OnlineStatus::Unknown);
    let later = with_status("2025-06-30", OnlineStatus::Done);
    let made = made(&rates(), "applications.entry_online", &earlier, &later);
    assert_eq!(effects(&made), []);
    assert_eq!(made.verdict(), ChangeVerdict::Unchanged);
}

#[test]
fn a_comparison_of_other_lists_is_refused_list_by_list() {
    let whole = || {
        let mut inventory = empty("2025-03-31");
        inventory
            .procedures
            .push(Procedure::new("P-1".parse().unwrap(), "手続"));
        process(&mut inventory, "P-1", OnlineStatus::Done);
        touchpoint(&mut inventory, "T-1", OnlineStatus::Done);
        inventory
    };
    let other = whole();
    let comparison = compare(&other, &other, &CompareOptions::default());
    let ask = |earlier: &Inventory, later: &Inventory| {
        let snapshots = compared(earlier, later, &comparison);
        decompose(
            &rates(),
            "processes.done",
            &snapshots,
            &DecompositionOptions::default(),
        )
    };
    assert!(ask(&other, &whole()).is_ok());
    for empty_list in [
        (|inventory| inventory.procedures.clear()) as fn(&mut Inventory),
        |inventory| inventory.processes.clear(),
        |inventory| inventory.touchpoints.clear(),
    ] {
        let mut less = whole();
        empty_list(&mut less);
        for (earlier, later) in [(&less, &other), (&other, &less)] {
            let error = ask(earlier, later).unwrap_err();
            assert_eq!(error, DecompositionError::OtherInventories);
        }
    }
}

#[test]
fn departments_are_told_apart_at_their_own_level() {
    let snapshot = |day: &str, moved: bool| {
        let mut inventory = empty(day);
        for (id, kind, parent) in [
            ("bu-1", OrganisationKind::Department, None),
            ("bu-2", OrganisationKind::Department, None),
            ("ka-1", OrganisationKind::Division, Some("bu-1")),
            ("ka-2", OrganisationKind::Division, Some("bu-2")),
        ] {
            let mut organisation = Organisation::new(id.parse().unwrap(), kind, id);
            organisation.parent = parent.map(|parent| parent.parse().unwrap());
            inventory.organisations.push(organisation);
        }
        for (id, owner) in [
            ("P-1", if moved { "ka-2" } else { "ka-1" }),
            ("P-2", "ka-1"),
            ("P-3", "bu-2"),
            ("P-4", "shicho-shitsu"), // not listed: stands for itself
        ] {
            let mut procedure = Procedure::new(id.parse().unwrap(), id);
            procedure.organisation = Some(owner.parse().unwrap());
            inventory.procedures.push(procedure);
            process(&mut inventory, id, OnlineStatus::Done);
        }
        inventory
    };
    let (earlier, later) = (snapshot("2025-03-31", false), snapshot("2025-06-30", true));
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let snapshots = compared(&earlier, &later, &comparison);
    let sizes = |level| {
        let view = OrganisationView {
            level,
            ..OrganisationView::default()
        };
        let options = DecompositionOptions::default();
        let made =
            decompose_by_organisation(&rates(), "processes.done", &snapshots, &options, &view);
        let shown: Vec<String> = made
            .unwrap()
            .iter()
            .map(|(id, made)| {
                let size = |result: &tosei_inventory::RateResult| {
                    result.rate().map_or(0, tosei_types::Rate::denominator)
                };
                let id = id.as_ref().map_or("-", |id| id.as_str());
                format!("{id} {} {}", size(made.earlier()), size(made.later()))
            })
            .collect();
        shown.join(", ")
    };
    let department = Some(OrganisationKind::Department);
    assert_eq!(sizes(department), "bu-1 2 1, bu-2 1 2, shicho-shitsu 1 1");
    assert_eq!(
        sizes(None),
        "bu-2 1 1, ka-1 2 1, ka-2 0 1, shicho-shitsu 1 1"
    );
}

#[test]
fn recorded_causes_are_counted() {
    let mut recorded = RecordedCauses::default();
    assert!(recorded.is_empty());
    assert_eq!(recorded.len(), 0);
    for (id, cause) in [
        ("P-1", ChangeCause::Corrected),
        ("P-2", ChangeCause::Corrected),
        ("P-2", ChangeCause::Reclassified),
    ] {
        recorded.record(ComparedList::Processes, id, cause);
    }
    assert_eq!((recorded.len(), recorded.is_empty()), (2, false));
    let cause = |list, id| recorded.cause(list, id);
    assert_eq!(
        cause(ComparedList::Processes, "P-2"),
        Some(ChangeCause::Reclassified)
    );
    assert_eq!(cause(ComparedList::Procedures, "P-2"), None);
    assert_eq!(cause(ComparedList::Processes, "P-3"), None);
}

#[test]
fn a_rule_without_a_name_frees_nothing() {
    let mut inventory = empty("2025-03-31");
    for (id, title) in [("P-1", Some("見本市手数料規則（架空）")), ("P-2", None)] {
        let mut rule = LegalBasis::new(InstrumentKind::Rule);
        rule.title = title.map(Into::into);
        let mut barrier = Barrier::new(Obstacle::Fee, BarrierCause::OwnRule, Discretion::Within);
        barrier.rule = Some(rule);
        process(&mut inventory, id, OnlineStatus::NotDone).barriers = Some(vec![barrier]);
    }
    // Beside a barrier that names no rule a rule frees nothing either.
    let mut both = inventory.processes[0].barriers.clone().unwrap();
    both.push(Barrier::new(
        Obstacle::Fee,
        BarrierCause::OwnRule,
        Discretion::Within,
    ));
    process(&mut inventory, "P-3", OnlineStatus::NotDone).barriers = Some(both);
    let amendments = own_rule_amendments(&inventory);
    assert_eq!(amendments.len(), 1);
    assert_eq!(amendments[0].processes.len(), 1);

    let ids = ["P-1-1", "P-9-1"].map(|id| id.parse().unwrap());
    let basis = basis(&inventory);
    let what_if = what_if_online(&rates(), "processes.done", &inventory, &basis, &ids).unwrap();
    assert_eq!(what_if.processes, 1);
    assert_eq!(what_if.change.unwrap().to_string(), "1/3");
    let unknown = what_if_online(&rates(), "no.such.rate", &inventory, &basis, &ids);
    assert_eq!(
        unknown.unwrap_err().code(),
        "inventory.decomposition.unknown_rate"
    );
    let of_procedures = what_if_online(&rates(), "procedures.all", &inventory, &basis, &ids);
    assert!(of_procedures.is_err());
}
