//! What came out: the result file, and the lines on the screen.

use serde::Serialize;
use serde_json::Value;
use std::fmt;
use tosei_conformance::{Case, Suite};

/// The screen shows so many differences of a suite; the file holds all.
const SHOWN: usize = 5;

/// The result of a whole run.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    format: &'static str,
    format_version: u32,
    /// The program as it was called.
    program: String,
    pub(super) suites: Vec<SuiteResult>,
}

/// The result of one suite.
#[derive(Debug, Serialize)]
pub(super) struct SuiteResult {
    suite: String,
    pub(super) operation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    pub(super) cases: Vec<CaseResult>,
}

/// The result of one case.
#[derive(Debug, Serialize)]
pub(super) struct CaseResult {
    pub(super) id: String,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(flatten)]
    pub(super) verdict: Verdict,
}

/// Whether an answer was right.
#[derive(Debug, Serialize, PartialEq)]
#[serde(tag = "result", rename_all = "snake_case")]
pub(super) enum Verdict {
    Passed,
    Failed { expected: Value, got: Value },
    NoAnswer { why: String },
    Unsupported,
    NotAsked,
}

impl Report {
    pub(super) fn new(program: &str) -> Self {
        Self {
            format: "tosei-conformance-result",
            format_version: 1,
            program: program.to_owned(),
            suites: Vec::new(),
        }
    }

    fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.suites.iter().map(|suite| suite.count(&is)).sum()
    }

    /// Whether every case that the program knows passed, and there was one.
    pub(super) fn is_good(&self, complete: bool) -> bool {
        let passed = self.count(|verdict| *verdict == Verdict::Passed);
        let unsupported = self.count(|verdict| *verdict == Verdict::Unsupported);
        let all = self.count(|_| true);
        passed > 0 && passed + if complete { 0 } else { unsupported } == all
    }
}

impl SuiteResult {
    pub(super) fn new(suite: &Suite, operation: &str) -> Self {
        Self {
            suite: suite.suite.clone(),
            operation: operation.to_owned(),
            note: suite.note.clone(),
            cases: Vec::new(),
        }
    }

    fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.cases.iter().filter(|case| is(&case.verdict)).count()
    }

    /// The cases that show an error of the program.
    pub(super) fn wrong(&self) -> impl Iterator<Item = &CaseResult> {
        self.cases.iter().filter(|case| case.verdict.is_wrong())
    }
}

impl CaseResult {
    pub(super) fn new(case: Case, verdict: Verdict) -> Self {
        Self {
            id: case.id,
            source: case.source,
            note: case.note,
            verdict,
        }
    }
}

impl Verdict {
    fn is_wrong(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::NoAnswer { .. })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for suite in &self.suites {
            write!(f, "{suite}")?;
        }
        let broken: Vec<&str> = self
            .suites
            .iter()
            .filter(|suite| suite.wrong().next().is_some())
            .map(|suite| suite.operation.as_str())
            .collect();
        if !broken.is_empty() {
            writeln!(f, "rules that it breaks: {}", broken.join(", "))?;
        }
        writeln!(
            f,
            "{} passed, {} failed, {} without an answer, {} not supported, {} not asked",
            self.count(|verdict| *verdict == Verdict::Passed),
            self.count(|verdict| matches!(verdict, Verdict::Failed { .. })),
            self.count(|verdict| matches!(verdict, Verdict::NoAnswer { .. })),
            self.count(|verdict| *verdict == Verdict::Unsupported),
            self.count(|verdict| *verdict == Verdict::NotAsked),
        )
    }
}

impl fmt::Display for SuiteResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let passed = self.count(|verdict| *verdict == Verdict::Passed);
        writeln!(f, "{}: {passed} of {}", self.suite, self.cases.len())?;
        for case in self.wrong().take(SHOWN) {
            writeln!(f, "  {} ({})", case.id, case.source)?;
            if let Some(note) = &case.note {
                writeln!(f, "    {note}")?;
            }
            match &case.verdict {
                Verdict::Failed { expected, got } => {
                    writeln!(f, "    expected {expected}\n    got      {got}")?;
                }
                Verdict::NoAnswer { why } => writeln!(f, "    {why}")?,
                Verdict::Passed | Verdict::Unsupported | Verdict::NotAsked => {}
            }
        }
        let more = self.wrong().count().saturating_sub(SHOWN);
        if more > 0 {
            writeln!(f, "  and {more} more, in the result file")?;
        }
        Ok(())
    }
}
