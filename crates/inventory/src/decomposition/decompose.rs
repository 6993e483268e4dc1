//! Decomposing the change of a rate between two snapshots that were compared.

use super::attribute::Changeable;
use super::game::Game;
use super::thing::{Part, Thing};
use super::{
    CauseEffect, ChangeCause, ComparedSnapshots, DecomposedFigure, DecompositionMethod,
    DecompositionMethods, MethodRule, NoDecomposition, RateDecomposition, RateDecompositionError,
    RecordedCauses,
};
use crate::rate::CompiledRate;
use crate::reorganisation::Assigner;
use crate::{
    ComparedList, CompiledRates, Fraction, ListComparison, NoRate, OrganisationView, RateResult,
    RateUnit, Tally,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tosei_types::OrganisationId;

/// 分解の条件 (options of a decomposition).
///
/// # Examples
///
/// ```
/// use tosei_inventory::{DecompositionMethods, DecompositionOptions};
///
/// let shapley = DecompositionMethods::standard().method("shapley").unwrap();
/// let options = DecompositionOptions::default().with_method(shapley);
/// # let _ = options;
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct DecompositionOptions<'o> {
    method: Option<&'o DecompositionMethod>,
    figure: Option<DecomposedFigure>,
    recorded: Option<&'o RecordedCauses>,
}

impl<'o> DecompositionOptions<'o> {
    /// Another method than the default one.
    #[must_use]
    pub fn with_method(self, method: &'o DecompositionMethod) -> Self {
        Self {
            method: Some(method),
            ..self
        }
    }

    /// A bound instead of the point rate.
    #[must_use]
    pub fn with_figure(self, figure: DecomposedFigure) -> Self {
        Self {
            figure: Some(figure),
            ..self
        }
    }

    /// Causes that somebody recorded; they override those that follow from the data.
    #[must_use]
    pub fn with_recorded(self, recorded: &'o RecordedCauses) -> Self {
        Self {
            recorded: Some(recorded),
            ..self
        }
    }
}

/// Why a change could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecompositionError {
    /// There is no definition of this id.
    #[error("there is no rate definition `{id}`")]
    #[non_exhaustive]
    UnknownRate {
        /// The id.
        id: String,
    },
    /// The comparison is of other inventories than those given.
    #[error("the comparison is of other inventories")]
    OtherInventories,
    /// The list of methods is empty.
    #[error("there is no method of decomposition")]
    NoMethod,
    /// The counts are too large to be exact.
    #[error("the parts do not fit together: {0}")]
    Inexact(#[from] RateDecompositionError),
}

impl DecompositionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownRate { .. } => "inventory.decomposition.unknown_rate",
            Self::OtherInventories => "inventory.decomposition.other_inventories",
            Self::NoMethod => "inventory.decomposition.no_method",
            Self::Inexact(error) => error.code(),
        }
    }
}

/// Divides the change of a rate between two snapshots among its causes.
///
/// Both rates are made by the same definition. Each thing that was matched is followed attribute
/// by attribute: the causes that changed it can then work one after the other, and the rate in
/// between is the one that there would be if only they had. While the population is empty on the way,
/// the earlier rate stands. A transfer has no effect on the whole; it is listed with 0.
///
/// # Errors
///
/// - [`DecompositionError::UnknownRate`] if there is no definition of this id.
/// - [`DecompositionError::OtherInventories`] if the comparison is not of these two.
/// - [`DecompositionError::NoMethod`] if the embedded methods are empty and none was given.
/// - [`DecompositionError::Inexact`] if counts beyond 2^53 − 1 do not fit together.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{
///     Body, ChangeCause, CompareOptions, ComparedSnapshots, DecompositionOptions, FactsBasis,
///     Inventory, OnlineStatus, Process, ProcessKinds, RateDefinitions, VolumeChoice,
///     VolumeMeasure, VolumeState, compare, decompose,
/// };
///
/// let snapshot = |day: &str, statuses: &[OnlineStatus]| -> Result<_, Box<dyn std::error::Error>> {
///     let mut inventory = Inventory::new(Body::new("見本市（架空）"), day.parse()?);
///     for (number, status) in statuses.iter().enumerate() {
///         let id = format!("P-{number}-1").parse()?;
///         let mut process = Process::new(id, format!("P-{number}").parse()?, "application");
///         process.status = *status;
///         inventory.processes.push(process);
///     }
///     Ok(inventory)
/// };
/// use OnlineStatus::{Done, NotDone};
/// let earlier = snapshot("2025-03-31", &[Done, NotDone])?;
/// let later = snapshot("2025-06-30", &[Done, Done, NotDone])?;
///
/// let volumes = VolumeChoice {
///     fiscal_year: "2024".parse()?,
///     measure: VolumeMeasure::Applications,
///     state: VolumeState::Final,
/// };
/// let snapshots = ComparedSnapshots {
///     earlier: &earlier,
///     earlier_basis: FactsBasis::standard(earlier.status_date, volumes),
///     later: &later,
///     later_basis: FactsBasis::standard(later.status_date, volumes),
///     comparison: &compare(&earlier, &later, &CompareOptions::default()),
/// };
/// let rates = RateDefinitions::standard().compile(ProcessKinds::standard()).unwrap();
/// let made = decompose(&rates, "processes.done", &snapshots, &DecompositionOptions::default())?;
/// assert_eq!(made.change().unwrap().to_string(), "1/6"); // 1/2 to 2/3
/// assert_eq!(made.effect(ChangeCause::NewlyOnline).unwrap().to_string(), "1/2");
/// assert_eq!(made.effect(ChangeCause::Added).unwrap().to_string(), "-1/3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decompose(
    rates: &CompiledRates,
    id: &str,
    snapshots: &ComparedSnapshots<'_>,
    options: &DecompositionOptions<'_>,
) -> Result<RateDecomposition, DecompositionError> {
    let made = decompose_groups(rates, id, snapshots, options, None)?;
    let whole = made.into_iter().next().map(|(_, whole)| whole);
    whole.ok_or(DecompositionError::OtherInventories)
}

/// Divides the change of a rate among its causes for each organisation apart.
///
/// What was handed over leaves one organisation and comes to another: `transferred` has an effect on
/// both. What belongs to no organisation, or to one that nobody can tell in the structure asked
/// for, stands under `None`.
///
/// # Errors
///
/// As [`decompose`].
pub fn decompose_by_organisation(
    rates: &CompiledRates,
    id: &str,
    snapshots: &ComparedSnapshots<'_>,
    options: &DecompositionOptions<'_>,
    view: &OrganisationView<'_>,
) -> Result<BTreeMap<Option<OrganisationId>, RateDecomposition>, DecompositionError> {
    let assigner = Assigner::new(snapshots.earlier, snapshots.later, view);
    decompose_groups(rates, id, snapshots, options, Some(&assigner))
}

type Groups = BTreeMap<Option<OrganisationId>, usize>;

fn decompose_groups(
    rates: &CompiledRates,
    id: &str,
    snapshots: &ComparedSnapshots<'_>,
    options: &DecompositionOptions<'_>,
    assigner: Option<&Assigner<'_>>,
) -> Result<BTreeMap<Option<OrganisationId>, RateDecomposition>, DecompositionError> {
    let rate = rates
        .compiled(id)
        .ok_or_else(|| DecompositionError::UnknownRate {
            id: id.chars().take(128).collect(),
        })?;
    if !snapshots.fit() {
        return Err(DecompositionError::OtherInventories);
    }
    let method = options
        .method
        .or_else(|| DecompositionMethods::standard().default_method())
        .ok_or(DecompositionError::NoMethod)?;
    let work = Work {
        rates,
        rate,
        id,
        method,
        figure: options.figure.unwrap_or(DecomposedFigure::Point),
        recorded: options.recorded,
        assigner,
    };
    let ComparedSnapshots {
        earlier,
        earlier_basis,
        later,
        later_basis,
        comparison,
    } = snapshots;
    match rate.unit {
        RateUnit::Process | RateUnit::Case => {
            let side =
                |inventory: &'_ crate::Inventory,
                 basis,
                 owners: &dyn Fn(&crate::Process) -> Option<OrganisationId>| {
                    let items = inventory.processes.iter();
                    items
                        .map(|process| Item {
                            id: process.id.to_string(),
                            facts: process.facts(basis),
                            owner: owners(process),
                            composition: false,
                        })
                        .collect::<Vec<_>>()
                };
            let default = Assigner::new(earlier, later, &OrganisationView::default());
            let assigner = assigner.unwrap_or(&default);
            let old = side(earlier, earlier_basis, &|process| {
                assigner.earlier_owners.of_process(process).cloned()
            });
            let new = side(later, later_basis, &|process| {
                assigner.later_owners.of_process(process).cloned()
            });
            work.run(ComparedList::Processes, &comparison.processes, &old, &new)
        }
        RateUnit::Procedure => {
            let side = |inventory: &crate::Inventory, basis| {
                let items = inventory.procedure_facts(basis).into_iter();
                items
                    .map(|(procedure, facts)| Item {
                        id: procedure.id.to_string(),
                        facts,
                        owner: procedure.organisation.clone(),
                        composition: false,
                    })
                    .collect::<Vec<_>>()
            };
            let old = side(earlier, earlier_basis);
            let mut new = side(later, later_basis);
            mark_composition(snapshots, &mut new);
            work.run(ComparedList::Procedures, &comparison.procedures, &old, &new)
        }
        _ => {
            let side = |inventory: &crate::Inventory, basis| {
                let items = inventory.touchpoints.iter();
                items
                    .map(|touchpoint| Item {
                        id: touchpoint.id.to_string(),
                        facts: touchpoint.facts(basis),
                        owner: touchpoint.organisation.clone(),
                        composition: false,
                    })
                    .collect::<Vec<_>>()
            };
            let (old, new) = (side(earlier, earlier_basis), side(later, later_basis));
            let list = &comparison.touchpoints;
            work.run(ComparedList::Touchpoints, list, &old, &new)
        }
    }
}

/// Marks later procedures of which processes came or went while none of the others changed its
/// status.
fn mark_composition<F>(snapshots: &ComparedSnapshots<'_>, procedures: &mut [Item<F>]) {
    let list = &snapshots.comparison.processes;
    let (old, new) = (&snapshots.earlier.processes, &snapshots.later.processes);
    let of_new: HashMap<usize, &str> = snapshots
        .comparison
        .procedures
        .pairs
        .iter()
        .filter_map(|pair| {
            let id = snapshots.later.procedures.get(pair.later)?.id.as_str();
            Some((pair.earlier, id))
        })
        .collect();
    let by_old: HashMap<&str, &str> = snapshots
        .earlier
        .procedures
        .iter()
        .enumerate()
        .filter_map(|(at, procedure)| Some((procedure.id.as_str(), *of_new.get(&at)?)))
        .collect();
    let mut composed: BTreeSet<&str> = BTreeSet::new();
    for at in &list.abolished {
        let id = old.get(*at).map(|process| process.procedure.as_str());
        composed.extend(id.and_then(|id| by_old.get(id)));
    }
    for at in &list.added {
        composed.extend(new.get(*at).map(|process| process.procedure.as_str()));
    }
    for pair in &list.pairs {
        if let (Some(old), Some(new)) = (old.get(pair.earlier), new.get(pair.later))
            && old.status != new.status
        {
            composed.remove(new.procedure.as_str());
        }
    }
    for procedure in procedures {
        procedure.composition = composed.contains(procedure.id.as_str());
    }
}

/// One item of a list: what a rate sees of it, and who has it.
struct Item<F> {
    id: String,
    facts: F,
    owner: Option<OrganisationId>,
    composition: bool,
}

struct Work<'w> {
    rates: &'w CompiledRates,
    rate: &'w CompiledRate,
    id: &'w str,
    method: &'w DecompositionMethod,
    figure: DecomposedFigure,
    recorded: Option<&'w RecordedCauses>,
    /// Only where organisations are looked at apart.
    assigner: Option<&'w Assigner<'w>>,
}

impl Work<'_> {
    fn run<F: Changeable>(
        &self,
        list: ComparedList,
        matched: &ListComparison,
        old: &[Item<F>],
        new: &[Item<F>],
    ) -> Result<BTreeMap<Option<OrganisationId>, RateDecomposition>, DecompositionError> {
        let mut groups = Groups::new();
        if self.assigner.is_none() {
            groups.insert(None, 0);
        }
        let things = self.things(list, matched, (old, new), &mut groups);
        let mut made = BTreeMap::new();
        let mut of_group: Vec<Vec<&Thing<'_, F>>> = vec![Vec::new(); groups.len()];
        for thing in &things {
            let parts = thing.earlier.iter().chain(&thing.later);
            let touched: BTreeSet<usize> = parts.map(|part| part.group).collect();
            for group in touched {
                if let Some(of_group) = of_group.get_mut(group) {
                    of_group.push(thing);
                }
            }
        }
        for (organisation, group) in groups {
            let things = of_group.get(group).map(Vec::as_slice).unwrap_or_default();
            made.insert(organisation, self.group(group, things)?);
        }
        Ok(made)
    }

    /// The things of a list, with the group of each part.
    fn things<'a, F: Changeable>(
        &self,
        list: ComparedList,
        matched: &ListComparison,
        (old, new): (&'a [Item<F>], &'a [Item<F>]),
        groups: &mut Groups,
    ) -> Vec<Thing<'a, F>> {
        let mut things = Vec::new();
        let mut add = |earlier: &[usize], later: &[usize], presence: Option<ChangeCause>| {
            let before: Vec<&Item<F>> = earlier.iter().filter_map(|at| old.get(*at)).collect();
            let after: Vec<&Item<F>> = later.iter().filter_map(|at| new.get(*at)).collect();
            let Some(named) = after.first().or(before.first()) else {
                return;
            };
            let owner = |items: &[&Item<F>]| items.first().and_then(|item| item.owner.clone());
            let (first_old, first_new) = (owner(&before), owner(&after));
            let mut group = |organisation: Option<OrganisationId>| {
                let next = groups.len();
                *groups.entry(organisation).or_insert(next)
            };
            let mut parts = |items: &[&Item<F>], is_earlier: bool| -> Vec<Part<F>> {
                let mut parts = Vec::with_capacity(items.len());
                for item in items {
                    let own = item.owner.as_ref();
                    let organisation = match (self.assigner, is_earlier) {
                        (None, _) => None,
                        (Some(assigner), true) => assigner.earlier(own, first_new.as_ref()).one(),
                        (Some(assigner), false) => assigner.later(own, first_old.as_ref()).one(),
                    };
                    parts.push(Part {
                        facts: item.facts,
                        group: group(organisation),
                    });
                }
                parts
            };
            let recorded = self.recorded.and_then(|recorded| {
                let ids = after.iter().chain(&before);
                ids.map(|item| item.id.as_str())
                    .find_map(|id| recorded.cause(list, id))
            });
            let transferred = before.iter().any(|item| {
                let from = item.owner.as_ref();
                from.is_some()
                    && after
                        .iter()
                        .any(|other| other.owner.is_some() && other.owner.as_ref() != from)
            });
            things.push(Thing {
                id: &named.id,
                earlier: parts(&before, true),
                later: parts(&after, false),
                presence,
                transferred,
                composition: after.iter().any(|item| item.composition),
                recorded: recorded.filter(|cause| *cause != ChangeCause::Transferred),
            });
        };
        for pair in &matched.pairs {
            add(&[pair.earlier], &[pair.later], None);
        }
        for one in &matched.groups {
            let presence = if one.earlier.len() == 1 {
                ChangeCause::Split
            } else {
                ChangeCause::Merged
            };
            add(&one.earlier, &one.later, Some(presence));
        }
        for (positions, presence) in [
            (&matched.abolished, ChangeCause::Abolished),
            (&matched.editions_ended, ChangeCause::EditionsChanged),
        ] {
            for at in positions {
                add(&[*at], &[], Some(presence));
            }
        }
        for (positions, presence) in [
            (&matched.added, ChangeCause::Added),
            (&matched.editions_added, ChangeCause::EditionsChanged),
        ] {
            for at in positions {
                add(&[], &[*at], Some(presence));
            }
        }
        things
    }

    /// One organisation, or the whole.
    fn group<F: Changeable>(
        &self,
        group: usize,
        things: &[&Thing<'_, F>],
    ) -> Result<RateDecomposition, DecompositionError> {
        let mut game = Game::default();
        let mut subjects: BTreeMap<ChangeCause, Vec<Box<str>>> = BTreeMap::new();
        let (mut before, mut after) = (Tally::<F>::new(), Tally::<F>::new());
        for thing in things {
            for part in thing.earlier.iter().filter(|part| part.group == group) {
                before.add(&part.facts);
            }
            for part in thing.later.iter().filter(|part| part.group == group) {
                after.add(&part.facts);
            }
            let causes = thing.causes(self.rate);
            let mut real = game.add(causes, |worked| thing.adds(self.rate, group, worked));
            if self.assigner.is_none() && thing.transferred {
                real = real.with(ChangeCause::Transferred);
            }
            for cause in real.iter() {
                subjects.entry(cause).or_default().push(thing.id.into());
            }
        }
        let result = |tally: &Tally<F>| {
            let result = self.rates.evaluate_one(self.id, tally);
            result.ok_or_else(|| DecompositionError::UnknownRate {
                id: self.id.to_owned(),
            })
        };
        let (earlier, later) = (result(&before)?, result(&after)?);
        let order: Vec<ChangeCause> = self
            .method
            .order()
            .into_iter()
            .filter(|cause| subjects.contains_key(cause))
            .collect();
        let divided = self.divide(&game, (&earlier, &later), &order);
        let mut effects = Vec::with_capacity(order.len());
        for cause in order {
            let mut subjects = subjects.remove(&cause).unwrap_or_default();
            subjects.sort_unstable();
            subjects.dedup();
            let effect = divided.as_ref().ok().map(|(_, effects)| {
                let effect = effects.get(&cause);
                effect.cloned().unwrap_or_else(Fraction::zero)
            });
            effects.push(CauseEffect {
                cause,
                effect,
                subjects,
            });
        }
        let change = divided.map(|(change, _)| change);
        let method = self.method.id.clone();
        RateDecomposition::try_new(self.figure, method, (earlier, later), change, effects)
            .map_err(DecompositionError::from)
    }

    /// The change and the effect of each cause.
    fn divide(
        &self,
        game: &Game,
        (earlier, later): (&RateResult, &RateResult),
        order: &[ChangeCause],
    ) -> Result<(Fraction, BTreeMap<ChangeCause, Fraction>), NoDecomposition> {
        let fraction = |result: &RateResult, none: fn(NoRate) -> NoDecomposition, empty| {
            if let Some(reason) = result.no_rate() {
                return Err(none(reason));
            }
            let rate = self.figure.of(result);
            rate.and_then(|rate| Fraction::of_counts(rate.numerator(), rate.denominator()))
                .ok_or(empty)
        };
        let before = fraction(
            earlier,
            |_| NoDecomposition::EarlierNoRate,
            NoDecomposition::EarlierEmpty,
        )?;
        let after = fraction(
            later,
            |_| NoDecomposition::LaterNoRate,
            NoDecomposition::LaterEmpty,
        )?;
        let effects = match self.method.rule {
            MethodRule::Sequential { .. } => game.sequential(self.figure, &before, order),
            MethodRule::Shapley => game.shapley(self.figure, &before)?,
        };
        Ok((after.minus(&before), effects))
    }
}
