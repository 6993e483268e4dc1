//! Times of day to the second, and means of durations.

use super::rows;
use std::{fmt, num::NonZeroU64, str::FromStr};
use tosei_types::{PercentDigits, Percentage};

/// A day has so many quarters of an hour.
pub const QUARTER_HOURS: usize = 96;

/// Why a text is no [`ClockTime`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClockTimeError {
    /// Not `HH:MM` or `HH:MM:SS` before 24:00.
    #[error("`{0}` is not a time of day before 24:00")]
    Text(String),
}

impl ClockTimeError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text(_) => "counter_dx.clock_time.text",
        }
    }
}

/// 時刻（秒まで） (time of day to the second), from 00:00:00 to 23:59:59.
///
/// # Not to be confused with
///
/// The time of day of opening hours (`tosei_simulation`), to the minute, which can be the end of a day.
///
/// # Wire form
///
/// `"08:30:00"`; seconds may be left out when it is read, and the hour may have one digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(u32);

impl ClockTime {
    /// Seconds since midnight, below 86,400.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// The quarter of an hour that it lies in, 0 to 95.
    #[must_use]
    pub const fn quarter_hour(self) -> u32 {
        self.0 / 900
    }

    /// Seconds since an earlier time of the same day; `None` if that is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<u32> {
        self.0.checked_sub(earlier.0)
    }

    /// The time in the middle between this and another.
    pub(super) fn middle(self, other: Self) -> Self {
        Self(self.0.midpoint(other.0))
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes) = (self.0 / 3_600, self.0 / 60 % 60);
        write!(f, "{hours:02}:{minutes:02}:{:02}", self.0 % 60)
    }
}

impl FromStr for ClockTime {
    type Err = ClockTimeError;

    fn from_str(text: &str) -> Result<Self, ClockTimeError> {
        let refused = || ClockTimeError::Text(text.chars().take(20).collect());
        let mut parts = text.split(':');
        let mut part = |least: usize, most: u32| {
            let part = parts.next()?;
            let fits = (least..=2).contains(&part.len());
            rows::whole_number(part).filter(|number| fits && *number < most)
        };
        let (hours, minutes) = (part(1, 24), part(2, 60));
        let seconds = match text.split(':').count() {
            3 => part(2, 60),
            2 => Some(0u32),
            _ => None,
        };
        let (Some(hours), Some(minutes), Some(seconds)) = (hours, minutes, seconds) else {
            return Err(refused());
        };
        // At most 23 · 3600 + 59 · 60 + 59.
        let whole = hours
            .saturating_mul(3_600)
            .saturating_add(minutes.saturating_mul(60));
        Ok(Self(whole.saturating_add(seconds)))
    }
}

tosei_types::text_value! {
    ClockTime,
    name: "ClockTime",
    pattern: "^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
    ja: "時刻（秒まで）",
    en: "A time of day to the second",
    example: "08:30:00",
}

/// 平均（分） (mean in minutes): an exact fraction, the sum of all durations over the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeanMinutes {
    seconds: u64,
    people: NonZeroU64,
}

impl MeanMinutes {
    pub(super) fn of(seconds: u64, people: u64) -> Option<Self> {
        NonZeroU64::new(people).map(|people| Self { seconds, people })
    }

    /// The sum of all durations in seconds.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.seconds
    }

    /// How many people there are.
    #[must_use]
    pub fn people(self) -> u64 {
        self.people.get()
    }

    /// The mean in minutes, rounded half up, to be shown and not calculated with.
    #[must_use]
    pub fn shown(self, digits: PercentDigits) -> String {
        // A percentage is a rounded fraction times a hundred.
        let below = self.people.get().saturating_mul(6_000);
        Percentage::of(self.seconds, below, digits)
            .map_or_else(String::new, |mean| mean.to_string())
    }
}
