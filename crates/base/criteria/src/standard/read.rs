//! Reading a standard.

use super::{
    Axis, Criterion, Level, Measure, NotApplicableReason, Policies, Prerequisite, STANDARD_FORMAT,
    STANDARD_FORMAT_VERSION, Stage, StandardDocument,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::sync::OnceLock;
use tosei_document::{Catalogue, Collector, JsonReader, Limits, Report};
use tosei_types::{AxisId, CriterionId, Date, EditionId, Label, MeasureId, StandardId, embedded};

/// Why a text is not a standard.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StandardError {
    /// The text is not JSON of the right shape.
    #[error("the standard does not have the right shape: {0}")]
    Shape(#[from] serde_path_to_error::Error<serde_json::Error>),
    /// The file says that it is something else, or of another version.
    #[error("expected format `tosei-standard` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
}

impl StandardError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "criteria.standard.shape",
            Self::Format { .. } => "criteria.standard.format",
        }
    }
}

/// 基準 (standard): one dated edition of axes, levels and criteria, read but not yet checked.
///
/// [`check`](Self::check) says everything that is wrong with it;
/// [`compile`](Self::compile) turns a sound one into what judges.
///
/// # Wire form
///
/// [`StandardDocument`], format `tosei-standard` version 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StandardDocument", into = "StandardDocument")]
pub struct Standard {
    pub(crate) document: StandardDocument,
    /// Where each part stands in its file, for findings about it.
    pub(crate) positions: Positions,
}

/// Where the parts of a list stood in the file, when some of them could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Positions {
    pub(crate) levels: Vec<usize>,
    pub(crate) measures: Vec<usize>,
    pub(crate) stages: Vec<usize>,
    pub(crate) reasons: Vec<usize>,
    pub(crate) prerequisites: Vec<usize>,
    pub(crate) axes: Vec<usize>,
    pub(crate) criteria: Vec<usize>,
}

impl Positions {
    fn of(document: &StandardDocument) -> Self {
        Self {
            levels: (0..document.levels.len()).collect(),
            measures: (0..document.measures.len()).collect(),
            stages: (0..document.stages.len()).collect(),
            reasons: (0..document.not_applicable_reasons.len()).collect(),
            prerequisites: (0..document.prerequisites.len()).collect(),
            axes: (0..document.axes.len()).collect(),
            criteria: (0..document.criteria.len()).collect(),
        }
    }
}

impl TryFrom<StandardDocument> for Standard {
    type Error = StandardError;

    fn try_from(document: StandardDocument) -> Result<Self, StandardError> {
        if (document.format.as_str(), document.format_version)
            != (STANDARD_FORMAT, STANDARD_FORMAT_VERSION)
        {
            return Err(StandardError::Format {
                format: document.format,
                version: document.format_version,
            });
        }
        Ok(Self {
            positions: Positions::of(&document),
            document,
        })
    }
}

impl From<Standard> for StandardDocument {
    fn from(standard: Standard) -> Self {
        standard.document
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Standard {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        StandardDocument::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        StandardDocument::json_schema(generator)
    }
}

/// The document with its lists left unread.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    schema: Option<String>,
    format: String,
    format_version: u32,
    id: StandardId,
    edition: EditionId,
    label: Label,
    effective_from: Date,
    #[serde(default)]
    effective_to: Option<Date>,
    source: String,
    #[serde(default)]
    policies: Policies,
    #[serde(borrow)]
    levels: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    measures: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    stages: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    not_applicable_reasons: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    prerequisites: Vec<&'a RawValue>,
    #[serde(borrow)]
    axes: Vec<&'a RawValue>,
    #[serde(borrow)]
    criteria: Vec<&'a RawValue>,
}

impl Standard {
    /// Reads a standard strictly: the first thing that does not fit its shape is an error.
    ///
    /// Whether the standard makes sense is for [`check`](Self::check) to say.
    ///
    /// # Errors
    ///
    /// - [`StandardError::Shape`] if the text is no JSON of this form.
    /// - [`StandardError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, StandardError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let document: StandardDocument = serde_path_to_error::deserialize(&mut reader)?;
        document.try_into()
    }

    /// Reads a standard and reports every defect of its shape and its sense: all findings at once,
    /// each with its JSON pointer.
    ///
    /// `None` if not even the frame can be read. A part that cannot be typed costs itself only. The
    /// report's sentences come from [`catalogue`](Self::catalogue).
    #[must_use]
    pub fn read(bytes: &[u8], limits: &Limits) -> (Option<Self>, Report) {
        let catalogue = Self::catalogue();
        let mut findings = Collector::new(catalogue);
        let read = JsonReader::open(bytes, limits, catalogue, &mut findings)
            .and_then(|mut json| read_document(&mut json));
        let mut report = findings.into_report();
        if let Some(standard) = &read {
            report = report.merge(standard.check());
        }
        (read, report)
    }

    /// The rules about standards, with those about reading.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        embedded(&CATALOGUE, || {
            Catalogue::of_domain(include_str!("../../data/rules/standard.json"))
        })
    }

    /// The standard as it is written.
    #[must_use]
    pub fn document(&self) -> &StandardDocument {
        &self.document
    }

    /// The standard, through all its editions.
    #[must_use]
    pub fn id(&self) -> &StandardId {
        &self.document.id
    }

    /// This edition.
    #[must_use]
    pub fn edition(&self) -> &EditionId {
        &self.document.edition
    }

    /// Whether this edition is used on a day; its last day is one.
    #[must_use]
    pub fn is_effective_on(&self, day: Date) -> bool {
        self.document.effective_from <= day
            && self.document.effective_to.is_none_or(|last| day <= last)
    }

    /// A criterion by its id.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.document.criteria.iter().find(|one| one.id == *id)
    }

    /// An axis by its id.
    #[must_use]
    pub fn axis(&self, id: &AxisId) -> Option<&Axis> {
        self.document.axes.iter().find(|one| one.id == *id)
    }

    /// A measure by its id.
    #[must_use]
    pub fn measure(&self, id: &MeasureId) -> Option<&Measure> {
        self.document.measures.iter().find(|one| one.id == *id)
    }
}

/// Reads one list and says where its items stood.
fn list<T: DeserializeOwned>(
    json: &mut JsonReader<'_, '_>,
    pointer: &str,
    items: &[&RawValue],
) -> (Vec<usize>, Vec<T>) {
    json.items(pointer, items).into_iter().unzip()
}

fn read_document(json: &mut JsonReader<'_, '_>) -> Option<Standard> {
    let shell: Shell<'_> = json.shell()?;
    if !json.expect_format(
        (STANDARD_FORMAT, STANDARD_FORMAT_VERSION),
        (&shell.format, shell.format_version),
    ) {
        return None;
    }
    let (at_levels, levels) = list::<Level>(json, "/levels", &shell.levels);
    let (at_measures, measures) = list::<Measure>(json, "/measures", &shell.measures);
    let (at_stages, stages) = list::<Stage>(json, "/stages", &shell.stages);
    let (at_reasons, not_applicable_reasons) = list::<NotApplicableReason>(
        json,
        "/not_applicable_reasons",
        &shell.not_applicable_reasons,
    );
    let (at_prerequisites, prerequisites) =
        list::<Prerequisite>(json, "/prerequisites", &shell.prerequisites);
    let (at_axes, axes) = list::<Axis>(json, "/axes", &shell.axes);
    let (at_criteria, criteria) = list::<Criterion>(json, "/criteria", &shell.criteria);
    Some(Standard {
        positions: Positions {
            levels: at_levels,
            measures: at_measures,
            stages: at_stages,
            reasons: at_reasons,
            prerequisites: at_prerequisites,
            axes: at_axes,
            criteria: at_criteria,
        },
        document: StandardDocument {
            schema: shell.schema,
            format: shell.format,
            format_version: shell.format_version,
            id: shell.id,
            edition: shell.edition,
            label: shell.label,
            effective_from: shell.effective_from,
            effective_to: shell.effective_to,
            source: shell.source,
            policies: shell.policies,
            levels,
            measures,
            stages,
            not_applicable_reasons,
            prerequisites,
            axes,
            criteria,
        },
    })
}
