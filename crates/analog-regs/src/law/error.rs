//! What is refused.

use tosei_document::Explain;
use tosei_types::Language;

/// Why a law text was not read at all; everything else is a finding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LawTextError {
    /// There are more bytes than the limit.
    #[error("the text has `{bytes}` bytes, more than `{limit}`")]
    #[non_exhaustive]
    TooLarge {
        /// Bytes of the input.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// There are more provisions and sentences than the limit.
    #[error("the text has more than `{limit}` provisions and sentences")]
    #[non_exhaustive]
    TooManyItems {
        /// The limit.
        limit: u64,
    },
    /// One text of a page is longer than the limit.
    #[error("one text of the page is longer than `{limit}` bytes")]
    #[non_exhaustive]
    TextTooLong {
        /// The limit.
        limit: u64,
    },
}

impl LawTextError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "analog_regs.law_text.too_large",
            Self::TooManyItems { .. } => "analog_regs.law_text.too_many_items",
            Self::TextTooLong { .. } => "analog_regs.law_text.text_too_long",
        }
    }
}

impl Explain for LawTextError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::TooLarge { bytes, limit }, Language::Ja) => {
                format!("ファイルが大きすぎます（{bytes}バイト、上限は{limit}バイト）。")
            }
            (Self::TooLarge { bytes, limit }, Language::En) => {
                format!("The file is too large ({bytes} bytes; the limit is {limit}).")
            }
            (Self::TooManyItems { limit }, Language::Ja) => {
                format!("規定と文の数が上限（{limit}）を超えています。")
            }
            (Self::TooManyItems { limit }, Language::En) => {
                format!("There are more provisions and sentences than {limit}.")
            }
            (Self::TextTooLong { limit }, Language::Ja) => {
                format!("一続きの文字列が長すぎます（上限は{limit}バイト）。")
            }
            (Self::TextTooLong { limit }, Language::En) => {
                format!("One text is too long (the limit is {limit} bytes).")
            }
        }
    }
}
