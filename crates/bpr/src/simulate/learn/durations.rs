//! 所要時間 (durations): how long steps take, and which distribution says so.

use super::{
    Service, Shape,
    calendar::CalendarEvidence,
    clock::{CaseTimes, LocalTime},
    number::{as_float, count, minutes, quantile},
};
use crate::event_log::{EventLog, Instance, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use tosei_simulation::{Distribution, Family, Moments, OpenTimes, Quantity, fit};
use tosei_types::Date;

/// 当てはめ方 (method) by which the numbers of a distribution were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedFitMethod"))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FitMethod {
    /// 積率法: mean and variance are those of the values.
    Moments,
    /// 最尤法: the numbers under which the values are likeliest; here of the lognormal, from the logarithms.
    Likelihood,
}

/// 候補 (candidate): one distribution held against the values.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedCandidate"))]
#[non_exhaustive]
pub struct Candidate {
    /// The family.
    pub family: Family,
    /// How it was fitted.
    pub method: FitMethod,
    /// The distribution, in minutes.
    pub distribution: Distribution,
    /// The greatest distance between its shares and those of the values (Kolmogorov and Smirnov).
    pub distance: f64,
    /// Beyond this distance the values contradict it.
    pub critical_distance: f64,
}

impl Candidate {
    /// Whether the values contradict it.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.distance > self.critical_distance
    }
}

/// 所要時間の根拠 (evidence on a duration), in minutes of the calendar.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedDuration"))]
#[non_exhaustive]
pub struct DurationEvidence {
    /// How many values.
    pub values: u64,
    /// Their mean.
    pub mean: f64,
    /// The least.
    pub least: f64,
    /// The median: the least value that at least half do not exceed.
    pub median: f64,
    /// The 90th percentile, likewise.
    pub percentile_90: f64,
    /// The greatest.
    pub most: f64,
    /// The families, the closest first; empty with fewer than 20 values, or if all are alike.
    pub candidates: Vec<Candidate>,
    /// What a simulation draws from.
    pub chosen: Distribution,
    /// Whether that is the values themselves because every family is contradicted, or there are too few to say.
    pub is_empirical: bool,
}

/// A distribution holds so many values at most; of more, as many quantiles stand for them.
const MOST_VALUES: usize = 2_000;

/// The evidence of values in minutes; `None` without a usable one.
pub(super) fn evidence(mut values: Vec<f64>, shape: Shape) -> Option<DurationEvidence> {
    values.retain(|value| Quantity::try_new(*value).is_ok());
    values.sort_by(f64::total_cmp);
    let (least, most) = (*values.first()?, *values.last()?);
    let mut moments = Moments::new();
    values.iter().for_each(|value| moments.add(*value));
    let mut candidates = candidates(&values);
    candidates.sort_by(|one, other| one.distance.total_cmp(&other.distance));
    let best = candidates.first().filter(|_| shape == Shape::BestFit);
    let best = best.filter(|best| !best.is_contradicted());
    #[allow(
        clippy::float_cmp,
        reason = "the same value, not one that is close to it"
    )]
    let (chosen, is_empirical) = if least == most {
        let value = Quantity::try_new(least).ok()?;
        (Distribution::Constant { value }, false)
    } else if let Some(best) = best {
        (best.distribution.clone(), false)
    } else {
        (empirical(&values)?, true)
    };
    Some(DurationEvidence {
        values: count(values.len()),
        mean: moments.mean()?,
        least,
        median: quantile(&values, 0.5)?,
        percentile_90: quantile(&values, 0.9)?,
        most,
        candidates,
        chosen,
        is_empirical,
    })
}

fn empirical(sorted: &[f64]) -> Option<Distribution> {
    let all = count(sorted.len());
    let wanted = count(sorted.len().min(MOST_VALUES));
    let values = (0..wanted).map(|at| {
        // The middle of each of as many equal parts.
        let share = (as_float(at) + 0.5) / as_float(wanted);
        let value = if wanted == all {
            sorted.get(usize::try_from(at).ok()?).copied()
        } else {
            quantile(sorted, share)
        };
        Quantity::try_new(value?).ok()
    });
    Some(Distribution::Empirical {
        values: values.collect::<Option<Vec<Quantity>>>()?,
    })
}

fn candidates(sorted: &[f64]) -> Vec<Candidate> {
    let Ok(reports) = fit(sorted) else {
        return Vec::new();
    };
    let mut all: Vec<Candidate> = reports
        .into_iter()
        .map(|report| Candidate {
            family: report.family,
            method: FitMethod::Moments,
            distribution: report.distribution,
            distance: report.distance,
            critical_distance: report.critical_distance,
        })
        .collect();
    let critical = all.first().map(|one| one.critical_distance);
    if let Some((distribution, critical_distance)) = likeliest_lognormal(sorted).zip(critical)
        && let Some(distance) = distance(&distribution, sorted)
    {
        all.push(Candidate {
            family: Family::Lognormal,
            method: FitMethod::Likelihood,
            distribution,
            distance,
            critical_distance,
        });
    }
    all
}

/// The lognormal under which positive values are likeliest: mean and (divided by their number) variance of the
/// logarithms are those of the values. `None` if a value is 0, or all are alike.
pub(super) fn likeliest_lognormal(values: &[f64]) -> Option<Distribution> {
    let mut logarithms = Moments::new();
    for value in values {
        // That of 0 has no mean, so that nothing comes of it below.
        logarithms.add(libm::log(*value));
    }
    let number = as_float(logarithms.count());
    let (mu, variance) = (
        logarithms.mean()?,
        logarithms.variance()? * (number - 1.0) / number,
    );
    let mean = libm::exp(mu + variance / 2.0);
    let deviation = mean * libm::expm1(variance).sqrt();
    let positive = |number: f64| Quantity::try_new(number).ok().filter(|one| one.get() > 0.0);
    Some(Distribution::Lognormal {
        mean: positive(mean)?,
        deviation: positive(deviation)?,
    })
}

/// The greatest distance between the steps of sorted values and a distribution.
pub(super) fn distance(distribution: &Distribution, sorted: &[f64]) -> Option<f64> {
    let sampler = distribution.sampler().ok()?;
    let number = as_float(count(sorted.len()));
    let mut greatest = 0.0f64;
    for (at, value) in sorted.iter().enumerate() {
        let (before, share) = (as_float(count(at)) / number, sampler.share(*value));
        let after = as_float(count(at).saturating_add(1)) / number;
        greatest = greatest
            .max((share - before).abs())
            .max((after - share).abs());
    }
    Some(greatest)
}

/// 手順の所要時間の根拠 (evidence on the times of a step).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedStep"))]
#[non_exhaustive]
pub struct StepEvidence {
    /// The step as the log names it.
    pub step: String,
    /// How often it was completed.
    pub completions: u64,
    /// 作業時間: minutes within the working hours from start to completion, where both are recorded; or estimated, if that
    /// was asked for.
    pub work: Option<DurationEvidence>,
    /// Whether the work was estimated from what else the resource did, not recorded.
    pub work_is_estimated: bool,
    /// 待ち時間: from the completion before, of the same case, to the start.
    pub waiting: Option<DurationEvidence>,
    /// 滞留時間: from the completion before to the completion, waiting and work together, where no start is recorded.
    pub sojourn: Option<DurationEvidence>,
}

#[derive(Default)]
struct Values {
    completions: u64,
    work: Vec<f64>,
    estimated: bool,
    waiting: Vec<f64>,
    sojourn: Vec<f64>,
}

/// Which minutes count as work: those of the working hours.
pub(super) struct WorkClock {
    open: OpenTimes,
    first: Date,
    clock: LocalTime,
}

impl WorkClock {
    /// `None` where the log is longer than opening hours are worked out for.
    pub(super) fn of(
        calendar: &CalendarEvidence,
        from: Date,
        to: Date,
        clock: LocalTime,
    ) -> Option<Self> {
        let days = u32::try_from(from.days_until(to).checked_add(1)?).ok()?;
        Some(Self {
            open: calendar.hours.open_times(from, days, |_| false).ok()?,
            first: from,
            clock,
        })
    }

    /// The minutes of work between start and completion: those within the working hours, or all of them where none is.
    fn minutes(&self, step: &Instance, start: Timestamp, end: Timestamp) -> Option<f64> {
        let offset = match self.clock {
            LocalTime::AsWritten => step.event.offset_minutes?,
            LocalTime::OffsetMinutes(offset) => offset,
        };
        let at = |time: Timestamp| {
            let (day, milliseconds) = time.local(offset)?;
            let days = self.first.days_until(day);
            Some(minutes(
                days.checked_mul(86_400_000)?.checked_add(milliseconds)?,
            ))
        };
        let open = self.open.open_between(at(start)?, at(end)?);
        (open > 0.0).then_some(open)
    }
}

/// What is wrong with the times of a log.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TimeDefects {
    /// Completions before their start.
    pub(super) backwards: u64,
    /// Steps of one case at the same moment as the step before.
    pub(super) at_once: u64,
}

pub(super) fn steps(
    log: &EventLog,
    cases: &[CaseTimes],
    service: Service,
    shape: Shape,
    work_clock: Option<&WorkClock>,
) -> (Vec<StepEvidence>, TimeDefects) {
    let before = (service == Service::BusySequence).then(|| earlier_of_resources(cases));
    let mut all: BTreeMap<usize, Values> = BTreeMap::new();
    let mut defects = TimeDefects::default();
    let mut number = 0usize;
    for case in cases {
        let mut last: Option<Timestamp> = None;
        for step in &case.steps {
            let values = all.entry(step.activity).or_default();
            values.completions = values.completions.saturating_add(1);
            let busy = before
                .as_ref()
                .and_then(|before| before.get(number).copied().flatten());
            number = number.saturating_add(1);
            if step.start.is_none() && last.is_some() && step.end == last {
                defects.at_once = defects.at_once.saturating_add(1);
            }
            let work = |start: Timestamp, end: Timestamp| {
                let open = work_clock.and_then(|clock| clock.minutes(step, start, end));
                open.unwrap_or_else(|| minutes(end.since(start)))
            };
            let began = match (step.start, step.end) {
                (Some(start), Some(end)) if end < start => {
                    defects.backwards = defects.backwards.saturating_add(1);
                    last = step.end.max(last);
                    continue;
                }
                (Some(start), Some(end)) => {
                    values.work.push(work(start, end));
                    Some(start)
                }
                // Not before the case was there, and not before who does it was done with what came before.
                (None, Some(end)) => last.zip(busy).map(|(last, busy)| {
                    let start = last.max(busy).min(end);
                    values.estimated = true;
                    values.work.push(work(start, end));
                    start
                }),
                _ => None,
            };
            match (last, began, step.end) {
                // A step that began before the one before was done did not wait.
                (Some(last), Some(start), _) => {
                    values.waiting.push(minutes(start.since(last).max(0)));
                }
                (Some(last), None, Some(end)) => {
                    if end < last {
                        defects.backwards = defects.backwards.saturating_add(1);
                    } else {
                        values.sojourn.push(minutes(end.since(last)));
                    }
                }
                _ => {}
            }
            last = step.end.or(last);
        }
    }
    let steps = all.into_iter().map(|(activity, values)| StepEvidence {
        step: log.activity(activity).to_owned(),
        completions: values.completions,
        work: evidence(values.work, shape),
        work_is_estimated: values.estimated,
        waiting: evidence(values.waiting, shape),
        sojourn: evidence(values.sojourn, shape),
    });
    let mut steps: Vec<StepEvidence> = steps.collect();
    steps.sort_by(|one, other| one.step.cmp(&other.step));
    (steps, defects)
}

/// For every completed step, in the order of cases and steps: when whoever did it completed the thing before, of
/// whatever case, on whatever day.
fn earlier_of_resources(cases: &[CaseTimes]) -> Vec<Option<Timestamp>> {
    let mut all: Vec<(usize, Timestamp, usize)> = Vec::new();
    let mut number = 0usize;
    for step in cases.iter().flat_map(|case| &case.steps) {
        if let Some((resource, end)) = step.event.resource.zip(step.end) {
            all.push((resource, end, number));
        }
        number = number.saturating_add(1);
    }
    all.sort_unstable();
    let mut earlier = vec![None; number];
    for pair in all.windows(2) {
        if let [(one, end, _), (other, _, place)] = pair
            && one == other
            && let Some(slot) = earlier.get_mut(*place)
        {
            *slot = Some(*end);
        }
    }
    earlier
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uniform() -> Distribution {
        let quantity = |number: f64| Quantity::try_new(number).unwrap();
        Distribution::Uniform {
            from: quantity(0.0),
            to: quantity(10.0),
        }
    }

    #[test]
    fn values_contradict_beyond_the_distance_of_chance() {
        for (distance, contradicted) in [(0.19, false), (0.2, false), (0.21, true)] {
            let candidate = Candidate {
                family: Family::Gamma,
                method: FitMethod::Moments,
                distribution: uniform(),
                distance,
                critical_distance: 0.2,
            };
            assert_eq!(candidate.is_contradicted(), contradicted, "{distance}");
        }
    }

    #[test]
    fn the_greatest_gap_on_both_sides_of_a_step() {
        for (values, expected) in [
            (vec![5.0], 0.5),
            (vec![9.0], 0.9),
            (vec![1.0], 0.9),
            (vec![2.5, 5.0], 0.5),
            (vec![2.5, 7.5], 0.25),
            (vec![], 0.0),
        ] {
            let found = distance(&uniform(), &values).unwrap();
            assert!((found - expected).abs() < 1e-12, "{values:?}: {found}");
        }
    }

    #[test]
    fn the_likeliest_lognormal_has_the_logarithms_of_the_values() {
        let one = std::f64::consts::E;
        let Some(Distribution::Lognormal { mean, deviation }) =
            likeliest_lognormal(&[1.0, one * one])
        else {
            panic!()
        };
        // The logarithms are 0 and 2: of mean 1 and variance 1.
        let expected = 1.5f64.exp();
        assert!((mean.get() - expected).abs() < 1e-9, "{mean}");
        let expected = expected * (one - 1.0).sqrt();
        assert!((deviation.get() - expected).abs() < 1e-9, "{deviation}");
        for values in [
            vec![0.0, 1.0],
            vec![-1.0, 1.0],
            vec![5.0, 5.0],
            vec![5.0],
            vec![],
        ] {
            assert_eq!(likeliest_lognormal(&values), None, "{values:?}");
        }
    }

    #[test]
    fn of_many_values_as_many_are_kept_as_stand_for_them() {
        let all = |count: u32| -> Vec<f64> { (1..=count).map(f64::from).collect() };
        let kept = |count: u32| match empirical(&all(count)) {
            Some(Distribution::Empirical { values }) => {
                values.iter().map(|value| value.get()).collect::<Vec<f64>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(kept(3), [1.0, 2.0, 3.0]);
        assert_eq!(kept(2_000), all(2_000));
        // The middle of each two.
        let many = kept(4_000);
        assert_eq!((many.len(), &many[..3]), (2_000, &[1.0, 3.0, 5.0][..]));
        assert_eq!(many.last(), Some(&3_999.0));
        assert_eq!(kept(2_001).len(), 2_000);
    }
}
