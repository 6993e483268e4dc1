//! CSV as a stream of rows that borrow one buffer, with the row numbers of a spreadsheet.

use crate::{ForeignFormat, TableError};
use csv_core::ReadRecordResult;
use std::{
    io::{self, Read},
    ops::Range,
};
use tosei_document::{CellAddress, Limits};

/// How many first bytes decide what a file is.
const SNIFFED_BYTES: usize = 4096;
/// How many bytes are asked of the input at a time.
const INPUT_BYTES: usize = 64 * 1024;

/// Reads CSV row by row into one buffer that is used again.
///
/// A quoted cell may hold line breaks; rows may end in LF or CRLF; a byte order mark is skipped.
/// Rows are numbered as a spreadsheet program numbers them: blank lines count, line breaks inside a
/// cell do not.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
/// use tosei_table::CsvRows;
///
/// let csv = "id,name\r\n\r\n1,\"two\nlines\"\r\n2,b\r\n";
/// let mut rows = CsvRows::open(csv.as_bytes(), &Limits::default())?;
/// assert_eq!(rows.headers(), ["id", "name"]);
/// let mut seen = Vec::new();
/// while let Some(row) = rows.next_row()? {
///     seen.push((row.number(), row.text().unwrap().cell(0).to_owned()));
/// }
/// assert_eq!(seen, [(3, "1".to_owned()), (4, "2".to_owned())]);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
pub struct CsvRows<R> {
    parser: csv_core::Reader,
    source: R,
    input: Vec<u8>,
    unread: Range<usize>,
    ended: bool,
    last: Option<u8>,
    record: Record,
    headers: Vec<String>,
    limits: Limits,
    bytes: u64,
    number: u32,
    line: u64,
    rows: u64,
}

/// The cells of one row, one behind the other, and where each ends; used again for every row.
#[derive(Debug, Default)]
struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    cells: usize,
}

impl Record {
    fn view(&self) -> (&[u8], &[usize]) {
        let ends = self.ends.get(..self.cells).unwrap_or_default();
        let length = ends.last().copied().unwrap_or(0);
        (self.bytes.get(..length).unwrap_or_default(), ends)
    }
}

impl<R: Read> CsvRows<R> {
    /// Looks at the first bytes, reads the header row.
    ///
    /// # Errors
    ///
    /// - [`TableError::Empty`] if there is nothing to read.
    /// - [`TableError::Foreign`] if the bytes are those of another format.
    /// - [`TableError::NotUtf8`] if the header row is not UTF-8.
    /// - [`TableError::TooLarge`], [`TableError::Io`] if reading stops.
    pub fn open(source: R, limits: &Limits) -> Result<Self, TableError> {
        // With the LF alone as the end of a line, the parser's line count is exact; the CR before it
        // is taken off here. A file that mixes both is read right, too.
        let parser = csv_core::ReaderBuilder::new()
            .terminator(csv_core::Terminator::Any(b'\n'))
            .build();
        let mut rows = Self {
            line: parser.line(),
            parser,
            source,
            input: vec![0; INPUT_BYTES],
            unread: 0..0,
            ended: false,
            last: None,
            record: Record::default(),
            headers: Vec::new(),
            limits: *limits,
            bytes: 0,
            number: 0,
            rows: 0,
        };
        while rows.unread.end < SNIFFED_BYTES && !rows.ended {
            rows.fill()?;
        }
        let start = rows.input.get(rows.unread.clone()).unwrap_or_default();
        if let Some(format) = ForeignFormat::of(start.get(..SNIFFED_BYTES).unwrap_or(start)) {
            return Err(TableError::Foreign { format });
        }
        if start.starts_with(b"\xEF\xBB\xBF") {
            rows.unread.start = 3;
        }
        if start
            .iter()
            .skip(rows.unread.start)
            .all(u8::is_ascii_whitespace)
        {
            return Err(TableError::Empty);
        }
        let Some(header) = rows.read_row()? else {
            return Err(TableError::Empty);
        };
        let header = header.text().map_err(|_| TableError::NotUtf8)?;
        rows.headers = (0..header.len())
            .map(|column| header.cell(column).to_owned())
            .collect();
        Ok(rows)
    }

    /// The cells of the header row.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`TableError::TooLarge`] or [`TableError::Io`] if reading stops. There is no error about
    /// the content: a row that is no UTF-8 or has another width comes as it is.
    #[inline]
    pub fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        if self.rows >= self.limits.items {
            return Ok(None);
        }
        self.rows = self.rows.saturating_add(1);
        self.read_row()
    }

    fn read_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        loop {
            if !self.parse()? {
                return Ok(None);
            }
            self.advance();
            // A blank line that ends in CRLF comes as one cell with the CR in it.
            if self.record.view() != (b"\r", &[1]) {
                break;
            }
        }
        let (bytes, ends) = self.record.view();
        Ok(Some(CsvRow::new(bytes, ends, self.number)))
    }

    /// Parses one row into the record; `false` at the end of the input.
    fn parse(&mut self) -> Result<bool, TableError> {
        let (mut written, mut ended) = (0usize, 0usize);
        loop {
            if self.unread.is_empty() && !self.ended {
                self.fill()?;
            }
            let input = self.input.get(self.unread.clone()).unwrap_or_default();
            let output = self.record.bytes.get_mut(written..).unwrap_or_default();
            let ends = self.record.ends.get_mut(ended..).unwrap_or_default();
            let (result, taken, wrote, ends_wrote) = self.parser.read_record(input, output, ends);
            self.unread.start = self.unread.start.saturating_add(taken);
            written = written.saturating_add(wrote);
            ended = ended.saturating_add(ends_wrote);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => {
                    let size = self.record.bytes.len().saturating_mul(2).max(4096);
                    self.record.bytes.resize(size, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    let size = self.record.ends.len().saturating_mul(2).max(64);
                    self.record.ends.resize(size, 0);
                }
                ReadRecordResult::Record => {
                    self.record.cells = ended;
                    return Ok(true);
                }
                ReadRecordResult::End => return Ok(false),
            }
        }
    }

    /// Reads more input; at its end, ends the last line if the file does not.
    ///
    /// With every line ended, lines can be counted by their ends.
    fn fill(&mut self) -> Result<(), TableError> {
        if self.unread.is_empty() {
            self.unread = 0..0;
        }
        let free = self.input.get_mut(self.unread.end..).unwrap_or_default();
        let read = loop {
            match self.source.read(free) {
                Ok(read) => break read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(TableError::Io(error)),
            }
        };
        self.bytes = self
            .bytes
            .saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if self.bytes > self.limits.bytes {
            return Err(TableError::TooLarge {
                limit: self.limits.bytes,
            });
        }
        self.unread.end = self.unread.end.saturating_add(read);
        if read == 0 && !free.is_empty() {
            self.ended = true;
            if self.last.is_some_and(|last| last != b'\n')
                && let Some(place) = free.first_mut()
            {
                *place = b'\n';
                self.unread.end = self.unread.end.saturating_add(1);
            }
        } else if let Some(last) = self
            .unread
            .end
            .checked_sub(1)
            .and_then(|at| self.input.get(at))
        {
            self.last = Some(*last);
        }
        Ok(())
    }

    /// Whether reading stopped at [`Limits::items`] rows although there may be more.
    #[must_use]
    pub fn stopped_at_limit(&self) -> bool {
        self.rows >= self.limits.items && !(self.ended && self.unread.is_empty())
    }

    /// Counts the row: one, and the blank lines that the parser passed over before it.
    fn advance(&mut self) {
        let line = self.parser.line();
        let lines = line.saturating_sub(self.line);
        self.line = line;
        let blank = if lines > 1 {
            // Rare: a line break inside a cell, or blank lines before the row.
            let inside = memchr::memchr_iter(b'\n', self.record.view().0).count();
            let inside = u64::try_from(inside).unwrap_or(u64::MAX);
            lines.saturating_sub(1).saturating_sub(inside)
        } else {
            0
        };
        let step = u32::try_from(blank).unwrap_or(u32::MAX).saturating_add(1);
        self.number = self.number.saturating_add(step);
    }
}

/// One row as bytes, borrowed from the reader.
#[derive(Debug, Clone, Copy)]
pub struct CsvRow<'a> {
    bytes: &'a [u8],
    /// Where each cell ends; the last one's CR of a CRLF is already taken off `bytes`.
    ends: &'a [usize],
    number: u32,
}

impl<'a> CsvRow<'a> {
    fn new(bytes: &'a [u8], ends: &'a [usize], number: u32) -> Self {
        Self {
            bytes: bytes.strip_suffix(b"\r").unwrap_or(bytes),
            ends,
            number,
        }
    }

    fn range(&self, column: usize) -> Option<Range<usize>> {
        let end = (*self.ends.get(column)?).min(self.bytes.len());
        let start = match column.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
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

    /// A cell's bytes; empty beyond the last.
    #[must_use]
    pub fn bytes(&self, column: usize) -> &'a [u8] {
        self.range(column)
            .and_then(|range| self.bytes.get(range))
            .unwrap_or_default()
    }

    /// All cells' bytes one behind the other, without separators.
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
            // A character torn over two cells is good UTF-8 once the cells stand side by side.
            Ok(text) if self.starts().all(|start| text.is_char_boundary(start)) => {
                Ok(TextRow { row: *self, text })
            }
            _ => Err(self.first_bad_cell()),
        }
    }

    /// Where the cells but the first begin.
    fn starts(&self) -> impl Iterator<Item = usize> {
        let all_but_last = self.ends.len().saturating_sub(1);
        self.ends.iter().copied().take(all_but_last)
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

    /// The cells from one to another right of it, one behind the other.
    #[must_use]
    pub fn run(&self, first: usize, last: usize) -> &'a str {
        match (self.row.range(first), self.row.range(last)) {
            (Some(first), Some(last)) => self.text.get(first.start..last.end).unwrap_or_default(),
            _ => "",
        }
    }

    /// Where each cell ends in [`joined`](Self::joined); the last may lie a byte beyond it.
    #[must_use]
    #[inline]
    pub fn ends(&self) -> &'a [usize] {
        self.row.ends
    }

    /// All cells one behind the other, without separators.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(csv: &str) -> Vec<(u32, String)> {
        let mut rows = CsvRows::open(csv.as_bytes(), &Limits::default()).unwrap();
        let mut seen = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            seen.push((row.number(), row.text().unwrap().cell(0).to_owned()));
        }
        seen
    }

    #[test]
    fn rows_have_the_numbers_of_a_spreadsheet() {
        let expected = |rows: &[(u32, &str)]| -> Vec<(u32, String)> {
            rows.iter()
                .map(|(number, text)| (*number, (*text).to_owned()))
                .collect()
        };
        for line_end in ["\n", "\r\n"] {
            let csv = "h\na\nb\n".replace('\n', line_end);
            assert_eq!(
                numbers(&csv),
                expected(&[(2, "a"), (3, "b")]),
                "{line_end:?}"
            );
            let csv = "h\n\na\n\n\nb".replace('\n', line_end);
            assert_eq!(
                numbers(&csv),
                expected(&[(3, "a"), (6, "b")]),
                "{line_end:?}"
            );
        }
        assert_eq!(
            numbers("h\n\"a\nx\"\nb\n"),
            expected(&[(2, "a\nx"), (3, "b")])
        );
        assert_eq!(
            numbers("h\r\n\"a\r\nx\"\r\n\r\nb\r\n"),
            expected(&[(2, "a\r\nx"), (4, "b")])
        );
        assert_eq!(
            numbers("h\r\na\nb\r\n\r\nc"),
            expected(&[(2, "a"), (3, "b"), (5, "c")])
        );
        assert_eq!(numbers("\u{FEFF}h\na\n"), expected(&[(2, "a")]));
        assert_eq!(numbers("\"h\nh\"\na\n"), expected(&[(2, "a")]));
    }

    #[test]
    fn the_first_cell_that_is_no_text_is_named() {
        let mut rows = CsvRows::open(&b"a,b,c\nx,\x83\x8B,z\n"[..], &Limits::default()).unwrap();
        let row = rows.next_row().unwrap().unwrap();
        assert_eq!(row.text().unwrap_err(), 1);
        assert_eq!(row.address(1).unwrap().to_string(), "B2");
    }

    #[test]
    fn a_character_torn_over_two_cells_is_no_text() {
        // 手 is E6 89 8B: torn over two cells, the joined bytes are good UTF-8, the cells are not.
        let mut rows = CsvRows::open(&b"a,b\n\xE6\x89,\x8B\n"[..], &Limits::default()).unwrap();
        let row = rows.next_row().unwrap().unwrap();
        assert_eq!(row.text().map(|row| row.joined().to_owned()), Err(0));
    }

    #[test]
    fn quotes_and_empty_cells_are_read() {
        let csv = "a,b,c\r\n手,\"続\"\"\n\",き\r\n,,\r\n\"\",x";
        let mut rows = CsvRows::open(csv.as_bytes(), &Limits::default()).unwrap();
        for (number, cells) in [
            (2, &["手", "続\"\n", "き"][..]),
            (3, &["", "", ""]),
            (4, &["", "x"]),
        ] {
            let row = rows.next_row().unwrap().unwrap();
            let text = row.text().unwrap();
            let read: Vec<&str> = (0..row.len()).map(|column| text.cell(column)).collect();
            assert_eq!(read, cells);
            assert_eq!(row.number(), number);
        }
        assert!(rows.next_row().unwrap().is_none());
    }

    #[test]
    fn more_bytes_than_the_limit_are_an_error() {
        let limits = Limits {
            bytes: 10,
            ..Limits::default()
        };
        let mut rows = match CsvRows::open(&b"a,b\n1,2\n3,4\n5,6\n"[..], &limits) {
            Err(TableError::TooLarge { limit: 10 }) => return,
            other => other.unwrap(),
        };
        while rows.next_row().unwrap().is_some() {}
        panic!("the limit had no effect");
    }
}
