//! The vectors of `conformance/suites/table`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

mod sheets;
mod writing;

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_document::{Explain, Limits};
use tosei_table::{
    CellAddress, ColumnMap, CsvRows, TableError, WantedColumn, encoding_rules, form_rules,
    header_key, inert, layout::SpreadsheetRule, notation_rules,
};
use tosei_types::Language;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CsvInput {
    csv: Option<String>,
    csv_hex: Option<String>,
    #[serde(default)]
    limits: Limits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellInput {
    column: u32,
    row: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnsInput {
    wanted: Vec<Wanted>,
    headers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    headers: Vec<String>,
    required: bool,
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    (0..hex.len() / 2).map(pair).collect()
}

fn bytes_to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The code of an error; its sentences say something in both languages.
fn code(error: &TableError) -> String {
    for language in [Language::Ja, Language::En] {
        let sentence = error.sentence(language);
        assert!(sentence.ends_with(['。', '.']), "{sentence}");
    }
    error.code().to_owned()
}

fn csv_rows(input: &CsvInput) -> Result<Value, TableError> {
    let hex = input.csv_hex.as_deref();
    let data = hex.map_or_else(|| input.csv.clone().unwrap().into_bytes(), bytes);
    let mut reader = CsvRows::open(data.as_slice(), &input.limits)?;
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row()? {
        rows.push(match row.text() {
            Ok(text) => {
                let cells: Vec<&str> = (0..text.len()).map(|at| text.cell(at)).collect();
                assert_eq!(cells.join(","), text.joined());
                json!({ "row": row.number(), "cells": cells })
            }
            Err(column) => json!({ "row": row.number(), "not_utf8": row.address(column).unwrap() }),
        });
    }
    Ok(json!({
        "headers": reader.headers(),
        "rows": rows,
        "unclosed_quote": reader.unclosed_quote(),
        "stopped": reader.stopped_at_limit(),
    }))
}

fn columns(input: &ColumnsInput) -> Result<Value, TableError> {
    let names: Vec<Vec<&str>> = input
        .wanted
        .iter()
        .map(|wanted| wanted.headers.iter().map(String::as_str).collect())
        .collect();
    let wanted: Vec<WantedColumn<'_>> = input
        .wanted
        .iter()
        .zip(&names)
        .map(|(wanted, headers)| WantedColumn {
            headers,
            required: wanted.required,
        })
        .collect();
    let headers: Vec<&str> = input.headers.iter().map(String::as_str).collect();
    let map = ColumnMap::find(&wanted, &headers)?;
    assert_eq!(map.width(), headers.len());
    let positions: Vec<Option<usize>> = (0..wanted.len()).map(|at| map.position(at)).collect();
    let repeated: Vec<Value> = map
        .repeated()
        .iter()
        .map(|(position, header)| json!({ "position": position, "header": header }))
        .collect();
    Ok(json!({
        "positions": positions,
        "unknown": map.unknown(),
        "repeated": repeated,
        "missing": map.missing(),
    }))
}

#[test]
fn every_vector_agrees() {
    sheets::on(Runner::new("table"))
        .rules([
            ("table.encoding", encoding_rules().rules()),
            ("table.form", form_rules().rules()),
            ("table.notation", notation_rules().rules()),
            ("table.spreadsheet", SpreadsheetRule::catalogue().rules()),
        ])
        .on("csv_rows", |input: CsvInput| {
            csv_rows(&input).map_err(|error| code(&error))
        })
        .on("columns", |input: ColumnsInput| {
            columns(&input).map_err(|error| code(&error))
        })
        .on("cell_name", |input: CellInput| {
            let cell = CellAddress::from_zero_based(input.column - 1, input.row - 1).unwrap();
            assert_eq!(cell.to_string().parse(), Ok(cell));
            Ok(cell)
        })
        .on("cell_address", |input: TextInput| {
            let cell: Result<CellAddress, _> = input.text.parse();
            cell.map(|cell| json!({ "column": cell.column(), "row": cell.row() }))
                .map_err(|error| error.code().to_owned())
        })
        .on("header_key", |input: TextInput| Ok(header_key(&input.text)))
        .on("inert", |input: TextInput| {
            Ok(inert(&input.text).into_owned())
        })
        .on("cp932_text", writing::cp932_text)
        .on("form_cell", |input: writing::CellInput| {
            writing::form_cell(&input)
        })
        .run();
}
