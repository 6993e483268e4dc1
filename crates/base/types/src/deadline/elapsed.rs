//! How many days have run.
#![deny(clippy::arithmetic_side_effects)]

use super::{
    Arrival, CountedDays, CountingRule, DayStatus, DeadlineDay, DeadlineError, MAX_LISTED_DAYS,
    Stop, clock::Clock,
};
use crate::{BusinessDays, Date};
use serde::Serialize;

/// 経過日数 (elapsed days): how many days of a case have counted up to a day, with every day.
///
/// # Invariant
///
/// The days are consecutive, from the day of arrival to the day asked about.
///
/// # Wire form
///
/// `{"until": "2025-06-16", "counted": "business_days", "counted_days": 10, "provisional": false,
/// "days": […]}`, as in [`DueDate`](super::DueDate). Written only.
#[doc(alias = "経過日数")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ElapsedDays {
    /// 末日: the last day that was looked at.
    until: Date,
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

impl ElapsedDays {
    /// The last day that was looked at.
    #[must_use]
    pub fn until(&self) -> Date {
        self.until
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

    /// Every day from the arrival on.
    #[must_use]
    pub fn days(&self) -> &[DeadlineDay] {
        &self.days
    }

    /// The stops that did nothing, because the rule does not name their kind.
    #[must_use]
    pub fn ignored_stops(&self) -> &[Stop] {
        &self.ignored_stops
    }
}

/// 経過日数 of a case (elapsed days): how many days counted from its arrival to a day, both looked at.
///
/// Up to the due date of a period it is the length of the period (unless a rule moved the due date off a
/// closing day). A stop that has not ended stops every day up to the end.
///
/// # Errors
///
/// - [`DeadlineError::EndBeforeArrival`] if the day lies before the arrival.
/// - [`DeadlineError::BusinessDay`] if nobody can say whether a day is a business day.
/// - [`DeadlineError::TooManyStops`], [`DeadlineError::TooManyDays`],
///   [`DeadlineError::OutOfRange`] past the limits.
///
/// # Examples
///
/// ```
/// use tosei_types::deadline::{Arrival, CountedDays, CountingRule, FirstDay, elapsed_days};
/// use tosei_types::{BusinessCalendar, BusinessDays, HolidayList, Label};
///
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// let arrival = Arrival::on("2025-04-25".parse()?);
/// let rule = CountingRule::standard(FirstDay::NextDay);
/// let decided = "2025-05-07".parse()?;
/// let elapsed = elapsed_days(&arrival, decided, CountedDays::BusinessDays, &rule, &days, &[])?;
/// assert_eq!(elapsed.counted_days(), 5); // of 12 days; the others were holidays and weekends
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn elapsed_days(
    arrival: &Arrival,
    until: Date,
    counted: CountedDays,
    rule: &CountingRule,
    days: &BusinessDays<'_>,
    stops: &[Stop],
) -> Result<ElapsedDays, DeadlineError> {
    let from = arrival.date();
    if until < from {
        return Err(DeadlineError::EndBeforeArrival {
            arrival: from,
            end: until,
        });
    }
    if from.days_until(until) >= i64::from(MAX_LISTED_DAYS) {
        return Err(DeadlineError::TooManyDays { from });
    }
    let clock = Clock::try_new(arrival, rule.first_day(), counted, rule, days, stops)?;
    let mut list = Vec::new();
    let mut number: u32 = 0;
    let mut next = Some(from);
    while let Some(date) = next.filter(|date| *date <= until) {
        let mut day = clock.judge(date)?;
        if day.status == DayStatus::Counted {
            number = number.saturating_add(1); // at most MAX_LISTED_DAYS
            day.number = Some(number);
        }
        list.push(day);
        next = date.next();
    }
    Ok(ElapsedDays {
        until,
        counted,
        counted_days: number,
        provisional: list.iter().any(DeadlineDay::is_provisional),
        days: list,
        ignored_stops: clock.ignored,
    })
}
