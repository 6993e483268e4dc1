//! Lines at right angles, in the blanks between columns and rows.

use super::{Bounds, Drawing, Line, Part, Point, text};

impl Drawing<'_> {
    pub(super) fn draw_lines(&mut self) {
        let mut lines = Vec::new();
        for (number, edge) in self.flow.sequence_flows.iter().enumerate() {
            let end = |id: &crate::ElementId| self.structure.nodes.get(id.as_str()).copied();
            if let Some((from, to)) = end(&edge.from).zip(end(&edge.to)) {
                let points = self.between_nodes(from, to);
                lines.extend(line(
                    Part::SequenceFlow(number),
                    points,
                    edge.name.as_deref(),
                ));
            }
        }
        for (number, message) in self.flow.message_flows.iter().enumerate() {
            let end = |id: &crate::ElementId| {
                let node = self.structure.nodes.get(id.as_str());
                let pool = self.structure.pools.get(id.as_str());
                node.map(|node| Part::Node(*node))
                    .or(pool.map(|pool| Part::Pool(*pool)))
            };
            if let Some((from, to)) = end(&message.from).zip(end(&message.to)) {
                let points = self.message(from, to);
                lines.extend(line(
                    Part::MessageFlow(number),
                    points,
                    message.name.as_deref(),
                ));
            }
        }
        for (number, data) in self.flow.data.iter().enumerate() {
            for (index, used) in data.uses.iter().enumerate() {
                let Some(node) = self.structure.nodes.get(used.node.as_str()) else {
                    continue;
                };
                let (data, node) = (Part::Data(number), Part::Node(*node));
                let points = match used.direction {
                    crate::DataUse::Reads => self.direct(data, node),
                    crate::DataUse::Writes => self.direct(node, data),
                };
                lines.extend(line(Part::DataUse(number, index), points, None));
            }
        }
        self.layout.lines = lines;
    }

    fn of(&self, part: Part) -> Bounds {
        self.bounds.get(&part).copied().unwrap_or_default()
    }

    fn between_nodes(&self, from: usize, to: usize) -> Vec<Point> {
        let (source, target) = (self.host_or_self(from), self.host_or_self(to));
        let places = self
            .places
            .get(&Part::Node(source))
            .zip(self.places.get(&Part::Node(target)));
        let (start, end) = (self.of(Part::Node(from)), self.of(Part::Node(to)));
        let Some(((scope_of, one), (other_scope, other))) = places else {
            return step(start, end);
        };
        let Some(scope) = self
            .scopes
            .get(scope_of)
            .filter(|_| scope_of == other_scope)
        else {
            return step(start, end);
        };
        let (one, other) = (*one, *other);
        let cell = |item: usize| scope.cells.get(item).copied().unwrap_or_default();
        let (first, last) = (cell(one), cell(other));
        // From the scope's own lengths to those of the picture; bands are moved as a whole.
        let corner = self.corners.get(scope_of).copied().unwrap_or_default();
        let across = |x: i64| corner.x.saturating_add(x);
        let down = |item: usize, y: i64| {
            let drawn = self
                .of(Part::Node(if item == one { source } else { target }))
                .centre()
                .y;
            drawn.saturating_add(y).saturating_sub(scope.centre(item).1)
        };
        let behind_first = across(scope.behind(Some(first.column)));
        let before_last = across(scope.behind(last.column.checked_sub(1)));
        let (from_y, to_y) = (start.centre().y, end.centre().y);
        let arrive = Point { x: end.x, y: to_y };
        let below = down(one, scope.below(first));
        if source != from {
            // From a boundary event downwards.
            let x = start.centre().x;
            return vec![
                Point {
                    x,
                    y: start.bottom(),
                },
                Point { x, y: below },
                Point {
                    x: before_last,
                    y: below,
                },
                Point {
                    x: before_last,
                    y: to_y,
                },
                arrive,
            ];
        }
        let leave = Point {
            x: start.right(),
            y: from_y,
        };
        let around = |y: i64| {
            vec![
                leave,
                Point {
                    x: behind_first,
                    y: from_y,
                },
                Point { x: behind_first, y },
                Point { x: before_last, y },
                Point {
                    x: before_last,
                    y: to_y,
                },
                arrive,
            ]
        };
        if last.column <= first.column {
            // Back, or around itself: below the lower of the two rows.
            let other_below = down(other, scope.below(last));
            return around(below.max(other_below));
        }
        let turn = |x: i64| vec![leave, Point { x, y: from_y }, Point { x, y: to_y }, arrive];
        if scope.is_clear(first, first.column, last.column) {
            turn(before_last)
        } else if scope.is_clear(last, first.column, last.column) {
            turn(behind_first)
        } else {
            around(below)
        }
    }

    fn message(&self, from: Part, to: Part) -> Vec<Point> {
        let (start, end) = (self.of(from), self.of(to));
        let centre = |part: Part, own: Bounds, other: Bounds| match part {
            // A pool is met where the other end is, not in its middle.
            Part::Pool(_) => other.centre().x.clamp(own.x, own.right()),
            _ => own.centre().x,
        };
        let both = matches!((from, to), (Part::Pool(_), Part::Pool(_)));
        let (from_x, to_x) = if both {
            let x = start.x.saturating_add(80);
            (x, x)
        } else {
            (centre(from, start, end), centre(to, end, start))
        };
        let is_down = start.centre().y <= end.centre().y;
        let (from_y, to_y) = if is_down {
            (start.bottom(), end.y)
        } else {
            (start.y, end.bottom())
        };
        let half = from_y.saturating_add(to_y) / 2;
        vec![
            Point {
                x: from_x,
                y: from_y,
            },
            Point { x: from_x, y: half },
            Point { x: to_x, y: half },
            Point { x: to_x, y: to_y },
        ]
    }

    /// Up or down where one stands above the other, otherwise sideways.
    fn direct(&self, from: Part, to: Part) -> Vec<Point> {
        let (start, end) = (self.of(from), self.of(to));
        if start.bottom() <= end.y {
            vertical(start.centre().x, start.bottom(), end.centre().x, end.y)
        } else if end.bottom() <= start.y {
            vertical(start.centre().x, start.y, end.centre().x, end.bottom())
        } else {
            step(start, end)
        }
    }
}

fn vertical(from_x: i64, from_y: i64, to_x: i64, to_y: i64) -> Vec<Point> {
    let half = from_y.saturating_add(to_y) / 2;
    vec![
        Point {
            x: from_x,
            y: from_y,
        },
        Point { x: from_x, y: half },
        Point { x: to_x, y: half },
        Point { x: to_x, y: to_y },
    ]
}

/// From the right of one to the left of the other.
fn step(start: Bounds, end: Bounds) -> Vec<Point> {
    let half = start.right().saturating_add(end.x) / 2;
    vec![
        Point {
            x: start.right(),
            y: start.centre().y,
        },
        Point {
            x: half,
            y: start.centre().y,
        },
        Point {
            x: half,
            y: end.centre().y,
        },
        Point {
            x: end.x,
            y: end.centre().y,
        },
    ]
}

/// A line without corners that are none, with its label at its beginning.
fn line(part: Part, points: Vec<Point>, name: Option<&str>) -> Option<Line> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., before, last] = kept.as_slice() {
            let straight = (before.x == last.x && last.x == point.x)
                || (before.y == last.y && last.y == point.y);
            // Back along the same line is a corner as well.
            let onward = (before.x.cmp(&last.x), before.y.cmp(&last.y))
                == (last.x.cmp(&point.x), last.y.cmp(&point.y));
            if straight && onward {
                kept.pop();
            }
        }
        kept.push(point);
    }
    let first = *kept.first()?;
    if kept.len() == 1 {
        kept.push(first);
    }
    let label = name.map(|name| {
        let (width, height) = text::room(name, super::LABEL);
        Bounds {
            x: first.x.saturating_add(4),
            y: first.y.saturating_sub(height).saturating_sub(2),
            width,
            height,
        }
    });
    Some(Line {
        part,
        points: kept,
        label,
    })
}
