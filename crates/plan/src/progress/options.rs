//! Named options: the thresholds by which progress is judged.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::Edition;
use tosei_types::{ExactNumber, Label, coded_enum, embedded};

/// The `format` of a document of progress options.
pub const PROGRESS_OPTIONS_FORMAT: &str = "tosei-progress-options";

coded_enum! {
    /// 進み方の見方 (method) before the day of a target.
    pub enum PaceMethod: "method of judging the course" {
        /// 直線: the straight line from the value at the beginning to the target.
        StraightLine = "straight_line" ("始点からの直線", "straight line from the beginning"),
        /// 直近の進み方: the recent pace against the pace that is needed from now on.
        RecentPace = "recent_pace" ("直近の進み方", "recent pace"),
    }
}

coded_enum! {
    /// 見込値の扱い (use) of values that were only expected.
    pub enum ExpectedUse: "use of expected values" {
        /// 使わない: an expected value is no observation.
        Refused = "refused" ("使わない", "not used"),
        /// 実績の代わりに使う: and every answer says so.
        Accepted = "accepted" ("使う", "used, and said"),
    }
}

coded_enum! {
    /// 施策の判定の規則 (rule) by which indicators make the verdict of a measure.
    pub enum MeasureRule: "rule for the verdict of a measure" {
        /// 最も悪いもの: missed before at risk before on track.
        Worst = "worst" ("最も悪い指標", "the worst indicator"),
        /// 多数: the most frequent verdict; of two as frequent, the worse.
        Majority = "majority" ("最も多い判定", "the most frequent verdict"),
    }
}

/// 進捗の判定の選択肢 (options): thresholds with a name.
///
/// # Invariant
///
/// None beyond the types: a municipality may set each. The shares are of the way from the beginning
/// to the target.
///
/// # Source
///
/// `project-decision:plan-progress`: no source gives such thresholds.
///
/// # Examples
///
/// ```
/// use tosei_plan::ProgressOptions;
///
/// let standard = ProgressOptions::standard();
/// assert_eq!(standard.allowed_lag.to_string(), "0.1");
/// assert_eq!(ProgressOptions::named("strict").unwrap().allowed_lag.to_string(), "0");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProgressOptions {
    /// Its name.
    pub id: String,
    /// 名称.
    pub label: Label,
    /// 進み方の見方.
    pub method: PaceMethod,
    /// 許す遅れ: the share of the way that a value may be behind the line, or the share of the needed
    /// pace that the recent one may lack; the share itself is still on course.
    pub allowed_lag: ExactNumber,
    /// 古い実績値: an observation more than so many months before the day is no longer taken.
    pub stale_after_months: u32,
    /// 期限の頃: an observation at most so many months before a target's day speaks for that day.
    pub due_window_months: u32,
    /// 直近: over so many months, at least, the recent pace is taken.
    pub recent_months: u32,
    /// 見込値の扱い.
    pub expected: ExpectedUse,
    /// 施策の判定の規則.
    pub measure_rule: MeasureRule,
}

/// 判定の選択肢一覧 (document of progress options).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProgressOptionsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-progress-options`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-progress-options")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The options; the first is the standard one.
    pub options: Vec<ProgressOptions>,
}

impl ProgressOptionsDocument {
    /// The options that this crate ships.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<ProgressOptionsDocument> = OnceLock::new();
        embedded(&SHIPPED, || {
            serde_json::from_str(include_str!("../../data/progress_options.json"))
        })
    }
}

impl ProgressOptions {
    /// The standard options of ours.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<ProgressOptions> = OnceLock::new();
        let first = ProgressOptionsDocument::shipped().options.first();
        embedded(&STANDARD, || first.cloned().ok_or("no options"))
    }

    /// The shipped options of a name.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        let mut all = ProgressOptionsDocument::shipped().options.iter();
        all.find(|one| one.id == id)
    }
}
