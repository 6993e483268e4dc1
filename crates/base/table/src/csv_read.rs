//! CSV as a stream of rows that borrow one buffer, with the row numbers of a spreadsheet.

use crate::{CsvRow, ForeignFormat, TableError};
use csv_core::ReadRecordResult;
use memchr::memchr3_iter;
use std::{
    io::{self, Read},
    ops::Range,
};
use tosei_document::Limits;

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

impl<R: Read> CsvRows<R> {
    /// Looks at the first bytes, reads the header row.
    ///
    /// # Errors
    ///
    /// - [`TableError::Empty`] if there is nothing to read.
    /// - [`TableError::Foreign`] if the bytes are those of another format.
    /// - [`TableError::NotUtf8`] if the header row is not UTF-8.
    /// - [`TableError::TooLarge`], [`TableError::CellTooLong`], [`TableError::Io`] if reading stops.
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
        if rows.buffered().iter().all(u8::is_ascii_whitespace) {
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
    /// [`TableError::TooLarge`], [`TableError::CellTooLong`] or [`TableError::Io`] if reading stops.
    /// There is no error about the content: a row that is no UTF-8 or has another width comes as
    /// it is.
    #[inline]
    pub fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        if self.rows >= self.limits.items {
            return Ok(None);
        }
        self.rows = self.rows.saturating_add(1);
        self.read_row()
    }

    /// Whether reading stopped at [`Limits::items`] rows although there may be more.
    #[must_use]
    pub fn stopped_at_limit(&self) -> bool {
        self.rows >= self.limits.items && !(self.ended && self.unread.is_empty())
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
                self.within_limit(length)?;
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
        self.quoted.begin();
        loop {
            if self.unread.is_empty() && !self.ended {
                self.fill()?;
            }
            let input = self.input.get(self.unread.clone()).unwrap_or_default();
            let (result, taken) = self.quoted.feed(input);
            self.unread.start = self.unread.start.saturating_add(taken);
            self.within_limit(self.quoted.cell_bytes())?;
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(Found::End),
                _ => {}
            }
        }
        self.number = self.number.saturating_add(1);
        self.quoted.join();
        Ok(Found::Quoted)
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

    fn within_limit(&self, bytes: usize) -> Result<(), TableError> {
        // A row of more bytes than a cell may have is looked at cell by cell.
        if u64::try_from(bytes).unwrap_or(u64::MAX) <= self.limits.text {
            return Ok(());
        }
        self.longest_cell_within_limit()
    }

    #[cold]
    fn longest_cell_within_limit(&self) -> Result<(), TableError> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|end| end.saturating_add(1)));
        let plain = starts
            .zip(&self.ends)
            .map(|(start, end)| end.saturating_sub(start))
            .max();
        let longest = plain.unwrap_or(0).max(self.quoted.cell_bytes());
        if u64::try_from(longest).unwrap_or(u64::MAX) > self.limits.text {
            return Err(TableError::CellTooLong {
                row: self.number,
                limit: self.limits.text,
            });
        }
        Ok(())
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

/// Rows that need the CSV library: those with quotes.
struct QuotedRows {
    parser: csv_core::Reader,
    bytes: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    cells: usize,
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

    /// How many bytes the cell being read has so far.
    fn cell_bytes(&self) -> usize {
        let last = self.cells.checked_sub(1).and_then(|at| self.ends.get(at));
        self.written.saturating_sub(last.copied().unwrap_or(0))
    }

    fn join(&mut self) {
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
        if let Some(last) = self.joined_ends.last_mut()
            && self.joined.pop_if(|last| *last == b'\r').is_some()
        {
            *last = self.joined.len();
        }
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
