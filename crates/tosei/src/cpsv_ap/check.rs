//! Whether a document is what the profile asks for.

use super::{Profile, ProfileProperty};
use serde_json::Value;
use std::collections::BTreeMap;
use tosei_types::coded_enum;

coded_enum! {
    /// 不適合の種類 (kind of issue) of a document of linked data.
    pub enum ProfileIssueKind: "kind of a profile issue" {
        /// 文書の形: no graph of things with addresses.
        Shape = "shape" ("文書の形が違う", "not the shape of a document"),
        /// 不足: a property stands less often than it must.
        TooFew = "too_few" ("不足", "too few"),
        /// 過多: more often than it may.
        TooMany = "too_many" ("過多", "too many"),
        /// 型: a value of another type.
        Datatype = "datatype" ("値の型が違う", "another type of value"),
        /// クラス: it leads to nothing in the document, or to a thing of another class.
        Class = "class" ("指す先のクラスが違う", "leads to another class"),
        /// 未定義: a property that the profile does not have for any class of the thing.
        Unknown = "unknown" ("定義にない性質", "unknown property"),
    }
}

/// 不適合 (profile issue): one thing that is not as the profile asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileIssue {
    /// What is wrong.
    pub kind: ProfileIssueKind,
    /// The address of the thing.
    pub node: String,
    /// The property; empty for the shape of the document.
    pub property: String,
}

impl Profile {
    /// Everything that is wrong with a document, in the order of its graph.
    ///
    /// What it checks is what the published shapes check of these classes, and that no property is
    /// written that the table does not have.
    #[must_use]
    pub fn check(&self, document: &Value) -> Vec<ProfileIssue> {
        let Some(graph) = document.get("@graph").and_then(Value::as_array) else {
            return vec![issue(ProfileIssueKind::Shape, "", "")];
        };
        let mut classes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for node in graph {
            let types = node.get("@type").and_then(Value::as_array);
            let types = types.into_iter().flatten().filter_map(Value::as_str);
            classes.insert(id(node), types.collect());
        }
        let mut issues = Vec::new();
        for node in graph {
            let address = id(node);
            let types = classes.get(address).map(Vec::as_slice).unwrap_or_default();
            if address.is_empty() || types.is_empty() {
                issues.push(issue(ProfileIssueKind::Shape, address, "@type"));
                continue;
            }
            let asked: Vec<&ProfileProperty> = types
                .iter()
                .filter_map(|class| self.class(class))
                .flat_map(|class| &class.properties)
                .collect();
            for property in &asked {
                let values = node.get(&property.path).and_then(Value::as_array);
                let values = values.map(Vec::as_slice).unwrap_or_default();
                issues.extend(
                    wrong(property, values, &classes)
                        .map(|kind| issue(kind, address, &property.path)),
                );
            }
            issues.extend(
                unknown(node, &asked, types, self)
                    .map(|property| issue(ProfileIssueKind::Unknown, address, property)),
            );
        }
        issues
    }
}

fn issue(kind: ProfileIssueKind, node: &str, property: &str) -> ProfileIssue {
    ProfileIssue {
        kind,
        node: node.to_owned(),
        property: property.to_owned(),
    }
}

fn id(node: &Value) -> &str {
    node.get("@id").and_then(Value::as_str).unwrap_or_default()
}

/// What is wrong with the values of one property: each kind once.
fn wrong(
    property: &ProfileProperty,
    values: &[Value],
    classes: &BTreeMap<&str, Vec<&str>>,
) -> impl Iterator<Item = ProfileIssueKind> + use<> {
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    let few = (count < property.at_least).then_some(ProfileIssueKind::TooFew);
    let many = property
        .at_most
        .is_some_and(|most| count > most)
        .then_some(ProfileIssueKind::TooMany);
    let datatype = property.datatype.as_deref().and_then(|datatype| {
        let bad = values.iter().any(|value| !is_of(value, datatype));
        bad.then_some(ProfileIssueKind::Datatype)
    });
    let class = property.class.as_deref().and_then(|class| {
        let leads = |value: &Value| {
            let there = classes.get(id(value));
            there.is_some_and(|types| types.contains(&class))
        };
        (!values.iter().all(leads)).then_some(ProfileIssueKind::Class)
    });
    [few, many, datatype, class].into_iter().flatten()
}

/// Whether a value is of a type.
fn is_of(value: &Value, datatype: &str) -> bool {
    let text = value.get("@value").and_then(Value::as_str);
    let language = value.get("@language").and_then(Value::as_str);
    let named = value.get("@type").and_then(Value::as_str);
    match datatype {
        "langString" => text.is_some() && language.is_some_and(|language| !language.is_empty()),
        "xsd:duration" => named == Some(datatype) && text.is_some_and(is_duration),
        other => named == Some(other) && text.is_some(),
    }
}

/// `P`, then years, months and days, then `T` with hours and minutes; at least one number.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (days, time) = match rest.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (rest, None),
    };
    let parts = |mut text: &str, units: &str| -> Option<usize> {
        let mut count = 0usize;
        for unit in units.chars() {
            let Some((number, behind)) = text.split_once(unit) else {
                continue;
            };
            if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            count = count.saturating_add(1);
            text = behind;
        }
        text.is_empty().then_some(count)
    };
    match (parts(days, "YMD"), time.map(|time| parts(time, "HM"))) {
        (Some(count), None) => count > 0,
        (Some(_), Some(Some(count))) => count > 0,
        _ => false,
    }
}

/// The properties that no class of the thing has; things of classes that the profile leaves open (a
/// concept, a place) may have a label and an identifier.
fn unknown<'n>(
    node: &'n Value,
    asked: &[&ProfileProperty],
    types: &[&str],
    profile: &Profile,
) -> impl Iterator<Item = &'n str> {
    let open = types.iter().all(|class| profile.class(class).is_none());
    let keys = node
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str());
    let known: Vec<String> = asked.iter().map(|one| one.path.clone()).collect();
    keys.filter(move |key| {
        let labels = open && matches!(*key, "skos:prefLabel" | "dct:identifier");
        !key.starts_with('@') && !labels && !known.iter().any(|one| one == key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_a_number_and_a_unit() {
        for good in ["P14D", "P1M", "P1Y2M3D", "PT30M", "P1DT2H"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in [
            "", "P", "14D", "PD", "P2W", "P1D2M", "PT", "P1.5D", "P-1D", "P1DT",
        ] {
            assert!(!is_duration(bad), "{bad}");
        }
    }
}
