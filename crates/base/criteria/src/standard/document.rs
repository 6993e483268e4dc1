//! The parts of a standard and its wire form.

use super::{Combination, Condition, Policies};
use crate::LevelNumber;
use serde::{Deserialize, Serialize};
use tosei_types::{
    AxisId, CriterionId, Date, EditionId, Label, MeasureId, MeasureUnit, ReasonId, StageId,
    StandardId, coded_enum,
};

/// The `format` of a standard.
pub const STANDARD_FORMAT: &str = "tosei-standard";

/// The format version that this crate reads.
pub const STANDARD_FORMAT_VERSION: u32 = 1;

coded_enum! {
    /// 証拠の種類 (kind of evidence) that a criterion asks for.
    pub enum EvidenceKind: "kind of evidence" {
        /// 文書.
        Document = "document" ("文書", "document"),
        /// 事実: something that anybody can see.
        Fact = "fact" ("事実", "fact"),
        /// 測定値.
        Measure = "measure" ("測定値", "measured value"),
        /// 一覧.
        List = "list" ("一覧", "list"),
        /// 時系列: values of several periods.
        Series = "series" ("時系列", "series over time"),
        /// 試験記録.
        TestRecord = "test_record" ("試験記録", "test record"),
        /// 記録: a log of changes.
        Log = "log" ("記録", "log"),
    }
}

/// 水準 (level): one step of the scale, common to all axes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its number: 0, 1, 2 … in the order of the list.
    pub level: LevelNumber,
    /// Its name.
    pub label: Label,
}

/// 測定項目 (measure): something that is measured, in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Stable name.
    pub id: MeasureId,
    /// What is measured.
    pub label: Label,
    /// The unit of every value and threshold.
    pub unit: MeasureUnit,
    /// A source id, or `project-decision:<topic>`.
    pub source: String,
}

/// 段階 (stage): a part of the work to which criteria belong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Stable name.
    pub id: StageId,
    /// Its name.
    pub label: Label,
}

/// 対象外の理由 (reason for not applicable): one entry of the list that evidence chooses from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotApplicableReason {
    /// Stable name.
    pub id: ReasonId,
    /// The reason.
    pub label: Label,
    /// The criteria that it may be given for; left out: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<Vec<CriterionId>>,
}

/// 軸の水準 (level of an axis): what the level means on this axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AxisLevel {
    /// The level.
    pub level: LevelNumber,
    /// The state that the level describes.
    pub state: Label,
    /// How many of its criteria are needed; left out: as the policies say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_level: Option<Combination>,
}

/// 軸 (axis): one principle by which subjects are judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// Stable name.
    pub id: AxisId,
    /// Its name.
    pub label: Label,
    /// Its levels, the lowest first; every level of the scale once. The lowest has no criteria.
    pub levels: Vec<AxisLevel>,
}

/// 判定項目 (criterion): one thing that a level of an axis asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable name.
    pub id: CriterionId,
    /// The axis.
    pub axis: AxisId,
    /// The level, 1 or higher.
    pub level: LevelNumber,
    /// What it asks for.
    pub text: Label,
    /// Where in the work it belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// The kind of evidence that shows it.
    pub evidence: EvidenceKind,
    /// Whether it applies to every subject; then an unknown cannot turn out not applicable.
    #[serde(default)]
    pub always_applies: bool,
    /// Whether a mere statement is enough; left out: as the policies say for its level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_counts: Option<bool>,
    /// The condition that decides it; left out: evidence says met or not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// A source id, or `project-decision:<topic>`.
    pub source: String,
}

/// 前提 (prerequisite): a criterion without which there is no level at all, not even the lowest.
///
/// It belongs to no axis and always applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// Stable name; one list with the criteria.
    pub id: CriterionId,
    /// What it asks for.
    pub text: Label,
    /// The kind of evidence that shows it.
    pub evidence: EvidenceKind,
    /// Whether a mere statement is enough; left out: no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_counts: Option<bool>,
    /// The condition that decides it; left out: evidence says met or not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// A source id, or `project-decision:<topic>`.
    pub source: String,
}

/// 基準の文書 (document of a standard): the wire form of one dated edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Standard"))]
#[serde(deny_unknown_fields)]
pub struct StandardDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-standard`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-standard")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The standard, through all its editions.
    pub id: StandardId,
    /// This edition.
    pub edition: EditionId,
    /// Its name.
    pub label: Label,
    /// The first day on which this edition is used.
    pub effective_from: Date,
    /// The last day on which it is used; left out: no end is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<Date>,
    /// A source id, or `project-decision:<topic>`.
    pub source: String,
    /// The options that no published source decides.
    #[serde(default)]
    pub policies: Policies,
    /// The scale, the lowest level first; 2 to 16 levels.
    pub levels: Vec<Level>,
    /// What is measured.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// The parts of the work.
    #[serde(default)]
    pub stages: Vec<Stage>,
    /// The reasons that evidence may give for not applicable.
    #[serde(default)]
    pub not_applicable_reasons: Vec<NotApplicableReason>,
    /// What must be met for there to be a level at all.
    #[serde(default)]
    pub prerequisites: Vec<Prerequisite>,
    /// The axes, in the order in which they are shown.
    pub axes: Vec<Axis>,
    /// The criteria, in the order in which they are shown.
    pub criteria: Vec<Criterion>,
}
