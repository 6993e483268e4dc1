//! Days of the week.

use serde::{Deserialize, Serialize};

/// 曜日 (day of the week).
///
/// # Wire form
///
/// The lower-case English name, `"monday"` to `"sunday"`.
#[doc(alias = "曜日")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// 月曜日.
    Monday,
    /// 火曜日.
    Tuesday,
    /// 水曜日.
    Wednesday,
    /// 木曜日.
    Thursday,
    /// 金曜日.
    Friday,
    /// 土曜日.
    Saturday,
    /// 日曜日.
    Sunday,
}

impl Weekday {
    /// All days, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The one kanji that stands for the day: 月, 火, …
    #[must_use]
    pub fn kanji(self) -> char {
        match self {
            Self::Monday => '月',
            Self::Tuesday => '火',
            Self::Wednesday => '水',
            Self::Thursday => '木',
            Self::Friday => '金',
            Self::Saturday => '土',
            Self::Sunday => '日',
        }
    }

    /// The Japanese name: 月曜日, 火曜日, …
    #[must_use]
    pub fn label_ja(self) -> String {
        format!("{}曜日", self.kanji())
    }

    /// The English name.
    #[must_use]
    pub fn label_en(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}
