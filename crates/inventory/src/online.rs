//! 要素別のオンライン化 (online status by element), and what "digital" means over the elements.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Date, Label, coded_enum, embedded};

coded_enum! {
    /// 手続の要素 (element): one thing an applicant meets on the way from filing to result.
    pub enum Element: "element" {
        /// 申請.
        Application = "application" ("申請", "filing"),
        /// 添付: attachments.
        Attachment = "attachment" ("添付", "attachments"),
        /// 本人確認.
        Identification = "identification" ("本人確認", "identification"),
        /// 納付: fees and charges.
        Payment = "payment" ("納付", "payment"),
        /// 補正連絡: how a correction is asked for and given.
        Correction = "correction" ("補正連絡", "corrections"),
        /// 結果受領: how the result arrives.
        Result = "result" ("結果受領", "receipt of the result"),
    }
}

coded_enum! {
    /// 要素の状態 (element state).
    ///
    /// 不要 is not 実施済: an element that the procedure does not have was not made digital.
    pub enum ElementState: "element state" {
        /// 実施済: can be done online.
        Done = "done" ("実施済", "online"),
        /// 未実施: cannot.
        NotDone = "not_done" ("未実施", "not online"),
        /// 不要: the procedure has no such element.
        NotApplicable = "not_applicable" ("不要", "not applicable"),
        /// 不明: nobody said.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 要素別の実施状況 (element states) of one process.
///
/// # Invariant
///
/// Every element has a state; one that was not written is [`ElementState::Unknown`].
///
/// # Wire form
///
/// `{"application": "done", "attachment": "not_done"}`; elements left out are `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ElementStates {
    /// 申請.
    #[serde(skip_serializing_if = "is_unknown")]
    pub application: ElementState,
    /// 添付.
    #[serde(skip_serializing_if = "is_unknown")]
    pub attachment: ElementState,
    /// 本人確認.
    #[serde(skip_serializing_if = "is_unknown")]
    pub identification: ElementState,
    /// 納付.
    #[serde(skip_serializing_if = "is_unknown")]
    pub payment: ElementState,
    /// 補正連絡.
    #[serde(skip_serializing_if = "is_unknown")]
    pub correction: ElementState,
    /// 結果受領.
    #[serde(skip_serializing_if = "is_unknown")]
    pub result: ElementState,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_unknown(state: &ElementState) -> bool {
    *state == ElementState::Unknown
}

impl Default for ElementStates {
    fn default() -> Self {
        Self::all(ElementState::Unknown)
    }
}

impl ElementStates {
    /// Every element in the same state.
    #[must_use]
    pub const fn all(state: ElementState) -> Self {
        Self {
            application: state,
            attachment: state,
            identification: state,
            payment: state,
            correction: state,
            result: state,
        }
    }

    /// The state of one element.
    #[must_use]
    pub const fn of(&self, element: Element) -> ElementState {
        match element {
            Element::Application => self.application,
            Element::Attachment => self.attachment,
            Element::Identification => self.identification,
            Element::Payment => self.payment,
            Element::Correction => self.correction,
            Element::Result => self.result,
        }
    }

    /// The same with one element in another state.
    #[must_use]
    pub const fn with(mut self, element: Element, state: ElementState) -> Self {
        match element {
            Element::Application => self.application = state,
            Element::Attachment => self.attachment = state,
            Element::Identification => self.identification = state,
            Element::Payment => self.payment = state,
            Element::Correction => self.correction = state,
            Element::Result => self.result = state,
        }
        self
    }

    /// Whether nobody said anything about any element.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

/// オンラインの判定 (digital predicate): a named answer to "is this process digital?".
///
/// It names the elements it requires. Each must be 実施済 or 不要, and at least one of them 実施済.
///
/// # Source
///
/// That attachments sent separately still count as digital follows from Lv0 of the quality criteria
/// (`tokyo-plan-2`); the other two are ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DigitalPredicate {
    /// Stable name, such as `entry_online`.
    pub id: String,
    /// The name that is shown.
    pub label: Label,
    /// What it means in words.
    pub description: Label,
    /// The elements that it requires.
    pub requires: Vec<Element>,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

coded_enum! {
    /// 判定結果 (answer) of a predicate.
    pub enum PredicateAnswer: "answer of a predicate" {
        /// It holds.
        Holds = "holds" ("該当", "holds"),
        /// It does not.
        Fails = "fails" ("非該当", "does not hold"),
        /// What is known does not decide.
        Unknown = "unknown" ("不明", "unknown"),
        /// None of the elements that it requires applies: there is nothing to be digital.
        DoesNotApply = "does_not_apply" ("対象外", "does not apply"),
    }
}

impl PredicateAnswer {
    /// The answer as a truth value; `None` for what is not known and for what does not apply.
    #[must_use]
    pub const fn holds(self) -> Option<bool> {
        match self {
            Self::Holds => Some(true),
            Self::Fails => Some(false),
            Self::Unknown | Self::DoesNotApply => None,
        }
    }
}

/// A predicate's answer with the elements that decide it.
///
/// - `holds`: the elements that are 実施済;
/// - `fails`: the elements that are 未実施;
/// - `unknown`: the elements that must become known first;
/// - `does_not_apply`: none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PredicateVerdict {
    /// The answer.
    pub answer: PredicateAnswer,
    /// The elements that decide it, in the order of the predicate.
    pub decided_by: Vec<Element>,
}

impl DigitalPredicate {
    /// Whether a process with these element states is digital in this sense.
    ///
    /// One required element that is 未実施 decides, whatever the others are; otherwise one
    /// that is unknown leaves the answer open.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::{DigitalPredicates, Element, ElementState, ElementStates, PredicateAnswer};
    ///
    /// // Filed online, attachments mailed: digital at the entry, not without paper.
    /// let states = ElementStates::default()
    ///     .with(Element::Application, ElementState::Done)
    ///     .with(Element::Attachment, ElementState::NotDone);
    /// let predicates = DigitalPredicates::standard();
    /// let answer = |id| predicates.get(id).unwrap().evaluate(&states);
    /// assert_eq!(answer("entry_online").answer, PredicateAnswer::Holds);
    /// // Four elements are unknown, but the attachment alone decides.
    /// assert_eq!(answer("end_to_end").answer, PredicateAnswer::Fails);
    /// assert_eq!(answer("end_to_end").decided_by, [Element::Attachment]);
    /// ```
    #[must_use]
    pub fn evaluate(&self, states: &ElementStates) -> PredicateVerdict {
        let in_state = |state| -> Vec<Element> {
            let requires = self.requires.iter().copied();
            requires
                .filter(|element| states.of(*element) == state)
                .collect()
        };
        for (state, answer) in [
            (ElementState::NotDone, PredicateAnswer::Fails),
            (ElementState::Unknown, PredicateAnswer::Unknown),
            (ElementState::Done, PredicateAnswer::Holds),
        ] {
            let decided_by = in_state(state);
            if !decided_by.is_empty() {
                return PredicateVerdict { answer, decided_by };
            }
        }
        PredicateVerdict {
            answer: PredicateAnswer::DoesNotApply,
            decided_by: Vec::new(),
        }
    }

    /// The answer alone, without a list.
    #[must_use]
    pub fn answer(&self, states: &ElementStates) -> PredicateAnswer {
        let any = |state| {
            self.requires
                .iter()
                .any(|element| states.of(*element) == state)
        };
        if any(ElementState::NotDone) {
            PredicateAnswer::Fails
        } else if any(ElementState::Unknown) {
            PredicateAnswer::Unknown
        } else if any(ElementState::Done) {
            PredicateAnswer::Holds
        } else {
            PredicateAnswer::DoesNotApply
        }
    }
}

/// The wire form of a list of digital predicates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "DigitalPredicates"))]
#[serde(deny_unknown_fields)]
pub struct DigitalPredicatesDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-digital-predicates`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-digital-predicates")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The predicates, in the order in which they are shown.
    pub predicates: Vec<DigitalPredicate>,
}

/// The list of predicates in use: three are embedded, a body may bring its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DigitalPredicates(Vec<DigitalPredicate>);

impl DigitalPredicates {
    /// The embedded list: `entry_online`, `no_paper_from_applicant`, `end_to_end`.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<DigitalPredicates> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../data/codes/digital_predicates.json"))
        })
    }

    /// Reads a list.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if an id stands twice.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: DigitalPredicatesDocument = serde_json::from_str(json)?;
        expect_format(
            ("tosei-digital-predicates", 1),
            (&document.format, document.format_version),
        )?;
        let predicates = document.predicates;
        expect_distinct(predicates.iter().map(|predicate| predicate.id.as_str()))?;
        Ok(Self(predicates))
    }

    /// All predicates, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &DigitalPredicate> {
        self.0.iter()
    }

    /// A predicate by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&DigitalPredicate> {
        self.0.iter().find(|predicate| predicate.id == id)
    }
}

coded_enum! {
    /// オンライン化していない理由 (reason for not being online).
    ///
    /// # Source
    ///
    /// `survey-r6`: 懸念点 0 to 7, whose texts the first eight follow; the reasons that a
    /// municipality's plan adds are of `tokyo-plan-2`.
    pub enum NotOnlineKind: "reason for not being online" {
        /// 0 オンライン化実施予定.
        Planned = "planned" ("オンライン化実施予定", "planned"),
        /// 1 制度改正が必要であり、制度改正のための時間確保が困難.
        ReformNoTime = "reform_no_time" ("制度改正の時間確保が困難", "a reform is needed and there is no time for it"),
        /// 2 制度改正が必要であり、優先順位が高くない.
        ReformLowPriority = "reform_low_priority" ("制度改正の優先順位が高くない", "a reform is needed and has no priority"),
        /// 3 電子化に必要なシステムが備わっていない.
        NoSystem = "no_system" ("必要なシステムがない", "the system is missing"),
        /// 4 一部の必要書類の原本が紙であり、オンライン処理が完結しない.
        PaperOriginals = "paper_originals" ("必要書類の原本が紙", "originals exist on paper only"),
        /// 5 性質上、電子化すべきでない.
        Unsuitable = "unsuitable" ("性質上、電子化すべきでない", "unsuitable by nature"),
        /// 6 オンライン化の費用対効果が小さい又は不明.
        NotCostEffective = "not_cost_effective" ("費用対効果が小さい又は不明", "benefit small or unknown"),
        /// 7 上記に該当しない.
        NoneOfThese = "none_of_these" ("上記に該当しない", "none of the above"),
        /// システム更新に合わせて実施予定.
        PlannedWithSystemRenewal = "planned_with_system_renewal" ("システム更新に合わせて実施予定", "planned with the renewal of a system"),
        /// 障壁がある: see the barriers.
        Barrier = "barrier" ("障壁がある", "a barrier stands in the way"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// オンライン化していない理由 (why a process is not online), with the time it is planned for.
///
/// # Wire form
///
/// `{"kind": "planned_with_system_renewal", "planned_for": "2026-09-30", "text": "基幹系の更新時"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotOnline {
    /// The reason.
    pub kind: NotOnlineKind,
    /// The day by which it is planned to be online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_for: Option<Date>,
    /// The reason in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl NotOnline {
    /// A reason without more.
    #[must_use]
    pub const fn new(kind: NotOnlineKind) -> Self {
        Self {
            kind,
            planned_for: None,
            text: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_predicates_each_require_what_the_one_before_requires() {
        let predicates = DigitalPredicates::standard();
        let ids: Vec<_> = predicates.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(
            ids,
            ["entry_online", "no_paper_from_applicant", "end_to_end"]
        );
        for (narrow, wide) in predicates.iter().zip(predicates.iter().skip(1)) {
            assert!(narrow.requires.iter().all(|e| wide.requires.contains(e)));
        }
    }
}
