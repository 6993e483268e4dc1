//! Which times a machine holds.

use serde::{Deserialize, Serialize};

/// 記録される時刻 (known times): which times of a visit the observations declare.
///
/// A time that is not declared is unknown for everybody, and what needs it is unknown too: a wait needs
/// two times, a stay the first and the last. Declared and blank is something else: of that one visit it
/// is not known.
///
/// # Wire form
///
/// `{"issued": true, "called": true}`; what is left out is false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct KnownTimes {
    /// 発券.
    pub issued: bool,
    /// 呼出し.
    pub called: bool,
    /// 対応開始.
    pub started: bool,
    /// 対応終了.
    pub finished: bool,
    /// 支払.
    pub paid: bool,
    /// 離脱.
    pub left: bool,
}

impl KnownTimes {
    /// Whether waits can be measured: an issue, and a call or a start.
    #[must_use]
    pub fn measures_waits(self) -> bool {
        self.issued && (self.called || self.started)
    }

    /// Whether service times can be measured: an end, and a call or a start.
    #[must_use]
    pub fn measures_services(self) -> bool {
        self.finished && (self.called || self.started)
    }

    /// Whether stays can be measured: an issue, and an end or a payment.
    #[must_use]
    pub fn measures_stays(self) -> bool {
        self.issued && (self.finished || self.paid)
    }

    /// Whether abandonment can be measured: who left, and who was served.
    #[must_use]
    pub fn measures_leaving(self) -> bool {
        self.left && (self.started || self.finished)
    }
}
