//! The packages as they would go to the registry.

use super::{
    Context, Outcome,
    process::{cargo_command, lines},
};
use crate::workspace::Package;
use anyhow::{Context as _, ensure};
use std::{path::PathBuf, process::Command};

/// As large as a package may be, compressed. The registry takes ten times as much.
const LARGEST: u64 = 1 << 20;

/// What every package holds.
const NEEDED: [&str; 6] = [
    "CHANGELOG.md",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "src/lib.rs",
];

/// What a package may hold beside that.
const ALLOWED: [&str; 6] = [
    ".cargo_vcs_info.json",
    "Cargo.lock",
    "Cargo.toml.orig",
    "data/",
    "src/",
    // Documents that the examples of one crate's pages read.
    "tests/data/example_",
];

/// The package of a crate.
pub(crate) struct Packed {
    /// The archive.
    pub(crate) archive: PathBuf,
    /// Its size in bytes, compressed.
    pub(crate) size: u64,
    /// The files in it.
    pub(crate) files: Vec<String>,
}

/// Makes every package, and looks at what is in it.
pub(crate) fn run(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    println!("{:<20} {:>6} {:>9}", "package", "files", "KiB");
    for (package, packed) in pack(context)? {
        let name = &package.name;
        println!(
            "{name:<20} {:>6} {:>9}",
            packed.files.len(),
            packed.size.div_ceil(1024)
        );
        for needed in NEEDED {
            if !packed.files.iter().any(|file| file == needed) {
                outcome.problem(format!("the package of {name} has no {needed}"));
            }
        }
        for file in packed.files.iter().filter(|file| !belongs(file)) {
            outcome.problem(format!("the package of {name} holds {file}"));
        }
        if packed.size > LARGEST {
            outcome.problem(format!(
                "the package of {name} has {} bytes; {LARGEST} are allowed",
                packed.size
            ));
        }
        check_manifest(package, &packed, &mut outcome)?;
    }
    Ok(outcome)
}

/// Makes the archive of every published crate, in order of name. Nothing is built.
pub(crate) fn pack<'a>(context: &'a Context<'_>) -> anyhow::Result<Vec<(&'a Package, Packed)>> {
    let mut command = cargo_command(context);
    command.args(["package", "--no-verify", "--allow-dirty", "--quiet"]);
    for package in context.workspace.published() {
        command.args(["--package", &package.name]);
    }
    let output = command.output().context("cargo does not start")?;
    ensure!(
        output.status.success(),
        "`cargo package` failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    context
        .workspace
        .published()
        .map(|package| {
            let folder = context.workspace.target.join("package");
            let archive = folder.join(format!("{}.crate", stem(package)));
            let size = std::fs::metadata(&archive)
                .with_context(|| archive.display().to_string())?
                .len();
            let mut list = Command::new("tar");
            list.arg("-tzf").arg(&archive);
            let prefix = format!("{}/", stem(package));
            let mut files = Vec::new();
            let good = lines(list, |line| {
                files.push(line.strip_prefix(&prefix).unwrap_or(line).to_owned());
            })?;
            ensure!(good, "`tar` cannot read {}", archive.display());
            let packed = Packed {
                archive,
                size,
                files,
            };
            Ok((package, packed))
        })
        .collect()
}

fn stem(package: &Package) -> String {
    format!("{}-{}", package.name, package.version)
}

fn belongs(file: &str) -> bool {
    NEEDED.iter().chain(&ALLOWED).any(|allowed| {
        file == *allowed || (allowed.ends_with(['/', '_']) && file.starts_with(*allowed))
    })
}

/// The manifest that users get names nothing that only this house has.
fn check_manifest(package: &Package, packed: &Packed, outcome: &mut Outcome) -> anyhow::Result<()> {
    let mut read = Command::new("tar");
    read.arg("-xzOf")
        .arg(&packed.archive)
        .arg(format!("{}/Cargo.toml", stem(package)));
    let output = read.output().context("tar does not start")?;
    ensure!(output.status.success(), "no manifest in {}", package.name);
    let manifest = String::from_utf8_lossy(&output.stdout);
    let mut table = "";
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            table = line;
            if table.contains("tosei-conformance") {
                outcome.problem(format!("the package of {} names {table}", package.name));
            }
        }
        if table.contains("dependencies") && line.starts_with("path =") {
            outcome.problem(format!(
                "the package of {}: {table} has a path",
                package.name
            ));
        }
    }
    Ok(())
}

/// Builds every package from its archive, in order, as an upload would, and uploads nothing.
pub(crate) fn publish(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut command = cargo_command(context);
    command.args(["publish", "--dry-run", "--allow-dirty", "--all-features"]);
    for package in context.workspace.published() {
        command.args(["--package", &package.name]);
    }
    println!("cargo publish --dry-run --all-features, for every published crate");
    if !command.status()?.success() {
        outcome.problem("`cargo publish --dry-run` failed");
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_and_settings_stay_at_home() {
        for file in [
            "src/lib.rs",
            "src/a/b.rs",
            "data/rules/a.json",
            "LICENSE-MIT",
            "tests/data/example_evidence.json",
        ] {
            assert!(belongs(file), "{file}");
        }
        for file in ["tests/laws.rs", "clippy.toml", "README.md.orig", "database"] {
            assert!(!belongs(file), "{file}");
        }
    }
}
