//! One pass over the text that finds every node and checks all that XML and its namespaces demand.

mod attribute;
mod doctype;
pub(crate) mod name;
pub(crate) mod namespace;
mod tag;

use crate::{
    Defect, NodeKind, declaration,
    error::Found,
    node::{AttributeData, ElementData, NodeData, small},
    value,
};
use doctype::Entities;
use memchr::{memchr, memchr2, memmem};
use namespace::Namespaces;
use tosei_document::Limits;

/// What the pass found.
#[derive(Debug)]
pub(crate) struct Structure {
    pub(crate) nodes: Vec<NodeData>,
    pub(crate) elements: Vec<ElementData>,
    pub(crate) attributes: Vec<AttributeData>,
    pub(crate) namespaces: Vec<String>,
    pub(crate) root: u32,
}

/// An element whose end tag was not met yet.
#[derive(Debug, Clone, Copy)]
struct Open {
    node: u32,
    /// Start and end of its name.
    name: (usize, usize),
    /// How many namespace declarations were in scope outside it.
    namespaces: usize,
}

#[derive(Debug)]
struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    limits: Limits,
    items: u64,
    nodes: Vec<NodeData>,
    elements: Vec<ElementData>,
    attributes: Vec<AttributeData>,
    open: Vec<Open>,
    namespaces: Namespaces<'t>,
    entities: Entities<'t>,
    root: Option<u32>,
    has_doctype: bool,
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Scans a text of at most `u32::MAX` bytes.
pub(crate) fn scan<'t>(text: &'t str, limits: &Limits) -> Result<Structure, Found<'t>> {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        limits: *limits,
        items: 0,
        nodes: Vec::with_capacity(text.len() / 48),
        elements: Vec::with_capacity(text.len() / 96),
        attributes: Vec::with_capacity(text.len() / 48),
        open: Vec::new(),
        namespaces: Namespaces::new(),
        entities: Entities::default(),
        root: None,
        has_doctype: false,
    };
    let forbidden = forbidden_character(text);
    let result = scanner.run();
    match (result, forbidden) {
        (Err(found), Some((at, _))) if found.at < at => Err(found),
        (_, Some((at, character))) => {
            let code = format!("U+{:04X}", u32::from(character));
            let mut found = Found::new(Defect::ForbiddenCharacter, at);
            found.other = code;
            Err(found)
        }
        (Err(found), None) => Err(found),
        (Ok(()), None) => scanner.finish(),
    }
}

/// The first character that XML does not allow.
fn forbidden_character(text: &str) -> Option<(usize, char)> {
    // One comparison a byte for the common case: only few bytes can begin such a character.
    let suspect = |byte: &u8| (*byte < 0x20 && !is_blank(*byte)) || *byte == 0xEF;
    let mut from = 0usize;
    for chunk in text.as_bytes().chunks(4096) {
        let any = chunk.iter().fold(false, |any, byte| any | suspect(byte));
        if any {
            for (at, byte) in chunk.iter().enumerate().filter(|(_, byte)| suspect(byte)) {
                let at = from.saturating_add(at);
                let character = text.get(at..).and_then(|rest| rest.chars().next());
                if *byte != 0xEF || matches!(character, Some('\u{FFFE}' | '\u{FFFF}')) {
                    return character.map(|character| (at, character));
                }
            }
        }
        from = from.saturating_add(chunk.len());
    }
    None
}

impl<'t> Scanner<'t> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while self.byte(at).is_some_and(is_blank) {
            at = at.saturating_add(1);
        }
        at
    }

    fn run(&mut self) -> Result<(), Found<'t>> {
        self.push(NodeKind::Document, 0, self.text.len())?;
        if declaration::begins(self.bytes) {
            let declaration = declaration::read(self.text);
            let malformed = || Found::new(Defect::DeclarationMalformed, 0);
            self.at = declaration.ok_or_else(malformed)?.end;
            self.push(NodeKind::Declaration, 0, self.at)?;
        }
        while let Some(byte) = self.byte(self.at) {
            match (byte, self.byte(self.at.saturating_add(1))) {
                (b'<', Some(b'/')) => self.end_tag()?,
                (b'<', Some(b'!')) => self.exclamation()?,
                (b'<', Some(b'?')) => {
                    let end = self.instruction_end(self.at)?;
                    self.leaf(NodeKind::Instruction, end)?;
                }
                (b'<', _) => self.start_tag()?,
                _ => self.text_run()?,
            }
        }
        if let Some(open) = self.open.last() {
            let (start, end) = open.name;
            let at = start.saturating_sub(1);
            let name = self.slice(start, end);
            return Err(Found::naming(Defect::UnclosedElement, at, name));
        }
        Ok(())
    }

    fn finish(self) -> Result<Structure, Found<'t>> {
        let none = || Found::new(Defect::NoRoot, self.text.len());
        let root = self.root.ok_or_else(none)?;
        let mut nodes = self.nodes;
        let count = small(nodes.len());
        if let Some(document) = nodes.first_mut() {
            document.subtree_end = count;
        }
        Ok(Structure {
            nodes,
            elements: self.elements,
            attributes: self.attributes,
            namespaces: self.namespaces.into_uris(),
            root,
        })
    }

    fn count_item(&mut self, at: usize) -> Result<(), Found<'t>> {
        self.items = self.items.saturating_add(1);
        if self.items > self.limits.items {
            let limit = self.limits.items.to_string();
            return Err(Found::new(Defect::TooManyItems, at).beside(limit));
        }
        Ok(())
    }

    fn check_length(&self, start: usize, end: usize) -> Result<(), Found<'t>> {
        let length = u64::try_from(end.saturating_sub(start)).unwrap_or(u64::MAX);
        if length > self.limits.text {
            let limit = self.limits.text.to_string();
            return Err(Found::new(Defect::TextTooLong, start).beside(limit));
        }
        Ok(())
    }

    /// Adds a node and returns its number; what is inside it follows.
    fn push(&mut self, kind: NodeKind, start: usize, end: usize) -> Result<u32, Found<'t>> {
        self.count_item(start)?;
        let number = small(self.nodes.len());
        self.nodes.push(NodeData {
            start: small(start),
            end: small(end),
            parent: self.open.last().map_or(0, |open| open.node),
            subtree_end: number.saturating_add(1),
            element: 0,
            kind,
        });
        Ok(number)
    }

    /// Adds a node without children and goes on behind it.
    fn leaf(&mut self, kind: NodeKind, end: usize) -> Result<(), Found<'t>> {
        self.check_length(self.at, end)?;
        self.push(kind, self.at, end)?;
        self.at = end;
        Ok(())
    }

    fn exclamation(&mut self) -> Result<(), Found<'t>> {
        let start = self.at;
        let rest = self.rest(start);
        if rest.starts_with("<!--") {
            let end = self.comment_end(start)?;
            return self.leaf(NodeKind::Comment, end);
        }
        if rest.starts_with("<![CDATA[") {
            if self.open.is_empty() {
                return Err(Found::new(Defect::TextOutsideRoot, start));
            }
            let end = memmem::find(rest.as_bytes(), b"]]>");
            let end = end.ok_or_else(|| Found::new(Defect::UnclosedMarkup, start))?;
            return self.leaf(NodeKind::Cdata, start.saturating_add(end).saturating_add(3));
        }
        if rest.starts_with("<!DOCTYPE") {
            if self.has_doctype || self.root.is_some() {
                return Err(Found::new(Defect::DoctypeMisplaced, start));
            }
            let end = self.doctype_end(start)?;
            self.has_doctype = true;
            return self.leaf(NodeKind::Doctype, end);
        }
        Err(Found::new(Defect::DeclarationUnknown, start))
    }

    /// Text up to the next `<`; outside the root only blanks, which are no node.
    fn text_run(&mut self) -> Result<(), Found<'t>> {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = memchr(b'<', rest).unwrap_or(rest.len());
        let end = start.saturating_add(length);
        let run = rest.get(..length).unwrap_or_default();
        if self.open.is_empty() {
            if let Some(at) = run.iter().position(|byte| !is_blank(*byte)) {
                let at = start.saturating_add(at);
                return Err(Found::new(Defect::TextOutsideRoot, at));
            }
            self.at = end;
            return Ok(());
        }
        let mut from = start;
        while let Some(mark) = memchr2(b'&', b']', self.bytes.get(from..end).unwrap_or_default()) {
            let at = from.saturating_add(mark);
            if self.byte(at) == Some(b'&') {
                from = self.reference_end(at)?;
            } else if self
                .bytes
                .get(at..)
                .is_some_and(|rest| rest.starts_with(b"]]>"))
            {
                return Err(Found::new(Defect::CdataEndInText, at));
            } else {
                from = at.saturating_add(1);
            }
        }
        self.leaf(NodeKind::Text, end)
    }

    /// The offset behind the reference that begins at `at`.
    fn reference_end(&self, at: usize) -> Result<usize, Found<'t>> {
        let bare = || Found::new(Defect::BareAmpersand, at);
        let from = at.saturating_add(1);
        let numeric = self.byte(from) == Some(b'#');
        let end = if numeric {
            let digits = self.bytes.get(from.saturating_add(1)..).unwrap_or_default();
            let digits = digits
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric());
            from.saturating_add(1).saturating_add(digits.count())
        } else {
            name::end(self.text, from).ok_or_else(bare)?
        };
        if self.byte(end) != Some(b';') {
            return Err(bare());
        }
        let body = self.slice(from, end);
        let behind = end.saturating_add(1);
        if value::referenced(body).is_some() {
            return Ok(behind);
        }
        let defect = match (numeric, self.entities.may_have(body)) {
            (true, _) => {
                let digits = body.trim_start_matches('#');
                let hex = digits.strip_prefix('x');
                let all = |text: &str, radix| {
                    !text.is_empty() && text.chars().all(|c: char| c.is_digit(radix))
                };
                if !hex.map_or_else(|| all(digits, 10), |hex| all(hex, 16)) {
                    return Err(bare());
                }
                Defect::CharacterReference
            }
            (false, true) => Defect::EntityRefused,
            (false, false) => Defect::EntityUndefined,
        };
        let shown = if numeric {
            self.slice(at, behind)
        } else {
            body
        };
        Err(Found::naming(defect, at, shown))
    }
}
