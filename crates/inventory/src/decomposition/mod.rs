//! 要因分解 (decomposition): why a rate is another one in a later snapshot.

mod cause;
mod method;
mod result;

pub(crate) use cause::CauseSet;
pub use cause::{CauseGroup, ChangeCause};
pub use method::{
    DecomposedFigure, DecompositionMethod, DecompositionMethods, DecompositionMethodsDocument,
    MethodRule,
};
pub use result::{
    CauseEffect, ChangeVerdict, NoDecomposition, RateDecomposition, RateDecompositionError,
};

/// How many causes that move the rate the Shapley method is computed for at most.
pub const MAX_SHAPLEY_CAUSES: usize = 10;
