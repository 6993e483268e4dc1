//! What each rule finds and where, from both sides of its boundary: one value of a good document at a time.

use super::findings;
use serde_json::{Value, json};

/// A document with one value put in; `-` at the end of a pointer puts it behind a list.
fn with(document: &Value, pointer: &str, value: &Value) -> Value {
    let mut changed = document.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match changed.pointer_mut(parent).unwrap() {
        Value::Array(list) if key == "-" => list.push(value.clone()),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
        other => other[key] = value.clone(),
    }
    changed
}

fn found(document: &Value) -> Vec<String> {
    let report = findings(document);
    let found = report.findings().iter();
    found
        .map(|one| {
            let rule = one.rule.strip_prefix("plan.").unwrap();
            format!("{rule} {}", one.place)
        })
        .collect()
}

pub(super) fn hold(good: &Value, cases: &[(&str, Value, &[&str])]) {
    assert_eq!(found(good), Vec::<String>::new());
    if let Some(record) = good.pointer("/records/0") {
        let twice = with(good, "/records/-", record);
        assert_eq!(found(&twice), ["governance.id_twice /records/1/id"]);
        let (key, other) = match record.get("task") {
            Some(_) => ("task", "electoral_register"),
            None => ("id", "another"),
        };
        let mut record = record.clone();
        record[key] = json!(other);
        assert_eq!(
            found(&with(good, "/records/-", &record)),
            Vec::<String>::new()
        );
    }
    for (pointer, value, wanted) in cases {
        assert_eq!(
            found(&with(good, pointer, value)),
            *wanted,
            "{pointer}: {value}"
        );
    }
}

pub(super) fn records(format: &str, record: Value) -> Value {
    json!({"format": format, "format_version": 1, "fictional": true, "body": "見本市（架空）",
        "as_of": "2025-06-30", "records": [record]})
}
