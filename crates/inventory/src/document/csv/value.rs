//! JSON values by pointer: set, put under each other, take apart.

use serde_json::{Map, Value};

/// Puts a value where a pointer leads; objects and lists on the way are made. Lists are met at
/// position 0 only.
pub(super) fn set(root: &mut Value, path: &str, value: Value) {
    let mut at = root;
    for segment in path.split('/').skip(1) {
        at = if segment == "0" {
            if !at.is_array() {
                *at = Value::Array(Vec::new());
            }
            let Value::Array(items) = at else { return };
            if items.is_empty() {
                items.push(Value::Object(Map::new()));
            }
            let Some(first) = items.first_mut() else {
                return;
            };
            first
        } else {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            let Value::Object(map) = at else { return };
            map.entry(segment).or_insert(Value::Null)
        };
    }
    *at = value;
}

/// Puts a default where a pointer leads, if the thing above it is there and it is not.
pub(super) fn set_default(root: &mut Value, above: &str, key: &str, value: Value) {
    if let Some(Value::Object(map)) = root.pointer_mut(above) {
        map.entry(key).or_insert(value);
    }
}

/// Puts `below` under `above`: objects by key, lists by position. Gives the pointers at which both
/// have something else than an object or list; there `above` stays.
pub(super) fn merge(above: &mut Value, below: Value) -> Vec<String> {
    let mut clashes = Vec::new();
    // No recursion over input: pairs wait in a list.
    let mut waiting: Vec<(String, Value)> = vec![(String::new(), below)];
    while let Some((pointer, below)) = waiting.pop() {
        let Some(above) = above.pointer_mut(&pointer) else {
            continue;
        };
        match (above, below) {
            (above @ Value::Null, below) => *above = below,
            (Value::Object(map), Value::Object(below)) => {
                for (key, value) in below {
                    if map.contains_key(&key) {
                        let key = key.replace('~', "~0").replace('/', "~1");
                        waiting.push((format!("{pointer}/{key}"), value));
                    } else {
                        map.insert(key, value);
                    }
                }
            }
            (Value::Array(items), Value::Array(below)) => {
                for (position, value) in below.into_iter().enumerate() {
                    if position < items.len() {
                        waiting.push((format!("{pointer}/{position}"), value));
                    } else {
                        items.push(value);
                    }
                }
            }
            (above, below) if *above == below => {}
            _ => clashes.push(pointer),
        }
    }
    clashes
}

/// What is left of a value without the leaves that stand at some pointers: objects that become
/// empty disappear, list items stay in their positions as `{}`.
pub(super) fn without(value: &Value, taken: &[&str]) -> Value {
    let mut rest = value.clone();
    for path in taken {
        if let Some((above, key)) = path.rsplit_once('/')
            && let Some(Value::Object(map)) = rest.pointer_mut(above)
        {
            map.remove(key);
        }
    }
    // From the deepest path up, so that what becomes empty disappears level by level.
    let mut above: Vec<&str> = taken
        .iter()
        .flat_map(|path| path.match_indices('/').filter_map(|(at, _)| path.get(..at)))
        .collect();
    above.sort_unstable_by_key(|path| std::cmp::Reverse(path.len()));
    for path in above {
        if is_empty(rest.pointer(path))
            && let Some((holder, key)) = path.rsplit_once('/')
            && let Some(Value::Object(map)) = rest.pointer_mut(holder)
        {
            map.remove(key);
        }
    }
    rest
}

/// Whether nothing is left: no key, or a list of items of which nothing is left.
fn is_empty(value: Option<&Value>) -> bool {
    let no_keys = |value: &Value| value.as_object().is_some_and(Map::is_empty);
    match value {
        Some(Value::Array(items)) => items.iter().all(no_keys),
        Some(value) => no_keys(value),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_taken_and_what_is_left_make_the_whole_again() {
        let whole = json!({
            "a": [{"b": 1, "c": {"d": 2}}, {"b": 3}],
            "e": {"f": 4},
        });
        let taken = ["/a/0/b", "/e/f"];
        let rest = without(&whole, &taken);
        assert_eq!(rest, json!({"a": [{"c": {"d": 2}}, {"b": 3}]}));
        let mut again = Value::Null;
        for path in taken {
            set(&mut again, path, whole.pointer(path).unwrap().clone());
        }
        assert!(merge(&mut again, rest).is_empty());
        assert_eq!(again, whole);
    }

    #[test]
    fn where_both_say_something_else_the_upper_stays_and_is_named() {
        let mut above = json!({"a": {"b": 1, "c": 1}});
        let clashes = merge(&mut above, json!({"a": {"b": 2, "c": 1, "d": 3}}));
        assert_eq!(clashes, ["/a/b"]);
        assert_eq!(above, json!({"a": {"b": 1, "c": 1, "d": 3}}));
    }
}
