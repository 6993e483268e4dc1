//! Pages of ordinance databases.

use super::{
    super::{
        LawDocument, LawFormat, LawTextError,
        build::Builder,
        note::{LawNote, Notes},
        tree::{Run, small},
    },
    grow::Grower,
    marker::{Marker, is_blank, marker},
};
use std::{collections::HashSet, ops::Range};
use tosei_document::{Collector, Limits, Place};
use tosei_markup::{
    Defect,
    html::{BlockKind, HtmlBlock, HtmlElement, HtmlPage, html_rules},
};

/// Classes and ids of the element that holds the law in pages of ordinance databases.
const HOLDERS: [&str; 3] = ["joubun", "honbun", "primary"];

/// Lines behind which a page says no more of the law.
const ENDS: [&str; 4] = ["条項目次", "体系情報", "沿革情報", "このページの先頭へ"];

/// A longer text is mapped to its source sentence by sentence only.
const FINE_LIMIT: usize = 4 << 20;

impl LawDocument {
    /// Reads a page of an ordinance database; [`text`](Self::text) is the page's visible text.
    ///
    /// The law is what stands in the element that such pages use for it, else what begins with the
    /// page's title; what stands outside is kept as text of the law itself and belongs to no provision.
    /// Lines are taken as [`read_text`](Self::read_text) takes them, tables of the page are tables, unless they hold
    /// articles (tables for layout).
    ///
    /// # Errors
    ///
    /// - [`LawTextError::TooLarge`] for more than `limits.bytes` bytes.
    /// - [`LawTextError::TooManyItems`] for more than `limits.items` elements, or provisions and sentences.
    /// - [`LawTextError::TextTooLong`] if one text of the page is longer than `limits.text`.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::law::LawDocument;
    /// use tosei_document::Limits;
    ///
    /// let page = "<title>架空市条例</title><p>ホーム<div class=joubun><p>○架空市条例<p>第1条　市長は、<a href=#x>次の表</a>による。
    ///   <table><tr><td>1<td>船着場</table></div>";
    /// let law = LawDocument::read_html(page.as_bytes(), &Limits::default())?;
    /// assert_eq!(law.name(), Some("架空市条例"));
    /// let sentence = law.sentences().next().unwrap();
    /// assert_eq!(&page[sentence.source_span()], "市長は、<a href=#x>次の表</a>による。");
    /// let cell = law.sentences().last().unwrap();
    /// assert_eq!(cell.citation().unwrap().to_string(), "第1条の表の1の項");
    /// # Ok::<(), tosei_analog_regs::law::LawTextError>(())
    /// ```
    pub fn read_html(bytes: &[u8], limits: &Limits) -> Result<Self, LawTextError> {
        let page = HtmlPage::read(bytes, limits).map_err(|error| match error.defect() {
            Defect::TooManyItems => LawTextError::TooManyItems {
                limit: limits.items,
            },
            Defect::TextTooLong => LawTextError::TextTooLong { limit: limits.text },
            _ => LawTextError::TooLarge {
                bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
                limit: limits.bytes.min(u64::from(u32::MAX / 4)),
            },
        })?;
        let mut notes = Notes::default();
        note_page(&page, &mut notes);
        let mut builder = grown(&page, Builder::new(String::new(), notes, limits.items));
        if builder.text_end() == 0 {
            builder.notes.add_placed(LawNote::NotLaw, None, "第1条");
        }
        page.text().clone_into(&mut builder.text);
        let runs = runs(&page, &builder);
        builder.finish(LawFormat::Html, page.source(), runs)
    }
}

fn note_page(page: &HtmlPage, notes: &mut Notes) {
    let mut collector = Collector::new(html_rules());
    page.report(&mut collector);
    for finding in collector.into_report().findings() {
        let position = match finding.place {
            Place::Line { line, column } => Some((line, column.unwrap_or(1))),
            _ => None,
        };
        let note = match &*finding.rule {
            "markup.html.undecodable" => LawNote::Undecodable,
            "markup.html.charset_contradiction" => LawNote::EncodingContradiction,
            "markup.html.too_deep" => LawNote::TooDeep,
            _ => LawNote::PageDefect,
        };
        let found = finding
            .values
            .get("found")
            .map(ToString::to_string)
            .unwrap_or_default();
        let title = html_rules()
            .rule(&finding.rule)
            .map(|rule| rule.title.ja.clone());
        let said = match note {
            LawNote::PageDefect => title.unwrap_or_default(),
            _ => found,
        };
        notes.add_placed(note, position, &said);
    }
}

/// Where the law stands: bytes of the source.
fn holder(page: &HtmlPage) -> Option<Range<usize>> {
    for name in HOLDERS {
        let is_it = |element: &HtmlElement<'_>| {
            element.has_class(name) || element.attribute("id").as_deref() == Some(name)
        };
        if let Some(element) = page.elements().find(is_it) {
            return Some(element.source_span());
        }
    }
    page.elements()
        .find(|element| element.is("main"))
        .map(HtmlElement::source_span)
}

fn row_of(element: HtmlElement<'_>) -> Option<HtmlElement<'_>> {
    std::iter::successors(element.parent(), |outer| outer.parent()).find(|outer| outer.is("tr"))
}

fn table_of(element: HtmlElement<'_>) -> Option<u32> {
    let mut outer = std::iter::successors(element.parent(), |outer| outer.parent());
    outer
        .find(|outer| outer.is("table"))
        .map(HtmlElement::number)
}

fn any_cell<'p>(block: &HtmlBlock<'p>) -> Option<HtmlElement<'p>> {
    (block.kind() == BlockKind::Cell).then(|| block.element())?
}

/// The cell of a block, unless its table is there for the layout.
fn cell_of<'p>(block: &HtmlBlock<'p>, layout: &HashSet<u32>) -> Option<HtmlElement<'p>> {
    any_cell(block).filter(|cell| table_of(*cell).is_some_and(|table| !layout.contains(&table)))
}

fn trimmed<'p>(block: &HtmlBlock<'p>) -> &'p str {
    block.text().trim_matches(is_blank)
}

fn grown(page: &HtmlPage, builder: Builder) -> Builder {
    let blocks: Vec<HtmlBlock<'_>> = page.blocks().collect();
    let mut layout: HashSet<u32> = HashSet::new();
    for block in &blocks {
        if let Some(table) = any_cell(block).and_then(table_of)
            && matches!(
                marker(trimmed(block)),
                Marker::Article { .. } | Marker::Supplement { .. } | Marker::Division { .. }
            )
        {
            layout.insert(table);
        }
    }
    let holder = holder(page);
    let title = page.title().unwrap_or_default();
    let is_title = |block: &HtmlBlock<'_>| {
        let said = trimmed(block)
            .trim_start_matches(['○', '◯', '●', '◎'])
            .trim_start_matches(is_blank);
        !title.is_empty() && said == title
    };
    let first = match &holder {
        Some(_) => 0,
        None => blocks.iter().position(is_title).unwrap_or(0),
    };
    let mut grower = Grower::new(page.text(), builder);
    let mut ended = false;
    let mut at = 0usize;
    while let Some(block) = blocks.get(at) {
        at = at.saturating_add(1);
        let source = page.source_of(block.span());
        let inside = holder
            .as_ref()
            .is_none_or(|holder| holder.contains(&source.start));
        ended = ended || (holder.is_none() && ENDS.contains(&trimmed(block)));
        if at <= first || !inside || ended {
            grower.outside(&block.span());
            continue;
        }
        let Some(cell) = cell_of(block, &layout) else {
            grower.line(block.span());
            continue;
        };
        // All cells of the row, each with all its lines.
        let row = row_of(cell).map(HtmlElement::number);
        let mut cells: Vec<(u32, Vec<Range<usize>>)> = vec![(cell.number(), vec![block.span()])];
        while let Some(next) = blocks.get(at) {
            let Some(cell) =
                cell_of(next, &layout).filter(|cell| row_of(*cell).map(HtmlElement::number) == row)
            else {
                break;
            };
            match cells.last_mut() {
                Some((number, lines)) if *number == cell.number() => lines.push(next.span()),
                _ => cells.push((cell.number(), vec![next.span()])),
            }
            at = at.saturating_add(1);
        }
        grower.begin_row();
        for (_, lines) in &cells {
            grower.cell(lines);
        }
        grower.end_row();
        if grower.builder.is_full() {
            break;
        }
    }
    grower.finish()
}

/// Where the parts of the visible text come from.
fn runs(page: &HtmlPage, builder: &Builder) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let text = page.text();
    let mut push = |span: Range<usize>| {
        let source = page.source_of(span.clone());
        if let Some(last) = runs.last_mut() {
            let length = small(span.start).saturating_sub(last.text);
            let verbatim = length == last.source_end.saturating_sub(last.source);
            if verbatim && last.source_end == small(source.start) && source.len() == span.len() {
                last.source_end = small(source.end);
                return;
            }
        }
        runs.push(Run {
            text: small(span.start),
            source: small(source.start),
            source_end: small(source.end),
        });
    };
    if text.len() <= FINE_LIMIT {
        for (at, character) in text.char_indices() {
            push(at..at.saturating_add(character.len_utf8()));
        }
    } else {
        for span in builder.spans() {
            push(span);
        }
    }
    runs
}
