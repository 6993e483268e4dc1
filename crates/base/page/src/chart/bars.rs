//! Horizontal bars: one count a row.

use crate::{
    chart::{
        canvas::{Canvas, Lettering, Side},
        frame::{Chart, FIGURE_LINES, Head, Layout, VALUE, framed, head_methods, label, put_label},
        length::Length,
    },
    context::Context,
    figure::{Absence, Figure},
    language::shown,
    table::{Cell, Column, Table},
    text::Text,
};
use maud::Markup;
use tosei_types::Language;

/// 棒グラフ (bar chart): one horizontal bar a row, its value in figures beside it.
///
/// The bars begin at 0 and share one scale. A missing value has no bar but says why; 0 has no bar
/// and says 0. A bar that would be too short to see is one pixel long.
///
/// # Examples
///
/// ```
/// use tosei_page::{Absence, BarChart, Text};
/// use tosei_types::CaseCount;
///
/// let chart = BarChart::new(
///     Text::new("組織別の年間件数", "Cases a year by organisation"),
///     Text::new("件", "cases"),
/// )
/// .bar(Text::data("市民課"), CaseCount::from(41_000).get())
/// .absent(Text::data("税務課"), Absence::Unknown);
/// # let _ = chart;
/// ```
#[doc(alias = "棒グラフ")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BarChart {
    head: Head,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Row {
    label: Text,
    value: Result<u64, Absence>,
}

impl Row {
    fn figure(&self) -> Figure {
        match &self.value {
            Ok(count) => Figure::Count(*count),
            Err(absence) => Figure::Absent(absence.clone()),
        }
    }
}

impl BarChart {
    /// A chart without bars.
    #[must_use]
    pub fn new(title: Text, unit: Text) -> Self {
        Self {
            head: Head::new(title, Some(unit)),
            rows: Vec::new(),
        }
    }

    /// Adds a bar.
    #[must_use]
    pub fn bar(mut self, label: Text, count: u64) -> Self {
        self.push_bar(label, count);
        self
    }

    /// Adds a bar, for loops.
    pub fn push_bar(&mut self, label: Text, count: u64) {
        self.rows.push(Row {
            label,
            value: Ok(count),
        });
    }

    /// Adds a row that has no value.
    #[must_use]
    pub fn absent(mut self, label: Text, absence: Absence) -> Self {
        self.push_absent(label, absence);
        self
    }

    /// Adds a row that has no value, for loops.
    pub fn push_absent(&mut self, label: Text, absence: Absence) {
        self.rows.push(Row {
            label,
            value: Err(absence),
        });
    }

    head_methods!();

    pub(crate) fn markup(&self, context: &mut Context) -> Markup {
        framed(self, context)
    }
}

const BAR: Length = Length::px(18);
const GAP: Length = Length::px(8);
const ROW_GAP: Length = Length::px(12);

impl Chart for BarChart {
    fn head(&self) -> &Head {
        &self.head
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn kind(&self) -> Text {
        Text::new("横棒グラフ", "Bar chart")
    }

    fn row_words(&self, row: usize, language: Language) -> Option<String> {
        let row = self.rows.get(row)?;
        let value = shown(&row.figure().text(), language);
        Some(format!("{}: {value}", shown(&row.label, language)))
    }

    fn draw(&self, layout: Layout, language: Language) -> Canvas {
        let mut canvas = Canvas::new(layout.width());
        let from = layout.marks_from();
        let most_value_width = (canvas.width() - from).part(3, 5);
        let values: Vec<Lettering> = self
            .rows
            .iter()
            .map(|row| {
                let text = row.figure().text();
                Lettering::fit(
                    text.in_language(language),
                    language,
                    VALUE,
                    most_value_width,
                    FIGURE_LINES,
                )
            })
            .collect();
        let value_width = values.iter().map(Lettering::width).max();
        let room = canvas.width() - from - GAP - value_width.unwrap_or_default();
        let longest = self.rows.iter().filter_map(|row| row.value.as_ref().ok());
        let longest = u128::from(longest.copied().max().unwrap_or(0));
        let mut top = Length::px(2);
        for (row, value) in self.rows.iter().zip(values) {
            let height = BAR.max(value.height());
            let label = label(&row.label, language, layout);
            let marks = put_label(&mut canvas, layout, top, label, height);
            let count = row.value.as_ref().ok().copied().filter(|&count| count > 0);
            let length = count.map_or(Length::ZERO, |count| {
                room.part(u128::from(count), longest).max(Length::px(1))
            });
            if count.is_some() {
                let at = (from, marks + (height - BAR).half());
                canvas.rectangle(at, (length, BAR), "bar");
            }
            let value_top = marks + (height - value.height()).half();
            canvas.line((from, marks), (from, marks + height), "axis");
            canvas.text((from + length + GAP, value_top), Side::Start, value);
            canvas.reach(marks + height);
            top = canvas.height() + ROW_GAP;
        }
        canvas
    }

    fn values(&self) -> Table {
        let value = self.head.with_unit(&Text::new("値", "Value"));
        let columns = [
            Column::text(self.head.category.clone()),
            Column::number(value),
        ];
        let mut table = Table::new(self.head.title.clone(), columns).with_row_headings();
        for row in &self.rows {
            table.push_row([Cell::from(row.label.clone()), Cell::from(row.figure())]);
        }
        table
    }
}
