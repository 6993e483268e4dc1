//! Text files cell by cell: ends of lines, quotes, what separates, bytes that are no text.

use tosei_document::Explain;
use tosei_table::{
    Delimiter, FileFormat, LineEnd, ReadOptions, TextEncoding, Workbook, WorkbookLimits,
    decode_text,
};

fn read(bytes: &[u8]) -> Workbook {
    Workbook::read(bytes, &ReadOptions::default()).unwrap()
}

/// Every cell as `A1=text`.
fn cells(book: &Workbook) -> Vec<String> {
    let rows = book.sheets()[0].rows();
    rows.flat_map(|row| row.cells())
        .map(|cell| format!("{}={}", cell.address(), cell.value().display_text()))
        .collect()
}

fn form(book: &Workbook) -> (Delimiter, LineEnd) {
    match book.format() {
        FileFormat::Delimited {
            delimiter,
            line_end,
            ..
        } => (delimiter, line_end),
        format => panic!("{format:?}"),
    }
}

#[test]
fn every_end_of_line_ends_a_line() {
    for (text, expected, end) in [
        ("a,b\nc", vec!["A1=a", "B1=b", "A2=c"], LineEnd::Lf),
        ("a,b\r\nc\r\n", vec!["A1=a", "B1=b", "A2=c"], LineEnd::Lf),
        // The file ends between the two signs of its last line end.
        ("a\r\nb\r", vec!["A1=a", "A2=b"], LineEnd::Lf),
        ("a\nb,c\r", vec!["A1=a", "A2=b", "B2=c"], LineEnd::Lf),
        ("a\n\r\nb", vec!["A1=a", "A3=b"], LineEnd::Lf),
        ("a,\r\nb", vec!["A1=a", "A2=b"], LineEnd::Lf),
        ("a\r\r\nb", vec!["A1=a\r", "A2=b"], LineEnd::Lf),
        ("a\rb\nc", vec!["A1=a\rb", "A2=c"], LineEnd::Lf),
        ("a,b\rc", vec!["A1=a", "B1=b", "A2=c"], LineEnd::Cr),
        ("a\r\rc\r", vec!["A1=a", "A3=c"], LineEnd::Cr),
        (
            "\"a\rb\",c\rd",
            vec!["A1=a\rb", "B1=c", "A2=d"],
            LineEnd::Cr,
        ),
        // The only return stands in a cell.
        ("\"a\rb\",c", vec!["A1=a\rb", "B1=c"], LineEnd::Lf),
        ("\"a\nb\",c\rd", vec!["A1=a\nb", "B1=c\rd"], LineEnd::Lf),
        ("a", vec!["A1=a"], LineEnd::Lf),
    ] {
        let book = read(text.as_bytes());
        assert_eq!(cells(&book), expected, "{text:?}");
        assert_eq!(form(&book).1, end, "{text:?}");
    }
}

#[test]
fn quotes_hold_a_cell_together() {
    for (text, expected, unclosed) in [
        (r#""a,b",c"#, vec!["A1=a,b", "B1=c"], None),
        (r#""a""b",c"#, vec![r#"A1=a"b"#, "B1=c"], None),
        (r#""a""""b""","#, vec![r#"A1=a""b""#], None),
        ("\"\",b", vec!["B1=b"], None),
        ("\"\"\"\",b", vec!["A1=\"", "B1=b"], None),
        // What stands behind the quote belongs to the cell.
        (r#""a"b,c"#, vec!["A1=ab", "B1=c"], None),
        (r#""a""b"c,d"#, vec![r#"A1=a"bc"#, "B1=d"], None),
        ("\"a\" \r\nb", vec!["A1=a ", "A2=b"], None),
        // Inside a cell a quote is a sign.
        (r#"a"b,c"#, vec![r#"A1=a"b"#, "B1=c"], None),
        (
            "x\ny,\"b\nc,d",
            vec!["A1=x", "A2=y", "B2=b\nc,d"],
            Some("B2"),
        ),
        ("\"a\"\"b", vec!["A1=a\"b"], Some("A1")),
        ("a,\"", vec!["A1=a"], Some("B1")),
    ] {
        let book = read(text.as_bytes());
        assert_eq!(cells(&book), expected, "{text:?}");
        let cell = book.sheets()[0].unclosed_quote();
        assert_eq!(
            cell.map(|cell| cell.to_string()).as_deref(),
            unclosed,
            "{text:?}"
        );
    }
    let book = read(b"a,b\n");
    let sheet = &book.sheets()[0];
    assert_eq!((sheet.name(), sheet.name_in_places()), ("", None));
    assert_eq!((sheet.undecoded_count(), sheet.phonetic_count()), (0, 0));
}

#[test]
fn the_first_twenty_filled_lines_say_what_separates() {
    let lines = |count: usize| "a;b\n".repeat(count);
    for (text, found) in [
        (lines(20) + "c,d\n", Delimiter::Semicolon),
        (lines(19) + "c,d\n", Delimiter::Comma),
        (lines(19) + "\n \nc,d\n", Delimiter::Comma),
        ("x\n".repeat(20) + "a\tb\n", Delimiter::Comma),
        // As many lines with a tab as without.
        ("x\n".repeat(10) + &"a\tb\n".repeat(10), Delimiter::Tab),
        ("x\n".repeat(11) + &"a\tb\n".repeat(9), Delimiter::Comma),
        // Lines of blanks say nothing.
        ("\t\t\n\t\na,b\n".into(), Delimiter::Comma),
        ("\"x;y\"\nz\n".into(), Delimiter::Comma),
        ("\"x,y\";z\n".into(), Delimiter::Semicolon),
        ("\"x\ty\"\n\"z\tz\"\n".into(), Delimiter::Comma),
        ("\"a\nb\"\tc\n".into(), Delimiter::Tab),
        ("a;b\rc;d\r".into(), Delimiter::Semicolon),
        ("a\tb".into(), Delimiter::Tab),
        ("a".into(), Delimiter::Comma),
    ] {
        assert_eq!(form(&read(text.as_bytes())).0, found, "{text:?}");
    }
    for (delimiter, byte, code) in [
        (Delimiter::Comma, b',', "comma"),
        (Delimiter::Tab, b'\t', "tab"),
        (Delimiter::Semicolon, b';', "semicolon"),
    ] {
        assert_eq!((delimiter.as_byte(), delimiter.code()), (byte, code));
        let options = ReadOptions {
            delimiter: Some(delimiter),
            ..ReadOptions::default()
        };
        let book = Workbook::read(b"a,b\tc;d", &options).unwrap();
        assert_eq!(cells(&book).len(), 2);
        assert_eq!(form(&book).0, delimiter);
    }
}

#[test]
fn a_row_ends_at_the_last_column_of_spreadsheets() {
    let row = |commas: usize| ",".repeat(commas) + "x\n";
    let book = read(row(16_383).as_bytes());
    assert_eq!(cells(&book), ["XFD1=x"]);
    let error = Workbook::read(row(16_384).as_bytes(), &ReadOptions::default()).unwrap_err();
    assert_eq!(error.code(), "table.too_many_cells");
    let quoted = ",".repeat(16_384) + "\"x\"\n";
    let error = Workbook::read(quoted.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert_eq!(error.code(), "table.too_many_cells");
}

#[test]
fn bytes_that_are_no_text_are_named_by_their_cell() {
    let read = |bytes: &[u8], listed: usize| {
        let options = ReadOptions {
            limits: WorkbookLimits {
                listed,
                ..WorkbookLimits::default()
            },
            encoding: Some(TextEncoding::Utf8),
            ..ReadOptions::default()
        };
        let book = Workbook::read(bytes, &options).unwrap();
        let sheet = &book.sheets()[0];
        let named: Vec<String> = sheet
            .undecoded()
            .iter()
            .map(|found| format!("{} {:X?}", found.cell(), found.bytes()))
            .collect();
        (named, sheet.undecoded_count(), cells(&book))
    };
    // At the end of one cell and at the start of the next.
    let two: &[u8] = b"a\xFF,\xFEb\n";
    assert_eq!(
        read(two, 9),
        (
            vec!["A1 [FF]".into(), "B1 [FE]".into()],
            2,
            vec!["A1=a\u{FFFD}".into(), "B1=\u{FFFD}b".into()]
        )
    );
    assert_eq!(read(two, 1).0, ["A1 [FF]"]);
    assert_eq!(read(two, 1).1, 2);
    assert_eq!(read(two, 0).0, Vec::<String>::new());
    for (bytes, named) in [
        (&b"a\n\xFF\n\xFE"[..], vec!["A2 [FF]", "A3 [FE]"]),
        (b"\"a\"\"\xFF\",\xFE\n", vec!["A1 [FF]", "B1 [FE]"]),
        (b"\"a\"\xFF,b\n", vec!["A1 [FF]"]),
        (b"a,\"b\xFF", vec!["B1 [FF]"]),
        (b"a\xFF\xFEb,c", vec!["A1 [FF]", "A1 [FE]"]),
        (b"a\xE3\x81,c", vec!["A1 [E3, 81]"]),
        (b"a,b", vec![]),
    ] {
        let (found, count, _) = read(bytes, 9);
        assert_eq!(found, named, "{bytes:?}");
        assert_eq!(count, u64::try_from(named.len()).unwrap());
    }
}

#[test]
fn a_defect_here_and_there_is_a_finding_and_many_are_no_text() {
    let code = |letters: usize, bad: usize| {
        let bytes = [vec![b'a'; letters], vec![0xFF; bad]].concat();
        Workbook::read(&bytes, &ReadOptions::default())
            .map_or_else(|error| error.code(), |_| "read")
    };
    assert_eq!(code(10, 8), "read");
    assert_eq!(code(10, 9), "table.not_a_spreadsheet");
    // Nine in 270 bytes: one in ten of the characters that these may be.
    assert_eq!(code(243, 9), "read");
    assert_eq!(code(242, 9), "table.not_a_spreadsheet");
}

#[test]
fn each_encoding_is_told_and_its_defects_are_kept() {
    use TextEncoding as E;
    type Case<'c> = (&'c [u8], Option<E>, E, &'c str, Vec<(usize, &'c [u8])>);
    let cases: Vec<Case<'_>> = vec![
        (b"a", None, E::Utf8, "a", vec![]),
        (b"\xEF\xBB\xBFa", None, E::Utf8WithMark, "a", vec![]),
        (b"\xEF\xBB\xBFa", Some(E::Utf8), E::Utf8, "a", vec![]),
        // Which of both has more zeros where a letter has one.
        (b"a\0", None, E::Utf16Le, "a", vec![]),
        (b"\0a", None, E::Utf16Be, "a", vec![]),
        (b"a\0\0a", None, E::Utf16Le, "a愀", vec![]),
        (b"a\0b\0\0a", None, E::Utf16Le, "ab愀", vec![]),
        (b"\0a\0b", None, E::Utf16Be, "ab", vec![]),
        // A control character, or half a unit: no UTF-16.
        (b"\x01\0\0\x01", None, E::Utf8, "\u{1}\0\0\u{1}", vec![]),
        (b"a\0b", None, E::Utf8, "a\0b", vec![]),
        (b"\t\0\n\0\r\0", None, E::Utf16Le, "\t\n\r", vec![]),
        (
            b"a\0b",
            Some(E::Utf16Le),
            E::Utf16Le,
            "a\u{FFFD}",
            vec![(1, b"b")],
        ),
        (
            b"\x42\xD8\xB7\xDF\x00\xD8a\0\x01\xD8",
            Some(E::Utf16Le),
            E::Utf16Le,
            "𠮷\u{FFFD}a\u{FFFD}",
            vec![(4, b"\x00\xD8"), (8, b"\x01\xD8")],
        ),
        (
            b"\xD8\x00\0a",
            Some(E::Utf16BeWithMark),
            E::Utf16BeWithMark,
            "\u{FFFD}a",
            vec![(0, b"\xD8\x00")],
        ),
        // Four characters for each defect, and fewer.
        (
            b"\xE3\x81\x82\xE3\x81\x84\xE3\x81\x86\xE3\x81\x88\xFF",
            None,
            E::Utf8,
            "あいうえ\u{FFFD}",
            vec![(12, b"\xFF")],
        ),
        // 亜, 熙, ╂, 滌, 漾: the edges of JIS X 0208.
        (b"\x88\x9F", None, E::ShiftJis, "亜", vec![]),
        (b"\xEA\xA4", None, E::ShiftJis, "熙", vec![]),
        (b"\x84\xBE", None, E::ShiftJis, "╂", vec![]),
        (b"\x9F\xFC", None, E::ShiftJis, "滌", vec![]),
        (b"\xE0\x40", None, E::ShiftJis, "漾", vec![]),
        (b"\x81\x40\xB1", None, E::ShiftJis, "\u{3000}ｱ", vec![]),
        // ① and 纊 are the vendors'.
        (b"\x88\x9F\x87\x40", None, E::Cp932, "亜①", vec![]),
        (b"\xED\x40", None, E::Cp932, "纊", vec![]),
        (b"\xFA\x40", None, E::Cp932, "ⅰ", vec![]),
        (
            b"\x88\x9F\x87\x40\x88\x9F",
            Some(E::ShiftJis),
            E::ShiftJis,
            "亜\u{FFFD}亜",
            vec![(3, b"\x87\x40")],
        ),
        (
            b"a\xED\x40\xFA",
            Some(E::ShiftJis),
            E::ShiftJis,
            "a\u{FFFD}\u{FFFD}",
            vec![(1, b"\xED\x40"), (4, b"\xFA")],
        ),
        (
            b"a\xFFb\xFF",
            Some(E::Cp932),
            E::Cp932,
            "a\u{FFFD}b\u{FFFD}",
            vec![(1, b"\xFF"), (5, b"\xFF")],
        ),
    ];
    for (bytes, given, encoding, text, undecoded) in cases {
        let decoded = decode_text(bytes, given);
        assert_eq!((decoded.encoding(), decoded.text()), (encoding, text));
        assert_eq!(
            decoded.undecoded().collect::<Vec<_>>(),
            undecoded,
            "{bytes:X?}"
        );
        assert_eq!(decoded.into_text(), text);
    }
    let three = decode_text(b"\xE3\x81\x82\xE3\x81\x84\xE3\x81\x86\xFF", None);
    assert_eq!(three.encoding(), E::Cp932);
}
