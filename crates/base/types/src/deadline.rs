//! 期限 (deadlines): when a period ends that began with an arrival, and how many days have run.
//!
//! What can change the answer is an argument: the [`Arrival`], the
//! [`PeriodLength`](crate::period::PeriodLength), the body's [`CountingRule`], its
//! [`BusinessDays`](crate::BusinessDays) and the [`Stop`]s of the case. The answer comes with every
//! day from the arrival on and what became of it.
//!
//! 標準処理期間 ([`StandardProcessingPeriod`]) and 法定期限 ([`StatutoryDeadline`]) are two types:
//! the first is what a body ordinarily needs, the second is what a law allows.

mod answer;
mod arrival;
mod clock;
mod day;
mod due;
mod elapsed;
mod error;
mod length;
mod period_state;
mod rule;
mod standard;
mod statutory;
mod stop;

pub use answer::{DueDateAnswer, UndeterminedReason, due_date_of_cell, due_date_of_statement};
pub use arrival::{Arrival, ArrivalChannel, ArrivalTimestamp, ArrivalTimestampError};
pub use clock::{MAX_LISTED_DAYS, MAX_STOPS};
pub use day::{DayStatus, DeadlineDay};
pub use due::{DueDate, due_date};
pub use elapsed::{ElapsedDays, elapsed_days};
pub use error::DeadlineError;
pub use length::{
    MAX_PERIOD_DAYS, MAX_PERIOD_MONTHS, MAX_PERIOD_WEEKS, MAX_PERIOD_YEARS, days_of_period,
};
pub use period_state::{NotSetReason, PeriodBasis, PeriodState, Publication};
pub use rule::{
    COUNTING_RULE_FORMAT, CountedDays, CountingRule, CountingRuleError, FirstDay, LastDayClosed,
};
pub use standard::{ForwardedDueDate, StandardProcessingPeriod, StandardProcessingPeriodError};
pub use statutory::{
    DeadlineExtension, StatutoryDeadline, StatutoryDeadlineError, StatutoryExtension,
};
pub use stop::{Stop, StopBoundary, StopError, StopKind, StopRule};
