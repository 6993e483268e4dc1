//! What is done at each node.

use super::{
    super::{
        BatchWork, CorrectionPlace, ModelWaiting, SimulateError, SimulationAssumption,
        SimulationAssumptionKind as Assumed, UnknownTimes, Unstaffed,
    },
    After, Batch, NONE, Repeats, Step,
    calendar::{Days, batch_times},
    given::Given,
    shares::number,
    staff::{self, Who},
};
use crate::{
    flow::{
        Activity, ElementId, Event, EventPosition, EventTrigger, Flow, Node, NodeKind, Repetition,
        TaskKind, TimeValue,
    },
    graph::Graph,
};
use std::collections::{BTreeSet, HashMap};
use tosei_simulation::{Distribution, Quantity, Sampler, resource::PriorityClass};
use tosei_types::ExactNumber;

/// Names of the streams of chance, each once.
#[derive(Debug, Default)]
pub(super) struct Streams {
    pub(super) names: Vec<String>,
    known: HashMap<String, u32>,
}

impl Streams {
    pub(super) fn of(&mut self, purpose: &str, key: &str) -> u32 {
        let name = format!("{purpose}:{key}");
        if let Some(at) = self.known.get(&name) {
            return *at;
        }
        let at = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.known.insert(name.clone(), at);
        self.names.push(name);
        at
    }
}

/// What nodes are called where chance is drawn: their name, so that two designs meet the same chance at
/// the same step, or their id where two have one name.
pub(super) fn keys<'f>(flow: &'f Flow) -> Vec<&'f str> {
    let mut count: HashMap<&str, u32> = HashMap::new();
    for node in &flow.nodes {
        if let Some(name) = &node.name {
            let known = count.entry(name.as_str()).or_default();
            *known = known.saturating_add(1);
        }
    }
    let key = |node: &'f Node| match node.name.as_deref() {
        Some(name) if count.get(name) == Some(&1) => name,
        _ => node.id.as_str(),
    };
    flow.nodes.iter().map(key).collect()
}

/// Steps as they are made, with what is asked of staff.
pub(super) struct Steps<'g, 'p> {
    pub(super) graph: &'g Graph<'p>,
    pub(super) given: &'g Given<'p>,
    pub(super) days: &'g Days,
    pub(super) keys: Vec<&'p str>,
    pub(super) streams: Streams,
    pub(super) steps: Vec<Step>,
    pub(super) batches: Vec<Batch>,
    pub(super) after: Vec<After>,
    /// The groups that each step with work asks.
    pub(super) wanted: Vec<(usize, Vec<u32>)>,
    pub(super) cost_known: bool,
    pub(super) lanes: HashMap<&'p str, u32>,
    pub(super) mailbox: HashMap<u32, u32>,
    assumed: BTreeSet<(usize, Option<u32>)>,
}

fn place_of(kind: Assumed) -> usize {
    let place = Assumed::ALL.iter().position(|one| *one == kind);
    place.unwrap_or(usize::MAX)
}

impl<'g, 'p> Steps<'g, 'p> {
    pub(super) fn new(
        graph: &'g Graph<'p>,
        given: &'g Given<'p>,
        days: &'g Days,
        lanes: HashMap<&'p str, u32>,
        mailbox: HashMap<u32, u32>,
    ) -> Self {
        Self {
            graph,
            given,
            days,
            keys: keys(graph.flow()),
            streams: Streams::default(),
            steps: Vec::new(),
            batches: Vec::new(),
            after: Vec::new(),
            wanted: Vec::new(),
            cost_known: true,
            lanes,
            mailbox,
            assumed: BTreeSet::new(),
        }
    }

    pub(super) fn assume(&mut self, kind: Assumed, node: Option<u32>) {
        self.assumed.insert((place_of(kind), node));
    }

    pub(super) fn assumptions(&self) -> Vec<SimulationAssumption> {
        let all = self.assumed.iter().filter_map(|(kind, node)| {
            Some(SimulationAssumption {
                kind: Assumed::ALL.get(*kind).copied()?,
                node: node.and_then(|at| self.graph.node(at).map(|node| node.id.clone())),
            })
        });
        all.collect()
    }

    pub(super) fn key(&self, node: u32) -> &'p str {
        let place = usize::try_from(node).ok();
        place
            .and_then(|at| self.keys.get(at))
            .copied()
            .unwrap_or("")
    }

    pub(super) fn stream(&mut self, purpose: &str, node: u32) -> u32 {
        let key = self.key(node);
        self.streams.of(purpose, key)
    }

    /// A sampler of a time; `None` for no time at all.
    pub(super) fn sampler(
        &mut self,
        node: u32,
        time: &TimeValue,
    ) -> Result<Option<Sampler>, SimulateError> {
        let wrong = |error| SimulateError::Distribution {
            place: self
                .graph
                .node(node)
                .map_or("", |node| node.id.as_str())
                .to_owned(),
            error,
        };
        let quantity = |minutes: crate::flow::Minutes| {
            Quantity::try_new(number(minutes.get())).map_err(|_| SimulateError::Number {
                parameter: "times",
                expected: "at most 1,000,000,000 minutes",
            })
        };
        let distribution = match time {
            TimeValue::Value(minutes) => {
                let value = quantity(*minutes)?;
                if value == Quantity::ZERO {
                    return Ok(None);
                }
                Distribution::Constant { value }
            }
            TimeValue::Range { from, to } => Distribution::Uniform {
                from: quantity(*from)?,
                to: quantity(*to)?,
            },
            TimeValue::Distribution(distribution) => distribution.clone(),
        };
        let sampler = distribution.sampler().map_err(wrong)?;
        if matches!(time, TimeValue::Range { .. }) {
            self.assume(Assumed::RangeAsUniform, Some(node));
        }
        Ok(Some(sampler))
    }

    /// The step of an activity, of a sub-process, or of an event that takes time.
    pub(super) fn step(&mut self, at: u32, node: &'p Node) -> Result<u32, SimulateError> {
        let mut step = Step {
            node: at,
            whole: 1,
            pool: NONE,
            batch: NONE,
            mailbox: self.mailbox.get(&at).copied().unwrap_or(NONE),
            after: NONE,
            lane: self.lane(at, node),
            ..Step::default()
        };
        match &node.is {
            NodeKind::Activity(_) | NodeKind::Call(_) => {
                if let Some(activity) = node.activity() {
                    self.activity(at, node, activity, &mut step)?;
                }
            }
            NodeKind::Event(event) => {
                let given = self.given.times.get(node.id.as_str());
                let time = given.and_then(|time| time.waiting.as_ref());
                match time.or(event.waiting.as_ref()) {
                    Some(time) => {
                        let sampler = self.sampler(at, time)?;
                        let stream = self.stream("waiting", at);
                        step.waiting = sampler.map(|sampler| (sampler, stream));
                    }
                    None if step.mailbox != NONE => {}
                    None => self.unknown_waiting(at, node)?,
                }
            }
            NodeKind::SubProcess(sub) => {
                step.repeats = self.repeats(at, node, sub.repetition)?;
            }
            NodeKind::Gateway(_) => {}
        }
        let number = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        self.steps.push(step);
        Ok(number)
    }

    fn lane(&self, at: u32, node: &Node) -> u32 {
        let lane = staff::lanes(self.graph, at);
        let lane = lane.first().map(|lane| lane.id.as_str());
        let name = lane.or_else(|| node.pool.as_ref().map(ElementId::as_str));
        name.and_then(|name| self.lanes.get(name).copied())
            .unwrap_or(NONE)
    }

    fn unknown_waiting(&mut self, at: u32, node: &Node) -> Result<(), SimulateError> {
        if self.given.parameters.options.unknown_waiting == UnknownTimes::Refuse {
            return Err(SimulateError::UnknownWaiting {
                node: node.id.clone(),
            });
        }
        self.assume(Assumed::NoWaiting, Some(at));
        Ok(())
    }

    fn repeats(
        &mut self,
        at: u32,
        node: &Node,
        repetition: Option<Repetition>,
    ) -> Result<Option<Repeats>, SimulateError> {
        let Some(repetition) = repetition else {
            return Ok(None);
        };
        let Some(times) = self.given.repetitions.get(node.id.as_str()) else {
            self.assume(Assumed::OnceForRepetition, Some(at));
            return Ok(None);
        };
        let times = times
            .sampler()
            .map_err(|error| SimulateError::Distribution {
                place: node.id.to_string(),
                error,
            })?;
        let stream = self.stream("repetition", at);
        Ok(Some(Repeats {
            parallel: repetition == Repetition::Parallel,
            times,
            stream,
        }))
    }

    fn activity(
        &mut self,
        at: u32,
        node: &'p Node,
        activity: &'p Activity,
        step: &mut Step,
    ) -> Result<(), SimulateError> {
        let given = self.given;
        let options = given.parameters.options;
        let override_of = given.times.get(node.id.as_str()).copied();
        let automated = activity.has(crate::flow::ActivityMark::Automated);
        // The work.
        let work = override_of.and_then(|time| time.work.as_ref());
        match work.or(activity.work.as_ref()) {
            Some(time) => {
                let sampler = self.sampler(at, time)?;
                let stream = self.stream("work", at);
                step.work = sampler.map(|sampler| (sampler, stream));
            }
            None if automated => {}
            None if options.unknown_work == UnknownTimes::None => {
                self.assume(Assumed::NoWork, Some(at));
            }
            None => {
                return Err(SimulateError::UnknownWork {
                    node: node.id.clone(),
                });
            }
        }
        if let Some(frequency) = activity.frequency {
            let often = number(frequency);
            let in_range = (0.0..=1_000.0).contains(&often);
            if !in_range {
                return Err(SimulateError::Frequency {
                    node: node.id.clone(),
                });
            }
            let whole = often.floor();
            step.whole = u32::try_from(super::super::sketch::as_count(whole)).unwrap_or(0);
            if often > whole {
                step.more = Some((often - whole, self.stream("frequency", at)));
                self.assume(Assumed::FrequencyByChance, Some(at));
            }
        }
        step.cash = activity.cash_yen.map_or(0.0, f64::from);
        // Who does it.
        let who = staff::who(self.graph, at, node);
        let assigned = given.assignments.get(node.id.as_str());
        let only = assigned.map_or(&[][..], |(groups, _)| groups.as_slice());
        let groups = staff::groups(self.graph, at, node, &who, given.parameters, only);
        let somebody = |number: &u32| {
            let group = usize::try_from(*number).ok();
            let group = group.and_then(|at| given.parameters.staff.get(at));
            group.map_or(0, |group| group.people) > 0
        };
        if let Some(priority) = assigned.and_then(|(_, priority)| *priority) {
            step.class = Some(class(priority, "assignments/priority")?);
        }
        let has_work = step.work.is_some();
        if has_work && groups.iter().any(somebody) {
            let prices = given.prices()?;
            let price = |number: &u32| {
                let at = usize::try_from(*number).ok()?;
                prices.get(at).copied().flatten()
            };
            self.cost_known &= groups.iter().all(|group| price(group).is_some());
            self.wanted.push((self.steps.len(), groups));
            // The pool is known when all steps are; this one has one.
            step.pool = 0;
        } else if has_work && (matches!(who, Who::Staff(_)) || !groups.is_empty()) {
            if options.unstaffed == Unstaffed::Refuse || !groups.is_empty() {
                let lane = staff::lanes(self.graph, at);
                return Err(SimulateError::NobodyWorks {
                    node: node.id.clone(),
                    lane: lane
                        .first()
                        .map(|lane| lane.id.clone())
                        .or(node.pool.clone()),
                });
            }
            self.assume(Assumed::AlwaysSomebody, Some(at));
            let Who::Staff(class) = who else {
                return Ok(());
            };
            let class = class.and_then(|class| given.classes.get(class));
            match class.and_then(|class| class.yen_per_hour) {
                Some(yen) => step.price = f64::from(yen) / 60.0,
                None => self.cost_known = false,
            }
        }
        let staffed = step.pool != NONE;
        // The waiting before it.
        let own = override_of.and_then(|time| time.waiting.as_ref());
        let of_flow = activity.waiting.as_ref();
        let uses_flow = !staffed || options.model_waiting == ModelWaiting::Always;
        let batch = given.batches.get(node.id.as_str()).copied();
        match (own, of_flow) {
            (Some(time), _) => {
                let sampler = self.sampler(at, time)?;
                let stream = self.stream("waiting", at);
                step.waiting = sampler.map(|sampler| (sampler, stream));
            }
            (None, Some(time)) if uses_flow && batch.is_none() => {
                let sampler = self.sampler(at, time)?;
                let stream = self.stream("waiting", at);
                step.waiting = sampler.map(|sampler| (sampler, stream));
            }
            (None, Some(time)) => {
                if *time != TimeValue::Value(crate::flow::Minutes::ZERO) {
                    self.assume(Assumed::QueueForWaiting, Some(at));
                }
            }
            (None, None) if staffed || batch.is_some() || step.mailbox != NONE => {}
            (None, None) => self.unknown_waiting(at, node)?,
        }
        if let Some(rule) = batch {
            step.batch = u32::try_from(self.batches.len()).unwrap_or(u32::MAX);
            self.batches.push(Batch {
                times: batch_times(rule, self.days)?,
                least: rule.least,
                most: rule.most.unwrap_or(u32::MAX),
                once: rule.work == BatchWork::Once,
            });
        }
        // How often is said by the frequency, where there is one.
        let repetition = activity.repetition;
        let asked = given
            .parameters
            .repetitions
            .iter()
            .any(|one| one.node == node.id);
        let repetition = repetition.filter(|_| asked || activity.frequency.is_none());
        step.repeats = self.repeats(at, node, repetition)?;
        if let Some(number) = given.after.get(node.id.as_str()) {
            step.after = self.correction(at, node, *number)?;
        }
        Ok(())
    }

    fn correction(&mut self, at: u32, node: &Node, stop: u32) -> Result<u32, SimulateError> {
        let place = usize::try_from(stop).ok();
        let correction = place.and_then(|at| self.given.parameters.corrections.get(at));
        let Some(CorrectionPlace::After {
            share,
            reply,
            again,
            ..
        }) = correction.map(|one| &one.place)
        else {
            return Ok(NONE);
        };
        if *again && share.get() == ExactNumber::from(1) {
            return Err(SimulateError::EndlessLoop {
                nodes: vec![node.id.clone()],
            });
        }
        let reply = reply
            .sampler()
            .map_err(|error| SimulateError::Distribution {
                place: node.id.to_string(),
                error,
            })?;
        let stream = self.stream("correction", at);
        let place = u32::try_from(self.after.len()).unwrap_or(u32::MAX);
        self.after.push(After {
            stop,
            share: number(share.get()),
            reply,
            stream,
            again: *again,
        });
        Ok(place)
    }
}

pub(super) fn class(priority: u8, parameter: &'static str) -> Result<PriorityClass, SimulateError> {
    PriorityClass::try_new(priority).map_err(|_| SimulateError::Number {
        parameter,
        expected: "a priority from 0 to 7",
    })
}

/// Whether a node waits for a message that another node sends.
pub(super) fn receives(node: &Node) -> bool {
    match &node.is {
        NodeKind::Activity(activity) => activity.task == Some(TaskKind::Receive),
        NodeKind::Event(event) => {
            matches!(event.event, EventPosition::Catch | EventPosition::Boundary)
                && matches!(
                    event.trigger,
                    EventTrigger::Message | EventTrigger::Multiple
                )
        }
        _ => false,
    }
}

/// Whether an event ends what goes on in its scope, or in what it is attached to.
pub(super) fn interrupts(node: &Node) -> bool {
    node.event().map(|event| event.non_interrupting) == Some(false)
}

/// Whether an event takes time before it happens, where nothing says how long.
pub(super) fn is_awaited(event: &Event) -> bool {
    event.event == EventPosition::Catch
        && event.trigger != EventTrigger::Link
        && event.trigger != EventTrigger::None
}
