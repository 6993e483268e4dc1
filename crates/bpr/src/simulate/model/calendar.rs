//! Days, arrivals and batches of a run, in minutes from its first midnight.

use super::{super::SimulateError, DAY};
use crate::simulate::{
    ArrivalPattern, ArrivalSource, BatchRule, BatchSchedule, ClosedDayRule, SimulationParameters,
};
use tosei_simulation::{
    Distribution, OpenTimes, OpeningHours, Quantity, Sampler, Stream, opening_hours::MAX_DAYS,
};
use tosei_types::{BusinessDays, Date, HolidayList, Weekday, YearMonth};

/// The days of a run: which date each is, and whether the office is open.
#[derive(Debug)]
pub(super) struct Days {
    pub(super) dates: Vec<(Date, bool)>,
    /// Days on which cases come.
    pub(super) days: u32,
    pub(super) warm_up: u32,
    /// Whether a holiday is provisional.
    pub(super) provisional: bool,
}

pub(super) fn minutes(days: u32) -> f64 {
    f64::from(days) * DAY
}

impl Days {
    pub(super) fn of(parameters: &SimulationParameters) -> Result<Self, SimulateError> {
        let (days, warm_up, drain) = (
            parameters.days,
            parameters.warm_up_days,
            parameters.drain_days,
        );
        let wrong = SimulateError::Days {
            days,
            warm_up,
            drain,
        };
        let all = days.checked_add(drain).filter(|all| *all <= MAX_DAYS);
        let Some(all) = all.filter(|_| warm_up < days) else {
            return Err(wrong);
        };
        let calendar = BusinessDays::new(&parameters.calendar, HolidayList::official())
            .with_beyond_list(parameters.beyond_holidays);
        let mut dates = Vec::new();
        let mut provisional = false;
        for day in 0..all {
            let date = parameters.first_day.add_days(day.into());
            let date = date.map_err(|_| wrong.clone())?;
            let verdict = calendar.verdict(date)?;
            provisional |= verdict.is_provisional();
            dates.push((date, verdict.is_open()));
        }
        Ok(Self {
            dates,
            days,
            warm_up,
            provisional,
        })
    }

    pub(super) fn all(&self) -> u32 {
        u32::try_from(self.dates.len()).unwrap_or(u32::MAX)
    }

    /// Opening times on the days that the calendar opens; always if there are no hours.
    pub(super) fn open_times(
        &self,
        hours: Option<&OpeningHours>,
        place: &str,
    ) -> Result<OpenTimes, SimulateError> {
        let Some(hours) = hours else {
            return Ok(OpenTimes::always(self.all()));
        };
        let first = self.dates.first().map(|(date, _)| *date);
        let Some(first) = first else {
            return Ok(OpenTimes::always(0));
        };
        let closed = |date: Date| {
            let day = usize::try_from(first.days_until(date)).ok();
            let day = day.and_then(|day| self.dates.get(day));
            day.map(|(_, open)| *open) == Some(false)
        };
        hours
            .open_times(first, self.all(), closed)
            .map_err(|error| SimulateError::Hours {
                place: place.to_owned(),
                error,
            })
    }

    /// The months of the days on which cases come, with their first and last minute.
    pub(super) fn months(&self) -> Vec<(YearMonth, f64, f64)> {
        let mut months: Vec<(YearMonth, f64, f64)> = Vec::new();
        let days = usize::try_from(self.days).unwrap_or(usize::MAX);
        for (day, (date, _)) in (0u32..).zip(self.dates.iter().take(days)) {
            let end = minutes(day.saturating_add(1));
            match months.last_mut() {
                Some((month, _, last)) if *month == date.year_month() => *last = end,
                _ => months.push((date.year_month(), minutes(day), end)),
            }
        }
        months
    }
}

/// A time in which cases come evenly, at random.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Piece {
    from: f64,
    to: f64,
    /// Cases a minute.
    rate: f64,
}

/// When cases of a source come.
#[derive(Debug, Clone)]
pub(in super::super) enum Arrivals {
    /// At random.
    Pieces(Vec<Piece>, Sampler),
    /// One after the other, in the open minutes.
    Renewal(Sampler, OpenTimes),
    /// At these times.
    Times(Vec<f64>),
}

/// How far the arrivals of a run are.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Walk {
    at: usize,
    time: f64,
}

impl Arrivals {
    /// When the next case comes; `None` if nobody comes any more.
    #[inline]
    pub(in super::super) fn next(&self, walk: &mut Walk, stream: &mut Stream) -> Option<f64> {
        match self {
            Self::Pieces(pieces, one) => {
                // In the clock of one draw after the other, a piece lasts as long as cases are
                // expected in it: a Poisson process of the changing rate, one draw for each case.
                let mut left = one.sample(stream);
                while let Some(piece) = pieces.get(walk.at) {
                    let from = walk.time.max(piece.from);
                    let cases = piece.rate * (piece.to - from);
                    if left < cases {
                        walk.time = (from + left / piece.rate).min(piece.to);
                        return Some(walk.time);
                    }
                    left -= cases.max(0.0);
                    walk.at = walk.at.saturating_add(1);
                }
                None
            }
            Self::Renewal(between, open) => {
                let minutes = between.sample(stream);
                let next = match open.spans() {
                    [(from, _)] if *from <= 0.0 => walk.time + minutes,
                    _ => open.after_open_minutes(walk.time, minutes)?,
                };
                walk.time = next;
                Some(next)
            }
            Self::Times(times) => {
                let next = times.get(walk.at).copied();
                walk.at = walk.at.saturating_add(1);
                next
            }
        }
    }
}

/// A sampler of one exponential number of mean 1.
pub(super) fn unit_exponential() -> Result<Sampler, SimulateError> {
    let mean = Quantity::try_new(1.0);
    let mean = mean.map_err(|error| SimulateError::Parts(error.to_string()))?;
    Distribution::Exponential { mean }
        .sampler()
        .map_err(|error| SimulateError::Parts(error.to_string()))
}

pub(super) fn arrivals(source: &ArrivalSource, days: &Days) -> Result<Arrivals, SimulateError> {
    let end = minutes(days.days);
    let never = || SimulateError::NeverOpen {
        source_id: source.id.clone(),
    };
    match &source.pattern {
        ArrivalPattern::ByMonth {
            months,
            hours,
            weekdays,
        } => {
            let mut of_month = [0.0; 12];
            let mut seen = [false; 12];
            for month in months {
                let place = usize::from(month.month).checked_sub(1);
                let (Some(rate), Some(seen)) = (
                    place.and_then(|at| of_month.get_mut(at)),
                    place.and_then(|at| seen.get_mut(at)),
                ) else {
                    return Err(SimulateError::Number {
                        parameter: "arrivals/pattern/months",
                        expected: "a month from 1 to 12",
                    });
                };
                if *seen {
                    return Err(SimulateError::Twice {
                        parameter: "arrivals/pattern/months",
                        name: month.month.to_string(),
                    });
                }
                *seen = true;
                *rate = month.cases.get();
            }
            let mut weights: Vec<(Weekday, f64)> = Vec::new();
            for one in weekdays {
                if weights.iter().any(|(weekday, _)| *weekday == one.weekday) {
                    return Err(SimulateError::Twice {
                        parameter: "arrivals/pattern/weekdays",
                        name: one.weekday.label_en().to_owned(),
                    });
                }
                weights.push((one.weekday, one.weight.get()));
            }
            let open = days.open_times(hours.as_ref(), source.id.as_str())?;
            let pieces = by_month(days, &open, &of_month, &weights);
            if pieces.is_empty() {
                // No case at all is said elsewhere; hours that are never open are said here.
                if of_month.iter().any(|cases| *cases > 0.0) {
                    return Err(never());
                }
                return Ok(Arrivals::Times(Vec::new()));
            }
            Ok(Arrivals::Pieces(pieces, unit_exponential()?))
        }
        ArrivalPattern::Renewal { between, hours } => {
            let sampler = between
                .sampler()
                .map_err(|error| SimulateError::Distribution {
                    place: source.id.to_string(),
                    error,
                })?;
            // A mean of no time at all would let no time pass.
            let mean_is_usable = sampler.mean() > 0.0;
            if !mean_is_usable {
                return Err(SimulateError::Number {
                    parameter: "arrivals/pattern/between",
                    expected: "a time between arrivals with a mean above 0",
                });
            }
            let open = days.open_times(hours.as_ref(), source.id.as_str())?;
            if open.spans().is_empty() {
                return Err(never());
            }
            Ok(Arrivals::Renewal(sampler, open))
        }
        ArrivalPattern::Recorded { times } => {
            let first = days.dates.first().map(|(date, _)| *date);
            let mut minutes_of = Vec::new();
            for one in times {
                let Some((hour, minute)) = one.time() else {
                    return Err(SimulateError::Number {
                        parameter: "arrivals/pattern/times",
                        expected: "a time of day with every recorded arrival",
                    });
                };
                let day = first.and_then(|first| u32::try_from(first.days_until(one.date())).ok());
                let Some(day) = day else { continue };
                let time = minutes(day) + f64::from(hour) * 60.0 + f64::from(minute);
                if time < end {
                    minutes_of.push(time);
                }
            }
            minutes_of.sort_by(f64::total_cmp);
            Ok(Arrivals::Times(minutes_of))
        }
    }
}

/// The cases of each month spread over its open minutes by the weights of the weekdays.
///
/// What a month brings is what it would in full: where a run begins or ends within it, the open minutes
/// that are not of the run keep their part, as far as the calendar of the run knows them.
fn by_month(
    days: &Days,
    open: &OpenTimes,
    of_month: &[f64; 12],
    weights: &[(Weekday, f64)],
) -> Vec<Piece> {
    let weight_of = |date: Date| {
        let weekday = date.weekday();
        let found = weights.iter().find(|(one, _)| *one == weekday);
        found.map_or(1.0, |(_, weight)| *weight)
    };
    let mut pieces: Vec<(Piece, YearMonth)> = Vec::new();
    let mut sums: Vec<(YearMonth, f64, u32)> = Vec::new();
    for (day, (date, _)) in (0u32..).zip(&days.dates) {
        let (from, to) = (minutes(day), minutes(day.saturating_add(1)));
        let month = date.year_month();
        let weight = weight_of(*date);
        if sums.last().is_none_or(|(last, ..)| *last != month) {
            sums.push((month, 0.0, 0));
        }
        if let Some((_, _, known)) = sums.last_mut() {
            *known = known.saturating_add(1);
        }
        let mut at = from;
        while let Some(begin) = open.next_opening(at).filter(|begin| *begin < to) {
            let end = open.closes_at(begin).map_or(to, |end| end.min(to));
            if let Some((_, sum, _)) = sums.last_mut() {
                *sum += weight * (end - begin);
            }
            if day < days.days {
                let piece = Piece {
                    from: begin,
                    to: end,
                    rate: weight,
                };
                pieces.push((piece, month));
            }
            at = end;
        }
    }
    let rate_of = |month: YearMonth| {
        let place = usize::from(month.month()).saturating_sub(1);
        let cases = of_month.get(place).copied().unwrap_or(0.0);
        let (_, sum, known) = sums.iter().find(|(one, ..)| *one == month).copied()?;
        // Of a month that the run knows in part, the part of its cases.
        let length = f64::from(month.last_day().day());
        let cases = cases * f64::from(known) / length;
        (sum > 0.0 && cases > 0.0).then(|| cases / sum)
    };
    let pieces = pieces.into_iter();
    let pieces = pieces.filter_map(|(piece, month)| {
        let rate = piece.rate * rate_of(month)?;
        Some(Piece { rate, ..piece })
    });
    pieces.collect()
}

/// When a batch is done.
#[derive(Debug, Clone)]
pub(in super::super) enum BatchTimes {
    At(Vec<f64>),
    WhenFull,
}

pub(super) fn batch_times(rule: &BatchRule, days: &Days) -> Result<BatchTimes, SimulateError> {
    let mut chosen: Vec<(usize, f64)> = Vec::new();
    let moved = |day: usize, rule: ClosedDayRule| -> Option<usize> {
        let open = |day: usize| days.dates.get(day).map(|(_, open)| *open) == Some(true);
        match rule {
            ClosedDayRule::Keep => Some(day),
            _ if open(day) => Some(day),
            ClosedDayRule::Skip => None,
            ClosedDayRule::Next => (day..days.dates.len()).find(|day| open(*day)),
            ClosedDayRule::Previous => (0..day).rev().find(|day| open(*day)),
        }
    };
    for (day, (date, open)) in days.dates.iter().enumerate() {
        match &rule.schedule {
            BatchSchedule::WhenFull => return Ok(BatchTimes::WhenFull),
            BatchSchedule::Daily { at } => {
                if *open {
                    chosen.push((day, f64::from(at.minutes())));
                }
            }
            BatchSchedule::Weekly {
                weekday,
                at,
                if_closed,
            } => {
                if date.weekday() == *weekday
                    && let Some(day) = moved(day, *if_closed)
                {
                    chosen.push((day, f64::from(at.minutes())));
                }
            }
            BatchSchedule::Monthly {
                day: of_month,
                at,
                if_closed,
            } => {
                if !(1..=31).contains(of_month) {
                    return Err(SimulateError::Number {
                        parameter: "batches/schedule/day",
                        expected: "a day from 1 to 31",
                    });
                }
                let wanted = (*of_month).min(date.year_month().last_day().day());
                if date.day() == wanted
                    && let Some(day) = moved(day, *if_closed)
                {
                    chosen.push((day, f64::from(at.minutes())));
                }
            }
        }
    }
    let day_of = |day: usize| minutes(u32::try_from(day).unwrap_or(u32::MAX));
    let mut times: Vec<f64> = chosen
        .into_iter()
        .map(|(day, minute)| day_of(day) + minute)
        .collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    if times.is_empty() {
        return Err(SimulateError::NoBatchTime {
            node: rule.node.clone(),
        });
    }
    Ok(BatchTimes::At(times))
}
