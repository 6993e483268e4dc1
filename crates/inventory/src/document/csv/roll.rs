//! The organisations that cells can name, by id or by name.

use super::{
    cell::{CellValue, entries},
    columns::{CellKind, CsvColumn},
    value::set,
};
use crate::{Organisation, Role};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The organisations of a frame.
pub(super) struct Roll {
    names: HashMap<String, String>,
    /// `None` for a name that several organisations have: it says nothing.
    by_name: HashMap<String, Option<String>>,
}

impl Roll {
    pub(super) fn of(organisations: &[Organisation]) -> Self {
        let mut roll = Self {
            names: HashMap::new(),
            by_name: HashMap::new(),
        };
        for organisation in organisations {
            roll.add(organisation);
        }
        roll
    }

    pub(super) fn add(&mut self, organisation: &Organisation) {
        let id = organisation.id.as_str().to_owned();
        let name = organisation.name.clone();
        if self.names.insert(id.clone(), name.clone()).is_none() {
            self.by_name
                .entry(name)
                .and_modify(|id| *id = None)
                .or_insert(Some(id));
        }
    }

    /// The id that a text names.
    pub(super) fn resolve(&self, text: &str) -> Option<&str> {
        if let Some((id, _)) = self.names.get_key_value(text) {
            return Some(id);
        }
        self.by_name.get(text)?.as_deref()
    }

    /// Whether several organisations have a name.
    pub(super) fn is_ambiguous(&self, name: &str) -> bool {
        self.by_name.get(name).is_some_and(Option::is_none)
    }

    /// The ids that entries name; the first entry that names none.
    pub(super) fn ids(&self, column: &CsvColumn, names: &[String]) -> Result<Vec<String>, String> {
        let mut ids = Vec::new();
        for name in names {
            if let Some(id) = self.resolve(name) {
                ids.push(id.to_owned());
            } else if matches!(column.cell, CellKind::Role(_)) {
                // 「市民課、税務課」: several organisations with one role.
                for entry in entries(name) {
                    let id = self.resolve(entry).ok_or_else(|| entry.to_owned())?;
                    ids.push(id.to_owned());
                }
            } else {
                return Err(name.clone());
            }
        }
        Ok(ids)
    }

    /// Puts what a cell says into an item; the entry that names no organisation.
    pub(super) fn put(
        &self,
        item: &mut Value,
        column: &CsvColumn,
        value: CellValue,
    ) -> Result<(), String> {
        match value {
            CellValue::Blank => {}
            CellValue::Value(value) => set(item, column.path, value),
            CellValue::NoBarrier => set(item, "/barriers", json!([])),
            CellValue::Names(names) => {
                let ids = self.ids(column, &names)?;
                match column.cell {
                    CellKind::Role(role) => add_roles(item, role, ids),
                    CellKind::Organisations => set(item, column.path, json!(ids)),
                    _ => {
                        if let Some(id) = ids.first() {
                            set(item, column.path, json!(id));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// How a cell names an organisation: by its name where that says which, else by its id.
    fn shown(&self, id: &str) -> Option<String> {
        let name = self.names.get(id)?;
        let is_clear = |text: &str| {
            self.resolve(text) == Some(id) && text.trim() == text && entries(text).eq([text])
        };
        [name.as_str(), id]
            .into_iter()
            .find(|text| is_clear(text))
            .map(str::to_owned)
    }

    /// The cell that names one organisation or several; `None` if one is not listed.
    pub(super) fn names_cell(&self, ids: &Value) -> Option<String> {
        let ids: Vec<&str> = match ids {
            Value::String(id) => vec![id],
            Value::Array(ids) => ids.iter().map(Value::as_str).collect::<Option<_>>()?,
            _ => return None,
        };
        let names: Option<Vec<String>> = ids.iter().map(|id| self.shown(id)).collect();
        Some(names?.join("、"))
    }

    /// The cell of one role: those who have it without dates.
    pub(super) fn role_cell(&self, roles: &Value, role: Role) -> Option<String> {
        let holders = roles.as_array()?.iter().filter_map(|assignment| {
            let map = assignment.as_object()?;
            let is_plain = map.len() == 2 && map.get("role")?.as_str() == Some(role.code());
            is_plain
                .then(|| map.get("organisation")?.as_str())
                .flatten()
        });
        let names: Option<Vec<String>> = holders.map(|id| self.shown(id)).collect();
        names.map(|names| names.join("、"))
    }

    /// The assignments that the role columns do not say, in positions behind those that they do.
    pub(super) fn roles_left(roles: &Value, said: &Value) -> Value {
        let said = said.get("roles").and_then(Value::as_array);
        let said = said.map(Vec::as_slice).unwrap_or_default();
        let mut rest: Vec<Value> = said.iter().map(|_| json!({})).collect();
        let left = roles.as_array().into_iter().flatten();
        rest.extend(
            left.filter(|assignment| !said.contains(assignment))
                .cloned(),
        );
        if rest.len() == said.len() {
            return Value::Object(Map::new());
        }
        json!({ "roles": rest })
    }
}

fn add_roles(item: &mut Value, role: Role, ids: Vec<String>) {
    if item.pointer("/roles").is_none() {
        set(item, "/roles", json!([]));
    }
    if let Some(Value::Array(roles)) = item.pointer_mut("/roles") {
        let assignment = |id: String| json!({ "role": role, "organisation": id });
        roles.extend(ids.into_iter().map(assignment));
    }
}
