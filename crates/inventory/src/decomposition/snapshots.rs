//! Two snapshots that were compared, with what their facts are made by.

use crate::{Comparison, FactsBasis, Inventory};

/// 比較した二時点 (compared snapshots): two inventories, the basis of the facts of each, and how their
/// items were matched.
///
/// The two bases may name different volume years: the status date and the year of the counts move
/// apart. The same definition is used for both.
#[derive(Debug, Clone, Copy)]
pub struct ComparedSnapshots<'a> {
    /// 前の時点.
    pub earlier: &'a Inventory,
    /// The basis of the earlier facts.
    pub earlier_basis: FactsBasis<'a>,
    /// 後の時点.
    pub later: &'a Inventory,
    /// The basis of the later facts.
    pub later_basis: FactsBasis<'a>,
    /// The comparison of just these two.
    pub comparison: &'a Comparison,
}

impl ComparedSnapshots<'_> {
    /// Whether the comparison is of inventories of these sizes.
    pub(crate) fn fit(&self) -> bool {
        let Self {
            earlier,
            later,
            comparison,
            ..
        } = self;
        let sizes = |old: usize, new: usize, list: &crate::ListComparison| list.fits(old, new);
        sizes(
            earlier.procedures.len(),
            later.procedures.len(),
            &comparison.procedures,
        ) && sizes(
            earlier.processes.len(),
            later.processes.len(),
            &comparison.processes,
        ) && sizes(
            earlier.touchpoints.len(),
            later.touchpoints.len(),
            &comparison.touchpoints,
        )
    }
}
