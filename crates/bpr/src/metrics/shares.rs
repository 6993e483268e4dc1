//! 確率: the shares of branches and events, with what the options fill in.

use super::{MetricsError, MetricsOptions, UnknownBoundary, UnknownBranches};
use crate::{
    flow::EventPosition,
    graph::{
        Graph,
        net::{self, Kind},
        slots::Slots,
    },
};
use std::collections::HashMap;
use tosei_types::ExactFigure;

/// The probabilities of a flow, with what its options fill in.
pub(super) struct Shares {
    /// Of each line of the graph; `None` if unknown.
    pub(super) edge: Slots<Option<ExactFigure>>,
    /// Of each boundary event each time its activity is done, and of each start of an event sub-process.
    pub(super) event: HashMap<u32, Option<ExactFigure>>,
}

/// The probability that stands on a line.
pub(super) fn stated(graph: &Graph<'_>, edge: u32) -> Option<ExactFigure> {
    let at = usize::try_from(graph.edge(edge).flow?).ok()?;
    let share = graph.flow().sequence_flows.get(at)?.probability?;
    Some(share.get().into())
}

impl Shares {
    pub(super) fn of(graph: &Graph<'_>, options: &MetricsOptions) -> Result<Self, MetricsError> {
        let mut shares = Self {
            edge: Slots::with(graph.edges().len(), || Some(ExactFigure::one())),
            event: HashMap::new(),
        };
        for node in 0..graph.node_count() {
            let outs = graph.outgoing(node);
            let on_events = graph.is_event(node, EventPosition::Boundary)
                || (graph.is_event(node, EventPosition::Start)
                    && graph.parent(node).is_some_and(|sub| graph.is_by_event(sub)));
            if on_events {
                let share = outs.iter().find_map(|edge| stated(graph, *edge));
                let never = options.unknown_boundary == UnknownBoundary::Never;
                let share = share.or_else(|| never.then(ExactFigure::zero));
                shares.event.insert(node, share);
            } else if outs.len() > 1 {
                shares.branches(graph, node, options)?;
            }
        }
        Ok(shares)
    }

    fn branches(
        &mut self,
        graph: &Graph<'_>,
        node: u32,
        options: &MetricsOptions,
    ) -> Result<(), MetricsError> {
        let outs = graph.outgoing(node);
        let kind = net::branching(graph, node);
        let given: Vec<Option<ExactFigure>> =
            outs.iter().map(|edge| stated(graph, *edge)).collect();
        let sum: ExactFigure = given.iter().flatten().cloned().sum();
        let missing = given.iter().filter(|share| share.is_none()).count();
        let rest = ExactFigure::one() - sum.clone();
        match kind {
            Kind::Pick => {
                if rest.is_negative() || (missing == 0 && !rest.is_zero()) {
                    let id = graph.node(node).map(|node| node.id.clone());
                    return Err(MetricsError::Probabilities { node: id, sum });
                }
                // One branch without a share has the rest; of several, the rest is known only if it is 0.
                let count = ExactFigure::from(u32::try_from(missing).unwrap_or(u32::MAX));
                let equal = options.unknown_branches == UnknownBranches::Equal;
                let each = if missing == 1 || rest.is_zero() || equal {
                    rest.divided_by(&count)
                } else {
                    None
                };
                for (edge, share) in outs.iter().zip(given) {
                    self.edge[*edge] = share.or_else(|| each.clone());
                }
            }
            Kind::Choose => {
                let default = graph
                    .node(node)
                    .and_then(|node| node.gateway())
                    .and_then(|gateway| gateway.default.as_ref());
                let is_default = |edge: u32| {
                    graph
                        .edge(edge)
                        .flow
                        .and_then(|at| usize::try_from(at).ok())
                        .and_then(|at| graph.flow().sequence_flows.get(at))
                        .is_some_and(|flow| Some(&flow.id) == default)
                };
                // The default is taken if no other branch is, and the others do not depend on each other;
                // where another has no share, nothing is known of either.
                let none_other = outs
                    .iter()
                    .zip(&given)
                    .filter(|(edge, _)| !is_default(**edge))
                    .try_fold(ExactFigure::one(), |none, (_, share)| {
                        Some(none * (ExactFigure::one() - share.clone()?))
                    });
                for (edge, share) in outs.iter().zip(given) {
                    self.edge[*edge] = share.or_else(|| none_other.clone());
                }
            }
            _ => {}
        }
        Ok(())
    }
}
