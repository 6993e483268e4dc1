//! Every kind of document says which of its fields may leave the office, or why it needs not.

use crate::workspace::{Workspace, files_below, read_text};
use anyhow::Context;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tosei_document::{PublicationMarks, Visibility};

/// Kinds of documents without marks: files of the library itself, which are public with it and hold
/// nothing of an office, each with what it is.
const RULES_AND_LISTS: [(&str, &str); 31] = [
    ("tosei-analog-categories", "categories of regulations"),
    ("tosei-analog-patterns", "patterns of regulations"),
    ("tosei-analog-phases", "scales of phases"),
    ("tosei-analog-technologies", "a list of technologies"),
    ("tosei-character-list", "a list of characters"),
    ("tosei-comparison-list", "a list of equal characters"),
    ("tosei-counting-rule", "a rule of counting days"),
    ("tosei-cpsv-ap-profile", "a profile of a vocabulary"),
    ("tosei-decomposition-methods", "methods of decomposition"),
    ("tosei-digital-predicates", "definitions of digital"),
    ("tosei-flow-issues", "a catalogue of issues"),
    ("tosei-flow-lint-options", "options of a check"),
    ("tosei-header-synonyms", "names of columns"),
    ("tosei-holidays", "official holidays"),
    ("tosei-illustrative-examples", "examples of a standard"),
    ("tosei-person-years", "a list of person-years"),
    ("tosei-priority-rules", "rules of selection"),
    ("tosei-procedure-categories", "categories of procedures"),
    ("tosei-process-kinds", "kinds of processes"),
    ("tosei-publication-marks", "marks such as these"),
    (
        "tosei-published-review-figures",
        "figures that were published",
    ),
    ("tosei-rate-definitions", "definitions of rates"),
    ("tosei-review-priority", "rules of an order"),
    ("tosei-review-progress", "definitions of progress"),
    ("tosei-review-status", "statuses and their order"),
    ("tosei-rule-authorities", "who may amend which rule"),
    ("tosei-rule-catalogue", "rules about data"),
    ("tosei-site-files", "a list of files"),
    ("tosei-survey-crosswalk", "a crosswalk of editions"),
    ("tosei-survey-edition", "an edition of the State's survey"),
    ("tosei-volume-bands", "bands of volumes"),
];

/// Keys that name a person; nothing under them may be public.
const PERSONS: [&str; 8] = [
    "approver",
    "attendees",
    "checked_by",
    "confirmed_by",
    "corrected_by",
    "decided_by",
    "participants",
    "requested_by",
];

/// What a document says of itself, whatever the marks say.
const FRAME: [&str; 3] = ["$schema", "format", "format_version"];

/// How deep fields are looked at; a field further down shares the mark of what lies above.
const DEPTH: usize = 7;

/// A sentence for each kind of document without marks, each mark that marks nothing, each field of the
/// top that nobody decided about, and each person that would be published.
pub(super) fn check(workspace: &Workspace, problems: &mut Vec<String>) -> anyhow::Result<()> {
    let marks = marks(workspace, problems)?;
    let mut kinds = BTreeSet::new();
    for path in files_below(&workspace.root.join("schemas"), ".schema.json")? {
        let schema: Value =
            serde_json::from_str(&read_text(&path)?).with_context(|| path.display().to_string())?;
        if let Some(format) = format_of(&schema, &path.display().to_string(), problems) {
            check_kind(&format, &schema, &marks, problems);
            kinds.insert(format);
        }
    }
    for format in marks.keys() {
        if !kinds.contains(format) {
            problems.push(format!(
                "there are publication marks for `{format}`, but no schema"
            ));
        }
    }
    for (format, what) in RULES_AND_LISTS {
        if !kinds.contains(format) {
            problems.push(format!(
                "`{format}` ({what}) is exempt from publication marks, but has no schema"
            ));
        }
    }
    if kinds.len() < 50 {
        problems.push(format!(
            "only {} kinds of documents were looked at",
            kinds.len()
        ));
    }
    Ok(())
}

/// The marks of all crates by kind of document.
fn marks(
    workspace: &Workspace,
    problems: &mut Vec<String>,
) -> anyhow::Result<BTreeMap<String, PublicationMarks>> {
    let mut marks = BTreeMap::new();
    for package in workspace.published() {
        let folder = package.folder().join("data/publication");
        if !folder.is_dir() {
            continue;
        }
        for path in files_below(&folder, ".json")? {
            let read = PublicationMarks::from_json(&read_text(&path)?)
                .with_context(|| path.display().to_string())?;
            for document in &read.documents {
                let before = marks.insert(document.format.clone(), read.clone());
                if before.is_some() {
                    problems.push(format!("`{}` has publication marks twice", document.format));
                }
            }
        }
    }
    Ok(marks)
}

/// The `format` of a kind of document: what has a field of that name at its top is one.
fn format_of(schema: &Value, path: &str, problems: &mut Vec<String>) -> Option<String> {
    let format = schema.pointer("/properties/format")?;
    let stated = format["const"].as_str().or_else(|| {
        let text = format["description"].as_str()?;
        text.split('`').find(|part| part.starts_with("tosei-"))
    });
    if stated.is_none() {
        problems.push(format!("{path} has a `format`, but does not say which"));
    }
    stated.map(str::to_owned)
}

fn check_kind(
    format: &str,
    schema: &Value,
    marks: &BTreeMap<String, PublicationMarks>,
    problems: &mut Vec<String>,
) {
    let is_exempt = RULES_AND_LISTS.iter().any(|(exempt, _)| *exempt == format);
    let Some(own) = marks.get(format) else {
        if !is_exempt {
            problems.push(format!(
                "nobody has decided what of a document `{format}` may be published"
            ));
        }
        return;
    };
    if is_exempt {
        problems.push(format!(
            "`{format}` has publication marks and is exempt from them"
        ));
    }
    let fields = own.documents.iter().filter(|one| one.format == format);
    let fields: Vec<(&str, Visibility)> = fields
        .flat_map(|one| &one.fields)
        .map(|mark| (mark.path.as_str(), mark.visibility))
        .collect();
    let paths = paths(schema);
    for (path, _) in &fields {
        if !paths.contains(*path) {
            problems.push(format!(
                "`{format}` has no field `{path}` that a mark is about"
            ));
        }
    }
    for path in &paths {
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_top = path.matches('/').count() == 1;
        let decided = fields.iter().any(|(mark, _)| below(mark, path));
        if is_top && !FRAME.contains(&name) && !decided {
            problems.push(format!("nobody has decided about `{path}` of `{format}`"));
        }
        let above = fields.iter().filter(|(mark, _)| below(path, mark));
        let deciding = above.max_by_key(|(mark, _)| mark.len());
        let is_public = deciding.is_some_and(|(_, visibility)| *visibility == Visibility::Public);
        if PERSONS.contains(&name) && is_public {
            problems.push(format!(
                "`{path}` of `{format}` names a person and would be public"
            ));
        }
    }
}

/// Whether a path is another one, or lies below it.
fn below(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The paths of all fields, `*` for the items of a list and the values of a map.
fn paths(schema: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut open = vec![(schema, String::new())];
    let mut steps = 0u32;
    while let Some((part, path)) = open.pop() {
        steps = steps.saturating_add(1);
        if path.matches('/').count() > DEPTH || steps > 200_000 {
            continue;
        }
        if let Some(name) = part["$ref"].as_str()
            && let Some(target) = name.strip_prefix('#').and_then(|name| schema.pointer(name))
        {
            open.push((target, path.clone()));
        }
        for key in ["anyOf", "oneOf", "allOf"] {
            let choices = part[key].as_array().into_iter().flatten();
            open.extend(choices.map(|choice| (choice, path.clone())));
        }
        for (name, field) in part["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}/{name}");
            paths.insert(path.clone());
            open.push((field, path));
        }
        for key in ["items", "additionalProperties"] {
            if part[key].is_object() {
                open.push((&part[key], format!("{path}/*")));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(fields: Value, schema: &Value) -> Vec<String> {
        let marks = json!({
            "format": "tosei-publication-marks", "format_version": 1,
            "edition": {"id": "e", "date": "2026-11-22", "source": "definition"},
            "documents": [{"format": "tosei-x", "fields": fields}],
        });
        let marks = PublicationMarks::from_json(&marks.to_string()).unwrap();
        let mut problems = Vec::new();
        let marks = BTreeMap::from([("tosei-x".to_owned(), marks)]);
        check_kind("tosei-x", schema, &marks, &mut problems);
        problems
    }

    fn schema() -> Value {
        json!({
            "properties": {
                "format": {"const": "tosei-x"},
                "rows": {"type": "array", "items": {"$ref": "#/$defs/Row"}},
            },
            "$defs": {"Row": {"properties": {"n": {}, "approver": {}}}},
        })
    }

    #[test]
    fn a_kind_without_marks_is_named() {
        let mut problems = Vec::new();
        check_kind("tosei-x", &schema(), &BTreeMap::new(), &mut problems);
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems.clear();
        check_kind("tosei-holidays", &schema(), &BTreeMap::new(), &mut problems);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_person_is_never_public_and_a_mark_is_about_something() {
        let public = json!([{"path": "/rows", "visibility": "public"}]);
        assert!(problems(public, &schema())[0].contains("names a person"));
        let personal = json!([
            {"path": "/rows", "visibility": "public"},
            {"path": "/rows/*/approver", "visibility": "personal"},
        ]);
        assert!(problems(personal, &schema()).is_empty());
        let other = json!([
            {"path": "/rows/*/n", "visibility": "public"},
            {"path": "/rows/*/m", "visibility": "public"},
        ]);
        assert!(problems(other, &schema())[0].contains("no field `/rows/*/m`"));
        let none = json!([]);
        assert!(problems(none, &schema())[0].contains("nobody has decided about `/rows`"));
    }
}
