//! One day of a deadline.

use super::StopKind;
use crate::{Date, DayKind, DayVerdict, Language, business_day::reason, coded_enum};
use serde::Serialize;

coded_enum! {
    /// 日の扱い (what became of a day).
    pub enum DayStatus: "what became of a day" {
        /// 起算日の前: counting has not begun.
        BeforeFirstDay = "before_first_day" ("起算日の前", "before the first day"),
        /// 算入.
        Counted = "counted" ("算入", "counted"),
        /// 閉庁日のため不算入.
        Closed = "closed" ("閉庁日", "closed"),
        /// 停止中のため不算入.
        Stopped = "stopped" ("停止", "stopped"),
        /// 満了日の繰下げ: the period had ended on a closing day and moves to this one.
        MovedTo = "moved_to" ("繰下げ後の満了日", "moved to"),
    }
}

/// 期限までの一日 (one day on the way to a due date), and why it counted or not.
///
/// # Wire form
///
/// `{"date": "2025-06-03", "status": "counted", "number": 1}`, `{"date": "2025-05-05", "status":
/// "closed", "closed_by": "official_holiday", "name": "こどもの日"}`, `{"date": "2025-06-04",
/// "status": "stopped", "stopped_by": "correction"}`; `"provisional": true` where a day was judged by
/// rule. Written only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct DeadlineDay {
    /// 年月日.
    pub(super) date: Date,
    /// 扱い.
    pub(super) status: DayStatus,
    /// 何日目か: which of the counted days it is, from 1; absent if it did not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<u32>,
    /// 閉庁の理由: absent if the office is open, or was not asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) closed_by: Option<DayKind>,
    /// 祝日等の名称: the name of the holiday or closing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<Box<str>>,
    /// 停止の事由.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stopped_by: Option<StopKind>,
    /// 暫定: judged by rule; absent where it was not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schemars", schemars(default))]
    pub(super) provisional: bool,
}

impl DeadlineDay {
    pub(super) fn new(date: Date, status: DayStatus) -> Self {
        Self {
            date,
            status,
            number: None,
            closed_by: None,
            name: None,
            stopped_by: None,
            provisional: false,
        }
    }

    /// The same with what the calendar says about the day.
    pub(super) fn judged_by(self, verdict: &DayVerdict<'_>) -> Self {
        let closed = !verdict.is_open();
        Self {
            closed_by: closed.then_some(verdict.kind()),
            name: verdict.name().filter(|_| closed).map(Into::into),
            provisional: verdict.is_provisional(),
            ..self
        }
    }

    /// The day.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// 扱い.
    #[must_use]
    pub fn status(&self) -> DayStatus {
        self.status
    }

    /// Which of the counted days it is, from 1; `None` if it did not count.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.number
    }

    /// Why the office is closed on it, where that was asked.
    #[must_use]
    pub fn closed_by(&self) -> Option<DayKind> {
        self.closed_by
    }

    /// The name of the holiday or closing.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What stopped the clock on it.
    #[must_use]
    pub fn stopped_by(&self) -> Option<StopKind> {
        self.stopped_by
    }

    /// 暫定: the list of holidays does not cover the day; it was judged by rule.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// Why it counted or not, in words: 「3日目」, 「こどもの日」, 「補正」, "day 3".
    #[must_use]
    pub fn reason(&self, language: Language) -> String {
        match (self.status, self.number, self.closed_by, self.stopped_by) {
            (DayStatus::Counted, Some(number), _, _) => match language {
                Language::Ja => format!("{number}日目"),
                Language::En => format!("day {number}"),
            },
            (DayStatus::Closed, _, Some(kind), _) => reason(self.date, kind, self.name(), language),
            (DayStatus::Stopped, _, _, Some(kind)) => kind.label(language).to_owned(),
            (status, _, _, _) => status.label(language).to_owned(),
        }
    }
}
