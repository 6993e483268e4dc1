//! Why a text is not read.

use crate::{Defect, Position};
use tosei_document::{Explain, Place};
use tosei_types::Language;

/// How many characters of the input stand in a message.
const SHOWN: usize = 80;

/// Why a document cannot be read: one [`Defect`], and where it is.
///
/// A document that is not well-formed has no structure, so this is an error and not a finding; its
/// [`place`](Self::place) and its [`sentence`](Explain::sentence) are what a report shows.
///
/// # Examples
///
/// ```
/// use tosei_document::{Explain, Limits};
/// use tosei_markup::{Defect, MarkupDocument};
/// use tosei_types::Language;
///
/// let error = MarkupDocument::read("<流れ>\n <受付>\n</流れ>".as_bytes(), &Limits::default()).unwrap_err();
/// assert_eq!(error.defect(), Defect::EndTagMismatch);
/// assert_eq!(error.code(), "markup.xml.end_tag_mismatch");
/// assert_eq!(error.to_string(), "line 3, column 1: the end tag `流れ` does not close `受付`");
/// assert_eq!(error.sentence(Language::Ja), "3行目の1文字目: 終了タグ「流れ」が開始タグ「受付」に対応していません。");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct MarkupError {
    defect: Defect,
    position: Position,
    found: String,
    other: String,
}

impl MarkupError {
    pub(crate) fn new(defect: Defect, position: Position, found: &str, other: &str) -> Self {
        let cut = |text: &str| text.chars().take(SHOWN).collect();
        Self {
            defect,
            position,
            found: cut(found),
            other: cut(other),
        }
    }

    /// What is wrong.
    #[must_use]
    pub const fn defect(&self) -> Defect {
        self.defect
    }

    /// Stable identifier of the defect; never renamed once released.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.defect.code()
    }

    /// Where it is, in the text as it was decoded (a byte order mark is no character).
    #[must_use]
    pub const fn position(&self) -> Position {
        self.position
    }

    /// Where it is, as the place of a finding.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.position.place()
    }

    fn message(&self) -> String {
        let place = self.place().in_words(Language::En);
        format!("{place}: {}", self.fill(self.defect.english()))
    }

    fn fill(&self, template: &str) -> String {
        let mut text = String::new();
        for (index, piece) in template.split('#').enumerate() {
            match (index, piece.chars().next()) {
                (0, _) => text.push_str(piece),
                (_, Some('1')) => text.push_str(&self.found),
                _ => text.push_str(&self.other),
            }
            if index > 0 {
                text.push_str(piece.get(1..).unwrap_or_default());
            }
        }
        text
    }
}

impl Explain for MarkupError {
    fn code(&self) -> &'static str {
        self.defect.code()
    }

    fn sentence(&self, language: Language) -> String {
        match language {
            Language::En => format!("{}.", self.message()),
            Language::Ja => {
                let place = self.place().in_words(Language::Ja);
                format!("{place}: {}。", self.fill(self.defect.japanese()))
            }
        }
    }
}

/// A defect at a byte offset of a text: what the scanner reports.
#[derive(Debug, Clone)]
pub(crate) struct Found<'t> {
    pub(crate) defect: Defect,
    pub(crate) at: usize,
    pub(crate) found: &'t str,
    pub(crate) other: String,
}

impl<'t> Found<'t> {
    pub(crate) fn new(defect: Defect, at: usize) -> Self {
        Self::naming(defect, at, "")
    }

    pub(crate) fn naming(defect: Defect, at: usize, found: &'t str) -> Self {
        Self {
            defect,
            at,
            found,
            other: String::new(),
        }
    }

    pub(crate) fn beside(mut self, other: impl Into<String>) -> Self {
        self.other = other.into();
        self
    }

    pub(crate) fn into_error(self, text: &str) -> MarkupError {
        let position = Position::of(text, self.at);
        if self.found.is_empty() {
            MarkupError::new(self.defect, position, &self.other, "")
        } else {
            MarkupError::new(self.defect, position, self.found, &self.other)
        }
    }
}
