#![doc = include_str!("../README.md")]

pub mod answer;
pub mod governance;
pub mod year;
