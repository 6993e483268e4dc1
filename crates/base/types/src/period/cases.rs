//! Texts that state different periods for different cases.

use super::{PeriodError, ProcessingPeriod};
use crate::numeral::fold_char;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The longest [`PeriodCondition`], in characters.
pub const MAX_CONDITION_CHARS: usize = 60;

/// The most cases that one text can state.
pub const MAX_PERIOD_CASES: usize = 12;

/// Short conditions that stand directly before a length, as in 「新規30日」.
const WORDS: [&str; 13] = [
    "新規",
    "変更",
    "更新",
    "継続",
    "休止",
    "廃止",
    "再開",
    "再交付",
    "当初",
    "初回",
    "通常",
    "個人",
    "法人",
];

/// 場合 (condition of a case): which cases a period is for.
///
/// # Invariant
///
/// One of 新規, 変更, 更新, 継続, 休止, 廃止, 再開, 再交付, 当初, 初回, 通常, 個人, 法人, or a clause of
/// letters that ends with 場合 (「実地調査が必要な場合」), at most [`MAX_CONDITION_CHARS`] characters.
/// Digits, punctuation and white space are refused, so the canonical text of the cases can be read
/// back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeriodCondition(Box<str>);

impl PeriodCondition {
    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is one of the short words that need no は before the length.
    pub(crate) fn is_word(&self) -> bool {
        WORDS.contains(&self.as_str())
    }

    /// The short word at the start of a text, and what follows it.
    pub(crate) fn leading_word(text: &str) -> Option<(Self, &str)> {
        WORDS
            .iter()
            .find_map(|word| Some((Self((*word).into()), text.strip_prefix(word)?)))
    }
}

impl FromStr for PeriodCondition {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let letter = |c: char| c.is_alphabetic() && fold_char(c) == c;
        let clause = || {
            text.strip_suffix("場合")
                .is_some_and(|head| !head.is_empty() && !head.contains("場合"))
                && text.chars().all(letter)
                && text.chars().count() <= MAX_CONDITION_CHARS
        };
        if WORDS.contains(&text) || clause() {
            Ok(Self(text.into()))
        } else {
            Err(PeriodError::BadCondition { text: text.into() })
        }
    }
}

impl fmt::Display for PeriodCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

crate::text_value! {
    PeriodCondition,
    name: "PeriodCondition",
    pattern: r"^(新規|変更|更新|継続|休止|廃止|再開|再交付|当初|初回|通常|個人|法人|[^\s0-9]{1,58}場合)$",
    ja: "場合",
    en: "Condition of a case",
    example: "実地調査が必要な場合",
}

/// 場合ごとの処理期間の一つ (case): its condition, if the text names it, and its period.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PeriodCase {
    /// 場合: which cases the period is for; absent if the text does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<PeriodCondition>,
    /// 処理期間: the period of those cases.
    pub period: ProcessingPeriod,
}

/// 場合ごとの処理期間 (periods by case): two or more stated periods, of which one applies to a case.
///
/// 「新規30日、変更15日」 names the condition of each, 「7日又は35日」 of none, 「1月（実地調査が必要な場合は約40日）」
/// of all but the first.
///
/// # Invariant
///
/// From two to [`MAX_PERIOD_CASES`] cases. Either none has a condition, or all have different ones, of which
/// only the first may be absent (the ordinary case).
///
/// # Wire form
///
/// A list: `[{"condition": "新規", "period": {…}}, {"condition": "変更", "period": {…}}]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(extend("minItems" = 2, "maxItems" = MAX_PERIOD_CASES)))]
#[serde(try_from = "Vec<PeriodCase>", into = "Vec<PeriodCase>")]
pub struct PeriodCases(Vec<PeriodCase>);

impl PeriodCases {
    /// Puts cases together.
    ///
    /// # Errors
    ///
    /// - [`PeriodError::TooFewCases`] with fewer than two cases.
    /// - [`PeriodError::TooManyCases`] with more than [`MAX_PERIOD_CASES`].
    /// - [`PeriodError::ConditionsUnclear`] if a condition stands twice, or a case after the first
    ///   has none while others have one.
    pub fn try_new(cases: Vec<PeriodCase>) -> Result<Self, PeriodError> {
        if cases.len() < 2 {
            return Err(PeriodError::TooFewCases { cases: cases.len() });
        }
        if cases.len() > MAX_PERIOD_CASES {
            return Err(PeriodError::TooManyCases { cases: cases.len() });
        }
        if cases.iter().any(|case| case.condition.is_some()) {
            let mut conditions: Vec<_> = cases.iter().map(|case| &case.condition).collect();
            let later_without = conditions.iter().skip(1).any(|c| c.is_none());
            conditions.sort();
            if later_without
                || conditions
                    .windows(2)
                    .any(|pair| matches!(pair, [a, b] if a == b))
            {
                return Err(PeriodError::ConditionsUnclear);
            }
        }
        Ok(Self(cases))
    }

    /// The cases in the order of the text.
    #[must_use]
    pub fn cases(&self) -> &[PeriodCase] {
        &self.0
    }
}

impl TryFrom<Vec<PeriodCase>> for PeriodCases {
    type Error = PeriodError;
    fn try_from(cases: Vec<PeriodCase>) -> Result<Self, PeriodError> {
        Self::try_new(cases)
    }
}

impl From<PeriodCases> for Vec<PeriodCase> {
    fn from(cases: PeriodCases) -> Self {
        cases.0
    }
}

/// The canonical text: 「7日又は35日」, 「新規30日、変更15日」, 「1か月、実地調査が必要な場合は約40日」.
impl fmt::Display for PeriodCases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.0.iter().any(|case| case.condition.is_some()) {
            "、"
        } else {
            "又は"
        };
        for (place, case) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(separator)?;
            }
            match &case.condition {
                Some(word) if word.is_word() => write!(f, "{word}{}", case.period)?,
                Some(clause) => write!(f, "{clause}は{}", case.period)?,
                None => write!(f, "{}", case.period)?,
            }
        }
        Ok(())
    }
}
