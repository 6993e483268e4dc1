//! The report itself: what the page shows, and what `report.json` holds.
//!
//! Every figure of the page is a field here, and the page and the CSV files are made of these values
//! alone. All counts are integers of at most 2^53 − 1; percentages are texts, rounded half up, for
//! reading and not for calculating.

mod barrier;
mod finding;
mod group;
mod priority;
mod rate;
mod source;

pub use barrier::{
    BarrierCount, Barriers, DiscretionCount, ReasonCount, Reasons, RequestCount, RequestRow,
};
pub use finding::{BrokenRule, Findings, ListedFinding};
pub use group::{Group, Grouping, StatusCounts};
pub use priority::{Member, Noted, Priority};
pub use rate::{Fraction, GroupRate, NamedRate, Unsaid, UnsaidReason};
pub use source::{Source, SourceCounts, SourceKind, VolumeBasis};

use serde::{Deserialize, Serialize};

/// The `format` of a report document.
pub const FORMAT: &str = "tosei-digital-first-report";

/// The `format_version` that is written.
pub const FORMAT_VERSION: u32 = 1;

/// デジタルファースト報告書 (digital first report): the figures of one inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
