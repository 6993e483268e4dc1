//! Reading evidence, and finding it again by subject.

use super::{
    CriterionExemption, EVIDENCE_FORMAT, EVIDENCE_FORMAT_VERSION, EvidenceDocument, EvidenceItem,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::{collections::BTreeMap, sync::OnceLock};
use tosei_document::{Catalogue, Collector, JsonReader, Limits, RawItem, Report};
use tosei_types::{SubjectId, embedded};

/// 証拠の集まり (set of evidence): items and exemptions about any number of subjects.
///
/// # Examples
///
/// ```
/// use tosei_criteria::EvidenceSet;
/// use tosei_document::Limits;
///
/// let json = r#"{"format": "tosei-evidence", "format_version": 1, "items": [
///     {"subject": "P-1", "criterion": "F1a", "answer": "met", "quality": "stated",
///      "source": "棚卸", "date": "2025-06-01"},
///     {"subject": "P-1", "criterion": "F2a", "answer": "perhaps", "quality": "stated",
///      "source": "棚卸", "date": "2025-06-01"}
/// ]}"#;
/// let (evidence, report) = EvidenceSet::read(json.as_bytes(), &Limits::default());
/// assert_eq!(evidence.unwrap().items().len(), 1); // one bad item costs one item
/// assert_eq!(report.first().unwrap().place.to_string(), "/items/1/answer");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvidenceSet {
    items: Vec<EvidenceItem>,
    exemptions: Vec<CriterionExemption>,
    raw: Vec<RawItem>,
    /// Where each item and exemption stands in its file, for findings about it.
    pub(crate) item_positions: Vec<usize>,
    pub(crate) exemption_positions: Vec<usize>,
    /// Of each subject: its items, its exemptions.
    by_subject: BTreeMap<SubjectId, (Vec<usize>, Vec<usize>)>,
}

/// The document with its lists left unread.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    format: String,
    format_version: u32,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    exemptions: Vec<&'a RawValue>,
}

impl EvidenceSet {
    /// Puts items and exemptions together; their order does not matter to any judgement.
    #[must_use]
    pub fn new(items: Vec<EvidenceItem>, exemptions: Vec<CriterionExemption>) -> Self {
        let item_positions = (0..items.len()).collect();
        let exemption_positions = (0..exemptions.len()).collect();
        Self {
            items,
            exemptions,
            raw: Vec::new(),
            item_positions,
            exemption_positions,
            by_subject: BTreeMap::new(),
        }
        .indexed()
    }

    fn indexed(mut self) -> Self {
        for (at, item) in self.items.iter().enumerate() {
            self.by_subject
                .entry(item.subject().clone())
                .or_default()
                .0
                .push(at);
        }
        for (at, exemption) in self.exemptions.iter().enumerate() {
            self.by_subject
                .entry(exemption.subject().clone())
                .or_default()
                .1
                .push(at);
        }
        self
    }

    /// Reads evidence and reports every defect of its shape; an item that cannot be typed costs
    /// itself only and is kept [raw](Self::raw).
    ///
    /// `None` if not even the frame can be read. Whether the evidence fits a standard is for
    /// [`check`](Self::check) to say. The report's sentences come from
    /// [`catalogue`](Self::catalogue).
    #[must_use]
    pub fn read(bytes: &[u8], limits: &Limits) -> (Option<Self>, Report) {
        let catalogue = Self::catalogue();
        let mut findings = Collector::new(catalogue);
        let read =
            JsonReader::open(bytes, limits, catalogue, &mut findings).and_then(|mut json| {
                let shell: Shell<'_> = json.shell()?;
                if !json.expect_format(
                    (EVIDENCE_FORMAT, EVIDENCE_FORMAT_VERSION),
                    (&shell.format, shell.format_version),
                ) {
                    return None;
                }
                let (item_positions, items) =
                    json.items("/items", &shell.items).into_iter().unzip();
                let (exemption_positions, exemptions) = json
                    .items("/exemptions", &shell.exemptions)
                    .into_iter()
                    .unzip();
                let raw = json.into_raw();
                let set = Self {
                    items,
                    exemptions,
                    raw,
                    item_positions,
                    exemption_positions,
                    by_subject: BTreeMap::new(),
                };
                Some(set.indexed())
            });
        (read, findings.into_report())
    }

    /// The rules about evidence, with those about reading.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        embedded(&CATALOGUE, || {
            Catalogue::of_domain(include_str!("../../data/rules/evidence.json"))
        })
    }

    /// All items, in the order in which they were given.
    #[must_use]
    pub fn items(&self) -> &[EvidenceItem] {
        &self.items
    }

    /// All exemptions, in the order in which they were given.
    #[must_use]
    pub fn exemptions(&self) -> &[CriterionExemption] {
        &self.exemptions
    }

    /// What could not be typed, as it was written.
    #[must_use]
    pub fn raw(&self) -> &[RawItem] {
        &self.raw
    }

    /// The subjects that something is known about, in the order of their ids.
    pub fn subjects(&self) -> impl Iterator<Item = &SubjectId> {
        self.by_subject.keys()
    }

    /// The items about one subject, with their positions in [`items`](Self::items).
    pub fn items_about(&self, subject: &SubjectId) -> impl Iterator<Item = (usize, &EvidenceItem)> {
        let places = self
            .by_subject
            .get(subject)
            .map(|(items, _)| items.as_slice());
        let places = places.unwrap_or_default().iter();
        places.filter_map(|at| Some((*at, self.items.get(*at)?)))
    }

    /// The exemptions of one subject, with their positions in [`exemptions`](Self::exemptions).
    pub fn exemptions_of(
        &self,
        subject: &SubjectId,
    ) -> impl Iterator<Item = (usize, &CriterionExemption)> {
        let places = self
            .by_subject
            .get(subject)
            .map(|(_, exemptions)| exemptions.as_slice());
        let places = places.unwrap_or_default().iter();
        places.filter_map(|at| Some((*at, self.exemptions.get(*at)?)))
    }

    /// The set as a document, without what could not be typed.
    #[must_use]
    pub fn to_document(&self) -> EvidenceDocument {
        EvidenceDocument {
            schema: None,
            format: EVIDENCE_FORMAT.into(),
            format_version: EVIDENCE_FORMAT_VERSION,
            items: self.items.clone(),
            exemptions: self.exemptions.clone(),
        }
    }
}
