//! Assessments: the levels, and why.

use super::{Call, Reply, Service, ServiceError, record::typed};
use crate::{
    store::Kind,
    wire::{
        AssessmentAnswer, AssessmentPage, AssessmentRow, EvidenceRecord, ExemptionRecord,
        Sentences, StandingAnswer,
    },
};
use tosei_criteria::{ActionOptions, Assessment, CompiledStandard, EvidenceSet};
use tosei_qos_model::{PrincipleStanding, assess, explain_assessment, tokyo};
use tosei_types::{Date, IdError, Label, Language, ProcedureId};

/// Everything that was recorded about a procedure.
struct Known {
    evidence: Vec<EvidenceRecord>,
    exemptions: Vec<ExemptionRecord>,
}

impl Known {
    fn of(service: &Service, procedure: &ProcedureId) -> Result<Self, ServiceError> {
        let mut held = service.hold();
        let store = held.store()?;
        let evidence = store.about(Kind::Evidence, procedure.as_str())?;
        let exemptions = store.about(Kind::Exemption, procedure.as_str())?;
        drop(held);
        let evidence = evidence.iter().map(|document| typed(document));
        let exemptions = exemptions.iter().map(|document| typed(document));
        Ok(Self {
            evidence: evidence.collect::<Result<_, _>>()?,
            exemptions: exemptions.collect::<Result<_, _>>()?,
        })
    }

    fn assess(&self, procedure: &ProcedureId, as_of: Date) -> Result<Assessment, ServiceError> {
        let items = self.evidence.iter().map(|record| record.item.clone());
        let exemptions = self.exemptions.iter().map(|one| one.exemption.clone());
        let set = EvidenceSet::new(items.collect(), exemptions.collect());
        Ok(assess(tokyo(), &set, procedure, as_of)?)
    }
}

/// Where a procedure stands, principle by principle.
fn standings(assessment: &Assessment) -> Vec<StandingAnswer> {
    let standard = tokyo().edition(&assessment.edition);
    let axes = standard.map(|one| one.standard().document().axes.as_slice());
    let axes = axes.unwrap_or_default().iter();
    axes.map(|axis| {
        let standing = PrincipleStanding::of(assessment, &axis.id);
        let words = Label::new(standing.words(Language::Ja), standing.words(Language::En));
        StandingAnswer { standing, words }
    })
    .collect()
}

pub(crate) fn get_assessment(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let as_of: Date = call.required("as_of")?;
    let loaded = service.loaded()?;
    let procedure = loaded.procedure(&call.id)?;
    let known = Known::of(service, &procedure.id)?;
    let assessment = known.assess(&procedure.id, as_of)?;
    let explained = explain_assessment(tokyo(), &assessment, &ActionOptions::default())?;
    Reply::ok(&AssessmentAnswer {
        fictional: loaded.inventory.fictional,
        procedure: procedure.id.clone(),
        name: procedure.name.clone(),
        standings: standings(&assessment),
        sentences: Sentences {
            ja: explained.sentences(Language::Ja),
            en: explained.sentences(Language::En),
        },
        assessment,
        evidence: known.evidence,
        exemptions: known.exemptions,
    })
}

pub(crate) fn get_assessments(service: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let as_of: Date = call.required("as_of")?;
    let after: Option<ProcedureId> = call.optional("after")?;
    let limit = call.limit()?;
    // A day without an edition is wrong also where there is no procedure to say so.
    edition_on(as_of)?;
    let loaded = service.loaded()?;
    let (page, more) = loaded.page(after.as_ref().map(ProcedureId::as_str), limit);
    let next = page.last().filter(|_| more).map(|last| last.id.clone());
    let rows = page.into_iter().map(|procedure| {
        let known = Known::of(service, &procedure.id)?;
        let assessment = known.assess(&procedure.id, as_of)?;
        Ok(AssessmentRow {
            procedure: procedure.id.clone(),
            name: procedure.name.clone(),
            standings: standings(&assessment),
        })
    });
    Reply::ok(&AssessmentPage {
        fictional: loaded.inventory.fictional,
        as_of,
        total: loaded.total(),
        rows: rows.collect::<Result<_, ServiceError>>()?,
        next,
    })
}

/// The edition of a day, or the error that an assessment of that day would give.
fn edition_on(day: Date) -> Result<&'static CompiledStandard, ServiceError> {
    // The variant is open for more fields, so only its own crate can make it.
    let nobody: ProcedureId = "-"
        .parse()
        .map_err(|error: IdError| ServiceError::Internal(error.to_string()))?;
    assess(tokyo(), &EvidenceSet::default(), &nobody, day)?;
    tokyo()
        .on(day)
        .ok_or_else(|| ServiceError::Internal(format!("no edition on {day}")))
}

pub(crate) fn get_standard(_: &Service, call: &Call) -> Result<Reply, ServiceError> {
    let as_of: Date = call.required("as_of")?;
    Reply::ok(edition_on(as_of)?.standard().document())
}
