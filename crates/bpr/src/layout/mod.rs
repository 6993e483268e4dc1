//! 配置: where each part of a flow stands in its picture.

mod route;
mod scope;

use crate::{DataObject, ElementId, EventPosition, Flow, Node, NodeKind, lint::Index};
use scope::Scope;
use std::collections::{BTreeMap, HashMap};

/// 矩形 (rectangle), in pixels from the upper left corner of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rectangle {
    /// Left.
    pub x: i64,
    /// Top.
    pub y: i64,
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
}

impl Rectangle {
    const fn new(x: i64, y: i64, width: i64, height: i64) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// The right end.
    #[must_use]
    pub const fn right(self) -> i64 {
        self.x + self.width
    }

    /// The lower end.
    #[must_use]
    pub const fn bottom(self) -> i64 {
        self.y + self.height
    }

    /// The middle, from left to right.
    #[must_use]
    pub const fn middle_x(self) -> i64 {
        self.x + self.width / 2
    }

    /// The middle, from top to bottom.
    #[must_use]
    pub const fn middle_y(self) -> i64 {
        self.y + self.height / 2
    }

    /// Whether two rectangles have a pixel in common.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether another rectangle lies within this one.
    #[must_use]
    pub const fn holds(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    const fn moved(self, x: i64, y: i64) -> Self {
        Self::new(self.x + x, self.y + y, self.width, self.height)
    }
}

/// 点 (point), in pixels from the upper left corner of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: i64,
    /// Down.
    pub y: i64,
}

/// 置かれた要素 (placed element).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// 要素ID.
    pub id: ElementId,
    /// Its box.
    pub at: Rectangle,
    /// Where its name stands, where that is not within the box: under events, gateways and data.
    pub label: Option<Rectangle>,
}

/// 線 (line) between elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// 要素ID.
    pub id: ElementId,
    /// Its corners, from beginning to end; two or more.
    pub points: Vec<Point>,
    /// Where its name stands.
    pub label: Option<Rectangle>,
}

/// 配置 (layout) of a flow.
///
/// # Invariant
///
/// No two boxes of nodes overlap, but a boundary event its host and a sub-process its parts; each node
/// lies within its lane, each lane within its pool. Lines are of horizontal and vertical parts.
/// What names something that is not there has no place and is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowLayout {
    /// Width of the whole.
    pub width: i64,
    /// Height of the whole.
    pub height: i64,
    /// プール.
    pub pools: Vec<Placed>,
    /// レーン of all levels.
    pub lanes: Vec<Placed>,
    /// ノード.
    pub nodes: Vec<Placed>,
    /// データオブジェクト.
    pub data: Vec<Placed>,
    /// 流れ.
    pub sequence_flows: Vec<Route>,
    /// メッセージフロー.
    pub message_flows: Vec<Route>,
    /// データ関連: lines between data and steps, named by the data.
    pub data_lines: Vec<Route>,
}

/// Size of the type of names, in pixels.
pub const TYPE_SIZE: i64 = 12;
/// Height of a line of type.
pub const LINE_HEIGHT: i64 = 16;
/// Width of a step.
pub const STEP_WIDTH: i64 = 132;
/// Height of a step: room for three lines and one of marks.
pub const STEP_HEIGHT: i64 = 84;
/// Width and height of an event.
pub const EVENT_SIZE: i64 = 36;
/// Width and height of a gateway.
pub const GATEWAY_SIZE: i64 = 50;
/// Width of the band with the name of a pool or lane.
pub const HEADER: i64 = 30;
/// Width of a name under an event, gateway or data object.
pub const LABEL_WIDTH: i64 = 120;
/// Lines of a name under an event, gateway or data object.
pub const LABEL_LINES: i64 = 2;
const MARGIN: i64 = 20;
const POOL_GAP: i64 = 60;

/// 配置する (layout): from left to right in the order of the flow, each lane a band.
///
/// The same flow gives the same picture. Times and names do not change where things stand.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, layout::layout};
///
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "mihon", "fictional": true,
///   "nodes": [{"id": "a", "is": {"kind": "activity"}}, {"id": "b", "is": {"kind": "activity"}}],
///   "sequence_flows": [{"id": "f", "from": "a", "to": "b"}]
/// }"#)?;
/// let layout = layout(&flow);
/// assert!(layout.nodes[0].at.right() < layout.nodes[1].at.x);
/// assert_eq!(layout.sequence_flows[0].points.len(), 2); // straight
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn layout(flow: &Flow) -> FlowLayout {
    Drawing::new(flow).draw()
}

struct Drawing<'f> {
    flow: &'f Flow,
    index: Index<'f>,
    /// The sub-process of each node, where there is one and it is not within itself.
    parent: Vec<Option<usize>>,
    /// How many sub-processes each node is in.
    depth: Vec<usize>,
}

fn size(node: &Node) -> (i64, i64) {
    match &node.is {
        NodeKind::Activity(_) | NodeKind::Call(_) | NodeKind::SubProcess(_) => {
            (STEP_WIDTH, STEP_HEIGHT)
        }
        NodeKind::Gateway(_) => (GATEWAY_SIZE, GATEWAY_SIZE),
        NodeKind::Event(_) => (EVENT_SIZE, EVENT_SIZE),
    }
}

const fn label_below(at: Rectangle) -> Rectangle {
    Rectangle::new(
        at.middle_x() - LABEL_WIDTH / 2,
        at.bottom() + 2,
        LABEL_WIDTH,
        LABEL_LINES * LINE_HEIGHT,
    )
}

impl<'f> Drawing<'f> {
    fn new(flow: &'f Flow) -> Self {
        let index = Index::new(flow);
        let count = flow.nodes.len();
        let mut parent: Vec<Option<usize>> = flow
            .nodes
            .iter()
            .enumerate()
            .map(|(at, node)| {
                let parent = index.node_at(node.parent.as_ref()?.as_str())?;
                let whole = flow.nodes.get(parent)?;
                // What is within itself, or within what has no inside, stands outside.
                (parent != at && matches!(whole.is, NodeKind::SubProcess(_))).then_some(parent)
            })
            .collect();
        let mut depth = vec![0; count];
        for at in 0..count {
            let mut steps = 0;
            let mut above = parent.get(at).copied().flatten();
            while let Some(next) = above {
                steps += 1;
                if steps > count {
                    break;
                }
                above = parent.get(next).copied().flatten();
            }
            if steps > count {
                if let Some(parent) = parent.get_mut(at) {
                    *parent = None; // A circle of sub-processes is cut.
                }
                steps = 0;
            }
            if let Some(depth) = depth.get_mut(at) {
                *depth = steps;
            }
        }
        Self {
            flow,
            index,
            parent,
            depth,
        }
    }

    /// The host of a boundary event, where it stands beside it.
    fn host(&self, at: usize) -> Option<usize> {
        let event = self.flow.nodes.get(at)?.event()?;
        if event.event != EventPosition::Boundary {
            return None;
        }
        let host = self.index.node_at(event.attached_to.as_ref()?.as_str())?;
        let node = self.flow.nodes.get(host)?;
        let steps = node.activity().is_some() || matches!(node.is, NodeKind::SubProcess(_));
        (steps && self.parent.get(host) == self.parent.get(at)).then_some(host)
    }

    fn draw(&self) -> FlowLayout {
        let flow = self.flow;
        // Which nodes stand together: those of a sub-process, of a pool, and of no pool.
        let mut inside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut top: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, node) in flow.nodes.iter().enumerate() {
            if let Some(parent) = self.parent.get(at).copied().flatten() {
                inside.entry(parent).or_default().push(at);
            } else {
                let pool = node
                    .pool
                    .as_ref()
                    .and_then(|pool| flow.pools.iter().position(|one| one.id == *pool));
                top.entry(pool.unwrap_or(flow.pools.len()))
                    .or_default()
                    .push(at);
            }
        }
        // The innermost first, so that the size of each is known where it is needed.
        let mut sizes: Vec<(i64, i64)> = flow.nodes.iter().map(size).collect();
        let mut order: Vec<usize> = inside.keys().copied().collect();
        order.sort_by_key(|at| std::cmp::Reverse(self.depth.get(*at).copied()));
        let mut scopes: HashMap<usize, Scope> = HashMap::new();
        for at in order {
            let nodes = inside.get(&at).cloned().unwrap_or_default();
            let bands = vec![nodes];
            let scope = Scope::new(self, &bands, &sizes);
            if let Some(size) = sizes.get_mut(at) {
                let (width, height) = scope.size();
                // Room for the name above.
                *size = (
                    width.max(STEP_WIDTH),
                    (height + LINE_HEIGHT).max(STEP_HEIGHT),
                );
            }
            scopes.insert(at, scope);
        }
        let mut layout = FlowLayout::default();
        let mut boxes: Vec<Option<Rectangle>> = vec![None; flow.nodes.len()];
        let mut placed: Vec<(Scope, i64, i64)> = Vec::new();
        let mut y = MARGIN;
        let mut right = MARGIN;
        for pool in 0..=flow.pools.len() {
            let nodes = top.remove(&pool).unwrap_or_default();
            if pool == flow.pools.len() && nodes.is_empty() {
                break;
            }
            let bands = self.bands(pool, &nodes);
            let headers = self.header_depth(pool) * HEADER;
            let groups: Vec<Vec<usize>> = bands.iter().map(|(_, nodes)| nodes.clone()).collect();
            let scope = Scope::new(self, &groups, &sizes);
            let x = MARGIN + headers;
            let (width, height) = scope.size();
            for (node, at) in scope.boxes() {
                if let Some(slot) = boxes.get_mut(node) {
                    *slot = Some(at.moved(x, y));
                }
            }
            if let Some(one) = flow.pools.get(pool) {
                layout.pools.push(Placed {
                    id: one.id.clone(),
                    at: Rectangle::new(MARGIN, y, headers + width, height),
                    label: None,
                });
                self.place_lanes(pool, &bands, &scope, (x, y, width), &mut layout);
            }
            right = right.max(x + width);
            placed.push((scope, x, y));
            y += height + POOL_GAP;
        }
        // All pools are as wide as the widest.
        for placed in layout.pools.iter_mut().chain(&mut layout.lanes) {
            placed.at.width = right - placed.at.x;
        }
        // Sub-processes from the outside in, now that their own place is known.
        let mut order: Vec<usize> = scopes.keys().copied().collect();
        order.sort_by_key(|at| (self.depth.get(*at).copied(), *at));
        for at in order {
            let (Some(whole), Some(scope)) = (boxes.get(at).copied().flatten(), scopes.remove(&at))
            else {
                continue;
            };
            let (x, y) = (whole.x, whole.y + LINE_HEIGHT);
            for (node, part) in scope.boxes() {
                if let Some(slot) = boxes.get_mut(node) {
                    *slot = Some(part.moved(x, y));
                }
            }
            placed.push((scope, x, y));
        }
        self.place_boundaries(&mut boxes);
        let mut seen = std::collections::HashSet::new();
        for (node, at) in flow.nodes.iter().zip(&boxes) {
            if let Some(at) = at
                && seen.insert(node.id.as_str())
            {
                let steps = node.activity().is_some() || matches!(node.is, NodeKind::SubProcess(_));
                layout.nodes.push(Placed {
                    id: node.id.clone(),
                    at: *at,
                    label: (!steps && node.name.is_some()).then(|| label_below(*at)),
                });
            }
        }
        route::sequence_flows(self, &boxes, &placed, &mut layout);
        route::message_flows(self, &boxes, &mut layout);
        y = self.place_data(y - POOL_GAP, &boxes, &mut layout);
        layout.width = right.max(
            layout
                .data
                .iter()
                .map(|one| one.at.right())
                .max()
                .unwrap_or(0),
        ) + MARGIN;
        layout.height = y + MARGIN;
        layout
    }

    /// The lanes of a pool that have none within them, in the order in which they are drawn, each with its
    /// nodes; nodes of no lane come last.
    fn bands(&self, pool: usize, nodes: &[usize]) -> Vec<(Option<usize>, Vec<usize>)> {
        let lanes = self
            .flow
            .pools
            .get(pool)
            .map_or(&[][..], |pool| &pool.lanes);
        let mut leaves: Vec<(Vec<usize>, usize)> = (0..lanes.len())
            .filter(|at| {
                let id = lanes.get(*at).map(|lane| &lane.id);
                !lanes.iter().any(|lane| lane.parent.as_ref() == id)
            })
            .map(|at| (self.lane_path(pool, at), at))
            .collect();
        leaves.sort();
        let mut bands: Vec<(Option<usize>, Vec<usize>)> = leaves
            .into_iter()
            .map(|(_, at)| (Some(at), Vec::new()))
            .collect();
        let mut rest = Vec::new();
        for at in nodes {
            let lane = self.flow.nodes.get(*at).and_then(|node| node.lane.as_ref());
            let band = bands.iter_mut().find(|(leaf, _)| {
                let leaf = leaf.and_then(|leaf| lanes.get(leaf));
                lane.is_some() && leaf.map(|leaf| &leaf.id) == lane
            });
            match band {
                Some((_, nodes)) => nodes.push(*at),
                None => rest.push(*at),
            }
        }
        if bands.is_empty() || !rest.is_empty() {
            bands.push((None, rest));
        }
        bands
    }

    /// The positions of a lane and of those it is in, outermost first.
    fn lane_path(&self, pool: usize, lane: usize) -> Vec<usize> {
        let lanes = self
            .flow
            .pools
            .get(pool)
            .map_or(&[][..], |pool| &pool.lanes);
        let mut path = vec![lane];
        let mut here = lane;
        while path.len() <= lanes.len() {
            let parent = lanes.get(here).and_then(|lane| lane.parent.as_ref());
            let above = parent.and_then(|id| lanes.iter().position(|lane| lane.id == *id));
            let Some(above) = above else { break };
            path.push(above);
            here = above;
        }
        path.reverse();
        path
    }

    /// How many bands of names stand left of a pool's steps.
    fn header_depth(&self, pool: usize) -> i64 {
        let Some(one) = self.flow.pools.get(pool) else {
            return 0;
        };
        let deepest = (0..one.lanes.len())
            .map(|lane| self.lane_path(pool, lane).len())
            .max();
        1 + i64::try_from(deepest.unwrap_or(0)).unwrap_or(0)
    }

    fn place_lanes(
        &self,
        pool: usize,
        bands: &[(Option<usize>, Vec<usize>)],
        scope: &Scope,
        (x, y, width): (i64, i64, i64),
        layout: &mut FlowLayout,
    ) {
        let lanes = self
            .flow
            .pools
            .get(pool)
            .map_or(&[][..], |pool| &pool.lanes);
        let mut spans: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for (band, (leaf, _)) in bands.iter().enumerate() {
            let Some(leaf) = leaf else { continue };
            let (top, bottom) = scope.band(band);
            for lane in self.lane_path(pool, *leaf) {
                let span = spans.entry(lane).or_insert((top, bottom));
                *span = (span.0.min(top), span.1.max(bottom));
            }
        }
        for (at, (top, bottom)) in spans {
            let Some(lane) = lanes.get(at) else { continue };
            let depth = i64::try_from(self.lane_path(pool, at).len()).unwrap_or(0);
            let left = MARGIN + depth * HEADER;
            layout.lanes.push(Placed {
                id: lane.id.clone(),
                at: Rectangle::new(left, y + top, x - left + width, bottom - top),
                label: None,
            });
        }
    }

    /// Boundary events stand on the lower border of their host, one beside the other.
    fn place_boundaries(&self, boxes: &mut [Option<Rectangle>]) {
        for host in 0..self.flow.nodes.len() {
            let (Some(node), Some(whole)) = (
                self.flow.nodes.get(host),
                boxes.get(host).copied().flatten(),
            ) else {
                continue;
            };
            let events = self.index.at_boundary_of(node.id.as_str()).iter();
            let events = events.filter(|at| self.host(**at) == Some(host));
            for (at, place) in events.zip(0i64..) {
                let step = EVENT_SIZE + 6;
                let fit = ((whole.width - 12) / step).max(1);
                let x = whole.x + 12 + (place % fit) * step;
                let y = whole.bottom() - EVENT_SIZE / 2;
                if let Some(slot) = boxes.get_mut(*at) {
                    *slot = Some(Rectangle::new(x, y, EVENT_SIZE, EVENT_SIZE));
                }
            }
        }
    }

    /// Data stands in a row under the pools, each piece under the first step that uses it.
    fn place_data(&self, bottom: i64, boxes: &[Option<Rectangle>], layout: &mut FlowLayout) -> i64 {
        const WIDTH: i64 = 36;
        const HEIGHT: i64 = 50;
        if self.flow.data.is_empty() {
            return bottom;
        }
        let step = |id: &ElementId| {
            let at = self.index.node_at(id.as_str())?;
            boxes.get(at).copied().flatten()
        };
        let mut order: Vec<(i64, &DataObject)> = self
            .flow
            .data
            .iter()
            .map(|object| {
                let first = object.uses.iter().find_map(|one| step(&one.node));
                (first.map_or(MARGIN, Rectangle::middle_x), object)
            })
            .collect();
        order.sort_by_key(|(x, _)| *x);
        let y = bottom + POOL_GAP;
        let mut free = MARGIN;
        for (wanted, object) in order {
            let x = (wanted - LABEL_WIDTH / 2).max(free) + (LABEL_WIDTH - WIDTH) / 2;
            let at = Rectangle::new(x, y, WIDTH, HEIGHT);
            free = at.middle_x() + LABEL_WIDTH / 2 + 8;
            for one in &object.uses {
                if let Some(step) = step(&one.node) {
                    layout
                        .data_lines
                        .push(route::data_line(object, one, at, step));
                }
            }
            layout.data.push(Placed {
                id: object.id.clone(),
                at,
                label: object.name.is_some().then(|| label_below(at)),
            });
        }
        y + HEIGHT + LABEL_LINES * LINE_HEIGHT
    }
}
