//! Why a short document is no flow.

use tosei_document::{Explain, Place};
use tosei_types::Language;

/// A text that is not too long for a message.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(160).collect()
}

/// What is wrong with one step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StepProblem {
    /// `next` names no step.
    #[error("the next step `{next}` is no step")]
    #[non_exhaustive]
    UnknownNext {
        /// The text as given.
        next: String,
    },
    /// `next` names a name that several steps have.
    #[error("several steps are named `{next}`; name the id")]
    #[non_exhaustive]
    AmbiguousNext {
        /// The text as given.
        next: String,
    },
    /// The id stands twice, or is one that is added (`start`, `end`, those of gateways).
    #[error("the id `{id}` stands twice")]
    #[non_exhaustive]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// The id is too long to add the gateways to it.
    #[error("the id `{id}` is too long")]
    #[non_exhaustive]
    Id {
        /// The id, shortened.
        id: String,
    },
    /// The name is blank.
    #[error("a step has no name")]
    NoName,
}

impl StepProblem {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownNext { .. } => "bpr.small_flow.unknown_next",
            Self::AmbiguousNext { .. } => "bpr.small_flow.ambiguous_next",
            Self::DuplicateId { .. } => "bpr.small_flow.duplicate_id",
            Self::Id { .. } => "bpr.small_flow.id",
            Self::NoName => "bpr.small_flow.no_name",
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::UnknownNext { next } => format!("次の手順「{next}」がありません"),
            Self::AmbiguousNext { next } => {
                format!("「{next}」という手順が複数あります。IDで指定してください")
            }
            Self::DuplicateId { id } => format!("ID「{id}」が重複しています"),
            Self::Id { id } => format!("ID「{id}」が長すぎます"),
            Self::NoName => "手順の名称がありません".to_owned(),
        }
    }
}

/// Why a short document is no flow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SmallFlowError {
    /// Beyond the limits.
    #[error("the document is larger than the limits allow")]
    TooLarge,
    /// Not JSON, not YAML, a key that is unknown, a value that is none.
    #[error("{}: {message}", place.in_words(Language::En))]
    #[non_exhaustive]
    Malformed {
        /// Where.
        place: Place,
        /// What is wrong, in English.
        message: String,
    },
    /// Another kind of document, or another version of it.
    #[error("expected format `tosei-small-flow` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
    /// A flow needs a step.
    #[error("the document has no step")]
    NoSteps,
    /// A step makes no sense.
    #[error("{}: {problem}", place.in_words(Language::En))]
    #[non_exhaustive]
    Step {
        /// Where the step is.
        place: Place,
        /// What is wrong with it.
        problem: StepProblem,
    },
}

impl SmallFlowError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "bpr.small_flow.too_large",
            Self::Malformed { .. } => "bpr.small_flow.malformed",
            Self::Format { .. } => "bpr.small_flow.format",
            Self::NoSteps => "bpr.small_flow.no_steps",
            Self::Step { problem, .. } => problem.code(),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Malformed { place, .. } | Self::Step { place, .. } => place.clone(),
            _ => Place::Document,
        }
    }
}

impl Explain for SmallFlowError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        let place = self.place().in_words(language);
        match (self, language) {
            (_, Language::En) => format!("{self}."),
            (Self::TooLarge, Language::Ja) => "文書が上限より大きいです。".to_owned(),
            (Self::Malformed { message, .. }, Language::Ja) => {
                format!("{place}: 書き方が誤っています（{message}）。")
            }
            (Self::Format { format, version }, Language::Ja) => format!(
                "書式「tosei-small-flow」第1版ではありません（「{format}」第{version}版）。"
            ),
            (Self::NoSteps, Language::Ja) => "手順がありません。".to_owned(),
            (Self::Step { problem, .. }, Language::Ja) => {
                format!("{place}: {}。", problem.japanese())
            }
        }
    }
}
