//! What was chosen, and why.

use serde::{Deserialize, Serialize};
use tosei_types::{ActionId, CaseCount, ProcedureId, coded_enum};

coded_enum! {
    /// 選ばれなかった理由 (why a procedure is not helped).
    pub enum NotHelpedReason: "reason why a procedure is not helped" {
        /// 施策がない: no action, nor all of them together, would help it.
        NoWay = "no_way" ("どの施策を合わせても効果がない", "no set of the actions helps it"),
        /// 予算を超える: even its cheapest way costs more than the budget.
        OverBudget = "over_budget" ("最も安い方法でも予算を超える", "its cheapest way costs more than the budget"),
        /// 他を優先: it would fit, but others help more applicants.
        OthersFirst = "others_first" ("他の手続を優先した", "others help more applicants"),
    }
}

/// 選んだ施策 (chosen action).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChosenAction {
    /// 施策ID.
    pub action: ActionId,
    /// 費用（円）.
    pub cost_yen: u64,
    /// The procedures it helps, alone or with other chosen actions.
    pub procedures: Vec<ProcedureId>,
}

/// 改善される手続 (helped procedure): which chosen actions help it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HelpedProcedure {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 年間の申請件数; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applications: Option<CaseCount>,
    /// A smallest set of chosen actions that suffices.
    pub actions: Vec<ActionId>,
}

/// 改善されない手続 (procedure that is not helped), with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotHelped {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 年間の申請件数; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applications: Option<CaseCount>,
    /// Why.
    pub reason: NotHelpedReason,
    /// What its cheapest way costs beside the chosen actions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further_yen: Option<u64>,
}

/// 組合せの結果 (choice): the actions that help the most applicants under the budget.
///
/// # Invariant
///
/// The cost is within the budget; no chosen action can be left out without helping fewer. Where
/// [`exact`](Self::exact) is false, at most `upper_bound_applications` could be helped by any set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PortfolioChoice {
    /// 予算（円）.
    pub budget_yen: u64,
    /// 費用の合計（円）.
    pub cost_yen: u64,
    /// 改善される申請件数: applications a year of the helped procedures whose volume is known.
    pub applications_helped: u64,
    /// Whether no other set does better.
    pub exact: bool,
    /// No set helps more than this; equal to `applications_helped` where the choice is exact.
    pub upper_bound_applications: u64,
    /// The chosen actions, in the order of the document.
    pub chosen: Vec<ChosenAction>,
    /// The procedures that are helped.
    pub helped: Vec<HelpedProcedure>,
    /// Those that are not, and why.
    pub not_helped: Vec<NotHelped>,
    /// How many sets were looked into.
    pub effort: u64,
}

impl PortfolioChoice {
    /// How many applications a better set could add at most.
    #[must_use]
    pub fn gap(&self) -> u64 {
        self.upper_bound_applications
            .saturating_sub(self.applications_helped)
    }
}
