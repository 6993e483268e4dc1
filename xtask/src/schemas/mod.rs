//! JSON Schemas of every value and document that crosses a border.

mod registry;
#[cfg(test)]
mod tests;
mod text;

use crate::generate::{Content, Generated};
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
    for entry in registry::entries() {
        let path = PathBuf::from(format!("schemas/{}.schema.json", entry.name));
        if files.iter().any(|file| file.path == path) {
            bail!("two types are named `{}`", entry.name);
        }
        let mut text = serde_json::to_string_pretty(&document(entry))?;
        text.push('\n');
        files.push(Generated {
            path,
            content: Content::Text(text),
        });
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
            let published = registry::entries().find(|entry| (entry.definition)() == name.as_str());
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
