//! Which columns of the form a table has.

use super::{cell::CellReader, columns::columns};
use tosei_document::CellAddress;
use tosei_table::{ColumnMap, TableError, WantedColumn};

/// Which columns a table has.
pub(super) struct Table {
    /// The columns of the form that it has, by their number.
    pub(super) known: Vec<(u32, CellReader)>,
    /// The body's own columns: number, key in `extensions`, whether the header stood before.
    pub(super) own: Vec<(u32, String, bool)>,
    pub(super) width: usize,
}

impl Table {
    pub(super) fn of(headers: &[String]) -> Result<Self, TableError> {
        let names: Vec<[&str; 2]> = columns()
            .iter()
            .map(|column| [column.header, column.code])
            .collect();
        let wanted: Vec<WantedColumn<'_>> = columns()
            .iter()
            .zip(&names)
            .map(|(column, headers)| WantedColumn {
                headers,
                required: column.required,
            })
            .collect();
        let texts: Vec<&str> = headers.iter().map(String::as_str).collect();
        let map = ColumnMap::find(&wanted, &texts)?;
        let number = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
        let known: Vec<(u32, CellReader)> = columns()
            .iter()
            .enumerate()
            .filter_map(|(at, column)| {
                let position = map.position(at)?;
                Some((number(position), CellReader::new(*column)))
            })
            .collect();
        let mut own: Vec<(u32, String, bool)> = Vec::new();
        for (position, header) in headers.iter().enumerate() {
            let position_number = number(position);
            if known.iter().any(|(at, _)| *at == position_number) {
                continue;
            }
            let is_repeated = map.repeated().iter().any(|(at, _)| *at == position);
            let taken = |key: &str| own.iter().any(|(_, other, _)| other == key);
            let key = header.trim();
            let key = if key.is_empty() || is_repeated || taken(key) {
                let letters = column_letters(position_number);
                format!("{key}[{letters}]")
            } else {
                key.to_owned()
            };
            own.push((position_number, key, is_repeated));
        }
        Ok(Self {
            known,
            own,
            width: headers.len(),
        })
    }
}

fn column_letters(column: u32) -> String {
    CellAddress::from_zero_based(column, 0).map_or_else(String::new, |cell| {
        cell.to_string().trim_end_matches('1').to_owned()
    })
}
