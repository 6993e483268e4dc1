#![doc = include_str!("../README.md")]

mod call;
mod handler;
mod openapi;
mod operation;
mod problem;
mod reply;
mod router;
mod server;
mod service;
mod settings;
mod store;
mod wire;

pub use openapi::openapi;
pub use operation::{Answer, Area, Body, Operation, Parameter, SchemaOf, operations};
pub use problem::{Problem, ServiceError, ShownFinding};
pub use server::serve;
pub use service::Service;
pub use settings::Settings;
pub use store::{Store, StoreError};
pub use wire::{
    AssessmentAnswer, AssessmentPage, AssessmentRow, EvidenceRecord, ExemptionRecord,
    InventoryReceipt, ProcedureAnswer, ProcedurePage, RateAnswer, RatesAnswer, Readiness,
    RecordPage, RecordReceipt, Sentences, StandingAnswer, StoredReview,
};
