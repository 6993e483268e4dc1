//! 手順の連鎖 (chain of steps): a simple flow from a log that has none.

use super::{
    Ends, LearnOptions,
    branches::share,
    clock::CaseTimes,
    durations::evidence,
    incidence::{Stay, incidence},
    number::{as_float, count, in_parts, minutes},
};
use crate::{
    Activity, ElementId, Event, EventPosition, EventTrigger, Flow, Gateway, GatewayKind, Minutes,
    Node, NodeKind, Probability, SequenceFlow, TimeValue,
    event_log::{EventLog, Timestamp},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tosei_types::ExactNumber;

/// 状態 (state): a step together with the steps before it that are remembered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedState"))]
#[non_exhaustive]
pub struct StateEvidence {
    /// The node of the flow.
    pub node: ElementId,
    /// The steps, the last of which is done here.
    pub steps: Vec<String>,
    /// How often cases came here.
    pub visits: u64,
    /// How many of these visits nothing followed while the case was watched.
    pub open: u64,
    /// The estimated probability that the case ends here.
    pub ends: Option<Probability>,
}

/// 連鎖の根拠 (evidence on a chain).
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedChain"))]
#[non_exhaustive]
pub struct ChainEvidence {
    /// Its states.
    pub states: Vec<StateEvidence>,
    /// Cases that it rests on.
    pub cases: u64,
    /// States whose open cases had to be taken for ended, because no way led to an end otherwise.
    pub closed_by_force: u64,
}

/// A state: whether the case begins with it, and the last steps.
type Key = (bool, Vec<usize>);

/// One part in so many is the finest share of branches that are estimated from unfinished cases.
const WHOLE: u32 = 1_000_000;
/// More states are not drawn.
const MOST_STATES: usize = 5_000;

#[derive(Default)]
struct State {
    visits: u64,
    stays: Vec<Stay>,
}

/// The chain of a log as a flow: one activity for each state, one exclusive gateway behind each from which several
/// ways lead on. Every state leads to an end, and one token is on its way at a time, so that the flow is sound.
///
/// The waiting of an activity is the time since the step before, work and waiting together.
pub(super) fn chain(
    log: &EventLog,
    cases: &[CaseTimes],
    options: &LearnOptions,
    as_of: Option<Timestamp>,
) -> Option<(Flow, ChainEvidence)> {
    let timed: Vec<&CaseTimes> = cases
        .iter()
        .filter(|case| case.is_timed && !case.steps.is_empty())
        .collect();
    let history = usize::from(options.history.clamp(1, 8));
    let window = options.recent_days.and_then(|days| {
        let length = i64::from(days).checked_mul(86_400_000)?;
        Some(as_of?.milliseconds().saturating_sub(length))
    });
    let keys = keys(&timed, history, options.least_visits);
    let mut states: BTreeMap<Key, State> = BTreeMap::new();
    let numbers: BTreeMap<Key, usize> = {
        let all: BTreeSet<&Key> = keys.iter().flatten().collect();
        all.into_iter().cloned().zip(0..).collect()
    };
    let (mut firsts, mut recent_cases): (BTreeMap<usize, u64>, u64) = (BTreeMap::new(), 0);
    for (case, keys) in timed.iter().zip(&keys) {
        for (place, (step, key)) in case.steps.iter().zip(keys).enumerate() {
            let entered = step.end?;
            if window.is_some_and(|from| entered.milliseconds() < from) {
                continue;
            }
            if place == 0 {
                recent_cases = recent_cases.saturating_add(1);
                let first = firsts.entry(*numbers.get(key)?).or_insert(0);
                *first = first.saturating_add(1);
            }
            let state = states.entry(key.clone()).or_default();
            state.visits = state.visits.saturating_add(1);
            let after = place.saturating_add(1);
            let next = keys.get(after).zip(case.steps.get(after));
            let until = match next {
                Some((_, next)) => next.end,
                None => as_of,
            };
            state.stays.push(Stay {
                minutes: minutes(until.map_or(0, |until| until.since(entered).max(0))),
                next: next.and_then(|(next, _)| numbers.get(next)).copied(),
            });
        }
    }
    if states.is_empty() || firsts.is_empty() || states.len() > MOST_STATES {
        return None;
    }
    Some(Draft::new(log, options, &numbers, states, firsts, recent_cases).draw())
}

/// The state at each step of each case: the longest remembered history that occurs often enough.
fn keys(cases: &[&CaseTimes], history: usize, least: u64) -> Vec<Vec<Key>> {
    let suffix = |case: &CaseTimes, place: usize, length: usize| -> Key {
        let from = place.saturating_add(1).saturating_sub(length);
        let steps = case.steps.get(from..=place).unwrap_or_default();
        (place == 0, steps.iter().map(|step| step.activity).collect())
    };
    let mut visits: BTreeMap<Key, u64> = BTreeMap::new();
    for case in cases {
        for place in 0..case.steps.len() {
            for length in 2..=history.min(place.saturating_add(1)) {
                let times = visits.entry(suffix(case, place, length)).or_insert(0);
                *times = times.saturating_add(1);
            }
        }
    }
    cases
        .iter()
        .map(|case| {
            (0..case.steps.len())
                .map(|place| {
                    let longest = history.min(place.saturating_add(1));
                    let often = (2..=longest)
                        .rev()
                        .map(|length| suffix(case, place, length));
                    let often = often
                        .into_iter()
                        .find(|key| visits.get(key).copied().unwrap_or(0) >= least);
                    often.unwrap_or_else(|| suffix(case, place, 1))
                })
                .collect()
        })
        .collect()
}

/// A state with what follows it.
struct Drawn {
    key: Key,
    visits: u64,
    open: u64,
    /// Weights of the next states, and of the end.
    next: BTreeMap<usize, f64>,
    end: f64,
    /// Counted where every case is watched to its end.
    counts: BTreeMap<usize, u64>,
}

struct Draft<'a> {
    log: &'a EventLog,
    options: &'a LearnOptions,
    states: BTreeMap<usize, Drawn>,
    /// Minutes until a state is reached, with weights.
    gaps: BTreeMap<usize, Vec<(f64, f64)>>,
    firsts: BTreeMap<usize, u64>,
    evidence: ChainEvidence,
}

impl<'a> Draft<'a> {
    fn new(
        log: &'a EventLog,
        options: &'a LearnOptions,
        numbers: &BTreeMap<Key, usize>,
        states: BTreeMap<Key, State>,
        firsts: BTreeMap<usize, u64>,
        cases: u64,
    ) -> Self {
        let mut draft = Self {
            log,
            options,
            states: BTreeMap::new(),
            gaps: BTreeMap::new(),
            firsts,
            evidence: ChainEvidence {
                cases,
                ..ChainEvidence::default()
            },
        };
        for (key, state) in states {
            let Some(number) = numbers.get(&key).copied() else {
                continue;
            };
            let open = state.stays.iter().filter(|stay| stay.next.is_none());
            let open = count(open.count());
            let mut drawn = Drawn {
                key,
                visits: state.visits,
                open,
                next: BTreeMap::new(),
                end: 0.0,
                counts: BTreeMap::new(),
            };
            for next in state.stays.iter().filter_map(|stay| stay.next) {
                let times = drawn.counts.entry(next).or_insert(0);
                *times = times.saturating_add(1);
            }
            let stays = match options.ends {
                Ends::Recorded => {
                    // Whatever nothing follows has ended: it is watched for ever.
                    let watched = state.stays.iter().map(|stay| Stay {
                        minutes: if stay.next.is_some() {
                            stay.minutes
                        } else {
                            f64::INFINITY
                        },
                        next: stay.next,
                    });
                    watched.collect()
                }
                Ends::FollowedUp => state.stays,
            };
            let incidence = incidence(&stays);
            for (minutes, next, weight) in incidence.outcomes {
                let all = drawn.next.entry(next).or_insert(0.0);
                *all += weight;
                let gaps = draft.gaps.entry(next).or_default();
                gaps.push((minutes, weight * as_float(state.visits)));
            }
            drawn.end = incidence.nothing;
            draft.states.insert(number, drawn);
        }
        draft.keep_reached();
        draft.force_ends();
        draft
    }

    /// Leaves out states that no case can come to: those of older cases, where only recent ones begin.
    fn keep_reached(&mut self) {
        let mut reached: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> = self.firsts.keys().copied().collect();
        while let Some(number) = open.pop() {
            if reached.insert(number)
                && let Some(state) = self.states.get(&number)
            {
                open.extend(state.next.keys());
            }
        }
        self.states.retain(|number, _| reached.contains(number));
    }

    /// States from which no end is reached get one where open cases are.
    fn force_ends(&mut self) {
        let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, state) in &self.states {
            for next in state.next.keys() {
                before.entry(*next).or_default().push(*number);
            }
        }
        let mut ends: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> = self
            .states
            .iter()
            .filter(|(_, state)| state.end > 0.0)
            .map(|(number, _)| *number)
            .collect();
        let reach = |open: &mut Vec<usize>, ends: &mut BTreeSet<usize>| {
            while let Some(number) = open.pop() {
                if ends.insert(number) {
                    open.extend(before.get(&number).into_iter().flatten());
                }
            }
        };
        reach(&mut open, &mut ends);
        let numbers: Vec<usize> = self.states.keys().copied().collect();
        for number in numbers {
            if ends.contains(&number) {
                continue;
            }
            if let Some(state) = self.states.get_mut(&number)
                && state.open > 0
            {
                state.end = as_float(state.open) / as_float(state.visits.max(1));
                self.evidence.closed_by_force = self.evidence.closed_by_force.saturating_add(1);
                open.push(number);
                reach(&mut open, &mut ends);
            }
        }
    }

    /// The shares of the ways out of a state, the end last; exact, and their sum is 1.
    fn shares(&self, state: &Drawn) -> (Vec<(usize, Probability)>, Option<Probability>) {
        if self.options.ends == Ends::Recorded {
            let next = state.counts.iter();
            let next = next.filter_map(|(next, times)| Some((*next, share(*times, state.visits)?)));
            let end = (state.open > 0)
                .then(|| share(state.open, state.visits))
                .flatten();
            return (next.collect(), end);
        }
        let weights: Vec<f64> = state.next.values().copied().chain([state.end]).collect();
        let parts = in_parts(&weights, WHOLE).unwrap_or_default();
        let of = |part: &u32| {
            let number = ExactNumber::try_new(i64::from(*part), u64::from(WHOLE)).ok()?;
            Probability::try_new(number).ok().filter(|_| *part > 0)
        };
        let next = state.next.keys().zip(&parts);
        let next = next.filter_map(|(next, part)| Some((*next, of(part)?)));
        (next.collect(), parts.last().and_then(of))
    }

    /// The time that passes before a state.
    fn waiting(&self, number: usize, is_first: bool) -> TimeValue {
        let nothing = TimeValue::Value(Minutes::ZERO);
        let Some(gaps) = self.gaps.get(&number).filter(|_| !is_first) else {
            return nothing;
        };
        let values = equally_likely(gaps);
        match evidence(values, self.options.shape) {
            Some(evidence) => TimeValue::Distribution(evidence.chosen),
            None => nothing,
        }
    }

    fn draw(mut self) -> (Flow, ChainEvidence) {
        let mut pen = Pen::new(self.options.flow_id.clone());
        let nothing = Some(TimeValue::Value(Minutes::ZERO));
        let (start, end) = (
            pen.event(EventPosition::Start),
            pen.event(EventPosition::End),
        );
        let mut nodes: BTreeMap<usize, ElementId> = BTreeMap::new();
        let mut evidence = Vec::new();
        for (number, state) in &self.states {
            let names = state
                .key
                .1
                .iter()
                .map(|step| self.log.activity(*step).to_owned());
            let names: Vec<String> = names.collect();
            let activity = Activity {
                work: nothing.clone(),
                waiting: Some(self.waiting(*number, state.key.0)),
                ..Activity::default()
            };
            let id = pen.node("step", names.last().cloned(), NodeKind::Activity(activity));
            let (_, ends) = self.shares(state);
            evidence.push(StateEvidence {
                node: id.clone(),
                steps: names,
                visits: state.visits,
                open: state.open,
                ends,
            });
            nodes.insert(*number, id);
        }
        let sum: u64 = self.firsts.values().sum();
        let firsts: Vec<(ElementId, Probability)> = self
            .firsts
            .iter()
            .filter_map(|(number, times)| Some((nodes.get(number)?.clone(), share(*times, sum)?)))
            .collect();
        pen.leave(&start, firsts);
        for (number, state) in &self.states {
            let Some(node) = nodes.get(number) else {
                continue;
            };
            let (next, ends) = self.shares(state);
            let mut ways: Vec<(ElementId, Probability)> = next
                .into_iter()
                .filter_map(|(next, share)| Some((nodes.get(&next)?.clone(), share)))
                .collect();
            ways.extend(ends.map(|share| (end.clone(), share)));
            pen.leave(node, ways);
        }
        self.evidence.states = evidence;
        (pen.flow, self.evidence)
    }
}

/// Values of equal weight for values of different ones: the middles of equal parts, as many as there are values, 2,000
/// at most.
fn equally_likely(gaps: &[(f64, f64)]) -> Vec<f64> {
    let mut sorted = gaps.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let whole: f64 = sorted.iter().map(|(_, weight)| weight).sum();
    let wanted = count(sorted.len().min(2_000));
    let mut values = Vec::new();
    let (mut passed, mut place) = (0.0, 0usize);
    for at in 0..wanted {
        let share = (as_float(at) + 0.5) / as_float(wanted) * whole;
        while let Some((value, weight)) = sorted.get(place) {
            if passed + weight >= share || place.saturating_add(1) == sorted.len() {
                values.push(*value);
                break;
            }
            passed += weight;
            place = place.saturating_add(1);
        }
    }
    values
}

/// Draws nodes and lines with ids of their own.
struct Pen {
    flow: Flow,
    numbers: BTreeMap<&'static str, u32>,
}

impl Pen {
    fn new(id: tosei_types::FlowId) -> Self {
        Self {
            flow: Flow::new(id),
            numbers: BTreeMap::new(),
        }
    }

    fn id(&mut self, kind: &'static str) -> ElementId {
        let number = self.numbers.entry(kind).or_insert(0);
        *number = number.saturating_add(1);
        ElementId::of_number(kind, *number)
    }

    fn node(&mut self, kind: &'static str, name: Option<String>, is: NodeKind) -> ElementId {
        let id = self.id(kind);
        self.flow.nodes.push(Node {
            id: id.clone(),
            name,
            pool: None,
            lane: None,
            parent: None,
            is,
        });
        id
    }

    fn event(&mut self, position: EventPosition) -> ElementId {
        let kind = if position == EventPosition::Start {
            "start"
        } else {
            "end"
        };
        self.node(
            kind,
            None,
            NodeKind::Event(Event {
                event: position,
                trigger: EventTrigger::None,
                attached_to: None,
                non_interrupting: false,
                waiting: None,
                link: None,
            }),
        )
    }

    /// The ways out of a node, through a gateway where there are several.
    fn leave(&mut self, from: &ElementId, ways: Vec<(ElementId, Probability)>) {
        let mut from = from.clone();
        let several = ways.len() > 1;
        if several {
            let gateway = Gateway {
                gateway: GatewayKind::Exclusive,
                default: None,
            };
            let branch = self.node("branch", None, NodeKind::Gateway(gateway));
            self.line(&from, &branch, None);
            from = branch;
        }
        for (to, share) in ways {
            self.line(&from, &to, several.then_some(share));
        }
    }

    fn line(&mut self, from: &ElementId, to: &ElementId, probability: Option<Probability>) {
        let id = self.id("flow");
        self.flow.sequence_flows.push(SequenceFlow {
            id,
            name: None,
            from: from.clone(),
            to: to.clone(),
            probability,
            condition: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_for_equal_parts_of_their_weights() {
        for (gaps, expected) in [
            (vec![], vec![]),
            (vec![(10.0, 1.0), (20.0, 3.0)], vec![10.0, 20.0]),
            (vec![(20.0, 3.0), (10.0, 1.0)], vec![10.0, 20.0]),
            (vec![(10.0, 3.0), (20.0, 1.0)], vec![10.0, 10.0]),
            (
                vec![(1.0, 1.0), (2.0, 1.0), (3.0, 2.0)],
                vec![1.0, 2.0, 3.0],
            ),
            (vec![(5.0, 0.1), (6.0, 10.0)], vec![6.0, 6.0]),
            (
                vec![(5.0, 1.0), (6.0, 1.0), (7.0, 1.0)],
                vec![5.0, 6.0, 7.0],
            ),
        ] {
            assert_eq!(equally_likely(&gaps), expected, "{gaps:?}");
        }
        let many: Vec<(f64, f64)> = (0..4_000u32).map(|at| (f64::from(at), 1.0)).collect();
        let kept = equally_likely(&many);
        assert_eq!((kept.len(), &kept[..3]), (2_000, &[0.0, 2.0, 4.0][..]));
    }
}
