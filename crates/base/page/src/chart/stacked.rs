//! Stacked bars: what a count is made of, row by row.

use crate::{
    chart::{
        canvas::{Canvas, Lettering, Side},
        frame::{
            Chart, FIGURE_LINES, Head, LABEL, Layout, VALUE, framed, head_methods, label, put_label,
        },
        length::Length,
    },
    context::Context,
    figure::{Absence, Figure},
    language::shown,
    table::{Cell, Column, Table},
    text::Text,
};
use maud::Markup;
use tosei_types::{Grouped, Language, PercentDigits, Percentage};

/// 積み上げ棒グラフ (stacked bar chart): the parts of each row's count, side by side.
///
/// Parts differ by colour *and* by pattern, and under each bar stand all its figures with the same
/// swatches as in the legend, also those too small to see.
///
/// A part may be unknown (`None`): it has no length and says 不明, and the row's total then says
/// that something is missing. By shares, a row with an unknown part has no bar at all, since the
/// shares of its other parts are not known either.
///
/// A row with too few parts has unknown ones; parts beyond the last series belong to a series
/// without a name. Nothing is dropped.
///
/// # Examples
///
/// ```
/// use tosei_page::{StackedBarChart, Text};
///
/// let chart = StackedBarChart::new(
///     Text::new("組織別のオンライン化の状況", "Online status by organisation"),
///     Text::new("手続", "procedures"),
///     [
///         Text::new("オンライン化済み", "Online"),
///         Text::new("未実施", "Not online"),
///     ],
/// )
/// .by_shares()
/// .bar(Text::data("市民課"), [Some(71), Some(12)])
/// .bar(Text::data("税務課"), [Some(20), None]);
/// # let _ = chart;
/// ```
#[doc(alias = "積み上げ棒グラフ")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StackedBarChart {
    head: Head,
    series: Vec<Text>,
    rows: Vec<Row>,
    shares: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Row {
    label: Text,
    parts: Vec<Option<u64>>,
}

impl StackedBarChart {
    /// A chart without bars, whose bars will have these parts.
    #[must_use]
    pub fn new(title: Text, unit: Text, series: impl IntoIterator<Item = Text>) -> Self {
        Self {
            head: Head::new(title, Some(unit)),
            series: series.into_iter().collect(),
            rows: Vec::new(),
            shares: false,
        }
    }

    /// Makes all bars equally long: the parts are shares of their own row (100 %).
    #[must_use]
    pub fn by_shares(self) -> Self {
        Self {
            shares: true,
            ..self
        }
    }

    /// Adds a bar: its parts in the order of the series, `None` where a part is unknown.
    #[must_use]
    pub fn bar(mut self, label: Text, parts: impl IntoIterator<Item = Option<u64>>) -> Self {
        self.push_bar(label, parts);
        self
    }

    /// Adds a bar, for loops.
    pub fn push_bar(&mut self, label: Text, parts: impl IntoIterator<Item = Option<u64>>) {
        let mut parts: Vec<Option<u64>> = parts.into_iter().collect();
        while self.series.len() < parts.len() {
            let number = self.series.len().saturating_add(1);
            self.series.push(Text::new(
                format!("系列{number}（名称なし）"),
                format!("Series {number} (no name)"),
            ));
        }
        if parts.len() < self.series.len() {
            parts.resize(self.series.len(), None);
        }
        self.rows.push(Row { label, parts });
    }

    head_methods!();

    pub(crate) fn markup(&self, context: &mut Context) -> Markup {
        framed(self, context)
    }
}

impl Row {
    /// The parts in the number of all series: a series may have come with a later row.
    fn parts(&self, series: usize) -> impl Iterator<Item = Option<u64>> {
        let missing = series.saturating_sub(self.parts.len());
        self.parts
            .iter()
            .copied()
            .chain(std::iter::repeat_n(None, missing))
    }

    fn known(&self) -> u128 {
        self.parts
            .iter()
            .flatten()
            .map(|&part| u128::from(part))
            .sum()
    }

    fn has_unknown(&self, series: usize) -> bool {
        self.parts(series).any(|part| part.is_none())
    }

    /// The sum of the parts, if it fits and all are known.
    fn total(&self, series: usize) -> Option<u64> {
        if self.has_unknown(series) {
            return None;
        }
        u64::try_from(self.known()).ok()
    }

    fn total_figure(&self, series: usize) -> Figure {
        if let Some(total) = self.total(series) {
            return Figure::Count(total);
        }
        let Ok(known) = u64::try_from(self.known()) else {
            return Figure::Absent(Absence::Because(Text::new("桁あふれ", "too large")));
        };
        let known = Grouped(known);
        Figure::Text(Text::new(
            format!("{known}＋不明"),
            format!("{known} + unknown"),
        ))
    }

    /// The part as a figure; by shares, with its percentage if the total is known.
    fn part_figure(part: Option<u64>, total: Option<u64>) -> Figure {
        let Some(count) = part else {
            return Figure::Absent(Absence::Unknown);
        };
        let grouped = Grouped(count);
        match total.and_then(|total| Percentage::of(count, total, PercentDigits::One)) {
            None => Figure::Count(count),
            Some(percent) => Figure::Text(Text::new(
                format!("{grouped}（{percent} %）"),
                format!("{grouped} ({percent} %)"),
            )),
        }
    }
}

const BAR: Length = Length::px(20);
const SWATCH: Length = Length::px(12);
const SWATCH_GAP: Length = Length::px(6);
const BAR_GAP: Length = Length::px(4);
const ITEM_GAP: Length = Length::px(18);
const ROW_GAP: Length = Length::px(16);

/// Words with the swatch of their series before them.
struct Item {
    series: Option<usize>,
    text: Lettering,
}

impl Item {
    fn indent(&self) -> Length {
        match self.series {
            Some(_) => SWATCH + SWATCH_GAP,
            None => Length::ZERO,
        }
    }

    fn width(&self) -> Length {
        self.indent() + self.text.width()
    }

    fn put(self, canvas: &mut Canvas, (x, top): (Length, Length)) {
        if let Some(series) = self.series {
            // The swatch stands beside the first line.
            let at = (x, top + (self.text.line_height() - SWATCH).half());
            canvas.filled(at, (SWATCH, SWATCH), series);
        }
        let indent = self.indent();
        canvas.text((x + indent, top), Side::Start, self.text);
    }
}

/// Items in columns of equal width, as many as fit between two places.
struct Grid {
    from: Length,
    column: Length,
    columns: usize,
}

impl Grid {
    fn new<'a>(from: Length, to: Length, items: impl IntoIterator<Item = &'a Item>) -> Self {
        let widest = items.into_iter().map(Item::width).max().unwrap_or_default();
        let column = widest + ITEM_GAP;
        Self {
            from,
            column,
            columns: (to + ITEM_GAP - from).holds(column).max(1),
        }
    }

    fn put(&self, canvas: &mut Canvas, mut top: Length, items: Vec<Item>) {
        let mut line = Length::ZERO;
        for (number, item) in items.into_iter().enumerate() {
            let column = number.checked_rem(self.columns).unwrap_or(0);
            if column == 0 {
                top = top + line;
                line = Length::ZERO;
            }
            line = line.max(item.text.height());
            item.put(canvas, (self.from + self.column.times(column), top));
        }
    }
}

impl StackedBarChart {
    fn legend(&self, canvas: &mut Canvas, language: Language) -> Length {
        let room = canvas.width() - SWATCH - SWATCH_GAP;
        let (mut x, mut top, mut line) = (Length::ZERO, Length::ZERO, Length::ZERO);
        for (number, series) in self.series.iter().enumerate() {
            let chosen = series.in_language(language);
            let item = Item {
                series: Some(number),
                text: Lettering::fit(chosen, series.language(language), LABEL, room, 2),
            };
            let width = item.width();
            if x > Length::ZERO && x + width > canvas.width() {
                (x, top, line) = (Length::ZERO, top + line, Length::ZERO);
            }
            line = line.max(item.text.height());
            item.put(canvas, (x, top));
            x = x + width + ITEM_GAP;
        }
        canvas.height() + ROW_GAP
    }

    /// The figures under a bar, the total last.
    fn items(&self, row: &Row, room: Length, language: Language) -> Vec<Item> {
        let fit = |text: &str| Lettering::fit(text, language, VALUE, room, FIGURE_LINES);
        let total = self.share_total(row);
        let parts = row.parts(self.series.len()).enumerate();
        let mut items: Vec<Item> = parts
            .map(|(series, part)| Item {
                series: Some(series),
                text: fit(Row::part_figure(part, total).text().in_language(language)),
            })
            .collect();
        items.push(Item {
            series: None,
            text: fit(&self.total_words(row, language)),
        });
        items
    }

    fn draw_parts(
        &self,
        canvas: &mut Canvas,
        row: &Row,
        whole: u128,
        (from, top): (Length, Length),
    ) {
        let room = canvas.width() - from;
        let mut before = 0u128;
        for (series, part) in row.parts(self.series.len()).enumerate() {
            let part = u128::from(part.unwrap_or(0));
            let start = room.part(before, whole);
            before = before.saturating_add(part);
            let end = room.part(before, whole);
            if part > 0 && end > start {
                canvas.filled((from + start, top), (end - start, BAR), series);
            }
            if part > 0 && end < room && end > start {
                // A line in the colour of the paper keeps neighbours apart.
                canvas.line((from + end, top), (from + end, top + BAR), "cut");
            }
        }
        canvas.reach(top + BAR);
    }

    fn total_words(&self, row: &Row, language: Language) -> String {
        let total = row.total_figure(self.series.len()).text();
        let total = total.in_language(language);
        match language {
            Language::Ja => format!("計 {total}"),
            Language::En => format!("total {total}"),
        }
    }

    /// The total that shares are shares of; `None` where figures show without percentages.
    fn share_total(&self, row: &Row) -> Option<u64> {
        row.total(self.series.len()).filter(|_| self.shares)
    }
}

impl Chart for StackedBarChart {
    fn head(&self) -> &Head {
        &self.head
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn kind(&self) -> Text {
        if self.shares {
            Text::new(
                "帯グラフ（各行の合計を100 %とする）",
                "Bars of shares (each row is 100 %)",
            )
        } else {
            Text::new("積み上げ横棒グラフ", "Stacked bar chart")
        }
    }

    fn row_words(&self, row: usize, language: Language) -> Option<String> {
        let row = self.rows.get(row)?;
        let total = self.share_total(row);
        let parts: Vec<String> = self
            .series
            .iter()
            .zip(row.parts(self.series.len()))
            .map(|(series, part)| {
                let part = Row::part_figure(part, total).text();
                format!("{} {}", shown(series, language), part.in_language(language))
            })
            .collect();
        let separator = match language {
            Language::Ja => "、",
            Language::En => ", ",
        };
        Some(format!(
            "{}: {}{separator}{}",
            shown(&row.label, language),
            parts.join(separator),
            self.total_words(row, language)
        ))
    }

    fn draw(&self, layout: Layout, language: Language) -> Canvas {
        let mut canvas = Canvas::new(layout.width());
        let from = layout.marks_from();
        let longest = self.rows.iter().map(Row::known).max().unwrap_or(0);
        let mut top = self.legend(&mut canvas, language);
        let room = canvas.width() - from - SWATCH - SWATCH_GAP;
        let rows = self.rows.iter().map(|row| self.items(row, room, language));
        let rows: Vec<Vec<Item>> = rows.collect();
        let grid = Grid::new(from, canvas.width(), rows.iter().flatten());
        for (row, items) in self.rows.iter().zip(rows) {
            let label = label(&row.label, language, layout);
            let marks = match layout {
                // The first line stands beside the bar, not beside the figures.
                Layout::Wide => {
                    let at = top + (BAR - label.line_height()).half();
                    canvas.text((layout.label_width(), at), Side::End, label);
                    top
                }
                Layout::Narrow => put_label(&mut canvas, layout, top, label, BAR),
            };
            if !self.shares {
                self.draw_parts(&mut canvas, row, longest, (from, marks));
            } else if let Some(total) = row.total(self.series.len()) {
                self.draw_parts(&mut canvas, row, total.into(), (from, marks));
            }
            canvas.line((from, marks), (from, marks + BAR), "axis");
            grid.put(&mut canvas, marks + BAR + BAR_GAP, items);
            top = canvas.height() + ROW_GAP;
        }
        canvas
    }

    fn values(&self) -> Table {
        let total = self.head.with_unit(&Text::new("計", "Total"));
        let columns = std::iter::once(Column::text(self.head.category.clone()))
            .chain(self.series.iter().cloned().map(Column::number))
            .chain(std::iter::once(Column::number(total)));
        let mut table = Table::new(self.head.title.clone(), columns).with_row_headings();
        for row in &self.rows {
            let total = self.share_total(row);
            let label = Cell::from(row.label.clone());
            let parts = row
                .parts(self.series.len())
                .map(|part| Cell::from(Row::part_figure(part, total)));
            let sum = Cell::from(row.total_figure(self.series.len()));
            table.push_row(
                std::iter::once(label)
                    .chain(parts)
                    .chain(std::iter::once(sum)),
            );
        }
        table
    }
}
