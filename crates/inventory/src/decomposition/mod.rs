//! 要因分解 (decomposition): why a rate is another one in a later snapshot.
//!
//! [`decompose`] takes two snapshots that were [compared](crate::compare), a rate definition and a
//! named method, and divides the change among [causes](ChangeCause) as exact fractions that sum to
//! it. [`decompose_by_organisation`] does so for each organisation apart, in the old or the new
//! structure.

mod attribute;
mod cause;
mod decompose;
mod game;
mod method;
mod recorded;
mod result;
mod snapshots;
mod thing;
mod totals;
mod what_if;

pub(crate) use cause::CauseSet;
pub use cause::{CauseGroup, ChangeCause};
pub use decompose::{
    DecompositionError, DecompositionOptions, decompose, decompose_by_organisation,
};
pub use method::{
    DecomposedFigure, DecompositionMethod, DecompositionMethods, DecompositionMethodsDocument,
    MethodRule,
};
pub use recorded::RecordedCauses;
pub use result::{
    CauseEffect, ChangeVerdict, NoDecomposition, RateDecomposition, RateDecompositionError,
};
pub use snapshots::ComparedSnapshots;
pub use what_if::{RuleAmendment, WhatIf, own_rule_amendments, what_if_online};

/// How many causes that move the rate the Shapley method is computed for at most.
pub const MAX_SHAPLEY_CAUSES: usize = 10;
