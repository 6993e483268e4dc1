//! One project.

use serde::{Deserialize, Serialize};
use tosei_types::{
    ActionId, CaseCount, Date, ExactNumber, FlowId, OrganisationId, ProcedureId, SubjectId,
};

/// The `format` of a project.
pub const PROJECT_FORMAT: &str = "tosei-bpr-project";
/// The `format_version` that this crate reads and writes.
pub const PROJECT_FORMAT_VERSION: u32 = 1;

/// Why a document is no project.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// Another kind of document, or another version of it.
    #[error("expected format `tosei-bpr-project` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
}

impl ProjectError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "bpr.project.format",
        }
    }
}

/// 現状フローの洗い出し (survey): the first step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "BprSurvey"))]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// As-Isフロー.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_is_flow: Option<FlowId>,
    /// 年間件数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases_a_year: Option<CaseCount>,
    /// 確認した人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
}

tosei_types::coded_enum! {
    /// 課題の判断 (decision on an issue).
    pub enum IssueDecision: "decision on an issue" {
        /// 取り上げる.
        TakenUp = "taken_up" ("取り上げる", "taken up"),
        /// 見送る: with a reason.
        SetAside = "set_aside" ("見送る", "set aside"),
    }
}

/// 課題 (issue) of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "BprIssueRecord"))]
#[serde(deny_unknown_fields)]
pub struct IssueRecord {
    /// 課題の番号 within the project.
    pub id: SubjectId,
    /// 課題.
    pub issue: String,
    /// 判断; absent until it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<IssueDecision>,
    /// 理由 of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// 取組 (action) of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "BprAction"))]
#[serde(deny_unknown_fields)]
pub struct PlannedAction {
    /// 取組ID.
    pub id: ActionId,
    /// 内容.
    pub text: String,
    /// 課題の番号: the issues that it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<SubjectId>,
    /// 期限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// 完了日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
}

/// 改善計画 (improvement plan): the third step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "BprPlan"))]
#[serde(deny_unknown_fields)]
pub struct ImprovementPlan {
    /// Can-Beフロー.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub can_be_flow: Option<FlowId>,
    /// To-Beフロー.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_be_flow: Option<FlowId>,
    /// 取組.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<PlannedAction>,
    /// 見込まれる効果: hours a year that would be saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_hours: Option<ExactNumber>,
    /// 決定した人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
}

/// 実行 (execution): the fourth step; the actions themselves say when each was done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "BprCarriedOut"))]
#[serde(deny_unknown_fields)]
pub struct CarriedOut {
    /// 運用開始日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_use_since: Option<Date>,
}

/// 評価・振り返り (evaluation): the fifth step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "BprEvaluation"))]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// 測った効果: hours a year that are saved; negative if it takes longer now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_hours: Option<ExactNumber>,
    /// 振り返り.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lessons: Option<String>,
}

/// BPRプロジェクト (BPR project): one procedure's way through the five steps.
///
/// # Wire form
///
/// `{"format": "tosei-bpr-project", "format_version": 1, "id": …, "title": …, "procedures": […],
/// "survey": {…}, "issues": […], "plan": {…}, "execution": {…}, "evaluation": {…}}`. A step that has not begun is absent.
///
/// # Examples
///
/// ```
/// use tosei_bpr::project::{BprProject, Product, ProjectStep};
///
/// let project: BprProject = serde_json::from_str(r#"{
///   "format": "tosei-bpr-project", "format_version": 1, "id": "BPR-01",
///   "title": "補助金の交付（架空）", "procedures": ["P-0001"],
///   "survey": {"as_is_flow": "subsidy-as-is", "confirmed_by": "産業課（架空）"}
/// }"#)?;
/// let progress = project.progress();
/// assert_eq!(progress.current, Some(ProjectStep::Survey));
/// assert_eq!(progress.steps[0].missing, [Product::CasesAYear]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::BprProject", into = "wire::BprProject")]
pub struct BprProject {
    /// プロジェクトID.
    pub id: SubjectId,
    /// 名称.
    pub title: String,
    /// 手続ID.
    pub procedures: Vec<ProcedureId>,
    /// 所管組織ID.
    pub organisation: Option<OrganisationId>,
    /// 現状フローの洗い出し.
    pub survey: Option<Survey>,
    /// 課題抽出; absent until it begins, empty if there is no issue.
    pub issues: Option<Vec<IssueRecord>>,
    /// 改善計画の策定.
    pub plan: Option<ImprovementPlan>,
    /// 実行.
    pub execution: Option<CarriedOut>,
    /// 評価・振り返り.
    pub evaluation: Option<Evaluation>,
}

mod wire {
    use super::{
        CarriedOut, Evaluation, ImprovementPlan, IssueRecord, OrganisationId, PROJECT_FORMAT,
        PROJECT_FORMAT_VERSION, ProcedureId, ProjectError, SubjectId, Survey,
    };
    use serde::{Deserialize, Serialize};

    /// BPRプロジェクト (BPR project).
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct BprProject {
        /// `tosei-bpr-project`.
        format: String,
        /// 1.
        format_version: u32,
        /// プロジェクトID.
        id: SubjectId,
        /// 名称.
        title: String,
        /// 手続ID.
        #[serde(default)]
        procedures: Vec<ProcedureId>,
        /// 所管組織ID.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organisation: Option<OrganisationId>,
        /// 現状フローの洗い出し.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        survey: Option<Survey>,
        /// 課題抽出.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issues: Option<Vec<IssueRecord>>,
        /// 改善計画の策定.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<ImprovementPlan>,
        /// 実行.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        execution: Option<CarriedOut>,
        /// 評価・振り返り.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evaluation: Option<Evaluation>,
    }

    impl TryFrom<BprProject> for super::BprProject {
        type Error = ProjectError;

        fn try_from(wire: BprProject) -> Result<Self, ProjectError> {
            if wire.format != PROJECT_FORMAT || wire.format_version != PROJECT_FORMAT_VERSION {
                return Err(ProjectError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                id: wire.id,
                title: wire.title,
                procedures: wire.procedures,
                organisation: wire.organisation,
                survey: wire.survey,
                issues: wire.issues,
                plan: wire.plan,
                execution: wire.execution,
                evaluation: wire.evaluation,
            })
        }
    }

    impl From<super::BprProject> for BprProject {
        fn from(project: super::BprProject) -> Self {
            Self {
                format: PROJECT_FORMAT.to_owned(),
                format_version: PROJECT_FORMAT_VERSION,
                id: project.id,
                title: project.title,
                procedures: project.procedures,
                organisation: project.organisation,
                survey: project.survey,
                issues: project.issues,
                plan: project.plan,
                execution: project.execution,
                evaluation: project.evaluation,
            }
        }
    }
}
