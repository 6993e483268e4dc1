//! The crosswalk of the reorganisation of April 2025.

use super::plan::Plan;
use super::with_schema;
use crate::generate::Generated;
use anyhow::Context;
use tosei_inventory::{CrosswalkRow, Fraction, Inventory, OrganisationCrosswalk};
use tosei_types::OrganisationId;

/// Old divisions to new ones, in the shares of their processes.
pub(crate) fn generate(plan: &Plan, present: &Inventory) -> anyhow::Result<Generated> {
    let processes = |of: &OrganisationId| -> anyhow::Result<u64> {
        let owned = present
            .procedures
            .iter()
            .filter(|one| one.organisation.as_ref() == Some(of));
        let all = owned.flat_map(|one| {
            present
                .processes
                .iter()
                .filter(|process| process.procedure == one.id)
        });
        Ok(u64::try_from(all.count())?)
    };
    let mut rows = Vec::new();
    for one in &plan.reorganisation.moves {
        let parts = one
            .to
            .iter()
            .map(&processes)
            .collect::<anyhow::Result<Vec<u64>>>()?;
        let whole: u64 = parts.iter().sum();
        for (to, part) in one.to.iter().zip(parts) {
            let share = Fraction::of_counts(part, whole).context("a division without processes")?;
            rows.push(CrosswalkRow::new(one.from.clone(), to.clone(), share));
        }
    }
    let crosswalk = OrganisationCrosswalk::new(plan.reorganisation.day, rows);
    let mut json = serde_json::to_string_pretty(&crosswalk.to_document())?;
    json.push('\n');
    Ok(with_schema(
        "mihon_crosswalk.json",
        "organisation-crosswalk",
        &json,
    ))
}
