//! The rules of the house: who may stand on whom, what every crate has, and that every source,
//! decision and term that the code names is explained.

mod glossary;
mod layers;
mod markdown;
mod pages;
mod publication;
mod sources;
mod suites;

use crate::{check::Outcome, workspace::Workspace};

/// Checks all rules of the house.
pub(crate) fn check(workspace: &Workspace) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let problems = &mut outcome.problems;
    layers::check(workspace, problems);
    pages::check(workspace, problems)?;
    publication::check(workspace, problems)?;
    let terms = glossary::read(workspace, problems)?;
    glossary::check(workspace, &terms, problems)?;
    sources::check(workspace, &terms, problems)?;
    suites::check(workspace, problems)?;
    Ok(outcome)
}
