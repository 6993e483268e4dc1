#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod bpmn;
pub mod compare;
pub mod event_log;
pub mod flow;
pub mod flow_table;
pub mod graph;
pub mod issue;
pub mod lint;
pub mod metrics;
#[cfg(feature = "html")]
pub mod page;
#[cfg(feature = "html")]
pub mod picture;
pub mod practice;
pub mod project;
#[cfg(feature = "proptest")]
pub mod proptest;
mod publication;
pub mod sample;
pub mod savings;
pub mod simulate;
pub mod small_flow;
pub mod soundness;
#[cfg(feature = "yaml")]
pub mod yaml;

pub use flow::{
    Activity, ActivityMark, Call, DataObject, DataUse, ElementId, ElementIdError, Event,
    EventPosition, EventTrigger, Flow, FlowError, Gateway, GatewayKind, Lane, Medium, MessageFlow,
    Minutes, Node, NodeKind, Party, Pool, Probability, ProbabilityError, Repetition, SequenceFlow,
    Stage, SubProcess, TaskKind, TimeTextError, TimeValue, TimeValueError, WorkKind,
};
pub use publication::publication_marks;
