//! What a cell of a returned form says, and which form and column it belongs to.
#![cfg(feature = "csv")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_document::Collector;
use tosei_table::{
    CellValue, ColumnKind, DateSystem, Form, FormReading, FormValue, ReadOptions, SectionReturn,
    SerialDate, SerialKind, Workbook, corrections, form_rules,
};
use tosei_types::Language;

const HEADER: &str = "手続ID,手続名,類型,年間件数,基準日,電子申請,実施状況,提出方法";
const IDENTITY: &str = "様式ID：fixture／版：2026-1／シート：main";
const ROW: &str = "P-1,申請,2,12,2026-03-31,はい,1 実施済,1、2";

fn form() -> Form {
    Form::from_json(include_str!("form/fixture.json")).unwrap()
}

/// A value as one word, and what is said of it.
fn read(kind: &ColumnKind, cell: CellValue<'_>) -> (String, &'static str) {
    let form = form();
    let list = kind.list().and_then(|list| form.list(list));
    let reading = kind.read_cell(cell, list, DateSystem::From1900);
    let value = match reading.value {
        None => "－".to_owned(),
        Some(FormValue::Text(text) | FormValue::Code(text)) => text,
        Some(FormValue::Count(count)) => count.to_string(),
        Some(FormValue::Date(date)) => date.to_string(),
        Some(FormValue::YesNo(answer)) => answer.to_string(),
        Some(FormValue::Codes(codes)) => codes.join("+"),
        Some(other) => other.code().to_owned(),
    };
    let finding = reading.finding.unwrap_or_default();
    (value, finding.trim_start_matches("table.form."))
}

fn serial(number: &str, kind: SerialKind) -> CellValue<'_> {
    CellValue::Serial(SerialDate::new(number, DateSystem::From1900, kind))
}

#[test]
fn a_count_is_a_whole_number() {
    use CellValue::{Boolean, Number, Text};
    for (cell, value, finding) in [
        (Number("0"), "0", ""),
        (Number("12"), "12", ""),
        (Number("12.5"), "－", "count_unreadable"),
        (Number("-1"), "－", "count_unreadable"),
        (Number("9007199254740991"), "9007199254740991", ""),
        (Number("9007199254740992"), "－", "count_unreadable"),
        (Text("12"), "12", ""),
        (Text(" 12 "), "12", ""),
        (Text("1,204"), "1204", ""),
        (Text("0"), "0", ""),
        (Text("012"), "12", "count_spelling"),
        (Text("１２"), "12", "count_spelling"),
        (Text("12件"), "12", "count_spelling"),
        (Text("1,204 人"), "1204", "count_spelling"),
        (Text("1234,567"), "－", "count_unreadable"),
        (Text("1,23"), "－", "count_unreadable"),
        (Text(",123"), "－", "count_unreadable"),
        (Text("約300"), "－", "count_inexact"),
        (Text("300程度"), "－", "count_inexact"),
        (Text("約"), "－", "count_unreadable"),
        (Text("なし"), "－", "count_unreadable"),
        (Boolean(true), "－", "count_unreadable"),
        (serial("5", SerialKind::Date), "－", "count_unreadable"),
        (CellValue::Empty, "－", ""),
        (Text("\u{3000}"), "－", ""),
        (CellValue::Error("#N/A"), "－", "cell_error"),
        (CellValue::UnknownFormula, "－", "formula_unknown"),
    ] {
        let expected = (value.to_owned(), finding);
        assert_eq!(read(&ColumnKind::Count {}, cell), expected, "{cell:?}");
    }
}

#[test]
fn a_day_is_written_counted_or_lost() {
    use CellValue::{Boolean, Number, Text};
    for (cell, value, finding) in [
        (Text("2026-03-31"), "2026-03-31", ""),
        (Text("2026/3/31"), "2026-03-31", ""),
        (Text("2026/03/31"), "2026-03-31", ""),
        (Text("2026年3月31日"), "2026-03-31", "date_spelling"),
        (Text("令和8年3月31日"), "2026-03-31", "date_spelling"),
        (Text("令和8年3月"), "－", "date_imprecise"),
        (Text("年度末"), "－", "date_unreadable"),
        (serial("45383", SerialKind::Date), "2024-04-01", ""),
        (
            serial("45383.5", SerialKind::DateTime),
            "2024-04-01",
            "date_spelling",
        ),
        (serial("0.5", SerialKind::Time), "－", "date_unreadable"),
        // The serial numbers of 1950 to 2100 alone.
        (Number("18263"), "－", "date_unreadable"),
        (Number("18264"), "1950-01-01", "date_from_number"),
        (Number("73050"), "2099-12-31", "date_from_number"),
        (Number("73051"), "－", "date_unreadable"),
        (Number("20240401"), "－", "date_unreadable"),
        (Boolean(false), "－", "date_unreadable"),
    ] {
        let expected = (value.to_owned(), finding);
        assert_eq!(read(&ColumnKind::Date {}, cell), expected, "{cell:?}");
    }
}

#[test]
fn texts_and_answers_are_read_in_their_spellings() {
    use CellValue::{Boolean, Number, Text};
    let text = ColumnKind::Text {};
    for (cell, value, finding) in [
        (Text("甲"), "甲", ""),
        (Text("'=1"), "=1", ""),
        (Text("'甲"), "'甲", ""),
        (Number("12"), "12", "text_from_number"),
        (Boolean(true), "TRUE", "text_from_number"),
        (CellValue::Empty, "－", ""),
    ] {
        assert_eq!(read(&text, cell), (value.to_owned(), finding), "{cell:?}");
    }
    let answer = ColumnKind::YesNo {};
    for (written, value, finding) in [
        ("はい", "true", ""),
        ("いいえ", "false", ""),
        (" はい ", "true", ""),
        ("有", "true", "yes_no_spelling"),
        ("あり", "true", "yes_no_spelling"),
        ("○", "true", "yes_no_spelling"),
        ("〇", "true", "yes_no_spelling"),
        ("Ｙｅｓ", "true", "yes_no_spelling"),
        ("1", "true", "yes_no_spelling"),
        ("無", "false", "yes_no_spelling"),
        ("なし", "false", "yes_no_spelling"),
        ("×", "false", "yes_no_spelling"),
        ("N", "false", "yes_no_spelling"),
        ("0", "false", "yes_no_spelling"),
        ("一部", "－", "yes_no_unreadable"),
        ("2", "－", "yes_no_unreadable"),
    ] {
        let expected = (value.to_owned(), finding);
        assert_eq!(read(&answer, Text(written)), expected, "{written}");
    }
    assert_eq!(
        read(&answer, Boolean(true)),
        ("true".to_owned(), "yes_no_spelling")
    );
}

#[test]
fn a_code_stands_for_itself_its_name_or_both() {
    let one = ColumnKind::Code {
        list: "status".to_owned(),
    };
    for (written, value, finding) in [
        ("1", "1", ""),
        ("1 実施済", "1", ""),
        ("１", "1", "code_spelling"),
        ("1　実施済", "1", "code_spelling"),
        ("1．実施済", "1", "code_spelling"),
        ("1:実施済", "1", "code_spelling"),
        ("1)実施済", "1", "code_spelling"),
        ("実施済", "1", "code_by_label"),
        ("実施 済", "1", "code_by_label"),
        ("1 未実施", "－", "code_contradiction"),
        ("1 他", "－", "code_contradiction"),
        ("3", "－", "code_unknown"),
        ("3 実施済", "－", "code_unknown"),
        ("他", "－", "code_unknown"),
    ] {
        let expected = (value.to_owned(), finding);
        assert_eq!(read(&one, CellValue::Text(written)), expected, "{written}");
    }
    let several = ColumnKind::Codes {
        list: "method".to_owned(),
    };
    for (written, value, finding) in [
        ("1", "1", ""),
        ("1 窓口\n2 郵送", "1+2", ""),
        ("1\n\n 2 ", "1+2", ""),
        ("2、1", "2+1", ""),
        ("1,2", "1+2", ""),
        ("1；2", "1+2", ""),
        ("窓口、2", "1+2", "code_by_label"),
        ("1、郵送", "1+2", "code_by_label"),
        ("１、郵送", "1+2", "code_spelling"),
        ("1、1", "1", "code_repeated"),
        ("1、3", "－", "code_unknown"),
        ("1 郵送", "－", "code_contradiction"),
        ("、", "－", "code_unknown"),
    ] {
        let expected = (value.to_owned(), finding);
        assert_eq!(
            read(&several, CellValue::Text(written)),
            expected,
            "{written}"
        );
    }
    // Without its list no code is known.
    for kind in [one, several] {
        let reading = kind.read_cell(CellValue::Text("1"), None, DateSystem::From1900);
        assert_eq!(reading.finding, Some("table.form.code_unknown"));
    }
}

fn returned(file: &str) -> (FormReading, Vec<String>) {
    let book = Workbook::read(file.as_bytes(), &ReadOptions::default()).unwrap();
    let mut findings = Collector::new(form_rules());
    let reading = form().read(&book, None, &mut findings);
    let report = findings.into_report();
    let said = report.findings().iter().map(|finding| {
        let rule = finding.rule.strip_prefix("table.form.").unwrap();
        format!("{rule} {}", finding.place)
    });
    (reading, said.collect())
}

#[test]
fn columns_are_found_wherever_they_stand() {
    // The last two changed places.
    let header = HEADER.replace("実施状況,提出方法", "提出方法,実施状況");
    let row = ROW
        .replace("1 実施済,1、2", "1、2,1 実施済")
        .replace("、", "\n");
    let row = row.replace("1\n2", "\"1\n2\"");
    let (reading, said) = returned(&format!("{IDENTITY}\n{header}\n{row}\n"));
    assert_eq!(said, ["column_moved G2"]);
    let columns: Vec<Option<u32>> = reading.sheets[0].columns.clone();
    let expected: Vec<Option<u32>> = [1, 2, 3, 4, 5, 6, 8, 7].map(Some).into();
    assert_eq!(columns, expected);
    assert_eq!(
        reading.rows.sheets[0][0][6],
        Some(FormValue::Code("1".to_owned()))
    );
    let sheet = &reading.sheets[0];
    assert_eq!(sheet.address(0, 6).unwrap().to_string(), "H3");
    assert_eq!((sheet.address(1, 0), sheet.address(0, 8)), (None, None));
    assert_eq!((sheet.name.as_deref(), sheet.found), (None, true));
    // A header that stands twice: the first counts, the second is one more column.
    let (_, said) = returned(&format!("{IDENTITY}\n{HEADER},手続名\n{ROW},x\n"));
    assert_eq!(said, ["column_extra I2"]);
    // The first header overwritten, and two side by side.
    let changed = HEADER.replace("手続ID", "ID");
    assert_eq!(
        returned(&format!("{IDENTITY}\n{changed}\n{ROW}\n")).1,
        ["header_changed A2"]
    );
    let changed = HEADER.replace("類型,年間件数", "型,数");
    assert_eq!(
        returned(&format!("{IDENTITY}\n{changed}\n{ROW}\n")).1,
        ["header_changed C2", "header_changed D2"]
    );
}

#[test]
fn an_identity_is_read_around_its_blanks() {
    for (line, id, version, section) in [
        (
            "様式ID：fixture／版：2026-1",
            Some("fixture"),
            Some("2026-1"),
            None,
        ),
        (
            " 様式ID ： fixture ／ 版 ： 2026-1 ／ 記入課 ： 税務課 ",
            Some("fixture"),
            Some("2026-1"),
            Some("税務課"),
        ),
        (
            "版：2026-1／様式ID：fixture／メモ",
            Some("fixture"),
            Some("2026-1"),
            None,
        ),
        ("様式ID：fixture", None, None, None),
        ("版：2026-1", None, None, None),
        ("様式ID：／版：2026-1", None, None, None),
    ] {
        let (reading, said) = returned(&format!("{line}\n{HEADER}\n{ROW}\n"));
        assert_eq!(reading.id.as_deref(), id, "{line}");
        assert_eq!(reading.form_version.as_deref(), version, "{line}");
        assert_eq!(reading.rows.section.as_deref(), section, "{line}");
        let missing = said.iter().any(|said| said.starts_with("identity_missing"));
        assert_eq!(missing, id.is_none(), "{line}");
    }
    // Looked for in the first sixty rows that hold something.
    for (before, found) in [(58, true), (59, true), (60, false)] {
        let file = format!("{}{IDENTITY}\n", "x\n".repeat(before));
        assert_eq!(returned(&file).0.id.is_some(), found, "{before}");
        let file = format!("{}{HEADER}\n{ROW}\n", "x\n".repeat(before));
        assert_eq!(returned(&file).0.sheets[0].found, found, "{before}");
    }
}

#[test]
fn a_list_of_corrections_is_written_line_by_line() {
    let report = |file: &str| {
        let book = Workbook::read(file.as_bytes(), &ReadOptions::default()).unwrap();
        let mut findings = Collector::new(form_rules());
        form().read(&book, None, &mut findings);
        findings.into_report()
    };
    let bad = report(&format!(
        "{IDENTITY}\n{HEADER}\n{}\n",
        ROW.replace("申請", "")
    ));
    let worse = report(&format!(
        "{IDENTITY}\n{HEADER}\n{}\n",
        ROW.replace(",2,12,", ",3,約12,")
    ));
    let returns = [
        SectionReturn {
            section: "市民課",
            file: Some("a.csv"),
            report: &bad,
        },
        SectionReturn {
            section: "税務課",
            file: None,
            report: &bad,
        },
        SectionReturn {
            section: "市民課",
            file: Some("b.csv"),
            report: &worse,
        },
    ];
    for (language, opening, file, item, to_do) in [
        (
            Language::Ja,
            "市民課 御中\n\n提出いただいた調査票について、次の点の修正をお願いします。\n",
            ["\n■ a.csv\n", "\n■ b.csv\n"],
            "1. 【誤り】［P-1］B3: ",
            "\n   対応：",
        ),
        (
            Language::En,
            "To: 市民課\n\nPlease correct the following in the form that you returned.\n",
            ["\n* a.csv\n", "\n* b.csv\n"],
            "1. (error) [P-1] B3: ",
            "\n   To do: ",
        ),
    ] {
        let lists = corrections(&returns, form_rules(), language);
        let counts: Vec<(&str, u64)> = lists
            .iter()
            .map(|list| (list.section.as_str(), list.count))
            .collect();
        assert_eq!(counts, [("市民課", 3), ("税務課", 1)]);
        let text = &lists[0].text;
        assert!(text.starts_with(opening), "{text}");
        for part in [file[0], file[1], item, "\n2. "] {
            assert_eq!(text.matches(part).count(), 1, "{part}: {text}");
        }
        assert_eq!(text.matches(to_do).count(), 3, "{text}");
        assert!(!lists[1].text.contains(['■', '*']), "{}", lists[1].text);
        assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
    }
}
