//! The files of a comparison: made in memory, then written.

use super::Failure;
use crate::files;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::Path};
use tosei_bpr::{
    Flow, compare::Comparison, issue::FlowIssue, metrics::FlowMetrics, picture::drawing,
    savings::Savings, soundness::Soundness,
};
use tosei_document::Report;
use tosei_page::Text;
use tosei_types::Language;

/// The `format` of the JSON document.
pub const COMPARE_REPORT_FORMAT: &str = "tosei-flow-compare-report";

/// 比較の文書 (document of a comparison): both flows and all that was found.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CompareReport {
    /// `tosei-flow-compare-report`.
    pub format: String,
    /// 1.
    pub format_version: u32,
    /// 前のフロー.
    pub before: Flow,
    /// 後のフロー.
    pub after: Flow,
    /// 前の課題.
    pub before_issues: Vec<FlowIssue>,
    /// 後の課題.
    pub after_issues: Vec<FlowIssue>,
    /// 前の指標; absent if there are none.
    pub before_metrics: Option<FlowMetrics>,
    /// 後の指標.
    pub after_metrics: Option<FlowMetrics>,
    /// 前の健全性; absent if references are wrong.
    pub before_soundness: Option<Soundness>,
    /// 後の健全性.
    pub after_soundness: Option<Soundness>,
    /// 前の読取りの所見: what the reader of the file did not understand.
    pub before_reading: Report,
    /// 後の読取りの所見.
    pub after_reading: Report,
    /// 前の点検.
    pub before_lint: Report,
    /// 後の点検.
    pub after_lint: Report,
    /// 比較.
    pub comparison: Comparison,
    /// 年間の効果; absent if it cannot be computed.
    pub savings: Option<Savings>,
}

/// Every file of one comparison.
#[derive(Debug, Clone)]
pub struct Files {
    /// The document that they are made of.
    pub report: CompareReport,
    files: BTreeMap<&'static str, String>,
}

impl Files {
    pub(super) fn new(report: CompareReport, page: String) -> Result<Self, Failure> {
        let mut json = serde_json::to_string_pretty(&report).map_err(|_| Failure::Embedded)?;
        json.push('\n');
        let svg = |flow: &Flow| {
            let title = Text::data(flow.name.as_deref().unwrap_or(flow.id.as_str()));
            drawing(flow, title, &BTreeMap::new()).svg(Language::Ja)
        };
        let files = BTreeMap::from([
            ("index.html", page),
            ("comparison.json", json),
            ("before.svg", svg(&report.before)),
            ("after.svg", svg(&report.after)),
        ]);
        Ok(Self { report, files })
    }

    /// The files by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(name, content)| (*name, content.as_str()))
    }

    /// Writes all files into a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// [`Failure::Unwritable`] if the folder or a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Failure> {
        let files = self
            .iter()
            .map(|(name, content)| (name, content.as_bytes()));
        Ok(files::write_all(folder, files)?)
    }
}
