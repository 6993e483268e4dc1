//! Selections from an inventory in our own format.

use super::{
    super::{
        super::{
            Failure,
            input::compiled_priorities,
            report::{Priority, Unsaid, UnsaidReason},
        },
        groups::Plan,
        rates,
    },
    Known,
    candidates::Candidates,
    said, said_first, unsaid,
};
use std::collections::HashMap;
use tosei_inventory::{
    CompiledRates, FactsBasis, Inventory, OnlineStatus, PriorityRule, PrioritySelector,
    PriorityUnit, ProcedureFacts, Role, Tally,
};
use tosei_types::{FiscalYear, Label};

/// Rules whose ids begin so are about the State's survey and nothing else.
const SURVEY_RULES: &str = "survey.";

/// The rule about policy partners.
const PARTNER_RULE: &str = "tokyo.partners";

/// The rules about a body's own procedures and about its policy partners.
pub(in super::super) fn of_inventory(
    inventory: &Inventory,
    basis: &FactsBasis<'_>,
    compiled_rates: &CompiledRates,
) -> Result<Vec<Priority>, Failure> {
    let compiled = compiled_priorities()?;
    let candidates = Candidates::of(inventory, basis);
    let processes = known_processes(inventory, basis);
    let procedures = known_procedures(inventory, basis, compiled_rates);
    let mut priorities = Vec::new();
    for rule in compiled.iter() {
        if rule.id.as_str().starts_with(SURVEY_RULES) {
            continue;
        }
        let mut years = years(rule, inventory, basis).into_iter();
        let first = years.next().unwrap_or(basis.volumes.fiscal_year);
        let Some(selector) = compiled.selector(rule.id.as_str(), first) else {
            continue;
        };
        let mut selector = years.fold(selector, PrioritySelector::or_year);
        let partners = rule.id.as_str() == PARTNER_RULE;
        candidates.give(rule.unit, partners, |candidate| selector.take(candidate));
        let selection = selector.finish();
        let known = match rule.unit {
            PriorityUnit::Procedure => &procedures,
            _ => &processes,
        };
        priorities.push(if selection.seen() == 0 {
            unsaid(rule, nothing_to_select(partners))
        } else {
            said(&selection, |member| {
                known.get(member.id.as_str()).cloned().unwrap_or_default()
            })
        });
    }
    Ok(said_first(priorities))
}

fn nothing_to_select(partners: bool) -> Unsaid {
    if partners {
        Unsaid {
            reason: UnsaidReason::NotRecorded,
            label: Label::new(
                "政策連携団体・事業協力団体の手続が記録されていない",
                "no procedures of policy partners are recorded",
            ),
        }
    } else {
        rates::nothing_to_count()
    }
}

/// The years whose counts have the states of the rule, in the order of the states.
fn years(rule: &PriorityRule, inventory: &Inventory, basis: &FactsBasis<'_>) -> Vec<FiscalYear> {
    let mut years = Vec::new();
    for state in &rule.states {
        let mut of_state: Vec<FiscalYear> = inventory
            .volume_years
            .iter()
            .filter(|year| year.state == *state)
            .map(|year| year.fiscal_year)
            .collect();
        of_state.sort_unstable();
        years.extend(of_state.into_iter().rev());
    }
    years.push(basis.volumes.fiscal_year);
    years
}

/// Executing body and status of every process.
fn known_processes<'i>(
    inventory: &'i Inventory,
    basis: &FactsBasis<'_>,
) -> HashMap<&'i str, Known> {
    let names = names(inventory);
    let mut known = HashMap::new();
    for process in &inventory.processes {
        let mut executors = process.holders(Role::Executor, inventory.status_date);
        let executor = executors.next();
        known.entry(process.id.as_str()).or_insert_with(|| Known {
            kind: process
                .kind_in(basis.kinds)
                .and_then(|kind| basis.kinds.at(kind))
                .map(|kind| kind.label.clone()),
            organisation: executor.map(|id| named(&names, id.as_str())),
            status: Some(process.status),
        });
    }
    known
}

/// Organisation and derived state of every procedure.
fn known_procedures<'i>(
    inventory: &'i Inventory,
    basis: &FactsBasis<'_>,
    rates: &CompiledRates,
) -> HashMap<&'i str, Known> {
    let names = names(inventory);
    let plan = Plan::procedures(rates);
    let mut known = HashMap::new();
    for (procedure, facts) in inventory.procedure_facts(basis) {
        let organisation = procedure.organisation.as_ref();
        known.entry(procedure.id.as_str()).or_insert_with(|| Known {
            kind: None,
            organisation: organisation.map(|id| named(&names, id.as_str())),
            status: Some(derived(plan, &facts)),
        });
    }
    known
}

fn derived(plan: Plan<'_>, facts: &ProcedureFacts) -> OnlineStatus {
    let mut tally = Tally::new();
    tally.add(facts);
    let status = plan.status(&tally);
    let states = [
        (status.done, OnlineStatus::Done),
        (status.partial, OnlineStatus::Partial),
        (status.not_done, OnlineStatus::NotDone),
        (status.exempt, OnlineStatus::Exempt),
        (status.other, OnlineStatus::Other),
    ];
    let mut states = states.into_iter().filter(|(count, _)| *count > 0);
    states
        .next()
        .map_or(OnlineStatus::Unknown, |(_, status)| status)
}

fn names(inventory: &Inventory) -> HashMap<&str, &str> {
    let mut names = HashMap::new();
    for organisation in &inventory.organisations {
        names
            .entry(organisation.id.as_str())
            .or_insert(organisation.name.as_str());
    }
    names
}

fn named(names: &HashMap<&str, &str>, id: &str) -> String {
    names
        .get(id)
        .map_or_else(|| id.to_owned(), |name| (*name).to_owned())
}
