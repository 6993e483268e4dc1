#![doc = include_str!("../README.md")]

mod error_words;
mod id;
pub mod observation;
pub mod pledge;
pub mod publication;
pub mod queue;
pub mod register;
mod report;
pub mod review;
pub mod rollout;
#[cfg(feature = "sample")]
pub mod sample;

pub use id::{CounterId, QuestionId, ServiceId, ServicePointId, StaffClassId, ToolId};

#[cfg(feature = "proptest")]
pub mod proptest;
