//! The operations about what stands in a sheet.

use super::{TextInput, bytes};
use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_document::{Collector, Place};
use tosei_table::{
    ReadOptions, TextEncoding, Workbook, comparison_key, decode_text,
    layout::{
        SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules, StatedNumber,
        read_stated_number,
    },
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EncodingInput {
    hex: String,
    encoding: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DittoInput {
    cells: Vec<String>,
}

fn stated_number(text: &str) -> Value {
    let reading = read_stated_number(text);
    let mut out = json!({
        "kind": reading.number().code(),
        "full_width": reading.is_full_width(),
        "unit": reading.has_unit(),
    });
    match reading.number() {
        StatedNumber::Exact(number) | StatedNumber::Approximate(number) => {
            out["number"] = json!(number);
        }
        StatedNumber::Bounds { at_least, at_most } => {
            out["at_least"] = json!(at_least);
            out["at_most"] = json!(at_most);
        }
        _ => {}
    }
    out
}

fn encoding(input: &EncodingInput) -> Value {
    let named = input.encoding.as_deref();
    let named = named.map(|code| {
        TextEncoding::ALL
            .into_iter()
            .find(|e| e.code() == code)
            .unwrap()
    });
    let file = bytes(&input.hex);
    let decoded = decode_text(&file, named);
    let undecoded: Vec<Value> = decoded
        .undecoded()
        .map(|(at, bytes)| {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let before = decoded.text()[..at].chars().count();
            json!({ "after_characters": before, "hex": hex })
        })
        .collect();
    json!({ "encoding": decoded.encoding().code(), "text": decoded.text(), "undecoded": undecoded })
}

/// The cells as a column of a table, and what the table makes of them.
fn ditto(input: &DittoInput) -> Value {
    let quoted = |cell: &String| format!("\"{}\",x\n", cell.replace('"', "\"\""));
    let rows: String = input.cells.iter().map(quoted).collect();
    let csv = format!("手続名,印\n{rows}");
    let book = Workbook::read(csv.as_bytes(), &ReadOptions::default()).unwrap();
    let sheet = &book.sheets()[0];
    let catalogue = SpreadsheetRule::catalogue();
    let rules = SpreadsheetRules::of(catalogue).unwrap();
    let mut collector = Collector::new(catalogue);
    let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
    let table = SheetTable::read(sheet, None, &mut findings).unwrap();
    let meant: Vec<String> = table
        .rows()
        .iter()
        .map(|row| row.cell(0).unwrap().text().into_owned())
        .collect();
    let report = collector.into_report();
    let rows_of = |rule: SpreadsheetRule| -> Vec<u32> {
        let found = report
            .findings()
            .iter()
            .filter(|found| *found.rule == *rule.code());
        found
            .filter_map(|found| match &found.place {
                Place::Cell { cell, .. } => Some(cell.row() - 2),
                _ => None,
            })
            .collect()
    };
    json!({
        "meant": meant,
        "resolved": rows_of(SpreadsheetRule::Ditto),
        "unresolved": rows_of(SpreadsheetRule::DittoWithoutAbove),
    })
}

pub(super) fn on(runner: Runner) -> Runner {
    runner
        .on("stated_number", |input: TextInput| {
            Ok(stated_number(&input.text))
        })
        .on("encoding", |input: EncodingInput| Ok(encoding(&input)))
        .on("ditto", |input: DittoInput| Ok(ditto(&input)))
        .on("comparison_key", |input: TextInput| {
            Ok(comparison_key(&input.text))
        })
}
