//! The cells of a sheet as its reader sees them: merged areas filled, header texts put together.

use super::{ColumnMapping, HeaderRows};
use std::collections::BTreeMap;
use tosei_table::{CellAddress, CellRange, CellValue, Sheet, header_key};

/// How many first rows are looked through for a header.
const HEADER_SOUGHT_IN: usize = 50;
/// The most rows a header takes that is looked for.
const HEADER_ROWS: usize = 3;
/// The farthest that its last row stands below its first, blank rows between them counted.
const HEADER_SPAN: u32 = 10;

/// A sheet with its merged areas at hand.
pub(super) struct Grid<'s> {
    pub(super) sheet: &'s Sheet,
    /// By column, the areas that touch it, from above to below.
    merged: BTreeMap<u32, Vec<CellRange>>,
    columns: u32,
    /// The numbers of the rows that the sheet has.
    numbers: Vec<u32>,
}

/// A cell as its reader sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'s> {
    pub(super) cell: CellAddress,
    pub(super) value: CellValue<'s>,
    /// The merged area whose value it shows, if it stands in one.
    pub(super) area: Option<CellRange>,
}

impl Seen<'_> {
    /// Whether it is the cell in which the area's value stands.
    pub(super) fn is_first_of_area(&self) -> bool {
        self.area.is_none_or(|area| area.first() == self.cell)
    }
}

impl<'s> Grid<'s> {
    pub(super) fn new(sheet: &'s Sheet) -> Self {
        let (rows, columns) = sheet.size();
        let mut merged: BTreeMap<u32, Vec<CellRange>> = BTreeMap::new();
        for area in sheet.merged_areas() {
            if area.first().row() > rows {
                continue;
            }
            for column in area.first().column()..=area.last().column().min(columns) {
                merged.entry(column).or_default().push(*area);
            }
        }
        for areas in merged.values_mut() {
            areas.sort_unstable_by_key(|area| area.first().row());
        }
        Self {
            sheet,
            merged,
            columns,
            numbers: sheet.rows().map(|row| row.number()).collect(),
        }
    }

    /// How many columns hold something.
    pub(super) fn columns(&self) -> u32 {
        self.columns
    }

    /// A cell, with the value of the merged area that it lies in.
    pub(super) fn see(&self, column: u32, row: u32) -> Option<Seen<'s>> {
        let cell = CellAddress::from_zero_based(column.checked_sub(1)?, row.checked_sub(1)?)?;
        let area = self.merged.get(&column).and_then(|areas| {
            let behind = areas.partition_point(|area| area.first().row() <= row);
            let area = areas.get(behind.checked_sub(1)?)?;
            area.contains(cell).then_some(*area)
        });
        let from = area.map_or(cell, CellRange::first);
        Some(Seen {
            cell,
            value: self.sheet.cell(from).value(),
            area,
        })
    }

    /// The header texts of a column from above to below, a merged cell once.
    fn header_texts(&self, column: u32, rows: HeaderRows) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        // Rows that the sheet does not have say nothing, however many they are; the first may lie in
        // an area that began above it.
        let from = self.numbers.partition_point(|number| *number <= rows.first);
        let until = self.numbers.partition_point(|number| *number <= rows.last);
        let below = self.numbers.get(from..until).unwrap_or_default();
        for row in std::iter::once(rows.first).chain(below.iter().copied()) {
            let Some(seen) = self.see(column, row) else {
                continue;
            };
            let text = seen.value.display_text().trim().to_owned();
            if !text.is_empty() && texts.last() != Some(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// The texts of one column's header: each of its cells from the lowest up, and all put together.
    pub(super) fn headers(&self, column: u32, rows: HeaderRows) -> Vec<String> {
        let texts = self.header_texts(column, rows);
        let mut all: Vec<String> = texts.iter().rev().cloned().collect();
        if texts.len() > 1 {
            all.push(texts.concat());
            all.push(texts.join("/"));
        }
        all
    }

    /// The header of a column as it is named in a mapping: its lowest text.
    pub(super) fn header(&self, column: u32, rows: HeaderRows) -> Option<String> {
        self.headers(column, rows).into_iter().next()
    }

    /// Header rows that the table may have: one to three rows near its top.
    pub(super) fn header_candidates(&self) -> Vec<HeaderRows> {
        let rows = &self.numbers;
        let rows = rows.get(..HEADER_SOUGHT_IN).unwrap_or(rows);
        let mut all = Vec::new();
        for span in 1..=HEADER_ROWS {
            all.extend(rows.windows(span).filter_map(|rows| {
                let (first, last) = (*rows.first()?, *rows.last()?);
                let together = last.saturating_sub(first) < HEADER_SPAN;
                together.then_some(HeaderRows { first, last })
            }));
        }
        all
    }

    /// The header rows in which most of the mapped headers stand; the fewest and uppermost of equal
    /// ones.
    pub(super) fn find_header(&self, columns: &[ColumnMapping]) -> Option<HeaderRows> {
        let wanted: Vec<String> = columns
            .iter()
            .filter_map(|column| column.header.as_deref())
            .map(header_key)
            .collect();
        let mut best: Option<(usize, HeaderRows)> = None;
        for rows in self.header_candidates() {
            let there: Vec<String> = (1..=self.columns)
                .flat_map(|column| self.headers(column, rows))
                .map(|text| header_key(&text))
                .collect();
            let found = wanted.iter().filter(|key| there.contains(key)).count();
            if found > best.map_or(0, |(most, _)| most) {
                best = Some((found, rows));
            }
        }
        best.map(|(_, rows)| rows)
    }

    /// Where a mapped column stands, counted from 1.
    pub(super) fn position(&self, column: &ColumnMapping, rows: HeaderRows) -> Option<u32> {
        let Some(header) = &column.header else {
            return column.number();
        };
        let key = header_key(header);
        // A text of its own goes before texts put together.
        let own = |at: &u32| {
            self.header_texts(*at, rows)
                .iter()
                .any(|text| header_key(text) == key)
        };
        let joined = |at: &u32| {
            self.headers(*at, rows)
                .iter()
                .any(|text| header_key(text) == key)
        };
        (1..=self.columns)
            .find(own)
            .or_else(|| (1..=self.columns).find(joined))
    }
}
