//! Pictures that their maker lays out: boxes, lines and names.

use crate::{
    context::Context,
    language::{LANGUAGES, both, shown, tag, words},
    text::Text,
    width::wrap_text,
};
use maud::{Markup, PreEscaped, html};
use tosei_types::Language;

/// Size of the type of names, in pixels; a line of type is a third higher.
const TYPE: u32 = 12;
const LINE: u32 = 16;

/// 範囲 (area) of a drawing, in pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DrawingArea {
    /// Left.
    pub x: u32,
    /// Top.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// 形 (shape) of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// A rectangle.
    Rectangle,
    /// A rectangle with round corners.
    Rounded,
    /// A diamond.
    Diamond,
    /// A circle.
    Circle,
    /// Two circles in each other.
    DoubleCircle,
    /// A circle with a thick line.
    ThickCircle,
    /// A sheet with one corner turned down.
    Sheet,
}

/// 見え方 (look): what the colour and thickness of a line say; never the only sign of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Look {
    /// The frame of something else: thin, empty.
    Frame,
    /// As usual.
    Plain,
    /// 追加.
    Added,
    /// 削除.
    Removed,
    /// 変更.
    Changed,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Frame => "d-frame",
            Self::Plain => "d-plain",
            Self::Added => "d-added",
            Self::Removed => "d-removed",
            Self::Changed => "d-changed",
        }
    }
}

/// 線 (line): how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LineStyle {
    /// What its colour says.
    pub look: Look,
    /// Broken instead of whole.
    pub dashed: bool,
    /// With an arrow at its end.
    pub arrow: bool,
}

/// Where a name stands in its area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placement {
    /// In the middle, across and down.
    Middle,
    /// At the top, in the middle across.
    Top,
    /// At the top left.
    TopLeft,
    /// Turned to read upwards, in the middle.
    Upright,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Mark {
    Shape(Shape, DrawingArea, Look),
    Line(Vec<(u32, u32)>, LineStyle),
    Name(Text, DrawingArea, Placement),
}

/// 図 (drawing): a picture of boxes, lines and names, laid out by whoever makes it.
///
/// A name that does not fit its area is cut and ends with 「…」; the description or a table beside
/// the drawing has it in full. What a colour says is also said by a name.
/// A drawing that is wider than the screen scrolls by itself, with the keyboard as well.
///
/// # Examples
///
/// ```
/// use tosei_page::{Drawing, DrawingArea, Look, Placement, Shape, Text};
///
/// let area = DrawingArea { x: 10, y: 10, width: 120, height: 60 };
/// let drawing = Drawing::new(Text::new("流れ", "Flow"), 140, 80)
///     .described(Text::new("受付だけの流れ", "A flow with one step"))
///     .shape(Shape::Rounded, area, Look::Plain)
///     .name(Text::new("受付", "Receive"), area, Placement::Middle);
/// # let _ = drawing;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Drawing {
    title: Text,
    description: Option<Text>,
    width: u32,
    height: u32,
    marks: Vec<Mark>,
}

impl Drawing {
    /// An empty drawing of a size in pixels.
    #[must_use]
    pub fn new(title: Text, width: u32, height: u32) -> Self {
        Self {
            title,
            description: None,
            width,
            height,
            marks: Vec::new(),
        }
    }

    /// What can be seen, in words: for those who cannot see it.
    #[must_use]
    pub fn described(self, description: Text) -> Self {
        Self {
            description: Some(description),
            ..self
        }
    }

    /// Adds a box.
    #[must_use]
    pub fn shape(mut self, shape: Shape, area: DrawingArea, look: Look) -> Self {
        self.push_shape(shape, area, look);
        self
    }

    /// Adds a box, for loops.
    pub fn push_shape(&mut self, shape: Shape, area: DrawingArea, look: Look) {
        self.marks.push(Mark::Shape(shape, area, look));
    }

    /// Adds a line through points.
    #[must_use]
    pub fn line(mut self, points: impl IntoIterator<Item = (u32, u32)>, style: LineStyle) -> Self {
        self.push_line(points, style);
        self
    }

    /// Adds a line through points, for loops.
    pub fn push_line(&mut self, points: impl IntoIterator<Item = (u32, u32)>, style: LineStyle) {
        let points = points.into_iter().collect();
        self.marks.push(Mark::Line(points, style));
    }

    /// Adds a name.
    #[must_use]
    pub fn name(mut self, name: Text, area: DrawingArea, placement: Placement) -> Self {
        self.push_name(name, area, placement);
        self
    }

    /// Adds a name, for loops.
    pub fn push_name(&mut self, name: Text, area: DrawingArea, placement: Placement) {
        self.marks.push(Mark::Name(name, area, placement));
    }

    /// The drawing alone, as one SVG file that needs nothing else.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let style = concat!(
            include_str!("style/colour.css"),
            include_str!("style/drawing.css"),
            "svg { background: var(--paper); } text { font-family: sans-serif; }",
        );
        html! {
            svg xmlns="http://www.w3.org/2000/svg" width=(self.width) height=(self.height)
                viewBox=(format!("0 0 {} {}", self.width, self.height)) {
                style { (PreEscaped(style)) }
                g class="drawing" { (self.picture(language, "drawing")) }
            }
        }
        .into_string()
    }

    pub(crate) fn markup(&self, context: &mut Context) -> Markup {
        let number = context.next_chart();
        let name = context.name("drawing");
        let caption = format!("{name}-caption");
        html! {
            figure.drawing aria-labelledby=(caption) {
                figcaption {
                    div id=(caption) {
                        span.ordinal { (words(&format!("図{number} "), &format!("Figure {number} "))) }
                        (both(&self.title))
                    }
                }
                div.drawing-frame role="region" tabindex="0" aria-labelledby=(caption) {
                    @for language in LANGUAGES {
                        (self.picture(language, &format!("{name}-{}", tag(language))))
                    }
                }
            }
        }
    }

    fn picture(&self, language: Language, name: &str) -> Markup {
        let (title, words) = (format!("{name}-title"), format!("{name}-desc"));
        let description = self.description.as_ref();
        html! {
            svg class=(tag(language)) lang=(tag(language)) role="img"
                width=(self.width) height=(self.height)
                viewBox=(format!("0 0 {} {}", self.width, self.height))
                aria-labelledby=(title) aria-describedby=[description.map(|_| &words)] {
                title id=(title) { (shown(&self.title, language)) }
                @if let Some(description) = description {
                    desc id=(words) { (shown(description, language)) }
                }
                @for mark in &self.marks { (mark.markup(language)) }
            }
        }
    }
}

impl Mark {
    fn markup(&self, language: Language) -> Markup {
        match self {
            Self::Shape(shape, area, look) => shape_markup(*shape, *area, look.class()),
            Self::Line(points, style) => line_markup(points, *style),
            Self::Name(name, area, placement) => name_markup(name, *area, *placement, language),
        }
    }
}

fn pairs(points: &[(u32, u32)]) -> String {
    let pairs: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    pairs.join(" ")
}

fn shape_markup(shape: Shape, area: DrawingArea, class: &'static str) -> Markup {
    let DrawingArea {
        x,
        y,
        width,
        height,
    } = area;
    let (right, bottom) = (x.saturating_add(width), y.saturating_add(height));
    let (across, down) = (x.saturating_add(width / 2), y.saturating_add(height / 2));
    let radius = width.min(height) / 2;
    match shape {
        Shape::Rectangle => html! {
            rect class=(class) x=(x) y=(y) width=(width) height=(height) {}
        },
        Shape::Rounded => html! {
            rect class=(class) x=(x) y=(y) width=(width) height=(height) rx="8" {}
        },
        Shape::Diamond => html! {
            polygon class=(class) points=(pairs(&[(across, y), (right, down), (across, bottom), (x, down)])) {}
        },
        Shape::Circle => html! { circle class=(class) cx=(across) cy=(down) r=(radius) {} },
        Shape::ThickCircle => html! {
            circle class=(format!("{class} d-thick")) cx=(across) cy=(down) r=(radius) {}
        },
        Shape::DoubleCircle => html! {
            circle class=(class) cx=(across) cy=(down) r=(radius) {}
            circle class=(class) cx=(across) cy=(down) r=(radius.saturating_sub(4)) {}
        },
        Shape::Sheet => {
            let corner = (width / 3).min(height / 3);
            let (fold_x, fold_y) = (right.saturating_sub(corner), y.saturating_add(corner));
            html! {
                polygon class=(class)
                    points=(pairs(&[(x, y), (fold_x, y), (right, fold_y), (right, bottom), (x, bottom)])) {}
                polyline class="d-line" points=(pairs(&[(fold_x, y), (fold_x, fold_y), (right, fold_y)])) {}
            }
        }
    }
}

fn line_markup(points: &[(u32, u32)], style: LineStyle) -> Markup {
    let class = format!("d-line {}-line", style.look.class());
    let head = match points {
        [.., before, end] if style.arrow => arrow(*before, *end),
        _ => None,
    };
    html! {
        polyline class=(class) points=(pairs(points))
            stroke-dasharray=[style.dashed.then_some("6 4")] {}
        @if let Some(head) = head {
            polygon class=(format!("d-head {}-line", style.look.class())) points=(pairs(&head)) {}
        }
    }
}

/// The corners of an arrow at the end of a level or upright line.
fn arrow(before: (u32, u32), (x, y): (u32, u32)) -> Option<[(u32, u32); 3]> {
    const LONG: u32 = 8;
    const WIDE: u32 = 4;
    let (less, more) = (
        |n: u32, by| n.saturating_sub(by),
        |n: u32, by| n.saturating_add(by),
    );
    match (before.0.cmp(&x), before.1.cmp(&y)) {
        (std::cmp::Ordering::Less, _) => Some([
            (x, y),
            (less(x, LONG), less(y, WIDE)),
            (less(x, LONG), more(y, WIDE)),
        ]),
        (std::cmp::Ordering::Greater, _) => Some([
            (x, y),
            (more(x, LONG), less(y, WIDE)),
            (more(x, LONG), more(y, WIDE)),
        ]),
        (_, std::cmp::Ordering::Less) => Some([
            (x, y),
            (less(x, WIDE), less(y, LONG)),
            (more(x, WIDE), less(y, LONG)),
        ]),
        (_, std::cmp::Ordering::Greater) => Some([
            (x, y),
            (less(x, WIDE), more(y, LONG)),
            (more(x, WIDE), more(y, LONG)),
        ]),
        _ => None,
    }
}

fn name_markup(name: &Text, area: DrawingArea, placement: Placement, language: Language) -> Markup {
    let (length, lines) = match placement {
        Placement::Upright => (area.height, area.width / LINE),
        _ => (area.width, area.height / LINE),
    };
    let text = name.in_language(language);
    let ems = u64::from(length).saturating_mul(100) / u64::from(TYPE);
    let room = usize::try_from(lines).unwrap_or(usize::MAX).max(1);
    let lines = wrap_text(text, ems, room);
    let high = u32::try_from(lines.len())
        .unwrap_or(u32::MAX)
        .saturating_mul(LINE);
    let (across, down) = (
        area.x.saturating_add(area.width / 2),
        area.y.saturating_add(area.height / 2),
    );
    // A baseline is a quarter of the line above its lower end.
    let (x, top, anchor) = match placement {
        Placement::Middle | Placement::Upright => {
            (across, down.saturating_sub(high / 2), Some("middle"))
        }
        Placement::Top => (across, area.y, Some("middle")),
        Placement::TopLeft => (area.x, area.y, None),
    };
    let turn = (placement == Placement::Upright).then(|| format!("rotate(-90 {across} {down})"));
    let of = name.language(language);
    html! {
        text font-size=(TYPE) text-anchor=[anchor] transform=[turn]
            lang=[(of != language).then_some(tag(of))] {
            @for (line, number) in lines.iter().zip(1u32..) {
                tspan x=(x) y=(top.saturating_add(number.saturating_mul(LINE)).saturating_sub(LINE / 4)) { (line) }
            }
        }
    }
}
