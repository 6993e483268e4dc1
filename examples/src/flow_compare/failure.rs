//! Why nothing was compared, in one sentence of each language.

use std::io;
use tosei_bpr::bpmn::BpmnError;
use tosei_document::Explain;
use tosei_types::Language;

/// Why nothing was compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// Two flows are compared, or none is named.
    #[error("one flow was named, two are compared")]
    OneFlow,
    /// A file could not be read.
    #[error("`{file}` cannot be read")]
    Unreadable {
        /// The file as it was named.
        file: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file is neither BPMN nor a flow as JSON.
    #[error("`{file}` is no flow")]
    NoFlow {
        /// The file as it was named.
        file: String,
    },
    /// The JSON is no flow.
    #[error("`{file}` is no flow")]
    Json {
        /// The file as it was named.
        file: String,
        /// What is wrong with it, and where.
        source: serde_json::Error,
    },
    /// The BPMN cannot be read.
    #[error("`{file}` is no BPMN")]
    Bpmn {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        source: BpmnError,
    },
    /// The BPMN holds no process.
    #[error("`{file}` has no process")]
    Empty {
        /// The file as it was named.
        file: String,
    },
    /// A file could not be written.
    #[error("`{path}` cannot be written")]
    Unwritable {
        /// The path.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The sample inside the program is broken.
    #[error("the embedded sample is broken")]
    Embedded,
}

impl Explain for Failure {
    fn code(&self) -> &'static str {
        match self {
            Self::OneFlow => "flow_compare.one_flow",
            Self::Unreadable { .. } => "flow_compare.unreadable",
            Self::NoFlow { .. } => "flow_compare.no_flow",
            Self::Json { .. } => "flow_compare.json",
            Self::Bpmn { source, .. } => source.code(),
            Self::Empty { .. } => "flow_compare.empty",
            Self::Unwritable { .. } => "flow_compare.unwritable",
            Self::Embedded => "flow_compare.embedded",
        }
    }

    fn sentence(&self, language: Language) -> String {
        let ja = language == Language::Ja;
        match self {
            Self::OneFlow if ja => "比べるフローは二つ指定してください。".to_owned(),
            Self::OneFlow => "Name two flows to be compared.".to_owned(),
            Self::Unreadable { file, source } => match (source.kind(), ja) {
                (io::ErrorKind::NotFound, true) => format!("{file}が見つかりません。"),
                (io::ErrorKind::NotFound, false) => format!("{file} does not exist."),
                (_, true) => format!("{file}を読めません（{source}）。"),
                (_, false) => format!("{file} cannot be read ({source})."),
            },
            Self::NoFlow { file } if ja => {
                format!("{file}は業務フロー（BPMN又はJSON）ではありません。")
            }
            Self::NoFlow { file } => format!("{file} is no flow (BPMN or JSON)."),
            Self::Json { file, source } if ja => {
                format!(
                    "{file}の{}行{}桁が業務フローとして読めません（{source}）。",
                    source.line(),
                    source.column()
                )
            }
            Self::Json { file, source } => format!("{file} is no flow: {source}."),
            Self::Bpmn { file, source } => {
                let place = source.place().in_words(language);
                if ja {
                    format!("{file}の{place}がBPMNとして読めません（{source}）。")
                } else {
                    format!("{file} cannot be read as BPMN at {place}: {source}.")
                }
            }
            Self::Empty { file } if ja => format!("{file}にプロセスがありません。"),
            Self::Empty { file } => format!("{file} has no process."),
            Self::Unwritable { path, source } if ja => {
                format!("{path}に書き込めません（{source}）。")
            }
            Self::Unwritable { path, source } => format!("{path} cannot be written ({source})."),
            Self::Embedded if ja => "内蔵の見本が壊れています。".to_owned(),
            Self::Embedded => "The embedded sample is broken.".to_owned(),
        }
    }
}
