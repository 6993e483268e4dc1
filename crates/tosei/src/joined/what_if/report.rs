//! What a what-if says.

use crate::flows::FlowHours;
use crate::joined::{NodeId, NodeKind};
use serde::{Deserialize, Serialize};
use tosei_analog_regs::ClauseId;
use tosei_counter_dx::{CounterId, ToolId};
use tosei_criteria::LevelRange;
use tosei_inventory::{Fraction, RateResult};
use tosei_types::{
    AxisId, Label, Language, PercentDigits, ProcedureId, ProcessId, SubjectId, coded_enum,
};

/// 変更 (change) that is tried out.
///
/// # Wire form
///
/// `{"change": "amend_clauses", "clauses": ["C-901"]}`,
/// `{"change": "digitize_procedures", "procedures": ["P-0359"]}`,
/// `{"change": "introduce_tool", "tool": "reservation"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "JoinedChange"))]
#[serde(rename_all = "snake_case", tag = "change", deny_unknown_fields)]
pub enum Change {
    /// 条項を改正する.
    AmendClauses {
        /// 条項.
        clauses: Vec<ClauseId>,
    },
    /// 手続をオンライン化する: all its processes but those that are 適用除外.
    DigitizeProcedures {
        /// 手続.
        procedures: Vec<ProcedureId>,
    },
    /// 手続プロセスをオンライン化する.
    DigitizeProcesses {
        /// 手続プロセス.
        processes: Vec<ProcessId>,
    },
    /// デジタルツールを導入する, by the assumptions of the links.
    IntroduceTool {
        /// デジタルツール.
        tool: ToolId,
    },
}

/// Why a change cannot be tried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WhatIfError {
    /// No document has such a thing.
    #[error("no document has a {} `{}`", node.kind.label(Language::En), node.id)]
    #[non_exhaustive]
    NoSuch {
        /// What was named.
        node: NodeId,
    },
    /// The links have no assumption about the tool.
    #[error("the links have no assumption about the tool `{tool}`")]
    #[non_exhaustive]
    NoAssumption {
        /// The tool.
        tool: ToolId,
    },
}

impl WhatIfError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuch { .. } => "tosei.what_if.no_such",
            Self::NoAssumption { .. } => "tosei.what_if.no_assumption",
        }
    }
}

impl tosei_document::Explain for WhatIfError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::NoSuch { node }, Language::Ja) => {
                format!(
                    "{}「{}」はどの文書にもありません。",
                    node.kind.label(language),
                    node.id
                )
            }
            (Self::NoSuch { node }, Language::En) => {
                format!(
                    "No document has a {} `{}`.",
                    node.kind.label(language),
                    node.id
                )
            }
            (Self::NoAssumption { tool }, Language::Ja) => {
                format!("デジタルツール「{tool}」の導入の仮定が対応表にありません。")
            }
            (Self::NoAssumption { tool }, Language::En) => {
                format!("The links have no assumption about the tool `{tool}`.")
            }
        }
    }
}

coded_enum! {
    /// 改正の効果 (effect of an amendment) on one process.
    pub enum Effect: "effect of an amendment" {
        /// 妨げがなくなる.
        Freed = "freed" ("妨げがなくなる", "freed"),
        /// ほかの妨げが残る.
        StillBlocked = "still_blocked" ("ほかの妨げが残る", "still blocked"),
        /// 変わらない: it is online already, or not asked to be.
        NothingToDo = "nothing_to_do" ("変わらない", "nothing to do"),
        /// 分からない.
        Unknown = "unknown" ("分からない", "unknown"),
    }
}

/// 率の変化 (change of a rate).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct RateChange {
    /// 現在.
    pub before: RateResult,
    /// If what is freed does not go online.
    pub if_nothing_follows: RateResult,
    /// If all that is freed goes online.
    pub if_all_follow: RateResult,
    /// The change if nothing follows, exact.
    pub least: Option<Fraction>,
    /// The change if all follows, exact.
    pub most: Option<Fraction>,
    /// 母集団の変化: whether the denominator changes, so that a part of the change is reclassification.
    pub population_changes: bool,
}

impl RateChange {
    /// The change in one sentence; of a population that changes it says that a part is reclassification.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let text = |result: &RateResult| {
            let rate = result.rate();
            rate.map_or_else(
                || "–".to_owned(),
                |rate| {
                    let counts = format!("{}/{}", rate.numerator(), rate.denominator());
                    match rate.percent(PercentDigits::Two) {
                        Some(percent) => format!("{counts} = {percent} %"),
                        None => counts,
                    }
                },
            )
        };
        let (now, low, high) = (
            text(&self.before),
            text(&self.if_nothing_follows),
            text(&self.if_all_follow),
        );
        let label = self.before.label().in_language(language);
        let mut sentence = match language {
            Language::Ja => format!(
                "{label}: 現在{now}、改めるだけなら{low}、妨げのなくなったものをすべてオンライン化すれば{high}。"
            ),
            Language::En => format!(
                "{label}: {now} now, {low} if nothing follows, {high} if all that is freed goes online."
            ),
        };
        if self.population_changes {
            sentence.push_str(match language {
                Language::Ja => "分母が変わるため、変化には再分類によるものが含まれる。",
                Language::En => {
                    " The denominator changes: a part of the change is reclassification."
                }
            });
        }
        sentence
    }
}

/// 段階の変化 (change of a level) of a procedure on an axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct LevelChange {
    /// 手続.
    pub procedure: ProcedureId,
    /// 軸.
    pub axis: AxisId,
    /// 現在; absent for a procedure that is not digital.
    pub before: Option<LevelRange>,
    /// 変更後, if everything assumed holds.
    pub after: Option<LevelRange>,
}

/// 時間の変化 (change of hours a year) from one flow to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct HoursChange {
    /// 手続.
    pub procedure: ProcedureId,
    /// As-Is.
    pub before: FlowHours,
    /// To-Be.
    pub after: FlowHours,
}

/// 待ち時間の変化 (change of the mean wait) at a counter, by Erlang's formula.
///
/// # Unit
///
/// Minutes with three digits; absent where the queue would grow without end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct WaitingChange {
    /// 窓口.
    pub counter: CounterId,
    /// 現在の平均待ち時間（分）.
    pub before: Option<String>,
    /// At least, if as many stay away as assumed at most.
    pub after_low: Option<String>,
    /// At most.
    pub after_high: Option<String>,
    /// The tools and procedures that it comes from.
    pub because: Vec<String>,
}

/// 指標の変化 (change of an indicator).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct IndicatorChange {
    /// 指標.
    pub indicator: SubjectId,
    /// 名称.
    pub label: Label,
    /// 現在, as the indicator is written.
    pub before: Option<String>,
    /// 変更後の下限.
    pub low: Option<String>,
    /// 変更後の上限.
    pub high: Option<String>,
}

/// 理由 (reason): a chain through the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Reason {
    /// 効果.
    pub effect: Effect,
    /// 連鎖: from the clause on.
    pub chain: Vec<NodeId>,
    /// The sentence in Japanese.
    pub ja: String,
    /// The sentence in English.
    pub en: String,
}

/// 分からないまま (still unknown).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct StillUnknown {
    /// About what.
    pub about: NodeId,
    /// The sentence in Japanese.
    pub ja: String,
    /// The sentence in English.
    pub en: String,
}

/// 試算の結果 (result of a what-if).
///
/// # Invariant
///
/// What does not change is not listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct WhatIfReport {
    /// 変更.
    pub changes: Vec<Change>,
    /// Processes that nothing stands in the way of any more, sorted.
    pub freed: Vec<ProcessId>,
    /// 再分類: those that come within discretion.
    pub reclassified: Vec<ProcessId>,
    /// 率.
    pub rates: Vec<RateChange>,
    /// 段階.
    pub levels: Vec<LevelChange>,
    /// 時間.
    pub hours: Vec<HoursChange>,
    /// 待ち時間.
    pub waiting: Vec<WaitingChange>,
    /// 指標.
    pub indicators: Vec<IndicatorChange>,
    /// 理由.
    pub reasons: Vec<Reason>,
    /// 分からないまま.
    pub still_unknown: Vec<StillUnknown>,
}

impl WhatIfReport {
    /// The change of one rate.
    #[must_use]
    pub fn rate(&self, id: &str) -> Option<&RateChange> {
        self.rates.iter().find(|one| one.before.id().as_str() == id)
    }

    pub(super) fn unknown(&mut self, kind: NodeKind, id: &str, ja: String, en: String) {
        self.still_unknown.push(StillUnknown {
            about: NodeId::new(kind, id),
            ja,
            en,
        });
    }
}
