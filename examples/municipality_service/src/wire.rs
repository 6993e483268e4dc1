//! What the service sends and takes beside the documents of the house.

use crate::problem::ShownFinding;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tosei_criteria::{Assessment, CriterionExemption, EvidenceItem};
use tosei_document::RuleTotal;
use tosei_inventory::{Procedure, Process, RateResult, VolumeChoice};
use tosei_qos_model::{PrincipleStanding, Review};
use tosei_types::{Date, Label, ProcedureId, SubjectId};

/// 準備状況 (readiness): whether requests will be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Readiness {
    /// Whether the database can be written to.
    pub database: bool,
    /// Whether an inventory is loaded; without one the service is ready all the same.
    pub inventory: bool,
    /// Whether the service is about to stop.
    pub stopping: bool,
}

/// 棚卸の受領 (receipt of an inventory): what is now in the store, and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InventoryReceipt {
    /// Whether the inventory is made up.
    pub fictional: bool,
    /// 基準日.
    pub status_date: Date,
    /// 手続数.
    pub procedures: u64,
    /// 手続プロセス数.
    pub processes: u64,
    /// 組織数.
    pub organisations: u64,
    /// 接点数.
    pub touchpoints: u64,
    /// Parts that could not be typed and were left out, as the request allowed.
    pub left_out: u64,
    /// Every rule that was broken, with its exact number.
    pub totals: Vec<RuleTotal>,
    /// The findings that are shown, the gravest first.
    pub findings: Vec<ShownFinding>,
}

/// 手続の一覧 (page of procedures), by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcedurePage {
    /// How many there are in all.
    pub total: u64,
    /// The procedures of this page.
    pub procedures: Vec<Procedure>,
    /// What `after` must be for the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ProcedureId>,
}

/// 手続の回答 (one procedure) with its processes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcedureAnswer {
    /// Whether the inventory is made up.
    pub fictional: bool,
    /// The procedure.
    pub procedure: Procedure,
    /// Its processes.
    pub processes: Vec<Process>,
}

/// 根拠の記録 (record of evidence): one item under an id that whoever sends it chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRecord {
    /// The id; sending it again does not record it twice.
    pub id: SubjectId,
    /// The evidence; its subject is the id of a procedure.
    pub item: EvidenceItem,
}

/// 除外の記録 (record of an exemption) under an id that whoever sends it chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptionRecord {
    /// The id; sending it again does not record it twice.
    pub id: SubjectId,
    /// The exemption; its subject is the id of a procedure.
    pub exemption: CriterionExemption,
}

/// 記録の受領 (receipt of a record).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordReceipt {
    /// The id of the record.
    pub id: String,
    /// Whether it was there already, the same.
    pub repeated: bool,
    /// What is worth knowing of it: it does not keep it from being recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<ShownFinding>,
}

/// 根拠の一覧 (page of records of evidence), in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPage {
    /// How many there are in all.
    pub total: u64,
    /// The records of this page.
    pub records: Vec<EvidenceRecord>,
    /// What `after` must be for the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    pub next: Option<i64>,
}

/// 記録されたレビュー (recorded review): never with its free text, which may hold personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredReview {
    /// The review without its text.
    pub review: Review,
    /// Whether it has a text, which is kept and not sent.
    pub text_withheld: bool,
}

/// 文 (sentences) in both languages, one for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// In Japanese.
    pub ja: Vec<String>,
    /// In English.
    pub en: Vec<String>,
}

/// 段階の回答 (standing on a principle) with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingAnswer {
    /// Where the procedure stands: the certain and the possible level.
    pub standing: PrincipleStanding,
    /// The same in a few words.
    pub words: Label,
}

/// 判定の回答 (assessment of one procedure) with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentAnswer {
    /// Whether the inventory is made up.
    pub fictional: bool,
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 手続名.
    pub name: String,
    /// The levels, principle by principle.
    pub standings: Vec<StandingAnswer>,
    /// Why, and what would raise it.
    pub sentences: Sentences,
    /// Every criterion with its answer and basis; the positions in `basis.items` are those of
    /// `evidence` (of `exemptions`, for an exemption).
    pub assessment: Assessment,
    /// The evidence about the procedure, in the order in which it came.
    pub evidence: Vec<EvidenceRecord>,
    /// The exemptions of the procedure, in the order in which they came.
    pub exemptions: Vec<ExemptionRecord>,
}

/// 判定の一覧の行 (row): where one procedure stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentRow {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 手続名.
    pub name: String,
    /// The levels, principle by principle.
    pub standings: Vec<StandingAnswer>,
}

/// 判定の一覧 (page of assessments), by the id of the procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentPage {
    /// Whether the inventory is made up.
    pub fictional: bool,
    /// The day of the assessments.
    pub as_of: Date,
    /// How many procedures there are in all.
    pub total: u64,
    /// The rows of this page.
    pub rows: Vec<AssessmentRow>,
    /// What `after` must be for the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ProcedureId>,
}

/// 率の回答 (rate) with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RateAnswer {
    /// Both integers, the bounds, and the counts behind them.
    pub result: RateResult,
    /// The rate as a sentence.
    pub sentence: Label,
}

/// 率の一覧 (all rates) of the inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RatesAnswer {
    /// Whether the inventory is made up.
    pub fictional: bool,
    /// 基準日.
    pub status_date: Date,
    /// Which of the volumes were counted.
    pub volumes: VolumeChoice,
    /// The rates, in the order of their definitions.
    pub rates: Vec<RateAnswer>,
}
