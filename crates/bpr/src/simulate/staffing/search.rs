//! The search, with simulations as what is asked.

use super::{
    ClassStaffing, MAX_SEARCHED_GROUPS, StaffingAssumption, StaffingEnd, StaffingGroup,
    StaffingPoint, StaffingResult, StaffingSearch, StaffingSearchError, TargetProof,
    grid::{Assessed, Axis, End, cheapest},
};
use crate::{
    flow::Flow,
    simulate::{RefusedPoint, SimulateError, SimulationParameters, StaffGroup, simulate},
};
use std::collections::BTreeMap;
use tosei_simulation::{Estimate, Verdict};
use tosei_types::{BusinessDays, ExactFigure, HolidayList, StaffClassId, SubjectId};

const MINUTES_A_DAY: u32 = 1_440;

/// What a simulation says of one staffing.
#[derive(Debug, Clone)]
struct Share {
    share: Option<Estimate>,
    meets: bool,
    grows: bool,
    refused: Option<RefusedPoint>,
}

impl Assessed for Share {
    fn meets(&self) -> bool {
        self.meets
    }

    fn merit(&self) -> f64 {
        match (self.share, self.grows) {
            (Some(share), false) => share.mean,
            (Some(share), true) => share.mean - 1.0,
            (None, _) => -2.0,
        }
    }
}

/// 最も安い人員を探す (finds) the cheapest staffing that keeps a period often enough.
///
/// Every staffing is simulated on the same chance. What a staffing costs is known beforehand: the hours on
/// duty of the varied groups at their prices, from the end of the warm-up to the last day. A staffing that
/// cannot be simulated, as one with nobody for some work, is not enough. Nor is one whose backlog grows all
/// through the run, whatever its share.
///
/// With [`StaffingAssumption::None`] the answer is the same as that of simulating all staffings within the
/// bounds. With [`StaffingAssumption::Monotone`] it is, too, if more people never make the share smaller; as
/// soon as a simulation contradicts that, the search goes on without it, and says so.
///
/// `progress` hears after each simulation how many were made.
///
/// # Errors
///
/// - [`StaffingSearchError::Groups`], [`StaffingSearchError::UnknownGroup`],
///   [`StaffingSearchError::Bounds`] if the bounds do not fit the parameters.
/// - [`StaffingSearchError::NoPrice`] if the hour of a varied group has no price.
/// - [`StaffingSearchError::Hours`], [`StaffingSearchError::Holidays`] if its hours cannot be worked out.
/// - [`StaffingSearchError::NoPeriod`] if no case of the flow as it stands has such a period.
/// - [`StaffingSearchError::Simulate`] if the flow cannot be simulated as it stands.
/// - [`StaffingSearchError::NoneSuffices`] if no staffing within the bounds is enough.
/// - [`StaffingSearchError::Unfinished`] if more simulations would be needed than the conditions allow.
pub fn find_staffing(
    flow: &Flow,
    parameters: &SimulationParameters,
    search: &StaffingSearch,
    progress: &mut dyn FnMut(u32),
) -> Result<StaffingResult, StaffingSearchError> {
    let groups = groups_of(flow, parameters, search)?;
    let base = simulate(flow, parameters)?;
    let mut made = 1u32;
    progress(made);
    let figure = search.goal.figure();
    if base.result().figure(figure).is_none() {
        return Err(StaffingSearchError::NoPeriod);
    }
    let axes = axes(search, &groups);
    let monotone = search.assumption == StaffingAssumption::Monotone;
    let most = usize::try_from(search.most_simulations).unwrap_or(usize::MAX);
    let outcome = cheapest(&axes, monotone, most, |people| {
        let share = assess(flow, parameters, search, people);
        made = made.saturating_add(1);
        progress(made);
        Ok::<_, StaffingSearchError>(share)
    })?;
    let points: Vec<StaffingPoint> = outcome
        .points
        .into_iter()
        .map(|point| StaffingPoint {
            cost_yen: cost(&groups, &point.people),
            people: point.people,
            share: point.assessed.share,
            meets: point.assessed.meets,
            grows: point.assessed.grows,
            refused: point.assessed.refused,
        })
        .collect();
    let (end, best) = match outcome.end {
        End::Cheapest(place) => (StaffingEnd::Cheapest, place),
        End::None { best } => (StaffingEnd::NoneSuffices, best),
        End::Unfinished { best } => (StaffingEnd::Unfinished, best),
    };
    let classes = points.get(best).map_or_else(Vec::new, |point| {
        classes(flow, parameters, &groups, &point.people)
    });
    let result = StaffingResult {
        flow: base.result().flow.clone(),
        seed: base.result().seed,
        level: base.result().level,
        search: search.clone(),
        groups,
        points,
        end,
        best,
        assumption_failed: outcome.assumption_failed,
        classes,
    };
    let reached = Box::new(result);
    match end {
        StaffingEnd::Cheapest => Ok(*reached),
        StaffingEnd::NoneSuffices => Err(StaffingSearchError::NoneSuffices { reached }),
        StaffingEnd::Unfinished => Err(StaffingSearchError::Unfinished { reached }),
    }
}

fn assess(
    flow: &Flow,
    parameters: &SimulationParameters,
    search: &StaffingSearch,
    people: &[u32],
) -> Share {
    let mut changed = parameters.clone();
    for (bounds, people) in search.bounds.iter().zip(people) {
        if let Some(group) = changed.staff.iter_mut().find(|one| one.id == bounds.group) {
            group.people = *people;
        }
    }
    match simulate(flow, &changed) {
        Ok(simulated) => {
            let result = simulated.result();
            let share = result.figure(search.goal.figure());
            let grows = result.verdict == Verdict::NotStable;
            Share {
                share,
                meets: !grows && share.filter(|share| reaches(search, share)).is_some(),
                grows,
                refused: None,
            }
        }
        Err(error) => Share {
            share: None,
            meets: false,
            grows: matches!(error, SimulateError::TooManyOpen { .. }),
            refused: Some(RefusedPoint::new(&error)),
        },
    }
}

fn reaches(search: &StaffingSearch, share: &Estimate) -> bool {
    let value = match search.proof {
        TargetProof::LowerBound => share.low(),
        TargetProof::Point => share.mean,
    };
    // The last bit of a mean of shares is chance of rounding, not of the office.
    value + 1e-12 >= target(search)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "both parts of an exact number are far below 2^53"
)]
fn target(search: &StaffingSearch) -> f64 {
    let target = search.target.get();
    target.numerator() as f64 / target.denominator() as f64
}

fn groups_of(
    flow: &Flow,
    parameters: &SimulationParameters,
    search: &StaffingSearch,
) -> Result<Vec<StaffingGroup>, StaffingSearchError> {
    let count = search.bounds.len();
    let twice = search.bounds.iter().enumerate().any(|(place, bounds)| {
        let mut before = search.bounds.iter().take(place);
        before.any(|other| other.group == bounds.group)
    });
    if count == 0 || count > MAX_SEARCHED_GROUPS || twice {
        return Err(StaffingSearchError::Groups { groups: count });
    }
    let mut found = Vec::with_capacity(count);
    for bounds in &search.bounds {
        let mut groups = parameters.staff.iter();
        let group = groups.find(|one| one.id == bounds.group).ok_or_else(|| {
            StaffingSearchError::UnknownGroup {
                group: bounds.group.clone(),
            }
        })?;
        if bounds.least > bounds.most {
            return Err(StaffingSearchError::Bounds {
                group: bounds.group.clone(),
                least: bounds.least,
                most: bounds.most,
            });
        }
        let price = price(flow, parameters, group).ok_or_else(|| StaffingSearchError::NoPrice {
            group: group.id.clone(),
        })?;
        let minutes = duty_minutes(parameters, group)?;
        let sixty = ExactFigure::from(60u32);
        let yen = ExactFigure::from(price) * minutes.clone();
        found.push(StaffingGroup {
            group: group.id.clone(),
            label: group.label.clone(),
            class: group.class.clone(),
            now: group.people,
            yen_per_person: yen.divided_by(&sixty).unwrap_or_default(),
            minutes_per_person: minutes,
        });
    }
    Ok(found)
}

/// The price of an hour of a group: its own, that of its class in the parameters, that of its class in the
/// flow.
fn price(flow: &Flow, parameters: &SimulationParameters, group: &StaffGroup) -> Option<u32> {
    if let Some(price) = group.yen_per_hour {
        return Some(price);
    }
    let class = group.class.as_ref()?;
    let mut classes = parameters.staff_classes.iter().chain(&flow.staff_classes);
    classes.find(|one| one.id == *class)?.yen_per_hour
}

/// How long one person of a group is on duty from the end of the warm-up to the last day.
fn duty_minutes(
    parameters: &SimulationParameters,
    group: &StaffGroup,
) -> Result<ExactFigure, StaffingSearchError> {
    let days = parameters.days;
    let counted = days.saturating_sub(parameters.warm_up_days);
    let Some(hours) = &group.hours else {
        return Ok(ExactFigure::from(counted.saturating_mul(MINUTES_A_DAY)));
    };
    let business = BusinessDays::new(&parameters.calendar, HolidayList::official())
        .with_beyond_list(parameters.beyond_holidays);
    let mut closed = Vec::new();
    let mut next = Some(parameters.first_day);
    for _ in 0..days {
        let Some(date) = next else { break };
        if !business.verdict(date)?.is_open() {
            closed.push(date);
        }
        next = date.next();
    }
    let times = hours
        .open_times(parameters.first_day, days, |date| {
            closed.binary_search(&date).is_ok()
        })
        .map_err(|error| StaffingSearchError::Hours {
            group: group.id.clone(),
            error,
        })?;
    let minutes = |days: u32| f64::from(days) * f64::from(MINUTES_A_DAY);
    let open = times.open_between(minutes(parameters.warm_up_days), minutes(days));
    Ok(ExactFigure::from(whole(open)))
}

/// Opening hours are whole minutes.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole minutes of at most 3,850 days"
)]
fn whole(minutes: f64) -> u64 {
    minutes.max(0.0).round() as u64
}

/// Costs are compared in sixtieths of a yen: minutes times yen an hour.
fn axes(search: &StaffingSearch, groups: &[StaffingGroup]) -> Vec<Axis> {
    let sixty = ExactFigure::from(60u32);
    let bounds = search.bounds.iter().zip(groups);
    bounds
        .map(|(bounds, group)| {
            let sixtieths = group.yen_per_person.clone() * sixty.clone();
            Axis {
                least: bounds.least,
                most: bounds.most,
                unit_cost: sixtieths.to_string().parse().unwrap_or(u128::MAX),
            }
        })
        .collect()
}

fn cost(groups: &[StaffingGroup], people: &[u32]) -> ExactFigure {
    let pairs = groups.iter().zip(people);
    pairs
        .map(|(group, people)| group.yen_per_person.clone() * ExactFigure::from(*people))
        .sum()
}

fn classes(
    flow: &Flow,
    parameters: &SimulationParameters,
    groups: &[StaffingGroup],
    people: &[u32],
) -> Vec<ClassStaffing> {
    let described = |id: &StaffClassId| {
        let mut classes = parameters.staff_classes.iter().chain(&flow.staff_classes);
        let found = classes.find(|one| one.id == *id)?;
        Some(found.label.clone())
    };
    let mut classes: BTreeMap<Option<StaffClassId>, ClassStaffing> = BTreeMap::new();
    let sixty = ExactFigure::from(60u32);
    for (group, people) in groups.iter().zip(people) {
        let number = ExactFigure::from(*people);
        let class = classes
            .entry(group.class.clone())
            .or_insert_with(|| ClassStaffing {
                class: group.class.clone(),
                label: group.class.as_ref().and_then(described),
                now: 0,
                people: 0,
                duty_hours: ExactFigure::default(),
                cost_yen: ExactFigure::default(),
            });
        class.now = class.now.saturating_add(u64::from(group.now));
        class.people = class.people.saturating_add(u64::from(*people));
        let minutes = group.minutes_per_person.clone() * number.clone();
        let hours = minutes.divided_by(&sixty).unwrap_or_default();
        class.duty_hours = class.duty_hours.clone() + hours;
        class.cost_yen = class.cost_yen.clone() + group.yen_per_person.clone() * number;
    }
    classes.into_values().collect()
}

/// Bounds for every group: from one person to twice as many as now, and at least two more.
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::{SimulationParameters, usual_bounds};
///
/// let parameters: SimulationParameters = serde_json::from_str(
///     r#"{"format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-04-01", "days": 365,
///         "runs": {"seed": 1, "runs": 10}, "arrivals": [],
///         "staff": [{"id": "review", "label": {"ja": "審査", "en": "Review"}, "people": 3}]}"#,
/// )?;
/// let bounds = usual_bounds(&parameters);
/// assert_eq!((bounds[0].least, bounds[0].most), (1, 6));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn usual_bounds(parameters: &SimulationParameters) -> Vec<super::StaffingBounds> {
    let bounds = |id: &SubjectId, people: u32| super::StaffingBounds {
        group: id.clone(),
        least: people.min(1),
        most: people.saturating_mul(2).max(people.saturating_add(2)),
    };
    let groups = parameters.staff.iter().take(MAX_SEARCHED_GROUPS);
    groups
        .map(|group| bounds(&group.id, group.people))
        .collect()
}
