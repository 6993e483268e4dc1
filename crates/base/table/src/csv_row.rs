//! One row of a CSV file, borrowed from the reader.

use std::ops::Range;
use tosei_document::CellAddress;

/// One row as bytes, borrowed from the reader.
#[derive(Debug, Clone, Copy)]
pub struct CsvRow<'a> {
    bytes: &'a [u8],
    /// Where each cell ends; the next one begins a byte behind it.
    ends: &'a [usize],
    number: u32,
}

impl<'a> CsvRow<'a> {
    /// Puts a row together that was copied out of a reader: its cells with one byte between
    /// them, where each ends, and its number.
    ///
    /// Ends that do not grow or lie beyond the bytes give empty cells.
    #[must_use]
    pub fn from_parts(bytes: &'a [u8], ends: &'a [usize], number: u32) -> Self {
        Self {
            bytes,
            ends,
            number,
        }
    }

    fn range(&self, column: usize) -> Option<Range<usize>> {
        let end = *self.ends.get(column)?;
        let start = match column.checked_sub(1) {
            Some(before) => self.ends.get(before)?.checked_add(1)?,
            None => 0,
        };
        Some(start..end)
    }

    /// The row's number in a spreadsheet, counted from 1; the header row is usually 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many cells the row has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the row has no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Where each cell ends in [`as_slice`](Self::as_slice); the next begins a byte behind it.
    #[must_use]
    pub fn ends(&self) -> &'a [usize] {
        self.ends
    }

    /// A cell's bytes; empty beyond the last.
    #[must_use]
    pub fn bytes(&self, column: usize) -> &'a [u8] {
        self.range(column)
            .and_then(|range| self.bytes.get(range))
            .unwrap_or_default()
    }

    /// All cells' bytes with a comma between them.
    #[must_use]
    pub fn as_slice(&self) -> &'a [u8] {
        self.bytes
    }

    /// The row as text.
    ///
    /// # Errors
    ///
    /// The position (counted from 0) of the first cell that is not UTF-8.
    #[inline]
    pub fn text(&self) -> Result<TextRow<'a>, usize> {
        match simdutf8::basic::from_utf8(self.bytes) {
            Ok(text) => Ok(TextRow { row: *self, text }),
            Err(_) => Err(self.first_bad_cell()),
        }
    }

    fn first_bad_cell(&self) -> usize {
        (0..self.len())
            .take_while(|cell| std::str::from_utf8(self.bytes(*cell)).is_ok())
            .count()
    }

    /// The address of one of the row's cells.
    #[must_use]
    pub fn address(&self, column: usize) -> Option<CellAddress> {
        CellAddress::from_zero_based(u32::try_from(column).ok()?, self.number.checked_sub(1)?)
    }
}

/// One row as text, borrowed from the reader.
#[derive(Debug, Clone, Copy)]
pub struct TextRow<'a> {
    row: CsvRow<'a>,
    text: &'a str,
}

impl<'a> TextRow<'a> {
    /// The row's number in a spreadsheet, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// How many cells the row has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.row.len()
    }

    /// Whether the row has no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    /// A cell; empty beyond the last.
    #[must_use]
    #[inline]
    pub fn cell(&self, column: usize) -> &'a str {
        self.row
            .range(column)
            .and_then(|range| self.text.get(range))
            .unwrap_or_default()
    }

    /// Where each cell ends in [`joined`](Self::joined); the next begins a byte behind it.
    #[must_use]
    #[inline]
    pub fn ends(&self) -> &'a [usize] {
        self.row.ends
    }

    /// All cells with a comma between them.
    #[must_use]
    #[inline]
    pub fn joined(&self) -> &'a str {
        self.text
    }

    /// The address of one of the row's cells.
    #[must_use]
    pub fn address(&self, column: usize) -> Option<CellAddress> {
        self.row.address(column)
    }
}
