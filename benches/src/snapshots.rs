//! Two inventories of the size of the State's survey, and the work of holding them against each
//! other.

use crate::{Group, input};
use anyhow::{Context, Result};
use std::{collections::HashMap, rc::Rc};
use tosei_document::Limits;
use tosei_inventory::comparison::compare_surveys;
use tosei_inventory::survey::{SurveyColumn, SurveyEdition, SurveyTable};
use tosei_inventory::{
    Body, CompareOptions, InstrumentKind, Inventory, LegalBasis, OnlineStatus, Procedure, Process,
    compare,
};

/// Comparing two inventories, beside loading both and beside a map of ids by hand.
///
/// # Errors
///
/// If the survey cannot be read.
pub fn group() -> Result<Group> {
    let (bytes, _) = input::survey()?;
    let earlier = of_survey(&bytes)?;
    let later = later(&earlier)?;
    let texts = Rc::new((earlier.to_json(), later.to_json()));
    let both = Rc::new((earlier, later));
    let (for_hand, for_compare) = (Rc::clone(&both), Rc::clone(&both));
    let size = format!("2 × {} procedures", both.0.procedures.len());
    Ok(Group::new("snapshots", size, 5)
        .peer("loading both", move || {
            load(&texts.0, &texts.1).map_or(0, |(old, new)| {
                crate::figure(old.processes.len().saturating_add(new.processes.len()))
            })
        })
        .ours("comparing them", move || changes(&both.0, &both.1))
        .at_most(2.0)
        .peer("map of ids by hand", move || {
            changes_by_hand(&for_hand.0, &for_hand.1)
        })
        .ours("comparing them", move || {
            changes(&for_compare.0, &for_compare.1)
        }))
}

/// Comparing two files of the survey, beside loading both and beside a map of rows by hand.
///
/// # Errors
///
/// If the survey cannot be read.
pub fn tables_group() -> Result<Group> {
    let (bytes, _) = input::survey()?;
    let load = |bytes: &[u8]| SurveyTable::load(bytes, SurveyEdition::r6(), &Limits::default());
    let tables = Rc::new((load(&bytes)?, load(&bytes)?));
    let (for_hand, for_compare) = (Rc::clone(&bytes), Rc::clone(&tables));
    let size = format!("2 × {} rows", tables.0.len());
    Ok(Group::new("survey-tables", size, 5)
        .peer("loading both", move || {
            let lengths = [load(&bytes), load(&bytes)].into_iter().flatten();
            lengths.fold(0, |sum, table| {
                sum.saturating_add(crate::figure(table.len()))
            })
        })
        .ours("comparing them by 手続ID", move || {
            compare_surveys(&tables.0, &tables.1).unchanged
        })
        .at_most(2.0)
        .peer("csv records in a map by hand", move || {
            rows_by_hand(&for_hand, &for_hand)
        })
        .ours("comparing loaded tables", move || {
            compare_surveys(&for_compare.0, &for_compare.1).unchanged
        }))
}

/// What a programmer writes first: a map of ids, and whether the items are equal. It finds no new names, no moves and
/// no reasons; the number of items that differ.
#[must_use]
pub fn changes_by_hand(earlier: &Inventory, later: &Inventory) -> u64 {
    fn differ<'i, T: PartialEq>(old: &'i [T], new: &'i [T], id: fn(&'i T) -> &'i str) -> usize {
        let mut by_id: HashMap<&str, &T> = old.iter().map(|item| (id(item), item)).collect();
        let mut count = 0usize;
        for item in new {
            if by_id.remove(id(item)) != Some(item) {
                count = count.saturating_add(1);
            }
        }
        count.saturating_add(by_id.len())
    }
    let procedures = differ(&earlier.procedures, &later.procedures, |one| {
        one.id.as_str()
    });
    let processes = differ(&earlier.processes, &later.processes, |one| one.id.as_str());
    crate::figure(procedures.saturating_add(processes))
}

/// Both files as records in a map by their first cell; how many are the same.
#[must_use]
pub fn rows_by_hand(earlier: &[u8], later: &[u8]) -> u64 {
    let records = |bytes: &[u8]| -> Vec<csv::ByteRecord> {
        csv::Reader::from_reader(bytes)
            .into_byte_records()
            .flatten()
            .collect()
    };
    let (old, new) = (records(earlier), records(later));
    let by_id: HashMap<Option<&[u8]>, &csv::ByteRecord> =
        old.iter().map(|record| (record.get(0), record)).collect();
    let same = new
        .iter()
        .filter(|record| by_id.get(&record.get(0)) == Some(record));
    crate::figure(same.count())
}

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
