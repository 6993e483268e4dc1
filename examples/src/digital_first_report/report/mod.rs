//! The report itself: what the page shows, and what `report.json` holds.
//!
//! Every figure of the page is a field here, and the page and the CSV files are made of these values
//! alone. All counts are integers of at most 2^53 − 1; percentages are texts, rounded half up, for
//! reading and not for calculating.

mod barrier;
mod change;
mod finding;
mod group;
mod priority;
mod rate;
mod round;
mod source;

pub use barrier::{
    BarrierCount, Barriers, DiscretionCount, ReasonCount, Reasons, RequestCount, RequestRow,
};
pub use change::{
    Change, ChangedRate, Effect, MatchCount, OrganisationChange, OrganisationChanges, Previous,
    StructureShown,
};
pub use finding::{BrokenRule, Findings, ListedFinding};
pub use group::{Group, Grouping, StatusCounts};
pub use priority::{Member, Noted, Priority};
pub use rate::{Fraction, GroupRate, NamedRate, Unsaid, UnsaidReason};
pub use round::{CorrectionRow, Forecasted, Round, RoundEffect, RoundRate, RowCount};
pub use source::{Source, SourceCounts, SourceKind, VolumeBasis};

use serde::Serialize;
use tosei_inventory::answer_sheet::AnswerSheet;
use tosei_types::Label;

/// The `format` of a report document.
pub const FORMAT: &str = "tosei-digital-first-report";

/// The `format_version` that is written.
pub const FORMAT_VERSION: u32 = 1;

/// デジタルファースト報告書 (digital first report): the figures of one inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Always `tosei-digital-first-report`.
    pub format: String,
    /// Version of the format; 1.
    pub format_version: u32,
    /// What was read.
    pub source: Source,
    /// Every named rate, in the order of its definition file.
    pub rates: Vec<NamedRate>,
    /// 答弁用資料: one sheet for each rate at the top; none if the day of the figures is not known.
    pub answer_sheets: Vec<AnswerSheet>,
    /// 前回からの変化; `null` without an earlier snapshot.
    pub change: Option<Change>,
    /// 照会の状況; `null` without a round.
    pub round: Option<Round>,
    /// 見通し; `null` without a series.
    pub forecast: Option<Forecasted>,
    /// 少数の秘匿; `null` if nothing was to be hidden.
    pub suppression: Option<Suppression>,
    /// Status by organisation, by kind of process, by actor.
    pub groupings: Vec<Grouping>,
    /// Groups by the number of cases a year; the last one has no known count.
    pub volume_bands: Grouping,
    /// What each selection rule selects.
    pub priorities: Vec<Priority>,
    /// What stands in the way.
    pub barriers: Barriers,
    /// Contacts that are not procedures; `null` if none are recorded.
    pub touchpoints: Option<Grouping>,
    /// Defects of the data.
    pub findings: Findings,
}

/// 少数の秘匿 (suppression of small numbers): what was hidden in the tables by group, and from what on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// Counts from 1 to below it are hidden.
    pub threshold: u64,
    /// How many counts of groups are hidden.
    pub hidden: u64,
    /// The rule in words.
    pub label: Label,
}
