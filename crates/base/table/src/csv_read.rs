//! CSV as a stream of rows that borrow one buffer, with the row numbers of a spreadsheet.

use crate::{CsvRow, ForeignFormat, TableError};
use csv_core::ReadRecordResult;
use memchr::memchr3_iter;
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
/// cell do not. A CR alone ends no row and stays in its cell; in the header it
/// shows a file whose lines end so, which is refused.
///
/// Rows without quotes, which is nearly all of them, are handed out where they stand in the buffer;
/// rows with quotes go through the `csv-core` crate. Both come in the same form.
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
/// use tosei_document::{CellAddress, Limits};
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
    source: R,
    input: Vec<u8>,
    /// What of `input` was read from the source and not yet handed out.
    unread: Range<usize>,
    ended: bool,
    last: Option<u8>,
    quoted: QuotedRows,
    ends: Vec<usize>,
    headers: Vec<String>,
    limits: Limits,
    bytes: u64,
    number: u32,
    rows: u64,
    unclosed: Option<CellAddress>,
}

/// Where the next row stands.
enum Found {
    /// In `input`, without any quote: the row as it is.
    Plain(Range<usize>),
    /// In the buffer of the quoted rows.
    Quoted,
    /// Nowhere: the input is at its end.
    End,
}

/// Whether a CR stands inside a row and not before an LF.
fn has_lone_return(row: &[u8]) -> bool {
    row.windows(2)
        .any(|pair| matches!(pair, [b'\r', next] if *next != b'\n'))
}

impl<R: Read> CsvRows<R> {
    /// Looks at the first bytes, reads the header row.
    ///
    /// # Errors
    ///
    /// - [`TableError::Empty`] if there is nothing to read.
    /// - [`TableError::Foreign`] if the bytes are those of another format, or if its lines end in CR alone,
    ///   which would make one header of the whole file.
    /// - [`TableError::NotUtf8`] if the header row is not UTF-8.
    /// - As [`next_row`](Self::next_row) about the header row.
    pub fn open(source: R, limits: &Limits) -> Result<Self, TableError> {
        let mut rows = Self {
            source,
            input: vec![0; INPUT_BYTES],
            unread: 0..0,
            ended: false,
            last: None,
            quoted: QuotedRows::new(),
            ends: Vec::new(),
            headers: Vec::new(),
            limits: *limits,
            bytes: 0,
            number: 0,
            rows: 0,
            unclosed: None,
        };
        while rows.unread.end < SNIFFED_BYTES && !rows.ended {
            rows.fill()?;
        }
        let start = rows.buffered();
        if let Some(format) = ForeignFormat::of(start.get(..SNIFFED_BYTES).unwrap_or(start)) {
            return Err(TableError::Foreign { format });
        }
        if start.starts_with(b"\xEF\xBB\xBF") {
            rows.unread.start = 3;
        }
        if rows.ended && rows.buffered().iter().all(u8::is_ascii_whitespace) {
            return Err(TableError::Empty);
        }
        let Some(header) = rows.read_row()? else {
            return Err(TableError::Empty);
        };
        if has_lone_return(header.as_slice()) {
            let format = ForeignFormat::LoneReturns;
            return Err(TableError::Foreign { format });
        }
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
            self.pass_blank_lines()?;
            return Ok(None);
        }
        self.rows = self.rows.saturating_add(1);
        self.read_row()
    }

    /// Whether reading stopped at [`Limits::items`] rows although there are more.
    ///
    /// Known once [`next_row`](Self::next_row) has given `None`.
    #[must_use]
    pub fn stopped_at_limit(&self) -> bool {
        self.rows >= self.limits.items && !(self.ended && self.unread.is_empty())
    }

    /// Where a quote stands that was not closed: everything behind it is in that cell.
    ///
    /// Known once all rows are read.
    #[must_use]
    pub fn unclosed_quote(&self) -> Option<CellAddress> {
        self.unclosed
    }

    fn read_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        let found = self.find_row()?;
        let (bytes, ends) = match found {
            Found::Plain(range) => (self.input.get(range).unwrap_or_default(), &self.ends),
            Found::Quoted => (self.quoted.joined.as_slice(), &self.quoted.joined_ends),
            Found::End => return Ok(None),
        };
        Ok(Some(CsvRow::from_parts(bytes, ends, self.number)))
    }

    /// Finds the next row: most have no quotes and are handed out where they stand.
    fn find_row(&mut self) -> Result<Found, TableError> {
        self.quoted.begin();
        self.pass_blank_lines()?;
        loop {
            let buffered = self.input.get(self.unread.clone()).unwrap_or_default();
            self.ends.clear();
            let mut quotes = false;
            let mut line_end = None;
            for at in memchr3_iter(b',', b'"', b'\n', buffered) {
                match buffered.get(at) {
                    Some(b',') => self.ends.push(at),
                    Some(b'\n') => {
                        line_end = Some(at);
                        break;
                    }
                    _ => {
                        quotes = true;
                        break;
                    }
                }
            }
            if let Some(line_end) = line_end {
                let line = buffered.get(..line_end).unwrap_or_default();
                let length = line.strip_suffix(b"\r").unwrap_or(line).len();
                self.ends.push(length);
                self.number = self.number.saturating_add(1);
                let start = self.unread.start;
                self.unread.start = start.saturating_add(line_end).saturating_add(1);
                self.within_limits(length, self.ends.len())?;
                return Ok(Found::Plain(start..start.saturating_add(length)));
            }
            let full = buffered.len() >= INPUT_BYTES;
            if quotes || full || self.ended {
                return self.find_quoted_row();
            }
            self.fill()?;
        }
    }

    /// Leaves a row with quotes, or one longer than the buffer, to the CSV library.
    #[cold]
    fn find_quoted_row(&mut self) -> Result<Found, TableError> {
        self.number = self.number.saturating_add(1);
        self.quoted.begin();
        loop {
            if self.unread.is_empty() && !self.ended {
                self.fill()?;
            }
            let input = self.input.get(self.unread.clone()).unwrap_or_default();
            let at_end = input.is_empty();
            let (result, taken) = self.quoted.feed(input);
            self.unread.start = self.unread.start.saturating_add(taken);
            self.within_limits(self.quoted.written, self.quoted.cells)?;
            match result {
                ReadRecordResult::Record if at_end => {
                    // The input ended inside quotes. A line end that `fill` added is not the file's.
                    self.quoted.join(self.last != Some(b'\n'));
                    let column = u32::try_from(self.quoted.cells.saturating_sub(1)).ok();
                    let row = self.number.saturating_sub(1);
                    self.unclosed = column.and_then(|c| CellAddress::from_zero_based(c, row));
                    return Ok(Found::Quoted);
                }
                ReadRecordResult::Record => {
                    // The library leaves the CR of a CRLF in the last cell.
                    self.quoted.join(self.quoted.taken == *b"\r\n");
                    return Ok(Found::Quoted);
                }
                ReadRecordResult::End => return Ok(Found::End),
                _ => {}
            }
        }
    }

    /// Blank lines are rows of a spreadsheet, and nothing more.
    fn pass_blank_lines(&mut self) -> Result<(), TableError> {
        loop {
            // A CR at the end of the buffer may belong to a CRLF.
            while !self.ended && matches!(self.buffered(), [] | [b'\r']) {
                self.fill()?;
            }
            let blank = match self.buffered() {
                [b'\n', ..] => 1,
                [b'\r', b'\n', ..] => 2,
                _ => return Ok(()),
            };
            self.unread.start = self.unread.start.saturating_add(blank);
            self.number = self.number.saturating_add(1);
        }
    }

    /// Refuses a row of so many bytes and cells, or what is there of it, if it is too long.
    #[inline]
    fn within_limits(&mut self, bytes: usize, cells: usize) -> Result<(), TableError> {
        let short = u64::try_from(bytes).is_ok_and(|bytes| bytes <= self.limits.text);
        if short && cells <= MAX_CELLS {
            Ok(())
        } else {
            self.look_at_cells(cells)
        }
    }

    #[cold]
    fn look_at_cells(&mut self, cells: usize) -> Result<(), TableError> {
        let row = self.number;
        let (longest, all) = if self.quoted.cells > 0 || self.quoted.written > 0 {
            self.quoted.lengths()
        } else {
            lengths(self.ends.iter().copied(), 1)
        };
        let longer = |length: usize, limit| u64::try_from(length).unwrap_or(u64::MAX) > limit;
        let cell = self.limits.text;
        let whole = cell.saturating_mul(CELLS_OF_FULL_LENGTH);
        let error = if longer(longest, cell) {
            TableError::CellTooLong { row, limit: cell }
        } else if longer(all, whole) {
            TableError::RowTooLong { row, limit: whole }
        } else if cells > MAX_CELLS {
            TableError::TooManyCells {
                row,
                limit: MAX_CELLS,
            }
        } else {
            return Ok(());
        };
        self.limits.items = 0;
        Err(error)
    }

    fn buffered(&self) -> &[u8] {
        self.input.get(self.unread.clone()).unwrap_or_default()
    }

    /// Reads more input behind what is still unread; at its end, ends the last line if the file does
    /// not.
    fn fill(&mut self) -> Result<(), TableError> {
        if self.unread.start > 0 {
            self.input.copy_within(self.unread.clone(), 0);
            self.unread = 0..self.unread.len();
        }
        let free = self.input.get_mut(self.unread.end..).unwrap_or_default();
        if free.is_empty() {
            return Ok(());
        }
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
        if let Some(last) = read.checked_sub(1).and_then(|at| free.get(at)) {
            self.last = Some(*last);
        } else {
            self.ended = true;
            if self.last.is_some_and(|last| last != b'\n')
                && let Some(place) = free.first_mut()
            {
                *place = b'\n';
                self.unread.end = self.unread.end.saturating_add(1);
            }
        }
        self.unread.end = self.unread.end.saturating_add(read);
        Ok(())
    }
}

/// The length of the longest cell and of all cells, from where each ends.
fn lengths(ends: impl Iterator<Item = usize>, separator: usize) -> (usize, usize) {
    let (mut longest, mut all, mut start) = (0usize, 0usize, 0usize);
    for end in ends {
        let length = end.saturating_sub(start);
        longest = longest.max(length);
        all = all.saturating_add(length);
        start = end.saturating_add(separator);
    }
    (longest, all)
}

/// Rows that need the CSV library: those with quotes.
struct QuotedRows {
    parser: csv_core::Reader,
    bytes: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    cells: usize,
    /// The two bytes that were taken last.
    taken: [u8; 2],
    /// The cells with a comma between them, as rows without quotes have it.
    joined: Vec<u8>,
    joined_ends: Vec<usize>,
}

impl QuotedRows {
    fn new() -> Self {
        // The CR of a CRLF is taken off here: with the LF alone as the end of a line, a file that
        // mixes both is read right, too.
        let mut parser = csv_core::ReaderBuilder::new()
            .terminator(csv_core::Terminator::Any(b'\n'))
            .build();
        // The parser takes a byte order mark off the first bytes it sees, which here may be those of
        // any row: let it see something else first.
        let _ = parser.read_record(b"x\n", &mut [0; 2], &mut [0; 2]);
        Self {
            parser,
            bytes: vec![0; 4096],
            written: 0,
            ends: vec![0; 64],
            cells: 0,
            taken: [0; 2],
            joined: Vec::new(),
            joined_ends: Vec::new(),
        }
    }

    fn begin(&mut self) {
        (self.written, self.cells) = (0, 0);
    }

    /// Parses on; gives the result and how many bytes of the input were taken.
    fn feed(&mut self, input: &[u8]) -> (ReadRecordResult, usize) {
        let output = self.bytes.get_mut(self.written..).unwrap_or_default();
        let ends = self.ends.get_mut(self.cells..).unwrap_or_default();
        let (result, taken, written, ended) = self.parser.read_record(input, output, ends);
        self.written = self.written.saturating_add(written);
        self.cells = self.cells.saturating_add(ended);
        match (input.get(..taken), self.taken) {
            (Some([.., before, last]), _) => self.taken = [*before, *last],
            (Some([last]), [_, before]) => self.taken = [before, *last],
            _ => {}
        }
        match result {
            ReadRecordResult::OutputFull => {
                self.bytes.resize(self.bytes.len().saturating_mul(2), 0);
            }
            ReadRecordResult::OutputEndsFull => {
                self.ends.resize(self.ends.len().saturating_mul(2), 0);
            }
            _ => {}
        }
        (result, taken)
    }

    /// The length of the longest cell and of all cells, the one being read included.
    fn lengths(&self) -> (usize, usize) {
        let ends = self.ends.iter().take(self.cells).copied();
        lengths(ends.chain(std::iter::once(self.written)), 0)
    }

    /// Puts the cells together, without the last byte if it is not the last cell's.
    fn join(&mut self, without_last: bool) {
        self.joined.clear();
        self.joined_ends.clear();
        let mut start = 0;
        for end in self.ends.iter().take(self.cells) {
            if !self.joined_ends.is_empty() {
                self.joined.push(b',');
            }
            self.joined
                .extend_from_slice(self.bytes.get(start..*end).unwrap_or_default());
            self.joined_ends.push(self.joined.len());
            start = *end;
        }
        if without_last && let Some(last) = self.joined_ends.last_mut() {
            self.joined.pop();
            *last = self.joined.len();
        }
    }
}

#[cfg(test)]
mod tests;
