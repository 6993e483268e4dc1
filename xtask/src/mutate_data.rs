//! The mutation of rules: every crate with a test target `mutate_data` changes its own rules.

use crate::workspace::{Workspace, cargo};
use anyhow::bail;
use std::process::{Command, ExitCode};

/// The test target that changes the rules of its crate.
const TARGET: &str = "mutate_data";

/// Whose rules to change.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only the rules of this package; else of all that have a test `mutate_data`.
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
}

/// Runs the tests with their list of changes on the screen.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<ExitCode> {
    let packages: Vec<&str> = workspace
        .packages
        .iter()
        .filter(|package| package.targets.iter().any(|target| target.name == TARGET))
        .map(|package| package.name.as_str())
        .filter(|name| {
            options
                .package
                .as_deref()
                .is_none_or(|wanted| wanted == *name)
        })
        .collect();
    if packages.is_empty() {
        bail!("no package with a test `{TARGET}`");
    }
    let mut code = ExitCode::SUCCESS;
    for package in packages {
        println!("{package}");
        let status = Command::new(cargo())
            .args([
                "test",
                "-q",
                "-p",
                package,
                "--all-features",
                "--test",
                TARGET,
            ])
            .args(["--", "--nocapture"])
            .current_dir(&workspace.root)
            .status()?;
        if !status.success() {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}
