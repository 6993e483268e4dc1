//! Conditions of readings and rules, as the data file says them.

use serde::{Deserialize, Serialize};
use tosei_types::coded_enum;

coded_enum! {
    /// 探す範囲 (scope): where else than in the sentence itself a condition looks.
    pub enum Scope: "scope of a condition" {
        /// 見出し: the caption of the article.
        Heading = "heading" ("見出し", "heading"),
        /// 題名: the title of the law.
        Title = "title" ("題名", "title"),
        /// 柱書: the sentence that leads a list of items, for a sentence in an item.
        Lead = "lead" ("柱書", "leading sentence"),
        /// 条: every sentence of the same article.
        Article = "article" ("条", "article"),
        /// 法令: every sentence of the same law.
        Law = "law" ("法令", "law"),
    }
}

coded_enum! {
    /// 括り (enclosure): what may stand around a cue.
    pub enum Enclosure: "enclosure" {
        /// 鍵括弧: 「 」 and 『 』, as around words that replace others.
        Quotes = "quotes" ("鍵括弧", "quotes"),
        /// 丸括弧: （ ） and ( ).
        Parentheses = "parentheses" ("丸括弧", "parentheses"),
    }
}

/// 範囲と語群 (groups elsewhere): any of the groups in any of the scopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupsElsewhere {
    /// Ids of groups; one is enough.
    pub groups: Vec<String>,
    /// Where to look; one is enough.
    pub scopes: Vec<Scope>,
}

/// 語群との距離 (groups near): any of the groups on one side of the cue, not touching into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupsNear {
    /// Ids of groups; one is enough.
    pub groups: Vec<String>,
    /// The most characters between the two; left out, any distance will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<u32>,
}

/// 条件 (condition): what must hold around a cue.
///
/// A phrase of a group counts wherever it stands, also inside another phrase, except where it lies
/// wholly inside one of the group's longer words of `except`.
///
/// # Wire form
///
/// An object with one key: `{"has": ["penalty"]}`, `{"after": {"groups": ["duty"], "within": 20}}`,
/// `{"all": [...]}`, `{"not": {...}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// One of the groups stands somewhere in the sentence.
    Has(Vec<String>),
    /// One of the groups stands in the heading, the title, the leading sentence, the article or the law.
    Elsewhere(GroupsElsewhere),
    /// One of the groups begins at or after the end of the cue.
    After(GroupsNear),
    /// One of the groups ends at or before the beginning of the cue.
    Before(GroupsNear),
    /// The sentence begins with one of the groups.
    Starts(Vec<String>),
    /// The sentence ends with one of the groups, a final 。 left aside.
    Ends(Vec<String>),
    /// The cue begins inside such brackets.
    Inside(Enclosure),
    /// The law is of this kind.
    Instrument(super::Instrument),
    /// The sentence stands in this part of the law.
    Part(super::ProvisionPart),
}
