#![doc = include_str!("../README.md")]

pub mod governance;
pub mod year;
