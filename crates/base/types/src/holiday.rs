//! 国民の祝日・休日 (official holidays): the published list as data, and the present law's rules for
//! the days beyond it.

mod by_rule;
mod error;
mod list;

pub use by_rule::{
    FIRST_YEAR_BY_RULE, LAST_YEAR_BY_RULE, autumnal_equinox, holiday_by_rule, vernal_equinox,
};
pub use error::{CalendarError, HolidayError};
pub(crate) use error::{capital, checked_length, checked_name};
pub use list::{
    BeyondList, HOLIDAYS_FORMAT, HolidayAnswer, HolidayEdition, HolidayList, MAX_LISTED_HOLIDAYS,
};

/// The longest name of a holiday or of a closing, in characters.
pub const MAX_NAME_CHARS: usize = 100;
