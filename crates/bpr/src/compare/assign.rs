//! Assignment: which of two lists belong together, so that the scores sum to the most.

/// The best assignment for a table of scores with rows of one length, `None` where nothing is left.
///
/// The Hungarian method with potentials, in n³ steps; equal sums are decided by the order of the lists.
pub(super) fn assign(scores: &[Vec<u32>]) -> Vec<Option<usize>> {
    let rows = scores.len();
    let columns = scores.first().map_or(0, Vec::len);
    let size = rows.max(columns);
    let cost = |row: usize, column: usize| -> i64 {
        let score = scores
            .get(row.saturating_sub(1))
            .and_then(|row| row.get(column.saturating_sub(1)))
            .copied()
            .unwrap_or(0);
        0i64.saturating_sub(i64::from(score))
    };
    let at = |list: &[i64], index: usize| list.get(index).copied().unwrap_or(0);
    let end = size.saturating_add(1);
    let mut row_potential = vec![0i64; end];
    let mut column_potential = vec![0i64; end];
    // The row of each column; column 0 holds the row that is being placed.
    let mut owner = vec![0usize; end];
    let mut way = vec![0usize; end];
    for row in 1..=size {
        if let Some(first) = owner.first_mut() {
            *first = row;
        }
        let mut column = 0usize;
        let mut least = vec![i64::MAX; end];
        let mut used = vec![false; end];
        loop {
            if let Some(used) = used.get_mut(column) {
                *used = true;
            }
            let row_here = owner.get(column).copied().unwrap_or(0);
            let mut delta = i64::MAX;
            let mut next = 0usize;
            for candidate in 1..=size {
                if used.get(candidate).copied().unwrap_or(true) {
                    continue;
                }
                let reduced = cost(row_here, candidate)
                    .saturating_sub(at(&row_potential, row_here))
                    .saturating_sub(at(&column_potential, candidate));
                if let Some(least) = least.get_mut(candidate) {
                    if reduced < *least {
                        *least = reduced;
                        if let Some(way) = way.get_mut(candidate) {
                            *way = column;
                        }
                    }
                    if *least < delta {
                        delta = *least;
                        next = candidate;
                    }
                }
            }
            for candidate in 0..=size {
                if used.get(candidate).copied().unwrap_or(false) {
                    let owner = owner.get(candidate).copied().unwrap_or(0);
                    if let Some(potential) = row_potential.get_mut(owner) {
                        *potential = potential.saturating_add(delta);
                    }
                    if let Some(potential) = column_potential.get_mut(candidate) {
                        *potential = potential.saturating_sub(delta);
                    }
                } else if let Some(least) = least.get_mut(candidate) {
                    *least = least.saturating_sub(delta);
                }
            }
            column = next;
            if owner.get(column).copied().unwrap_or(0) == 0 {
                break;
            }
        }
        while column != 0 {
            let before = way.get(column).copied().unwrap_or(0);
            let row = owner.get(before).copied().unwrap_or(0);
            if let Some(owner) = owner.get_mut(column) {
                *owner = row;
            }
            column = before;
        }
    }
    let mut assigned = vec![None; rows];
    for (column, row) in owner.iter().enumerate().skip(1) {
        let row = row.saturating_sub(1);
        let column = column.saturating_sub(1);
        let real = scores
            .get(row)
            .and_then(|scores| scores.get(column))
            .is_some_and(|score| *score > 0);
        if real && let Some(slot) = assigned.get_mut(row) {
            *slot = Some(column);
        }
    }
    assigned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_decides_not_the_best_pair() {
        // Greedy takes 9 and is left with 1; the best sum is 8 + 7.
        assert_eq!(assign(&[vec![9, 8], vec![7, 1]]), [Some(1), Some(0)]);
        assert_eq!(assign(&[vec![0, 5, 0], vec![0, 6, 0]]), [None, Some(1)]);
        assert_eq!(assign(&[vec![5], vec![6]]), [None, Some(0)]);
        assert!(assign(&[]).is_empty());
        assert_eq!(assign(&[vec![], vec![]]), [None, None]);
        // Of equal sums the one in the order of the lists.
        assert_eq!(assign(&[vec![5, 5]]), [Some(0)]);
        assert_eq!(assign(&[vec![5, 5], vec![5, 5]]), [Some(0), Some(1)]);
    }
}
