//! Where the items of an inventory stand in the file that they were read from.

use std::fmt::Write as _;
use tosei_document::{CellAddress, Place};

/// One of the four lists of an inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ItemList {
    /// 組織.
    Organisations,
    /// 手続.
    Procedures,
    /// 手続プロセス.
    Processes,
    /// 接点.
    Touchpoints,
}

impl ItemList {
    const ALL: [Self; 4] = [
        Self::Organisations,
        Self::Procedures,
        Self::Processes,
        Self::Touchpoints,
    ];

    /// The key of the list in a document.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Organisations => "organisations",
            Self::Procedures => "procedures",
            Self::Processes => "processes",
            Self::Touchpoints => "touchpoints",
        }
    }
}

/// 所在 (places): for each item of an inventory, where it stood in the file.
///
/// So a finding about an inventory read from a table names the cell, one about NDJSON the line,
/// and one about JSON a pointer that counts the items of the file, also those that were not
/// typed. The places of an inventory made in memory are those of its JSON form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    form: Form,
    /// For each list the number of every item: its position in the file's list (JSON, counted from
    /// 0), its line (NDJSON) or its row (CSV), both counted from 1.
    numbers: [Vec<u32>; 4],
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Form {
    #[default]
    Json,
    Ndjson,
    /// For each column that was read: whose it is, the path inside the item, the column from 0.
    Csv(Vec<(ItemList, String, u32)>),
}

impl Places {
    pub(crate) fn new(form: Form) -> Self {
        Self {
            form,
            numbers: Default::default(),
        }
    }

    /// Notes where the next item of a list stands.
    pub(crate) fn push(&mut self, list: ItemList, number: u32) {
        for (slot, of) in self.numbers.iter_mut().zip(ItemList::ALL) {
            if of == list {
                slot.push(number);
            }
        }
    }

    fn number(&self, list: ItemList, index: usize) -> Option<u32> {
        let mut lists = self.numbers.iter().zip(ItemList::ALL);
        lists
            .find(|(_, of)| *of == list)
            .and_then(|(numbers, _)| numbers.get(index).copied())
    }

    /// Where a part of an item stands; `path` is a JSON Pointer inside the item, `""` for the whole.
    #[must_use]
    pub fn of(&self, list: ItemList, index: usize, path: &str) -> Place {
        // In lines and rows, 0 stands for what came from elsewhere.
        let is_json = self.form == Form::Json;
        let number = self
            .number(list, index)
            .filter(|number| is_json || *number > 0);
        match (&self.form, number) {
            (Form::Ndjson, Some(line)) => Place::Line { line, column: None },
            (Form::Csv(columns), Some(row)) => {
                // The longest path that leads to the part, or the first column.
                let column = columns
                    .iter()
                    .filter(|(of, column, _)| *of == list && leads_to(column, path))
                    .max_by_key(|(_, column, _)| column.len())
                    .map_or(0, |(_, _, column)| *column);
                match CellAddress::from_zero_based(column, row.saturating_sub(1)) {
                    Some(cell) => Place::Cell { sheet: None, cell },
                    None => Place::Document,
                }
            }
            (_, number) => {
                let position = number.and_then(|number| usize::try_from(number).ok());
                let mut pointer = format!("/{}/{}", list.key(), position.unwrap_or(index));
                // Writing to a String cannot fail.
                let _ = write!(pointer, "{path}");
                Place::Pointer {
                    pointer: pointer.into(),
                }
            }
        }
    }

    /// Where a key of the document itself stands; `path` is a JSON Pointer.
    #[must_use]
    pub fn of_document(&self, path: &str) -> Place {
        match self.form {
            Form::Json => Place::Pointer {
                pointer: path.into(),
            },
            Form::Ndjson => Place::Line {
                line: 1,
                column: None,
            },
            Form::Csv(_) => Place::Document,
        }
    }
}

/// Whether a column's path is the part's own or one above it.
fn leads_to(column: &str, path: &str) -> bool {
    path.strip_prefix(column)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_the_items_of_the_file() {
        let mut places = Places::new(Form::Json);
        places.push(ItemList::Processes, 0);
        places.push(ItemList::Processes, 2); // item 1 could not be typed
        let place = places.of(ItemList::Processes, 1, "/status");
        assert_eq!(place.to_string(), "/processes/2/status");
    }

    #[test]
    fn a_part_without_a_column_of_its_own_is_shown_at_the_next_above_it() {
        let column = |path: &str, column| (ItemList::Processes, path.to_owned(), column);
        let mut places = Places::new(Form::Csv(vec![
            column("/id", 0),
            column("/volumes/0", 3),
            column("/volumes/0/cases", 4),
        ]));
        places.push(ItemList::Processes, 12);
        for (path, cell) in [
            ("/volumes/0/cases", "E12"),
            ("/volumes/0/state", "D12"),
            ("/volumes/01", "A12"),
            ("", "A12"),
        ] {
            let place = places.of(ItemList::Processes, 0, path);
            assert_eq!(place.to_string(), cell, "{path}");
        }
    }
}
