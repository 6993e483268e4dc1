//! The OpenAPI document: complete, closed in itself, and the same as the published schemas.

use crate::client::{Server, folder};
use municipality_service::{openapi, operations};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn the_service_serves_the_document_that_it_checks_requests_by() {
    let server = Server::start(&folder("openapi-served"), &[]);
    assert_eq!(server.get("/openapi.json").json(), openapi());
    // Every address of the document is there: whatever it answers, it is not 404 of the router or 405.
    for operation in operations() {
        let path = operation.path.replace("{id}", "P-1");
        let answer = server.ask(operation.method.as_str(), &path, &[], "");
        assert_ne!(answer.status, 405, "{path}");
        if answer.status == 404 {
            assert_ne!(answer.code(), "service.no_such_path", "{path}");
        }
        let documented = &openapi()["paths"][operation.path]
            [operation.method.as_str().to_ascii_lowercase()]["responses"];
        assert!(
            documented.get(answer.status.to_string()).is_some(),
            "{path} {}",
            answer.status
        );
    }
}

/// Every reference leads somewhere, and every schema is one of draft 2020-12.
#[test]
fn the_document_is_closed_in_itself() {
    let document = openapi();
    assert_eq!(document["openapi"], "3.1.0");
    let (mut open, mut references) = (vec![&document], BTreeSet::new());
    while let Some(value) = open.pop() {
        match value {
            Value::Object(keys) => {
                if let Some(Value::String(reference)) = keys.get("$ref") {
                    references.insert(reference.clone());
                }
                open.extend(keys.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(references.len() > 50, "{}", references.len());
    for reference in &references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        assert!(jsonschema::draft202012::meta::is_valid(schema), "{name}");
        let reference = format!("#/components/schemas/{name}");
        let is_used = references.contains(&reference);
        assert!(is_used, "nothing refers to {name}");
    }
}

/// Names, parameters and answers as OpenAPI 3.1 asks for them.
#[test]
fn the_document_has_the_shape_of_openapi() {
    let document = openapi();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with('/'));
        let shared = item.get("parameters").and_then(Value::as_array);
        assert_eq!(path.contains("{id}"), shared.is_some(), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            if method == "parameters" {
                continue;
            }
            assert!(["get", "put", "post"].contains(&method.as_str()));
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()));
            let mut parameters = BTreeSet::new();
            for parameter in operation
                .get("parameters")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let key = (parameter["in"].to_string(), parameter["name"].to_string());
                assert!(parameters.insert(key), "{path}");
                assert!(parameter["schema"].is_object() && parameter["required"].is_boolean());
            }
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|status| status.starts_with('2')));
            for (status, response) in responses {
                let status: u16 = status.parse().unwrap();
                assert!((200..600).contains(&status));
                assert!(response.get("$ref").is_some() || response["description"].is_string());
            }
        }
    }
    assert_eq!(names.len(), operations().len());
}

/// A schema without the words for people.
fn bare(schema: &Value) -> Value {
    match schema {
        Value::Object(keys) => keys
            .iter()
            .filter(|(key, value)| match key.as_str() {
                // A property may have one of these names too: then it is a schema.
                "description" | "title" => !value.is_string(),
                "x-en" | "examples" | "$schema" | "$id" => false,
                _ => true,
            })
            .map(|(key, value)| {
                let value = match (key.as_str(), value) {
                    ("$ref", Value::String(place)) => {
                        let name = place.rsplit('/').next().unwrap_or_default();
                        json!(name)
                    }
                    _ => bare(value),
                };
                (key.clone(), value)
            })
            .collect(),
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

/// Law: what a request must look like is what `schemas/` says.
#[test]
fn the_schemas_are_the_published_ones() {
    let document = openapi();
    let here = document["components"]["schemas"].as_object().unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas");
    let mut compared = BTreeSet::new();
    for file in [
        "inventory",
        "evidence",
        "procedure-reviews",
        "standard",
        "assessment",
        "rate-result",
    ] {
        let text = std::fs::read_to_string(format!("{folder}/{file}.schema.json")).unwrap();
        let published: Value = serde_json::from_str(&text).unwrap();
        for (name, schema) in published["$defs"].as_object().unwrap() {
            if let Some(ours) = here.get(name) {
                assert_eq!(bare(ours), bare(schema), "{name} of {file}");
                compared.insert(name.clone());
            }
        }
    }
    println!("{} schemas are those of schemas/", compared.len());
    for name in [
        "Procedure",
        "Process",
        "EvidenceItem",
        "CriterionExemption",
        "Review",
    ] {
        assert!(compared.contains(name), "{name} was not compared");
    }
}
