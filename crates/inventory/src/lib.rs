#![doc = include_str!("../README.md")]

pub mod code;
pub mod facts;
pub mod kind;
pub mod rate;
pub mod tally;
pub mod volume_band;

pub use code::{AffairsClass, Discretion, OnlineStatus, Party, VolumeMeasure, VolumeState};
pub use facts::{DigitalPredicate, ProcedureFacts, ProcessFacts, StatusSet, TouchpointFacts};
pub use kind::{KindIndex, MAX_KINDS, ProcessKind, ProcessKinds, ProcessKindsError};
pub use rate::{
    CompiledRates, Derivation, DerivationRule, ExemptProcesses, MoreOnlineThanCases, NoRate,
    Numerator, PartialTreatment, Population, PopulationTreatment, RateCounts, RateDefinition,
    RateDefinitions, RateDefinitionsDocument, RateDefinitionsError, RateResult, RateUnit,
    Treatment,
};
pub use tally::{Cell, CellKey, Facts, GroupIndex, GroupedTally, OnlineCases, Tally, TallyError};
pub use volume_band::{
    BandIndex, MAX_VOLUME_BANDS, VolumeBand, VolumeBands, VolumeBandsDocument, VolumeBandsError,
};

#[cfg(feature = "proptest")]
pub mod proptest;
