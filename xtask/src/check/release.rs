//! What a release needs beyond working code: few dependencies, known licences, no broken promise.

use super::{
    Context, Outcome,
    copy::with_copy,
    process::{cargo_command, cargo_run, lines},
    sbom,
};
use crate::workspace::Package;
use std::collections::BTreeSet;

/// As many crates as a crate of a domain may bring along with its default features.
const BUDGET: usize = 40;

const FRONT_DOOR: &str = "tosei";
const PAGES: &str = "tosei-page";

/// How many crates a crate brings along.
pub(crate) struct Brought {
    /// With its default features.
    pub(crate) by_default: String,
    /// With all its features.
    pub(crate) with_all: String,
}

/// How many crates a published crate brings along, as words of a table.
pub(crate) fn brought(context: &Context<'_>, package: &Package) -> anyhow::Result<Brought> {
    let words = |names: &BTreeSet<String>| {
        let foreign = foreign(context, names);
        if package.name == FRONT_DOOR {
            format!("{} ({foreign})", names.len())
        } else {
            names.len().to_string()
        }
    };
    Ok(Brought {
        by_default: words(&brought_along(context, package, &[])?),
        with_all: words(&brought_along(context, package, &["--all-features"])?),
    })
}

/// How many of these crates are not of this house.
fn foreign(context: &Context<'_>, names: &BTreeSet<String>) -> usize {
    let own = |name: &String| context.workspace.published().any(|own| own.name == *name);
    names.iter().filter(|name| !own(name)).count()
}

/// How many crates each published crate brings along, by default and with all its features.
///
/// The front door is all rooms of the house at once: there, the crates of others count. The crate
/// of pages is what the feature `html` of the domains stands on, and is all about `maud`.
pub(crate) fn budget(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    println!("{:<20} {:>8} {:>13}", "crate", "default", "all features");
    for package in context.workspace.published() {
        let by_default = brought_along(context, package, &[])?;
        let with_all = brought_along(context, package, &["--all-features"])?;
        println!(
            "{:<20} {:>8} {:>13}",
            package.name,
            by_default.len(),
            with_all.len()
        );
        let counted = if package.name == FRONT_DOOR {
            foreign(context, &by_default)
        } else {
            by_default.len()
        };
        if counted > BUDGET {
            outcome.problem(format!(
                "{} brings {counted} crates along with its default features; {BUDGET} are allowed",
                package.name
            ));
        }
        // Each of these costs more than the domain around it.
        for heavy in ["calamine", "rust_xlsxwriter", "maud", "schemars"] {
            if by_default.contains(heavy) && !(package.name == PAGES && heavy == "maud") {
                outcome.problem(format!(
                    "{} brings `{heavy}` along by default",
                    package.name
                ));
            }
        }
    }
    Ok(outcome)
}

/// The names of the crates that a package is built with, itself left out.
fn brought_along(
    context: &Context<'_>,
    package: &Package,
    options: &[&str],
) -> anyhow::Result<BTreeSet<String>> {
    let mut command = cargo_command(context);
    command
        .args(["tree", "--edges", "normal", "--prefix", "none", "--package"])
        .arg(&package.name)
        .args(options);
    let mut names = BTreeSet::new();
    let good = lines(command, |line| {
        names.extend(line.split(' ').next().map(str::to_owned));
    })?;
    anyhow::ensure!(good, "`cargo tree` failed for {}", package.name);
    names.remove(package.name.as_str());
    Ok(names)
}

/// Licences and origins of all dependencies, promises to users of the last release, the oldest
/// versions that the manifests allow, and the bills of materials. Each tool that is not there is
/// skipped, and that is said.
pub(crate) fn tools(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    if has(context, "deny") {
        let check = ["deny", "check", "licenses", "bans", "sources"];
        outcome
            .problems
            .extend(cargo_run(context, &check)?.problems);
    } else {
        outcome.skipped.push("licences (no cargo-deny)".to_owned());
    }
    promises(context, &mut outcome)?;
    outcome.problems.extend(oldest(context)?.problems);
    if has(context, "cyclonedx") {
        outcome.problems.extend(sbom::write(context)?.problems);
    } else {
        outcome
            .skipped
            .push("bills of materials (no cargo-cyclonedx)".to_owned());
    }
    Ok(outcome)
}

/// Whether a program that used the last release still builds.
fn promises(context: &Context<'_>, outcome: &mut Outcome) -> anyhow::Result<()> {
    if !has(context, "semver-checks") {
        let why = "promises (no cargo-semver-checks)";
        outcome.skipped.push(why.to_owned());
        return Ok(());
    }
    let Some(tag) = last_tag(context)? else {
        let why = "promises (nothing was released yet)";
        outcome.skipped.push(why.to_owned());
        return Ok(());
    };
    let mut check = vec!["semver-checks", "--baseline-rev", &tag];
    for package in context.workspace.published() {
        check.extend(["--package", &package.name]);
    }
    outcome
        .problems
        .extend(cargo_run(context, &check)?.problems);
    Ok(())
}

/// Whether Cargo has a command of this name.
pub(super) fn has(context: &Context<'_>, tool: &str) -> bool {
    let mut command = cargo_command(context);
    command.args([tool, "--version"]);
    command.output().is_ok_and(|output| output.status.success())
}

fn last_tag(context: &Context<'_>) -> anyhow::Result<Option<String>> {
    let mut command = super::process::command(context, "git");
    command.args(["tag", "--list", "v*", "--sort=-version:refname"]);
    let mut tags = Vec::new();
    lines(command, |line| tags.push(line.to_owned()))?;
    Ok(tags.into_iter().next())
}

/// Builds the published crates with the oldest versions of their direct dependencies, in a copy of
/// the workspace, so that the lock file of the tree stays as it is.
fn oldest(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let builds = with_copy(context, "oldest", |copy| {
        let mut lock = cargo_command(context);
        lock.current_dir(copy)
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["-Zdirect-minimal-versions", "generate-lockfile"]);
        if !lock.status()?.success() {
            return Ok(false);
        }
        let mut check = cargo_command(context);
        check
            .current_dir(copy)
            .args(["check", "--all-features", "--lib"]);
        for package in context.workspace.published() {
            check.args(["--package", &package.name]);
        }
        check
            .arg("--target-dir")
            .arg(context.workspace.target.join("oldest-build"));
        Ok(check.status()?.success())
    })?;
    if !builds {
        outcome.problem("the oldest versions that the manifests allow do not build");
    }
    Ok(outcome)
}
