//! Which merged area covers a cell, asked row by row from above to below.

use crate::{CellRange, Sheet};

/// A row cannot be in more areas than it has columns; what a forged file adds is not looked at.
const MOST_IN_A_ROW: usize = 16_384;

/// The merged areas of a sheet, those above first.
pub(super) struct MergedAreas {
    areas: Vec<CellRange>,
    next: usize,
    active: Vec<CellRange>,
}

impl MergedAreas {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let mut areas: Vec<CellRange> = sheet
            .merged_areas()
            .iter()
            .copied()
            .filter(|area| area.first() != area.last())
            .collect();
        areas.sort_unstable_by_key(|area| (area.first().row(), area.first().column()));
        Self {
            areas,
            next: 0,
            active: Vec::new(),
        }
    }

    /// Moves on to a row, which lies below the one before.
    pub(super) fn move_to(&mut self, row: u32) {
        self.active.retain(|area| area.last().row() >= row);
        while let Some(area) = self
            .areas
            .get(self.next)
            .filter(|area| area.first().row() <= row)
        {
            if area.last().row() >= row && self.active.len() < MOST_IN_A_ROW {
                self.active.push(*area);
            }
            self.next = self.next.saturating_add(1);
        }
        self.active
            .sort_unstable_by_key(|area| area.first().column());
    }

    /// The areas that the present row is in, those on the left first.
    pub(super) fn active(&self) -> &[CellRange] {
        &self.active
    }

    /// The area that covers a column of the present row.
    pub(super) fn covering(&self, column: u32) -> Option<CellRange> {
        let behind = self
            .active
            .partition_point(|area| area.first().column() <= column);
        let area = behind
            .checked_sub(1)
            .and_then(|at| self.active.get(at))
            .copied();
        area.filter(|area| area.last().column() >= column)
    }
}
