//! Opening hours: when a counter, an office or a person is there.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use tosei_types::{Date, Weekday};

/// Opening hours are worked out for at most so many days (ten years and a half).
pub const MAX_DAYS: u32 = 3_850;
/// A day has at most so many opening times.
pub const MAX_SPANS: usize = 48;
const DAY: u16 = 24 * 60;

/// Why opening hours cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpeningHoursError {
    /// A time of day that is not `HH:MM` from 00:00 to 24:00.
    #[error("`{0}` is not a time of day from 00:00 to 24:00")]
    TimeOfDay(String),
    /// A span that does not end after it begins.
    #[error("the hours from {from} to {to} do not end after they begin")]
    #[non_exhaustive]
    Span {
        /// When it begins.
        from: TimeOfDay,
        /// When it ends.
        to: TimeOfDay,
    },
    /// Two spans of a day that overlap.
    #[error("two spans of a day overlap at {0}")]
    Overlap(TimeOfDay),
    /// More than [`MAX_SPANS`] spans on a day.
    #[error("a day has at most 48 opening times, not `{0}`")]
    TooManySpans(usize),
    /// Two exceptions for one day.
    #[error("{0} has two exceptions")]
    TwoExceptions(Date),
    /// More than [`MAX_DAYS`] days, none, or days after the end of the calendar.
    #[error("opening hours are worked out for 1 to 3,850 days")]
    Days,
}

impl OpeningHoursError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TimeOfDay(_) => "simulation.opening_hours.time_of_day",
            Self::Span { .. } => "simulation.opening_hours.span",
            Self::Overlap(_) => "simulation.opening_hours.overlap",
            Self::TooManySpans(_) => "simulation.opening_hours.too_many_spans",
            Self::TwoExceptions(_) => "simulation.opening_hours.two_exceptions",
            Self::Days => "simulation.opening_hours.days",
        }
    }
}

/// 時刻 (time of day): minutes since midnight, up to 24:00.
///
/// # Wire form
///
/// `"08:30"`; the end of a day is `"24:00"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Minutes since midnight, 0 to 1,440.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = OpeningHoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || OpeningHoursError::TimeOfDay(text.chars().take(20).collect());
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let (hours, minutes) = text.split_once(':').ok_or_else(refused)?;
        if !digits(hours) || !digits(minutes) {
            return Err(refused());
        }
        let hours: u16 = hours.parse().map_err(|_| refused())?;
        let minutes: u16 = minutes.parse().map_err(|_| refused())?;
        let all = hours * 60 + minutes;
        if minutes < 60 && all <= DAY {
            Ok(Self(all))
        } else {
            Err(refused())
        }
    }
}

tosei_types::text_value! {
    TimeOfDay,
    name: "TimeOfDay",
    pattern: "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
    ja: "時刻（00:00から24:00まで）",
    en: "A time of day from 00:00 to 24:00",
    example: "08:30",
}

/// 時間帯 (span): from a time of day to another.
///
/// # Wire form
///
/// `{"from": "08:30", "to": "17:15"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// When it opens.
    pub from: TimeOfDay,
    /// When it closes.
    pub to: TimeOfDay,
}

/// 例外日 (exception): a day with other hours; no hours at all if it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The day.
    pub date: Date,
    /// Its hours instead of the usual ones; closed if empty.
    pub hours: Vec<Span>,
    /// Why, as 「年度末の臨時開庁」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// 開庁時間 (opening hours): the hours of each weekday, and the days that differ.
///
/// A lunch break is two spans of a day; a half day or an extra opening is an [`Exception`]. On a
/// holiday it is closed unless an exception says otherwise. A day without hours is closed.
///
/// # Wire form
///
/// `{"monday": [{"from": "08:30", "to": "17:15"}], …, "exceptions": [{"date": "2025-03-30",
/// "hours": [{"from": "09:00", "to": "12:00"}], "reason": "年度末の臨時開庁"}]}`.
///
/// # Examples
///
/// ```
/// use tosei_simulation::OpeningHours;
///
/// let hours: OpeningHours = serde_json::from_str(
///     r#"{"friday": [{"from": "08:30", "to": "12:00"}, {"from": "13:00", "to": "17:00"}],
///         "monday": [{"from": "08:30", "to": "17:00"}]}"#,
/// )?;
/// let times = hours.open_times("2025-06-06".parse()?, 4, |_| false)?; // Friday to Monday
/// assert_eq!(times.next_opening(0.0), Some(510.0)); // 08:30
/// assert_eq!(times.next_opening(12.0 * 60.0), Some(13.0 * 60.0)); // after lunch
/// // Work of six hours begun on Friday at two o'clock is done on Monday at half past eleven.
/// let done = times.after_open_minutes(14.0 * 60.0, 360.0);
/// assert_eq!(done, Some(3.0 * 1440.0 + 11.5 * 60.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct OpeningHours {
    /// 月曜日.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub monday: Vec<Span>,
    /// 火曜日.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tuesday: Vec<Span>,
    /// 水曜日.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wednesday: Vec<Span>,
    /// 木曜日.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thursday: Vec<Span>,
    /// 金曜日.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub friday: Vec<Span>,
    /// 土曜日.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub saturday: Vec<Span>,
    /// 日曜日.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sunday: Vec<Span>,
    /// Days that differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
}

impl OpeningHours {
    /// The same hours from Monday to Friday.
    #[must_use]
    pub fn weekdays(hours: &[Span]) -> Self {
        Self {
            monday: hours.to_vec(),
            tuesday: hours.to_vec(),
            wednesday: hours.to_vec(),
            thursday: hours.to_vec(),
            friday: hours.to_vec(),
            ..Self::default()
        }
    }

    /// The usual hours of a weekday.
    #[must_use]
    pub fn usual(&self, weekday: Weekday) -> &[Span] {
        match weekday {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }

    /// Works the opening times out for days on end, in minutes from midnight before the first.
    ///
    /// # Errors
    ///
    /// - [`OpeningHoursError::Days`] for no day, or more than 3,850.
    /// - [`OpeningHoursError::TwoExceptions`] if a day has two exceptions.
    /// - [`OpeningHoursError::Span`], [`OpeningHoursError::Overlap`],
    ///   [`OpeningHoursError::TooManySpans`] for hours that contradict themselves.
    pub fn open_times(
        &self,
        first: Date,
        days: u32,
        is_holiday: impl Fn(Date) -> bool,
    ) -> Result<OpenTimes, OpeningHoursError> {
        if days == 0 || days > MAX_DAYS {
            return Err(OpeningHoursError::Days);
        }
        let mut exceptions = std::collections::BTreeMap::new();
        for exception in &self.exceptions {
            if exceptions.insert(exception.date, exception).is_some() {
                return Err(OpeningHoursError::TwoExceptions(exception.date));
            }
        }
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for number in 0..days {
            let date = first
                .add_days(i64::from(number))
                .map_err(|_| OpeningHoursError::Days)?;
            let hours = match exceptions.get(&date) {
                Some(exception) => exception.hours.as_slice(),
                None if is_holiday(date) => &[],
                None => self.usual(date.weekday()),
            };
            let midnight = f64::from(number) * f64::from(DAY);
            for span in in_order(hours)? {
                let (from, to) = (
                    midnight + f64::from(span.from.minutes()),
                    midnight + f64::from(span.to.minutes()),
                );
                match spans.last_mut() {
                    // Spans that touch are one: so nobody is sent home at midnight.
                    Some(last) if last.1 >= from => last.1 = to,
                    _ => spans.push((from, to)),
                }
            }
        }
        let mut before = Vec::with_capacity(spans.len());
        let mut open = 0.0;
        for (from, to) in &spans {
            before.push(open);
            open += to - from;
        }
        Ok(OpenTimes {
            spans,
            before,
            end: f64::from(days) * f64::from(DAY),
        })
    }
}

fn in_order(hours: &[Span]) -> Result<Vec<Span>, OpeningHoursError> {
    if hours.len() > MAX_SPANS {
        return Err(OpeningHoursError::TooManySpans(hours.len()));
    }
    let mut hours = hours.to_vec();
    hours.sort_by_key(|span| span.from);
    let mut end = None;
    for span in &hours {
        if span.from >= span.to {
            return Err(OpeningHoursError::Span {
                from: span.from,
                to: span.to,
            });
        }
        if end.is_some_and(|end| span.from < end) {
            return Err(OpeningHoursError::Overlap(span.from));
        }
        end = Some(span.to);
    }
    Ok(hours)
}

/// 開庁時刻 (opening times) of days on end, in minutes from midnight before the first day.
///
/// # Invariant
///
/// The spans are in order and do not touch. A span holds its beginning and not its end.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenTimes {
    spans: Vec<(f64, f64)>,
    /// The open minutes before each span.
    before: Vec<f64>,
    end: f64,
}

impl OpenTimes {
    /// Always open, for so many days: what has no opening hours.
    #[must_use]
    pub fn always(days: u32) -> Self {
        let end = f64::from(days) * f64::from(DAY);
        Self {
            spans: vec![(0.0, end)],
            before: vec![0.0],
            end,
        }
    }

    /// The spans, each from its beginning to its end.
    #[must_use]
    pub fn spans(&self) -> &[(f64, f64)] {
        &self.spans
    }

    /// The end of the last day.
    #[must_use]
    pub const fn end(&self) -> f64 {
        self.end
    }

    /// Whether it is open at a time.
    #[must_use]
    pub fn is_open(&self, time: f64) -> bool {
        self.span_at(time).is_some()
    }

    /// The first time from a time on at which it is open; `None` if it never opens again.
    #[must_use]
    pub fn next_opening(&self, time: f64) -> Option<f64> {
        let next = self.spans.get(self.first_ending_after(time))?;
        Some(next.0.max(time))
    }

    /// When it next closes, if it is open at a time.
    #[must_use]
    pub fn closes_at(&self, time: f64) -> Option<f64> {
        self.span_at(time).map(|(_, to)| to)
    }

    /// How long it is open between two times; 0 if the second is not after the first.
    #[must_use]
    pub fn open_between(&self, from: f64, to: f64) -> f64 {
        (self.open_before(to) - self.open_before(from)).max(0.0)
    }

    /// The time at which so many open minutes have passed since a time; `None` if the days end
    /// before that.
    ///
    /// Nothing to wait for takes no time where it is open, and until the next opening where not.
    #[must_use]
    pub fn after_open_minutes(&self, time: f64, minutes: f64) -> Option<f64> {
        let start = self.next_opening(time)?;
        if minutes <= 0.0 {
            return Some(start);
        }
        let wanted = self.open_before(start) + minutes;
        // The last span before whose beginning fewer minutes have passed.
        let place = self.before.partition_point(|before| *before < wanted);
        let place = place.checked_sub(1)?;
        let ((from, to), before) = (*self.spans.get(place)?, *self.before.get(place)?);
        let end = from + (wanted - before);
        // A rounding error at the end of the last span is no minute that is missing.
        (end <= to + 1e-6).then(|| end.min(to))
    }

    /// [`after_open_minutes`](Self::after_open_minutes), to the same bits, where the time lies in the span
    /// of a number and more than no minutes are over within it; `None` where not.
    #[inline]
    pub(crate) fn done_within(&self, span: usize, time: f64, minutes: f64) -> Option<f64> {
        let ((from, to), before) = (*self.spans.get(span)?, *self.before.get(span)?);
        let later = self.before.get(span.saturating_add(1));
        let wanted = before + (time - from) + minutes;
        let end = from + (wanted - before);
        let is_here = from <= time && time < to && minutes > 0.0 && before < wanted;
        let is_over = end <= to && later.is_none_or(|later| wanted <= *later);
        (is_here && is_over).then_some(end)
    }

    fn open_before(&self, time: f64) -> f64 {
        let place = self.first_ending_after(time);
        match (self.spans.get(place), self.before.get(place)) {
            (Some((from, _)), Some(before)) => before + (time - from).max(0.0),
            _ => match (self.spans.last(), self.before.last()) {
                (Some((from, to)), Some(before)) => before + (to - from),
                _ => 0.0,
            },
        }
    }

    fn first_ending_after(&self, time: f64) -> usize {
        self.spans.partition_point(|(_, to)| *to <= time)
    }

    fn span_at(&self, time: f64) -> Option<(f64, f64)> {
        let span = *self.spans.get(self.first_ending_after(time))?;
        (span.0 <= time).then_some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Law: what is said of minutes within one span is what is said by all spans, to the last bit.
    #[test]
    fn minutes_within_a_span_are_over_as_by_all_spans() {
        let times = OpenTimes {
            spans: vec![(0.1, 100.7), (150.3, 200.0), (200.9, 1e6 / 3.0)],
            before: vec![0.0, 100.7 - 0.1, 100.7 - 0.1 + (200.0 - 150.3)],
            end: 1e6,
        };
        let mut within = 0;
        for step in 0..2_000u32 {
            let time = f64::from(step) * 0.37;
            let span = times.first_ending_after(time);
            for minutes in [0.0, 1e-9, 0.1, 7.3, 49.7, 50.0, 1e5 / 7.0, 1e6] {
                if let Some(done) = times.done_within(span, time, minutes) {
                    within += 1;
                    assert!(times.is_open(time) && minutes > 0.0);
                    let all = times.after_open_minutes(time, minutes).unwrap();
                    assert_eq!(done.to_bits(), all.to_bits(), "{time} {minutes}");
                }
            }
        }
        assert!(within > 5_000, "{within}");
    }
}
