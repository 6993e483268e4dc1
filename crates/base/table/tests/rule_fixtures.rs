//! Every rule of the writing side holds for its good fixture and finds its bad one.
#![cfg(all(feature = "csv", feature = "xlsx"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use rust_xlsxwriter::{Format, Formula, Image, Workbook as Book};
use serde_json::Value;
use tosei_document::{Catalogue, CatalogueDocument, Collector, Report};
use tosei_table::{
    CellValue, ColumnKind, Cp932Writer, DateSystem, EncodeOptions, Form, FormDocument, FormRows,
    FormValue, JapaneseEncoding, NotationItem, ReadOptions, Workbook, check_notation,
    encoding_rules, form_rules, inert, notation_rules,
};
use tosei_types::Language;

fn read(bytes: &[u8]) -> Workbook {
    Workbook::read(bytes, &ReadOptions::default()).unwrap()
}

/// Whether a report holds a rule; every sentence is complete in both languages.
fn breaks(catalogue: &Catalogue, report: &Report, code: &str) -> bool {
    for finding in report.findings() {
        for language in [Language::Ja, Language::En] {
            let sentence = catalogue.sentence(finding, language);
            assert!(!sentence.contains('{'), "{sentence}");
        }
    }
    report.count_of(code) > 0
}

fn each_rule(json: &str, finds: impl Fn(&Value, &str) -> bool) {
    let document: CatalogueDocument = serde_json::from_str(json).unwrap();
    for rule in &document.rules {
        assert!(
            !finds(&rule.good, &rule.code),
            "{} breaks its good fixture",
            rule.code
        );
        assert!(
            finds(&rule.bad, &rule.code),
            "{} misses its bad fixture",
            rule.code
        );
    }
}

#[test]
fn rules_about_characters() {
    each_rule(
        include_str!("../data/rules/encoding.json"),
        |fixture, code| {
            let policy = fixture["unrepresentable"].as_str().unwrap_or("refuse");
            let encoding: JapaneseEncoding = fixture["encoding"].as_str().unwrap().parse().unwrap();
            let options = EncodeOptions {
                encoding,
                unrepresentable: policy.parse().unwrap(),
                ..EncodeOptions::default()
            };
            let mut findings = Collector::new(encoding_rules());
            let mut csv = Cp932Writer::new(options, &mut findings);
            csv.row([fixture["text"].as_str().unwrap()]);
            let _ = csv.finish();
            breaks(encoding_rules(), &findings.into_report(), code)
        },
    );
}

const FORM: &str = include_str!("form/fixture.json");

/// The fixture's sheet as CSV, with what the fixture changes.
fn form_file(fixture: &Value) -> (Form, Vec<u8>) {
    let form = Form::from_json(FORM).unwrap();
    let texts = |value: &Value| -> Vec<String> {
        let cells = value.as_array().unwrap().iter();
        cells
            .map(|cell| cell.as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let default = serde_json::json!([[
        "P-1",
        "申請",
        "2",
        "12",
        "2026-03-31",
        "はい",
        "1 実施済",
        "1 窓口\n2 郵送"
    ]]);
    let rows = fixture.get("rows").unwrap_or(&default);
    let identity = fixture["head"]["A2"]
        .as_str()
        .unwrap_or("様式ID：fixture／版：2026-1／シート：main");
    let headers: Vec<String> = form.sheets()[0]
        .columns
        .iter()
        .map(|c| c.header.clone())
        .collect();
    let mut grid = vec![vec!["様式".to_owned()], vec![identity.to_owned()]];
    grid.push(fixture.get("header").map_or(headers, texts));
    grid.extend(rows.as_array().unwrap().iter().map(texts));
    for row in grid.iter_mut().skip(2) {
        if let Some(column) = fixture["drop_column"].as_u64() {
            row.remove(usize::try_from(column).unwrap());
        }
        if let Some(name) = fixture["add_column"].as_str() {
            row.push(name.to_owned());
        }
        if let Some(columns) = fixture["swap_columns"].as_array() {
            let at = |i: usize| usize::try_from(columns[i].as_u64().unwrap()).unwrap();
            row.swap(at(0), at(1));
        }
    }
    let mut csv = String::new();
    for row in grid {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| format!("\"{}\"", inert(cell).replace('"', "\"\"")))
            .collect();
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
    }
    (form, csv.into_bytes())
}

/// A workbook of the fixture's form whose sheet has another name.
fn renamed(keep_identity: bool) -> Vec<u8> {
    let mut document: FormDocument = Form::from_json(FORM).unwrap().into();
    document.sheets[0].name = "別名".to_owned();
    if !keep_identity {
        document.sheets[0].id = "other".to_owned();
    }
    let rows = FormRows {
        section: None,
        sheets: vec![vec![]],
    };
    let form = Form::try_from(document).unwrap();
    form.write_xlsx(&rows, "2026-04-01".parse().unwrap())
        .unwrap()
}

fn issued(ids: &Value, changed: bool) -> Option<FormRows> {
    let rows = ids.as_array()?.iter().map(|id| {
        let text = |text: &str| Some(FormValue::Text(text.to_owned()));
        let kind = if changed { "1" } else { "2" };
        let mut row = vec![
            text(id.as_str().unwrap()),
            text("申請"),
            Some(FormValue::Code(kind.to_owned())),
        ];
        row.resize(8, None);
        row
    });
    Some(FormRows {
        section: None,
        sheets: vec![rows.collect()],
    })
}

#[test]
fn rules_about_forms() {
    each_rule(include_str!("../data/rules/form.json"), |fixture, code| {
        // What no CSV file holds is read as a cell.
        let special = fixture["rows"][0]
            .as_array()
            .and_then(|row| row.iter().position(Value::is_object));
        if let Some(at) = special {
            let cell = &fixture["rows"][0][at];
            let value = match (cell["error"].as_str(), cell["number"].as_str()) {
                (Some(error), _) => CellValue::Error(error),
                (_, Some(number)) => CellValue::Number(number),
                _ => CellValue::UnknownFormula,
            };
            let form = Form::from_json(FORM).unwrap();
            let kind: &ColumnKind = &form.sheets()[0].columns[at].answer;
            return kind.read_cell(value, None, DateSystem::From1900).finding == Some(code);
        }
        let (form, file) = form_file(fixture);
        let file = match (fixture.get("remove_sheet"), fixture.get("rename_sheet")) {
            (Some(_), _) => renamed(false),
            (_, Some(_)) => renamed(true),
            _ => file,
        };
        let sent = issued(&fixture["issued"], false);
        let mut findings = Collector::new(form_rules());
        form.read(&read(&file), sent.as_ref(), &mut findings);
        breaks(form_rules(), &findings.into_report(), code)
    });
}

/// The smallest picture: one white dot.
const DOT: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4,
    0x89, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0xFC, 0xFF, 0xFF, 0xFF,
    0x7F, 0x00, 0x09, 0xFB, 0x03, 0xFD, 0x05, 0x43, 0x45, 0xCA, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
    0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];

fn workbook(kind: &str) -> Vec<u8> {
    let mut book = Book::new();
    let page = book.add_worksheet();
    for (column, text) in ["年度", "窓口", "利用者数（人）"].iter().enumerate() {
        page.write_string(0, u16::try_from(column).unwrap(), *text)
            .unwrap();
        page.write_string(1, u16::try_from(column).unwrap(), "2024年度")
            .unwrap();
    }
    match kind {
        "merged" => {
            page.merge_range(2, 0, 3, 0, "2025年度", &Format::new())
                .unwrap();
        }
        "formula" => {
            page.write_formula(2, 2, Formula::new("=1+1").set_result("2"))
                .unwrap();
        }
        _ => {
            page.insert_image(3, 3, &Image::new_from_buffer(DOT).unwrap())
                .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn rules_of_notation() {
    each_rule(
        include_str!("../data/rules/notation.json"),
        |fixture, code| {
            if fixture.get("person").is_some() {
                return true; // no machine decides it: see `NotationItem::decidability`
            }
            let file = match fixture["csv"].as_str() {
                Some(csv) => csv.as_bytes().to_vec(),
                None => workbook(fixture["xlsx"].as_str().unwrap()),
            };
            let mut findings = Collector::new(notation_rules());
            check_notation(&read(&file), Some(&file), &mut findings);
            let report = findings.into_report();
            breaks(notation_rules(), &report, code)
        },
    );
}

#[test]
fn the_good_table_breaks_no_rule_and_titles_are_those_of_the_items() {
    let document: CatalogueDocument =
        serde_json::from_str(include_str!("../data/rules/notation.json")).unwrap();
    assert_eq!(document.rules.len(), NotationItem::ALL.len());
    for (rule, item) in document.rules.iter().zip(NotationItem::ALL) {
        assert_eq!(rule.code, item.rule());
        assert_eq!(
            rule.title.ja,
            format!("{} {}", item.code(), item.label(Language::Ja))
        );
        let file = rule.good["csv"].as_str().unwrap().as_bytes();
        let mut findings = Collector::new(notation_rules());
        check_notation(&read(file), Some(file), &mut findings);
        assert_eq!(findings.into_report().findings(), []);
        let open = item.left_to_people(Language::Ja).is_some();
        assert_eq!(open, item.decidability().code() != "decided");
    }
}
