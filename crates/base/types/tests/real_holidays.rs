//! The list of holidays that ships against the published file (source `cao-holidays`), where it is
//! at hand.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it skipped"
)]

use std::path::PathBuf;
use tosei_types::{Date, HolidayList};

#[test]
fn the_list_that_ships_is_the_published_one() {
    let Some(folder) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: TOSEI_DATA is not set");
        return;
    };
    let path = PathBuf::from(folder).join("holidays/syukujitsu.csv");
    let bytes = std::fs::read(&path).unwrap();
    let (text, _, had_errors) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!had_errors);
    let published: Vec<(Date, String)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let (day, name) = line.split_once(',').unwrap();
            let parts: Vec<u16> = day.split('/').map(|part| part.parse().unwrap()).collect();
            let [year, month, day] = parts.try_into().unwrap();
            let date = Date::try_new(year, month.try_into().unwrap(), day.try_into().unwrap());
            (date.unwrap(), name.to_owned())
        })
        .collect();
    let list = HolidayList::official();
    let ours: Vec<(Date, String)> = list
        .holidays()
        .map(|(date, name)| (date, name.to_owned()))
        .collect();
    assert_eq!(ours, published);
}

#[test]
fn the_list_that_ships_says_what_it_covers() {
    let list = HolidayList::official();
    assert_eq!(list.holidays().len(), 1_067);
    let edition = list.edition();
    assert_eq!(edition.first_day.to_string(), "1955-01-01");
    assert_eq!(edition.last_day.to_string(), "2027-11-23");
    assert_eq!(list.holidays().next(), Some((edition.first_day, "元日")));
    let last = list.holidays().last();
    assert_eq!(last, Some((edition.last_day, "勤労感謝の日")));
}
