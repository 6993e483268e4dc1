//! 評価 (assessment): where one procedure stands on a day, as a value that can be kept.

use serde::{Deserialize, Serialize};
use tosei_criteria::{Answer, LevelNumber};
use tosei_types::{AxisId, CriterionId, Date, EditionId, ProcedureId, StandardId, coded_enum};

coded_enum! {
    /// 評価の状態 (state of an assessment): whether a procedure has levels at all.
    pub enum AssessmentState: "state of an assessment" {
        /// 評価済: it is digital, and has levels.
        Assessed = "assessed" ("評価済", "assessed"),
        /// デジタル化していない: it has no level, which is not level 0.
        NotDigital = "not_digital" ("デジタル化していない", "not digital"),
        /// デジタル化しているか不明: whether it has levels is not known.
        DigitalUnknown = "digital_unknown" ("デジタル化しているか不明", "not known whether digital"),
    }
}

coded_enum! {
    /// 段階の根拠 (basis of a level): how the certain level came about.
    pub enum LevelBasis: "basis of a level" {
        /// 基準を満たした: each level up to this one has a criterion that was met; or it is level 0.
        Earned = "earned" ("基準を満たした", "earned"),
        /// 対象外を含む: at some level up to this one no criterion applied.
        ByNonApplicability = "by_non_applicability" ("対象外による", "by non-applicability"),
    }
}

/// 基準の判定 (criterion in an assessment): its verdict, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriterionState {
    /// 判定項目ID.
    pub criterion: CriterionId,
    /// 原則: the principle it belongs to.
    pub principle: AxisId,
    /// The answer that counted.
    pub answer: Answer,
    /// 理由コード: why the verdict is what it is (`expired`, `exempted`, …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// 原則ごとの段階 (level of a principle): what is certain, and what is possible.
///
/// # Invariant
///
/// The floor is not above the ceiling; a principle that is 対象外 as a whole has no levels.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::PrincipleLevel", into = "wire::PrincipleLevel")]
pub struct PrincipleLevel {
    principle: AxisId,
    levels: Option<Levels>,
    decided_by: Vec<CriterionId>,
    unknown: Vec<CriterionId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Levels {
    floor: LevelNumber,
    ceiling: LevelNumber,
    basis: LevelBasis,
}

/// Why levels are not those of a principle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrincipleLevelError {
    /// The floor is above the ceiling.
    #[error("the floor `{floor}` is above the ceiling `{ceiling}`")]
    #[non_exhaustive]
    FloorAboveCeiling {
        /// The floor.
        floor: LevelNumber,
        /// The ceiling.
        ceiling: LevelNumber,
    },
    /// A principle that is out of scope as a whole has a level, or one in scope has none.
    #[error("a principle has a floor, a ceiling and a basis, or none of them")]
    Incomplete,
}

impl PrincipleLevelError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::FloorAboveCeiling { .. } => "qos.principle_level.floor_above_ceiling",
            Self::Incomplete => "qos.principle_level.incomplete",
        }
    }
}

impl PrincipleLevel {
    /// A principle with its certain and its possible level.
    ///
    /// # Errors
    ///
    /// [`PrincipleLevelError::FloorAboveCeiling`].
    pub fn try_new(
        principle: AxisId,
        (floor, ceiling): (LevelNumber, LevelNumber),
        basis: LevelBasis,
    ) -> Result<Self, PrincipleLevelError> {
        if floor > ceiling {
            return Err(PrincipleLevelError::FloorAboveCeiling { floor, ceiling });
        }
        let levels = Levels {
            floor,
            ceiling,
            basis,
        };
        Ok(Self {
            principle,
            levels: Some(levels),
            decided_by: Vec::new(),
            unknown: Vec::new(),
        })
    }

    /// 対象外: a principle none of whose criteria applies.
    #[must_use]
    pub fn out_of_scope(principle: AxisId) -> Self {
        Self {
            principle,
            levels: None,
            decided_by: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Names the criteria that hold the level down, and the unknown ones that could change it.
    #[must_use]
    pub fn with_reasons(self, decided_by: Vec<CriterionId>, unknown: Vec<CriterionId>) -> Self {
        Self {
            decided_by,
            unknown,
            ..self
        }
    }

    /// The principle's id.
    #[must_use]
    pub fn principle(&self) -> &AxisId {
        &self.principle
    }

    /// The level that is certain; `None` for 対象外.
    #[must_use]
    pub fn floor(&self) -> Option<LevelNumber> {
        self.levels.map(|levels| levels.floor)
    }

    /// The level that is possible; `None` for 対象外.
    #[must_use]
    pub fn ceiling(&self) -> Option<LevelNumber> {
        self.levels.map(|levels| levels.ceiling)
    }

    /// The level, if nothing that could change it is unknown.
    #[must_use]
    pub fn certain(&self) -> Option<LevelNumber> {
        self.levels
            .filter(|levels| levels.floor == levels.ceiling)
            .map(|levels| levels.floor)
    }

    /// How the certain level came about; `None` for 対象外.
    #[must_use]
    pub fn basis(&self) -> Option<LevelBasis> {
        self.levels.map(|levels| levels.basis)
    }

    /// Whether no criterion of the principle applies.
    #[must_use]
    pub fn is_out_of_scope(&self) -> bool {
        self.levels.is_none()
    }

    /// The criteria that hold the level down.
    #[must_use]
    pub fn decided_by(&self) -> &[CriterionId] {
        &self.decided_by
    }

    /// The unknown criteria that could change it.
    #[must_use]
    pub fn unknown(&self) -> &[CriterionId] {
        &self.unknown
    }
}

/// 評価結果 (procedure assessment): the levels of one procedure on one day.
///
/// There is no level over all principles: no source defines one. A procedure that is not digital has
/// no principles here.
///
/// # Wire form
///
/// `{"procedure": "P-0001", "as_of": "2025-06-30", "standard": "tokyo-2024", "edition": "…",
/// "state": "assessed", "principles": [...], "criteria": [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcedureAssessment {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 評価日: the day for which it holds.
    pub as_of: Date,
    /// 品質基準: the id of the standard.
    pub standard: StandardId,
    /// 版: the edition of the standard.
    pub edition: EditionId,
    /// Whether it has levels.
    pub state: AssessmentState,
    /// The levels, in the order of the standard.
    #[serde(default)]
    pub principles: Vec<PrincipleLevel>,
    /// The verdicts on all criteria, in the order of the standard.
    #[serde(default)]
    pub criteria: Vec<CriterionState>,
}

impl ProcedureAssessment {
    /// The level of one principle; `None` if the procedure has no levels, or the standard no such
    /// principle.
    #[must_use]
    pub fn principle(&self, id: &str) -> Option<&PrincipleLevel> {
        self.principles
            .iter()
            .find(|principle| principle.principle.as_str() == id)
    }

    /// The verdict on one criterion.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<&CriterionState> {
        self.criteria.iter().find(|state| state.criterion.as_str() == id)
    }
}

mod wire {
    use super::{
        AxisId, CriterionId, Deserialize, LevelBasis, LevelNumber, Levels, PrincipleLevelError,
        Serialize,
    };

    /// 原則ごとの段階 (level of a principle).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "PrincipleLevel"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct PrincipleLevel {
        /// 原則 / id of the principle.
        principle: AxisId,
        /// 確実な段階 / the level that is certain; absent for 対象外.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        floor: Option<LevelNumber>,
        /// 可能な段階 / the level that is possible; absent for 対象外.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ceiling: Option<LevelNumber>,
        /// 根拠 / how the certain level came about; absent for 対象外.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<LevelBasis>,
        /// 段階を決めた基準 / the criteria that hold the level down.
        #[serde(default)]
        decided_by: Vec<CriterionId>,
        /// 段階を変えうる不明の基準 / the unknown criteria that could change it.
        #[serde(default)]
        unknown: Vec<CriterionId>,
    }

    impl TryFrom<PrincipleLevel> for super::PrincipleLevel {
        type Error = PrincipleLevelError;
        fn try_from(wire: PrincipleLevel) -> Result<Self, PrincipleLevelError> {
            let level = match (wire.floor, wire.ceiling, wire.basis) {
                (None, None, None) => Self::out_of_scope(wire.principle),
                (Some(floor), Some(ceiling), Some(basis)) => {
                    Self::try_new(wire.principle, (floor, ceiling), basis)?
                }
                _ => return Err(PrincipleLevelError::Incomplete),
            };
            Ok(level.with_reasons(wire.decided_by, wire.unknown))
        }
    }

    impl From<super::PrincipleLevel> for PrincipleLevel {
        fn from(level: super::PrincipleLevel) -> Self {
            let of = |part: fn(Levels) -> LevelNumber| level.levels.map(part);
            Self {
                floor: of(|levels| levels.floor),
                ceiling: of(|levels| levels.ceiling),
                basis: level.levels.map(|levels| levels.basis),
                principle: level.principle,
                decided_by: level.decided_by,
                unknown: level.unknown,
            }
        }
    }
}
