//! Laws of the comparison.

use proptest::prelude::*;
use std::collections::BTreeMap;
use tosei_bpr::{
    ElementId, Flow, NodeKind,
    compare::{ChangeKind, EditScript, apply, compare, edit_script, match_flows},
    metrics::MetricsOptions,
    proptest::{arbitrary_flows, flows},
};

/// The flow with every id drawn anew.
fn redrawn(flow: &Flow) -> Flow {
    let mut names: BTreeMap<String, ElementId> = BTreeMap::new();
    let mut fresh = |id: &ElementId| {
        let next = format!("new-{}", names.len());
        names
            .entry(id.to_string())
            .or_insert_with(|| next.parse().unwrap())
            .clone()
    };
    let mut flow = flow.clone();
    for pool in &mut flow.pools {
        pool.id = fresh(&pool.id);
        for lane in &mut pool.lanes {
            lane.id = fresh(&lane.id);
            lane.parent = lane.parent.as_ref().map(&mut fresh);
        }
    }
    for node in &mut flow.nodes {
        node.id = fresh(&node.id);
        node.pool = node.pool.as_ref().map(&mut fresh);
        node.lane = node.lane.as_ref().map(&mut fresh);
        node.parent = node.parent.as_ref().map(&mut fresh);
        match &mut node.is {
            NodeKind::Event(event) => {
                event.attached_to = event.attached_to.as_ref().map(&mut fresh);
            }
            NodeKind::Gateway(gateway) => {
                gateway.default = gateway.default.as_ref().map(&mut fresh);
            }
            _ => {}
        }
    }
    for line in &mut flow.sequence_flows {
        line.id = fresh(&line.id);
        line.from = fresh(&line.from);
        line.to = fresh(&line.to);
    }
    for line in &mut flow.message_flows {
        line.id = fresh(&line.id);
        line.from = fresh(&line.from);
        line.to = fresh(&line.to);
    }
    for data in &mut flow.data {
        data.id = fresh(&data.id);
        for used in &mut data.uses {
            used.node = fresh(&used.node);
        }
    }
    flow
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Law: a flow compared with itself, however odd, shows no change.
    #[test]
    fn a_flow_is_like_itself(flow in arbitrary_flows()) {
        let comparison = compare(&flow, &flow, &[], MetricsOptions::default());
        prop_assert!(comparison.is_empty());
        prop_assert_eq!(comparison.matching.pairs.len(), flow.nodes.len());
    }

    /// Law: the edit script makes the one flow of the other, exactly, also after it was written and read.
    #[test]
    fn the_script_makes_the_one_of_the_other(a in arbitrary_flows(), b in arbitrary_flows()) {
        let script = edit_script(&a, &b, &match_flows(&a, &b, &[]));
        prop_assert_eq!(apply(&a, &script).unwrap(), b.clone());
        let text = serde_json::to_string(&script).unwrap();
        let read: EditScript = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(apply(&a, &read).unwrap(), b);
    }

    /// Law: an edit script for another flow is refused or applied, and never more.
    #[test]
    fn a_script_for_another_flow_does_no_harm(a in arbitrary_flows(), b in flows(), c in flows()) {
        let script = edit_script(&b, &c, &match_flows(&b, &c, &[]));
        let _ = apply(&a, &script);
    }

    /// Law: who draws all ids anew and gives each node a name of its own changes nothing that is told.
    #[test]
    fn ids_drawn_anew_are_no_change(flow in flows()) {
        let mut flow = flow;
        for (at, node) in flow.nodes.iter_mut().enumerate() {
            node.name = Some(format!("手順{at}の仕事{}", "甲乙丙丁戊".chars().cycle().nth(at).unwrap()));
        }
        for (at, pool) in flow.pools.iter_mut().enumerate() {
            pool.name = Some(format!("組織{at}"));
            for (l, lane) in pool.lanes.iter_mut().enumerate() {
                lane.name = Some(format!("係{at}-{l}"));
            }
        }
        let comparison = compare(&flow, &redrawn(&flow), &[], MetricsOptions::default());
        prop_assert_eq!(&comparison.changes, &[]);
        for pair in &comparison.matching.pairs {
            prop_assert_eq!(pair.before_at, pair.after_at);
        }
    }

    /// Law: a step taken out is the one that is told as removed.
    #[test]
    fn what_was_removed_is_told(flow in flows(), pick in any::<prop::sample::Index>()) {
        let mut flow = flow;
        for (at, node) in flow.nodes.iter_mut().enumerate() {
            node.name = Some(format!("{at:016b}"));
        }
        let steps: Vec<usize> = flow.nodes.iter().enumerate()
            .filter(|(_, node)| node.activity().is_some()).map(|(at, _)| at).collect();
        prop_assume!(!steps.is_empty());
        let gone = flow.nodes[steps[pick.index(steps.len())]].id.clone();
        let mut after = flow.clone();
        after.nodes.retain(|node| node.id != gone);
        after.sequence_flows.retain(|line| line.from != gone && line.to != gone);
        let comparison = compare(&flow, &after, &[], MetricsOptions::default());
        prop_assert_eq!(comparison.changes.len(), 1);
        prop_assert_eq!(comparison.changes[0].kind, ChangeKind::Removed);
        prop_assert_eq!(&comparison.changes[0].before, &[gone]);
    }
}
