//! The order of the candidates, and the quarter of each.

use super::{Candidate, PersonMinutes, RolloutPlan};
use crate::id::{CounterId, ToolId};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, collections::BTreeSet};
use tosei_types::coded_enum;

coded_enum! {
    /// 不明な入力 (missing input) of a candidate.
    pub enum MissingInput: "missing input" {
        /// 年間の来庁数.
        VisitsAYear = "visits_a_year" ("年間の来庁数", "visits a year"),
        /// 一件当たりの短縮.
        SecondsSaved = "seconds_saved_per_visit" ("一件当たりの短縮", "seconds saved per visit"),
        /// 費用.
        Cost = "cost_yen" ("費用", "cost"),
        /// 作業量.
        WorkDays = "work_days" ("作業量", "days of work"),
    }
}

coded_enum! {
    /// 制約 (limit) that kept a candidate out of every quarter.
    pub enum Limit: "limit" {
        /// 四半期がない: no quarter is left from the earliest in which it can be done.
        NoQuarter = "no_quarter" ("着手できる四半期がない", "no quarter from its earliest on"),
        /// 作業量: it fits into none by its days of work.
        WorkDays = "work_days" ("作業量", "days of work"),
        /// 予算: some quarter has the days, but none of these has the money.
        Budget = "budget" ("予算", "budget"),
    }
}

/// 結果 (outcome) of a ranked candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Outcome {
    /// 計画に入る.
    Planned {
        /// 四半期, counted from 1.
        quarter: u16,
    },
    /// 入らない: no quarter has room for it.
    NoRoom {
        /// 制約.
        limit: Limit,
    },
    /// 同じ窓口の他の候補が先: another tool at the same counter is planned; what both save together is
    /// not the sum.
    AnotherTool,
    /// 短縮にならない: nothing is saved, or it takes longer.
    NoSaving,
}

impl Outcome {
    /// The quarter, if it is planned.
    #[must_use]
    pub fn quarter(self) -> Option<u16> {
        match self {
            Self::Planned { quarter } => Some(quarter),
            _ => None,
        }
    }
}

/// 順位の付いた候補 (ranked candidate).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RankedCandidate {
    /// 順位, from 1.
    pub rank: u32,
    /// 窓口ID.
    pub counter: CounterId,
    /// デジタルツールID.
    pub tool: ToolId,
    /// 年間の短縮: expected person-minutes saved a year; 0 where it takes longer.
    pub saved_a_year: PersonMinutes,
    /// 費用（円）.
    pub cost_yen: u64,
    /// 作業量（人日）.
    pub work_days: u32,
    /// 結果.
    pub outcome: Outcome,
    /// The candidate's position in the plan, for the reasons.
    pub position: usize,
}

/// 順位を付けられない候補 (candidate of unknown worth): it is not ranked as if the unknown were 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnknownCandidate {
    /// 窓口ID.
    pub counter: CounterId,
    /// デジタルツールID.
    pub tool: ToolId,
    /// 不明な入力.
    pub missing: Vec<MissingInput>,
}

/// 四半期の使い方 (use of a quarter).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuarterUse {
    /// 窓口数.
    pub counters: u32,
    /// 作業量（人日）.
    pub work_days: u32,
    /// 費用（円）.
    pub cost_yen: u64,
    /// 年間の短縮 from what is done in this quarter.
    pub saved_a_year: PersonMinutes,
}

/// 横展開 (rollout): what comes when, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rollout {
    /// 順位の付いた候補, the best first.
    pub ranked: Vec<RankedCandidate>,
    /// 順位を付けられない候補.
    pub unknown: Vec<UnknownCandidate>,
    /// 四半期の使い方, in the order of the quarters.
    pub quarters: Vec<QuarterUse>,
}

/// A candidate of which everything is known.
struct Known<'p> {
    candidate: &'p Candidate,
    position: usize,
    saved: u64,
    cost: u64,
    work_days: u32,
}

impl Known<'_> {
    /// More saved per yen first; then more saved; then by name. Exact: 2^49 seconds times 2^53 yen fit.
    fn before(&self, other: &Self) -> Ordering {
        let worth = |one: &Self, yen: u64| u128::from(one.saved).saturating_mul(yen.into());
        // What saves nothing comes last, whatever it costs.
        (other.saved > 0)
            .cmp(&(self.saved > 0))
            .then_with(|| worth(other, self.cost).cmp(&worth(self, other.cost)))
            .then_with(|| other.saved.cmp(&self.saved))
            .then_with(|| self.cost.cmp(&other.cost))
            .then_with(|| self.candidate.counter.cmp(&other.candidate.counter))
            .then_with(|| self.candidate.tool.cmp(&other.candidate.tool))
    }
}

impl RolloutPlan {
    /// Ranks the candidates by expected person-minutes saved a year per yen, and gives each, in that
    /// order, the first quarter that has room for its days of work and its cost.
    ///
    /// - What has an unknown input is listed with it, and not ranked.
    /// - One tool is planned for a counter; the next one is for the next plan, when it is known what
    ///   the first one saved.
    /// - What saves nothing is ranked last and not planned.
    /// - A smaller candidate may go before a better one that does not fit: capacity is not left idle. The
    ///   plan is a ranking, and not the best of all ways to fill the quarters.
    #[must_use]
    pub fn rollout(&self) -> Rollout {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for (position, candidate) in self.candidates().iter().enumerate() {
            match known_candidate(position, candidate) {
                Ok(one) => known.push(one),
                Err(missing) => unknown.push(UnknownCandidate {
                    counter: candidate.counter.clone(),
                    tool: candidate.tool.clone(),
                    missing,
                }),
            }
        }
        known.sort_by(Known::before);
        let mut quarters = vec![QuarterUse::default(); self.quarters().len()];
        let mut planned: BTreeSet<&CounterId> = BTreeSet::new();
        let mut ranked = Vec::with_capacity(known.len());
        for (rank, one) in (1u32..).zip(&known) {
            let counter = &one.candidate.counter;
            let outcome = if one.saved == 0 {
                Outcome::NoSaving
            } else if planned.contains(counter) {
                Outcome::AnotherTool
            } else {
                match self.place(one, &mut quarters) {
                    Ok(quarter) => {
                        planned.insert(counter);
                        Outcome::Planned { quarter }
                    }
                    Err(limit) => Outcome::NoRoom { limit },
                }
            };
            ranked.push(RankedCandidate {
                rank,
                counter: counter.clone(),
                tool: one.candidate.tool.clone(),
                saved_a_year: PersonMinutes::of_seconds(one.saved),
                cost_yen: one.cost,
                work_days: one.work_days,
                outcome,
                position: one.position,
            });
        }
        Rollout {
            ranked,
            unknown,
            quarters,
        }
    }

    /// The first quarter with room, which is then used.
    fn place(&self, one: &Known<'_>, quarters: &mut [QuarterUse]) -> Result<u16, Limit> {
        let earliest = one.candidate.earliest_quarter.unwrap_or(1);
        let mut limit = Limit::NoQuarter;
        let both = (1u16..).zip(self.quarters().iter().zip(quarters));
        for (number, (quarter, used)) in both.filter(|(number, _)| *number >= earliest) {
            let work_days = used.work_days.checked_add(one.work_days);
            let Some(work_days) = work_days.filter(|days| *days <= quarter.work_days) else {
                if limit == Limit::NoQuarter {
                    limit = Limit::WorkDays;
                }
                continue;
            };
            let cost = used.cost_yen.checked_add(one.cost);
            let within = |cost: &u64| quarter.budget_yen.is_none_or(|budget| *cost <= budget);
            let Some(cost_yen) = cost.filter(within) else {
                limit = Limit::Budget;
                continue;
            };
            let saved = used
                .saved_a_year
                .checked_add(PersonMinutes::of_seconds(one.saved));
            *used = QuarterUse {
                counters: used.counters.saturating_add(1),
                work_days,
                cost_yen,
                // Beyond 2^53 − 1 only if everybody on earth came many times.
                saved_a_year: saved
                    .unwrap_or(PersonMinutes::of_seconds(u64::MAX))
                    .min(PersonMinutes::of_seconds(tosei_types::MAX_COUNT)),
            };
            return Ok(number);
        }
        Err(limit)
    }
}

fn known_candidate(position: usize, candidate: &Candidate) -> Result<Known<'_>, Vec<MissingInput>> {
    match (
        candidate.visits_a_year,
        candidate.seconds_saved_per_visit,
        candidate.cost_yen,
        candidate.work_days,
    ) {
        (Some(visits), Some(seconds), Some(cost), Some(work_days)) => Ok(Known {
            candidate,
            position,
            // What takes longer saves nothing.
            saved: u64::from(visits).saturating_mul(u64::try_from(seconds).unwrap_or(0)),
            cost,
            work_days,
        }),
        (visits, seconds, cost, work_days) => Err([
            visits.is_none().then_some(MissingInput::VisitsAYear),
            seconds.is_none().then_some(MissingInput::SecondsSaved),
            cost.is_none().then_some(MissingInput::Cost),
            work_days.is_none().then_some(MissingInput::WorkDays),
        ]
        .into_iter()
        .flatten()
        .collect()),
    }
}
