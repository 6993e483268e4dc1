//! What a file of actions says.

use serde::{Deserialize, Serialize};
use tosei_types::{ActionId, CaseCount, CriterionId, Label, ProcedureId, coded_enum};

/// The `format` of a document of actions.
pub const PORTFOLIO_FORMAT: &str = "tosei-qos-portfolio";

/// The format version that this crate reads and writes.
pub const PORTFOLIO_FORMAT_VERSION: u32 = 1;

coded_enum! {
    /// 効果の見方 (objective): when the applicants of a procedure count as helped.
    ///
    /// # Source
    ///
    /// `project-decision:portfolio-objective`; no published rule was found.
    #[derive(Default)]
    pub enum Objective: "objective of a portfolio" {
        /// いずれかの原則で段階が上がる: the certain level of at least one principle rises.
        #[default]
        LevelRises = "level_rises" ("いずれかの原則で段階が上がる", "the level of some principle rises"),
        /// 目標に達する: every principle that has a target has certainly reached it.
        TargetReached = "target_reached" ("全ての目標に達する", "every target is reached"),
    }
}

/// 効果 (effect): one criterion of one procedure that is met once the action is done.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 基準ID: a criterion of the standard.
    pub criterion: CriterionId,
}

/// 施策 (action): something that can be done, what it costs, and what is met afterwards.
///
/// An action may serve many procedures (a payment platform), and a level may need several actions.
///
/// # Unit
///
/// The cost is in yen (円), a whole number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// 施策ID.
    pub id: ActionId,
    /// 施策名.
    pub label: Label,
    /// 費用（円）.
    #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991u64)))]
    pub cost_yen: u64,
    /// What it brings about.
    pub effects: Vec<Effect>,
}

/// 申請件数 (volume): how many applications a procedure has in a year.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcedureVolume {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 年間の申請件数; absent if unknown, which adds nothing to the sum but is listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applications: Option<CaseCount>,
}

/// 施策一覧 (document of actions).
///
/// # Wire form
///
/// `{"format": "tosei-qos-portfolio", "format_version": 1, "budget_yen": 30000000,
/// "objective": "level_rises", "actions": [...], "procedures": [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PortfolioDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-qos-portfolio`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-qos-portfolio")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 予算（円）.
    #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991u64)))]
    pub budget_yen: u64,
    /// When applicants count as helped.
    #[serde(default)]
    pub objective: Objective,
    /// The actions to choose from.
    pub actions: Vec<Action>,
    /// The volumes of the procedures.
    pub procedures: Vec<ProcedureVolume>,
}
