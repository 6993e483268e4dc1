//! What to begin with.

use super::Unsaid;
use serde::{Deserialize, Serialize};
use tosei_inventory::{
    BoundaryNote, OnlineStatus, PriorityUnit, SelectionReason, Undecided, VolumeMeasure,
};
use tosei_types::{CaseCount, FiscalYear, Label, PriorityRuleId};

/// 重点手続 (priority procedures) by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// Stable name of the rule.
    pub rule: PriorityRuleId,
    /// Short name.
    pub label: Label,
    /// The rule in one sentence.
    pub sentence: Label,
    /// What is selected.
    pub unit: PriorityUnit,
    /// What is counted.
    pub measure: VolumeMeasure,
    /// The years whose counts decide, the preferred one first.
    pub fiscal_years: Vec<FiscalYear>,
    /// Why the file cannot say it; then nothing is selected.
    pub cannot_be_said: Option<Unsaid>,
    /// How many candidates of the rule's unit there were.
    pub seen: u64,
    /// How many of them the rule looks at.
    pub looked_at: u64,
    /// How many are selected: the length of `members`.
    pub selected: u64,
    /// Cases of the members; `null` if the sum is too large.
    pub covered_cases: Option<u64>,
    /// Known cases of everything that the rule looks at; `null` if the sum is too large.
    pub known_cases: Option<u64>,
    /// `covered_cases` of `known_cases` in percent.
    pub percent: Option<String>,
    /// How many of the selected are 実施済; `null` if their status is not known.
    pub done: Option<u64>,
    /// What could not be decided.
    pub undecided: Undecided,
    /// How many boundary notes there are.
    pub boundary_note_count: u64,
    /// The first boundary notes: where a small thing decides.
    pub boundary_notes: Vec<Noted>,
    /// What was selected, the largest first.
    pub members: Vec<Member>,
}

/// A boundary note with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Noted {
    /// The note.
    pub note: BoundaryNote,
    /// The note in words.
    pub sentence: Label,
}

/// Something selected, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its id, as the file writes it.
    pub id: String,
    /// The id of its procedure.
    pub procedure: Option<String>,
    /// Its name.
    pub name: String,
    /// 種類: the kind of a process; `null` for procedures, and where it is unknown.
    pub kind: Option<Label>,
    /// Whose it is: 所管府省庁, 処理機関, or 所管 of a procedure.
    pub organisation: Option<String>,
    /// オンライン化の実施状況; of a procedure, derived as in [`StatusCounts`](super::StatusCounts). `null` if the file could
    /// not be read twice.
    pub status: Option<OnlineStatus>,
    /// Its count by the rule's measure; `null` if it is unknown.
    pub cases: Option<CaseCount>,
    /// Why it was selected.
    pub reason: SelectionReason,
    /// The reason in words.
    pub sentence: Label,
}
