//! What goes to others: the book as pages, the decision tables and the public services held against
//! software that is not ours.
//!
//! The second is part of what is asked for by `TOSEI_DEEP=1`. `TOSEI_PYTHON` names a Python that has
//! `pyshacl` and `pyDMNrules`, `TOSEI_NODE_MODULES` a folder with `feelin` and `dmn-moddle`; what is not
//! there is skipped, and the stage says so.

use super::{Context, Outcome, process};
use std::{ffi::OsString, path::Path, process::Command};

/// Makes the pages of the book, where its program is installed.
pub(crate) fn book(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let starts = Command::new("mdbook").arg("--version").output().is_ok();
    if !starts {
        let why = "the book as pages (mdbook is not installed; its code and links are tested)";
        outcome.skipped.push(why.to_owned());
        return Ok(outcome);
    }
    let mut mdbook = process::command(context, "mdbook");
    if !mdbook.args(["build", "docs/book"]).status()?.success() {
        outcome.problem("`mdbook build docs/book` failed");
    }
    Ok(outcome)
}

/// Lets engines and validators of others answer.
pub(crate) fn third_opinions(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let folder = context.workspace.target.join("interchange");
    std::fs::create_dir_all(&folder)?;
    let (vectors, services) = (folder.join("levels.ndjson"), folder.join("services.jsonld"));
    let mut outcome = Outcome::default();
    let mut tests = process::cargo_command(context);
    tests
        .args(["test", "--quiet", "--package", "tosei"])
        .args(["--test", "dmn", "--test", "cpsv_ap"])
        .env("TOSEI_DMN_OUT", &vectors)
        .env("TOSEI_CPSV_OUT", &services);
    if !tests.status()?.success() {
        outcome.problem("the tables or the services could not be written");
        return Ok(outcome);
    }
    let python = named("TOSEI_PYTHON").unwrap_or_else(|| "python3".into());
    let run = |program: &OsString, script: &str, file: &Path| {
        let mut command = process::command(context, program);
        command.arg(context.workspace.root.join(script)).arg(file);
        command
    };
    let mut node = run(&"node".into(), "conformance/dmn/run.mjs", &vectors);
    if let Some(modules) = named("TOSEI_NODE_MODULES") {
        node.env("NODE_PATH", modules);
    }
    for command in [
        node,
        run(&python, "conformance/dmn/run.py", &vectors),
        run(&python, "conformance/cpsv-ap/run.py", &services),
    ] {
        let shown = format!("{command:?}");
        let fine = process::lines(command, |line| {
            println!("{line}");
            take(line, &mut outcome);
        });
        match fine {
            Ok(true) => {}
            Ok(false) => outcome.problem(format!("{shown} failed")),
            Err(error) => outcome.skipped.push(format!("third opinion ({error:#})")),
        }
    }
    Ok(outcome)
}

fn named(variable: &str) -> Option<OsString> {
    std::env::var_os(variable).filter(|value| !value.is_empty())
}

/// Counts what a line says.
fn take(line: &str, outcome: &mut Outcome) {
    if let Some(what) = line.strip_prefix("skipped: ") {
        outcome.skipped.push(what.to_owned());
    }
    let number = |name: &str| -> Option<u64> {
        let mut parts = line.split(", ");
        parts.find_map(|part| part.strip_suffix(name)?.trim().parse().ok())
    };
    if let (Some(agree), Some(differ)) = (number("vectors agree"), number("differ")) {
        outcome.passed = outcome.passed.saturating_add(agree);
        outcome.failed = outcome.failed.saturating_add(differ);
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_lines_of_the_scripts_are_counted() {
        let mut outcome = Outcome::default();
        for line in [
            "342 vectors agree, 1 differ, 83 need more than simple FEEL",
            "425 vectors agree, 0 differ",
            "skipped: public services by SHACL (pyshacl is not installed)",
            "criteria/evaluate/x: A_earned_floor is 1, not 0",
        ] {
            take(line, &mut outcome);
        }
        assert_eq!((outcome.passed, outcome.failed), (767, 1));
        assert_eq!(outcome.skipped.len(), 1);
    }
}
