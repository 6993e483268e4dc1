//! Judging an axis on packed evidence: no allocation, no ids, a few words in and out.

use super::level::{CompiledLevel, Need, Outlook};
use super::{CompiledStandard, CriterionSet, PackedEvidence};
use crate::{LevelNumber, LevelRange};

/// An axis as masks.
#[derive(Debug, Clone)]
pub(crate) struct CompiledAxis {
    /// The levels above the lowest, the lower ones first.
    pub(super) levels: Vec<CompiledLevel>,
    /// All criteria of the axis.
    pub(super) criteria: u64,
    /// Whether every level needs all its criteria.
    pub(super) plain: bool,
}

/// 軸の水準 (levels of an axis) on packed evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AxisLevels {
    /// The level by criteria that are met.
    pub earned: LevelRange,
    /// The level when levels that hold only by non-applicability count too.
    pub reached: LevelRange,
}

/// 軸の判定 (verdict on an axis) on packed evidence, with its reasons as sets of bits.
///
/// The fields mean what those of [`AxisAssessment`](crate::AxisAssessment) mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AxisVerdict {
    /// The levels.
    pub levels: AxisLevels,
    /// The criteria, met or not applicable, on which the floor of `reached` rests.
    pub supporting: CriterionSet,
    /// The criteria, not met, that keep `reached` from going beyond its ceiling.
    pub blocking: CriterionSet,
    /// The unknown criteria that can still change the level.
    pub open: CriterionSet,
}

/// Of each level above the lowest one bit: level 1 is bit 0.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LevelMasks {
    pub(crate) may_hold: u32,
    pub(crate) holds: u32,
    pub(crate) may_be_earned: u32,
    pub(crate) earned: u32,
}

impl LevelMasks {
    #[inline]
    fn add(&mut self, at: u32, outlook: Outlook) {
        self.may_hold |= u32::from(outlook.may_hold) << at;
        self.holds |= u32::from(outlook.holds) << at;
        self.may_be_earned |= u32::from(outlook.may_be_earned) << at;
        self.earned |= u32::from(outlook.earned) << at;
    }

    /// The levels as if they built on each other.
    #[inline]
    fn cumulative(self) -> AxisLevels {
        let floor = self.holds.trailing_ones();
        let ceiling = self.may_hold.trailing_ones();
        AxisLevels {
            earned: LevelRange {
                floor: highest(self.earned & up_to(floor)),
                ceiling: highest(self.may_be_earned & up_to(ceiling)),
            },
            reached: LevelRange {
                floor: LevelNumber::cut(floor),
                ceiling: LevelNumber::cut(ceiling),
            },
        }
    }

    /// The levels that hold and, reached, lead for certain to a higher one that is earned: whether they are
    /// earned themselves does not matter any more.
    fn surpassed(self) -> u32 {
        let mut surpassed = 0;
        // There are at most 15 levels.
        for _ in 0..15 {
            surpassed = (self.holds & (self.earned | surpassed)) >> 1;
        }
        surpassed & self.holds
    }

    /// The levels as if each stood alone.
    #[inline]
    fn independent(self) -> AxisLevels {
        AxisLevels {
            earned: LevelRange {
                floor: highest(self.earned),
                ceiling: highest(self.may_be_earned),
            },
            reached: LevelRange {
                floor: highest(self.holds),
                ceiling: highest(self.may_hold),
            },
        }
    }
}

/// The bits of the levels 1 to `level`, which is at most 15.
#[inline]
fn up_to(level: u32) -> u32 {
    (1u32 << (level & 31)).wrapping_sub(1)
}

/// The highest level of a mask; 0 for none.
#[inline]
fn highest(mask: u32) -> LevelNumber {
    LevelNumber::cut(u32::BITS.saturating_sub(mask.leading_zeros()))
}

impl CompiledStandard {
    /// The levels of one axis, by its position; `None` beyond the last.
    #[inline]
    #[must_use]
    pub fn levels(&self, axis: usize, evidence: PackedEvidence) -> Option<AxisLevels> {
        self.axes
            .get(axis)
            .map(|axis| self.axis_levels(axis, evidence))
    }

    /// The levels of every axis, in the standard's order.
    #[inline]
    pub fn all_levels(&self, evidence: PackedEvidence) -> impl Iterator<Item = AxisLevels> {
        self.axes
            .iter()
            .map(move |axis| self.axis_levels(axis, evidence))
    }

    /// The verdict on one axis, by its position; `None` beyond the last.
    #[inline]
    #[must_use]
    pub fn verdict(&self, axis: usize, evidence: PackedEvidence) -> Option<AxisVerdict> {
        self.axes
            .get(axis)
            .map(|axis| self.axis_verdict(axis, evidence))
    }

    /// The verdicts on every axis, in the standard's order.
    ///
    /// Whether the [prerequisites](Self::prerequisites_met) are met is another question.
    #[inline]
    pub fn verdicts(&self, evidence: PackedEvidence) -> impl Iterator<Item = AxisVerdict> {
        self.axes
            .iter()
            .map(move |axis| self.axis_verdict(axis, evidence))
    }

    /// Every level by itself.
    #[inline]
    pub(crate) fn level_masks(&self, axis: &CompiledAxis, evidence: PackedEvidence) -> LevelMasks {
        let mut masks = LevelMasks::default();
        for (at, level) in (0u32..).zip(&axis.levels) {
            masks.add(at, level.outlook(evidence, self.satisfied));
        }
        masks
    }

    /// Which of the two levels is the level, by the standard's policy.
    #[must_use]
    pub fn level_of(&self, levels: AxisLevels) -> LevelRange {
        if self.satisfied {
            levels.reached
        } else {
            levels.earned
        }
    }

    /// Whether none of the axis's criteria applies.
    pub(crate) fn wholly_not_applicable(
        &self,
        axis: &CompiledAxis,
        evidence: PackedEvidence,
    ) -> bool {
        axis.criteria & !evidence.not_applicable == 0
    }

    /// Whether it may turn out that none of the axis's criteria applies.
    pub(crate) fn may_be_wholly_not_applicable(
        &self,
        axis: &CompiledAxis,
        evidence: PackedEvidence,
    ) -> bool {
        let must_apply = evidence.met | evidence.not_met | evidence.unknown() & self.always;
        axis.criteria & must_apply == 0
    }

    #[inline]
    fn axis_levels(&self, axis: &CompiledAxis, evidence: PackedEvidence) -> AxisLevels {
        let masks = if axis.plain {
            axis.plain_masks(evidence)
        } else {
            self.level_masks(axis, evidence)
        };
        if self.cumulative {
            masks.cumulative()
        } else {
            masks.independent()
        }
    }

    #[inline]
    fn axis_verdict(&self, axis: &CompiledAxis, evidence: PackedEvidence) -> AxisVerdict {
        let shown = evidence.met | evidence.not_applicable;
        if self.cumulative && axis.plain {
            let levels = self.axis_levels(axis, evidence);
            let below = |level: LevelNumber| axis.up_to(level);
            let ceiling = below(levels.reached.ceiling);
            let next = axis.levels.get(usize::from(levels.reached.ceiling.get()));
            return AxisVerdict {
                levels,
                supporting: CriterionSet::from_bits(below(levels.reached.floor) & shown),
                blocking: CriterionSet::from_bits(
                    next.map_or(0, |next| next.mask) & evidence.not_met,
                ),
                // A level that needs all its criteria is undecided by each unknown of it.
                open: CriterionSet::from_bits(ceiling & evidence.unknown()),
            };
        }
        self.any_axis_verdict(axis, evidence)
    }

    /// The verdict by looking at every level.
    fn any_axis_verdict(&self, axis: &CompiledAxis, evidence: PackedEvidence) -> AxisVerdict {
        let masks = self.level_masks(axis, evidence);
        let levels = if self.cumulative {
            masks.cumulative()
        } else {
            masks.independent()
        };
        let number = |level: LevelNumber| u32::from(level.get());
        let (floor, ceiling) = (number(levels.reached.floor), number(levels.reached.ceiling));
        let earned_floor = number(levels.earned.floor);
        let mut earning = masks.may_be_earned & !masks.earned & !up_to(earned_floor);
        if self.cumulative {
            earning &= !masks.surpassed();
        }
        let undecided = masks.may_hold & !masks.holds & !up_to(floor) | earning;
        let (supports, blocks, undecided) = if self.cumulative {
            let next = up_to(ceiling.saturating_add(1)) & !up_to(ceiling);
            (up_to(floor), next, undecided & up_to(ceiling))
        } else {
            let reached = up_to(floor) & !up_to(floor.saturating_sub(1));
            (reached, !up_to(ceiling), undecided)
        };
        AxisVerdict {
            levels,
            supporting: axis.criteria_of(supports, evidence.met | evidence.not_applicable),
            blocking: axis.criteria_of(blocks, evidence.not_met),
            open: axis.criteria_of(undecided, evidence.unknown()),
        }
    }
}

/// What a level needs so that its floor holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LevelNeed {
    /// Its criteria that can be acted on: not met, or unknown.
    pub(crate) candidates: CriterionSet,
    /// How many of them, whichever they are.
    pub(crate) count: u32,
    /// Whether the level then counts by the standard's policy: one none of whose criteria applies
    /// cannot be earned.
    pub(crate) can_count: bool,
}

impl CompiledStandard {
    /// What each level of an axis needs, the lowest but one first.
    pub(crate) fn level_needs(&self, axis: usize, evidence: PackedEvidence) -> Vec<LevelNeed> {
        let levels = self.axes.get(axis).map(|axis| axis.levels.as_slice());
        let levels = levels.unwrap_or_default().iter();
        levels
            .map(|level| {
                let count = |bits: u64| (level.mask & bits).count_ones();
                let met = count(evidence.met);
                let candidates = level.mask & (evidence.not_met | evidence.unknown());
                let able = candidates.count_ones();
                let needed = match level.need {
                    Need::All => level.mask.count_ones(),
                    Need::AtLeast(needed) => needed,
                };
                let sure = if self.satisfied {
                    met.saturating_add(count(evidence.not_applicable))
                } else {
                    met
                };
                LevelNeed {
                    candidates: CriterionSet::from_bits(candidates),
                    count: needed.saturating_sub(sure).min(able),
                    can_count: self.satisfied || met.saturating_add(able) > 0,
                }
            })
            .collect()
    }

    /// The criteria of one level.
    pub(crate) fn criteria_at(&self, axis: usize, level: LevelNumber) -> CriterionSet {
        let at = usize::from(level.get()).checked_sub(1);
        let level = self.axes.get(axis).and_then(|axis| axis.levels.get(at?));
        CriterionSet::from_bits(level.map_or(0, |level| level.mask))
    }

    /// The criteria that a way to a level looks at: those of the levels up to it, or of it and those
    /// above where levels stand alone.
    pub(crate) fn criteria_up_to(&self, axis: usize, level: LevelNumber) -> CriterionSet {
        let Some(axis) = self.axes.get(axis) else {
            return CriterionSet::EMPTY;
        };
        if self.cumulative {
            return CriterionSet::from_bits(axis.up_to(level));
        }
        let below = LevelNumber::cut(u32::from(level.get()).saturating_sub(1));
        CriterionSet::from_bits(axis.criteria & !axis.up_to(below))
    }
}

impl CompiledAxis {
    pub(super) fn new(levels: Vec<CompiledLevel>) -> Self {
        Self {
            criteria: levels.iter().fold(0, |all, level| all | level.mask),
            plain: levels.iter().all(|level| level.need == Need::All),
            levels,
        }
    }

    /// Every level by itself, where every level needs all its criteria: no branch depends on the
    /// evidence. What a level does beyond one that does not hold is for the caller to cut off.
    #[inline]
    fn plain_masks(&self, evidence: PackedEvidence) -> LevelMasks {
        let shown = evidence.met | evidence.not_applicable;
        let cannot_be_met = evidence.not_met | evidence.not_applicable;
        let mut masks = LevelMasks::default();
        for (at, level) in (0u32..).zip(&self.levels) {
            let mask = level.mask;
            let may_hold = u32::from(mask & evidence.not_met == 0);
            let holds = u32::from(mask & !shown == 0);
            masks.may_hold |= may_hold << at;
            masks.holds |= holds << at;
            masks.may_be_earned |= (may_hold & u32::from(mask & !cannot_be_met != 0)) << at;
            masks.earned |= (holds & u32::from(mask & evidence.met != 0)) << at;
        }
        masks
    }

    /// The criteria of the levels 1 to `level`.
    #[inline]
    fn up_to(&self, level: LevelNumber) -> u64 {
        let at = usize::from(level.get()).checked_sub(1);
        at.and_then(|at| self.levels.get(at))
            .map_or(0, |level| level.up_to)
    }

    /// The criteria of some levels that are among `bits`.
    fn criteria_of(&self, levels: u32, bits: u64) -> CriterionSet {
        let chosen = (0u32..)
            .zip(&self.levels)
            .filter(|(at, _)| levels & (1 << at) != 0);
        CriterionSet::from_bits(chosen.fold(0, |all, (_, level)| all | level.mask) & bits)
    }
}

#[cfg(test)]
mod tests {
    use super::LevelMasks;

    #[test]
    fn a_level_is_surpassed_only_by_certain_ones_without_a_gap() {
        let surpassed = |holds, earned| {
            let masks = LevelMasks {
                holds,
                earned,
                ..LevelMasks::default()
            };
            masks.surpassed()
        };
        assert_eq!(surpassed(0b111, 0b100), 0b011);
        assert_eq!(surpassed(0b101, 0b100), 0);
        assert_eq!(surpassed(0b110, 0b100), 0b010);
        assert_eq!(surpassed(0b111, 0b001), 0);
    }
}
