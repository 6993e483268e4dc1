//! The visible text, and where each part of it comes from.

use crate::node::{small, wide};
use std::ops::Range;

/// A part of the text that comes from one place of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    text: u32,
    source: u32,
    source_end: u32,
}

/// What stands between two pieces of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Blank,
    Cell,
    Line,
}

/// The text so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VisibleText {
    text: String,
    runs: Vec<Run>,
    gap: Gap,
}

impl VisibleText {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            runs: Vec::new(),
            gap: Gap::None,
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Demands a gap before what follows; the widest demanded one is written.
    pub(super) fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Adds what a source span says; the gap that was written before it.
    pub(super) fn push(&mut self, said: &str, source: Range<usize>) -> Gap {
        let gap = if self.text.is_empty() {
            Gap::Line
        } else {
            self.gap
        };
        let between = match self.gap {
            Gap::None => "",
            Gap::Blank => " ",
            Gap::Cell => "\t",
            Gap::Line => "\n",
        };
        self.gap = Gap::None;
        let last = self.runs.last().copied();
        let length = |run: Run| self.text.len().saturating_sub(wide(run.text));
        let verbatim = |run: Run| length(run) == wide(run.source_end.saturating_sub(run.source));
        let goes_on = last.is_some_and(|run| wide(run.source_end) == source.start && verbatim(run));
        if !self.text.is_empty() {
            self.text.push_str(between);
        }
        if goes_on && between.is_empty() && said.len() == source.len() {
            if let Some(run) = self.runs.last_mut() {
                run.source_end = small(source.end);
            }
        } else {
            if !between.is_empty()
                && let Some(run) = last
            {
                // What is put between has no source: an empty span behind the last run.
                let text = small(self.text.len().saturating_sub(between.len()));
                if text > run.text {
                    self.runs.push(Run {
                        text,
                        source: run.source_end,
                        source_end: run.source_end,
                    });
                }
            }
            self.runs.push(Run {
                text: small(self.text.len()),
                source: small(source.start),
                source_end: small(source.end),
            });
        }
        self.text.push_str(said);
        gap
    }

    /// The source of a span of the text: from where its first character comes to where its last does.
    pub(super) fn source_of(&self, span: Range<usize>) -> Range<usize> {
        let start = self.source_offset(span.start, false);
        if span.is_empty() {
            return start..start;
        }
        start..self.source_offset(span.end, true).max(start)
    }

    fn source_offset(&self, at: usize, is_end: bool) -> usize {
        let before = |run: &Run| {
            let text = wide(run.text);
            if is_end { text < at } else { text <= at }
        };
        let number = self.runs.partition_point(before).saturating_sub(1);
        let Some(run) = self.runs.get(number) else {
            return 0;
        };
        let next = self.runs.get(number.saturating_add(1));
        let text_end = next.map_or(self.text.len(), |next| wide(next.text));
        let length = text_end.saturating_sub(wide(run.text));
        if length == wide(run.source_end.saturating_sub(run.source)) {
            let inside = at.saturating_sub(wide(run.text)).min(length);
            wide(run.source).saturating_add(inside)
        } else if is_end {
            wide(run.source_end)
        } else {
            wide(run.source)
        }
    }
}
