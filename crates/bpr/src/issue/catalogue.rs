//! Typical problems of flows, as data.

use super::{StepPattern, check::issue_rules};
use crate::Medium;
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, sync::OnceLock};
use tosei_document::{Collector, Edition, Mark, PlaceRef, Report, Sink as _};
use tosei_types::{CriterionId, ExactNumber, Label, embedded};

/// The `format` of a catalogue of issues.
pub const ISSUES_FORMAT: &str = "tosei-flow-issues";
/// The `format_version` that this crate reads and writes.
pub const ISSUES_FORMAT_VERSION: u32 = 1;

tosei_types::coded_enum! {
    /// 改善の手立て (remedy): what can be done about an issue; the four of industrial engineering and one more.
    ///
    /// # Source
    ///
    /// 廃止, 統合, 入替, 簡素化 are the usual four (排除・結合・交換・簡素化, ECRS); the fifth is ours
    /// (`project-decision:remedies`).
    pub enum Remedy: "remedy" {
        /// 廃止: do without it.
        Eliminate = "eliminate" ("廃止", "eliminate"),
        /// 統合: do it together with something else.
        Combine = "combine" ("統合", "combine"),
        /// 順序・担当の入替.
        Rearrange = "rearrange" ("順序・担当の入替", "rearrange"),
        /// 簡素化.
        Simplify = "simplify" ("簡素化", "simplify"),
        /// デジタル化.
        Digitize = "digitize" ("デジタル化", "digitize"),
    }
}

tosei_types::coded_enum! {
    /// 比べる範囲 (scope) of times.
    pub enum TimeScope: "scope of times" {
        /// 作業ごと.
        Step = "step" ("作業ごと", "each step"),
        /// フロー全体: every step once.
        Flow = "flow" ("フロー全体（各作業を一度ずつ）", "the whole flow, every step once"),
    }
}

/// 課題の条件 (test of an issue): when a flow has it.
///
/// # Wire form
///
/// An object with the key `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum IssueTest {
    /// 該当する作業: each step that fits.
    Step {
        /// What it must be.
        step: StepPattern,
    },
    /// 続く作業: a step that fits, and directly after it, with nothing but branches and events between, another.
    Followed {
        /// The first.
        first: StepPattern,
        /// The second.
        second: StepPattern,
    },
    /// 一人の申請で繰り返される作業: as many steps that fit, each of which can be reached from the one before.
    Repeated {
        /// What each must be.
        step: StepPattern,
        /// The fewest; 2 or more.
        least: u32,
    },
    /// 後戻り: a step that fits, from which the flow can come back to it.
    Loop {
        /// What it must be.
        step: StepPattern,
    },
    /// 同じ項目の再入力: the same data is entered at as many steps.
    SameData {
        /// The fewest; 2 or more.
        least: u32,
    },
    /// 待ち時間が作業時間を大きく超える: even the shortest waiting is as many times the longest work.
    WaitingOverWork {
        /// How many times.
        factor: ExactNumber,
        /// Of each step or of the whole.
        scope: TimeScope,
    },
    /// 引継ぎ: more changes of lane or pool than these.
    HandOffs {
        /// The most that is no issue.
        more_than: u32,
    },
    /// 組織をまたぐ媒体: something passes between pools by one of these media.
    BetweenPools {
        /// The media.
        media: Vec<Medium>,
    },
}

/// 課題の定義 (definition of an issue).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IssueDefinition {
    /// 課題ID.
    pub id: String,
    /// 名称.
    pub title: Label,
    /// 理由と、考えられる改善.
    pub why: Label,
    /// 文: `{steps}` stands for the steps, `{data}` for the data, `{number}` for the number that was found.
    pub sentence: Label,
    /// 改善の手立て.
    pub remedies: Vec<Remedy>,
    /// 判定項目ID: quality criteria that a remedy would help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionId>,
    /// 条件.
    pub test: IssueTest,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// Why a document is no catalogue of issues.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IssueCatalogueError {
    /// Another kind of document, or another version of it.
    #[error("expected format `tosei-flow-issues` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
}

impl IssueCatalogueError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "bpr.issues.format",
        }
    }
}

/// 課題の一覧 (catalogue of issues): typical problems of flows; a body can write its own.
///
/// # Source
///
/// The usual catalogue is ours (`project-decision:flow-issues`).
///
/// # Examples
///
/// ```
/// use tosei_bpr::issue::IssueCatalogue;
///
/// let usual = IssueCatalogue::usual();
/// assert!(usual.check().is_clean());
/// assert!(usual.issues.iter().any(|issue| issue.id == "printed_and_entered_again"));
/// ```
#[doc(alias = "課題")]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::IssueCatalogue", into = "wire::IssueCatalogue")]
pub struct IssueCatalogue {
    /// 版.
    pub edition: Edition,
    /// 課題の定義.
    pub issues: Vec<IssueDefinition>,
}

impl IssueCatalogue {
    /// The catalogue of this crate.
    #[must_use]
    pub fn usual() -> &'static Self {
        static USUAL: OnceLock<IssueCatalogue> = OnceLock::new();
        embedded(&USUAL, || {
            serde_json::from_str(include_str!("../../data/issues.json"))
        })
    }

    /// 点検 (check): everything that is wrong with the definitions, by the rules of [`issue_rules`].
    #[must_use]
    pub fn check(&self) -> Report {
        let mut collector = Collector::new(issue_rules());
        let mut seen = HashSet::new();
        for (at, issue) in self.issues.iter().enumerate() {
            let mut say = |code: &str, key: &str| {
                let pointer = format!("/issues/{at}{key}");
                if let Some(rule) = issue_rules().index(code) {
                    collector.accept(Mark {
                        rule,
                        place: PlaceRef::Pointer(&pointer),
                        subject: Some(&issue.id),
                        values: &[],
                    });
                }
            };
            if !seen.insert(issue.id.as_str()) {
                say("bpr.issues.duplicate_id", "/id");
            }
            if issue.remedies.is_empty() {
                say("bpr.issues.no_remedy", "/remedies");
            }
            for (key, label) in [
                ("/title", &issue.title),
                ("/why", &issue.why),
                ("/sentence", &issue.sentence),
            ] {
                if label.ja.trim().is_empty() || label.en.trim().is_empty() {
                    say("bpr.issues.no_text", key);
                }
            }
            let (empty, too_few) = match &issue.test {
                IssueTest::Step { step } | IssueTest::Loop { step } => (step.is_empty(), false),
                IssueTest::Followed { first, second } => {
                    (first.is_empty() || second.is_empty(), false)
                }
                IssueTest::Repeated { step, least } => (step.is_empty(), *least < 2),
                IssueTest::SameData { least } => (false, *least < 2),
                IssueTest::WaitingOverWork { factor, .. } => (false, *factor <= ExactNumber::ZERO),
                IssueTest::HandOffs { .. } => (false, false),
                IssueTest::BetweenPools { media } => (media.is_empty(), false),
            };
            if empty {
                say("bpr.issues.fits_everything", "/test");
            }
            if too_few {
                say("bpr.issues.limit_too_low", "/test");
            }
        }
        collector.into_report()
    }
}

mod wire {
    use super::{ISSUES_FORMAT, ISSUES_FORMAT_VERSION, IssueCatalogueError, IssueDefinition};
    use serde::{Deserialize, Serialize};
    use tosei_document::Edition;

    /// 課題の一覧 (catalogue of issues).
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "FlowIssueCatalogue"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct IssueCatalogue {
        /// The schema of this document.
        #[serde(rename = "$schema", default, skip_serializing)]
        #[cfg_attr(feature = "schemars", schemars(rename = "$schema"))]
        _schema: Option<String>,
        /// `tosei-flow-issues`.
        format: String,
        /// 1.
        format_version: u32,
        /// 版.
        edition: Edition,
        /// 課題の定義.
        issues: Vec<IssueDefinition>,
    }

    impl TryFrom<IssueCatalogue> for super::IssueCatalogue {
        type Error = IssueCatalogueError;

        fn try_from(wire: IssueCatalogue) -> Result<Self, IssueCatalogueError> {
            if wire.format != ISSUES_FORMAT || wire.format_version != ISSUES_FORMAT_VERSION {
                return Err(IssueCatalogueError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                edition: wire.edition,
                issues: wire.issues,
            })
        }
    }

    impl From<super::IssueCatalogue> for IssueCatalogue {
        fn from(catalogue: super::IssueCatalogue) -> Self {
            Self {
                _schema: None,
                format: ISSUES_FORMAT.to_owned(),
                format_version: ISSUES_FORMAT_VERSION,
                edition: catalogue.edition,
                issues: catalogue.issues,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_format_is_told_with_its_code() {
        let error = IssueCatalogueError::Format {
            format: "tosei-flow".to_owned(),
            version: 2,
        };
        assert_eq!(error.code(), "bpr.issues.format");
        let told = "expected format `tosei-flow-issues` version 1, got `tosei-flow` version `2`";
        assert_eq!(error.to_string(), told);
    }
}
