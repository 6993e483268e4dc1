//! Attributes: their syntax, the namespaces they declare, and that none stands twice.

use super::{Scanner, name};
use crate::{
    Defect, NamespaceId,
    error::Found,
    node::{AttributeData, small, wide},
    value,
};
use memchr::memchr3;

/// Up to so many attributes each is compared with each; more are sorted.
const FEW: usize = 12;

impl<'t> Scanner<'t> {
    /// Reads attributes from behind the name to the end of the tag: its end, and whether it is empty.
    pub(super) fn attributes(
        &mut self,
        tag: usize,
        name_end: usize,
    ) -> Result<(usize, bool), Found<'t>> {
        let unclosed = || Found::new(Defect::UnclosedMarkup, tag);
        let mut at = name_end;
        loop {
            let start = self.skip_blanks(at);
            match self.byte(start).ok_or_else(unclosed)? {
                b'>' => return Ok((start.saturating_add(1), false)),
                b'/' => {
                    let close = start.saturating_add(1);
                    return match self.byte(close).ok_or_else(unclosed)? {
                        b'>' => Ok((close.saturating_add(1), true)),
                        _ => Err(Found::new(Defect::TagMalformed, start)),
                    };
                }
                _ if start == at => return Err(Found::new(Defect::BlankMissing, start)),
                _ => at = self.attribute(tag, at, start)?,
            }
        }
    }

    fn attribute(&mut self, tag: usize, blank: usize, start: usize) -> Result<usize, Found<'t>> {
        let unclosed = || Found::new(Defect::UnclosedMarkup, tag);
        let name_end = name::end(self.text, start);
        let name_end = name_end.ok_or_else(|| Found::new(Defect::NameMalformed, start))?;
        let mut at = name_end;
        let mut expect = |scanner: &Self, defect, marks: &[u8]| {
            at = scanner.skip_blanks(at);
            let byte = scanner.byte(at).ok_or_else(unclosed)?;
            if !marks.contains(&byte) {
                let name = scanner.slice(start, name_end);
                return Err(Found::naming(defect, at, name));
            }
            at = at.saturating_add(1);
            Ok((at, byte))
        };
        expect(self, Defect::EqualsMissing, b"=")?;
        let (value, quote) = expect(self, Defect::QuoteMissing, b"\"'")?;
        let mut end = value;
        loop {
            let rest = self.bytes.get(end..).unwrap_or_default();
            let mark = memchr3(quote, b'<', b'&', rest).ok_or_else(unclosed)?;
            end = end.saturating_add(mark);
            match self.byte(end) {
                Some(b'<') => return Err(Found::new(Defect::LessThanInValue, end)),
                Some(b'&') => end = self.reference_end(end)?,
                _ => break,
            }
        }
        self.check_length(value, end)?;
        self.count_item(start)?;
        self.attributes.push(AttributeData {
            blank: small(blank),
            start: small(start),
            local: small(start),
            name_end: small(name_end),
            value: small(value),
            value_end: small(end),
            namespace: 0,
        });
        Ok(end.saturating_add(1))
    }

    /// Takes the namespace declarations among the attributes from `first` on; whether there are any.
    pub(super) fn declarations(&mut self, first: usize) -> Result<bool, Found<'t>> {
        let mut any = false;
        for number in first..self.attributes.len() {
            let Some(attribute) = self.attributes.get(number).copied() else {
                break;
            };
            let start = wide(attribute.start);
            let name = self.slice(start, wide(attribute.name_end));
            let Some(behind) = name.strip_prefix("xmlns") else {
                continue;
            };
            let prefix = match behind.strip_prefix(':') {
                Some(prefix) => prefix,
                None if behind.is_empty() => "",
                None => continue,
            };
            if name::local(name).is_none() {
                return Err(Found::naming(Defect::QualifiedNameMalformed, start, name));
            }
            let raw = self.slice(wide(attribute.value), wide(attribute.value_end));
            let uri = value::of_attribute(raw);
            self.namespaces.declare(prefix, &uri, start, name)?;
            any = true;
        }
        Ok(any)
    }

    /// Resolves the prefixes of the attributes from `first` on and looks for repeated ones.
    pub(super) fn resolve_attributes(
        &mut self,
        first: usize,
        declared: bool,
    ) -> Result<(), Found<'t>> {
        let mut prefixed = declared;
        for number in first..self.attributes.len() {
            let Some(attribute) = self.attributes.get(number).copied() else {
                break;
            };
            let start = wide(attribute.start);
            let name = self.slice(start, wide(attribute.name_end));
            let local = name::local(name);
            let malformed = || Found::naming(Defect::QualifiedNameMalformed, start, name);
            let local = local.ok_or_else(malformed)?;
            let prefix = name.get(..local.saturating_sub(1)).unwrap_or_default();
            let namespace = match (prefix, name) {
                ("xmlns", _) | (_, "xmlns") => NamespaceId::XMLNS,
                ("", _) => continue,
                _ => {
                    prefixed = true;
                    self.resolve(prefix, start)?
                }
            };
            if let Some(attribute) = self.attributes.get_mut(number) {
                attribute.local = small(start.saturating_add(local));
                attribute.namespace = namespace.0;
            }
        }
        self.repeated(first, prefixed)
    }

    fn repeated(&self, first: usize, prefixed: bool) -> Result<(), Found<'t>> {
        let attributes = self.attributes.get(first..).unwrap_or_default();
        let whole = |a: &AttributeData| self.slice(wide(a.start), wide(a.name_end));
        let expanded =
            |a: &AttributeData| (a.namespace, self.slice(wide(a.local), wide(a.name_end)));
        if attributes.len() > FEW {
            let mut sorted: Vec<&AttributeData> = attributes.iter().collect();
            sorted.sort_by_key(|a| (expanded(a), a.start));
            let pairs = sorted.iter().zip(sorted.iter().skip(1));
            let same = pairs.filter(|(a, b)| expanded(a) == expanded(b));
            let first = same.min_by_key(|(_, second)| second.start);
            return first.map_or(Ok(()), |(a, b)| Err(twice(whole(a), whole(b), b)));
        }
        for (number, later) in attributes.iter().enumerate() {
            let earlier = attributes.get(..number).unwrap_or_default();
            let length = later.name_end.saturating_sub(later.local);
            let same = earlier.iter().find(|a| {
                a.name_end.saturating_sub(a.local) == length
                    && (!prefixed || a.namespace == later.namespace)
                    && expanded(a) == expanded(later)
            });
            if let Some(a) = same {
                return Err(twice(whole(a), whole(later), later));
            }
        }
        Ok(())
    }
}

fn twice<'t>(first: &str, second: &'t str, place: &AttributeData) -> Found<'t> {
    let defect = if first == second {
        Defect::DuplicateAttribute
    } else {
        Defect::DuplicateExpandedName
    };
    Found::naming(defect, wide(place.start), second)
}
