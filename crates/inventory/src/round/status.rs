//! Where a round stands on a day.
#![deny(clippy::arithmetic_side_effects)]

use super::{ReturnOutcome, RoundSection, SectionReturn, SurveyRound};
use serde::{Deserialize, Serialize};
use tosei_types::{Date, Language, OrganisationId, coded_enum};

coded_enum! {
    /// 回答の状況 (state of a section in a round).
    pub enum SectionState: "state of a section" {
        /// 未回答（期限内）: nothing came, and the due date has not passed.
        NotYet = "not_yet" ("未回答（期限内）", "not yet returned"),
        /// 回答済: an accepted return came in time.
        Returned = "returned" ("回答済", "returned"),
        /// 遅延回答: the accepted return came after the due date.
        Late = "late" ("遅延回答", "returned late"),
        /// 未回答（期限超過）: nothing came, and the due date has passed.
        Missing = "missing" ("未回答（期限超過）", "missing"),
        /// 差戻し中: the last return was sent back, and no other came.
        Rejected = "rejected" ("差戻し中", "rejected"),
    }
}

impl SectionState {
    /// Whether the section's answer counts.
    #[must_use]
    pub const fn is_answered(self) -> bool {
        matches!(self, Self::Returned | Self::Late)
    }
}

coded_enum! {
    /// 状況の理由 (reason of a state).
    pub enum StateReason: "reason of a state" {
        /// The due date lies ahead, or is today.
        BeforeDue = "before_due" ("期限前で、まだ回答がない", "nothing came yet, and it is not due before the day's end"),
        /// 期限内に受理した.
        ReturnedInTime = "returned_in_time" ("期限内の回答を受理した", "a return in time was accepted"),
        /// The accepted return came after the due date.
        ReturnedAfterDue = "returned_after_due" ("受理した回答が期限後に届いた", "the accepted return came after the due date"),
        /// A return in time was sent back; the one that was accepted came after the due date.
        ResubmittedAfterDue = "resubmitted_after_due"
            ("期限内の回答を差し戻し、再提出が期限後だった", "a return in time was rejected, and the next came after the due date"),
        /// Nothing came by the due date.
        NothingReturned = "nothing_returned" ("期限を過ぎても回答がない", "nothing came, and the due date has passed"),
        /// The last return was sent back.
        LastRejected = "last_rejected" ("最後の回答を差し戻した", "the last return was rejected"),
    }
}

/// 課ごとの状況 (status of a section) on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SectionStatus {
    /// 組織ID.
    pub organisation: OrganisationId,
    /// 課名.
    pub name: String,
    /// 状況.
    pub state: SectionState,
    /// 理由.
    pub reason: StateReason,
    /// The day of the return that counts, or of the one that was sent back last.
    pub returned_on: Option<Date>,
    /// Days after the due date: of the return that counts, or of the day asked about while none
    /// does. 0 in time.
    pub days_late: u64,
    /// 督促の回数 up to the day.
    pub reminders: u64,
    /// 未了の訂正: open corrections on the day.
    pub open_corrections: u64,
}

/// 集計 (totals) of a round on a day; together they are the number of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoundTotals {
    /// 照会先の数.
    pub sections: u64,
    /// 未回答（期限内）.
    pub not_yet: u64,
    /// 回答済.
    pub returned: u64,
    /// 遅延回答.
    pub late: u64,
    /// 未回答（期限超過）.
    pub missing: u64,
    /// 差戻し中.
    pub rejected: u64,
    /// 未了の訂正 of all sections.
    pub open_corrections: u64,
}

/// 照会の状況 (status of a round) on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoundStatus {
    /// The day.
    pub as_of: Date,
    /// The sections, in the order of the round.
    pub sections: Vec<SectionStatus>,
    /// 集計.
    pub totals: RoundTotals,
}

impl SectionStatus {
    /// One line of a list: the section, its state, why, how late, how often reminded.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::round::{RoundSection, SurveyRound};
    /// use tosei_types::Language;
    ///
    /// let mut round = SurveyRound::new(
    ///     "2025-06", "2025-06-02".parse()?, "2025-06-20".parse()?, "2025-06-30".parse()?, "R7-1",
    /// );
    /// let mut section = RoundSection::new("zeimu-ka".parse()?, "税務課");
    /// section.reminders.push("2025-06-23".parse()?);
    /// round.sections.push(section);
    /// let status = round.status("2025-06-30".parse()?);
    /// let lines: Vec<String> = status.outstanding().map(|s| s.sentence(Language::Ja)).collect();
    /// assert_eq!(lines, ["税務課: 未回答（期限超過）。期限を過ぎても回答がない（10日超過、督促1回）。"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (name, state) = (&self.name, self.state.label(language));
        let reason = self.reason.label(language);
        let (late, reminders) = (self.days_late, self.reminders);
        match language {
            Language::Ja => {
                format!("{name}: {state}。{reason}（{late}日超過、督促{reminders}回）。")
            }
            Language::En => {
                format!("{name}: {state}; {reason} ({late} days late, {reminders} reminders).")
            }
        }
    }
}

impl RoundStatus {
    /// The sections that are late, missing or sent back: whom to call.
    pub fn outstanding(&self) -> impl Iterator<Item = &SectionStatus> {
        self.sections.iter().filter(|section| {
            matches!(
                section.state,
                SectionState::Missing | SectionState::Rejected
            )
        })
    }

    /// The sections whose answer came late.
    pub fn late(&self) -> impl Iterator<Item = &SectionStatus> {
        let late = SectionState::Late;
        self.sections
            .iter()
            .filter(move |section| section.state == late)
    }

    /// One line for the head of a list.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::round::{RoundSection, SurveyRound};
    /// use tosei_types::Language;
    ///
    /// let mut round = SurveyRound::new(
    ///     "2025-06", "2025-06-02".parse()?, "2025-06-20".parse()?, "2025-06-30".parse()?, "R7-1",
    /// );
    /// round.sections.push(RoundSection::new("zeimu-ka".parse()?, "税務課"));
    /// assert_eq!(
    ///     round.status("2025-06-21".parse()?).sentence(Language::Ja),
    ///     "令和7年6月21日時点: 照会先1のうち回答済0、遅延回答0、未回答（期限内）0、未回答（期限超過）1、差戻し中0。"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let RoundTotals {
            sections,
            not_yet,
            returned,
            late,
            missing,
            rejected,
            ..
        } = self.totals;
        let parts = [
            (SectionState::Returned, returned),
            (SectionState::Late, late),
            (SectionState::NotYet, not_yet),
            (SectionState::Missing, missing),
            (SectionState::Rejected, rejected),
        ]
        .map(|(state, count)| match language {
            Language::Ja => format!("{}{count}", state.label(language)),
            Language::En => format!("{} {count}", state.label(language)),
        });
        match language {
            Language::Ja => format!(
                "{}時点: 照会先{sections}のうち{}。",
                self.as_of.label_ja(),
                parts.join("、")
            ),
            Language::En => format!(
                "As of {}, of {sections} sections: {}.",
                self.as_of.label_en(),
                parts.join(", ")
            ),
        }
    }
}

impl SurveyRound {
    /// Where every section stands at the end of a day. What happened later is not known yet.
    ///
    /// The last return up to the day decides: accepted in time, accepted late, or sent back. The due
    /// date itself is in time.
    #[must_use]
    pub fn status(&self, as_of: Date) -> RoundStatus {
        let sections: Vec<SectionStatus> = self
            .sections
            .iter()
            .map(|section| self.section_status(section, as_of))
            .collect();
        let mut totals = RoundTotals::default();
        for section in &sections {
            let counter = match section.state {
                SectionState::NotYet => &mut totals.not_yet,
                SectionState::Returned => &mut totals.returned,
                SectionState::Late => &mut totals.late,
                SectionState::Missing => &mut totals.missing,
                SectionState::Rejected => &mut totals.rejected,
            };
            *counter = counter.saturating_add(1);
            totals.sections = totals.sections.saturating_add(1);
            totals.open_corrections = totals
                .open_corrections
                .saturating_add(section.open_corrections);
        }
        RoundStatus {
            as_of,
            sections,
            totals,
        }
    }

    fn section_status(&self, section: &RoundSection, as_of: Date) -> SectionStatus {
        let last = last_return(section, as_of);
        let (state, reason) = self.judge(section, last, as_of);
        let late_since = if state.is_answered() {
            last.map_or(as_of, |last| last.returned_on)
        } else {
            as_of
        };
        let days_late = u64::try_from(self.due_on.days_until(late_since)).unwrap_or(0);
        SectionStatus {
            organisation: section.organisation.clone(),
            name: section.name.clone(),
            state,
            reason,
            returned_on: last.map(|last| last.returned_on),
            days_late,
            reminders: count(section.reminders.iter().filter(|day| **day <= as_of)),
            open_corrections: count(section.corrections.iter().filter(|c| c.is_open_on(as_of))),
        }
    }

    fn judge(
        &self,
        section: &RoundSection,
        last: Option<&SectionReturn>,
        as_of: Date,
    ) -> (SectionState, StateReason) {
        let Some(last) = last else {
            return if as_of <= self.due_on {
                (SectionState::NotYet, StateReason::BeforeDue)
            } else {
                (SectionState::Missing, StateReason::NothingReturned)
            };
        };
        if last.outcome == ReturnOutcome::Rejected {
            return (SectionState::Rejected, StateReason::LastRejected);
        }
        if last.returned_on <= self.due_on {
            return (SectionState::Returned, StateReason::ReturnedInTime);
        }
        let mut returns = section.returns.iter();
        let rejected_in_time = returns.any(|earlier| {
            earlier.outcome == ReturnOutcome::Rejected && earlier.returned_on <= self.due_on
        });
        let reason = if rejected_in_time {
            StateReason::ResubmittedAfterDue
        } else {
            StateReason::ReturnedAfterDue
        };
        (SectionState::Late, reason)
    }
}

/// The last return up to a day; of two on one day the one further down.
pub(super) fn last_return(section: &RoundSection, as_of: Date) -> Option<&SectionReturn> {
    let known = section.returns.iter().filter(|r| r.returned_on <= as_of);
    known.max_by_key(|r| r.returned_on)
}

fn count<T>(items: impl Iterator<Item = T>) -> u64 {
    u64::try_from(items.count()).unwrap_or(u64::MAX)
}
