//! What the notation rules say of single cells, headers and gaps, case by case.
#![cfg(all(feature = "csv", feature = "xlsx"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use rust_xlsxwriter::{Format, Workbook as Book};
use tosei_document::Collector;
use tosei_table::{
    Decidability, NotationItem, ReadOptions, Workbook, check_notation, notation_rules,
};
use tosei_types::Language;

/// Item and cell of each finding.
fn said(file: &[u8]) -> Vec<String> {
    let book = Workbook::read(file, &ReadOptions::default()).unwrap();
    let mut findings = Collector::new(notation_rules());
    check_notation(&book, Some(file), &mut findings);
    let report = findings.into_report();
    let line = |finding: &tosei_document::Finding| {
        let item = finding.rule.strip_prefix("table.notation.").unwrap();
        format!("{} {}", item.replace('_', "-"), finding.place)
    };
    report.findings().iter().map(line).collect()
}

/// The cells of which one item speaks.
fn of(item: &str, csv: &str) -> Vec<String> {
    let all = said(csv.as_bytes());
    let own = all.iter().filter_map(|line| line.split_once(' '));
    own.filter(|(found, _)| *found == item)
        .map(|(_, cell)| cell.to_owned())
        .collect()
}

const NONE: [&str; 0] = [];

#[test]
fn a_header_says_its_unit_by_a_word_or_in_brackets() {
    for header in [
        "値", "値(", "値)", "値（", "値）", "値[甲]", "Node", "x", "kilo", "m3",
    ] {
        let csv = format!("区分,{header}\n甲,1\n乙,2\n");
        assert_eq!(of("1-9", &csv), ["B1"], "{header}");
    }
    for header in [
        "値(甲)",
        "値（甲）",
        "x単位",
        "x件",
        "x人",
        "x円",
        "x％",
        "x%",
        "x率",
        "x数",
        "x回",
        "x日",
        "x時間",
        "x分",
        "年x",
        "月x",
        "x割合",
        "x㎡",
        "x㎢",
        "xm2",
        "xkm",
        "xkg",
        "xトン",
        "x世帯",
        "x戸",
        "x台",
        "x枚",
        "x歳",
    ] {
        let csv = format!("区分,{header}\n甲,1\n乙,2\n");
        assert_eq!(of("1-9", &csv), NONE, "{header}");
    }
    // Numbers that are names or years have no unit.
    for header in [
        "ID",
        "手続id",
        "番号",
        "コード",
        "Code",
        "No.",
        "No",
        "ＮＯ",
        "№",
        "電話",
        "x年",
        "年度",
        "x年次",
        "x年月",
        "x月",
    ] {
        let csv = format!("区分,{header}\n甲,1\n乙,2\n");
        assert_eq!(of("1-9", &csv), NONE, "{header}");
    }
    // 単位 above the header speaks for all columns; 単位 as a header does not.
    assert_eq!(of("1-9", "単位：人,\n区分,値\n甲,1\n"), NONE);
    assert_eq!(of("1-9", "単位,値\n人,1\n"), ["B1"]);
    assert_eq!(of("1-9", "区分,値\n単位,1\n"), ["B1"]);
}

#[test]
fn a_column_is_one_of_numbers_without_its_marks() {
    // Four signs are a mark, five are a text.
    assert_eq!(
        of("1-13", "区分,件数\n甲,1\n乙,XXXX\n丙,xxxx\n"),
        ["B3", "B4"]
    );
    assert_eq!(of("1-13", "区分,件数\n甲,1\n乙,XXXXX\n丙,XXXXX\n"), NONE);
    for mark in [
        "x", "Ｘ", "ｘ", "*", "＊", "-", "－", "−", "‐", "ー", "—", "―", "…", "‥", "・", ".",
        "－－",
    ] {
        let csv = format!("区分,件数\n甲,1\n乙,{mark}\n丙,{mark}\n");
        assert_eq!(of("1-13", &csv), ["B3", "B4"], "{mark}");
    }
    for mark in ["X", "***", " X "] {
        let csv = format!("区分,件数\n甲,1\n乙,{mark}\n丙,{mark}\n");
        assert_eq!(of("1-13", &csv), NONE, "{mark}");
    }
    // A mark is short and has no digit.
    for (text, found) in [
        ("abcdef", &["B4"][..]),
        ("abcdefg", &[]),
        ("秘匿", &["B4"]),
        ("a1", &[]),
    ] {
        let csv = format!("区分,件数\n甲,1\n乙,2\n丙,{text}\n");
        assert_eq!(of("1-13", &csv), found, "{text}");
    }
    // As many numbers as texts; the header is neither.
    assert_eq!(of("1-13", "区分,件数\n甲,1\n乙,未定\n"), ["B3"]);
    assert_eq!(of("1-13", "区分,件数\n甲,1\n乙,未定\n丙,未定\n"), NONE);
}

#[test]
fn numbers_with_signs_and_words_are_no_numbers() {
    for text in [
        "\"1,204\"",
        "▲5",
        "△5",
        "+5",
        "約5",
        "¥5",
        "$5",
        "±5",
        "(5)",
        "<5",
        "5円",
        "5人",
        "5件",
        "5%",
        "5％",
        "5回",
        "5日",
        "5年",
        "5月",
        "5千",
        "5百万",
        "5億",
        "5台",
        "5戸",
        "5世帯",
        "5未満",
        "5以上",
        "5以下",
        "5程度",
        "5超",
        "5余",
        "5※",
        "5*",
        "5P",
        "5r",
        "5pt",
        "5ポイント",
        "約5千人程度",
        "１２",
        "−5",
        "1 204",
    ] {
        let csv = format!("区分,値\n甲,{text}\n乙,2\n");
        assert_eq!(of("1-3", &csv), ["B2"], "{text}");
    }
    for text in ["5", "-5", "0.5", "P", "5x", "x5", "第5", "2024-01-01", "5."] {
        let csv = format!("区分,値\n甲,{text}\n乙,2\n丙,3\n");
        assert_eq!(of("1-3", &csv), NONE, "{text}");
    }
}

#[test]
fn one_datum_stands_in_a_cell() {
    for text in [
        "\"12\n34\"",
        "\"12\n\n34\"",
        "120(30)",
        "12/34",
        "12、34",
        "12;34",
        "12件／34件",
        "\"1,204（30）\"",
    ] {
        let csv = format!("区分,備考\n甲,{text}\n");
        assert_eq!(of("1-2", &csv), ["B2"], "{text}");
        // Not in the header.
        assert_eq!(of("1-2", &format!("区分,{text}\n甲,乙\n")), NONE, "{text}");
    }
    for text in [
        "12",
        "\"12\n\"",
        "\"12\n甲\"",
        "甲(12)",
        "12(甲)",
        "12/34/56",
        "12/",
        "/12",
        "12()",
        "甲/乙",
        "(12)",
    ] {
        let csv = format!("区分,備考\n甲,{text}\n");
        assert_eq!(of("1-2", &csv), NONE, "{text}");
    }
}

#[test]
fn names_are_written_out_in_every_row() {
    for text in ["〃", "″", "々", "同上", "同左", "同", "上に同じ", " 同上 "] {
        let csv = format!("区分,備考\n甲,乙\n丙,{text}\n");
        assert_eq!(of("1-6", &csv), ["B3"], "{text}");
    }
    for text in ["同上の件", "上", "佐々木"] {
        let csv = format!("区分,備考\n甲,乙\n丙,{text}\n");
        assert_eq!(of("1-6", &csv), NONE, "{text}");
    }
    // The leftmost column, where it holds texts; an empty header, where something stands below.
    assert_eq!(of("1-6", "区分,件数\n甲,1\n,2\n"), ["A3"]);
    assert_eq!(of("1-6", "年度,件数\n2023,1\n,2\n"), NONE);
    assert_eq!(of("1-6", "区分,件数,\n甲,1,乙\n"), ["C1"]);
    assert_eq!(of("1-6", "区分,件数,\n甲,1,2\n"), ["C1"]);
    assert_eq!(of("1-6", "区分,件数, \n甲,1, \n"), NONE);
}

#[test]
fn blanks_do_not_lay_out_a_cell() {
    for text in [
        " 甲",
        "甲 ",
        "甲　",
        "\"甲\n乙\"",
        "\"甲\t乙\"",
        "甲  乙",
        "東　京",
        "ア　イ　ウ　エ",
        "東京都　建設局",
        "a \u{3000}b",
    ] {
        let csv = format!("区分,備考\n甲,{text}\n");
        assert_eq!(of("1-5", &csv), ["B2"], "{text}");
    }
    for text in [
        "甲 乙",
        "a　b",
        "甲　b",
        "a　乙",
        "ア　イ　ウ　エオ",
        "東京都　建設局長",
        " ",
        "",
    ] {
        let csv = format!("区分,備考\n甲,{text}\n");
        assert_eq!(of("1-5", &csv), NONE, "{text}");
    }
}

#[test]
fn an_era_year_has_a_gregorian_one_beside_it() {
    for text in [
        "明治33年",
        "大正12年",
        "昭和元年",
        "平成 30年",
        "令和6",
        "M33",
        "T1",
        "S60年",
        "H1.4",
        "R6/4",
        "R8度",
        "Ｒ６",
        "令和6年 1200件",
        "令和6年 202",
        "令和6年（1799年）",
    ] {
        let csv = format!("区分,時期\n甲,{text}\n");
        assert_eq!(of("1-11", &csv), ["B2"], "{text}");
    }
    for text in [
        "令和",
        "令和の年",
        "R100",
        "R6月",
        "X6",
        "R",
        "6R",
        "昭和63年(1988)",
        "明治元年（1868）",
        "令和6年（2024年）",
        "2024",
        "正午",
        "和室",
    ] {
        let csv = format!("区分,時期\n甲,{text}\n");
        assert_eq!(of("1-11", &csv), NONE, "{text}");
    }
    // In a header, too.
    assert_eq!(of("1-11", "区分,令和6年度\n甲,1\n"), ["B1"]);
}

#[test]
fn the_header_is_the_first_row_that_is_half_full() {
    // Five columns: two cells are a title, three are a header.
    assert_eq!(
        of("1-9", "表,1\n区分,a,b,,\n甲,1,2,3,4\n"),
        ["B2", "C2", "D2", "E2"]
    );
    assert_eq!(of("1-6", "表,1\n区分,a,b,,\n甲,1,2,3,4\n"), ["D2", "E2"]);
    // Two are needed where there are two; one where there is one.
    assert_eq!(of("1-9", "表,\n区分,a\n甲,1\n"), ["B2"]);
    assert_eq!(of("1-9", "a\n1\n2\n"), ["A1"]);
}

#[test]
fn gaps_divide_the_data() {
    for (csv, cells) in [
        ("区分,件数\n甲,1\n乙,2\n", &[][..]),
        ("区分,件数\n\n甲,1\n", &["A2"]),
        ("区分,件数\n甲,1\n\n\n乙,2\n", &["A3"]),
        ("区分,件数\n甲,1\n\n乙,2\n , \n丙,3\n", &["A3", "A5"]),
        ("区分,件数\n甲,1\n\n\n", &[]),
        ("区分,,,件数\n甲,,,10\n", &["B1"]),
        ("区分,,件数,,人数\n甲,,10,,20\n", &["B1", "D1"]),
        // Beside the table there is nothing to divide.
        (",区分,件数\n,甲,10\n", &[]),
        ("区分,件数, \n甲,10, \n", &[]),
        ("区分,件数,\n甲,10,x\n", &[]),
    ] {
        assert_eq!(of("2-1", csv), cells, "{csv:?}");
    }
}

#[test]
fn a_second_table_begins_with_a_header_behind_a_gap() {
    let behind = |rows: &str| of("2-2", &format!("区分,件数,値\n甲,10,1\n,,\n{rows}"));
    assert_eq!(behind("施設,人数,\n図書館,20,\n"), ["A4"]);
    assert_eq!(behind(",施設,人数\n,図書館,20\n"), ["B4"]);
    for rows in [
        "施設,,\n図書館,20,\n",         // one name
        "施設,人数,\n,,\n図書館,20,\n", // another gap below
        "施設,人数,5\n図書館,20,\n",    // a number among the names
        "施設,備考,\n図書館,あり,20\n", // no number under a name
        "施設,人数,\n",                 // nothing below
    ] {
        assert_eq!(behind(rows), NONE, "{rows:?}");
    }
    // Without a gap it is a row like the others.
    assert_eq!(of("2-2", "区分,件数\n甲,10\n施設,人数\n図書館,20\n"), NONE);
}

#[test]
fn a_workbook_has_numbers_and_no_other_format() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0u16..).zip(["区分", "件数"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    sheet.write_string(1, 0, "甲").unwrap();
    sheet.write_string(1, 1, "12").unwrap();
    sheet.write_string(2, 0, "乙").unwrap();
    sheet.write_number(2, 1, 13).unwrap();
    sheet.write_string(3, 0, "丙").unwrap();
    sheet.write_string(3, 1, " 14").unwrap();
    sheet.merge_range(4, 0, 5, 0, "丁", &Format::new()).unwrap();
    sheet.write_formula(4, 1, "1+1").unwrap();
    sheet.write_number(5, 1, 3).unwrap();
    let file = book.save_to_buffer().unwrap();
    assert_eq!(
        said(&file),
        [
            "1-3 Sheet1!B2",
            "1-3 Sheet1!B4",
            "1-4 Sheet1!A5",
            "1-5 Sheet1!B4",
            "1-6 Sheet1!A6",
            "1-7 Sheet1!B5"
        ]
    );
    // In a text file digits are numbers; only what separates the cells is said.
    assert_eq!(said("区分,件数\n甲,12\n".as_bytes()).len(), 0);
    for text in ["区分\t件数\n甲\t12\n", "区分;件数\n甲;12\n"] {
        let found = said(text.as_bytes());
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("1-1 "), "{found:?}");
    }
}

#[test]
fn each_item_says_what_is_left_to_people() {
    use Decidability::{Decided, NotByMachine, Partly};
    for (code, decidability, rule) in [
        ("1-1", Decided, "table.notation.1_1"),
        ("1-2", Partly, "table.notation.1_2"),
        ("1-3", Partly, "table.notation.1_3"),
        ("1-4", Decided, "table.notation.1_4"),
        ("1-5", Partly, "table.notation.1_5"),
        ("1-6", Partly, "table.notation.1_6"),
        ("1-7", Decided, "table.notation.1_7"),
        ("1-8", Decided, "table.notation.1_8"),
        ("1-9", Partly, "table.notation.1_9"),
        ("1-10", Decided, "table.notation.1_10"),
        ("1-11", Partly, "table.notation.1_11"),
        ("1-12", NotByMachine, "table.notation.1_12"),
        ("1-13", Partly, "table.notation.1_13"),
        ("2-1", Decided, "table.notation.2_1"),
        ("2-2", Partly, "table.notation.2_2"),
    ] {
        let item: NotationItem = code.parse().unwrap();
        assert_eq!((item.decidability(), &*item.rule()), (decidability, rule));
        let said = [Language::Ja, Language::En].map(|language| item.left_to_people(language));
        match (decidability, said) {
            (Decided, [None, None]) => {}
            (Partly | NotByMachine, [Some(ja), Some(en)]) => {
                assert!(
                    ja.ends_with('。') && en.ends_with('.') && en.is_ascii(),
                    "{code}"
                );
            }
            (_, said) => assert_eq!(said, [None, None], "{code}"),
        }
    }
}
