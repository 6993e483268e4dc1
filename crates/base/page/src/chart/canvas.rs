//! A drawing: marks on a surface whose size is known, written as SVG.
//!
//! A chart lays its marks out with integers and hands them over; nothing is measured by a browser.
//! Every text is broken into lines that fit the place it was given.

use crate::{
    chart::length::Length,
    language::tag,
    width::{text_width, wrap_text},
};
use maud::{Markup, html};
use tosei_types::Language;

/// How many ways of filling there are: six colours, each with six patterns.
const COLOURS: usize = 6;

/// The height of a line of type, and where its letters stand, in hundredths of its size.
const LINE: u64 = 150;
const ASCENT: u64 = 116;

/// The side of a text that stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Start,
    Middle,
    End,
}

/// A text with its place: broken into lines already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lettering {
    pub(crate) lines: Vec<String>,
    pub(crate) size: Length,
    pub(crate) class: &'static str,
    pub(crate) language: Language,
}

impl Lettering {
    /// Breaks a text so that it is at most `width` wide and has at most `line_count` lines.
    pub(crate) fn fit(
        text: &str,
        language: Language,
        (size, class): (Length, &'static str),
        width: Length,
        line_count: usize,
    ) -> Self {
        Self {
            lines: wrap_text(text, size.ems_in(width), line_count),
            size,
            class,
            language,
        }
    }

    /// The width of the widest line.
    pub(crate) fn width(&self) -> Length {
        let ems = self.lines.iter().map(|line| text_width(line)).max();
        self.size.of_text(ems.unwrap_or(0))
    }

    /// The height of one line.
    pub(crate) fn line_height(&self) -> Length {
        self.size.of_text(LINE)
    }

    /// The height of all lines.
    pub(crate) fn height(&self) -> Length {
        self.line_height().times(self.lines.len())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Rectangle {
        at: (Length, Length),
        size: (Length, Length),
        class: String,
        pattern: Option<usize>,
    },
    Line {
        from: (Length, Length),
        to: (Length, Length),
        class: &'static str,
    },
    Dot {
        centre: (Length, Length),
        radius: Length,
        class: &'static str,
    },
    Text {
        at: (Length, Length),
        side: Side,
        text: Lettering,
    },
}

/// A drawing of a fixed width that grows downwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Canvas {
    width: Length,
    height: Length,
    marks: Vec<Mark>,
}

impl Canvas {
    pub(crate) fn new(width: Length) -> Self {
        Self {
            width,
            height: Length::ZERO,
            marks: Vec::new(),
        }
    }

    pub(crate) fn width(&self) -> Length {
        self.width
    }

    /// How far the drawing reaches down.
    pub(crate) fn height(&self) -> Length {
        self.height
    }

    /// Makes the drawing reach down at least this far.
    pub(crate) fn reach(&mut self, height: Length) {
        self.height = self.height.max(height);
    }

    pub(crate) fn rectangle(
        &mut self,
        at: (Length, Length),
        size: (Length, Length),
        class: &'static str,
    ) {
        self.reach(at.1 + size.1);
        self.marks.push(Mark::Rectangle {
            at,
            size,
            class: class.to_owned(),
            pattern: None,
        });
    }

    /// A rectangle filled as the series with this number (from 0) is.
    pub(crate) fn filled(&mut self, at: (Length, Length), size: (Length, Length), series: usize) {
        self.reach(at.1 + size.1);
        let colour = series.checked_rem(COLOURS).unwrap_or(0);
        let turn = series.checked_div(COLOURS).unwrap_or(0);
        self.marks.push(Mark::Rectangle {
            at,
            size,
            class: format!("s{}", colour.saturating_add(1)),
            pattern: colour.saturating_add(turn).checked_rem(COLOURS),
        });
    }

    pub(crate) fn line(
        &mut self,
        from: (Length, Length),
        to: (Length, Length),
        class: &'static str,
    ) {
        self.reach(from.1.max(to.1));
        self.marks.push(Mark::Line { from, to, class });
    }

    pub(crate) fn dot(&mut self, centre: (Length, Length), radius: Length, class: &'static str) {
        self.reach(centre.1 + radius);
        self.marks.push(Mark::Dot {
            centre,
            radius,
            class,
        });
    }

    /// Puts a text with the top of its first line at `at`.
    pub(crate) fn text(&mut self, at: (Length, Length), side: Side, text: Lettering) {
        self.reach(at.1 + text.height());
        self.marks.push(Mark::Text { at, side, text });
    }

    /// The drawing as SVG; `name` begins every name in it, and is unique on the page.
    pub(crate) fn markup(
        &self,
        (class, language, name): (&str, Language, &str),
        title: &str,
        description: &str,
    ) -> Markup {
        let title_name = format!("{name}-title");
        let description_name = format!("{name}-desc");
        html! {
            svg class=(format!("{} {class}", tag(language))) lang=(tag(language)) role="img"
                viewBox=(format!("0 0 {} {}", self.width, self.height))
                aria-labelledby=(title_name) aria-describedby=(description_name) {
                title id=(title_name) { (title) }
                desc id=(description_name) { (description) }
                @for pattern in self.patterns() { (pattern_markup(pattern, name)) }
                @for mark in &self.marks { (mark.markup(name, language)) }
            }
        }
    }

    /// The patterns that the marks use, each once; the first one is plain.
    fn patterns(&self) -> impl Iterator<Item = usize> {
        (1..COLOURS).filter(|number| {
            self.marks.iter().any(|mark| {
                matches!(mark, Mark::Rectangle { pattern: Some(used), .. } if used == number)
            })
        })
    }
}

impl Mark {
    fn markup(&self, name: &str, chosen: Language) -> Markup {
        match self {
            Self::Rectangle {
                at: (x, y),
                size: (width, height),
                class,
                pattern,
            } => html! {
                rect x=(x) y=(y) width=(width) height=(height) class=(class) {}
                @if let Some(pattern) = pattern.filter(|&pattern| pattern > 0) {
                    rect x=(x) y=(y) width=(width) height=(height)
                        fill=(format!("url(#{name}-p{pattern})")) {}
                }
            },
            Self::Line { from, to, class } => html! {
                line x1=(from.0) y1=(from.1) x2=(to.0) y2=(to.1) class=(class) {}
            },
            Self::Dot {
                centre,
                radius,
                class,
            } => html! { circle cx=(centre.0) cy=(centre.1) r=(radius) class=(class) {} },
            Self::Text { at, side, text } => {
                let anchor = match side {
                    Side::Start => None,
                    Side::Middle => Some("middle"),
                    Side::End => Some("end"),
                };
                let language = (text.language != chosen).then_some(tag(text.language));
                let baseline =
                    |line: usize| at.1 + text.line_height().times(line) + text.size.of_text(ASCENT);
                html! {
                    text class=(text.class) font-size=(text.size) text-anchor=[anchor] lang=[language] {
                        @for (number, line) in text.lines.iter().enumerate() {
                            tspan x=(at.0) y=(baseline(number)) { (line) }
                        }
                    }
                }
            }
        }
    }
}

/// Lines and dots in the colour of the paper, drawn over a colour, so that series also differ in
/// black and white.
fn pattern_markup(number: usize, name: &str) -> Markup {
    let (size, path) = match number {
        1 => (6, "M-1 7 7 -1M-1 1 1 -1M5 7 7 5"),
        2 => (5, "M2.5 1.5v2M1.5 2.5h2"),
        3 => (5, "M0 2.5h5"),
        4 => (6, "M-1 -1 7 7M5 -1 7 1M-1 5 1 7"),
        _ => (5, "M2.5 0v5M0 2.5h5"),
    };
    html! {
        pattern id=(format!("{name}-p{number}")) width=(size) height=(size)
            patternUnits="userSpaceOnUse" {
            path class="hatch" d=(path) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_reaches_as_far_down_as_its_lowest_mark() {
        let at = |x, y| (Length::px(x), Length::px(y));
        let reached = |draw: &dyn Fn(&mut Canvas)| {
            let mut canvas = Canvas::new(Length::px(100));
            draw(&mut canvas);
            canvas.height().to_string()
        };
        assert_eq!(reached(&|_| {}), "0");
        assert_eq!(reached(&|c| c.rectangle(at(1, 2), at(30, 4), "bar")), "6");
        assert_eq!(reached(&|c| c.filled(at(1, 2), at(30, 5), 0)), "7");
        assert_eq!(reached(&|c| c.line(at(1, 2), at(1, 9), "axis")), "9");
        assert_eq!(reached(&|c| c.line(at(1, 8), at(1, 2), "axis")), "8");
        assert_eq!(reached(&|c| c.dot(at(50, 6), Length::px(4), "dot")), "10");
        let text = || Lettering {
            lines: vec!["一".to_owned(), "二三".to_owned()],
            size: Length::px(10),
            class: "label",
            language: Language::Ja,
        };
        assert_eq!(reached(&|c| c.text(at(0, 1), Side::Start, text())), "31");
        assert_eq!(text().width(), Length::px(20));
        assert_eq!(
            reached(&|c| {
                c.reach(Length::px(5));
                c.reach(Length::px(3));
            }),
            "5"
        );
    }

    #[test]
    fn six_colours_times_six_patterns_and_then_again() {
        let filling = |series| {
            let mut canvas = Canvas::new(Length::px(1));
            canvas.filled(
                (Length::ZERO, Length::ZERO),
                (Length::ZERO, Length::ZERO),
                series,
            );
            match canvas.marks.pop() {
                Some(Mark::Rectangle { class, pattern, .. }) => (class, pattern),
                other => panic!("{other:?}"),
            }
        };
        for (series, class, pattern) in [
            (0, "s1", 0),
            (1, "s2", 1),
            (5, "s6", 5),
            (6, "s1", 1),
            (7, "s2", 2),
            (11, "s6", 0),
            (12, "s1", 2),
            (35, "s6", 4),
            (36, "s1", 0),
        ] {
            assert_eq!(
                filling(series),
                (class.to_owned(), Some(pattern)),
                "{series}"
            );
        }
    }

    #[test]
    fn only_patterns_that_are_used_are_drawn_and_each_differs() {
        let mut canvas = Canvas::new(Length::px(1));
        let none = (Length::ZERO, Length::ZERO);
        for series in [0, 4, 2, 4] {
            canvas.filled(none, none, series);
        }
        canvas.rectangle(none, none, "bar");
        assert_eq!(canvas.patterns().collect::<Vec<_>>(), [2, 4]);
        let patterns = [
            (1, 6, "M-1 7 7 -1M-1 1 1 -1M5 7 7 5"),
            (2, 5, "M2.5 1.5v2M1.5 2.5h2"),
            (3, 5, "M0 2.5h5"),
            (4, 6, "M-1 -1 7 7M5 -1 7 1M-1 5 1 7"),
            (5, 5, "M2.5 0v5M0 2.5h5"),
        ];
        for (number, size, path) in patterns {
            assert_eq!(
                pattern_markup(number, "x").into_string(),
                format!(
                    "<pattern id=\"x-p{number}\" width=\"{size}\" height=\"{size}\" \
                     patternUnits=\"userSpaceOnUse\"><path class=\"hatch\" d=\"{path}\"></path></pattern>"
                )
            );
        }
    }
}
