//! Text put into a source file: lines are never moved, and what stands inside of a change may be changed, too.

use proc_macro2::Span;
use std::ops::Range;

/// What is put in at the same place is ordered: ends of what began before (inner first), then beginnings
/// (outer first). Changes are told outer first.
#[derive(Default)]
pub(crate) struct Edits {
    /// Place, whether it ends something, order, bytes taken away, text.
    all: Vec<(usize, bool, i64, usize, String)>,
    order: i64,
}

impl Edits {
    /// Puts texts before and behind a range. To be told for the outer range first.
    pub(crate) fn around(&mut self, range: Range<usize>, before: String, after: String) {
        self.order += 1;
        self.all.push((range.start, true, self.order, 0, before));
        self.all.push((range.end, false, -self.order, 0, after));
    }

    /// Puts a text in at the beginning of what starts there.
    pub(crate) fn before(&mut self, at: usize, text: String) {
        self.order += 1;
        self.all.push((at, true, self.order, 0, text));
    }

    /// Puts a text in at the end of what ends there.
    pub(crate) fn after(&mut self, at: usize, text: String) {
        self.order += 1;
        self.all.push((at, false, -self.order, 0, text));
    }

    /// Exchanges a range, in which there is no other change.
    pub(crate) fn replace(&mut self, range: Range<usize>, text: String) {
        self.order += 1;
        self.all
            .push((range.start, true, self.order, range.len(), text));
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.all.append(&mut other.all);
    }

    pub(crate) fn apply(mut self, text: &str) -> String {
        self.all
            .sort_by_key(|(at, begins, order, ..)| (*at, *begins, *order));
        let mut out = String::with_capacity(text.len() * 2);
        let mut done = 0;
        for (at, _, _, gone, new) in self.all {
            out.push_str(&text[done.min(at)..at]);
            out.push_str(&new);
            done = at + gone;
            out.extend(text[at..done].chars().filter(|&c| c == '\n'));
        }
        out.push_str(&text[done..]);
        out
    }
}

/// From the first byte of one span to the last of another.
pub(crate) fn range(from: Span, to: Span) -> Range<usize> {
    from.byte_range().start..to.byte_range().end
}
