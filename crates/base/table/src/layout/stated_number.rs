//! Numbers as people write them in a cell.

/// 記載された件数 (stated number): what a cell says about a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StatedNumber {
    /// A number: `1,204`, `１，８７５件`.
    Exact(u64),
    /// About that many: `約300`, `300程度`.
    Approximate(u64),
    /// Between two bounds, both included; `None` is an open end: `10件未満` is 0 to 9, `100以上` from 100.
    Bounds {
        /// The lower bound, included.
        at_least: u64,
        /// The upper bound, included; `None` if there is none.
        at_most: Option<u64>,
    },
    /// No number is stated: the cell is blank, or has a sign for that. Not 0.
    NotStated(NotStated),
    /// The number stands elsewhere: `別紙参照`.
    SeeElsewhere,
    /// The cell says something that is no number: `数件`, an error, a formula without a result.
    Unread,
}

/// How a cell says that it states no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotStated {
    /// The cell is blank.
    Blank,
    /// A dash or dots: `－`, `…`.
    Sign,
    /// A word: `不明`, `未集計`.
    Word,
}
