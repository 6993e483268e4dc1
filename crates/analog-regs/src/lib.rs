#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod calendar;
pub mod category;
pub mod comparison;
pub mod id;
pub mod instrument;
pub mod phase;
pub mod priority;
pub mod progress;
mod publication;
pub mod register;
pub mod review;
pub mod sample;
pub mod technology;
pub mod worksheet;

pub use calendar::{
    AssemblyCalendar, AssemblyMode, AssemblySession, DueGoal, EffectRule, LeadTimes, SessionAnswer,
    SessionOption, SessionPlanError, SessionVerdict, StepKind, plan_session,
};
pub use category::{Categories, CategoriesDocument, Category, Subtype, WordingStatus};
pub use id::{
    CategoryId, ClauseId, InstrumentId, RequestId, RuleId, ScaleId, SessionId, SubtypeId,
    TechnologyId,
};
pub use instrument::{
    AmendingInstrument, EnablingInstrument, InstrumentState, Supersession, WrittenFormState,
    supersession, supersession_in,
};
pub use phase::{
    PhaseChange, PhaseScale, PhaseScales, PhaseScalesDocument, PhaseStep, PhaseStepError,
};
pub use priority::{PrioritizedClause, PriorityRule, PriorityRules};
pub use progress::{
    Progress, ProgressDefinitions, PublishedFigures, RequiredPace, progress, required_pace,
};
pub use publication::publication_marks;
pub use register::{
    ActKind, Addressee, Body, Clause, ClauseCategory, ClauseFunction, ClauseRegister, EnactingBody,
    Obstacle, RegisterDocumentError, Route, Rule, RuleKind, Section, check_register,
    check_register_with,
};
pub use review::{
    OutOfScopeReason, RequestStatus, Review, ReviewMeans, ReviewStatus, StateRequest, StatusEntry,
    StatusMachine,
};
pub use technology::{Technologies, Technology, TechnologySuggestion};
pub use worksheet::{WorksheetReading, WorksheetRow, read_worksheet, worksheet_rows};

pub mod detect;
pub mod drift;
pub mod law;
#[cfg(feature = "proptest")]
pub mod proptest;
