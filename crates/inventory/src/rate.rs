//! 率 (rates): named definitions as data, evaluated over a [`Tally`](crate::Tally).
//!
//! The question "what share is online?" has many honest answers. A [`RateDefinition`] says which one
//! is meant: what is counted, which part of it is looked at, what stands above the line, and
//! what happens to the exempt, the partly done and the unknown. [`RateDefinitions::compile`] checks a
//! file of definitions and reports everything that is wrong with it at once;
//! [`CompiledRates::evaluate`] makes one [`RateResult`] per definition, each with the interval that
//! the unknowns leave open.

mod compile;
mod definition;
mod derive;
mod evaluate;
mod result;

pub(crate) use compile::CompiledRate;
pub use compile::CompiledRates;
pub use definition::{
    Derivation, DerivationRule, ExemptProcesses, MoreOnlineThanCases, Numerator, PartialTreatment,
    Population, PopulationTreatment, RateDefinition, RateDefinitions, RateDefinitionsDocument,
    RateUnit, ReceptionScope, SeriesCounting, Treatment,
};
pub(crate) use derive::Outcome;
pub(crate) use evaluate::{Sum, Sums};
pub use result::{NoRate, RateCounts, RateResult, RateResultError};
