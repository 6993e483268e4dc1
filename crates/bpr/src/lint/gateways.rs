//! Branches and joins.

use super::Check;
use crate::{ElementId, EventPosition, GatewayKind, NodeKind, TaskKind};
use tosei_types::ExactFigure;

impl Check<'_, '_> {
    pub(super) fn gateways(&mut self) {
        let flow = self.index.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            let (ins, outs) = (self.index.incoming(at).len(), self.index.outgoing(at).len());
            match &node.is {
                NodeKind::Gateway(gateway) => {
                    if ins <= 1 && outs <= 1 {
                        self.say_node("idle_gateway", at, &[]);
                    }
                    if ins > 1 && outs > 1 {
                        self.say_node("join_and_split", at, &[]);
                    }
                    self.default(at, gateway.default.as_ref().map(ElementId::as_str));
                    if outs > 1 {
                        self.branches(at, gateway.gateway, gateway.default.as_ref());
                    }
                    if gateway.gateway == GatewayKind::EventBased {
                        self.event_targets(at);
                    }
                    if gateway.gateway == GatewayKind::Complex {
                        self.say_node("complex_gateway", at, &[]);
                    }
                }
                NodeKind::Activity(_) | NodeKind::SubProcess(_) | NodeKind::Call(_) => {
                    let unconditional = self
                        .index
                        .outgoing(at)
                        .filter(|edge| edge.condition.is_none() && edge.probability.is_none());
                    if unconditional.count() > 1 {
                        self.say_node("implicit_split", at, &[]);
                    }
                    if ins > 1 {
                        self.say_node("implicit_join", at, &[]);
                    }
                }
                NodeKind::Event(_) => {}
            }
        }
    }

    fn default(&mut self, at: usize, default: Option<&str>) {
        let Some(default) = default else { return };
        let mut edges = self.index.outgoing(at);
        match edges.find(|edge| edge.id.as_str() == default) {
            None => self.say_node("default_elsewhere", at, &[("to", default.into())]),
            Some(edge) if edge.condition.is_some() => {
                self.say_node("default_with_condition", at, &[("to", default.into())]);
            }
            Some(_) => {}
        }
    }

    /// What a split says about its branches.
    fn branches(&mut self, at: usize, kind: GatewayKind, default: Option<&ElementId>) {
        let edges: Vec<_> = self.index.outgoing(at).collect();
        let chooses = matches!(kind, GatewayKind::Exclusive | GatewayKind::Inclusive);
        if chooses {
            let plain = edges
                .iter()
                .filter(|edge| edge.condition.is_none() && Some(&edge.id) != default);
            let conditions = edges.iter().any(|edge| edge.condition.is_some());
            // Beside branches with conditions one without is the default, and there can be one only.
            let most = usize::from(default.is_none());
            if conditions && plain.count() > most {
                self.say_node("several_defaults", at, &[]);
            }
            let silent = edges.iter().find(|edge| {
                edge.name.is_none() && edge.condition.is_none() && Some(&edge.id) != default
            });
            if let Some(edge) = silent {
                self.say_node("unlabelled_branch", at, &[("to", edge.to.as_str().into())]);
            }
        }
        let known: Vec<_> = edges.iter().filter_map(|edge| edge.probability).collect();
        if kind == GatewayKind::Parallel {
            if !known.is_empty() {
                self.say_node("probability_at_parallel", at, &[]);
            }
            return;
        }
        if known.len() < edges.len() {
            let missing = edges.len().saturating_sub(known.len());
            let missing = u64::try_from(missing).unwrap_or(u64::MAX);
            self.say_node("probability_missing", at, &[("missing", missing.into())]);
            return;
        }
        let sum = known
            .iter()
            .map(|share| ExactFigure::from(share.get()))
            .sum::<ExactFigure>();
        let exclusive = matches!(kind, GatewayKind::Exclusive | GatewayKind::EventBased);
        // Several branches of an inclusive gateway may be taken, but at least one is.
        if (exclusive && !sum.is_one())
            || (kind == GatewayKind::Inclusive && sum < ExactFigure::one())
        {
            let sum = sum.to_string();
            self.say_node("probability_sum", at, &[("sum", sum.as_str().into())]);
        }
    }

    fn event_targets(&mut self, at: usize) {
        for edge in self.index.outgoing(at) {
            let Some(target) = self.index.node(edge.to.as_str()) else {
                continue;
            };
            let waits = match &target.is {
                NodeKind::Event(event) => event.event == EventPosition::Catch,
                NodeKind::Activity(activity) => activity.task == Some(TaskKind::Receive),
                _ => false,
            };
            if !waits {
                self.say_node("event_gateway_target", at, &[("to", target.title().into())]);
            }
        }
    }
}
