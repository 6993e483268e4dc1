//! Tables: typed cells, a caption, headers that say what they head.

use crate::{
    anchor::Anchor,
    context::Context,
    figure::{Absence, Figure},
    language::{both, words},
    link::Link,
    text::{Text, visible_text},
};
use maud::{Markup, html};
use tosei_types::Grouped;

/// 列 (column): its heading, and which side its cells are set to.
///
/// # Examples
///
/// ```
/// use tosei_page::{Column, Order, Text};
///
/// let name = Column::text(Text::new("手続名", "Procedure"));
/// let cases = Column::number(Text::new("年間件数", "Cases a year")).sorted(Order::Descending);
/// # let _ = (name, cases);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Column {
    heading: Text,
    numeric: bool,
    order: Option<Order>,
    link: Option<Link>,
}

/// 並び順 (order): how the rows are sorted by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// 昇順: the smallest first.
    Ascending,
    /// 降順: the largest first.
    Descending,
}

impl Column {
    /// A column of words, set to the left.
    #[must_use]
    pub fn text(heading: Text) -> Self {
        Self {
            heading,
            numeric: false,
            order: None,
            link: None,
        }
    }

    /// A column of counts or rates; all its cells are set to the right.
    #[must_use]
    pub fn number(heading: Text) -> Self {
        Self {
            heading,
            numeric: true,
            order: None,
            link: None,
        }
    }

    /// Marks the column as the one the rows are sorted by.
    ///
    /// A page has no script, so the mark tells the order and is not a control; the rows are shown
    /// in the order in which they were added.
    #[must_use]
    pub fn sorted(self, order: Order) -> Self {
        Self {
            order: Some(order),
            ..self
        }
    }

    /// Makes the heading a link, as to the definition of what stands under it.
    #[must_use]
    pub fn leads_to(self, link: Link) -> Self {
        Self {
            link: Some(link),
            ..self
        }
    }

    fn markup(&self, context: &Context) -> Markup {
        let (sort, arrow) = match self.order {
            None => (None, None),
            Some(Order::Ascending) => (Some("ascending"), Some("▲")),
            Some(Order::Descending) => (Some("descending"), Some("▼")),
        };
        html! {
            th scope="col" class=[self.numeric.then_some("number")] aria-sort=[sort] {
                (context.linked(self.link.as_ref(), both(&self.heading)))
                @if let Some(arrow) = arrow { "\u{A0}" span.order aria-hidden="true" { (arrow) } }
            }
        }
    }
}

/// セル (cell): a figure, a text or a code, perhaps with a link to a place in the page.
///
/// # Examples
///
/// ```
/// use tosei_page::{Absence, Cell, Figure, Text};
/// use tosei_types::CaseCount;
///
/// let cells = [
///     Cell::data("住民票の写しの交付"),
///     Cell::from(Figure::or_absent(Some(CaseCount::from(41_000)), Absence::Unknown)),
///     Cell::code("K12"),
///     Cell::from(Text::new("行使済み", "used")),
/// ];
/// # let _ = cells;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    content: Content,
    link: Option<Link>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Content {
    Figure(Figure),
    Code(String),
    /// Parts of a text of the data, each marked or not.
    Marked(Vec<(bool, String)>),
}

impl Cell {
    /// A text of the data, as it stands there.
    #[must_use]
    pub fn data(text: impl Into<String>) -> Self {
        Self::from(Text::data(text))
    }

    /// A code, an identifier or the address of a cell: fixed-width, never translated.
    #[must_use]
    pub fn code(code: impl Into<String>) -> Self {
        Self {
            content: Content::Code(code.into()),
            link: None,
        }
    }

    /// A text of the data with parts that are marked, on paper too; byte ranges that do not lie in the
    /// text, in order and on boundaries of characters, mark nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_page::Cell;
    ///
    /// let sentence = "水路を目視により点検する。";
    /// let cell = Cell::marked(sentence, [9..15]); // 目視
    /// # let _ = cell;
    /// ```
    #[must_use]
    pub fn marked(text: &str, spans: impl IntoIterator<Item = std::ops::Range<usize>>) -> Self {
        let mut parts = Vec::new();
        let mut end = 0usize;
        for span in spans {
            if let (Some(before), Some(inside)) =
                (text.get(end..span.start), text.get(span.clone()))
                && !inside.is_empty()
            {
                parts.push((false, before.to_owned()));
                parts.push((true, inside.to_owned()));
                end = span.end;
            }
        }
        parts.push((false, text.get(end..).unwrap_or_default().to_owned()));
        parts.retain(|(_, part)| !part.is_empty());
        Self {
            content: Content::Marked(parts),
            link: None,
        }
    }

    /// Makes the cell a link to a place in the page; without such a place it stays plain.
    #[must_use]
    pub fn link(self, anchor: Anchor) -> Self {
        self.leads_to(Link::from(anchor))
    }

    /// Makes the cell a link, to another page too.
    #[must_use]
    pub fn leads_to(self, link: Link) -> Self {
        Self {
            link: Some(link),
            ..self
        }
    }

    fn is_number(&self) -> bool {
        matches!(&self.content, Content::Figure(figure) if figure.is_number())
    }

    fn markup(&self, context: &Context) -> Markup {
        let content = match &self.content {
            Content::Figure(figure) => figure.markup(),
            Content::Code(code) => code_markup(code),
            Content::Marked(parts) => marked_markup(parts),
        };
        context.linked(self.link.as_ref(), content)
    }
}

/// The most rows that are kept on one sheet in print.
const SHORT_TABLE: usize = 12;

/// The longest code that is kept on one line, in characters.
const SHORT_CODE: usize = 40;

/// A text with marked parts, which are bold too, because paper does not keep the colour.
fn marked_markup(parts: &[(bool, String)]) -> Markup {
    html! {
        span lang="ja" {
            @for (marked, part) in parts {
                @if *marked {
                    mark { strong { (visible_text(part)) } }
                } @else {
                    (visible_text(part))
                }
            }
        }
    }
}

/// A code in fixed-width type.
fn code_markup(code: &str) -> Markup {
    let short = code.chars().nth(SHORT_CODE).is_none();
    html! { code class=[short.then_some("short")] translate="no" { (visible_text(code)) } }
}

impl<T: Into<Figure>> From<T> for Cell {
    fn from(figure: T) -> Self {
        Self {
            content: Content::Figure(figure.into()),
            link: None,
        }
    }
}

/// 表 (table): a caption, columns, and rows of typed cells.
///
/// The table is numbered (表1, 表2, …) in the order of the page. It scrolls by itself where the
/// screen is too narrow, reachable by keyboard, and repeats its headings on every printed sheet.
///
/// A row that is too short is filled with 「—（記載なし）」. If a row is too long, every cell is
/// shown nevertheless, under a heading that says it has none: nothing is dropped in silence.
///
/// # Examples
///
/// ```
/// use tosei_page::{Cell, Column, Table, Text};
/// use tosei_types::CaseCount;
///
/// let mut table = Table::new(
///     Text::new("申請件数の多い手続", "Procedures with many applications"),
///     [
///         Column::text(Text::new("手続名", "Procedure")),
///         Column::number(Text::new("年間件数", "Cases a year")),
///     ],
/// )
/// .with_row_headings()
/// .first_of(1_520);
/// table.push_row([Cell::data("住民票の写しの交付"), Cell::from(CaseCount::from(41_000))]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Table {
    caption: Text,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    row_headings: bool,
    total_rows: Option<u64>,
    note: Option<Text>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(caption: Text, columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            caption,
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
            row_headings: false,
            total_rows: None,
            note: None,
        }
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.push_row(cells);
        self
    }

    /// Adds a row, for loops.
    pub fn push_row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Makes the first cell of every row the heading of its row.
    #[must_use]
    pub fn with_row_headings(self) -> Self {
        Self {
            row_headings: true,
            ..self
        }
    }

    /// Says of how many rows these are the first; nothing shows if they are all of them.
    #[must_use]
    pub fn first_of(self, total_rows: u64) -> Self {
        Self {
            total_rows: Some(total_rows),
            ..self
        }
    }

    /// A remark under the caption: what was counted, where it is from.
    #[must_use]
    pub fn note(self, note: Text) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }

    /// The table with its number.
    pub(crate) fn markup(&self, context: &mut Context) -> Markup {
        let number = context.next_table();
        let prefix = words(&format!("表{number} "), &format!("Table {number} "));
        self.region(context, &prefix)
    }

    /// The table with another beginning of its caption.
    pub(crate) fn region(&self, context: &mut Context, prefix: &Markup) -> Markup {
        let caption = context.name("table");
        let width = self
            .rows
            .iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0)
            .max(self.columns.len());
        let short = self.rows.len() <= SHORT_TABLE;
        html! {
            div.table.short[short] role="region" aria-labelledby=(caption) tabindex="0" {
                table {
                    caption {
                        div.caption {
                            span id=(caption) { span.ordinal { (prefix) } (both(&self.caption)) }
                            @if let Some(note) = &self.note { p.note-line { (both(note)) } }
                            @if let Some(first) = self.first_note() { p.note-line { (first) } }
                        }
                    }
                    @if width > 0 {
                        thead { tr {
                            @for column in &self.columns { (column.markup(context)) }
                            @for _ in self.columns.len()..width {
                                th scope="col" { (words("（見出しなし）", "(no heading)")) }
                            }
                        } }
                    }
                    tbody {
                        @for row in &self.rows { tr {
                            @for at in 0..width { (self.cell(row, at, context)) }
                        } }
                        @if self.rows.is_empty() { tr {
                            td colspan=(width.max(1)) { (words("該当する行はありません。", "No rows.")) }
                        } }
                    }
                }
            }
        }
    }

    fn cell(&self, row: &[Cell], at: usize, context: &Context) -> Markup {
        let missing = Cell::from(Absence::NotGiven);
        let cell = row.get(at).unwrap_or(&missing);
        let in_numbers = self.columns.get(at).is_some_and(|column| column.numeric);
        let class = (in_numbers || cell.is_number()).then_some("number");
        let content = cell.markup(context);
        if at == 0 && self.row_headings {
            html! { th scope="row" class=[class] { (content) } }
        } else {
            html! { td class=[class] { (content) } }
        }
    }

    fn first_note(&self) -> Option<Markup> {
        let shown = u64::try_from(self.rows.len()).unwrap_or(u64::MAX);
        let total = self.total_rows.filter(|&total| total > shown)?;
        let (total, shown) = (Grouped(total), Grouped(shown));
        Some(words(
            &format!("全{total}行のうち先頭の{shown}行を表示"),
            &format!("The first {shown} of {total} rows"),
        ))
    }
}
