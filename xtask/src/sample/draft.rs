//! Which procedure has which statuses and how many cases.

use super::plan::{Group, Pattern, Plan, ProcedurePlan};
use super::spread::{evenly, falling, interleave};
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use tosei_inventory::{InstrumentKind, OnlineStatus};

/// The band of counts that nobody knows.
const UNKNOWN: &str = "unknown";

/// A procedure with its statuses and cases.
#[derive(Debug)]
pub(crate) struct Draft<'p> {
    pub(crate) group: &'p Group,
    pub(crate) plan: &'p ProcedurePlan,
    pub(crate) statuses: Vec<OnlineStatus>,
    /// `None` if nobody knows.
    pub(crate) cases: Option<u64>,
}

impl Draft<'_> {
    /// Whether all of its processes that are not exempt are online, and there is one.
    pub(crate) fn every_process_done(&self) -> bool {
        let mut others = self
            .statuses
            .iter()
            .filter(|status| **status != OnlineStatus::Exempt)
            .peekable();
        others.peek().is_some() && others.all(|status| *status == OnlineStatus::Done)
    }

    pub(crate) fn any_process_done(&self) -> bool {
        self.statuses.contains(&OnlineStatus::Done)
    }
}

/// All procedures of the plan, in its order.
pub(crate) fn drafts(plan: &Plan) -> anyhow::Result<Vec<Draft<'_>>> {
    let mut drafts = Vec::new();
    let mut bands: Vec<Option<&str>> = Vec::new();
    for group in &plan.groups {
        let in_group = || format!("group {}", group.id);
        let statuses = statuses(group).with_context(in_group)?;
        bands.extend(band_of_each(plan, group).with_context(in_group)?);
        for (procedure, statuses) in group.procedures.iter().zip(statuses) {
            drafts.push(Draft {
                group,
                plan: procedure,
                statuses,
                cases: procedure.cases,
            });
        }
    }
    for band in &plan.bands {
        // The larger counts of a band go to each group in turn.
        let mut members: Vec<(usize, usize, usize)> = Vec::new();
        let mut in_group: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, (draft, of)) in drafts.iter().zip(&bands).enumerate() {
            if *of == Some(band.id.as_str()) {
                let rank = in_group.entry(draft.group.id.as_str()).or_default();
                let size = draft.group.bands.get(&band.id).copied().unwrap_or(1);
                members.push(((2 * *rank + 1) * 100_000 / (2 * size), at, *rank));
                *rank += 1;
            }
        }
        members.sort_unstable();
        let counts = falling(members.len(), (band.from, band.to), band.cases, band.power)
            .with_context(|| format!("band {}", band.id))?;
        for ((_, at, _), cases) in members.iter().zip(counts) {
            if let Some(draft) = drafts.get_mut(*at) {
                draft.cases = Some(cases);
            }
        }
    }
    Ok(drafts)
}

/// The statuses of each procedure of a group: the stated ones, the exempt where an Act stands behind
/// them, the rest in turn.
fn statuses(group: &Group) -> anyhow::Result<Vec<Vec<OnlineStatus>>> {
    let mut left: Vec<(usize, &Pattern)> = group.patterns.iter().map(|p| (p.count, p)).collect();
    let mut take = |wanted: &[OnlineStatus]| -> anyhow::Result<()> {
        let pattern = left
            .iter_mut()
            .find(|(count, pattern)| *count > 0 && pattern.statuses == wanted);
        let (count, _) = pattern.with_context(|| format!("no pattern {wanted:?} is left"))?;
        *count -= 1;
        Ok(())
    };
    let mut chosen: Vec<Option<Vec<OnlineStatus>>> = Vec::new();
    for procedure in &group.procedures {
        if let Some(statuses) = &procedure.statuses {
            take(statuses)?;
        }
        chosen.push(procedure.statuses.clone());
    }
    let is_exempt = |pattern: &Pattern| pattern.statuses.contains(&OnlineStatus::Exempt);
    for exempt in [true, false] {
        let open: Vec<usize> = chosen
            .iter()
            .zip(&group.procedures)
            .enumerate()
            .filter(|(_, (chosen, procedure))| {
                chosen.is_none() && (!exempt || procedure.legal_basis == InstrumentKind::Act)
            })
            .map(|(at, _)| at)
            .collect();
        let counts: Vec<usize> = left
            .iter()
            .map(|(count, pattern)| {
                if is_exempt(pattern) == exempt {
                    *count
                } else {
                    0
                }
            })
            .collect();
        let lots = interleave(&counts);
        if !exempt && lots.len() != open.len() {
            bail!("{} patterns for {} procedures", lots.len(), open.len());
        }
        for (lot, position) in lots.iter().zip(evenly(lots.len(), open.len())?) {
            let (Some(at), Some((_, pattern))) = (open.get(position), left.get(*lot)) else {
                continue;
            };
            if let Some(slot) = chosen.get_mut(*at) {
                *slot = Some(pattern.statuses.clone());
            }
        }
    }
    chosen
        .into_iter()
        .map(|statuses| {
            let statuses = statuses.context("a procedure without a pattern")?;
            if statuses.len() != group.kinds.len() {
                bail!("a pattern of {} for {}", statuses.len(), group.kinds.len());
            }
            Ok(statuses)
        })
        .collect()
}

/// The band of each procedure of a group; `None` for those whose cases are stated or not known.
fn band_of_each<'p>(plan: &'p Plan, group: &Group) -> anyhow::Result<Vec<Option<&'p str>>> {
    let open: Vec<usize> = (0..)
        .zip(&group.procedures)
        .filter(|(_, procedure)| procedure.cases.is_none())
        .map(|(at, _)| at)
        .collect();
    let size = |id: &str| group.bands.get(id).copied().unwrap_or(0);
    // Nobody counts what is rare: the unknown stand in the lower two thirds.
    let unknown = size(UNKNOWN);
    let upper = (open.len() / 3).min(open.len().saturating_sub(unknown));
    let unknown: Vec<usize> = evenly(unknown, open.len() - upper)?
        .into_iter()
        .map(|at| at + upper)
        .collect();
    let mut ids = plan
        .bands
        .iter()
        .flat_map(|band| std::iter::repeat_n(band.id.as_str(), size(&band.id)));
    let mut bands = vec![None; group.procedures.len()];
    for (number, at) in open.iter().enumerate() {
        if !unknown.contains(&number) {
            let band = ids.next().context("too few places in bands")?;
            if let Some(slot) = bands.get_mut(*at) {
                *slot = Some(band);
            }
        }
    }
    if ids.next().is_some() {
        bail!("too many places in bands");
    }
    Ok(bands)
}
