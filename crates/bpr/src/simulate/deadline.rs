//! 期限の時計 (deadline clock): due dates and elapsed days of many cases, without walking through the days.
//!
//! [`tosei_types::due_date`] explains one case day by day. A simulation asks the same of a million
//! cases, so the days are counted once: a [`DayTable`] holds the office's days as prefix sums, a
//! [`PeriodClock`] a length with its counting rule. [`StandardClock`] and [`StatutoryClock`] keep
//! 標準処理期間 and 法定期限 apart, each with a verdict of its own.

mod clock;
mod table;
mod verdict;

pub use clock::{DueDay, PeriodClock, StopDays};
pub use table::{DayClockError, DayTable};
pub use verdict::{
    CaseDays, StandardClock, StandardDue, StandardOutcome, StandardVerdict, StatutoryClock,
    StatutoryVerdict,
};
