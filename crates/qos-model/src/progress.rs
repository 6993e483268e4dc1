//! 進捗 (progress): a target held against an assessment.

use crate::{PrincipleStanding, Standing, Target};
use serde::{Deserialize, Serialize};
use tosei_criteria::{Assessment, LevelNumber};
use tosei_types::{AxisId, Date, ProcedureId, coded_enum};

coded_enum! {
    /// 進捗の判定 (verdict on progress).
    pub enum ProgressVerdict: "verdict on progress" {
        /// 達成: the certain level is the target's or above.
        Reached = "reached" ("達成", "reached"),
        /// 期限前: not reached yet; the last day has not passed.
        Ahead = "ahead" ("期限前", "still ahead"),
        /// 期限超過: certainly not reached, and the last day has passed.
        Overdue = "overdue" ("期限超過", "overdue"),
        /// 判定できない: reached or not depends on what is unknown.
        Undecided = "undecided" ("判定できない", "undecided"),
        /// 対象外: no criterion of the principle applies.
        OutOfScope = "out_of_scope" ("対象外", "out of scope"),
        /// 段階なし: the procedure is not digital, or not known to be; it has no level.
        NoLevel = "no_level" ("段階なし", "no level"),
    }
}

/// 進捗 (progress): one target on one day.
///
/// # Invariant
///
/// `days_overdue` is above 0 only if the last day has passed and the target is not certainly reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 原則.
    pub principle: AxisId,
    /// The day of the assessment.
    pub as_of: Date,
    /// 目標の段階, as it was on that day.
    pub target: LevelNumber,
    /// 期限, as it was on that day.
    pub by: Date,
    /// 確実な段階; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<LevelNumber>,
    /// 可能な段階; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<LevelNumber>,
    /// The verdict.
    pub verdict: ProgressVerdict,
    /// How many levels are certainly missing: the target less the ceiling.
    pub levels_missing: u8,
    /// 期限からの日数: days since the last day passed without the target being certainly reached.
    pub days_overdue: u32,
    /// 期限の延長日数: by how many days the last day was moved up to then.
    pub days_moved: i64,
}

/// Holds a target against an assessment of the same procedure, as the target was on that day.
///
/// # Examples
///
/// ```
/// use tosei_criteria::EvidenceSet;
/// use tosei_qos_model::{ProgressVerdict, Target, assess, progress, tokyo};
///
/// let target: Target = serde_json::from_str(
///     r#"{"procedure": "P-1", "principle": "faster", "level": 2, "by": "2027-03-31"}"#,
/// )?;
/// // Nothing is known: not even whether the procedure is digital.
/// let assessment = assess(tokyo(), &EvidenceSet::default(), &target.procedure, "2027-04-01".parse()?)?;
/// let now = progress(&target, &assessment);
/// assert_eq!((now.verdict, now.days_overdue), (ProgressVerdict::NoLevel, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn progress(target: &Target, assessment: &Assessment) -> Progress {
    let as_of = assessment.as_of;
    let (level, by) = target.as_of(as_of);
    let standing = PrincipleStanding::of(assessment, &target.principle);
    let (floor, ceiling) = (standing.floor, standing.ceiling);
    let passed = as_of > by;
    let verdict = match (standing.standing, floor, ceiling) {
        (Standing::NotDigital | Standing::DigitalUnknown, ..) => ProgressVerdict::NoLevel,
        (_, Some(floor), _) if floor >= level => ProgressVerdict::Reached,
        (_, Some(_), Some(ceiling)) if ceiling >= level => ProgressVerdict::Undecided,
        (_, Some(_), _) if passed => ProgressVerdict::Overdue,
        (_, Some(_), _) => ProgressVerdict::Ahead,
        (_, None, _) => ProgressVerdict::OutOfScope,
    };
    let late = matches!(
        verdict,
        ProgressVerdict::Overdue | ProgressVerdict::Undecided | ProgressVerdict::NoLevel
    );
    let days_overdue = if late && passed {
        u32::try_from(by.days_until(as_of)).unwrap_or(u32::MAX)
    } else {
        0
    };
    let first = target.earlier.first();
    Progress {
        procedure: target.procedure.clone(),
        principle: target.principle.clone(),
        as_of,
        target: level,
        by,
        floor,
        ceiling,
        verdict,
        levels_missing: ceiling.map_or(0, |ceiling| level.get().saturating_sub(ceiling.get())),
        days_overdue,
        days_moved: first.map_or(0, |first| first.by.days_until(by)),
    }
}
