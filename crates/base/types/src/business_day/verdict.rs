//! Why a day is open or closed.

use crate::{Date, Language, coded_enum};
use serde::Serialize;

coded_enum! {
    /// 開庁・閉庁の理由 (why an office is open or closed on a day).
    ///
    /// Where several would do, the first of this list is given.
    pub enum DayKind: "kind of day" {
        /// 臨時開庁日: the body opens on it although it would be closed.
        ExtraOpening = "extra_opening" ("臨時開庁日", "extra opening day"),
        /// 臨時閉庁日: the body's own closing day.
        OwnClosing = "own_closing" ("臨時閉庁日", "the body's own closing day"),
        /// 年末年始など: closed on the same days of every year.
        YearlyClosing = "yearly_closing" ("年末年始等の閉庁日", "yearly closing"),
        /// 国民の祝日・休日.
        OfficialHoliday = "official_holiday" ("国民の祝日・休日", "official holiday"),
        /// 定例の閉庁曜日.
        WeeklyClosing = "weekly_closing" ("定例の閉庁曜日", "weekly closing day"),
        /// 通常の開庁日: nothing closes the office.
        Ordinary = "ordinary" ("通常の開庁日", "ordinary business day"),
    }
}

impl DayKind {
    /// Whether the office is open on such a day.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::ExtraOpening | Self::Ordinary)
    }
}

/// 開庁日の判定 (verdict about a day): open or closed, and why.
///
/// # Wire form
///
/// `{"date": "2025-05-05", "open": false, "kind": "official_holiday", "name": "こどもの日",
/// "provisional": false}`; written only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct DayVerdict<'a> {
    pub(super) date: Date,
    pub(super) open: bool,
    pub(super) kind: DayKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    pub(super) provisional: bool,
}

impl<'a> DayVerdict<'a> {
    /// The day.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// 開庁日か: whether the office is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// 理由.
    #[must_use]
    pub fn kind(&self) -> DayKind {
        self.kind
    }

    /// The name of the holiday, of the closing or of the extra opening.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        self.name
    }

    /// 暫定: the list of holidays does not cover the day; it was judged by rule.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// The reason in words: 「こどもの日」, 「土曜日」, "ordinary business day".
    #[must_use]
    pub fn reason(&self, language: Language) -> String {
        reason(self.date, self.kind, self.name, language)
    }
}

/// The reason why a day is open or closed, in words.
pub(crate) fn reason(date: Date, kind: DayKind, name: Option<&str>, language: Language) -> String {
    match (name, kind, language) {
        (Some(name), _, _) => name.to_owned(),
        (None, DayKind::WeeklyClosing, Language::Ja) => date.weekday().label_ja(),
        (None, DayKind::WeeklyClosing, Language::En) => date.weekday().label_en().to_owned(),
        (None, kind, language) => kind.label(language).to_owned(),
    }
}
