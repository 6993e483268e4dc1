//! 前提の作成 (parameters): what was learnt, in the form that a simulation takes.

use super::{
    CalendarEvidence, Evidence, GatewayEvidence, LearnOptions, RoleEvidence, StepEvidence,
    WaitingUse, finding::Findings, number::as_float,
};
use crate::{
    ElementId, Flow, Minutes, Probability, TimeValue,
    simulate::{
        ArrivalPattern, ArrivalSource, BranchShare, MonthlyCases, NodeTime, RunRule,
        SimulationParameters, StaffGroup, Unstaffed, WeekdayWeight,
    },
};
use std::collections::BTreeMap;
use tosei_document::ValueRef;
use tosei_simulation::{OpeningHours, Quantity, Seed};
use tosei_types::{BusinessCalendar, Date, ExactNumber, Label, Weekday};

/// Runs of a simulation, where nobody says otherwise.
const RUNS: u32 = 30;
/// Days that a simulation covers at most; the engine's opening hours reach as far.
const MOST_DAYS: u32 = 3_650;

pub(super) fn parameters(
    flow: &Flow,
    evidence: &Evidence,
    options: &LearnOptions,
    findings: &mut Findings,
) -> Option<SimulationParameters> {
    let arrivals = evidence.arrivals.as_ref()?;
    let days = u32::try_from(arrivals.from.days_until(arrivals.to).checked_add(1)?).ok()?;
    let runs = RunRule {
        level: options.level,
        ..RunRule::fixed(Seed::new(1), RUNS)
    };
    let mut parameters = SimulationParameters::new(arrivals.from, days.min(MOST_DAYS), runs);
    parameters.flow = Some(flow.id.clone());
    // The closed days of the log stand in the hours; a calendar of somewhere else would close others.
    parameters.calendar = BusinessCalendar::always_open(Label::new(
        "ログの営業日（休みは勤務時間の例外）",
        "Days of the log (closed days are exceptions of the hours)",
    ));
    let pattern = pattern(evidence, findings)?;
    parameters.arrivals = vec![ArrivalSource {
        id: "log".parse().ok()?,
        channel: None,
        starts: Vec::new(),
        priority: 1,
        pattern,
    }];
    if evidence.chain.is_some() {
        // A chain carries its own times and shares, and no work of anybody.
        parameters.options.unstaffed = Unstaffed::Unlimited;
        return Some(parameters);
    }
    for gateway in &evidence.branches {
        parameters.branches.extend(shares(flow, gateway));
    }
    let steps: BTreeMap<&str, &StepEvidence> = evidence
        .steps
        .iter()
        .map(|step| (step.step.trim(), step))
        .collect();
    let groups = match options.waiting {
        WaitingUse::Queue => staff(flow, evidence, &steps, findings),
        WaitingUse::Delay => Vec::new(),
    };
    let is_staffed = |node: &ElementId| groups.iter().any(|group| group.nodes.contains(node));
    for node in &flow.nodes {
        let Some(step) = steps.get(node.title().trim()) else {
            continue;
        };
        if node.activity().is_none() {
            continue;
        }
        let is_staffed = is_staffed(&node.id);
        parameters.times.push(times(&node.id, step, is_staffed));
    }
    parameters.staff = groups;
    parameters.options.unstaffed = Unstaffed::Unlimited;
    Some(parameters)
}

/// Cases by month of the year, and how weekdays and hours differ.
fn pattern(evidence: &Evidence, findings: &mut Findings) -> Option<ArrivalPattern> {
    let arrivals = evidence.arrivals.as_ref()?;
    let mut by_month: BTreeMap<u8, (u64, u64, u64)> = BTreeMap::new();
    for month in &arrivals.months {
        let of = by_month.entry(month.month.month()).or_insert((0, 0, 0));
        of.0 = of.0.saturating_add(month.cases);
        of.1 = of.1.saturating_add(month.days);
        let (first, last) = (month.month.first_day(), month.month.last_day());
        let length = first.days_until(last).unsigned_abs().saturating_add(1);
        of.2 = of.2.max(length);
    }
    let missing = 12u64.saturating_sub(super::number::count(by_month.len()));
    if missing > 0 {
        let values = [("number", ValueRef::Number(missing))];
        findings.about("month_not_observed", None, &values);
    }
    let months = by_month.into_iter().map(|(month, (cases, days, length))| {
        let cases = as_float(cases) / as_float(days.max(1)) * as_float(length);
        Some(MonthlyCases {
            month,
            cases: Quantity::try_new(cases).ok()?,
        })
    });
    let hours = evidence
        .calendar
        .as_ref()
        .and_then(|calendar| arrival_hours(evidence, calendar));
    Some(ArrivalPattern::ByMonth {
        months: months.collect::<Option<Vec<_>>>()?,
        weekdays: weekdays(evidence, hours.as_ref()),
        hours,
    })
}

/// The working hours, if 19 of 20 cases come in within their earliest beginning and latest end on working days: then
/// cases come to an office, not at any hour as they do online.
fn arrival_hours(evidence: &Evidence, calendar: &CalendarEvidence) -> Option<OpeningHours> {
    let arrivals = evidence.arrivals.as_ref()?;
    let spans = super::arrivals::WEEKDAYS.map(|weekday| calendar.hours.usual(weekday));
    let all = || spans.iter().copied().flatten();
    let first = all().map(|span| span.from.minutes() / 60).min()?;
    let last = all().map(|span| span.to.minutes().div_ceil(60)).max()?;
    let inside: u64 = arrivals
        .hours
        .iter()
        .enumerate()
        .filter(|(hour, _)| (usize::from(first)..usize::from(last)).contains(hour))
        .map(|(_, cases)| *cases)
        .sum();
    let on_working_days: u64 = arrivals
        .weekdays
        .iter()
        .filter(|day| !calendar.hours.usual(day.weekday).is_empty())
        .map(|day| day.cases)
        .sum();
    let least = arrivals.cases.saturating_mul(19);
    let enough = |part: u64| part.saturating_mul(20) >= least;
    (enough(inside) && enough(on_working_days)).then(|| calendar.hours.clone())
}

/// Minutes of a weekday in which cases come.
fn open_minutes(hours: Option<&OpeningHours>, weekday: Weekday) -> f64 {
    match hours {
        None => 1_440.0,
        Some(hours) => hours
            .usual(weekday)
            .iter()
            .map(|span| f64::from(span.to.minutes().saturating_sub(span.from.minutes())))
            .sum(),
    }
}

/// How much a minute of each weekday weighs beside one of the mean.
fn weekdays(evidence: &Evidence, hours: Option<&OpeningHours>) -> Vec<WeekdayWeight> {
    let Some(arrivals) = &evidence.arrivals else {
        return Vec::new();
    };
    let minutes: f64 = arrivals
        .weekdays
        .iter()
        .map(|day| as_float(day.days) * open_minutes(hours, day.weekday))
        .sum();
    let cases: u64 = arrivals
        .weekdays
        .iter()
        .filter(|day| open_minutes(hours, day.weekday) > 0.0)
        .map(|day| day.cases)
        .sum();
    let mean = as_float(cases) / minutes;
    let weights = arrivals.weekdays.iter().filter_map(|day| {
        let open = as_float(day.days) * open_minutes(hours, day.weekday);
        // A day that is never open has no weight: what is divided by no time is no quantity.
        let weight = Quantity::try_new(as_float(day.cases) / open / mean);
        Some(WeekdayWeight {
            weekday: day.weekday,
            weight: weight.ok()?,
        })
    });
    weights.collect()
}

/// The shares of the ways out of a branch, as far as they were seen.
///
/// Where the flow itself states a share of a way that was never taken, that stays, and the others share the rest.
fn shares(flow: &Flow, gateway: &GatewayEvidence) -> Vec<BranchShare> {
    let stated = |id: &ElementId| {
        let line = flow.sequence_flows.iter().find(|line| line.id == *id)?;
        line.probability.map(Probability::get)
    };
    let unseen = gateway.branches.iter().filter(|way| way.taken == 0);
    let kept = if gateway.is_exclusive {
        unseen
            .filter_map(|way| stated(&way.sequence_flow))
            .try_fold((0i128, 1i128), |(above, below), share| {
                let (other, under) = (
                    i128::from(share.numerator()),
                    i128::from(share.denominator()),
                );
                let above = above
                    .checked_mul(under)?
                    .checked_add(other.checked_mul(below)?)?;
                Some(reduced(above, below.checked_mul(under)?))
            })
    } else {
        Some((0, 1))
    };
    // What would not be exact is not said.
    let Some((kept, whole)) = kept.filter(|(kept, whole)| kept < whole) else {
        return Vec::new();
    };
    let all: Option<Vec<BranchShare>> = gateway
        .branches
        .iter()
        .filter_map(|way| way.share.map(|share| (way, share.get())))
        .map(|(way, share)| {
            let above = i128::from(share.numerator()).checked_mul(whole.checked_sub(kept)?)?;
            let below = i128::from(share.denominator()).checked_mul(whole)?;
            let (above, below) = reduced(above, below);
            let number =
                ExactNumber::try_new(i64::try_from(above).ok()?, u64::try_from(below).ok()?);
            Some(BranchShare {
                sequence_flow: way.sequence_flow.clone(),
                probability: Probability::try_new(number.ok()?).ok()?,
            })
        })
        .collect();
    all.unwrap_or_default()
}

fn reduced(above: i128, below: i128) -> (i128, i128) {
    let (mut left, mut right) = (above, below);
    while let Some(rest) = left.checked_rem(right) {
        (left, right) = (right, rest);
    }
    let common = left.abs().max(1);
    (above / common, below / common)
}

/// The times of a node.
fn times(node: &ElementId, step: &StepEvidence, is_staffed: bool) -> NodeTime {
    let drawn =
        |evidence: &super::DurationEvidence| TimeValue::Distribution(evidence.chosen.clone());
    let nothing = || TimeValue::Value(Minutes::ZERO);
    let work = step.work.as_ref().map(drawn);
    let waiting = step.waiting.as_ref().map(drawn);
    let (work, waiting) = match (work, waiting, &step.sojourn) {
        // The queue stands for the waiting.
        (Some(work), _, _) if is_staffed => (work, Some(nothing())),
        (Some(work), waiting, _) => (work, Some(waiting.unwrap_or_else(nothing))),
        // Work and waiting together, all of it before a work of nothing.
        (None, _, Some(sojourn)) => (nothing(), Some(drawn(sojourn))),
        // The first step of every case: it is when the case begins.
        (None, _, None) => (nothing(), Some(nothing())),
    };
    NodeTime {
        node: node.clone(),
        work: Some(work),
        waiting,
    }
}

/// The roles as groups of staff: each does the steps of which it completed most.
fn staff(
    flow: &Flow,
    evidence: &Evidence,
    steps: &BTreeMap<&str, &StepEvidence>,
    findings: &mut Findings,
) -> Vec<StaffGroup> {
    let work = |title: &str| steps.get(title).and_then(|step| step.work.as_ref());
    let mut groups = Vec::new();
    for (number, role) in (1u32..).zip(&evidence.people.roles) {
        let nodes: Vec<ElementId> = flow
            .nodes
            .iter()
            .filter(|node| node.activity().is_some() && work(node.title().trim()).is_some())
            .filter(|node| {
                main_role(&evidence.people.roles, node.title().trim())
                    .is_some_and(|main| main.role == role.role)
            })
            .map(|node| node.id.clone())
            .collect();
        let Ok(id) = format!("role-{number}").parse() else {
            continue;
        };
        if nodes.is_empty() {
            continue;
        }
        let values = [("number", ValueRef::Number(role.active_median))];
        findings.about("staff_estimated", Some(&role.role), &values);
        groups.push(StaffGroup {
            id,
            label: Label::new(&role.role, &role.role),
            class: None,
            people: u32::try_from(role.active_median).unwrap_or(u32::MAX).max(1),
            lanes: Vec::new(),
            nodes,
            work_kinds: Vec::new(),
            hours: evidence
                .calendar
                .as_ref()
                .map(|calendar| calendar.hours.clone()),
            yen_per_hour: None,
        });
    }
    groups
}

/// The role that completed a step most often, of equals the first by name.
fn main_role<'e>(roles: &'e [RoleEvidence], step: &str) -> Option<&'e RoleEvidence> {
    let times = |role: &RoleEvidence| {
        let of = role.steps.iter().filter(|(name, _)| name.trim() == step);
        of.map(|(_, times)| *times).sum::<u64>()
    };
    let done = roles.iter().filter(|role| times(role) > 0);
    done.max_by(|one, other| {
        times(one)
            .cmp(&times(other))
            .then_with(|| other.role.cmp(&one.role))
    })
}

/// The first day of a simulation that is about lead times alone.
pub(super) fn first_day(evidence: &Evidence) -> Option<Date> {
    evidence.arrivals.as_ref().map(|arrivals| arrivals.from)
}
