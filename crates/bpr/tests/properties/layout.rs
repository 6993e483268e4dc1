//! Laws of the layout.

use proptest::prelude::*;
use tosei_bpr::{
    EventPosition, Flow,
    bpmn::layout::{Layout, Part, Shape},
    proptest::{arbitrary_flows, flows},
};

fn is_attached(flow: &Flow, part: Part) -> bool {
    let Part::Node(node) = part else { return false };
    let event = flow.nodes[node].event();
    event.is_some_and(|event| event.event == EventPosition::Boundary && event.attached_to.is_some())
}

/// The sub-processes around a node, the nearest first.
fn around(flow: &Flow, part: Part) -> Vec<usize> {
    let Part::Node(mut node) = part else {
        return Vec::new();
    };
    let mut all = Vec::new();
    while let Some(parent) = &flow.nodes[node].parent {
        let parent = flow.nodes.iter().position(|other| other.id == *parent);
        match parent {
            Some(parent) if !all.contains(&parent) => {
                all.push(parent);
                node = parent;
            }
            _ => break,
        }
    }
    all
}

fn check(flow: &Flow) -> Result<(), TestCaseError> {
    let layout = Layout::of(flow);
    let lanes: usize = flow.pools.iter().map(|pool| pool.lanes.len()).sum();
    prop_assert_eq!(
        layout.shapes.len(),
        flow.pools.len() + lanes + flow.nodes.len() + flow.data.len()
    );
    let things: Vec<&Shape> = layout
        .shapes
        .iter()
        .filter(|shape| matches!(shape.part, Part::Node(_) | Part::Data(_)))
        .collect();
    for (number, one) in things.iter().enumerate() {
        for other in &things[number + 1..] {
            let nested = |inner: Part, outer: Part| {
                matches!(outer, Part::Node(outer) if around(flow, inner).contains(&outer))
                    || matches!((inner, outer), (Part::Data(data), Part::Node(outer))
                    if flow.data[data].uses.first().is_some_and(|used| {
                        let user = flow.nodes.iter().position(|node| node.id == used.node);
                        user.is_some_and(|user| around(flow, Part::Node(user)).contains(&outer))
                    }))
            };
            let excused = nested(one.part, other.part)
                || nested(other.part, one.part)
                || is_attached(flow, one.part)
                || is_attached(flow, other.part);
            prop_assert!(
                excused || !one.bounds.overlaps(other.bounds),
                "{:?} over {:?}",
                one,
                other
            );
        }
    }
    for (number, pool) in flow.pools.iter().enumerate() {
        let bounds = layout.shape(Part::Pool(number)).unwrap().bounds;
        prop_assert!(bounds.width > 0 && bounds.height > 0);
        for other in 0..number {
            prop_assert!(!bounds.overlaps(layout.shape(Part::Pool(other)).unwrap().bounds));
        }
        for (lane, of) in pool.lanes.iter().enumerate() {
            let lane_bounds = layout.shape(Part::Lane(number, lane)).unwrap().bounds;
            prop_assert!(
                bounds.contains(lane_bounds),
                "{:?} {:?}",
                bounds,
                lane_bounds
            );
            for (index, node) in flow.nodes.iter().enumerate() {
                let first = flow
                    .pools
                    .iter()
                    .position(|pool| Some(&pool.id) == node.pool.as_ref());
                let is_here = first == Some(number)
                    && node.lane.as_ref() == Some(&of.id)
                    && node.parent.is_none()
                    && !is_attached(flow, Part::Node(index));
                if is_here {
                    let shape = layout.shape(Part::Node(index)).unwrap().bounds;
                    prop_assert!(lane_bounds.contains(shape), "{:?} {:?}", lane_bounds, shape);
                }
            }
        }
    }
    for line in &layout.lines {
        prop_assert!(line.points.len() >= 2);
        for pair in line.points.windows(2) {
            prop_assert!(
                pair[0].x == pair[1].x || pair[0].y == pair[1].y,
                "{:?}",
                line
            );
        }
    }
    for shape in &layout.shapes {
        prop_assert!(shape.bounds.x >= 0 && shape.bounds.right() <= layout.width);
        prop_assert!(shape.bounds.y >= 0 && shape.bounds.bottom() <= layout.height);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Law: no two shapes overlap, each stands inside its lane, lines run at right angles.
    #[test]
    fn shapes_have_places_of_their_own(flow in flows()) {
        check(&flow)?;
    }

    /// Law: so it is for flows of any shape.
    #[test]
    fn shapes_of_any_flow_have_places_of_their_own(flow in arbitrary_flows()) {
        check(&flow)?;
    }
}
