//! Heat maps: one cell for each row and column, filled as far as a level reaches.

use crate::{
    chart::{
        canvas::{Canvas, Lettering, Side},
        frame::{Chart, FIGURE_LINES, Head, LABEL, Layout, VALUE, framed, head_methods, label},
        length::Length,
    },
    context::Context,
    language::shown,
    table::{Cell, Column, Table},
    text::Text,
};
use maud::{Markup, html};
use tosei_types::Language;

/// ヒートマップの欄 (cell of a heat map): what it says, and how far it is filled.
///
/// # Examples
///
/// ```
/// use tosei_page::{HeatCell, Text};
///
/// // Level 1 is certain, 2 is possible, 3 is the target.
/// let cell = HeatCell::level(Text::data("Lv1～2"), 1).possible(2).target(3);
/// let none = HeatCell::empty(Text::new("対象外", "out of scope"));
/// # let _ = (cell, none);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeatCell {
    text: Text,
    certain: u32,
    possible: u32,
    apart: bool,
    target: Option<u32>,
}

impl HeatCell {
    /// A cell that is filled up to a level.
    #[must_use]
    pub fn level(text: Text, level: u32) -> Self {
        Self {
            text,
            certain: level,
            possible: level,
            apart: false,
            target: None,
        }
    }

    /// A cell that is not filled; the text says why.
    #[must_use]
    pub fn empty(text: Text) -> Self {
        Self::level(text, 0)
    }

    /// Fills it with another pattern up to the level that is possible.
    #[must_use]
    pub fn possible(self, level: u32) -> Self {
        Self {
            possible: level.max(self.certain),
            ..self
        }
    }

    /// Sets the certain part apart by colour and pattern: a level of another kind.
    #[must_use]
    pub fn apart(self) -> Self {
        Self {
            apart: true,
            ..self
        }
    }

    /// Marks the level that is to be reached.
    #[must_use]
    pub fn target(self, level: u32) -> Self {
        Self {
            target: Some(level),
            ..self
        }
    }
}

/// ヒートマップ (heat map): levels by row and column, each cell with its words.
///
/// A cell is filled from the left as far as its level reaches of all `steps`; how far says the same as
/// the text below it, so that no colour has to be told from another. A row that is too short has
/// empty cells; cells beyond the last column are not shown in the drawing, but in the table.
///
/// # Examples
///
/// ```
/// use tosei_page::{HeatCell, HeatMap, Text};
///
/// let map = HeatMap::new(
///     Text::new("クオリティマップ", "Quality map"),
///     3,
///     [Text::data("より早く"), Text::data("よりシンプルに")],
/// )
/// .row(
///     Text::data("住民票の写しの交付"),
///     [HeatCell::level(Text::data("Lv2"), 2), HeatCell::empty(Text::new("対象外", "out of scope"))],
/// );
/// assert!(map.svg(tosei_types::Language::Ja).starts_with("<svg xmlns="));
/// ```
#[doc(alias = "ヒートマップ")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeatMap {
    head: Head,
    steps: u32,
    columns: Vec<Text>,
    legend: [Text; 4],
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Row {
    label: Text,
    cells: Vec<HeatCell>,
}

impl HeatMap {
    /// A map without rows, whose levels go from 0 to `steps`.
    #[must_use]
    pub fn new(title: Text, steps: u32, columns: impl IntoIterator<Item = Text>) -> Self {
        Self {
            head: Head::new(title, None),
            steps: steps.max(1),
            columns: columns.into_iter().collect(),
            legend: [
                Text::new("確実", "certain"),
                Text::new("可能", "possible"),
                Text::new("別の根拠による", "of another kind"),
                Text::new("目標", "target"),
            ],
            rows: Vec::new(),
        }
    }

    /// What the fillings mean: certain, possible, set apart, target.
    #[must_use]
    pub fn legend(self, legend: [Text; 4]) -> Self {
        Self { legend, ..self }
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, label: Text, cells: impl IntoIterator<Item = HeatCell>) -> Self {
        self.push_row(label, cells);
        self
    }

    /// Adds a row, for loops.
    pub fn push_row(&mut self, label: Text, cells: impl IntoIterator<Item = HeatCell>) {
        let cells = cells.into_iter().collect();
        self.rows.push(Row { label, cells });
    }

    head_methods!();

    /// The drawing alone, as one SVG file that needs nothing else.
    ///
    /// Title and description stand in it for screen readers.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let canvas = self.draw(Layout::Wide, language);
        let title = shown(&self.head.title, language);
        let words: Vec<String> = (0..self.rows.len())
            .filter_map(|row| self.row_words(row, language))
            .collect();
        let style = concat!(
            include_str!("../style/colour.css"),
            include_str!("../style/chart.css"),
            "text { font-family: sans-serif; }",
        );
        html! {
            svg xmlns="http://www.w3.org/2000/svg"
                viewBox=(format!("0 0 {} {}", canvas.width(), canvas.height())) {
                style { (maud::PreEscaped(style)) }
                g class="chart" {
                    (canvas.markup(("heat", language, "heat-map"), &title, &words.join("\n")))
                }
            }
        }
        .into_string()
    }

    pub(crate) fn markup(&self, context: &mut Context) -> Markup {
        framed(self, context)
    }
}

const STRIP: Length = Length::px(14);
const GAP: Length = Length::px(12);
const PAD: Length = Length::px(3);
const ROW_GAP: Length = Length::px(10);
const SWATCH: Length = Length::px(14);

/// The series that a filling looks like.
const CERTAIN: usize = 0;
const POSSIBLE: usize = 1;
const APART: usize = 4;

impl HeatMap {
    /// Where column `number` begins, and how wide all are.
    fn column(&self, layout: Layout, number: usize) -> (Length, Length) {
        let from = layout.marks_from();
        let room = layout.width() - from;
        let count = self.columns.len().max(1);
        let gaps = GAP.times(count.saturating_sub(1));
        let width = (room - gaps).part(1, u128::try_from(count).unwrap_or(u128::MAX));
        (from + (width + GAP).times(number), width)
    }

    fn key(&self, canvas: &mut Canvas, layout: Layout, language: Language) -> Length {
        let (mut x, mut top) = (Length::ZERO, Length::px(2));
        let looks = [Some(CERTAIN), Some(POSSIBLE), Some(APART), None];
        for (look, text) in looks.into_iter().zip(&self.legend) {
            let room = layout.width() - SWATCH - GAP;
            let chosen = text.in_language(language);
            let text = Lettering::fit(chosen, text.language(language), LABEL, room, 2);
            let (width, height) = (SWATCH + GAP.half() + text.width(), text.height());
            if x > Length::ZERO && x + width > layout.width() {
                (x, top) = (Length::ZERO, top + height + PAD);
            }
            let at = (x, top + (text.line_height() - SWATCH).half());
            match look {
                Some(series) => canvas.filled(at, (SWATCH, SWATCH), series),
                None => {
                    let middle = at.0 + SWATCH.half();
                    canvas.line((middle, at.1), (middle, at.1 + SWATCH), "axis");
                }
            }
            canvas.text((x + SWATCH + GAP.half(), top), Side::Start, text);
            x = x + width + GAP;
        }
        canvas.height() + ROW_GAP
    }

    fn headings(
        &self,
        canvas: &mut Canvas,
        top: Length,
        layout: Layout,
        language: Language,
    ) -> Length {
        for (number, heading) in self.columns.iter().enumerate() {
            let (x, width) = self.column(layout, number);
            let chosen = heading.in_language(language);
            let text = Lettering::fit(chosen, heading.language(language), LABEL, width, 4);
            canvas.text((x, top), Side::Start, text);
        }
        canvas.height() + PAD
    }

    /// A strip filled as far as the level reaches, with its frame and its target.
    fn strip(
        &self,
        canvas: &mut Canvas,
        cell: &HeatCell,
        (x, top): (Length, Length),
        width: Length,
    ) {
        let reach = |level: u32| width.part(level.min(self.steps).into(), self.steps.into());
        let (certain, possible) = (reach(cell.certain), reach(cell.possible));
        if certain > Length::ZERO {
            let series = if cell.apart { APART } else { CERTAIN };
            canvas.filled((x, top), (certain, STRIP), series);
        }
        if possible > certain {
            canvas.filled((x + certain, top), (possible - certain, STRIP), POSSIBLE);
        }
        let (right, bottom) = (x + width, top + STRIP);
        canvas.line((x, top), (right, top), "track");
        canvas.line((x, bottom), (right, bottom), "track");
        for step in 0..=self.steps {
            let at = x + reach(step);
            canvas.line((at, top), (at, bottom), "track");
        }
        if let Some(target) = cell.target {
            let at = x + reach(target);
            canvas.line((at, top - PAD), (at, bottom + PAD), "axis");
            canvas.dot((at, bottom + PAD), PAD, "dot");
        }
    }
}

impl Chart for HeatMap {
    fn head(&self) -> &Head {
        &self.head
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn kind(&self) -> Text {
        Text::new("ヒートマップ", "Heat map")
    }

    fn row_words(&self, row: usize, language: Language) -> Option<String> {
        let row = self.rows.get(row)?;
        let cells: Vec<String> = self
            .columns
            .iter()
            .zip(&row.cells)
            .map(|(column, cell)| {
                format!(
                    "{} {}",
                    shown(column, language),
                    shown(&cell.text, language)
                )
            })
            .collect();
        let separator = match language {
            Language::Ja => "、",
            Language::En => ", ",
        };
        Some(format!(
            "{}: {}",
            shown(&row.label, language),
            cells.join(separator)
        ))
    }

    fn draw(&self, layout: Layout, language: Language) -> Canvas {
        let mut canvas = Canvas::new(layout.width() + PAD);
        let top = self.key(&mut canvas, layout, language);
        let mut top = self.headings(&mut canvas, top, layout, language);
        for row in &self.rows {
            let name = label(&row.label, language, layout);
            let mut marks = top + PAD;
            match layout {
                Layout::Wide => {
                    canvas.text((layout.label_width(), top), Side::End, name);
                }
                Layout::Narrow => {
                    let height = name.height();
                    canvas.text((Length::ZERO, top), Side::Start, name);
                    marks = top + height + PAD;
                }
            }
            for number in 0..self.columns.len() {
                let (x, width) = self.column(layout, number);
                let Some(cell) = row.cells.get(number) else {
                    continue;
                };
                self.strip(&mut canvas, cell, (x, marks), width);
                let words = cell.text.in_language(language);
                let language = cell.text.language(language);
                let words = Lettering::fit(words, language, VALUE, width, FIGURE_LINES);
                canvas.text((x, marks + STRIP + PAD + PAD), Side::Start, words);
            }
            canvas.reach(marks + STRIP);
            top = canvas.height() + ROW_GAP;
        }
        let bottom = canvas.height() + PAD;
        canvas.reach(bottom);
        canvas
    }

    fn values(&self) -> Table {
        let columns = std::iter::once(Column::text(self.head.category.clone()))
            .chain(self.columns.iter().cloned().map(Column::text));
        let mut table = Table::new(self.head.title.clone(), columns).with_row_headings();
        for row in &self.rows {
            let label = std::iter::once(Cell::from(row.label.clone()));
            let cells = row.cells.iter().map(|cell| Cell::from(cell.text.clone()));
            table.push_row(label.chain(cells));
        }
        table
    }
}
