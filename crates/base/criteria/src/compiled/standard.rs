//! From a standard to its masks.

use super::level::{CompiledLevel, Need};
use super::verdict::CompiledAxis;
use super::{CriterionSet, PackedEvidence, Program};
use crate::{Combination, Condition, LevelNumber, LevelPolicy, NotApplicablePolicy, Standard};
use std::collections::BTreeMap;
use tosei_document::{Report, Severity};
use tosei_types::{AxisId, CriterionId, Label, MeasureId};

/// 判定できる基準 (compiled standard): a sound standard, ready to judge.
///
/// Each criterion has a bit: the prerequisites first, then the criteria, in the standard's order.
#[derive(Debug, Clone)]
pub struct CompiledStandard {
    standard: Standard,
    bits: BTreeMap<CriterionId, u32>,
    pub(crate) measures: BTreeMap<MeasureId, usize>,
    /// Of each bit its condition.
    pub(crate) programs: Vec<Option<Program>>,
    /// The bits in an order in which each comes after those that its condition asks about.
    pub(crate) order: Vec<u32>,
    /// The bits for which a mere statement is enough.
    pub(crate) stated_counts: u64,
    /// The bits of the prerequisites.
    pub(crate) prerequisites: u64,
    /// The criteria that always apply.
    pub(crate) always: u64,
    pub(crate) cumulative: bool,
    /// Whether not applicable counts as met.
    pub(crate) satisfied: bool,
    pub(crate) axes: Vec<CompiledAxis>,
}

/// A prerequisite or a criterion: what both have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'s> {
    pub(crate) id: &'s CriterionId,
    pub(crate) text: &'s Label,
    pub(crate) condition: Option<&'s Condition>,
    pub(crate) stated_counts: bool,
    pub(crate) always_applies: bool,
    /// Axis and level; `None` for a prerequisite.
    pub(crate) place: Option<(&'s AxisId, LevelNumber)>,
}

impl Standard {
    /// Prerequisites and criteria, in the order of their bits.
    pub(crate) fn asked(&self) -> impl Iterator<Item = Asked<'_>> {
        let document = self.document();
        let enough = document.policies.stated_counts_up_to;
        let prerequisites = document.prerequisites.iter().map(|one| Asked {
            id: &one.id,
            text: &one.text,
            condition: one.condition.as_ref(),
            stated_counts: one.stated_counts.unwrap_or(false),
            always_applies: true,
            place: None,
        });
        let criteria = document.criteria.iter().map(move |one| Asked {
            id: &one.id,
            text: &one.text,
            condition: one.condition.as_ref(),
            stated_counts: one.stated_counts.unwrap_or(one.level <= enough),
            always_applies: one.always_applies,
            place: Some((&one.axis, one.level)),
        });
        prerequisites.chain(criteria)
    }

    /// Turns the standard into what judges, or says everything that is wrong with it.
    ///
    /// # Errors
    ///
    /// The report of [`check`](Self::check), if it has an error.
    pub fn compile(&self) -> Result<CompiledStandard, Report> {
        let report = self.check();
        if report.count(Severity::Error) > 0 {
            return Err(report);
        }
        let document = self.document();
        let bits: BTreeMap<CriterionId, u32> = (0u32..)
            .zip(self.asked())
            .map(|(bit, asked)| (asked.id.clone(), bit))
            .collect();
        let measures: BTreeMap<MeasureId, usize> = document
            .measures
            .iter()
            .enumerate()
            .map(|(at, measure)| (measure.id.clone(), at))
            .collect();
        let programs: Vec<Option<Program>> = self
            .asked()
            .map(|asked| {
                Program::compile(
                    asked.condition?,
                    |measure| measures.get(measure).copied(),
                    |criterion| bits.get(criterion).copied(),
                )
            })
            .collect();
        let set = |wanted: &dyn Fn(&Asked<'_>) -> bool| {
            (0u32..)
                .zip(self.asked())
                .filter(|(_, asked)| wanted(asked))
                .map(|(bit, _)| bit)
                .collect::<CriterionSet>()
                .bits()
        };
        let axes = document
            .axes
            .iter()
            .map(|axis| {
                let mut up_to = 0;
                let above_lowest = axis.levels.iter().skip(1);
                let levels = above_lowest.map(|level| {
                    let mask = set(&|asked| asked.place == Some((&axis.id, level.level)));
                    up_to |= mask;
                    let within = level.within_level.unwrap_or(document.policies.within_level);
                    CompiledLevel {
                        mask,
                        up_to,
                        need: need(within, mask),
                    }
                });
                CompiledAxis::new(levels.collect())
            })
            .collect();
        Ok(CompiledStandard {
            order: in_order(&programs),
            stated_counts: set(&|asked| asked.stated_counts),
            prerequisites: set(&|asked| asked.place.is_none()),
            always: set(&|asked| asked.always_applies),
            cumulative: document.policies.levels == LevelPolicy::Cumulative,
            satisfied: document.policies.not_applicable == NotApplicablePolicy::Satisfied,
            standard: self.clone(),
            bits,
            measures,
            programs,
            axes,
        })
    }
}

fn need(within: Combination, mask: u64) -> Need {
    let criteria = mask.count_ones();
    let needed = match within {
        Combination::All => criteria,
        Combination::Any => 1,
        Combination::AtLeast(count) => count.into(),
    };
    if needed >= criteria {
        Need::All
    } else {
        Need::AtLeast(needed)
    }
}

/// Puts each criterion behind those that its condition asks about; the check has found no cycle.
fn in_order(programs: &[Option<Program>]) -> Vec<u32> {
    let mut order: Vec<u32> = Vec::with_capacity(programs.len());
    let mut placed = CriterionSet::EMPTY;
    // Each round places at least one, so there are at most as many rounds as criteria.
    for _ in programs {
        for (bit, program) in (0u32..).zip(programs) {
            let ready = program
                .as_ref()
                .is_none_or(|program| program.criteria().all(|asked| placed.contains(asked)));
            if ready && !placed.contains(bit) {
                placed = placed.with(bit);
                order.push(bit);
            }
        }
    }
    order
}

impl CompiledStandard {
    /// The standard that it was made from.
    #[must_use]
    pub fn standard(&self) -> &Standard {
        &self.standard
    }

    /// The bit of a criterion or prerequisite.
    #[must_use]
    pub fn bit(&self, criterion: &CriterionId) -> Option<u32> {
        self.bits.get(criterion).copied()
    }

    /// The criterion or prerequisite of a bit.
    #[must_use]
    pub fn criterion(&self, bit: u32) -> Option<&CriterionId> {
        self.asked(bit).map(|asked| asked.id)
    }

    /// The position of an axis.
    #[must_use]
    pub fn axis_position(&self, axis: &AxisId) -> Option<usize> {
        let axes = &self.standard.document().axes;
        axes.iter().position(|one| one.id == *axis)
    }

    /// All criteria of one axis, by its position; empty beyond the last.
    #[must_use]
    pub fn criteria_of_axis(&self, axis: usize) -> CriterionSet {
        CriterionSet::from_bits(self.axes.get(axis).map_or(0, |axis| axis.criteria))
    }

    /// The prerequisites.
    #[must_use]
    pub fn prerequisites(&self) -> CriterionSet {
        CriterionSet::from_bits(self.prerequisites)
    }

    /// The criteria that always apply, the prerequisites among them.
    #[must_use]
    pub fn always_applying(&self) -> CriterionSet {
        CriterionSet::from_bits(self.always)
    }

    /// Whether there can be a level: `Some(false)` if a prerequisite is not met, `None` if one is
    /// unknown and the others are met.
    ///
    /// A prerequisite that is declared not applicable is not met.
    #[inline]
    #[must_use]
    pub fn prerequisites_met(&self, evidence: PackedEvidence) -> Option<bool> {
        if self.prerequisites & (evidence.not_met | evidence.not_applicable) != 0 {
            Some(false)
        } else if self.prerequisites & !evidence.met != 0 {
            None
        } else {
            Some(true)
        }
    }

    pub(crate) fn asked(&self, bit: u32) -> Option<Asked<'_>> {
        self.standard.asked().nth(usize::try_from(bit).ok()?)
    }

    /// The ids of a set of bits, in the standard's order.
    #[must_use]
    pub fn ids(&self, set: CriterionSet) -> Vec<CriterionId> {
        (0u32..)
            .zip(self.standard.asked())
            .filter(|(bit, _)| set.contains(*bit))
            .map(|(_, asked)| asked.id.clone())
            .collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use serde_json::json;

    /// Law: each criterion is placed once, behind all that its condition asks about.
    #[test]
    fn each_comes_once_and_after_what_it_asks_about() {
        let asking = |others: &[&str]| {
            let parts: Vec<_> = others
                .iter()
                .map(|other| json!({ "criterion": { "criterion": other } }))
                .collect();
            let condition: Condition = serde_json::from_value(json!({ "all": parts })).unwrap();
            let bit = |id: &CriterionId| {
                ["A", "B", "C", "D"]
                    .iter()
                    .position(|one| *one == id.as_str())
            };
            Program::compile(&condition, |_| None, |id| u32::try_from(bit(id)?).ok())
        };
        let programs = [asking(&["B", "C"]), asking(&["D"]), None, asking(&["C"])];
        assert_eq!(in_order(&programs), [2, 3, 1, 0]);
        assert_eq!(in_order(&[None, None]), [0, 1]);
    }
}
