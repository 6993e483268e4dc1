//! Starting other programs: never with a standard input, always from the root of the workspace.

use super::{Context, Outcome};
use crate::workspace::cargo;
use anyhow::Context as _;
use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

/// A program to start, in the root, with the place of the real data.
pub(crate) fn command(context: &Context<'_>, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(&context.workspace.root)
        .stdin(Stdio::null());
    match &context.data {
        Some(data) => command.env("TOSEI_DATA", data),
        None => command.env_remove("TOSEI_DATA"),
    };
    command
}

/// Cargo itself.
pub(crate) fn cargo_command(context: &Context<'_>) -> Command {
    command(context, cargo())
}

/// Runs Cargo; a failure is a problem.
pub(crate) fn cargo_run(context: &Context<'_>, arguments: &[&str]) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    println!("cargo {}", arguments.join(" "));
    let status = cargo_command(context).args(arguments).status()?;
    if !status.success() {
        outcome.problem(format!("`cargo {}` failed", arguments.join(" ")));
    }
    Ok(outcome)
}

/// Runs a program and hands each line of its standard output to `each`; whether it succeeded.
pub(crate) fn lines(mut command: Command, mut each: impl FnMut(&str)) -> anyhow::Result<bool> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} does not start", command.get_program().display()))?;
    if let Some(output) = child.stdout.take() {
        let mut reader = BufReader::new(output);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            each(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
    }
    Ok(child.wait()?.success())
}
