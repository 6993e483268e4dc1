//! Why a file is no BPMN.

use tosei_document::{Explain, Place};
use tosei_markup::{MarkupError, Position};
use tosei_types::Language;

/// Why a file cannot be read as BPMN at all.
///
/// Everything less grave is a finding of the [`BpmnDocument`](super::BpmnDocument).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BpmnError {
    /// The file is not well-formed XML, or larger than the limits.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// The root element is not that of BPMN 2.0.
    #[error(
        "{position}: a BPMN file begins with `definitions` of BPMN 2.0, not with `{element}` of `{namespace}`"
    )]
    #[non_exhaustive]
    NotBpmn {
        /// The name of the root element as written.
        element: String,
        /// Its namespace; empty for none.
        namespace: String,
        /// Where it begins.
        position: Position,
    },
}

impl BpmnError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Markup(error) => error.code(),
            Self::NotBpmn { .. } => "bpr.bpmn.not_bpmn",
        }
    }

    /// Where it is.
    #[must_use]
    pub fn position(&self) -> Position {
        match self {
            Self::Markup(error) => error.position(),
            Self::NotBpmn { position, .. } => *position,
        }
    }

    /// Where it is, as the place of a finding.
    #[must_use]
    pub fn place(&self) -> Place {
        self.position().place()
    }
}

impl Explain for BpmnError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match self {
            Self::Markup(error) => error.sentence(language),
            Self::NotBpmn {
                element, namespace, ..
            } => {
                let place = self.place().in_words(language);
                match language {
                    Language::Ja => format!(
                        "{place}: BPMN 2.0のdefinitionsではなく「{element}」（名前空間「{namespace}」）で始まっています。BPMN 2.0として書き出してください。"
                    ),
                    Language::En => format!(
                        "{place}: the file begins with `{element}` of `{namespace}` and not with `definitions` of BPMN 2.0; export it as BPMN 2.0."
                    ),
                }
            }
        }
    }
}
