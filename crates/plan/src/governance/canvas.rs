//! サービスキャンバス (service canvas): one page about a service, before it is built.

use super::data_file::data_file;
use super::record::Reporter;
use super::{GovernanceRecord, Records};
use serde::{Deserialize, Serialize};
use tosei_document::{Catalogue, DataFileError, Edition, Sink, expect_distinct};
use tosei_types::{Date, Label, OrganisationId, ProcedureId, SubjectId, coded_enum};

coded_enum! {
    /// 要否 (necessity) of a field, an artefact or an item.
    pub enum Necessity: "necessity" {
        /// 必須.
        Required = "required" ("必須", "required"),
        /// 該当する場合に必須: made, or said to be not applicable with a reason.
        IfApplicable = "if_applicable" ("該当する場合", "if applicable"),
        /// 任意.
        Optional = "optional" ("任意", "optional"),
    }
}

/// キャンバスの欄 (field of a canvas).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CanvasField {
    /// 欄ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// What is written here.
    pub question: Label,
    /// 要否.
    pub necessity: Necessity,
    /// Where the field comes from.
    pub source: String,
}

/// キャンバスの様式 (form of a canvas): its fields.
///
/// # Source
///
/// The five first fields are those that a public toolbox for offices names (`gov-toolbox-service-canvas`); the
/// fields of 東京都サービスキャンバス were not to be had, and the others are ours
/// (`project-decision:service-canvas`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CanvasForm {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-canvas-form`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-canvas-form")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The fields, in the order in which they are filled.
    pub fields: Vec<CanvasField>,
}

data_file!(
    CanvasForm,
    "tosei-canvas-form",
    "governance/canvas_form.json",
    canvas_form,
    "the fields of a service canvas"
);

impl CanvasForm {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.fields.iter().map(|field| field.id.as_str()))
    }
}

/// 記入 (entry) in a field of a canvas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CanvasEntry {
    /// 欄ID.
    pub field: SubjectId,
    /// 内容.
    pub text: String,
}

/// サービスキャンバス (service canvas) of one service.
///
/// # Wire form
///
/// A record of a document `tosei-service-canvas`.
///
/// # Source
///
/// `tokyo-plan-2-measures` names the canvas; its fields are data ([`CanvasForm`]).
#[doc(alias = "サービスキャンバス")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceCanvas {
    /// ID.
    pub id: SubjectId,
    /// サービスの名称.
    pub service: String,
    /// The procedures that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<ProcedureId>,
    /// 所管.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OrganisationId>,
    /// 更新日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revised_on: Option<Date>,
    /// 記入.
    pub entries: Vec<CanvasEntry>,
}

impl GovernanceRecord for ServiceCanvas {
    const FORMAT: &'static str = "tosei-service-canvas";

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// 記入状況 (completeness) of a canvas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CanvasCompleteness {
    /// 必須の欄の数.
    pub required: u64,
    /// 記入済みの必須の欄の数.
    pub filled: u64,
    /// The required fields that are blank, in the order of the form.
    pub missing: Vec<SubjectId>,
}

impl CanvasCompleteness {
    /// Whether every required field is filled.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

impl ServiceCanvas {
    fn says(&self, field: &SubjectId) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|entry| entry.field == *field && !entry.text.trim().is_empty())
    }

    /// Which of the form's required fields are filled; a field that holds white space only is not.
    #[must_use]
    pub fn completeness(&self, form: &CanvasForm) -> CanvasCompleteness {
        let fields = form.fields.iter();
        let required = fields.filter(|field| field.necessity == Necessity::Required);
        let (filled, missing): (Vec<_>, Vec<_>) = required.partition(|field| self.says(&field.id));
        let filled = u64::try_from(filled.len()).unwrap_or(u64::MAX);
        let missing: Vec<SubjectId> = missing.into_iter().map(|field| field.id.clone()).collect();
        CanvasCompleteness {
            required: filled.saturating_add(u64::try_from(missing.len()).unwrap_or(u64::MAX)),
            filled,
            missing,
        }
    }
}

/// Checks canvases against a form: blank required fields, fields that the form does not have or that
/// stand twice, days behind the day of the document, a canvas that names no procedure.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_plan::governance::{Records, ServiceCanvas, canvas_form, check_canvases, rules};
///
/// let json = r#"{"format": "tosei-service-canvas", "format_version": 1, "fictional": true,
///     "body": "見本市（架空）", "as_of": "2025-06-30", "records": [{"id": "C-1",
///     "service": "保育所の申込み", "procedures": ["P-1"],
///     "entries": [{"field": "purpose", "text": "書かずに申し込める"}]}]}"#;
/// let canvases = Records::<ServiceCanvas>::from_json(json)?;
/// let mut findings = Collector::new(rules());
/// check_canvases(&canvases, canvas_form(), rules(), &mut findings);
/// assert!(findings.into_report().count_of("plan.canvas.required_blank") > 0);
/// # Ok::<(), tosei_plan::governance::RecordsError>(())
/// ```
pub fn check_canvases(
    document: &Records<ServiceCanvas>,
    form: &CanvasForm,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut reporter = Reporter { catalogue, sink };
    reporter.ids(document);
    for (at, canvas) in document.records.iter().enumerate() {
        let (place, id) = (format!("/records/{at}"), canvas.id.as_str());
        for missing in canvas.completeness(form).missing {
            let values = [("field", missing.as_str().into())];
            reporter.report("plan.canvas.required_blank", &place, id, &values);
        }
        for (number, entry) in canvas.entries.iter().enumerate() {
            let place = format!("{place}/entries/{number}");
            let values = [("field", entry.field.as_str().into())];
            if !form.fields.iter().any(|field| field.id == entry.field) {
                reporter.report("plan.canvas.field_unknown", &place, id, &values);
            }
            let mut before = canvas.entries.iter().take(number);
            if before.any(|other| other.field == entry.field) {
                reporter.report("plan.canvas.field_twice", &place, id, &values);
            }
        }
        if canvas.procedures.is_empty() {
            reporter.report("plan.canvas.without_procedure", &place, id, &[]);
        }
        let place = format!("{place}/revised_on");
        reporter.after_status_date(&place, id, canvas.revised_on, document.as_of);
    }
}
