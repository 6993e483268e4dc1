//! Laws of layouts.

use proptest::prelude::*;
use tosei_bpr::{
    EventPosition, Flow, NodeKind,
    layout::{FlowLayout, layout},
    proptest::{arbitrary_flows, flows},
};

/// Whether one node may lie over another: a sub-process over its parts, a boundary event over its host.
fn may_overlap(flow: &Flow, one: &str, other: &str) -> bool {
    let within = |one: &str, other: &str| {
        let mut here = flow.node(one);
        for _ in 0..=flow.nodes.len() {
            let Some(parent) = here.and_then(|node| node.parent.as_ref()) else {
                return false;
            };
            if parent.as_str() == other {
                return true;
            }
            here = flow.node(parent.as_str());
        }
        false
    };
    let boundary = |one: &str| {
        let event = flow.node(one).and_then(|node| node.event());
        event.is_some_and(|event| event.event == EventPosition::Boundary)
    };
    within(one, other) || within(other, one) || boundary(one) || boundary(other)
}

fn check(flow: &Flow) -> Result<FlowLayout, TestCaseError> {
    let layout = layout(flow);
    for (at, one) in layout.nodes.iter().enumerate() {
        prop_assert!(one.at.x >= 0 && one.at.y >= 0);
        prop_assert!(one.at.right() <= layout.width && one.at.bottom() <= layout.height);
        for other in layout.nodes.iter().skip(at + 1) {
            let allowed = may_overlap(flow, one.id.as_str(), other.id.as_str());
            prop_assert!(allowed || !one.at.overlaps(other.at), "{one:?} {other:?}");
        }
    }
    for route in layout.sequence_flows.iter().chain(&layout.message_flows) {
        prop_assert!(route.points.len() >= 2);
        for pair in route.points.windows(2) {
            let [one, two] = pair else { continue };
            prop_assert!(one.x == two.x || one.y == two.y, "{route:?}");
        }
    }
    Ok(layout)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Law: no boxes overlap, each node lies in its lane, all lines are drawn.
    #[test]
    fn a_flow_is_laid_out_without_overlap(flow in flows()) {
        let layout = check(&flow)?;
        prop_assert_eq!(layout.nodes.len(), flow.nodes.len());
        prop_assert_eq!(layout.sequence_flows.len(), flow.sequence_flows.len());
        for node in &flow.nodes {
            let boundary = matches!(&node.is,
                NodeKind::Event(event) if event.event == EventPosition::Boundary);
            let placed = layout.nodes.iter().find(|placed| placed.id == node.id).unwrap();
            let lane = node.lane.as_ref().and_then(|lane| layout.lanes.iter().find(|one| one.id == *lane));
            if let Some(lane) = lane && !boundary && node.parent.is_none() {
                prop_assert!(lane.at.holds(placed.at), "{lane:?} {placed:?}");
            }
            if let Some(parent) = &node.parent {
                let parent = layout.nodes.iter().find(|placed| placed.id == *parent).unwrap();
                prop_assert!(boundary || parent.at.holds(placed.at), "{parent:?} {placed:?}");
            }
        }
        for lane in &layout.lanes {
            prop_assert!(layout.pools.iter().any(|pool| pool.at.holds(lane.at)));
        }
    }

    /// Law: whatever the document says, a layout comes of it, twice the same.
    #[test]
    fn any_flow_is_laid_out(flow in arbitrary_flows()) {
        let first = layout(&flow);
        prop_assert_eq!(first, layout(&flow));
    }
}
