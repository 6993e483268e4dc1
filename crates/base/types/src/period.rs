//! 処理期間 (processing periods): values, and a reader of the free text that tables really hold.
//!
//! [`read_processing_period`] gives each cell text one of eight classes
//! ([`ProcessingPeriodStatement`]). The classes mean different things to a rule about quality, so
//! a wrong class is worse than [`Unread`](ProcessingPeriodStatement::Unread): what is not surely
//! understood stays text, with a [`PeriodNote`] that says why.

mod amount;
mod case_grammar;
mod cases;
mod conversion;
mod error;
mod grammar;
mod length;
mod note;
mod processing_period;
mod read;
mod sentence;
mod statement;
mod text;
mod unit;

pub use amount::{MAX_PERIOD_AMOUNT, PeriodAmount};
pub use cases::{MAX_CONDITION_CHARS, MAX_PERIOD_CASES, PeriodCase, PeriodCases, PeriodCondition};
pub use conversion::{ApproximateDays, DayConversion};
pub use error::PeriodError;
pub use length::PeriodLength;
pub use note::PeriodNote;
pub use processing_period::ProcessingPeriod;
pub use read::{ProcessingPeriodReading, read_processing_period};
pub use statement::{ProcessingPeriodClass, ProcessingPeriodStatement};
pub use unit::{DayCounting, PeriodUnit};
