//! What happened in a round.

use crate::Extensions;
use serde::{Deserialize, Serialize};
use tosei_types::{Date, OrganisationId, coded_enum};

coded_enum! {
    /// 受付の結果 (outcome of a return).
    pub enum ReturnOutcome: "outcome of a return" {
        /// 受理: it counts as the section's answer.
        Accepted = "accepted" ("受理", "accepted"),
        /// 差戻し: it was sent back and does not count.
        Rejected = "rejected" ("差戻し", "rejected"),
    }
}

/// 回答 (return): a file that a section sent.
///
/// # Wire form
///
/// `{"returned_on": "2025-06-18", "file_name": "市民課.xlsx", "form_version": "R7-1", "outcome":
/// "accepted"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SectionReturn {
    /// 回答日.
    pub returned_on: Date,
    /// ファイル名.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// 様式の版 that was filled in; absent if the file does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_version: Option<String>,
    /// 受付の結果.
    pub outcome: ReturnOutcome,
    /// 差戻しの理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl SectionReturn {
    /// An accepted return of which nothing else is known.
    #[must_use]
    pub const fn accepted(returned_on: Date) -> Self {
        Self {
            returned_on,
            file_name: None,
            form_version: None,
            outcome: ReturnOutcome::Accepted,
            reason: None,
        }
    }

    /// A return that was sent back.
    #[must_use]
    pub fn rejected(returned_on: Date, reason: impl Into<String>) -> Self {
        Self {
            outcome: ReturnOutcome::Rejected,
            reason: Some(reason.into()),
            ..Self::accepted(returned_on)
        }
    }
}

/// 訂正の依頼 (correction): one thing that a section is asked to put right.
///
/// # Wire form
///
/// `{"what": "件数が空欄", "cell": "調査票!K12", "requested_by": "デジタル推進課", "requested_on":
/// "2025-06-20", "corrected_on": "2025-06-24"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// 内容.
    pub what: String,
    /// 箇所: the cell, such as `調査票!K12`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// 依頼者: who asks; a section's name rather than a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_by: Option<String>,
    /// 依頼日.
    pub requested_on: Date,
    /// 訂正者: who corrected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_by: Option<String>,
    /// 訂正日; absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_on: Option<Date>,
}

impl Correction {
    /// An open correction.
    #[must_use]
    pub fn new(what: impl Into<String>, requested_on: Date) -> Self {
        Self {
            what: what.into(),
            cell: None,
            requested_by: None,
            requested_on,
            corrected_by: None,
            corrected_on: None,
        }
    }

    /// Whether it was asked for, and not yet made, on a day.
    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        self.requested_on <= day && self.corrected_on.is_none_or(|done| day < done)
    }
}

/// 照会先 (section of a round).
///
/// # Wire form
///
/// `{"organisation": "shimin-ka", "name": "市民課", "returns": [{…}], "corrections": [{…}],
/// "reminders": ["2025-06-23"]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoundSection {
    /// 組織ID.
    pub organisation: OrganisationId,
    /// 課名.
    pub name: String,
    /// 回答, in the order in which they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<SectionReturn>,
    /// 訂正の依頼.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// 督促日.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<Date>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl RoundSection {
    /// A section that was asked and has not answered.
    #[must_use]
    pub fn new(organisation: OrganisationId, name: impl Into<String>) -> Self {
        Self {
            organisation,
            name: name.into(),
            returns: Vec::new(),
            corrections: Vec::new(),
            reminders: Vec::new(),
            note: None,
        }
    }
}

/// 照会 (survey round): one sending-out of the survey form.
///
/// # Invariant
///
/// None across its parts: days may contradict each other and sections repeat, and
/// [`check_round`](super::check_round) reports it.
///
/// # Wire form
///
/// A document `{"format": "tosei-survey-round", "format_version": 1, "fictional": true, "id":
/// "2025-06", "title": "…", "status_date": "2025-06-30", "issued_on": "2025-06-02", "due_on":
/// "2025-06-20", "form_version": "R7-1", "sections": […]}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::round::{RoundSection, SectionReturn, SectionState, SurveyRound};
///
/// let mut round = SurveyRound::new(
///     "2025-06", "2025-06-02".parse()?, "2025-06-20".parse()?, "2025-06-30".parse()?, "R7-1",
/// );
/// let mut section = RoundSection::new("shimin-ka".parse()?, "市民課");
/// section.returns.push(SectionReturn::accepted("2025-06-23".parse()?));
/// round.sections.push(section);
/// round.sections.push(RoundSection::new("zeimu-ka".parse()?, "税務課"));
///
/// let on_the_due_day = round.status("2025-06-20".parse()?);
/// assert_eq!(on_the_due_day.sections[0].state, SectionState::NotYet); // not missing yet
/// let later = round.status("2025-06-30".parse()?);
/// assert_eq!(later.sections[0].state, SectionState::Late);
/// assert_eq!(later.sections[1].state, SectionState::Missing);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "照会")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    try_from = "super::document::wire::SurveyRound",
    into = "super::document::wire::SurveyRound"
)]
#[non_exhaustive]
pub struct SurveyRound {
    /// 架空: whether it is made up.
    pub fictional: bool,
    /// 照会番号: how the body names it.
    pub id: String,
    /// 件名.
    pub title: Option<String>,
    /// 基準日: the day whose state is asked for.
    pub status_date: Date,
    /// 発出日.
    pub issued_on: Date,
    /// 回答期限: the last day in time.
    pub due_on: Date,
    /// 様式の版 that was sent out.
    pub form_version: String,
    /// 照会先.
    pub sections: Vec<RoundSection>,
    /// Keys of the body's own; kept as they are.
    pub extensions: Extensions,
}

impl SurveyRound {
    /// A round that was sent to nobody yet.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        issued_on: Date,
        due_on: Date,
        status_date: Date,
        form_version: impl Into<String>,
    ) -> Self {
        Self {
            fictional: false,
            id: id.into(),
            title: None,
            status_date,
            issued_on,
            due_on,
            form_version: form_version.into(),
            sections: Vec::new(),
            extensions: Extensions::new(),
        }
    }

    /// The first section of that id.
    #[must_use]
    pub fn section(&self, organisation: &OrganisationId) -> Option<&RoundSection> {
        self.sections
            .iter()
            .find(|section| section.organisation == *organisation)
    }
}
