//! When something arrived, and how.
#![deny(clippy::arithmetic_side_effects)]

use crate::{
    Date, DateError, coded_enum,
    date::{excerpt, two_digits},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

coded_enum! {
    /// 到達の経路 (channel of arrival).
    ///
    /// It is said for the record. When the first counted day is follows from the moment of arrival and
    /// the [`CountingRule`](super::CountingRule), the same for every channel.
    pub enum ArrivalChannel: "channel of arrival" {
        /// オンライン: it arrives when it is recorded in the authority's file, at night and on a Sunday
        /// too.
        Online = "online" ("オンライン", "online"),
        /// 窓口.
        Counter = "counter" ("窓口", "counter"),
        /// 郵送: it arrives when it reaches the office, not when it was posted.
        Postal = "postal" ("郵送", "post"),
        /// 経由機関: another body forwards it.
        Forwarded = "forwarded" ("経由機関", "forwarded by another body"),
        /// その他.
        Other = "other" ("その他", "other"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 到達日時 (moment of arrival): a day, and the time of day in minutes where it was recorded.
///
/// # Invariant
///
/// The time lies between 00:00 and 23:59, local time of the body. A time that was not recorded is
/// absent; it is not 00:00.
///
/// # Wire form
///
/// `2025-06-07T23:30`, or `2025-06-07` where only the day is known. Seconds, a zone and a blank for the
/// `T` are refused.
///
/// # Source
///
/// `definition`: ISO 8601, local date and time.
///
/// # Examples
///
/// ```
/// use tosei_types::deadline::ArrivalTimestamp;
///
/// let arrived: ArrivalTimestamp = "2025-06-07T23:30".parse()?;
/// assert_eq!(arrived.date().to_string(), "2025-06-07");
/// assert_eq!(arrived.time(), Some((23, 30)));
/// assert!("2025-06-07T24:00".parse::<ArrivalTimestamp>().is_err());
/// # Ok::<(), tosei_types::deadline::ArrivalTimestampError>(())
/// ```
#[doc(alias = "到達日時")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArrivalTimestamp {
    date: Date,
    time: Option<(u8, u8)>,
}

crate::text_value! {
    ArrivalTimestamp,
    name: "ArrivalTimestamp",
    pattern: "^(186[7-9]|18[7-9][0-9]|19[0-9]{2}|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9])?$",
    ja: "到達日時",
    en: "Moment of arrival",
    example: "2025-06-07T23:30",
}

/// Why a text is no [`ArrivalTimestamp`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArrivalTimestampError {
    /// The day is none.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The time is not of the form `HH:MM`.
    #[error("`{text}` is not a time of the form HH:MM after the `T`")]
    #[non_exhaustive]
    BadTime {
        /// What stands after the `T`, cut after 40 characters.
        text: String,
    },
    /// No day has such a time.
    #[error("no day has the time `{text}`: it is 00:00 to 23:59")]
    #[non_exhaustive]
    NoSuchTime {
        /// The time as given.
        text: String,
    },
}

impl ArrivalTimestampError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Date(error) => error.code(),
            Self::BadTime { .. } => "types.arrival.bad_time",
            Self::NoSuchTime { .. } => "types.arrival.no_such_time",
        }
    }
}

impl ArrivalTimestamp {
    /// Takes a day, hour and minute.
    ///
    /// # Errors
    ///
    /// [`ArrivalTimestampError::NoSuchTime`] past 23:59.
    pub fn try_new(date: Date, hour: u8, minute: u8) -> Result<Self, ArrivalTimestampError> {
        if hour > 23 || minute > 59 {
            return Err(ArrivalTimestampError::NoSuchTime {
                text: format!("{hour:02}:{minute:02}"),
            });
        }
        Ok(Self {
            date,
            time: Some((hour, minute)),
        })
    }

    /// A day whose time was not recorded.
    #[must_use]
    pub fn on(date: Date) -> Self {
        Self { date, time: None }
    }

    /// The day.
    #[must_use]
    pub fn date(self) -> Date {
        self.date
    }

    /// Hour and minute, if they were recorded.
    #[must_use]
    pub fn time(self) -> Option<(u8, u8)> {
        self.time
    }
}

impl fmt::Display for ArrivalTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(f)?;
        match self.time {
            Some((hour, minute)) => write!(f, "T{hour:02}:{minute:02}"),
            None => Ok(()),
        }
    }
}

impl FromStr for ArrivalTimestamp {
    type Err = ArrivalTimestampError;

    fn from_str(text: &str) -> Result<Self, ArrivalTimestampError> {
        let Some((day, time)) = text.split_once('T') else {
            return Ok(Self::on(text.parse()?));
        };
        let date = day.parse()?;
        let parts = || {
            let [a, b, b':', c, d] = <[u8; 5]>::try_from(time.as_bytes()).ok()? else {
                return None;
            };
            Some((two_digits([a, b])?, two_digits([c, d])?))
        };
        let (hour, minute) = parts().ok_or_else(|| ArrivalTimestampError::BadTime {
            text: excerpt(time),
        })?;
        Self::try_new(date, hour, minute)
    }
}

/// 到達 (arrival): when an application reached the body, and how.
///
/// 到達 is what starts a period, not 受理 (acceptance).
///
/// # Wire form
///
/// `{"at": "2025-06-07T23:30", "channel": "online"}`.
///
/// # Source
///
/// `administrative-procedure-act` (6条, 7条: the period begins when the application arrives at the
/// office).
#[doc(alias = "到達")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Arrival {
    /// 到達日時.
    pub at: ArrivalTimestamp,
    /// 経路.
    pub channel: ArrivalChannel,
}

impl Arrival {
    /// Puts the two together.
    #[must_use]
    pub fn new(at: ArrivalTimestamp, channel: ArrivalChannel) -> Self {
        Self { at, channel }
    }

    /// An arrival of which only the day is known.
    #[must_use]
    pub fn on(date: Date) -> Self {
        Self::new(ArrivalTimestamp::on(date), ArrivalChannel::Unknown)
    }

    /// The day of arrival.
    #[must_use]
    pub fn date(&self) -> Date {
        self.at.date()
    }
}
