//! Writes generated files into the tree, and checks everything.
//!
//! The only program that writes into the checkout. `cargo xtask check` is the one check that
//! anybody can run at home and that the continuous integration runs.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to the person who started it"
)]

mod check;
mod conformance;
mod generate;
mod house;
mod mutate_data;
mod release_table;
mod rules;
mod sample;
mod schemas;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

/// Writes generated files into the tree, and checks everything.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Runs every check and counts what ran; fails if anything failed.
    Check(check::Options),
    /// Runs the test vectors against another implementation.
    Conformance(conformance::Options),
    /// Changes the rules in small wrong ways, one at a time: the vectors must notice each change.
    MutateData(mutate_data::Options),
    /// Writes the page of sizes, dependencies and build times, `docs/release-table.md`.
    ReleaseTable(release_table::Options),
    /// Writes all generated files: the schemas, the page of the rules, the sample.
    Generate(Mode),
    /// Writes the JSON Schemas into `schemas/`.
    Schemas(Mode),
    /// Writes the page of all rules, `docs/rules.md`.
    Rules(Mode),
    /// Writes the fictional 見本市: its inventory and its counters, each into its crate's `data/sample/`.
    Sample(Mode),
}

#[derive(clap::Args, Clone, Copy)]
struct Mode {
    /// Writes nothing; fails if a file in the tree differs.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::read()?;
    let (kinds, mode) = match &arguments.task {
        Task::Check(options) => return check::run(&workspace, options),
        Task::Conformance(options) => return conformance::run(options),
        Task::MutateData(options) => return mutate_data::run(&workspace, options),
        Task::ReleaseTable(options) => {
            release_table::run(&workspace, options)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Generate(mode) => (generate::KINDS, mode),
        Task::Schemas(mode) => (generate::SCHEMAS, mode),
        Task::Rules(mode) => (generate::RULES, mode),
        Task::Sample(mode) => (generate::SAMPLE, mode),
    };
    if !mode.check {
        generate::write(&workspace, kinds)?;
        return Ok(ExitCode::SUCCESS);
    }
    let differences = generate::differences(&workspace, kinds)?;
    for difference in &differences {
        eprintln!("{difference}");
    }
    Ok(if differences.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
