//! The inventories, evidence and reviews of the fictional 見本市: made from plans that are data, by arithmetic alone.
//!
//! The plans (`xtask/data/`) hold the figures that must come out and every name. Nothing is drawn by
//! lot and nothing is asked of the clock, so the same plan gives the same file to the byte; a total
//! that does not come out is an error.

pub(crate) mod counters;
mod draft;
mod earlier;
mod inventory;
mod obstacles;
mod partners;
mod plan;
mod process;
mod quality;
mod reorganisation;
mod returned;
mod round;
mod spread;
mod touchpoint;
mod volume;

use crate::generate::{Content, Generated};
use crate::workspace::{Workspace, read_text};
use anyhow::Context;
use serde::de::DeserializeOwned;
use tosei_inventory::Inventory;

const PLAN: &str = "xtask/data/mihon_plan.json";
const EARLIER: &str = "xtask/data/mihon_earlier_plan.json";
const PARTNERS: &str = "xtask/data/mihon_partners_plan.json";
const FOLDER: &str = "crates/inventory/data/sample";
const SCHEMAS: &str = "../../../../schemas";

/// The documents of the sample.
pub(crate) fn generate(workspace: &Workspace) -> anyhow::Result<Vec<Generated>> {
    let city_plan = plan(workspace, PLAN)?;
    let city = inventory::inventory(&city_plan).context(PLAN)?;
    let earlier = plan(workspace, EARLIER)?;
    let earlier = earlier::inventories(&city_plan, &earlier, &city).context(EARLIER)?;
    let partners = partners::inventory(&plan(workspace, PARTNERS)?).context(PARTNERS)?;
    let mut documents = vec![
        document("mihon_inventory.json", &city),
        document("mihon_partners.json", &partners),
    ];
    for (name, inventory) in &earlier {
        documents.push(document(&format!("{name}.json"), inventory));
    }
    documents.push(reorganisation::generate(&city_plan, &city)?);
    documents.push(round::generate(&city).context("the round")?);
    documents.extend(quality::generate(workspace, &city).context("the quality")?);
    documents.push(returned::mapping());
    documents.extend(returned::generate().context("the returned files")?);
    Ok(documents)
}

fn plan<P: DeserializeOwned>(workspace: &Workspace, path: &'static str) -> anyhow::Result<P> {
    serde_json::from_str(&read_text(&workspace.root.join(path))?).context(path)
}

/// The document, which names its schema in its second line.
fn document(name: &str, inventory: &Inventory) -> Generated {
    with_schema(name, "inventory", &inventory.to_json())
}

/// A JSON document that names its schema in its second line.
fn with_schema(name: &str, schema: &str, json: &str) -> Generated {
    let first = format!("{{\n  \"$schema\": \"{SCHEMAS}/{schema}.schema.json\",\n");
    Generated {
        path: format!("{FOLDER}/{name}").into(),
        content: Content::Text(json.replacen("{\n", &first, 1)),
    }
}
