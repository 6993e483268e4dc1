#![doc = include_str!("../README.md")]

pub mod bpmn;
pub mod flow;
#[cfg(feature = "proptest")]
pub mod proptest;

pub use flow::{
    Activity, ActivityMark, Call, DataObject, DataUse, ElementId, ElementIdError, Event,
    EventPosition, EventTrigger, Flow, FlowError, Gateway, GatewayKind, Lane, Medium, MessageFlow,
    Minutes, Node, NodeKind, Party, Pool, Probability, ProbabilityError, Repetition, SequenceFlow,
    Stage, SubProcess, TaskKind, TimeTextError, TimeValue, TimeValueError, WorkKind,
};
