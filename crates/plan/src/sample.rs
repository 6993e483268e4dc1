//! 見本市（架空）: the plan of a fictional city.
//!
//! No such city exists. Six policies, 22 measures of which two are listed again (one of them with other
//! words), 31 indicators; every number is made up, and one pair of figures contradicts itself on purpose.

use crate::Plan;
use std::sync::OnceLock;
use tosei_types::embedded;

/// The plan of 見本市 as a `tosei-plan` document.
///
/// # Examples
///
/// ```
/// use tosei_plan::{ProgressOptions, plan_progress, sample};
///
/// let plan = sample::mihon_plan();
/// assert!(plan.fictional);
/// let progress = plan_progress(plan, sample::status_date(), ProgressOptions::standard());
/// let tally = progress.indicator_tally;
/// assert_eq!((tally.on_track, tally.at_risk, tally.missed), (14, 6, 4));
/// assert_eq!((tally.not_measurable, tally.not_yet_due), (4, 3));
/// ```
#[must_use]
pub fn mihon_plan_json() -> &'static str {
    include_str!("../data/sample/mihon_plan.json")
}

/// The plan of 見本市.
#[must_use]
pub fn mihon_plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    embedded(&PLAN, || serde_json::from_str(mihon_plan_json()))
}

/// The day of the sample's figures, 30 June 2025.
#[must_use]
#[allow(clippy::expect_used, reason = "the day is a constant")]
pub fn status_date() -> tosei_types::Date {
    tosei_types::Date::try_new(2025, 6, 30).expect("a day of the calendar")
}
