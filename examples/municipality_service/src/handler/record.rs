//! Records: evidence, exemptions, reviews. Each under an id that whoever sends it chose, so that
//! sending it again after a lost answer does no harm.

use super::{Call, Reply, Service, ServiceError};
use crate::{
    problem::ShownFinding,
    store::{Inserted, Kind},
    wire::{EvidenceRecord, ExemptionRecord, RecordPage, RecordReceipt, StoredReview},
};
use axum::http::{StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};
use tosei_criteria::{CompiledStandard, EvidenceSet};
use tosei_document::{Catalogue, Collector, JsonReader, Report, Severity};
use tosei_qos_model::{Review, ReviewOptions, ReviewReading, rules, summarise_reviews, tokyo};
use tosei_types::{Date, SubjectId};

/// Reads the body, with every limit, as one value.
fn read<T: DeserializeOwned>(
    service: &Service,
    call: &Call,
    catalogue: &Catalogue,
) -> Result<T, ServiceError> {
    let limits = service.settings.limits(service.settings.record_bytes);
    let mut findings = Collector::new(catalogue);
    let read = JsonReader::open(&call.body, &limits, catalogue, &mut findings)
        .and_then(|mut reader| reader.shell());
    read.ok_or_else(|| {
        let report = findings.into_report();
        ServiceError::Findings {
            total: report.total(),
            findings: ShownFinding::all(&report, catalogue),
        }
    })
}

/// What the record itself shows, if none of it is an error.
fn judged(
    report: &Report,
    catalogue: &Catalogue,
    moved: (&str, &str),
) -> Result<Vec<ShownFinding>, ServiceError> {
    let findings = ShownFinding::moved(report, catalogue, moved);
    if report.count(Severity::Error) > 0 {
        let total = report.total();
        return Err(ServiceError::Findings { total, findings });
    }
    Ok(findings)
}

/// A record that may be kept.
struct Checked<'r, T> {
    kind: Kind,
    id: &'r str,
    subject: &'r str,
    record: &'r T,
    findings: Vec<ShownFinding>,
}

impl<T: Serialize> Checked<'_, T> {
    fn keep(self, service: &Service, path: &str) -> Result<Reply, ServiceError> {
        let document = serde_json::to_string(self.record)
            .map_err(|error| ServiceError::Internal(error.to_string()))?;
        let inserted =
            service
                .hold()
                .store()?
                .insert(self.kind, self.id, self.subject, &document)?;
        let (status, repeated) = match inserted {
            Inserted::New => (StatusCode::CREATED, false),
            Inserted::Same => (StatusCode::OK, true),
            Inserted::Taken => {
                let id = self.id.to_owned();
                return Err(ServiceError::RecordTaken { id });
            }
        };
        let receipt = RecordReceipt {
            id: self.id.to_owned(),
            repeated,
            findings: self.findings,
        };
        let location = format!("{path}/{}", in_path(self.id));
        Ok(Reply::json(status, &receipt)?.with(header::LOCATION, &location))
    }
}

/// An id as a part of a path.
fn in_path(id: &str) -> String {
    let mut text = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// Whether the inventory has the procedure that a record is about.
fn expect_procedure(service: &Service, id: &str, place: &'static str) -> Result<(), ServiceError> {
    let known = service.loaded()?.procedure(id).is_ok();
    let id = id.to_owned();
    known
        .then_some(())
        .ok_or(ServiceError::UnknownSubject { id, place })
}

/// The edition of a day, or the nearest: evidence may be older than the standard that asks for it.
fn edition_for(day: Date) -> Result<&'static CompiledStandard, ServiceError> {
    let editions = tokyo().editions();
    let later = || {
        let mut later = editions.iter();
        later.find(|one| one.standard().document().effective_from > day)
    };
    tokyo()
        .on(day)
        .or_else(later)
        .or_else(|| editions.last())
        .ok_or_else(|| ServiceError::Internal("there is no edition".into()))
}

pub(crate) fn post_evidence(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let catalogue = EvidenceSet::catalogue();
    let record: EvidenceRecord = read(service, call, catalogue)?;
    let subject = record.item.subject().as_str();
    expect_procedure(service, subject, "/item/subject")?;
    let day = record.item.origin().date;
    let alone = EvidenceSet::new(vec![record.item.clone()], Vec::new());
    let report = alone.check(edition_for(day)?, day);
    let checked = Checked {
        kind: Kind::Evidence,
        id: record.id.as_str(),
        subject,
        findings: judged(&report, catalogue, ("/items/0", "/item"))?,
        record: &record,
    };
    checked.keep(service, "/v1/evidence")
}

pub(crate) fn post_exemption(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let catalogue = EvidenceSet::catalogue();
    let record: ExemptionRecord = read(service, call, catalogue)?;
    let subject = record.exemption.subject().as_str();
    expect_procedure(service, subject, "/exemption/subject")?;
    let day = record.exemption.approved_on();
    let alone = EvidenceSet::new(Vec::new(), vec![record.exemption.clone()]);
    let report = alone.check(edition_for(day)?, day);
    let checked = Checked {
        kind: Kind::Exemption,
        id: record.id.as_str(),
        subject,
        findings: judged(&report, catalogue, ("/exemptions/0", "/exemption"))?,
        record: &record,
    };
    checked.keep(service, "/v1/exemptions")
}

pub(crate) fn post_review(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let review: Review = read(service, call, rules())?;
    if review.id.parse::<SubjectId>().is_err() {
        let id = review.id.chars().take(200).collect();
        return Err(ServiceError::BadId { id });
    }
    expect_procedure(service, review.procedure.as_str(), "/procedure")?;
    let day = review.answered_on;
    let mut alone = ReviewReading::default();
    alone.reviews.push((0, review.clone()));
    let mut findings = Collector::new(rules());
    alone.check(
        &ReviewOptions::between(day, day),
        day,
        rules(),
        &mut findings,
    );
    let checked = Checked {
        kind: Kind::Review,
        id: &review.id,
        subject: review.procedure.as_str(),
        findings: judged(&findings.into_report(), rules(), ("/reviews/0", ""))?,
        record: &review,
    };
    checked.keep(service, "/v1/reviews")
}

/// A document of the store as the value it was made of.
pub(crate) fn typed<T: DeserializeOwned>(document: &str) -> Result<T, ServiceError> {
    serde_json::from_str(document).map_err(|error| ServiceError::Internal(error.to_string()))
}

fn stored<T: DeserializeOwned>(service: &Service, kind: Kind, id: &str) -> Result<T, ServiceError> {
    let document = service.hold().store()?.record(kind, id)?;
    let missing = || ServiceError::NoSuchRecord { id: id.to_owned() };
    typed(&document.ok_or_else(missing)?)
}

pub(crate) fn get_evidence(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    Reply::ok(&stored::<EvidenceRecord>(
        service,
        Kind::Evidence,
        &call.id,
    )?)
}

pub(crate) fn get_exemption(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    Reply::ok(&stored::<ExemptionRecord>(
        service,
        Kind::Exemption,
        &call.id,
    )?)
}

pub(crate) fn get_review(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let mut review: Review = stored(service, Kind::Review, &call.id)?;
    let text_withheld = review.text.take().is_some();
    Reply::ok(&StoredReview {
        review,
        text_withheld,
    })
}

pub(crate) fn get_evidence_page(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let after: Option<u64> = call.optional("after")?;
    let after = i64::try_from(after.unwrap_or(0)).unwrap_or(i64::MAX);
    let limit = call.limit()?;
    let mut held = service.hold();
    let store = held.store()?;
    // One more than the page shows whether there is another.
    let mut rows = store.page(Kind::Evidence, after, limit.saturating_add(1))?;
    let total = store.count(Kind::Evidence)?;
    drop(held);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|(sequence, _)| *sequence);
    let records = rows.iter().map(|(_, document)| typed(document));
    Reply::ok(&RecordPage {
        total,
        records: records.collect::<Result<_, _>>()?,
        next,
    })
}

pub(crate) fn get_review_summary(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let options = ReviewOptions::between(call.required("from")?, call.required("until")?);
    let loaded = service.loaded()?;
    let procedure = &loaded.procedure(&call.id)?.id;
    let documents = service
        .hold()
        .store()?
        .about(Kind::Review, procedure.as_str())?;
    let reviews = documents.iter().map(|document| typed(document));
    let reviews = reviews.collect::<Result<Vec<Review>, _>>()?;
    Reply::ok(&summarise_reviews(procedure, &reviews, &options))
}
