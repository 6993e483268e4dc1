//! One file of vectors.

use serde::Deserialize;
use serde_json::Value;
use std::{collections::BTreeSet, path::Path};

/// A suite: all vectors of one operation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// Where the schema of this file stands; not read.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Folder and file name without its ending.
    pub suite: String,
    /// Version of the format; 1.
    pub format_version: u32,
    /// The operation that the cases exercise.
    pub operation: String,
    /// What the suite is about, for a reader.
    #[serde(default)]
    pub note: Option<String>,
    /// How many cases there are; guards against a cut file.
    pub case_count: usize,
    /// The cases.
    pub cases: Vec<Case>,
}

/// One vector.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Permanent id; says the point of the case; never reused.
    pub id: String,
    /// What a reader should notice.
    #[serde(default)]
    pub note: Option<String>,
    /// A source id, `definition`, or `project-decision:<topic>`.
    pub source: String,
    /// Everything that can change the answer.
    pub input: Value,
    /// What must come out.
    pub expect: Expectation,
}

/// What must come out of a case.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Expectation {
    /// This value.
    Ok(Value),
    /// An error with this code.
    Error {
        /// The stable code.
        code: String,
    },
}

impl Expectation {
    /// Whether an outcome (a value, or the code of an error) is what was expected.
    #[must_use]
    pub fn agrees(&self, outcome: &Result<Value, String>) -> bool {
        match (self, outcome) {
            (Self::Ok(expected), Ok(value)) => expected == value,
            (Self::Error { code: expected }, Err(code)) => expected == code,
            _ => false,
        }
    }
}

/// Why a file is not a suite.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SuiteError {
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The file does not have the shape of a suite.
    #[error("{0}")]
    Shape(#[from] serde_path_to_error::Error<serde_json::Error>),
    /// `case_count` does not match, or is 0.
    #[error("case_count says {stated}, the file has {found}")]
    Count {
        /// What the file says.
        stated: usize,
        /// What it holds.
        found: usize,
    },
    /// Two cases share an id.
    #[error("the id `{0}` stands twice")]
    DuplicateId(String),
    /// The suite is named differently from its file, or has an unknown format version.
    #[error("the suite is named `{suite}` with format version {version}")]
    Header {
        /// The name in the file.
        suite: String,
        /// The version in the file.
        version: u32,
    },
}

impl Suite {
    /// Reads and checks a suite.
    ///
    /// # Errors
    ///
    /// [`SuiteError`] if the file cannot be read, has another shape, a wrong count, a wrong name or
    /// a repeated id.
    pub fn read(path: &Path) -> Result<Self, SuiteError> {
        let text = std::fs::read_to_string(path)?;
        let mut json = serde_json::Deserializer::from_str(&text);
        let suite: Self = serde_path_to_error::deserialize(&mut json)?;
        let file = path
            .with_extension("")
            .display()
            .to_string()
            .replace('\\', "/");
        if suite.format_version != 1 || !file.ends_with(&suite.suite) {
            return Err(SuiteError::Header {
                suite: suite.suite,
                version: suite.format_version,
            });
        }
        if suite.case_count != suite.cases.len() || suite.cases.is_empty() {
            return Err(SuiteError::Count {
                stated: suite.case_count,
                found: suite.cases.len(),
            });
        }
        let mut ids = BTreeSet::new();
        for case in &suite.cases {
            if !ids.insert(case.id.as_str()) {
                return Err(SuiteError::DuplicateId(case.id.clone()));
            }
        }
        Ok(suite)
    }
}
