//! What counts of the evidence about one subject on one day.

use crate::assess::{Basis, BasisKind};
use crate::{
    Answer, CompiledStandard, ConflictPolicy, EvidenceItem, EvidenceQuality, EvidenceSet,
    ExactNumber, ReconfirmationPolicy, Stated,
};
use std::collections::BTreeMap;
use tosei_types::{CriterionId, Date, ReasonId, SubjectId};

/// A statement that is in force: not superseded, not expired.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InForce<'e, V> {
    pub(crate) position: usize,
    pub(crate) value: V,
    pub(crate) item: &'e EvidenceItem,
}

/// The statements about one criterion or one measure.
#[derive(Debug, Clone)]
pub(crate) struct Statements<'e, V> {
    pub(crate) in_force: Vec<InForce<'e, V>>,
    /// Positions of the items that would count, had they not expired.
    pub(crate) expired: Vec<usize>,
}

impl<V> Default for Statements<'_, V> {
    fn default() -> Self {
        Self {
            in_force: Vec::new(),
            expired: Vec::new(),
        }
    }
}

/// What the statements come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved<V> {
    /// `None` for unknown.
    pub(crate) value: Option<V>,
    pub(crate) basis: Basis,
}

impl<'e, V: Copy + Eq> Statements<'e, V> {
    /// Takes the statements of a day: of each source its latest, and of those the ones that have
    /// not expired. A statement that a later one of its source replaced does not come back when that
    /// one expires.
    pub(crate) fn on(
        given: Vec<InForce<'e, V>>,
        as_of: Date,
        reconfirmation: ReconfirmationPolicy,
    ) -> Self {
        let mut latest: BTreeMap<&str, Date> = BTreeMap::new();
        for one in &given {
            let origin = one.item.origin();
            if origin.date <= as_of {
                let date = latest.entry(&origin.source).or_insert(origin.date);
                *date = origin.date.max(*date);
            }
        }
        let mut statements = Self::default();
        for one in &given {
            let origin = one.item.origin();
            if latest.get(origin.source.as_str()) != Some(&origin.date) {
                continue;
            }
            let overdue = reconfirmation == ReconfirmationPolicy::Expire
                && one.item.reconfirm_by().is_some_and(|day| day < as_of);
            if overdue || origin.expires_on.is_some_and(|last| last < as_of) {
                statements.expired.push(one.position);
            } else {
                statements.in_force.push(*one);
            }
        }
        statements
    }
}

impl<'e, V: Copy + Eq> Statements<'e, Option<V>> {
    /// Settles what the statements come to.
    ///
    /// Confirmed evidence outranks statements before any policy. `settle` picks among differing
    /// values of one rank, of which there are at least two.
    pub(crate) fn resolve(
        &self,
        stated_counts: bool,
        settle: impl Fn(&[(V, Date)]) -> Option<V>,
    ) -> Resolved<V> {
        let counts = |one: &&InForce<'e, Option<V>>| {
            stated_counts || one.item.origin().quality == EvidenceQuality::Confirmed
        };
        let definite: Vec<(&InForce<'e, Option<V>>, V)> = self
            .in_force
            .iter()
            .filter(counts)
            .filter_map(|one| Some((one, one.value?)))
            .collect();
        let confirmed =
            |one: &InForce<'_, Option<V>>| one.item.origin().quality == EvidenceQuality::Confirmed;
        let any_confirmed = definite.iter().any(|(one, _)| confirmed(one));
        let ranking: Vec<&(&InForce<'e, Option<V>>, V)> = definite
            .iter()
            .filter(|(one, _)| !any_confirmed || confirmed(one))
            .collect();
        let Some((_, first)) = ranking.first().copied() else {
            return self.nothing(stated_counts);
        };
        let conflicting = definite.iter().any(|(_, value)| value != first);
        let agreed = ranking.iter().all(|(_, value)| value == first);
        let value = if agreed {
            Some(*first)
        } else {
            let values: Vec<(V, Date)> = ranking
                .iter()
                .map(|(one, value)| (*value, one.item.origin().date))
                .collect();
            settle(&values)
        };
        let items = ranking
            .iter()
            .filter(|(_, one)| value.is_none_or(|value| value == *one))
            .map(|(one, _)| one.position);
        let kind = if value.is_none() {
            BasisKind::Conflict
        } else {
            BasisKind::Evidence
        };
        Resolved {
            value,
            basis: Basis {
                kind,
                items: sorted(items.collect()),
                conflicting,
            },
        }
    }

    /// Why nothing is known.
    fn nothing(&self, stated_counts: bool) -> Resolved<V> {
        let said_unknown = |one: &&InForce<'e, Option<V>>| {
            one.value.is_none()
                && (stated_counts || one.item.origin().quality == EvidenceQuality::Confirmed)
        };
        let unknown: Vec<usize> = self
            .in_force
            .iter()
            .filter(said_unknown)
            .map(|one| one.position)
            .collect();
        let stated: Vec<usize> = self.in_force.iter().map(|one| one.position).collect();
        let (kind, items) = if !unknown.is_empty() {
            (BasisKind::Evidence, unknown)
        } else if !stated.is_empty() {
            (BasisKind::OnlyStated, stated)
        } else if !self.expired.is_empty() {
            (BasisKind::Expired, self.expired.clone())
        } else {
            (BasisKind::NoEvidence, Vec::new())
        };
        Resolved {
            value: None,
            basis: Basis {
                kind,
                items: sorted(items),
                conflicting: false,
            },
        }
    }
}

fn sorted(mut items: Vec<usize>) -> Vec<usize> {
    items.sort_unstable();
    items.dedup();
    items
}

/// Picks among differing answers.
pub(crate) fn settle_answers(policy: ConflictPolicy, given: &[(Answer, Date)]) -> Option<Answer> {
    let strictest = |given: &mut dyn Iterator<Item = Answer>| {
        let mut order: Vec<Answer> = given.collect();
        order.sort_by_key(|answer| match answer {
            Answer::NotMet => 0u8,
            Answer::NotApplicable => 1,
            Answer::Met => 2,
            Answer::Unknown => 3,
        });
        order.first().copied()
    };
    match policy {
        ConflictPolicy::Unknown => None,
        ConflictPolicy::Strictest => strictest(&mut given.iter().map(|(answer, _)| *answer)),
        ConflictPolicy::Latest => {
            let last = given.iter().map(|(_, date)| *date).max()?;
            let mut of_last = given
                .iter()
                .filter(|(_, date)| *date == last)
                .map(|(answer, _)| *answer);
            strictest(&mut of_last)
        }
    }
}

/// Picks among differing values: measured values have no order of strictness.
pub(crate) fn settle_values(
    policy: ConflictPolicy,
    given: &[(ExactNumber, Date)],
) -> Option<ExactNumber> {
    if policy != ConflictPolicy::Latest {
        return None;
    }
    let last = given.iter().map(|(_, date)| *date).max()?;
    let mut of_last = given
        .iter()
        .filter(|(_, date)| *date == last)
        .map(|(value, _)| *value);
    let first = of_last.next()?;
    of_last.all(|value| value == first).then_some(first)
}

/// Why an item cannot count, whatever the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It names a criterion that the standard does not have.
    UnknownCriterion,
    /// It names a measure that the standard does not have.
    UnknownMeasure,
    /// Its unit is not that of the measure.
    WrongUnit,
    /// It says not applicable of what always applies.
    AlwaysApplies,
    /// Its reason is not in the list for this criterion, or is missing.
    ReasonNotListed,
    /// It says met or not met of a criterion that a condition decides.
    ConditionDecides,
}

/// What an item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// A criterion, by its bit, with its answer; `None` for unknown.
    Criterion(u32, Option<Answer>),
    /// A measure, by its position, with its value.
    Measure(usize, Option<ExactNumber>),
}

impl CompiledStandard {
    /// What an item is about, or why it cannot count.
    pub(crate) fn about(&self, item: &EvidenceItem) -> Result<About, Misfit> {
        match item.stated() {
            Stated::Answer {
                criterion,
                answer,
                reason,
            } => {
                let bit = self.bit(criterion).ok_or(Misfit::UnknownCriterion)?;
                match answer {
                    Answer::NotApplicable if self.always_applying().contains(bit) => {
                        return Err(Misfit::AlwaysApplies);
                    }
                    Answer::NotApplicable if !self.reason_listed(criterion, reason.as_ref()) => {
                        return Err(Misfit::ReasonNotListed);
                    }
                    Answer::Met | Answer::NotMet if self.has_condition(bit) => {
                        return Err(Misfit::ConditionDecides);
                    }
                    _ => {}
                }
                let known = (*answer != Answer::Unknown).then_some(*answer);
                Ok(About::Criterion(bit, known))
            }
            Stated::Value {
                measure,
                value,
                unit,
            } => {
                let at = *self.measures.get(measure).ok_or(Misfit::UnknownMeasure)?;
                let known = self.standard().document().measures.get(at);
                if known.ok_or(Misfit::UnknownMeasure)?.unit != *unit {
                    return Err(Misfit::WrongUnit);
                }
                Ok(About::Measure(at, *value))
            }
        }
    }

    fn has_condition(&self, bit: u32) -> bool {
        let at = usize::try_from(bit).unwrap_or(usize::MAX);
        matches!(self.programs.get(at), Some(Some(_)))
    }

    /// Whether the standard's list has the reason for the criterion; without a list anything will do.
    fn reason_listed(&self, criterion: &CriterionId, reason: Option<&ReasonId>) -> bool {
        let listed = &self.standard().document().not_applicable_reasons;
        listed.is_empty()
            || reason.is_some_and(|reason| {
                listed.iter().any(|one| {
                    one.id == *reason
                        && one
                            .criteria
                            .as_ref()
                            .is_none_or(|only| only.contains(criterion))
                })
            })
    }
}

/// The statements about a subject, sorted by what they are about.
pub(crate) struct Sorted<'e> {
    pub(crate) answers: Vec<Vec<InForce<'e, Option<Answer>>>>,
    pub(crate) values: Vec<Vec<InForce<'e, Option<ExactNumber>>>>,
}

pub(crate) fn sort<'e>(
    standard: &CompiledStandard,
    evidence: &'e EvidenceSet,
    subject: &SubjectId,
    mut misfits: impl FnMut(usize, Misfit),
) -> Sorted<'e> {
    let mut sorted = Sorted {
        answers: vec![Vec::new(); standard.programs.len()],
        values: vec![Vec::new(); standard.measures.len()],
    };
    for (position, item) in evidence.items_about(subject) {
        match standard.about(item) {
            Ok(About::Criterion(bit, value)) => {
                let at = usize::try_from(bit).unwrap_or(usize::MAX);
                if let Some(list) = sorted.answers.get_mut(at) {
                    list.push(InForce {
                        position,
                        value,
                        item,
                    });
                }
            }
            Ok(About::Measure(at, value)) => {
                if let Some(list) = sorted.values.get_mut(at) {
                    list.push(InForce {
                        position,
                        value,
                        item,
                    });
                }
            }
            Err(misfit) => misfits(position, misfit),
        }
    }
    sorted
}
