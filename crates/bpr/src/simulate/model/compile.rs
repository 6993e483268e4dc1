//! From the net of each scope to flat lists.

use super::{
    super::{
        CorrectionPlace, SimulateError, SimulationAssumptionKind as Assumed, clock::DeadlineClock,
    },
    Boundary, ByEvent, ByEventStart, Exec, FAILURE, Gather, Hook, Marks, Model, NONE, Out, Place,
    Racer, Scope, Send, Source,
    calendar::{self, Days, minutes},
    shares::{self, cumulative, number, stated},
    staff,
    steps::{self, Given, Steps},
};
use crate::{
    flow::{ElementId, EventPosition, EventTrigger, Flow, GatewayKind, Node, NodeKind},
    graph::{
        Graph, ScopeKind,
        net::{self, Begin, Inside, Kind, Net, Why},
    },
    metrics::{ExactFigure, UnknownBoundary, UnknownBranches},
    simulate::SimulationParameters,
    soundness::{SoundnessOptions, Verdict, soundness},
};
use std::collections::{HashMap, HashSet};
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

struct Compiler<'g, 'p> {
    graph: &'g Graph<'p>,
    given: &'g Given<'p>,
    steps: Steps<'g, 'p>,
    places: Vec<Place>,
    outs: Vec<Out>,
    choices: Vec<u32>,
    /// Whether a case can take the way on at all.
    possible: Vec<bool>,
    racers: Vec<Racer>,
    boundaries: Vec<Boundary>,
    scopes: Vec<Scope>,
    hooks: Vec<Hook>,
    sends: Vec<Send>,
    /// The ways on to the nodes at which processes begin.
    entries: HashMap<u32, (u32, Out)>,
    /// Nodes of which something is told.
    told: HashMap<u32, u32>,
    lines: u32,
    finds: bool,
}

fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The triggers by which a sub-process fails.
const FAILURES: [EventTrigger; 2] = [EventTrigger::Error, EventTrigger::Cancel];

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
                && graph.node(to).is_some_and(steps::receives)
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
            lines: 0,
            finds: false,
        };
        compiler.finds = !compiler.steps.mailbox.is_empty();
        compiler.tell();
        compiler
    }

    /// Which nodes tell something when they are reached or done.
    fn tell(&mut self) {
        let graph = self.graph;
        let parameters = self.given.parameters;
        let at = |id: &ElementId| graph.index_of(id.as_str());
        let mut hooks: HashMap<u32, Hook> = HashMap::new();
        for line in &graph.flow().message_flows {
            if let Some(from) = at(&line.from) {
                hooks.entry(from).or_default();
            }
        }
        for node in parameters.deadlines.arrives_at.iter().filter_map(at) {
            hooks.entry(node).or_default().arrives = true;
        }
        for node in parameters.deadlines.answered_at.iter().filter_map(at) {
            hooks.entry(node).or_default().answered = true;
        }
        for node in parameters.withdrawn_at.iter().filter_map(at) {
            hooks.entry(node).or_default().withdrawn = true;
        }
        for (number, one) in (0u32..).zip(&parameters.corrections) {
            let bit = 1u64.checked_shl(number).unwrap_or(0);
            if let CorrectionPlace::Between { from, until } = &one.place {
                for node in from.iter().filter_map(at) {
                    hooks.entry(node).or_default().stops |= bit;
                }
                for node in until.iter().filter_map(at) {
                    hooks.entry(node).or_default().goes_on |= bit;
                }
            }
        }
        let mut hooks: Vec<(u32, Hook)> = hooks.into_iter().collect();
        hooks.sort_by_key(|(node, _)| *node);
        for (node, hook) in hooks {
            self.told.insert(node, index(self.hooks.len()));
            self.hooks.push(hook);
        }
    }

    /// Fills in where the messages go, once all places are known.
    fn hooks(&mut self) {
        let graph = self.graph;
        for (node, hook) in &self.told {
            let from = index(self.sends.len());
            let Some(sender) = graph.node(*node) else {
                continue;
            };
            for line in &graph.flow().message_flows {
                if line.from != sender.id {
                    continue;
                }
                let Some(to) = graph.index_of(line.to.as_str()) else {
                    continue;
                };
                if let Some(mailbox) = self.steps.mailbox.get(&to) {
                    self.sends.push(Send::Mailbox(*mailbox));
                } else if let Some((scope, out)) = self.entries.get(&to) {
                    self.sends.push(Send::Begins(*scope, *out));
                }
            }
            let until = index(self.sends.len());
            let place = usize::try_from(*hook).unwrap_or(usize::MAX);
            if let Some(hook) = self.hooks.get_mut(place) {
                hook.sends = (from, until);
            }
        }
    }

    /// Ends within a sub-process that raise something.
    fn raised(&self, sub: u32, trigger: EventTrigger) -> bool {
        let scope = self.graph.inside(sub);
        let scope = scope.and_then(|at| self.graph.scope(at));
        let mut members = scope.iter().flat_map(|scope| &scope.members);
        members.any(|node| {
            net::raises(self.graph, *node) && self.graph.trigger(*node) == Some(trigger)
        })
    }

    /// The event at a boundary that takes what a sub-process raises.
    fn taken(&self, sub: u32, trigger: EventTrigger) -> Option<u32> {
        let mut events = self.graph.boundary(sub).iter().copied();
        events.find(|event| self.graph.trigger(*event) == Some(trigger))
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
        let first_line = self.lines;
        self.lines = self.lines.saturating_add(net.lines.len());
        let mut scope = Scope {
            first_line,
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

    fn make_places(
        &mut self,
        scope_at: u32,
        net: &Net,
        scope: &mut Scope,
    ) -> Result<(), SimulateError> {
        let graph = self.graph;
        for at in 0..net.places.len() {
            let of_net = &net.places[at];
            let mut place = Place {
                kind: of_net.kind,
                exec: Exec::Nothing,
                node: of_net.node.unwrap_or(NONE),
                hook: NONE,
                outs: (0, 0),
                slots: (0, 0),
                raises: NONE,
            };
            if matches!(of_net.kind, Kind::Join | Kind::Gather) {
                let from = scope.slots;
                for line in &of_net.ins {
                    let slot = usize::try_from(*line).ok();
                    if let Some(slot) = slot.and_then(|at| scope.slot_lines.get_mut(at)) {
                        *slot = scope.slots;
                    }
                    scope.slots = scope.slots.saturating_add(1);
                }
                place.slots = (from, scope.slots);
            }
            if let Some((at, node)) = of_net.node.and_then(|at| Some((at, graph.node(at)?))) {
                place.hook = self.told.get(&at).copied().unwrap_or(NONE);
                place.exec = self.exec(at, node)?;
                if node
                    .gateway()
                    .is_some_and(|gateway| gateway.gateway == GatewayKind::Complex)
                {
                    self.steps.assume(Assumed::ComplexAsInclusive, Some(at));
                }
                if of_net.kind == Kind::Stop {
                    place.raises = self.raises(scope_at, at);
                }
            }
            if of_net.kind == Kind::Stop {
                self.finds = true;
                if of_net.node.is_none()
                    && let Some(node) = of_net.part_of.filter(|node| net::stops(graph, *node))
                {
                    place.raises = self.raises(scope_at, node);
                }
            }
            self.places.push(place);
        }
        Ok(())
    }

    /// What an end that stops its scope raises around it.
    fn raises(&self, scope: u32, node: u32) -> u32 {
        let Some(ScopeKind::SubProcess(host)) = self.graph.scope(scope).map(|scope| scope.kind)
        else {
            return NONE;
        };
        match self.graph.trigger(node) {
            Some(trigger) if FAILURES.contains(&trigger) => {
                self.taken(host, trigger).unwrap_or(FAILURE)
            }
            _ => NONE,
        }
    }

    fn exec(&mut self, at: u32, node: &'p Node) -> Result<Exec, SimulateError> {
        match &node.is {
            NodeKind::Activity(_) | NodeKind::Call(_) => Ok(Exec::Step(self.steps.step(at, node)?)),
            NodeKind::SubProcess(_) => {
                let step = self.steps.step(at, node)?;
                Ok(Exec::Sub(step, self.graph.inside(at).unwrap_or(NONE)))
            }
            NodeKind::Event(event) => {
                let by_event = self
                    .graph
                    .parent(at)
                    .is_some_and(|sub| self.graph.is_by_event(sub));
                let raced = match event.event {
                    EventPosition::Boundary => !self.by_share(at),
                    EventPosition::Start => by_event,
                    _ => false,
                };
                let given = self.given.times.get(node.id.as_str());
                let timed =
                    event.waiting.is_some() || given.is_some_and(|time| time.waiting.is_some());
                let waits =
                    self.steps.mailbox.contains_key(&at) && event.event == EventPosition::Catch;
                if !raced && (timed || waits || steps::is_awaited(node)) {
                    return Ok(Exec::Step(self.steps.step(at, node)?));
                }
                Ok(Exec::Nothing)
            }
            NodeKind::Gateway(_) => Ok(Exec::Nothing),
        }
    }

    /// The share of an event at a boundary or of the start of an event sub-process.
    fn share_of(&self, event: u32) -> Option<f64> {
        let outs = self.graph.outgoing(event);
        let stated = outs.iter().find_map(|edge| stated(self.graph, *edge));
        stated.map(number)
    }

    fn by_share(&self, event: u32) -> bool {
        self.share_of(event).is_some()
    }

    fn host(&self, event: u32) -> Option<u32> {
        let event = self.graph.node(event)?.event()?;
        self.graph.index_of(event.attached_to.as_ref()?.as_str())
    }

    /// The share with which a boundary event happens when its activity is done; 0 if it happens otherwise.
    fn boundary_share(&self, event: u32) -> Result<f64, SimulateError> {
        if let (Some(host), Some(trigger)) = (self.host(event), self.graph.trigger(event))
            && FAILURES.contains(&trigger)
            && self.raised(host, trigger)
        {
            return Ok(0.0);
        }
        if let Some(share) = self.share_of(event) {
            return Ok(share);
        }
        let node = self.graph.node(event);
        let Some(node) = node else { return Ok(0.0) };
        let timed = node.event().is_some_and(|event| event.waiting.is_some())
            || self
                .given
                .times
                .get(node.id.as_str())
                .is_some_and(|time| time.waiting.is_some());
        if timed || self.steps.mailbox.contains_key(&event) {
            return Ok(0.0);
        }
        match self.given.parameters.options.unknown_boundary {
            UnknownBoundary::Never => Ok(0.0),
            UnknownBoundary::Unknown => Err(SimulateError::UnknownBoundary {
                node: node.id.clone(),
            }),
        }
    }

    /// The last line of a way on, past places at which nothing happens.
    fn follow(&self, net: &Net, base: u32, line: u32) -> u32 {
        let mut line = line;
        for _ in 0..net.places.len() {
            let to = net.lines[line].to;
            let place = self.place(base.saturating_add(to));
            let nothing = place.kind == Kind::Pass
                && place.exec == Exec::Nothing
                && place.hook == NONE
                && place.raises == NONE;
            match net.places[to].outs.as_slice() {
                [next] if nothing => line = *next,
                _ => break,
            }
        }
        line
    }

    fn place(&self, at: u32) -> Place {
        let place = usize::try_from(at).ok().and_then(|at| self.places.get(at));
        place.copied().unwrap_or_default()
    }

    fn out(&self, net: &Net, base: u32, scope: &Scope, line: u32) -> Out {
        let last = self.follow(net, base, line);
        let slot = usize::try_from(last).ok();
        let slot = slot.and_then(|at| scope.slot_lines.get(at));
        Out {
            line: scope.first_line.saturating_add(last),
            to: base.saturating_add(net.lines[last].to),
            slot: slot.copied().unwrap_or(NONE),
            share: 1.0,
            event: match net.lines[line].why {
                Why::Boundary(event) => event,
                Why::Failure => FAILURE,
                _ => NONE,
            },
            default: net.lines[line].default,
            race: NONE,
        }
    }

    fn make_outs(&mut self, net: &Net, base: u32, scope: &mut Scope) -> Result<(), SimulateError> {
        for at in 0..net.places.len() {
            let of_net = &net.places[at];
            let mut outs: Vec<Out> = of_net
                .outs
                .iter()
                .map(|line| self.out(net, base, scope, *line))
                .collect();
            let mut possible = vec![true; outs.len()];
            let mut race = false;
            if outs.len() > 1 && matches!(of_net.kind, Kind::Pick | Kind::Choose) {
                let shares = self.shares(net, at)?;
                match shares {
                    Some(shares) => {
                        for (possible, (share, out)) in
                            possible.iter_mut().zip(shares.iter().zip(&outs))
                        {
                            *possible = *share > 0.0 || out.event != NONE || out.default;
                        }
                        let drawn = if of_net.kind == Kind::Pick {
                            cumulative(&shares)
                        } else {
                            shares
                        };
                        for (out, share) in outs.iter_mut().zip(drawn) {
                            out.share = share;
                        }
                    }
                    None => {
                        race = true;
                        for (out, line) in outs.iter_mut().zip(&of_net.outs) {
                            out.race = index(self.racers.len());
                            let to = net.places[net.lines[*line].to].node;
                            let racer = self.racer(to)?;
                            self.racers.push(racer);
                        }
                    }
                }
            }
            let from = index(self.outs.len());
            self.outs.append(&mut outs);
            self.possible.append(&mut possible);
            let until = index(self.outs.len());
            let choice = match of_net.kind {
                Kind::Pick | Kind::Choose => match of_net.part_of {
                    Some(node) => self.steps.stream("branch", node),
                    None => NONE,
                },
                _ => NONE,
            };
            self.choices.push(choice);
            let place = usize::try_from(base.saturating_add(at)).ok();
            if let Some(place) = place.and_then(|at| self.places.get_mut(at)) {
                place.outs = (from, until);
                if race {
                    place.exec = Exec::Race;
                }
            }
        }
        Ok(())
    }

    /// The shares of the lines out of a place; `None` where what happens first decides.
    fn shares(&mut self, net: &Net, at: u32) -> Result<Option<Vec<f64>>, SimulateError> {
        let place = &net.places[at];
        let first = place.outs.first().map(|line| net.lines[*line].why);
        match first {
            Some(Why::Entry(_)) => {
                // Which of them a case begins with is asked where it matters.
                Ok(Some(vec![1.0; place.outs.len()]))
            }
            Some(Why::Edge(_)) => {
                let Some(node) = place.part_of.or(place.node) else {
                    return Ok(Some(vec![1.0; place.outs.len()]));
                };
                let is_race = self
                    .graph
                    .node(node)
                    .and_then(|node| node.gateway())
                    .is_some_and(|gateway| gateway.gateway == GatewayKind::EventBased);
                let outs = self.graph.outgoing(node);
                if is_race && outs.iter().all(|edge| stated(self.graph, *edge).is_none()) {
                    return Ok(None);
                }
                let unknown = self.given.parameters.options.unknown_branches;
                let (shares, equal) = shares::branches(self.graph, node, place.kind, unknown)?;
                if equal {
                    self.steps.assume(Assumed::EqualBranches, Some(node));
                }
                Ok(Some(shares))
            }
            _ => {
                let mut shares = Vec::new();
                let mut rest = 1.0;
                let mut sum = ExactFigure::zero();
                for line in &place.outs {
                    let share = match net.lines[*line].why {
                        Why::Boundary(event) => {
                            let edges = self.graph.outgoing(event).iter();
                            let mut given = edges.filter_map(|edge| stated(self.graph, *edge));
                            if let Some(share) = given.next() {
                                sum = sum + ExactFigure::from(share);
                            }
                            self.boundary_share(event)?
                        }
                        _ => 0.0,
                    };
                    rest -= share;
                    shares.push(share);
                }
                if rest < -1e-9 {
                    let node = place.part_of.and_then(|node| self.graph.node(node));
                    if let Some(node) = node {
                        return Err(SimulateError::Probabilities {
                            node: node.id.clone(),
                            sum,
                        });
                    }
                }
                for (share, line) in shares.iter_mut().zip(&place.outs) {
                    if net.lines[*line].why == Why::Undisturbed {
                        *share = rest.max(0.0);
                    }
                }
                Ok(Some(shares))
            }
        }
    }

    /// How an event behind an event-based gateway wins.
    fn racer(&mut self, node: Option<u32>) -> Result<Racer, SimulateError> {
        let blank = Racer {
            timer: None,
            mailbox: NONE,
        };
        let Some((at, node)) = node.and_then(|at| Some((at, self.graph.node(at)?))) else {
            return Ok(blank);
        };
        let mailbox = self.steps.mailbox.get(&at).copied().unwrap_or(NONE);
        let timer = self.timer(at, node)?;
        if timer.is_none() && mailbox == NONE {
            return Err(SimulateError::UnknownWaiting {
                node: node.id.clone(),
            });
        }
        // A message that another node sends decides by itself; what is stated is its way.
        Ok(Racer {
            timer: timer.filter(|_| mailbox == NONE),
            mailbox,
        })
    }

    /// The time until an event; a time of 0 happens at once.
    fn timer(
        &mut self,
        at: u32,
        node: &'p Node,
    ) -> Result<Option<(tosei_simulation::Sampler, u32)>, SimulateError> {
        let given = self.given.times.get(node.id.as_str());
        let given = given.and_then(|time| time.waiting.as_ref());
        let waiting = match &node.is {
            NodeKind::Event(event) => event.waiting.as_ref(),
            _ => node.activity().and_then(|one| one.waiting.as_ref()),
        };
        let Some(time) = given.or(waiting) else {
            return Ok(None);
        };
        let stream = self.steps.stream("waiting", at);
        let sampler = match self.steps.sampler(at, time)? {
            Some(sampler) => sampler,
            None => zero()?,
        };
        Ok(Some((sampler, stream)))
    }

    /// What happens beside the activities of a scope while they go on.
    fn make_boundaries(&mut self, net: &Net, base: u32) -> Result<(), SimulateError> {
        let graph = self.graph;
        // Where each boundary event goes on.
        let mut ways: HashMap<u32, u32> = HashMap::new();
        for line in 0..net.lines.len() {
            if let Why::Boundary(event) = net.lines[line].why {
                ways.insert(event, line);
            }
        }
        for at in 0..net.places.len() {
            let Some(host) = net.places[at].node else {
                continue;
            };
            if graph.boundary(host).is_empty() {
                continue;
            }
            let (Exec::Step(step) | Exec::Sub(step, _)) = self.place(base.saturating_add(at)).exec
            else {
                continue;
            };
            let from = index(self.boundaries.len());
            for event in graph.boundary(host) {
                if graph.trigger(*event) == Some(EventTrigger::Compensation) {
                    self.steps.assume(Assumed::NoCompensation, Some(*event));
                    continue;
                }
                let Some(node) = graph.node(*event) else {
                    continue;
                };
                let raised = graph.trigger(*event).is_some_and(|trigger| {
                    FAILURES.contains(&trigger) && self.raised(host, trigger)
                });
                if raised || self.by_share(*event) {
                    continue;
                }
                let mailbox = self.steps.mailbox.get(event).copied().unwrap_or(NONE);
                let timer = self.timer(*event, node)?;
                let timer = timer.filter(|_| mailbox == NONE);
                if timer.is_none() && mailbox == NONE {
                    self.boundary_share(*event)?;
                    self.steps.assume(Assumed::BoundaryNever, Some(*event));
                    continue;
                }
                let Some(line) = ways.get(event) else {
                    continue;
                };
                self.finds = true;
                let interrupts = node.event().is_some_and(|event| !event.non_interrupting);
                let out = self.out_of(net, base, *line);
                self.boundaries.push(Boundary {
                    timer,
                    mailbox,
                    interrupts,
                    out,
                });
            }
            let until = index(self.boundaries.len());
            let place = usize::try_from(step).ok();
            if let Some(step) = place.and_then(|at| self.steps.steps.get_mut(at)) {
                step.boundary = (from, until);
            }
        }
        Ok(())
    }

    /// The way on by a line, as it stands among those of its place.
    fn out_of(&self, net: &Net, base: u32, line: u32) -> Out {
        let from = net.lines[line].from;
        let place = self.place(base.saturating_add(from));
        let number = net.places[from].outs.iter().position(|out| *out == line);
        let at = number.and_then(|number| {
            let first = usize::try_from(place.outs.0).ok()?;
            self.outs.get(first.checked_add(number)?)
        });
        at.copied().unwrap_or_default()
    }

    /// Where a scope begins.
    fn begins(
        &mut self,
        at: u32,
        net: &Net,
        base: u32,
        scope: &mut Scope,
    ) -> Result<(), SimulateError> {
        let graph = self.graph;
        let of_graph = graph.scope(at);
        let is_process = of_graph.is_some_and(|scope| scope.kind == ScopeKind::Process);
        scope.stream = self.steps.streams.of("start", &at.to_string());
        let mut from = net.start;
        if let [line] = net.places[from].outs.as_slice() {
            let to = net.lines[*line].to;
            let is_choice = net.places[to]
                .outs
                .iter()
                .any(|line| matches!(net.lines[*line].why, Why::Entry(_)));
            if is_choice && net.places[to].node.is_none() {
                from = to;
            }
        }
        scope.all = net.places[from].kind != Kind::Pick;
        let mut free: Vec<(Out, u32)> = Vec::new();
        for line in &net.places[from].outs {
            let out = self.out(net, base, scope, *line);
            let entry = match net.lines[*line].why {
                Why::Entry(entry) => entry,
                _ => NONE,
            };
            if entry != NONE {
                self.entries.insert(entry, (at, out));
            }
            if !is_process || !self.by_message(entry) {
                free.push((out, entry));
            }
        }
        if !scope.all && free.len() > 1 {
            let chosen = is_process
                && self.given.parameters.arrivals.iter().all(|source| {
                    free.iter().any(|(_, entry)| {
                        let node = graph.node(*entry);
                        node.is_some_and(|node| source.starts.contains(&node.id))
                    })
                });
            let is_by_event = of_graph.is_some_and(
                |scope| matches!(scope.kind, ScopeKind::SubProcess(sub) if graph.is_by_event(sub)),
            );
            let unknown = self.given.parameters.options.unknown_branches;
            if !chosen && !is_by_event && unknown != UnknownBranches::Equal {
                let id = |at: &(Out, u32)| graph.node(at.1).map(|node| node.id.clone());
                if let (Some(node), Some(to)) =
                    (free.first().and_then(id), free.get(1).and_then(id))
                {
                    return Err(SimulateError::UnknownProbability { node, to });
                }
            }
            if !chosen && !is_by_event {
                let entry = free.first().map(|(_, entry)| *entry);
                self.steps.assume(Assumed::EqualBranches, entry);
            }
        }
        let share = 1.0 / f64::from(index(free.len()).max(1));
        let shares = cumulative(&vec![share; free.len()]);
        scope.entries = free
            .into_iter()
            .zip(shares)
            .map(|((out, _), share)| Out { share, ..out })
            .collect();
        Ok(())
    }

    /// Whether a start is begun by a message of another node.
    fn by_message(&self, entry: u32) -> bool {
        let Some(node) = self.graph.node(entry) else {
            return false;
        };
        self.graph
            .flow()
            .message_flows
            .iter()
            .any(|line| line.to == node.id && self.graph.index_of(line.from.as_str()).is_some())
    }

    fn event_sub_processes(&mut self, at: u32, scope: &mut Scope) -> Result<(), SimulateError> {
        let graph = self.graph;
        let members = graph.scope(at).map_or(&[][..], |scope| &scope.members);
        for sub in members
            .iter()
            .copied()
            .filter(|sub| graph.is_by_event(*sub))
        {
            let (Some(node), Some(inside)) = (graph.node(sub), graph.inside(sub)) else {
                continue;
            };
            let Some(within) = graph.scope(inside) else {
                continue;
            };
            let step = self.steps.step(sub, node)?;
            let (starts, _) = graph.entries(within);
            for start in starts {
                let Some(start_node) = graph.node(start) else {
                    continue;
                };
                let interrupts = start_node
                    .event()
                    .is_some_and(|event| !event.non_interrupting);
                let is_error = graph.trigger(start) == Some(EventTrigger::Error);
                let by = if let Some(share) = self.share_of(start) {
                    let stream = self.steps.stream("start", start);
                    ByEventStart::Share(share, stream)
                } else if let Some((timer, stream)) = self.timer(start, start_node)? {
                    self.finds = true;
                    ByEventStart::Timer(timer, stream)
                } else if is_error {
                    ByEventStart::Error
                } else if self.given.parameters.options.unknown_boundary == UnknownBoundary::Never {
                    self.steps.assume(Assumed::BoundaryNever, Some(start));
                    continue;
                } else {
                    return Err(SimulateError::UnknownBoundary {
                        node: start_node.id.clone(),
                    });
                };
                scope.by_event.push(ByEvent {
                    scope: inside,
                    // Filled in when the scope within is known.
                    out: Out {
                        event: start,
                        ..Out::default()
                    },
                    interrupts,
                    by,
                    step,
                });
            }
        }
        Ok(())
    }

    /// Refuses a scope with a loop that is left with probability 0.
    fn endless(&self, net: &Net, base: u32, scope: &Scope) -> Result<(), SimulateError> {
        let count = net.places.len();
        let local = |at: u32| at.wrapping_sub(base);
        let mut ways: Vec<Vec<u32>> = Vec::new();
        let mut back: Vec<Vec<u32>> = vec![Vec::new(); usize::try_from(count).unwrap_or(0)];
        let mut ends = Vec::new();
        for at in 0..count {
            let place = self.place(base.saturating_add(at));
            let (from, until) = place.outs;
            let mut to = Vec::new();
            for out in from..until {
                let place = usize::try_from(out).ok();
                let possible = place.and_then(|out| self.possible.get(out)).copied();
                let Some(out) = place.and_then(|out| self.outs.get(out)) else {
                    continue;
                };
                if possible == Some(true) {
                    to.push(local(out.to));
                }
            }
            if to.is_empty() {
                ends.push(at);
            }
            for next in &to {
                let next = usize::try_from(*next).ok();
                if let Some(back) = next.and_then(|next| back.get_mut(next)) {
                    back.push(at);
                }
            }
            ways.push(to);
        }
        let walk = |first: Vec<u32>, ways: &[Vec<u32>]| {
            let mut seen: HashSet<u32> = first.iter().copied().collect();
            let mut open = first;
            while let Some(at) = open.pop() {
                let next = usize::try_from(at).ok().and_then(|at| ways.get(at));
                for to in next.into_iter().flatten() {
                    if seen.insert(*to) {
                        open.push(*to);
                    }
                }
            }
            seen
        };
        let can_end = walk(ends, &back);
        let entries = scope.entries.iter().map(|out| local(out.to)).collect();
        let reached = walk(entries, &ways);
        let mut nodes: Vec<u32> = reached
            .iter()
            .filter(|at| !can_end.contains(at))
            .filter_map(|at| net.places[*at].node)
            .collect();
        if nodes.is_empty() {
            return Ok(());
        }
        nodes.sort_unstable();
        let nodes = nodes
            .iter()
            .filter_map(|at| self.graph.node(*at).map(|node| node.id.clone()));
        Err(SimulateError::EndlessLoop {
            nodes: nodes.collect(),
        })
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

    fn sources(
        &mut self,
        parameters: &SimulationParameters,
        days: &Days,
    ) -> Result<Vec<Source>, SimulateError> {
        let graph = self.graph;
        let mut seen = HashSet::new();
        let mut sources = Vec::new();
        for source in &parameters.arrivals {
            if !seen.insert(source.id.as_str()) {
                return Err(SimulateError::Twice {
                    parameter: "arrivals",
                    name: source.id.to_string(),
                });
            }
            let mut begins = Vec::new();
            for start in &source.starts {
                let entry = graph.index_of(start.as_str());
                let entry = entry.filter(|at| graph.is_event(*at, EventPosition::Start));
                let entry = entry.and_then(|entry| self.entries.get(&entry));
                let is_process = |scope: u32| {
                    graph
                        .scope(scope)
                        .is_some_and(|scope| scope.kind == ScopeKind::Process)
                };
                match entry {
                    Some((scope, out)) if is_process(*scope) => begins.push((*scope, Some(*out))),
                    _ => {
                        return Err(SimulateError::UnknownElement {
                            parameter: "arrivals/starts",
                            element: start.clone(),
                            expected: "start event of a process",
                        });
                    }
                }
            }
            if source.starts.is_empty() {
                for (at, (of_graph, scope)) in (0u32..).zip(graph.scopes().iter().zip(&self.scopes))
                {
                    if of_graph.kind == ScopeKind::Process && !scope.entries.is_empty() {
                        begins.push((at, None));
                    }
                }
            }
            if begins.is_empty() {
                return Err(SimulateError::NoStart);
            }
            sources.push(Source {
                stream: format!("arrivals:{}", source.id),
                class: steps::class(source.priority, "arrivals/priority")?,
                arrivals: calendar::arrivals(source, days)?,
                begins,
            });
        }
        let nobody = sources.iter().all(|source| {
            matches!(&source.arrivals, calendar::Arrivals::Times(times) if times.is_empty())
        });
        if nobody {
            return Err(SimulateError::NoArrivals);
        }
        Ok(sources)
    }
}

/// A sampler of no time.
fn zero() -> Result<tosei_simulation::Sampler, SimulateError> {
    let value = tosei_simulation::Quantity::ZERO;
    tosei_simulation::Distribution::Constant { value }
        .sampler()
        .map_err(|error| SimulateError::Parts(error.to_string()))
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
