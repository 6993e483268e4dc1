//! The status of a review, and which status may follow which.

use super::StatusEntry;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Date, embedded};

/// The `format` of the state machine.
pub const STATUS_FORMAT: &str = "tosei-review-status";

tosei_types::coded_enum! {
    /// 見直しの状況 (status of a review).
    ///
    /// 改正済未施行 and 施行済 are two: a rule that was amended and is not yet in force still binds in its
    /// old form.
    pub enum ReviewStatus: "status of a review" {
        /// 候補: found, not judged yet.
        Candidate = "candidate" ("候補", "candidate"),
        /// 着手予定.
        Planned = "planned" ("着手予定", "planned"),
        /// 検討中.
        InWork = "in_work" ("検討中", "in work"),
        /// 方針決定.
        PolicyDecided = "policy_decided" ("方針決定", "policy decided"),
        /// 改正済未施行.
        Amended = "amended" ("改正済未施行", "amended, not in force"),
        /// 施行済.
        InForce = "in_force" ("施行済", "in force"),
        /// 運用開始: the digital way is in use.
        Operating = "operating" ("運用開始", "in use"),
        /// 国の対応待ち.
        StateDependent = "state_dependent" ("国の対応待ち", "waits for the State"),
        /// 対象外.
        OutOfScope = "out_of_scope" ("対象外", "out of scope"),
    }
}

/// 状況の規則 (rule of a status): whether it may come first, and what may follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusRule {
    /// The status.
    pub status: ReviewStatus,
    /// Whether a history may begin with it.
    pub may_be_first: bool,
    /// What may follow it.
    pub next: Vec<ReviewStatus>,
}

/// The wire form of the state machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ReviewStatusMachine"))]
#[serde(deny_unknown_fields)]
pub struct StatusMachineDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-review-status`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-review-status")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// One rule for each status.
    pub statuses: Vec<StatusRule>,
}

/// 履歴の誤り (fault of a history), with the position of the entry, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
#[non_exhaustive]
pub enum HistoryFault {
    /// The first status is none that a review begins with.
    First {
        /// Which entry: 0.
        at: usize,
        /// The status.
        status: ReviewStatus,
    },
    /// A status that may not follow the one before it.
    Transition {
        /// Which entry.
        at: usize,
        /// The status before.
        from: ReviewStatus,
        /// The status that follows.
        to: ReviewStatus,
    },
    /// An entry lies before the one above it.
    Order {
        /// Which entry.
        at: usize,
        /// The day of the entry above.
        before: Date,
        /// The day of the entry.
        after: Date,
    },
}

/// 状況遷移 (state machine): which status may follow which, as data.
///
/// Which transitions are possible has not been published; the embedded machine is ours.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{ReviewStatus, StatusMachine};
///
/// let machine = StatusMachine::standard();
/// assert!(machine.allows(ReviewStatus::Amended, ReviewStatus::InForce));
/// assert!(!machine.allows(ReviewStatus::Planned, ReviewStatus::InForce)); // nothing was decided
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusMachine {
    rules: Vec<StatusRule>,
}

impl StatusMachine {
    /// The embedded machine.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<StatusMachine> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/codes/review_status.json"))
        })
    }

    /// Reads a body's own machine.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if a status stands twice.
    /// - [`DataFileError::Unknown`] if a status has no rule.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: StatusMachineDocument = serde_json::from_str(json)?;
        expect_format(
            (STATUS_FORMAT, 1),
            (&document.format, document.format_version),
        )?;
        let rules = document.statuses;
        expect_distinct(rules.iter().map(|rule| rule.status.code()))?;
        for status in ReviewStatus::ALL {
            if !rules.iter().any(|rule| rule.status == *status) {
                return Err(DataFileError::unknown("statuses", status.code()));
            }
        }
        Ok(Self { rules })
    }

    fn rule(&self, status: ReviewStatus) -> Option<&StatusRule> {
        self.rules.iter().find(|rule| rule.status == status)
    }

    /// Whether a history may begin with a status.
    #[must_use]
    pub fn may_be_first(&self, status: ReviewStatus) -> bool {
        self.rule(status).is_some_and(|rule| rule.may_be_first)
    }

    /// Whether a status may follow another; the same status again may always stand.
    #[must_use]
    pub fn allows(&self, from: ReviewStatus, to: ReviewStatus) -> bool {
        from == to || self.rule(from).is_some_and(|rule| rule.next.contains(&to))
    }

    /// What is wrong with a history, in its order; entries are taken as they stand.
    #[must_use]
    pub fn faults(&self, history: &[StatusEntry]) -> Vec<HistoryFault> {
        let mut faults = Vec::new();
        if let Some(first) = history.first()
            && !self.may_be_first(first.status)
        {
            faults.push(HistoryFault::First {
                at: 0,
                status: first.status,
            });
        }
        for (at, (before, after)) in history.iter().zip(history.iter().skip(1)).enumerate() {
            let at = at.saturating_add(1);
            if after.on < before.on {
                faults.push(HistoryFault::Order {
                    at,
                    before: before.on,
                    after: after.on,
                });
            }
            if !self.allows(before.status, after.status) {
                faults.push(HistoryFault::Transition {
                    at,
                    from: before.status,
                    to: after.status,
                });
            }
        }
        faults
    }
}
