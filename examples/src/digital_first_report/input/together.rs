//! Several files of one kind as one inventory.

use super::{Content, Found, Input, Reader, json::Typed};
use crate::digital_first_report::{AttachmentFailure, Failure};
use std::collections::HashSet;
use tosei_inventory::{Inventory, check_document};

/// One file, or several that are parts of one inventory.
///
/// Organisations, procedures and fiscal years that stand in several files in the same words are one.
/// What differs stays twice, and is then a finding.
pub(super) fn inventory(parts: Vec<(Reader<'_>, Typed)>) -> Result<Input, Failure> {
    let mut parts = parts.into_iter();
    let Some((reader, first)) = parts.next() else {
        return Err(Failure::Embedded { what: "no file" });
    };
    if parts.len() == 0 {
        return Ok(reader.finish(first));
    }
    let Typed {
        kind,
        reading,
        mut findings,
    } = first;
    let mut whole = reading.inventory;
    let mut not_typed = reading.raw.len();
    let mut names = vec![reader.file_name.clone()];
    for (other, typed) in parts {
        let part = typed.reading.inventory;
        if !same_body(&whole, &part) {
            return Err(AttachmentFailure::OtherBody {
                file: other.named,
                found: part.body.name,
                expected: whole.body.name,
            }
            .into());
        }
        if part.status_date != whole.status_date {
            return Err(AttachmentFailure::OtherDate {
                file: other.named,
                found: part.status_date,
                expected: whole.status_date,
            }
            .into());
        }
        names.push(other.file_name);
        not_typed = not_typed.saturating_add(typed.reading.raw.len());
        findings.merge(typed.findings);
        add(&mut whole, part);
    }
    let catalogue = findings.catalogue();
    reader.asked.exempt(&mut findings, whole.status_date, true);
    check_document(&whole, catalogue, &mut findings);
    Ok(Input {
        file_name: names.join(" + "),
        named: reader.named.clone(),
        kind,
        as_of: reader.asked.as_of,
        content: Content::Inventory {
            inventory: Box::new(whole),
            not_typed,
            office: None,
        },
        findings: vec![Found::new(findings, catalogue)],
    })
}

fn add(whole: &mut Inventory, part: Inventory) {
    whole.fictional |= part.fictional;
    for year in part.volume_years {
        if !whole.volume_years.contains(&year) {
            whole.volume_years.push(year);
        }
    }
    let known: HashSet<String> = ids(whole.organisations.iter().map(|one| one.id.to_string()));
    for organisation in part.organisations {
        if !known.contains(organisation.id.as_str()) || !whole.organisations.contains(&organisation)
        {
            whole.organisations.push(organisation);
        }
    }
    let known: HashSet<String> = ids(whole.procedures.iter().map(|one| one.id.to_string()));
    for procedure in part.procedures {
        if !known.contains(procedure.id.as_str()) || !whole.procedures.contains(&procedure) {
            whole.procedures.push(procedure);
        }
    }
    whole.processes.extend(part.processes);
    whole.touchpoints.extend(part.touchpoints);
    for (key, value) in part.extensions {
        whole.extensions.entry(key).or_insert(value);
    }
}

fn ids(ids: impl Iterator<Item = String>) -> HashSet<String> {
    ids.collect()
}

/// Whether two inventories are of one body: by its code if both have one, else by its name.
///
/// An inventory in CSV without a frame does not say whose it is, and belongs to any.
pub(super) fn same_body(one: &Inventory, other: &Inventory) -> bool {
    let nobody = |inventory: &Inventory| inventory.body.name == super::table::NO_BODY;
    if nobody(one) || nobody(other) {
        return true;
    }
    match (
        &one.body.local_government_code,
        &other.body.local_government_code,
    ) {
        (Some(one), Some(other)) => one == other,
        _ => one.body.name == other.body.name,
    }
}
