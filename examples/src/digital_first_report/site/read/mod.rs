//! Reading the parts beside the inventory. A file that cannot be read costs itself only.

pub(super) mod clauses;
pub(super) mod counters;
pub(super) mod flows;
pub(super) mod joined;
pub(super) mod plan;
pub(super) mod quality;

use super::super::{Failure, input};
use super::{folder::Folder, part::worded};
use std::path::Path;
use tosei_document::{Catalogue, Explain, Report, Severity};
use tosei_types::{Label, Language};

/// A file of a folder, or an embedded one: its name and its bytes.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Source {
    pub(super) fn embedded(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    /// The file of that stem, if there is one; else why it cannot be read.
    pub(super) fn of(folder: &Folder, stem: &str) -> Option<Result<Self, Label>> {
        let path = folder.other(stem)?;
        Some(Self::file(folder, path))
    }

    pub(super) fn file(folder: &Folder, path: &Path) -> Result<Self, Label> {
        let bytes = input::bytes_of(path).map_err(|failure| sentence(&failure))?;
        Ok(Self {
            name: folder.name(path),
            bytes,
        })
    }

    /// The bytes as a document.
    pub(super) fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Label> {
        serde_json::from_slice(self.without_mark()).map_err(|error| self.wrong(&error))
    }

    /// The bytes as text.
    pub(super) fn text(&self) -> Result<&str, Label> {
        std::str::from_utf8(self.without_mark()).map_err(|_| {
            let name = &self.name;
            Label::new(
                format!("「{name}」は UTF-8 ではありません。"),
                format!("\"{name}\" is not UTF-8."),
            )
        })
    }

    fn without_mark(&self) -> &[u8] {
        let mark: &[u8] = b"\xEF\xBB\xBF";
        self.bytes.strip_prefix(mark).unwrap_or(&self.bytes)
    }

    /// What is wrong with it, in the words of its reader.
    pub(super) fn wrong(&self, error: &dyn std::fmt::Display) -> Label {
        let name = &self.name;
        Label::new(
            format!("「{name}」を読めません（{error}）。"),
            format!("\"{name}\" cannot be read: {error}."),
        )
    }

    /// What is wrong with it, by the first error that its reader found.
    pub(super) fn unreadable(&self, report: &Report, catalogue: &Catalogue) -> Label {
        let name = &self.name;
        let mut findings = report.findings().iter();
        let gravest = findings
            .clone()
            .find(|finding| {
                catalogue
                    .rule(&finding.rule)
                    .is_some_and(|rule| rule.severity == Severity::Error)
            })
            .or_else(|| findings.next());
        worded(|language| {
            let why = gravest.map(|finding| catalogue.sentence(finding, language));
            let why = why.unwrap_or_default();
            match language {
                Language::Ja => format!("「{name}」を読めません：{why}"),
                Language::En => format!("\"{name}\" cannot be read: {why}"),
            }
        })
    }
}

/// The sentence of a failure.
pub(super) fn sentence(failure: &Failure) -> Label {
    worded(|language| failure.sentence(language))
}
