//! Laws of days, months, fiscal years and eras.

use proptest::prelude::*;
use std::fmt::{Debug, Display};
use std::path::PathBuf;
use std::str::FromStr;
use tosei_types::{
    Date, Era, EraNote, FiscalQuarter, FiscalYear, WarekiDate, WrittenDate, YearMonth,
    numeral::to_kanji,
    proptest::{dates, dates_between, fiscal_quarters, fiscal_years, recent_dates, year_months},
    wareki::{parse_document, parse_strict, read_cell, read_cell_strict},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn round_trips<T>(value: T)
where
    T: FromStr + Display + Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
    T::Err: Debug,
{
    assert_eq!(value.to_string().parse::<T>().unwrap(), value);
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, format!("\"{value}\""));
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
}

proptest! {
    /// Law: what is written, as text or as JSON, is read back equal.
    #[test]
    fn text_and_json_round_trip(
        date in dates(),
        month in year_months(),
        year in fiscal_years(),
        quarter in fiscal_quarters(),
    ) {
        round_trips(date);
        round_trips(month);
        round_trips(year);
        round_trips(quarter);
    }

    /// Law: the order of dates is the order of their texts.
    #[test]
    fn text_order_is_date_order(left in dates(), right in dates()) {
        prop_assert_eq!(left.cmp(&right), left.to_string().cmp(&right.to_string()));
    }

    /// Law: going n days further, n is the distance, and back again is the start.
    #[test]
    fn adding_days_and_counting_them_are_inverse(left in dates(), right in dates()) {
        let days = left.days_until(right);
        prop_assert_eq!(left.add_days(days).unwrap(), right);
        prop_assert_eq!(right.add_days(-days).unwrap(), left);
        prop_assert_eq!(right.days_until(left), -days);
    }

    /// Law: going n months further, n is the distance.
    #[test]
    fn adding_months_and_counting_them_are_inverse(left in year_months(), right in year_months()) {
        prop_assert_eq!(left.add_months(left.months_until(right)).unwrap(), right);
    }

    /// Law: every day lies in exactly one month, quarter and fiscal year, and inside their ends.
    #[test]
    fn every_day_has_one_fiscal_year_and_one_quarter(date in dates()) {
        let year = FiscalYear::of(date);
        prop_assert!(year.first_day() <= date && date <= year.last_day());
        prop_assert!(year.next().is_none_or(|next| !next.contains(date)));
        prop_assert!(year.previous().is_none_or(|previous| !previous.contains(date)));
        let holding: Vec<_> = year
            .quarters()
            .into_iter()
            .filter(|quarter| quarter.first_day() <= date && date <= quarter.last_day())
            .collect();
        prop_assert_eq!(holding, vec![FiscalQuarter::of(date)]);
        let months: Vec<YearMonth> = year.months().filter(|month| month.contains(date)).collect();
        prop_assert_eq!(months, vec![date.year_month()]);
        prop_assert_eq!(year.months().count(), 12);
    }

    /// Law: quarters follow each other without a gap, and so do fiscal years.
    #[test]
    fn quarters_and_years_follow_each_other(quarter in fiscal_quarters()) {
        if let Some(next) = quarter.next() {
            prop_assert_eq!(quarter.last_day().next(), Some(next.first_day()));
            prop_assert_eq!(next.previous(), Some(quarter));
        }
        let year = quarter.fiscal_year();
        if let Some(next) = year.next() {
            prop_assert_eq!(year.last_day().next(), Some(next.first_day()));
            prop_assert_eq!(year.years_until(next), 1);
        }
    }

    /// Law: a fiscal year reads back from its own label and from every common spelling.
    #[test]
    fn fiscal_years_read_back(date in dates_between(day("1868-04-01"), day("2217-12-31"))) {
        let year = FiscalYear::of(date);
        let short = year.era_year().unwrap().short();
        for text in [
            year.label_ja(),
            format!("{short}"),
            format!("{short}年度"),
            format!("{year}年度"),
            format!("FY{year}"),
            format!("{year}"),
        ] {
            prop_assert_eq!(FiscalYear::parse_strict(&text).unwrap(), year, "{}", text);
            let reading = FiscalYear::parse_document(&text).unwrap();
            prop_assert_eq!((reading.fiscal_year, reading.note), (year, None), "{}", text);
        }
        let in_months = FiscalYear::parse_document(&date.year_month().to_string()).unwrap();
        prop_assert_eq!(in_months.fiscal_year, year);
    }

    /// Law: what the strict reading takes, the document reading takes as the same, without a note.
    #[test]
    fn strict_acceptance_implies_document_acceptance(
        era in "[MTSHRmtshr明大昭平令㋿]|明治|大正|昭和|平成|令和|",
        year in "[1-9][0-9]?|元|[1-9]?十[一二三]|19[0-9]{2}|20[0-9]{2}",
        rest in "|年|年度|[-./年][1-9][-./月]?|[-./年]1?[0-9][-./月][12]?[0-9]日?",
    ) {
        let text = format!("{era}{year}{rest}");
        if let Ok(strict) = read_cell_strict(&text) {
            let document = read_cell(&text).unwrap();
            prop_assert_eq!((document.value, document.note), (strict, None), "{}", text);
        }
        if let Ok(strict) = parse_strict(&text) {
            let document = parse_document(&text).unwrap();
            prop_assert_eq!((document.value, document.note), (strict, None), "{}", text);
        }
        if let Ok(strict) = FiscalYear::parse_strict(&text) {
            let document = FiscalYear::parse_document(&text).unwrap();
            prop_assert_eq!((document.fiscal_year, document.note), (strict, None), "{}", text);
        }
    }

    /// Law: what the strict reading refuses for its era, it reads after taking its own advice.
    #[test]
    fn the_offered_reading_is_read(
        date in dates_between(day("1873-01-01"), day("2060-12-31")),
        era in prop::sample::select(&Era::ALL[1..]),
    ) {
        let first = era.first_day().year();
        prop_assume!(date.year() >= first);
        let text = format!(
            "{}{}年{}月{}日",
            era.label_ja(), date.year() - first + 1, date.month(), date.day()
        );
        match parse_strict(&text) {
            Ok(read) => prop_assert_eq!(read, date),
            Err(error) => {
                let right = error.right_reading().unwrap();
                prop_assert_eq!(parse_strict(right).unwrap(), date);
                let document = parse_document(&text).unwrap();
                prop_assert_eq!(document.value, date);
                let expected = if era.last_day().is_some_and(|last| date > last) {
                    EraNote::EraContinued
                } else {
                    EraNote::EraNotBegun
                };
                prop_assert_eq!(document.note, Some(expected));
            }
        }
    }

    /// Law: width, script and separators do not change what is read.
    #[test]
    fn spellings_of_one_day_agree(date in recent_dates()) {
        let wareki = WarekiDate::of(date).unwrap();
        let (number, month, day) = (wareki.era_year().number(), date.month(), date.day());
        let (kanji, letter) = (wareki.era_year().era().label_ja(), wareki.era_year().era().letter());
        let wide = |text: String| -> String {
            let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
            text.chars().map(|c| if c.is_ascii() { wide(c) } else { c }).collect()
        };
        let in_kanji = |number: u8| to_kanji(number.into()).unwrap();
        for text in [
            wareki.to_string(),
            wareki.short().to_string(),
            format!("{letter}{number:02}.{month:02}.{day:02}"),
            format!("{}{number}/{month}/{day}", letter.to_ascii_lowercase()),
            format!("{letter}{number}-{month}-{day}"),
            wide(format!("{letter}{number}.{month}.{day}")),
            wide(format!("{kanji}{number}年{month}月{day}日")),
            format!("{kanji}{}年{}月{}日", in_kanji(number), in_kanji(month), in_kanji(day)),
            format!("{}/{month}/{day}", date.year()),
            format!("{}.{month}.{day}", date.year()),
            format!("{}年{month}月{day}日", date.year()),
            format!("{kanji}{number}（{}）年{month}月{day}日", date.year()),
            date.to_string(),
        ] {
            prop_assert_eq!(parse_strict(&text).unwrap(), date, "{}", text);
        }
        for text in [
            format!(" {kanji} {number}年 {month}月　{day}日 "),
            format!("{wareki}（{}）", date.weekday().kanji()),
            format!("{}（{}・祝）", wareki.short(), date.weekday().kanji()),
            format!("{wareki}{}", date.weekday().label_ja()),
        ] {
            prop_assert!(parse_strict(&text).is_err(), "{}", text);
            prop_assert_eq!(parse_document(&text).unwrap().value, date, "{}", text);
        }
    }

    /// Law: no text makes a reader stop, and no message grows with its text.
    #[test]
    fn any_text_is_answered(text in "\\PC*|[0-9年月日元RrHhSs令和平成./（）FY十百千万〇 　-]{0,24}") {
        for message in [
            read_cell(&text).map_err(|error| error.to_string()).err(),
            read_cell_strict(&text).map_err(|error| error.to_string()).err(),
            text.parse::<Date>().map_err(|error| error.to_string()).err(),
            text.parse::<YearMonth>().map_err(|error| error.to_string()).err(),
            text.parse::<FiscalQuarter>().map_err(|error| error.to_string()).err(),
            FiscalYear::parse_document(&text).map_err(|error| error.to_string()).err(),
        ].into_iter().flatten() {
            prop_assert!(message.chars().count() < 300, "{}", message);
        }
    }
}

/// Law: every day from 1873 to 2100 reads back from its era date, and its era date is the only one.
#[test]
fn every_day_reads_back_from_its_era_date() {
    let mut date = day("1873-01-01");
    let last = day("2100-12-31");
    let mut days = 0;
    while date <= last {
        let wareki = date.to_wareki().unwrap();
        assert_eq!(parse_strict(&wareki.to_string()), Ok(date));
        assert_eq!(parse_strict(&wareki.short().to_string()), Ok(date));
        assert_eq!(wareki.era_year().era(), Era::of(date).unwrap());
        days += 1;
        date = date.next().unwrap();
    }
    assert_eq!(days, 83_275);
}

/// The dates that national Acts really hold: each 「元号…年…月…日」 in them is read.
#[test]
fn dates_of_the_acts_are_read() {
    let Some(folder) = std::env::var_os("TOSEI_DATA").map(|root| PathBuf::from(root).join("laws"))
    else {
        println!("skipped: TOSEI_DATA is not set");
        return;
    };
    let (mut read, mut months, mut continued) = (0usize, 0usize, 0usize);
    let mut refused = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for (date, ends_with_day) in written_dates(&text) {
            match read_cell(date) {
                Ok(cell) => {
                    assert_eq!(
                        matches!(cell.value, WrittenDate::Date(_)),
                        ends_with_day,
                        "{date}"
                    );
                    read += 1;
                    months += usize::from(!ends_with_day);
                    continued += usize::from(cell.note == Some(EraNote::EraContinued));
                    assert_ne!(cell.note, Some(EraNote::EraNotBegun), "{date}");
                }
                Err(error) => refused.push((date.to_owned(), error.code())),
            }
        }
    }
    println!("{read} read ({months} months, {continued} past their era), {refused:?} refused");
    assert!(read > 10_000);
    assert_eq!(refused, Vec::new());
}

/// Stretches 「元号 + numerals 年 numerals 月 (numerals 日)」 of a text.
fn written_dates(text: &str) -> Vec<(&str, bool)> {
    let is_numeral =
        |c: char| "元〇一二三四五六七八九十百0123456789０１２３４５６７８９".contains(c);
    let mut found = Vec::new();
    for era in ["明治", "大正", "昭和", "平成", "令和"] {
        for (at, _) in text.match_indices(era) {
            let rest = text.get(at..).unwrap();
            let part = |from: usize, unit: char| -> Option<usize> {
                let tail = rest.get(from..)?;
                let numerals = tail.find(|c| !is_numeral(c))?;
                (numerals > 0 && tail.get(numerals..)?.starts_with(unit))
                    .then(|| from + numerals + unit.len_utf8())
            };
            let Some(month) = part(era.len(), '年').and_then(|year| part(year, '月')) else {
                continue;
            };
            let end = part(month, '日');
            found.push((rest.get(..end.unwrap_or(month)).unwrap(), end.is_some()));
        }
    }
    found
}
