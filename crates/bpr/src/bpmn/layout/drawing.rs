//! From the structure of a flow to places for all its parts.

use super::{
    Bounds, LABEL, Layout, Part, Point, Shape,
    scope::{self, Item, Scope},
    size::{BOUNDARY, EVENT, label_below, label_room, size},
    structure::{Structure, lane_depths, lane_order},
    text,
};
use crate::{Flow, NodeKind};
use std::collections::{HashMap, HashSet};

/// Around everything.
const MARGIN: i64 = 40;
/// The strip with the name of a pool or a lane.
const HEADER: i64 = 30;
/// Between pools.
const POOL_GAP: i64 = 40;
/// The height of a pool of which nothing is known but its name.
const CLOSED_POOL: i64 = 60;
/// Inside a sub-process, above its parts.
const TITLE: i64 = 30;

/// The bands of a pool: each lane, and what stands in none.
struct PoolBands {
    /// The band of nodes without a lane, if there are such.
    loose: Option<usize>,
    /// The band of each lane.
    lanes: Vec<Option<usize>>,
}

pub(super) struct Drawing<'f> {
    pub(super) flow: &'f Flow,
    pub(super) structure: Structure<'f>,
    boundary: HashMap<usize, Vec<usize>>,
    /// Scopes by their sub-process; the one of `None` holds everything else.
    pub(super) scopes: HashMap<Option<usize>, Scope>,
    /// Where each part stands: its scope, and its number there.
    pub(super) places: HashMap<Part, (Option<usize>, usize)>,
    /// The scope of each data object.
    data_scopes: Vec<Option<usize>>,
    pub(super) layout: Layout,
    pub(super) bounds: HashMap<Part, Bounds>,
    /// The corner of each scope.
    pub(super) corners: HashMap<Option<usize>, Point>,
}

impl<'f> Drawing<'f> {
    pub(super) fn new(flow: &'f Flow) -> Self {
        let structure = Structure::of(flow);
        let mut boundary: HashMap<usize, Vec<usize>> = HashMap::new();
        for (node, host) in structure.hosts.iter().enumerate() {
            if let Some(host) = host {
                boundary.entry(*host).or_default().push(node);
            }
        }
        let data_scopes = flow
            .data
            .iter()
            .map(|data| {
                let user = data.uses.first()?;
                let node = structure.nodes.get(user.node.as_str())?;
                structure.parent(*node)
            })
            .collect();
        Self {
            flow,
            structure,
            boundary,
            scopes: HashMap::new(),
            places: HashMap::new(),
            data_scopes,
            layout: Layout::default(),
            bounds: HashMap::new(),
            corners: HashMap::new(),
        }
    }

    pub(super) fn draw(mut self) -> Layout {
        for sub in self.structure.inner_first.clone() {
            let nodes = self
                .structure
                .children
                .get(&sub)
                .cloned()
                .unwrap_or_default();
            self.scope(Some(sub), &nodes, |_, _| 0, 1);
        }
        let (bands, count) = self.bands();
        let nodes: Vec<usize> = self.structure.top().collect();
        let band = |drawing: &Self, node: usize| drawing.band_of(&bands, node);
        self.scope(None, &nodes, band, count);
        self.place_pools(&bands);
        self.place_shapes();
        self.draw_lines();
        let right = self.layout.shapes.iter().map(|shape| shape.bounds.right());
        let width = right.max().unwrap_or(0).saturating_add(MARGIN);
        let bottom = self.layout.shapes.iter().map(|shape| shape.bounds.bottom());
        self.layout.height = bottom.max().unwrap_or(0).saturating_add(MARGIN);
        self.layout.width = width;
        self.layout
    }

    /// The bands of the outermost scope: what is in no pool, then pool by pool.
    fn bands(&self) -> (Vec<PoolBands>, usize) {
        let mut next = 1usize;
        let used: HashSet<(Option<usize>, Option<usize>)> = self
            .structure
            .top()
            .map(|node| {
                let pool = self.structure.node_pools.get(node).copied().flatten();
                (pool, self.structure.node_lanes.get(node).copied().flatten())
            })
            .collect();
        let mut all = Vec::with_capacity(self.flow.pools.len());
        for (number, pool) in self.flow.pools.iter().enumerate() {
            let mut take = || {
                let band = next;
                next = next.saturating_add(1);
                Some(band)
            };
            let has_loose = used.contains(&(Some(number), None));
            let loose = if has_loose { take() } else { None };
            let parents = self.structure.lane_parents.get(number);
            let parents = parents.map_or(&[][..], Vec::as_slice);
            let with_inner: HashSet<Option<usize>> = parents.iter().copied().collect();
            let mut lanes = vec![None; pool.lanes.len()];
            for lane in lane_order(parents) {
                let has_children = with_inner.contains(&Some(lane));
                let has_nodes = used.contains(&(Some(number), Some(lane)));
                if (has_nodes || !has_children)
                    && let Some(slot) = lanes.get_mut(lane)
                {
                    *slot = take();
                }
            }
            all.push(PoolBands { loose, lanes });
        }
        (all, next)
    }

    fn band_of(&self, bands: &[PoolBands], node: usize) -> usize {
        let pool = self.structure.node_pools.get(node).copied().flatten();
        let Some(pool) = pool.and_then(|pool| bands.get(pool)) else {
            return 0;
        };
        let lane = self.structure.node_lanes.get(node).copied().flatten();
        let lane = lane.and_then(|lane| pool.lanes.get(lane).copied().flatten());
        lane.or(pool.loose).unwrap_or(0)
    }

    /// Lays one scope out.
    fn scope(
        &mut self,
        of: Option<usize>,
        nodes: &[usize],
        band: impl Fn(&Self, usize) -> usize,
        bands: usize,
    ) {
        let mut items = Vec::new();
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        for node in nodes {
            if self.structure.hosts.get(*node).copied().flatten().is_some() {
                continue;
            }
            let Some(item) = self.item(*node, band(self, *node)) else {
                continue;
            };
            numbers.insert(*node, items.len());
            self.places.insert(Part::Node(*node), (of, items.len()));
            items.push(item);
        }
        let mut with = HashMap::new();
        for (index, data) in self.flow.data.iter().enumerate() {
            if self.data_scopes.get(index).copied().flatten() != of {
                continue;
            }
            let user = data.uses.first();
            let user = user.and_then(|user| self.structure.nodes.get(user.node.as_str()));
            let user = user.map(|node| self.host_or_self(*node));
            let column = user.and_then(|node| numbers.get(&node).copied());
            with.extend(column.map(|column| (items.len(), column)));
            self.places.insert(Part::Data(index), (of, items.len()));
            let (beside, below) = label_room(data.name.as_deref(), 36);
            items.push(Item {
                part: Part::Data(index),
                width: if data.store { 50 } else { 36 },
                height: 50,
                beside,
                below,
                band: user.map_or(0, |node| band(self, node)),
            });
        }
        let edges: Vec<(usize, usize)> = self
            .flow
            .sequence_flows
            .iter()
            .filter_map(|edge| {
                let end = |id: &crate::ElementId| {
                    let node = *self.structure.nodes.get(id.as_str())?;
                    numbers.get(&self.host_or_self(node)).copied()
                };
                end(&edge.from).zip(end(&edge.to))
            })
            .collect();
        let scope = if with.is_empty() {
            Scope::new(items, &edges, bands)
        } else {
            Scope::with_columns(items, &edges, &with, bands)
        };
        self.scopes.insert(of, scope);
    }

    pub(super) fn host_or_self(&self, node: usize) -> usize {
        self.structure
            .hosts
            .get(node)
            .copied()
            .flatten()
            .unwrap_or(node)
    }

    fn item(&self, node: usize, band: usize) -> Option<Item> {
        let of = self.flow.nodes.get(node)?;
        let inner = self.scopes.get(&Some(node));
        let (mut width, mut height, outside) = size(of);
        if let Some(inner) = inner {
            width = width.max(inner.width);
            height = inner
                .height
                .saturating_add(TITLE)
                .saturating_add(scope::ROW_GAP);
        }
        let mut beside = 0;
        let mut below = 0;
        if outside {
            (beside, below) = label_room(of.name.as_deref(), width);
        }
        if let Some(events) = self.boundary.get(&node) {
            let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
            width = width.max(count.saturating_mul(BOUNDARY));
            let labels = events.iter().map(|event| {
                let name = self
                    .flow
                    .nodes
                    .get(*event)
                    .and_then(|node| node.name.as_deref());
                name.map_or(0, |name| text::room(name, BOUNDARY).1)
            });
            below = (EVENT / 2).saturating_add(labels.max().unwrap_or(0));
        }
        Some(Item {
            part: Part::Node(node),
            width,
            height,
            beside,
            below,
            band,
        })
    }

    /// Places the scope of everything, pools and lanes.
    fn place_pools(&mut self, bands: &[PoolBands]) {
        let Some(scope) = self.scopes.get(&None) else {
            return;
        };
        let deepest = self
            .structure
            .lane_parents
            .iter()
            .flat_map(|parents| lane_depths(parents))
            .max()
            .unwrap_or(0);
        let headers = i64::try_from(deepest)
            .unwrap_or(0)
            .saturating_add(1)
            .saturating_mul(HEADER);
        let left = if self.flow.pools.is_empty() {
            MARGIN
        } else {
            MARGIN.saturating_add(headers)
        };
        self.corners.insert(None, Point { x: left, y: MARGIN });
        let right = left.saturating_add(scope.width.max(240));
        // Bands are moved down where pools need a gap between them.
        let (top, bottom) = scope.band(0);
        let has_loose = scope.cells.iter().any(|cell| cell.band == 0);
        let first = if has_loose {
            bottom.saturating_sub(top)
        } else {
            0
        };
        let mut y = MARGIN.saturating_add(first);
        if has_loose {
            y = y.saturating_add(POOL_GAP);
        }
        let mut tops: HashMap<usize, (i64, i64)> = HashMap::new();
        tops.insert(0, (MARGIN, MARGIN.saturating_add(first)));
        let mut shapes = Vec::new();
        for (number, pool) in bands.iter().enumerate() {
            let start = y;
            let mut own: Vec<usize> = pool.loose.into_iter().collect();
            own.extend(pool.lanes.iter().flatten());
            own.sort_unstable();
            for band in &own {
                let (top, bottom) = scope.band(*band);
                let end = y.saturating_add(bottom.saturating_sub(top));
                tops.insert(*band, (y, end));
                y = end;
            }
            if own.is_empty() {
                y = y.saturating_add(CLOSED_POOL);
            }
            let bounds = Bounds {
                x: MARGIN,
                y: start,
                width: right.saturating_sub(MARGIN),
                height: y.saturating_sub(start),
            };
            shapes.push((Part::Pool(number), bounds));
            let parents = self.structure.lane_parents.get(number);
            let parents = parents.map_or(&[][..], Vec::as_slice);
            let order = lane_order(parents);
            let mut spans: Vec<(i64, i64)> = pool
                .lanes
                .iter()
                .map(|band| band.and_then(|band| tops.get(&band).copied()))
                .map(|span| span.unwrap_or((i64::MAX, i64::MIN)))
                .collect();
            // The inner lanes first: each widens the one that it is part of.
            for lane in order.iter().rev() {
                let inner = spans.get(*lane).copied();
                let parent = parents.get(*lane).copied().flatten();
                if let Some(((top, end), outer)) =
                    inner.zip(parent.and_then(|parent| spans.get_mut(parent)))
                {
                    *outer = (outer.0.min(top), outer.1.max(end));
                }
            }
            let depths = lane_depths(parents);
            for lane in order {
                let (top, end) = spans.get(lane).copied().unwrap_or_default();
                let depth = depths.get(lane).copied().unwrap_or(1);
                let depth = i64::try_from(depth).unwrap_or(0);
                let x = MARGIN.saturating_add(depth.saturating_mul(HEADER));
                let bounds = Bounds {
                    x,
                    y: top,
                    width: right.saturating_sub(x),
                    height: end.saturating_sub(top),
                };
                shapes.push((Part::Lane(number, lane), bounds));
            }
            y = y.saturating_add(POOL_GAP);
        }
        let moves: Vec<i64> = (0..scope.cells.len())
            .map(|item| {
                let band = scope.cells.get(item).map_or(0, |cell| cell.band);
                let (top, _) = scope.band(band);
                let moved = tops.get(&band).map_or(MARGIN, |(top, _)| *top);
                moved.saturating_sub(top).saturating_sub(MARGIN)
            })
            .collect();
        for (part, bounds) in shapes {
            self.add_shape(part, bounds, None, None);
        }
        self.top_moves(moves);
    }

    /// Remembers how far the items of the outermost scope are moved down for the gaps between pools.
    fn top_moves(&mut self, moves: Vec<i64>) {
        let Some(scope) = self.scopes.get(&None) else {
            return;
        };
        let parts: Vec<(Part, Bounds)> = scope
            .items
            .iter()
            .enumerate()
            .map(|(number, item)| {
                let moved = moves.get(number).copied().unwrap_or(0);
                (item.part, self.item_bounds(None, scope, number, moved))
            })
            .collect();
        for (part, bounds) in parts {
            self.bounds.insert(part, bounds);
        }
    }

    fn item_bounds(&self, of: Option<usize>, scope: &Scope, number: usize, moved: i64) -> Bounds {
        let corner = self.corners.get(&of).copied().unwrap_or_default();
        let (x, y) = scope.centre(number);
        let (width, height) = scope
            .items
            .get(number)
            .map_or((0, 0), |item| (item.width, item.height));
        Bounds {
            x: corner.x.saturating_add(x).saturating_sub(width / 2),
            y: corner
                .y
                .saturating_add(y)
                .saturating_sub(height / 2)
                .saturating_add(moved),
            width,
            height,
        }
    }

    /// Shapes of nodes and data, the outer ones first.
    fn place_shapes(&mut self) {
        let mut order: Vec<Option<usize>> = vec![None];
        order.extend(
            self.structure
                .inner_first
                .iter()
                .rev()
                .map(|sub| Some(*sub)),
        );
        for of in order {
            if let Some(sub) = of {
                let Some(outer) = self.bounds.get(&Part::Node(sub)).copied() else {
                    continue;
                };
                let corner = Point {
                    x: outer.x,
                    y: outer.y.saturating_add(TITLE),
                };
                self.corners.insert(of, corner);
            }
            let Some(scope) = self.scopes.get(&of) else {
                continue;
            };
            let all: Vec<(Part, Bounds)> = scope
                .items
                .iter()
                .enumerate()
                .map(|(number, item)| {
                    let known = self.bounds.get(&item.part).copied();
                    let bounds = known.unwrap_or_else(|| self.item_bounds(of, scope, number, 0));
                    (item.part, bounds)
                })
                .collect();
            for (part, bounds) in all {
                self.add_item(part, bounds);
            }
        }
    }

    fn add_item(&mut self, part: Part, bounds: Bounds) {
        let (name, outside, expanded) = match part {
            Part::Node(node) => {
                let Some(of) = self.flow.nodes.get(node) else {
                    return;
                };
                let sub = matches!(of.is, NodeKind::SubProcess(_));
                let expanded = sub.then(|| self.scopes.contains_key(&Some(node)));
                (of.name.as_deref(), size(of).2, expanded)
            }
            Part::Data(data) => {
                let name = self
                    .flow
                    .data
                    .get(data)
                    .and_then(|data| data.name.as_deref());
                (name, true, None)
            }
            _ => return,
        };
        let label = name
            .filter(|_| outside)
            .map(|name| label_below(name, bounds, LABEL));
        self.add_shape(part, bounds, label, expanded);
        let Part::Node(node) = part else { return };
        let events = self.boundary.get(&node).cloned().unwrap_or_default();
        let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
        for (number, event) in events.into_iter().enumerate() {
            let room = bounds.width / count.max(1);
            let number = i64::try_from(number).unwrap_or(0);
            let centre = bounds
                .x
                .saturating_add(room.saturating_mul(number))
                .saturating_add(room / 2);
            let on_border = Bounds {
                x: centre.saturating_sub(EVENT / 2),
                y: bounds.bottom().saturating_sub(EVENT / 2),
                width: EVENT,
                height: EVENT,
            };
            let name = self
                .flow
                .nodes
                .get(event)
                .and_then(|node| node.name.as_deref());
            let label = name.map(|name| label_below(name, on_border, BOUNDARY));
            self.add_shape(Part::Node(event), on_border, label, None);
        }
    }

    fn add_shape(
        &mut self,
        part: Part,
        bounds: Bounds,
        label: Option<Bounds>,
        expanded: Option<bool>,
    ) {
        self.bounds.insert(part, bounds);
        self.layout.shapes.push(Shape {
            part,
            bounds,
            label,
            expanded,
        });
    }
}
