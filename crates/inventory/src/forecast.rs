//! 見通し (forecast): which pace a target needs, and when it would be reached at the pace there was.
//!
//! An [`IndicatorSeries`] keeps apart what was observed, what somebody expected and what is aimed
//! at: three types, which no function mixes up. [`IndicatorSeries::forecast`] holds the latest value
//! against a target. A pace is taken from observations only and never across a break of the series;
//! an expected value is a starting point only if asked for, and the answer says so.

mod evaluate;
mod figure;
mod method;
mod result;
mod sentence;
mod series;
mod time;

pub use figure::{PopulationPrecision, SeriesFigure, SeriesPercent, SeriesUnit, ValueKind};
pub use method::{ForecastBase, ForecastMethod, ForecastOptions};
pub use result::{CountPace, Forecast, ForecastPoint, ForecastReason, ForecastState, Pace};
pub use series::{
    ExpectedValue, IndicatorSeries, ObservedValue, SERIES_FORMAT, SeriesBreak, SeriesError,
    SeriesParts, SeriesPopulation, TargetValue,
};
pub use time::SeriesTime;
pub(crate) use time::day_in_words;
