//! Vectors of the writing side: CP932, cells of forms.

use super::bytes_to_hex;
use serde::Deserialize;
use serde_json::{Value, json};
use tosei_table::{
    Application, CellValue, CharacterOutcome, CodeList, ColumnKind, DateSystem, EncodeOptions,
    FormCode, FormValue, JapaneseEncoding, Replacement, ReplacementTable, SerialDate, SerialKind,
    UnrepresentablePolicy, encode_text,
};
use tosei_types::Label;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EncodeInput {
    text: String,
    encoding: JapaneseEncoding,
    replacements: Vec<Line>,
    unrepresentable: UnrepresentablePolicy,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    from: String,
    to: String,
    application: Application,
}

pub(crate) fn cp932_text(input: EncodeInput) -> Result<Value, String> {
    let lines = input.replacements.into_iter().map(|line| Replacement {
        from: line.from,
        to: line.to,
        application: line.application,
        reason: Label::new("理由", "reason"),
    });
    let replacements = ReplacementTable::try_new(lines).map_err(|e| e.code().to_owned())?;
    let options = EncodeOptions {
        encoding: input.encoding,
        replacements: &replacements,
        unrepresentable: input.unrepresentable,
    };
    let encoded = encode_text(&input.text, &options);
    let notes: Vec<Value> = encoded
        .notes()
        .iter()
        .map(|note| {
            let text = match &note.outcome {
                CharacterOutcome::Replaced { with, .. } => Some(with),
                CharacterOutcome::Unrepresentable { suggestion, .. } => suggestion.as_ref(),
                _ => None,
            };
            json!({
                "position": note.position,
                "code_points": note.code_points(),
                "kind": note.kind,
                "outcome": note.outcome.code(),
                "text": text,
            })
        })
        .collect();
    Ok(json!({ "hex": encoded.bytes().map(bytes_to_hex), "notes": notes }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CellInput {
    kind: String,
    cell: CellOf,
    date_system: String,
    #[serde(default)]
    codes: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellOf {
    #[serde(rename = "type")]
    kind: String,
    value: Value,
}

pub(crate) fn form_cell(input: &CellInput) -> Result<Value, String> {
    let system = match input.date_system.as_str() {
        "1904" => DateSystem::From1904,
        _ => DateSystem::From1900,
    };
    let text = input.cell.value.as_str().unwrap_or_default();
    let serial = |kind| CellValue::Serial(SerialDate::new(text, system, kind));
    let cell = match input.cell.kind.as_str() {
        "empty" => CellValue::Empty,
        "text" => CellValue::Text(text),
        "number" => CellValue::Number(text),
        "date" => serial(SerialKind::Date),
        "date_time" => serial(SerialKind::DateTime),
        "time" => serial(SerialKind::Time),
        "boolean" => CellValue::Boolean(input.cell.value.as_bool().unwrap()),
        "error" => CellValue::Error(text),
        "unknown_formula" => CellValue::UnknownFormula,
        other => return Err(other.to_owned()),
    };
    let codes = input.codes.iter().map(|(code, label)| FormCode {
        code: code.clone(),
        label: label.clone(),
        explanation: None,
    });
    let list = CodeList {
        id: "list".to_owned(),
        label: "一覧".to_owned(),
        codes: codes.collect(),
    };
    let kind = match input.kind.as_str() {
        kind @ ("code" | "codes") => json!({ "kind": kind, "list": "list" }),
        kind => json!({ "kind": kind }),
    };
    let kind: ColumnKind = serde_json::from_value(kind).unwrap();
    let reading = kind.read_cell(cell, Some(&list), system);
    let value = reading.value.map(|value| match value {
        FormValue::Text(text) | FormValue::Code(text) => json!(text),
        FormValue::Count(count) => json!(count),
        FormValue::Date(date) => json!(date),
        FormValue::YesNo(answer) => json!(answer),
        FormValue::Codes(codes) => json!(codes),
        other => json!(other),
    });
    Ok(json!({ "value": value, "finding": reading.finding }))
}
