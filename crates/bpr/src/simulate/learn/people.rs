//! 担当 (resources): who did which step, how many were active, and whether they did several things at once.

use super::{
    clock::{CaseTimes, LocalTime, events, is_completion},
    number::{as_float, count, minutes},
};
use crate::event_log::{EventLog, Timestamp};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tosei_types::Date;

/// 担当者 (resource).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedResource"))]
#[non_exhaustive]
pub struct ResourceEvidence {
    /// As the log names it.
    pub resource: String,
    /// 役割: the group that most of its events are recorded under, or else the step that it completed most often.
    pub role: String,
    /// How often it completed each step.
    pub steps: BTreeMap<String, u64>,
    /// On how many days it did something.
    pub active_days: u64,
}

/// 役割 (role): those of one group, or of one main step.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedRole"))]
#[non_exhaustive]
pub struct RoleEvidence {
    /// Its name.
    pub role: String,
    /// Who has it.
    pub resources: Vec<String>,
    /// How often they completed each step.
    pub steps: BTreeMap<String, u64>,
    /// Days on which at least one of them did something.
    pub days: u64,
    /// How many of them did something on such a day: the mean.
    pub active_mean: f64,
    /// The median.
    pub active_median: u64,
    /// The most.
    pub active_most: u64,
}

/// 並行作業 (multitasking): how much of the time at work somebody had two things or more begun and not completed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedMultitasking"))]
#[non_exhaustive]
pub struct Multitasking {
    /// Minutes with at least one thing begun, over all resources.
    pub busy_minutes: f64,
    /// Minutes with two or more.
    pub several_minutes: f64,
    /// Most things at once.
    pub most: u64,
}

impl Multitasking {
    /// The share of the time at work with two things or more.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.busy_minutes > 0.0 {
            self.several_minutes / self.busy_minutes
        } else {
            0.0
        }
    }
}

/// 担当の根拠 (evidence on resources).
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedPeople"))]
#[non_exhaustive]
pub struct PeopleEvidence {
    /// Those who completed something, by name.
    pub resources: Vec<ResourceEvidence>,
    /// The roles, by name.
    pub roles: Vec<RoleEvidence>,
    /// `None` where no step has both a start and a resource: then it cannot be told.
    pub multitasking: Option<Multitasking>,
}

#[derive(Default)]
struct Resource {
    groups: BTreeMap<usize, u64>,
    steps: BTreeMap<usize, u64>,
    days: BTreeSet<Date>,
}

fn most_frequent(counts: &BTreeMap<usize, u64>) -> Option<usize> {
    let most = counts.iter().max_by(|one, other| {
        // Of equals the first.
        one.1.cmp(other.1).then(other.0.cmp(one.0))
    });
    most.map(|(name, _)| *name)
}

pub(super) fn people(log: &EventLog, cases: &[CaseTimes], clock: LocalTime) -> PeopleEvidence {
    let mut all: BTreeMap<usize, Resource> = BTreeMap::new();
    for (event, day, _) in events(log, clock).filter(|(event, ..)| is_completion(event)) {
        let Some(name) = event.resource else { continue };
        let resource = all.entry(name).or_default();
        let add = |counts: &mut BTreeMap<usize, u64>, what: usize| {
            let count = counts.entry(what).or_insert(0);
            *count = count.saturating_add(1);
        };
        add(&mut resource.steps, event.activity);
        if let Some(group) = event.group {
            add(&mut resource.groups, group);
        }
        resource.days.insert(day);
    }
    let named = |steps: &BTreeMap<usize, u64>| -> BTreeMap<String, u64> {
        let steps = steps.iter();
        steps
            .map(|(step, count)| (log.activity(*step).to_owned(), *count))
            .collect()
    };
    let mut resources = Vec::new();
    let mut roles: BTreeMap<String, Vec<&Resource>> = BTreeMap::new();
    for (name, resource) in &all {
        let group = most_frequent(&resource.groups).and_then(|group| log.groups().get(group));
        let role = match group {
            Some(group) => group.clone(),
            None => most_frequent(&resource.steps)
                .map(|step| log.activity(step).to_owned())
                .unwrap_or_default(),
        };
        roles.entry(role.clone()).or_default().push(resource);
        resources.push(ResourceEvidence {
            resource: log.resources().get(*name).cloned().unwrap_or_default(),
            role,
            steps: named(&resource.steps),
            active_days: count(resource.days.len()),
        });
    }
    let roles = roles.into_iter().map(|(role, of)| {
        let mut steps: BTreeMap<usize, u64> = BTreeMap::new();
        let mut active: BTreeMap<Date, u64> = BTreeMap::new();
        for resource in of {
            for (step, times) in &resource.steps {
                let all = steps.entry(*step).or_insert(0);
                *all = all.saturating_add(*times);
            }
            for day in &resource.days {
                let all = active.entry(*day).or_insert(0);
                *all = all.saturating_add(1);
            }
        }
        let mut numbers: Vec<u64> = active.into_values().collect();
        numbers.sort_unstable();
        let (days, sum) = (count(numbers.len()), numbers.iter().sum::<u64>());
        let names = resources.iter().filter(|one| one.role == role);
        RoleEvidence {
            resources: names.map(|one| one.resource.clone()).collect(),
            steps: named(&steps),
            days,
            active_mean: as_float(sum) / as_float(days.max(1)),
            active_median: numbers
                .get(numbers.len().div_ceil(2).saturating_sub(1))
                .copied()
                .unwrap_or(0),
            active_most: numbers.last().copied().unwrap_or(0),
            role,
        }
    });
    let roles = roles.collect();
    resources.sort_by(|one, other| one.resource.cmp(&other.resource));
    PeopleEvidence {
        resources,
        roles,
        multitasking: multitasking(cases),
    }
}

fn multitasking(cases: &[CaseTimes]) -> Option<Multitasking> {
    let mut can_be_told = false;
    let mut edges: Vec<(usize, Timestamp, bool)> = Vec::new();
    for step in cases.iter().flat_map(|case| &case.steps) {
        if let (Some(resource), Some(start), Some(end)) =
            (step.event.resource, step.start, step.end)
        {
            can_be_told = true;
            // What ends as it begins takes no time.
            if start < end {
                edges.push((resource, start, true));
                edges.push((resource, end, false));
            }
        }
    }
    // What ends at a moment ends before something begins at it.
    edges.sort_unstable();
    let mut result = Multitasking {
        busy_minutes: 0.0,
        several_minutes: 0.0,
        most: 0,
    };
    // Whatever a resource has begun has ended where the next one comes.
    let (mut open, mut before): (u64, Option<Timestamp>) = (0, None);
    for (_, time, is_start) in edges {
        let length = before.map_or(0.0, |before| minutes(time.since(before)));
        if open > 0 {
            result.busy_minutes += length;
        }
        if open > 1 {
            result.several_minutes += length;
        }
        open = if is_start {
            open.saturating_add(1)
        } else {
            open.saturating_sub(1)
        };
        result.most = result.most.max(open);
        before = Some(time);
    }
    can_be_told.then_some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_at_work_does_several_things() {
        let of = |busy_minutes, several_minutes| Multitasking {
            busy_minutes,
            several_minutes,
            most: 1,
        };
        assert_eq!(of(0.0, 0.0).share(), 0.0);
        assert_eq!(of(40.0, 10.0).share(), 0.25);
    }
}
