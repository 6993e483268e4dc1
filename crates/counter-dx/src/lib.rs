#![doc = include_str!("../README.md")]

mod id;
pub mod observation;
pub mod queue;
pub mod register;
mod report;
pub mod review;
pub mod staffing;
pub mod station;

pub use id::{CounterId, ServiceId, ServicePointId, StaffClassId, ToolId};

#[cfg(feature = "proptest")]
pub mod proptest;
