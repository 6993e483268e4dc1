//! Nodes of a graph, and their addresses.

use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// 基底IRI (base IRI): the beginning of every address that the document gives to a thing.
///
/// It is the body's own: the ids of an inventory become addresses below it.
///
/// # Invariant
///
/// Begins with `https://`, `http://` or `urn:`, ends in `/`, `#` or `:`, and holds only characters
/// that an IRI may.
///
/// # Examples
///
/// ```
/// use tosei::cpsv_ap::BaseIri;
///
/// assert!("https://example.jp/id/".parse::<BaseIri>().is_ok());
/// assert!("https://example.jp/id".parse::<BaseIri>().is_err()); // where would an id begin?
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseIri(String);

/// A text is not the beginning of addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a base such as `https://example.jp/id/`")]
pub struct BaseIriError {
    text: String,
}

impl BaseIriError {
    /// Stable identifier; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "cpsv_ap.base_iri"
    }
}

impl FromStr for BaseIri {
    type Err = BaseIriError;

    fn from_str(text: &str) -> Result<Self, BaseIriError> {
        let scheme = ["https://", "http://", "urn:"];
        let begins = scheme.iter().any(|scheme| {
            text.strip_prefix(scheme)
                .is_some_and(|rest| !rest.is_empty())
        });
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
        if begins && text.ends_with(['/', '#', ':']) && !text.contains(forbidden) {
            Ok(Self(text.to_owned()))
        } else {
            let text = text.chars().take(200).collect();
            Err(BaseIriError { text })
        }
    }
}

impl fmt::Display for BaseIri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl BaseIri {
    /// The address of a thing: its kind, then its ids.
    pub(super) fn of(&self, kind: &str, ids: &[&str]) -> String {
        let mut address = format!("{}{kind}", self.0);
        for id in ids {
            address.push('/');
            for byte in id.bytes() {
                match byte {
                    b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                        address.push(char::from(byte));
                    }
                    _ => address.push_str(&format!("%{byte:02X}")),
                }
            }
        }
        address
    }
}

/// One thing of the graph.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    types: Vec<&'static str>,
    properties: BTreeMap<&'static str, Vec<Value>>,
}

impl Node {
    pub(super) fn of(types: &[&'static str]) -> Self {
        Self {
            types: types.to_vec(),
            properties: BTreeMap::new(),
        }
    }

    fn add(mut self, property: &'static str, value: Value) -> Self {
        let values = self.properties.entry(property).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
        self
    }

    /// With a text in Japanese.
    pub(super) fn ja(self, property: &'static str, text: &str) -> Self {
        self.add(property, json!({ "@language": "ja", "@value": text }))
    }

    /// With a text in English.
    pub(super) fn en(self, property: &'static str, text: &str) -> Self {
        self.add(property, json!({ "@language": "en", "@value": text }))
    }

    /// With a text in no language.
    pub(super) fn plain(self, property: &'static str, text: &str) -> Self {
        self.add(property, json!(text))
    }

    /// With a duration.
    pub(super) fn duration(self, property: &'static str, duration: &str) -> Self {
        let value = json!({ "@type": "xsd:duration", "@value": duration });
        self.add(property, value)
    }

    /// With a way to another thing.
    pub(super) fn link(self, property: &'static str, address: &str) -> Self {
        self.add(property, json!({ "@id": address }))
    }
}

/// All things, by their addresses.
#[derive(Debug, Default)]
pub(super) struct Graph(BTreeMap<String, Node>);

impl Graph {
    /// Puts a thing in; `false` if its address is taken.
    pub(super) fn put(&mut self, address: String, node: Node) -> bool {
        match self.0.entry(address) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(node);
                true
            }
            std::collections::btree_map::Entry::Occupied(_) => false,
        }
    }

    pub(super) fn into_json(self, prefixes: &BTreeMap<String, String>) -> Value {
        let nodes = self.0.into_iter().map(|(address, node)| {
            let mut object = Map::new();
            object.insert("@id".into(), address.into());
            object.insert("@type".into(), json!(node.types));
            for (property, values) in node.properties {
                object.insert(property.into(), values.into());
            }
            Value::Object(object)
        });
        json!({ "@context": prefixes, "@graph": nodes.collect::<Vec<_>>() })
    }
}
