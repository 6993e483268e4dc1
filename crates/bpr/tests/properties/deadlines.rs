//! Laws of the deadline clock: it says what the day-by-day answer says.

use proptest::prelude::*;
use std::sync::Arc;
use tosei_bpr::simulate::deadline::{
    CaseDays, DayTable, DueDay, PeriodClock, StandardClock, StandardVerdict, StatutoryClock,
    StatutoryVerdict, StopDays,
};
use tosei_types::{
    Arrival, BeyondList, BusinessCalendar, BusinessDays, CountingRule, Date, DeadlineError,
    HolidayList, Stop, StopKind,
    deadline::{DeadlineExtension, PeriodState, due_date, elapsed_days},
    period::PeriodLength,
    proptest::{
        arrivals_between, business_calendars, countable_lengths, counting_rules,
        standard_processing_periods, statutory_deadlines,
    },
};

const DAYS: u32 = 500;

fn first() -> Date {
    "2025-11-01".parse().unwrap()
}

fn last_arrival() -> Date {
    "2026-02-28".parse().unwrap()
}

#[derive(Debug, Clone)]
struct Case {
    arrival: Arrival,
    calendar: BusinessCalendar,
    stops: Vec<Stop>,
}

impl Case {
    fn days(&self) -> BusinessDays<'_> {
        BusinessDays::new(&self.calendar, HolidayList::official())
            .with_beyond_list(BeyondList::ByRule)
    }

    fn table(&self) -> Arc<DayTable> {
        Arc::new(DayTable::try_new(first(), DAYS, &self.days()).unwrap())
    }

    fn stop_days(&self, table: &DayTable) -> Vec<StopDays> {
        let number = |date| table.number_of(date).unwrap();
        let stop = |stop: &Stop| match stop.until() {
            Some(until) => StopDays::new(stop.kind(), number(stop.from()), number(until)),
            None => StopDays::still_running(stop.kind(), number(stop.from())),
        };
        self.stops.iter().map(stop).collect()
    }
}

/// Cases with up to four stops, of which one in eight has not ended.
fn cases() -> impl Strategy<Value = Case> {
    (
        arrivals_between(first(), last_arrival()),
        business_calendars(first(), last_arrival()),
        prop::collection::vec((0i64..60, 0i64..12, 0usize..5, 0u8..8), 0..5),
    )
        .prop_map(|(arrival, calendar, stops)| {
            let stop = |(after, days, kind, open): (i64, i64, usize, u8)| {
                let from = arrival.date().add_days(after).unwrap();
                let kind = StopKind::ALL[kind];
                match open {
                    0 => Stop::still_running(kind, from),
                    _ => Stop::try_new(kind, from, from.add_days(days).unwrap()).unwrap(),
                }
            };
            Case {
                stops: stops.into_iter().map(stop).collect(),
                arrival,
                calendar,
            }
        })
}

/// What the day-by-day answer is in days of the table.
fn due_day(table: &DayTable, answer: Result<Date, DeadlineError>) -> Result<DueDay, TestCaseError> {
    match answer {
        Ok(date) => Ok(table
            .number_of(date)
            .map_or(DueDay::BeyondTable, DueDay::Day)),
        Err(DeadlineError::StopNotEnded { .. }) => Ok(DueDay::Stopped),
        // Nothing counts, or the office never opens: later than every day.
        Err(
            DeadlineError::TooManyDays { .. }
            | DeadlineError::BusinessDay(_)
            | DeadlineError::OutOfRange { .. },
        ) => Ok(DueDay::BeyondTable),
        Err(other) => Err(TestCaseError::fail(other.to_string())),
    }
}

fn agree(found: DueDay, expected: DueDay) -> bool {
    found == expected
        // The day-by-day answer walks past the end of the table until it meets the stop.
        || (found == DueDay::BeyondTable && expected == DueDay::Stopped)
}

proptest! {
    /// Law: the clock's due day is the due date that is counted day by day.
    #[test]
    fn the_clock_is_due_when_the_list_of_days_ends(
        case in cases(), rule in counting_rules(), length in countable_lengths(60),
    ) {
        let table = case.table();
        let clock = PeriodClock::try_new(Arc::clone(&table), &rule, length).unwrap();
        let arrival = table.number_of(case.arrival.date()).unwrap();
        let found = clock.due_day(arrival, &case.stop_days(&table));
        let by_days = due_date(&case.arrival, length, &rule, &case.days(), &case.stops);
        let expected = due_day(&table, by_days.map(|due| due.date()))?;
        prop_assert!(agree(found, expected), "{found:?} and not {expected:?}");
    }

    /// Law: the clock counts as many days as the list of days holds.
    #[test]
    fn the_clock_counts_the_elapsed_days(
        case in cases(), rule in counting_rules(), length in countable_lengths(60),
        after in 0u32..90,
    ) {
        let table = case.table();
        let clock = PeriodClock::try_new(Arc::clone(&table), &rule, length).unwrap();
        let arrival = table.number_of(case.arrival.date()).unwrap();
        let until = table.date_of(arrival + after).unwrap();
        let found = clock.elapsed_days(arrival, arrival + after, &case.stop_days(&table));
        let counted = rule.counting_of(length);
        let by_days =
            elapsed_days(&case.arrival, until, counted, &rule, &case.days(), &case.stops).unwrap();
        prop_assert_eq!(found, by_days.counted_days());
    }

    /// Law: both parts of a standard period are due on the days that the forwarded due date gives.
    #[test]
    fn both_bodies_are_due_as_counted_day_by_day(
        case in cases(), rule in counting_rules(), period in standard_processing_periods(),
    ) {
        let table = case.table();
        let clock = StandardClock::try_new(&table, &period, &rule).unwrap();
        let arrival = table.number_of(case.arrival.date()).unwrap();
        let stops = case.stop_days(&table);
        let found = clock.due_days(arrival, None, &stops);
        prop_assert_eq!(found.is_some(), period.state() == PeriodState::Set);
        let Some(found) = found else { return Ok(()) };
        match period.forwarded_due_date(&case.arrival, &rule, &case.days(), &case.stops) {
            Ok(Some(due)) => {
                let expected = due_day(&table, Ok(due.forwarding.date()))?;
                prop_assert_eq!(found.forwarding, Some(expected));
                prop_assert_eq!(found.processing, due_day(&table, Ok(due.processing.date()))?);
            }
            Ok(None) => {
                let due = period.due_date(&case.arrival, &rule, &case.days(), &case.stops);
                let due = due.map(|answer| answer.due_date().unwrap().date());
                prop_assert!(agree(found.processing, due_day(&table, due)?));
                prop_assert_eq!(found.forwarding, None);
            }
            // One of the two stands still or never ends; so does the clock of the second.
            Err(_) => prop_assert!(!matches!(found.processing, DueDay::Day(_))),
        }
    }

    /// Law: a decided case is lawful exactly if it was decided by a due date that is counted day by
    /// day, and needs the extension exactly if it was decided after the first of the two.
    #[test]
    fn a_statutory_verdict_follows_from_the_two_due_dates(
        case in cases(), deadline in statutory_deadlines(), after in 0u32..120,
    ) {
        let table = case.table();
        let clock = StatutoryClock::try_new(&table, &deadline).unwrap();
        let arrival = table.number_of(case.arrival.date()).unwrap();
        let decided = table.date_of(arrival + after).unwrap();
        let stops = case.stop_days(&table);
        let found = clock.judge(&CaseDays::decided(arrival, arrival + after, &stops));
        let kept = |extension| {
            match deadline.due_date(&case.arrival, extension, &case.days(), &case.stops) {
                Ok(due) => decided <= due.date(),
                Err(DeadlineError::NotExtendable) => false,
                Err(_) => true,
            }
        };
        let expected = if kept(DeadlineExtension::NotExtended) {
            StatutoryVerdict::Within
        } else if kept(DeadlineExtension::Extended) {
            StatutoryVerdict::WithinExtension
        } else {
            StatutoryVerdict::Broken
        };
        prop_assert_eq!(found, expected);
        let open = clock.judge(&CaseDays::open(arrival, arrival + after, &stops));
        prop_assert_eq!(open == StatutoryVerdict::Broken, found == StatutoryVerdict::Broken);
    }

    /// Law: a day later is never in time where a day earlier was not, and a stop never makes a case late.
    #[test]
    fn a_stop_never_makes_a_case_late(
        case in cases(), rule in counting_rules(), length in countable_lengths(40), after in 0u32..90,
    ) {
        let table = case.table();
        let period = tosei_types::StandardProcessingPeriod::try_set(
            tosei_types::deadline::PeriodBasis::ALL[0], length).unwrap();
        let clock = StandardClock::try_new(&table, &period, &rule).unwrap();
        let arrival = table.number_of(case.arrival.date()).unwrap();
        let stops = case.stop_days(&table);
        let judge = |until, stops| clock.judge(&CaseDays::decided(arrival, until, stops)).processing;
        let (without, with) = (judge(arrival + after, &[]), judge(arrival + after, &stops));
        prop_assert!(!(without == StandardVerdict::Within && with == StandardVerdict::Exceeded));
        let later = judge(arrival + after + 1, &stops);
        prop_assert!(!(with == StandardVerdict::Exceeded && later == StandardVerdict::Within));
    }
}

/// The lengths that the laws rarely hit: as long as anything may be.
#[test]
fn the_longest_periods_agree() {
    let calendar = BusinessCalendar::ordinary(tosei_types::Label::new("架空", "fictional"));
    let days =
        BusinessDays::new(&calendar, HolidayList::official()).with_beyond_list(BeyondList::ByRule);
    let table = Arc::new(DayTable::try_new(first(), 4_000, &days).unwrap());
    let rule = CountingRule::standard(tosei_types::FirstDay::NextDay);
    for text in ["10年", "120か月", "522週", "2600日", "3660暦日", "即日"] {
        let length: PeriodLength = text.parse().unwrap();
        let clock = PeriodClock::try_new(Arc::clone(&table), &rule, length).unwrap();
        let by_days = due_date(&Arrival::on(first()), length, &rule, &days, &[]).unwrap();
        let expected = table.number_of(by_days.date()).unwrap();
        assert_eq!(clock.due_day(0, &[]), DueDay::Day(expected), "{text}");
    }
}
