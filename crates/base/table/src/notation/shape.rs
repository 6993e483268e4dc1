//! Where the table of a sheet is, guessed from which cells hold something.

use super::text::{is_decorated_number, is_mark, is_name_header, is_plain_number};
use crate::{CellValue, Sheet};

/// A column of the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub(super) header: String,
    pub(super) numbers: u32,
    pub(super) texts: u32,
}

impl Column {
    /// Whether most of its values are numbers and its header does not say that they are names.
    pub(super) fn is_numeric(&self) -> bool {
        self.numbers > 0 && self.numbers >= self.texts && !is_name_header(&self.header)
    }
}

/// The table of a sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// The header row, counted from 1; 0 if the sheet holds nothing.
    pub(super) header: u32,
    /// Columns from 1 on.
    pub(super) columns: Vec<Column>,
    /// Whether a line above the header says a unit.
    pub(super) unit_above: bool,
}

/// How a value counts when a column is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looks {
    Blank,
    Number,
    /// A mark in the place of a number: 「X」, 「***」, 「－」; it says nothing about its column.
    Mark,
    Text,
}

pub(super) fn looks(value: CellValue<'_>) -> Looks {
    match value {
        _ if value.is_blank() => Looks::Blank,
        CellValue::Number(_) | CellValue::UnknownFormula => Looks::Number,
        CellValue::Text(text) if is_plain_number(text.trim()) || is_decorated_number(text) => {
            Looks::Number
        }
        CellValue::Text(text) if is_mark(text) => Looks::Mark,
        _ => Looks::Text,
    }
}

impl Shape {
    /// The header is the first row that has at least half as many values as the fullest row, and two.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let filled =
            |row: &crate::Row<'_>| row.cells().filter(|cell| !cell.value().is_blank()).count();
        let most = sheet.rows().map(|row| filled(&row)).max().unwrap_or(0);
        let enough = most.div_ceil(2).max(2).min(most);
        let header = sheet.rows().find(|row| most > 0 && filled(row) >= enough);
        let Some(header) = header else {
            return Self::default();
        };
        let (_, width) = sheet.size();
        let mut columns = vec![Column::default(); usize::try_from(width).unwrap_or(0)];
        for cell in header.cells() {
            if let Some(column) = column_mut(&mut columns, cell.address().column()) {
                column.header = cell.value().display_text().into_owned();
            }
        }
        for row in sheet.rows().filter(|row| row.number() > header.number()) {
            for cell in row.cells() {
                let Some(column) = column_mut(&mut columns, cell.address().column()) else {
                    continue;
                };
                match looks(cell.value()) {
                    Looks::Blank | Looks::Mark => {}
                    Looks::Number => column.numbers = column.numbers.saturating_add(1),
                    Looks::Text => column.texts = column.texts.saturating_add(1),
                }
            }
        }
        let above = sheet
            .rows()
            .take_while(|row| row.number() < header.number());
        let unit_above = above
            .flat_map(|row| row.cells())
            .any(|cell| cell.value().display_text().contains("単位"));
        Self {
            header: header.number(),
            columns,
            unit_above,
        }
    }

    /// A column counted from 1.
    pub(super) fn column(&self, number: u32) -> Option<&Column> {
        self.columns
            .get(usize::try_from(number.checked_sub(1)?).ok()?)
    }
}

fn column_mut(columns: &mut [Column], number: u32) -> Option<&mut Column> {
    columns.get_mut(usize::try_from(number.checked_sub(1)?).ok()?)
}
