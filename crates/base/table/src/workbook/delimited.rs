//! CSV and TSV: the decoded file is the arena, cells are spans in it.

use super::{
    Delimiter, FileFormat, LineEnd, ReadOptions, Sheet, UndecodedBytes, Workbook,
    cell::{CellFlags, CellKind},
    encoding::{decode_text, is_euc_jp},
    sheet::{StoredCell, StoredRow},
};
use crate::{ForeignFormat, TableError};
use memchr::{memchr, memchr2, memchr3_iter};
use tosei_document::CellAddress;

/// As many columns as a sheet of a spreadsheet program has.
const MAX_COLUMNS: usize = 16_384;
/// Lines that decide the delimiter.
const LOOKED_AT: usize = 20;

pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Workbook, TableError> {
    let foreign = |format| Err(TableError::NotASpreadsheet { format });
    if bytes.starts_with(b"\x1B$") || bytes.windows(3).any(|w| w == b"\x1B$B") {
        return foreign(ForeignFormat::Iso2022Jp);
    }
    let decoded = decode_text(bytes, options.encoding);
    let encoding = decoded.encoding();
    if options.encoding.is_none() {
        let bad = decoded.undecoded().len();
        if bad > 0 && is_euc_jp(bytes) {
            return foreign(ForeignFormat::EucJp);
        }
        // A defect here and there is a finding; every tenth character is no text.
        let characters = decoded.text().len() / 3;
        if bad > 8 && bad > characters / 10 || decoded.text().contains('\0') {
            return foreign(ForeignFormat::Binary);
        }
    }
    let undecoded: Vec<(usize, Box<[u8]>)> = decoded
        .undecoded()
        .map(|(at, bytes)| (at, bytes.into()))
        .collect();
    let text = decoded.into_text().into_owned();
    if text.chars().all(char::is_whitespace) {
        return Err(TableError::Empty);
    }
    let line_end = line_end(text.as_bytes());
    let delimiter = options
        .delimiter
        .unwrap_or_else(|| delimiter(text.as_bytes(), line_end));
    let mut reader = Reader {
        delimiter: delimiter.as_byte(),
        line_end: match line_end {
            LineEnd::Lf => b'\n',
            LineEnd::Cr => b'\r',
        },
        options,
        length: text.len(),
        sheet: Sheet {
            text,
            ..Sheet::default()
        },
        row: 1,
        column: 0,
        first_cell: 0,
        undecoded: undecoded.into_iter().peekable(),
    };
    reader.read()?;
    Ok(Workbook {
        format: FileFormat::Delimited {
            encoding,
            delimiter,
            line_end,
        },
        system: super::DateSystem::From1900,
        sheets: vec![reader.sheet],
    })
}

/// CR ends rows only where no LF stands outside quotes.
fn line_end(text: &[u8]) -> LineEnd {
    let (mut quoted, mut returns) = (false, false);
    for at in memchr3_iter(b'"', b'\n', b'\r', text) {
        match text.get(at) {
            Some(b'"') => quoted = !quoted,
            Some(b'\n') if !quoted => return LineEnd::Lf,
            Some(b'\r') if !quoted => returns = true,
            _ => {}
        }
    }
    if returns && memchr(b'\n', text).is_none() {
        LineEnd::Cr
    } else {
        LineEnd::Lf
    }
}

/// Tab if every second of the first lines has one outside quotes; else comma if there is one; else
/// semicolon if there is one; else comma.
fn delimiter(text: &[u8], line_end: LineEnd) -> Delimiter {
    let end = match line_end {
        LineEnd::Lf => b'\n',
        LineEnd::Cr => b'\r',
    };
    let (mut lines, mut with_tab, mut commas, mut semicolons) = (0usize, 0usize, 0usize, 0usize);
    let (mut quoted, mut tab, mut filled) = (false, false, false);
    for byte in text.iter().chain([&end]) {
        match *byte {
            b'"' => quoted = !quoted,
            b'\t' if !quoted => tab = true,
            b',' if !quoted => commas = commas.saturating_add(1),
            b';' if !quoted => semicolons = semicolons.saturating_add(1),
            byte if byte == end && !quoted => {
                if filled {
                    lines = lines.saturating_add(1);
                    with_tab = with_tab.saturating_add(usize::from(tab));
                }
                if lines >= LOOKED_AT {
                    break;
                }
                (tab, filled) = (false, false);
                continue;
            }
            _ => {}
        }
        filled |= !byte.is_ascii_whitespace();
    }
    if with_tab > 0 && with_tab.saturating_mul(2) >= lines {
        Delimiter::Tab
    } else if commas == 0 && semicolons > 0 {
        Delimiter::Semicolon
    } else {
        Delimiter::Comma
    }
}

struct Reader<'o> {
    delimiter: u8,
    line_end: u8,
    options: &'o ReadOptions,
    /// Length of the file's own text; unescaped cells are put behind it.
    length: usize,
    sheet: Sheet,
    row: u32,
    column: usize,
    first_cell: usize,
    undecoded: std::iter::Peekable<std::vec::IntoIter<(usize, Box<[u8]>)>>,
}

/// What stands behind a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Cell,
    Row,
    End,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), TableError> {
        let mut at = 0usize;
        while at < self.length {
            let (next, behind) = if self.byte(at) == Some(b'"') {
                self.quoted(at)?
            } else {
                self.plain(at)?
            };
            at = next;
            match behind {
                Behind::Cell => self.column = self.column.saturating_add(1),
                Behind::Row | Behind::End => self.end_row()?,
            }
        }
        self.end_row()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.sheet.text.as_bytes().get(at).copied()
    }

    fn end_row(&mut self) -> Result<(), TableError> {
        let count = self.sheet.cells.len();
        let span = |at: usize| u32::try_from(at).ok();
        if count > self.first_cell
            && let (Some(first), Some(end)) = (span(self.first_cell), span(count))
        {
            self.sheet.rows.push(StoredRow {
                number: self.row,
                first,
                end,
            });
        }
        self.first_cell = count;
        self.column = 0;
        self.row = self.row.checked_add(1).ok_or(TableError::OverLimit {
            what: crate::Limited::Cells,
            limit: self.options.limits.cells,
        })?;
        Ok(())
    }

    /// A cell without a quote at its beginning: it ends at the next delimiter or line end.
    fn plain(&mut self, start: usize) -> Result<(usize, Behind), TableError> {
        let (end, next, behind) = self.end_from(start);
        self.push(start, end, next)?;
        Ok((next, behind))
    }

    /// Where a cell ends from here on, where the next one begins, and what it is.
    fn end_from(&self, start: usize) -> (usize, usize, Behind) {
        let text = self.sheet.text.as_bytes();
        let rest = text.get(start..self.length).unwrap_or_default();
        let Some(found) = memchr2(self.delimiter, self.line_end, rest) else {
            let end = match rest.last() {
                Some(b'\r') if self.line_end == b'\n' => self.length.saturating_sub(1),
                _ => self.length,
            };
            return (end, self.length, Behind::End);
        };
        let end = start.saturating_add(found);
        let next = end.saturating_add(1);
        if rest.get(found) == Some(&self.delimiter) {
            return (end, next, Behind::Cell);
        }
        let before = end.checked_sub(1).filter(|at| *at >= start);
        let returned = self.line_end == b'\n' && before.and_then(|at| text.get(at)) == Some(&b'\r');
        (
            before.filter(|_| returned).unwrap_or(end),
            next,
            Behind::Row,
        )
    }

    /// A cell in quotes; two quotes stand for one. What follows the closing quote belongs to it.
    fn quoted(&mut self, start: usize) -> Result<(usize, Behind), TableError> {
        let inside = start.saturating_add(1);
        let mut unescaped: Option<String> = None;
        let mut from = inside;
        loop {
            let text = &self.sheet.text;
            let rest = text.as_bytes().get(from..self.length).unwrap_or_default();
            let Some(found) = memchr(b'"', rest) else {
                // Never closed: everything up to the end is in this cell.
                let column = u32::try_from(self.column).unwrap_or(u32::MAX);
                self.sheet.unclosed_quote =
                    CellAddress::from_zero_based(column, self.row.saturating_sub(1));
                let tail = text.get(from..self.length).unwrap_or_default();
                let whole = unescaped.map(|mut head| {
                    head.push_str(tail);
                    head
                });
                self.push_unescaped(whole, inside, self.length, self.length)?;
                return Ok((self.length, Behind::End));
            };
            let quote = from.saturating_add(found);
            let behind = quote.saturating_add(1);
            let part = text.get(from..quote).unwrap_or_default();
            if text.as_bytes().get(behind) == Some(&b'"') && behind < self.length {
                let head = unescaped.get_or_insert_default();
                head.push_str(part);
                head.push('"');
                from = behind.saturating_add(1);
                continue;
            }
            let (end, next, kind) = self.end_from(behind);
            let tail = text.get(behind..end).unwrap_or_default();
            if !tail.is_empty() || unescaped.is_some() {
                let head = unescaped.get_or_insert_default();
                head.push_str(part);
                head.push_str(tail);
            }
            self.push_unescaped(unescaped, inside, quote, next)?;
            return Ok((next, kind));
        }
    }

    fn push_unescaped(
        &mut self,
        unescaped: Option<String>,
        start: usize,
        end: usize,
        raw_end: usize,
    ) -> Result<(), TableError> {
        match unescaped {
            None => self.push(start, end, raw_end),
            Some(text) => {
                let start = self.sheet.text.len();
                self.sheet.text.push_str(&text);
                self.push(start, start.saturating_add(text.len()), raw_end)
            }
        }
    }

    /// Stores a cell whose text is `start..end` of the arena and which ends at `raw_end` of the file.
    fn push(&mut self, start: usize, end: usize, raw_end: usize) -> Result<(), TableError> {
        let limits = &self.options.limits;
        let length = end.saturating_sub(start);
        if u64::try_from(length).unwrap_or(u64::MAX) > limits.text {
            return Err(TableError::CellTooLong {
                row: self.row,
                limit: limits.text,
            });
        }
        let (Ok(column), true) = (u16::try_from(self.column), self.column < MAX_COLUMNS) else {
            return Err(TableError::TooManyCells {
                row: self.row,
                limit: MAX_COLUMNS,
            });
        };
        while let Some((_, bytes)) = self.undecoded.next_if(|(at, _)| *at < raw_end) {
            self.sheet.undecoded_count = self.sheet.undecoded_count.saturating_add(1);
            let cell = CellAddress::from_zero_based(u32::from(column), self.row.saturating_sub(1));
            if self.sheet.undecoded.len() < limits.listed
                && let Some(cell) = cell
            {
                self.sheet.undecoded.push(UndecodedBytes { cell, bytes });
            }
        }
        if length == 0 {
            return Ok(());
        }
        if u64::try_from(self.sheet.cells.len()).unwrap_or(u64::MAX) >= limits.cells {
            return Err(TableError::OverLimit {
                what: crate::Limited::Cells,
                limit: limits.cells,
            });
        }
        let (Ok(start), Ok(length)) = (u32::try_from(start), u32::try_from(length)) else {
            return Err(TableError::TooLarge {
                limit: u64::from(u32::MAX),
            });
        };
        self.sheet.cells.push(StoredCell {
            start,
            length,
            column,
            kind: CellKind::Text,
            flags: CellFlags::default(),
        });
        Ok(())
    }
}
