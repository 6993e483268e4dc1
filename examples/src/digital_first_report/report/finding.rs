//! Defects of the data.

use serde::{Deserialize, Serialize};
use tosei_document::{Place, Severity};
use tosei_types::Label;

/// 所見 (findings): defects of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// How many there are.
    pub total: u64,
    /// How many of them are 誤り.
    pub errors: u64,
    /// How many are 要確認.
    pub warnings: u64,
    /// How many are 参考.
    pub infos: u64,
    /// The rules that were broken, the gravest first.
    pub rules: Vec<BrokenRule>,
}

/// One rule, how often it was broken, and the first findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BrokenRule {
    /// Stable code.
    pub rule: String,
    /// How grave a breach is.
    pub severity: Severity,
    /// Short name.
    pub title: Label,
    /// Why the rule exists, and what to do.
    pub why: Label,
    /// Exact number of findings.
    pub count: u64,
    /// How many more were exempted.
    pub exempted: u64,
    /// The first findings; `count` says how many there are.
    pub first: Vec<ListedFinding>,
}

/// A finding with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListedFinding {
    /// Where.
    pub place: Place,
    /// The place as it is written: `K12`, `/processes/3/status`.
    pub place_text: String,
    /// The id of the thing concerned.
    pub subject: Option<String>,
    /// The finding in words.
    pub sentence: Label,
}
