//! A list of official holidays with its edition.

use super::{
    CalendarError, HolidayError,
    error::{checked_length, checked_name},
    holiday_by_rule,
};
use crate::{Date, coded_enum, embedded, unreadable};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::OnceLock};

/// The `format` of a list of holidays.
pub const HOLIDAYS_FORMAT: &str = "tosei-holidays";

/// The most days that a list can name.
pub const MAX_LISTED_HOLIDAYS: usize = 20_000;

coded_enum! {
    /// 一覧の範囲外の日の扱い (what to do about a day that the list does not cover).
    #[derive(Default)]
    pub enum BeyondList: "what to do beyond the list" {
        /// エラーにする: nobody knows, so nothing is said.
        #[default]
        Refuse = "refuse" ("エラーにする", "refuse"),
        /// 規則による暫定計算: by the present law and a formula of the equinoxes; the answer is
        /// provisional.
        ByRule = "by_rule" ("規則による暫定計算", "by rule, provisional"),
    }
}

/// 版 (edition) of a list of holidays: where it comes from and which days it covers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HolidayEdition {
    /// 出典: a source id, or the body's own words for where the list comes from.
    pub source: String,
    /// 取得日: the day on which the list was taken from the source.
    pub date: Date,
    /// 初日: the first day about which the list can be asked.
    pub first_day: Date,
    /// 末日: the last day about which the list can be asked.
    pub last_day: Date,
}

/// 祝日かどうか (whether a day is an official holiday), and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct HolidayAnswer<'a> {
    /// 名称: the name of the holiday; absent if the day is none.
    pub name: Option<&'a str>,
    /// 暫定: the list does not cover the day, the answer is by rule.
    pub provisional: bool,
}

/// 国民の祝日・休日の一覧 (list of official holidays) with its edition.
///
/// [`HolidayList::official`] is the published list, 1955-01-01 to 2027-11-23, 1,067 days. A body
/// whose list is newer gives its own file of the same shape ([`HolidayList::from_json`]).
///
/// # Invariant
///
/// Every day lies within the edition, has a name of at most
/// [`MAX_NAME_CHARS`](super::MAX_NAME_CHARS) characters and stands once; at most
/// [`MAX_LISTED_HOLIDAYS`] days.
///
/// # Not to be confused with
///
/// The days on which an office is closed ([`BusinessCalendar`](crate::BusinessCalendar)): Saturdays
/// and 29 December to 3 January are not official holidays.
///
/// # Wire form
///
/// `{"format": "tosei-holidays", "format_version": 1, "edition": {"source": "cao-holidays", "date":
/// "2026-11-22", "first_day": "1955-01-01", "last_day": "2027-11-23"}, "holidays": [{"date":
/// "1955-01-01", "name": "元日"}, …]}`.
///
/// # Source
///
/// `cao-holidays`.
///
/// # Examples
///
/// ```
/// use tosei_types::holiday::{BeyondList, HolidayList};
///
/// let list = HolidayList::official();
/// let answer = list.holiday_on("2025-05-06".parse()?, BeyondList::Refuse)?;
/// assert_eq!(answer.name, Some("休日")); // 4 May was a Sunday, 5 May a holiday
///
/// let beyond = "2028-01-01".parse()?;
/// let error = list.holiday_on(beyond, BeyondList::Refuse).unwrap_err();
/// assert_eq!(error.code(), "types.holiday.outside_list");
/// let answer = list.holiday_on(beyond, BeyondList::ByRule)?;
/// assert_eq!((answer.name, answer.provisional), (Some("元日"), true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "祝日")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::HolidayList", into = "wire::HolidayList")]
pub struct HolidayList {
    edition: HolidayEdition,
    days: BTreeMap<Date, Box<str>>,
}

impl HolidayList {
    /// The published list (内閣府).
    #[must_use]
    pub fn official() -> &'static Self {
        static OFFICIAL: OnceLock<HolidayList> = OnceLock::new();
        embedded(&OFFICIAL, || {
            Self::from_json(include_bytes!("../../data/holidays.json"))
        })
    }

    /// Puts a list together.
    ///
    /// # Errors
    ///
    /// - [`CalendarError::Blank`], [`CalendarError::TextTooLong`] for the source or a name.
    /// - [`CalendarError::LastBeforeFirst`] if the edition covers no day.
    /// - [`CalendarError::OutsideEdition`] if a holiday lies outside of it.
    /// - [`CalendarError::Twice`] if a day stands twice.
    /// - [`CalendarError::TooMany`] above [`MAX_LISTED_HOLIDAYS`].
    pub fn try_new<N: AsRef<str>>(
        edition: HolidayEdition,
        holidays: impl IntoIterator<Item = (Date, N)>,
    ) -> Result<Self, CalendarError> {
        checked_name("source", &edition.source)?;
        if edition.last_day < edition.first_day {
            return Err(CalendarError::LastBeforeFirst {
                first_day: edition.first_day,
                last_day: edition.last_day,
            });
        }
        let mut days = BTreeMap::new();
        for (date, name) in holidays {
            if date < edition.first_day || edition.last_day < date {
                return Err(CalendarError::OutsideEdition { date });
            }
            let name = checked_name("name", name.as_ref())?;
            if days.insert(date, name).is_some() {
                return Err(CalendarError::Twice {
                    key: "holidays",
                    day: date.to_string(),
                });
            }
            checked_length("holidays", days.len(), MAX_LISTED_HOLIDAYS)?;
        }
        Ok(Self { edition, days })
    }

    /// Reads a list from its JSON document.
    ///
    /// # Errors
    ///
    /// - [`CalendarError::Unreadable`] if the bytes are no such document.
    /// - The other variants as in [`try_new`](Self::try_new).
    pub fn from_json(bytes: &[u8]) -> Result<Self, CalendarError> {
        unreadable::read::<wire::HolidayList>(bytes)?.try_into()
    }

    /// 版.
    #[must_use]
    pub fn edition(&self) -> &HolidayEdition {
        &self.edition
    }

    /// The days and their names, the earliest first.
    #[must_use]
    pub fn holidays(&self) -> impl ExactSizeIterator<Item = (Date, &str)> {
        self.days.iter().map(|(date, name)| (*date, &**name))
    }

    /// Whether the list can be asked about the day.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        self.edition.first_day <= date && date <= self.edition.last_day
    }

    /// Whether the day is an official holiday.
    ///
    /// # Errors
    ///
    /// - [`HolidayError::OutsideList`] if the list does not cover the day and `beyond` is
    ///   [`BeyondList::Refuse`].
    /// - [`HolidayError::OutsideRule`] if `beyond` is [`BeyondList::ByRule`] and the rules of the
    ///   present law do not reach the day either.
    pub fn holiday_on(
        &self,
        date: Date,
        beyond: BeyondList,
    ) -> Result<HolidayAnswer<'_>, HolidayError> {
        if self.covers(date) {
            return Ok(HolidayAnswer {
                name: self.days.get(&date).map(|name| &**name),
                provisional: false,
            });
        }
        match beyond {
            BeyondList::Refuse => Err(HolidayError::OutsideList {
                date,
                first_day: self.edition.first_day,
                last_day: self.edition.last_day,
            }),
            BeyondList::ByRule => Ok(HolidayAnswer {
                name: holiday_by_rule(date)?,
                provisional: true,
            }),
        }
    }
}

mod wire {
    use super::{CalendarError, Date, HOLIDAYS_FORMAT, HolidayEdition};
    use crate::unreadable::expect_format;
    use serde::{Deserialize, Serialize};

    /// 国民の祝日・休日の一覧 (list of official holidays).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "HolidayList"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct HolidayList {
        /// Where the schema of this file stands.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// Always `tosei-holidays`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = HOLIDAYS_FORMAT)))]
        format: String,
        /// Version of the format; 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 版 / the edition.
        edition: HolidayEdition,
        /// 祝日・休日 / the days.
        #[cfg_attr(feature = "schemars", schemars(extend("maxItems" = super::MAX_LISTED_HOLIDAYS)))]
        holidays: Vec<Holiday>,
    }

    /// 国民の祝日・休日 (official holiday).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Holiday {
        /// 月日 / the day.
        date: Date,
        /// 名称 / the name.
        #[cfg_attr(feature = "schemars", schemars(length(min = 1, max = 100)))]
        name: String,
    }

    impl TryFrom<HolidayList> for super::HolidayList {
        type Error = CalendarError;

        fn try_from(wire: HolidayList) -> Result<Self, CalendarError> {
            expect_format(&wire.format, wire.format_version, HOLIDAYS_FORMAT)?;
            let days = wire.holidays.into_iter().map(|day| (day.date, day.name));
            Self::try_new(wire.edition, days)
        }
    }

    impl From<super::HolidayList> for HolidayList {
        fn from(list: super::HolidayList) -> Self {
            let holiday = |(date, name): (Date, Box<str>)| Holiday {
                date,
                name: name.into(),
            };
            Self {
                schema: None,
                format: HOLIDAYS_FORMAT.into(),
                format_version: 1,
                edition: list.edition,
                holidays: list.days.into_iter().map(holiday).collect(),
            }
        }
    }
}
