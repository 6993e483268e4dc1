//! The rules of the house: who may stand on whom, what every crate has, and that every source,
//! decision and term that the code names is explained.

mod layers;
mod pages;
mod sources;

use crate::{check::Outcome, workspace::Workspace};

/// Checks all rules of the house.
pub(crate) fn check(workspace: &Workspace) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    layers::check(workspace, &mut outcome.problems);
    pages::check(workspace, &mut outcome.problems)?;
    sources::check(workspace, &mut outcome.problems)?;
    Ok(outcome)
}
