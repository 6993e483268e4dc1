//! The inventory of the fictional 見本市: made from a plan that is data, by arithmetic alone.
//!
//! The plan (`xtask/data/`) holds the figures that must come out and every name. Nothing is drawn by
//! lot and nothing is asked of the clock, so the same plan gives the same file to the byte; a total
//! that does not come out is an error.

mod draft;
mod inventory;
mod obstacles;
mod plan;
mod process;
mod spread;
mod touchpoint;
mod volume;

use crate::{generate::Generated, workspace::Workspace, workspace::read_text};
use anyhow::Context;

const PLAN: &str = "xtask/data/mihon_plan.json";
const FOLDER: &str = "crates/inventory/data/sample";

/// The documents of the sample.
pub(crate) fn generate(workspace: &Workspace) -> anyhow::Result<Vec<Generated>> {
    let text = read_text(&workspace.root.join(PLAN))?;
    let plan: plan::Plan = serde_json::from_str(&text).context(PLAN)?;
    let inventory = inventory::inventory(&plan).context(PLAN)?;
    Ok(vec![Generated {
        path: format!("{FOLDER}/mihon_inventory.json").into(),
        text: inventory.to_json(),
    }])
}
