#![doc = include_str!("../README.md")]

pub mod queue;

#[cfg(feature = "proptest")]
pub mod proptest;
