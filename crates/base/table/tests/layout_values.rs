//! Numbers, days, signs and totals as cells of offices hold them, one by one.
#![cfg(feature = "csv")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_document::Collector;
use tosei_table::{
    CellValue, DateSystem, ReadOptions, SerialDate, SerialKind, Workbook,
    layout::{
        CheckSum, DateCell, HeaderColumn, HeaderRows, NotStated, RowKind, SheetFindings,
        SheetTable, SpreadsheetRule, SpreadsheetRules, StatedNumber, SumComparison, TableRow,
        read_date_cell, read_ditto, read_number_cell, read_stated_number, read_symbol,
        read_total_label,
    },
};
use tosei_types::MAX_COUNT;

#[test]
fn a_number_is_what_its_cell_states() {
    use StatedNumber::{Approximate as About, Exact, SeeElsewhere, Unread};
    let between = |at_least, at_most| StatedNumber::Bounds { at_least, at_most };
    let not = StatedNumber::NotStated;
    for (text, number, unit, wide) in [
        ("1,204", Exact(1_204), false, false),
        ("１２", Exact(12), false, true),
        ("12件", Exact(12), true, false),
        ("年間12件", Exact(12), true, false),
        ("延べ12", Exact(12), true, false),
        ("12.0", Exact(12), false, false),
        ("12.5", Unread, false, false),
        ("12.", Unread, false, false),
        ("12,34", Unread, false, false),
        ("012,345", Unread, false, false),
        ("0,123", Unread, false, false),
        ("1234,567", Unread, false, false),
        ("12 34", Unread, false, false),
        ("１２ ３４", Unread, false, false),
        ("3万", Exact(30_000), false, false),
        ("3万5", Exact(30_005), false, false),
        ("3万10000", Unread, false, false),
        ("2千人", Exact(2_000), true, false),
        ("1億2件", Exact(100_000_002), true, false),
        ("約300", About(300), false, false),
        ("年間約300件", About(300), true, false),
        ("約年間300件", About(300), true, false),
        ("300件程度", About(300), true, false),
        ("300弱", About(300), false, false),
        ("10未満", between(0, Some(9)), false, false),
        ("0未満", Unread, false, false),
        ("10以下", between(0, Some(10)), false, false),
        ("10件以内", between(0, Some(10)), true, false),
        ("10まで", between(0, Some(10)), false, false),
        ("10以上", between(10, None), false, false),
        ("10から", between(10, None), false, false),
        ("10超", between(11, None), false, false),
        ("10を超える", between(11, None), false, false),
        ("<10", between(0, Some(9)), false, false),
        ("≦10", between(0, Some(10)), false, false),
        (">10", between(11, None), false, false),
        ("≧10件", between(10, None), true, false),
        ("最大10", between(0, Some(10)), false, false),
        ("約<10", Unread, false, false),
        ("<10以上", Unread, false, false),
        ("10～20", between(10, Some(20)), false, false),
        ("10-20件", between(10, Some(20)), true, false),
        ("10から20まで", between(10, Some(20)), false, false),
        ("10～10", between(10, Some(10)), false, false),
        ("20～10", Unread, false, false),
        ("10～20程度", Unread, false, false),
        ("", not(NotStated::Blank), false, false),
        (" \u{3000}", not(NotStated::Blank), false, false),
        ("－", not(NotStated::Sign), false, false),
        ("…", not(NotStated::Sign), false, false),
        ("-…", Unread, false, false),
        ("不明", not(NotStated::Word), false, false),
        ("（未集計）", not(NotStated::Word), false, false),
        ("別紙のとおり", SeeElsewhere, false, false),
        ("表2参照", SeeElsewhere, false, false),
        ("甲", Unread, false, false),
        ("１甲", Unread, false, false),
        ("9007199254740991", Exact(MAX_COUNT), false, false),
        ("9007199254740992", Unread, false, false),
        ("9007199254740991超", Unread, false, false),
        ("9007199254740990超", between(MAX_COUNT, None), false, false),
    ] {
        let read = read_stated_number(text);
        assert_eq!(
            (read.number(), read.has_unit(), read.is_full_width()),
            (number, unit, wide),
            "{text}"
        );
        assert_eq!(read_number_cell(CellValue::Text(text)), read);
    }
    for (number, code, exact, known) in [
        (Exact(5), "exact", Some(5), Some(5)),
        (About(5), "approximate", None, Some(5)),
        (between(1, None), "bounds", None, None),
        (not(NotStated::Blank), "blank", None, None),
        (not(NotStated::Sign), "sign", None, None),
        (not(NotStated::Word), "word", None, None),
        (not(NotStated::Formula), "formula", None, None),
        (SeeElsewhere, "see_elsewhere", None, None),
        (Unread, "unread", None, None),
    ] {
        assert_eq!(
            (number.code(), number.exact(), number.known()),
            (code, exact, known)
        );
    }
    let day = SerialDate::new("45383", DateSystem::From1900, SerialKind::Date);
    for (value, number) in [
        (CellValue::Empty, not(NotStated::Blank)),
        (CellValue::UnknownFormula, not(NotStated::Formula)),
        (CellValue::Number("12"), Exact(12)),
        (CellValue::Number("12.5"), Unread),
        (CellValue::Number("-1"), Unread),
        (CellValue::Number("9007199254740991"), Exact(MAX_COUNT)),
        (CellValue::Number("9007199254740992"), Unread),
        (CellValue::Boolean(true), Unread),
        (CellValue::Error("#N/A"), Unread),
        (CellValue::Serial(day), Unread),
    ] {
        assert_eq!(read_number_cell(value).number(), number, "{value:?}");
    }
}

#[test]
fn a_day_is_written_or_counted() {
    let serial = |number| {
        CellValue::Serial(SerialDate::new(
            number,
            DateSystem::From1900,
            SerialKind::Date,
        ))
    };
    for (value, kind, date) in [
        (CellValue::Empty, "blank", None),
        (CellValue::Text(" "), "blank", None),
        (CellValue::Text("2024/4/1"), "written", Some("2024-04-01")),
        (CellValue::Text("令和6年4月"), "written", None),
        (CellValue::Text(" 45383 "), "serial", Some("2024-04-01")),
        (CellValue::Number("45383"), "serial", Some("2024-04-01")),
        // Five digits, the first of them no zero.
        (CellValue::Text("10000"), "serial", Some("1927-05-18")),
        (CellValue::Text("04538"), "unread", None),
        (CellValue::Text("4538a"), "unread", None),
        (serial("45383"), "serial", Some("2024-04-01")),
        (serial("60"), "unread", None),
        (CellValue::Boolean(true), "unread", None),
        (CellValue::UnknownFormula, "unread", None),
    ] {
        let read = read_date_cell(value, DateSystem::From1900);
        let found = match read {
            DateCell::Blank => "blank",
            DateCell::Written(_) => "written",
            DateCell::Serial(_) => "serial",
            _ => "unread",
        };
        assert_eq!(found, kind, "{value:?}");
        let day = read.date().map(|date| date.to_string());
        assert_eq!(day.as_deref(), date, "{value:?}");
    }
}

#[test]
fn signs_dittos_and_labels_are_read_in_their_spellings() {
    for (text, code, usual, variant) in [
        ("○", "circle", '○', false),
        ("〇", "circle", '○', true),
        (" ○ ", "circle", '○', false),
        ("○\u{FE0E}", "circle", '○', false),
        ("●", "filled_circle", '●', false),
        ("◎", "double_circle", '◎', false),
        ("×", "cross", '×', false),
        ("✕", "cross", '×', true),
        ("△", "triangle", '△', false),
        ("▲", "filled_triangle", '▲', false),
    ] {
        let read = read_symbol(text).unwrap();
        assert_eq!(
            (read.symbol().code(), read.usual(), read.is_variant()),
            (code, usual, variant),
            "{text}"
        );
    }
    for text in ["", "○○", "甲", "○×"] {
        assert_eq!(read_symbol(text), None, "{text}");
    }
    for (text, suffix) in [
        ("〃", ""),
        (" 〃　〃 ", ""),
        ("同上", ""),
        ("同　上", ""),
        ("同上（郵送）", "（郵送）"),
        ("〃 (電子)", "(電子)"),
        ("々", ""),
        ("''", ""),
        ("仝上・支所", "・支所"),
    ] {
        let read = read_ditto(text).unwrap();
        assert_eq!(read.suffix(), suffix, "{text}");
        assert_eq!(read.resolve("申請"), format!("申請{suffix}"), "{text}");
    }
    for text in ["", "同上する", "同意", "上", "〃甲", "'a"] {
        assert_eq!(read_ditto(text), None, "{text}");
    }
    for (text, kind) in [
        ("小計", Some(RowKind::Subtotal)),
        ("【小　計】", Some(RowKind::Subtotal)),
        ("課計", Some(RowKind::Subtotal)),
        ("計", Some(RowKind::Total)),
        ("合計（件）", Some(RowKind::Total)),
        ("総合計：", Some(RowKind::Total)),
        ("統計", None),
        ("会計課", None),
        ("", None),
    ] {
        assert_eq!(read_total_label(text), kind, "{text}");
    }
}

#[test]
fn a_sum_says_how_it_stands_to_its_total() {
    use StatedNumber::{Approximate as About, Exact, Unread};
    let sum = |numbers: &[StatedNumber]| {
        let numbers = numbers.iter().copied();
        numbers.fold(CheckSum::default(), CheckSum::and)
    };
    for (numbers, total, outcome) in [
        (&[Exact(3), Exact(4)][..], Exact(7), SumComparison::Equal),
        (&[Exact(3), About(4)], Exact(7), SumComparison::Equal),
        (&[Exact(3), About(4)], About(7), SumComparison::Equal),
        (&[Exact(3)], Exact(7), SumComparison::Differs),
        (&[Exact(3), Unread], Exact(7), SumComparison::Remainder(4)),
        (&[Exact(7), Unread], Exact(7), SumComparison::Equal),
        (&[Exact(8), Unread], Exact(7), SumComparison::Differs),
        (&[Exact(8)], Exact(7), SumComparison::Differs),
        (&[Exact(8)], Unread, SumComparison::NoTotal),
        (&[], Exact(0), SumComparison::Equal),
        (
            &[Exact(u64::MAX), Exact(1), Unread],
            Exact(7),
            SumComparison::Differs,
        ),
    ] {
        assert_eq!(sum(numbers).compare(total), outcome, "{numbers:?}");
    }
    let mixed = sum(&[Exact(3), About(4), Unread, Unread, Exact(5)]);
    assert_eq!(
        (
            mixed.exact(),
            mixed.approximate(),
            mixed.unknown(),
            mixed.known()
        ),
        (8, 4, 2, Some(12))
    );
    assert_eq!(sum(&[Exact(u64::MAX), Exact(1)]).known(), None);
    assert_eq!(sum(&[Exact(u64::MAX), About(1)]).known(), None);
    assert_eq!(sum(&[About(u64::MAX), About(1)]).known(), None);
}

/// First and last row of the header, the names of the columns, each row, and what is said.
type Found = (Option<(u32, u32)>, Vec<String>, Vec<String>, Vec<String>);

/// What is found in a text file.
fn table(csv: &str) -> Found {
    let catalogue = SpreadsheetRule::catalogue();
    let rules = SpreadsheetRules::of(catalogue).unwrap();
    let mut collector = Collector::new(catalogue);
    let book = Workbook::read(csv.as_bytes(), &ReadOptions::default()).unwrap();
    let sheet = &book.sheets()[0];
    let header = HeaderRows::find(sheet).map(|header| (header.first(), header.last()));
    let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
    let table = SheetTable::read(sheet, None, &mut findings);
    let columns = table.as_ref().map_or(&[][..], SheetTable::columns);
    let columns = columns.iter().map(HeaderColumn::name).map(str::to_owned);
    let kind = |row: &TableRow<'_>| {
        let cells: Vec<String> = row.cells().map(|cell| cell.text().into_owned()).collect();
        format!("{} {:?} {}", row.number(), row.kind(), cells.join("|"))
    };
    let rows = table.iter().flat_map(SheetTable::rows).map(kind);
    let (columns, rows) = (columns.collect(), rows.collect());
    let report = collector.into_report();
    let said = report.findings().iter().map(|found| {
        let rule = found.rule.strip_prefix("table.spreadsheet.").unwrap();
        format!("{rule} {}", found.place)
    });
    (header, columns, rows, said.collect())
}

#[test]
fn a_table_is_its_header_and_its_rows() {
    let (header, columns, rows, said) = table(
        "調査（架空）,,\n課,手続,件数\n市民課,届出,3\n〃,同上（郵送）,4\n小計,,7\n課,手続,件数\n税務課,証明,5\n計,,5\n※注,,\n合計,,12\n",
    );
    assert_eq!(header, Some((2, 2)));
    assert_eq!(columns, ["課", "手続", "件数"]);
    assert_eq!(
        rows,
        [
            "3 Data 市民課|届出|3",
            "4 Data 市民課|届出（郵送）|4",
            "5 Subtotal 小計||7",
            "7 Data 税務課|証明|5",
            "8 Subtotal 計||5",
            "10 Total 合計||12",
        ]
    );
    assert_eq!(
        said,
        [
            "ditto A4",
            "ditto B4",
            "header_repeated A6",
            "note_row A9",
            "subtotal_row A5",
            "subtotal_row A8",
            "total_row A10"
        ]
    );
    // The last 計 is the total where no other total is named.
    let (_, _, rows, _) = table("課,件数\n甲,1\n計,1\n");
    assert_eq!(rows, ["2 Data 甲|1", "3 Total 計|1"]);
    // Without anything above, 〃 stands for nothing.
    let (_, _, rows, said) = table("課,件数\n〃,1\n");
    assert_eq!(rows, ["2 Data 〃|1"]);
    assert_eq!(said, ["ditto_without_above A2"]);
}

#[test]
fn a_header_may_have_two_rows() {
    for (csv, header, columns) in [
        ("手続,件数\n届出,3\n", (1, 1), vec!["手続", "件数"]),
        (
            "題,,\n手続,件数,備考\n届出,3,\n",
            (2, 2),
            vec!["手続", "件数", "備考"],
        ),
        // 件数 with a blank cell to its right stands over both.
        (
            "手続,件数,\n,窓口,電子\n届出,3,4\n",
            (1, 2),
            vec!["手続", "件数／窓口", "件数／電子"],
        ),
        // A row below a gap is not part of the header.
        (
            "手続,件数,\n,,\n,窓口,電子\n届出,3,4\n",
            (1, 1),
            vec!["手続", "件数"],
        ),
        // A number makes a row no header.
        ("1,2\n手続,件数\n届出,3\n", (2, 2), vec!["手続", "件数"]),
        ("手続\n届出\n", (1, 1), vec!["手続"]),
    ] {
        let (found, names, ..) = table(csv);
        assert_eq!(found, Some(header), "{csv:?}");
        assert_eq!(names, columns, "{csv:?}");
    }
    assert_eq!(table("1,2\n3,4\n").0, None);
    let (one, two) = (HeaderRows::one(3), HeaderRows::two(3));
    assert_eq!((one.first(), one.last()), (3, 3));
    assert_eq!((two.first(), two.last()), (3, 4));
}
