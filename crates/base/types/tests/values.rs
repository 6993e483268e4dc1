//! What the values say of themselves: numbers, neighbours, words and messages, each on both sides of its limits.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::cmp::Ordering;
use tosei_types::{
    Arrival, BeyondList, BusinessCalendar, BusinessDays, CaseCount, CountedDays, CountingRule,
    Date, DayConversion, DayKind, Era, EraNote, ExactNumber, FirstDay, FiscalQuarter, FiscalYear,
    HolidayList, Label, LocalGovernmentCode, LocalGovernmentKind, MAX_COUNT, MeanDigits,
    PercentDigits, Rate, RateId, RatingPoint, Ratings, StatutoryDeadline, Stop, StopKind,
    TargetPercent, TargetVerdict, YearMonth,
    business_day::MAX_COUNTED_SPAN,
    deadline::{DayStatus, MAX_LISTED_DAYS, days_of_period, due_date, elapsed_days},
    numeral::leading_numeral,
    read_processing_period,
    wareki::{parse_document, parse_strict},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn year(number: u16) -> FiscalYear {
    FiscalYear::try_new(number).unwrap()
}

#[test]
fn a_fiscal_year_knows_its_neighbours() {
    let y2024 = year(2024);
    assert_eq!(y2024.year(), 2024);
    assert_eq!(y2024.next(), Some(year(2025)));
    assert_eq!(y2024.previous(), Some(year(2023)));
    assert_eq!(y2024.years_until(year(2030)), 6);
    assert_eq!(y2024.years_until(year(2021)), -3);
    let inside = ["2024-04-01", "2025-03-31"].map(|text| y2024.contains(day(text)));
    let outside = ["2024-03-31", "2025-04-01"].map(|text| y2024.contains(day(text)));
    assert_eq!((inside, outside), ([true; 2], [false; 2]));
    assert_eq!(y2024.label_en(), "fiscal year 2024");
}

#[test]
fn a_fiscal_year_is_four_digits_on_the_wire() {
    let code = |text: &str| text.parse::<FiscalYear>().map_err(|error| error.code());
    assert_eq!(code("2024"), Ok(year(2024)));
    for text in ["02024", "+202", "202", "２０２４", "202a", ""] {
        assert_eq!(code(text), Err("types.fiscal_year.bad_format"), "{text}");
    }
}

#[test]
fn a_quarter_knows_its_neighbours() {
    let quarter = |of: u16, number| FiscalQuarter::try_new(year(of), number).unwrap();
    let last = quarter(2024, 4);
    assert_eq!((last.fiscal_year(), last.number()), (year(2024), 4));
    assert_eq!(last.next(), Some(quarter(2025, 1)));
    assert_eq!(last.previous(), Some(quarter(2024, 3)));
    assert_eq!(quarter(2024, 1).previous(), Some(quarter(2023, 4)));
    assert!(last.contains(day("2025-01-01")) && last.contains(day("2025-03-31")));
    assert!(!last.contains(day("2024-12-31")) && !last.contains(day("2025-04-01")));
    assert_eq!(last.label_ja(), "令和6年度第4四半期");
    assert_eq!(last.label_en(), "quarter 4 of fiscal year 2024");
}

#[test]
fn a_month_knows_its_neighbours_and_its_name() {
    let month = |text: &str| text.parse::<YearMonth>().unwrap();
    assert_eq!(month("2024-01").previous(), Some(month("2023-12")));
    assert_eq!(month("2024-01").next(), Some(month("2024-02")));
    let first = YearMonth::try_new(1867, 4).unwrap();
    assert_eq!(first, YearMonth::MIN);
    assert_eq!(first.previous(), None);
    assert!(YearMonth::try_new(1867, 3).is_err());
    assert_eq!(month("2024-12").label_ja(), "令和6年12月");
    let names: Vec<String> = (1..=12)
        .map(|number| YearMonth::try_new(2024, number).unwrap().label_en())
        .collect();
    assert_eq!(
        names.join(" "),
        "January 2024 February 2024 March 2024 April 2024 May 2024 June 2024 July 2024 \
         August 2024 September 2024 October 2024 November 2024 December 2024"
    );
    assert_eq!(day("2024-08-13").label_en(), "13 August 2024");
}

#[test]
fn a_message_shows_forty_characters_and_what_to_write_instead() {
    let message = |text: &str| text.parse::<Date>().unwrap_err().to_string();
    let forty = "甲".repeat(40);
    assert!(
        message(&forty).contains(&format!("`{forty}`")),
        "{}",
        message(&forty)
    );
    assert!(message(&format!("{forty}乙")).contains(&format!("`{forty}…`")));
    assert!(
        message("2024/4/1").ends_with("; write `2024-04-01`"),
        "{}",
        message("2024/4/1")
    );
    let message = |text: &str| FiscalYear::parse_strict(text).unwrap_err().to_string();
    assert!(
        message("令和6年").contains("write `令和6年度` if one is meant"),
        "{}",
        message("令和6年")
    );
    assert!(
        message("令和6年3月").contains("it lies in fiscal year 2023"),
        "{}",
        message("令和6年3月")
    );
    let message = |text: &str| text.parse::<FiscalYear>().unwrap_err().to_string();
    assert!(
        message("令和6年度").ends_with("; write `2024`"),
        "{}",
        message("令和6年度")
    );
}

#[test]
fn eras_and_their_notes_have_words() {
    assert_eq!(
        [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei, Era::Reiwa].map(Era::label_en),
        ["Meiji", "Taisho", "Showa", "Heisei", "Reiwa"]
    );
    let notes = [EraNote::EraContinued, EraNote::EraNotBegun];
    assert_eq!(notes.map(EraNote::code), ["era_continued", "era_not_begun"]);
    assert_eq!(
        notes.map(EraNote::label_ja),
        [
            "改元後の日付を前の元号で表記",
            "改元前の日付を後の元号で表記"
        ]
    );
    assert_eq!(
        notes.map(EraNote::label_en),
        [
            "the era had ended before this day",
            "the era had not begun on this day"
        ]
    );
}

#[test]
fn exact_numbers_have_an_order() {
    let number = |text: &str| text.parse::<ExactNumber>().unwrap();
    assert_eq!(
        (number("-1.5").numerator(), number("-1.5").denominator()),
        (-3, 2)
    );
    assert_eq!((number("7").numerator(), number("7").denominator()), (7, 1));
    assert_eq!(number("0.1").cmp(&number("0.11")), Ordering::Less);
    assert_eq!(number("0.5").cmp(&number("0.50")), Ordering::Equal);
    assert_eq!(number("-0.5").cmp(&number("-0.6")), Ordering::Greater);
    assert_eq!(
        number("2").partial_cmp(&number("1.99")),
        Some(Ordering::Greater)
    );
    assert_eq!(
        number("2").partial_cmp(&number("2.01")),
        Some(Ordering::Less)
    );
    assert_eq!(
        number("2").partial_cmp(&number("2.0")),
        Some(Ordering::Equal)
    );
}

#[test]
fn rates_are_compared_without_rounding() {
    let basis: RateId = "online_usage".parse().unwrap();
    let rate = |above, below| Rate::try_new(basis.clone(), above, below).unwrap();
    let (third, less) = (rate(1, 3), rate(333_333, 1_000_000));
    assert_eq!((less.numerator(), less.denominator()), (333_333, 1_000_000));
    assert_eq!(third.compare(&less), Some(Ordering::Greater));
    assert_eq!(less.compare(&third), Some(Ordering::Less));
    assert_eq!(third.compare(&rate(2, 6)), Some(Ordering::Equal));
    assert_eq!(third.compare(&rate(0, 0)), None);
    assert_eq!(rate(0, 0).compare(&third), None);
    assert_eq!(
        third.percent(PercentDigits::One).unwrap().to_string(),
        "33.3"
    );
    assert!(rate(0, 0).percent(PercentDigits::One).is_none());
}

#[test]
fn a_count_beyond_the_wire_is_refused_by_name() {
    let count = |number| CaseCount::try_new(number).map_err(|error| error.code());
    assert_eq!(count(MAX_COUNT).map(CaseCount::get), Ok(MAX_COUNT));
    assert_eq!(count(MAX_COUNT + 1), Err("types.count.too_large"));
}

#[test]
fn codes_of_local_governments_say_what_they_are() {
    let code = |text: &str| text.parse::<LocalGovernmentCode>().unwrap();
    assert_eq!(code("131016").check_digit(), 6); // 千代田区
    assert_eq!(code("011002").check_digit(), 2); // 札幌市
    let kinds = [
        LocalGovernmentKind::Prefecture,
        LocalGovernmentKind::Municipality,
        LocalGovernmentKind::Ward,
        LocalGovernmentKind::Other,
    ];
    assert_eq!(
        kinds.map(LocalGovernmentKind::code),
        ["prefecture", "municipality", "ward", "other"]
    );
    assert_eq!(
        kinds.map(LocalGovernmentKind::label_ja),
        ["都道府県", "市区町村", "行政区", "その他"]
    );
    let message = |text: &str| text.parse::<LocalGovernmentCode>().unwrap_err().to_string();
    assert_eq!(
        message("13101"),
        "`13101` has five digits: `131016` without its check digit"
    );
}

#[test]
fn ratings_add_up_point_by_point() {
    let left = Ratings::try_new([1, 2, 3, 4, 5]).unwrap();
    let right = Ratings::try_new([10, 20, 30, 40, 50]).unwrap();
    assert_eq!(
        left.try_merge(&right).unwrap().counts(),
        [11, 22, 33, 44, 55]
    );
    assert_eq!(
        Ratings::merge_all([&left, &right, &left]).unwrap().counts(),
        [12, 24, 36, 48, 60]
    );
    let mean = left.mean().unwrap();
    assert_eq!((mean.points(), mean.answers()), (5 + 8 + 9 + 8 + 5, 15));
    assert_eq!(mean.shown(MeanDigits::One).to_string(), "2.3");
    for number in 1..=5 {
        let point = RatingPoint::try_from(number).unwrap();
        assert_eq!((point.number(), u8::from(point)), (number, number));
    }
    assert!(RatingPoint::try_from(0).is_err() && RatingPoint::try_from(6).is_err());
}

#[test]
fn a_target_says_what_it_asked_for() {
    let target: TargetPercent = "70.5".parse().unwrap();
    assert_eq!(target.thousandths(), 70_500);
    let ratings = Ratings::try_new([60, 10, 10, 10, 10]).unwrap();
    let compared = ratings.compare_with_target(target, 50);
    assert_eq!(
        (compared.minimum_answers(), compared.target()),
        (50, target)
    );
    let verdicts = [
        TargetVerdict::Reached,
        TargetVerdict::NotReached,
        TargetVerdict::Undecided,
        TargetVerdict::TooFew,
        TargetVerdict::NoAnswers,
    ];
    for verdict in verdicts {
        let wire = serde_json::to_value(verdict).unwrap();
        assert_eq!(wire, verdict.code());
    }
    assert_eq!(
        verdicts.map(TargetVerdict::label_ja),
        ["達成", "未達成", "判定できない", "回答数不足", "回答なし"]
    );
    assert_eq!(
        verdicts.map(TargetVerdict::label_en),
        [
            "reached",
            "not reached",
            "undecided",
            "too few answers",
            "no answers"
        ]
    );
}

fn calendar() -> BusinessCalendar {
    BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"))
}

#[test]
fn a_due_date_says_why_each_day_counted_or_not() {
    let calendar = calendar();
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let rule = CountingRule::standard(FirstDay::NextDay);
    let stop = Stop::try_new(StopKind::Correction, day("2025-05-08"), day("2025-05-09")).unwrap();
    let other = Stop::try_new(StopKind::Other, day("2025-05-12"), day("2025-05-13"));
    let stops = [stop, other.unwrap()];
    let names = |rule: &CountingRule| {
        let arrival = Arrival::on(day("2025-05-02"));
        due_date(&arrival, "5日".parse().unwrap(), rule, &days, &stops).unwrap()
    };
    let due = names(&rule);
    assert_eq!(due.first_counted_day(), Some(day("2025-05-07")));
    let of = |text: &str| {
        due.days()
            .iter()
            .find(|d| d.date() == day(text))
            .unwrap()
            .clone()
    };
    assert_eq!(of("2025-05-05").closed_by(), Some(DayKind::OfficialHoliday));
    assert_eq!(of("2025-05-03").stopped_by(), None);
    assert_eq!(of("2025-05-07").closed_by(), None);
    assert_eq!(of("2025-05-08").status(), DayStatus::Stopped);
    assert_eq!(of("2025-05-08").stopped_by(), Some(StopKind::Correction));
    assert_eq!(due.ignored_stops(), &stops[1..]);
    let arrival = Arrival::on(day("2025-05-02"));
    let until = day("2025-05-14");
    let elapsed = elapsed_days(
        &arrival,
        until,
        CountedDays::BusinessDays,
        &rule,
        &days,
        &stops,
    );
    assert_eq!(elapsed.as_ref().unwrap().ignored_stops(), &stops[1..]);
    assert!(!elapsed.unwrap().is_provisional());
    let (late, end) = (Arrival::on(day("2040-06-01")), day("2040-06-08"));
    let days = days.with_beyond_list(BeyondList::ByRule);
    let elapsed = elapsed_days(&late, end, CountedDays::BusinessDays, &rule, &days, &[]).unwrap();
    assert!(elapsed.is_provisional());
}

#[test]
fn a_stop_without_an_end_is_told_from_whatever_day_it_begins() {
    let calendar = calendar();
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let arrival = Arrival::on(day("2025-06-02"));
    let code = |rule: &CountingRule, from: &str| {
        let stop = Stop::still_running(StopKind::Correction, day(from));
        let length = "10日".parse().unwrap();
        due_date(&arrival, length, rule, &days, &[stop])
            .unwrap_err()
            .code()
    };
    let business = CountingRule::standard(FirstDay::NextDay);
    let every_day = CountingRule::statutory(FirstDay::NextDay);
    assert_eq!(
        code(&business, "2025-06-07"),
        "types.deadline.stop_not_ended"
    ); // a Saturday
    assert_eq!(
        code(&business, "2025-06-09"),
        "types.deadline.stop_not_ended"
    );
    assert_eq!(
        code(&every_day, "2025-06-09"),
        "types.deadline.stop_not_ended"
    );
}

#[test]
fn elapsed_days_end_at_the_limit_and_stay_refused_behind_it() {
    let calendar = calendar();
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let rule = CountingRule::statutory(FirstDay::NextDay);
    let from = day("2000-01-01");
    let arrival = Arrival::on(from);
    let code = |more: u32| {
        let until = from.add_days((MAX_LISTED_DAYS + more).into()).unwrap();
        elapsed_days(
            &arrival,
            until,
            CountedDays::CalendarDays,
            &rule,
            &days,
            &[],
        )
        .map_or_else(|error| error.code(), |_| "ok")
    };
    assert_eq!([0, 1, 50].map(code), ["types.deadline.too_many_days"; 3]);
    let until = from.add_days(i64::from(MAX_LISTED_DAYS) - 1).unwrap();
    let last = elapsed_days(
        &arrival,
        until,
        CountedDays::CalendarDays,
        &rule,
        &days,
        &[],
    );
    assert_eq!(last.unwrap().days().len(), MAX_LISTED_DAYS as usize);
}

#[test]
fn a_rule_changes_only_what_is_asked() {
    let rule = CountingRule::standard(FirstDay::NextDay);
    let name = Label::new("町の数え方（架空）", "the town's rule (fictional)");
    let renamed = rule.clone().with_name(name.clone());
    assert_eq!(renamed.name(), &name);
    assert_eq!(renamed.stops(), rule.stops());
    let other = rule.clone().with_days(CountedDays::CalendarDays);
    assert_eq!(
        (rule.days(), other.days()),
        (CountedDays::BusinessDays, CountedDays::CalendarDays)
    );
    assert_eq!(
        days_of_period(day("2025-06-03"), "10日".parse().unwrap()).unwrap(),
        10
    );
    let basis = "見本市情報公開条例第14条第1項（架空）";
    let deadline = StatutoryDeadline::try_new(basis, "15日".parse().unwrap(), FirstDay::NextDay);
    assert_eq!(deadline.unwrap().legal_basis(), basis);
}

#[test]
fn a_period_has_a_shortest_and_a_longest_end() {
    let reading = read_processing_period("10日から20日").unwrap();
    let period = reading.statement().period().unwrap();
    let conversion = DayConversion::default();
    let shown = |days: Option<tosei_types::ApproximateDays>| days.map(|days| days.to_string());
    assert_ne!(
        shown(period.shortest_days(&conversion)),
        shown(period.longest_days(&conversion))
    );
    assert!(period.shortest_days(&conversion).is_some());
    let reading = read_processing_period("未設定").unwrap();
    assert!(reading.statement().period().is_none());
}

#[test]
fn a_kanji_numeral_ends_where_the_next_begins() {
    for (text, value, read) in [
        ("十二十三", 12, "十二"),
        ("十百", 10, "十"),
        ("百百", 100, "百"),
        ("一二十", 12, "一二"),
        ("〇十", 0, "〇"),
        ("二〇十", 20, "二〇"),
        ("百二三", 102, "百二"),
    ] {
        assert_eq!(leading_numeral(text), Some((value, read.len())), "{text}");
    }
}

#[test]
fn a_fiscal_year_in_letters_has_no_era() {
    let read = |text: &str| FiscalYear::parse_document(text).map(|reading| reading.fiscal_year);
    assert_eq!(read("FY2024"), Ok(year(2024)));
    for text in ["FY R6", "FY令和6", "FY2024（R6）", "FY2024(2024)"] {
        assert!(read(text).is_err(), "{text}");
    }
    let message = |text: &str| FiscalYear::parse_strict(text).unwrap_err().to_string();
    assert!(
        message("R5年").contains("`R5年` is a calendar year ("),
        "{}",
        message("R5年")
    );
}

#[test]
fn a_typographic_dash_is_a_document_s_way() {
    assert_eq!(parse_document("R6‐4‐1").unwrap().value, day("2024-04-01"));
    assert!(parse_strict("R6-4-1").is_ok());
    assert!(parse_strict("R6‐4‐1").is_err());
}

#[test]
fn a_date_has_a_longest_text() {
    let padded = |bytes: usize| format!("R6.{}4.1", " ".repeat(bytes - "R6.4.1".len()));
    assert!(parse_document(&padded(240)).is_ok());
    assert!(parse_document(&padded(241)).is_err());
    assert!(parse_document(&padded(250)).is_err());
}

#[test]
fn open_days_are_counted_over_so_many_days() {
    let calendar = calendar();
    let days =
        BusinessDays::new(&calendar, HolidayList::official()).with_beyond_list(BeyondList::ByRule);
    let first = day("1990-01-01");
    let code = |more: i64| {
        let last = first.add_days(more).unwrap();
        days.count_open_days(first, last)
            .map_or_else(|error| error.code(), |_| "ok")
    };
    let span = i64::from(MAX_COUNTED_SPAN);
    assert_eq!(code(span - 1), "ok");
    assert_eq!(code(span), "types.business_day.span_too_long");
    assert_eq!(code(span + 50), "types.business_day.span_too_long");
}
