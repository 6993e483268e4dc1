//! A page and the views on it.

use super::{
    HtmlNote, build, decode, html_rules, reference, text::VisibleText, token::AttributeSpan,
};
use crate::{Defect, LineIndex, MarkupEncoding, MarkupError, Position, node::wide};
use std::ops::Range;
use tosei_document::{Limits, Mark, PlaceRef, Sink, ValueRef};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ElementData {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) name_end: u32,
    /// Its own number if it stands in none.
    pub(super) parent: u32,
    pub(super) subtree_end: u32,
    pub(super) attributes: (u32, u32),
    pub(super) text: (u32, u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BlockData {
    pub(super) kind: BlockKind,
    pub(super) element: Option<u32>,
    pub(super) text: (u32, u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoteData {
    pub(super) note: HtmlNote,
    pub(super) at: u32,
}

/// What a line of the visible text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// 見出し (heading) of level 1 to 6: `h1` to `h6`.
    Heading(u8),
    /// 段落 (paragraph): any other line.
    Paragraph,
    /// 箇条 (list item): `li`, `dt`, `dd`.
    ListItem,
    /// 表のセル (cell of a table), or a line of one.
    Cell,
    /// 表題 (caption of a table).
    Caption,
}

/// 例規のページ (HTML page): its visible text, and every part of it as a span of the source.
///
/// What is read is what a reader of the page can read: lines as block elements, cells and `br` make
/// them, blanks joined as browsers join them, references resolved. Lines are separated by a line
/// feed, cells of a row by a tab. Missing and stray end tags, unquoted attributes and unknown
/// references do not stop the reading; they are [findings](Self::report). Scripts are not run.
///
/// # What it does not do
///
/// No style sheets (text hidden by CSS is read; the attribute `hidden` counts), no frames, no
/// alternative texts of pictures, no moving of misplaced elements as browsers do it in tables. The
/// reading of `ruby` (`rt`, `rp`) is no part of the text, so that it does not double a word.
/// About sixty named references are known; others stay as they are written.
///
/// # Source
///
/// Source `whatwg-html`; what is left out: `project-decision:ordinance-html`.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
/// use tosei_markup::html::{BlockKind, HtmlPage};
///
/// let html = "<title>架空市</title><h2>駐車場条例</h2><p>第1条　この<b>条例</b>は&hellip;\n<p>附&nbsp;則";
/// let page = HtmlPage::read(html.as_bytes(), &Limits::default())?;
/// assert_eq!(page.text(), "駐車場条例\n第1条　この条例は…\n附\u{A0}則");
/// assert_eq!(page.blocks().next().unwrap().kind(), BlockKind::Heading(2));
/// let at = page.text().find("条例は").unwrap();
/// assert_eq!(&html[page.source_of(at..at + "条例は…".len())], "条例</b>は&hellip;");
/// # Ok::<(), tosei_markup::MarkupError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlPage {
    source: String,
    encoding: MarkupEncoding,
    contradicted: Option<String>,
    replaced: bool,
    elements: Vec<ElementData>,
    attributes: Vec<AttributeSpan>,
    text: VisibleText,
    blocks: Vec<BlockData>,
    notes: Vec<NoteData>,
}

impl HtmlPage {
    /// Reads a page in UTF-8, UTF-16 with a byte order mark, or CP932.
    ///
    /// The encoding is told by the mark, by what the page declares, or by what its bytes fit. Elements
    /// deeper than `limits.depth` are read as if they were closed at once, with a finding.
    ///
    /// # Errors
    ///
    /// [`MarkupError`] with [`Defect::TooLarge`], [`Defect::TooManyItems`] or [`Defect::TextTooLong`]:
    /// a limit is passed. Nothing else is an error.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, MarkupError> {
        let most = limits.bytes.min(u64::from(u32::MAX / 4));
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
            let limit = most.to_string();
            let error = MarkupError::new(Defect::TooLarge, Position::START, &limit, "");
            return Err(error);
        }
        let decoded = decode::decode(bytes);
        let built = build::build(&decoded.text, limits);
        let built = built.map_err(|found| found.into_error(&decoded.text))?;
        Ok(Self {
            encoding: decoded.encoding,
            contradicted: decoded.contradicted,
            replaced: decoded.replaced,
            elements: built.elements,
            attributes: built.attributes,
            text: built.text,
            blocks: built.blocks,
            notes: built.notes,
            source: decoded.text,
        })
    }

    /// The visible text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// The page as it was decoded.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The encoding that it was read in.
    #[must_use]
    pub const fn encoding(&self) -> MarkupEncoding {
        self.encoding
    }

    /// Where a span of the text comes from: from the source of its first character to that of its last,
    /// with the tags between them.
    #[must_use]
    pub fn source_of(&self, span: Range<usize>) -> Range<usize> {
        self.text.source_of(span)
    }

    /// Line and column in the source of a byte offset of the text.
    #[must_use]
    pub fn position_of(&self, offset: usize) -> Position {
        let span = self.source_of(offset..offset);
        Position::of(&self.source, span.start)
    }

    /// The lines and cells of the text in order.
    #[must_use]
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = HtmlBlock<'_>> {
        self.blocks.iter().map(|data| HtmlBlock {
            page: self,
            data: *data,
        })
    }

    /// All elements in the order of their start tags.
    pub fn elements(&self) -> impl Iterator<Item = HtmlElement<'_>> {
        (0u32..)
            .zip(&self.elements)
            .map(|(number, data)| HtmlElement {
                page: self,
                number,
                data: *data,
            })
    }

    /// What the page calls itself: the text of its `title`.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        let title = self.elements().find(|element| element.is("title"))?;
        let span = title.start_tag_end()..wide(title.data.end);
        let inside = self.source.get(span)?;
        let inside = inside
            .rsplit_once("</")
            .map_or(inside, |(inside, _)| inside);
        let joined: Vec<&str> = inside.split_ascii_whitespace().collect();
        Some(resolved(&joined.join(" ")))
    }

    /// The tables in order; one inside another comes behind it.
    #[must_use]
    pub fn tables(&self) -> Vec<HtmlTable<'_>> {
        super::table::all(self)
    }

    pub(super) fn element(&self, number: u32) -> Option<HtmlElement<'_>> {
        let data = *self.elements.get(wide(number))?;
        Some(HtmlElement {
            page: self,
            number,
            data,
        })
    }

    /// Reports what is not as it should be, each with its line and column: the rules of
    /// [`html_rules`].
    pub fn report(&self, sink: &mut dyn Sink) {
        let rules = html_rules();
        let mut say = |note: HtmlNote, place, value: &str| {
            let values = [("found", ValueRef::Text(value))];
            if let Some(rule) = rules.index(note.code()) {
                sink.accept(Mark {
                    rule,
                    place,
                    subject: None,
                    values: &values,
                });
            }
        };
        if let Some(name) = &self.contradicted {
            say(HtmlNote::CharsetContradiction, PlaceRef::Document, name);
        }
        if self.replaced {
            say(
                HtmlNote::Undecodable,
                PlaceRef::Document,
                self.encoding.code(),
            );
        }
        if self.notes.is_empty() {
            return;
        }
        let index = LineIndex::new(&self.source);
        for data in &self.notes {
            let at = wide(data.at);
            let position = index.position(&self.source, at);
            let place = PlaceRef::Line {
                line: position.line,
                column: Some(position.column),
            };
            let rest = self.source.get(at..).unwrap_or_default();
            let end = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | ';');
            let found = rest
                .find(end)
                .and_then(|end| rest.get(..end))
                .unwrap_or(rest);
            let found: String = found.chars().take(40).collect();
            say(data.note, place, &found);
        }
    }
}

/// A text with its references resolved.
fn resolved(text: &str) -> String {
    let mut out = String::new();
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        match reference::read(piece) {
            Some((meant, length)) => {
                out.push(meant);
                out.push_str(piece.get(length..).unwrap_or_default());
            }
            None => {
                out.push('&');
                out.push_str(piece);
            }
        }
    }
    out
}

/// 行 (block): a line of the visible text, or a cell.
#[derive(Debug, Clone, Copy)]
pub struct HtmlBlock<'p> {
    page: &'p HtmlPage,
    data: BlockData,
}

impl<'p> HtmlBlock<'p> {
    /// What it is.
    #[must_use]
    pub const fn kind(self) -> BlockKind {
        self.data.kind
    }

    /// Its bytes in the visible text.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        wide(self.data.text.0)..wide(self.data.text.1)
    }

    /// What it says.
    #[must_use]
    pub fn text(self) -> &'p str {
        self.page.text().get(self.span()).unwrap_or_default()
    }

    /// The element that makes it what it is: the heading, the cell, the item, else the innermost block.
    #[must_use]
    pub fn element(self) -> Option<HtmlElement<'p>> {
        self.page.element(self.data.element?)
    }
}

/// 要素 (element) of a page.
#[derive(Debug, Clone, Copy)]
pub struct HtmlElement<'p> {
    page: &'p HtmlPage,
    number: u32,
    data: ElementData,
}

impl<'p> HtmlElement<'p> {
    /// Its number in the order of start tags, from 0.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    fn slice(self, start: u32, end: u32) -> &'p str {
        self.page
            .source
            .get(wide(start)..wide(end))
            .unwrap_or_default()
    }

    /// Its name as it is written.
    #[must_use]
    pub fn name(self) -> &'p str {
        self.slice(self.data.start.saturating_add(1), self.data.name_end)
    }

    /// Whether it has this name; case does not matter.
    #[must_use]
    pub fn is(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// An attribute's value, references resolved; empty for one without a value.
    #[must_use]
    pub fn attribute(self, name: &str) -> Option<String> {
        let (first, end) = self.data.attributes;
        let all = self.page.attributes.get(wide(first)..wide(end))?;
        let written = |span: (u32, u32)| self.slice(span.0, span.1);
        let found = all
            .iter()
            .find(|a| written(a.name).eq_ignore_ascii_case(name))?;
        Some(resolved(written(found.value)))
    }

    /// Whether its attribute `class` has this word.
    #[must_use]
    pub fn has_class(self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_ascii_whitespace().any(|word| word == class)
    }

    /// The element that it stands in.
    #[must_use]
    pub fn parent(self) -> Option<HtmlElement<'p>> {
        (self.data.parent != self.number).then(|| self.page.element(self.data.parent))?
    }

    /// The elements inside it, at any depth.
    pub fn descendants(self) -> impl Iterator<Item = HtmlElement<'p>> {
        let inside = self.number.saturating_add(1)..self.data.subtree_end;
        inside.filter_map(move |number| self.page.element(number))
    }

    /// Its bytes in the source, with its tags.
    #[must_use]
    pub fn source_span(self) -> Range<usize> {
        wide(self.data.start)..wide(self.data.end)
    }

    fn start_tag_end(self) -> usize {
        let tag = self.slice(self.data.name_end, self.data.end);
        // Title elements have no attribute with `>` in the pages that there are.
        let end = tag.find('>').map_or(tag.len(), |at| at.saturating_add(1));
        wide(self.data.name_end).saturating_add(end)
    }

    /// Its bytes in the visible text, without the line feed or tab before it.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        let (start, end) = (wide(self.data.text.0), wide(self.data.text.1));
        let text = self.page.text().get(start..end).unwrap_or_default();
        let trimmed = text.trim_start_matches(['\n', '\t', ' ']);
        end.saturating_sub(trimmed.len())..end
    }

    /// What it shows.
    #[must_use]
    pub fn text(self) -> &'p str {
        self.page.text().get(self.span()).unwrap_or_default()
    }

    /// Line and column of its start tag.
    #[must_use]
    pub fn position(self) -> Position {
        Position::of(&self.page.source, wide(self.data.start))
    }
}

/// 表 (table) of a page: its rows as they are written; cells over several rows or columns say so.
#[derive(Debug, Clone)]
pub struct HtmlTable<'p> {
    /// The `table`.
    pub element: HtmlElement<'p>,
    /// Its rows.
    pub rows: Vec<Vec<HtmlCell<'p>>>,
}

/// セル (cell) of a table.
#[derive(Debug, Clone, Copy)]
pub struct HtmlCell<'p> {
    /// The `td` or `th`.
    pub element: HtmlElement<'p>,
    /// How many columns it spans, from 1.
    pub column_span: u32,
    /// How many rows it spans, from 1; 0 for all that follow in its part of the table.
    pub row_span: u32,
}
