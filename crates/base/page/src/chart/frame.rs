//! What every chart has around its drawing: number, title, unit, remark, and a table of its values.

use crate::{
    chart::{
        canvas::{Canvas, Lettering, Side},
        length::Length,
    },
    context::Context,
    language::{LANGUAGES, both, shown, tag, words},
    table::Table,
    text::Text,
};
use maud::{Markup, html};
use tosei_types::{Grouped, Language};

/// Type sizes, as (size, class of the style sheet).
pub(crate) const LABEL: (Length, &str) = (Length::px(14), "label");
pub(crate) const VALUE: (Length, &str) = (Length::px(14), "value");
pub(crate) const SMALL: (Length, &str) = (Length::px(12), "soft");

/// How many lines a label may have.
const LABEL_LINES: usize = 3;

/// How many lines a value may have: enough that no figure is ever cut, only an endless reason.
pub(crate) const FIGURE_LINES: usize = 12;

/// Every chart is drawn twice, so that its type is readable on paper and on a telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Labels beside the marks.
    Wide,
    /// Labels above the marks.
    Narrow,
}

impl Layout {
    pub(crate) const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    pub(crate) const fn width(self) -> Length {
        match self {
            Self::Wide => Length::px(840),
            Self::Narrow => Length::px(340),
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    /// Where the marks begin.
    pub(crate) const fn marks_from(self) -> Length {
        match self {
            Self::Wide => Length::px(256),
            Self::Narrow => Length::ZERO,
        }
    }

    /// The width of the place for labels.
    pub(crate) fn label_width(self) -> Length {
        match self {
            Self::Wide => Length::px(240),
            Self::Narrow => self.width(),
        }
    }
}

/// The label of a row, broken to its place.
pub(crate) fn label(text: &Text, language: Language, layout: Layout) -> Lettering {
    Lettering::fit(
        text.in_language(language),
        text.language(language),
        LABEL,
        layout.label_width(),
        LABEL_LINES,
    )
}

/// Puts a row's label beside or above its marks; gives the top of the place left for the marks.
///
/// Beside each other, label and marks of the given height are centred on one line.
pub(crate) fn put_label(
    canvas: &mut Canvas,
    layout: Layout,
    top: Length,
    label: Lettering,
    marks_height: Length,
) -> Length {
    let height = label.height();
    match layout {
        Layout::Wide => {
            let row = height.max(marks_height);
            let at = top + (row - height).half();
            canvas.text((layout.label_width(), at), Side::End, label);
            top + (row - marks_height).half()
        }
        Layout::Narrow => {
            canvas.text((Length::ZERO, top), Side::Start, label);
            top + height + Length::px(2)
        }
    }
}

/// Title and remarks of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Head {
    pub(crate) title: Text,
    pub(crate) unit: Option<Text>,
    pub(crate) category: Text,
    pub(crate) note: Option<Text>,
    pub(crate) total: Option<u64>,
}

impl Head {
    pub(crate) fn new(title: Text, unit: Option<Text>) -> Self {
        Self {
            title,
            unit,
            category: Text::new("項目", "Item"),
            note: None,
            total: None,
        }
    }

    /// 「年間件数（件）」: a heading with the unit.
    pub(crate) fn with_unit(&self, heading: &Text) -> Text {
        match self.unit.as_ref().filter(|unit| !unit.is_blank()) {
            None => heading.clone(),
            Some(unit) => Text::new(
                format!(
                    "{}（{}）",
                    heading.in_language(Language::Ja),
                    unit.in_language(Language::Ja)
                ),
                format!(
                    "{} ({})",
                    heading.in_language(Language::En),
                    unit.in_language(Language::En)
                ),
            ),
        }
    }
}

/// The builder methods that all charts share.
macro_rules! head_methods {
    () => {
        /// What the rows are (組織, 手続): the heading of their labels in the table of values.
        #[must_use]
        pub fn category(mut self, category: crate::text::Text) -> Self {
            self.head.category = category;
            self
        }

        /// A remark under the title: what is to be seen, what was counted.
        #[must_use]
        pub fn note(mut self, note: crate::text::Text) -> Self {
            self.head.note = Some(note);
            self
        }

        /// Says of how many rows these are the first; nothing shows if they are all of them.
        #[must_use]
        pub fn first_of(mut self, total_rows: u64) -> Self {
            self.head.total = Some(total_rows);
            self
        }
    };
}
pub(crate) use head_methods;

/// What a kind of chart adds to its frame.
pub(crate) trait Chart {
    /// Title and remarks.
    fn head(&self) -> &Head;
    /// How many rows there are.
    fn row_count(&self) -> usize;
    /// What kind of chart it is, for those who do not see it.
    fn kind(&self) -> Text;
    /// The row in words.
    fn row_words(&self, row: usize, language: Language) -> Option<String>;
    /// The marks.
    fn draw(&self, layout: Layout, language: Language) -> Canvas;
    /// The same values as a table.
    fn values(&self) -> Table;
}

/// How many rows are said in words; the table has all of them.
const ROWS_IN_WORDS: usize = 12;

/// The chart with its frame.
pub(crate) fn framed(chart: &impl Chart, context: &mut Context) -> Markup {
    let head = chart.head();
    let number = context.next_chart();
    let name = context.name("chart");
    let caption = format!("{name}-caption");
    html! {
        figure.chart aria-labelledby=(caption) {
            figcaption {
                div id=(caption) {
                    span.ordinal { (words(&format!("図{number} "), &format!("Figure {number} "))) }
                    (both(&head.with_unit(&head.title)))
                }
                @if let Some(note) = &head.note { p.note-line { (both(note)) } }
                @if let Some(first) = first_note(head, chart.row_count()) { p.note-line { (first) } }
            }
            @if chart.row_count() == 0 {
                p { (words("示す値はありません。", "There are no values to show.")) }
            } @else {
                @for language in LANGUAGES {
                    @let title = head.with_unit(&head.title);
                    @let description = description(chart, language);
                    @for layout in Layout::ALL {
                        @let drawing = format!("{name}-{}-{}", tag(language), layout.class());
                        (chart.draw(layout, language).markup(
                            (layout.class(), language, &drawing),
                            &shown(&title, language),
                            &description,
                        ))
                    }
                }
                details.values {
                    summary { (words("数値を表で見る", "Show the values as a table")) }
                    (chart.values().region(
                        context,
                        &words(&format!("図{number}の数値 "), &format!("Values of figure {number} ")),
                    ))
                }
            }
        }
    }
}

fn first_note(head: &Head, rows: usize) -> Option<Markup> {
    let shown = u64::try_from(rows).unwrap_or(u64::MAX);
    let total = head.total.filter(|&total| total > shown)?;
    let (total, shown) = (Grouped(total), Grouped(shown));
    Some(words(
        &format!("全{total}項目のうち先頭の{shown}項目を表示"),
        &format!("The first {shown} of {total} items"),
    ))
}

/// Kind, number of rows, and the first rows in words.
fn description(chart: &impl Chart, language: Language) -> String {
    let count = chart.row_count();
    let kind = shown(&chart.kind(), language);
    let rows: Vec<String> = (0..count.min(ROWS_IN_WORDS))
        .filter_map(|row| chart.row_words(row, language))
        .collect();
    let rest = count.saturating_sub(ROWS_IN_WORDS);
    let text = match language {
        Language::Ja => {
            let more = if rest == 0 {
                String::new()
            } else {
                format!("ほか{rest}項目。")
            };
            format!(
                "{kind}、{count}項目。{}。{more}全ての値は直後の表にある。",
                rows.join("。")
            )
        }
        Language::En => {
            let more = if rest == 0 {
                String::new()
            } else {
                format!(" {rest} more.")
            };
            format!(
                "{kind}, {count} items. {}.{more} All values are in the table that follows.",
                rows.join(". ")
            )
        }
    };
    crate::text::visible_text(&text).into_owned()
}
