//! 評価 (assessment): where one procedure stands on a day.

use serde::{Deserialize, Serialize};
use tosei_criteria::{
    Assessment, AxisAssessment, EvidenceSet, LevelNumber, PrerequisiteStatus, StandardSeries,
    evaluate,
};
use tosei_types::{AxisId, Date, ProcedureId, SubjectId, coded_enum};

/// Why a procedure cannot be assessed on a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AssessError {
    /// No edition of the standard is used on that day.
    #[error("no edition of the standard is used on `{day}`")]
    #[non_exhaustive]
    NoEdition {
        /// The day.
        day: Date,
    },
}

impl AssessError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoEdition { .. } => "qos.assessment.no_edition",
        }
    }
}

impl tosei_document::Explain for AssessError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: tosei_types::Language) -> String {
        match (self, language) {
            (Self::NoEdition { day }, tosei_types::Language::Ja) => {
                format!("{}に使われる品質基準の版がありません。", day.label_ja())
            }
            (Self::NoEdition { day }, tosei_types::Language::En) => {
                format!("No edition of the standard is used on {}.", day.label_en())
            }
        }
    }
}

/// A procedure as the subject of evidence: the same id.
#[must_use]
#[allow(
    clippy::expect_used,
    reason = "both ids have one form, which the procedure's id was checked for"
)]
pub fn subject_of(procedure: &ProcedureId) -> SubjectId {
    SubjectId::new(procedure.as_str()).expect("one form of identifier")
}

/// Assesses one procedure as of a day: by the edition of that day, and by the evidence of that day.
///
/// A procedure that is not digital has no level at all. There is no level over all principles
/// unless the standard names a rule for one; `tokyo-2024` does not.
///
/// # Errors
///
/// [`AssessError::NoEdition`] if no edition is used on that day.
///
/// # Examples
///
/// ```
/// use tosei_criteria::EvidenceSet;
/// use tosei_qos_model::{AssessError, assess, tokyo};
///
/// let nothing = EvidenceSet::default();
/// let before = assess(tokyo(), &nothing, &"P-0001".parse()?, "2024-03-31".parse()?);
/// assert!(matches!(before, Err(AssessError::NoEdition { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn assess(
    series: &StandardSeries,
    evidence: &EvidenceSet,
    procedure: &ProcedureId,
    as_of: Date,
) -> Result<Assessment, AssessError> {
    let standard = series
        .on(as_of)
        .ok_or(AssessError::NoEdition { day: as_of })?;
    Ok(evaluate(standard, evidence, &subject_of(procedure), as_of))
}

coded_enum! {
    /// 段階の状態 (standing): what can be said of a procedure's level of one principle.
    ///
    /// # Source
    ///
    /// `project-decision:qos-map-counts`.
    pub enum Standing: "standing on a principle" {
        /// 基準を満たした: the level is certain, and every level up to it is earned.
        Earned = "earned" ("基準を満たした", "earned"),
        /// 対象外による: it is certain, but stands higher than what was earned, since criteria do not apply.
        ByNonApplicability = "by_non_applicability" ("対象外による", "by non-applicability"),
        /// 幅あり: what is unknown could change it.
        Range = "range" ("幅あり", "a range"),
        /// 対象外: no criterion of the principle applies.
        OutOfScope = "out_of_scope" ("対象外", "out of scope"),
        /// デジタル化していない: there is no level, which is not level 0.
        NotDigital = "not_digital" ("デジタル化していない", "not digital"),
        /// デジタル化しているか不明: whether there is a level is not known.
        DigitalUnknown = "digital_unknown" ("デジタル化しているか不明", "not known whether digital"),
    }
}

/// 段階 (level as shown): where a procedure stands on one principle.
///
/// `floor` and `ceiling` are those of the standard's own rule; `standing_level` is the level that
/// a map counts it at, levels reached only because nothing applied included.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PrincipleStanding {
    /// 原則.
    pub principle: AxisId,
    /// What can be said.
    pub standing: Standing,
    /// 確実な段階; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<LevelNumber>,
    /// 可能な段階; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<LevelNumber>,
    /// 対象外を含めて到達した段階: the certain level with 対象外 levels counted in; absent for a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing_level: Option<LevelNumber>,
}

impl PrincipleStanding {
    /// Where an assessed procedure stands on a principle of its standard.
    #[must_use]
    pub fn of(assessment: &Assessment, principle: &AxisId) -> Self {
        let none = |standing| Self {
            principle: principle.clone(),
            standing,
            floor: None,
            ceiling: None,
            standing_level: None,
        };
        match (assessment.prerequisite, assessment.axis(principle)) {
            (PrerequisiteStatus::Met, Some(axis)) if !axis.not_applicable => {
                Self::with_levels(principle, axis)
            }
            (PrerequisiteStatus::Met, _) => none(Standing::OutOfScope),
            (PrerequisiteStatus::NotMet, _) => none(Standing::NotDigital),
            _ => none(Standing::DigitalUnknown),
        }
    }

    fn with_levels(principle: &AxisId, axis: &AxisAssessment) -> Self {
        // The level is one of the two, by the standard's policy.
        let certain = axis.reached.is_certain() && axis.earned.is_certain();
        let standing = match certain {
            false => Standing::Range,
            true if axis.reached.floor > axis.earned.floor => Standing::ByNonApplicability,
            true => Standing::Earned,
        };
        Self {
            principle: principle.clone(),
            standing,
            floor: Some(axis.level.floor),
            ceiling: Some(axis.level.ceiling),
            standing_level: certain.then_some(axis.reached.floor),
        }
    }

    /// The standing in a few words: 「Lv1」「Lv1～2」「対象外」.
    #[must_use]
    pub fn words(&self, language: tosei_types::Language) -> String {
        use tosei_types::Language::{En, Ja};
        let (Some(floor), Some(ceiling)) = (self.floor, self.ceiling) else {
            return self.standing.label(language).to_owned();
        };
        match (self.standing, self.standing_level, language) {
            (Standing::ByNonApplicability, Some(level), Ja) => {
                format!("Lv{floor}（対象外を含めLv{level}）")
            }
            (Standing::ByNonApplicability, Some(level), En) => {
                format!("Lv{floor} (Lv{level} with what does not apply)")
            }
            _ if floor == ceiling && self.standing != Standing::Range => format!("Lv{floor}"),
            (_, _, Ja) if floor == ceiling => format!("Lv{floor}（幅あり）"),
            (_, _, En) if floor == ceiling => format!("Lv{floor} (a range)"),
            (_, _, Ja) => format!("Lv{floor}～{ceiling}"),
            (_, _, En) => format!("Lv{floor} to {ceiling}"),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use tosei_criteria::LevelRange;
    use tosei_types::Language::{En, Ja};

    fn range((floor, ceiling): (u8, u8)) -> LevelRange {
        LevelRange {
            floor: LevelNumber::try_new(floor).unwrap(),
            ceiling: LevelNumber::try_new(ceiling).unwrap(),
        }
    }

    fn standing(level: (u8, u8), earned: (u8, u8), reached: (u8, u8)) -> PrincipleStanding {
        let axis = AxisAssessment {
            axis: "faster".parse().unwrap(),
            level: range(level),
            earned: range(earned),
            reached: range(reached),
            not_applicable: false,
            levels: Vec::new(),
            supporting: Vec::new(),
            blocking: Vec::new(),
            open: Vec::new(),
        };
        PrincipleStanding::with_levels(&axis.axis, &axis)
    }

    /// Law: a standing is certain where both the earned and the reached level are, and is then in one word.
    #[test]
    fn both_levels_must_be_certain() {
        for (level, earned, reached, expected, ja, en) in [
            ((1, 1), (1, 1), (1, 1), Standing::Earned, "Lv1", "Lv1"),
            (
                (1, 1),
                (1, 1),
                (2, 2),
                Standing::ByNonApplicability,
                "Lv1（対象外を含めLv2）",
                "Lv1 (Lv2 with what does not apply)",
            ),
            (
                (1, 1),
                (1, 1),
                (1, 2),
                Standing::Range,
                "Lv1（幅あり）",
                "Lv1 (a range)",
            ),
            (
                (2, 2),
                (0, 2),
                (2, 2),
                Standing::Range,
                "Lv2（幅あり）",
                "Lv2 (a range)",
            ),
            (
                (0, 2),
                (0, 2),
                (2, 2),
                Standing::Range,
                "Lv0～2",
                "Lv0 to 2",
            ),
            (
                (0, 2),
                (0, 2),
                (1, 2),
                Standing::Range,
                "Lv0～2",
                "Lv0 to 2",
            ),
        ] {
            let found = standing(level, earned, reached);
            assert_eq!(found.standing, expected);
            assert_eq!(
                (found.words(Ja).as_str(), found.words(En).as_str()),
                (ja, en)
            );
            assert_eq!(found.standing_level.is_some(), expected != Standing::Range);
        }
    }
}
