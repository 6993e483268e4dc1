//! 証拠の定義 (evidence definitions): what shows that a criterion is met, as our proposal.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::OnceLock};
use tosei_criteria::{Condition, ExactNumber, Measure, Standard, StandardDocument};
use tosei_document::Edition;
use tosei_types::{CriterionId, EditionId, Label, StandardId, coded_enum, embedded};

coded_enum! {
    /// 調査からの導出 (whether a survey shows it): how far the State's survey can answer a criterion.
    ///
    /// # Source
    ///
    /// `project-decision:qos-evidence`.
    pub enum Derivability: "how far a survey shows a criterion" {
        /// 全部.
        Yes = "yes" ("全部導ける", "in full"),
        /// 一部.
        Partly = "partly" ("一部導ける", "partly"),
        /// 弱い手掛かり.
        Weakly = "weakly" ("弱い手掛かりがある", "weakly"),
        /// 候補のみ: it finds candidates and decides nothing.
        Candidate = "candidate" ("候補が分かる", "candidates only"),
        /// 手掛かりのみ.
        Hint = "hint" ("手掛かりのみ", "a hint only"),
        /// なし: it stays unknown.
        No = "no" ("導けない", "not at all"),
    }
}

/// パラメータ (parameter): a threshold that is left to the municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceParameter {
    /// Stable name, such as `shorten_ratio`.
    pub id: String,
    /// What it is.
    pub label: Label,
    /// Our default.
    pub default: ExactNumber,
    /// Where in the condition it stands, as a JSON Pointer.
    pub threshold: String,
}

/// 証拠の定義 (evidence definition) of one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceDefinition {
    /// The criterion.
    pub criterion: CriterionId,
    /// What shows it, in words.
    pub evidence: Label,
    /// How far the State's survey shows it.
    pub derivable: Derivability,
    /// The columns of the survey that say something about it, as they are headed there.
    pub survey_columns: Vec<String>,
    /// The thresholds that a municipality can set.
    pub parameters: Vec<EvidenceParameter>,
    /// The condition over measured values, where one can decide it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// A source id, or `project-decision:<topic>`.
    pub source: String,
}

/// 証拠の定義集 (evidence definitions) of one edition of a standard.
///
/// The criteria are official; what shows them is not published. These definitions are ours. The
/// published standard asks yes or no; [`measured`](Self::measured) makes an edition of it in which
/// chosen criteria are decided by measured values instead.
///
/// # Source
///
/// `project-decision:qos-evidence`.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::{EvidenceDefinitions, tokyo_2024};
/// use std::collections::BTreeMap;
///
/// // A body for which 大幅短縮 means at most 70 % of the counter's period.
/// let ours = EvidenceDefinitions::tokyo_2024().measured(
///     tokyo_2024(),
///     "2024-measured".parse()?,
///     &["F3a".parse()?],
///     &BTreeMap::from([("shorten_ratio".to_owned(), "0.7".parse()?)]),
/// )?;
/// assert!(ours.criterion(&"F3a".parse()?).unwrap().condition.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceDefinitions {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-evidence-definitions`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-evidence-definitions")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The standard they belong to.
    pub standard: StandardId,
    /// Its edition.
    pub standard_edition: EditionId,
    /// What is measured.
    pub measures: Vec<Measure>,
    /// The definitions, in the order of the criteria.
    pub definitions: Vec<EvidenceDefinition>,
}

/// Why no measured edition can be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MeasuredError {
    /// No definition decides the criterion by measured values.
    #[error("no definition decides `{criterion}` by measured values")]
    #[non_exhaustive]
    NoCondition {
        /// The criterion.
        criterion: CriterionId,
    },
    /// The standard does not have the criterion.
    #[error("the standard has no criterion `{criterion}`")]
    #[non_exhaustive]
    NoCriterion {
        /// The criterion.
        criterion: CriterionId,
    },
    /// None of the chosen criteria has the parameter.
    #[error("none of the chosen criteria has a parameter `{parameter}`")]
    #[non_exhaustive]
    NoParameter {
        /// The parameter.
        parameter: String,
    },
    /// The value does not fit where the parameter stands.
    #[error("the parameter `{parameter}` does not fit its condition")]
    #[non_exhaustive]
    Threshold {
        /// The parameter.
        parameter: String,
    },
}

impl MeasuredError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoCondition { .. } => "qos.measured.no_condition",
            Self::NoCriterion { .. } => "qos.measured.no_criterion",
            Self::NoParameter { .. } => "qos.measured.no_parameter",
            Self::Threshold { .. } => "qos.measured.threshold",
        }
    }
}

impl EvidenceDefinition {
    /// The condition with the thresholds that a body has set; `None` if there is no condition.
    ///
    /// # Errors
    ///
    /// [`MeasuredError::Threshold`] if a parameter does not fit where it stands, or what stands there
    /// is not its default.
    pub fn condition_with(
        &self,
        parameters: &BTreeMap<String, ExactNumber>,
    ) -> Result<Option<Condition>, MeasuredError> {
        let Some(condition) = &self.condition else {
            return Ok(None);
        };
        let mut json = serde_json::to_value(condition).unwrap_or_default();
        let mut last = None;
        for parameter in &self.parameters {
            let threshold = json.pointer_mut(&parameter.threshold);
            let stated = threshold.filter(|stated| **stated == parameter.default.to_string());
            let Some(threshold) = stated else {
                return Err(MeasuredError::Threshold {
                    parameter: parameter.id.clone(),
                });
            };
            let Some(value) = parameters.get(&parameter.id) else {
                continue;
            };
            last = Some(&parameter.id);
            *threshold = value.to_string().into();
        }
        let condition = serde_json::from_value(json).map_err(|_| MeasuredError::Threshold {
            parameter: last.cloned().unwrap_or_default(),
        })?;
        Ok(Some(condition))
    }
}

impl EvidenceDefinitions {
    /// The embedded definitions for the standard of 2024.
    #[must_use]
    pub fn tokyo_2024() -> &'static Self {
        static DEFINITIONS: OnceLock<EvidenceDefinitions> = OnceLock::new();
        embedded(&DEFINITIONS, || {
            serde_json::from_str(include_str!("../data/evidence/tokyo-2024.json"))
        })
    }

    /// The definition of one criterion.
    #[must_use]
    pub fn definition(&self, criterion: &CriterionId) -> Option<&EvidenceDefinition> {
        self.definitions
            .iter()
            .find(|definition| definition.criterion == *criterion)
    }

    /// An edition of a standard in which the chosen criteria are decided by measured values.
    ///
    /// Parameters that are not named keep their defaults. The measures that the conditions ask about
    /// come into the edition with them.
    ///
    /// # Errors
    ///
    /// - [`MeasuredError::NoCriterion`] if the standard lacks a chosen criterion.
    /// - [`MeasuredError::NoCondition`] if no definition decides it by measured values.
    /// - [`MeasuredError::NoParameter`] if no chosen criterion has a named parameter.
    /// - [`MeasuredError::Threshold`] if a parameter does not fit.
    pub fn measured(
        &self,
        standard: &Standard,
        edition: EditionId,
        criteria: &[CriterionId],
        parameters: &BTreeMap<String, ExactNumber>,
    ) -> Result<Standard, MeasuredError> {
        let mut document: StandardDocument = standard.document().clone();
        document.edition = edition;
        let mut known: Vec<&str> = Vec::new();
        for id in criteria {
            let Some(criterion) = document.criteria.iter_mut().find(|one| one.id == *id) else {
                return Err(MeasuredError::NoCriterion {
                    criterion: id.clone(),
                });
            };
            let definition = self.definition(id);
            let condition = match definition {
                Some(definition) => definition.condition_with(parameters)?,
                None => None,
            };
            let (Some(definition), Some(condition)) = (definition, condition) else {
                return Err(MeasuredError::NoCondition {
                    criterion: id.clone(),
                });
            };
            known.extend(definition.parameters.iter().map(|one| one.id.as_str()));
            let text = serde_json::to_string(&condition).unwrap_or_default();
            for measure in &self.measures {
                let asked = text.contains(&format!("\"{}\"", measure.id));
                if asked && document.measures.iter().all(|one| one.id != measure.id) {
                    document.measures.push(measure.clone());
                }
            }
            criterion.condition = Some(condition);
        }
        if let Some(parameter) = parameters.keys().find(|id| !known.contains(&id.as_str())) {
            return Err(MeasuredError::NoParameter {
                parameter: parameter.clone(),
            });
        }
        // The frame was that of a standard before.
        Standard::try_from(document).map_err(|_| MeasuredError::Threshold {
            parameter: String::new(),
        })
    }
}
