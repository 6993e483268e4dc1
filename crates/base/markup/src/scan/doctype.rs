//! The DOCTYPE: where it ends, and which entities it declares. Nothing of it is applied.

use super::{Scanner, name};
use crate::{Defect, error::Found};
use memchr::{memchr, memchr3, memmem};
use std::collections::HashSet;

/// What a DOCTYPE says about entities.
#[derive(Debug, Default)]
pub(super) struct Entities<'t> {
    declared: HashSet<&'t str>,
    /// Declarations may stand in another file, so an unknown name need not be an error in XML.
    elsewhere: bool,
}

impl Entities<'_> {
    /// Whether a name is, or could be, declared.
    pub(super) fn may_have(&self, name: &str) -> bool {
        self.elsewhere || self.declared.contains(name)
    }
}

/// Whether a public identifier may hold a character.
const fn is_public(character: char) -> bool {
    matches!(character,
        ' ' | '\r' | '\n' | 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '\'' | '(' | ')' | '+' | ',' | '.'
        | '/' | ':' | '=' | '?' | ';' | '!' | '*' | '#' | '@' | '$' | '_' | '%')
}

impl<'t> Scanner<'t> {
    /// Reads `<!DOCTYPE name (SYSTEM "…" | PUBLIC "…" "…")? [ … ]? >` and returns its end.
    ///
    /// The declarations inside are told apart and delimited; what they say is not looked at, but for
    /// the names of entities.
    pub(super) fn doctype_end(&mut self, start: usize) -> Result<usize, Found<'t>> {
        let unclosed = || Found::new(Defect::UnclosedMarkup, start);
        let malformed = |at| Found::new(Defect::DoctypeMalformed, at);
        let at = start.saturating_add("<!DOCTYPE".len());
        let name_start = self.skip_blanks(at);
        self.byte(name_start).ok_or_else(unclosed)?;
        let Some(name_end) = name::end(self.text, name_start).filter(|_| name_start > at) else {
            return Err(malformed(name_start));
        };
        let mut at = self.skip_blanks(name_end);
        let literals = match self.rest(at) {
            rest if rest.starts_with("SYSTEM") => 1,
            rest if rest.starts_with("PUBLIC") => 2,
            _ => 0,
        };
        if literals > 0 {
            self.entities.elsewhere = true;
            if at == name_end {
                return Err(malformed(at));
            }
            at = at.saturating_add("SYSTEM".len());
        }
        for number in 0..literals {
            let quote = self.skip_blanks(at);
            let mark = self.byte(quote).ok_or_else(unclosed)?;
            if quote == at || !matches!(mark, b'"' | b'\'') {
                return Err(malformed(quote));
            }
            at = self.behind_quote(quote, mark).ok_or_else(unclosed)?;
            if literals == 2 && number == 0 {
                let inside = quote.saturating_add(1);
                let identifier = self.slice(inside, at.saturating_sub(1));
                if let Some(wrong) = identifier.find(|c: char| !is_public(c)) {
                    return Err(malformed(inside.saturating_add(wrong)));
                }
            }
        }
        at = self.skip_blanks(at);
        if self.byte(at) == Some(b'[') {
            at = self.internal_subset_end(at.saturating_add(1), start)?;
            at = self.skip_blanks(at);
        }
        match self.byte(at) {
            Some(b'>') => Ok(at.saturating_add(1)),
            Some(_) => Err(malformed(at)),
            None => Err(unclosed()),
        }
    }

    fn behind_quote(&self, quote: usize, mark: u8) -> Option<usize> {
        let from = quote.checked_add(1)?;
        memchr(mark, self.bytes.get(from..)?)?
            .checked_add(from)?
            .checked_add(1)
    }

    /// The offset behind the `]` that closes the internal subset.
    fn internal_subset_end(&mut self, from: usize, start: usize) -> Result<usize, Found<'t>> {
        let unclosed = || Found::new(Defect::UnclosedMarkup, start);
        let mut at = from;
        loop {
            at = self.skip_blanks(at);
            match self.byte(at).ok_or_else(unclosed)? {
                b']' => return Ok(at.saturating_add(1)),
                b'%' => {
                    let end = name::end(self.text, at.saturating_add(1));
                    let end = end.filter(|end| self.byte(*end) == Some(b';'));
                    let end = end.ok_or_else(|| Found::new(Defect::DoctypeMalformed, at))?;
                    self.entities.elsewhere = true;
                    at = end.saturating_add(1);
                }
                b'<' => at = self.declaration_end(at)?,
                _ => return Err(Found::new(Defect::DoctypeMalformed, at)),
            }
        }
    }

    /// The end of a comment, instruction or declaration inside the DOCTYPE.
    fn declaration_end(&mut self, start: usize) -> Result<usize, Found<'t>> {
        let rest = self.rest(start);
        if rest.starts_with("<!--") {
            return self.comment_end(start);
        }
        if rest.starts_with("<?") {
            return self.instruction_end(start);
        }
        let keyword = ["<!ENTITY", "<!ELEMENT", "<!ATTLIST", "<!NOTATION"];
        let Some(keyword) = keyword.into_iter().find(|word| rest.starts_with(word)) else {
            return Err(Found::new(Defect::DoctypeMalformed, start));
        };
        let blank = start.saturating_add(keyword.len());
        let mut at = self.skip_blanks(blank);
        if at == blank {
            return Err(Found::new(Defect::DoctypeMalformed, at));
        }
        if keyword == "<!ENTITY" && self.byte(at) != Some(b'%') {
            let end = name::end(self.text, at);
            let end = end.ok_or_else(|| Found::new(Defect::DoctypeMalformed, at))?;
            self.entities.declared.insert(self.slice(at, end));
        }
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let unclosed = || Found::new(Defect::UnclosedMarkup, start);
            let mark = memchr3(b'>', b'"', b'\'', rest).ok_or_else(unclosed)?;
            at = at.saturating_add(mark);
            match self.byte(at) {
                Some(b'>') => return Ok(at.saturating_add(1)),
                Some(quote) => at = self.behind_quote(at, quote).ok_or_else(unclosed)?,
                None => return Err(unclosed()),
            }
        }
    }

    /// The end of a comment that begins at `start`.
    pub(super) fn comment_end(&self, start: usize) -> Result<usize, Found<'t>> {
        let from = start.saturating_add("<!--".len());
        let rest = self.bytes.get(from..).unwrap_or_default();
        let Some(hyphens) = memmem::find(rest, b"--") else {
            return Err(Found::new(Defect::UnclosedMarkup, start));
        };
        let at = from.saturating_add(hyphens);
        let end = at.saturating_add(2);
        match self.byte(end) {
            Some(b'>') => Ok(end.saturating_add(1)),
            Some(_) => Err(Found::new(Defect::HyphensInComment, at)),
            None => Err(Found::new(Defect::UnclosedMarkup, start)),
        }
    }

    /// The end of a processing instruction that begins at `start`.
    pub(super) fn instruction_end(&self, start: usize) -> Result<usize, Found<'t>> {
        let target = start.saturating_add(2);
        let rest = self.bytes.get(target..).unwrap_or_default();
        let Some(length) = memmem::find(rest, b"?>") else {
            return Err(Found::new(Defect::UnclosedMarkup, start));
        };
        let close = target.saturating_add(length);
        let name_end = name::end(self.text, target).unwrap_or(target);
        let name = self.slice(target, name_end);
        if name == "xml" {
            return Err(Found::new(Defect::DeclarationMisplaced, start));
        }
        let blank = self.byte(name_end).is_some_and(super::is_blank);
        let reserved = name.eq_ignore_ascii_case("xml") || name.contains(':');
        if name.is_empty() || reserved || !(blank || name_end == close) {
            return Err(Found::new(Defect::InstructionTarget, target));
        }
        Ok(close.saturating_add(2))
    }
}
