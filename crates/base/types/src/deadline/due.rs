//! The day on which a period ends.
#![deny(clippy::arithmetic_side_effects)]

use super::{
    Arrival, CountedDays, CountingRule, DayStatus, DeadlineDay, DeadlineError, FirstDay,
    LastDayClosed, MAX_LISTED_DAYS, Stop,
    clock::Clock,
    length::{Countable, countable, days_from},
};
use crate::{BusinessDays, Date, period::PeriodLength};
use serde::Serialize;

/// 期限 (due date): the last day of a period, with every day from the arrival on.
///
/// # Invariant
///
/// The days are consecutive, from the day of arrival to the due date.
///
/// # Not to be confused with
///
/// A promise. A 標準処理期間 is what a body ordinarily needs; only a 法定期限 binds.
///
/// # Wire form
///
/// `{"date": "2025-06-16", "counted": "business_days", "counted_days": 10, "provisional": false,
/// "days": [{"date": "2025-06-02", "status": "before_first_day"}, {"date": "2025-06-03", "status":
/// "counted", "number": 1}, …]}`; `"ignored_stops"` where stops are of a kind that the rule does not
/// name. Written only.
#[doc(alias = "期限")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct DueDate {
    /// 期限日.
    date: Date,
    /// 数える日: which days counted.
    counted: CountedDays,
    /// 算入日数: how many days counted.
    counted_days: u32,
    /// 暫定: some day was judged by rule, because the list of holidays does not cover it.
    provisional: bool,
    /// 各日: every day from the arrival on.
    days: Vec<DeadlineDay>,
    /// 効力のない停止: stops of kinds that the rule does not name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schemars", schemars(default))]
    ignored_stops: Vec<Stop>,
}

impl DueDate {
    /// The due date.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// Which days counted.
    #[must_use]
    pub fn counted(&self) -> CountedDays {
        self.counted
    }

    /// How many days counted.
    #[must_use]
    pub fn counted_days(&self) -> u32 {
        self.counted_days
    }

    /// 暫定: some day was judged by rule, because the list of holidays does not cover it.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// Every day from the arrival to the due date.
    #[must_use]
    pub fn days(&self) -> &[DeadlineDay] {
        &self.days
    }

    /// The first day that counted.
    #[must_use]
    pub fn first_counted_day(&self) -> Option<Date> {
        let mut days = self.days.iter();
        days.find(|day| day.status() == DayStatus::Counted)
            .map(DeadlineDay::date)
    }

    /// The stops that did nothing, because the rule does not name their kind.
    #[must_use]
    pub fn ignored_stops(&self) -> &[Stop] {
        &self.ignored_stops
    }
}

/// 期限 of a period (due date): the last of its days, counted from an arrival by a body's rule.
///
/// Counting begins on the day of arrival or on the next one, as the rule says; what arrives on a
/// closing day or at night has arrived then, and if business days are counted the first that
/// counts is the first open one. A period in weeks, months or years runs by the calendar
/// (民法143条: a month ends on the day before the corresponding day, or with its last day); days that a
/// stop takes out are added at its end. 即日 is the first day that counts with the day of arrival
/// in.
///
/// It is *not* a conversion of months into days
/// ([`PeriodLength::approximate_days`]).
///
/// # Errors
///
/// - [`DeadlineError::UnitTooFine`], [`DeadlineError::NotWhole`], [`DeadlineError::NoDays`],
///   [`DeadlineError::TooLong`] if the period has no last day that is counted here.
/// - [`DeadlineError::BusinessDay`] if nobody can say whether a day is a business day.
/// - [`DeadlineError::StopNotEnded`] if the clock stands still and nobody knows until when.
/// - [`DeadlineError::TooManyStops`], [`DeadlineError::TooManyDays`],
///   [`DeadlineError::OutOfRange`] past the limits.
///
/// # Examples
///
/// ```
/// use tosei_types::deadline::{Arrival, CountingRule, FirstDay, due_date};
/// use tosei_types::{BusinessCalendar, BusinessDays, HolidayList, Label};
///
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// let arrival = Arrival::on("2025-06-02".parse()?); // a Monday
/// let due = |rule: &CountingRule, period: &str| {
///     let due = due_date(&arrival, period.parse().unwrap(), rule, &days, &[]);
///     due.map(|due| due.date().to_string())
/// };
///
/// let next_day = CountingRule::standard(FirstDay::NextDay);
/// assert_eq!(due(&next_day, "10日")?, "2025-06-16"); // 14 days later: two weekends
/// assert_eq!(due(&next_day, "1か月")?, "2025-07-02"); // by the calendar
/// let day_in = CountingRule::standard(FirstDay::ArrivalDay);
/// assert_eq!(due(&day_in, "10日")?, "2025-06-13");
/// assert_eq!(due(&day_in, "1か月")?, "2025-07-01");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn due_date(
    arrival: &Arrival,
    length: PeriodLength,
    rule: &CountingRule,
    days: &BusinessDays<'_>,
    stops: &[Stop],
) -> Result<DueDate, DeadlineError> {
    let countable = countable(length)?;
    let first_day = match countable {
        Countable::SameDay => FirstDay::ArrivalDay,
        _ => rule.first_day(),
    };
    let counted = rule.counting_of(length);
    let clock = Clock::try_new(arrival, first_day, counted, rule, days, stops)?;
    let needed = days_from(clock.first, countable)?;
    let (mut list, last) = run(&clock, needed)?;
    let moves = counted == CountedDays::CalendarDays
        && rule.last_day_closed() == LastDayClosed::NextOpenDay;
    let date = if moves {
        move_to_open_day(&clock, &mut list, last)?
    } else {
        last
    };
    Ok(DueDate {
        date,
        counted,
        counted_days: needed,
        provisional: list.iter().any(DeadlineDay::is_provisional),
        days: list,
        ignored_stops: clock.ignored,
    })
}

/// Lets the clock run until so many days have counted; gives them all, and the last.
fn run(clock: &Clock<'_>, needed: u32) -> Result<(Vec<DeadlineDay>, Date), DeadlineError> {
    let mut list = Vec::new();
    let mut number: u32 = 0;
    let mut date = clock.arrival;
    for _ in 0..MAX_LISTED_DAYS {
        let mut day = clock.judge(date)?;
        if day.status == DayStatus::Counted {
            number = number.saturating_add(1);
            day.number = Some(number);
        } else if day.status == DayStatus::Stopped {
            clock.expect_end_of_stop(date)?;
        }
        list.push(day);
        if number >= needed {
            return Ok((list, date));
        }
        date = date.next().ok_or(DeadlineError::OutOfRange {
            from: clock.arrival,
        })?;
    }
    Err(DeadlineError::TooManyDays {
        from: clock.arrival,
    })
}

/// 民法142条: if the last day is a closing day, the period ends on the next business day.
fn move_to_open_day(
    clock: &Clock<'_>,
    list: &mut Vec<DeadlineDay>,
    last: Date,
) -> Result<Date, DeadlineError> {
    let verdict = clock.days.verdict(last)?;
    if let Some(day) = list.last_mut() {
        *day = day.clone().judged_by(&verdict);
    }
    let open = clock.days.open_day_from(last)?.date();
    let mut date = last;
    while date < open {
        date = date.next().ok_or(DeadlineError::OutOfRange {
            from: clock.arrival,
        })?;
        let status = if date == open {
            DayStatus::MovedTo
        } else {
            DayStatus::Closed
        };
        let verdict = clock.days.verdict(date)?;
        list.push(DeadlineDay::new(date, status).judged_by(&verdict));
    }
    Ok(open)
}
