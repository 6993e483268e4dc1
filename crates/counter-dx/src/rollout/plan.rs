//! What could be changed, and what there is to change it with.

use crate::id::{CounterId, ToolId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tosei_types::MAX_COUNT;

/// The `format` of a plan of a rollout.
pub const ROLLOUT_FORMAT: &str = "tosei-rollout-plan";
/// The `format_version` that this crate reads and writes.
pub const ROLLOUT_FORMAT_VERSION: u32 = 1;
/// The most seconds that a visit can save or lose: a day.
pub const MAX_SECONDS_SAVED: u32 = 86_400;
/// The most candidates of one plan.
pub const MAX_CANDIDATES: usize = 1_000_000;

/// 四半期 (quarter) of a rollout: what can be done in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quarter {
    /// 名称, as 「令和8年度第1四半期」.
    pub name: String,
    /// 作業量の上限（人日）: days of work that can be done.
    pub work_days: u32,
    /// 予算（円）; absent if money is no limit here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_yen: Option<u64>,
}

/// 候補 (candidate): one tool at one counter; what is absent is unknown.
///
/// # Unit
///
/// Visits a year; whole seconds a visit, over all visits (those that the tool does not reach included);
/// yen for the whole change; days of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// 窓口ID.
    pub counter: CounterId,
    /// デジタルツールID.
    pub tool: ToolId,
    /// 年間の来庁数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits_a_year: Option<u32>,
    /// 一件当たりの短縮（秒）; negative if it takes longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds_saved_per_visit: Option<i32>,
    /// 費用（円）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_yen: Option<u64>,
    /// 作業量（人日）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_days: Option<u32>,
    /// 着手できる四半期: the first quarter in which it can be done, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest_quarter: Option<u16>,
    /// 根拠: where the expected saving comes from, as the prototype it was measured at.
    pub basis: String,
}

/// Why something is no plan of a rollout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RolloutError {
    /// Another kind of document, or another version of it.
    #[error("expected format `tosei-rollout-plan` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format as given, cut after 40 characters.
        format: String,
        /// The version as given.
        version: u32,
    },
    /// The same tool at the same counter stands twice.
    #[error("`{tool}` at `{counter}` stands twice")]
    #[non_exhaustive]
    Twice {
        /// The counter.
        counter: String,
        /// The tool.
        tool: String,
    },
    /// An amount of yen passes 2^53 − 1.
    #[error("amounts are at most 9007199254740991 yen, got `{yen}`")]
    #[non_exhaustive]
    TooLarge {
        /// The amount.
        yen: u64,
    },
    /// No visit saves or loses more than a day.
    #[error("a visit saves at most 86400 seconds, got `{seconds}`")]
    #[non_exhaustive]
    SavingTooLarge {
        /// The seconds.
        seconds: i32,
    },
    /// Nobody says where the expected saving comes from.
    #[error("`{tool}` at `{counter}` has no basis")]
    #[non_exhaustive]
    NoBasis {
        /// The counter.
        counter: String,
        /// The tool.
        tool: String,
    },
    /// More than [`MAX_CANDIDATES`].
    #[error("a plan has at most 1000000 candidates, got `{candidates}`")]
    #[non_exhaustive]
    TooMany {
        /// How many there are.
        candidates: usize,
    },
    /// The quarters of a plan are counted from 1.
    #[error("the first quarter is 1, got 0")]
    QuarterZero,
}

impl RolloutError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "counter_dx.rollout.format",
            Self::Twice { .. } => "counter_dx.rollout.twice",
            Self::TooLarge { .. } => "counter_dx.rollout.too_large",
            Self::SavingTooLarge { .. } => "counter_dx.rollout.saving_too_large",
            Self::NoBasis { .. } => "counter_dx.rollout.no_basis",
            Self::TooMany { .. } => "counter_dx.rollout.too_many",
            Self::QuarterZero => "counter_dx.rollout.quarter_zero",
        }
    }
}

/// 横展開の計画 (plan of a rollout): candidates, and what each quarter can do.
///
/// # Invariant
///
/// No tool stands twice at a counter; every candidate has a basis; yen are at most 2^53 − 1, and
/// a visit saves or loses at most a day.
///
/// # Wire form
///
/// `{"format": "tosei-rollout-plan", "format_version": 1, "title": …, "quarters": [{"name": …,
/// "work_days": 60, "budget_yen": 5000000}], "candidates": [{"counter": "W-1", "tool": "reservation",
/// "visits_a_year": 12000, "seconds_saved_per_visit": 120, "cost_yen": 1200000, "work_days": 10,
/// "basis": …}]}`.
///
/// # Source
///
/// `project-decision:rollout`.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::rollout::RolloutPlan;
/// use tosei_types::Language;
///
/// let plan: RolloutPlan = serde_json::from_str(r#"{
///   "format": "tosei-rollout-plan", "format_version": 1, "title": "横展開（架空）", "fictional": true,
///   "quarters": [{"name": "第1四半期", "work_days": 10}, {"name": "第2四半期", "work_days": 20}],
///   "candidates": [
///     {"counter": "large", "tool": "reservation", "visits_a_year": 12000, "seconds_saved_per_visit": 120,
///      "cost_yen": 1200000, "work_days": 15, "basis": "見本市の試行（架空）"},
///     {"counter": "small", "tool": "reservation", "visits_a_year": 3000, "seconds_saved_per_visit": 120,
///      "cost_yen": 100000, "work_days": 10, "basis": "見本市の試行（架空）"},
///     {"counter": "unmeasured", "tool": "reservation", "seconds_saved_per_visit": 120,
///      "cost_yen": 100000, "work_days": 10, "basis": "見本市の試行（架空）"}
///   ]
/// }"#)?;
/// let rollout = plan.rollout();
/// let order: Vec<_> = rollout.ranked.iter().map(|one| (one.counter.as_str(), one.outcome.quarter())).collect();
/// // The small counter saves less and costs much less; the large one does not fit into the first quarter.
/// assert_eq!(order, [("small", Some(1)), ("large", Some(2))]);
/// assert_eq!(rollout.unknown[0].counter.as_str(), "unmeasured"); // not ranked as 0
/// assert_eq!(
///     rollout.ranked[0].sentence(&plan, Language::En),
///     "1. `small` with `reservation`: 3,000 visits a year × 120 seconds = 6000.0 person-minutes a year \
///      for 100,000 yen; planned for 第1四半期."
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::RolloutPlan", into = "wire::RolloutPlan")]
pub struct RolloutPlan {
    title: String,
    fictional: bool,
    quarters: Vec<Quarter>,
    candidates: Vec<Candidate>,
}

impl RolloutPlan {
    /// Puts candidates and quarters together.
    ///
    /// # Errors
    ///
    /// - [`RolloutError::Twice`] if a tool stands twice at a counter.
    /// - [`RolloutError::TooLarge`] if an amount of yen passes 2^53 − 1.
    /// - [`RolloutError::SavingTooLarge`] beyond [`MAX_SECONDS_SAVED`], either way.
    /// - [`RolloutError::NoBasis`] if a candidate's basis is blank.
    /// - [`RolloutError::TooMany`] with more than [`MAX_CANDIDATES`].
    /// - [`RolloutError::QuarterZero`] if an earliest quarter is 0.
    pub fn try_new(
        title: &str,
        quarters: Vec<Quarter>,
        candidates: Vec<Candidate>,
    ) -> Result<Self, RolloutError> {
        if candidates.len() > MAX_CANDIDATES {
            return Err(RolloutError::TooMany {
                candidates: candidates.len(),
            });
        }
        let budgets = quarters.iter().filter_map(|quarter| quarter.budget_yen);
        let mut amounts = budgets.chain(candidates.iter().filter_map(|one| one.cost_yen));
        if let Some(yen) = amounts.find(|yen| *yen > MAX_COUNT) {
            return Err(RolloutError::TooLarge { yen });
        }
        let mut seen = BTreeSet::new();
        for candidate in &candidates {
            let (counter, tool) = (&candidate.counter, &candidate.tool);
            let names = || (counter.to_string(), tool.to_string());
            if candidate.basis.trim().is_empty() {
                let (counter, tool) = names();
                return Err(RolloutError::NoBasis { counter, tool });
            }
            let seconds = candidate.seconds_saved_per_visit.unwrap_or(0);
            if seconds.unsigned_abs() > MAX_SECONDS_SAVED {
                return Err(RolloutError::SavingTooLarge { seconds });
            }
            if candidate.earliest_quarter == Some(0) {
                return Err(RolloutError::QuarterZero);
            }
            if !seen.insert((counter, tool)) {
                let (counter, tool) = names();
                return Err(RolloutError::Twice { counter, tool });
            }
        }
        Ok(Self {
            title: title.to_owned(),
            fictional: false,
            quarters,
            candidates,
        })
    }

    /// The same, marked as made up or not.
    #[must_use]
    pub fn with_fictional(mut self, fictional: bool) -> Self {
        self.fictional = fictional;
        self
    }

    /// 表題.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// 架空: whether the data is made up.
    #[must_use]
    pub fn is_fictional(&self) -> bool {
        self.fictional
    }

    /// 四半期, the first one first.
    #[must_use]
    pub fn quarters(&self) -> &[Quarter] {
        &self.quarters
    }

    /// 候補.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }
}

mod wire {
    use super::{Candidate, Quarter, ROLLOUT_FORMAT, ROLLOUT_FORMAT_VERSION, RolloutError};
    use serde::{Deserialize, Serialize};

    /// 横展開の計画 (plan of a rollout).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "RolloutPlan"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct RolloutPlan {
        /// The address of the schema.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// The kind of document.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-rollout-plan")))]
        format: String,
        /// The version of its form.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 表題.
        title: String,
        /// 架空: whether the data is made up.
        #[serde(default)]
        fictional: bool,
        /// 四半期, the first one first.
        quarters: Vec<Quarter>,
        /// 候補.
        candidates: Vec<Candidate>,
    }

    impl TryFrom<RolloutPlan> for super::RolloutPlan {
        type Error = RolloutError;

        fn try_from(wire: RolloutPlan) -> Result<Self, RolloutError> {
            if wire.format != ROLLOUT_FORMAT || wire.format_version != ROLLOUT_FORMAT_VERSION {
                return Err(RolloutError::Format {
                    format: wire.format.chars().take(40).collect(),
                    version: wire.format_version,
                });
            }
            let plan = Self::try_new(&wire.title, wire.quarters, wire.candidates)?;
            Ok(plan.with_fictional(wire.fictional))
        }
    }

    impl From<super::RolloutPlan> for RolloutPlan {
        fn from(plan: super::RolloutPlan) -> Self {
            Self {
                schema: None,
                format: ROLLOUT_FORMAT.to_owned(),
                format_version: ROLLOUT_FORMAT_VERSION,
                title: plan.title,
                fictional: plan.fictional,
                quarters: plan.quarters,
                candidates: plan.candidates,
            }
        }
    }
}
