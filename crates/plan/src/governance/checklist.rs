//! 点検表 (checklists): やさしい日本語, accessibility and proxy application as checks on a procedure.

use super::data_file::data_file;
use super::record::Reporter;
use super::{
    GovernanceRecord, Necessity, PlainJapaneseRules, PlainMeasure, PlainVerdict, Records,
    measure_plain_japanese,
};
use serde::{Deserialize, Serialize};
use tosei_document::{Catalogue, DataFileError, Edition, Sink, expect_distinct};
use tosei_types::{Date, Label, ProcedureId, SubjectId, coded_enum};

/// 点検項目 (item of a checklist).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// 項目ID.
    pub id: SubjectId,
    /// 内容.
    pub text: Label,
    /// 要否: whether the list is satisfied without it.
    pub necessity: Necessity,
    /// The measure of a text that can decide it; absent where somebody must look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<PlainMeasure>,
    /// Where it comes from.
    pub source: String,
}

/// 点検表 (checklist).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// 点検表ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 項目.
    pub items: Vec<ChecklistItem>,
    /// Where it comes from.
    pub source: String,
}

/// 点検表の一覧 (checklists).
///
/// # Source
///
/// `tokyo-plan-2-measures` names the three subjects (やさしい日本語, ウェブアクセシビリティ, 代理人申請);
/// the items are ours (`project-decision:procedure-checklists`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checklists {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-checklists`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-checklists")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The lists.
    pub checklists: Vec<Checklist>,
}

data_file!(
    Checklists,
    "tosei-checklists",
    "governance/checklists.json",
    checklists,
    "the checklists of a procedure"
);

impl Checklists {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.checklists.iter().map(|list| list.id.as_str()))?;
        let items = self.checklists.iter().flat_map(|list| &list.items);
        expect_distinct(items.map(|item| item.id.as_str()))
    }

    /// The list with an id.
    #[must_use]
    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|list| list.id.as_str() == id)
    }
}

coded_enum! {
    /// 点検の答え (answer to an item).
    pub enum CheckAnswer: "answer to an item" {
        /// 満たす.
        Met = "met" ("満たす", "met"),
        /// 満たさない.
        NotMet = "not_met" ("満たさない", "not met"),
        /// 該当なし.
        NotApplicable = "not_applicable" ("該当なし", "not applicable"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 点検の記入 (entry of a check).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckEntry {
    /// 項目ID.
    pub item: SubjectId,
    /// 答え.
    pub answer: CheckAnswer,
    /// 根拠: what shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// 該当なしの理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// 手続の点検 (check of a procedure by one checklist).
///
/// # Wire form
///
/// A record of a document `tosei-procedure-checks`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcedureCheck {
    /// ID.
    pub id: SubjectId,
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 点検表ID.
    pub checklist: SubjectId,
    /// 点検日.
    pub checked_on: Date,
    /// 点検者.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// The text that was checked, where the list measures one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// 記入.
    pub entries: Vec<CheckEntry>,
}

impl GovernanceRecord for ProcedureCheck {
    const FORMAT: &'static str = "tosei-procedure-checks";

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

coded_enum! {
    /// 点検の結果 (verdict of a checklist).
    pub enum CheckVerdict: "verdict of a checklist" {
        /// 満たす: every item that is asked for is met or does not apply.
        Satisfied = "satisfied" ("満たす", "satisfied"),
        /// 満たさない.
        NotSatisfied = "not_satisfied" ("満たさない", "not satisfied"),
        /// 未確定: nothing is against it, but something is unknown.
        Open = "open" ("未確定", "open"),
    }
}

/// 項目の結果 (result of an item).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ItemResult {
    /// 項目ID.
    pub item: SubjectId,
    /// 答え.
    pub answer: CheckAnswer,
    /// Whether a measure of the text gave the answer, instead of a person.
    pub measured: bool,
}

/// 点検結果 (result of a check): the verdict, and the answer to every item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct CheckResult {
    /// 結果.
    pub verdict: CheckVerdict,
    /// The items in the order of the list.
    pub items: Vec<ItemResult>,
}

impl CheckResult {
    /// The items that have an answer.
    pub fn with_answer(&self, answer: CheckAnswer) -> impl Iterator<Item = &SubjectId> {
        let items = self.items.iter().filter(move |one| one.answer == answer);
        items.map(|one| &one.item)
    }
}

impl ProcedureCheck {
    /// The verdict by a checklist.
    ///
    /// An item that nobody answered is unknown. An item with a measure is answered by measuring the text, if
    /// there is one and no person has answered met, not met or not applicable. An item that is asked for
    /// if applicable counts like a required one unless it is said not to apply; 「該当なし」 without a
    /// reason, and for a required item, is no answer. Optional items do not decide.
    #[must_use]
    pub fn evaluate(&self, list: &Checklist, rules: &PlainJapaneseRules) -> CheckResult {
        let text = self.text.as_deref();
        let measures = text.map(|text| measure_plain_japanese(text, rules));
        let items = list.items.iter().map(|item| {
            let mut entries = self.entries.iter();
            let own = entries.find(|entry| entry.item == item.id);
            let stated = own.map_or(CheckAnswer::Unknown, |entry| accepted(entry, item));
            let measured = measures.iter().flatten();
            let mut measured = measured.filter(|result| Some(result.measure) == item.measure);
            match (stated, measured.next()) {
                (CheckAnswer::Unknown, Some(result)) => ItemResult {
                    item: item.id.clone(),
                    answer: match result.verdict {
                        PlainVerdict::Met => CheckAnswer::Met,
                        PlainVerdict::NotMet => CheckAnswer::NotMet,
                        PlainVerdict::NothingToMeasure => CheckAnswer::NotApplicable,
                    },
                    measured: true,
                },
                (answer, _) => ItemResult {
                    item: item.id.clone(),
                    answer,
                    measured: false,
                },
            }
        });
        let items: Vec<ItemResult> = items.collect();
        let asked = list.items.iter().zip(&items);
        let asked = asked.filter(|(item, _)| item.necessity != Necessity::Optional);
        let has = |answer| asked.clone().any(|(_, result)| result.answer == answer);
        let verdict = if has(CheckAnswer::NotMet) {
            CheckVerdict::NotSatisfied
        } else if has(CheckAnswer::Unknown) {
            CheckVerdict::Open
        } else {
            CheckVerdict::Satisfied
        };
        CheckResult { verdict, items }
    }
}

fn accepted(entry: &CheckEntry, item: &ChecklistItem) -> CheckAnswer {
    let has_reason = entry
        .reason
        .as_deref()
        .is_some_and(|text| !text.trim().is_empty());
    let may = has_reason && item.necessity != Necessity::Required;
    if entry.answer == CheckAnswer::NotApplicable && !may {
        return CheckAnswer::Unknown;
    }
    entry.answer
}

/// Checks the checks: lists and items that nobody knows, items answered twice, 「満たす」 without evidence,
/// 「該当なし」 that does not count.
pub fn check_procedure_checks(
    document: &Records<ProcedureCheck>,
    lists: &Checklists,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut reporter = Reporter { catalogue, sink };
    reporter.ids(document);
    for (at, check) in document.records.iter().enumerate() {
        let (place, id) = (format!("/records/{at}"), check.id.as_str());
        let day = format!("{place}/checked_on");
        reporter.after_status_date(&day, id, Some(check.checked_on), document.as_of);
        let Some(list) = lists.checklist(check.checklist.as_str()) else {
            let values = [("id", check.checklist.as_str().into())];
            reporter.report("plan.checklist.list_unknown", &place, id, &values);
            continue;
        };
        for (number, entry) in check.entries.iter().enumerate() {
            let place = format!("{place}/entries/{number}");
            let values = [("item", entry.item.as_str().into())];
            let Some(item) = list.items.iter().find(|item| item.id == entry.item) else {
                reporter.report("plan.checklist.item_unknown", &place, id, &values);
                continue;
            };
            let mut before = check.entries.iter().take(number);
            if before.any(|other| other.item == entry.item) {
                reporter.report("plan.checklist.item_twice", &place, id, &values);
            }
            let evidence = entry.evidence.as_deref().unwrap_or_default();
            if entry.answer == CheckAnswer::Met && evidence.trim().is_empty() {
                reporter.report("plan.checklist.met_without_evidence", &place, id, &values);
            }
            if entry.answer == CheckAnswer::NotApplicable
                && accepted(entry, item) == CheckAnswer::Unknown
            {
                reporter.report("plan.checklist.not_applicable_refused", &place, id, &values);
            }
        }
    }
}
