//! Mapping files that contradict themselves.

use crate::book::mapping;
use serde_json::{Value, json};
use tosei_inventory::office_table::OfficeMapping;

fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut json = serde_json::to_value(mapping()).unwrap();
    change(&mut json);
    let error = serde_json::from_value::<OfficeMapping>(json).unwrap_err();
    error.to_string()
}

#[test]
fn a_mapping_is_written_as_it_was_read() {
    let json = serde_json::to_string(&mapping()).unwrap();
    assert_eq!(
        serde_json::from_str::<OfficeMapping>(&json).unwrap(),
        mapping()
    );
}

#[test]
fn what_contradicts_itself_is_refused() {
    let columns = "/sheets/0/columns";
    for (path, value, says) in [
        ("/format", json!("tosei-inventory"), "expected format"),
        ("/sheets", json!([]), "no sheet"),
        (
            "/sheets/0/columns/1/field",
            json!("note"),
            "no column for 手続名",
        ),
        (
            "/sheets/0/columns/0/field",
            json!("cases"),
            "`cases` is mapped twice",
        ),
        (
            "/sheets/0/columns/0/header",
            json!("　"),
            "by its header or by its letter",
        ),
        (
            "/sheets/0/columns/0/column",
            json!("B"),
            "by its header or by its letter",
        ),
        (
            "/sheets/0/header",
            json!({"first": 2, "last": 1}),
            "header rows",
        ),
        (
            "/sheets/0/header",
            json!({"first": 0, "last": 1}),
            "header rows",
        ),
        (
            columns,
            json!([{"column": "A", "field": "procedure_name"}]),
            "header rows",
        ),
        ("/volume", Value::Null, "of which fiscal year"),
        ("/row_unit", json!("process"), "procedure_id"),
        (
            "/values/online_status/1/text",
            json!("◯"),
            "`◯` is mapped twice",
        ),
        ("/unknown", json!(1), "unknown field"),
    ] {
        let error = refused(|json| {
            let (parent, key) = path.rsplit_once('/').unwrap();
            json.pointer_mut(parent).unwrap()[key
                .parse::<usize>()
                .map_or_else(|_| key.to_owned(), |_| panic!("{path}"))] = value;
        });
        assert!(error.contains(says), "{path}: {error}");
    }
    let error = refused(|json| {
        let first = json["sheets"][0].clone();
        json["sheets"] = json!([first.clone(), first]);
    });
    assert!(error.contains("mapped twice"), "{error}");
}
