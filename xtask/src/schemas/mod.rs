//! JSON Schemas of every value and document that crosses a border.

#[cfg(test)]
mod tests;
mod text;

use crate::generate::Generated;
use anyhow::bail;
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, transform};
use serde_json::{Map, Value, json};
use std::{borrow::Cow, path::PathBuf};

/// A published type: file name, titles, and how its schema is made.
struct Entry {
    name: &'static str,
    ja: &'static str,
    en: &'static str,
    /// The name in the `$defs` of other schemas.
    definition: fn() -> Cow<'static, str>,
    schema: fn(SchemaGenerator) -> Schema,
}

/// A line of the registry: the file is `schemas/<name>.schema.json`.
const fn entry<T: JsonSchema>(name: &'static str, ja: &'static str, en: &'static str) -> Entry {
    Entry {
        name,
        ja,
        en,
        definition: T::schema_name,
        schema: SchemaGenerator::into_root_schema_for::<T>,
    }
}

/// Every published type, documents after values; a new one is a line here.
const REGISTRY: &[Entry] = &[
    // Values.
    entry::<tosei_types::Label>("label", "表示名", "Label"),
    entry::<tosei_types::Language>("language", "表示言語", "Language"),
    entry::<tosei_types::Rate>("rate", "率", "Rate"),
    entry::<tosei_types::PercentDigits>("percent-digits", "百分率の桁数", "Percent digits"),
    entry::<tosei_types::CaseCount>("case-count", "件数", "Case count"),
    entry::<tosei_types::ProcedureCount>("procedure-count", "手続数", "Procedure count"),
    entry::<tosei_types::ProcessCount>("process-count", "手続プロセス数", "Process count"),
    entry::<tosei_types::TouchpointCount>("touchpoint-count", "接点数", "Touchpoint count"),
    entry::<tosei_types::ProcedureId>("procedure-id", "手続ID", "Procedure id"),
    entry::<tosei_types::ProcessId>("process-id", "手続プロセスID", "Process id"),
    entry::<tosei_types::OrganisationId>("organisation-id", "組織ID", "Organisation id"),
    entry::<tosei_types::TouchpointId>("touchpoint-id", "接点ID", "Touchpoint id"),
    entry::<tosei_types::RateId>("rate-id", "率の定義ID", "Rate id"),
    entry::<tosei_types::PriorityRuleId>("priority-rule-id", "選定規則ID", "Priority rule id"),
    entry::<tosei_document::CellAddress>("cell-address", "セル番地", "Cell address"),
    entry::<tosei_document::Severity>("severity", "重大度", "Severity"),
    entry::<tosei_document::Limits>("limits", "上限", "Limits"),
    // Documents.
    entry::<tosei_document::Finding>("finding", "所見", "Finding"),
    entry::<tosei_document::Report>("report", "点検結果", "Report of findings"),
    entry::<tosei_document::CatalogueDocument>("rule-catalogue", "規則カタログ", "Rule catalogue"),
];

/// The formats that the standard names; others are a habit of the generator.
const STANDARD_FORMATS: [&str; 19] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uuid",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "regex",
];

/// The largest integer that every reader of JSON keeps exact.
const MAX_INTEGER: u64 = tosei_types::MAX_COUNT;

/// Makes all schemas.
pub(crate) fn generate() -> anyhow::Result<Vec<Generated>> {
    let mut files: Vec<Generated> = Vec::new();
    for entry in REGISTRY {
        let path = PathBuf::from(format!("schemas/{}.schema.json", entry.name));
        if files.iter().any(|file| file.path == path) {
            bail!("two types are named `{}`", entry.name);
        }
        let mut text = serde_json::to_string_pretty(&document(entry))?;
        text.push('\n');
        files.push(Generated { path, text });
    }
    Ok(files)
}

/// The schema of one type, with its own address and titles in front.
fn document(entry: &Entry) -> Value {
    let generator = SchemaSettings::draft2020_12()
        .for_deserialize()
        .with_transform(transform::RecursiveTransform(keep_to_the_standard))
        .with_transform(transform::RecursiveTransform(speak_to_a_reader))
        .into_generator();
    let mut made = (entry.schema)(generator);
    let made = made.ensure_object();
    title(made, entry.ja, Some(entry.en));
    if let Some(Value::Object(definitions)) = made.get_mut("$defs") {
        for (name, definition) in definitions {
            let published = REGISTRY
                .iter()
                .find(|entry| (entry.definition)() == name.as_str());
            if let (Some(entry), Value::Object(definition)) = (published, definition) {
                title(definition, entry.ja, Some(entry.en));
            }
        }
    }
    let mut document = Map::new();
    for key in ["$schema", "$id", "title", "x-en", "description"] {
        let value = match key {
            "$id" => Some(format!("{}.schema.json", entry.name).into()),
            _ => made.remove(key),
        };
        document.extend(value.map(|value| (key.to_owned(), value)));
    }
    document.append(made);
    Value::Object(document)
}

/// Gives a schema its titles; a title in English that is there already stays if none is given.
fn title(schema: &mut Map<String, Value>, ja: &str, en: Option<&str>) {
    schema.insert("title".into(), ja.into());
    if let Some(en) = en {
        let english = schema.entry("x-en").or_insert_with(|| json!({}));
        if let Value::Object(english) = english {
            english.insert("title".into(), en.into());
        }
    }
}

/// Shortens a page of documentation to what a reader of the schema needs, and takes the titles
/// from its first words.
fn speak_to_a_reader(schema: &mut Schema) {
    let Some(page) = schema.get("description").and_then(Value::as_str) else {
        return;
    };
    let description = text::description(page);
    let schema = schema.ensure_object();
    if !schema.contains_key("title")
        && let Some((ja, en)) = text::titles(&description)
    {
        title(schema, ja, en);
    }
    schema.insert("description".into(), description.into());
}

/// Drops formats that validators do not know, and bounds integers to those that every language
/// reads exactly.
fn keep_to_the_standard(schema: &mut Schema) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else {
        return;
    };
    if STANDARD_FORMATS.contains(&format) {
        return;
    }
    let wide = matches!(
        format,
        "uint64" | "int64" | "uint" | "int" | "uint128" | "int128"
    );
    schema.remove("format");
    if wide && schema.get("maximum").is_none() {
        schema.insert("maximum".into(), json!(MAX_INTEGER));
    }
}
