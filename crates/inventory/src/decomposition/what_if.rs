//! What the rate would be if some processes went online.

use super::DecompositionError;
use crate::{
    BarrierCause, CompiledRates, Discretion, FactsBasis, Fraction, Inventory, LegalBasis,
    OnlineStatus, ProcessFacts, RateResult, Tally,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use tosei_types::ProcessId;

/// 自団体の規程の改正 (amendment of an own rule): the processes that nothing else keeps offline.
///
/// # Wire form
///
/// `{"rule": {"kind": "regulation", "title": "…"}, "processes": ["P-0001-1", …]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleAmendment {
    /// 規程.
    pub rule: LegalBasis,
    /// 手続プロセス, sorted.
    pub processes: Vec<ProcessId>,
}

/// Which rules of the body's own would free which processes if they were amended.
///
/// A process is listed under a rule if it is not online (未実施 or 一部実施済) and every
/// barrier that stands on the status date is within discretion, is caused by a rule of the body's
/// own, and names this one rule (by kind, title and number). Rules that free most come first.
#[must_use]
pub fn own_rule_amendments(inventory: &Inventory) -> Vec<RuleAmendment> {
    let day = inventory.status_date;
    let mut found: BTreeMap<(&str, String, String), RuleAmendment> = BTreeMap::new();
    for process in &inventory.processes {
        if !matches!(
            process.status,
            OnlineStatus::NotDone | OnlineStatus::Partial
        ) {
            continue;
        }
        let barriers = process.barriers.iter().flatten();
        let mut standing = barriers.filter(|barrier| barrier.stands_on(day)).peekable();
        let Some(first) = standing.peek().and_then(|barrier| barrier.rule.as_ref()) else {
            continue;
        };
        let key = |rule: &LegalBasis| {
            (
                rule.kind.code(),
                rule.title.clone().unwrap_or_default(),
                rule.number.clone().unwrap_or_default(),
            )
        };
        let one = key(first);
        let frees = standing.all(|barrier| {
            barrier.discretion == Discretion::Within
                && barrier.cause == BarrierCause::OwnRule
                && barrier.rule.as_ref().is_some_and(|rule| key(rule) == one)
        });
        if frees && !one.1.is_empty() {
            let amendment = found.entry(one).or_insert_with(|| RuleAmendment {
                rule: LegalBasis {
                    provision: None,
                    ..first.clone()
                },
                processes: Vec::new(),
            });
            amendment.processes.push(process.id.clone());
        }
    }
    let mut amendments: Vec<RuleAmendment> = found.into_values().collect();
    for amendment in &mut amendments {
        amendment.processes.sort_unstable();
    }
    amendments.sort_by_key(|amendment| std::cmp::Reverse(amendment.processes.len()));
    amendments
}

/// 試算 (what-if): a rate as it is, and as it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// 現在.
    pub now: RateResult,
    /// 試算.
    pub then: RateResult,
    /// 変化; null if either has no rate.
    pub change: Option<Fraction>,
    /// How many of the ids given are processes of the inventory.
    pub processes: u64,
}

/// What a rate would be if these processes were done (実施済), all else the same.
///
/// # Errors
///
/// [`DecompositionError::UnknownRate`] if there is no definition of this id, or it does not count
/// processes or cases.
pub fn what_if_online(
    rates: &CompiledRates,
    id: &str,
    inventory: &Inventory,
    basis: &FactsBasis<'_>,
    processes: &[ProcessId],
) -> Result<WhatIf, DecompositionError> {
    let chosen: HashSet<&str> = processes.iter().map(ProcessId::as_str).collect();
    let (mut now, mut then) = (Tally::<ProcessFacts>::new(), Tally::<ProcessFacts>::new());
    let mut found = 0u64;
    for process in &inventory.processes {
        let facts = process.facts(basis);
        now.add(&facts);
        if chosen.contains(process.id.as_str()) {
            found = found.saturating_add(1);
            then.add(&ProcessFacts {
                status: OnlineStatus::Done,
                ..facts
            });
        } else {
            then.add(&facts);
        }
    }
    let result = |tally: &Tally<ProcessFacts>| {
        rates
            .evaluate_one(id, tally)
            .ok_or_else(|| DecompositionError::UnknownRate {
                id: id.chars().take(128).collect(),
            })
    };
    let (now, then) = (result(&now)?, result(&then)?);
    let fraction = |result: &RateResult| {
        let rate = result.rate()?;
        Fraction::of_counts(rate.numerator(), rate.denominator())
    };
    let change = fraction(&then)
        .zip(fraction(&now))
        .map(|(then, now)| then.minus(&now));
    Ok(WhatIf {
        now,
        then,
        change,
        processes: found,
    })
}
