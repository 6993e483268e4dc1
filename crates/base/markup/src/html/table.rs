//! Tables: rows and cells, each in the innermost table that it stands in.

use super::{HtmlCell, HtmlElement, HtmlPage, HtmlTable};
use std::collections::HashMap;

pub(super) fn all(page: &HtmlPage) -> Vec<HtmlTable<'_>> {
    let mut tables: Vec<HtmlTable<'_>> = Vec::new();
    let mut table_of: HashMap<u32, usize> = HashMap::new();
    let mut row_of: HashMap<u32, (usize, usize)> = HashMap::new();
    for element in page.elements() {
        if element.is("table") {
            table_of.insert(element.number(), tables.len());
            let rows = Vec::new();
            tables.push(HtmlTable { element, rows });
        } else if element.is("tr") {
            let table =
                nearest(element, &["table"]).and_then(|table| table_of.get(&table.number()));
            if let Some((number, table)) = table.and_then(|n| Some((*n, tables.get_mut(*n)?))) {
                row_of.insert(element.number(), (number, table.rows.len()));
                table.rows.push(Vec::new());
            }
        } else if element.is("td") || element.is("th") {
            let row = nearest(element, &["tr", "table"]).and_then(|row| row_of.get(&row.number()));
            let row = row.and_then(|(table, row)| tables.get_mut(*table)?.rows.get_mut(*row));
            if let Some(row) = row {
                row.push(cell(element));
            }
        }
    }
    tables
}

fn nearest<'p>(element: HtmlElement<'p>, names: &[&str]) -> Option<HtmlElement<'p>> {
    let mut at = element.parent();
    while let Some(outer) = at {
        if names.iter().any(|name| outer.is(name)) {
            return Some(outer);
        }
        at = outer.parent();
    }
    None
}

fn cell(element: HtmlElement<'_>) -> HtmlCell<'_> {
    let number = |name: &str| element.attribute(name)?.trim().parse::<u32>().ok();
    HtmlCell {
        element,
        column_span: number("colspan").unwrap_or(1).clamp(1, 1_000),
        row_span: number("rowspan").unwrap_or(1).min(65_534),
    }
}
