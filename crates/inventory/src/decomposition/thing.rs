//! One thing in both snapshots, and what it adds to a rate when only some of its changes are made.

use super::attribute::{Attribute, Changeable, cause_of};
use super::totals::Totals;
use super::{CauseSet, ChangeCause};
use crate::RateUnit;
use crate::rate::CompiledRate;

/// A thing as it is in one snapshot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<F> {
    pub(super) facts: F,
    /// Which group it belongs to; all belong to one when the whole is looked at.
    pub(super) group: usize,
}

/// A thing in both snapshots: several parts on one side for a split or merger, none for what came
/// or went.
#[derive(Debug, Clone)]
pub(super) struct Thing<'a, F> {
    pub(super) id: &'a str,
    pub(super) earlier: Vec<Part<F>>,
    pub(super) later: Vec<Part<F>>,
    /// What made it come, go, split or merge.
    pub(super) presence: Option<ChangeCause>,
    /// Whether another organisation has it.
    pub(super) transferred: bool,
    /// Whether only the processes of a procedure came or went, and none changed.
    pub(super) composition: bool,
    /// What somebody recorded as the cause of all that changed.
    pub(super) recorded: Option<ChangeCause>,
}

impl<F: Changeable> Thing<'_, F> {
    /// What changed an attribute from one part to another.
    fn cause(
        &self,
        rate: &CompiledRate,
        (earlier, later): (&F, &F),
        attribute: Attribute,
    ) -> Option<ChangeCause> {
        let counts = matches!(attribute, Attribute::Cases | Attribute::OnlineCases);
        if counts && rate.unit != RateUnit::Case {
            return None;
        }
        let cause = cause_of(rate, earlier, later, attribute, self.composition)?;
        Some(self.recorded.unwrap_or(cause))
    }

    /// From what each later part sets out: an earlier part, or what several have in common.
    fn start(&self, later: &Part<F>) -> Option<Part<F>> {
        match self.earlier.as_slice() {
            [] => None,
            [one] if self.later.len() == 1 => Some(*one),
            [one] => {
                // How the cases were divided nobody can tell: they are those of the parts.
                let mut facts = one.facts;
                facts.take(&later.facts, Attribute::Cases);
                facts.take(&later.facts, Attribute::OnlineCases);
                Some(Part { facts, ..*one })
            }
            [first, ..] => {
                let facts: Vec<F> = self.earlier.iter().map(|part| part.facts).collect();
                let same = self.earlier.iter().all(|part| part.group == first.group);
                Some(Part {
                    facts: F::common(&facts, &later.facts),
                    group: if same { first.group } else { later.group },
                })
            }
        }
    }

    /// Every cause that the thing has.
    pub(super) fn causes(&self, rate: &CompiledRate) -> CauseSet {
        let mut causes = CauseSet::EMPTY;
        if let Some(presence) = self.presence {
            causes = causes.with(self.recorded.unwrap_or(presence));
        }
        for later in &self.later {
            let Some(start) = self.start(later) else {
                continue;
            };
            for attribute in Attribute::ALL {
                let pair = (&start.facts, &later.facts);
                if let Some(cause) = self.cause(rate, pair, attribute) {
                    causes = causes.with(cause);
                }
            }
            if start.group != later.group {
                causes = causes.with(ChangeCause::Transferred);
            }
        }
        causes
    }

    /// What it adds to a group when some causes have worked.
    pub(super) fn adds(&self, rate: &CompiledRate, group: usize, worked: CauseSet) -> Totals {
        let sum = |facts: &F, belongs: bool| {
            if belongs {
                Totals::of(rate.sums_of(facts))
            } else {
                Totals::default()
            }
        };
        let arrived = self
            .presence
            .is_none_or(|presence| worked.contains(self.recorded.unwrap_or(presence)));
        let mut totals = Totals::default();
        if !arrived {
            for part in &self.earlier {
                totals = totals.plus(sum(&part.facts, part.group == group));
            }
            return totals;
        }
        for later in &self.later {
            let Some(start) = self.start(later) else {
                totals = totals.plus(sum(&later.facts, later.group == group));
                continue;
            };
            let mut facts = start.facts;
            for attribute in Attribute::ALL {
                let pair = (&start.facts, &later.facts);
                if let Some(cause) = self.cause(rate, pair, attribute)
                    && worked.contains(cause)
                {
                    facts.take(&later.facts, attribute);
                }
            }
            let at = if worked.contains(ChangeCause::Transferred) {
                later.group
            } else {
                start.group
            };
            totals = totals.plus(sum(&facts, at == group));
        }
        totals
    }
}
