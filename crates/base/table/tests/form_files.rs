//! Forms as files: written, cleaned by a gateway, read back.
#![cfg(all(feature = "csv", feature = "xlsx"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

use std::io::{Cursor, Read, Write};
use tosei_document::{Collector, Report};
use tosei_table::{
    CellValue, EncodeOptions, Form, FormReading, FormRows, FormValue, JapaneseEncoding,
    ReadOptions, SectionReturn, Workbook, corrections, encoding_rules, form_rules,
};
use tosei_types::Language;

const FORM: &str = include_str!("form/sample.json");

fn form() -> Form {
    Form::from_json(FORM).unwrap()
}

fn text(value: &str) -> Option<FormValue> {
    Some(FormValue::Text(value.to_owned()))
}

fn code(value: &str) -> Option<FormValue> {
    Some(FormValue::Code(value.to_owned()))
}

fn rows() -> FormRows {
    let codes = |codes: &[&str]| {
        Some(FormValue::Codes(
            codes.iter().map(|c| (*c).to_owned()).collect(),
        ))
    };
    FormRows {
        section: Some("市民課（架空）".to_owned()),
        sheets: vec![
            vec![
                vec![
                    text("P-0001"),
                    text("住民票の写しの交付（架空）"),
                    code("1"),
                    Some(FormValue::Count(12_345)),
                    Some(FormValue::Date("2026-03-31".parse().unwrap())),
                    Some(FormValue::YesNo(true)),
                    codes(&["1", "3"]),
                    text("=1+1\n二行目 \t"),
                ],
                vec![
                    text("0002"),
                    text("=SUM(A1)"),
                    None,
                    Some(FormValue::Count(0)),
                    Some(FormValue::Date("1899-12-31".parse().unwrap())),
                    Some(FormValue::YesNo(false)),
                    None,
                    text("'=x と _x000D_ と < & \" >"),
                ],
                vec![
                    text("P-3"),
                    text("髙島﨑①㈱"),
                    code("9"),
                    Some(FormValue::Count(9_007_199_254_740_991)),
                    None,
                    None,
                    codes(&["2"]),
                    None,
                ],
            ],
            vec![vec![text("DX-1"), Some(FormValue::YesNo(true))]],
        ],
    }
}

fn read(form: &Form, bytes: &[u8], issued: Option<&FormRows>) -> (FormReading, Report) {
    let book = Workbook::read(bytes, &ReadOptions::default()).unwrap();
    let mut findings = Collector::new(form_rules());
    let reading = form.read(&book, issued, &mut findings);
    (reading, findings.into_report())
}

fn written() -> Vec<u8> {
    form()
        .write_xlsx(&rows(), "2026-04-01".parse().unwrap())
        .unwrap()
}

/// The file without the parts and elements that gateways remove.
fn sanitised(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut removed = 0;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut data = Vec::new();
        file.read_to_end(&mut data).unwrap();
        if name.contains("comments") || name.contains("vmlDrawing") || name.starts_with("docProps/")
        {
            removed += 1;
            continue;
        }
        if let Ok(mut xml) = String::from_utf8(data.clone()) {
            for (open, close) in [
                ("<dataValidations", "</dataValidations>"),
                ("<definedNames", "</definedNames>"),
                ("<sheetProtection", "/>"),
                ("<legacyDrawing", "/>"),
                ("<mergeCells", "</mergeCells>"),
                ("<sheetViews", "</sheetViews>"),
                ("<cols", "</cols>"),
            ] {
                while let Some(start) = xml.find(open) {
                    let end = start + xml[start..].find(close).unwrap() + close.len();
                    xml.replace_range(start..end, "");
                    removed += 1;
                }
            }
            data = xml.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&data).unwrap();
    }
    assert!(removed > 8, "{removed}");
    out.finish().unwrap().into_inner()
}

#[test]
fn what_is_written_is_read_back() {
    let (reading, report) = read(&form(), &written(), Some(&rows()));
    assert_eq!(report.findings(), []);
    assert_eq!(reading.rows, rows());
    assert_eq!(reading.id.as_deref(), Some("sample-survey"));
    assert_eq!(reading.form_version.as_deref(), Some("2026-1"));
    let place = reading.sheets[0].address(0, 3).unwrap();
    assert_eq!(place.to_string(), "D8");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(written(), written());
}

#[test]
fn it_is_read_back_after_a_gateway_took_everything_but_the_cells() {
    let bytes = sanitised(&written());
    let book = Workbook::read(&bytes, &ReadOptions::default()).unwrap();
    assert!(
        book.sheets()
            .iter()
            .all(|sheet| sheet.comments().is_empty() && sheet.merged_areas().is_empty())
    );
    let (reading, report) = read(&form(), &bytes, Some(&rows()));
    assert_eq!(report.findings(), []);
    assert_eq!(reading.rows, rows());
}

#[test]
fn the_workbook_has_what_a_section_needs_and_nothing_that_runs() {
    let bytes = written();
    let book = Workbook::read(&bytes, &ReadOptions::default()).unwrap();
    let names: Vec<&str> = book.sheets().iter().map(tosei_table::Sheet::name).collect();
    assert_eq!(names, ["記入要領", "調査票", "担当者", "コード表"]);
    assert!(
        book.sheets()
            .iter()
            .all(|sheet| sheet.visibility().code() == "visible")
    );
    assert_eq!(book.sheet("調査票").unwrap().comments().len(), 8);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = (0..archive.len())
        .map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned())
        .collect();
    assert!(
        !names
            .iter()
            .any(|name| name.contains("vba") || name.contains("externalLink"))
    );
    let mut sheet = String::new();
    archive
        .by_name("xl/worksheets/sheet2.xml")
        .unwrap()
        .read_to_string(&mut sheet)
        .unwrap();
    for part in [
        "<sheetProtection",
        "<dataValidations",
        "'コード表'!$D$2:$D$4",
        "<pane ",
        "<mergeCell ",
    ] {
        assert!(sheet.contains(part), "{part}");
    }
    assert!(!sheet.contains("<f>"));
    let mut book_xml = String::new();
    archive
        .by_name("xl/workbook.xml")
        .unwrap()
        .read_to_string(&mut book_xml)
        .unwrap();
    assert!(!book_xml.contains("definedName"));
}

#[test]
fn no_cell_begins_as_a_formula() {
    let bytes = written();
    let book = Workbook::read(&bytes, &ReadOptions::default()).unwrap();
    for cell in book
        .sheets()
        .iter()
        .flat_map(tosei_table::Sheet::rows)
        .flat_map(|row| row.cells())
    {
        assert!(!cell.is_formula());
        if let CellValue::Text(text) = cell.value() {
            assert_eq!(tosei_table::inert(text), text);
        }
    }
}

#[test]
fn csv_in_utf8_and_cp932_is_read_back() {
    let form = form();
    let bytes = form.write_csv(&rows(), 0).unwrap();
    assert!(bytes.starts_with("\u{FEFF}".as_bytes()));
    let (reading, report) = read(&form, &bytes, None);
    assert_eq!(report.findings(), []);
    assert_eq!(reading.rows.sheets[0], rows().sheets[0]);
    assert_eq!(reading.rows.section, rows().section);

    let mut findings = Collector::new(encoding_rules());
    let bytes = form
        .write_csv_in(&rows(), 0, EncodeOptions::default(), &mut findings)
        .unwrap();
    assert!(findings.into_report().is_clean());
    let (reading, report) = read(&form, &bytes, None);
    assert_eq!(report.findings(), []);
    assert_eq!(reading.rows.sheets[0], rows().sheets[0]);

    let mut findings = Collector::new(encoding_rules());
    let strict = EncodeOptions {
        encoding: JapaneseEncoding::ShiftJis,
        ..EncodeOptions::default()
    };
    let error = form
        .write_csv_in(&rows(), 0, strict, &mut findings)
        .unwrap_err();
    assert_eq!(error.code(), "table.encode.unrepresentable");
    let report = findings.into_report();
    let cells: Vec<String> = report
        .findings()
        .iter()
        .map(|f| f.place.to_string())
        .collect();
    assert!(cells.contains(&"B10".to_owned()), "{cells:?}");
    assert_eq!(report.total(), 4);

    // The second sheet names itself.
    let bytes = form.write_csv(&rows(), 1).unwrap();
    let (reading, report) = read(&form, &bytes, None);
    assert_eq!(report.findings(), []);
    assert_eq!(reading.rows.sheets, [vec![], rows().sheets[1].clone()]);
    assert_eq!(
        form.write_csv(&rows(), 2).unwrap_err().code(),
        "table.form.no_such_sheet"
    );
}

#[test]
fn days_before_march_1900_are_texts() {
    // Programs do not agree on their serial numbers.
    let mut answers = rows();
    for (day, is_text) in [("1900-02-28", true), ("1900-03-01", false)] {
        answers.sheets[0][0][4] = Some(FormValue::Date(day.parse().unwrap()));
        let bytes = form()
            .write_xlsx(&answers, "2026-04-01".parse().unwrap())
            .unwrap();
        let book = Workbook::read(&bytes, &ReadOptions::default()).unwrap();
        let value = book
            .sheet("調査票")
            .unwrap()
            .cell("E8".parse().unwrap())
            .value();
        assert_eq!(matches!(value, CellValue::Text(_)), is_text, "{day}");
        assert_eq!(read(&form(), &bytes, None).0.rows, answers);
    }
}

#[test]
fn a_list_of_corrections_names_cells_and_remedies() {
    let mut answers = rows();
    answers.sheets[0][0][1] = None; // required
    let bytes = form()
        .write_xlsx(&answers, "2026-04-01".parse().unwrap())
        .unwrap();
    let (_, report) = read(&form(), &bytes, Some(&rows()));
    let section = "市民課（架空）";
    let returned = [SectionReturn {
        section,
        file: Some("市民課.xlsx"),
        report: &report,
    }];
    let lists = corrections(&returned, form_rules(), Language::Ja);
    assert_eq!(lists.len(), 1);
    assert_eq!(lists[0].count, 1);
    let text = &lists[0].text;
    assert!(text.starts_with("市民課（架空） 御中\n"), "{text}");
    assert!(
        text.contains("1. 【誤り】［P-0001］調査票!B8: 「手続名」が空欄です"),
        "{text}"
    );
    assert!(text.contains("対応："), "{text}");
    // What was understood is not asked for again; a section without corrections gets no list.
    let file = "手続ID,手続名,状況,年間件数\nP-1,名称,実施済,１２\n";
    let (_, understood) = read(&form(), file.as_bytes(), None);
    assert_eq!(understood.count_of("table.form.code_by_label"), 1);
    let two = [
        returned[0],
        SectionReturn {
            section,
            file: None,
            report: &understood,
        },
        SectionReturn {
            section: "税務課（架空）",
            file: None,
            report: &Report::default(),
        },
    ];
    let lists = corrections(&two, form_rules(), Language::Ja);
    assert_eq!(lists.len(), 1);
    assert!(!lists[0].text.contains("実施済"), "{}", lists[0].text);
    assert!(lists[0].text.contains("様式ID"), "{}", lists[0].text);
    let english = &corrections(&returned, form_rules(), Language::En)[0].text;
    assert!(
        english.contains("調査票!B8: 「手続名」 is empty"),
        "{english}"
    );
}
