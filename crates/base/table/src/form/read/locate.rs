//! Which form a sheet is of, where its header row is, and which column is which.

use super::super::{
    FormSheet,
    guard::unguarded,
    layout::{FORM_ID, FORM_VERSION, Head, SECTION, SHEET_ID},
};
use crate::{Sheet, header_key};
use tosei_document::CellAddress;

/// How many rows are looked at for the line of identity and for the header.
const HEAD_ROWS: usize = 60;

/// What a sheet says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) form: String,
    pub(super) version: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) section: Option<String>,
    pub(super) cell: CellAddress,
}

/// The line of identity of a sheet: `様式ID：…／版：…／シート：…／記入課：…`.
pub(super) fn identity_of(sheet: &Sheet) -> Option<Identity> {
    for cell in sheet.rows().take(HEAD_ROWS).flat_map(|row| row.cells()) {
        let text = cell.value().display_text();
        let mut identity = Identity {
            form: String::new(),
            version: None,
            sheet: None,
            section: None,
            cell: cell.address(),
        };
        for part in text.trim().split('／') {
            let Some((name, value)) = part.split_once('：') else {
                continue;
            };
            let value = value.trim();
            match name.trim() {
                FORM_ID => identity.form = value.to_owned(),
                FORM_VERSION => identity.version = Some(value.to_owned()),
                SHEET_ID => identity.sheet = Some(value.to_owned()),
                SECTION => identity.section = Some(value.to_owned()),
                _ => {}
            }
        }
        if !identity.form.is_empty() && identity.version.is_some() {
            return Some(identity);
        }
    }
    None
}

/// The header row as it stands in a sheet.
#[derive(Debug)]
pub(super) struct FoundHeader {
    /// Its number, counted from 1.
    pub(super) row: u32,
    /// The column of each column of the form, counted from 1.
    pub(super) columns: Vec<Option<u32>>,
    /// Columns that were taken by their position although their header is another one: which column
    /// of the form, and the header that stands there.
    pub(super) changed: Vec<(usize, u32, String)>,
    /// Headers that are not the form's.
    pub(super) extra: Vec<(u32, String)>,
    /// Columns of the form that stand out of order.
    pub(super) moved: Vec<usize>,
}

struct HeaderCell {
    column: u32,
    text: String,
    key: String,
    group: Option<String>,
}

/// Finds the row with the most of the form's headers, at least half of them.
pub(super) fn find_header(form: &FormSheet, sheet: &Sheet) -> Option<FoundHeader> {
    let keys: Vec<String> = form
        .columns
        .iter()
        .map(|column| header_key(&column.header))
        .collect();
    let mut best: Option<(usize, u32)> = None;
    for row in sheet.rows().take(HEAD_ROWS) {
        let cells: Vec<String> = row
            .cells()
            .map(|cell| header_key(unguarded(&cell.value().display_text())))
            .collect();
        let count = keys.iter().filter(|key| cells.contains(key)).count();
        let enough = count.saturating_mul(2) >= keys.len() && count > 0;
        if enough && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, row.number()));
        }
    }
    let (_, row) = best?;
    Some(match_columns(
        form,
        &keys,
        header_cells(form, sheet, row),
        row,
    ))
}

/// The header's cells with the upper header that reaches over them.
fn header_cells(form: &FormSheet, sheet: &Sheet, row: u32) -> Vec<HeaderCell> {
    let upper = Head::of(form)
        .group
        .and_then(|_| row.checked_sub(1))
        .map(|row| sheet.row(row));
    let mut group: Option<String> = None;
    let (_, width) = sheet.size();
    let header = sheet.row(row);
    let mut cells = Vec::new();
    for column in 1..=width {
        let above = upper
            .and_then(|upper| upper.cell(column))
            .map(|cell| cell.value());
        if let Some(above) = above
            && !above.is_blank()
        {
            group = Some(header_key(unguarded(&above.display_text())));
        }
        let Some(cell) = header.cell(column) else {
            continue;
        };
        let shown = cell.value().display_text();
        let text = unguarded(&shown).to_owned();
        cells.push(HeaderCell {
            column,
            key: header_key(&text),
            text,
            group: group.clone(),
        });
    }
    cells
}

fn match_columns(
    form: &FormSheet,
    keys: &[String],
    cells: Vec<HeaderCell>,
    row: u32,
) -> FoundHeader {
    let mut taken = vec![false; cells.len()];
    let mut columns: Vec<Option<u32>> = vec![None; keys.len()];
    let same_group = |cell: &HeaderCell, at: usize| {
        let group = form
            .columns
            .get(at)
            .and_then(|column| column.group.as_deref());
        group.is_none_or(|group| cell.group.as_deref() == Some(&header_key(group)))
    };
    // Under its own group first; then wherever the header stands.
    for by_group in [true, false] {
        for (at, key) in keys.iter().enumerate() {
            let (Some(place), true) = (columns.get_mut(at), !key.is_empty()) else {
                continue;
            };
            if place.is_some() {
                continue;
            }
            let found = cells.iter().enumerate().find(|(number, cell)| {
                cell.key == *key
                    && taken.get(*number) == Some(&false)
                    && (!by_group || same_group(cell, at))
            });
            if let Some((number, cell)) = found {
                *place = Some(cell.column);
                if let Some(taken) = taken.get_mut(number) {
                    *taken = true;
                }
            }
        }
    }
    let mut changed = Vec::new();
    let mut before = 0u32;
    for at in 0..columns.len() {
        if let Some(column) = columns.get(at).copied().flatten() {
            before = column;
            continue;
        }
        // A column between its neighbours whose header is another one, or none.
        let expected = before.saturating_add(1);
        let next = columns.iter().skip(at).flatten().copied().next();
        let own_place = at
            .checked_add(1)
            .and_then(|place| u32::try_from(place).ok());
        let between = next.map_or(own_place == Some(expected), |next| expected < next);
        let cell = cells.iter().position(|cell| cell.column == expected);
        let free = cell.filter(|number| taken.get(*number) == Some(&false));
        if let (true, Some(number)) = (between, free)
            && let (Some(cell), Some(place)) = (cells.get(number), columns.get_mut(at))
        {
            *place = Some(expected);
            changed.push((at, expected, cell.text.clone()));
            if let Some(taken) = taken.get_mut(number) {
                *taken = true;
            }
            before = expected;
        }
    }
    let extra = cells
        .iter()
        .zip(&taken)
        .filter(|(cell, taken)| !**taken && !cell.key.is_empty())
        .map(|(cell, _)| (cell.column, cell.text.clone()))
        .collect();
    let mut farthest = 0u32;
    let mut moved = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if let Some(column) = column {
            if *column < farthest {
                moved.push(at);
            }
            farthest = farthest.max(*column);
        }
    }
    FoundHeader {
        row,
        columns,
        changed,
        extra,
        moved,
    }
}
