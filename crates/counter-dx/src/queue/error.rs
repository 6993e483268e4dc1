//! Why a queue formula has no answer.

use tosei_document::Explain;
use tosei_types::Language;

/// Why a queue formula has no answer.
///
/// A queue that grows without end is no error: it is the answer
/// [`NotStable`](crate::queue::QueueAnswer::NotStable).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueueError {
    /// No counter is open; the formulas begin at one.
    #[error("a queue needs at least 1 open counter, got 0")]
    NoCounters,
    /// More counters than [`MAX_COUNTERS`](crate::queue::MAX_COUNTERS), given or needed.
    #[error("the formulas are worked out for at most 100,000 counters")]
    TooManyCounters,
    /// A target that no number of counters reaches, such as no wait at all.
    #[error("no number of counters reaches the target `{target}` exactly")]
    #[non_exhaustive]
    Unreachable {
        /// The code of the target.
        target: &'static str,
    },
    /// More arrivals while one person's patience lasts than
    /// [`MAX_ARRIVALS_PER_PATIENCE`](crate::queue::MAX_ARRIVALS_PER_PATIENCE).
    #[error("at most 1,000,000 people may arrive while one person's patience lasts")]
    PatienceTooLong,
}

impl QueueError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoCounters => "counter_dx.queue.no_counters",
            Self::TooManyCounters => "counter_dx.queue.too_many_counters",
            Self::Unreachable { .. } => "counter_dx.queue.unreachable",
            Self::PatienceTooLong => "counter_dx.queue.patience_too_long",
        }
    }
}

impl Explain for QueueError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => self.to_string(),
            (Language::Ja, Self::NoCounters) => {
                "開いている窓口が0では計算できません。1以上にしてください。".to_owned()
            }
            (Language::Ja, Self::TooManyCounters) => {
                "窓口数が100,000を超えるため計算できません。".to_owned()
            }
            (Language::Ja, Self::Unreachable { .. }) => {
                "待ちを全くなくす目標は、窓口をいくつ開いても達成できません。0より大きい目標にしてください。"
                    .to_owned()
            }
            (Language::Ja, Self::PatienceTooLong) => {
                "一人が待てる時間に1,000,000人を超えて到着するため計算できません。".to_owned()
            }
        }
    }
}
