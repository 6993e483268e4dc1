//! How many lines of the published crates their own tests run.
//!
//! Part of what is asked for by `TOSEI_DEEP=1`. It needs `cargo-llvm-cov` and two tools of the LLVM
//! that the compiler was made with: the component `llvm-tools` of the toolchain, or `llvm-cov-22` and
//! `llvm-profdata-22` as Debian's package `llvm-22` brings them (22 is the major version that
//! `rustc -vV` names). `LLVM_COV` and `LLVM_PROFDATA` name others.
//!
//! Examples on pages of the documentation are not counted, nor what a crate does in the tests of
//! another kind of package: benches, programs, fuzzing.

use super::{Context, Outcome, deep, process::cargo_command, release::has};
use crate::workspace::{Workspace, read_text};
use anyhow::Context as _;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

/// The least share of lines over all published crates, in percent.
const BOUND: u64 = 92;
/// A file below this share is listed, in percent.
const LOW: u64 = 80;
/// A file of fewer lines is not listed.
const SMALL: u64 = 10;

/// Runs all tests of the published crates, counting lines.
pub(crate) fn run(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    if !has(context, "llvm-cov") {
        if deep() {
            outcome.problem("no cargo-llvm-cov: `cargo install --locked cargo-llvm-cov`");
        } else {
            outcome
                .skipped
                .push("coverage (no cargo-llvm-cov)".to_owned());
        }
        return Ok(outcome);
    }
    let folder = context.workspace.target.join("coverage");
    std::fs::create_dir_all(&folder)?;
    let summary = folder.join("summary.json");
    let mut command = cargo_command(context);
    command.args(["llvm-cov", "--all-features", "--lib", "--tests"]);
    for package in context.workspace.published() {
        command.args(["--package", &package.name]);
    }
    command
        .args(["--json", "--summary-only", "--output-path"])
        .arg(&summary)
        .env("CARGO_INCREMENTAL", "0");
    for (variable, tool) in tools() {
        if std::env::var_os(variable).is_none() {
            command.env(variable, tool);
        }
    }
    println!("cargo llvm-cov --all-features --lib --tests, for every published crate");
    if !command.status()?.success() {
        outcome.problem("`cargo llvm-cov` failed");
        return Ok(outcome);
    }
    let files = read(&read_text(&summary)?)?;
    judge(context.workspace, &files, &mut outcome);
    Ok(outcome)
}

/// Lines that can run, and lines that ran.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
struct Lines {
    count: u64,
    covered: u64,
}

impl Lines {
    fn add(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        self.covered = self.covered.saturating_add(other.covered);
    }

    /// Whether less than `percent` of the lines ran.
    fn is_below(self, percent: u64) -> bool {
        self.covered.saturating_mul(100) < self.count.saturating_mul(percent)
    }

    /// The share in hundredths of a percent, rounded down: a bound is not reached by rounding.
    fn share(self) -> String {
        let parts = self
            .covered
            .saturating_mul(10_000)
            .checked_div(self.count)
            .unwrap_or(10_000);
        format!("{}.{:02}", parts / 100, parts % 100)
    }
}

/// Prints the share of each crate and of each low file; a total below the bound is a problem.
fn judge(workspace: &Workspace, files: &[(PathBuf, Lines)], outcome: &mut Outcome) {
    let mut total = Lines::default();
    let mut crates = BTreeMap::new();
    let mut low = Vec::new();
    for package in workspace.published() {
        let source = package.folder().join("src");
        for (path, lines) in files.iter().filter(|(path, _)| path.starts_with(&source)) {
            total.add(*lines);
            crates
                .entry(package.name.as_str())
                .or_insert_with(Lines::default)
                .add(*lines);
            if lines.is_below(LOW) && lines.count >= SMALL {
                let shown = path.strip_prefix(&workspace.root).unwrap_or(path);
                low.push((shown.to_path_buf(), *lines));
            }
        }
    }
    println!("{:<20} {:>8} {:>8} {:>7}", "crate", "lines", "run", "%");
    for (name, lines) in crates.iter().chain([(&"all", &total)]) {
        println!(
            "{name:<20} {:>8} {:>8} {:>7}",
            lines.count,
            lines.covered,
            lines.share()
        );
    }
    println!("files under {LOW} %: {}", low.len());
    for (path, lines) in &low {
        println!(
            "{:>7} % of {:>4}  {}",
            lines.share(),
            lines.count,
            path.display()
        );
    }
    for package in workspace.published() {
        if !crates.contains_key(package.name.as_str()) {
            outcome.problem(format!("no line of {} was counted", package.name));
        }
    }
    if total.is_below(BOUND) {
        outcome.problem(format!(
            "{} % of the lines run in tests; {BOUND} % are asked for",
            total.share()
        ));
    }
}

/// The lines of each file in what `llvm-cov export` writes.
fn read(json: &str) -> anyhow::Result<Vec<(PathBuf, Lines)>> {
    #[derive(Deserialize)]
    struct Export {
        data: Vec<Data>,
    }
    #[derive(Deserialize)]
    struct Data {
        files: Vec<File>,
    }
    #[derive(Deserialize)]
    struct File {
        filename: PathBuf,
        summary: Summary,
    }
    #[derive(Deserialize)]
    struct Summary {
        lines: Lines,
    }
    let export: Export = serde_json::from_str(json).context("not an export of `llvm-cov`")?;
    let files = export.data.into_iter().flat_map(|data| data.files);
    Ok(files
        .map(|file| (file.filename, file.summary.lines))
        .collect())
}

/// The two tools by the names that Debian gives them, where both are there.
fn tools() -> Vec<(&'static str, PathBuf)> {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler)
        .arg("-vV")
        .output()
        .ok()
        .and_then(|output| major(&String::from_utf8_lossy(&output.stdout)));
    let Some(version) = version else {
        return Vec::new();
    };
    let folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    let found: Vec<_> = [("LLVM_COV", "llvm-cov"), ("LLVM_PROFDATA", "llvm-profdata")]
        .into_iter()
        .filter_map(|(variable, name)| {
            let name = format!("{name}-{version}");
            let mut places = folders.iter().map(|folder| folder.join(&name));
            places
                .find(|place| Path::is_file(place))
                .map(|place| (variable, place))
        })
        .collect();
    if found.len() == 2 { found } else { Vec::new() }
}

/// The number before the first point in a line like `LLVM version: 22.1.2`.
fn major(verbose: &str) -> Option<u64> {
    let line = verbose
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: "))?;
    line.split('.').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_down() {
        let lines = |covered, count| Lines { count, covered };
        assert_eq!(lines(91_999, 100_000).share(), "91.99");
        assert!(lines(91_999, 100_000).is_below(92));
        assert!(!lines(92_000, 100_000).is_below(92));
        assert_eq!(lines(0, 0).share(), "100.00");
    }

    #[test]
    fn an_export_is_read() {
        let json = r#"{"data":[{"files":[{"filename":"/a/src/lib.rs","summary":{"branches":{},
            "lines":{"count":4,"covered":3,"percent":75.0}}}],"totals":{}}],"type":"t","version":"3"}"#;
        let files = read(json).unwrap();
        let lines = Lines {
            count: 4,
            covered: 3,
        };
        assert_eq!(files, [(PathBuf::from("/a/src/lib.rs"), lines)]);
        assert!(read("[]").is_err());
    }

    #[test]
    fn the_version_of_llvm_is_found() {
        assert_eq!(
            major("rustc 1.95.0\nhost: x\nLLVM version: 22.1.2\n"),
            Some(22)
        );
        assert_eq!(major("rustc 1.95.0\n"), None);
    }
}
