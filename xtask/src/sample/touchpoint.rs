//! Contacts that are not procedures.

use super::plan::Plan;
use anyhow::Context;
use tosei_inventory::{Touchpoint, Volume, VolumeMeasure, VolumeState};
use tosei_types::CaseCount;

/// The touchpoints of the plan.
pub(crate) fn touchpoints(plan: &Plan) -> anyhow::Result<Vec<Touchpoint>> {
    let years = plan.volume_years.iter();
    let year = years
        .filter(|year| year.state == VolumeState::Final)
        .map(|year| year.fiscal_year)
        .next()
        .context("no volume year is final")?;
    let mut touchpoints = Vec::new();
    let items = plan
        .touchpoints
        .iter()
        .flat_map(|of| of.items.iter().map(move |item| (of, item)));
    for (number, (of, item)) in (1u32..).zip(items) {
        let id = format!("T-{number:03}").parse()?;
        let mut touchpoint = Touchpoint::new(id, of.kind, item.name.as_str());
        touchpoint.organisation = Some(item.organisation.clone());
        touchpoint.status = item.status;
        touchpoint.barriers = Some(Vec::new());
        if let Some(cases) = item.cases {
            touchpoint.volumes.push(Volume::new(
                year,
                VolumeMeasure::Handled,
                VolumeState::Final,
                Some(CaseCount::try_new(cases)?),
            ));
        }
        touchpoints.push(touchpoint);
    }
    Ok(touchpoints)
}
