//! 進捗 (progress of the review): every figure with its numerator and its denominator named.

mod count;
mod definition;
mod forecast;
mod published;

pub use count::{
    Progress, ProgressFigure, StatusCounts, progress, progress_by_quarter, progress_of,
};
pub use definition::{
    PROGRESS_FORMAT, ProgressDefinitions, ProgressDefinitionsDocument, ProgressDenominator,
    ProgressNumerator,
};
pub use forecast::{
    ForecastVerdict, ObservedPace, RequiredPace, ReviewForecast, forecast, quarter_ends,
    required_pace,
};
pub use published::{
    ClosingFigures, ClosingPart, LeftPopulation, PUBLISHED_FORMAT, PublishedFigures,
    PublishedFiguresDocument, PublishedPopulation, PublishedProgress, PublishedRate,
};
