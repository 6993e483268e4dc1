//! Flows from files: BPMN or JSON, told apart by their content.

use crate::files::{self, Unreadable, named};
use std::path::Path;
use tosei_bpr::{
    Flow,
    bpmn::{BpmnDocument, BpmnError},
};
use tosei_document::{Limits, Report};
use tosei_types::Language;

/// A flow, and what was found while reading it.
#[derive(Debug, Clone)]
pub struct FlowFile {
    /// The flow with the most nodes in the file.
    pub flow: Flow,
    /// 所見 of the reader: what it did not understand.
    pub findings: Report,
    /// The file as BPMN, if it is.
    pub document: Option<BpmnDocument>,
}

/// Why a file holds no flow.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FlowFileError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
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
}

impl FlowFileError {
    /// One sentence for whoever named the file.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let ja = language == Language::Ja;
        match self {
            Self::Unreadable(error) => error.sentence(language),
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
        }
    }
}

/// Reads a flow: XML is BPMN, JSON a flow document.
///
/// # Errors
///
/// [`FlowFileError`] if the file cannot be read, is neither, or holds no process.
pub fn read_flow(path: &Path) -> Result<FlowFile, FlowFileError> {
    let bytes = files::read(path)?;
    let first = bytes.iter().find(|byte| {
        !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
    });
    let file = named(path);
    match first {
        Some(b'<') => {
            let document = match BpmnDocument::read(&bytes, &Limits::default()) {
                Ok(document) => document,
                Err(source) => return Err(FlowFileError::Bpmn { file, source }),
            };
            let findings = document.findings();
            let flows = document.clone().into_flows();
            let largest = flows.into_iter().max_by_key(|flow| flow.nodes.len());
            let flow = largest.filter(|flow| !flow.nodes.is_empty());
            let flow = flow.ok_or(FlowFileError::Empty { file })?;
            Ok(FlowFile {
                flow,
                findings,
                document: Some(document),
            })
        }
        Some(b'{') => match serde_json::from_slice(&bytes) {
            Ok(flow) => Ok(FlowFile {
                flow,
                findings: Report::default(),
                document: None,
            }),
            Err(source) => Err(FlowFileError::Json { file, source }),
        },
        _ => Err(FlowFileError::NoFlow { file }),
    }
}
