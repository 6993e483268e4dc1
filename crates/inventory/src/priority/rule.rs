//! What a file of selection rules says.

use crate::{Party, VolumeMeasure, VolumeState};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{
    Catalogue, Collector, DataFileError, Edition, JsonReader, Limits, Report, expect_format,
};
use tosei_types::{CaseCount, Label, PriorityRuleId, coded_enum, embedded};

coded_enum! {
    /// 比較 (threshold operator): whether the threshold itself is enough.
    ///
    /// 「を超える」 and 「以上」 differ by the procedures that stand exactly on the threshold.
    pub enum ThresholdOperator: "threshold operator" {
        /// を超える.
        MoreThan = "more_than" ("を超える", "more than"),
        /// 以上.
        AtLeast = "at_least" ("以上", "at least"),
    }
}

impl ThresholdOperator {
    /// Whether a count satisfies the comparison.
    #[must_use]
    pub fn holds(self, cases: CaseCount, threshold: CaseCount) -> bool {
        match self {
            Self::MoreThan => cases > threshold,
            Self::AtLeast => cases >= threshold,
        }
    }
}

coded_enum! {
    /// 選定の単位 (unit of a selection): what is selected.
    pub enum PriorityUnit: "unit of a selection" {
        /// 手続プロセス.
        Process = "process" ("手続プロセス", "processes"),
        /// 手続.
        Procedure = "procedure" ("手続", "procedures"),
    }
}

coded_enum! {
    /// 関連するものの扱い (related ones): what comes along with what was selected.
    ///
    /// One step only: what is related to something that came along does not come along. What
    /// comes along need not be of the kinds and actors that the rule looks at.
    ///
    /// # Source
    ///
    /// `project-decision:related-processes`; the plans say that related processes come along, not
    /// which ones are related.
    pub enum RelatedProcesses: "treatment of related ones" {
        /// 含めない.
        None = "none" ("含めない", "none"),
        /// 関連手続として挙げられたもの: those whose procedure names the other's, on either side.
        Listed = "listed" ("関連手続として挙げられたもの", "those that are listed as related"),
        /// 同じ手続のプロセス: the other processes of the same procedure.
        SameProcedure = "same_procedure" ("同じ手続のプロセス", "the other processes of the same procedure"),
        /// Both.
        ListedOrSameProcedure = "listed_or_same_procedure"
            ("同じ手続のプロセス及び関連手続として挙げられたもの", "those listed as related and the other processes of the same procedure"),
    }
}

impl RelatedProcesses {
    pub(super) const fn listed(self) -> bool {
        matches!(self, Self::Listed | Self::ListedOrSameProcedure)
    }

    pub(super) const fn same_procedure(self) -> bool {
        matches!(self, Self::SameProcedure | Self::ListedOrSameProcedure)
    }
}

coded_enum! {
    /// 件数以外の理由 (other reasons): whether a stated reason selects too.
    pub enum OtherReasons: "treatment of other reasons" {
        /// 見ない: only the number of cases selects.
        Ignored = "ignored" ("見ない", "ignored"),
        /// 選定する: 「1,000件以上等」.
        Select = "select" ("選定する", "select too"),
    }
}

/// 選定規則 (priority rule): which procedures are 重点手続.
///
/// # Wire form
///
/// See `data/priorities/standard.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PriorityRule {
    /// Stable name.
    pub id: PriorityRuleId,
    /// Short name.
    pub label: Label,
    /// One sentence that says what is selected.
    pub sentence: Label,
    /// What is selected.
    pub unit: PriorityUnit,
    /// What is counted.
    pub measure: VolumeMeasure,
    /// How sure the count may be: the first state that has a known count is used.
    pub states: Vec<VolumeState>,
    /// Whether the threshold itself is enough.
    pub operator: ThresholdOperator,
    /// In cases a year.
    pub threshold: CaseCount,
    /// Codes of the process kinds it looks at, or `unknown`; absent for all, and for procedures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<String>>,
    /// The actors it looks at; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actors: Option<Vec<Party>>,
    /// What comes along.
    pub related: RelatedProcesses,
    /// Whether another stated reason selects too.
    pub other_reasons: OtherReasons,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// The wire form of a file of selection rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "PriorityRules"))]
#[serde(deny_unknown_fields)]
pub struct PriorityRulesDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-priority-rules`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-priority-rules")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The rules, in the order in which selections are shown.
    pub rules: Vec<PriorityRule>,
}

const FORMAT: (&str, u32) = ("tosei-priority-rules", 1);

/// 選定規則集 (priority rules): from the embedded file or a body's own.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Candidate, PriorityRules, ProcessKinds, Volume, VolumeMeasure, VolumeState};
/// use tosei_types::{CaseCount, FiscalYear, Language};
///
/// let rules = PriorityRules::standard().compile(ProcessKinds::standard()).unwrap();
/// let year: FiscalYear = "2024".parse()?;
/// let volume = |cases| {
///     let cases = Some(CaseCount::from(cases));
///     [Volume::new(year, VolumeMeasure::Handled, VolumeState::Final, cases)]
/// };
/// let mut selector = rules.selector("tokyo.partners", year).unwrap();
/// selector.take(&Candidate::procedure("P-1", "施設利用の申込").with_volumes(&volume(1_000)));
/// selector.take(&Candidate::procedure("P-2", "助成金の申請").with_volumes(&volume(999)));
/// selector.take(&Candidate::procedure("P-3", "研修の申込")); // nobody counted
/// let selection = selector.finish();
/// assert_eq!(selection.members().len(), 1);
/// assert_eq!(selection.undecided().count, 1);
/// assert_eq!(
///     selection.members()[0].reason.sentence(Language::Ja),
///     "令和6年度の処理件数（確定）1,000件が1,000件以上"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorityRules {
    edition: Edition,
    pub(super) rules: Vec<PriorityRule>,
    /// Where each rule stands in its file, for findings about it.
    pub(super) positions: Vec<usize>,
}

impl PriorityRules {
    /// The embedded rules.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<PriorityRules> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/priorities/standard.json"))
        })
    }

    /// Reads a file strictly: the first thing that does not fit its shape is an error.
    ///
    /// Whether the rules make sense is for [`compile`](Self::compile) to say.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: PriorityRulesDocument = serde_json::from_str(json)?;
        expect_format(FORMAT, (&document.format, document.format_version))?;
        Ok(Self {
            edition: document.edition,
            positions: (0..document.rules.len()).collect(),
            rules: document.rules,
        })
    }

    /// Reads a file and reports every defect of its shape; a rule that cannot be typed costs itself
    /// only.
    ///
    /// `None` if not even the frame can be read. The report's sentences come from
    /// [`catalogue`](Self::catalogue).
    #[must_use]
    pub fn read(bytes: &[u8], limits: &Limits) -> (Option<Self>, Report) {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Shell<'a> {
            #[serde(rename = "$schema")]
            _schema: Option<String>,
            format: String,
            format_version: u32,
            edition: Edition,
            #[serde(borrow)]
            rules: Vec<&'a serde_json::value::RawValue>,
        }
        let catalogue = Self::catalogue();
        let mut findings = Collector::new(catalogue);
        let read =
            JsonReader::open(bytes, limits, catalogue, &mut findings).and_then(|mut json| {
                let shell: Shell<'_> = json.shell()?;
                if !json.expect_format(FORMAT, (&shell.format, shell.format_version)) {
                    return None;
                }
                let (positions, rules) = json.items("/rules", &shell.rules).into_iter().unzip();
                Some(Self {
                    edition: shell.edition,
                    rules,
                    positions,
                })
            });
        (read, findings.into_report())
    }

    /// The rules about files of selection rules, with those about reading.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        embedded(&CATALOGUE, || {
            Catalogue::of_domain(include_str!("../../data/rules/priority_rules.json"))
        })
    }

    /// Origin and day.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The rules, in the order of the file.
    #[must_use]
    pub fn rules(&self) -> &[PriorityRule] {
        &self.rules
    }

    /// A rule by its id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&PriorityRule> {
        self.rules.iter().find(|rule| rule.id.as_str() == id)
    }
}
