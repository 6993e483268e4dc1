#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod answer_sheet;
pub mod barrier;
pub mod check;
pub mod code;
pub mod comparison;
pub mod decomposition;
pub mod document;
pub mod facts;
pub mod forecast;
pub mod fraction;
pub mod kind;
pub mod ledger;
pub mod legal_basis;
pub mod model_facts;
pub mod notice;
pub mod office_table;
pub mod online;
pub mod organisation;
pub mod priority;
pub mod procedure;
pub mod process;
pub mod publication;
pub mod rate;
pub mod reorganisation;
pub mod request;
pub mod round;
#[cfg(feature = "sample")]
pub mod sample;
pub mod series;
pub mod snapshot;
pub mod snapshot_documents;
pub mod standard_period;
pub mod stated;
pub mod suppression;
pub mod survey;
pub mod tally;
pub mod touchpoint;
pub mod touchpoint_inventory;
pub mod volume;
pub mod volume_band;

mod definition_check;
mod ledger_errors;
mod mask;

pub use barrier::{
    Action, ActionStatus, Barrier, BarrierCause, DiscretionVerdict, Obstacle, Request,
    RequestStatus, discretion,
};
pub use check::{CodeLists, check_document, check_document_with};
pub use code::{AffairsClass, Discretion, OnlineStatus, Party, VolumeMeasure, VolumeState};
pub use comparison::{
    ChangeKind, CompareOptions, ComparedList, Comparison, ComparisonReport, FieldChange,
    ItemChange, ListComparison, MatchReason, MatchingCorrection, MatchingCorrections,
    MatchingDocument, MatchingError, OrganisationBasis, Pair, ScoreBand, Similarity, Transfer,
    compare,
};
pub use decomposition::{
    CauseEffect, CauseGroup, ChangeCause, ChangeVerdict, ComparedSnapshots, DecomposedFigure,
    DecompositionError, DecompositionMethod, DecompositionMethods, DecompositionMethodsDocument,
    DecompositionOptions, MAX_SHAPLEY_CAUSES, MethodRule, NoDecomposition, RateDecomposition,
    RateDecompositionError, RecordedCauses, RuleAmendment, WhatIf, decompose,
    decompose_by_organisation, own_rule_amendments, what_if_online,
};
pub use document::{DocumentError, FORMAT, FORMAT_VERSION};
pub use facts::{DigitalPredicateId, ProcedureFacts, ProcessFacts, StatusSet, TouchpointFacts};
pub use fraction::{Fraction, FractionError, MAX_FRACTION_CHARS, PercentagePoints};
pub use kind::{KindIndex, MAX_KINDS, ProcessKind, ProcessKinds, ProcessKindsDocument};
pub use ledger::{
    EntryBasis, Ledger, LedgerEntry, LedgerError, LedgerSnapshot, RateHistory, RatePoint,
    rate_history,
};
pub use legal_basis::{
    Authority, InstrumentAuthority, InstrumentKind, LegalBasis, OrganAuthority, RuleAuthorities,
    RuleAuthoritiesDocument, RuleLevel,
};
pub use model_facts::FactsBasis;
pub use notice::{Consent, Delivery, Notice, Retention, Signature};
pub use online::{
    DigitalPredicate, DigitalPredicates, DigitalPredicatesDocument, Element, ElementState,
    ElementStates, NotOnline, NotOnlineKind, PredicateAnswer, PredicateVerdict,
};
pub use organisation::{FormerName, Organisation, OrganisationKind, Role, RoleAssignment};
pub use priority::{
    BoundaryNote, BoundaryNotes, Candidate, CompiledPriorities, DEFAULT_LISTED, OtherReasons,
    PriorityMergeError, PriorityRule, PriorityRules, PriorityRulesDocument, PrioritySelector,
    PriorityUnit, RelatedProcesses, SelectedMember, Selection, SelectionReason, ThresholdOperator,
    Undecided, UndecidedItem, UndecidedWhy, UsedVolume,
};
pub use procedure::{
    Procedure, ProcedureCategories, ProcedureCategoriesDocument, ProcedureCategory,
};
pub use process::Process;
pub use rate::{
    CompiledRates, Derivation, DerivationRule, ExemptProcesses, MoreOnlineThanCases, NoRate,
    Numerator, PartialTreatment, Population, PopulationTreatment, RateCounts, RateDefinition,
    RateDefinitions, RateDefinitionsDocument, RateResult, RateResultError, RateUnit,
    ReceptionScope, SeriesCounting, Treatment,
};
pub use reorganisation::{
    CrosswalkDocument, CrosswalkError, CrosswalkRow, OrganisationCrosswalk, OrganisationFigure,
    OrganisationView, ReorganisationKind, Structure, organisation_figures,
};
pub use series::{ReceptionWindow, SeriesEdition, SeriesFacts, StandingEditions};
pub use snapshot::{Body, Extensions, Inventory};
pub use snapshot_documents::snapshot_document_rules;
pub use standard_period::{NotSetReason, PeriodBasis, PeriodState, Publication, StandardPeriod};
pub use stated::Stated;
pub use tally::{Cell, CellKey, Facts, GroupIndex, GroupedTally, OnlineCases, Tally, TallyError};
pub use touchpoint::{Touchpoint, TouchpointKind};
pub use touchpoint_inventory::{TouchpointInventory, TouchpointRow};
pub use volume::{Volume, VolumeChoice, VolumePrecision, VolumeYear};
pub use volume_band::{
    BandIndex, MAX_VOLUME_BANDS, VolumeBand, VolumeBands, VolumeBandsDocument, VolumeBandsError,
};

#[cfg(feature = "proptest")]
pub mod proptest;
