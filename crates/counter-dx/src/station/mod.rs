//! 窓口の模擬実験 (simulation of a counter): days with walk-ins, reservations, several services, priorities,
//! breaks, people who give up, and people still inside at closing.
//!
//! A [`Station`] is a document. [`Station::check`] says what is wrong with it in sentences, and
//! [`Station::simulate`] runs it again and again with other chance, each figure with its interval.
//!
//! ```
//! use tosei_counter_dx::station::{Figure, Station};
//! use tosei_simulation::{Level, RunPlan, Seed};
//!
//! let station: Station = serde_json::from_str(r#"{
//!   "format": "tosei-counter-station", "format_version": 1,
//!   "title": "証明窓口（架空）", "fictional": true, "first_day": "2025-06-02", "days": 1,
//!   "hours": {"monday": [{"from": "09:00", "to": "16:00"}]},
//!   "services": [{"id": "certificate", "label": {"ja": "証明", "en": "Certificates"},
//!                 "minutes": {"kind": "exponential", "mean": "6"}}],
//!   "walk_ins": [{"id": "all", "label": {"ja": "来庁者", "en": "Visitors"}, "route": ["certificate"],
//!                 "arrivals": [{"from": "09:00", "to": "12:00", "per_hour": "24"},
//!                              {"from": "12:00", "to": "16:00", "per_hour": "12"}]}],
//!   "staff": [{"id": "desk", "label": {"ja": "受付", "en": "Desk"}, "people": 3,
//!              "services": ["certificate"]}],
//!   "pledge_minutes": "10"
//! }"#)?;
//! assert!(station.check().is_clean());
//! let simulated = station.simulate(&RunPlan::fixed(Seed::new(2025), 40)?)?;
//! let came = simulated.estimate(Figure::Came, Level::default())?;
//! assert!(came.holds(120.0)); // 3 × 24 + 4 × 12
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arrivals;
mod check;
mod document;
mod error;
mod figure;
mod model;
mod outcome;
mod run;
mod summary;

pub use check::station_rules;
pub use document::{
    ArrivalSpan, ClosingRule, MAX_PRIORITY, MAX_ROUTE, MAX_SERVICES, Reservations, STATION_FORMAT,
    STATION_FORMAT_VERSION, Slot, StaffGroup, Station, StationService, WalkIns,
};
pub use error::{StationDocumentError, StationError};
pub use figure::Figure;
pub use model::{MAX_ALL_SERVICES, MAX_RUN_SERVICES};
pub use outcome::{PartOutcome, RunOutcome, StaffOutcome, WaitSummary};
pub use summary::{
    FigureComparison, FigureEstimate, PartSummary, QuarterSummary, Simulated, StationSummary,
};
