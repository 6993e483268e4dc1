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

/// What a writer crate writes beside values is read as it meant it.
#[test]
fn what_stands_beside_the_values_reads_back() {
    use rust_xlsxwriter::{Color, Formula, Note};
    use tosei_table::{SheetVisibility, layout::HeaderRows};

    let mut book = Written::new();
    let sheet = book.add_worksheet();
    sheet.set_name("調査票").unwrap();
    let yellow = Format::new().set_background_color(Color::Yellow);
    let white = Format::new().set_background_color(Color::White);
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 2, "手続の調査（架空）", &plain)
        .unwrap();
    sheet.write_string(1, 0, "手続名").unwrap();
    sheet
        .write_string_with_format(1, 1, "件数", &yellow)
        .unwrap();
    sheet
        .write_string_with_format(1, 2, "備考", &white)
        .unwrap();
    sheet.write_blank(2, 2, &yellow).unwrap();
    sheet.write_string(2, 0, "届出（架空）").unwrap();
    sheet
        .write_formula(2, 1, Formula::new("=1+1").set_result("2"))
        .unwrap();
    sheet
        .insert_note(2, 1, &Note::new("見込み\n2行目").add_author_prefix(false))
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(2).unwrap();
    sheet.protect();
    book.add_worksheet()
        .set_name("コード表")
        .unwrap()
        .set_hidden(true);
    book.add_worksheet()
        .set_name("控え")
        .unwrap()
        .set_very_hidden(true);
    let file = book.save_to_buffer().unwrap();
    let book = Workbook::read(&file, &ReadOptions::default()).unwrap();
    let states: Vec<SheetVisibility> = book
        .sheets()
        .iter()
        .map(tosei_table::Sheet::visibility)
        .collect();
    assert_eq!(
        states,
        [
            SheetVisibility::Visible,
            SheetVisibility::Hidden,
            SheetVisibility::VeryHidden
        ]
    );
    let sheet = book.sheet("調査票").unwrap();
    assert_eq!(sheet.merged_areas()[0].to_string(), "A1:C1");
    assert_eq!(
        (sheet.hidden_rows(), sheet.hidden_columns()),
        (&[(3, 3)][..], &[(3, 3)][..])
    );
    let coloured: Vec<String> = sheet
        .coloured_cells()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(coloured, ["B2", "C3"]);
    let comment = &sheet.comments()[0];
    assert_eq!(
        (comment.cell().to_string().as_str(), comment.text()),
        ("B3", "見込み\n2行目")
    );
    let sum = sheet.cell("B3".parse().unwrap());
    assert!(sum.is_formula());
    assert_eq!(sum.value(), CellValue::Number("2"));
    assert_eq!(HeaderRows::find(sheet), Some(HeaderRows::one(2)));
}
