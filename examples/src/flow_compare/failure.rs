//! Why nothing was compared, in one sentence of each language.

use crate::{
    files::{Unreadable, Unwritable},
    flow_file::FlowFileError,
};
use tosei_document::Explain;
use tosei_types::Language;

/// Why nothing was compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// Two flows are compared, or none is named.
    #[error("one flow was named, two are compared")]
    OneFlow,
    /// A file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A file holds no flow.
    #[error(transparent)]
    Flow(#[from] FlowFileError),
    /// The JSON of a list is none.
    #[error("`{file}` is no such list")]
    Json {
        /// The file as it was named.
        file: String,
        /// What is wrong with it, and where.
        source: serde_json::Error,
    },
    /// A file cannot be written.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// The sample inside the program is broken.
    #[error("the embedded sample is broken")]
    Embedded,
}

impl Explain for Failure {
    fn code(&self) -> &'static str {
        match self {
            Self::OneFlow => "flow_compare.one_flow",
            Self::Unreadable(_) | Self::Flow(FlowFileError::Unreadable(_)) => {
                "flow_compare.unreadable"
            }
            Self::Flow(FlowFileError::NoFlow { .. }) => "flow_compare.no_flow",
            Self::Flow(FlowFileError::Json { .. }) | Self::Json { .. } => "flow_compare.json",
            Self::Flow(FlowFileError::Bpmn { source, .. }) => source.code(),
            Self::Flow(FlowFileError::Empty { .. }) => "flow_compare.empty",
            Self::Unwritable(_) => "flow_compare.unwritable",
            Self::Embedded => "flow_compare.embedded",
        }
    }

    fn sentence(&self, language: Language) -> String {
        let ja = language == Language::Ja;
        match self {
            Self::OneFlow if ja => "比べるフローは二つ指定してください。".to_owned(),
            Self::OneFlow => "Name two flows to be compared.".to_owned(),
            Self::Unreadable(error) => error.sentence(language),
            Self::Flow(error) => error.sentence(language),
            Self::Json { file, source } if ja => format!(
                "{file}の{}行{}桁が業務フローとして読めません（{source}）。",
                source.line(),
                source.column()
            ),
            Self::Json { file, source } => format!("{file} is no flow: {source}."),
            Self::Unwritable(error) => error.sentence(language),
            Self::Embedded if ja => "内蔵の見本が壊れています。".to_owned(),
            Self::Embedded => "The embedded sample is broken.".to_owned(),
        }
    }
}
