//! Flows from files: BPMN or JSON, told apart by their content.

use super::Failure;
use serde::de::DeserializeOwned;
use std::{fs, path::Path};
use tosei_bpr::{Flow, bpmn::BpmnDocument};
use tosei_document::{Limits, Report};

/// A flow, and what was found while reading it.
#[derive(Debug, Clone)]
pub struct FlowFile {
    /// The flow with the most nodes in the file.
    pub flow: Flow,
    /// 所見 of the reader: what it did not understand.
    pub findings: Report,
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|source| Failure::Unreadable {
        file: name(path),
        source,
    })
}

/// Reads a flow: XML is BPMN, JSON a flow document.
///
/// # Errors
///
/// [`Failure`] if the file cannot be read, is neither, or holds no process.
pub fn read_flow(path: &Path) -> Result<FlowFile, Failure> {
    let bytes = bytes(path)?;
    let first = bytes.iter().find(|byte| {
        !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
    });
    match first {
        Some(b'<') => {
            let document =
                BpmnDocument::read(&bytes, &Limits::default()).map_err(|source| Failure::Bpmn {
                    file: name(path),
                    source,
                })?;
            let findings = document.findings();
            let flows = document.into_flows();
            let largest = flows.into_iter().max_by_key(|flow| flow.nodes.len());
            let flow = largest.filter(|flow| !flow.nodes.is_empty());
            let flow = flow.ok_or_else(|| Failure::Empty { file: name(path) })?;
            Ok(FlowFile { flow, findings })
        }
        Some(b'{') => {
            let flow = serde_json::from_slice(&bytes).map_err(|source| Failure::Json {
                file: name(path),
                source,
            })?;
            Ok(FlowFile {
                flow,
                findings: Report::default(),
            })
        }
        _ => Err(Failure::NoFlow { file: name(path) }),
    }
}

pub(super) fn read_list<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Failure> {
    serde_json::from_slice(&bytes(path)?).map_err(|source| Failure::Json {
        file: name(path),
        source,
    })
}
