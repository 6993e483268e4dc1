//! Every check, one stage after the other: each is named and timed, all run even if one fails.

mod browser;
mod cargo;
mod copy;
mod coverage;
mod data;
mod examples;
mod interchange;
mod package;
mod process;
mod release;
mod room;
mod sbom;
mod tests;
mod vectors;
mod wasm;

pub(crate) use package::pack;
pub(crate) use release::brought;

use crate::{generate, house, workspace::Workspace};
use anyhow::bail;
use std::{
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

/// What to check.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Runs only the stages with these names.
    #[arg(long, value_name = "STAGE", num_args = 1..)]
    only: Vec<String>,
    /// Prints the names of the stages and stops.
    #[arg(long)]
    list: bool,
}

/// What every stage may use.
pub(crate) struct Context<'a> {
    pub(crate) workspace: &'a Workspace,
    /// The folder of the real data, if there is one.
    pub(crate) data: Option<PathBuf>,
}

/// What a stage found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Tests or vectors that ran and passed.
    pub(crate) passed: u64,
    /// Tests or vectors that ran and failed.
    pub(crate) failed: u64,
    /// What was left out, and why; a sentence each.
    pub(crate) skipped: Vec<String>,
    /// What is wrong beside failed tests; a sentence each.
    pub(crate) problems: Vec<String>,
}

impl Outcome {
    fn is_good(&self) -> bool {
        self.failed == 0 && self.problems.is_empty()
    }

    /// What counts as failed in the closing line: a stage that failed without a failed test
    /// counts as one.
    fn failures(&self) -> u64 {
        if self.failed == 0 && !self.problems.is_empty() {
            1
        } else {
            self.failed
        }
    }

    /// Adds a sentence about something that is wrong.
    pub(crate) fn problem(&mut self, sentence: impl Into<String>) {
        self.problems.push(sentence.into());
    }
}

type Run = fn(&Context<'_>) -> anyhow::Result<Outcome>;

/// A stage: its name, and what it does.
struct Stage {
    name: &'static str,
    run: Run,
}

/// The stages in their order: the quick ones first.
const STAGES: &[Stage] = &[
    Stage {
        name: "format",
        run: cargo::format,
    },
    Stage {
        name: "house",
        run: |context| house::check(context.workspace),
    },
    Stage {
        name: "drift",
        run: drift,
    },
    Stage {
        name: "vectors",
        run: vectors::run,
    },
    Stage {
        name: "budget",
        run: release::budget,
    },
    Stage {
        name: "package",
        run: package::run,
    },
    Stage {
        name: "clippy",
        run: cargo::clippy_default,
    },
    Stage {
        name: "clippy-all-features",
        run: cargo::clippy_all,
    },
    Stage {
        name: "tests",
        run: tests::default_features,
    },
    Stage {
        name: "tests-all-features",
        run: tests::all_features,
    },
    Stage {
        name: "doc",
        run: cargo::doc,
    },
    Stage {
        name: "features",
        run: cargo::each_feature,
    },
    Stage {
        name: "examples",
        run: examples::run,
    },
    Stage {
        name: "book",
        run: interchange::book,
    },
    // After the examples, whose programs it starts.
    Stage {
        name: "browser",
        run: browser::run,
    },
];

/// The stages that are asked for: by `TOSEI_DEEP=1` all of them, by their names each.
const DEEP: &[Stage] = &[
    // Takes a compiler for WebAssembly.
    Stage {
        name: "wasm",
        run: wasm::run,
    },
    // Takes tools that are installed by hand.
    Stage {
        name: "release",
        run: release::tools,
    },
    // Builds every package once more.
    Stage {
        name: "publish",
        run: package::publish,
    },
    Stage {
        name: "feature-pairs",
        run: cargo::feature_pairs,
    },
    Stage {
        name: "doc-features",
        run: cargo::doc_features,
    },
    // Builds and runs all tests once more, and slower.
    Stage {
        name: "coverage",
        run: coverage::run,
    },
    // Takes software of others.
    Stage {
        name: "third-opinions",
        run: interchange::third_opinions,
    },
];

/// Runs the stages and prints what they found; what is wrong stands at the end once more.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<ExitCode> {
    let chosen = choose(options, deep())?;
    if options.list {
        for stage in chosen {
            println!("{}", stage.name);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let context = Context {
        workspace,
        data: data::find(workspace)?,
    };
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    let mut skipped = Vec::new();
    if context.data.is_none() {
        skipped.push("real data (TOSEI_DATA is not set)".to_owned());
    }
    if options.only.is_empty() && !deep() {
        let names: Vec<&str> = DEEP.iter().map(|stage| stage.name).collect();
        skipped.push(format!("{} (TOSEI_DEEP is not set)", names.join(", ")));
    }
    let (mut passed, mut failed) = (0u64, 0u64);
    for stage in chosen {
        println!("\n== {}", stage.name);
        let start = Instant::now();
        let mut outcome = (stage.run)(&context).unwrap_or_else(|error| Outcome {
            problems: vec![format!("{error:#}")],
            ..Outcome::default()
        });
        if room::is_scarce() {
            match room::sweep(workspace) {
                Ok(freed) => println!(
                    "{} MB of programs that have run are deleted",
                    freed / 1_000_000
                ),
                Err(error) => outcome.problem(format!("{error:#}")),
            }
        }
        lines.push(report(stage.name, &outcome, start.elapsed()));
        passed = passed.saturating_add(outcome.passed);
        failed = failed.saturating_add(outcome.failures());
        skipped.extend(outcome.skipped);
        let named = |problem| format!("{}: {problem}", stage.name);
        problems.extend(outcome.problems.into_iter().map(named));
    }
    println!("\n== summary");
    lines.iter().for_each(|line| println!("{line}"));
    problems.iter().for_each(|problem| println!("{problem}"));
    skipped.iter().for_each(|what| println!("skipped: {what}"));
    println!("{passed} passed, {failed} failed");
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Whether the deep part is asked for, by `TOSEI_DEEP`.
pub(crate) fn deep() -> bool {
    std::env::var_os("TOSEI_DEEP").is_some_and(|value| !value.is_empty() && value != "0")
}

fn choose(options: &Options, deep: bool) -> anyhow::Result<Vec<&'static Stage>> {
    let named = |stage: &Stage| options.only.iter().any(|only| only == stage.name);
    let all = || STAGES.iter().chain(DEEP);
    for only in &options.only {
        if !all().any(|stage| stage.name == only) {
            let names: Vec<&str> = all().map(|stage| stage.name).collect();
            bail!("no stage `{only}`; there are {}", names.join(", "));
        }
    }
    Ok(if !options.only.is_empty() {
        all().filter(|stage| named(stage)).collect()
    } else if deep {
        all().collect()
    } else {
        STAGES.iter().collect()
    })
}

/// The line of the summary about one stage.
fn report(name: &str, outcome: &Outcome, time: Duration) -> String {
    let result = if outcome.is_good() { "ok" } else { "FAILED" };
    let seconds = time.as_secs_f64();
    let line = format!("{name:<20} {result:<7} {seconds:>7.1} s");
    if outcome.passed == 0 && outcome.failed == 0 {
        line
    } else {
        format!(
            "{line}   {} ran, {} failed",
            outcome.passed.saturating_add(outcome.failed),
            outcome.failed
        )
    }
}

/// Whether the generated files in the tree are what the code makes now.
fn drift(context: &Context<'_>) -> anyhow::Result<Outcome> {
    Ok(Outcome {
        problems: generate::differences(context.workspace, generate::KINDS)?,
        ..Outcome::default()
    })
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_stage_without_a_test_that_fails_counts_as_one_failure() {
        let mut outcome = Outcome::default();
        assert_eq!(outcome.failures(), 0);
        outcome.problem("a");
        outcome.problem("b");
        assert_eq!(outcome.failures(), 1);
        outcome.failed = 3;
        assert_eq!(outcome.failures(), 3);
    }

    #[test]
    fn a_stage_that_does_not_exist_is_refused() {
        let count = |only: &[&str], deep: bool| {
            let options = Options {
                only: only.iter().map(|&name| name.to_owned()).collect(),
                list: false,
            };
            choose(&options, deep).map(|stages| stages.len()).ok()
        };
        assert_eq!(count(&["no-such-stage"], false), None);
        assert_eq!(count(&["doc", "format"], true), Some(2));
        assert_eq!(count(&["coverage", "doc"], false), Some(2));
        assert_eq!(count(&[], false), Some(STAGES.len()));
        assert_eq!(count(&[], true), Some(STAGES.len() + DEEP.len()));
    }
}
