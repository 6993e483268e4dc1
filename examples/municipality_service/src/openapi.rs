//! The OpenAPI 3.1 document, assembled from the table of operations and the schemas of the types.

use crate::{
    operation::{Area, JSON, Operation, Parameter, operations},
    problem::Problem,
    reply::PROBLEM,
};
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Map, Value, json};

/// The statuses that every operation may answer with when something is wrong.
const COMMON_PROBLEMS: [u16; 5] = [400, 405, 408, 500, 503];

/// The formats that the schemas keep; the others are a habit of the generator.
const KEPT_FORMATS: [&str; 3] = ["date", "date-time", "uri"];

/// The OpenAPI 3.1 document of the service.
///
/// Schemas are those of the contract for reading, as in `schemas/`, under `#/components/schemas`.
#[must_use]
pub fn openapi() -> Value {
    let mut settings = SchemaSettings::draft2020_12().for_deserialize();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    let mut schemas = settings.into_generator();
    let mut paths = Map::new();
    for operation in operations() {
        let item = paths
            .entry(operation.path)
            .or_insert_with(|| Value::Object(path_item(operation.path)));
        let method = operation.method.as_str().to_ascii_lowercase();
        if let Value::Object(item) = item {
            item.insert(method, described(operation, &mut schemas));
        }
    }
    let problem = schemas.subschema_for::<Problem>();
    let mut components = schemas.take_definitions(true);
    for (_, schema) in &mut components {
        if let Ok(schema) = <&mut Schema>::try_from(schema) {
            schemars::transform::transform_subschemas(
                &mut RecursiveTransform(keep_to_the_standard),
                schema,
            );
            keep_to_the_standard(schema);
        }
    }
    let tags = Area::ALL.map(|area| json!({ "name": area.name() }));
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "手続の棚卸と品質判定 / Inventory and quality of procedures",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "利用者の確認は行わない。前段のリバースプロキシの務めである。 / The service asks nobody who they are: that is the duty of a reverse proxy in front of it.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": {
                "Problem": {
                    "description": "できなかった理由 / why it was not done",
                    "content": { PROBLEM: { "schema": problem } },
                },
            },
        },
    })
}

/// What all methods of an address share: its part between braces.
fn path_item(path: &str) -> Map<String, Value> {
    let mut item = Map::new();
    if path.contains("{id}") {
        let what = if path.starts_with("/v1/procedures") {
            "手続ID / id of the procedure"
        } else {
            "記録のID / id of the record"
        };
        let parameter = json!({
            "name": "id", "in": "path", "required": true, "description": what,
            "schema": { "type": "string", "minLength": 1, "maxLength": 128 },
        });
        item.insert("parameters".into(), json!([parameter]));
    }
    item
}

fn described(operation: &Operation, schemas: &mut SchemaGenerator) -> Value {
    let mut described = Map::new();
    described.insert("operationId".into(), operation.id.into());
    described.insert("tags".into(), json!([operation.area.name()]));
    described.insert("summary".into(), operation.text.into());
    let mut parameters: Vec<Value> = operation
        .parameters
        .iter()
        .map(|parameter| in_query(parameter, schemas))
        .collect();
    parameters.extend(headers(operation.id));
    if !parameters.is_empty() {
        described.insert("parameters".into(), parameters.into());
    }
    if let Some(body) = &operation.body {
        let mut content = Map::new();
        for media in body.media {
            let schema = if *media == JSON {
                json!((body.schema)(schemas))
            } else {
                json!({ "type": "string" })
            };
            content.insert((*media).into(), json!({ "schema": schema }));
        }
        let body = json!({ "required": true, "content": content });
        described.insert("requestBody".into(), body);
    }
    let mut responses = Map::new();
    for answer in &operation.answers {
        let mut response = Map::new();
        response.insert("description".into(), answer.text.into());
        if let Some(schema) = answer.schema {
            let content = json!({ JSON: { "schema": schema(schemas) } });
            response.insert("content".into(), content);
        } else if answer.status == 200 {
            let content = json!({ JSON: { "schema": { "type": "object" } } });
            response.insert("content".into(), content);
        }
        responses.insert(answer.status.to_string(), Value::Object(response));
    }
    for status in COMMON_PROBLEMS.iter().chain(operation.problems) {
        let reference = json!({ "$ref": "#/components/responses/Problem" });
        responses.entry(status.to_string()).or_insert(reference);
    }
    responses.sort_keys();
    described.insert("responses".into(), responses.into());
    Value::Object(described)
}

fn in_query(parameter: &Parameter, schemas: &mut SchemaGenerator) -> Value {
    let schema = (parameter.schema)(schemas);
    json!({
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.text,
        "schema": schema,
    })
}

/// The headers that say which version is meant.
fn headers(operation: &str) -> Vec<Value> {
    let header = |name: &str, text: &str| {
        json!({
            "name": name, "in": "header", "required": false, "description": text,
            "schema": { "type": "string" },
        })
    };
    match operation {
        "putInventory" => vec![
            header(
                "If-Match",
                "置き換える版の ETag / ETag of the one that is replaced",
            ),
            header(
                "If-None-Match",
                "`*` なら、まだないときだけ / `*`: only where there is none",
            ),
        ],
        "getInventory" => vec![header(
            "If-None-Match",
            "手元の版の ETag / ETag of the one at hand",
        )],
        _ => Vec::new(),
    }
}

/// Drops formats that validators do not know, and bounds integers to those that every language
/// reads exactly.
fn keep_to_the_standard(schema: &mut Schema) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else {
        return;
    };
    if KEPT_FORMATS.contains(&format) {
        return;
    }
    let wide = matches!(format, "uint64" | "int64" | "uint" | "int");
    schema.remove("format");
    if wide && schema.get("maximum").is_none() {
        schema.insert("maximum".into(), json!(tosei_types::MAX_COUNT));
    }
}
