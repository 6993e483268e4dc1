//! 対応表: which cell or field shows what of which criterion, as a document.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_criteria::{Answer, ExactNumber};
use tosei_document::Edition;
use tosei_inventory::survey::SurveyColumn;
use tosei_inventory::{Element, ElementState, OnlineStatus, PeriodState};
use tosei_qos_model::Derivability;
use tosei_types::{CriterionId, EditionId, Label, ReasonId, StandardId, coded_enum, embedded};

/// The `format` of a mapping.
pub const EVIDENCE_MAPPING_FORMAT: &str = "tosei-evidence-mapping";

/// The format version that this crate reads.
pub const EVIDENCE_MAPPING_FORMAT_VERSION: u32 = 1;

coded_enum! {
    /// 導出元 (origin): what evidence is derived from.
    pub enum MappingOrigin: "origin of derived evidence" {
        /// 棚卸調査: a row of the State's survey.
        Survey = "survey" ("棚卸調査", "the State's survey"),
        /// 棚卸: a process of a body's inventory.
        Inventory = "inventory" ("棚卸", "the inventory"),
    }
}

coded_enum! {
    /// 処理期間欄の区分 (class of a period cell), as far as evidence asks for it.
    pub enum PeriodClass: "class of a period cell" {
        /// 空欄.
        Blank = "blank" ("空欄", "blank"),
        /// 期間の記載: one period, or several by case, longer than the same day.
        Set = "set" ("期間の記載", "a period"),
        /// 即日.
        SameDay = "same_day" ("即日", "the same day"),
        /// 応答を要しない.
        NoResponseDue = "no_response_due" ("応答を要しない", "no response is due"),
        /// 定めなし.
        NoneSet = "none_set" ("定めなし", "none set"),
        /// 分からない: said to be unknown, case by case, a number without a unit, or not readable.
        Open = "open" ("分からない", "not known"),
    }
}

coded_enum! {
    /// どの欄か (which cell): how a condition looks at the two period cells.
    pub enum PeriodChannel: "which period cell" {
        /// オンライン.
        Online = "online" ("オンライン", "online"),
        /// 非オンライン.
        Counter = "counter" ("非オンライン", "not online"),
        /// いずれか.
        Either = "either" ("いずれか", "either"),
        /// 両方.
        Both = "both" ("両方", "both"),
        /// いずれでもない.
        Neither = "neither" ("いずれでもない", "neither"),
    }
}

coded_enum! {
    /// 処理期間の比較 (comparison of the periods) where both cells are one number with a unit, by the
    /// day conversion.
    pub enum PeriodComparison: "comparison of two periods" {
        /// オンラインが短い.
        Shorter = "shorter" ("オンラインが短い", "online is shorter"),
        /// 同じ.
        Equal = "equal" ("同じ", "equal"),
        /// オンラインが長い.
        Longer = "longer" ("オンラインが長い", "online is longer"),
        /// 比べられない: a cell is no single number with a unit.
        NotComparable = "not_comparable" ("比べられない", "not comparable"),
    }
}

/// Codes of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeCondition {
    /// 列.
    pub column: SurveyColumn,
    /// The codes, as the edition of the survey names them; those that an edition lacks never hold.
    pub codes: Vec<String>,
}

/// A code set of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetCondition {
    /// 列.
    pub column: SurveyColumn,
    /// The id of a code set of the mapping.
    pub set: String,
}

/// Classes of the period cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PeriodCondition {
    /// Which cell.
    pub channel: PeriodChannel,
    /// The classes.
    pub is: Vec<PeriodClass>,
}

/// The state of an element of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ElementCondition {
    /// 要素.
    pub element: Element,
    /// The states.
    pub is: Vec<ElementState>,
}

/// 条件 (condition) on one row of the survey or one process.
///
/// # Wire form
///
/// `{"only": {"column": "fee", "codes": ["1"]}}`, `{"blank": "fee_payment"}`,
/// `{"period": {"channel": "either", "is": ["set"]}}`, `{"ratio_at_most": "shorten_ratio"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RowCondition {
    /// The cell holds at least one of the codes.
    HasAny(CodeCondition),
    /// The cell holds something, and nothing but these codes.
    Only(CodeCondition),
    /// The cell holds at least one code of a set.
    HasSet(SetCondition),
    /// The cell holds something, all of it listed, and nothing of the set.
    OnlyOutside(SetCondition),
    /// The cell holds nothing.
    Blank(SurveyColumn),
    /// The cell holds something.
    Filled(SurveyColumn),
    /// The period cells are of these classes.
    Period(PeriodCondition),
    /// The periods compare like this.
    Comparison(Vec<PeriodComparison>),
    /// The online period is at most this parameter times the other.
    RatioAtMost(String),
    /// The online period is at most this parameter, in days; never where the parameter has no value.
    OnlineDaysAtMost(String),
    /// 実施状況 of the process.
    Status(Vec<OnlineStatus>),
    /// 要素別の実施状況 of the process.
    Element(ElementCondition),
    /// 標準処理期間の設定状況 of the process.
    PeriodState(Vec<PeriodState>),
    /// 種類 of the process.
    ProcessKind(Vec<String>),
}

/// 規則 (rule): if all conditions hold, this is what is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MappingRule {
    /// All of them must hold.
    pub when: Vec<RowCondition>,
    /// What is known then.
    pub answer: Answer,
    /// The reason, an id of [`EvidenceMapping::reasons`].
    pub reason: String,
    /// 対象外の理由 of the standard's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable_reason: Option<ReasonId>,
    /// 候補: worth looking at, though it decides nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub candidate: bool,
}

/// The rules about one criterion; the first that holds is the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriterionMapping {
    /// 判定項目.
    pub criterion: CriterionId,
    /// How far it can be derived.
    pub derivable: Derivability,
    /// The columns that an explanation quotes.
    pub columns: Vec<SurveyColumn>,
    /// The rules.
    pub rules: Vec<MappingRule>,
    /// The reason for unknown where no rule holds.
    pub otherwise: String,
    /// A source id, or `project-decision:<topic>`.
    pub source: String,
}

/// 選択肢の集合 (code set) that a body may extend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeSet {
    /// Stable name.
    pub id: String,
    /// 列.
    pub column: SurveyColumn,
    /// What it is.
    pub label: Label,
    /// The codes.
    pub codes: Vec<String>,
    /// A source id, or `project-decision:<topic>`.
    pub source: String,
}

/// パラメータ (parameter): a threshold that is left to the municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MappingParameter {
    /// Stable name.
    pub id: String,
    /// What it is.
    pub label: Label,
    /// Our default; absent where the rule is off by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<ExactNumber>,
    /// A source id, or `project-decision:<topic>`.
    pub source: String,
}

/// 理由 (reason) with its sentences; `{column}` stands for the text of a cell or field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MappingReason {
    /// Stable name.
    pub id: String,
    /// The sentences.
    pub text: Label,
}

/// 証拠の対応表 (evidence mapping): what a row of the survey, or a process of an inventory, shows of each
/// criterion of a standard.
///
/// The criteria are official; the mapping is ours. What no rule decides is unknown, never "not met".
///
/// # Invariant
///
/// Reasons, code sets and parameters that rules name are in their lists.
///
/// # Wire form
///
/// A document of format `tosei-evidence-mapping`, version 1.
///
/// # Source
///
/// `project-decision:evidence-from-survey`, `project-decision:evidence-from-inventory`.
///
/// # Examples
///
/// ```
/// use tosei::evidence::EvidenceMapping;
///
/// let mapping = EvidenceMapping::from_survey();
/// // No column says anything about より使いやすく.
/// let none = |id: &str| mapping.criterion(&id.parse().unwrap()).unwrap().rules.is_empty();
/// assert!(["U1a", "U1b", "U2b", "U3a"].into_iter().all(none));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceMapping {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-evidence-mapping`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-evidence-mapping")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// What it derives from.
    pub from: MappingOrigin,
    /// The standard.
    pub standard: StandardId,
    /// Its edition.
    pub standard_edition: EditionId,
    /// What is official and what is ours.
    pub notes: Vec<Label>,
    /// Code sets.
    pub code_sets: Vec<CodeSet>,
    /// Parameters.
    pub parameters: Vec<MappingParameter>,
    /// The criteria, prerequisites first.
    pub criteria: Vec<CriterionMapping>,
    /// The reasons.
    pub reasons: Vec<MappingReason>,
}

/// Why a text is no mapping.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// The text is no JSON of this form.
    #[error("not an evidence mapping: {0}")]
    Shape(#[from] serde_json::Error),
    /// It names another format or version.
    #[error(
        "expected format `tosei-evidence-mapping` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
    /// A rule names a reason, code set or parameter that is in no list.
    #[error("the rules about `{criterion}` name `{name}`, which is in no list")]
    #[non_exhaustive]
    Dangling {
        /// 判定項目.
        criterion: CriterionId,
        /// The name.
        name: String,
    },
    /// The standard has no such criterion.
    #[error("the standard has no criterion `{criterion}`")]
    #[non_exhaustive]
    UnknownCriterion {
        /// 判定項目.
        criterion: CriterionId,
    },
    /// A value was given for a parameter or a code set that the mapping does not have.
    #[error("the mapping has no parameter or code set `{name}`")]
    #[non_exhaustive]
    UnknownParameter {
        /// The name as given.
        name: String,
    },
    /// The mapping is made for something else than what it is asked to read.
    #[error("the mapping derives from `{from}`")]
    #[non_exhaustive]
    Origin {
        /// What it derives from.
        from: MappingOrigin,
    },
    /// A parameter is negative.
    #[error("the parameter `{name}` must not be negative")]
    #[non_exhaustive]
    Negative {
        /// The parameter.
        name: String,
    },
}

impl MappingError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "tosei.evidence_mapping.shape",
            Self::Format { .. } => "tosei.evidence_mapping.format",
            Self::Dangling { .. } => "tosei.evidence_mapping.dangling",
            Self::UnknownCriterion { .. } => "tosei.evidence_mapping.unknown_criterion",
            Self::UnknownParameter { .. } => "tosei.evidence_mapping.unknown_parameter",
            Self::Origin { .. } => "tosei.evidence_mapping.origin",
            Self::Negative { .. } => "tosei.evidence_mapping.negative",
        }
    }
}

impl EvidenceMapping {
    /// The embedded mapping from the State's survey.
    #[must_use]
    pub fn from_survey() -> &'static Self {
        static MAPPING: OnceLock<EvidenceMapping> = OnceLock::new();
        embedded(&MAPPING, || {
            Self::from_json(include_str!("../../data/evidence_from_survey.json"))
        })
    }

    /// The embedded mapping from a body's inventory.
    #[must_use]
    pub fn from_inventory() -> &'static Self {
        static MAPPING: OnceLock<EvidenceMapping> = OnceLock::new();
        embedded(&MAPPING, || {
            Self::from_json(include_str!("../../data/evidence_from_inventory.json"))
        })
    }

    /// Reads a body's own mapping.
    ///
    /// # Errors
    ///
    /// - [`MappingError::Shape`] if the text is no JSON of this form.
    /// - [`MappingError::Format`] if it names another format or version.
    /// - [`MappingError::Dangling`] if a rule names what is in no list.
    pub fn from_json(json: &str) -> Result<Self, MappingError> {
        let mapping: Self = serde_json::from_str(json)?;
        if mapping.format != EVIDENCE_MAPPING_FORMAT
            || mapping.format_version != EVIDENCE_MAPPING_FORMAT_VERSION
        {
            return Err(MappingError::Format {
                format: mapping.format,
                version: mapping.format_version,
            });
        }
        mapping.check_names()?;
        Ok(mapping)
    }

    /// The rules about a criterion.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&CriterionMapping> {
        self.criteria.iter().find(|one| one.criterion == *id)
    }

    /// A reason by its id.
    #[must_use]
    pub fn reason(&self, id: &str) -> Option<&MappingReason> {
        self.reasons.iter().find(|one| one.id == id)
    }

    fn check_names(&self) -> Result<(), MappingError> {
        for criterion in &self.criteria {
            let known_reason = |id: &String| self.reason(id).is_some();
            let reasons = criterion.rules.iter().map(|rule| &rule.reason);
            let mut missing = reasons
                .chain([&criterion.otherwise])
                .filter(|id| !known_reason(id))
                .chain(criterion.rules.iter().flat_map(|rule| {
                    rule.when
                        .iter()
                        .filter_map(|condition| self.missing(condition))
                }));
            if let Some(name) = missing.next() {
                return Err(MappingError::Dangling {
                    criterion: criterion.criterion.clone(),
                    name: name.clone(),
                });
            }
        }
        Ok(())
    }

    fn missing<'c>(&self, condition: &'c RowCondition) -> Option<&'c String> {
        match condition {
            RowCondition::HasSet(one) | RowCondition::OnlyOutside(one) => {
                let known = |set: &CodeSet| set.id == one.set && set.column == one.column;
                (!self.code_sets.iter().any(known)).then_some(&one.set)
            }
            RowCondition::RatioAtMost(name) | RowCondition::OnlineDaysAtMost(name) => {
                let known = |parameter: &MappingParameter| parameter.id == *name;
                (!self.parameters.iter().any(known)).then_some(name)
            }
            _ => None,
        }
    }
}
