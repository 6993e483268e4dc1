//! All small wrong changes of a document, without knowing what its keys mean.

use crate::{Mutation, stepped};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Keys below which nothing decides anything: texts for people, where they come from, examples.
const TEXTS: &[&str] = &[
    "$schema",
    "format",
    "format_version",
    "edition",
    "label",
    "title",
    "why",
    "sentence",
    "text",
    "note",
    "notes",
    "source",
    "sources",
    "definition",
    "good",
    "bad",
    "ja",
    "en",
    "since",
    "evidence",
    "fictional",
    "description",
    "url",
    "page",
];

const SEVERITIES: [&str; 3] = ["error", "warning", "info"];

/// Every small wrong change of a document, in its order, without knowing what its keys mean.
///
/// Numbers, decimals and days by one step either way; `true` and `false`; a severity to each other one;
/// an id to one that nobody knows; a word to the next one that stands under the same key; items of lists
/// and members of objects left out. Texts for people, sources and examples stay.
///
/// # Examples
///
/// ```
/// use serde_json::json;
///
/// let rules = json!({ "rules": [{ "id": "a", "on": true, "why": "because" }] });
/// let changes: Vec<String> = tosei_conformance::changes(&rules)
///     .into_iter()
///     .map(|one| one.change)
///     .collect();
/// assert_eq!(
///     changes,
///     ["\"a\" dropped", "`id` left out, was \"a\"", "`on` left out, was true", "\"a\" → \"ax\"", "true → false"]
/// );
/// ```
#[must_use]
pub fn changes(document: &Value) -> Vec<Mutation> {
    let words = words(document);
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), "", document)];
    while let Some((pointer, key, value)) = waiting.pop() {
        for wrong in replacements(key, value, &words) {
            let change = format!("{} → {wrong}", short(value));
            found.extend(changed(document, &pointer, change, |place| *place = wrong));
        }
        match value {
            Value::Object(members) => {
                let members = members.iter();
                let members = members.filter(|(name, _)| !TEXTS.contains(&name.as_str()));
                // The outermost members are the lists themselves.
                for (name, member) in members.clone().filter(|_| !pointer.is_empty()) {
                    let change = format!("`{name}` left out, was {}", short(member));
                    found.extend(changed(document, &pointer, change, |place| {
                        if let Value::Object(members) = place {
                            members.remove(name);
                        }
                    }));
                }
                for (name, member) in members.rev() {
                    let name_in_pointer = name.replace('~', "~0").replace('/', "~1");
                    waiting.push((format!("{pointer}/{name_in_pointer}"), name, member));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let change = format!("{} dropped", short(item.get("id").unwrap_or(item)));
                    found.extend(changed(document, &pointer, change, |place| {
                        if let Value::Array(items) = place {
                            items.remove(index);
                        }
                    }));
                }
                for (index, item) in items.iter().enumerate().rev() {
                    waiting.push((format!("{pointer}/{index}"), key, item));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

fn changed(
    document: &Value,
    pointer: &str,
    change: String,
    apply: impl FnOnce(&mut Value),
) -> Option<Mutation> {
    let mut document = document.clone();
    apply(document.pointer_mut(pointer)?);
    Some(Mutation {
        pointer: pointer.to_owned(),
        change,
        document,
    })
}

/// The words that stand under each key, anywhere in the document.
fn words(document: &Value) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut waiting = vec![("", document)];
    while let Some((key, value)) = waiting.pop() {
        match value {
            Value::Object(members) => {
                waiting.extend(members.iter().map(|(name, one)| (name.as_str(), one)));
            }
            Value::Array(items) => waiting.extend(items.iter().map(|one| (key, one))),
            Value::String(word) => {
                found.entry(key).or_default().insert(word);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    found
}

fn replacements(key: &str, value: &Value, words: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Value> {
    match value {
        Value::Bool(flag) => vec![Value::from(!flag)],
        Value::Number(number) => number.as_i64().map_or_else(Vec::new, |number| {
            let steps = [number.saturating_add(1), number.saturating_sub(1)];
            steps.map(Value::from).to_vec()
        }),
        Value::String(word) if key == "severity" => SEVERITIES
            .into_iter()
            .filter(|other| other != word)
            .map(Value::from)
            .collect(),
        Value::String(word) if is_day(word) => near_days(word),
        Value::String(word) if word.starts_with(|first: char| first.is_ascii_digit()) => {
            let steps = [1, -1].into_iter();
            let stepped: Vec<Value> = steps
                .filter_map(|step| stepped(word, step))
                .map(Value::from)
                .collect();
            if stepped.is_empty() {
                vec![another(key, word, words)]
            } else {
                stepped
            }
        }
        Value::String(word) => vec![another(key, word, words)],
        Value::Null | Value::Array(_) | Value::Object(_) => Vec::new(),
    }
}

/// The next word under the same key; for an id, or where no other stands there, one that nobody knows.
fn another(key: &str, word: &str, words: &BTreeMap<&str, BTreeSet<&str>>) -> Value {
    let others = words.get(key).filter(|_| !matches!(key, "id" | "code"));
    let after = |from| others.and_then(|words| words.range::<str, _>(from).next());
    let next = after((std::ops::Bound::Excluded(word), std::ops::Bound::Unbounded))
        .or_else(|| others.and_then(BTreeSet::first))
        .filter(|other| **other != word);
    next.map_or_else(
        || Value::from(format!("{word}x")),
        |next| Value::from(*next),
    )
}

fn is_day(word: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    word.len() == 10 && word.bytes().enumerate().all(shape)
}

/// The days before and after, as far as they lie in the same month.
fn near_days(word: &str) -> Vec<Value> {
    let Some((month, day)) = word.rsplit_once('-') else {
        return Vec::new();
    };
    let day: i64 = day.parse().unwrap_or_default();
    let near = [day.saturating_add(1), day.saturating_sub(1)].into_iter();
    near.filter(|day| (1..=28).contains(day))
        .map(|day| Value::from(format!("{month}-{day:02}")))
        .collect()
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short + "…"
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_kind_of_value_is_changed_and_texts_are_not() {
        let document = json!({
            "edition": {"date": "2026-01-01"},
            "rules": [
                {"id": "a", "severity": "info", "from": "2024-02-28", "ratio": "0.5", "on": true, "why": "x"},
                {"id": "b", "least": 3, "kinds": ["one", "two"]},
            ],
        });
        let of: Vec<String> = changes(&document)
            .into_iter()
            .map(|one| format!("{} {}", one.pointer, one.change))
            .collect();
        for wanted in [
            r#"/rules "a" dropped"#,
            r#"/rules/0/severity "info" → "error""#,
            r#"/rules/0/severity "info" → "warning""#,
            r#"/rules/0/from "2024-02-28" → "2024-02-27""#,
            r#"/rules/0/ratio "0.5" → "0.6""#,
            r#"/rules/0/on true → false"#,
            r#"/rules/0 `on` left out, was true"#,
            r#"/rules/1/id "b" → "bx""#,
            r#"/rules/1/least 3 → 2"#,
            r#"/rules/1/kinds "two" dropped"#,
            r#"/rules/1/kinds/1 "two" → "one""#,
        ] {
            assert!(of.iter().any(|one| one == wanted), "{wanted}: {of:#?}");
        }
        assert!(
            !of.iter()
                .any(|one| one.contains("edition") || one.contains("why"))
        );
        assert_eq!(of.len(), 24, "{of:#?}");
    }
}
