//! Files that nobody means well with.

use proptest::prelude::*;
use std::{cell::Cell, io::Read, rc::Rc};
use tosei_document::Limits;
use tosei_table::{CsvRows, TableError};

/// The same block for ever; counts how many bytes were taken.
struct Endless {
    block: Vec<u8>,
    taken: Rc<Cell<usize>>,
}

/// A beginning, and then the same few bytes for ever.
fn endless(head: &'static [u8], body: &[u8]) -> (impl Read, Rc<Cell<usize>>) {
    let taken = Rc::new(Cell::new(0));
    let source = Endless {
        block: body.repeat(10_000),
        taken: Rc::clone(&taken),
    };
    (head.chain(source), taken)
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let (block, at) = (self.block.len(), self.taken.get());
        let length = buffer.len().min(block - at % block);
        buffer[..length].copy_from_slice(&self.block[at % block..][..length]);
        self.taken.set(at + length);
        Ok(length)
    }
}

fn end_of(head: &'static [u8], body: &'static [u8]) -> (TableError, usize) {
    let (source, taken) = endless(head, body);
    let error = match CsvRows::open(source, &Limits::default()) {
        Err(error) => error,
        Ok(mut rows) => loop {
            match rows.next_row() {
                Ok(row) => assert!(row.is_some(), "an endless file has no end"),
                Err(error) => break error,
            }
        },
    };
    (error, taken.get())
}

#[test]
fn a_row_without_end_is_refused_before_it_fills_the_memory() {
    for (head, body) in [
        (&b"h\n"[..], &b"a"[..]),
        (b"", b"a"),
        (b"h\n\"", b"a\n"),
        (b"h\n\"", b"\"\""),
        (b"\"", b"a,\n"),
        (b"h\n", b"\r"),
        (b"h\n", b" "),
    ] {
        let (error, taken) = end_of(head, body);
        assert!(matches!(error, TableError::CellTooLong { .. }), "{error}");
        assert!(taken < 5 << 20, "{taken} bytes were read");
    }
    let (error, taken) = end_of(b"h\n", b",");
    assert!(matches!(error, TableError::TooManyCells { .. }), "{error}");
    assert!(taken < 1 << 20, "{taken} bytes were read");
    let (error, taken) = end_of(b"h\n", b"\"\",");
    assert!(matches!(error, TableError::TooManyCells { .. }), "{error}");
    assert!(taken < 1 << 20, "{taken} bytes were read");
}

#[test]
fn lines_without_content_take_no_memory_and_end_at_the_limit_of_bytes() {
    let (source, _) = endless(b"h\n", b"\r\n");
    let limits = Limits {
        bytes: 10 << 20,
        ..Limits::default()
    };
    let mut rows = CsvRows::open(source, &limits).unwrap();
    assert!(matches!(rows.next_row(), Err(TableError::TooLarge { .. })));
}

#[test]
fn a_zero_byte_behind_the_first_bytes_is_text() {
    let text = format!("h\n{}b\0\n", "a\n".repeat(4_000));
    let (rows, _) = super::csv_rows::seen(text.as_bytes()).unwrap();
    assert_eq!(rows.last().unwrap(), &(4_002, vec![b"b\0".to_vec()]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Law: bytes of any kind give rows or an error, and no row has a cell beyond the limit.
    #[test]
    fn bytes_of_any_kind_are_read_or_refused(
        data in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(&b"\",\n\r"[..])], 0..200),
        text in 0u64..20,
        items in 0u64..20,
    ) {
        let limits = Limits { text, items, ..Limits::default() };
        let Ok(mut rows) = CsvRows::open(data.as_slice(), &limits) else { return Ok(()) };
        let (mut count, mut before) = (0, 0);
        while let Ok(Some(row)) = rows.next_row() {
            count += 1;
            prop_assert!(row.number() > before);
            before = row.number();
            for at in 0..row.len() {
                prop_assert!(u64::try_from(row.bytes(at).len()).unwrap() <= text);
            }
            let cells: Vec<&[u8]> = (0..row.len()).map(|at| row.bytes(at)).collect();
            prop_assert_eq!(cells.join(&b','), row.as_slice());
            match row.text() {
                Ok(text) => prop_assert_eq!(text.joined().as_bytes(), row.as_slice()),
                Err(at) => prop_assert!(std::str::from_utf8(row.bytes(at)).is_err()),
            }
        }
        prop_assert!(count <= items);
        prop_assert!(rows.next_row().is_err() || rows.next_row().unwrap().is_none());
    }
}
