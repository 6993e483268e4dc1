//! Writing CSV that a spreadsheet program only shows.

use super::csv_rows::seen;
use proptest::prelude::*;
use tosei_table::{CsvWriter, inert};

/// Texts that like to begin with a sign.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ =+@＝＋－＠\t\n\r'0-9.-]{0,6}", ".{0,8}"]
        .prop_filter("no zero byte: a reader takes that for no text", |text| {
            !text.contains('\0')
        })
}

proptest! {
    /// Law: made safe twice is made safe once.
    #[test]
    fn inert_is_idempotent(text in texts()) {
        let once = inert(&text);
        prop_assert_eq!(inert(&once), once.as_ref());
    }

    /// Law: no cell begins with the sign of a formula, unless it is a plain negative number; and
    /// nothing but one apostrophe is added.
    #[test]
    fn no_cell_begins_with_a_formula_sign(text in texts()) {
        let cell = inert(&text);
        let risky = cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        let number = cell.parse::<f64>().is_ok() && cell.starts_with('-');
        prop_assert!(!risky || number, "{cell:?}");
        prop_assert!(*cell == text || cell.strip_prefix('\'') == Some(text.as_str()));
    }

    /// Law: what is written is read back, made safe and otherwise to the byte.
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec(texts(), 1..4), 1..5)) {
        let mut file = Vec::new();
        let mut csv = CsvWriter::new(&mut file).unwrap();
        csv.row(["h"]).unwrap();
        for row in &rows {
            csv.row(row).unwrap();
        }
        csv.finish().unwrap();
        let (read, unclosed) = seen(file.as_slice()).unwrap();
        prop_assert_eq!(unclosed, None);
        prop_assert_eq!(read.len(), rows.len() + 1);
        for ((number, cells), (at, row)) in read[1..].iter().zip(rows.iter().enumerate()) {
            let expected: Vec<Vec<u8>> = row.iter().map(|text| inert(text).as_bytes().to_vec()).collect();
            prop_assert_eq!(cells, &expected);
            prop_assert_eq!(usize::try_from(*number).unwrap(), at + 2);
        }
    }
}
