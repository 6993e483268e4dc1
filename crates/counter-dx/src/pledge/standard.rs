//! The standard that ships.

use std::sync::OnceLock;
use tosei_criteria::{CompiledStandard, Standard};
use tosei_types::embedded;

/// The file of the standard, as it is embedded.
pub const PLEDGES_JSON: &str = include_str!("../../data/pledges.json");

/// 三つの約束の水準 (levels of the three pledges), ready to judge.
///
/// Three axes, 待たない, 書かない and キャッシュレス, each with the levels 0 to 3; the overall level is the
/// lowest of them. What does not apply, as キャッシュレス where nothing has a fee, is left out of it.
///
/// # Source
///
/// The names: `tokyo-plan-2-measures`. Levels, criteria and thresholds are ours:
/// `project-decision:counter-pledges`.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::pledge::pledges;
///
/// let axes = &pledges().standard().document().axes;
/// let names: Vec<&str> = axes.iter().map(|axis| axis.label.ja.as_str()).collect();
/// assert_eq!(names, ["待たない", "書かない", "キャッシュレス"]);
/// ```
#[must_use]
pub fn pledges() -> &'static CompiledStandard {
    static PLEDGES: OnceLock<CompiledStandard> = OnceLock::new();
    embedded(&PLEDGES, || {
        let standard = Standard::from_json(PLEDGES_JSON).map_err(|error| error.to_string())?;
        standard.compile().map_err(|report| format!("{report:?}"))
    })
}
