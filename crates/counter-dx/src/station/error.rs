//! Why a station is none, or cannot be simulated.

use tosei_document::Explain;
use tosei_simulation::resource::ResourceError;
use tosei_simulation::{DistributionError, OpeningHoursError, ScheduleError};
use tosei_types::Language;

/// Why a document is no [`Station`](super::Station).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StationDocumentError {
    /// Another kind of document, or another version of it.
    #[error(
        "expected format `tosei-counter-station` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
}

impl StationDocumentError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "counter_dx.station.format",
        }
    }
}

/// Why a station cannot be simulated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StationError {
    /// [`Station::check`](super::Station::check) has findings of the severity "error".
    #[error("the station has {errors} errors; the first is `{first}`")]
    #[non_exhaustive]
    Findings {
        /// How many errors.
        errors: u64,
        /// The rule of the first.
        first: String,
    },
    /// More services than [`MAX_RUN_SERVICES`](super::MAX_RUN_SERVICES) in a run, or more than
    /// [`MAX_ALL_SERVICES`](super::MAX_ALL_SERVICES) in all runs.
    #[error("about {expected:.0} services would be simulated, which is too many")]
    #[non_exhaustive]
    TooMuch {
        /// How many are expected.
        expected: f64,
    },
    /// The parts contradict each other in a way that the rules did not find.
    #[error("the station cannot be simulated: {0}")]
    Parts(String),
}

impl StationError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Findings { .. } => "counter_dx.station.findings",
            Self::TooMuch { .. } => "counter_dx.station.too_much",
            Self::Parts(_) => "counter_dx.station.parts",
        }
    }
}

impl Explain for StationError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("{self}."),
            (Language::Ja, Self::Findings { errors, first }) => {
                format!("窓口の模型に誤りが{errors}件あります（最初は {first}）。")
            }
            (Language::Ja, Self::TooMuch { expected }) => {
                format!("模擬する対応がおよそ{expected:.0}件になり、多すぎます。")
            }
            (Language::Ja, Self::Parts(why)) => {
                format!("この窓口の模型は動かせません（{why}）。")
            }
        }
    }
}

impl From<ResourceError> for StationError {
    fn from(error: ResourceError) -> Self {
        Self::Parts(error.to_string())
    }
}

impl From<OpeningHoursError> for StationError {
    fn from(error: OpeningHoursError) -> Self {
        Self::Parts(error.to_string())
    }
}

impl From<DistributionError> for StationError {
    fn from(error: DistributionError) -> Self {
        Self::Parts(error.to_string())
    }
}

impl From<ScheduleError> for StationError {
    fn from(error: ScheduleError) -> Self {
        Self::Parts(error.to_string())
    }
}
