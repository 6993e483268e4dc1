//! Every suite has the shape that `schema/suite.schema.json` describes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn validator() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/suite.schema.json");
    let schema = read(&path);
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).unwrap()
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The suites of all crates.
fn suites() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(tosei_conformance::suites_folder()).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            found.push(file.unwrap().path());
        }
    }
    found.sort();
    found
}

#[test]
fn every_suite_fits_its_schema() {
    let validator = validator();
    let mut wrong = Vec::new();
    for path in suites() {
        for error in validator.iter_errors(&read(&path)) {
            wrong.push(format!(
                "{} at {}: {error}",
                path.display(),
                error.instance_path()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!suites().is_empty());
}

#[test]
fn the_schema_refuses_what_the_format_refuses() {
    let validator = validator();
    let suite = json!({
        "$schema": "../../schema/suite.schema.json",
        "suite": "types/percent",
        "format_version": 1,
        "operation": "percent",
        "case_count": 1,
        "cases": [{
            "id": "one-of-two", "source": "definition",
            "input": {"numerator": 1}, "expect": {"ok": null},
        }],
    });
    assert!(validator.is_valid(&suite));
    for (pointer, wrong) in [
        ("/$schema", json!("suite.schema.json")),
        ("/suite", json!("percent")),
        ("/format_version", json!(2)),
        ("/case_count", json!(0)),
        ("/case_count", json!("1")),
        ("/cases", json!([])),
        ("/cases/0/id", json!("One of two")),
        ("/cases/0/source", json!("project-decision:")),
        ("/cases/0/source", json!("")),
        ("/cases/0/input", json!(1)),
        ("/cases/0/expect", json!({})),
        (
            "/cases/0/expect",
            json!({"ok": 1, "error": {"code": "a.b"}}),
        ),
        (
            "/cases/0/expect",
            json!({"error": {"code": "a.b", "message": "c"}}),
        ),
        (
            "/cases/0/expect",
            json!({"error": {"code": "No such code"}}),
        ),
    ] {
        let mut suite = suite.clone();
        *suite.pointer_mut(pointer).unwrap() = wrong.clone();
        assert!(!validator.is_valid(&suite), "{pointer}: {wrong}");
    }
    for pointer in ["", "/cases/0", "/cases/0/expect"] {
        let mut suite = suite.clone();
        let object = suite.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        object.insert("unknown".into(), json!(1));
        assert!(!validator.is_valid(&suite), "{pointer}: an unknown key");
    }
}
