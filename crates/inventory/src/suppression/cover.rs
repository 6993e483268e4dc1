//! Which counts are hidden to cover the small ones.
//!
//! Under a shown total the hidden counts have a known sum. None of them can be computed from it if
//! there are two, the sum is not the least it can be, and, where all are small themselves, not the
//! most. The hidden counts of all rows whose total is hidden have one known sum together, the
//! grand total less everything shown, so they are judged together.
#![deny(clippy::arithmetic_side_effects)]

use super::table::{
    CountTable, PublishedCount, SuppressedRow, SuppressedTable, SuppressionOptions,
};

/// A row while it is decided what to hide of it.
struct Draft<'t> {
    counts: &'t [u64],
    hidden: Vec<bool>,
    total: u64,
    total_hidden: bool,
}

impl Draft<'_> {
    fn hidden_counts(&self) -> impl Iterator<Item = u64> {
        let pairs = self.counts.iter().zip(&self.hidden);
        pairs.filter_map(|(count, hidden)| hidden.then_some(*count))
    }

    /// Hides the smallest count that is shown and may be hidden; `false` if there is none.
    ///
    /// What is shown below the threshold is a 0: nobody would believe that it stands behind a mark.
    fn hide_one(&mut self, options: SuppressionOptions) -> bool {
        let shown = self.counts.iter().zip(&mut self.hidden);
        let candidates = shown.filter(|(count, hidden)| !**hidden && **count >= options.threshold);
        match candidates.min_by_key(|(count, _)| **count) {
            Some((_, hidden)) => {
                *hidden = true;
                true
            }
            None => false,
        }
    }
}

/// Whether none of some hidden counts can be computed from their sum.
fn is_covered(hidden: impl Iterator<Item = u64>, options: SuppressionOptions) -> bool {
    let (mut number, mut sum, mut all_small) = (0u64, 0u64, true);
    for count in hidden {
        number = number.saturating_add(1);
        sum = sum.saturating_add(count);
        all_small &= options.is_small(count);
    }
    let least = options.lowest().saturating_mul(number);
    let most = options.threshold.saturating_sub(1).saturating_mul(number);
    number == 0 || (number >= 2 && sum > least && !(all_small && sum == most))
}

pub(super) fn publish(table: &CountTable, options: SuppressionOptions) -> SuppressedTable {
    let mut drafts: Vec<Draft<'_>> = table
        .rows
        .iter()
        .map(|row| {
            let total = row
                .counts
                .iter()
                .fold(0u64, |sum, n| sum.saturating_add(*n));
            Draft {
                counts: &row.counts,
                hidden: row.counts.iter().map(|n| options.is_small(*n)).collect(),
                total,
                total_hidden: options.is_small(total) && !row.counts.is_empty(),
            }
        })
        .collect();
    for row in &mut drafts {
        while !row.total_hidden && !is_covered(row.hidden_counts(), options) {
            if !row.hide_one(options) {
                row.total_hidden = true;
            }
        }
    }
    let grand = drafts
        .iter()
        .fold(0u64, |sum, row| sum.saturating_add(row.total));
    let is_empty = table.columns.is_empty() || table.rows.is_empty();
    let mut grand_hidden = options.is_small(grand) && !is_empty;
    while !grand_hidden && !totals_are_covered(&drafts, options) {
        grand_hidden = !hide_a_total(&mut drafts, options);
    }
    let mark = |hidden: bool, count: u64| {
        if hidden {
            PublishedCount::HIDDEN
        } else {
            PublishedCount::Shown(count)
        }
    };
    let rows: Vec<SuppressedRow> = table
        .rows
        .iter()
        .zip(&drafts)
        .map(|(row, draft)| SuppressedRow {
            name: row.name.clone(),
            counts: draft
                .counts
                .iter()
                .zip(&draft.hidden)
                .map(|(count, hidden)| mark(*hidden, *count))
                .collect(),
            total: mark(draft.total_hidden, draft.total),
        })
        .collect();
    let total = mark(grand_hidden, grand);
    let numbers = rows
        .iter()
        .flat_map(|row| row.counts.iter().chain([&row.total]));
    let hidden = numbers
        .chain([&total])
        .filter(|count| count.shown().is_none());
    SuppressedTable {
        options,
        columns: table.columns.clone(),
        hidden: u64::try_from(hidden.count()).unwrap_or(u64::MAX),
        rows,
        total,
    }
}

/// Whether no hidden total, and no count under one, can be computed from the grand total.
fn totals_are_covered(drafts: &[Draft<'_>], options: SuppressionOptions) -> bool {
    let hidden = || drafts.iter().filter(|row| row.total_hidden);
    let rows = hidden().count();
    rows == 0 || (rows >= 2 && is_covered(hidden().flat_map(Draft::hidden_counts), options))
}

/// Hides the smallest total that is shown; `false` if none is left.
///
/// Under a total that was shown the hidden counts are covered, and then so are all hidden ones together:
/// further counts under totals that were hidden before need not be looked at.
fn hide_a_total(drafts: &mut [Draft<'_>], options: SuppressionOptions) -> bool {
    // A total of 0 that is shown has nothing to hide.
    let shown = drafts
        .iter_mut()
        .filter(|row| !row.total_hidden && row.total > 0);
    let Some(row) = shown.min_by_key(|row| row.total) else {
        return false;
    };
    row.total_hidden = true;
    // A total whose counts are all shown would be their sum.
    row.hidden.contains(&true) || row.hide_one(options)
}
