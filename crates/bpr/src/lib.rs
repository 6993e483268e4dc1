#![doc = include_str!("../README.md")]

pub mod flow;
pub mod issue;
pub mod layout;
pub mod lint;
#[cfg(feature = "html")]
pub mod picture;
pub mod practice;
pub mod project;
#[cfg(feature = "proptest")]
pub mod proptest;
pub mod sample;

pub use flow::{
    Activity, ActivityMark, Call, DataObject, DataUse, ElementId, ElementIdError, Event,
    EventPosition, EventTrigger, Flow, FlowError, Gateway, GatewayKind, Lane, Medium, MessageFlow,
    Minutes, Node, NodeKind, Party, Pool, Probability, ProbabilityError, Repetition, SequenceFlow,
    Stage, SubProcess, TaskKind, TimeValue, TimeValueError, WorkKind,
};
