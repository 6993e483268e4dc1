//! Laws of comparisons and decompositions.

use proptest::{collection::vec, prelude::*, sample::select};
use std::collections::BTreeMap;
use tosei_inventory::{
    Barrier, BarrierCause, Body, ChangeCause, ChangeKind, CompareOptions, ComparedList,
    ComparedSnapshots, CompiledRates, DecomposedFigure, DecompositionMethod, DecompositionMethods,
    DecompositionOptions, Discretion, FactsBasis, Fraction, Inventory, MatchingCorrection,
    MatchingCorrections, MethodRule, Obstacle, OnlineStatus, OrganisationView, Party, Procedure,
    Process, ProcessFacts, ProcessKinds, RateDecomposition, RateDefinitions, ReceptionWindow,
    SeriesEdition, Tally, Volume, VolumeChoice, VolumeMeasure, VolumeState, compare, decompose,
    decompose_by_organisation, organisation_figures, proptest::inventories,
};
use tosei_types::CaseCount;

fn choice() -> VolumeChoice {
    VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    }
}

fn basis(inventory: &Inventory) -> FactsBasis<'static> {
    FactsBasis::standard(inventory.status_date, choice())
}

fn rates() -> CompiledRates {
    RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap()
}

#[derive(Debug, Clone)]
struct Row {
    id: u8,
    kind: &'static str,
    status: OnlineStatus,
    actor: Option<Party>,
    discretion: Discretion,
    cases: Option<u32>,
    online: Option<u32>,
    organisation: Option<&'static str>,
    /// Of the procedure: its year, and whether and when applications are taken.
    edition: Option<(&'static str, Option<bool>)>,
}

fn rows() -> impl Strategy<Value = Row> {
    (
        0..12u8,
        select(vec!["application", "notice_on_application", "own-kind"]),
        select(OnlineStatus::ALL),
        proptest::option::of(select(Party::ALL)),
        select(Discretion::ALL),
        proptest::option::of(0..50u32),
        proptest::option::of(0..60u32),
        proptest::option::of(select(vec!["x", "y", "z"])),
        proptest::option::of((
            select(vec!["2023", "2024", "2025", "2026"]),
            select(vec![None, Some(false), Some(true)]),
        )),
    )
        .prop_map(
            |(id, kind, status, actor, discretion, cases, online, organisation, edition)| Row {
                id,
                kind,
                status,
                actor,
                discretion,
                cases,
                online,
                organisation,
                edition,
            },
        )
}

/// One process and one procedure for each id.
fn snapshot(day: &str, rows: &[Row]) -> Inventory {
    let mut inventory = Inventory::new(Body::new("見本市（架空）"), day.parse().unwrap());
    let rows: BTreeMap<u8, &Row> = rows.iter().map(|row| (row.id, row)).collect();
    for (id, row) in rows {
        let of = format!("P-{}", id / 2); // two processes a procedure
        if !inventory.procedures.iter().any(|p| p.id.as_str() == of) {
            let mut procedure = Procedure::new(of.parse().unwrap(), format!("手続{}", id / 2));
            procedure.organisation = row.organisation.map(|id| id.parse().unwrap());
            procedure.series = row.edition.map(|(year, open)| {
                // Two procedures a series.
                let series = format!("s-{}", id / 4);
                let mut edition = SeriesEdition::new(series, year.parse().unwrap());
                edition.reception = open.map(|open| {
                    let (from, until) = if open { (1, 12) } else { (1, 2) };
                    vec![ReceptionWindow {
                        from: format!("2025-{from:02}-01").parse().unwrap(),
                        until: format!("2025-{until:02}-01").parse().unwrap(),
                    }]
                });
                edition
            });
            inventory.procedures.push(procedure);
        }
        let id = format!("P-{id}-1").parse().unwrap();
        let mut process = Process::new(id, of.parse().unwrap(), row.kind);
        process.status = row.status;
        process.actor = row.actor;
        process.barriers = match row.discretion {
            Discretion::Unknown => None,
            Discretion::Within => Some(vec![]),
            own => Some(vec![Barrier::new(
                Obstacle::Form,
                BarrierCause::StateSystem,
                own,
            )]),
        };
        let VolumeChoice {
            fiscal_year,
            measure,
            state,
        } = choice();
        let volume = Volume::new(fiscal_year, measure, state, row.cases.map(CaseCount::from));
        process.volumes = vec![volume.with_online(row.online.map(CaseCount::from))];
        inventory.processes.push(process);
    }
    inventory
}

fn pairs() -> impl Strategy<Value = (Inventory, Inventory)> {
    (vec(rows(), 0..12), vec(rows(), 0..12)).prop_map(|(earlier, later)| {
        (
            snapshot("2025-03-31", &earlier),
            snapshot("2025-06-30", &later),
        )
    })
}

fn orders() -> impl Strategy<Value = Option<Vec<ChangeCause>>> {
    proptest::option::of(Just(ChangeCause::ALL.to_vec()).prop_shuffle())
}

fn method(order: Option<Vec<ChangeCause>>) -> DecompositionMethod {
    let methods = DecompositionMethods::standard();
    let Some(order) = order else {
        return methods.method("shapley").unwrap().clone();
    };
    let mut method = methods.default_method().unwrap().clone();
    method.rule = MethodRule::Sequential { order };
    method
}

/// Every rate of every unit.
fn all(
    earlier: &Inventory,
    later: &Inventory,
    options: &DecompositionOptions<'_>,
) -> Vec<RateDecomposition> {
    let comparison = compare(earlier, later, &CompareOptions::default());
    let snapshots = ComparedSnapshots {
        earlier,
        earlier_basis: basis(earlier),
        later,
        later_basis: basis(later),
        comparison: &comparison,
    };
    let rates = rates();
    let ids: Vec<String> = rates.iter().map(|(id, _)| id.to_string()).collect();
    ids.iter()
        .map(|id| decompose(&rates, id, &snapshots, options).unwrap())
        .collect()
}

fn shuffled(inventory: &Inventory, seed: usize) -> Inventory {
    let mut other = inventory.clone();
    other.procedures.reverse();
    let (some, more) = (other.procedures.len().max(1), other.processes.len().max(1));
    other.procedures.rotate_left(seed % some);
    other.processes.reverse();
    other.processes.rotate_left(seed % more);
    other.touchpoints.reverse();
    other
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Law: the effects sum exactly to the change, for every rate, method, order and figure.
    #[test]
    fn effects_sum_to_the_change(
        (earlier, later) in pairs(),
        order in orders(),
        figure in select(DecomposedFigure::ALL),
    ) {
        let method = method(order);
        let options = DecompositionOptions::default().with_method(&method).with_figure(figure);
        for made in all(&earlier, &later, &options) {
            if let Some(change) = made.change() {
                let sum: Fraction = made.effects().iter().filter_map(|e| e.effect.as_ref()).sum();
                prop_assert_eq!(&sum, change);
                let fraction = |result| {
                    let rate = figure.of(result).unwrap();
                    Fraction::of_counts(rate.numerator(), rate.denominator()).unwrap()
                };
                let change = change.plus(&fraction(made.earlier()));
                prop_assert_eq!(change, fraction(made.later()));
            }
            let text = serde_json::to_string(&made).unwrap();
            prop_assert_eq!(serde_json::from_str::<RateDecomposition>(&text).unwrap(), made);
        }
    }

    /// Law: a transfer has no effect on the whole.
    #[test]
    fn a_transfer_has_no_effect_on_the_whole((earlier, later) in pairs(), order in orders()) {
        let method = method(order);
        let options = DecompositionOptions::default().with_method(&method);
        for made in all(&earlier, &later, &options) {
            prop_assert!(made.effect(ChangeCause::Transferred).is_none_or(Fraction::is_zero));
        }
    }

    /// Law: the organisations' rates add up to the whole, and so do their figures.
    #[test]
    fn organisations_add_up_to_the_whole((earlier, later) in pairs()) {
        let comparison = compare(&earlier, &later, &CompareOptions::default());
        let snapshots = ComparedSnapshots {
            earlier: &earlier,
            earlier_basis: basis(&earlier),
            later: &later,
            later_basis: basis(&later),
            comparison: &comparison,
        };
        let (rates, options) = (rates(), DecompositionOptions::default());
        let view = OrganisationView::default();
        let whole = decompose(&rates, "processes.done", &snapshots, &options).unwrap();
        let parts =
            decompose_by_organisation(&rates, "processes.done", &snapshots, &options, &view)
                .unwrap();
        let (old, new) =
            organisation_figures(&rates, "processes.done", &snapshots, &view).unwrap();
        for (whole, figures, of) in [
            (whole.earlier(), old, RateDecomposition::earlier as fn(&_) -> &_),
            (whole.later(), new, RateDecomposition::later),
        ] {
            let whole = whole.rate().unwrap();
            let sum: u64 = parts.values().map(|part| of(part).rate().unwrap().denominator()).sum();
            prop_assert_eq!(sum, whole.denominator());
            let sum: Fraction = figures.iter().map(|figure| &figure.numerator).sum();
            prop_assert_eq!(sum, Fraction::whole(whole.numerator()));
        }
    }

    /// Law: comparing with itself, in whatever order the rows stand, finds no change.
    #[test]
    fn a_snapshot_does_not_differ_from_itself(inventory in inventories(6), seed in 0..20usize) {
        let comparison = compare(&inventory, &inventory, &CompareOptions::default());
        prop_assert_eq!(comparison.changes(), &[][..]);
        // Who is in charge of a process is what its first procedure of that id says.
        let mut ids: Vec<_> = inventory.procedures.iter().map(|p| &p.id).collect();
        ids.sort();
        if ids.windows(2).all(|pair| pair[0] != pair[1]) {
            let other = shuffled(&inventory, seed);
            let comparison = compare(&inventory, &other, &CompareOptions::default());
            prop_assert_eq!(comparison.changes(), &[][..]);
        }
    }

    /// Law: the order of the rows changes neither comparison nor decomposition.
    #[test]
    fn the_order_of_rows_does_not_matter((earlier, later) in pairs(), seed in 0..20usize) {
        let options = CompareOptions::default();
        let (old, new) = (shuffled(&earlier, seed), shuffled(&later, seed / 2));
        prop_assert_eq!(
            compare(&earlier, &later, &options).into_report(),
            compare(&old, &new, &options).into_report()
        );
        let options = DecompositionOptions::default();
        prop_assert_eq!(all(&earlier, &later, &options), all(&old, &new, &options));
    }

    /// Law: the other way round, what was added was abolished, and every match stays.
    #[test]
    fn the_other_way_round_is_the_mirror_image(earlier in inventories(6), later in inventories(6)) {
        let options = CompareOptions::default();
        let there = compare(&earlier, &later, &options);
        let back = compare(&later, &earlier, &options);
        for list in ComparedList::ALL {
            for (kind, mirrored) in [
                (ChangeKind::Added, ChangeKind::Abolished),
                (ChangeKind::Abolished, ChangeKind::Added),
                (ChangeKind::EditionAdded, ChangeKind::EditionEnded),
                (ChangeKind::Renamed, ChangeKind::Renamed),
                (ChangeKind::Transferred, ChangeKind::Transferred),
                (ChangeKind::Changed, ChangeKind::Changed),
            ] {
                prop_assert_eq!(there.count(*list, kind), back.count(*list, mirrored));
            }
        }
    }

    /// Law: a correction is obeyed, whatever the rules would say.
    #[test]
    fn corrections_are_obeyed((earlier, later) in pairs(), at in any::<(usize, usize)>()) {
        prop_assume!(!earlier.processes.is_empty() && !later.processes.is_empty());
        let old = &earlier.processes[at.0 % earlier.processes.len()];
        let new = &later.processes[at.1 % later.processes.len()];
        let (old_id, new_id) = (old.id.to_string(), new.id.to_string());
        let list = ComparedList::Processes;
        let compared = |correction: MatchingCorrection| {
            let corrections = MatchingCorrections::try_new(vec![correction]).unwrap();
            let options = CompareOptions::default().with_corrections(&corrections);
            let comparison = compare(&earlier, &later, &options);
            comparison.list(list).pairs.iter().any(|pair| {
                earlier.processes[pair.earlier].id.as_str() == old_id
                    && later.processes[pair.later].id.as_str() == new_id
            })
        };
        let said = |same: bool| {
            serde_json::from_value(serde_json::json!({
                "say": if same { "same" } else { "different" }, "list": "processes",
                "earlier": old_id, "later": new_id,
            }))
            .unwrap()
        };
        prop_assert!(compared(said(true)));
        prop_assert!(!compared(said(false)));
    }

    /// Law: a slow division agrees, which changes the things of one cause after the other and tallies
    /// everything anew each time; for Shapley in every order.
    #[test]
    fn a_slow_division_agrees(
        before in vec(select(OnlineStatus::ALL), 1..8),
        after in vec(proptest::option::of(select(OnlineStatus::ALL)), 8),
        more in vec(select(OnlineStatus::ALL), 0..4),
        shapley in any::<bool>(),
    ) {
        let (mut earlier, mut later) = (snapshot("2025-03-31", &[]), snapshot("2025-06-30", &[]));
        let process = |number: usize, status| {
            let id = format!("P-{number}-1").parse().unwrap();
            let mut process = Process::new(id, format!("P-{number}").parse().unwrap(), "payment");
            process.status = status;
            process
        };
        for (number, (status, after)) in before.iter().zip(&after).enumerate() {
            earlier.processes.push(process(number, *status));
            later.processes.extend(after.map(|status| process(number, status)));
        }
        for (number, status) in more.iter().enumerate() {
            later.processes.push(process(100 + number, *status));
        }
        let methods = DecompositionMethods::standard();
        let method = methods.method(if shapley { "shapley" } else { "sequential" }).unwrap();
        let options = DecompositionOptions::default().with_method(method);
        let comparison = compare(&earlier, &later, &CompareOptions::default());
        let snapshots = ComparedSnapshots {
            earlier: &earlier,
            earlier_basis: basis(&earlier),
            later: &later,
            later_basis: basis(&later),
            comparison: &comparison,
        };
        let made = decompose(&rates(), "processes.done_without_exempt", &snapshots, &options).unwrap();
        let causes: Vec<ChangeCause> = made.effects().iter().map(|effect| effect.cause).collect();
        prop_assume!(made.change().is_some() && causes.len() <= 5);
        let tally = |worked: &[ChangeCause]| {
            let changed = |id: &str| {
                made.effects().iter().any(|effect| {
                    worked.contains(&effect.cause) && effect.subjects.iter().any(|of| &**of == id)
                })
            };
            let mut tally = Tally::<ProcessFacts>::new();
            for process in &earlier.processes {
                if !changed(process.id.as_str()) {
                    tally.add(&process.facts(&basis(&earlier)));
                }
            }
            for process in &later.processes {
                if changed(process.id.as_str()) {
                    tally.add(&process.facts(&basis(&later)));
                }
            }
            let result = rates().evaluate_one("processes.done_without_exempt", &tally).unwrap();
            let rate = result.rate().unwrap();
            Fraction::of_counts(rate.numerator(), rate.denominator())
        };
        let start = tally(&[]).unwrap();
        let mut sums: BTreeMap<ChangeCause, Fraction> = BTreeMap::new();
        let orders = if shapley { permutations(&causes) } else { vec![causes.clone()] };
        for order in &orders {
            for (at, cause) in order.iter().enumerate() {
                let rate = |worked: &[ChangeCause]| tally(worked).unwrap_or_else(|| start.clone());
                let effect = rate(&order[..=at]).minus(&rate(&order[..at]));
                let sum = sums.entry(*cause).or_insert_with(Fraction::zero);
                *sum = sum.plus(&effect);
            }
        }
        let count = Fraction::whole(orders.len() as u64);
        for (cause, sum) in sums {
            prop_assert_eq!(Some(&sum.divided_by(&count).unwrap()), made.effect(cause));
        }
    }
}

fn permutations(causes: &[ChangeCause]) -> Vec<Vec<ChangeCause>> {
    let mut all = vec![Vec::new()];
    for cause in causes {
        let mut longer = Vec::new();
        for one in &all {
            for at in 0..=one.len() {
                let mut more: Vec<ChangeCause> = one.clone();
                more.insert(at, *cause);
                longer.push(more);
            }
        }
        all = longer;
    }
    all
}
