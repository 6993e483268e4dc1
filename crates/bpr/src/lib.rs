#![doc = include_str!("../README.md")]

pub mod bpmn;
pub mod compare;
pub mod flow;
pub mod graph;
pub mod metrics;
#[cfg(feature = "proptest")]
pub mod proptest;
pub mod savings;
pub mod soundness;

pub use flow::{
    Activity, ActivityMark, Call, DataObject, DataUse, ElementId, ElementIdError, Event,
    EventPosition, EventTrigger, Flow, FlowError, Gateway, GatewayKind, Lane, Medium, MessageFlow,
    Minutes, Node, NodeKind, Party, Pool, Probability, ProbabilityError, Repetition, SequenceFlow,
    Stage, SubProcess, TaskKind, TimeTextError, TimeValue, TimeValueError, WorkKind,
};
