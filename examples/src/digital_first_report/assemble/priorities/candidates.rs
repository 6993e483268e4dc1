//! The procedures and processes that rules select from.

use std::collections::{HashMap, HashSet};
use tosei_inventory::{
    Candidate, FactsBasis, Inventory, Party, PriorityUnit, Procedure, Process, Volume, VolumeChoice,
};

/// The procedures and processes of an inventory, with what is known of them.
pub(super) struct Candidates<'i> {
    inventory: &'i Inventory,
    basis: &'i FactsBasis<'i>,
    procedures: Vec<OfProcedure<'i>>,
    at: HashMap<&'i str, usize>,
}

struct OfProcedure<'i> {
    procedure: &'i Procedure,
    actor: Party,
    volumes: Vec<Volume>,
    partner: bool,
}

impl<'i> Candidates<'i> {
    pub(super) fn of(inventory: &'i Inventory, basis: &'i FactsBasis<'i>) -> Self {
        let mut processes: HashMap<&str, Vec<&Process>> = HashMap::new();
        for process in &inventory.processes {
            let of = processes.entry(process.procedure.as_str()).or_default();
            of.push(process);
        }
        let partners = partners(inventory);
        let mut at = HashMap::new();
        let procedures = inventory
            .procedures
            .iter()
            .enumerate()
            .map(|(position, procedure)| {
                at.entry(procedure.id.as_str()).or_insert(position);
                let its = processes.get(procedure.id.as_str());
                let its = its.map(Vec::as_slice).unwrap_or_default();
                OfProcedure {
                    procedure,
                    actor: procedure.facts(its.iter().copied(), basis).actor,
                    volumes: volumes(procedure, its, basis),
                    partner: procedure
                        .organisation
                        .as_ref()
                        .is_some_and(|id| partners.contains(id.as_str())),
                }
            })
            .collect();
        Self {
            inventory,
            basis,
            procedures,
            at,
        }
    }

    /// Gives every candidate of a unit, of partners or of all others.
    pub(super) fn give(
        &self,
        unit: PriorityUnit,
        partners: bool,
        mut take: impl FnMut(&Candidate<'_>),
    ) {
        if unit == PriorityUnit::Procedure {
            for of in self.procedures.iter().filter(|of| of.partner == partners) {
                take(
                    &Candidate::of_procedure(of.procedure)
                        .with_volumes(&of.volumes)
                        .with_actor(of.actor),
                );
            }
            return;
        }
        for process in &self.inventory.processes {
            let position = self.at.get(process.procedure.as_str());
            let of = position.and_then(|position| self.procedures.get(*position));
            if of.is_some_and(|of| of.partner) == partners {
                let procedure = of.map(|of| of.procedure);
                take(&Candidate::of_process(process, procedure, self.basis.kinds));
            }
        }
    }
}

/// The counts written with a procedure; where none are, the sums over its filings.
fn volumes(procedure: &Procedure, processes: &[&Process], basis: &FactsBasis<'_>) -> Vec<Volume> {
    if !procedure.volumes.is_empty() {
        return procedure.volumes.clone();
    }
    let mut choices: Vec<VolumeChoice> = Vec::new();
    for volume in processes.iter().flat_map(|process| &process.volumes) {
        let choice = VolumeChoice {
            fiscal_year: volume.fiscal_year,
            measure: volume.measure,
            state: volume.state,
        };
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices
        .into_iter()
        .map(|choice| {
            let basis = FactsBasis::standard(basis.day, choice);
            let facts = procedure.facts(processes.iter().copied(), &basis);
            Volume::new(
                choice.fiscal_year,
                choice.measure,
                choice.state,
                facts.cases,
            )
        })
        .collect()
}

/// The ids of the policy partners and project partners.
fn partners(inventory: &Inventory) -> HashSet<&str> {
    let organisations = inventory.organisations.iter();
    organisations
        .filter(|organisation| organisation.kind.is_partner())
        .map(|organisation| organisation.id.as_str())
        .collect()
}
