//! 観測 (observations): what ticket machines and published waiting counts say about a counter.
#![deny(clippy::arithmetic_side_effects)]

mod daily;
mod daily_read;
mod document;
mod estimate;
mod figures;
mod known;
mod rows;
mod snapshot;
mod snapshot_read;
mod ticket;
mod ticket_read;
mod time;
mod waiting;

pub use daily::{DailyTotal, DailyTotals};
pub use daily_read::{DailyLayout, DailyTable, read_daily_totals};
pub use document::{
    OBSERVATIONS_FORMAT, OBSERVATIONS_FORMAT_VERSION, ObservationDocument, ObservationError,
};
pub use estimate::{DateTrust, DayEstimate, SeriesEstimate};
pub use figures::{ObservationKind, ObservedFigures};
pub use known::KnownTimes;
pub use snapshot::{Snapshot, SnapshotOptions, SnapshotTotals};
pub use snapshot_read::{SnapshotLayout, SnapshotTable, observation_rules, read_snapshots};
pub use ticket::{Ticket, TicketTotals};
pub use ticket_read::{TicketLayout, TicketTable, read_tickets};
pub use time::{ClockTime, ClockTimeError, MeanMinutes, QUARTER_HOURS};
pub use waiting::{DurationCount, DurationCounts};
