//! Flows put together from blocks: every split has its join, every case can end.

use super::values::{activities, exact_times, id, labels, probability_splits};
use crate::{
    Activity, ElementId, Event, EventPosition, EventTrigger, Flow, Gateway, GatewayKind, Lane,
    Node, NodeKind, Party, Pool, Probability, SequenceFlow, Stage,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// A part of a flow with one way in and one way out.
#[derive(Debug, Clone)]
enum Block {
    Step(Box<Activity>, Option<String>, usize),
    Sequence(Vec<Block>),
    Exclusive(Vec<(Block, Probability)>),
    Parallel(Vec<Block>),
    /// The body again with a probability that is below one.
    Loop(Box<Block>, Vec<Probability>),
}

fn blocks() -> impl Strategy<Value = Block> {
    let leaf = (
        activities(exact_times()),
        option::weighted(0.9, labels()),
        0..3usize,
    );
    let leaf = leaf.prop_map(|(activity, name, lane)| Block::Step(Box::new(activity), name, lane));
    leaf.prop_recursive(3, 14, 3, |inner| {
        let branch = (2..=3usize).prop_flat_map({
            let inner = inner.clone();
            move |n| (vec(inner.clone(), n), probability_splits(n))
        });
        prop_oneof![
            4 => vec(inner.clone(), 1..4).prop_map(Block::Sequence),
            2 => branch.prop_map(|(blocks, shares)| {
                Block::Exclusive(blocks.into_iter().zip(shares).collect())
            }),
            1 => vec(inner.clone(), 2..4).prop_map(Block::Parallel),
            1 => (inner, probability_splits(2))
                .prop_map(|(block, shares)| Block::Loop(Box::new(block), shares)),
        ]
    })
}

struct Builder {
    flow: Flow,
    lanes: Vec<ElementId>,
    count: usize,
}

impl Builder {
    fn node(&mut self, name: Option<String>, lane: usize, is: NodeKind) -> ElementId {
        self.count = self.count.saturating_add(1);
        let id = id(&format!("N{}", self.count));
        let pool = self.flow.pools.first().map(|pool| pool.id.clone());
        let lane = self.lanes.get(lane.min(self.lanes.len().saturating_sub(1)));
        self.flow.nodes.push(Node {
            id: id.clone(),
            name,
            lane: pool.as_ref().and(lane.cloned()),
            pool,
            parent: None,
            is,
        });
        id
    }

    fn gateway(&mut self, gateway: GatewayKind) -> ElementId {
        let gateway = Gateway {
            gateway,
            default: None,
        };
        self.node(None, 0, NodeKind::Gateway(gateway))
    }

    fn event(&mut self, event: EventPosition) -> ElementId {
        let event = Event {
            event,
            trigger: EventTrigger::None,
            attached_to: None,
            non_interrupting: false,
            waiting: None,
            link: None,
        };
        self.node(None, 0, NodeKind::Event(event))
    }

    fn edge(&mut self, from: &ElementId, to: &ElementId, probability: Option<Probability>) {
        let number = self.flow.sequence_flows.len().saturating_add(1);
        self.flow.sequence_flows.push(SequenceFlow {
            id: id(&format!("F{number}")),
            name: None,
            from: from.clone(),
            to: to.clone(),
            probability,
            condition: None,
        });
    }

    /// Adds a block behind a node, by way of an edge of a probability; gives its last node.
    fn block(&mut self, block: Block, from: &ElementId, share: Option<Probability>) -> ElementId {
        match block {
            Block::Step(activity, name, lane) => {
                let step = self.node(name, lane, NodeKind::Activity(*activity));
                self.edge(from, &step, share);
                step
            }
            Block::Sequence(blocks) => {
                let (mut last, mut share) = (from.clone(), share);
                for block in blocks {
                    last = self.block(block, &last, share.take());
                }
                last
            }
            Block::Exclusive(branches) => {
                let split = self.gateway(GatewayKind::Exclusive);
                self.edge(from, &split, share);
                let branches = branches
                    .into_iter()
                    .map(|(block, share)| (block, Some(share)));
                self.join(GatewayKind::Exclusive, &split, branches.collect())
            }
            Block::Parallel(branches) => {
                let split = self.gateway(GatewayKind::Parallel);
                self.edge(from, &split, share);
                let branches = branches.into_iter().map(|block| (block, None));
                self.join(GatewayKind::Parallel, &split, branches.collect())
            }
            Block::Loop(body, shares) => {
                let merge = self.gateway(GatewayKind::Exclusive);
                self.edge(from, &merge, share);
                let last = self.block(*body, &merge, None);
                let split = self.gateway(GatewayKind::Exclusive);
                self.edge(&last, &split, None);
                self.edge(&split, &merge, shares.first().copied());
                let out = self.gateway(GatewayKind::Exclusive);
                self.edge(&split, &out, shares.get(1).copied());
                out
            }
        }
    }

    fn join(
        &mut self,
        kind: GatewayKind,
        split: &ElementId,
        branches: Vec<(Block, Option<Probability>)>,
    ) -> ElementId {
        let ends: Vec<ElementId> = branches
            .into_iter()
            .map(|(block, share)| self.block(block, split, share))
            .collect();
        let join = self.gateway(kind);
        for end in &ends {
            self.edge(end, &join, None);
        }
        join
    }
}

/// Flows made of sequences, exclusive and parallel blocks and loops, with exact times; every case can end.
///
/// The probabilities of each branch sum to one, and no loop goes on for ever. With or without a pool of three lanes.
pub fn flows() -> impl Strategy<Value = Flow> {
    let head = (
        option::weighted(0.7, select(Stage::ALL)),
        option::weighted(0.7, 1..=100_000u64),
        any::<bool>(),
    );
    (blocks(), head).prop_map(|(block, (stage, cases, pools))| {
        let mut flow = Flow::new(flow_id());
        flow.name = Some("補助金の交付（架空）".to_owned());
        flow.fictional = true;
        flow.stage = stage;
        flow.cases_a_year = cases.and_then(|cases| tosei_types::CaseCount::try_new(cases).ok());
        let mut lanes = Vec::new();
        if pools {
            let parties = [
                ("申請者", Party::Applicant),
                ("窓口", Party::Counter),
                ("審査担当", Party::Reviewer),
            ];
            let all: Vec<Lane> = (1u32..)
                .zip(parties)
                .map(|(number, (name, party))| Lane {
                    id: id(&format!("L{number}")),
                    name: Some(name.to_owned()),
                    party: Some(party),
                    staff_class: None,
                    parent: None,
                })
                .collect();
            lanes = all.iter().map(|lane| lane.id.clone()).collect();
            flow.pools = vec![Pool {
                id: id("P1"),
                name: Some("架空市".to_owned()),
                party: None,
                organisation: None,
                lanes: all,
            }];
        }
        let mut builder = Builder {
            flow,
            lanes,
            count: 0,
        };
        let start = builder.event(EventPosition::Start);
        let last = builder.block(block, &start, None);
        let end = builder.event(EventPosition::End);
        builder.edge(&last, &end, None);
        builder.flow
    })
}

#[allow(clippy::unreachable, reason = "a text of this module, which is an id")]
fn flow_id() -> tosei_types::FlowId {
    "mihon-as-is"
        .parse()
        .unwrap_or_else(|_| unreachable!("a flow id"))
}
