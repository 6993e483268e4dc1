//! Who does a step, and who shares work with whom.

use super::{
    super::{SimulateError, StaffGroup},
    Staff, Step,
    calendar::Days,
};
use crate::{
    flow::{ActivityMark, Lane, Node, Party},
    graph::Graph,
    simulate::SimulationParameters,
};
use std::collections::{BTreeMap, HashMap};
use tosei_simulation::{
    OpenTimes,
    resource::{Group, Skill},
};
use tosei_types::{StaffClass, StaffClassId};

/// Whose work a step is.
pub(super) enum Who<'f> {
    /// Not the administration's: applicants, systems, other bodies, contractors.
    Others,
    /// Staff's, of a class where it is known.
    Staff(Option<&'f StaffClassId>),
}

/// The lane of a node with those around it, the innermost first.
pub(super) fn lanes<'f>(graph: &Graph<'f>, node: u32) -> Vec<&'f Lane> {
    let mut at = Some(node);
    while let Some(node) = at {
        let around = |lane: &&'f Lane| graph.flow().lane(lane.parent.as_ref()?.as_str());
        // Lanes within each other would have no end.
        let found = std::iter::successors(graph.lane(node), around).take(64);
        let found: Vec<&'f Lane> = found.collect();
        if !found.is_empty() {
            return found;
        }
        at = graph.parent(node);
    }
    Vec::new()
}

pub(super) fn who<'f>(graph: &Graph<'f>, at: u32, node: &'f Node) -> Who<'f> {
    let lanes = lanes(graph, at);
    let party = lanes.iter().find_map(|lane| lane.party).or_else(|| {
        let pool = node.pool.as_ref()?;
        graph.flow().pool(pool.as_str())?.party
    });
    let activity = node.activity();
    let own = activity.and_then(|activity| activity.staff_class.as_ref());
    let class = own.or_else(|| lanes.iter().find_map(|lane| lane.staff_class.as_ref()));
    match party {
        Some(Party::Applicant) => Who::Others,
        _ if is_automated(node) => Who::Others,
        Some(Party::System | Party::OtherOrganisation | Party::Contractor) if class.is_none() => {
            Who::Others
        }
        _ => Who::Staff(class),
    }
}

fn is_automated(node: &Node) -> bool {
    node.activity()
        .map(|activity| activity.has(ActivityMark::Automated))
        == Some(true)
}

/// The groups that do a step, in the order of the parameters.
pub(super) fn groups(
    graph: &Graph<'_>,
    at: u32,
    node: &Node,
    who: &Who<'_>,
    parameters: &SimulationParameters,
    assigned: &[u32],
) -> Vec<u32> {
    if !assigned.is_empty() {
        return assigned.to_vec();
    }
    let activity = node.activity();
    let automated = is_automated(node);
    let kind = activity.and_then(|activity| activity.work_kind);
    let lanes = lanes(graph, at);
    let does = |group: &StaffGroup| {
        if group.nodes.contains(&node.id) {
            return true;
        }
        let anywhere = group.lanes.is_empty() && group.nodes.is_empty();
        let kind_fits = group.work_kinds.is_empty()
            || kind.is_some_and(|kind| group.work_kinds.contains(&kind));
        if automated || !kind_fits {
            return false;
        }
        let here = group.lanes.iter().any(|lane| {
            lanes.iter().any(|one| one.id == *lane) || node.pool.as_ref() == Some(lane)
        });
        here || (anywhere && matches!(who, Who::Staff(_)))
    };
    let numbered = (0u32..).zip(&parameters.staff);
    numbered
        .filter(|(_, group)| does(group))
        .map(|(number, _)| number)
        .collect()
}

/// Classes by their ids: those of the parameters before those of the flow.
pub(super) fn classes<'p>(
    graph: &Graph<'p>,
    parameters: &'p SimulationParameters,
) -> HashMap<&'p StaffClassId, &'p StaffClass> {
    let all = graph.flow().staff_classes.iter();
    let all = all.chain(&parameters.staff_classes);
    all.map(|class| (&class.id, class)).collect()
}

/// The price of an hour of each group.
pub(super) fn prices(
    classes: &HashMap<&StaffClassId, &StaffClass>,
    parameters: &SimulationParameters,
) -> Result<Vec<Option<u32>>, SimulateError> {
    let mut prices = Vec::new();
    for group in &parameters.staff {
        let class = match &group.class {
            None => None,
            Some(id) => match classes.get(id) {
                Some(class) => Some(class),
                None => {
                    return Err(SimulateError::UnknownClass {
                        group: group.id.clone(),
                        class: id.clone(),
                    });
                }
            },
        };
        let of_class = class.and_then(|class| class.yen_per_hour);
        prices.push(group.yen_per_hour.or(of_class));
    }
    Ok(prices)
}

/// The shifts of each group.
pub(super) fn shifts(
    days: &Days,
    parameters: &SimulationParameters,
) -> Result<Vec<OpenTimes>, SimulateError> {
    let mut all = Vec::new();
    for group in &parameters.staff {
        let shifts = days.open_times(group.hours.as_ref(), group.id.as_str())?;
        if shifts.spans().is_empty() && group.people > 0 {
            return Err(SimulateError::NeverOnDuty {
                group: group.id.clone(),
            });
        }
        all.push(shifts);
    }
    Ok(all)
}

/// Puts groups that share work into one staff, and gives every step its staff and skill.
pub(super) fn share(
    parameters: &SimulationParameters,
    shifts: &[OpenTimes],
    wanted: &[(usize, Vec<u32>)],
    steps: &mut [Step],
) -> Result<Vec<Staff>, SimulateError> {
    // Groups that some step could ask are one staff.
    let count = parameters.staff.len();
    let mut root: Vec<usize> = (0..count).collect();
    let find = |root: &[usize], mut at: usize| {
        while let Some(up) = root.get(at).copied().filter(|up| *up != at) {
            at = up;
        }
        at
    };
    let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    for (_, groups) in wanted {
        let mut groups = groups.iter().map(|number| place(*number));
        let Some(first) = groups.next() else { continue };
        for other in groups {
            let (a, b) = (find(&root, first), find(&root, other));
            if let Some(up) = root.get_mut(a.max(b)) {
                *up = a.min(b);
            }
        }
    }
    let mut number_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sets: Vec<BTreeMap<&[u32], u8>> = Vec::new();
    let mut skills_of: Vec<Vec<Skill>> = vec![Vec::new(); count];
    for (step, groups) in wanted {
        let Some(first) = groups.first() else {
            continue;
        };
        let next = number_of.len();
        let staff = *number_of.entry(find(&root, place(*first))).or_insert(next);
        if sets.len() == staff {
            sets.push(BTreeMap::new());
        }
        let Some(sets) = sets.get_mut(staff) else {
            continue;
        };
        let many = SimulateError::TooManySkills(sets.len().saturating_add(1));
        let new = u8::try_from(sets.len()).map_err(|_| many.clone())?;
        let known = sets.contains_key(groups.as_slice());
        let number = *sets.entry(groups.as_slice()).or_insert(new);
        let skill = Skill::try_new(number).map_err(|_| many)?;
        if !known {
            for group in groups {
                if let Some(skills) = skills_of.get_mut(place(*group)) {
                    skills.push(skill);
                }
            }
        }
        if let Some(step) = steps.get_mut(*step) {
            step.pool = u32::try_from(staff).unwrap_or(u32::MAX);
            step.skill = Some(skill);
        }
    }
    let mut all: Vec<Staff> = number_of
        .iter()
        .map(|_| Staff {
            groups: Vec::new(),
            numbers: Vec::new(),
        })
        .collect();
    for (number, ((group, skills), shifts)) in
        (0u32..).zip(parameters.staff.iter().zip(&skills_of).zip(shifts))
    {
        let staff = number_of.get(&find(&root, place(number)));
        let staff = staff.and_then(|staff| all.get_mut(*staff));
        if let Some(staff) = staff.filter(|_| !skills.is_empty()) {
            let group = Group::new(group.people, skills.iter().copied(), shifts.clone());
            staff.groups.push(group);
            staff.numbers.push(number);
        }
    }
    Ok(all)
}
