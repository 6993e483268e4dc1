//! One level of a flow: columns by order, bands by lane, rows where several stand in one cell.

use super::Part;
use std::collections::{HashMap, HashSet};

/// Blanks between columns, and between rows; edges run in them.
pub(super) const COLUMN_GAP: i64 = 60;
pub(super) const ROW_GAP: i64 = 24;
/// The least height of a band.
const BAND: i64 = 110;

/// Something with a place in a scope.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) part: Part,
    pub(super) width: i64,
    pub(super) height: i64,
    /// Room that it needs beside its shape: to either side, and below it.
    pub(super) beside: i64,
    pub(super) below: i64,
    pub(super) band: usize,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) band: usize,
    pub(super) row: usize,
}

/// A scope with the places of its items; offsets are from its own corner.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    pub(super) items: Vec<Item>,
    pub(super) cells: Vec<Cell>,
    /// Left edges and widths of the columns.
    columns: Vec<(i64, i64)>,
    /// Of each band its top, and the centre and the bottom of each row.
    bands: Vec<(i64, Vec<(i64, i64)>)>,
    taken: HashSet<(usize, usize, usize)>,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Scope {
    /// Places items by the edges between them; `bands` says how many there are.
    pub(super) fn new(items: Vec<Item>, edges: &[(usize, usize)], bands: usize) -> Self {
        let columns = ranks(items.len(), edges);
        Self::placed(items, columns, bands)
    }

    /// Puts every item that has a place in `with` into the column of that item.
    pub(super) fn with_columns(
        items: Vec<Item>,
        edges: &[(usize, usize)],
        with: &HashMap<usize, usize>,
        bands: usize,
    ) -> Self {
        let mut columns = ranks(items.len(), edges);
        for (item, other) in with {
            let column = columns.get(*other).copied().unwrap_or(0);
            if let Some(slot) = columns.get_mut(*item) {
                *slot = column;
            }
        }
        Self::placed(items, columns, bands)
    }

    fn placed(items: Vec<Item>, columns: Vec<usize>, bands: usize) -> Self {
        let count = columns
            .iter()
            .max()
            .map_or(0, |last| last.saturating_add(1));
        let mut scope = Self::default();
        let mut used: HashMap<(usize, usize), usize> = HashMap::new();
        let mut widths = vec![0i64; count];
        // Of each row, what it needs above and below its centre.
        let mut rows: Vec<Vec<(i64, i64)>> = vec![Vec::new(); bands.max(1)];
        for (item, column) in items.iter().zip(columns) {
            let band = item.band.min(rows.len().saturating_sub(1));
            let row = used.entry((band, column)).or_insert(0);
            let cell = Cell {
                column,
                band,
                row: *row,
            };
            *row = row.saturating_add(1);
            scope.taken.insert((cell.band, cell.row, cell.column));
            if let Some(width) = widths.get_mut(column) {
                let needed = item.width.saturating_add(item.beside.saturating_mul(2));
                *width = (*width).max(needed);
            }
            if let Some(rows) = rows.get_mut(band) {
                if rows.len() <= cell.row {
                    rows.resize(cell.row.saturating_add(1), (0, 0));
                }
                if let Some((above, below)) = rows.get_mut(cell.row) {
                    let half = item.height / 2;
                    *above = (*above).max(half);
                    *below =
                        (*below).max(item.height.saturating_sub(half).saturating_add(item.below));
                }
            }
            scope.cells.push(cell);
        }
        let mut x = COLUMN_GAP;
        for width in widths {
            scope.columns.push((x, width));
            x = x.saturating_add(width).saturating_add(COLUMN_GAP);
        }
        scope.width = x;
        let mut y = 0i64;
        for rows in rows {
            let top = y;
            let mut done = Vec::with_capacity(rows.len());
            y = y.saturating_add(ROW_GAP);
            for (above, below) in rows {
                let centre = y.saturating_add(above);
                y = centre.saturating_add(below);
                done.push((centre, y));
                y = y.saturating_add(ROW_GAP);
            }
            y = y.max(top.saturating_add(BAND));
            scope.bands.push((top, done));
        }
        scope.height = y;
        scope.items = items;
        scope
    }

    /// The centre of an item.
    pub(super) fn centre(&self, item: usize) -> (i64, i64) {
        let cell = self.cells.get(item).copied().unwrap_or_default();
        let (left, width) = self.columns.get(cell.column).copied().unwrap_or_default();
        let row = self
            .bands
            .get(cell.band)
            .and_then(|(_, rows)| rows.get(cell.row));
        (
            left.saturating_add(width / 2),
            row.map_or(0, |(centre, _)| *centre),
        )
    }

    /// Top and bottom of a band.
    pub(super) fn band(&self, band: usize) -> (i64, i64) {
        let top = self.bands.get(band).map_or(self.height, |(top, _)| *top);
        let next = self.bands.get(band.saturating_add(1));
        (top, next.map_or(self.height, |(top, _)| *top))
    }

    /// The free line behind a column; behind none, the one before the first.
    pub(super) fn behind(&self, column: Option<usize>) -> i64 {
        let column = column.and_then(|column| self.columns.get(column));
        match column {
            Some((left, width)) => left.saturating_add(*width).saturating_add(COLUMN_GAP / 2),
            None => COLUMN_GAP / 2,
        }
    }

    /// The free line below the row of a cell.
    pub(super) fn below(&self, cell: Cell) -> i64 {
        let row = self
            .bands
            .get(cell.band)
            .and_then(|(_, rows)| rows.get(cell.row));
        row.map_or(0, |(_, bottom)| bottom.saturating_add(ROW_GAP / 2))
    }

    /// Whether nothing stands in the row of a cell between two columns.
    pub(super) fn is_clear(&self, cell: Cell, from: usize, to: usize) -> bool {
        let mut between = from.saturating_add(1)..to;
        !between.any(|column| self.taken.contains(&(cell.band, cell.row, column)))
    }
}

/// The length of the longest way to each thing, where edges that close a circle do not count.
fn ranks(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut forth: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut has_in = vec![false; count];
    for (from, to) in edges {
        if from != to {
            if let Some(list) = forth.get_mut(*from) {
                list.push(*to);
            }
            if let Some(slot) = has_in.get_mut(*to) {
                *slot = true;
            }
        }
    }
    // Begin where nothing leads to, so that loops are cut where they lead back.
    let starts = (0..count).filter(|node| has_in.get(*node) == Some(&false));
    let mut state = vec![0u8; count];
    let mut order = Vec::with_capacity(count);
    let mut kept: Vec<Vec<usize>> = vec![Vec::new(); count];
    for start in starts.chain(0..count) {
        let mut open: Vec<(usize, usize)> = Vec::new();
        if let Some(slot) = state.get_mut(start).filter(|slot| **slot == 0) {
            *slot = 1;
            open.push((start, 0));
        }
        while let Some((thing, next)) = open.last_mut() {
            let (thing, following) = (*thing, forth.get(*thing).and_then(|list| list.get(*next)));
            *next = next.saturating_add(1);
            let Some(other) = following.copied() else {
                if let Some(slot) = state.get_mut(thing) {
                    *slot = 2;
                }
                order.push(thing);
                open.pop();
                continue;
            };
            let seen = state.get(other).copied().unwrap_or(2);
            if seen != 1
                && let Some(list) = kept.get_mut(thing)
            {
                list.push(other);
            }
            if seen == 0 {
                if let Some(slot) = state.get_mut(other) {
                    *slot = 1;
                }
                open.push((other, 0));
            }
        }
    }
    let mut rank = vec![0usize; count];
    for thing in order.into_iter().rev() {
        let next = rank.get(thing).copied().unwrap_or(0).saturating_add(1);
        for other in kept.get(thing).into_iter().flatten() {
            if let Some(slot) = rank.get_mut(*other) {
                *slot = (*slot).max(next);
            }
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::ranks;

    #[test]
    fn a_thing_stands_behind_all_that_lead_to_it() {
        assert_eq!(ranks(4, &[(0, 1), (1, 2), (0, 2), (2, 3)]), [0, 1, 2, 3]);
        // A loop is cut where it leads back.
        assert_eq!(ranks(4, &[(0, 1), (1, 2), (2, 1), (2, 3)]), [0, 1, 2, 3]);
        assert_eq!(ranks(2, &[(0, 1), (1, 0)]), [0, 1]);
        assert_eq!(ranks(1, &[(0, 0)]), [0]);
    }
}
