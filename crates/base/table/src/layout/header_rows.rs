//! Where the header of a table stands in a sheet, and what its columns are called.

use super::{merged::MergedAreas, read_total_label, stated_number::read_stated_number};
use crate::{CellValue, Sheet};
use std::collections::BTreeMap;
use tosei_document::CellAddress;

/// Rows that are looked at for a header.
const LOOKED_AT: usize = 50;

/// 見出し行 (header rows): which rows of a sheet name its columns.
///
/// # Invariant
///
/// One or two rows that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HeaderRows {
    first: u32,
    two: bool,
}

impl HeaderRows {
    /// One header row, its number counted from 1.
    #[must_use]
    pub fn one(row: u32) -> Self {
        Self {
            first: row,
            two: false,
        }
    }

    /// Two header rows, the number of the upper one counted from 1.
    #[must_use]
    pub fn two(first: u32) -> Self {
        Self { first, two: true }
    }

    /// The upper or only row.
    #[must_use]
    pub fn first(self) -> u32 {
        self.first
    }

    /// The lower or only row.
    #[must_use]
    pub fn last(self) -> u32 {
        self.first.saturating_add(u32::from(self.two))
    }

    /// Finds the header of a sheet; `None` if no row looks like one.
    ///
    /// It is the first row, among the first fifty that hold something, in which at least half as many
    /// columns hold text as the fullest of those rows has cells (and at least two, unless the sheet has
    /// one column only), and that holds no number. Titles above a table have one cell, merged or not,
    /// and are passed over; so are 〃 and totals. The row below is a second header row if it holds no
    /// number either and names columns within a cell of the first: one that is merged to the right, or
    /// one with blanks to its right, while other columns stay blank or are merged downwards.
    #[must_use]
    pub fn find(sheet: &Sheet) -> Option<Self> {
        let rows: Vec<RowLook> = {
            let mut areas = MergedAreas::of(sheet);
            sheet
                .rows()
                .take(LOOKED_AT)
                .map(|row| RowLook::of(sheet, row.number(), &mut areas))
                .collect()
        };
        let widest = rows.iter().map(|row| row.own.len()).max()?;
        let needed = if widest <= 1 {
            1
        } else {
            widest.div_ceil(2).max(2)
        };
        let at = rows.iter().position(|row| {
            !row.has_number && row.own.len() >= widest.min(2) && row.filled() >= needed
        })?;
        let upper = rows.get(at)?;
        let below = rows.get(at.checked_add(1)?);
        let below = below.filter(|below| Some(below.number) == upper.number.checked_add(1));
        Some(Self {
            first: upper.number,
            two: below.is_some_and(|below| upper.is_above(below)),
        })
    }

    /// The names of the columns, each with its column counted from 1.
    pub(super) fn columns(self, sheet: &Sheet) -> Vec<HeaderColumn> {
        let mut areas = MergedAreas::of(sheet);
        let mut names: BTreeMap<u32, HeaderColumn> = BTreeMap::new();
        let (mut upper, mut downwards) = (BTreeMap::new(), BTreeMap::new());
        for number in self.first..=self.last() {
            let look = RowLook::of(sheet, number, &mut areas);
            let is_lower = number > self.first;
            if !is_lower {
                upper = look.texts(sheet, true);
                downwards = look.merged;
                continue;
            }
            for (column, (address, text)) in look.texts(sheet, false) {
                let over = upper.get(&column).cloned().or_else(|| {
                    // 「処理件数」 with a blank cell to its right stands over both.
                    let left = upper.range(..column).next_back()?;
                    Some(left.1.clone())
                });
                let reaches_down = downwards.get(&column).is_some_and(|down| *down);
                let joined = match over {
                    Some((_, over)) if over != text && !reaches_down => format!("{over}／{text}"),
                    _ => text,
                };
                names.insert(
                    column,
                    HeaderColumn {
                        address,
                        column,
                        name: joined,
                    },
                );
            }
        }
        for (column, (address, name)) in upper {
            names.entry(column).or_insert(HeaderColumn {
                address,
                column,
                name,
            });
        }
        names.into_values().collect()
    }
}

/// A column of a table: where its name stands, and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderColumn {
    address: CellAddress,
    column: u32,
    name: String,
}

impl HeaderColumn {
    /// The cell of its name, the lower one of two.
    #[must_use]
    pub fn address(&self) -> CellAddress {
        self.address
    }

    /// The column, counted from 1.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }

    /// Its name; of two rows, both with 「／」 between them: 「処理件数／オンライン」.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A row as the search for a header sees it.
struct RowLook {
    number: u32,
    /// Columns with a value of their own.
    own: Vec<u32>,
    /// Columns in a merged area with a value, and whether it reaches down from this row.
    merged: BTreeMap<u32, bool>,
    /// Columns that a merged area covers to the right.
    spans: Vec<(u32, u32)>,
    has_number: bool,
}

/// No sheet has a header of more columns than that; a forged merged area is cut there.
const MOST_COLUMNS: u32 = 16_384;

impl RowLook {
    fn of(sheet: &Sheet, number: u32, areas: &mut MergedAreas) -> Self {
        areas.move_to(number);
        let row = sheet.row(number);
        let (mut own, mut has_number) = (Vec::new(), false);
        for cell in row.cells() {
            if cell.value().is_blank() {
                continue;
            }
            own.push(cell.address().column());
            has_number |= match cell.value() {
                CellValue::Text(text) => {
                    let looks_exact = read_stated_number(text).number().known().is_some();
                    looks_exact
                        || super::read_ditto(text).is_some()
                        || read_total_label(text).is_some()
                }
                _ => true,
            };
        }
        let (mut merged, mut spans) = (BTreeMap::new(), Vec::new());
        for area in areas.active() {
            let (first, last) = (area.first(), area.last());
            if sheet.cell(first).value().is_blank() {
                continue;
            }
            for column in first.column()..=last.column().min(MOST_COLUMNS) {
                merged.insert(column, last.row() > number);
            }
            if last.column() > first.column() {
                spans.push((first.column(), last.column()));
            }
        }
        Self {
            number,
            own,
            merged,
            spans,
            has_number,
        }
    }

    /// How many columns hold a text, their own or that of a merged area.
    fn filled(&self) -> usize {
        let own = self
            .own
            .iter()
            .filter(|column| !self.merged.contains_key(column));
        own.count().saturating_add(self.merged.len())
    }

    /// Whether the row below names columns within cells of this one.
    fn is_above(&self, below: &Self) -> bool {
        if below.has_number || below.own.is_empty() {
            return false;
        }
        let under_span = |column: &u32| {
            let within = |(first, last): &(u32, u32)| (*first..=*last).contains(column);
            self.spans.iter().any(within)
        };
        // Cells of this row that nothing stands under: they name their column alone.
        let named_alone = self.own.iter().any(|column| !below.own.contains(column));
        let under_blank = |column: &u32| {
            !self.own.contains(column)
                && !self.merged.contains_key(column)
                && self.own.iter().any(|own| own < column)
        };
        let all_under_span = below.own.iter().all(under_span);
        let some_under_blank = below.own.iter().any(under_blank);
        all_under_span || (named_alone && (some_under_blank || below.own.iter().any(under_span)))
    }

    /// The texts of the row by column; with `filled`, those of merged areas in all their columns.
    fn texts(&self, sheet: &Sheet, filled: bool) -> BTreeMap<u32, (CellAddress, String)> {
        let mut texts = BTreeMap::new();
        let zero_based = |number: u32| number.saturating_sub(1);
        for column in &self.own {
            let Some(address) =
                CellAddress::from_zero_based(zero_based(*column), zero_based(self.number))
            else {
                continue;
            };
            texts.insert(*column, (address, text_of(sheet, address)));
        }
        if filled {
            for (first, last) in &self.spans {
                let Some((address, text)) = texts.get(first).cloned() else {
                    continue;
                };
                for column in *first..=(*last).min(MOST_COLUMNS) {
                    texts.insert(column, (address, text.clone()));
                }
            }
        }
        texts
    }
}

fn text_of(sheet: &Sheet, address: CellAddress) -> String {
    let cell = sheet.cell(address);
    let text = cell.value().display_text();
    // A header broken over two lines is one name.
    text.split(['\r', '\n']).map(str::trim).collect()
}
