//! Units of processing periods, and what they say about counting days.

use serde::{Deserialize, Serialize};

/// 期間の単位 (unit of a period).
///
/// 日 ([`Day`](Self::Day)) is a unit of its own: a text that says 「30日」 does not say whether
/// holidays of the office count, and this type does not guess.
///
/// # Wire form
///
/// `"minute"`, `"hour"`, `"day"`, `"business_day"`, `"calendar_day"`, `"week"`, `"month"`, `"year"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PeriodUnit {
    /// 分 (minute).
    Minute,
    /// 時間 (hour).
    Hour,
    /// 日 (day), of which the text does not say how it is counted.
    Day,
    /// 営業日, 開庁日 (business day): days on which the office is closed do not count.
    BusinessDay,
    /// 暦日 (calendar day): every day counts.
    CalendarDay,
    /// 週 (week).
    Week,
    /// 月, か月 (month).
    Month,
    /// 年 (year).
    Year,
}

/// How the days of a period are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DayCounting {
    /// Every day of the calendar counts.
    Calendar,
    /// Only days on which the office is open count.
    Business,
    /// The unit does not say.
    Unspecified,
}

impl PeriodUnit {
    /// Every unit, shortest first.
    pub const ALL: [Self; 8] = [
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::BusinessDay,
        Self::CalendarDay,
        Self::Week,
        Self::Month,
        Self::Year,
    ];

    /// The code of the wire form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::BusinessDay => "business_day",
            Self::CalendarDay => "calendar_day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The unit as it is written after an amount.
    ///
    /// A month is か月, because 「1月」 outside of its column means January.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Minute => "分",
            Self::Hour => "時間",
            Self::Day => "日",
            Self::BusinessDay => "営業日",
            Self::CalendarDay => "暦日",
            Self::Week => "週間",
            Self::Month => "か月",
            Self::Year => "年",
        }
    }

    /// What the unit itself says about counting.
    ///
    /// Weeks, months and years run by the calendar; 日 (and hours and minutes) do not say.
    #[must_use]
    pub fn counting(self) -> DayCounting {
        match self {
            Self::BusinessDay => DayCounting::Business,
            Self::CalendarDay | Self::Week | Self::Month | Self::Year => DayCounting::Calendar,
            Self::Minute | Self::Hour | Self::Day => DayCounting::Unspecified,
        }
    }
}
