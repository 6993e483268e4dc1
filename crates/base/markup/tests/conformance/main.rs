//! The vectors of `conformance/suites/markup`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_document::{Explain, Limits};
use tosei_markup::{EditError, Element, InsertAt, MarkupDocument, MarkupError, NodeKind};
use tosei_types::Language;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
    #[serde(default)]
    limits: Limits,
    /// For implementations on parsers that know older names only.
    #[serde(default, rename = "newer_than_expat")]
    _newer: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueInput {
    slot: String,
    raw: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditInput {
    text: String,
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    edit: String,
    path: Vec<usize>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    fragment: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HexInput {
    hex: String,
    set: Option<String>,
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    (0..hex.len() / 2).map(pair).collect()
}

/// The code of an error; its sentences say something in both languages.
fn code(error: &impl Explain) -> String {
    for language in [Language::Ja, Language::En] {
        let sentence = error.sentence(language);
        assert!(
            sentence.ends_with(['。', '.']) && !sentence.contains('#'),
            "{sentence}"
        );
    }
    error.code().to_owned()
}

fn read(text: &str) -> Result<MarkupDocument, MarkupError> {
    MarkupDocument::read(text.as_bytes(), &Limits::default())
}

fn well_formed(input: &TextInput) -> Value {
    match MarkupDocument::read(input.text.as_bytes(), &input.limits) {
        Ok(document) => {
            let elements = document.nodes().filter_map(tosei_markup::Node::as_element);
            let elements: Vec<Value> = elements
                .map(|element| {
                    let place = element.position();
                    json!({
                        "namespace": element.namespace(), "name": element.local_name(),
                        "line": place.line, "column": place.column,
                    })
                })
                .collect();
            json!({ "elements": elements })
        }
        Err(error) => {
            let place = error.position();
            assert!(!error.sentence(Language::Ja).is_empty());
            json!({ "defect": error.code(), "line": place.line, "column": place.column })
        }
    }
}

fn attribute_value(input: &ValueInput) -> String {
    let raw = &input.raw;
    let document = match input.slot.as_str() {
        "attribute" => read(&format!("<a b=\"{raw}\"/>")),
        "text" => read(&format!("<a>{raw}</a>")),
        _ => read(&format!("<a><![CDATA[{raw}]]></a>")),
    };
    let document = document.unwrap();
    match input.slot.as_str() {
        "attribute" => document
            .root()
            .attribute("", "b")
            .unwrap()
            .value()
            .into_owned(),
        _ => document.root().text().into_owned(),
    }
}

fn edit(input: &EditInput) -> Result<String, EditError> {
    let document = read(&input.text).unwrap();
    let mut edits = document.edit();
    for edit in &input.edits {
        let down = |at: Element<'_>, step: &usize| at.child_elements().nth(*step).unwrap().id();
        let mut id = document.root().id();
        for step in &edit.path {
            id = down(document.element(id).unwrap(), step);
        }
        match edit.edit.as_str() {
            "set_attribute" => edits.set_attribute(id, &edit.name, &edit.value),
            "remove_attribute" => edits.remove_attribute(id, &edit.name),
            "set_text" => edits.set_text(id, &edit.value),
            "remove" => edits.remove(id),
            "insert_before" => edits.insert(InsertAt::Before(id), &edit.fragment),
            "insert_after" => edits.insert(InsertAt::After(id), &edit.fragment),
            "insert_start" => edits.insert(InsertAt::Start(id), &edit.fragment),
            _ => edits.insert(InsertAt::End(id), &edit.fragment),
        }?;
    }
    let written = String::from_utf8(edits.write()).unwrap();
    read(&written).unwrap();
    Ok(written)
}

fn decode(input: &HexInput) -> Result<Value, MarkupError> {
    let bytes = bytes(&input.hex);
    let document = MarkupDocument::read(&bytes, &Limits::default())?;
    assert_eq!(document.write(), bytes);
    let value = document.root().attribute("", "v");
    let written = value.and(input.set.as_ref()).map(|new| {
        let mut edits = document.edit();
        edits.set_attribute(document.root().id(), "v", new).unwrap();
        let written = edits.write();
        let again = MarkupDocument::read(&written, &Limits::default()).unwrap();
        assert_eq!(again.root().attribute("", "v").unwrap().value(), *new);
        let hex: String = written.iter().map(|byte| format!("{byte:02x}")).collect();
        hex
    });
    Ok(json!({
        "encoding": document.encoding().code(),
        "mark": document.has_byte_order_mark(),
        "value": value.map(|value| value.value().into_owned()),
        "written": written,
    }))
}

#[test]
fn every_vector_agrees() {
    Runner::new("markup")
        .rules([("markup.html", tosei_markup::html::html_rules().rules())])
        .on("well_formed", |input: TextInput| Ok(well_formed(&input)))
        .on("attribute_value", |input: ValueInput| {
            Ok(attribute_value(&input))
        })
        .on("edit", |input: EditInput| {
            edit(&input).map_err(|error| code(&error))
        })
        .on("decode", |input: HexInput| {
            decode(&input).map_err(|error| code(&error))
        })
        .run();
}

/// A sample of every kind of node, for the views.
#[test]
fn every_kind_of_node_is_found() {
    let text = "<?xml version='1.0'?><!DOCTYPE a><!-- c --><?i x?><a b='1'>t<![CDATA[d]]></a>";
    let document = read(text).unwrap();
    let kinds: Vec<NodeKind> = document.nodes().map(tosei_markup::Node::kind).collect();
    use NodeKind as K;
    assert_eq!(
        kinds,
        [
            K::Document,
            K::Declaration,
            K::Doctype,
            K::Comment,
            K::Instruction,
            K::Element,
            K::Text,
            K::Cdata
        ]
    );
    let sources: Vec<&str> = document
        .nodes()
        .skip(1)
        .map(tosei_markup::Node::source)
        .collect();
    assert_eq!(sources[..5].concat(), text);
    assert_eq!(document.root().text(), "td");
    assert_eq!(document.nodes().next().unwrap().children().count(), 5);
}
