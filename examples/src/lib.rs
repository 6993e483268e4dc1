//! What the examples are made of, so that it can be tested and used elsewhere.

pub mod counter_planner;
pub mod digital_first_report;
pub mod files;
pub mod flow_compare;
pub mod flow_file;
pub mod flow_simulate;
pub mod ordinance_scan;
pub mod program;

// The examples on the first page of the project and on that of the examples are compiled and run with
// the others.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ExamplesReadme;
