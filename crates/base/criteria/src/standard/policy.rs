//! 組合せの方針: the options of a standard that no published source decides.

use crate::LevelNumber;
use serde::{Deserialize, Serialize};
use tosei_types::coded_enum;

coded_enum! {
    /// 水準の積み上げ (how levels build on each other).
    ///
    /// # Source
    ///
    /// `project-decision:criteria-levels`; no published rule was found.
    pub enum LevelPolicy: "level policy" {
        /// 累積: a level counts only if every level below it holds too.
        Cumulative = "cumulative" ("累積", "cumulative"),
        /// 独立: the highest level that holds counts, whatever is below it.
        Independent = "independent" ("独立", "independent"),
    }
}

coded_enum! {
    /// 対象外の扱い (what not applicable counts as).
    ///
    /// # Source
    ///
    /// `project-decision:criteria-not-applicable`; no published rule was found.
    pub enum NotApplicablePolicy: "not applicable policy" {
        /// 除いて判定: only the criteria that apply decide. A level none of whose criteria applies
        /// is 対象外: it does not hold the axis back, and it is not earned.
        Ignored = "ignored" ("除いて判定", "ignored"),
        /// 充足とみなす: counts as met, so a level may be reached by doing nothing.
        Satisfied = "satisfied" ("充足とみなす", "satisfied"),
    }
}

coded_enum! {
    /// 矛盾する証拠の扱い (what conflicting evidence counts as).
    ///
    /// # Source
    ///
    /// `project-decision:criteria-evidence`.
    pub enum ConflictPolicy: "conflict policy" {
        /// 不明とする.
        Unknown = "unknown" ("不明とする", "unknown"),
        /// 新しい方: the latest date; on one date, the strictest.
        Latest = "latest" ("新しい方をとる", "latest"),
        /// 厳しい方: not met before not applicable before met. Measured values have no order that
        /// suits every condition: for them this is `unknown`.
        Strictest = "strictest" ("厳しい方をとる", "strictest"),
    }
}

coded_enum! {
    /// 再確認の期日を過ぎた証拠の扱い (what evidence overdue for re-confirmation counts as).
    ///
    /// # Source
    ///
    /// `project-decision:criteria-evidence`.
    pub enum ReconfirmationPolicy: "re-confirmation policy" {
        /// 知らせるだけ: a finding; the evidence goes on to count.
        Remind = "remind" ("知らせるだけ", "remind"),
        /// 期限切れとする: the evidence no longer counts.
        Expire = "expire" ("期限切れとする", "expire"),
    }
}

coded_enum! {
    /// 総合水準の規則 (rule of an overall level).
    pub enum OverallRule: "overall rule" {
        /// 最も低い軸: the lowest level of the axes that are not 対象外 as a whole.
        Minimum = "minimum" ("最も低い軸の水準", "minimum"),
    }
}

/// 水準内の組合せ (combination within a level): how many of a level's criteria are needed.
///
/// # Wire form
///
/// `"all"`, `"any"` or `{"at_least": 2}`.
///
/// # Source
///
/// `project-decision:criteria-within-level`; no published rule was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Combination {
    /// すべて: all of them.
    #[default]
    All,
    /// いずれか: one of them.
    Any,
    /// n以上: so many of them, or all that apply where fewer apply.
    AtLeast(u8),
}

/// 方針 (policies): every option of a standard; each key may be left out for its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Policies {
    /// How levels build on each other; `cumulative`.
    pub levels: LevelPolicy,
    /// How many of a level's criteria are needed where the level does not say; `all`.
    pub within_level: Combination,
    /// What not applicable counts as; `ignored`.
    pub not_applicable: NotApplicablePolicy,
    /// The highest level for whose criteria a mere statement is enough; 0 (for none).
    pub stated_counts_up_to: LevelNumber,
    /// What conflicting evidence counts as; `unknown`.
    pub conflict: ConflictPolicy,
    /// What evidence overdue for re-confirmation counts as; `remind`.
    pub reconfirmation: ReconfirmationPolicy,
    /// The rule of an overall level; none.
    pub overall: Option<OverallRule>,
}

impl Default for Policies {
    fn default() -> Self {
        Self {
            levels: LevelPolicy::Cumulative,
            within_level: Combination::All,
            not_applicable: NotApplicablePolicy::Ignored,
            stated_counts_up_to: LevelNumber::LOWEST,
            conflict: ConflictPolicy::Unknown,
            reconfirmation: ReconfirmationPolicy::Remind,
            overall: None,
        }
    }
}
