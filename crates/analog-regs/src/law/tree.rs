//! How a law text keeps its structure: arrays of small records over one text.

use super::{PieceKind, ProvisionKind};
use std::ops::Range;
use tosei_types::{ProvisionNumber, SentencePart, Subitem};

/// No position yet, or none at all.
pub(super) const NONE: u32 = u32::MAX;

/// An offset of a text that is known to have fewer than `u32::MAX` bytes.
pub(super) fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(NONE)
}

/// The way back.
pub(super) fn wide(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

pub(super) fn range(span: (u32, u32)) -> Range<usize> {
    wide(span.0)..wide(span.1)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ProvisionData {
    pub(super) kind: ProvisionKind,
    pub(super) deleted: bool,
    /// The number of the provision that it stands in; its own for the root.
    pub(super) parent: u32,
    pub(super) subtree_end: u32,
    pub(super) span: (u32, u32),
    /// The sentences of it and of all in it.
    pub(super) sentences: (u32, u32),
    pub(super) label: (u32, u32),
    pub(super) heading: (u32, u32),
    pub(super) number: Option<ProvisionNumber>,
    pub(super) subitem: Option<Subitem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SentenceData {
    pub(super) span: (u32, u32),
    pub(super) provision: u32,
    pub(super) part: Option<SentencePart>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PieceData {
    pub(super) span: (u32, u32),
    pub(super) provision: u32,
    pub(super) kind: PieceKind,
}

/// A part of the text that comes from one place of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: u32,
    pub(super) source: u32,
    pub(super) source_end: u32,
}

/// 附則's act and the like: what few provisions have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Extra {
    /// The last number of 「第十二条から第十五条まで」.
    NumberEnd(ProvisionNumber),
    /// The act a 附則 came with.
    Act(Box<str>),
}

/// An article in the part of the law where its number is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ArticleEntry {
    pub(super) scope: u32,
    pub(super) number: ProvisionNumber,
    pub(super) provision: u32,
}
