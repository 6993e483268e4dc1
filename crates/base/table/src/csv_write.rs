//! CSV that is safe to open in a spreadsheet program.

use std::{borrow::Cow, io::Write};

/// Writes CSV in UTF-8 whose cells a spreadsheet program shows and never executes.
///
/// A byte order mark comes first (without it Excel reads UTF-8 as Shift_JIS), lines end in CRLF, and
/// a text that a program would take for a formula gets an apostrophe before it.
///
/// # Examples
///
/// ```
/// use tosei_table::CsvWriter;
///
/// let mut bytes = Vec::new();
/// let mut csv = CsvWriter::new(&mut bytes)?;
/// csv.row(["手続名", "件数"])?;
/// csv.row(["=cmd|' /C calc'!A0", "12"])?;
/// csv.finish()?;
/// assert_eq!(bytes, "\u{FEFF}手続名,件数\r\n'=cmd|' /C calc'!A0,12\r\n".as_bytes());
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct CsvWriter<W: Write>(csv::Writer<W>);

impl<W: Write> CsvWriter<W> {
    /// Starts a file with its byte order mark.
    ///
    /// # Errors
    ///
    /// Whatever the writer gives.
    pub fn new(mut output: W) -> std::io::Result<Self> {
        output.write_all("\u{FEFF}".as_bytes())?;
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(output);
        Ok(Self(writer))
    }

    /// Writes one row.
    ///
    /// # Errors
    ///
    /// Whatever the writer gives.
    pub fn row<I, T>(&mut self, cells: I) -> std::io::Result<()>
    where
        I: IntoIterator<Item = T>,
        T: AsRef<str>,
    {
        for cell in cells {
            self.0
                .write_field(inert(cell.as_ref()).as_bytes())
                .map_err(std::io::Error::other)?;
        }
        self.0
            .write_record(None::<&[u8]>)
            .map_err(std::io::Error::other)
    }

    /// Writes out what is still held back.
    ///
    /// # Errors
    ///
    /// Whatever the writer gives.
    pub fn finish(mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// A text as a cell that no spreadsheet program takes for a formula.
///
/// Texts that begin with `=`, `+`, `-`, `@`, their full-width forms, a tab or a line break get an
/// apostrophe before them; plain negative numbers stay as they are.
///
/// # Examples
///
/// ```
/// use tosei_table::inert;
///
/// assert_eq!(inert("=1+1"), "'=1+1");
/// assert_eq!(inert("-12.5"), "-12.5");
/// assert_eq!(inert("手続"), "手続");
/// ```
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    let first = text.trim_start_matches(' ').chars().next();
    let dangerous = match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            !is_plain_number(text)
        }
        _ => false,
    };
    if dangerous {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part]
        .iter()
        .all(|p| !p.is_empty() && p.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, cell) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1+1", "'+1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-1", "-1"),
            ("-1+1", "'-1+1"),
            ("-", "'-"),
            ("  =1", "'  =1"),
            ("\t=1", "'\t=1"),
            ("＝１", "'＝１"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(inert(text), cell);
        }
    }
}
