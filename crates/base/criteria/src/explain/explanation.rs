//! The explanation as data.

use super::{ActionOptions, ActionSets};
use crate::{
    Answer, Assessment, AxisAssessment, CompiledStandard, CriterionSet, LevelNumber, LevelRange,
    PackedEvidence, PrerequisiteStatus,
};
use serde::{Deserialize, Serialize};
use tosei_types::{AxisId, CriterionId};

/// 不明が明らかになった場合 (effect of one unknown): the level if it alone were answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnknownEffect {
    /// The unknown criterion.
    pub criterion: CriterionId,
    /// The level if it is met.
    pub if_met: LevelRange,
    /// The level if it is not met.
    pub if_not_met: LevelRange,
    /// The level if it does not apply; null if it always applies.
    pub if_not_applicable: Option<LevelRange>,
}

/// 次の水準 (next level): what stands between the floor and the next level that can be earned.
///
/// That is the first level above the floor at which something applies or may apply: a level all of whose
/// criteria are 対象外 cannot be earned, and nothing stands before it. Where nothing applies above the
/// floor, it is the level just above, with nothing to name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NextLevel {
    /// The level.
    pub level: LevelNumber,
    /// Criteria up to that level that are not met.
    pub not_met: Vec<CriterionId>,
    /// Criteria up to that level that are unknown.
    pub unknown: Vec<CriterionId>,
    /// The smallest sets of actions that reach it.
    pub action_sets: ActionSets,
}

/// 軸の説明 (explanation of an axis).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AxisExplanation {
    /// The axis.
    pub axis: AxisId,
    /// The level.
    pub level: LevelRange,
    /// 軸全体が対象外: none of the axis's criteria applies.
    pub not_applicable: bool,
    /// The level when 対象外 levels count too.
    pub reached: LevelRange,
    /// Why it is not lower: the criteria, met, on which the floor rests.
    pub met: Vec<CriterionId>,
    /// The criteria up to the floor that do not apply.
    pub not_applicable_criteria: Vec<CriterionId>,
    /// Why it is not higher; null at the highest level.
    pub next: Option<NextLevel>,
    /// What each open unknown would change by itself.
    pub unknowns: Vec<UnknownEffect>,
}

/// 説明 (explanation) of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// Whether there can be a level at all.
    pub prerequisite: PrerequisiteStatus,
    /// The prerequisites that are not met or unknown.
    pub missing_prerequisites: Vec<CriterionId>,
    /// The axes, in the standard's order; empty if a prerequisite is not met.
    pub axes: Vec<AxisExplanation>,
}

impl UnknownEffect {
    /// Whether the answer met by itself lifts the floor above `now`.
    #[must_use]
    pub fn could_lift(&self, now: LevelRange) -> bool {
        self.if_met.floor > now.floor
    }

    /// Whether another answer by itself sinks the ceiling below `now`.
    #[must_use]
    pub fn could_sink(&self, now: LevelRange) -> bool {
        let not_applicable = self.if_not_applicable.unwrap_or(now);
        self.if_not_met.ceiling.min(not_applicable.ceiling) < now.ceiling
    }
}

/// Explains an assessment by the standard that made it.
///
/// Only criteria that were used are named: those of the levels up to the next one, and the unknowns
/// that can still change the level.
///
/// # Examples
///
/// ```
/// use tosei_criteria::{ActionOptions, EvidenceSet, Standard, evaluate, explain};
/// use tosei_document::Limits;
/// use tosei_types::Language;
///
/// # let standard_json = include_str!("../../tests/data/example_standard.json");
/// # let evidence_json = include_str!("../../tests/data/example_evidence.json");
/// let standard = Standard::from_json(standard_json)?.compile().unwrap();
/// let (evidence, _) = EvidenceSet::read(evidence_json.as_bytes(), &Limits::default());
/// let judged = evaluate(&standard, &evidence.unwrap(), &"P-1".parse()?, "2026-04-01".parse()?);
/// let explained = explain(&standard, &judged, &ActionOptions::default());
///
/// let faster = &explained.axes[0];
/// let sentences = faster.sentences(&standard, Language::En);
/// assert_eq!(sentences[0], "“Faster” is between Lv1 and Lv2: criteria are unknown.");
/// assert_eq!(sentences[1], "Lv1 rests on: A standard period is set (met).");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explain(
    standard: &CompiledStandard,
    assessment: &Assessment,
    options: &ActionOptions,
) -> Explanation {
    let packed = assessment.packed(standard);
    let axes = assessment.axes.iter().enumerate();
    Explanation {
        prerequisite: assessment.prerequisite,
        missing_prerequisites: standard.ids(CriterionSet::from_bits(
            standard.prerequisites().bits() & !packed.met().bits(),
        )),
        axes: axes
            .map(|(position, axis)| explain_axis(standard, packed, position, axis, options))
            .collect(),
    }
}

fn explain_axis(
    standard: &CompiledStandard,
    packed: PackedEvidence,
    position: usize,
    axis: &AxisAssessment,
    options: &ActionOptions,
) -> AxisExplanation {
    let with = |bit: u32, answer: Answer| {
        let levels = standard.levels(position, packed.with(bit, answer));
        levels.map_or(axis.level, |levels| standard.level_of(levels))
    };
    let effect = |criterion: &CriterionId| {
        let bit = standard.bit(criterion)?;
        let may_not_apply = !standard.always_applying().contains(bit);
        Some(UnknownEffect {
            criterion: criterion.clone(),
            if_met: with(bit, Answer::Met),
            if_not_met: with(bit, Answer::NotMet),
            if_not_applicable: may_not_apply.then(|| with(bit, Answer::NotApplicable)),
        })
    };
    let answered = |criteria: &[CriterionId], wanted: Answer| -> Vec<CriterionId> {
        let mut chosen = criteria.to_vec();
        chosen.retain(|id| {
            let Some(bit) = standard.bit(id) else {
                return false;
            };
            let Some((_, level)) = standard.asked(bit).and_then(|asked| asked.place) else {
                return false;
            };
            level <= axis.level.floor && packed.answer(bit) == wanted
        });
        chosen
    };
    AxisExplanation {
        axis: axis.axis.clone(),
        level: axis.level,
        not_applicable: axis.not_applicable,
        reached: axis.reached,
        met: answered(&axis.supporting, Answer::Met),
        not_applicable_criteria: answered(&axis.supporting, Answer::NotApplicable),
        next: next_level(standard, packed, position, axis, options),
        unknowns: axis.open.iter().filter_map(effect).collect(),
    }
}

fn next_level(
    standard: &CompiledStandard,
    packed: PackedEvidence,
    position: usize,
    axis: &AxisAssessment,
    options: &ActionOptions,
) -> Option<NextLevel> {
    let above = axis.levels.iter().map(|one| one.level);
    let mut above = above.filter(|level| *level > axis.level.floor);
    let just_above = above.clone().next()?;
    let applies = |level: &LevelNumber| {
        let asked = standard.criteria_at(position, *level).bits();
        asked & !packed.not_applicable().bits() != 0
    };
    let level = above.find(applies).unwrap_or(just_above);
    let action_sets = standard.action_sets(&axis.axis, packed, level, options)?;
    // The criteria that any way to the level looks at.
    let concerned = standard.criteria_up_to(position, level);
    let among = |set: u64| standard.ids(CriterionSet::from_bits(concerned.bits() & set));
    Some(NextLevel {
        level,
        not_met: among(packed.not_met().bits()),
        unknown: among(packed.unknown()),
        action_sets,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn range(floor: u8, ceiling: u8) -> LevelRange {
        LevelRange {
            floor: LevelNumber::try_new(floor).unwrap(),
            ceiling: LevelNumber::try_new(ceiling).unwrap(),
        }
    }

    fn effect(met: (u8, u8), not_met: (u8, u8), not_applicable: Option<(u8, u8)>) -> UnknownEffect {
        UnknownEffect {
            criterion: "A1".parse().unwrap(),
            if_met: range(met.0, met.1),
            if_not_met: range(not_met.0, not_met.1),
            if_not_applicable: not_applicable.map(|(floor, ceiling)| range(floor, ceiling)),
        }
    }

    /// Law: it lifts only what goes above the floor, and sinks only what falls below the ceiling.
    #[test]
    fn an_unknown_lifts_the_floor_or_sinks_the_ceiling() {
        let now = range(1, 2);
        let both = effect((2, 2), (1, 1), None);
        assert!(both.could_lift(now) && both.could_sink(now));
        let neither = effect((1, 2), (1, 2), Some((1, 2)));
        assert!(!neither.could_lift(now) && !neither.could_sink(now));
        let sunk_by_not_applying = effect((1, 2), (1, 2), Some((1, 1)));
        assert!(sunk_by_not_applying.could_sink(now));
    }
}
