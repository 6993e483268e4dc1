//! 開庁日 (business days): the days on which an office is open, as the body's own data.

mod calendar;
mod days;
mod error;
mod month_day;
mod verdict;

pub use calendar::{
    BUSINESS_CALENDAR_FORMAT, BusinessCalendar, MAX_OWN_DAYS, MAX_YEARLY_CLOSINGS,
    OfficialHolidays, YearlyClosing,
};
pub use days::{BusinessDays, MAX_COUNTED_SPAN, MAX_SEARCHED_DAYS};
pub use error::BusinessDayError;
pub use month_day::{MonthDay, MonthDayError};
pub(crate) use verdict::reason;
pub use verdict::{DayKind, DayVerdict};
