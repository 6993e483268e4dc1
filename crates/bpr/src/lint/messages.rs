//! Lines between pools and levels, lanes and their work.

use super::Check;
use crate::{ElementId, NodeKind};
use std::collections::HashSet;

impl Check<'_, '_> {
    pub(super) fn messages(&mut self) {
        let flow = self.index.flow;
        for (at, message) in flow.message_flows.iter().enumerate() {
            let id = message.id.as_str();
            let (from, to) = (message.from.as_str(), message.to.as_str());
            let (here, there) = (self.index.pool_of(from), self.index.pool_of(to));
            if here.is_some() && here == there {
                let values = [("pool", here.unwrap_or_default().into())];
                self.say("message_within_pool", "message_flows", at, id, &values);
            }
            let gateway = [from, to].into_iter().find(|end| {
                let node = self.index.node(end);
                node.is_some_and(|node| matches!(node.is, NodeKind::Gateway(_)))
            });
            if let Some(gateway) = gateway {
                let values = [("to", gateway.into())];
                self.say("message_at_gateway", "message_flows", at, id, &values);
            }
        }
        for (at, edge) in flow.sequence_flows.iter().enumerate() {
            let from = self.index.node(edge.from.as_str());
            let to = self.index.node(edge.to.as_str());
            let (Some(from), Some(to)) = (from, to) else {
                continue;
            };
            let values = [("from", from.title().into()), ("to", to.title().into())];
            if from.pool != to.pool {
                self.say(
                    "sequence_across_pools",
                    "sequence_flows",
                    at,
                    edge.id.as_str(),
                    &values,
                );
            } else if from.parent != to.parent {
                self.say(
                    "sequence_across_sub_process",
                    "sequence_flows",
                    at,
                    edge.id.as_str(),
                    &values,
                );
            }
        }
        self.lanes();
    }

    fn lanes(&mut self) {
        let flow = self.index.flow;
        let used: HashSet<&str> = flow
            .nodes
            .iter()
            .filter_map(|node| node.lane.as_ref())
            .map(ElementId::as_str)
            .collect();
        let parents: HashSet<&str> = flow
            .pools
            .iter()
            .flat_map(|pool| &pool.lanes)
            .filter_map(|lane| lane.parent.as_ref())
            .map(ElementId::as_str)
            .collect();
        for (at, pool) in flow.pools.iter().enumerate() {
            for lane in &pool.lanes {
                let id = lane.id.as_str();
                let name = lane.name.as_deref().unwrap_or(id);
                if !used.contains(id) && !parents.contains(id) {
                    self.say("empty_lane", "pools", at, id, &[("name", name.into())]);
                }
                if lane.name.is_none() {
                    self.say("unnamed_lane", "pools", at, id, &[]);
                }
            }
            if pool.name.is_none() {
                self.say("unnamed_lane", "pools", at, pool.id.as_str(), &[]);
            }
        }
        for (at, node) in flow.nodes.iter().enumerate() {
            let laned = node.pool.as_ref().and_then(|pool| {
                flow.pool(pool.as_str())
                    .filter(|pool| !pool.lanes.is_empty())
            });
            if laned.is_some() && node.lane.is_none() && node.parent.is_none() {
                self.say_node("outside_lanes", at, &[]);
            }
            let other = node.lane.as_ref().and_then(|lane| {
                let (pool, _) = self.index.lane(lane.as_str())?;
                flow.pools.get(pool)
            });
            if let Some(other) = other
                && node.pool.as_ref().is_some_and(|pool| *pool != other.id)
            {
                let values = [("pool", other.id.as_str().into())];
                self.say_node("lane_of_other_pool", at, &values);
            }
        }
    }
}
