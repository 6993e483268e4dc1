//! Cases of the year, their split over filings, and how many were filed online.

use super::draft::Draft;
use super::plan::Plan;
use anyhow::Context;
use std::collections::BTreeMap;
use tosei_inventory::{OnlineStatus, Volume, VolumeMeasure, VolumeState};
use tosei_types::CaseCount;

/// What is counted of a filing or a procedure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) cases: Option<u64>,
    pub(crate) online: Option<u64>,
    pub(crate) expected: Option<u64>,
}

/// The positions of the filings of a procedure, each with its part of the cases.
pub(crate) fn shares(draft: &Draft<'_>, at: usize) -> BTreeMap<usize, Share> {
    let filings: Vec<usize> = draft
        .group
        .kinds
        .iter()
        .enumerate()
        .filter(|(_, kind)| *kind == "application")
        .map(|(position, _)| position)
        .collect();
    let expected = expected(draft, at);
    let mut shares = BTreeMap::new();
    for (number, position) in filings.iter().enumerate() {
        // Of two filings the first has three fifths.
        let part = |whole: u64| match (filings.len(), number) {
            (2, 0) => whole - whole * 2 / 5,
            (2, _) => whole * 2 / 5,
            _ => whole,
        };
        let cases = draft.cases.map(part);
        let status = draft.statuses.get(*position);
        let online = status.and_then(|status| online(*status, at + number, cases));
        let expected = expected.map(part);
        shares.insert(
            *position,
            Share {
                cases,
                online,
                expected,
            },
        );
    }
    shares
}

/// What is counted of the procedure as a whole.
pub(crate) fn total(draft: &Draft<'_>, shares: &BTreeMap<usize, Share>, at: usize) -> Share {
    let online: Option<Vec<u64>> = shares.values().map(|share| share.online).collect();
    Share {
        cases: draft.cases,
        online: online
            .filter(|parts| !parts.is_empty())
            .map(|parts| parts.iter().sum()),
        expected: expected(draft, at),
    }
}

/// This year's cases: as stated, or near those of the year before where there are many.
fn expected(draft: &Draft<'_>, at: usize) -> Option<u64> {
    if draft.plan.expected.is_some() {
        return draft.plan.expected;
    }
    let cases = draft.cases.filter(|cases| *cases >= 1_000)?;
    let percent = [101, 99, 102, 98, 100].get(at % 5)?;
    Some(cases * percent / 1_000 * 10)
}

/// Cases filed online; `None` if nobody knows.
fn online(status: OnlineStatus, at: usize, cases: Option<u64>) -> Option<u64> {
    let turn = u64::try_from(at).ok()?;
    let percent = match status {
        OnlineStatus::Done => 22 + turn * 17 % 53,
        OnlineStatus::Partial => 3 + turn * 7 % 18,
        OnlineStatus::NotDone | OnlineStatus::Exempt => 0,
        _ => return None,
    };
    Some(cases? * percent / 100)
}

/// The volumes of last year (確定) and, where there are any, this year (見込).
pub(crate) fn volumes(plan: &Plan, share: &Share) -> anyhow::Result<Vec<Volume>> {
    let year = |state: VolumeState| {
        let years = plan.volume_years.iter();
        years
            .filter(|year| year.state == state)
            .map(|year| year.fiscal_year)
            .next()
            .with_context(|| format!("no volume year is {state}"))
    };
    let count = |cases: Option<u64>| cases.map(CaseCount::try_new).transpose();
    let measure = VolumeMeasure::Applications;
    let (last, this) = (VolumeState::Final, VolumeState::Expected);
    let mut volumes = vec![
        Volume::new(year(last)?, measure, last, count(share.cases)?)
            .with_online(count(share.online)?),
    ];
    if share.expected.is_some() {
        volumes.push(Volume::new(
            year(this)?,
            measure,
            this,
            count(share.expected)?,
        ));
    }
    Ok(volumes)
}
