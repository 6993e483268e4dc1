//! 配置 (layout): where each part of a flow is drawn.
//!
//! Steps go from left to right in columns, lanes are horizontal bands. Every shape has a place of its own,
//! boundary events stand on the lower border of their activity, the parts of a sub-process inside it, and flow lines
//! run at right angles in the blanks between columns and rows. All lengths are pixels.

mod drawing;
mod route;
mod scope;
mod size;
pub(super) mod structure;
mod text;

use crate::Flow;
use drawing::Drawing;

/// 部分 (part) of a flow, by its number in the lists of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// プール.
    Pool(usize),
    /// レーン: the pool, and the lane in it.
    Lane(usize, usize),
    /// ノード.
    Node(usize),
    /// データオブジェクト.
    Data(usize),
    /// 流れ.
    SequenceFlow(usize),
    /// メッセージフロー.
    MessageFlow(usize),
    /// データ関連: the data object, and the use of it.
    DataUse(usize, usize),
}

/// 範囲 (bounds): a rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Bounds {
    /// The left edge.
    pub x: i64,
    /// The upper edge.
    pub y: i64,
    /// The width.
    pub width: i64,
    /// The height.
    pub height: i64,
}

impl Bounds {
    /// The right edge.
    #[must_use]
    pub const fn right(self) -> i64 {
        self.x.saturating_add(self.width)
    }

    /// The lower edge.
    #[must_use]
    pub const fn bottom(self) -> i64 {
        self.y.saturating_add(self.height)
    }

    /// The middle.
    #[must_use]
    pub const fn centre(self) -> Point {
        Point {
            x: self.x.saturating_add(self.width / 2),
            y: self.y.saturating_add(self.height / 2),
        }
    }

    /// Whether two rectangles have a point inside in common; touching is not overlapping.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether another rectangle lies within this one.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.x <= other.x
            && other.right() <= self.right()
            && self.y <= other.y
            && other.bottom() <= self.bottom()
    }
}

/// 点 (point).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Point {
    /// From the left.
    pub x: i64,
    /// From above.
    pub y: i64,
}

/// 図形 (shape) of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shape {
    /// What it shows.
    pub part: Part,
    /// Where it is.
    pub bounds: Bounds,
    /// Where its label is, if that stands outside it.
    pub label: Option<Bounds>,
    /// Whether the parts of a sub-process are drawn inside it; `None` for everything else.
    pub expanded: Option<bool>,
}

/// 線 (line) of a flow or of a use of data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// What it shows.
    pub part: Part,
    /// Its corners, the ends among them: two or more.
    pub points: Vec<Point>,
    /// Where its label is.
    pub label: Option<Bounds>,
}

/// 配置 (layout) of a flow.
///
/// # Examples
///
/// ```
/// use tosei_bpr::bpmn::layout::{Layout, Part};
/// use tosei_bpr::Flow;
///
/// let flow: Flow = serde_json::from_str(r#"{"format": "tosei-flow", "format_version": 1, "id": "mihon",
///   "nodes": [{"id": "a", "name": "受付", "is": {"kind": "activity"}},
///             {"id": "b", "name": "審査", "is": {"kind": "activity"}}],
///   "sequence_flows": [{"id": "f", "from": "a", "to": "b"}]}"#)?;
/// let layout = Layout::of(&flow);
/// let of = |part| layout.shape(part).unwrap().bounds;
/// assert!(of(Part::Node(0)).right() < of(Part::Node(1)).x);
/// assert_eq!(layout.lines[0].points.len(), 2); // straight
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Layout {
    /// The shapes; what is inside another stands behind it.
    pub shapes: Vec<Shape>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The width of everything.
    pub width: i64,
    /// The height of everything.
    pub height: i64,
}

/// The width of a label beside its shape.
const LABEL: i64 = 96;

impl Layout {
    /// Finds a place for each part of a flow.
    ///
    /// Every pool, lane, node and data object has a shape; a line has one if both its ends are there.
    #[must_use]
    pub fn of(flow: &Flow) -> Self {
        Drawing::new(flow).draw()
    }

    /// The shape of a part. Looks through all of them.
    #[must_use]
    pub fn shape(&self, part: Part) -> Option<&Shape> {
        self.shapes.iter().find(|shape| shape.part == part)
    }

    /// The line of a part. Looks through all of them.
    #[must_use]
    pub fn line(&self, part: Part) -> Option<&Line> {
        self.lines.iter().find(|line| line.part == part)
    }
}
