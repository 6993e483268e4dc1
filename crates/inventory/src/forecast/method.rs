//! How a forecast is made: choices that change the answer, all of them named.

use super::SeriesTime;
use serde::{Deserialize, Serialize};
use tosei_types::{Date, coded_enum};

coded_enum! {
    /// 推計の方法 (method): how the pace there was is taken from observations.
    ///
    /// Every method uses observations up to the day of the answer and behind the last break only.
    /// The line is drawn through the value that the forecast starts from.
    ///
    /// # Source
    ///
    /// `project-decision:forecast-methods`.
    pub enum ForecastMethod: "forecast method" {
        /// 直近二時点: the straight line through the last two observations.
        LastTwo = "last_two" ("直近二時点の直線", "line through the last two observations"),
        /// 最小二乗法: the slope of the least-squares line through all observations behind the last
        /// break.
        LeastSquares = "least_squares" ("最小二乗法", "least squares"),
        /// 直近一年: the last observation against the latest one that is at least a year older.
        RecentYear = "recent_year" ("直近一年", "recent year"),
    }
}

coded_enum! {
    /// 起点 (base): from which value the way to the target is measured.
    pub enum ForecastBase: "base of a forecast" {
        /// 実績値: the last observation.
        Observed = "observed" ("直近の実績値", "last observation"),
        /// 見込値も可: the last expected value where it is later than the last observation. The answer
        /// says so, and no pace is ever taken from it.
        ExpectedIfLater = "expected_if_later" ("実績値より新しければ見込値", "expected value if later"),
    }
}

/// 推計の条件 (options of a forecast).
///
/// # Wire form
///
/// `{"as_of": "2024-03-31", "method": "last_two", "base": "observed"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForecastOptions {
    /// The day of the answer; later observations are not known yet.
    pub as_of: Date,
    /// 方法.
    pub method: ForecastMethod,
    /// 起点.
    pub base: ForecastBase,
    /// Which target, by its moment; without it the first that does not lie before the day of the
    /// answer, or the last one if all do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<SeriesTime>,
}

impl ForecastOptions {
    /// The last two observations, starting from the last one.
    #[must_use]
    pub const fn new(as_of: Date) -> Self {
        Self {
            as_of,
            method: ForecastMethod::LastTwo,
            base: ForecastBase::Observed,
            target: None,
        }
    }

    /// With another method.
    #[must_use]
    pub const fn with_method(self, method: ForecastMethod) -> Self {
        Self { method, ..self }
    }

    /// With another base.
    #[must_use]
    pub const fn with_base(self, base: ForecastBase) -> Self {
        Self { base, ..self }
    }

    /// With a target of its own.
    #[must_use]
    pub const fn with_target(self, target: SeriesTime) -> Self {
        Self {
            target: Some(target),
            ..self
        }
    }
}
