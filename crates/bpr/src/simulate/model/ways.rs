//! Ways on from each place: shares, races, and events beside activities.

use super::{
    super::{SimulateError, SimulationAssumptionKind as Assumed},
    Boundary, Exec, NONE, Out, Racer, Scope,
    compile::{Compiler, FAILURES, index},
    shares::{self, cumulative, stated},
    steps,
};
use crate::{
    flow::{EventTrigger, GatewayKind, Node, NodeKind},
    graph::net::{Kind, Net, Why},
};
use std::collections::HashMap;
use tosei_types::ExactFigure;

impl<'p> Compiler<'_, 'p> {
    pub(super) fn make_outs(
        &mut self,
        net: &Net,
        base: u32,
        scope: &mut Scope,
    ) -> Result<(), SimulateError> {
        for at in 0..net.places.len() {
            let of_net = &net.places[at];
            let mut outs: Vec<Out> = of_net
                .outs
                .iter()
                .map(|line| self.out(net, base, scope, *line))
                .collect();
            let mut possible = vec![true; outs.len()];
            let mut race = false;
            if matches!(of_net.kind, Kind::Pick | Kind::Choose) {
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
    pub(super) fn shares(&mut self, net: &Net, at: u32) -> Result<Option<Vec<f64>>, SimulateError> {
        let place = &net.places[at];
        let first = place.outs.first().map(|line| net.lines[*line].why);
        match first {
            Some(Why::Edge(_)) => {
                let Some(node) = place.part_of.or(place.node) else {
                    return Ok(Some(vec![1.0; place.outs.len()]));
                };
                let is_race = self
                    .graph
                    .node(node)
                    .and_then(|node| node.gateway())
                    .map(|gateway| gateway.gateway)
                    == Some(GatewayKind::EventBased);
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
    pub(super) fn racer(&mut self, node: Option<u32>) -> Result<Racer, SimulateError> {
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
    pub(super) fn timer(
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
    pub(super) fn make_boundaries(&mut self, net: &Net, base: u32) -> Result<(), SimulateError> {
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
                let failure = graph.trigger(*event).filter(|one| FAILURES.contains(one));
                let raised = failure.filter(|trigger| self.raised(host, *trigger));
                if raised.is_some() || self.by_share(*event) {
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
                let interrupts = steps::interrupts(node);
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
    pub(super) fn out_of(&self, net: &Net, base: u32, line: u32) -> Out {
        let from = net.lines[line].from;
        let place = self.place(base.saturating_add(from));
        let number = net.places[from].outs.iter().position(|out| *out == line);
        let at = number.and_then(|number| {
            let first = usize::try_from(place.outs.0).ok()?;
            self.outs.get(first.checked_add(number)?)
        });
        at.copied().unwrap_or_default()
    }
}

/// A sampler of no time.
fn zero() -> Result<tosei_simulation::Sampler, SimulateError> {
    let value = tosei_simulation::Quantity::ZERO;
    tosei_simulation::Distribution::Constant { value }
        .sampler()
        .map_err(|error| SimulateError::Parts(error.to_string()))
}
