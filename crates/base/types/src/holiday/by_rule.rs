//! Holidays by the rules of the present law, for days that no list covers yet.
#![deny(clippy::arithmetic_side_effects)]

use super::HolidayError;
use crate::{Date, Weekday};

/// The first year whose holidays follow the present law without exceptions.
///
/// In 2019 to 2021 single days were set by laws of their own (the enthronement, the Olympic Games),
/// and before 2019 the birthday of the Emperor was another day.
pub const FIRST_YEAR_BY_RULE: u16 = 2022;

/// The last year for which the formula of the equinoxes is stated.
pub const LAST_YEAR_BY_RULE: u16 = 2099;

/// 休日 (day off): the name of a substitute day and of a day between two holidays, as it is published.
const DAY_OFF: &str = "休日";

/// 国民の祝日・休日 by rule (official holiday by rule): the name, or `None` if the day is none.
///
/// Fixed days and Happy-Monday days by 国民の祝日に関する法律第2条, the equinoxes by formula
/// ([`vernal_equinox`]), then 第3条: the day after a holiday on a Sunday that is not itself one
/// (振替休日), and the day between two holidays. The result is provisional: the equinoxes of a
/// year are published in February of the year before, and laws change.
///
/// # Errors
///
/// [`HolidayError::OutsideRule`] outside the years [`FIRST_YEAR_BY_RULE`] to [`LAST_YEAR_BY_RULE`].
///
/// # Examples
///
/// ```
/// use tosei_types::holiday::holiday_by_rule;
///
/// assert_eq!(holiday_by_rule("2032-09-20".parse()?)?, Some("敬老の日"));
/// assert_eq!(holiday_by_rule("2032-09-21".parse()?)?, Some("休日")); // between two holidays
/// assert_eq!(holiday_by_rule("2032-09-22".parse()?)?, Some("秋分の日"));
/// assert!(holiday_by_rule("2020-07-24".parse()?).is_err()); // a year with rules of its own
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn holiday_by_rule(date: Date) -> Result<Option<&'static str>, HolidayError> {
    if !(FIRST_YEAR_BY_RULE..=LAST_YEAR_BY_RULE).contains(&date.year()) {
        return Err(HolidayError::OutsideRule { date });
    }
    if let Some(name) = named_holiday(date) {
        return Ok(Some(name));
    }
    let is_off = replaces_a_sunday(date) || lies_between(date);
    Ok(is_off.then_some(DAY_OFF))
}

/// 第3条第2項: a holiday on a Sunday is followed by this day, with nothing but holidays between.
fn replaces_a_sunday(date: Date) -> bool {
    let mut before = date.previous();
    while let Some(day) = before {
        if named_holiday(day).is_none() {
            return false;
        }
        if day.weekday() == Weekday::Sunday {
            return true;
        }
        before = day.previous();
    }
    false
}

/// 第3条第3項: the days before and after are both holidays.
fn lies_between(date: Date) -> bool {
    let named = |day: Option<Date>| day.is_some_and(|day| named_holiday(day).is_some());
    named(date.previous()) && named(date.next())
}

/// 第2条: the holidays that have a name.
fn named_holiday(date: Date) -> Option<&'static str> {
    let (month, day) = (date.month(), date.day());
    let is_monday = |nth: u8| date.weekday() == Weekday::Monday && day.div_ceil(7) == nth;
    match (month, day) {
        (1, 1) => Some("元日"),
        (1, _) if is_monday(2) => Some("成人の日"),
        (2, 11) => Some("建国記念の日"),
        (2, 23) => Some("天皇誕生日"),
        (3, _) if vernal_equinox(date.year()) == Some(date) => Some("春分の日"),
        (4, 29) => Some("昭和の日"),
        (5, 3) => Some("憲法記念日"),
        (5, 4) => Some("みどりの日"),
        (5, 5) => Some("こどもの日"),
        (7, _) if is_monday(3) => Some("海の日"),
        (8, 11) => Some("山の日"),
        (9, _) if is_monday(3) => Some("敬老の日"),
        (9, _) if autumnal_equinox(date.year()) == Some(date) => Some("秋分の日"),
        (10, _) if is_monday(2) => Some("スポーツの日"),
        (11, 3) => Some("文化の日"),
        (11, 23) => Some("勤労感謝の日"),
        _ => None,
    }
}

/// 春分日 (vernal equinox day) by the usual formula, for the years 1980 to 2099; `None` outside.
///
/// ⌊20.8431 + 0.242194 · (year − 1980)⌋ − ⌊(year − 1980) / 4⌋ in March, in whole millionths. It agrees
/// with every day published for 1980 to 2027. The binding day is the one published in the official
/// gazette in February of the year before.
///
/// # Source
///
/// `equinox-formula`.
#[must_use]
pub fn vernal_equinox(year: u16) -> Option<Date> {
    equinox(year, 3, 20_843_100)
}

/// 秋分日 (autumnal equinox day) by the usual formula, for the years 1980 to 2099; `None` outside.
///
/// ⌊23.2488 + 0.242194 · (year − 1980)⌋ − ⌊(year − 1980) / 4⌋ in September; see [`vernal_equinox`].
///
/// # Source
///
/// `equinox-formula`.
#[must_use]
pub fn autumnal_equinox(year: u16) -> Option<Date> {
    equinox(year, 9, 23_248_800)
}

fn equinox(year: u16, month: u8, day_of_1980: u32) -> Option<Date> {
    const FIRST_YEAR: u16 = 1980;
    const DRIFT_PER_YEAR: u32 = 242_194;
    if year > LAST_YEAR_BY_RULE {
        return None;
    }
    let years = u32::from(year.checked_sub(FIRST_YEAR)?);
    let millionths = DRIFT_PER_YEAR
        .checked_mul(years)?
        .checked_add(day_of_1980)?;
    let day = (millionths / 1_000_000).checked_sub(years / 4)?;
    Date::try_new(year, month, u8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::holiday::{BeyondList, HolidayList};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The days on which the rules of the present law and the published list say different things.
    fn differences(first_year: u16, last_year: u16) -> Vec<(String, String, String)> {
        let list = HolidayList::official();
        let mut found = Vec::new();
        let mut date = Date::try_new(first_year, 1, 1).unwrap();
        while date.year() <= last_year && date <= list.edition().last_day {
            let published = list.holiday_on(date, BeyondList::Refuse).unwrap();
            let rule = named_holiday(date)
                .or_else(|| (replaces_a_sunday(date) || lies_between(date)).then_some(DAY_OFF));
            if published.name != rule {
                let text = |name: Option<&str>| name.unwrap_or("-").to_owned();
                found.push((date.to_string(), text(published.name), text(rule)));
            }
            date = date.next().unwrap();
        }
        found
    }

    #[test]
    fn from_2022_on_the_rules_give_the_published_list() {
        assert_eq!(differences(FIRST_YEAR_BY_RULE, 2027), []);
    }

    #[test]
    fn in_2019_to_2021_single_laws_set_other_days() {
        let differing = differences(2019, 2021);
        let days: Vec<&str> = differing.iter().map(|(day, _, _)| day.as_str()).collect();
        assert_eq!(
            days,
            [
                "2019-02-23", // not yet the birthday of the Emperor
                "2019-04-30", // around the enthronement
                "2019-05-01",
                "2019-05-02",
                "2019-10-14", // 体育の日, from 2020 on スポーツの日
                "2019-10-22", // the ceremony of enthronement
                "2020-07-20", // 海の日, スポーツの日 and 山の日 moved for the Olympic Games
                "2020-07-23",
                "2020-07-24",
                "2020-08-10",
                "2020-08-11",
                "2020-10-12",
                "2021-07-19",
                "2021-07-22",
                "2021-07-23",
                "2021-08-08",
                "2021-08-09",
                "2021-08-11",
                "2021-10-11",
            ]
        );
    }

    #[test]
    fn the_formula_gives_every_published_equinox_since_1980() {
        let list = HolidayList::official();
        for year in 1980..=2027 {
            for (found, name) in [
                (vernal_equinox(year), "春分の日"),
                (autumnal_equinox(year), "秋分の日"),
            ] {
                let answer = list.holiday_on(found.unwrap(), BeyondList::Refuse).unwrap();
                assert_eq!(answer.name, Some(name), "{year}");
            }
        }
        assert_eq!((vernal_equinox(1979), autumnal_equinox(2100)), (None, None));
        assert_eq!(vernal_equinox(2099), Some(day("2099-03-20")));
    }

    #[test]
    fn the_years_of_the_rules_have_ends() {
        for (text, is_known) in [
            ("2021-12-31", false),
            ("2022-01-01", true),
            ("2099-12-31", true),
            ("2100-01-01", false),
        ] {
            assert_eq!(holiday_by_rule(day(text)).is_ok(), is_known, "{text}");
        }
    }
}
