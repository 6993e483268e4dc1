//! Spans and what stands there instead.

use super::EditError;
use crate::{MarkupDocument, MarkupEncoding, encoding::shift_jis_offsets};
use std::{collections::BTreeMap, ops::Range};

/// Replacements that do not overlap, and insertions that lie in none of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Replacements {
    /// By start: the end, the text, and whether a whole node was removed.
    spans: BTreeMap<usize, (usize, String)>,
    insertions: BTreeMap<usize, String>,
}

impl Replacements {
    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty() && self.insertions.is_empty()
    }

    /// An error if a replaced span covers more than `span`, or a part of it.
    pub(super) fn check_free(&self, span: Range<usize>) -> Result<(), EditError> {
        let before = self.spans.range(..=span.start).next_back();
        match before {
            Some((start, (end, _)))
                if *end > span.start && !(*start == span.start && *end <= span.end) =>
            {
                Err(EditError::Removed)
            }
            _ => Ok(()),
        }
    }

    /// Replaces a span; what was replaced or inserted strictly inside it is dropped.
    pub(super) fn replace(&mut self, span: Range<usize>, text: String) -> Result<(), EditError> {
        self.check_free(span.clone())?;
        // An empty span (an empty value) is its own place; neighbours do not touch it.
        let within =
            |(start, (end, _)): (&usize, &(usize, String))| (*end <= span.end).then_some(*start);
        let covered: Vec<usize> = self
            .spans
            .range(span.start..=span.end)
            .filter_map(within)
            .collect();
        for start in covered {
            self.spans.remove(&start);
        }
        let inside = span.start.saturating_add(1)..span.end.max(span.start.saturating_add(1));
        let inserted: Vec<usize> = self.insertions.range(inside).map(|(at, _)| *at).collect();
        for at in inserted {
            self.insertions.remove(&at);
        }
        self.spans.insert(span.start, (span.end, text));
        Ok(())
    }

    /// Removes a node, which must still be there.
    pub(super) fn remove(&mut self, span: Range<usize>) -> Result<(), EditError> {
        if self
            .spans
            .get(&span.start)
            .is_some_and(|(end, text)| *end == span.end && text.is_empty())
        {
            return Err(EditError::Removed);
        }
        self.replace(span, String::new())
    }

    pub(super) fn insert(&mut self, at: usize, text: String) -> Result<(), EditError> {
        let before = self.spans.range(..at).next_back();
        if before.is_some_and(|(_, (end, _))| *end > at) {
            return Err(EditError::Removed);
        }
        append(self.insertions.entry(at).or_default(), &text);
        Ok(())
    }

    /// Inserts where the caller knows that the place is free.
    pub(super) fn insert_last(&mut self, at: usize, text: String) {
        append(self.insertions.entry(at).or_default(), &text);
    }

    /// All of them in reading order; an insertion comes before a replacement that begins there.
    pub(super) fn into_pieces(self) -> Vec<(Range<usize>, String)> {
        let spans = self
            .spans
            .into_iter()
            .map(|(start, (end, text))| (start..end, text));
        let insertions = self.insertions.into_iter().map(|(at, text)| (at..at, text));
        let mut pieces: Vec<(Range<usize>, String)> = insertions.chain(spans).collect();
        pieces.sort_by_key(|(span, _)| (span.start, span.end));
        pieces
    }
}

/// Puts a fragment behind another at one place. Each is well-formed by itself, so a `]]>` that
/// arises where they meet is text: its last character is escaped.
pub(super) fn append(place: &mut String, text: &str) {
    let meets = (place.ends_with("]]") && text.starts_with('>'))
        || (place.ends_with(']') && text.starts_with("]>"));
    match text.split_once('>') {
        Some((before, behind)) if meets => place.extend([before, "&gt;", behind]),
        _ => place.push_str(text),
    }
}

/// Keeps `]]>` from arising in text where parts meet that stood apart: its last character is escaped.
pub(super) fn guard(text: &str, pieces: &mut [(Range<usize>, String)]) {
    let source = text.as_bytes();
    let mut tail: Vec<u8> = Vec::new();
    let mut done = 0usize;
    for number in 0..pieces.len() {
        let next_start = pieces.get(number.saturating_add(1));
        let next_start = next_start.map_or(source.len(), |(span, _)| span.start);
        let Some((span, new)) = pieces.get_mut(number) else {
            return;
        };
        let kept = source.get(done..span.start).unwrap_or_default();
        push_tail(&mut tail, kept);
        let before = tail.len();
        let after = source.get(span.end..next_start).unwrap_or_default();
        let after = after.get(..2).unwrap_or(after);
        let seam = [&tail, new.as_bytes(), after].concat();
        let behind = before.saturating_add(new.len());
        let closes = memchr::memmem::find_iter(&seam, b"]]>");
        let closes: Vec<usize> = closes.map(|start| start.saturating_add(2)).collect();
        let begins_before = |close: &usize, place: usize| close.saturating_sub(2) < place;
        for close in closes.into_iter().rev() {
            if close >= behind && begins_before(&close, behind) {
                // The `>` is the document's own: it becomes a part of the replacement.
                let end = span.end.saturating_add(close.saturating_sub(behind));
                new.push_str(text.get(span.end..end).unwrap_or_default());
                new.push_str("&gt;");
                span.end = end.saturating_add(1);
            } else if close >= before && close < behind && begins_before(&close, before) {
                let at = close.saturating_sub(before);
                new.replace_range(at..=at, "&gt;");
            }
        }
        done = span.end;
        push_tail(&mut tail, new.as_bytes());
    }
}

/// Remembers the last two bytes written.
fn push_tail(tail: &mut Vec<u8>, bytes: &[u8]) {
    let last = bytes.get(bytes.len().saturating_sub(2)..);
    tail.extend_from_slice(last.unwrap_or_default());
    tail.drain(..tail.len().saturating_sub(2));
}

/// The document's bytes with the pieces put in.
pub(super) fn write(document: &MarkupDocument, pieces: &[(Range<usize>, String)]) -> Vec<u8> {
    let text = document.text();
    let encoding = document.encoding();
    let mut out = Vec::with_capacity(text.len().saturating_add(64));
    if document.has_byte_order_mark() {
        out.extend_from_slice(encoding.mark());
    }
    let mut kept = kept_parts(document, pieces).into_iter();
    for part in kept.by_ref().take(1) {
        part.write(encoding, &mut out);
    }
    for ((_, new), part) in pieces.iter().zip(kept) {
        encoding.encode(new, &mut out);
        part.write(encoding, &mut out);
    }
    out
}

/// A part that stays: as text that encodes to what was read, or as the bytes that were read.
enum Kept<'d> {
    Text(&'d str),
    Bytes(&'d [u8]),
}

impl Kept<'_> {
    fn write(&self, encoding: MarkupEncoding, out: &mut Vec<u8>) {
        match self {
            Self::Text(text) => encoding.encode(text, out),
            Self::Bytes(bytes) => out.extend_from_slice(bytes),
        }
    }
}

/// The parts between the pieces: one more than there are pieces.
fn kept_parts<'d>(
    document: &'d MarkupDocument,
    pieces: &[(Range<usize>, String)],
) -> Vec<Kept<'d>> {
    let text = document.text();
    let starts = std::iter::once(0).chain(pieces.iter().map(|(span, _)| span.end));
    let ends = pieces
        .iter()
        .map(|(span, _)| span.start)
        .chain([text.len()]);
    let spans = starts.zip(ends);
    let Some(source) = document.source() else {
        return spans
            .map(|(start, end)| Kept::Text(text.get(start..end).unwrap_or_default()))
            .collect();
    };
    // Character counts of all borders, which rise, then their offsets in the bytes.
    let mut counts = Vec::with_capacity(pieces.len().saturating_mul(2));
    let (mut at, mut count) = (0usize, 0usize);
    let borders: Vec<usize> = spans.flat_map(|(start, end)| [start, end]).collect();
    for border in &borders {
        count = count.saturating_add(text.get(at..*border).unwrap_or_default().chars().count());
        at = *border;
        counts.push(count);
    }
    let offsets = shift_jis_offsets(source, &counts);
    let (pairs, _) = offsets.as_chunks::<2>();
    pairs
        .iter()
        .map(|[start, end]| Kept::Bytes(source.get(*start..*end).unwrap_or_default()))
        .collect()
}
