//! Evidence from a body's own inventory.

use super::period::PeriodFacts;
use super::program::{Known, KnownProcess, Program};
use super::row::{Accepted, bits, explain, settle};
use super::{
    DerivedAnswer, EvidenceMapping, EvidenceOptions, MappingError, MappingOrigin, RowEvidence,
    program,
};
use tosei_criteria::{
    CompiledStandard, EvidenceError, EvidenceItem, EvidenceOrigin, EvidenceQuality, Stated,
};
use tosei_inventory::survey::CellCode;
use tosei_inventory::{Element, Inventory, Process, ProcessKinds};
use tosei_qos_model::subject_of;
use tosei_types::{Language, ProcessId};

/// 手続プロセスの証拠 (evidence of one process), with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProcessEvidence {
    /// 手続プロセス.
    pub process: ProcessId,
    /// What it says, and what counts.
    pub evidence: RowEvidence,
    /// The answers with their reasons.
    pub answers: Vec<DerivedAnswer>,
}

/// Derives evidence from one process of an inventory.
///
/// # Errors
///
/// As [`EvidenceDeriver::new`](super::EvidenceDeriver::new).
pub fn evidence_from_process(
    process: &Process,
    mapping: &EvidenceMapping,
    standard: &CompiledStandard,
    options: &EvidenceOptions,
) -> Result<ProcessEvidence, MappingError> {
    Ready::new(mapping, standard, options)?.process(process)
}

/// 棚卸から証拠を導く: the evidence items that the processes of an inventory give, for the procedures they
/// belong to.
///
/// Only processes of a kind that is an application (申請等) speak for their procedure; where a procedure
/// has several, each gives its items, and the standard's conflict policy settles what differs. Every
/// item is a self-report (自己申告) of the inventory at its status date; unknown answers give none.
///
/// # Errors
///
/// - [`InventoryEvidenceError::Mapping`] as [`EvidenceDeriver::new`](super::EvidenceDeriver::new).
/// - [`InventoryEvidenceError::Evidence`] never for the embedded mapping; for one whose parts make no
///   evidence.
///
/// # Examples
///
/// ```
/// use tosei::evidence::{EvidenceMapping, EvidenceOptions, evidence_from_inventory};
/// use tosei::inventory::{Body, Inventory, OnlineStatus, Process};
/// use tosei::qos_model::tokyo_2024;
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// let mut filing = Process::new("P-1-1".parse()?, "P-1".parse()?, "application");
/// filing.status = OnlineStatus::Done;
/// inventory.processes.push(filing);
/// let standard = tokyo_2024().compile().unwrap();
/// let (mapping, options) = (EvidenceMapping::from_inventory(), EvidenceOptions::default());
/// let items = evidence_from_inventory(&inventory, mapping, &standard, &options)?;
/// assert_eq!(items.len(), 1); // that it is digital, and nothing more
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn evidence_from_inventory(
    inventory: &Inventory,
    mapping: &EvidenceMapping,
    standard: &CompiledStandard,
    options: &EvidenceOptions,
) -> Result<Vec<EvidenceItem>, InventoryEvidenceError> {
    let ready = Ready::new(mapping, standard, options)?;
    let kinds = ProcessKinds::standard();
    let mut items = Vec::new();
    for process in &inventory.processes {
        let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
        if !kind.is_some_and(|kind| kind.is_application) {
            continue;
        }
        let derived = ready.process(process)?;
        for answer in derived.answers {
            if answer.answer == tosei_criteria::Answer::Unknown {
                continue;
            }
            let stated = Stated::Answer {
                criterion: answer.criterion,
                answer: answer.answer,
                reason: answer.not_applicable_reason,
            };
            let origin = EvidenceOrigin {
                quality: EvidenceQuality::Stated,
                source: format!("棚卸 {}", process.id),
                date: inventory.status_date,
                confirmed_by: None,
                expires_on: None,
                reconfirm_after_days: None,
                note: Some(answer.ja),
            };
            let subject = subject_of(&process.procedure);
            items.push(EvidenceItem::try_new(subject, stated, origin)?);
        }
    }
    Ok(items)
}

/// Why no evidence could be derived from an inventory.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InventoryEvidenceError {
    /// The mapping does not fit.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// An item is refused.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
}

impl InventoryEvidenceError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Mapping(error) => error.code(),
            Self::Evidence(error) => error.code(),
        }
    }
}

struct Ready<'r> {
    mapping: &'r EvidenceMapping,
    options: &'r EvidenceOptions,
    program: Program,
    bits: Vec<u32>,
    accepted: Accepted,
}

impl<'r> Ready<'r> {
    fn new(
        mapping: &'r EvidenceMapping,
        standard: &CompiledStandard,
        options: &'r EvidenceOptions,
    ) -> Result<Self, MappingError> {
        if mapping.from != MappingOrigin::Inventory {
            return Err(MappingError::Origin { from: mapping.from });
        }
        Ok(Self {
            mapping,
            options,
            program: Program::compile(mapping, None, options)?,
            bits: bits(mapping, standard)?,
            accepted: Accepted::of(standard, options.stated),
        })
    }

    fn process(&self, process: &Process) -> Result<ProcessEvidence, MappingError> {
        let period = process.standard_period.as_ref();
        let online = period.and_then(|period| period.online_processing.as_deref());
        let counter = period.and_then(|period| period.processing.as_deref());
        let read = |text: Option<&str>| {
            text.map_or(PeriodFacts::BLANK, |text| {
                PeriodFacts::read(text, &self.options.conversion)
            })
        };
        let none: [CellCode; 0] = [];
        let known = Known {
            codes: &none,
            online: read(online),
            counter: read(counter),
            process: Some(KnownProcess {
                kind: &process.kind,
                status: process.status,
                elements: &process.elements,
                period_state: period.map(|period| period.state),
            }),
        };
        let mut outcomes = Vec::new();
        let candidates = self.options.candidates;
        let evidence = settle(&self.program, &self.bits, candidates, &known, &mut outcomes);
        let text = |name: &str| {
            let both = |ja: &str, en: &str| Some((ja.to_owned(), en.to_owned()));
            let element = |element: Element| {
                let state = process.elements.of(element);
                both(state.label(Language::Ja), state.label(Language::En))
            };
            match name {
                "status" => both(
                    process.status.label(Language::Ja),
                    process.status.label(Language::En),
                ),
                "attachment" => element(Element::Attachment),
                "payment" => element(Element::Payment),
                "kind" => {
                    let kinds = ProcessKinds::standard();
                    match process.kind_in(kinds).and_then(|kind| kinds.at(kind)) {
                        Some(kind) => both(&kind.label.ja, &kind.label.en),
                        None => both(&process.kind, ""),
                    }
                }
                "period_state" => match period.map(|period| period.state) {
                    Some(state) => both(state.label(Language::Ja), state.label(Language::En)),
                    None => both("", ""),
                },
                "period_online" => both(online.unwrap_or_default(), ""),
                "period_offline" => both(counter.unwrap_or_default(), ""),
                _ => None,
            }
        };
        let parameters = program::parameters(self.mapping, self.options)?;
        Ok(ProcessEvidence {
            process: process.id.clone(),
            evidence: RowEvidence {
                counted: self.accepted.counted(evidence.said),
                ..evidence
            },
            answers: explain(self.mapping, &outcomes, &parameters, &text),
        })
    }
}
