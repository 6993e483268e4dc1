//! Why a day cannot be staffed.

use crate::{queue::QueueError, station::StationError};
use tosei_document::Explain;
use tosei_types::Language;

/// Why a day cannot be staffed, or a tool's effect not be worked out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StaffingError {
    /// Another kind of document, or another version of it.
    #[error(
        "expected format `tosei-staffing-request` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
    /// A time that is not on a quarter of an hour.
    #[error("the time `{0}` is not on a quarter of an hour")]
    Quarter(String),
    /// A time span that ends before it begins, or overlaps another.
    #[error("the spans of `{0}` are empty or overlap")]
    Spans(&'static str),
    /// No opening hours at all.
    #[error("the office is not open at all")]
    NeverOpen,
    /// More than 1,000 classes, or one that has to be there more often than it may.
    #[error("the limits of the staff class `{0}` contradict each other")]
    Class(String),
    /// The queue formulas have no answer.
    #[error(transparent)]
    Queue(#[from] QueueError),
    /// A target that a simulation does not measure.
    #[error("the target `{0}` is not checked by simulation")]
    Target(&'static str),
    /// An assumption without a source, or beyond 1 to 1,000 %.
    #[error("the assumption `{0}` has no source, or is not between 1 and 1,000 percent")]
    Assumption(String),
    /// The station cannot be simulated.
    #[error(transparent)]
    Station(#[from] StationError),
}

impl StaffingError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "counter_dx.staffing.format",
            Self::Quarter(_) => "counter_dx.staffing.quarter",
            Self::Spans(_) => "counter_dx.staffing.spans",
            Self::NeverOpen => "counter_dx.staffing.never_open",
            Self::Class(_) => "counter_dx.staffing.class",
            Self::Queue(error) => error.code(),
            Self::Target(_) => "counter_dx.staffing.target",
            Self::Assumption(_) => "counter_dx.staffing.assumption",
            Self::Station(error) => error.code(),
        }
    }
}

impl Explain for StaffingError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (_, Self::Queue(error)) => error.sentence(language),
            (_, Self::Station(error)) => error.sentence(language),
            (Language::En, _) => format!("{self}."),
            (Language::Ja, Self::Format { format, version }) => {
                format!("人員配置の依頼ではありません（{format}、第{version}版）。")
            }
            (Language::Ja, Self::Quarter(time)) => {
                format!("{time}は15分刻みの時刻ではありません。")
            }
            (Language::Ja, Self::Spans(list)) => {
                format!("時間帯（{list}）が空か、重なっています。")
            }
            (Language::Ja, Self::NeverOpen) => "受付時間がありません。".to_owned(),
            (Language::Ja, Self::Class(class)) => {
                format!("職員区分{class}の人数の上下限が矛盾しています。")
            }
            (Language::Ja, Self::Target(target)) => {
                format!("この目標（{target}）は模擬実験では確かめられません。")
            }
            (Language::Ja, Self::Assumption(label)) => {
                format!("仮定「{label}」に出典がないか、1%から1,000%の範囲にありません。")
            }
        }
    }
}
