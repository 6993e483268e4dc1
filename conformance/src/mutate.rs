//! Mutation of rules: small wrong changes in a file of rules, each of which the vectors must notice.

use serde_json::Value;

/// What may be changed in a file of rules.
///
/// Keys are meant wherever they stand in the document, except below the keys of `untouched`.
#[derive(Debug, Clone, Copy, Default)]
pub struct MutationPlan<'a> {
    /// Keys whose numbers are shifted by one step up and down: integers by 1; decimals and
    /// fractions in strings by one in the last digit of the number or numerator.
    pub numbers: &'a [&'a str],
    /// Keys with a closed list of values; each value is replaced by each other one.
    pub choices: &'a [(&'a str, &'a [&'a str])],
    /// Keys whose `true` becomes `false` and the other way round.
    pub flags: &'a [&'a str],
    /// Keys of lists from which each item is dropped.
    pub lists: &'a [&'a str],
    /// Keys below which nothing decides anything: texts, sources.
    pub untouched: &'a [&'a str],
}

/// One wrong change.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutation {
    /// Where, as a JSON pointer into the document.
    pub pointer: String,
    /// What was changed into what.
    pub change: String,
    /// The changed document.
    pub document: Value,
}

/// A mutation that nothing can notice, with the reason: it decides nothing that can be observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explained<'a> {
    /// Where, as in [`Mutation::pointer`].
    pub pointer: &'a str,
    /// What, as in [`Mutation::change`].
    pub change: &'a str,
    /// Why it makes no difference.
    pub reason: &'a str,
}

/// Holds what was not noticed against what is explained.
///
/// # Panics
///
/// If a mutation was not noticed and is not explained, or is explained and was noticed after all:
/// this is part of a test.
#[allow(clippy::panic, reason = "this function is the test itself")]
pub fn assert_explained(survivors: &[Mutation], explained: &[Explained<'_>]) {
    let of = |one: &Explained<'_>, mutation: &Mutation| {
        one.pointer == mutation.pointer && one.change == mutation.change
    };
    let unexplained = survivors
        .iter()
        .filter(|mutation| !explained.iter().any(|one| of(one, mutation)))
        .map(|mutation| format!("not noticed: {} {}", mutation.pointer, mutation.change));
    let noticed = explained
        .iter()
        .filter(|one| !survivors.iter().any(|mutation| of(one, mutation)))
        .map(|one| format!("explained, but noticed: {} {}", one.pointer, one.change));
    let failures: Vec<String> = unexplained.chain(noticed).collect();
    if !failures.is_empty() {
        panic!("{}", failures.join("\n"));
    }
}

/// How a mutation was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The reader refuses the document.
    Refused(String),
    /// A vector fails.
    Failed(String),
    /// Nothing noticed it.
    Survived,
}

/// Every mutation of a document, in the order of the document.
///
/// # Examples
///
/// ```
/// use serde_json::json;
/// use tosei_conformance::{MutationPlan, mutations};
///
/// let rule = json!({ "cases": 10_000, "id": "priority", "operator": "at_least" });
/// let plan = MutationPlan {
///     numbers: &["cases"],
///     choices: &[("operator", &["at_least", "more_than"])],
///     ..MutationPlan::default()
/// };
/// let changes: Vec<String> = mutations(&rule, &plan).into_iter().map(|one| one.change).collect();
/// assert_eq!(changes, ["10000 → 10001", "10000 → 9999", r#""at_least" → "more_than""#]);
/// ```
#[must_use]
pub fn mutations(document: &Value, plan: &MutationPlan<'_>) -> Vec<Mutation> {
    let mut found = Vec::new();
    // Items wait in reverse, so that they come out in the order of the document.
    let mut waiting = vec![(String::new(), String::new(), document)];
    while let Some((pointer, key, value)) = waiting.pop() {
        for wrong in replacements(&key, value, plan) {
            push(
                &mut found,
                document,
                &pointer,
                format!("{value} → {wrong}"),
                |place| {
                    *place = wrong.clone();
                },
            );
        }
        match value {
            Value::Object(members) => {
                for (name, member) in members.iter().rev() {
                    if !plan.untouched.contains(&name.as_str()) {
                        let below = format!("{pointer}/{}", escaped(name));
                        waiting.push((below, name.clone(), member));
                    }
                }
            }
            Value::Array(items) => {
                if plan.lists.contains(&key.as_str()) {
                    for (index, item) in items.iter().enumerate() {
                        push(&mut found, document, &pointer, dropped(item), |place| {
                            if let Value::Array(items) = place {
                                items.remove(index);
                            }
                        });
                    }
                }
                for (index, item) in items.iter().enumerate().rev() {
                    waiting.push((format!("{pointer}/{index}"), key.clone(), item));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

/// The change that puts a value in a place, for what no plan says: a member that is not there, a policy that
/// is no single word. `None` if the place's parent is not there, or nothing changes.
///
/// # Examples
///
/// ```
/// use serde_json::json;
///
/// let rule = json!({ "id": "a", "levels": "all" });
/// let changed = tosei_conformance::replaced(&rule, "/levels", json!({ "at_least": 1 })).unwrap();
/// assert_eq!(changed.change, r#""all" → {"at_least":1}"#);
/// let added = tosei_conformance::replaced(&rule, "/always", json!(true)).unwrap();
/// assert_eq!(added.change, "nothing → true");
/// assert!(tosei_conformance::replaced(&rule, "/id", json!("a")).is_none());
/// ```
#[must_use]
pub fn replaced(document: &Value, pointer: &str, value: Value) -> Option<Mutation> {
    let before = document.pointer(pointer);
    if before == Some(&value) {
        return None;
    }
    let shown = before.map_or_else(|| "nothing".to_owned(), Value::to_string);
    let change = format!("{shown} → {value}");
    let mut changed = document.clone();
    match changed.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, name) = pointer.rsplit_once('/')?;
            let name = name.replace("~1", "/").replace("~0", "~");
            let parent = changed.pointer_mut(parent)?.as_object_mut()?;
            parent.insert(name, value);
        }
    }
    Some(Mutation {
        pointer: pointer.to_owned(),
        change,
        document: changed,
    })
}

/// Tries every mutation of a plan, prints how each was noticed, and gives those that were not.
///
/// # Panics
///
/// If there is nothing to mutate: this is part of a test.
pub fn survivors(
    document: &Value,
    plan: &MutationPlan<'_>,
    notice: impl Fn(&Value) -> Notice,
) -> Vec<Mutation> {
    unnoticed(mutations(document, plan), notice)
}

/// Tries mutations, prints how each was noticed, and gives those that were not.
///
/// # Panics
///
/// If there is nothing to try: this is part of a test.
#[allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "this function is the test itself"
)]
pub fn unnoticed(all: Vec<Mutation>, notice: impl Fn(&Value) -> Notice) -> Vec<Mutation> {
    let (mut refused, mut failed) = (0usize, 0usize);
    let mut left = Vec::new();
    for mutation in all {
        let by = match notice(&mutation.document) {
            Notice::Refused(why) => {
                refused = refused.saturating_add(1);
                format!("refused: {why}")
            }
            Notice::Failed(case) => {
                failed = failed.saturating_add(1);
                case
            }
            Notice::Survived => {
                left.push(mutation.clone());
                "NOT NOTICED".to_owned()
            }
        };
        println!("{} {}: {by}", mutation.pointer, mutation.change);
    }
    println!(
        "{} mutations: {failed} noticed by a vector, {refused} refused by the reader, {} not noticed",
        refused.saturating_add(failed).saturating_add(left.len()),
        left.len()
    );
    if refused.saturating_add(failed) == 0 && left.is_empty() {
        panic!("nothing to mutate");
    }
    left
}

fn replacements(key: &str, value: &Value, plan: &MutationPlan<'_>) -> Vec<Value> {
    let mut found = Vec::new();
    match value {
        Value::Number(number) if plan.numbers.contains(&key) => {
            if let Some(number) = number.as_i64() {
                found.push(Value::from(number.saturating_add(1)));
                found.push(Value::from(number.saturating_sub(1)));
            }
        }
        Value::String(text) => {
            if plan.numbers.contains(&key) {
                found.extend(
                    [1, -1]
                        .iter()
                        .filter_map(|&step| stepped(text, step))
                        .map(Value::from),
                );
            }
            for (name, values) in plan.choices {
                if *name == key {
                    let others = values.iter().filter(|other| *other != text);
                    found.extend(others.map(|&other| Value::from(other)));
                }
            }
        }
        Value::Bool(flag) if plan.flags.contains(&key) => found.push(Value::from(!flag)),
        _ => {}
    }
    found
}

/// One step of a number in a string, in the last digit of the number or the numerator: `0.5` → `0.6`,
/// `1/2` → `2/2`. `None` if the text is no such number, or falls below 0.
#[must_use]
pub fn stepped(text: &str, step: i64) -> Option<String> {
    let (number, rest) = match text.split_once('/') {
        Some((numerator, denominator)) => (numerator, format!("/{denominator}")),
        None => (text, String::new()),
    };
    let digits: String = number
        .chars()
        .filter(|character| *character != '.')
        .collect();
    let changed = digits.parse::<i64>().ok()?.checked_add(step)?;
    if changed < 0 {
        return None;
    }
    let Some((_, fraction)) = number.split_once('.') else {
        return Some(format!("{changed}{rest}"));
    };
    let padded = format!(
        "{changed:0>width$}",
        width = fraction.len().saturating_add(1)
    );
    let (whole, fraction) = padded.split_at_checked(padded.len().checked_sub(fraction.len())?)?;
    Some(format!("{whole}.{fraction}{rest}"))
}

fn push(
    found: &mut Vec<Mutation>,
    document: &Value,
    pointer: &str,
    change: String,
    apply: impl FnOnce(&mut Value),
) {
    let mut document = document.clone();
    if let Some(place) = document.pointer_mut(pointer) {
        apply(place);
        found.push(Mutation {
            pointer: pointer.to_owned(),
            change,
            document,
        });
    }
}

fn dropped(item: &Value) -> String {
    let name = item.get("id").unwrap_or(item).to_string();
    let short: String = name.chars().take(60).collect();
    format!("{short} dropped")
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_step_is_one_in_the_last_digit() {
        assert_eq!(stepped("0.5", 1).as_deref(), Some("0.6"));
        assert_eq!(stepped("0.50", -1).as_deref(), Some("0.49"));
        assert_eq!(stepped("0.05", -1).as_deref(), Some("0.04"));
        assert_eq!(stepped("9", 1).as_deref(), Some("10"));
        assert_eq!(stepped("1/2", 1).as_deref(), Some("2/2"));
        assert_eq!(stepped("0", -1), None);
        assert_eq!(stepped("at_least", 1), None);
    }

    #[test]
    fn items_are_dropped_and_texts_left_alone() {
        let document = json!({
            "criteria": [{ "id": "a", "level": 1, "text": { "level": 7 } }, { "id": "b", "level": 2 }],
            "strict": true,
        });
        let plan = MutationPlan {
            numbers: &["level"],
            flags: &["strict"],
            lists: &["criteria"],
            untouched: &["text"],
            ..MutationPlan::default()
        };
        let changes: Vec<String> = mutations(&document, &plan)
            .into_iter()
            .map(|one| format!("{} {}", one.pointer, one.change))
            .collect();
        assert_eq!(
            changes,
            [
                r#"/criteria "a" dropped"#,
                r#"/criteria "b" dropped"#,
                "/criteria/0/level 1 → 2",
                "/criteria/0/level 1 → 0",
                "/criteria/1/level 2 → 3",
                "/criteria/1/level 2 → 1",
                "/strict true → false",
            ]
        );
    }

    #[test]
    fn what_nobody_notices_is_given_back() {
        let document = json!({ "cases": 5 });
        let plan = MutationPlan {
            numbers: &["cases"],
            ..MutationPlan::default()
        };
        let left = survivors(&document, &plan, |mutated| {
            match mutated["cases"].as_i64() {
                Some(6) => Notice::Failed("boundary".to_owned()),
                _ => Notice::Survived,
            }
        });
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].change, "5 → 4");
    }
}
