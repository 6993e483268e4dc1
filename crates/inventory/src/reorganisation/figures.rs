//! Figures by organisation, in the old or the new structure.

use super::OrganisationView;
use super::view::{Assigner, Share};
use crate::rate::CompiledRate;
use crate::{ComparedSnapshots, CompiledRates, Fraction, ProcessFacts, RateUnit};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use tosei_types::{ExactFigure, OrganisationId};

/// 組織別の数値 (figure of an organisation): its part of a rate, exact.
///
/// Where a process of an organisation that was split cannot be told apart, the crosswalk's share of
/// it counts, so the two counts may be no whole numbers.
///
/// # Wire form
///
/// `{"organisation": "shimin-bu", "numerator": "120/1", "denominator": "1283/5"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganisationFigure {
    /// 組織; null for what belongs to none, or to one that nobody can tell.
    pub organisation: Option<OrganisationId>,
    /// 分子.
    pub numerator: Fraction,
    /// 分母.
    pub denominator: Fraction,
}

impl OrganisationFigure {
    /// The rate; `None` for an empty population.
    #[must_use]
    pub fn rate(&self) -> Option<Fraction> {
        self.numerator.divided_by(&self.denominator)
    }
}

/// The figures of one rate by organisation: of the earlier and of the later snapshot, each summing
/// exactly to the point figure of the whole.
///
/// A matched process stands where it is (in the new structure) or was (in the old one); one without
/// a match is shared out as the crosswalk says. Only rates of processes and of cases are
/// given: `None` if the definition is another, there is none of this id, or the comparison is of
/// other inventories.
#[must_use]
pub fn organisation_figures(
    rates: &CompiledRates,
    id: &str,
    snapshots: &ComparedSnapshots<'_>,
    view: &OrganisationView<'_>,
) -> Option<(Vec<OrganisationFigure>, Vec<OrganisationFigure>)> {
    let rate = rates.compiled(id)?;
    if !matches!(rate.unit, RateUnit::Process | RateUnit::Case) || !snapshots.fit() {
        return None;
    }
    let ComparedSnapshots {
        earlier,
        earlier_basis,
        later,
        later_basis,
        comparison,
    } = snapshots;
    let assigner = Assigner::new(earlier, later, view);
    let old_owner = |at: usize| {
        let process = earlier.processes.get(at)?;
        assigner.earlier_owners.of_process(process)
    };
    let new_owner = |at: usize| {
        let process = later.processes.get(at)?;
        assigner.later_owners.of_process(process)
    };
    let mut before: HashMap<usize, Option<&OrganisationId>> = HashMap::new();
    let mut after: HashMap<usize, Option<&OrganisationId>> = HashMap::new();
    for pair in &comparison.processes.pairs {
        before.insert(pair.later, old_owner(pair.earlier));
        after.insert(pair.earlier, new_owner(pair.later));
    }
    let mut old = Sums::default();
    for (at, process) in earlier.processes.iter().enumerate() {
        let other = after.get(&at).copied().flatten();
        let share = assigner.earlier(old_owner(at), other);
        old.add(rate, &process.facts(earlier_basis), share);
    }
    let mut new = Sums::default();
    for (at, process) in later.processes.iter().enumerate() {
        let other = before.get(&at).copied().flatten();
        let share = assigner.later(new_owner(at), other);
        new.add(rate, &process.facts(later_basis), share);
    }
    Some((old.into_figures(), new.into_figures()))
}

/// Whole counts of one organisation, and the parts of it that crosswalks share out.
#[derive(Default)]
struct Sums(BTreeMap<Option<OrganisationId>, (u128, u128, Fraction, Fraction)>);

impl Sums {
    fn add(&mut self, rate: &CompiledRate, facts: &ProcessFacts, share: Share) {
        let sum = rate.sums_of(facts).point;
        if sum.denominator == 0 {
            return;
        }
        match share {
            Share::One(organisation) => {
                let entry = self.entry(organisation);
                entry.0 = entry.0.saturating_add(sum.numerator);
                entry.1 = entry.1.saturating_add(sum.denominator);
            }
            Share::Several(shares) => {
                for (organisation, share) in shares {
                    let entry = self.entry(Some(organisation));
                    entry.2 = entry.2.plus(&share.times(&whole(sum.numerator)));
                    entry.3 = entry.3.plus(&share.times(&whole(sum.denominator)));
                }
            }
        }
    }

    fn entry(
        &mut self,
        organisation: Option<OrganisationId>,
    ) -> &mut (u128, u128, Fraction, Fraction) {
        self.0
            .entry(organisation)
            .or_insert_with(|| (0, 0, Fraction::zero(), Fraction::zero()))
    }

    fn into_figures(self) -> Vec<OrganisationFigure> {
        let sums = self.0.into_iter();
        sums.map(
            |(organisation, (numerator, denominator, shared, of))| OrganisationFigure {
                organisation,
                numerator: whole(numerator).plus(&shared),
                denominator: whole(denominator).plus(&of),
            },
        )
        .collect()
    }
}

fn whole(number: u128) -> Fraction {
    ExactFigure::from(number).into()
}
