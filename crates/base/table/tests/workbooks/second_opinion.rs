//! A writer crate writes, a reader crate reads: both agree with us.

use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook as Written};
use std::io::Cursor;
use tosei_table::{CellValue, ReadOptions, Workbook};

#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Text(String),
    Number(f64),
    Boolean(bool),
    Day(u32),
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        "[ -~あ-んァ-ヶ一-龠𠮷〜―\n]{1,12}".prop_map(Cell::Text),
        prop_oneof![
            Just("_x000D_".to_owned()),
            Just(" <&\"'> ".to_owned()),
            Just("=1+1".to_owned()),
            Just("\t\r\n".to_owned()),
        ]
        .prop_map(Cell::Text),
        (-1_000_000_000i32..1_000_000_000).prop_map(|number| Cell::Number(f64::from(number))),
        any::<f64>()
            .prop_filter("a number", |number| number.is_finite())
            .prop_map(Cell::Number),
        any::<bool>().prop_map(Cell::Boolean),
        (61u32..100_000).prop_map(Cell::Day),
    ]
}

fn write(cells: &[(u32, u16, Cell)]) -> Vec<u8> {
    let mut book = Written::new();
    let day = Format::new().set_num_format("yyyy/m/d");
    let sheet = book.add_worksheet();
    sheet.set_name("調査票").unwrap();
    for (row, column, cell) in cells {
        match cell {
            Cell::Text(text) => sheet.write_string(*row, *column, text).unwrap(),
            Cell::Number(number) => sheet.write_number(*row, *column, *number).unwrap(),
            Cell::Boolean(value) => sheet.write_boolean(*row, *column, *value).unwrap(),
            Cell::Day(serial) => sheet
                .write_number_with_format(*row, *column, f64::from(*serial), &day)
                .unwrap(),
        };
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Law: a sheet reads back as it was written, here and in the reader crate, cell for cell.
    #[test]
    fn a_written_sheet_reads_back(
        cells in prop::collection::btree_map((0u32..40, 0u16..12), cell(), 1..60),
    ) {
        let cells: Vec<(u32, u16, Cell)> =
            cells.into_iter().map(|((row, column), cell)| (row, column, cell)).collect();
        let file = write(&cells);
        let book = Workbook::read(&file, &ReadOptions::default()).unwrap();
        let sheet = book.sheet("調査票").unwrap();
        prop_assert_eq!(sheet.cell_count(), cells.len());
        let mut theirs: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&file)).unwrap();
        let range = theirs.worksheet_range("調査票").unwrap();
        for (row, column, cell) in &cells {
            let ours = sheet.row(row + 1).cell(u32::from(*column) + 1).unwrap().value();
            let other = range.get_value((*row, u32::from(*column))).unwrap();
            match (cell, ours) {
                (Cell::Text(text), CellValue::Text(found)) => {
                    prop_assert_eq!(text, found);
                }
                (Cell::Number(number), CellValue::Number(found)) => {
                    prop_assert_eq!(number, &found.parse::<f64>().unwrap());
                    prop_assert_eq!(other, &Data::Float(*number));
                }
                (Cell::Boolean(value), CellValue::Boolean(found)) => prop_assert_eq!(*value, found),
                (Cell::Day(serial), CellValue::Serial(found)) => {
                    prop_assert_eq!(serial.to_string(), found.number());
                    prop_assert!(matches!(other, Data::DateTime(_)));
                    prop_assert!(found.date().is_some());
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
