//! Ids: each once, and each that is named exists.

use super::Check;
use std::collections::HashSet;

impl Check<'_, '_> {
    pub(super) fn references(&mut self) {
        self.ids();
        self.of_nodes();
        self.of_lines();
        self.of_lanes_and_data();
    }

    fn ids(&mut self) {
        let flow = self.index.flow;
        let mut all: Vec<(&str, usize, &str)> = Vec::new();
        for (at, pool) in flow.pools.iter().enumerate() {
            all.push(("pools", at, pool.id.as_str()));
            all.extend(
                pool.lanes
                    .iter()
                    .map(|lane| ("pools", at, lane.id.as_str())),
            );
        }
        let lists = [
            ("nodes", flow.nodes.iter().map(|x| x.id.as_str()).collect()),
            (
                "sequence_flows",
                flow.sequence_flows.iter().map(|x| x.id.as_str()).collect(),
            ),
            (
                "message_flows",
                flow.message_flows.iter().map(|x| x.id.as_str()).collect(),
            ),
            (
                "data",
                flow.data.iter().map(|x| x.id.as_str()).collect::<Vec<_>>(),
            ),
        ];
        for (list, ids) in lists {
            all.extend(ids.into_iter().enumerate().map(|(at, id)| (list, at, id)));
        }
        let mut seen = HashSet::with_capacity(all.len());
        for (list, at, id) in all {
            if !seen.insert(id) {
                self.say("duplicate_id", list, at, id, &[]);
            }
        }
    }

    fn dangling(&mut self, list: &str, at: usize, subject: &str, key: &'static str, to: &str) {
        let values = [("key", key.into()), ("to", to.into())];
        self.say("dangling_reference", list, at, subject, &values);
    }

    fn of_nodes(&mut self) {
        let flow = self.index.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            let id = node.id.as_str();
            if let Some(pool) = &node.pool
                && !self.index.is_pool(pool.as_str())
            {
                self.dangling("nodes", at, id, "pool", pool.as_str());
            }
            if let Some(lane) = &node.lane
                && self.index.lane(lane.as_str()).is_none()
            {
                self.dangling("nodes", at, id, "lane", lane.as_str());
            }
            if let Some(parent) = &node.parent
                && self.index.node_at(parent.as_str()).is_none()
            {
                self.dangling("nodes", at, id, "parent", parent.as_str());
            }
            if let Some(to) = node.event().and_then(|event| event.attached_to.as_ref())
                && self.index.node_at(to.as_str()).is_none()
            {
                self.dangling("nodes", at, id, "attached_to", to.as_str());
            }
        }
    }

    fn of_lines(&mut self) {
        let flow = self.index.flow;
        for (at, edge) in flow.sequence_flows.iter().enumerate() {
            for (key, end) in [("from", &edge.from), ("to", &edge.to)] {
                if self.index.node_at(end.as_str()).is_none() {
                    self.dangling("sequence_flows", at, edge.id.as_str(), key, end.as_str());
                }
            }
        }
        for (at, message) in flow.message_flows.iter().enumerate() {
            for (key, end) in [("from", &message.from), ("to", &message.to)] {
                let end = end.as_str();
                if self.index.node_at(end).is_none() && !self.index.is_pool(end) {
                    self.dangling("message_flows", at, message.id.as_str(), key, end);
                }
            }
        }
    }

    fn of_lanes_and_data(&mut self) {
        let flow = self.index.flow;
        for (at, pool) in flow.pools.iter().enumerate() {
            for lane in &pool.lanes {
                if let Some(parent) = &lane.parent
                    && self
                        .index
                        .lane(parent.as_str())
                        .is_none_or(|(of, _)| of != at)
                {
                    self.dangling("pools", at, lane.id.as_str(), "parent", parent.as_str());
                }
            }
        }
        for (at, object) in flow.data.iter().enumerate() {
            for one in &object.uses {
                if self.index.node_at(one.node.as_str()).is_none() {
                    self.dangling("data", at, object.id.as_str(), "node", one.node.as_str());
                }
            }
        }
    }
}
