//! Interval marks: a rate as a point between its low and its high end.

use crate::{
    chart::{
        canvas::{Canvas, Lettering, Side},
        frame::{
            Chart, FIGURE_LINES, Head, Layout, SMALL, VALUE, framed, head_methods, label, put_label,
        },
        length::Length,
    },
    context::Context,
    figure::{Fraction, RateFigure},
    language::shown,
    table::{Cell, Column, Table},
    text::Text,
};
use maud::Markup;
use tosei_types::Language;

/// 率のグラフ (rate chart): each rate as a point on a scale from 0 % to 100 %, with its interval.
///
/// Beside each point stand the percentage, numerator and denominator, and the interval if there
/// is one. A rate of an empty population has no point and says so.
///
/// # Examples
///
/// ```
/// use tosei_page::{RateChart, RateFigure, Text};
/// use tosei_types::Rate;
///
/// let rate = Rate::try_new("online.all_rows".parse()?, 717, 1_520)?;
/// let chart = RateChart::new(Text::new("オンライン化率", "Online rates")).rate(
///     Text::new("全手続", "All procedures"),
///     RateFigure::new(&rate).try_with_interval(610, 947)?,
/// );
/// # let _ = chart;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RateChart {
    head: Head,
    rows: Vec<(Text, RateFigure)>,
}

impl RateChart {
    /// A chart without rates.
    #[must_use]
    pub fn new(title: Text) -> Self {
        Self {
            head: Head::new(title, None),
            rows: Vec::new(),
        }
    }

    /// Adds a rate.
    #[must_use]
    pub fn rate(mut self, label: Text, rate: impl Into<RateFigure>) -> Self {
        self.push_rate(label, rate);
        self
    }

    /// Adds a rate, for loops.
    pub fn push_rate(&mut self, label: Text, rate: impl Into<RateFigure>) {
        self.rows.push((label, rate.into()));
    }

    head_methods!();

    pub(crate) fn markup(&self, context: &mut Context) -> Markup {
        framed(self, context)
    }
}

const TRACK: Length = Length::px(20);
const DOT: Length = Length::px(5);
const GAP: Length = Length::px(20);
const ROW_GAP: Length = Length::px(14);
/// Half of the widest number on the scale.
const SCALE_MARGIN: Length = Length::px(22);

/// The place of the scale, and of the values right of it if they stand there.
struct Plot {
    from: Length,
    to: Length,
}

impl Plot {
    fn at(&self, fraction: Fraction) -> Length {
        let (numerator, denominator) = (fraction.numerator, fraction.denominator);
        self.from + (self.to - self.from).part(numerator.into(), denominator.into())
    }
}

struct Values {
    rate: Lettering,
    interval: Option<Lettering>,
}

impl Values {
    fn of(rate: &RateFigure, language: Language, width: Length) -> Self {
        let fit = |text: &Text, style| {
            Lettering::fit(
                text.in_language(language),
                language,
                style,
                width,
                FIGURE_LINES,
            )
        };
        Self {
            rate: fit(&rate.text(), VALUE),
            interval: rate.interval_text().map(|text| fit(&text, SMALL)),
        }
    }

    fn width(&self) -> Length {
        let interval = self.interval.as_ref().map(Lettering::width);
        self.rate.width().max(interval.unwrap_or_default())
    }

    fn height(&self) -> Length {
        let interval = self.interval.as_ref().map(Lettering::height);
        self.rate.height() + interval.unwrap_or_default()
    }

    fn put(self, canvas: &mut Canvas, (x, top): (Length, Length)) {
        let below = top + self.rate.height();
        canvas.text((x, top), Side::Start, self.rate);
        if let Some(interval) = self.interval {
            canvas.text((x, below), Side::Start, interval);
        }
    }
}

impl RateChart {
    fn scale(canvas: &mut Canvas, plot: &Plot, language: Language) -> Length {
        for (percent, text) in [(0, "0"), (50, "50"), (100, "100 %")] {
            let x = plot.at(Fraction {
                numerator: percent,
                denominator: 100,
            });
            let text = Lettering::fit(text, language, SMALL, SCALE_MARGIN.times(2), 1);
            canvas.text((x, Length::ZERO), Side::Middle, text);
        }
        canvas.height() + Length::px(8)
    }

    fn marks(canvas: &mut Canvas, plot: &Plot, top: Length, rate: &RateFigure) {
        let middle = top + TRACK.half();
        canvas.line((plot.from, middle), (plot.to, middle), "track");
        for percent in [0, 50, 100] {
            let x = plot.at(Fraction {
                numerator: percent,
                denominator: 100,
            });
            canvas.line((x, top), (x, top + TRACK), "tick");
        }
        if let Some((low, high)) = rate.interval() {
            let (low, high) = (plot.at(low), plot.at(high));
            let cap = Length::px(7);
            canvas.line((low, middle), (high, middle), "range");
            for end in [low, high] {
                canvas.line((end, middle - cap), (end, middle + cap), "range-end");
            }
        }
        if rate.percent().is_some() {
            canvas.dot((plot.at(rate.point()), middle), DOT, "dot");
        }
    }
}

impl Chart for RateChart {
    fn head(&self) -> &Head {
        &self.head
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn kind(&self) -> Text {
        Text::new(
            "率の点と幅のグラフ（目盛は0から100 %）",
            "Rates as points with ranges, on a scale from 0 to 100 %",
        )
    }

    fn row_words(&self, row: usize, language: Language) -> Option<String> {
        let (label, rate) = self.rows.get(row)?;
        let mut words = format!(
            "{}: {}",
            shown(label, language),
            shown(&rate.text(), language)
        );
        if let Some(interval) = rate.interval_text() {
            words.push_str(match language {
                Language::Ja => "、",
                Language::En => ", ",
            });
            words.push_str(&shown(&interval, language));
        }
        Some(words)
    }

    fn draw(&self, layout: Layout, language: Language) -> Canvas {
        let mut canvas = Canvas::new(layout.width());
        let from = layout.marks_from();
        let room = canvas.width() - from;
        let values_width = match layout {
            Layout::Wide => room.part(1, 2),
            Layout::Narrow => room,
        };
        let values: Vec<Values> = self
            .rows
            .iter()
            .map(|(_, rate)| Values::of(rate, language, values_width))
            .collect();
        let widest = values.iter().map(Values::width).max().unwrap_or_default();
        let beside = match layout {
            Layout::Wide => widest + GAP,
            Layout::Narrow => Length::ZERO,
        };
        let plot = Plot {
            from: from + SCALE_MARGIN,
            to: canvas.width() - beside - SCALE_MARGIN,
        };
        let mut top = Self::scale(&mut canvas, &plot, language);
        for ((label_text, rate), values) in self.rows.iter().zip(values) {
            let label = label(label_text, language, layout);
            match layout {
                Layout::Wide => {
                    let height = TRACK.max(values.height());
                    let marks = put_label(&mut canvas, layout, top, label, height);
                    let track = marks + (height - TRACK).half();
                    Self::marks(&mut canvas, &plot, track, rate);
                    let values_top = marks + (height - values.height()).half();
                    values.put(&mut canvas, (plot.to + SCALE_MARGIN + GAP, values_top));
                }
                Layout::Narrow => {
                    let marks = put_label(&mut canvas, layout, top, label, TRACK);
                    Self::marks(&mut canvas, &plot, marks, rate);
                    values.put(&mut canvas, (Length::ZERO, marks + TRACK));
                }
            }
            top = canvas.height() + ROW_GAP;
        }
        canvas
    }

    fn values(&self) -> Table {
        let columns = [
            Column::text(self.head.category.clone()),
            Column::number(Text::new("率", "Rate")),
        ];
        let mut table = Table::new(self.head.title.clone(), columns).with_row_headings();
        for (label, rate) in &self.rows {
            table.push_row([Cell::from(label.clone()), Cell::from(rate.clone())]);
        }
        table
    }
}
