//! Whether a period was kept: one verdict for 標準処理期間, another for 法定期限.
#![deny(clippy::arithmetic_side_effects)]

use super::{DayClockError, DayTable, DueDay, PeriodClock, StopDays};
use std::sync::Arc;
use tosei_document::Severity;
use tosei_types::{
    CountingRule, StandardProcessingPeriod, StatutoryDeadline,
    deadline::{DeadlineExtension, PeriodState},
};

tosei_types::coded_enum! {
    /// 標準処理期間の判定 (verdict on a standard processing period) of one case.
    ///
    /// # Not to be confused with
    ///
    /// [`StatutoryVerdict`]: exceeding a standard period breaks no law.
    pub enum StandardVerdict: "verdict on a standard processing period" {
        /// 期間内.
        Within = "within" ("期間内", "within the period"),
        /// 期間を超過: worth knowing, not unlawful.
        Exceeded = "exceeded" ("期間を超過", "period exceeded"),
        /// 処理中: not decided, and the period has not ended.
        Open = "open" ("処理中", "not decided yet"),
        /// 期間の設定なし.
        NotSet = "not_set" ("期間の設定なし", "no period is set"),
        /// 対象外: no answer is due, as for a 届出.
        NotApplicable = "not_applicable" ("対象外", "not applicable"),
        /// 不明: nobody says whether a period is set.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

impl StandardVerdict {
    /// How grave it is: an exceeded period is information.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Exceeded => Some(Severity::Info),
            _ => None,
        }
    }

    /// Whether the case counts in a share within the period: it does once it is decided or too late.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Within | Self::Exceeded)
    }
}

tosei_types::coded_enum! {
    /// 法定期限の判定 (verdict on a statutory deadline) of one case.
    pub enum StatutoryVerdict: "verdict on a statutory deadline" {
        /// 期限内.
        Within = "within" ("期限内", "within the deadline"),
        /// 延長後の期限内: kept only if the deadline was extended as the law allows.
        WithinExtension = "within_extension" ("延長後の期限内", "within the extended deadline"),
        /// 期限を超過: the law is broken.
        Broken = "broken" ("法定期限を超過", "deadline broken"),
        /// 処理中: not decided, and the deadline has not passed.
        Open = "open" ("処理中", "not decided yet"),
    }
}

impl StatutoryVerdict {
    /// How grave it is: a broken deadline is an error, an extension information.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Broken => Some(Severity::Error),
            Self::WithinExtension => Some(Severity::Info),
            _ => None,
        }
    }

    /// Whether the case counts in a share within the deadline.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        !matches!(self, Self::Open)
    }
}

/// How a case went, in days of a table.
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::deadline::CaseDays;
///
/// let decided = CaseDays::decided(3, 12, &[]);
/// let open = CaseDays::open(3, 12, &[]); // looked at on day 12
/// assert_ne!(decided, open);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseDays<'a> {
    /// 到達日.
    pub arrival: u32,
    /// 経由機関から到達した日: when it reached the processing body, if another forwarded it and that is
    /// known.
    pub forwarded: Option<u32>,
    /// The day on which it was decided, or until which it was looked at.
    pub until: u32,
    /// Whether it was decided on that day.
    pub is_decided: bool,
    /// 停止.
    pub stops: &'a [StopDays],
}

impl<'a> CaseDays<'a> {
    /// A case that was decided.
    #[must_use]
    pub const fn decided(arrival: u32, decided: u32, stops: &'a [StopDays]) -> Self {
        Self {
            arrival,
            forwarded: None,
            until: decided,
            is_decided: true,
            stops,
        }
    }

    /// A case that is still open on the last day looked at.
    #[must_use]
    pub const fn open(arrival: u32, until: u32, stops: &'a [StopDays]) -> Self {
        Self {
            arrival,
            forwarded: None,
            until,
            is_decided: false,
            stops,
        }
    }

    /// The same case, forwarded to the processing body on a day.
    #[must_use]
    pub const fn forwarded_on(mut self, day: u32) -> Self {
        self.forwarded = Some(day);
        self
    }
}

/// Whether a case kept a due day: `None` while nobody can say.
fn kept(due: DueDay, until: u32, is_decided: bool) -> Option<bool> {
    match (due.holds(until), is_decided) {
        (false, _) => Some(false),
        (true, true) => Some(true),
        (true, false) => None,
    }
}

/// 標準処理期間の期限 (due days of a standard period), for each body by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StandardDue {
    /// 経由機関: when the application should reach the processing body; absent without a forwarding
    /// part.
    pub forwarding: Option<DueDay>,
    /// 処理機関.
    pub processing: DueDay,
}

/// 標準処理期間の判定 (verdicts of one case), for each body by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StandardOutcome {
    /// 経由機関; absent without a forwarding part, or if nobody knows when it forwarded.
    pub forwarding: Option<StandardVerdict>,
    /// 処理機関: counted from the arrival at this body.
    pub processing: StandardVerdict,
}

/// 標準処理期間の時計 (clock of a standard processing period), with its forwarding and processing parts.
///
/// A period that is not set, not applicable or unknown has a clock, too: its verdict says so.
///
/// # Source
///
/// `administrative-procedure-act` (6条: the time of a forwarding body is stated by itself).
#[derive(Debug, Clone)]
pub struct StandardClock {
    state: PeriodState,
    forwarding: Option<PeriodClock>,
    processing: Option<PeriodClock>,
}

impl StandardClock {
    /// Works a standard processing period out for every day of a table.
    ///
    /// # Errors
    ///
    /// [`DayClockError::Period`] if a length has no last day that is counted.
    pub fn try_new(
        table: &Arc<DayTable>,
        period: &StandardProcessingPeriod,
        rule: &CountingRule,
    ) -> Result<Self, DayClockError> {
        let clock = |length| PeriodClock::try_new(Arc::clone(table), rule, length);
        Ok(Self {
            state: period.state(),
            forwarding: period.forwarding().map(clock).transpose()?,
            processing: period.processing().map(clock).transpose()?,
        })
    }

    /// 設定状況.
    #[must_use]
    pub fn state(&self) -> PeriodState {
        self.state
    }

    /// The clock of the forwarding body.
    #[must_use]
    pub fn forwarding(&self) -> Option<&PeriodClock> {
        self.forwarding.as_ref()
    }

    /// The clock of the processing body; `None` if no period is set.
    #[must_use]
    pub fn processing(&self) -> Option<&PeriodClock> {
        self.processing.as_ref()
    }

    /// 期限 of both bodies; `None` if no period is set.
    ///
    /// Where the day on which the application reached the processing body is not known, it is taken as
    /// the last day of the forwarding part.
    #[must_use]
    pub fn due_days(
        &self,
        arrival: u32,
        forwarded: Option<u32>,
        stops: &[StopDays],
    ) -> Option<StandardDue> {
        let clock = self.processing.as_ref()?;
        let forwarding = self
            .forwarding
            .as_ref()
            .map(|part| part.due_day(arrival, stops));
        let processing = match (forwarded, forwarding) {
            (Some(day), Some(_)) => clock.due_day(day, stops),
            (None, Some(DueDay::Day(day))) => clock.due_day(day, stops),
            (None, Some(nobody_knows)) => nobody_knows,
            (_, None) => clock.due_day(arrival, stops),
        };
        Some(StandardDue {
            forwarding,
            processing,
        })
    }

    /// 判定 of a case, for each body by itself.
    #[must_use]
    pub fn judge(&self, case: &CaseDays<'_>) -> StandardOutcome {
        let Some(due) = self.due_days(case.arrival, case.forwarded, case.stops) else {
            let processing = match self.state {
                PeriodState::NotSet => StandardVerdict::NotSet,
                PeriodState::NotApplicable => StandardVerdict::NotApplicable,
                _ => StandardVerdict::Unknown,
            };
            return StandardOutcome {
                forwarding: None,
                processing,
            };
        };
        let verdict = |due, until, is_decided| match kept(due, until, is_decided) {
            Some(true) => StandardVerdict::Within,
            Some(false) => StandardVerdict::Exceeded,
            None => StandardVerdict::Open,
        };
        StandardOutcome {
            forwarding: due
                .forwarding
                .zip(case.forwarded)
                .map(|(due, day)| verdict(due, day, true)),
            processing: verdict(due.processing, case.until, case.is_decided),
        }
    }
}

/// 法定期限の時計 (clock of a statutory deadline), without and with the extension that the law allows.
///
/// # Source
///
/// `information-disclosure-law`, `tokyo-disclosure-ordinance` (calendar days; corrections are not
/// counted; an extension in all or by further days).
#[derive(Debug, Clone)]
pub struct StatutoryClock {
    deadline: PeriodClock,
    extended: Option<PeriodClock>,
}

impl StatutoryClock {
    /// Works a statutory deadline out for every day of a table.
    ///
    /// # Errors
    ///
    /// [`DayClockError::Period`] if a length has no last day that is counted.
    pub fn try_new(
        table: &Arc<DayTable>,
        deadline: &StatutoryDeadline,
    ) -> Result<Self, DayClockError> {
        let clock = |length| PeriodClock::try_new(Arc::clone(table), deadline.rule(), length);
        let extended = match deadline.extension() {
            Some(_) => Some(clock(deadline.length_with(DeadlineExtension::Extended)?)?),
            None => None,
        };
        Ok(Self {
            deadline: clock(deadline.length())?,
            extended,
        })
    }

    /// The clock without an extension.
    #[must_use]
    pub fn deadline(&self) -> &PeriodClock {
        &self.deadline
    }

    /// The clock with the extension, if the law allows one.
    #[must_use]
    pub fn extended(&self) -> Option<&PeriodClock> {
        self.extended.as_ref()
    }

    /// 判定 of a case.
    ///
    /// A case that is open is broken from the first day after the last lawful one on.
    #[must_use]
    pub fn judge(&self, case: &CaseDays<'_>) -> StatutoryVerdict {
        let verdict = |clock: &PeriodClock| {
            let due = clock.due_day(case.arrival, case.stops);
            kept(due, case.until, case.is_decided)
        };
        let Some(false) = verdict(&self.deadline) else {
            return if case.is_decided {
                StatutoryVerdict::Within
            } else {
                StatutoryVerdict::Open
            };
        };
        match self.extended.as_ref().map(verdict) {
            Some(Some(true)) => StatutoryVerdict::WithinExtension,
            Some(None) => StatutoryVerdict::Open,
            Some(Some(false)) | None => StatutoryVerdict::Broken,
        }
    }
}
