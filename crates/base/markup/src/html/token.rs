//! HTML as tags and text, in one pass, as browsers cut it.

use crate::node::small;
use memchr::{memchr, memmem};

/// Spans of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AttributeSpan {
    pub(super) name: (u32, u32),
    pub(super) value: (u32, u32),
}

/// A piece of the source from `start` to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Text {
        start: usize,
        end: usize,
    },
    /// The name's end; attributes are in the tokenizer's list.
    Start {
        start: usize,
        name_end: usize,
        end: usize,
    },
    End {
        start: usize,
        name_end: usize,
        end: usize,
    },
    /// A comment, DOCTYPE or instruction.
    Other,
    /// Markup that never ends: the rest of the page is not shown.
    Unclosed {
        start: usize,
    },
}

pub(super) struct Tokenizer<'s> {
    source: &'s str,
    at: usize,
    pub(super) attributes: Vec<AttributeSpan>,
}

impl<'s> Tokenizer<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            at: 0,
            attributes: Vec::new(),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    fn find(&self, from: usize, what: &[u8]) -> Option<usize> {
        let rest = self.source.as_bytes().get(from..)?;
        memmem::find(rest, what)?.checked_add(from)
    }

    /// Goes to the end tag of an element whose content is no markup, or to the end of the page.
    pub(super) fn skip_raw(&mut self, name: &str) {
        let bytes = self.source.as_bytes();
        let mut from = self.at;
        while let Some(at) = self.find(from, b"</") {
            let start = at.saturating_add(2);
            let found = bytes.get(start..start.saturating_add(name.len()));
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                self.at = at;
                return;
            }
            from = start;
        }
        self.at = self.source.len();
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let start = self.at;
        let first = self.byte(start)?;
        let second = self.byte(start.saturating_add(1));
        let third = self.byte(start.saturating_add(2));
        if first == b'<' {
            match (second, third) {
                (Some(b'!'), _) if self.source.get(start..)?.starts_with("<!--") => {
                    return Some(self.until(start, start.saturating_add(4), b"-->"));
                }
                (Some(b'!' | b'?'), _) => return Some(self.until(start, start, b">")),
                (Some(b'/'), Some(third)) if third.is_ascii_alphabetic() => {
                    return Some(self.tag(start, start.saturating_add(2)));
                }
                (Some(b'/'), Some(_)) => return Some(self.until(start, start, b">")),
                (Some(second), _) if second.is_ascii_alphabetic() => {
                    return Some(self.tag(start, start.saturating_add(1)));
                }
                _ => {}
            }
        }
        // A `<` that begins nothing is text.
        let from = start.saturating_add(1);
        let rest = self.source.as_bytes().get(from..).unwrap_or_default();
        let end = memchr(b'<', rest).map_or(self.source.len(), |at| from.saturating_add(at));
        self.at = end;
        Some(Token::Text { start, end })
    }

    fn until(&mut self, start: usize, from: usize, what: &[u8]) -> Token {
        match self.find(from, what) {
            Some(at) => {
                self.at = at.saturating_add(what.len());
                Token::Other
            }
            None => {
                self.at = self.source.len();
                Token::Unclosed { start }
            }
        }
    }

    fn skip(&self, mut at: usize, wanted: impl Fn(u8) -> bool) -> usize {
        while self.byte(at).is_some_and(&wanted) {
            at = at.saturating_add(1);
        }
        at
    }

    fn tag(&mut self, start: usize, name_start: usize) -> Token {
        let blank = |byte: u8| byte.is_ascii_whitespace();
        let name_end = self.skip(name_start, |b| !blank(b) && !matches!(b, b'/' | b'>'));
        self.attributes.clear();
        let mut at = name_end;
        loop {
            at = self.skip(at, |byte| blank(byte) || byte == b'/');
            match self.byte(at) {
                None => {
                    self.at = self.source.len();
                    return Token::Unclosed { start };
                }
                Some(b'>') => {
                    let end = at.saturating_add(1);
                    self.at = end;
                    return if name_start == start.saturating_add(2) {
                        Token::End {
                            start,
                            name_end,
                            end,
                        }
                    } else {
                        Token::Start {
                            start,
                            name_end,
                            end,
                        }
                    };
                }
                Some(_) => at = self.attribute(at),
            }
        }
    }

    /// One attribute from its first byte on (which may be any); the offset behind it.
    fn attribute(&mut self, start: usize) -> usize {
        let blank = |byte: u8| byte.is_ascii_whitespace();
        let first = start.saturating_add(1);
        let name_end = self.skip(first, |b| !blank(b) && !matches!(b, b'/' | b'>' | b'='));
        let equals = self.skip(name_end, blank);
        let mut value = (name_end, name_end);
        let mut at = name_end;
        if self.byte(equals) == Some(b'=') {
            let from = self.skip(equals.saturating_add(1), blank);
            match self.byte(from) {
                Some(quote @ (b'"' | b'\'')) => {
                    let inside = from.saturating_add(1);
                    let end = self.skip(inside, |byte| byte != quote);
                    value = (inside, end);
                    at = end.saturating_add(1);
                }
                _ => {
                    at = self.skip(from, |byte| !blank(byte) && byte != b'>');
                    value = (from, at);
                }
            }
        }
        self.attributes.push(AttributeSpan {
            name: (small(start), small(name_end)),
            value: (small(value.0), small(value.1)),
        });
        at
    }
}
