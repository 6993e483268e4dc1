//! The rate after any of the causes have worked, and how the change is divided among them.

use super::totals::Totals;
use super::{CauseSet, ChangeCause, DecomposedFigure, MAX_SHAPLEY_CAUSES, NoDecomposition};
use crate::Fraction;
use std::collections::BTreeMap;
use tosei_types::ExactFigure;

/// What all things add together, by which causes have worked.
#[derive(Debug, Default)]
pub(super) struct Game {
    /// Before any cause has worked.
    base: Totals,
    /// By the causes of a thing: what its changes add, for each subset of them.
    changes: BTreeMap<CauseSet, BTreeMap<CauseSet, Totals>>,
}

impl Game {
    pub(super) fn add_base(&mut self, totals: Totals) {
        self.base = self.base.plus(totals);
    }

    /// Adds a thing; gives the causes that make a difference for it.
    pub(super) fn add(&mut self, causes: CauseSet, adds: impl Fn(CauseSet) -> Totals) -> CauseSet {
        let values: BTreeMap<CauseSet, Totals> = causes
            .subsets()
            .into_iter()
            .map(|worked| (worked, adds(worked)))
            .collect();
        let base = values.get(&CauseSet::EMPTY).copied().unwrap_or_default();
        self.add_base(base);
        let mut real = causes;
        for cause in causes.iter() {
            let makes_none = values
                .iter()
                .all(|(worked, value)| values.get(&worked.without(cause)) == Some(value));
            if makes_none {
                real = real.without(cause);
            }
        }
        if real != CauseSet::EMPTY {
            let sums = self.changes.entry(real).or_default();
            for worked in real.subsets() {
                let value = values.get(&worked).copied().unwrap_or_default();
                let sum = sums.entry(worked).or_default();
                *sum = sum.plus(value.minus(base));
            }
        }
        real
    }

    fn totals(&self, worked: CauseSet) -> Totals {
        self.changes.iter().fold(self.base, |sum, (own, values)| {
            let worked = worked.intersection(*own);
            sum.plus(values.get(&worked).copied().unwrap_or_default())
        })
    }

    /// Every cause that makes a difference for something.
    fn causes(&self) -> CauseSet {
        self.changes
            .keys()
            .fold(CauseSet::EMPTY, |all, own| all.union(*own))
    }

    /// The effects of the causes one after the other.
    pub(super) fn sequential(
        &self,
        figure: DecomposedFigure,
        earlier: &Fraction,
        order: &[ChangeCause],
    ) -> BTreeMap<ChangeCause, Fraction> {
        let (mut worked, mut before) = (CauseSet::EMPTY, earlier.clone());
        let mut effects = BTreeMap::new();
        for cause in order {
            worked = worked.with(*cause);
            let after = self.rate(figure, earlier, worked);
            effects.insert(*cause, after.minus(&before));
            before = after;
        }
        effects
    }

    /// The averages over all orders.
    pub(super) fn shapley(
        &self,
        figure: DecomposedFigure,
        earlier: &Fraction,
    ) -> Result<BTreeMap<ChangeCause, Fraction>, NoDecomposition> {
        let causes = self.causes();
        let count = causes.iter().count();
        if count > MAX_SHAPLEY_CAUSES {
            return Err(NoDecomposition::TooManyCauses);
        }
        let rates: BTreeMap<CauseSet, Fraction> = causes
            .subsets()
            .into_iter()
            .map(|worked| (worked, self.rate(figure, earlier, worked)))
            .collect();
        let mut effects = BTreeMap::new();
        for cause in causes.iter() {
            // Differences by how many causes have worked before: all of one number weigh the same.
            let mut by_size: Vec<Fraction> = vec![Fraction::zero(); count];
            for worked in causes.without(cause).subsets() {
                let after = rates.get(&worked.with(cause));
                if let (Some(before), Some(after), Some(sum)) = (
                    rates.get(&worked),
                    after,
                    by_size.get_mut(worked.iter().count()),
                ) {
                    *sum = sum.plus(&after.minus(before));
                }
            }
            let effect = by_size
                .iter()
                .enumerate()
                .map(|(size, sum)| sum.times(&weight(size, count)))
                .sum();
            effects.insert(cause, effect);
        }
        Ok(effects)
    }

    /// The rate after some causes have worked. While the population is empty on the way, the
    /// earlier rate stands.
    fn rate(&self, figure: DecomposedFigure, earlier: &Fraction, worked: CauseSet) -> Fraction {
        let rate = self.totals(worked).fraction(figure);
        rate.unwrap_or_else(|| earlier.clone())
    }
}

/// s! (n − s − 1)! / n!: the share of the orders in which just s given causes come before one.
fn weight(size: usize, count: usize) -> Fraction {
    let factorial = |number: usize| {
        let factors = (1..=number).filter_map(|factor| u64::try_from(factor).ok());
        factors.fold(ExactFigure::one(), |all, next| {
            all * ExactFigure::from(next)
        })
    };
    let after = count.saturating_sub(size).saturating_sub(1);
    let orders = factorial(size) * factorial(after);
    // A factorial is at least 1.
    orders
        .divided_by(&factorial(count))
        .unwrap_or_default()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProcessFacts;
    use crate::{OnlineStatus, ProcessKinds, RateDefinitions};

    #[test]
    fn ten_causes_are_averaged_and_eleven_are_refused() {
        let rates = RateDefinitions::standard()
            .compile(ProcessKinds::standard())
            .unwrap();
        let rate = rates.compiled("processes.done").unwrap();
        let one = |status| {
            let facts = ProcessFacts {
                status,
                ..ProcessFacts::unknown()
            };
            Totals::of(rate.sums_of(&facts))
        };
        let mut game = Game::default();
        game.add_base(one(OnlineStatus::NotDone));
        for (at, cause) in ChangeCause::ALL.iter().enumerate().take(11) {
            let own = CauseSet::of(*cause);
            game.add(own, |worked| {
                if worked == own {
                    one(OnlineStatus::Done)
                } else {
                    one(OnlineStatus::NotDone)
                }
            });
            let effects = game.shapley(DecomposedFigure::Point, &Fraction::zero());
            if at < MAX_SHAPLEY_CAUSES {
                // All are alike, so each has the same part of at + 1 things of at + 2.
                let effects = effects.unwrap();
                let first = effects.get(cause).unwrap();
                assert!(effects.values().all(|effect| effect == first));
                let sum: Fraction = effects.values().sum();
                let things = u64::try_from(at).unwrap() + 1;
                assert_eq!(sum, Fraction::of_counts(things, things + 1).unwrap());
            } else {
                assert_eq!(effects.unwrap_err(), NoDecomposition::TooManyCauses);
            }
        }
    }
}
