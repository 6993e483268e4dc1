//! The test vectors against any program that answers one JSON line with one JSON line.

mod program;
mod report;
#[cfg(test)]
mod tests;

use anyhow::bail;
use program::Program;
use report::{CaseResult, Report, SuiteResult, Verdict};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};
use tosei_conformance::{Answer, Case, Expectation, Suite};

/// After so many cases in a row without an answer, the program is not asked again.
const GIVE_UP_AFTER: usize = 5;

/// Which program to ask, and what.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The program and its arguments, as the shell would take them.
    #[arg(long, value_name = "PROGRAM")]
    cmd: String,
    /// Only suites whose name starts with one of these, for example `types/`.
    #[arg(long, value_name = "PREFIX", num_args = 1..)]
    suites: Vec<String>,
    /// Where the result file is written.
    #[arg(long, value_name = "FILE", default_value = "conformance-result.json")]
    out: PathBuf,
    /// How long one answer may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    timeout: u64,
    /// An operation that the program does not know fails, too.
    #[arg(long)]
    complete: bool,
}

/// Runs the vectors, prints a line for each suite, and writes the result file.
pub(crate) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let report = ask(options)?;
    print!("{report}");
    let mut json = serde_json::to_string_pretty(&report)?;
    json.push('\n');
    std::fs::write(&options.out, json)?;
    println!("written: {}", options.out.display());
    Ok(if report.is_good(options.complete) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn ask(options: &Options) -> anyhow::Result<Report> {
    let mut program = Program::new(&options.cmd, Duration::from_secs(options.timeout));
    let mut report = Report::new(&options.cmd);
    let mut silent = 0usize;
    for (name, path) in suite_files(&tosei_conformance::suites_folder())? {
        if !options.suites.is_empty() && !options.suites.iter().any(|one| name.starts_with(one)) {
            continue;
        }
        let suite = Suite::read(&path)?;
        let operation = operation_of(&suite);
        let mut result = SuiteResult::new(&suite, &operation);
        for case in suite.cases {
            let verdict = if silent >= GIVE_UP_AFTER {
                Verdict::NotAsked
            } else {
                let request = json!({
                    "id": format!("{name}#{}", case.id),
                    "operation": operation,
                    "input": case.input,
                });
                judge(&case, program.ask(&request))
            };
            silent = match verdict {
                Verdict::NoAnswer { .. } => silent.saturating_add(1),
                Verdict::NotAsked => silent,
                _ => 0,
            };
            result.cases.push(CaseResult::new(case, verdict));
        }
        report.suites.push(result);
    }
    if report.suites.is_empty() {
        bail!("no suite of that name");
    }
    Ok(report)
}

fn judge(case: &Case, answer: Result<Answer, String>) -> Verdict {
    let got = match answer {
        Ok(Answer::Unsupported) => return Verdict::Unsupported,
        Ok(Answer::Value(value)) => Ok(value),
        Ok(Answer::Refused(code)) => Err(code),
        Err(why) => return Verdict::NoAnswer { why },
    };
    if case.expect.agrees(&got) {
        return Verdict::Passed;
    }
    Verdict::Failed {
        expected: match &case.expect {
            Expectation::Ok(value) => json!({ "ok": value }),
            Expectation::Error { code } => json!({ "error": { "code": code } }),
        },
        got: match got {
            Ok(value) => json!({ "ok": value }),
            Err(code) => json!({ "error": { "code": code } }),
        },
    }
}

/// `<crate>/<operation>`: an operation is named within its crate.
fn operation_of(suite: &Suite) -> String {
    let folder = suite.suite.split('/').next().unwrap_or_default();
    format!("{folder}/{}", suite.operation)
}

/// Every suite with its name, in order of name.
fn suite_files(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for group in std::fs::read_dir(folder)? {
        let group = group?.path();
        if !group.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&group)? {
            let file = file?.path();
            let (Some(group), Some(stem)) = (group.file_name(), file.file_stem()) else {
                continue;
            };
            let name = format!("{}/{}", group.to_string_lossy(), stem.to_string_lossy());
            found.push((name, file));
        }
    }
    found.sort();
    Ok(found)
}
