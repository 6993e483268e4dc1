#![doc = include_str!("../README.md")]

pub mod comparison;
pub mod detect;
pub mod drift;
pub mod law;
