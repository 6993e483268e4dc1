//! The wire form of a file of patterns.

use super::Condition;
use serde::{Deserialize, Serialize};
use tosei_document::Edition;
use tosei_types::{Label, coded_enum};

/// The format name of a file of patterns.
pub const PATTERNS_FORMAT: &str = "tosei-analog-patterns";
/// The version of the format.
pub const PATTERNS_FORMAT_VERSION: u32 = 1;

coded_enum! {
    /// 確度 (confidence) in named bands: how sure it is that a sentence demands something analog.
    ///
    /// It is no probability; what share of each band was right on labelled data is printed by the
    /// program `analog_evaluation`.
    pub enum Confidence: "confidence" {
        /// 低い: the words stand there, but something speaks against a demand.
        Unlikely = "unlikely" ("可能性が低い", "unlikely"),
        /// あり得る: the words stand there, and nothing decides either way.
        Possible = "possible" ("可能性がある", "possible"),
        /// 高い: the words and a demand stand together.
        Likely = "likely" ("可能性が高い", "likely"),
    }
}

coded_enum! {
    /// 効果 (effect) of a rule that holds.
    pub enum Effect: "effect of a rule" {
        /// 打ち消す: the reading is at most unlikely.
        Blocks = "blocks" ("打ち消す", "blocks"),
        /// 下げる: one band down; several such rules count once.
        Lowers = "lowers" ("下げる", "lowers"),
        /// 上げる: one band up; several such rules count once.
        Raises = "raises" ("上げる", "raises"),
        /// 付記する: the confidence stays; the rule says something else about the sentence.
        Notes = "notes" ("付記する", "notes"),
    }
}

coded_enum! {
    /// 名宛人 (addressee): whom a clause binds.
    pub enum Addressee: "addressee" {
        /// 行政.
        Administration = "administration" ("行政", "the administration"),
        /// 事業者.
        Business = "business" ("事業者", "businesses"),
        /// 住民・申請者.
        Resident = "resident" ("住民", "residents and applicants"),
        /// 受託者・指定管理者.
        Contractor = "contractor" ("受託者", "contractors"),
    }
}

/// 語群 (group of phrases): words that count as one, such as the ways to say a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PhraseGroup {
    /// Stable name.
    pub id: String,
    /// The phrases, found as they stand; 文語体 in katakana is written as its own phrase.
    pub phrases: Vec<String>,
    /// Longer words in which a phrase of the group does not count (副本部長 for 副本).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
}

/// 語の追加 (addition): more phrases for a group that another file has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// The group.
    pub group: String,
    /// Its further phrases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<String>,
    /// Its further longer words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
}

/// 読み方 (reading): a cue and what must stand around it, taken as a demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Stable name, unique in its family.
    pub id: String,
    /// Groups whose phrases are the cue.
    pub cues: Vec<String>,
    /// What must hold around the cue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The confidence before any rule.
    pub band: Confidence,
    /// 類型, where the reading tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_type: Option<String>,
    /// 機能 (function): what the act is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// What it demands, in a few words.
    pub label: Label,
}

/// 概念の族 (family): one way of doing things by hand, with all its readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Stable name.
    pub id: String,
    /// Its name for people.
    pub label: Label,
    /// Codes of the categories of the review to which a clause of the family belongs.
    pub categories: Vec<String>,
    /// The readings; where several have the same confidence, all are reported.
    pub readings: Vec<Reading>,
}

/// 判断規則 (rule): a reason for or against, or a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatternRule {
    /// Stable name.
    pub id: String,
    /// What it does where it holds.
    pub effect: Effect,
    /// The families that it is about; left out, all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub families: Option<Vec<String>>,
    /// When it holds.
    pub when: Condition,
    /// 国の法令が定める事項: the sentence carries out a statute.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub national_law_decides: bool,
    /// Whom the sentence binds; the first rule that holds decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Addressee>,
    /// What the act is for; it goes before the reading's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// The reason, as a sentence.
    pub label: Label,
}

/// The wire form of a file of patterns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "AnalogPatterns"))]
#[serde(deny_unknown_fields)]
pub struct PatternsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-analog-patterns`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-analog-patterns")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// More phrases for groups of the patterns to which this file is added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additions: Vec<Addition>,
    /// Groups of phrases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<PhraseGroup>,
    /// Reasons for and against, in the order in which they are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<PatternRule>,
    /// The families, in the order in which they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<Family>,
}
