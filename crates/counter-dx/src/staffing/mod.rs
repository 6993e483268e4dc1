//! 人員配置 (staffing): the fewest people for every quarter of an hour of a day, and what a tool would
//! change.
//!
//! ```
//! use tosei_counter_dx::staffing::StaffingRequest;
//!
//! let request: StaffingRequest = serde_json::from_str(r#"{
//!   "format": "tosei-staffing-request", "format_version": 1, "title": "証明窓口（架空）",
//!   "hours": [{"from": "09:00", "to": "10:00"}],
//!   "arrivals": [{"from": "09:00", "to": "09:30", "per_hour": "30"},
//!                {"from": "09:30", "to": "10:00", "per_hour": "12"}],
//!   "service_minutes": "6",
//!   "target": {"kind": "share_over", "minutes": "10", "percent": "5"},
//!   "method": "stationary_by_quarter"
//! }"#)?;
//! let plan = request.plan()?;
//! let counters: Vec<u32> = plan.quarters.iter().map(|quarter| quarter.counters).collect();
//! assert_eq!(counters, [5, 5, 3, 3]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod class;
mod effect;
mod error;
mod of_station;
mod plan;
mod request;

pub use check::{StaffingCheck, StaffingVerdict};
pub use class::{ClassHours, NOT_A_SAVING, StaffingClass};
pub use effect::{ToolEffect, WhatIf, what_if};
pub use error::StaffingError;
pub use plan::{PlannedQuarter, StaffingPlan};
pub use request::{STAFFING_FORMAT, STAFFING_FORMAT_VERSION, StaffingMethod, StaffingRequest};
