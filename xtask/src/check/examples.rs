//! The example programs, run as a reader would run them, with their results checked.
//!
//! What an example must do stands in one file beside it, `checks/<example>.json` in the folder of
//! its package. An example without such a file fails, and so does a file without an example:
//!
//! ```json
//! {
//!   "runs": [
//!     {
//!       "id": "embedded-town",
//!       "args": ["--out", "{out}"],
//!       "exit": 0,
//!       "stdout": ["index.html"],
//!       "files": [
//!         { "path": "report.json", "json": { "/rates/0/numerator": 717 } },
//!         { "path": "index.html", "contains": ["lang=\"ja\""], "lacks": ["<script>alert"] }
//!       ]
//!     }
//!   ]
//! }
//! ```
//!
//! In `args`, `{out}` is an empty folder of this run, `{checks}` the folder of the checks (for
//! small inputs), and `{data}` the folder of the real data; a run that names the last is skipped
//! where there is none. `files` are below `{out}`.

use super::{Context, Outcome, process};
use crate::workspace::{files_below, read_text};
use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Checks {
    runs: Vec<Run>,
}

/// One start of an example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    id: String,
    args: Vec<String>,
    /// The exit code that is expected.
    exit: i32,
    /// Texts that must stand in the standard output.
    #[serde(default)]
    stdout: Vec<String>,
    /// Texts that must stand in the standard error.
    #[serde(default)]
    stderr: Vec<String>,
    /// Files that must be there afterwards.
    #[serde(default)]
    files: Vec<File>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    path: String,
    /// Texts that must stand in it.
    #[serde(default)]
    contains: Vec<String>,
    /// Texts that must not.
    #[serde(default)]
    lacks: Vec<String>,
    /// Values that must stand in it as JSON, by pointer.
    #[serde(default)]
    json: BTreeMap<String, Value>,
}

/// An example: its package, its name, and the folder of its checks.
struct Example<'a> {
    package: &'a str,
    name: &'a str,
    checks: PathBuf,
}

/// Runs every example as its file says.
pub(crate) fn run(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut known = BTreeSet::new();
    for package in &context.workspace.packages {
        let is_example = |kinds: &[String]| kinds.iter().any(|kind| kind == "example");
        for target in package
            .targets
            .iter()
            .filter(|target| is_example(&target.kind))
        {
            let example = Example {
                package: &package.name,
                name: &target.name,
                checks: package.folder().join("checks"),
            };
            known.insert(example.file());
            example.run(context, &mut outcome)?;
        }
    }
    for package in &context.workspace.packages {
        for file in files_below(&package.folder().join("checks"), ".json")? {
            let beside = file.parent() == Some(&package.folder().join("checks"));
            if beside && !known.contains(&file) {
                outcome.problem(format!("{} checks no example", file.display()));
            }
        }
    }
    if known.is_empty() {
        outcome.problem("there is no example");
    }
    Ok(outcome)
}

impl Example<'_> {
    fn file(&self) -> PathBuf {
        self.checks.join(format!("{}.json", self.name))
    }

    fn run(&self, context: &Context<'_>, outcome: &mut Outcome) -> anyhow::Result<()> {
        let file = self.file();
        if !file.is_file() {
            outcome.problem(format!(
                "the example {} has no {}",
                self.name,
                file.display()
            ));
            return Ok(());
        }
        let checks: Checks =
            serde_json::from_str(&read_text(&file)?).with_context(|| file.display().to_string())?;
        if checks.runs.is_empty() {
            outcome.problem(format!("{} has no run", file.display()));
        }
        for run in &checks.runs {
            let name = format!("{}: {}", self.name, run.id);
            if context.data.is_none() && run.args.iter().any(|argument| argument.contains("{data}"))
            {
                outcome
                    .skipped
                    .push(format!("example {name} (needs the real data)"));
                continue;
            }
            let wrong = self.start(context, run).with_context(|| name.clone())?;
            if wrong.is_empty() {
                println!("{name}: ok");
                outcome.passed = outcome.passed.saturating_add(1);
            } else {
                outcome.failed = outcome.failed.saturating_add(1);
                outcome
                    .problems
                    .extend(wrong.iter().map(|wrong| format!("{name}: {wrong}")));
            }
        }
        Ok(())
    }

    /// Starts the example once; a sentence for each thing that is not as it should be.
    fn start(&self, context: &Context<'_>, run: &Run) -> anyhow::Result<Vec<String>> {
        let out = context
            .workspace
            .target
            .join("checked-examples")
            .join(self.name)
            .join(&run.id);
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        std::fs::create_dir_all(&out)?;
        let data = context.data.clone().unwrap_or_default();
        let arguments = run.args.iter().map(|argument| {
            argument
                .replace("{out}", &out.to_string_lossy())
                .replace("{checks}", &self.checks.to_string_lossy())
                .replace("{data}", &data.to_string_lossy())
        });
        let output = process::cargo_command(context)
            .args(["run", "--quiet", "--release", "--package", self.package])
            .args(["--example", self.name, "--"])
            .args(arguments)
            .output()?;
        let mut wrong = Vec::new();
        if output.status.code() != Some(run.exit) {
            wrong.push(format!(
                "ended with {}, not with {}",
                output.status, run.exit
            ));
        }
        for (name, bytes, texts) in [
            ("standard output", &output.stdout, &run.stdout),
            ("standard error", &output.stderr, &run.stderr),
        ] {
            let shown = String::from_utf8_lossy(bytes);
            let missing = texts.iter().filter(|text| !shown.contains(text.as_str()));
            wrong.extend(missing.map(|text| format!("`{text}` is not in the {name}: {shown}")));
        }
        for file in &run.files {
            wrong.extend(file.wrong(&out));
        }
        Ok(wrong)
    }
}

impl File {
    fn wrong(&self, out: &Path) -> Vec<String> {
        let path = &self.path;
        let Ok(text) = std::fs::read_to_string(out.join(path)) else {
            return vec![format!("{path} is missing or not UTF-8")];
        };
        let mut wrong = Vec::new();
        for part in self
            .contains
            .iter()
            .filter(|part| !text.contains(part.as_str()))
        {
            wrong.push(format!("{path} does not have `{part}`"));
        }
        for part in self
            .lacks
            .iter()
            .filter(|part| text.contains(part.as_str()))
        {
            wrong.push(format!("{path} has `{part}`"));
        }
        if self.json.is_empty() {
            return wrong;
        }
        match serde_json::from_str::<Value>(&text) {
            Err(error) => wrong.push(format!("{path} is not JSON: {error}")),
            Ok(document) => {
                for (pointer, expected) in &self.json {
                    let found = document.pointer(pointer);
                    if found != Some(expected) {
                        let found = found.map_or_else(|| "nothing".to_owned(), Value::to_string);
                        wrong.push(format!("{path} has {found} at {pointer}, not {expected}"));
                    }
                }
            }
        }
        wrong
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_file_is_wrong_in_each_way_that_it_can_be() {
        let folder = std::env::temp_dir().join(format!("tosei-xtask-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("a.json"), r#"{"rate": [717, 1520]}"#).unwrap();
        let wrong = |check: &str| {
            serde_json::from_str::<File>(check)
                .unwrap()
                .wrong(&folder)
                .len()
        };
        assert_eq!(
            wrong(
                r#"{"path": "a.json", "contains": ["rate"], "lacks": ["<"], "json": {"/rate/0": 717}}"#
            ),
            0
        );
        assert_eq!(
            wrong(
                r#"{"path": "a.json", "contains": ["rates"], "lacks": ["717"], "json": {"/rate/0": 718, "/x": 1}}"#
            ),
            4
        );
        assert_eq!(wrong(r#"{"path": "b.json"}"#), 1);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_check_with_an_unknown_word_is_refused() {
        assert!(
            serde_json::from_str::<Checks>(
                r#"{"runs": [{"id": "a", "args": [], "exit": 0, "stdin": []}]}"#
            )
            .is_err()
        );
    }
}
