#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

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
pub mod staffing;
pub mod station;

pub use id::{CounterId, QuestionId, ServiceId, ServicePointId, ToolId};
pub use tosei_types::StaffClassId;

#[cfg(feature = "proptest")]
pub mod proptest;
