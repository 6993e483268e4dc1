//! The list of holidays that ships against the law (国民の祝日に関する法律 as it stood in each year), day
//! by day: a slow and obvious way to the same list.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use tosei_types::{Date, HolidayList, Weekday};

/// A day of a month, or the nth Monday of it.
#[derive(Clone, Copy)]
enum On {
    Day(u8),
    Monday(i64),
}
use On::{Day, Monday};

/// Name, month, day, first and last year; 0 for a day that still is one.
const DAYS: [(&str, u8, On, u16, u16); 34] = [
    ("元日", 1, Day(1), 1955, 0),
    ("成人の日", 1, Day(15), 1955, 1999),
    ("成人の日", 1, Monday(2), 2000, 0),
    ("建国記念の日", 2, Day(11), 1967, 0),
    ("天皇誕生日", 4, Day(29), 1955, 1988),
    ("天皇誕生日", 12, Day(23), 1989, 2018),
    ("天皇誕生日", 2, Day(23), 2020, 0),
    ("みどりの日", 4, Day(29), 1989, 2006),
    ("みどりの日", 5, Day(4), 2007, 0),
    ("昭和の日", 4, Day(29), 2007, 0),
    ("憲法記念日", 5, Day(3), 1955, 0),
    ("こどもの日", 5, Day(5), 1955, 0),
    ("海の日", 7, Day(20), 1996, 2002),
    ("海の日", 7, Monday(3), 2003, 2019),
    ("海の日", 7, Day(23), 2020, 2020),
    ("海の日", 7, Day(22), 2021, 2021),
    ("海の日", 7, Monday(3), 2022, 0),
    ("山の日", 8, Day(11), 2016, 2019),
    ("山の日", 8, Day(10), 2020, 2020),
    ("山の日", 8, Day(8), 2021, 2021),
    ("山の日", 8, Day(11), 2022, 0),
    ("敬老の日", 9, Day(15), 1966, 2002),
    ("敬老の日", 9, Monday(3), 2003, 0),
    ("体育の日", 10, Day(10), 1966, 1999),
    ("体育の日", 10, Monday(2), 2000, 2018),
    ("体育の日（スポーツの日）", 10, Monday(2), 2019, 2019),
    ("スポーツの日", 7, Day(24), 2020, 2020),
    ("スポーツの日", 7, Day(23), 2021, 2021),
    ("スポーツの日", 10, Monday(2), 2022, 0),
    ("文化の日", 11, Day(3), 1955, 0),
    ("勤労感謝の日", 11, Day(23), 1955, 0),
    // Of one year, each by a law of its own.
    ("結婚の儀", 4, Day(10), 1959, 1959),
    ("大喪の礼", 2, Day(24), 1989, 1989),
    ("即位礼正殿の儀", 11, Day(12), 1990, 1990),
];

/// The others of one year.
const MORE: [(&str, &str); 3] = [
    ("1993-06-09", "結婚の儀"),
    ("2019-05-01", "休日（祝日扱い）"),
    ("2019-10-22", "休日（祝日扱い）"),
];

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn nth_monday(year: u16, month: u8, nth: i64) -> Date {
    let mut day = Date::try_new(year, month, 1).unwrap();
    while day.weekday() != Weekday::Monday {
        day = day.next().unwrap();
    }
    day.add_days(7 * (nth - 1)).unwrap()
}

/// The day of March or September by the usual approximation, in millionths of a day.
fn equinox(year: u16, until_1979: i64, since: i64) -> u8 {
    let year = i64::from(year);
    let (start, leap_days) = if year < 1980 {
        (until_1979, (year - 1983) / 4)
    } else {
        (since, (year - 1980) / 4)
    };
    let day = (start + 242_194 * (year - 1980)) / 1_000_000 - leap_days;
    u8::try_from(day).unwrap()
}

fn of_year(year: u16) -> BTreeMap<Date, &'static str> {
    let on = |month, day| Date::try_new(year, month, day).unwrap();
    let mut named: BTreeMap<Date, &str> = BTreeMap::new();
    for (name, month, day, first, last) in DAYS {
        if first <= year && (last == 0 || year <= last) {
            let date = match day {
                Day(day) => on(month, day),
                Monday(nth) => nth_monday(year, month, nth),
            };
            named.insert(date, name);
        }
    }
    let more = MORE.iter().map(|(day, name)| (date(day), *name));
    named.extend(more.filter(|(date, _)| date.year() == year));
    named.insert(on(3, equinox(year, 20_835_700, 20_843_100)), "春分の日");
    named.insert(on(9, equinox(year, 23_258_800, 23_248_800)), "秋分の日");
    let mut all = named.clone();
    // 振替休日: the day after a Sunday; since 2007 the first day after it that has no name.
    let substitutes = date("1973-04-12");
    for day in named.keys().filter(|day| day.weekday() == Weekday::Sunday) {
        let mut next = day.next().unwrap();
        while year >= 2007 && named.contains_key(&next) {
            next = next.next().unwrap();
        }
        if *day >= substitutes && !named.contains_key(&next) {
            all.insert(next, "休日");
        }
    }
    // 国民の休日: a day between two of them.
    for day in named.keys().filter(|day| **day >= date("1985-12-27")) {
        let between = day.next().unwrap();
        let is_free = between.weekday() != Weekday::Sunday && !all.contains_key(&between);
        if is_free && named.contains_key(&between.next().unwrap()) {
            all.insert(between, "休日");
        }
    }
    all
}

/// Law: every day of the list is a day of the law by the same name, and the other way round.
#[test]
fn the_list_is_what_the_law_says() {
    let list = HolidayList::official();
    let edition = list.edition();
    let years = edition.first_day.year()..=edition.last_day.year();
    let by_law: Vec<(Date, &str)> = years
        .flat_map(of_year)
        .filter(|(date, _)| list.covers(*date))
        .collect();
    let ours: Vec<(Date, &str)> = list.holidays().collect();
    assert_eq!(ours, by_law);
    assert_eq!(ours.len(), 1_067);
    assert_eq!(edition.source, "cao-holidays");
    let covered = (edition.first_day, edition.last_day);
    assert_eq!(covered, (date("1955-01-01"), date("2027-11-23")));
}
