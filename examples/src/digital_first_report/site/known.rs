//! What is known of procedures from the inventory: names, organisations, volumes.

use super::super::{assemble::volume_choice, input::Input};
use std::collections::HashMap;
use tosei_inventory::Inventory;
use tosei_qos_model::{MapOrganisation, MapProcedure};
use tosei_types::{CaseCount, Date, ProcedureId};

/// Procedures of the inventory, for the parts that only name them.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) status_date: Option<Date>,
    procedures: HashMap<String, Procedure>,
}

#[derive(Debug, Clone)]
struct Procedure {
    name: String,
    organisation: Option<MapOrganisation>,
    cases: Option<CaseCount>,
}

impl Known {
    pub(super) fn of(input: &Input) -> Self {
        match input.inventory() {
            Some(inventory) => Self::of_inventory(inventory),
            None => Self {
                status_date: input.as_of,
                procedures: HashMap::new(),
            },
        }
    }

    fn of_inventory(inventory: &Inventory) -> Self {
        let (choice, _) = volume_choice(inventory);
        let names: HashMap<_, _> = inventory
            .organisations
            .iter()
            .map(|organisation| (&organisation.id, organisation.name.as_str()))
            .collect();
        let procedures = inventory.procedures.iter().map(|procedure| {
            let organisation = procedure.organisation.as_ref().map(|id| MapOrganisation {
                id: id.clone(),
                name: names.get(id).copied().unwrap_or(id.as_str()).into(),
            });
            let cases = choice
                .of(&procedure.volumes)
                .and_then(|volume| volume.cases);
            (
                procedure.id.as_str().to_owned(),
                Procedure {
                    name: procedure.name.clone(),
                    organisation,
                    cases,
                },
            )
        });
        Self {
            status_date: Some(inventory.status_date),
            procedures: procedures.collect(),
        }
    }

    pub(super) fn has_procedures(&self) -> bool {
        !self.procedures.is_empty()
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.procedures.contains_key(id)
    }

    /// The name, or the id where the inventory has none.
    pub(super) fn name_of(&self, id: &str) -> String {
        let known = self.procedures.get(id);
        known.map_or_else(|| id.to_owned(), |procedure| procedure.name.clone())
    }

    pub(super) fn name(&self, id: &ProcedureId) -> String {
        self.name_of(id.as_str())
    }

    pub(super) fn map_procedure(&self, id: &ProcedureId) -> MapProcedure {
        let known = self.procedures.get(id.as_str());
        MapProcedure {
            procedure: id.clone(),
            name: self.name(id),
            organisation: known.and_then(|procedure| procedure.organisation.clone()),
            applications: known.and_then(|procedure| procedure.cases),
        }
    }
}
