//! Strategies for calendars, counting rules, arrivals and stops.

use super::dates_between;
use crate::{
    Arrival, ArrivalChannel, ArrivalTimestamp, BusinessCalendar, CountedDays, CountingRule, Date,
    FirstDay, Label, MonthDay, Stop, StopKind, Weekday,
    business_day::{OfficialHolidays, YearlyClosing},
    deadline::{
        LastDayClosed, NotSetReason, PeriodBasis, Publication, StandardProcessingPeriod,
        StatutoryDeadline, StatutoryExtension, StopBoundary, StopRule,
    },
    period::{PeriodAmount, PeriodLength, PeriodUnit},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Any day of every year, 29 February too.
pub fn month_days() -> impl Strategy<Value = MonthDay> {
    (1u8..=12, 1u8..=31).prop_filter_map("some year has it", |(m, d)| MonthDay::try_new(m, d).ok())
}

/// Any moment of arrival on a day of the range, with or without its time.
pub fn arrivals_between(first: Date, last: Date) -> impl Strategy<Value = Arrival> {
    (
        dates_between(first, last),
        option::of((0u8..24, 0u8..60)),
        select(ArrivalChannel::ALL),
    )
        .prop_filter_map("the time exists", |(date, time, channel)| {
            let at = match time {
                Some((hour, minute)) => ArrivalTimestamp::try_new(date, hour, minute).ok()?,
                None => ArrivalTimestamp::on(date),
            };
            Some(Arrival::new(at, channel))
        })
}

/// Any calendar of an office that is open on at least one day of the week, with own days between the
/// two given.
pub fn business_calendars(first: Date, last: Date) -> impl Strategy<Value = BusinessCalendar> {
    let own = || vec((dates_between(first, last), "[一-龠]{1,4}"), 0..6);
    let yearly = || {
        (month_days(), month_days(), "[一-龠]{1,4}").prop_filter_map(
            "at most eight weeks",
            |(from, until, name)| {
                let closing = YearlyClosing::try_new(from, until, &name).ok()?;
                let months = (until.month() + 12 - from.month()) % 12;
                (months < 2 && from <= until).then_some(closing)
            },
        )
    };
    (
        proptest::sample::subsequence(Vec::from(Weekday::ALL), 0..=6),
        select(OfficialHolidays::ALL),
        vec(yearly(), 0..3),
        own(),
        own(),
    )
        .prop_filter_map(
            "no contradiction",
            |(weekly, holidays, yearly, shut, open)| {
                let name = Label::new("見本市（架空）", "Mihon City (fictional)");
                let mut calendar = BusinessCalendar::ordinary(name)
                    .with_weekly_closing_days(weekly)
                    .with_official_holidays(holidays)
                    .try_with_yearly_closings(yearly)
                    .ok()?;
                for (date, why) in shut {
                    calendar = calendar
                        .clone()
                        .try_with_closing_day(date, &why)
                        .unwrap_or(calendar);
                }
                for (date, why) in open {
                    calendar = calendar
                        .clone()
                        .try_with_opening_day(date, &why)
                        .unwrap_or(calendar);
                }
                Some(calendar)
            },
        )
}

fn stop_rules() -> impl Strategy<Value = Vec<StopRule>> {
    let boundary = || select(StopBoundary::ALL);
    proptest::sample::subsequence(StopKind::ALL.to_vec(), 0..=StopKind::ALL.len())
        .prop_flat_map(move |kinds| {
            let boundaries = vec((boundary(), boundary()), kinds.len());
            (Just(kinds), boundaries)
        })
        .prop_map(|(kinds, boundaries)| {
            let rule = |(kind, (first_day, last_day))| StopRule {
                kind,
                first_day,
                last_day,
            };
            kinds.into_iter().zip(boundaries).map(rule).collect()
        })
}

/// Any counting rule.
pub fn counting_rules() -> impl Strategy<Value = CountingRule> {
    (
        select(FirstDay::ALL),
        select(CountedDays::ALL),
        select(LastDayClosed::ALL),
        stop_rules(),
    )
        .prop_filter_map("each kind once", |(first, days, closed, stops)| {
            CountingRule::standard(first)
                .with_days(days)
                .with_last_day_closed(closed)
                .try_with_stops(stops)
                .ok()
        })
}

/// Any stop that has ended, begun on a day of the range and at most thirty days long.
pub fn ended_stops(first: Date, last: Date) -> impl Strategy<Value = Stop> {
    (select(StopKind::ALL), dates_between(first, last), 0i64..30)
        .prop_filter_map("in range", |(kind, from, days)| {
            Stop::try_new(kind, from, from.add_days(days).ok()?).ok()
        })
}

/// Any length that has a due date, up to `most` of its unit (and never more than what is counted).
pub fn countable_lengths(most: u64) -> impl Strategy<Value = PeriodLength> {
    use crate::deadline::{MAX_PERIOD_DAYS, MAX_PERIOD_MONTHS, MAX_PERIOD_WEEKS, MAX_PERIOD_YEARS};
    let length = |unit, limit: u32| {
        (1..=most.clamp(1, u64::from(limit))).prop_filter_map("an amount", move |whole| {
            Some(PeriodLength::new(PeriodAmount::try_new(whole).ok()?, unit))
        })
    };
    prop_oneof![
        6 => length(PeriodUnit::Day, MAX_PERIOD_DAYS),
        2 => length(PeriodUnit::BusinessDay, MAX_PERIOD_DAYS),
        2 => length(PeriodUnit::CalendarDay, MAX_PERIOD_DAYS),
        2 => length(PeriodUnit::Week, MAX_PERIOD_WEEKS),
        2 => length(PeriodUnit::Month, MAX_PERIOD_MONTHS),
        1 => length(PeriodUnit::Year, MAX_PERIOD_YEARS),
        1 => Just(PeriodLength::SAME_DAY),
    ]
}

/// Any 標準処理期間, in each of its states.
pub fn standard_processing_periods() -> impl Strategy<Value = StandardProcessingPeriod> {
    let set = (
        select(PeriodBasis::ALL),
        countable_lengths(60),
        option::of(countable_lengths(10)),
        select(Publication::ALL),
        option::of("[一-龠]{1,8}"),
    )
        .prop_filter_map(
            "goes together",
            |(basis, length, forwarding, state, place)| {
                let place = place.filter(|_| state == Publication::Published);
                let period = StandardProcessingPeriod::try_set(basis, length)
                    .and_then(|period| period.try_with_publication(state, place.as_deref()))
                    .ok()?;
                match forwarding {
                    Some(forwarding) => period.try_with_forwarding(forwarding).ok(),
                    None => Some(period),
                }
            },
        );
    prop_oneof![
        4 => set,
        1 => select(NotSetReason::ALL).prop_map(StandardProcessingPeriod::not_set),
        1 => Just(StandardProcessingPeriod::not_applicable()),
        1 => Just(StandardProcessingPeriod::unknown()),
    ]
}

/// Any 法定期限, with and without an extension.
pub fn statutory_deadlines() -> impl Strategy<Value = StatutoryDeadline> {
    (
        "[一-龠]{1,8}",
        countable_lengths(60),
        select(FirstDay::ALL),
        select(LastDayClosed::ALL),
        stop_rules(),
        option::of((countable_lengths(90), any::<bool>())),
    )
        .prop_filter_map(
            "goes together",
            |(basis, length, first, closed, stops, more)| {
                let deadline = StatutoryDeadline::try_new(&basis, length, first)
                    .ok()?
                    .with_last_day_closed(closed)
                    .try_with_stops(stops)
                    .ok()?;
                let Some((more, in_all)) = more else {
                    return Some(deadline);
                };
                let extension = if in_all {
                    StatutoryExtension::UpTo(more)
                } else {
                    StatutoryExtension::Further(more)
                };
                Some(
                    deadline
                        .clone()
                        .try_with_extension(extension)
                        .unwrap_or(deadline),
                )
            },
        )
}
