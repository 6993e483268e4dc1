//! Suppression of a table whose column totals are published as well.
//!
//! Rows, columns and both kinds of totals are one system: each row with its total, and each column
//! with its, sums to 0 if totals count as negative. What a reader cannot tell apart are tables that
//! differ by unit steps round closed circuits of hidden numbers, up and down in turn. So a hidden number is safe
//! exactly if such a circuit leads through it on which every number has room for its step.
#![deny(clippy::arithmetic_side_effects)]

use super::table::{
    CountTable, PublishedCount, SuppressedRow, SuppressedTable, SuppressionError,
    SuppressionOptions,
};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tosei_types::MAX_COUNT;

/// The most numbers, totals included, of a table that is suppressed with its column totals.
pub const MAX_CROSSED_NUMBERS: usize = 4_000;

/// 列計のある秘匿後の集計表 (table as it is published with its column totals).
///
/// # What it protects
///
/// A reader who knows the threshold, every shown count, the totals of rows and columns and the grand
/// total, and even which hidden numbers are below the threshold and which are not, cannot compute a hidden
/// number: at least two values fit each of them. This is exact, not an estimate.
///
/// # What it does not protect
///
/// Other tables of the same counts, and earlier or later tables of the same groups. The range of a
/// hidden number can be as narrow as two values, and a reader who replays the algorithm may narrow
/// it to one.
///
/// # Wire form
///
/// `{"table": {…}, "column_totals": [12, "suppressed"]}`; the number of hidden ones in `table`
/// includes those of the column totals.
///
/// # Source
///
/// `project-decision:small-numbers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrossedTable {
    /// Rows, their totals and the grand total.
    pub table: SuppressedTable,
    /// 列計: the total of each column.
    pub column_totals: Vec<PublishedCount>,
}

impl CountTable {
    /// The table with small counts, and as many others as cover them in both directions, hidden.
    ///
    /// Counts and totals below the threshold are hidden. Then each hidden number, in the order of the
    /// table, is covered: if no circuit of hidden numbers leads through it, the circuit is closed
    /// that hides the fewest totals, then the fewest counts, then the smallest sum.
    ///
    /// # Errors
    ///
    /// - [`SuppressionError::RowWidth`] if a row does not have one count for each column.
    /// - [`SuppressionError::TooLarge`] if the sum passes 2^53 − 1.
    /// - [`SuppressionError::TooManyNumbers`] above [`MAX_CROSSED_NUMBERS`], totals included.
    /// - [`SuppressionError::CannotCover`] if a hidden number stays known whatever is hidden, as
    ///   where the threshold leaves it one value only.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::suppression::{CountRow, CountTable, SuppressionOptions};
    /// use tosei_types::Label;
    ///
    /// let row = |name: &str, counts: &[u64]| CountRow { name: name.into(), counts: counts.to_vec() };
    /// let table = CountTable {
    ///     columns: vec![Label::new("実施済", "done"), Label::new("未実施", "not done")],
    ///     rows: vec![row("市民課", &[120, 4]), row("税務課", &[51, 33]), row("環境課", &[70, 90])],
    /// };
    /// let published = table.suppress_crossed(SuppressionOptions::default())?;
    /// let cells = |at: usize| published.table.rows[at].counts.iter().map(|c| c.in_a_cell()).collect::<Vec<_>>();
    /// assert_eq!((cells(0), cells(1)), (vec!["＊".into(), "＊".into()], vec!["＊".into(), "＊".to_owned()]));
    /// assert_eq!(cells(2), ["70", "90"]);
    /// let totals: Vec<String> = published.column_totals.iter().map(|c| c.in_a_cell()).collect();
    /// assert_eq!(totals, ["241", "127"]); // 127 − 33 − 90 would give the 4 away: the 33 is hidden
    /// # Ok::<(), tosei_inventory::suppression::SuppressionError>(())
    /// ```
    pub fn suppress_crossed(
        &self,
        options: SuppressionOptions,
    ) -> Result<CrossedTable, SuppressionError> {
        self.expect_sound()?;
        let mut grid = Grid::new(self, options)?;
        grid.cover()?;
        Ok(grid.published(self))
    }
}

/// A number of the table, totals included.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u64,
    hidden: bool,
    is_total: bool,
}

/// The table with its totals as its last row and column.
struct Grid {
    numbers: Vec<Number>,
    /// With the total.
    rows: usize,
    /// With the total.
    columns: usize,
    options: SuppressionOptions,
}

/// What a path costs: totals newly hidden, counts newly hidden, their sum.
type Cost = (u64, u64, u64);

/// What reaching a node costs, and the node and the number of the last step to it.
type Reached = (Cost, Option<(usize, usize)>);

impl Grid {
    fn new(table: &CountTable, options: SuppressionOptions) -> Result<Self, SuppressionError> {
        let (rows, columns) = (
            table.rows.len().saturating_add(1),
            table.columns.len().saturating_add(1),
        );
        if rows.saturating_mul(columns) > MAX_CROSSED_NUMBERS {
            return Err(SuppressionError::TooManyNumbers);
        }
        let number = |value: u64, is_total| Number {
            value,
            hidden: options.is_small(value),
            is_total,
        };
        let mut totals = vec![0u64; columns];
        let mut numbers = Vec::with_capacity(rows.saturating_mul(columns));
        for row in &table.rows {
            let sum = row
                .counts
                .iter()
                .fold(0u64, |sum, n| sum.saturating_add(*n));
            numbers.extend(row.counts.iter().map(|count| number(*count, false)));
            numbers.push(number(sum, true));
            for (total, count) in totals.iter_mut().zip(row.counts.iter().chain([&sum])) {
                *total = total.saturating_add(*count);
            }
        }
        numbers.extend(totals.into_iter().map(|total| number(total, true)));
        if table.rows.is_empty() || table.columns.is_empty() {
            // An empty table says of nobody anything.
            for number in &mut numbers {
                number.hidden = false;
            }
        }
        Ok(Self {
            numbers,
            rows,
            columns,
            options,
        })
    }

    fn at(&self, row: usize, column: usize) -> Option<(usize, Number)> {
        let at = row.checked_mul(self.columns)?.checked_add(column)?;
        self.numbers.get(at).map(|number| (at, *number))
    }

    /// Whether the number could be one more, or one less, for all that a reader may know.
    fn has_room(&self, number: Number, up: bool) -> bool {
        let small = self.options.is_small(number.value);
        let above = number.value.saturating_add(1);
        match (up, small) {
            (true, true) => above < self.options.threshold,
            (true, false) => above <= MAX_COUNT,
            (false, true) => number.value > self.options.lowest(),
            (false, false) => number.value > self.options.threshold,
        }
    }

    /// What it costs to step over a number; `None` if it cannot be hidden or has no room.
    ///
    /// A step from a row to a column raises a count, one from a column to a row lowers it. Row and
    /// column totals stand on the other side of their sums, so for them it is the other way round;
    /// the grand total stands on the other side of both.
    fn cost(&self, row: usize, column: usize, to_column: bool) -> Option<Cost> {
        let (_, number) = self.at(row, column)?;
        let of_row = column.checked_add(1) == Some(self.columns);
        let of_column = row.checked_add(1) == Some(self.rows);
        let up = to_column != (of_row != of_column);
        if !self.has_room(number, up) {
            return None;
        }
        match (number.hidden, number.is_total) {
            (true, _) => Some((0, 0, 0)),
            // A 0 that is shown may be: nobody would believe that it stands behind a mark.
            _ if number.value == 0 => None,
            (false, true) => Some((1, 0, number.value)),
            (false, false) => Some((0, 1, number.value)),
        }
    }

    fn cover(&mut self) -> Result<(), SuppressionError> {
        for row in 0..self.rows {
            for column in 0..self.columns {
                let Some((at, Number { hidden: true, .. })) = self.at(row, column) else {
                    continue;
                };
                let circuits = [true, false].map(|up| self.circuit(at, (row, column), up));
                let best = circuits.into_iter().flatten().min();
                let (_, numbers) = best.ok_or(SuppressionError::CannotCover)?;
                for at in numbers {
                    if let Some(number) = self.numbers.get_mut(at) {
                        number.hidden = true;
                    }
                }
            }
        }
        Ok(())
    }

    /// The cheapest circuit that begins with a step over a hidden number, without that number.
    fn circuit(
        &self,
        closed: usize,
        (row, column): (usize, usize),
        to_column: bool,
    ) -> Option<(Cost, Vec<usize>)> {
        self.cost(row, column, to_column)?;
        // Nodes are the rows, and behind them the columns.
        let column_node = |column: usize| column.saturating_add(self.rows);
        let (start, goal) = if to_column {
            (column_node(column), row)
        } else {
            (row, column_node(column))
        };
        let nodes = self.rows.saturating_add(self.columns);
        let mut reached: Vec<Option<Reached>> = vec![None; nodes];
        let mut open = BinaryHeap::from([Reverse(((0, 0, 0), start))]);
        *reached.get_mut(start)? = Some(((0, 0, 0), None));
        while let Some(Reverse((so_far, node))) = open.pop() {
            if reached.get(node).copied().flatten()?.0 < so_far {
                continue;
            }
            if node == goal {
                break;
            }
            let from_row = node < self.rows;
            let others = if from_row { self.columns } else { self.rows };
            for other in 0..others {
                let (row, column) = if from_row {
                    (node, other)
                } else {
                    (other, node.saturating_sub(self.rows))
                };
                let Some((at, _)) = self.at(row, column).filter(|(at, _)| *at != closed) else {
                    continue;
                };
                let Some(step) = self.cost(row, column, from_row) else {
                    continue;
                };
                let cost = (
                    so_far.0.saturating_add(step.0),
                    so_far.1.saturating_add(step.1),
                    so_far.2.saturating_add(step.2),
                );
                let next = if from_row { column_node(other) } else { other };
                if let Some(known) = reached.get_mut(next)
                    && known.is_none_or(|(known, _)| cost < known)
                {
                    *known = Some((cost, Some((node, at))));
                    open.push(Reverse((cost, next)));
                }
            }
        }
        let (cost, mut step) = reached.get(goal).copied().flatten()?;
        let mut numbers = Vec::new();
        while let Some((node, at)) = step {
            numbers.push(at);
            step = reached.get(node).copied().flatten()?.1;
        }
        Some((cost, numbers))
    }

    fn published(&self, table: &CountTable) -> CrossedTable {
        let marks: Vec<PublishedCount> = self
            .numbers
            .iter()
            .map(|number| match number.hidden {
                true => PublishedCount::HIDDEN,
                false => PublishedCount::Shown(number.value),
            })
            .collect();
        let hidden = marks.iter().filter(|mark| mark.shown().is_none()).count();
        let mut lines = marks.chunks(self.columns);
        let split = |line: Option<&[PublishedCount]>| {
            let line = line.unwrap_or_default();
            let (total, counts) = line.split_last().unwrap_or((&PublishedCount::HIDDEN, &[]));
            (counts.to_vec(), *total)
        };
        let rows = table
            .rows
            .iter()
            .map(|row| {
                let (counts, total) = split(lines.next());
                SuppressedRow {
                    name: row.name.clone(),
                    counts,
                    total,
                }
            })
            .collect();
        let (column_totals, total) = split(lines.next());
        CrossedTable {
            table: SuppressedTable {
                options: self.options,
                columns: table.columns.clone(),
                rows,
                total,
                hidden: u64::try_from(hidden).unwrap_or(u64::MAX),
            },
            column_totals,
        }
    }
}
