//! What a case is: an input, the reader that gets it, the answer that must come.

use crate::input::Part;
use serde::Deserialize;

/// A file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// What the cases are about.
    pub about: String,
    /// The cases.
    pub cases: Vec<Case>,
}

/// A hostile input and its answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Permanent; says the point of the case.
    pub id: String,
    /// The reader that gets the input.
    pub reader: String,
    /// The input.
    pub input: Vec<Part>,
    /// The answer that must come.
    pub expect: Expectation,
    /// How many MiB the reading may take at its peak, if more than is usual.
    #[serde(default)]
    pub mebibytes: Option<u64>,
}

/// The answer that must come.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Expectation {
    /// An error.
    Refused {
        /// Its code.
        code: String,
        /// What its sentence must name: a line, a cell, a column.
        #[serde(default)]
        names: Vec<String>,
    },
    /// Findings: rule and place of each that must be among them.
    Findings(Vec<(String, String)>),
    /// Nothing is said against the input.
    Reads(bool),
}
