//! A rectangle of cells.

use std::{fmt, str::FromStr};
use tosei_document::{CellAddress, CellAddressError};

/// セル範囲 (cell range): a rectangle of cells, `A1:C3`.
///
/// # Invariant
///
/// The first corner lies neither below nor to the right of the last one.
///
/// # Examples
///
/// ```
/// use tosei_table::CellRange;
///
/// let area: CellRange = "A3:A5".parse()?;
/// assert!(area.contains("A4".parse()?));
/// assert_eq!("C3:A1".parse::<CellRange>()?.to_string(), "A1:C3");
/// # Ok::<(), tosei_document::CellAddressError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRange {
    first: CellAddress,
    last: CellAddress,
}

impl CellRange {
    /// The rectangle between two corners, whichever they are.
    #[must_use]
    pub fn between(one: CellAddress, other: CellAddress) -> Self {
        let (rows, columns) = ([one.row(), other.row()], [one.column(), other.column()]);
        let corner = |column: u32, row: u32| {
            CellAddress::from_zero_based(column.saturating_sub(1), row.saturating_sub(1))
        };
        let min = |pair: [u32; 2]| pair.into_iter().min().unwrap_or(1);
        let max = |pair: [u32; 2]| pair.into_iter().max().unwrap_or(1);
        Self {
            first: corner(min(columns), min(rows)).unwrap_or(one),
            last: corner(max(columns), max(rows)).unwrap_or(other),
        }
    }

    /// The corner above on the left.
    #[must_use]
    pub fn first(self) -> CellAddress {
        self.first
    }

    /// The corner below on the right.
    #[must_use]
    pub fn last(self) -> CellAddress {
        self.last
    }

    /// Whether a cell lies in it.
    #[must_use]
    pub fn contains(self, cell: CellAddress) -> bool {
        (self.first.row()..=self.last.row()).contains(&cell.row())
            && (self.first.column()..=self.last.column()).contains(&cell.column())
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            return self.first.fmt(f);
        }
        write!(f, "{}:{}", self.first, self.last)
    }
}

impl FromStr for CellRange {
    type Err = CellAddressError;

    fn from_str(text: &str) -> Result<Self, CellAddressError> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        Ok(Self::between(first.parse()?, last.parse()?))
    }
}
