//! Two inventories of the size of the State's survey, and the work of holding them against each
//! other.

use anyhow::{Context, Result};
use tosei_document::Limits;
use tosei_inventory::survey::{SurveyColumn, SurveyEdition, SurveyTable};
use tosei_inventory::{
    Body, CompareOptions, InstrumentKind, Inventory, LegalBasis, OnlineStatus, Procedure, Process,
    compare,
};

/// The survey as an inventory: one procedure of one process a row, with name, law and ministry.
///
/// # Errors
///
/// If the survey cannot be read, or one of its ids is none.
pub fn of_survey(bytes: &[u8]) -> Result<Inventory> {
    let table = SurveyTable::load(bytes, SurveyEdition::r6(), &Limits::default())?;
    let mut inventory = Inventory::new(Body::new("行政手続等の棚卸調査"), "2025-03-31".parse()?);
    for (number, entry) in table.iter().enumerate() {
        let id = format!("S-{number:05}");
        let mut procedure = Procedure::new(id.parse()?, entry.cell(SurveyColumn::ProcedureName));
        let mut basis =
            LegalBasis::new(InstrumentKind::Act).titled(entry.cell(SurveyColumn::LawName));
        basis.number = Some(entry.cell(SurveyColumn::LawNumber).to_owned());
        basis.provision = Some(entry.cell(SurveyColumn::Article).to_owned());
        procedure.legal_basis.push(basis);
        procedure.organisation = Some(format!("org-{}", number % 97).parse()?);
        let mut process = Process::new(format!("{id}-1").parse()?, id.parse()?, "application");
        process.status = entry.typed().online_status();
        inventory.procedures.push(procedure);
        inventory.processes.push(process);
    }
    Ok(inventory)
}

/// The same a quarter later: 1 in 100 went online, 1 in 200 is gone, 1 in 200 is new, 1 in 100 has
/// another id, 1 in 100 another organisation.
///
/// # Errors
///
/// If an id is none.
pub fn later(earlier: &Inventory) -> Result<Inventory> {
    let mut later = earlier.clone();
    later.status_date = "2025-06-30".parse()?;
    later.procedures.clear();
    later.processes.clear();
    let items = earlier.procedures.iter().zip(&earlier.processes);
    for (number, (procedure, process)) in items.enumerate() {
        let (mut procedure, mut process) = (procedure.clone(), process.clone());
        match number % 200 {
            0 => continue,
            1 => {
                let mut new = procedure.clone();
                new.id = format!("N-{number:05}").parse()?;
                new.name = format!("新しい{}", new.name);
                let id = format!("N-{number:05}-1").parse()?;
                let mut filing = Process::new(id, new.id.clone(), "application");
                filing.status = OnlineStatus::Done;
                later.procedures.push(new);
                later.processes.push(filing);
            }
            2 | 102 => process.status = OnlineStatus::Done,
            3 | 103 => {
                procedure.id = format!("T-{number:05}").parse()?;
                process.procedure = procedure.id.clone();
                process.id = format!("T-{number:05}-1").parse()?;
            }
            4 | 104 => procedure.organisation = Some("org-new".parse()?),
            _ => {}
        }
        later.procedures.push(procedure);
        later.processes.push(process);
    }
    Ok(later)
}

/// Reads both documents; the number of processes.
///
/// # Errors
///
/// If a text is no inventory.
pub fn load(earlier: &str, later: &str) -> Result<(Inventory, Inventory)> {
    let read = |text: &str| Inventory::from_json(text).context("no inventory");
    Ok((read(earlier)?, read(later)?))
}

/// Compares both; the number of changes.
#[must_use]
pub fn changes(earlier: &Inventory, later: &Inventory) -> u64 {
    let comparison = compare(earlier, later, &CompareOptions::default());
    u64::try_from(comparison.changes().len()).unwrap_or(u64::MAX)
}
