//! 到着 (arrivals): when cases came in, and how sure their rate is.

use super::{
    clock::{CaseTimes, Observed},
    number::{Interval, as_float, chance_of_squares, count, rate_interval},
};
use serde::Serialize;
use tosei_simulation::Level;
use tosei_types::{Date, Weekday, YearMonth};

/// 月の到着 (arrivals of a month), of the days of it that were observed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedMonth"))]
#[non_exhaustive]
pub struct MonthArrivals {
    /// The month.
    pub month: YearMonth,
    /// How many of its days were observed.
    pub days: u64,
    /// How many cases came in.
    pub cases: u64,
    /// Cases a day, of all days of the calendar.
    pub per_day: f64,
    /// Where the rate lies.
    pub interval: Interval,
}

/// 曜日の到着 (arrivals of a weekday).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedWeekday"))]
#[non_exhaustive]
pub struct WeekdayArrivals {
    /// The weekday.
    pub weekday: Weekday,
    /// How many such days were observed.
    pub days: u64,
    /// How many cases came in.
    pub cases: u64,
    /// Cases a day; `None` where no such day was observed.
    pub per_day: Option<f64>,
    /// Where the rate lies.
    pub interval: Option<Interval>,
}

/// 一定性 (constancy) of a rate: whether months differ by more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedConstancy"))]
#[non_exhaustive]
pub struct Constancy {
    /// The sum of (cases − expected)² / expected over the months, expected by their days.
    pub squares: f64,
    /// One less than the months.
    pub degrees: u64,
    /// How likely a sum at least as great is if the rate were the same all the time.
    pub chance: f64,
}

impl Constancy {
    /// Whether chance alone would do so in less than one of a hundred logs.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.chance < 0.01
    }
}

/// 到着の根拠 (evidence on arrivals).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedArrivals"))]
#[non_exhaustive]
pub struct ArrivalEvidence {
    /// The first day observed: that of the first arrival.
    pub from: Date,
    /// The last day observed: that of the last arrival, or of the time up to which the log is known.
    pub to: Date,
    /// How many cases came in.
    pub cases: u64,
    /// The months in order.
    pub months: Vec<MonthArrivals>,
    /// Monday to Sunday.
    pub weekdays: Vec<WeekdayArrivals>,
    /// How many cases came in in each of the 24 hours of the day.
    pub hours: Vec<u64>,
    /// Whether the months differ; `None` where a month has fewer than 5 expected cases, or there is one month only.
    pub constancy: Option<Constancy>,
}

pub(super) const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The days from one to another, both included.
pub(super) fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors((from <= to).then_some(from), move |day| {
        day.next().filter(|next| *next <= to)
    })
}

/// Longer than a hundred years, and the dates are wrong.
pub(super) const MOST_DAYS: i64 = 36_600;

pub(super) fn arrivals(
    cases: &[CaseTimes],
    observed: &Observed,
    level: Level,
) -> Option<ArrivalEvidence> {
    let firsts: Vec<(Date, u16)> = cases.iter().filter_map(CaseTimes::arrival).collect();
    let from = firsts.iter().map(|(day, _)| *day).min()?;
    let last = firsts.iter().map(|(day, _)| *day).max()?;
    let to = observed.known_to.map_or(last, |day| day.max(last));
    if from.days_until(to) > MOST_DAYS {
        return None;
    }
    let mut hours = vec![0u64; 24];
    for (_, minute) in &firsts {
        if let Some(hour) = hours.get_mut(usize::from(minute / 60)) {
            *hour = hour.saturating_add(1);
        }
    }
    let mut months = Vec::new();
    let mut month = from.year_month();
    while month <= to.year_month() {
        let (first, end) = (month.first_day().max(from), month.last_day().min(to));
        let observed = count(days(first, end).count());
        let arrived = count(
            firsts
                .iter()
                .filter(|(day, _)| month.contains(*day))
                .count(),
        );
        months.push(MonthArrivals {
            month,
            days: observed,
            cases: arrived,
            per_day: as_float(arrived) / as_float(observed.max(1)),
            interval: rate_interval(arrived, observed, level)?,
        });
        match month.next() {
            Some(next) => month = next,
            None => break,
        }
    }
    let mut seen = [0u64; 7];
    for day in days(from, to) {
        if let Some(at) = WEEKDAYS.iter().position(|one| *one == day.weekday())
            && let Some(seen) = seen.get_mut(at)
        {
            *seen = seen.saturating_add(1);
        }
    }
    let weekdays = WEEKDAYS.into_iter().zip(seen).map(|(weekday, days)| {
        let arrived = firsts.iter().filter(|(day, _)| day.weekday() == weekday);
        let arrived = count(arrived.count());
        WeekdayArrivals {
            weekday,
            days,
            cases: arrived,
            per_day: (days > 0).then(|| as_float(arrived) / as_float(days)),
            interval: rate_interval(arrived, days, level),
        }
    });
    Some(ArrivalEvidence {
        from,
        to,
        cases: count(firsts.len()),
        constancy: constancy(&months),
        weekdays: weekdays.collect(),
        months,
        hours,
    })
}

fn constancy(months: &[MonthArrivals]) -> Option<Constancy> {
    let degrees = count(months.len()).checked_sub(1)?;
    let cases: u64 = months.iter().map(|month| month.cases).sum();
    let days: u64 = months.iter().map(|month| month.days).sum();
    let mut squares = 0.0;
    for month in months {
        let expected = as_float(cases) * as_float(month.days) / as_float(days.max(1));
        if expected < 5.0 {
            return None;
        }
        let off = as_float(month.cases) - expected;
        squares += off * off / expected;
    }
    Some(Constancy {
        squares,
        degrees,
        chance: chance_of_squares(squares, degrees)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_hundred_logs_is_chance() {
        for (chance, rejected) in [(0.011, false), (0.01, false), (0.009, true), (0.0, true)] {
            let constancy = Constancy {
                squares: 10.0,
                degrees: 1,
                chance,
            };
            assert_eq!(constancy.is_rejected(), rejected, "{chance}");
        }
    }
}
