//! 見本市（架空）: links between the documents of the fictional city, and a second register of clauses.
//!
//! No such city exists; every clause, figure and assumption is made up. The register here is one that a
//! later search brought: 公印規則 asks for the official seal on notices, which the 通則条例 leaves out, and
//! keeps 30 notices on paper, 9 of them certificates and registrations.

use super::{Documents, Links};
use tosei_analog_regs::{ClauseRegister, RegisterDocumentError};
use tosei_bpr::Flow;
use tosei_counter_dx::register::CounterRegister;
use tosei_criteria::{CompiledStandard, EvidenceSet};
use tosei_document::{DataFileError, Limits};
use tosei_inventory::{DocumentError, Inventory, VolumeChoice, VolumeMeasure, VolumeState};

/// The links of 見本市, a `tosei-links` document.
#[must_use]
pub const fn mihon_links_json() -> &'static str {
    include_str!("../../data/sample/mihon_links.json")
}

/// The second register of 見本市, a `tosei-clause-register` document.
#[must_use]
pub const fn mihon_seal_rule_json() -> &'static str {
    include_str!("../../data/sample/mihon_seal_rule.json")
}

/// Everything of 見本市 that the graph joins, read.
///
/// # Examples
///
/// What amending one clause of an own rule brings, and what the State's reclassification alone would:
///
/// ```
/// use tosei::joined::{Change, sample::Mihon};
/// use tosei::types::PercentDigits;
///
/// let mihon = Mihon::read()?;
/// let graph = tosei::joined(mihon.documents());
/// let amend = Change::AmendClauses { clauses: vec!["C-901".parse()?] };
/// let report = graph.what_if(&[amend], Mihon::volumes()?)?;
/// assert_eq!(report.freed.len(), 9);
/// let rate = report.rate("processes.done_within_discretion").ok_or("it changes")?;
/// let shown = |result: &tosei::inventory::RateResult| {
///     result.rate().map(|rate| (rate.numerator(), rate.denominator()))
/// };
/// assert_eq!(shown(&rate.before), Some((705, 1_260)));
/// assert_eq!(shown(&rate.if_nothing_follows), Some((705, 1_260))); // nobody put them online yet
/// assert_eq!(shown(&rate.if_all_follow), Some((714, 1_260)));
/// assert!(!rate.population_changes); // no part of it is reclassification
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Mihon {
    /// 棚卸.
    pub inventory: Inventory,
    /// 条項台帳.
    pub registers: Vec<ClauseRegister>,
    /// 業務フロー.
    pub flows: Vec<Flow>,
    /// 窓口台帳.
    pub counters: CounterRegister,
    /// 証拠.
    pub evidence: EvidenceSet,
    /// 品質基準.
    pub standard: CompiledStandard,
    /// 対応表.
    pub links: Links,
}

/// Why the sample cannot be read; never for the embedded one, which a test reads.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The inventory is refused.
    #[error(transparent)]
    Inventory(#[from] DocumentError),
    /// A register of clauses is refused.
    #[error(transparent)]
    Register(#[from] RegisterDocumentError),
    /// The links are refused.
    #[error(transparent)]
    Links(#[from] DataFileError),
    /// Another document is refused.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The evidence or the standard is refused.
    #[error("the evidence or the standard is refused")]
    Evidence,
}

impl Mihon {
    /// Reads the embedded documents.
    ///
    /// # Errors
    ///
    /// [`SampleError`]; never for the embedded documents.
    pub fn read() -> Result<Self, SampleError> {
        let json = tosei_qos_model::sample::mihon_evidence_json();
        let (evidence, _) = EvidenceSet::read(json.as_bytes(), &Limits::default());
        let standard = tosei_qos_model::tokyo_2024().compile();
        Ok(Self {
            inventory: Inventory::from_json(tosei_inventory::sample::mihon_inventory_json())?,
            registers: vec![
                tosei_analog_regs::sample::register()?,
                ClauseRegister::from_json(mihon_seal_rule_json())?,
            ],
            flows: vec![
                serde_json::from_str(tosei_bpr::sample::subsidy_as_is_json())?,
                serde_json::from_str(tosei_bpr::sample::subsidy_to_be_json())?,
            ],
            counters: serde_json::from_str(tosei_counter_dx::sample::mihon_counters_json())?,
            evidence: evidence.ok_or(SampleError::Evidence)?,
            standard: standard.map_err(|_| SampleError::Evidence)?,
            links: Links::from_json(mihon_links_json())?,
        })
    }

    /// The documents, to be joined.
    #[must_use]
    pub fn documents(&self) -> Documents<'_> {
        Documents {
            inventory: Some(&self.inventory),
            registers: &self.registers,
            flows: &self.flows,
            counters: Some(&self.counters),
            evidence: Some(&self.evidence),
            standard: Some(&self.standard),
            ..Documents::new(self.inventory.status_date, &self.links)
        }
    }

    /// The volumes that its figures are made of: final applications of fiscal year 2024.
    ///
    /// # Errors
    ///
    /// Never: 2024 is a fiscal year.
    pub fn volumes() -> Result<VolumeChoice, tosei_types::FiscalYearError> {
        Ok(VolumeChoice {
            fiscal_year: tosei_types::FiscalYear::try_new(2024)?,
            measure: VolumeMeasure::Applications,
            state: VolumeState::Final,
        })
    }
}
