//! From tokens to elements, visible text and blocks.

use super::{
    BlockKind, HtmlNote, kind,
    page::{BlockData, ElementData, NoteData},
    reference,
    text::{Gap, VisibleText},
    token::{AttributeSpan, Token, Tokenizer},
};
use crate::{
    Defect,
    error::Found,
    node::{small, wide},
};
use tosei_document::Limits;

/// What a page holds.
pub(super) struct Built {
    pub(super) elements: Vec<ElementData>,
    pub(super) attributes: Vec<AttributeSpan>,
    pub(super) text: VisibleText,
    pub(super) blocks: Vec<BlockData>,
    pub(super) notes: Vec<NoteData>,
}

/// An element that is still open.
#[derive(Debug, Clone)]
struct Open {
    name: String,
    number: u32,
    hidden: bool,
}

struct Builder<'s> {
    source: &'s str,
    limits: Limits,
    items: u64,
    open: Vec<Open>,
    built: Built,
}

pub(super) fn build<'s>(source: &'s str, limits: &Limits) -> Result<Built, Found<'s>> {
    let mut tokens = Tokenizer::new(source);
    let mut builder = Builder {
        source,
        limits: *limits,
        items: 0,
        open: Vec::new(),
        built: Built {
            elements: Vec::new(),
            attributes: Vec::new(),
            text: VisibleText::new(),
            blocks: Vec::new(),
            notes: Vec::new(),
        },
    };
    while let Some(token) = tokens.next() {
        match token {
            Token::Text { start, end } => builder.text(start, end)?,
            Token::Start {
                start,
                name_end,
                end,
            } => {
                let raw = builder.start(start, name_end, end, &tokens.attributes)?;
                if let Some(name) = raw {
                    tokens.skip_raw(&name);
                    builder.raw_ends(tokens.position());
                }
            }
            Token::End {
                start,
                name_end,
                end,
            } => builder.end(start, name_end, end),
            Token::Unclosed { start } => builder.note(HtmlNote::MarkupUnclosed, start),
            Token::Other => {}
        }
    }
    let end = source.len();
    while let Some(open) = builder.open.pop() {
        builder.close(&open, end, true);
    }
    Ok(builder.built)
}

impl Builder<'_> {
    fn note(&mut self, note: HtmlNote, at: usize) {
        self.built.notes.push(NoteData {
            note,
            at: small(at),
        });
    }

    fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|open| open.hidden)
    }

    fn count(&mut self, items: usize, at: usize) -> Result<(), Found<'static>> {
        let items = u64::try_from(items).unwrap_or(u64::MAX);
        self.items = self.items.saturating_add(items);
        if self.items > self.limits.items {
            let limit = self.limits.items.to_string();
            return Err(Found::new(Defect::TooManyItems, at).beside(limit));
        }
        Ok(())
    }

    /// A line or cell ends here.
    fn gap_for(&mut self, name: &str) {
        let gap = match name {
            "td" | "th" => Gap::Cell,
            _ if kind::is_block(name) => Gap::Line,
            _ => return,
        };
        if !self.is_hidden() {
            self.built.text.gap(gap);
        }
    }

    /// Adds an element; its name if what follows is no markup.
    fn start(
        &mut self,
        start: usize,
        name_end: usize,
        end: usize,
        attributes: &[AttributeSpan],
    ) -> Result<Option<String>, Found<'static>> {
        self.count(attributes.len().saturating_add(1), start)?;
        let name_start = start.saturating_add(1);
        let name = self.source.get(name_start..name_end).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if !kind::stays_in_head(&name) {
            self.leave_head(start);
        }
        if let Some((closed, beyond)) = kind::implied_ends(&name) {
            while let Some(depth) =
                self.find_open(|open| closed.contains(&open), |open| beyond.contains(&open))
            {
                self.close_down_to(depth, start);
            }
        }
        self.gap_for(&name);
        if name == "br" && !self.is_hidden() {
            self.built.text.gap(Gap::Line);
        }
        let first = small(self.built.attributes.len());
        self.built.attributes.extend_from_slice(attributes);
        let number = small(self.built.elements.len());
        let text = small(self.built.text.as_str().len());
        self.built.elements.push(ElementData {
            start: small(start),
            end: small(end),
            name_end: small(name_end),
            parent: self.open.last().map_or(number, |open| open.number),
            subtree_end: number.saturating_add(1),
            attributes: (first, small(self.built.attributes.len())),
            text: (text, text),
        });
        if kind::is_void(&name) {
            return Ok(None);
        }
        let depth = u32::try_from(self.open.len()).unwrap_or(u32::MAX);
        if depth >= self.limits.depth {
            self.note(HtmlNote::TooDeep, start);
            return Ok(kind::is_raw(&name).then_some(name));
        }
        let marked = attributes.iter().any(|attribute| {
            let (start, end) = attribute.name;
            let name = self.source.get(wide(start)..wide(end)).unwrap_or_default();
            name.eq_ignore_ascii_case("hidden")
        });
        let raw = kind::is_raw(&name).then(|| name.clone());
        self.open.push(Open {
            hidden: self.is_hidden() || marked || kind::is_hidden(&name),
            name,
            number,
        });
        Ok(raw)
    }

    /// What was skipped belongs to the innermost element; its end tag follows or the page ends.
    fn raw_ends(&mut self, at: usize) {
        if at >= self.source.len()
            && let Some(open) = self.open.last()
        {
            let start = self
                .built
                .elements
                .get(wide(open.number))
                .map_or(at, |e| wide(e.start));
            self.note(HtmlNote::MarkupUnclosed, start);
        }
    }

    fn leave_head(&mut self, at: usize) {
        if self.open.last().is_some_and(|open| open.name == "head") {
            self.close_down_to(self.open.len().saturating_sub(1), at);
        }
    }

    /// The innermost open element that is wanted, not looking beyond a barrier.
    fn find_open(
        &self,
        wanted: impl Fn(&str) -> bool,
        barrier: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        for (depth, open) in self.open.iter().enumerate().rev() {
            if wanted(&open.name) {
                return Some(depth);
            }
            if barrier(&open.name) {
                return None;
            }
        }
        None
    }

    fn close_down_to(&mut self, depth: usize, at: usize) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            self.close(&open, at, true);
        }
    }

    fn close(&mut self, open: &Open, at: usize, implied: bool) {
        if implied && !kind::may_stay_open(&open.name) {
            let start = self
                .built
                .elements
                .get(wide(open.number))
                .map_or(at, |e| wide(e.start));
            self.note(HtmlNote::ElementUnclosed, start);
        }
        let behind = small(self.built.elements.len());
        let text = small(self.built.text.as_str().len());
        if let Some(element) = self.built.elements.get_mut(wide(open.number)) {
            element.end = small(at);
            element.subtree_end = behind;
            element.text.1 = text;
        }
        self.gap_for(&open.name);
    }

    fn end(&mut self, start: usize, name_end: usize, end: usize) {
        let name_start = start.saturating_add(2);
        let name = self.source.get(name_start..name_end).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let found = self.find_open(|open| open == name, |open| kind::is_barrier(open, &name));
        let Some(depth) = found else {
            self.note(HtmlNote::EndTagStray, start);
            self.gap_for(&name);
            return;
        };
        self.close_down_to(depth.saturating_add(1), start);
        if let Some(open) = self.open.pop() {
            self.close(&open, end, false);
        }
    }

    /// Adds what a stretch of source says: references resolved, blanks joined (but not in `pre`).
    fn text(&mut self, start: usize, end: usize) -> Result<(), Found<'static>> {
        let length = u64::try_from(end.saturating_sub(start)).unwrap_or(u64::MAX);
        if length > self.limits.text {
            let limit = self.limits.text.to_string();
            return Err(Found::new(Defect::TextTooLong, start).beside(limit));
        }
        let source = self.source.get(start..end).unwrap_or_default();
        if source.bytes().any(|byte| !byte.is_ascii_whitespace()) {
            self.leave_head(start);
        }
        if self.is_hidden() {
            return Ok(());
        }
        let keep = self
            .open
            .iter()
            .any(|open| matches!(open.name.as_str(), "pre" | "textarea"));
        let mut at = 0usize;
        while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
            let blank = |c: char| c.is_ascii_whitespace() && !keep;
            let plain = rest
                .find(|c: char| c == '&' || blank(c))
                .unwrap_or(rest.len());
            let from = start.saturating_add(at);
            if plain > 0 {
                let said = rest.get(..plain).unwrap_or_default();
                self.say(said, from, plain);
                at = at.saturating_add(plain);
                continue;
            }
            let first = rest.chars().next().unwrap_or(' ');
            if blank(first) {
                self.built.text.gap(Gap::Blank);
                at = at.saturating_add(1);
                continue;
            }
            let reference = rest.get(1..).and_then(reference::read);
            let (meant, length) = match reference {
                Some((meant, length)) => (meant, length.saturating_add(1)),
                None => {
                    if rest.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) {
                        self.note(HtmlNote::ReferenceUnknown, from);
                    }
                    ('&', 1)
                }
            };
            let mut buffer = [0u8; 4];
            let said = meant.encode_utf8(&mut buffer);
            self.say(said, from, length);
            at = at.saturating_add(length);
        }
        Ok(())
    }

    fn say(&mut self, said: &str, from: usize, length: usize) {
        let span = from..from.saturating_add(length);
        let gap = self.built.text.push(said, span);
        let end = self.built.text.as_str().len();
        if gap >= Gap::Cell || self.built.blocks.is_empty() {
            let (kind, element) = self.block_kind();
            self.built.blocks.push(BlockData {
                kind,
                element,
                text: (small(end.saturating_sub(said.len())), small(end)),
            });
        } else if let Some(block) = self.built.blocks.last_mut() {
            block.text.1 = small(end);
        }
    }

    /// What the innermost telling element makes of a line, and that element.
    fn block_kind(&self) -> (BlockKind, Option<u32>) {
        for open in self.open.iter().rev() {
            let kind = match open.name.as_str() {
                "h1" => BlockKind::Heading(1),
                "h2" => BlockKind::Heading(2),
                "h3" => BlockKind::Heading(3),
                "h4" => BlockKind::Heading(4),
                "h5" => BlockKind::Heading(5),
                "h6" => BlockKind::Heading(6),
                "td" | "th" => BlockKind::Cell,
                "li" | "dt" | "dd" => BlockKind::ListItem,
                "caption" => BlockKind::Caption,
                _ => continue,
            };
            return (kind, Some(open.number));
        }
        let block = self
            .open
            .iter()
            .rev()
            .find(|open| kind::is_block(&open.name));
        (BlockKind::Paragraph, block.map(|open| open.number))
    }
}
