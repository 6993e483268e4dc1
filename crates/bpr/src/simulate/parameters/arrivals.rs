//! 申請の到達: when cases come, and by which channel.

use crate::flow::ElementId;
use serde::{Deserialize, Serialize};
use tosei_simulation::{Distribution, OpeningHours, Quantity};
use tosei_types::{SubjectId, Weekday, deadline::ArrivalChannel, deadline::ArrivalTimestamp};

/// 月の件数 (cases of a month).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowMonthlyCases"))]
#[serde(deny_unknown_fields)]
pub struct MonthlyCases {
    /// The month of the year, 1 to 12.
    pub month: u8,
    /// 件数 expected in the whole month.
    pub cases: Quantity,
}

/// 曜日の重み (weight of a weekday).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowWeekdayWeight"))]
#[serde(deny_unknown_fields)]
pub struct WeekdayWeight {
    /// 曜日.
    pub weekday: Weekday,
    /// How much a minute of it weighs beside one of a weekday that is not in the list, which weighs 1.
    pub weight: Quantity,
}

/// 到達の仕方 (pattern of arrivals).
///
/// # Wire form
///
/// An object with the key `kind`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowArrivalPattern"))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ArrivalPattern {
    /// 月別の件数: at random (Poisson), so many expected in each month; a month that is not in the list
    /// has none.
    ByMonth {
        /// Each month of the year at most once.
        months: Vec<MonthlyCases>,
        /// 受付時間, on days that the calendar opens; at any minute of any day if absent, as online.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<OpeningHours>,
        /// 曜日の重み, each at most once.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        weekdays: Vec<WeekdayWeight>,
    },
    /// 到達間隔: one after the other, the time between two drawn each time.
    Renewal {
        /// 到達間隔（分）.
        between: Distribution,
        /// 受付時間, on days that the calendar opens, in which alone the time between runs; always if
        /// absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<OpeningHours>,
    },
    /// 記録: at these times in every run; the time of day must be known.
    Recorded {
        /// 到達日時, in any order; those outside the days of the run are left out.
        times: Vec<ArrivalTimestamp>,
    },
}

/// 申請の到達 (source of arrivals).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowArrivalSource"))]
#[serde(deny_unknown_fields)]
pub struct ArrivalSource {
    /// 区分ID; two designs with sources of the same id meet the same arrivals.
    pub id: SubjectId,
    /// 経路.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ArrivalChannel>,
    /// 開始: the start events at which its cases begin; where all processes that wait for no message
    /// begin if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starts: Vec<ElementId>,
    /// 優先区分 of its cases: 0 goes first, 7 last.
    #[serde(default = "usual_priority")]
    pub priority: u8,
    /// 到達の仕方.
    pub pattern: ArrivalPattern,
}

/// 優先区分 where nothing is said.
pub(super) fn usual_priority() -> u8 {
    1
}
