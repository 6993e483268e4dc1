//! From the net of each scope to flat lists.

use super::{
    super::{SimulateError, SimulationAssumptionKind as Assumed, clock::DeadlineClock},
    Boundary, Gather, Hook, Marks, Model, NONE, Out, Place, Racer, Scope, Send,
    calendar::{Days, minutes},
    given::Given,
    staff,
    steps::{self, Steps},
};
use crate::{
    flow::{ElementId, EventTrigger, Flow},
    graph::{
        Graph,
        net::{self, Begin, Inside, Kind, Net},
    },
    simulate::SimulationParameters,
    soundness::{SoundnessOptions, Verdict, soundness},
};
use std::collections::HashMap;
use tosei_simulation::resource::Rules;

/// The flow with the shares of the parameters on its branches.
fn changed(flow: &Flow, parameters: &SimulationParameters) -> Result<Flow, SimulateError> {
    let mut shares: HashMap<&str, _> = HashMap::new();
    for one in &parameters.branches {
        let id = one.sequence_flow.as_str();
        if shares.insert(id, one.probability).is_some() {
            return Err(SimulateError::Twice {
                parameter: "branches",
                name: id.to_owned(),
            });
        }
    }
    let mut flow = flow.clone();
    for line in &mut flow.sequence_flows {
        if let Some(share) = shares.remove(line.id.as_str()) {
            line.probability = Some(share);
        }
    }
    match parameters
        .branches
        .iter()
        .find(|one| shares.contains_key(one.sequence_flow.as_str()))
    {
        Some(one) => Err(SimulateError::UnknownElement {
            parameter: "branches",
            element: one.sequence_flow.clone(),
            expected: "sequence flow",
        }),
        None => Ok(flow),
    }
}

pub(in super::super) fn compile(
    flow: &Flow,
    parameters: &SimulationParameters,
) -> Result<Model, SimulateError> {
    if let Some(expected) = &parameters.flow
        && *expected != flow.id
    {
        return Err(SimulateError::OtherFlow {
            expected: expected.to_string(),
            given: flow.id.to_string(),
        });
    }
    let days = Days::of(parameters)?;
    let flow = changed(flow, parameters)?;
    let graph = Graph::checked(&flow)?;
    let judged = soundness(&flow, SoundnessOptions::default())?;
    if judged.verdict() == Verdict::Unsound {
        return Err(SimulateError::Unsound(Box::new(judged)));
    }
    let given = Given::new(&graph, parameters)?;
    let mut compiler = Compiler::new(&graph, &given, &days);
    if judged.verdict() != Verdict::Sound {
        compiler.steps.assume(Assumed::SoundnessNotDecided, None);
        compiler.finds = true;
    }
    if days.provisional {
        compiler.steps.assume(Assumed::ProvisionalHolidays, None);
    }
    compiler.scopes()?;
    compiler.hooks();
    compiler.finish(parameters, &days)
}

/// Lanes and pools without lanes, in the order of the flow.
pub(in super::super) fn lane_ids(flow: &Flow) -> Vec<&ElementId> {
    let mut ids = Vec::new();
    for pool in &flow.pools {
        if pool.lanes.is_empty() {
            ids.push(&pool.id);
        }
        ids.extend(pool.lanes.iter().map(|lane| &lane.id));
    }
    ids
}

/// A flow as it is compiled.
pub(super) struct Compiler<'g, 'p> {
    pub(super) graph: &'g Graph<'p>,
    pub(super) given: &'g Given<'p>,
    pub(super) steps: Steps<'g, 'p>,
    pub(super) places: Vec<Place>,
    pub(super) outs: Vec<Out>,
    pub(super) choices: Vec<u32>,
    /// Whether a case can take the way on at all.
    pub(super) possible: Vec<bool>,
    pub(super) racers: Vec<Racer>,
    pub(super) boundaries: Vec<Boundary>,
    pub(super) scopes: Vec<Scope>,
    pub(super) hooks: Vec<Hook>,
    pub(super) sends: Vec<Send>,
    /// The ways on to the nodes at which processes begin.
    pub(super) entries: HashMap<u32, (u32, Out)>,
    /// Nodes of which something is told.
    pub(super) told: HashMap<u32, u32>,
    pub(super) finds: bool,
}

pub(super) fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The triggers by which a sub-process fails.
pub(super) const FAILURES: [EventTrigger; 2] = [EventTrigger::Error, EventTrigger::Cancel];

impl<'g, 'p> Compiler<'g, 'p> {
    fn new(graph: &'g Graph<'p>, given: &'g Given<'p>, days: &'g Days) -> Self {
        let flow = graph.flow();
        let lanes = lane_ids(flow).into_iter();
        let lanes = (0u32..).zip(lanes).map(|(at, id)| (id.as_str(), at));
        let mut mailbox = HashMap::new();
        for line in &flow.message_flows {
            let (from, to) = (
                graph.index_of(line.from.as_str()),
                graph.index_of(line.to.as_str()),
            );
            if let (Some(_), Some(to)) = (from, to)
                && let Some(node) = graph.node(to)
                && steps::receives(node)
            {
                let next = index(mailbox.len());
                mailbox.entry(to).or_insert(next);
            }
        }
        let mut compiler = Self {
            graph,
            given,
            steps: Steps::new(graph, given, days, lanes.collect(), mailbox),
            places: Vec::new(),
            outs: Vec::new(),
            choices: Vec::new(),
            possible: Vec::new(),
            racers: Vec::new(),
            boundaries: Vec::new(),
            scopes: Vec::new(),
            hooks: Vec::new(),
            sends: Vec::new(),
            entries: HashMap::new(),
            told: HashMap::new(),
            finds: false,
        };
        compiler.finds = !compiler.steps.mailbox.is_empty();
        compiler.tell();
        compiler
    }

    fn scopes(&mut self) -> Result<(), SimulateError> {
        let count = index(self.graph.scopes().len());
        self.scopes = vec![Scope::default(); self.graph.scopes().len()];
        for scope in 0..count {
            self.scope(scope)?;
        }
        Ok(())
    }

    fn scope(&mut self, at: u32) -> Result<(), SimulateError> {
        let graph = self.graph;
        let net = net::build(graph, at, Begin::One, |sub| Inside {
            completes: true,
            fails: FAILURES
                .into_iter()
                .any(|trigger| self.raised(sub, trigger) && self.taken(sub, trigger).is_none()),
        });
        let base = index(self.places.len());
        let mut scope = Scope {
            slot_lines: vec![NONE; usize::try_from(net.lines.len()).unwrap_or(0)],
            ..Scope::default()
        };
        self.make_places(at, &net, &mut scope)?;
        self.make_outs(&net, base, &mut scope)?;
        self.make_boundaries(&net, base)?;
        self.begins(at, &net, base, &mut scope)?;
        gathers(&net, base, &mut scope);
        self.finds |= !scope.gathers.is_empty();
        self.event_sub_processes(at, &mut scope)?;
        self.endless(&net, base, &scope)?;
        let place = usize::try_from(at).unwrap_or(usize::MAX);
        if let Some(blank) = self.scopes.get_mut(place) {
            *blank = scope;
        }
        Ok(())
    }

    fn finish(
        mut self,
        parameters: &SimulationParameters,
        days: &Days,
    ) -> Result<Model, SimulateError> {
        let flow = self.graph.flow();
        // Event sub-processes know now where they begin.
        let entries = &self.entries;
        for scope in &mut self.scopes {
            for by_event in &mut scope.by_event {
                if let Some((_, out)) = entries.get(&by_event.out.event) {
                    by_event.out = *out;
                }
            }
        }
        let sources = self.sources(parameters, days)?;
        let shifts = staff::shifts(days, parameters)?;
        let staff = staff::share(
            parameters,
            &shifts,
            &self.steps.wanted,
            &mut self.steps.steps,
        )?;
        let marks = Marks {
            warm_up: minutes(days.warm_up),
            end: minutes(days.days),
            horizon: minutes(days.all()),
        };
        let duty = shifts.iter().zip(&parameters.staff).map(|(shifts, group)| {
            shifts.open_between(marks.warm_up, marks.end) * f64::from(group.people)
        });
        let deadlines = &parameters.deadlines;
        let clock = if deadlines.standard.is_some() || deadlines.statutory.is_some() {
            Some(DeadlineClock::new(
                deadlines,
                parameters.first_day,
                days.all(),
                &parameters.calendar,
                parameters.beyond_holidays,
            )?)
        } else {
            None
        };
        let assumptions = self.steps.assumptions();
        Ok(Model {
            places: self.places,
            outs: self.outs,
            choices: self.choices,
            racers: self.racers,
            scopes: self.scopes,
            steps: self.steps.steps,
            boundaries: self.boundaries,
            hooks: self.hooks,
            sends: self.sends,
            after: self.steps.after,
            stops: parameters.corrections.iter().map(|one| one.stop).collect(),
            sources,
            staff,
            rules: Rules {
                order: parameters.options.order,
                shift_end: parameters.options.shift_end,
            },
            batches: self.steps.batches,
            mailboxes: index(self.steps.mailbox.len()),
            ids: flow.nodes.iter().map(|node| node.id.clone()).collect(),
            arrives_later: !deadlines.arrives_at.is_empty(),
            streams: self.steps.streams.names,
            nodes: index(flow.nodes.len()),
            lanes: index(lane_ids(flow).len()),
            prices: self.given.prices()?,
            duty: duty.collect(),
            cost_known: self.steps.cost_known,
            marks,
            months: days.months(),
            clock,
            exact: parameters.options.quantiles == crate::simulate::QuantileMethod::Exact,
            max_events: parameters.options.max_events,
            max_open: parameters.options.max_open_cases,
            finds: self.finds,
            assumptions,
        })
    }
}

/// Inclusive joins of a scope, and from which of its lines each of their lines can be reached on a way
/// that does not pass the join itself.
fn gathers(net: &Net, base: u32, scope: &mut Scope) {
    let words = usize::try_from(net.lines.len()).unwrap_or(0).div_ceil(64);
    for at in 0..net.places.len() {
        let place = &net.places[at];
        if place.kind != Kind::Gather {
            continue;
        }
        let mut reach = Vec::new();
        for into in &place.ins {
            let mut seen = vec![0u64; words];
            let mut open = vec![*into];
            while let Some(line) = open.pop() {
                let (word, bit) = (usize::try_from(line / 64).unwrap_or(0), line % 64);
                let Some(word) = seen.get_mut(word) else {
                    continue;
                };
                if *word >> bit & 1 == 1 {
                    continue;
                }
                *word |= 1 << bit;
                let from = net.lines[line].from;
                if from != at {
                    open.extend(&net.places[from].ins);
                }
            }
            reach.push(seen);
        }
        scope.gathers.push(Gather {
            place: base.saturating_add(at),
            reach,
        });
    }
}
