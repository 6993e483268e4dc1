//! Why there is no cheapest staffing.

use super::{MAX_SEARCHED_GROUPS, StaffingResult};
use crate::simulate::SimulateError;
use tosei_document::Explain;
use tosei_simulation::OpeningHoursError;
use tosei_types::{HolidayError, Language, SubjectId};

/// Why no staffing was found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StaffingSearchError {
    /// No group may vary, too many, or one twice.
    #[error("a search varies 1 to {MAX_SEARCHED_GROUPS} groups, each once, not `{groups}`")]
    #[non_exhaustive]
    Groups {
        /// How many were named.
        groups: usize,
    },
    /// The parameters have no such group.
    #[error("the parameters have no staff group `{group}`")]
    #[non_exhaustive]
    UnknownGroup {
        /// The group.
        group: SubjectId,
    },
    /// The bounds of a group are not in order.
    #[error("the group `{group}` is to have from `{least}` to `{most}` people")]
    #[non_exhaustive]
    Bounds {
        /// The group.
        group: SubjectId,
        /// 最少.
        least: u32,
        /// 最多.
        most: u32,
    },
    /// Nobody knows what an hour of a group costs, so that nothing is the cheapest.
    #[error("the hour of the staff group `{group}` has no price")]
    #[non_exhaustive]
    NoPrice {
        /// The group.
        group: SubjectId,
    },
    /// The flow has no period that could be kept.
    #[error("the parameters set no such period, so that no share lies within it")]
    NoPeriod,
    /// The hours of a group contradict themselves.
    #[error("the hours of the group `{group}` cannot be used: {error}")]
    #[non_exhaustive]
    Hours {
        /// The group.
        group: SubjectId,
        /// Why.
        error: OpeningHoursError,
    },
    /// Nobody can say whether a day is a holiday.
    #[error(transparent)]
    Holidays(#[from] HolidayError),
    /// The flow cannot be simulated as it stands.
    #[error(transparent)]
    Simulate(#[from] SimulateError),
    /// No staffing within the bounds reaches the target.
    #[error("no staffing within the bounds reaches the target of `{}`; {}", .reached.search.target, .reached.best_words(Language::En))]
    #[non_exhaustive]
    NoneSuffices {
        /// What was simulated, and the best of it.
        reached: Box<StaffingResult>,
    },
    /// More simulations would be needed than may be made.
    #[error("the search was not finished after `{}` simulations; {}", .reached.points.len(), .reached.best_words(Language::En))]
    #[non_exhaustive]
    Unfinished {
        /// What was simulated, and the best of it.
        reached: Box<StaffingResult>,
    },
}

impl StaffingSearchError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Groups { .. } => "bpr.staffing.groups",
            Self::UnknownGroup { .. } => "bpr.staffing.unknown_group",
            Self::Bounds { .. } => "bpr.staffing.bounds",
            Self::NoPrice { .. } => "bpr.staffing.no_price",
            Self::NoPeriod => "bpr.staffing.no_period",
            Self::Hours { .. } => "bpr.staffing.hours",
            Self::Holidays(error) => error.code(),
            Self::Simulate(error) => error.code(),
            Self::NoneSuffices { .. } => "bpr.staffing.none_suffices",
            Self::Unfinished { .. } => "bpr.staffing.unfinished",
        }
    }

    /// What was simulated before the search ended without an answer.
    #[must_use]
    pub fn reached(&self) -> Option<&StaffingResult> {
        match self {
            Self::NoneSuffices { reached } | Self::Unfinished { reached } => Some(reached),
            _ => None,
        }
    }
}

impl Explain for StaffingSearchError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Holidays(error), _) => error.sentence(language),
            (Self::Simulate(error), _) => error.sentence(language),
            (_, Language::En) => {
                let mut text = self.to_string();
                let first: String = text.drain(..1).collect();
                format!("{}{text}.", first.to_uppercase())
            }
            (Self::Groups { groups }, _) => format!(
                "人数を変える組は1から{MAX_SEARCHED_GROUPS}組まで、重複なく指定してください（{groups}組）。"
            ),
            (Self::UnknownGroup { group }, _) => {
                format!("前提に担当の組「{group}」がありません。")
            }
            (Self::Bounds { group, least, most }, _) => {
                format!(
                    "担当の組「{group}」の人数の範囲（{least}人から{most}人）が正しくありません。"
                )
            }
            (Self::NoPrice { group }, _) => format!(
                "担当の組「{group}」の時間単価が分からないため、最も安い人員を決められません。"
            ),
            (Self::NoPeriod, _) => {
                "前提に守る期間がないため、期間内の割合がありません。".to_owned()
            }
            (Self::Hours { group, .. }, _) => {
                format!("担当の組「{group}」の勤務時間が正しくありません。")
            }
            (Self::NoneSuffices { reached }, _) => format!(
                "範囲内のどの人員でも目標の割合{}に届きません。{}",
                reached.search.target,
                reached.best_words(language)
            ),
            (Self::Unfinished { reached }, _) => format!(
                "{}回の模擬実験では探索が終わりませんでした。{}",
                reached.points.len(),
                reached.best_words(language)
            ),
        }
    }
}
