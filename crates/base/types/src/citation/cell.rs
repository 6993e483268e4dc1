//! The reader of table cells: everything that can be read, and the rest kept.

use super::{
    error::CitationError,
    list::{CitationEntry, CitationList, CitedPlace},
    place::Citation,
    scan::scan,
};

/// The longest cell that is read, in characters; a longer one is kept unread.
pub const MAX_CELL_CHARS: usize = 4_000;

/// What was read from a cell, and what was not.
///
/// # Invariant
///
/// Entries and unread texts are in the order of the cell and do not overlap; what lies between them is
/// blanks, 「、」 and other signs of enumeration, and words like 及び. Nothing else is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationReading {
    pub(super) entries: Vec<ReadEntry>,
    pub(super) unread: Vec<UnreadText>,
}

/// An entry and the part of the cell that says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadEntry {
    pub(super) entry: CitationEntry,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl ReadEntry {
    /// What was read.
    #[must_use]
    pub fn entry(&self) -> &CitationEntry {
        &self.entry
    }

    /// The bytes of the cell it was read from. 「第1,2項」 makes two entries of the same bytes.
    #[must_use]
    pub fn byte_range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// A part of a cell that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadText {
    pub(super) text: String,
    pub(super) byte_offset: usize,
    pub(super) reason: CitationError,
}

impl UnreadText {
    /// The text as it stands in the cell.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it begins in the cell, in bytes.
    #[must_use]
    pub fn byte_offset(&self) -> usize {
        self.byte_offset
    }

    /// Why it was not read.
    #[must_use]
    pub fn reason(&self) -> &CitationError {
        &self.reason
    }
}

impl CitationReading {
    /// The places and ranges, in the order of the cell.
    #[must_use]
    pub fn entries(&self) -> &[ReadEntry] {
        &self.entries
    }

    /// The texts that were not understood, in the order of the cell.
    #[must_use]
    pub fn unread(&self) -> &[UnreadText] {
        &self.unread
    }

    /// Whether the cell says nothing at all.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.entries.is_empty() && self.unread.is_empty()
    }

    /// Whether something was read and nothing was not.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.entries.is_empty() && self.unread.is_empty()
    }

    /// The list, if the cell was read completely (and its text in full is not too long).
    #[must_use]
    pub fn list(&self) -> Option<CitationList> {
        if !self.is_complete() {
            return None;
        }
        CitationList::try_new(self.entries.iter().map(|read| read.entry.clone()).collect()).ok()
    }
}

/// Reads a cell of a 根拠条項号 column as people write it.
///
/// Beyond the regular spelling of [`Citation`] it takes: 第 left out (「第9条3項」), の between levels (「第3号のイ」),
/// 「第2の3条」 and 「第9条の3条」 for 第2条の3 and 第9条の3, blanks, several numbers for one unit (「第1,3～5項」), 同条・同項・同号,
/// lists with 「、」, 「・」, 及び and the like, ranges (から…まで, ～), 準用 (「第58条で準用する第45条」, 「第71条の3（第34条の5の準用）」),
/// 等, and a law name in front of any place.
///
/// What a place does not name it takes over from the one before, except behind 「；」. What cannot be
/// understood stays as text with its position; where a reading would be a guess (「第23条の2項」) none is made.
///
/// # Examples
///
/// ```
/// use tosei_types::read_citation_cell;
///
/// let reading = read_citation_cell("第7条第1,2項、第9条（平成18年3月31日改正前）");
/// let places: Vec<_> = reading.entries().iter().map(|read| read.entry().to_string()).collect();
/// assert_eq!(places, ["第7条第1項", "第7条第2項", "第9条"]);
/// assert_eq!(reading.unread()[0].text(), "（平成18年3月31日改正前）");
/// assert_eq!(reading.unread()[0].byte_offset(), "第7条第1,2項、第9条".len());
/// ```
#[must_use]
pub fn read_citation_cell(text: &str) -> CitationReading {
    let chars = text.chars().count();
    if chars <= MAX_CELL_CHARS {
        return scan(text);
    }
    CitationReading {
        entries: Vec::new(),
        unread: vec![UnreadText {
            text: text.to_owned(),
            byte_offset: 0,
            reason: CitationError::TooLong {
                chars,
                limit: MAX_CELL_CHARS,
            },
        }],
    }
}

/// Whether a place with its law, behind another entry, reads as that place.
pub(super) fn reads_behind_another(written: &str, citation: &Citation) -> bool {
    let cell = format!("第1条第1項第1号イ本文、{written}");
    let reading = read_citation_cell(&cell);
    match reading.entries.as_slice() {
        [_, second] => {
            reading.unread.is_empty()
                && second.entry.place() == &CitedPlace::One(citation.clone())
                && second.entry.applied_by().is_none()
        }
        _ => false,
    }
}
