#![doc = include_str!("../README.md")]

pub mod bpmn;
pub mod event_log;
pub mod flow;
pub mod flow_table;
#[cfg(feature = "proptest")]
pub mod proptest;
pub mod small_flow;
#[cfg(feature = "yaml")]
pub mod yaml;

pub use flow::{
    Activity, ActivityMark, Call, DataObject, DataUse, ElementId, ElementIdError, Event,
    EventPosition, EventTrigger, Flow, FlowError, Gateway, GatewayKind, Lane, Medium, MessageFlow,
    Minutes, Node, NodeKind, Party, Pool, Probability, ProbabilityError, Repetition, SequenceFlow,
    Stage, SubProcess, TaskKind, TimeTextError, TimeValue, TimeValueError, WorkKind,
};
