//! 条項と手続プロセス (clauses and processes): which clause a barrier of the inventory may rest on.

use serde::Serialize;
use std::collections::BTreeMap;
use tosei_analog_regs::{ClauseId, ClauseRegister, RuleId};
use tosei_inventory::Inventory;
use tosei_types::ProcessId;

/// 対応の案 (proposed link): processes of which a barrier names a rule, and that rule's clauses.
///
/// A proposal, not a link: which of the rule's clauses it is, somebody who knows must say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ProposedLink {
    /// 例規.
    pub rule: RuleId,
    /// 題名.
    pub title: String,
    /// 条項 of the rule that the register has; one of them at least may be meant.
    pub clauses: Vec<ClauseId>,
    /// 手続プロセス whose barriers name the rule, sorted.
    pub processes: Vec<ProcessId>,
}

/// Proposes links: rules of a register that barriers of the inventory name by their title and, where both
/// give one, their number. Nothing else is guessed; titles must be equal.
///
/// # Examples
///
/// ```
/// use tosei::analog_regs::ClauseRegister;
/// use tosei::clauses::propose_links;
/// use tosei::inventory::{Body, Inventory};
///
/// let day = "2025-06-30".parse()?;
/// let inventory = Inventory::new(Body::new("見本市（架空）"), day);
/// let register = ClauseRegister::new("見本市（架空）", day);
/// assert!(propose_links(&inventory, &register).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn propose_links(inventory: &Inventory, register: &ClauseRegister) -> Vec<ProposedLink> {
    let rules: BTreeMap<&str, _> = register
        .rules
        .iter()
        .map(|rule| (rule.title.as_str(), rule))
        .collect();
    let mut found: BTreeMap<&RuleId, Vec<ProcessId>> = BTreeMap::new();
    for process in &inventory.processes {
        for barrier in process.barriers.iter().flatten() {
            let named = barrier
                .rule
                .as_ref()
                .filter(|_| barrier.stands_on(inventory.status_date));
            let Some(basis) = named else { continue };
            let title = basis.title.as_deref().unwrap_or_default();
            let Some(rule) = rules.get(title) else {
                continue;
            };
            let numbers = basis.number.as_ref().zip(rule.number.as_ref());
            if numbers.is_some_and(|(one, other)| one != other) {
                continue;
            }
            let processes = found.entry(&rule.id).or_default();
            if !processes.contains(&process.id) {
                processes.push(process.id.clone());
            }
        }
    }
    found
        .into_iter()
        .map(|(rule, mut processes)| {
            processes.sort_unstable();
            let clauses = register
                .clauses
                .iter()
                .filter(|clause| clause.rule == *rule);
            let title = register.rules.iter().find(|one| one.id == *rule);
            ProposedLink {
                rule: rule.clone(),
                title: title.map(|one| one.title.clone()).unwrap_or_default(),
                clauses: clauses.map(|clause| clause.id.clone()).collect(),
                processes,
            }
        })
        .collect()
}
