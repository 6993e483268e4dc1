//! The inventory: taken, given, and what it adds up to.

use super::{Call, Reply, Service, ServiceError};
use crate::{
    operation::CSV,
    problem::ShownFinding,
    store::Replaced,
    wire::{InventoryReceipt, ProcedureAnswer, ProcedurePage, RateAnswer, RatesAnswer},
};
use axum::http::{StatusCode, header};
use sha2::{Digest, Sha256};
use tosei_document::{Catalogue, Collector, Report};
use tosei_inventory::{
    FactsBasis, Inventory, ProcessKinds, RateDefinitions, Tally, VolumeChoice, document,
};
use tosei_types::{Label, Language, ProcedureId};

pub(crate) fn put_inventory(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let leave_out = match call.optional::<String>("unreadable")?.as_deref() {
        None | Some("refuse") => false,
        Some("leave_out") => true,
        Some(other) => {
            return Err(ServiceError::BadParameter {
                name: "unreadable",
                text: other.chars().take(64).collect(),
            });
        }
    };
    let rules = document::rules();
    let mut findings = Collector::new(rules);
    let limits = service.settings.limits(service.settings.inventory_bytes);
    let reading = if call.media == CSV {
        let frame = service.loaded()?.inventory.frame();
        let read = document::read_csv(call.body.as_slice(), &frame, &limits, rules, &mut findings);
        Some(read.map_err(ServiceError::Table)?)
    } else {
        document::read_json(&call.body, &limits, rules, &mut findings)
    };
    let Some(reading) = reading else {
        return Err(refused(&findings.into_report(), rules));
    };
    if !reading.raw.is_empty() && !leave_out {
        return Err(refused(&findings.into_report(), rules));
    }
    reading.check(rules, &mut findings);
    let report = findings.into_report();
    let inventory = reading.inventory;
    let document = inventory.to_json();
    let tag = tag_of(&document);
    let replaced = replace(service, call, &document, &tag)?;
    let receipt = receipt(&inventory, number(reading.raw.len()), &report, rules);
    let status = match replaced {
        Replaced::Created => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    Ok(Reply::json(status, &receipt)?.with(header::ETAG, &quoted(&tag)))
}

/// Puts the document in the place of the one that the request names.
fn replace(
    service: &Service,
    call: &Call,
    document: &str,
    tag: &str,
) -> Result<Replaced, ServiceError> {
    let mut held = service.hold();
    let store = held.store()?;
    let there = store.inventory_tag()?;
    let matches = call.names_tag(header::IF_MATCH, there.as_deref().unwrap_or_default());
    let only_if_none = call.header(header::IF_NONE_MATCH).is_some();
    match (&there, matches) {
        // It is there already: somebody whose answer was lost sends it again.
        (Some(there), _) if there == tag => return Ok(Replaced::Changed),
        (Some(_), _) if only_if_none => return Err(ServiceError::PreconditionFailed),
        (Some(_), None) => return Err(ServiceError::PreconditionRequired),
        (Some(_), Some(true)) | (None, None) => {}
        (Some(_), Some(false)) | (None, Some(_)) => return Err(ServiceError::PreconditionFailed),
    }
    match store.replace_inventory(document, tag, there.as_deref())? {
        Replaced::Refused => Err(ServiceError::PreconditionFailed),
        done => Ok(done),
    }
}

fn refused(report: &Report, rules: &Catalogue) -> ServiceError {
    ServiceError::Findings {
        total: report.total(),
        findings: ShownFinding::all(report, rules),
    }
}

fn receipt(
    inventory: &Inventory,
    left_out: u64,
    report: &Report,
    rules: &Catalogue,
) -> InventoryReceipt {
    InventoryReceipt {
        fictional: inventory.fictional,
        status_date: inventory.status_date,
        procedures: number(inventory.procedures.len()),
        processes: number(inventory.processes.len()),
        organisations: number(inventory.organisations.len()),
        touchpoints: number(inventory.touchpoints.len()),
        left_out,
        totals: report.totals().to_vec(),
        findings: ShownFinding::all(report, rules),
    }
}

fn number(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The fingerprint of a document.
fn tag_of(document: &str) -> String {
    let digest = Sha256::digest(document.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn quoted(tag: &str) -> String {
    format!("\"{tag}\"")
}

pub(crate) fn get_inventory(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let loaded = service.loaded()?;
    let reply = if call.names_tag(header::IF_NONE_MATCH, &loaded.tag) == Some(true) {
        Reply::empty(StatusCode::NOT_MODIFIED)
    } else {
        let document = loaded.document.clone().into_bytes();
        Reply::of(StatusCode::OK, crate::reply::JSON, document)
    };
    Ok(reply.with(header::ETAG, &quoted(&loaded.tag)))
}

pub(crate) fn get_procedures(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let after: Option<ProcedureId> = call.optional("after")?;
    let limit = call.limit()?;
    let loaded = service.loaded()?;
    let (page, more) = loaded.page(after.as_ref().map(ProcedureId::as_str), limit);
    let next = page.last().filter(|_| more).map(|last| last.id.clone());
    Reply::ok(&ProcedurePage {
        total: loaded.total(),
        procedures: page.into_iter().cloned().collect(),
        next,
    })
}

pub(crate) fn get_procedure(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let loaded = service.loaded()?;
    Reply::ok(&ProcedureAnswer {
        fictional: loaded.inventory.fictional,
        procedure: loaded.procedure(&call.id)?.clone(),
        processes: loaded.processes(&call.id),
    })
}

pub(crate) fn get_rates(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let volumes = VolumeChoice {
        fiscal_year: call.required("fiscal_year")?,
        measure: call.required("measure")?,
        state: call.required("state")?,
    };
    let loaded = service.loaded()?;
    let inventory = &loaded.inventory;
    let basis = FactsBasis::standard(inventory.status_date, volumes);
    let (mut processes, mut procedures, mut touchpoints) =
        (Tally::new(), Tally::new(), Tally::new());
    for (_, facts) in inventory.process_facts(&basis) {
        processes.add(&facts);
    }
    for (_, facts) in inventory.procedure_facts(&basis) {
        procedures.add(&facts);
    }
    for touchpoint in &inventory.touchpoints {
        touchpoints.add(&touchpoint.facts(&basis));
    }
    let definitions = RateDefinitions::standard();
    let compiled = definitions
        .compile(ProcessKinds::standard())
        .map_err(|report| ServiceError::Internal(format!("{} defects in rates", report.total())))?;
    let mut results = compiled.evaluate(&processes);
    results.extend(compiled.evaluate(&procedures));
    results.extend(compiled.evaluate(&touchpoints));
    let place = |id: &str| {
        let mut all = definitions.definitions().iter();
        all.position(|definition| definition.id.as_str() == id)
    };
    results.sort_by_key(|result| place(result.id().as_str()));
    let shown = results.into_iter().map(|result| RateAnswer {
        sentence: Label::new(result.sentence(Language::Ja), result.sentence(Language::En)),
        result,
    });
    Reply::ok(&RatesAnswer {
        fictional: inventory.fictional,
        status_date: inventory.status_date,
        volumes,
        rates: shown.collect(),
    })
}
