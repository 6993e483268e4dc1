//! Reading CSV: the fast reader against an obvious one, and against the crate `csv`.

use proptest::prelude::*;
use std::io::Read;
use tosei_document::Limits;
use tosei_table::{CsvRows, TableError};

type Cells = Vec<Vec<u8>>;

/// Everything a file says: each row (the header row, too) with its number, and the open quote.
type Seen = (Vec<(u32, Cells)>, Option<String>);

/// What the reader under test sees.
pub(crate) fn seen(input: impl Read) -> Result<Seen, TableError> {
    let mut reader = CsvRows::open(input, &Limits::default())?;
    // The header row's number shows in the number of the next row only; it is left out here.
    let header = reader.headers().iter().map(|h| h.clone().into_bytes());
    let mut rows = vec![(0, header.collect())];
    while let Some(row) = reader.next_row()? {
        let cells = (0..row.len()).map(|at| row.bytes(at).to_vec()).collect();
        rows.push((row.number(), cells));
    }
    Ok((rows, reader.unclosed_quote().map(|cell| cell.to_string())))
}

/// The obvious way: one byte after the other, and a count of what a spreadsheet would show.
fn slowly(data: &[u8]) -> Seen {
    let data = data.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(data);
    let (mut rows, mut unclosed) = (Vec::new(), None);
    let (mut at, mut number) = (0, 0);
    while at < data.len() {
        number += 1;
        let end = line_end(data, at);
        if end > at {
            at = end;
            continue;
        }
        let mut cells: Cells = Vec::new();
        loop {
            let mut cell = Vec::new();
            let mut open = false;
            if data.get(at) == Some(&b'"') {
                at += 1;
                open = true;
                while let Some(byte) = data.get(at) {
                    at += 1;
                    if *byte != b'"' {
                        cell.push(*byte);
                    } else if data.get(at) == Some(&b'"') {
                        cell.push(b'"');
                        at += 1;
                    } else {
                        open = false;
                        break;
                    }
                }
            }
            while at < data.len() && data[at] != b',' && line_end(data, at) == at {
                cell.push(data[at]);
                at += 1;
            }
            cells.push(cell);
            if open {
                unclosed = Some(format!("{}{number}", letters(cells.len())));
            }
            if data.get(at) != Some(&b',') {
                break;
            }
            at += 1;
        }
        at = line_end(data, at);
        rows.push((if rows.is_empty() { 0 } else { number }, cells));
    }
    (rows, unclosed)
}

/// Behind the line end that stands here, or here: LF, CRLF, or a CR at the end of the file.
fn line_end(data: &[u8], at: usize) -> usize {
    match data.get(at..).unwrap_or_default() {
        [b'\n', ..] => at + 1,
        [b'\r', b'\n', ..] => at + 2,
        [b'\r'] => at + 1,
        _ => at,
    }
}

fn letters(column: usize) -> String {
    assert!(column <= 26, "the strategies make few columns");
    char::from(b'A' + u8::try_from(column - 1).unwrap()).to_string()
}

/// Texts of few signs, so that quotes and line ends meet in all ways; the first is a header.
fn texts(signs: &'static [&'static str]) -> impl Strategy<Value = String> {
    let body = prop::collection::vec(prop::sample::select(signs), 0..40);
    body.prop_map(|signs| format!("h{}", signs.concat()))
}

const SIGNS: &[&str] = &[
    "a", "手", ",", "\"", "\n", "\r\n", "\r", "\"\"", " ", "\n\n",
];

/// Gives a few bytes at a time.
struct Drops<'d>(&'d [u8], usize);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.0.len().min(self.1).min(buffer.len());
        let (now, later) = self.0.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.0 = later;
        Ok(length)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Law: the reader sees what the obvious reader sees, cell by cell, with the same row numbers; it
    /// refuses a header with a CR inside.
    #[test]
    fn the_obvious_reader_agrees(text in texts(SIGNS)) {
        let obvious = slowly(text.as_bytes());
        let header = obvious.0[0].1.join(&b',');
        if header.windows(2).any(|pair| pair[0] == b'\r' && pair[1] != b'\n') {
            prop_assert!(seen(text.as_bytes()).is_err());
        } else {
            prop_assert_eq!(seen(text.as_bytes()).unwrap(), obvious);
        }
    }

    /// Law: without any CR, the records are those of the crate `csv`.
    #[test]
    fn the_csv_crate_agrees(text in texts(&["a", "手", ",", "\"", "\n", "\"\"", " ", "\"\n\""])) {
        let records: Vec<Cells> = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes())
            .byte_records()
            .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
            .collect();
        let rows: Vec<Cells> = seen(text.as_bytes()).unwrap().0.into_iter().map(|row| row.1).collect();
        prop_assert_eq!(rows, records);
    }

    /// Law: in how many pieces the input comes does not matter.
    #[test]
    fn pieces_of_the_input_do_not_matter(text in texts(SIGNS), size in 1usize..7) {
        let pieces = seen(Drops(text.as_bytes(), size)).ok();
        prop_assert_eq!(pieces, seen(text.as_bytes()).ok());
    }

    /// Law: what is quoted by the rules is read back to the byte, and its rows are counted one by
    /// one, whatever ends the lines and however many blank lines there are.
    #[test]
    fn what_is_written_is_read(
        rows in prop::collection::vec((prop::collection::vec(".{0,4}", 1..4), 0u32..3), 1..6),
        crlf in any::<bool>(),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = format!("h{end}");
        let (mut number, mut expected) = (1, Vec::new());
        for (cells, blank_lines) in rows {
            let quoted: Vec<String> =
                cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text += &end.repeat(usize::try_from(blank_lines).unwrap());
            text += &(quoted.join(",") + end);
            number += blank_lines + 1;
            let bytes: Cells = cells.into_iter().map(String::into_bytes).collect();
            expected.push((number, bytes));
        }
        prop_assume!(!text.contains('\0'));
        let (rows, unclosed) = seen(text.as_bytes()).unwrap();
        prop_assert_eq!(&rows[1..], expected);
        prop_assert_eq!(unclosed, None);
    }
}
