//! What an item cannot be without.

use super::value::set_default;
use crate::document::ItemList;
use serde_json::{Value, json};

/// Whether an item cannot be without a key.
pub(super) fn is_needed(list: ItemList, key: &str) -> bool {
    match list {
        ItemList::Processes => matches!(key, "id" | "procedure" | "kind" | "status"),
        _ => matches!(key, "id" | "name"),
    }
}

/// Fills in what a thing cannot be without and its cells did not say: unknown.
pub(super) fn complete(list: ItemList, item: &mut Value) {
    let unknown = || json!("unknown");
    let mut default = |above: &str, key: &str, value: Value| set_default(item, above, key, value);
    if list == ItemList::Procedures {
        default("/legal_basis/0", "kind", json!("other"));
        return;
    }
    default("", "kind", json!(""));
    default("", "status", unknown());
    default("/not_online", "kind", unknown());
    default("/notice", "delivery", json!([]));
    default("/notice", "signature", unknown());
    default("/notice", "consent", unknown());
    default("/standard_period", "state", unknown());
    default("/volumes/0", "cases", Value::Null);
    default("/volumes/0", "online_cases", Value::Null);
    default("/barriers/0", "obstacle", unknown());
    default("/barriers/0", "cause", unknown());
    default("/barriers/0", "discretion", unknown());
    default("/barriers/0/rule", "kind", json!("other"));
    default("/barriers/0/action", "text", json!(""));
    default("/barriers/0/action", "status", unknown());
}
