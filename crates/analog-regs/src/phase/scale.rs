//! The scales of phases as data, and what a change of phase says.

use super::PhaseStep;
use crate::category::WordingStatus;
use crate::{Categories, CategoryId, ScaleId, SubtypeId};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Date, Label, embedded};

/// The `format` of scales of phases.
pub const PHASES_FORMAT: &str = "tosei-analog-phases";

tosei_types::coded_enum! {
    /// 段階内の順序 (order of steps within a phase): what ① and ② say about each other.
    pub enum MinorSteps: "order of steps within a phase" {
        /// 未公表: their meaning has not been published, so neither is further than the other.
        Unknown = "unknown" ("意味が公表されていない", "meaning not published"),
        /// 昇順: a higher number is further.
        Ascending = "ascending" ("番号の大きい方が進んでいる", "a higher number is further"),
    }
}

tosei_types::coded_enum! {
    /// Phaseの変化 (change of phase) from 現在Phase to 見直し後Phase.
    pub enum PhaseChange: "change of phase" {
        /// 前進: the phase after the review is further.
        Forward = "forward" ("前進", "forward"),
        /// 同じ: nothing changes.
        Same = "same" ("変化なし", "no change"),
        /// 後退: the phase after the review lies before the present one.
        Backward = "backward" ("後退", "backward"),
        /// 段階内: another step within one phase, whose order is not known.
        WithinPhase = "within_phase" ("同じPhaseの中の変化", "within one phase, order not known"),
    }
}

/// 段階の文言 (wording of a step).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PhaseWording {
    /// Which step.
    pub step: PhaseStep,
    /// The wording, as far as it has been published; `null` where it has not.
    pub wording: Option<Label>,
    /// How far it is known.
    pub status: WordingStatus,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// Phaseの表 (scale of phases): the steps of one group of categories, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PhaseScale {
    /// Stable id, named by categories.
    pub id: ScaleId,
    /// The group that it is for.
    pub label: Label,
    /// The categories that it is for.
    pub categories: Vec<CategoryId>,
    /// 細分類: those that it is for, where a scale is not that of the whole category.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subtypes: Vec<SubtypeId>,
    /// What steps within a phase say about each other.
    pub minor_steps: MinorSteps,
    /// The steps, from the first to the last.
    pub steps: Vec<PhaseWording>,
    /// The first day on which it holds; absent if no day has been published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Date>,
    /// The last day on which it holds; absent while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<Date>,
}

impl PhaseScale {
    /// The wording of a step.
    ///
    /// `None` if the scale has no such step. A step within a phase that the scale lists only as a
    /// whole is not in it.
    #[must_use]
    pub fn step(&self, step: PhaseStep) -> Option<&PhaseWording> {
        self.steps.iter().find(|wording| wording.step == step)
    }

    /// Whether a step may stand in a record judged by this scale: the step itself, or a step within
    /// a phase that the scale has.
    ///
    /// Steps within a phase are known to exist without a published list, so they are taken wherever
    /// the phase is.
    #[must_use]
    pub fn takes(&self, step: PhaseStep) -> bool {
        self.steps
            .iter()
            .any(|wording| wording.step.major() == step.major())
    }

    /// The highest phase that it has.
    #[must_use]
    pub fn last_phase(&self) -> Option<u8> {
        self.steps.iter().map(|wording| wording.step.major()).max()
    }

    /// What a change from one step to another says.
    ///
    /// A phase without a step and a step within the same phase (「1」 and 「1-②」) differ in how exactly
    /// they were written, so nothing is concluded from them either.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::{PhaseChange, PhaseScales};
    ///
    /// let scale = PhaseScales::standard().get("sight_and_audit").unwrap();
    /// let change = |from: &str, to: &str| scale.change(from.parse().unwrap(), to.parse().unwrap());
    /// assert_eq!(change("1-②", "3"), PhaseChange::Forward);
    /// assert_eq!(change("2", "1-③"), PhaseChange::Backward);
    /// // What ① and ② mean has not been published.
    /// assert_eq!(change("1-①", "1-②"), PhaseChange::WithinPhase);
    /// ```
    #[must_use]
    pub fn change(&self, from: PhaseStep, to: PhaseStep) -> PhaseChange {
        use std::cmp::Ordering;
        if from == to {
            return PhaseChange::Same;
        }
        let order = match to.major().cmp(&from.major()) {
            Ordering::Equal => match (self.minor_steps, from.minor(), to.minor()) {
                (MinorSteps::Ascending, Some(from), Some(to)) => to.cmp(&from),
                _ => Ordering::Equal,
            },
            order => order,
        };
        match order {
            Ordering::Greater => PhaseChange::Forward,
            Ordering::Less => PhaseChange::Backward,
            Ordering::Equal => PhaseChange::WithinPhase,
        }
    }

    /// Whether it holds on a day; both ends count, and an end that is not known does not exclude.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.effective_from.is_none_or(|from| from <= day)
            && self.effective_to.is_none_or(|to| day <= to)
    }
}

/// The wire form of scales of phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "AnalogPhases"))]
#[serde(deny_unknown_fields)]
pub struct PhaseScalesDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-analog-phases`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-analog-phases")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The scales.
    pub scales: Vec<PhaseScale>,
}

/// The scales of phases in use, one for each group of categories.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{PhaseScales, WordingStatus};
///
/// let scales = PhaseScales::standard();
/// let sight = scales.get("sight_and_audit").unwrap();
/// let second = sight.step("2".parse()?).unwrap();
/// assert_eq!(second.wording.as_ref().unwrap().ja, "情報収集の遠隔化、人による評価");
/// let presence = scales.get("presence").unwrap();
/// assert!(presence.steps.iter().all(|step| step.status == WordingStatus::NotPublished));
/// # Ok::<(), tosei_analog_regs::PhaseStepError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhaseScales {
    edition: Edition,
    scales: Vec<PhaseScale>,
}

impl PhaseScales {
    /// The embedded scales.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<PhaseScales> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/codes/phases.json"))
        })
    }

    /// Reads a body's own scales, which stand in place of the embedded ones.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if a scale, or a step in one, stands twice.
    /// - [`DataFileError::Contradiction`] if what is not published has a wording, or the reverse; if
    ///   steps are not in their order; or if a scale ends before it begins.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: PhaseScalesDocument = serde_json::from_str(json)?;
        expect_format(
            (PHASES_FORMAT, 1),
            (&document.format, document.format_version),
        )?;
        let scales = document.scales;
        for scale in &scales {
            let texts: Vec<String> = scale.steps.iter().map(|one| one.step.ascii()).collect();
            expect_distinct(texts.iter().map(String::as_str))?;
            let contradiction = |what| DataFileError::contradiction(scale.id.to_string(), what);
            let silent = |one: &PhaseWording| one.status == WordingStatus::NotPublished;
            if scale
                .steps
                .iter()
                .any(|one| silent(one) != one.wording.is_none())
            {
                return Err(contradiction(
                    "a wording and the status that says whether there is one",
                ));
            }
            if !scale.steps.is_sorted_by_key(|one| one.step) {
                return Err(contradiction("the steps and their order"));
            }
            if let (Some(from), Some(to)) = (scale.effective_from, scale.effective_to)
                && to < from
            {
                return Err(contradiction("its first and its last day"));
            }
        }
        expect_distinct(scales.iter().map(|scale| scale.id.as_str()))?;
        Ok(Self {
            edition: document.edition,
            scales,
        })
    }

    /// Origin and day of the scales.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// All scales.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &PhaseScale> {
        self.scales.iter()
    }

    /// A scale by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&PhaseScale> {
        self.scales.iter().find(|scale| scale.id.as_str() == id)
    }

    /// The scale that a category, or one of its sub-types, is judged by on a day.
    ///
    /// A scale of the sub-type goes before that of the whole category.
    #[must_use]
    pub fn scale_of(
        &self,
        category: &CategoryId,
        subtype: Option<&SubtypeId>,
        day: Date,
    ) -> Option<&PhaseScale> {
        let fits = |scale: &&PhaseScale| scale.categories.contains(category) && scale.holds_on(day);
        let own = subtype.and_then(|subtype| {
            let mut all = self.scales.iter();
            all.find(|scale| fits(scale) && scale.subtypes.contains(subtype))
        });
        own.or_else(|| {
            let mut all = self.scales.iter();
            all.find(|scale| fits(scale) && scale.subtypes.is_empty())
        })
    }

    /// Categories whose scale is not among these.
    #[must_use]
    pub fn missing_for(&self, categories: &Categories) -> Vec<CategoryId> {
        categories
            .iter()
            .filter(|category| self.get(category.scale.as_str()).is_none())
            .map(|category| category.id.clone())
            .collect()
    }
}
