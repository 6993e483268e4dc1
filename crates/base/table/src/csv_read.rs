//! CSV as a stream of rows that borrow one buffer, with the row numbers of a spreadsheet.

use crate::{CsvRow, ForeignFormat, TableError};
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
/// How many cells a row may have: as many columns as a sheet of a spreadsheet program has.
const MAX_CELLS: usize = 16_384;
/// How many times [`Limits::text`] all cells of a row together may be long.
const CELLS_OF_FULL_LENGTH: u64 = 16;

/// Reads CSV row by row into one buffer that is used again.
///
/// A quoted cell may hold line breaks; rows may end in LF or CRLF; a byte order mark is skipped.
/// Rows are numbered as a spreadsheet program numbers them: blank lines count, line breaks inside a
/// cell do not. A CR alone ends no row and stays in its cell.
///
/// # Limits
///
/// Memory is that of one row: a cell has at most [`Limits::text`] bytes, a row at most 16 times as
/// many and 16,384 cells. What is longer stops the reading with an error that names the row: mostly a
/// quote that was not closed has swallowed the rest of the file. Where that rest is shorter, the row
/// comes as it is, and [`unclosed_quote`](Self::unclosed_quote) says so at the end.
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
    /// The three bytes that the parser took last.
    taken: [u8; 3],
    record: Record,
    unclosed: Option<CellAddress>,
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
    /// Whether the input ended before the row did.
    cut: bool,
}

impl Record {
    fn view(&self) -> (&[u8], &[usize]) {
        let ends = self.ends.get(..self.cells).unwrap_or_default();
        let length = ends.last().copied().unwrap_or(0);
        (self.bytes.get(..length).unwrap_or_default(), ends)
    }

    /// Takes off the last byte, which does not belong to the last cell.
    fn shorten(&mut self) {
        let last = self.cells.checked_sub(1);
        if let Some(end) = last.and_then(|last| self.ends.get_mut(last)) {
            *end = end.saturating_sub(1);
        }
    }

    /// The length of the longest cell.
    fn longest(&self) -> usize {
        let (_, ends) = self.view();
        let mut start = 0;
        let lengths = ends.iter().map(|end| {
            let length = end.saturating_sub(start);
            start = *end;
            length
        });
        lengths.max().unwrap_or(0)
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
    /// - As [`next_row`](Self::next_row) about the header row.
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
            taken: *b"\0\0\n",
            record: Record::default(),
            unclosed: None,
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
        if rows.ended
            && start
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
    /// - [`TableError::CellTooLong`], [`TableError::RowTooLong`] or [`TableError::TooManyCells`] if a
    ///   row passes the limits of this reader; there is no further row then.
    /// - [`TableError::TooLarge`] or [`TableError::Io`] if reading stops.
    ///
    /// There is no error about the content: a row that is no UTF-8 or has another width comes as it
    /// is.
    #[inline]
    pub fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        if self.rows >= self.limits.items {
            self.look_ahead()?;
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
            if self.record.cut {
                self.note_unclosed_quote();
                break;
            }
            let [before, b'\r', b'\n'] = self.taken else {
                break;
            };
            // The parser leaves the CR of a CRLF in the last cell, and takes a blank line for a cell.
            self.record.shorten();
            if before != b'\n' || self.record.view() != (b"", &[0]) {
                break;
            }
        }
        let length = self.record.view().0.len();
        self.within_limits(length, self.number)?;
        let (bytes, ends) = self.record.view();
        Ok(Some(CsvRow::from_parts(bytes, ends, self.number)))
    }

    /// The input ended inside quotes.
    #[cold]
    fn note_unclosed_quote(&mut self) {
        let place = self.record.cells.checked_sub(1).map(u32::try_from);
        if let Some(Ok(column)) = place {
            let row = self.number.saturating_sub(1);
            self.unclosed = CellAddress::from_zero_based(column, row);
        }
        // A line end that `fill` added for the parser is not the file's.
        if self.last.is_some_and(|last| last != b'\n') {
            self.record.shorten();
        }
    }

    /// Where a quote stands that was not closed: everything behind it is in that cell.
    ///
    /// Known once all rows are read.
    #[must_use]
    pub fn unclosed_quote(&self) -> Option<CellAddress> {
        self.unclosed
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
            self.taken = match (input.get(..taken).unwrap_or_default(), self.taken) {
                ([.., first, second, third], _) => [*first, *second, *third],
                ([second, third], [.., first]) => [first, *second, *third],
                ([third], [_, first, second]) => [first, second, *third],
                ([], before) => before,
            };
            let at_end = input.is_empty();
            self.unread.start = self.unread.start.saturating_add(taken);
            written = written.saturating_add(wrote);
            ended = ended.saturating_add(ends_wrote);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => {
                    self.record.cells = ended;
                    self.within_limits(written, self.open_row(written))?;
                    let size = self.record.bytes.len().saturating_mul(2).max(4096);
                    self.record.bytes.resize(size, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    if self.record.ends.len() >= MAX_CELLS {
                        self.limits.items = 0;
                        return Err(TableError::TooManyCells {
                            row: self.open_row(written),
                            limit: MAX_CELLS,
                        });
                    }
                    let size = self.record.ends.len().saturating_mul(2).max(64);
                    self.record.ends.resize(size.min(MAX_CELLS), 0);
                }
                ReadRecordResult::Record => {
                    self.record.cells = ended;
                    self.record.cut = at_end;
                    return Ok(true);
                }
                ReadRecordResult::End => return Ok(false),
            }
        }
    }

    /// Refuses the row of this number if its cells, `written` bytes so far, are too long.
    #[inline]
    fn within_limits(&mut self, written: usize, row: u32) -> Result<(), TableError> {
        let length = u64::try_from(written).unwrap_or(u64::MAX);
        if length <= self.limits.text {
            return Ok(());
        }
        self.too_long(written, row)
    }

    #[cold]
    fn too_long(&mut self, written: usize, row: u32) -> Result<(), TableError> {
        let open = written.saturating_sub(self.record.view().0.len());
        let longer = |length: usize, limit| u64::try_from(length).unwrap_or(u64::MAX) > limit;
        let cell = self.limits.text;
        let whole = cell.saturating_mul(CELLS_OF_FULL_LENGTH);
        let error = if longer(self.record.longest().max(open), cell) {
            TableError::CellTooLong { row, limit: cell }
        } else if longer(written, whole) {
            TableError::RowTooLong { row, limit: whole }
        } else {
            return Ok(());
        };
        self.limits.items = 0;
        Err(error)
    }

    /// The number of the row that is being read, of which `written` bytes are there.
    #[cold]
    fn open_row(&self, written: usize) -> u32 {
        let lines = self.parser.line().saturating_sub(self.line);
        let begun = self.record.bytes.get(..written).unwrap_or_default();
        let inside = memchr::memchr_iter(b'\n', begun).count();
        let blank = lines.saturating_sub(u64::try_from(inside).unwrap_or(u64::MAX));
        let step = u32::try_from(blank).unwrap_or(u32::MAX).saturating_add(1);
        self.number.saturating_add(step)
    }

    /// At the limit of rows: finds out whether there is any more.
    #[cold]
    fn look_ahead(&mut self) -> Result<(), TableError> {
        while !self.ended && self.only_line_ends_left() {
            self.unread = 0..0;
            self.fill()?;
        }
        Ok(())
    }

    fn only_line_ends_left(&self) -> bool {
        let left = self.input.get(self.unread.clone()).unwrap_or_default();
        left.iter().all(|byte| matches!(byte, b'\r' | b'\n'))
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

    /// Whether reading stopped at [`Limits::items`] rows although there are more.
    ///
    /// Known once [`next_row`](Self::next_row) has given `None`.
    #[must_use]
    pub fn stopped_at_limit(&self) -> bool {
        self.rows >= self.limits.items && !(self.ended && self.only_line_ends_left())
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
            let own = u64::from(!self.record.cut);
            lines.saturating_sub(own).saturating_sub(inside)
        } else {
            0
        };
        let step = u32::try_from(blank).unwrap_or(u32::MAX).saturating_add(1);
        self.number = self.number.saturating_add(step);
    }
}

#[cfg(test)]
mod tests;
