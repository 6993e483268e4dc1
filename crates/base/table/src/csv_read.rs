//! CSV as a stream of rows that borrow one buffer, with the row numbers of a spreadsheet.

use crate::{ForeignFormat, TableError};
use csv::ByteRecord;
use std::{
    io::{self, Read},
    ops::Range,
};
use tosei_document::{CellAddress, Limits};

/// How many first bytes decide what a file is.
const SNIFFED_BYTES: usize = 4096;

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
    reader: csv::Reader<Limited<R>>,
    record: ByteRecord,
    headers: Vec<String>,
    limits: Limits,
    number: u32,
    line: u64,
    rows: u64,
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
    pub fn open(mut input: R, limits: &Limits) -> Result<Self, TableError> {
        let mut start = Vec::with_capacity(SNIFFED_BYTES);
        let sniffed = u64::try_from(SNIFFED_BYTES).unwrap_or(u64::MAX);
        input
            .by_ref()
            .take(sniffed)
            .read_to_end(&mut start)
            .map_err(TableError::Io)?;
        if let Some(format) = ForeignFormat::of(&start) {
            return Err(TableError::Foreign { format });
        }
        if start.starts_with(b"\xEF\xBB\xBF") {
            start.drain(..3);
        }
        if start.iter().all(u8::is_ascii_whitespace) {
            return Err(TableError::Empty);
        }
        let limited = Limited {
            start: io::Cursor::new(start),
            rest: input,
            left: limits.bytes,
            last: b'\n',
        };
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            // With the LF alone as the end of a line, the reader's line count is exact; the CR
            // before it is taken off here. A file that mixes both is read right, too.
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(64 * 1024)
            .from_reader(limited);
        let mut rows = Self {
            line: reader.position().line(),
            reader,
            record: ByteRecord::new(),
            headers: Vec::new(),
            limits: *limits,
            number: 0,
            rows: 0,
        };
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
    pub fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        if self.rows >= self.limits.items {
            return Ok(None);
        }
        self.rows = self.rows.saturating_add(1);
        self.read_row()
    }

    fn read_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        loop {
            let more = self
                .reader
                .read_byte_record(&mut self.record)
                .map_err(|error| TableError::from_csv(error, self.limits.bytes))?;
            if !more {
                return Ok(None);
            }
            self.advance();
            // A blank line that ends in CRLF comes as one cell with the CR in it.
            if self.record.as_slice() != b"\r" {
                break;
            }
        }
        Ok(Some(CsvRow::new(&self.record, self.number)))
    }

    /// Whether reading stopped at [`Limits::items`] rows although there may be more.
    #[must_use]
    pub fn stopped_at_limit(&self) -> bool {
        self.rows >= self.limits.items && !self.reader.is_done()
    }

    /// Counts the row: one, and the blank lines that the CSV reader passed over before it.
    fn advance(&mut self) {
        let line = self.reader.position().line();
        let lines = line.saturating_sub(self.line);
        self.line = line;
        let blank = if lines > 1 {
            // Rare: a line break inside a cell, or blank lines before the row.
            let inside = memchr::memchr_iter(b'\n', self.record.as_slice()).count();
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
    record: &'a ByteRecord,
    /// Where the last cell ends: before the CR of a CRLF.
    end: usize,
    number: u32,
}

impl<'a> CsvRow<'a> {
    fn new(record: &'a ByteRecord, number: u32) -> Self {
        let bytes = record.as_slice();
        let end = bytes.strip_suffix(b"\r").unwrap_or(bytes).len();
        Self {
            record,
            end,
            number,
        }
    }

    fn range(&self, column: usize) -> Option<Range<usize>> {
        self.record
            .range(column)
            .map(|range| range.start..range.end.min(self.end))
    }

    /// The row's number in a spreadsheet, counted from 1; the header row is usually 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many cells the row has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.record.len()
    }

    /// Whether the row has no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.record.is_empty()
    }

    /// A cell's bytes; empty beyond the last.
    #[must_use]
    pub fn bytes(&self, column: usize) -> &'a [u8] {
        self.range(column)
            .and_then(|range| self.as_slice().get(range))
            .unwrap_or_default()
    }

    /// All cells' bytes one behind the other, without separators.
    #[must_use]
    pub fn as_slice(&self) -> &'a [u8] {
        self.record.as_slice().get(..self.end).unwrap_or_default()
    }

    /// The row as text.
    ///
    /// # Errors
    ///
    /// The position (counted from 0) of the first cell that is not UTF-8.
    pub fn text(&self) -> Result<TextRow<'a>, usize> {
        match simdutf8::basic::from_utf8(self.as_slice()) {
            Ok(text) if self.cells_are_whole(text) => Ok(TextRow { row: *self, text }),
            _ => Err(self.first_bad_cell()),
        }
    }

    /// A character torn over two cells is good UTF-8 once the cells stand side by side.
    fn cells_are_whole(&self, text: &str) -> bool {
        let ranges = (0..self.record.len()).filter_map(|cell| self.record.range(cell));
        ranges
            .map(|range| range.start)
            .all(|start| text.is_char_boundary(start))
    }

    fn first_bad_cell(&self) -> usize {
        self.record
            .iter()
            .take_while(|cell| std::str::from_utf8(cell).is_ok())
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
    pub fn cell(&self, column: usize) -> &'a str {
        self.row
            .range(column)
            .and_then(|range| self.text.get(range))
            .unwrap_or_default()
    }

    /// All cells one behind the other, without separators.
    #[must_use]
    pub fn joined(&self) -> &'a str {
        self.text
    }

    /// The address of one of the row's cells.
    #[must_use]
    pub fn address(&self, column: usize) -> Option<CellAddress> {
        self.row.address(column)
    }
}

/// Reads up to a number of bytes, then fails; ends the last line if the file does not.
///
/// With every line ended, lines can be counted by their ends.
struct Limited<R> {
    start: io::Cursor<Vec<u8>>,
    rest: R,
    left: u64,
    last: u8,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = self.start.read(buffer)?;
        if read == 0 {
            read = self.rest.read(buffer)?;
        }
        if read == 0 && self.last != b'\n' && !buffer.is_empty() {
            self.last = b'\n';
            return io::Cursor::new(b"\n").read(buffer);
        }
        if let Some(last) = read.checked_sub(1).and_then(|at| buffer.get(at)) {
            self.last = *last;
        }
        match self
            .left
            .checked_sub(u64::try_from(read).unwrap_or(u64::MAX))
        {
            Some(left) => self.left = left,
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
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
