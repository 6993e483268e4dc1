//! Rows that add up others: 小計, 合計.

use super::{SheetFindings, SpreadsheetRule as Rule, StatedNumber};
use tosei_document::CellAddress;
use unicode_normalization::UnicodeNormalization;

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RowKind {
    /// An entry.
    Data,
    /// 小計: adds up the entries since the last subtotal or total.
    Subtotal,
    /// 合計: adds up the entries since the last total.
    Total,
}

const SUBTOTALS: [&str; 5] = ["小計", "中計", "内計", "部計", "課計"];
const TOTALS: [&str; 5] = ["合計", "総計", "総合計", "累計", "計"];

/// Recognises the label of a subtotal or a total: 「小　計」「【合計】」「総計（A＋B）」.
///
/// Not recognised is a label with a name before it (「市民課計」), because 「会計」 and 「統計」 are names too;
/// [`SheetTable`](super::SheetTable) takes 「市民課 小計」 for a subtotal where the row holds nothing else but
/// numbers.
///
/// # Examples
///
/// ```
/// use tosei_table::layout::{RowKind, read_total_label};
///
/// assert_eq!(read_total_label("小　計"), Some(RowKind::Subtotal));
/// assert_eq!(read_total_label("合計"), Some(RowKind::Total));
/// assert_eq!(read_total_label("会計"), None);
/// ```
#[must_use]
pub fn read_total_label(text: &str) -> Option<RowKind> {
    let label = label_key(text);
    let label = label.split_once('(').map_or(&*label, |(before, _)| before);
    if SUBTOTALS.contains(&label) {
        Some(RowKind::Subtotal)
    } else if TOTALS.contains(&label) {
        Some(RowKind::Total)
    } else {
        None
    }
}

/// 「市民課 小計」: a name before the label.
pub(super) fn named_total_label(text: &str) -> Option<RowKind> {
    let label = label_key(text);
    if label.ends_with("小計") {
        Some(RowKind::Subtotal)
    } else if label.ends_with("合計") || label.ends_with("総計") {
        Some(RowKind::Total)
    } else {
        None
    }
}

fn label_key(text: &str) -> String {
    let brackets = [
        '(', ')', '【', '】', '[', ']', '〔', '〕', '<', '>', '〈', '〉', ':',
    ];
    let tight: String = text
        .nfkc()
        .filter(|character| !character.is_whitespace())
        .collect();
    tight
        .trim_start_matches(brackets)
        .trim_end_matches(brackets)
        .to_owned()
}

/// 検算 (check sum): a total that stands in the table, beside the sum of the rows that it covers.
///
/// # Examples
///
/// ```
/// use tosei_table::layout::{CheckSum, StatedNumber, SumComparison};
///
/// let sum = [StatedNumber::Exact(1204), StatedNumber::Approximate(300), StatedNumber::SeeElsewhere]
///     .into_iter()
///     .fold(CheckSum::default(), CheckSum::and);
/// assert_eq!((sum.exact(), sum.approximate(), sum.unknown()), (1204, 300, 1));
/// assert_eq!(sum.compare(StatedNumber::Exact(1504)), SumComparison::Equal);
/// assert_eq!(sum.compare(StatedNumber::Exact(1600)), SumComparison::Remainder(96));
/// assert_eq!(sum.compare(StatedNumber::Exact(1500)), SumComparison::Differs);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CheckSum {
    exact: u64,
    approximate: u64,
    unknown: u64,
    overflow: bool,
}

/// How a stated total compares with the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SumComparison {
    /// The rows that state a number give the total.
    Equal,
    /// The total is larger by that much, and some rows state no number: they may hold it.
    Remainder(u64),
    /// The rows cannot give the total.
    Differs,
    /// The total is no number.
    NoTotal,
}

impl CheckSum {
    /// Adds a row.
    #[must_use]
    pub fn and(mut self, number: StatedNumber) -> Self {
        let (sum, more) = match number {
            StatedNumber::Exact(more) => (&mut self.exact, more),
            StatedNumber::Approximate(more) => (&mut self.approximate, more),
            _ => (&mut self.unknown, 1),
        };
        match sum.checked_add(more) {
            Some(larger) => *sum = larger,
            None => self.overflow = true,
        }
        self
    }

    /// The sum of the exact numbers.
    #[must_use]
    pub fn exact(self) -> u64 {
        self.exact
    }

    /// The sum of the approximate numbers.
    #[must_use]
    pub fn approximate(self) -> u64 {
        self.approximate
    }

    /// How many rows state no number: bounds, signs, 別紙参照 and what could not be read.
    #[must_use]
    pub fn unknown(self) -> u64 {
        self.unknown
    }

    /// Exact and approximate numbers together; `None` if they do not fit in 64 bits.
    #[must_use]
    pub fn known(self) -> Option<u64> {
        self.exact
            .checked_add(self.approximate)
            .filter(|_| !self.overflow)
    }

    /// Compares with a stated total.
    #[must_use]
    pub fn compare(self, total: StatedNumber) -> SumComparison {
        let Some(total) = total.known() else {
            return SumComparison::NoTotal;
        };
        match self.known() {
            Some(known) if known == total => SumComparison::Equal,
            Some(known) if known < total && self.unknown > 0 => {
                SumComparison::Remainder(total.saturating_sub(known))
            }
            _ => SumComparison::Differs,
        }
    }

    /// Compares with the total in a cell and reports a difference.
    pub fn check(
        self,
        total: StatedNumber,
        cell: CellAddress,
        findings: &mut SheetFindings<'_>,
    ) -> SumComparison {
        let comparison = self.compare(total);
        let sum = self.known().unwrap_or(u64::MAX);
        let stated = total.known().unwrap_or_default();
        match comparison {
            SumComparison::Differs => {
                let values = [("stated", stated.into()), ("sum", sum.into())];
                findings.add(Rule::CheckSumDiffers, cell, &values);
            }
            SumComparison::Remainder(rest) => {
                let values = [
                    ("stated", stated.into()),
                    ("sum", sum.into()),
                    ("rest", rest.into()),
                    ("unknown", self.unknown.into()),
                ];
                findings.add(Rule::CheckSumIncomplete, cell, &values);
            }
            SumComparison::Equal | SumComparison::NoTotal => {}
        }
        comparison
    }
}
