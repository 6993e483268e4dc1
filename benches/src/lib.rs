//! Shared pieces of the benches: works beside their obvious alternatives, and the inputs that they run on.
//!
//! Each module holds both sides of its works once; `ratios` prints them in one table, `growth` shows how cost
//! grows, and the criterion bench `peers` reports each.

pub mod bpmn;
pub mod citations;
pub mod counters;
pub mod criteria;
pub mod detection;
pub mod event_logs;
pub mod evidence;
pub mod flow_simulation;
mod group;
pub mod growth;
pub mod input;
pub mod laws;
pub mod markup;
pub mod metrics;
pub mod plans;
pub mod simulation;
pub mod snapshots;
pub mod survey;
pub mod workbooks;

pub use group::{Bound, Entry, Group, HEAD, Row, Work, shown};

use anyhow::Result;

/// A group that is made when it is asked for: its input may be large.
pub type MakeGroup = fn() -> Result<Group>;

/// All groups by name.
pub const GROUPS: &[(&str, MakeGroup)] = &[
    ("survey", survey::group),
    ("evidence", evidence::group),
    ("workbooks", workbooks::group),
    ("snapshots", snapshots::group),
    ("survey-tables", snapshots::tables_group),
    ("criteria", criteria::group),
    ("simulation-1", simulation::group_1),
    ("simulation-3", simulation::group_3),
    ("simulation-10", simulation::group_10),
    ("simulation-100", simulation::group_100),
    ("flow-simulation", flow_simulation::group),
    ("flow-metrics", metrics::group),
    ("counters", counters::group),
    ("reviews", counters::reviews_group),
    ("queues", counters::queues_group),
    ("bpmn", bpmn::group),
    ("markup", markup::group),
    ("laws", laws::group),
    ("detection", detection::group),
    ("citations", citations::group),
    ("event-logs", event_logs::group),
    ("plans", plans::group),
];

/// The groups whose name begins with one of the words; all without a word.
pub fn chosen(words: &[String]) -> impl Iterator<Item = &'static (&'static str, MakeGroup)> {
    GROUPS.iter().filter(move |(name, _)| {
        words.is_empty() || words.iter().any(|word| name.starts_with(word.as_str()))
    })
}

/// The load of the machine, as the system says it.
#[must_use]
pub fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let first: Vec<&str> = load.split_whitespace().take(3).collect();
    if first.is_empty() {
        "not known".to_owned()
    } else {
        first.join(" ")
    }
}

/// The most memory that the process ever held, in KiB, where the system says it.
#[must_use]
pub fn peak_memory_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// A count as the figure of a work.
pub(crate) fn figure(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
