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

fn error_of(csv: &[u8], limits: &Limits) -> TableError {
    let mut rows = match CsvRows::open(csv, limits) {
        Err(error) => return error,
        Ok(rows) => rows,
    };
    loop {
        match rows.next_row() {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the limit had no effect"),
            Err(error) => {
                assert!(rows.next_row().unwrap().is_none(), "no row after an error");
                return error;
            }
        }
    }
}

#[test]
fn a_cell_of_the_limit_is_read_and_a_longer_one_is_an_error() {
    let limits = Limits {
        text: 5,
        ..Limits::default()
    };
    for (csv, row) in [
        ("a,b\n1,123456\n", 2),
        ("a,b\n123456,1\n", 2),
        ("a,b\n\n\n1,2\n\"12\n456\",2\n", 5),
        ("a,b\r\n\r\n1,\"2345\r\n\"\r\n", 3),
        ("a,b\n1,\"2\n3,4\n5,6\n", 2),
        ("a,123456\n", 1),
    ] {
        match error_of(csv.as_bytes(), &limits) {
            TableError::CellTooLong { row: found, .. } => assert_eq!(found, row, "{csv:?}"),
            other => panic!("{csv:?}: {other}"),
        }
    }
    let mut rows = CsvRows::open(&b"a,b\r\n12345,12345\r\n"[..], &limits).unwrap();
    assert_eq!(rows.next_row().unwrap().unwrap().bytes(1), b"12345");
}

#[test]
fn a_row_without_end_is_an_error_and_not_a_use_of_memory() {
    let limits = Limits {
        text: 100,
        ..Limits::default()
    };
    let cells = |count: usize| format!("a\n{}\n", "x,".repeat(count - 1) + "x");
    for (count, ok) in [(1_600, true), (1_601, false)] {
        let csv = cells(count);
        let mut rows = CsvRows::open(csv.as_bytes(), &limits).unwrap();
        match rows.next_row() {
            Ok(Some(row)) => assert!(ok && row.len() == count),
            Err(TableError::RowTooLong {
                row: 2,
                limit: 1_600,
            }) => assert!(!ok),
            _ => panic!("{count}"),
        }
    }
    let wide = Limits::default();
    for (count, ok) in [(16_384, true), (16_385, false)] {
        let csv = cells(count);
        let mut rows = CsvRows::open(csv.as_bytes(), &wide).unwrap();
        match rows.next_row() {
            Ok(Some(row)) => assert!(ok && row.len() == count, "{count}"),
            Err(TableError::TooManyCells { row: 2, .. }) => assert!(!ok, "{count}"),
            _ => panic!("{count}"),
        }
    }
}

#[test]
fn an_unclosed_quote_is_known_at_the_end() {
    for (csv, place, cell) in [
        ("a,b\n1,2\n3,4\n", None, "4"),
        ("a,b\n1,\"2\n3,4\n", Some("B2"), "2\n3,4\n"),
        ("a,b\n1,\"2\n3,4", Some("B2"), "2\n3,4"),
        ("a,b\n\n\n\"1\"\"", Some("A4"), "1\""),
        ("a,b\r\n\r\n1,\"", Some("B3"), ""),
        ("a,b\r\n\r\n1,\"\r\n", Some("B3"), "\r\n"),
    ] {
        let mut rows = CsvRows::open(csv.as_bytes(), &Limits::default()).unwrap();
        let mut last = String::new();
        while let Some(row) = rows.next_row().unwrap() {
            let text = row.text().unwrap();
            last = text.cell(row.len() - 1).to_owned();
        }
        let found = rows.unclosed_quote().map(|cell| cell.to_string());
        assert_eq!(found.as_deref(), place, "{csv:?}");
        assert_eq!(last, cell, "{csv:?}");
    }
}

#[test]
fn only_the_cr_of_a_line_end_is_taken_off() {
    let csv = "a\r\n\"b\r\"\nc\r\n\"\r\"\n\"d\r\"\r\ne\rf\ng\r";
    let expected = [
        (2, "b\r"),
        (3, "c"),
        (4, "\r"),
        (5, "d\r"),
        (6, "e\rf"),
        (7, "g"),
    ];
    let expected = expected.map(|(number, text)| (number, text.to_owned()));
    assert_eq!(numbers(csv), expected);
}

#[test]
fn rows_behind_the_limit_are_looked_for() {
    let limits = Limits {
        items: 2,
        ..Limits::default()
    };
    for (csv, more) in [
        ("a\n1\n2\n", false),
        ("a\n1\n2", false),
        ("a\n1\n2\n\r\n\n", false),
        ("a\n1\n2\n3\n", true),
        ("a\n1\n2\n\n,\n", true),
        ("a\n1\n", false),
    ] {
        let mut rows = CsvRows::open(csv.as_bytes(), &limits).unwrap();
        while rows.next_row().unwrap().is_some() {}
        assert_eq!(rows.stopped_at_limit(), more, "{csv:?}");
    }
}
