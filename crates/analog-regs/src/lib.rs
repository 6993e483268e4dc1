#![doc = include_str!("../README.md")]

pub mod comparison;
pub mod drift;
pub mod law;
