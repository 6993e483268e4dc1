//! Lines between the boxes.

use super::{
    Drawing, FlowLayout, LABEL_WIDTH, LINE_HEIGHT, POOL_GAP, Placed, Point, Rectangle, Route,
    scope::{COLUMN_GAP, ROW_GAP, Scope},
};
use crate::{DataObject, DataUse, ElementId, flow::DataAssociation};
use std::collections::{HashMap, HashSet};

/// Lines side by side in one gap.
const TRACKS: i64 = 5;

fn without_idle_corners(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., one, two] = kept.as_slice()
            && ((one.x == two.x && two.x == point.x) || (one.y == two.y && two.y == point.y))
            && (two.x - one.x).signum() == (point.x - two.x).signum()
            && (two.y - one.y).signum() == (point.y - two.y).signum()
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

pub(super) fn sequence_flows(
    drawing: &Drawing<'_>,
    boxes: &[Option<Rectangle>],
    scopes: &[(Scope, i64, i64)],
    layout: &mut FlowLayout,
) {
    let mut of_node: HashMap<usize, usize> = HashMap::new();
    for (at, (scope, _, _)) in scopes.iter().enumerate() {
        of_node.extend(scope.boxes().map(|(node, _)| (node, at)));
    }
    let mut tracks: HashMap<(usize, i64), i64> = HashMap::new();
    let mut named = HashSet::new();
    for edge in &drawing.flow.sequence_flows {
        let ends = [&edge.from, &edge.to].map(|id| drawing.index.node_at(id.as_str()));
        let [Some(from), Some(to)] = ends else {
            continue;
        };
        let boxes = [from, to].map(|at| boxes.get(at).copied().flatten());
        let [Some(here), Some(there)] = boxes else {
            continue;
        };
        let host = drawing.host(from);
        let start = host.unwrap_or(from);
        let grid = of_node.get(&start).zip(of_node.get(&to));
        let points = match grid.filter(|(one, other)| one == other) {
            Some((at, _)) => {
                let Some((scope, x, y)) = scopes.get(*at) else {
                    continue;
                };
                let mut track = |gap: i64| {
                    let used = tracks.entry((*at, gap)).or_insert(0);
                    *used += 1;
                    *used % TRACKS
                };
                let line = Line {
                    scope,
                    x: *x,
                    y: *y,
                    here,
                    there,
                    on_border: host.is_some(),
                };
                let (Some(cell), Some(target)) = (scope.cell(start), scope.cell(to)) else {
                    continue;
                };
                line.points(cell, target, &mut track)
            }
            // Lines across pools or the border of a sub-process, which a lint complains about.
            None => bent(here, there, here.middle_y()),
        };
        let points = without_idle_corners(points);
        let label = edge.name.is_some().then(|| label(&points, &mut named));
        layout.sequence_flows.push(Route {
            id: edge.id.clone(),
            points,
            label,
        });
    }
}

/// A name stands above the last part of a line that leads to the right, where branches are apart.
fn label(points: &[Point], taken: &mut HashSet<(i64, i64)>) -> Rectangle {
    let first = points.first().copied().unwrap_or(Point { x: 0, y: 0 });
    let level = points.windows(2).rev().find_map(|pair| match pair {
        [one, two] if one.y == two.y && two.x > one.x => Some(*one),
        _ => None,
    });
    let level = level.unwrap_or(first);
    let (x, mut y) = (level.x + 4, level.y - LINE_HEIGHT - 2);
    // Where a name stands already, the next one stands above it.
    while !taken.insert((x, y)) {
        y -= LINE_HEIGHT;
    }
    Rectangle::new(x, y.max(0), LABEL_WIDTH / 2, LINE_HEIGHT)
}

struct Line<'a> {
    scope: &'a Scope,
    x: i64,
    y: i64,
    here: Rectangle,
    there: Rectangle,
    on_border: bool,
}

impl Line<'_> {
    fn points(
        &self,
        (column, row): (usize, usize),
        (to_column, to_row): (usize, usize),
        track: &mut dyn FnMut(i64) -> i64,
    ) -> Vec<Point> {
        let (start, end) = (
            Point {
                x: self.here.right(),
                y: self.here.middle_y(),
            },
            Point {
                x: self.there.x,
                y: self.there.middle_y(),
            },
        );
        let after = self.scope.gap_after(column) + self.x;
        let before = self.scope.gap_before(to_column) + self.x;
        let mut upright = |gap: i64| gap + 10 + track(gap) * ((COLUMN_GAP - 20) / TRACKS);
        if self.on_border {
            let x = self.here.middle_x();
            let y = self.under(row, upright(before) % TRACKS);
            let last = upright(before);
            return vec![
                Point {
                    x,
                    y: self.here.bottom(),
                },
                Point { x, y },
                Point { x: last, y },
                Point { x: last, y: end.y },
                end,
            ];
        }
        if to_column > column && row == to_row && self.scope.is_free(row, column, to_column) {
            // The centres of one row are at one height.
            return vec![start, end];
        }
        if to_column > column && self.scope.is_free(row, column, to_column) {
            let x = upright(before);
            return vec![start, Point { x, y: start.y }, Point { x, y: end.y }, end];
        }
        if to_column > column && self.scope.is_free(to_row, column, to_column) {
            let x = upright(after);
            return vec![start, Point { x, y: start.y }, Point { x, y: end.y }, end];
        }
        let (first, last) = (upright(after), upright(before));
        let y = self.under(row, first % TRACKS);
        vec![
            start,
            Point {
                x: first,
                y: start.y,
            },
            Point { x: first, y },
            Point { x: last, y },
            Point { x: last, y: end.y },
            end,
        ]
    }

    /// A level in the room under a row.
    fn under(&self, row: usize, track: i64) -> i64 {
        self.scope.under(row) + self.y + ROW_GAP / 2 + 2 + track * 4
    }
}

/// A line that leaves and arrives sideways, with one bend between.
fn bent(here: Rectangle, there: Rectangle, y: i64) -> Vec<Point> {
    let x = here.right() + COLUMN_GAP / 2;
    let end = Point {
        x: there.x,
        y: there.middle_y(),
    };
    vec![
        Point { x: here.right(), y },
        Point { x, y },
        Point { x, y: end.y },
        end,
    ]
}

pub(super) fn message_flows(
    drawing: &Drawing<'_>,
    boxes: &[Option<Rectangle>],
    layout: &mut FlowLayout,
) {
    let place = |id: &ElementId, pools: &[Placed]| {
        let node = drawing.index.node_at(id.as_str());
        let node = node.and_then(|at| boxes.get(at).copied().flatten());
        node.map(|at| (at, false)).or_else(|| {
            let pool = pools.iter().find(|pool| pool.id == *id)?;
            Some((pool.at, true))
        })
    };
    let mut routes = Vec::new();
    for (message, track) in drawing.flow.message_flows.iter().zip(0i64..) {
        let ends = [&message.from, &message.to].map(|id| place(id, &layout.pools));
        let [Some((here, from_pool)), Some((there, to_pool))] = ends else {
            continue;
        };
        // A pool has no middle of its own: the line stands where its other end is.
        let x = match (from_pool, to_pool) {
            (true, false) => there.middle_x(),
            _ => here.middle_x(),
        };
        let end_x = if to_pool { x } else { there.middle_x() };
        let down = there.y >= here.bottom();
        let (y, end_y) = if down {
            (here.bottom(), there.y)
        } else {
            (here.y, there.bottom())
        };
        // Level in the gap before the pool of the other end.
        let pool = layout.pools.iter().find(|pool| pool.at.holds(there));
        let border = pool.map_or(
            end_y,
            |pool| if down { pool.at.y } else { pool.at.bottom() },
        );
        let level = POOL_GAP / 2 + (track % TRACKS) * 4 - 8;
        let level = if down { border - level } else { border + level };
        let points = without_idle_corners(vec![
            Point { x, y },
            Point { x, y: level },
            Point { x: end_x, y: level },
            Point { x: end_x, y: end_y },
        ]);
        let label = message
            .name
            .is_some()
            .then(|| Rectangle::new(x + 4, level - LINE_HEIGHT, LABEL_WIDTH, LINE_HEIGHT));
        routes.push(Route {
            id: message.id.clone(),
            points,
            label,
        });
    }
    layout.message_flows = routes;
}

/// A line between data and a step: to the data where it is written, from it where it is read.
pub(super) fn data_line(
    object: &DataObject,
    one: &DataAssociation,
    data: Rectangle,
    step: Rectangle,
) -> Route {
    let mut points = vec![
        Point {
            x: data.middle_x(),
            y: data.y,
        },
        Point {
            x: data.middle_x(),
            y: data.y - 10,
        },
        Point {
            x: step.middle_x(),
            y: data.y - 10,
        },
        Point {
            x: step.middle_x(),
            y: step.bottom(),
        },
    ];
    if one.direction == DataUse::Writes {
        points.reverse();
    }
    Route {
        id: object.id.clone(),
        points: without_idle_corners(points),
        label: None,
    }
}
