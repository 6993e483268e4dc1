//! Places: what is done at each, and what boundary events mean there.

use super::{
    super::{SimulateError, SimulationAssumptionKind as Assumed},
    Exec, FAILURE, NONE, Out, Place, Scope,
    compile::{Compiler, FAILURES},
    shares::{number, stated},
    steps,
};
use crate::{
    flow::{EventPosition, EventTrigger, GatewayKind, Node, NodeKind},
    graph::{
        ScopeKind,
        net::{self, Kind, Net, Why},
    },
    metrics::UnknownBoundary,
};

impl<'p> Compiler<'_, 'p> {
    /// Ends within a sub-process that raise something.
    pub(super) fn raised(&self, sub: u32, trigger: EventTrigger) -> bool {
        !net::raised(self.graph, sub, trigger).is_empty()
    }

    /// The event at a boundary that takes what a sub-process raises.
    pub(super) fn taken(&self, sub: u32, trigger: EventTrigger) -> Option<u32> {
        let mut events = self.graph.boundary(sub).iter().copied();
        events.find(|event| self.graph.trigger(*event) == Some(trigger))
    }

    pub(super) fn make_places(
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
                node: of_net.node.or(of_net.part_of).unwrap_or(NONE),
                hook: NONE,
                outs: (0, 0),
                slots: (0, 0),
                raises: NONE,
                error: false,
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
            }
            if of_net.kind == Kind::Stop {
                self.finds = true;
                match of_net.node.or(of_net.part_of) {
                    Some(node) if net::stops(graph, node) => {
                        place.raises = self.raises(scope_at, node);
                        place.error = graph.trigger(node) == Some(EventTrigger::Error);
                    }
                    // A sub-process that fails by an error that nobody took.
                    _ => place.error = true,
                }
            }
            self.places.push(place);
        }
        Ok(())
    }

    /// What an end that stops its scope raises around it.
    pub(super) fn raises(&self, scope: u32, node: u32) -> u32 {
        let host = self.graph.scope(scope).and_then(|scope| match scope.kind {
            ScopeKind::SubProcess(host) => Some(host),
            ScopeKind::Process => None,
        });
        // What an event sub-process raises is raised by the sub-process that it is in.
        let host = std::iter::successors(host, |host| self.graph.parent(*host))
            .find(|host| !self.graph.is_by_event(*host));
        match self.graph.trigger(node) {
            Some(trigger) if FAILURES.contains(&trigger) => host
                .and_then(|host| self.taken(host, trigger))
                .unwrap_or(FAILURE),
            _ => NONE,
        }
    }

    pub(super) fn exec(&mut self, at: u32, node: &'p Node) -> Result<Exec, SimulateError> {
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
                if !raced && (timed || steps::is_awaited(event)) {
                    return Ok(Exec::Step(self.steps.step(at, node)?));
                }
                Ok(Exec::Nothing)
            }
            NodeKind::Gateway(_) => Ok(Exec::Nothing),
        }
    }

    /// The share of an event at a boundary or of the start of an event sub-process.
    pub(super) fn share_of(&self, event: u32) -> Option<f64> {
        let outs = self.graph.outgoing(event);
        let stated = outs.iter().find_map(|edge| stated(self.graph, *edge));
        stated.map(number)
    }

    pub(super) fn by_share(&self, event: u32) -> bool {
        self.share_of(event).is_some()
    }

    pub(super) fn host(&self, event: u32) -> Option<u32> {
        let event = self.graph.node(event)?.event()?;
        self.graph.index_of(event.attached_to.as_ref()?.as_str())
    }

    /// The share with which a boundary event happens when its activity is done; 0 if it happens otherwise.
    pub(super) fn boundary_share(&self, event: u32) -> Result<f64, SimulateError> {
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
        let stated = node.event().and_then(|event| event.waiting.as_ref());
        let given = self.given.times.get(node.id.as_str());
        let timed = stated.is_some() || given.is_some_and(|time| time.waiting.is_some());
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
    pub(super) fn follow(&self, net: &Net, base: u32, line: u32) -> u32 {
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

    pub(super) fn place(&self, at: u32) -> Place {
        let place = usize::try_from(at).ok().and_then(|at| self.places.get(at));
        place.copied().unwrap_or_default()
    }

    pub(super) fn out(&self, net: &Net, base: u32, scope: &Scope, line: u32) -> Out {
        let last = self.follow(net, base, line);
        let slot = usize::try_from(last).ok();
        let slot = slot.and_then(|at| scope.slot_lines.get(at));
        Out {
            line: last,
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
}
