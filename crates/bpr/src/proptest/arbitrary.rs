//! Flows that hold anything their types allow: what a reader or a check may meet.

use super::values::{activities, id, labels, probabilities, time_values};
use crate::{
    Call, DataObject, DataUse, ElementId, Event, EventPosition, EventTrigger, Flow, Gateway,
    GatewayKind, Lane, Medium, MessageFlow, Node, NodeKind, Party, Pool, Repetition, SequenceFlow,
    Stage, SubProcess, flow::DataAssociation,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Ids of few things, so that references often meet something; a few meet nothing.
fn references() -> impl Strategy<Value = ElementId> {
    prop_oneof![
        12 => (0..12u32).prop_map(|n| id(&format!("N{n}"))),
        1 => (0..3u32).prop_map(|n| id(&format!("P{n}"))),
        1 => Just(id("nobody")),
        1 => Just(id("1 手順 <&>")),
    ]
}

fn kinds() -> impl Strategy<Value = NodeKind> {
    let gateway = (
        select(GatewayKind::ALL),
        option::weighted(0.2, references()),
    );
    let event = (
        select(EventPosition::ALL),
        select(EventTrigger::ALL),
        option::weighted(0.4, references()),
        any::<bool>(),
        option::weighted(0.3, time_values()),
        option::weighted(0.1, labels()),
    );
    let repetition = option::weighted(0.2, select(Repetition::ALL));
    prop_oneof![
        6 => activities(time_values()).prop_map(NodeKind::Activity),
        3 => gateway.prop_map(|(gateway, default)| NodeKind::Gateway(Gateway { gateway, default })),
        3 => event.prop_map(|(event, trigger, attached_to, non_interrupting, waiting, link)| {
            NodeKind::Event(Event { event, trigger, attached_to, non_interrupting, waiting, link })
        }),
        1 => (any::<[bool; 3]>(), repetition).prop_map(|([by_event, ad_hoc, transaction], repetition)| {
            NodeKind::SubProcess(SubProcess { by_event, ad_hoc, transaction, repetition })
        }),
        1 => (option::of(labels()), activities(time_values()))
            .prop_map(|(called, activity)| NodeKind::Call(Call { called, activity })),
    ]
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let node = (
        0..14u32,
        option::of(labels()),
        option::weighted(0.7, 0..4u32),
        option::weighted(0.7, 0..5u32),
        option::weighted(0.25, references()),
        kinds(),
    );
    let node = node.prop_map(|(number, name, pool, lane, parent, is)| Node {
        id: id(&format!("N{number}")),
        name,
        pool: pool.map(|n| id(&format!("P{n}"))),
        lane: lane.map(|n| id(&format!("L{n}"))),
        parent,
        is,
    });
    vec(node, 0..12)
}

fn pools() -> impl Strategy<Value = Vec<Pool>> {
    let lane = (
        option::of(labels()),
        option::of(select(Party::ALL)),
        option::weighted(0.3, Just("fixed_term")),
        option::weighted(0.3, 0..5u32),
    );
    let pool = (
        option::of(labels()),
        option::of(select(Party::ALL)),
        option::weighted(0.2, Just("shimin-ka")),
        vec(lane, 0..3),
    );
    vec(pool, 0..3).prop_map(|pools| {
        let mut next = 0u32;
        let with_number = (0u32..).zip(pools);
        with_number
            .map(|(number, (name, party, organisation, lanes))| Pool {
                id: id(&format!("P{number}")),
                name,
                party,
                organisation: organisation.and_then(|text| text.parse().ok()),
                lanes: lanes
                    .into_iter()
                    .map(|(name, party, staff_class, parent)| {
                        let number = next;
                        next = next.saturating_add(1);
                        Lane {
                            id: id(&format!("L{number}")),
                            name,
                            party,
                            staff_class: staff_class.and_then(|text| text.parse().ok()),
                            parent: parent.map(|n| id(&format!("L{n}"))),
                        }
                    })
                    .collect(),
            })
            .collect()
    })
}

fn data() -> impl Strategy<Value = Vec<DataObject>> {
    let uses = (references(), select(DataUse::ALL));
    let uses = uses.prop_map(|(node, direction)| DataAssociation { node, direction });
    let data = (
        option::of(labels()),
        option::of(select(Medium::ALL)),
        any::<bool>(),
        vec(uses, 0..3),
    );
    vec(data, 0..3).prop_map(|all| {
        (0u32..)
            .zip(all)
            .map(|(number, (name, medium, store, uses))| DataObject {
                id: id(&format!("D{number}")),
                name,
                medium,
                store,
                uses,
            })
            .collect()
    })
}

/// Flows of any shape: dangling references, ids that stand twice, parents in circles, wrong positions.
pub fn arbitrary_flows() -> impl Strategy<Value = Flow> {
    let edge = (
        option::weighted(0.3, labels()),
        references(),
        references(),
        option::weighted(0.4, probabilities()),
        option::weighted(0.2, labels()),
    );
    let message = (
        option::weighted(0.3, labels()),
        references(),
        references(),
        option::weighted(0.4, select(Medium::ALL)),
    );
    let head = (
        option::of(labels()),
        any::<bool>(),
        option::of(select(Stage::ALL)),
        option::of(0..=1_000_000u64),
    );
    let parts = (nodes(), vec(edge, 0..16), vec(message, 0..3));
    (head, pools(), parts, data()).prop_filter_map("a flow", |(head, pools, parts, data)| {
        let (name, fictional, stage, cases) = head;
        let (nodes, edges, messages) = parts;
        let mut flow = Flow::new("mihon/1".parse().ok()?);
        flow.name = name;
        flow.fictional = fictional;
        flow.stage = stage;
        flow.cases_a_year = cases.and_then(|cases| tosei_types::CaseCount::try_new(cases).ok());
        flow.pools = pools;
        flow.nodes = nodes;
        flow.data = data;
        let numbered = (0u32..).zip(edges);
        flow.sequence_flows = numbered
            .map(
                |(number, (name, from, to, probability, condition))| SequenceFlow {
                    id: id(&format!("F{number}")),
                    name,
                    from,
                    to,
                    probability,
                    condition,
                },
            )
            .collect();
        let numbered = (0u32..).zip(messages);
        flow.message_flows = numbered
            .map(|(number, (name, from, to, medium))| MessageFlow {
                id: id(&format!("M{number}")),
                name,
                from,
                to,
                medium,
            })
            .collect();
        Some(flow)
    })
}
