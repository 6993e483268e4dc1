//! `joined.json`: which clauses stand in the way of what, and what a change would bring.

use super::part::PartKind;
use serde::Serialize;
use tosei::joined::{BlockingClause, WhatIfReport};
use tosei_analog_regs::ClauseId;
use tosei_counter_dx::CounterId;
use tosei_inventory::OnlineStatus;
use tosei_types::{Date, Label, ProcedureId, ProcessId};

/// The `format` of the document.
pub const JOINED_FORMAT: &str = "tosei-joined-report";

/// The `format_version` that is written.
pub const JOINED_FORMAT_VERSION: u32 = 1;

/// つながりと試算 (connections and what-if) of one body.
///
/// # Invariant
///
/// Of no more than 40 clauses the change of each alone is tried out: of those that free the most. Each
/// clause is in `clauses`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct JoinedDocument {
    /// Always `tosei-joined-report`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-joined-report")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 架空: whether anything in it is made up.
    pub fictional: bool,
    /// 基準日.
    pub as_of: Date,
    /// The parts that were not there, so that nothing is known behind them.
    pub missing: Vec<PartKind>,
    /// 手続プロセス that are not online, or not wholly, and that a clause which binds stands in the way of; each
    /// once.
    pub blocked: Vec<ProcessId>,
    /// 条項 that the links name, those that stand in the way of the most first.
    pub clauses: Vec<JoinedClause>,
    /// 試算.
    pub trials: Vec<Trial>,
}

/// 条項 (clause), and what lies behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct JoinedClause {
    /// 条項ID.
    pub clause: ClauseId,
    /// 例規と条項.
    pub name: String,
    /// 概要.
    pub summary: Option<String>,
    /// 効き方.
    pub binds: BlockingClause,
    /// 手続プロセス that the links name for it.
    pub processes: Vec<JoinedProcess>,
    /// How many of these its amendment alone frees.
    pub frees: u64,
    /// 窓口 that handle their procedures.
    pub counters: Vec<CounterId>,
    /// Of those, the ones where a shorter queue can be told.
    pub counters_with_known_share: Vec<CounterId>,
}

/// 手続プロセス (process) behind a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct JoinedProcess {
    /// 手続プロセスID.
    pub process: ProcessId,
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 名称.
    pub name: String,
    /// 実施状況.
    pub status: OnlineStatus,
    /// 妨げ: a sentence each, clauses first.
    pub blockers: Vec<Label>,
}

/// 試算 (trial): a change by itself, and with all that it frees put online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Trial {
    /// What is tried: `all`, `clause.C-901`, `rule.R-90`, `tool.reservation`, `procedure.P-0048`.
    pub id: String,
    /// In words.
    pub label: Label,
    /// The change by itself; its rates have both ends.
    pub change: WhatIfReport,
    /// The change, and all that it frees put online; absent where it frees nothing.
    pub and_all_follow: Option<WhatIfReport>,
}

impl JoinedDocument {
    /// The trial that amends every clause that stands in the way; where that is one clause, its own.
    #[must_use]
    pub fn widest(&self) -> Option<&Trial> {
        let known = |trial: &&Trial| trial.id == "all" || trial.id.starts_with("clause.");
        self.trials.iter().find(known)
    }

    /// One of the trials.
    #[must_use]
    pub fn trial(&self, id: &str) -> Option<&Trial> {
        self.trials.iter().find(|trial| trial.id == id)
    }
}

impl Trial {
    /// Where levels, hours and waits are taken from.
    #[must_use]
    pub fn furthest(&self) -> &WhatIfReport {
        self.and_all_follow.as_ref().unwrap_or(&self.change)
    }
}
