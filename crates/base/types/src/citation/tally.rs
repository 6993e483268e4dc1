//! How much of a column was read, with every failure.

use super::cell::{CitationReading, UnreadText, read_citation_cell};

/// A cell that was not read completely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationFailure {
    /// The cell's place in the column, counted from 0.
    pub index: usize,
    /// The cell's text.
    pub text: String,
    /// What was read of it, and what was not, with positions.
    pub reading: CitationReading,
}

impl CitationFailure {
    /// The parts of the cell that were not understood.
    #[must_use]
    pub fn unread(&self) -> &[UnreadText] {
        self.reading.unread()
    }
}

/// 根拠条項号の読取結果 (coverage): how many cells of a column were read completely, partly, not at all.
///
/// # Invariant
///
/// The four counts sum up to the number of cells, and `failures` holds every cell of the last
/// two groups.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CitationTally {
    /// Cells that say nothing.
    pub blank: u64,
    /// Cells of which every part was understood.
    pub complete: u64,
    /// Cells of which some part was understood.
    pub partial: u64,
    /// Cells of which no part was understood.
    pub unread: u64,
    /// Every cell of the two groups above, in the order of the column.
    pub failures: Vec<CitationFailure>,
}

impl CitationTally {
    /// Cells that say something: the population of the share that is stated.
    #[must_use]
    pub fn non_blank(&self) -> u64 {
        self.complete
            .saturating_add(self.partial)
            .saturating_add(self.unread)
    }
}

/// Reads all cells of a column and lists every one that was not read completely.
///
/// # Examples
///
/// ```
/// use tosei_types::tally_citation_cells;
///
/// let tally = tally_citation_cells(["第3条", "", "第4条（新法）", "別紙のとおり"]);
/// assert_eq!((tally.blank, tally.complete, tally.partial, tally.unread), (1, 1, 1, 1));
/// let unread = &tally.failures[0].unread()[0];
/// assert_eq!((unread.text(), unread.byte_offset()), ("（新法）", "第4条".len()));
/// ```
pub fn tally_citation_cells<'a>(cells: impl IntoIterator<Item = &'a str>) -> CitationTally {
    let mut tally = CitationTally::default();
    for (index, text) in cells.into_iter().enumerate() {
        let reading = read_citation_cell(text);
        let count = if reading.is_blank() {
            &mut tally.blank
        } else if reading.is_complete() {
            &mut tally.complete
        } else if reading.entries().is_empty() {
            &mut tally.unread
        } else {
            &mut tally.partial
        };
        *count = count.saturating_add(1);
        if !reading.unread().is_empty() {
            tally.failures.push(CitationFailure {
                index,
                text: text.to_owned(),
                reading,
            });
        }
    }
    tally
}
