//! What stops the clock.

use crate::{Date, coded_enum};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// 期間に算入しない事由 (kind of event that stops the clock).
    pub enum StopKind: "kind of stop" {
        /// 補正: the applicant corrects the application.
        Correction = "correction" ("補正", "correction"),
        /// 手数料の納付待ち.
        FeePayment = "fee_payment" ("手数料の納付待ち", "waiting for the fee"),
        /// 申請者による変更: the applicant changes what was applied for.
        ApplicantChange = "applicant_change" ("申請者による変更", "change by the applicant"),
        /// 追加資料: data that were asked for beyond the application.
        AdditionalDocuments = "additional_documents" ("追加資料の提出待ち", "waiting for additional documents"),
        /// その他, as the body's own rule names it.
        Other = "other" ("その他", "other"),
    }
}

coded_enum! {
    /// 停止の初日・末日の扱い (what the first or the last day of a stop counts as).
    #[derive(Default)]
    pub enum StopBoundary: "first or last day of a stop" {
        /// 算入しない: the day belongs to the stop.
        #[default]
        Stopped = "stopped" ("算入しない", "stopped"),
        /// 算入する: the day still counts, or counts again.
        Counted = "counted" ("算入する", "counted"),
    }
}

/// 停止の数え方 (rule about one kind of stop).
///
/// # Wire form
///
/// `{"kind": "correction", "first_day": "stopped", "last_day": "stopped"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StopRule {
    /// 事由.
    pub kind: StopKind,
    /// 初日: the day on which the body asked.
    #[serde(default)]
    pub first_day: StopBoundary,
    /// 末日: the day on which what was asked for arrived.
    #[serde(default)]
    pub last_day: StopBoundary,
}

impl StopRule {
    /// A kind of stop whose first and last days do not count.
    #[must_use]
    pub const fn new(kind: StopKind) -> Self {
        Self {
            kind,
            first_day: StopBoundary::Stopped,
            last_day: StopBoundary::Stopped,
        }
    }
}

/// 停止 (stop): an event of a case that stops its clock.
///
/// # Invariant
///
/// It does not end before it begins. Without an end it still runs.
///
/// # Wire form
///
/// `{"kind": "correction", "from": "2025-06-04", "until": "2025-06-06"}`: the day on which the body
/// asked, and the day on which what was asked for arrived.
#[doc(alias = "補正")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::Stop", into = "wire::Stop")]
pub struct Stop {
    kind: StopKind,
    from: Date,
    until: Option<Date>,
}

/// Why two days form no [`Stop`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StopError {
    /// It ends before it begins.
    #[error("the stop ends on `{until}`, before it begins on `{from}`")]
    #[non_exhaustive]
    EndsBeforeItBegins {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
}

impl StopError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::EndsBeforeItBegins { .. } => "types.stop.ends_before_it_begins",
        }
    }
}

impl Stop {
    /// A stop from one day to another.
    ///
    /// # Errors
    ///
    /// [`StopError::EndsBeforeItBegins`] if the last day lies before the first.
    pub fn try_new(kind: StopKind, from: Date, until: Date) -> Result<Self, StopError> {
        if until < from {
            return Err(StopError::EndsBeforeItBegins { from, until });
        }
        Ok(Self {
            kind,
            from,
            until: Some(until),
        })
    }

    /// A stop that has not ended yet.
    #[must_use]
    pub fn still_running(kind: StopKind, from: Date) -> Self {
        Self {
            kind,
            from,
            until: None,
        }
    }

    /// 事由.
    #[must_use]
    pub fn kind(&self) -> StopKind {
        self.kind
    }

    /// The day on which the body asked.
    #[must_use]
    pub fn from(&self) -> Date {
        self.from
    }

    /// The day on which what was asked for arrived; `None` if it has not.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        self.until
    }
}

mod wire {
    use super::{Date, Deserialize, Serialize, StopError, StopKind};

    /// 停止 (event that stops the clock).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "Stop"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Stop {
        /// 事由 / what stops the clock.
        kind: StopKind,
        /// 初日 / the day on which the body asked.
        from: Date,
        /// 末日 / the day on which what was asked for arrived; absent if it has not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    }

    impl TryFrom<Stop> for super::Stop {
        type Error = StopError;

        fn try_from(wire: Stop) -> Result<Self, StopError> {
            match wire.until {
                Some(until) => Self::try_new(wire.kind, wire.from, until),
                None => Ok(Self::still_running(wire.kind, wire.from)),
            }
        }
    }

    impl From<super::Stop> for Stop {
        fn from(stop: super::Stop) -> Self {
            Self {
                kind: stop.kind,
                from: stop.from,
                until: stop.until,
            }
        }
    }
}
