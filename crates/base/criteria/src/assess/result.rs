//! What an assessment says.

use crate::{Answer, LevelNumber, LevelRange};
use serde::{Deserialize, Serialize};
use tosei_types::{AxisId, CriterionId, Date, EditionId, StandardId, SubjectId, coded_enum};

coded_enum! {
    /// 前提の状態 (state of the prerequisites).
    pub enum PrerequisiteStatus: "state of the prerequisites" {
        /// 満たす: all are met, or there are none.
        Met = "met" ("満たす", "met"),
        /// 満たさない: one is not met; there is no level at all, and the axes are empty.
        NotMet = "not_met" ("満たさない", "not met"),
        /// 不明: none is known not to be met, but not all are known; the axes say what the levels
        /// would be.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 水準の状態 (state of one level of an axis), looked at by itself.
    pub enum LevelStatus: "state of a level" {
        /// 達成: its criteria hold, and enough of them because they are met.
        Earned = "earned" ("達成", "earned"),
        /// 対象外: it holds only because criteria do not apply.
        NotApplicable = "not_applicable" ("対象外", "not applicable"),
        /// 未達成: its criteria do not hold, whatever the unknowns turn out to be.
        NotReached = "not_reached" ("未達成", "not reached"),
        /// 不明: unknown criteria decide.
        Open = "open" ("不明", "open"),
    }
}

coded_enum! {
    /// 根拠の種類 (kind of basis): where an answer comes from.
    pub enum BasisKind: "kind of basis" {
        /// 証拠: the evidence says so.
        Evidence = "evidence" ("証拠", "evidence"),
        /// 条件: the criterion's condition was decided from measured values or other criteria.
        Condition = "condition" ("条件", "condition"),
        /// 除外: an exemption holds.
        Exemption = "exemption" ("除外", "exemption"),
        /// 証拠なし: nothing in force says anything.
        NoEvidence = "no_evidence" ("証拠なし", "no evidence"),
        /// 期限切れ: the evidence there was has expired.
        Expired = "expired" ("期限切れ", "expired"),
        /// 自己申告のみ: there is only a statement, which does not count here.
        OnlyStated = "only_stated" ("自己申告のみ", "only stated"),
        /// 矛盾: evidence conflicts, and the standard takes that as unknown.
        Conflict = "conflict" ("矛盾", "conflict"),
    }
}

/// 根拠 (basis) of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Where the answer comes from.
    pub kind: BasisKind,
    /// The items of evidence that decided, by their positions in the set, in ascending order; for an
    /// exemption its position among the exemptions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<usize>,
    /// Whether items of evidence differed, however that was settled.
    #[serde(default)]
    pub conflicting: bool,
}

/// 判定項目の結果 (assessment of one criterion).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriterionAssessment {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its answer.
    pub answer: Answer,
    /// Why.
    pub basis: Basis,
}

/// 軸の水準の結果 (assessment of one level of an axis).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelAssessment {
    /// The level, 1 or higher.
    pub level: LevelNumber,
    /// Its state, looked at by itself.
    pub status: LevelStatus,
}

/// 軸の結果 (assessment of one axis).
///
/// Of every way in which the unknowns may turn out, `reached` is the highest level up to which the
/// levels hold, and `earned` the highest of those that is earned and not merely 対象外. The floor is
/// the lowest over all ways, the ceiling the highest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AxisAssessment {
    /// The axis.
    pub axis: AxisId,
    /// The level: `earned` where not applicable is ignored, `reached` where it counts as met.
    pub level: LevelRange,
    /// The level by criteria that are met.
    pub earned: LevelRange,
    /// The level when 対象外 levels count too; never below `earned`.
    pub reached: LevelRange,
    /// 軸全体が対象外: none of the axis's criteria applies. Then the level says nothing.
    pub not_applicable: bool,
    /// Each level above the lowest, looked at by itself.
    pub levels: Vec<LevelAssessment>,
    /// The criteria, met or not applicable, on which the floor of `reached` rests.
    pub supporting: Vec<CriterionId>,
    /// The criteria, not met, that keep `reached` from going beyond its ceiling.
    pub blocking: Vec<CriterionId>,
    /// The unknown criteria that can still change the level.
    pub open: Vec<CriterionId>,
}

/// 判定結果 (assessment): what a standard and its evidence say of one subject on one day.
///
/// # Wire form
///
/// As its fields; `overall` is null where the standard names no rule for one, where a prerequisite
/// is not met, and where no axis applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The thing that was judged.
    pub subject: SubjectId,
    /// The standard.
    pub standard: StandardId,
    /// Its edition.
    pub edition: EditionId,
    /// The day as of which evidence counts.
    pub as_of: Date,
    /// Whether there can be a level at all.
    pub prerequisite: PrerequisiteStatus,
    /// The axes, in the standard's order; empty if a prerequisite is not met.
    pub axes: Vec<AxisAssessment>,
    /// The overall level, where the standard names a rule.
    pub overall: Option<LevelRange>,
    /// Every criterion, prerequisites first, in the standard's order.
    pub criteria: Vec<CriterionAssessment>,
}

impl Assessment {
    /// An axis by its id.
    #[must_use]
    pub fn axis(&self, id: &AxisId) -> Option<&AxisAssessment> {
        self.axes.iter().find(|one| one.axis == *id)
    }

    /// A criterion by its id.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&CriterionAssessment> {
        self.criteria.iter().find(|one| one.criterion == *id)
    }
}
