//! Reading every part of a site.

use super::super::{
    Failure, Files, Options, Progress, Proposal,
    assemble::{self, Assembled},
    input,
};
use super::{
    folder::Folder,
    known::Known,
    part::{Part, PartKind},
    read::{
        self,
        clauses::Clauses,
        counters::Counters,
        flows::Flows,
        joined::{Beside, Joined},
        plan::Planned,
        quality::Quality,
    },
    render::json,
    stated::{self, StatedQuality},
};
use std::path::Path;
use tosei_inventory::Inventory;
use tosei_qos_model::{tokyo, tokyo_2024};

/// What was read, before it is shown.
pub(super) struct Gathered {
    pub(super) inventory: Part<Files>,
    pub(super) evidence_json: Option<String>,
    pub(super) stated: Option<StatedQuality>,
    pub(super) quality: Part<Quality>,
    pub(super) flows: Part<Flows>,
    pub(super) counters: Part<Counters>,
    pub(super) clauses: Part<Clauses>,
    pub(super) plan: Part<Planned>,
    pub(super) joined: Part<Joined>,
    pub(super) unknown: Vec<String>,
    pub(super) proposal: Option<Box<Proposal>>,
}

/// Reads every part.
pub(super) fn gather(
    options: &Options,
    folder: Option<&Folder>,
    embedded: bool,
    progress: &dyn Progress,
) -> Result<Gathered, Failure> {
    let mut inventory = Part::absent(PartKind::Inventory);
    let mut known = Known::default();
    let mut stated = None;
    let mut evidence_json = None;
    let mut proposal = None;
    // Kept only where links join it to the rest.
    let keep = folder.is_some_and(|folder| folder.other("links").is_some());
    let mut kept = None;
    let own;
    let of_inventory = match folder {
        Some(folder) if folder.inventories.is_empty() => None,
        Some(folder) => {
            own = folder.options(options);
            inventory = Part::begun(PartKind::Inventory, false, folder.inventory_files());
            Some(&own)
        }
        None => {
            let names = options.inventories.iter().map(|path| file_name(path));
            let names = names.collect();
            inventory = Part::begun(PartKind::Inventory, embedded, names);
            Some(options)
        }
    };
    if let Some(own) = of_inventory {
        match read_inventory(own, progress, keep) {
            Ok(read) => {
                known = read.known;
                stated = read.stated;
                kept = read.inventory;
                evidence_json = read.evidence_json;
                if embedded {
                    inventory.files = vec![read.files.report.source.file_name.clone()];
                }
                inventory.content = Some(read.files);
            }
            Err(Failure::NeedsMapping {
                file,
                proposal: own,
            }) if folder.is_some() => {
                proposal = Some(own.clone());
                let failure = Failure::NeedsMapping {
                    file,
                    proposal: own,
                };
                inventory.problem(read::sentence(&failure));
            }
            Err(failure) if folder.is_some() => inventory.problem(read::sentence(&failure)),
            Err(failure) => return Err(failure),
        }
    }
    // One file by itself is an inventory and nothing else.
    let others = folder.is_some() || embedded;
    let as_of = options.as_of;
    let quality = if others {
        read::quality::read(folder, &known, as_of)?
    } else {
        Part::absent(PartKind::Quality)
    };
    let flows = if others {
        read::flows::read(folder)
    } else {
        Part::absent(PartKind::Flows)
    };
    let counters = if others {
        read::counters::read(folder)
    } else {
        Part::absent(PartKind::Counters)
    };
    let clauses = if others {
        read::clauses::read(folder, as_of)
    } else {
        Part::absent(PartKind::Clauses)
    };
    let plan = if others {
        read::plan::read(folder, as_of.or(known.status_date))
    } else {
        Part::absent(PartKind::Plan)
    };
    let joined = if others {
        let beside = Beside {
            inventory: kept.as_ref(),
            quality: &quality,
            flows: &flows,
            counters: &counters,
            clauses: &clauses,
            plan: plan.content.as_ref().map(|planned| &planned.plan),
            as_of,
        };
        read::joined::read(folder, beside)
    } else {
        Part::absent(PartKind::Joined)
    };
    Ok(Gathered {
        quality,
        flows,
        counters,
        clauses,
        plan,
        joined,
        unknown: folder
            .map(|folder| folder.unknown.clone())
            .unwrap_or_default(),
        inventory,
        evidence_json,
        stated,
        proposal,
    })
}

fn file_name(path: &Path) -> String {
    let name = path.file_name();
    name.map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

struct ReadInventory {
    files: Files,
    known: Known,
    inventory: Option<Inventory>,
    stated: Option<StatedQuality>,
    evidence_json: Option<String>,
}

fn read_inventory(
    options: &Options,
    progress: &dyn Progress,
    keep: bool,
) -> Result<ReadInventory, Failure> {
    let given = input::read(options, progress)?;
    let known = Known::of(&given.present);
    let stated = if options.evidence {
        stated::of_input(&given.present, tokyo_2024(), tokyo())?
    } else {
        None
    };
    let evidence_json = match &given.present.content {
        input::Content::Survey {
            evidence: Some(evidence),
            ..
        } => Some(json(&**evidence, "survey_evidence.json")?),
        _ => None,
    };
    let inventory = given.present.inventory().filter(|_| keep).cloned();
    let assembled: Assembled = assemble::assemble(given, options)?;
    Ok(ReadInventory {
        files: Files::render(assembled, options.language)?,
        known,
        inventory,
        stated,
        evidence_json,
    })
}
