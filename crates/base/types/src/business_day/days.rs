//! Asking about days: a calendar beside a list of official holidays.
#![deny(clippy::arithmetic_side_effects)]

use super::{BusinessCalendar, BusinessDayError, DayKind, DayVerdict, OfficialHolidays};
use crate::{BeyondList, Date, HolidayAnswer, HolidayError, HolidayList};

/// How many days are looked at for the next or the previous business day: ten years.
pub const MAX_SEARCHED_DAYS: u32 = 3_660;

/// How many days can be counted at once: a hundred years.
pub const MAX_COUNTED_SPAN: u32 = 36_600;

/// 開庁日の問合せ (questions about business days): a body's calendar, a list of official holidays, and
/// what to do beyond that list.
///
/// # Examples
///
/// ```
/// use tosei_types::{BeyondList, BusinessCalendar, BusinessDays, HolidayList, Label};
///
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// let next = days.next_open_day("2025-12-26".parse()?)?; // a Friday
/// assert_eq!(next.date().to_string(), "2026-01-05");
///
/// let beyond = "2028-05-01".parse()?;
/// assert!(days.verdict(beyond).is_err()); // the list ends 2027-11-23
/// let verdict = days.with_beyond_list(BeyondList::ByRule).verdict(beyond)?;
/// assert!(verdict.is_open() && verdict.is_provisional());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct BusinessDays<'a> {
    calendar: &'a BusinessCalendar,
    holidays: &'a HolidayList,
    beyond: BeyondList,
}

impl<'a> BusinessDays<'a> {
    /// Puts a calendar and a list together; a day beyond the list is refused.
    #[must_use]
    pub fn new(calendar: &'a BusinessCalendar, holidays: &'a HolidayList) -> Self {
        Self {
            calendar,
            holidays,
            beyond: BeyondList::Refuse,
        }
    }

    /// The same with another choice for days beyond the list.
    #[must_use]
    pub fn with_beyond_list(self, beyond: BeyondList) -> Self {
        Self { beyond, ..self }
    }

    /// The calendar.
    #[must_use]
    pub fn calendar(&self) -> &'a BusinessCalendar {
        self.calendar
    }

    /// The list of official holidays.
    #[must_use]
    pub fn holidays(&self) -> &'a HolidayList {
        self.holidays
    }

    /// Whether the office is open on a day, and why.
    ///
    /// An extra opening day is open whatever else it is. Otherwise the first reason of
    /// [`DayKind`] that closes the day is given. An office that official holidays close
    /// needs the list for every day, also for a Saturday: what is beyond it is refused or provisional
    /// as a whole.
    ///
    /// # Errors
    ///
    /// [`HolidayError`] if the list does not cover the day (see
    /// [`HolidayList::holiday_on`]).
    pub fn verdict(&self, date: Date) -> Result<DayVerdict<'a>, HolidayError> {
        let holiday = match self.calendar.official_holidays() {
            OfficialHolidays::Closed => self.holidays.holiday_on(date, self.beyond)?,
            OfficialHolidays::Open => HolidayAnswer {
                name: None,
                provisional: false,
            },
        };
        let (kind, name) = self.reason(date, holiday.name);
        Ok(DayVerdict {
            date,
            open: kind.is_open(),
            kind,
            name,
            provisional: holiday.provisional,
        })
    }

    fn reason(&self, date: Date, holiday: Option<&'a str>) -> (DayKind, Option<&'a str>) {
        let calendar = self.calendar;
        if let Some(name) = calendar.opening_day(date) {
            return (DayKind::ExtraOpening, Some(name));
        }
        if let Some(name) = calendar.closing_day(date) {
            return (DayKind::OwnClosing, Some(name));
        }
        let mut yearly = calendar.yearly_closings().iter();
        if let Some(closing) = yearly.find(|closing| closing.contains(date)) {
            return (DayKind::YearlyClosing, Some(closing.name()));
        }
        if let Some(name) = holiday {
            return (DayKind::OfficialHoliday, Some(name));
        }
        if calendar.closes_weekly_on(date.weekday()) {
            return (DayKind::WeeklyClosing, None);
        }
        (DayKind::Ordinary, None)
    }

    /// The first business day after a day.
    ///
    /// # Errors
    ///
    /// - [`BusinessDayError::Holiday`] if the list does not reach it.
    /// - [`BusinessDayError::NoOpenDay`] if none of the next [`MAX_SEARCHED_DAYS`] days is open.
    pub fn next_open_day(&self, date: Date) -> Result<DayVerdict<'a>, BusinessDayError> {
        self.search(date, date.next(), Date::next)
    }

    /// The last business day before a day.
    ///
    /// # Errors
    ///
    /// As for [`next_open_day`](Self::next_open_day).
    pub fn previous_open_day(&self, date: Date) -> Result<DayVerdict<'a>, BusinessDayError> {
        self.search(date, date.previous(), Date::previous)
    }

    /// The day itself if the office is open on it, else the first business day after it.
    ///
    /// # Errors
    ///
    /// As for [`next_open_day`](Self::next_open_day).
    pub fn open_day_from(&self, date: Date) -> Result<DayVerdict<'a>, BusinessDayError> {
        self.search(date, Some(date), Date::next)
    }

    fn search(
        &self,
        from: Date,
        first: Option<Date>,
        step: impl Fn(Date) -> Option<Date>,
    ) -> Result<DayVerdict<'a>, BusinessDayError> {
        let mut day = first;
        for _ in 0..MAX_SEARCHED_DAYS {
            let Some(date) = day else { break };
            let verdict = self.verdict(date)?;
            if verdict.is_open() {
                return Ok(verdict);
            }
            day = step(date);
        }
        Err(BusinessDayError::NoOpenDay { from })
    }

    /// How many business days there are from one day to another, both included.
    ///
    /// # Errors
    ///
    /// - [`BusinessDayError::LastBeforeFirst`] if the last day lies before the first.
    /// - [`BusinessDayError::SpanTooLong`] above [`MAX_COUNTED_SPAN`] days.
    /// - [`BusinessDayError::Holiday`] if the list does not cover all of them.
    pub fn count_open_days(&self, first: Date, last: Date) -> Result<u32, BusinessDayError> {
        if last < first {
            return Err(BusinessDayError::LastBeforeFirst { first, last });
        }
        if first.days_until(last) >= i64::from(MAX_COUNTED_SPAN) {
            return Err(BusinessDayError::SpanTooLong { first, last });
        }
        let mut open: u32 = 0;
        let mut day = Some(first);
        while let Some(date) = day.filter(|date| *date <= last) {
            if self.verdict(date)?.is_open() {
                open = open.saturating_add(1); // at most MAX_COUNTED_SPAN
            }
            day = date.next();
        }
        Ok(open)
    }
}
