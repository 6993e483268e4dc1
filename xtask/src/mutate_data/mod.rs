//! The mutation of rules: what is data and decides is changed in small wrong ways, one at a time.
//!
//! Two ways. A crate with a test target `mutate_data` changes its own rules key by key, and its vectors
//! must notice. With `--files`, every file of rules of every crate is changed in the test programs
//! themselves, and any test may notice ([`programs`]).

mod explained;
mod files;
mod programs;

use crate::workspace::{Package, Workspace, cargo};
use anyhow::bail;
use std::process::{Command, ExitCode};

/// The test target that changes the rules of its crate.
const TARGET: &str = "mutate_data";

/// Whose rules to change.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only the rules of this package; else of all.
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
    /// Changes every file of rules in the test programs, instead of running the tests `mutate_data`.
    #[arg(long)]
    files: bool,
    /// Only files whose path contains this.
    #[arg(long, value_name = "TEXT", requires = "files")]
    only: Option<String>,
    /// At most so many changes of a file, drawn with the seed; else all.
    #[arg(long, value_name = "CHANGES", requires = "files")]
    sample: Option<usize>,
    /// The seed of the sample.
    #[arg(long, default_value_t = 1, requires = "files")]
    seed: u64,
}

impl Options {
    fn wants(&self, package: &Package) -> bool {
        let wanted = self.package.as_deref();
        wanted.is_none_or(|wanted| wanted == package.name)
    }
}

/// Runs the tests with their list of changes on the screen, or changes the files.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<ExitCode> {
    if options.files {
        return files::run(workspace, options);
    }
    let packages: Vec<&str> = workspace
        .packages
        .iter()
        .filter(|package| package.targets.iter().any(|target| target.name == TARGET))
        .filter(|package| options.wants(package))
        .map(|package| package.name.as_str())
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
