//! 所見 (finding): one defect in somebody's data.

use crate::{Place, PlaceRef};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt};
use tosei_types::Language;

/// 重大度 (severity) of a finding, after the verb of its source.
///
/// しなければならない is an error, 望ましい and 努める are warnings, all else is information.
/// Errors sort first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 誤り: the data cannot be used as it stands.
    Error,
    /// 要確認: the data can be used, but somebody should look.
    Warning,
    /// 参考: worth knowing.
    Info,
}

impl Severity {
    /// All severities, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The severity's name.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Error, Language::Ja) => "誤り",
            (Self::Error, Language::En) => "error",
            (Self::Warning, Language::Ja) => "要確認",
            (Self::Warning, Language::En) => "warning",
            (Self::Info, Language::Ja) => "参考",
            (Self::Info, Language::En) => "information",
        }
    }
}

/// A value in a finding, borrowed: what was found, what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueRef<'a> {
    /// A text as it stands in the data.
    Text(&'a str),
    /// A number.
    Number(u64),
}

impl<'a> From<&'a str> for ValueRef<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for ValueRef<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

/// 値 (value) in a finding, owned.
///
/// # Wire form
///
/// A JSON string or a JSON integer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(u64),
    /// A text as it stands in the data, cut to [`MAX_VALUE_CHARS`] characters.
    Text(Box<str>),
}

/// A longer text in a finding is cut here and ends in 「…」; the place leads to the whole.
pub const MAX_VALUE_CHARS: usize = 200;

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Number(number) => Self::Number(number),
            ValueRef::Text(text) => {
                let mut chars = text.chars();
                let mut kept: String = chars.by_ref().take(MAX_VALUE_CHARS).collect();
                if chars.next().is_some() {
                    kept.push('…');
                }
                Self::Text(kept.into())
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Where a rule stands in its [`Catalogue`](crate::Catalogue): what a mark carries instead of a
/// code, so that 234,000 of them cost little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleIndex(pub(crate) u16);

impl RuleIndex {
    /// The position as a number, counted from 0.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// A finding as a rule reports it: borrowed, a few words large, without any sentence.
///
/// A [`Sink`](crate::Sink) decides whether it becomes a [`Finding`].
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    /// The rule that was broken.
    pub rule: RuleIndex,
    /// Where.
    pub place: PlaceRef<'a>,
    /// The id of the thing concerned (a procedure, an organisation), if it has one.
    pub subject: Option<&'a str>,
    /// Named values for the rule's sentence.
    pub values: &'a [(&'static str, ValueRef<'a>)],
}

/// 所見 (finding): one defect in somebody's data, and where it is.
///
/// It holds no sentence: [`Catalogue::sentence`](crate::Catalogue::sentence) makes one in
/// Japanese or English when it is shown.
///
/// # Not to be confused with
///
/// An error of an operation (a Rust `Err`), which says that the operation gave no result.
///
/// # Wire form
///
/// `{"rule": "inventory.survey.id_missing", "severity": "error", "place": {"kind": "cell",
/// "cell": "A12"}, "subject": null, "values": {}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Stable code of the rule.
    pub rule: Box<str>,
    /// The rule's severity.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The id of the thing concerned, if it has one.
    #[serde(default)]
    pub subject: Option<Box<str>>,
    /// Named values for the rule's sentence.
    #[serde(default)]
    pub values: std::collections::BTreeMap<Cow<'static, str>, Value>,
}

impl Finding {
    /// The key findings are sorted by: gravest first, then rule, then place.
    pub(crate) fn sort_key(&self) -> (Severity, &str, &Place) {
        (self.severity, &self.rule, &self.place)
    }
}
