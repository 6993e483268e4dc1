//! 一年の仕事 (the year of an office): what is due when, and what is due soon.

mod calendar;
mod check;
mod item;
mod reminder;

pub use calendar::{DoneEntry, OfficeCalendar, OfficeEvent, OwnDate};
pub use check::check_office_calendar;
pub use item::{LeadTime, LeadUnit, OfficeYear, Roll, YearItem, YearWhen, office_year};
pub use reminder::{
    Reminder, ReminderError, ReminderOptions, ReminderReason, ReminderState, Reminders, remind,
};
