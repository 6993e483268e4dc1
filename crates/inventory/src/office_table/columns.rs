//! Where the mapped columns stand in a sheet.

use super::{HeaderRows, OfficeField, SheetMapping, grid::Grid, read::Out};
use tosei_document::{CellAddress, Sink};

/// Where the mapped columns stand in a sheet.
pub(super) struct Layout {
    pub(super) header: HeaderRows,
    columns: Vec<Column>,
}

pub(super) struct Column {
    field: OfficeField,
    pub(super) number: u32,
    pub(super) header: String,
    pub(super) blank_means_above: bool,
}

impl Layout {
    /// Finds the header and the mapped columns; `None` if 手続名 is not among them.
    pub(super) fn find<S: Sink + ?Sized>(
        grid: &Grid<'_>,
        entry: &SheetMapping,
        out: &mut Out<'_, S>,
    ) -> Option<Self> {
        let header = match entry.header {
            Some(rows) => rows,
            None => grid.find_header(&entry.columns)?,
        };
        let place = |column: &super::ColumnMapping| grid.position(column, header);
        let mut names = entry.columns.iter();
        let name = names.find(|column| column.field == OfficeField::ProcedureName)?;
        place(name)?;
        let mut columns = Vec::new();
        for mapping in &entry.columns {
            match place(mapping) {
                Some(number) => columns.push(Column {
                    field: mapping.field,
                    number,
                    header: grid.header(number, header).unwrap_or_default(),
                    blank_means_above: mapping.blank_means_above,
                }),
                None => {
                    let text = mapping.header.as_deref().unwrap_or_default();
                    out.document(out.rules.column_missing, &[("header", text.into())]);
                }
            }
        }
        for number in 1..=grid.columns() {
            let mapped = columns.iter().any(|column| column.number == number);
            if let Some(text) = grid.header(number, header)
                && !mapped
                && let Some(cell) = address(number, header.last)
            {
                out.cell(
                    out.rules.column_not_read,
                    cell,
                    None,
                    &[("header", text.as_str().into())],
                );
            }
        }
        columns.retain(|column| column.field != OfficeField::NotRead);
        Some(Self { header, columns })
    }

    pub(super) fn column(&self, field: OfficeField) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }
}

fn address(column: u32, row: u32) -> Option<CellAddress> {
    CellAddress::from_zero_based(column.checked_sub(1)?, row.checked_sub(1)?)
}
