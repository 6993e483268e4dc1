//! Laws of holidays, business days and deadlines.

use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeSet, fmt::Debug};
use tosei_types::{
    Arrival, BeyondList, BusinessCalendar, BusinessDays, CountedDays, CountingRule, Date,
    DeadlineError, DueDate, HolidayList, Label, Stop,
    deadline::{
        DayStatus, DeadlineDay, DeadlineExtension, DueDateAnswer, LastDayClosed, due_date,
        due_date_of_cell, elapsed_days,
    },
    holiday::{FIRST_YEAR_BY_RULE, LAST_YEAR_BY_RULE, holiday_by_rule},
    period::{PeriodAmount, PeriodLength, PeriodUnit},
    proptest::{
        arrivals_between, business_calendars, countable_lengths, counting_rules, dates_between,
        ended_stops, month_days, standard_processing_periods, statutory_deadlines,
    },
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Where the cases of these laws lie: inside the list and beyond it.
fn first() -> Date {
    day("2024-01-01")
}

fn last() -> Date {
    day("2028-12-31")
}

/// One case of an office.
#[derive(Debug, Clone)]
struct Case {
    arrival: Arrival,
    length: PeriodLength,
    rule: CountingRule,
    calendar: BusinessCalendar,
    stops: Vec<Stop>,
}

impl Case {
    fn due(&self) -> Result<DueDate, DeadlineError> {
        let days = BusinessDays::new(&self.calendar, HolidayList::official())
            .with_beyond_list(BeyondList::ByRule);
        due_date(&self.arrival, self.length, &self.rule, &days, &self.stops)
    }

    fn is_open(&self, date: Date) -> bool {
        BusinessDays::new(&self.calendar, HolidayList::official())
            .with_beyond_list(BeyondList::ByRule)
            .verdict(date)
            .unwrap()
            .is_open()
    }
}

fn cases() -> impl Strategy<Value = Case> {
    (
        arrivals_between(first(), last()),
        countable_lengths(40),
        counting_rules(),
        business_calendars(first(), last()),
        prop::collection::vec((-5i64..60, 0i64..12, 0usize..5), 0..4),
    )
        .prop_map(|(arrival, length, rule, calendar, stops)| {
            let stop = |(after, days, kind): (i64, i64, usize)| {
                let from = arrival.date().add_days(after).unwrap();
                let kind = tosei_types::StopKind::ALL[kind];
                Stop::try_new(kind, from, from.add_days(days).unwrap()).unwrap()
            };
            Case {
                arrival,
                length,
                rule,
                calendar,
                stops: stops.into_iter().map(stop).collect(),
            }
        })
}

fn read_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

/// The same as a list of days, the slow and obvious way: no numbers, only sets.
fn obvious(case: &Case) -> Option<Date> {
    let counted = case.rule.counting_of(case.length);
    if counted != CountedDays::BusinessDays {
        return None;
    }
    let whole = case.length.amount().map_or(1, |n| n.thousandths() / 1_000);
    let arrival_counts =
        case.length.is_same_day() || case.rule.first_day() == tosei_types::FirstDay::ArrivalDay;
    let mut stopped = BTreeSet::new();
    for stop in &case.stops {
        let Some(rule) = case.rule.stop_rule(stop.kind()) else {
            continue;
        };
        let mut days: Vec<Date> = Vec::new();
        let mut date = stop.from();
        while date <= stop.until().unwrap() {
            days.push(date);
            date = date.next().unwrap();
        }
        if rule.last_day.code() == "counted" {
            days.pop();
        }
        if rule.first_day.code() == "counted" && !days.is_empty() {
            days.remove(0);
        }
        // A stop of one day with both ends counted was emptied by the first of the two.
        stopped.extend(days);
    }
    let mut date = case.arrival.date();
    if !arrival_counts {
        date = date.next().unwrap();
    }
    let mut counted = 0;
    loop {
        if case.is_open(date) && !stopped.contains(&date) {
            counted += 1;
            if counted == whole {
                return Some(date);
            }
        }
        date = date.next().unwrap();
    }
}

proptest! {
    /// Law: a due date counted in business days never falls on a closing day.
    #[test]
    fn business_days_never_end_on_a_closing_day(case in cases()) {
        let due = case.due().unwrap();
        if due.counted() == CountedDays::BusinessDays {
            prop_assert!(case.is_open(due.date()), "{}", due.date());
        }
    }

    /// Law: a due date that is moved off closing days never falls on one.
    #[test]
    fn a_moved_due_date_is_open(mut case in cases()) {
        case.rule = case.rule.with_last_day_closed(LastDayClosed::NextOpenDay);
        let due = case.due().unwrap();
        prop_assert!(case.is_open(due.date()), "{}", due.date());
    }

    /// Law: a longer period of the same unit never ends earlier.
    #[test]
    fn longer_never_ends_earlier(case in cases()) {
        let due = case.due().unwrap().date();
        if let (Some(amount), Some(unit)) = (case.length.amount(), case.length.unit()) {
            let more = PeriodAmount::try_from_thousandths(amount.thousandths() + 1_000).unwrap();
            let longer = Case { length: PeriodLength::new(more, unit), ..case };
            match longer.due() {
                Ok(later) => prop_assert!(due <= later.date()),
                Err(error) => prop_assert_eq!(error.code(), "types.deadline.too_long"),
            }
        }
    }

    /// Law: one more stop never makes a due date earlier.
    #[test]
    fn a_stop_never_ends_it_earlier(case in cases(), stop in ended_stops(first(), last())) {
        let due = case.due().unwrap().date();
        let mut stopped = case;
        stopped.stops.push(stop);
        prop_assert!(due <= stopped.due().unwrap().date());
    }

    /// Law: counting the day of arrival in never makes a due date later.
    #[test]
    fn the_arrival_day_in_is_never_later(case in cases()) {
        let in_rule = CountingRule::standard(tosei_types::FirstDay::ArrivalDay);
        let next_rule = CountingRule::standard(tosei_types::FirstDay::NextDay);
        let with = |rule: CountingRule| Case { rule, ..case.clone() }.due().unwrap().date();
        prop_assert!(with(in_rule) <= with(next_rule));
    }

    /// Law: the days up to a due date that was not moved are as many as the period has.
    #[test]
    fn elapsed_up_to_the_due_date_is_the_length(mut case in cases()) {
        case.rule = case.rule.with_last_day_closed(LastDayClosed::Keep);
        let due = case.due().unwrap();
        if !case.length.is_same_day() {
            let days = BusinessDays::new(&case.calendar, HolidayList::official())
                .with_beyond_list(BeyondList::ByRule);
            let counted = due.counted();
            let elapsed =
                elapsed_days(&case.arrival, due.date(), counted, &case.rule, &days, &case.stops);
            let elapsed = elapsed.unwrap();
            prop_assert_eq!(elapsed.counted_days(), due.counted_days());
            prop_assert_eq!(elapsed.days(), due.days());
            let whole = case.length.amount().unwrap().thousandths() / 1_000;
            let in_days = matches!(
                case.length.unit(),
                Some(PeriodUnit::Day | PeriodUnit::BusinessDay | PeriodUnit::CalendarDay)
            );
            if in_days {
                prop_assert_eq!(u64::from(due.counted_days()), whole);
            }
        }
    }

    /// Law: the list of days is consecutive from the arrival to the due date, numbers what counts from 1
    /// on, and is provisional where one of its days is.
    #[test]
    fn the_list_of_days_is_whole(case in cases()) {
        let due = case.due().unwrap();
        let list = due.days();
        prop_assert_eq!(list.first().map(DeadlineDay::date), Some(case.arrival.date()));
        prop_assert_eq!(list.last().map(DeadlineDay::date), Some(due.date()));
        for pair in list.windows(2) {
            prop_assert_eq!(pair[0].date().next(), Some(pair[1].date()));
        }
        let numbers: Vec<u32> = list.iter().filter_map(DeadlineDay::number).collect();
        prop_assert_eq!(numbers, (1..=due.counted_days()).collect::<Vec<_>>());
        prop_assert!(list.iter().all(|day| day.number().is_some()
            == (day.status() == DayStatus::Counted)));
        prop_assert_eq!(list.iter().any(DeadlineDay::is_provisional), due.is_provisional());
    }

    /// Law: a slow search with sets of days finds the same due date.
    #[test]
    fn the_obvious_way_agrees(case in cases()) {
        if let Some(date) = obvious(&case) {
            prop_assert_eq!(case.due().unwrap().date(), date);
        }
    }

    /// Law: channel and time of an arrival change nothing.
    #[test]
    fn only_the_day_of_arrival_matters(case in cases()) {
        let at_midday = Case { arrival: Arrival::on(case.arrival.date()), ..case.clone() };
        prop_assert_eq!(case.due(), at_midday.due());
    }

    /// Law: the next business day lies after a day, is open, and nothing between is; and back.
    #[test]
    fn next_and_previous_are_neighbours(
        calendar in business_calendars(first(), last()),
        date in dates_between(day("2024-06-01"), day("2027-06-30")),
    ) {
        let days = BusinessDays::new(&calendar, HolidayList::official());
        let next = days.next_open_day(date).unwrap();
        prop_assert!(next.is_open() && next.date() > date);
        prop_assert_eq!(days.count_open_days(date.next().unwrap(), next.date()), Ok(1));
        let back = days.previous_open_day(next.date()).unwrap().date();
        prop_assert_eq!(back == date, days.verdict(date).unwrap().is_open());
        prop_assert!(back <= date);
    }

    /// Law: counts of two neighbouring spans add up.
    #[test]
    fn counts_add_up(
        calendar in business_calendars(first(), last()),
        date in dates_between(day("2024-06-01"), day("2025-06-30")),
        one in 0i64..200,
        more in 1i64..200,
    ) {
        let days = BusinessDays::new(&calendar, HolidayList::official());
        let (middle, end) = (date.add_days(one).unwrap(), date.add_days(one + more).unwrap());
        let sum = days.count_open_days(date, middle).unwrap()
            + days.count_open_days(middle.next().unwrap(), end).unwrap();
        prop_assert_eq!(days.count_open_days(date, end), Ok(sum));
    }

    /// Law: what is written as JSON is read back equal.
    #[test]
    fn documents_round_trip(
        calendar in business_calendars(first(), last()),
        rule in counting_rules(),
        arrival in arrivals_between(first(), last()),
        stop in ended_stops(first(), last()),
        standard in standard_processing_periods(),
        statutory in statutory_deadlines(),
        month_day in month_days(),
    ) {
        read_back(&calendar);
        read_back(&rule);
        read_back(&arrival);
        read_back(&stop);
        read_back(&Stop::still_running(stop.kind(), stop.from()));
        read_back(&standard);
        read_back(&statutory);
        read_back(&month_day);
    }

    /// Law: an extension never ends before the deadline without it.
    #[test]
    fn an_extension_never_ends_earlier(
        deadline in statutory_deadlines(),
        arrival in arrivals_between(first(), last()),
    ) {
        let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
        let days = BusinessDays::new(&calendar, HolidayList::official())
            .with_beyond_list(BeyondList::ByRule);
        let due = |extension| deadline.due_date(&arrival, extension, &days, &[]);
        let plain = due(DeadlineExtension::NotExtended).unwrap();
        prop_assert_eq!(plain.counted(), CountedDays::CalendarDays);
        match (due(DeadlineExtension::Extended), deadline.extension()) {
            (Ok(extended), Some(_)) => {
                prop_assert!(plain.date() <= extended.date());
            }
            (Err(error), None) => prop_assert_eq!(error, DeadlineError::NotExtendable),
            (answer, extension) => prop_assert!(false, "{:?} {:?}", answer, extension),
        }
    }

    /// Law: the due date of any text whatever is an answer or an error with a code, never a panic, and a
    /// notification never has one.
    #[test]
    fn any_cell_has_an_answer(
        text in prop_oneof![any::<String>(), "[0-9０-９一二十]{1,7}(日|営業日|週間|か月|年|時間)(以内|以上|程度)?"],
        case in cases(),
    ) {
        let days = BusinessDays::new(&case.calendar, HolidayList::official());
        let answer = due_date_of_cell(&text, &case.arrival, &case.rule, &days, &case.stops);
        match answer {
            Ok(answer) => prop_assert_eq!(answer.is_none(), text.trim().is_empty()),
            Err(error) => {
                prop_assert!(error.code().starts_with("types."));
                let sentence = error.sentence(tosei_types::Language::Ja);
                prop_assert!(sentence.ends_with('。'), "{}", sentence);
                prop_assert!(error.sentence(tosei_types::Language::En).ends_with('.'));
            }
        }
        let notification =
            due_date_of_cell("届出のため、応答なし", &case.arrival, &case.rule, &days, &case.stops);
        prop_assert_eq!(notification, Ok(Some(DueDateAnswer::NotApplicable)));
    }
}

#[test]
fn every_year_by_rule_has_sixteen_named_holidays() {
    for year in FIRST_YEAR_BY_RULE..=LAST_YEAR_BY_RULE {
        let (mut named, mut off) = (0, 0);
        let mut date = Date::try_new(year, 1, 1).unwrap();
        while date.year() == year {
            match holiday_by_rule(date).unwrap() {
                Some("休日") => off += 1,
                Some(_) => named += 1,
                None => {}
            }
            date = date.next().unwrap();
        }
        assert_eq!(named, 16, "{year}");
        assert!(off <= 5, "{year}: {off}");
    }
}
