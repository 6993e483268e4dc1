//! Names in the two languages of every document.

use serde::{Deserialize, Serialize};

/// The language of a text that is shown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Japanese, the language of every official term.
    #[default]
    Ja,
    /// English; glosses are ours unless a source is named.
    En,
}

/// 表示名 (label): one name in Japanese and in English.
///
/// The Japanese text is the official wording where one exists; the English text is a gloss.
///
/// # Wire form
///
/// `{"ja": "申請等", "en": "Applications"}`; both keys are required.
///
/// # Examples
///
/// ```
/// use tosei_types::{Label, Language};
///
/// let label = Label::new("申請等", "Applications");
/// assert_eq!(label.in_language(Language::En), "Applications");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Japanese text.
    pub ja: String,
    /// English text.
    pub en: String,
}

impl Label {
    /// Puts the two texts together.
    #[must_use]
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            ja: ja.into(),
            en: en.into(),
        }
    }

    /// The text in one language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}
