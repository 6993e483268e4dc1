//! What every table of observations is read with: columns by their headers, cells, and what cannot be read.

use super::observation_rules;
use crate::report::Reporter;
use std::str::FromStr;
use tosei_document::{PlaceRef, Sink};
use tosei_table::{CellAddress, ColumnMap, TableError, TextRow, WantedColumn};

/// Where the named columns stand; the second part says whether one must be there.
pub(super) fn columns(headers: &[String], names: &[(&str, bool)]) -> Result<ColumnMap, TableError> {
    let spelled: Vec<([&str; 1], bool)> = names
        .iter()
        .map(|(name, required)| ([*name], *required))
        .collect();
    let wanted: Vec<WantedColumn<'_>> = spelled
        .iter()
        .map(|(headers, required)| WantedColumn {
            headers,
            required: *required,
        })
        .collect();
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    ColumnMap::find(&wanted, &headers)
}

/// The place of a cell, or of the document where the cell has no address.
pub(super) fn place(address: Option<CellAddress>) -> PlaceRef<'static> {
    match address {
        Some(cell) => PlaceRef::Cell { sheet: None, cell },
        None => PlaceRef::Document,
    }
}

/// A row that is no UTF-8.
pub(super) fn refuse_row(place: PlaceRef<'_>, sink: &mut dyn Sink) {
    let code = "counter_dx.observation.row_not_utf8";
    Reporter::new(observation_rules(), sink).report(code, place, None, &[]);
}

/// A wanted cell: its column and its text without blanks around it; nothing if there is no such column.
pub(super) fn cell<'a>(
    row: &TextRow<'a>,
    columns: &ColumnMap,
    wanted: usize,
) -> Option<(usize, &'a str)> {
    let at = columns.position(wanted)?;
    Some((at, row.cell(at).trim()))
}

/// A cell whose text cannot be read.
pub(super) fn unread(row: &TextRow<'_>, (at, text): (usize, &str), sink: &mut dyn Sink) {
    let code = "counter_dx.observation.unread_cell";
    let values = [("text", text.into())];
    Reporter::new(observation_rules(), sink).report(code, place(row.address(at)), None, &values);
}

/// A whole number in figures alone: no sign, no blank.
pub(super) fn whole_number<N: FromStr>(text: &str) -> Option<N> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_figures_alone() {
        for (text, number) in [
            ("0", Some(0)),
            ("007", Some(7)),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", None),
            ("+5", None),
            ("-5", None),
            ("5.0", None),
            ("５", None),
            ("1,000", None),
            ("", None),
        ] {
            assert_eq!(whole_number::<u32>(text), number, "{text}");
        }
    }
}
