//! The calendar of an office: what closes it, and what opens it nevertheless.

use super::MonthDay;
use crate::{
    CalendarError, Date, Label, Weekday, coded_enum,
    holiday::{checked_length, checked_name},
    unreadable,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The `format` of a calendar.
pub const BUSINESS_CALENDAR_FORMAT: &str = "tosei-business-calendar";

/// The most closing days, and the most opening days, of a calendar.
pub const MAX_OWN_DAYS: usize = 20_000;

/// The most yearly closings of a calendar.
pub const MAX_YEARLY_CLOSINGS: usize = 60;

coded_enum! {
    /// 祝日の扱い (what an official holiday does to an office).
    #[derive(Default)]
    pub enum OfficialHolidays: "what an official holiday does" {
        /// 閉庁.
        #[default]
        Closed = "closed" ("閉庁", "closed"),
        /// 開庁: the list of holidays is not asked.
        Open = "open" ("開庁", "open"),
    }
}

/// 毎年の閉庁期間 (yearly closing): the same days of every year, as 12月29日 to 1月3日.
///
/// Both days are included. If the first is later in the year than the last, the closing runs over
/// the turn of the year.
///
/// # Wire form
///
/// `{"first": "12-29", "last": "01-03", "name": "年末年始"}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::YearlyClosing", into = "wire::YearlyClosing")]
pub struct YearlyClosing {
    first: MonthDay,
    last: MonthDay,
    name: Box<str>,
}

impl YearlyClosing {
    /// Takes the first and the last day, and a name.
    ///
    /// # Errors
    ///
    /// [`CalendarError::Blank`], [`CalendarError::TextTooLong`] for the name.
    pub fn try_new(first: MonthDay, last: MonthDay, name: &str) -> Result<Self, CalendarError> {
        let name = checked_name("name", name)?;
        Ok(Self { first, last, name })
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> MonthDay {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(&self) -> MonthDay {
        self.last
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the day belongs to it, in whichever year.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        let day = MonthDay::of(date);
        if self.first <= self.last {
            self.first <= day && day <= self.last
        } else {
            self.first <= day || day <= self.last
        }
    }
}

/// 開庁日カレンダー (business calendar) of a body: on which days its office is open.
///
/// Municipalities set their closing days by an ordinance of their own, and a library or a
/// counter in a station has others again; so everything is data.
///
/// # Invariant
///
/// Names are not blank; a day stands once in a list, and no day is both a closing day and an opening
/// day; lists are not longer than [`MAX_OWN_DAYS`] and [`MAX_YEARLY_CLOSINGS`].
///
/// # Not to be confused with
///
/// The list of official holidays ([`HolidayList`](crate::HolidayList)), which is asked beside it
/// ([`BusinessDays`](super::BusinessDays)).
///
/// # Wire form
///
/// `{"format": "tosei-business-calendar", "format_version": 1, "name": {"ja": "…", "en": "…"},
/// "weekly_closing_days": ["saturday", "sunday"], "official_holidays": "closed", "yearly_closings":
/// [{"first": "12-29", "last": "01-03", "name": "年末年始"}], "closing_days": [{"date":
/// "2025-10-01", "name": "市制記念日"}], "opening_days": []}`.
///
/// # Source
///
/// `local-autonomy-law` (4条の2: which days an ordinance may close),
/// `project-decision:business-calendar`.
///
/// # Examples
///
/// ```
/// use tosei_types::{BusinessCalendar, BusinessDays, HolidayList, Label, Language};
///
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"))
///     .try_with_opening_day("2026-03-29".parse()?, "転入転出の休日窓口")?;
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// assert!(days.verdict("2026-03-29".parse()?)?.is_open()); // a Sunday
/// let verdict = days.verdict("2025-12-30".parse()?)?;
/// assert_eq!(verdict.reason(Language::Ja), "年末年始");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "開庁日")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::BusinessCalendar", into = "wire::BusinessCalendar")]
pub struct BusinessCalendar {
    name: Label,
    weekly_closing_days: BTreeSet<Weekday>,
    official_holidays: OfficialHolidays,
    yearly_closings: Vec<YearlyClosing>,
    closing_days: BTreeMap<Date, Box<str>>,
    opening_days: BTreeMap<Date, Box<str>>,
}

impl BusinessCalendar {
    /// An office that is never closed.
    #[must_use]
    pub fn always_open(name: Label) -> Self {
        Self {
            name,
            weekly_closing_days: BTreeSet::new(),
            official_holidays: OfficialHolidays::Open,
            yearly_closings: Vec::new(),
            closing_days: BTreeMap::new(),
            opening_days: BTreeMap::new(),
        }
    }

    /// An office with the State's closing days: Saturdays, Sundays, official holidays, 29 December to
    /// 3 January. Most municipalities have the same; theirs follow from their own ordinance.
    ///
    /// # Source
    ///
    /// `administrative-organ-holidays-law` (1条).
    #[must_use]
    pub fn ordinary(name: Label) -> Self {
        let year_end = MonthDay::try_new(12, 29)
            .ok()
            .zip(MonthDay::try_new(1, 3).ok())
            .map(|(first, last)| YearlyClosing {
                first,
                last,
                name: "年末年始".into(),
            });
        Self {
            weekly_closing_days: [Weekday::Saturday, Weekday::Sunday].into(),
            official_holidays: OfficialHolidays::Closed,
            yearly_closings: year_end.into_iter().collect(),
            ..Self::always_open(name)
        }
    }

    /// The same with other weekly closing days.
    #[must_use]
    pub fn with_weekly_closing_days(self, days: impl IntoIterator<Item = Weekday>) -> Self {
        Self {
            weekly_closing_days: days.into_iter().collect(),
            ..self
        }
    }

    /// The same with another rule about official holidays.
    #[must_use]
    pub fn with_official_holidays(self, official_holidays: OfficialHolidays) -> Self {
        Self {
            official_holidays,
            ..self
        }
    }

    /// The same with other yearly closings.
    ///
    /// # Errors
    ///
    /// [`CalendarError::TooMany`] above [`MAX_YEARLY_CLOSINGS`].
    pub fn try_with_yearly_closings(
        self,
        yearly_closings: Vec<YearlyClosing>,
    ) -> Result<Self, CalendarError> {
        checked_length(
            "yearly_closings",
            yearly_closings.len(),
            MAX_YEARLY_CLOSINGS,
        )?;
        Ok(Self {
            yearly_closings,
            ..self
        })
    }

    /// The same with one more 臨時閉庁日 (closing day of its own).
    ///
    /// # Errors
    ///
    /// - [`CalendarError::Blank`], [`CalendarError::TextTooLong`] for the name.
    /// - [`CalendarError::Twice`] if the day is one already.
    /// - [`CalendarError::ClosedAndOpen`] if it is an opening day.
    /// - [`CalendarError::TooMany`] above [`MAX_OWN_DAYS`].
    pub fn try_with_closing_day(mut self, date: Date, name: &str) -> Result<Self, CalendarError> {
        insert("closing_days", &mut self.closing_days, date, name)?;
        self.without_contradiction(date)
    }

    /// The same with one more 臨時開庁日 (extra opening day).
    ///
    /// # Errors
    ///
    /// - [`CalendarError::Blank`], [`CalendarError::TextTooLong`] for the name.
    /// - [`CalendarError::Twice`] if the day is one already.
    /// - [`CalendarError::ClosedAndOpen`] if it is a closing day.
    /// - [`CalendarError::TooMany`] above [`MAX_OWN_DAYS`].
    pub fn try_with_opening_day(mut self, date: Date, name: &str) -> Result<Self, CalendarError> {
        insert("opening_days", &mut self.opening_days, date, name)?;
        self.without_contradiction(date)
    }

    fn without_contradiction(self, date: Date) -> Result<Self, CalendarError> {
        if self.closing_days.contains_key(&date) && self.opening_days.contains_key(&date) {
            return Err(CalendarError::ClosedAndOpen { date });
        }
        Ok(self)
    }

    /// Reads a calendar from its JSON document.
    ///
    /// # Errors
    ///
    /// - [`CalendarError::Unreadable`] if the bytes are no such document.
    /// - [`CalendarError::Blank`], [`CalendarError::TextTooLong`] for a name.
    /// - [`CalendarError::Twice`], [`CalendarError::ClosedAndOpen`] for a day.
    /// - [`CalendarError::TooMany`] for a list.
    pub fn from_json(bytes: &[u8]) -> Result<Self, CalendarError> {
        unreadable::read::<wire::BusinessCalendar>(bytes)?.try_into()
    }

    /// 名称: whose calendar it is.
    #[must_use]
    pub fn name(&self) -> &Label {
        &self.name
    }

    /// 定例の閉庁曜日, Monday first.
    #[must_use]
    pub fn weekly_closing_days(&self) -> impl ExactSizeIterator<Item = Weekday> {
        self.weekly_closing_days.iter().copied()
    }

    pub(super) fn closes_weekly_on(&self, day: Weekday) -> bool {
        self.weekly_closing_days.contains(&day)
    }

    /// 祝日の扱い.
    #[must_use]
    pub fn official_holidays(&self) -> OfficialHolidays {
        self.official_holidays
    }

    /// 毎年の閉庁期間.
    #[must_use]
    pub fn yearly_closings(&self) -> &[YearlyClosing] {
        &self.yearly_closings
    }

    /// 臨時閉庁日: the body's own closing days, the earliest first.
    #[must_use]
    pub fn closing_days(&self) -> impl ExactSizeIterator<Item = (Date, &str)> {
        self.closing_days
            .iter()
            .map(|(date, name)| (*date, &**name))
    }

    /// 臨時開庁日: the extra opening days, the earliest first.
    #[must_use]
    pub fn opening_days(&self) -> impl ExactSizeIterator<Item = (Date, &str)> {
        self.opening_days
            .iter()
            .map(|(date, name)| (*date, &**name))
    }

    pub(super) fn closing_day(&self, date: Date) -> Option<&str> {
        self.closing_days.get(&date).map(|name| &**name)
    }

    pub(super) fn opening_day(&self, date: Date) -> Option<&str> {
        self.opening_days.get(&date).map(|name| &**name)
    }
}

fn insert(
    key: &'static str,
    days: &mut BTreeMap<Date, Box<str>>,
    date: Date,
    name: &str,
) -> Result<(), CalendarError> {
    let name = checked_name("name", name)?;
    if days.insert(date, name).is_some() {
        let day = date.to_string();
        return Err(CalendarError::Twice { key, day });
    }
    checked_length(key, days.len(), MAX_OWN_DAYS)
}

mod wire {
    use super::{
        BUSINESS_CALENDAR_FORMAT, CalendarError, Date, Label, MonthDay, OfficialHolidays, Weekday,
    };
    use crate::{holiday::checked_name, unreadable::expect_format};
    use serde::{Deserialize, Serialize};

    /// 開庁日カレンダー (business calendar) of a body.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "BusinessCalendar"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct BusinessCalendar {
        /// Where the schema of this file stands.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// Always `tosei-business-calendar`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = BUSINESS_CALENDAR_FORMAT)))]
        format: String,
        /// Version of the format; 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 名称 / whose calendar it is.
        name: Label,
        /// 定例の閉庁曜日 / days of the week on which the office is closed.
        #[cfg_attr(feature = "schemars", schemars(extend("uniqueItems" = true)))]
        weekly_closing_days: Vec<Weekday>,
        /// 祝日の扱い / whether official holidays close it.
        official_holidays: OfficialHolidays,
        /// 毎年の閉庁期間 / days of every year on which it is closed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schemars", schemars(extend("maxItems" = super::MAX_YEARLY_CLOSINGS)))]
        yearly_closings: Vec<YearlyClosing>,
        /// 臨時閉庁日 / single days on which it is closed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schemars", schemars(extend("maxItems" = super::MAX_OWN_DAYS)))]
        closing_days: Vec<OwnDay>,
        /// 臨時開庁日 / single days on which it is open nevertheless.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schemars", schemars(extend("maxItems" = super::MAX_OWN_DAYS)))]
        opening_days: Vec<OwnDay>,
    }

    /// 臨時の閉庁日・開庁日 (single day on which an office is closed or open).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct OwnDay {
        /// 年月日 / the day.
        date: Date,
        /// 名称 / why.
        #[cfg_attr(feature = "schemars", schemars(length(min = 1, max = 100)))]
        name: String,
    }

    /// 毎年の閉庁期間 (yearly closing).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "YearlyClosing"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct YearlyClosing {
        /// 初日 / the first day, included.
        first: MonthDay,
        /// 末日 / the last day, included.
        last: MonthDay,
        /// 名称 / the name.
        #[cfg_attr(feature = "schemars", schemars(length(min = 1, max = 100)))]
        name: String,
    }

    impl TryFrom<YearlyClosing> for super::YearlyClosing {
        type Error = CalendarError;

        fn try_from(wire: YearlyClosing) -> Result<Self, CalendarError> {
            Self::try_new(wire.first, wire.last, &wire.name)
        }
    }

    impl From<super::YearlyClosing> for YearlyClosing {
        fn from(closing: super::YearlyClosing) -> Self {
            Self {
                first: closing.first,
                last: closing.last,
                name: closing.name.into(),
            }
        }
    }

    impl TryFrom<BusinessCalendar> for super::BusinessCalendar {
        type Error = CalendarError;

        fn try_from(wire: BusinessCalendar) -> Result<Self, CalendarError> {
            expect_format(&wire.format, wire.format_version, BUSINESS_CALENDAR_FORMAT)?;
            checked_name("name/ja", &wire.name.ja)?;
            checked_name("name/en", &wire.name.en)?;
            let yearly_closings = wire.yearly_closings.into_iter();
            let mut calendar = Self::always_open(wire.name)
                .with_official_holidays(wire.official_holidays)
                .try_with_yearly_closings(
                    yearly_closings
                        .map(TryInto::try_into)
                        .collect::<Result<_, _>>()?,
                )?;
            for day in wire.weekly_closing_days {
                if !calendar.weekly_closing_days.insert(day) {
                    return Err(CalendarError::Twice {
                        key: "weekly_closing_days",
                        day: day.label_en().to_lowercase(),
                    });
                }
            }
            for day in wire.closing_days {
                calendar = calendar.try_with_closing_day(day.date, &day.name)?;
            }
            for day in wire.opening_days {
                calendar = calendar.try_with_opening_day(day.date, &day.name)?;
            }
            Ok(calendar)
        }
    }

    impl From<super::BusinessCalendar> for BusinessCalendar {
        fn from(calendar: super::BusinessCalendar) -> Self {
            let own = |(date, name): (Date, Box<str>)| OwnDay {
                date,
                name: name.into(),
            };
            Self {
                schema: None,
                format: BUSINESS_CALENDAR_FORMAT.into(),
                format_version: 1,
                name: calendar.name,
                weekly_closing_days: calendar.weekly_closing_days.into_iter().collect(),
                official_holidays: calendar.official_holidays,
                yearly_closings: calendar
                    .yearly_closings
                    .into_iter()
                    .map(Into::into)
                    .collect(),
                closing_days: calendar.closing_days.into_iter().map(own).collect(),
                opening_days: calendar.opening_days.into_iter().map(own).collect(),
            }
        }
    }
}
