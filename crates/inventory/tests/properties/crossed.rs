//! Laws of suppression with column totals.

use proptest::prelude::*;
use proptest::sample::select;
use tosei_inventory::suppression::{
    CountRow, CountTable, CrossedTable, PublishedCount, SuppressionError, SuppressionOptions,
    ZeroTreatment,
};
use tosei_types::Label;

fn tables() -> impl Strategy<Value = CountTable> {
    (1usize..4, 1usize..4)
        .prop_flat_map(|(rows, columns)| {
            let counts = prop::collection::vec(0u64..14, columns);
            prop::collection::vec(counts, rows)
        })
        .prop_map(|rows| table(&rows))
}

fn table(rows: &[Vec<u64>]) -> CountTable {
    CountTable {
        columns: rows[0].iter().map(|_| Label::new("列", "column")).collect(),
        rows: rows
            .iter()
            .map(|counts| CountRow {
                name: "課".into(),
                counts: counts.clone(),
            })
            .collect(),
    }
}

fn options() -> impl Strategy<Value = SuppressionOptions> {
    (0u64..7, select(ZeroTreatment::ALL))
        .prop_map(|(threshold, zeros)| SuppressionOptions { threshold, zeros })
}

/// All numbers row by row, with the totals as last column and last row.
fn with_totals(rows: &[Vec<i64>]) -> Vec<i64> {
    let mut numbers = Vec::new();
    let mut last = vec![0; rows[0].len() + 1];
    for row in rows {
        let sum: i64 = row.iter().sum();
        for (at, number) in row.iter().chain([&sum]).enumerate() {
            numbers.push(*number);
            last[at] += number;
        }
    }
    numbers.extend(last);
    numbers
}

fn true_numbers(table: &CountTable) -> (Vec<Vec<i64>>, Vec<i64>) {
    let signed = |n: &u64| i64::try_from(*n).unwrap();
    let rows: Vec<Vec<i64>> = table
        .rows
        .iter()
        .map(|row| row.counts.iter().map(signed).collect())
        .collect();
    let all = with_totals(&rows);
    (rows, all)
}

fn marks(published: &CrossedTable) -> Vec<PublishedCount> {
    let rows = published.table.rows.iter();
    rows.flat_map(|row| row.counts.iter().chain([&row.total]))
        .chain(&published.column_totals)
        .chain([&published.table.total])
        .copied()
        .collect()
}

/// For each number, whether a reader could believe in another value: a table with each count at most
/// one off that agrees with all that is shown, small where it is small.
fn open(table: &CountTable, hidden: &[bool], options: SuppressionOptions) -> Vec<bool> {
    let (rows, all) = true_numbers(table);
    let width = rows[0].len();
    let cells: Vec<(usize, usize)> = (0..rows.len())
        .flat_map(|row| (0..width).map(move |column| (row, column)))
        .filter(|(row, column)| hidden[row * (width + 1) + column])
        .collect();
    let least = i64::from(options.zeros == ZeroTreatment::Shown);
    let threshold = i64::try_from(options.threshold).unwrap();
    let fits = |before: i64, after: i64, hidden: bool| {
        if !hidden {
            before == after
        } else if before < threshold && before >= least {
            (least..threshold).contains(&after)
        } else {
            after >= threshold
        }
    };
    let mut open = vec![false; all.len()];
    for code in 0..3usize.pow(u32::try_from(cells.len()).unwrap()) {
        let (mut rows, mut left) = (rows.clone(), code);
        for (row, column) in &cells {
            rows[*row][*column] += i64::try_from(left % 3).unwrap() - 1;
            left /= 3;
        }
        let other = with_totals(&rows);
        let pairs = all.iter().zip(&other).zip(hidden);
        if pairs.clone().all(|((a, b), hidden)| fits(*a, *b, *hidden)) {
            for (open, ((a, b), _)) in open.iter_mut().zip(pairs) {
                *open |= a != b;
            }
        }
    }
    open
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Law: no hidden number can be computed from rows, columns and all totals, and a table is
    /// refused only if hiding everything would not help.
    #[test]
    fn what_is_hidden_cannot_be_computed_with_column_totals(
        table in tables(), options in options(),
    ) {
        let least = u64::from(options.zeros == ZeroTreatment::Shown);
        match table.suppress_crossed(options) {
            Ok(published) => {
                let hidden: Vec<bool> = marks(&published).iter().map(|m| m.shown().is_none()).collect();
                let open = open(&table, &hidden, options);
                for (hidden, open) in hidden.iter().zip(&open) {
                    prop_assert!(!hidden || *open, "{published:?}");
                }
            }
            Err(error) => {
                prop_assert_eq!(error, SuppressionError::CannotCover);
                let (_, all) = true_numbers(&table);
                let small = |n: &i64| options.is_small(u64::try_from(*n).unwrap());
                let most: Vec<bool> = all.iter().map(|n| u64::try_from(*n).unwrap() >= least).collect();
                let open = open(&table, &most, options);
                prop_assert!(all.iter().zip(&open).any(|(n, open)| small(n) && !open));
            }
        }
    }

    /// Law: every small number is hidden, every shown one is the true one, and the number of hidden
    /// ones is right.
    #[test]
    fn what_is_shown_with_column_totals_is_true_and_not_small(
        table in tables(), options in options(),
    ) {
        let Ok(published) = table.suppress_crossed(options) else { return Ok(()); };
        let (_, all) = true_numbers(&table);
        let marks = marks(&published);
        prop_assert_eq!(marks.len(), all.len());
        for (mark, number) in marks.iter().zip(&all) {
            let number = u64::try_from(*number).unwrap();
            match mark.shown() {
                Some(shown) => {
                    prop_assert_eq!(shown, number);
                    prop_assert!(!options.is_small(number));
                }
                None => prop_assert!(number >= u64::from(options.zeros == ZeroTreatment::Shown)),
            }
        }
        let hidden = marks.iter().filter(|mark| mark.shown().is_none()).count();
        prop_assert_eq!(published.table.hidden, u64::try_from(hidden).unwrap());
    }
}

fn cells(rows: &[Vec<u64>], threshold: u64) -> Vec<String> {
    let options = SuppressionOptions {
        threshold,
        zeros: ZeroTreatment::Suppressed,
    };
    let published = table(rows).suppress_crossed(options).unwrap();
    marks(&published)
        .iter()
        .map(|mark| mark.in_a_cell())
        .collect()
}

#[test]
fn nothing_small_hides_nothing_and_one_small_count_hides_four() {
    let plain = cells(&[vec![10, 20], vec![30, 40]], 10);
    assert_eq!(
        plain,
        ["10", "20", "30", "30", "40", "70", "40", "60", "100"]
    );
    let covered = cells(&[vec![9, 20], vec![30, 40]], 10);
    assert_eq!(
        covered,
        ["＊", "＊", "29", "＊", "＊", "70", "39", "60", "99"]
    );
    // 10 is the least that is not small: a reader who knows so knows that it cannot be lower, but it
    // can be higher.
    let edge = cells(&[vec![9, 10], vec![10, 40]], 10);
    assert_eq!(edge[0], "＊");
    assert_eq!(edge[4], "＊");
}

#[test]
fn a_threshold_that_leaves_one_value_is_refused() {
    // With 2 and zeros shown, a hidden small count can only be 1.
    let options = SuppressionOptions {
        threshold: 2,
        zeros: ZeroTreatment::Shown,
    };
    let error = table(&[vec![1, 20]]).suppress_crossed(options).unwrap_err();
    assert_eq!(error.code(), "inventory.suppression.cannot_cover");
    let wide = table(&vec![vec![1; 9]; 400]);
    let error = wide.suppress_crossed(options).unwrap_err();
    assert_eq!(error.code(), "inventory.suppression.too_many_numbers"); // 401 × 10
    let error = CountTable {
        rows: vec![CountRow {
            name: "課".into(),
            counts: vec![1],
        }],
        columns: vec![],
    };
    let error = error.suppress_crossed(options).unwrap_err();
    assert_eq!(error.code(), "inventory.suppression.row_width");
}

#[test]
fn an_empty_table_hides_nothing() {
    let empty = CountTable {
        columns: vec![],
        rows: vec![],
    };
    let published = empty
        .suppress_crossed(SuppressionOptions::default())
        .unwrap();
    assert_eq!(
        (published.table.hidden, published.column_totals.len()),
        (0, 0)
    );
    assert_eq!(published.table.total.shown(), Some(0));
}
