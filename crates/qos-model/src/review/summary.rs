//! Reviews of a procedure put together.
#![deny(clippy::arithmetic_side_effects)]

use super::{BurstDay, BurstRule, Review};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{Date, HighShare, MeanRating, ProcedureId, RatingPoint, Ratings, coded_enum};

coded_enum! {
    /// 集中投稿の日の扱い (treatment of suspected days).
    #[derive(Default)]
    pub enum SuspectedDays: "treatment of suspected days" {
        /// 数える: they count like any other, and a finding says so.
        #[default]
        Counted = "counted" ("数える", "counted"),
        /// 除く: they are left out of the figures, and a finding says so.
        LeftOut = "left_out" ("除く", "left out"),
    }
}

coded_enum! {
    /// 集計の状態 (state of a summary): whether the answers suffice to say something.
    pub enum ReviewState: "state of a review summary" {
        /// 十分: at least as many answers as are asked for.
        Enough = "enough" ("十分", "enough answers"),
        /// 不足: fewer; what they say is unknown, not bad.
        TooFew = "too_few" ("回答数不足", "too few answers"),
        /// なし: none in the window.
        NoAnswers = "no_answers" ("回答なし", "no answers"),
    }
}

/// 集計の条件 (options): which answers are put together, and how many are asked for.
///
/// # Source
///
/// `project-decision:reviews`; no published minimum was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewOptions {
    /// First day of the window, included.
    pub from: Date,
    /// Last day of the window, included.
    pub until: Date,
    /// 最少回答数: how many answers are asked for before anything is said; 30 by default.
    #[serde(default = "default_minimum")]
    pub minimum_answers: u32,
    /// When a day is suspected.
    #[serde(default)]
    pub burst: BurstRule,
    /// What becomes of the answers of suspected days.
    #[serde(default)]
    pub suspected_days: SuspectedDays,
}

const fn default_minimum() -> u32 {
    30
}

impl ReviewOptions {
    /// The default options for a window, both days included.
    #[must_use]
    pub fn between(from: Date, until: Date) -> Self {
        Self {
            from,
            until,
            minimum_answers: default_minimum(),
            burst: BurstRule::default(),
            suspected_days: SuspectedDays::default(),
        }
    }

    /// Asks for another number of answers.
    #[must_use]
    pub fn with_minimum_answers(self, minimum_answers: u32) -> Self {
        Self {
            minimum_answers,
            ..self
        }
    }

    /// Days of the window; 0 if it ends before it begins.
    #[must_use]
    pub fn days(&self) -> u64 {
        u64::try_from(self.from.days_until(self.until).saturating_add(1)).unwrap_or(0)
    }

    fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// レビュー集計 (review summary): the reviews of one procedure in a window.
///
/// The figures are there whether or not there are enough answers, so that they can be shown with
/// their number; [`mean_if_enough`](Self::mean_if_enough) and the evidence made from a summary say
/// nothing below the minimum.
///
/// # Unit
///
/// Answers; points 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewSummary {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// First day of the window.
    pub from: Date,
    /// Last day of the window.
    pub until: Date,
    /// The answers by point.
    pub ratings: Ratings,
    /// How many answers were asked for.
    pub minimum_answers: u32,
    /// Whether they suffice.
    pub state: ReviewState,
    /// How many came with a free text.
    #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991u64)))]
    pub texts: u64,
    /// Days on which far more answers came than on others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspected: Vec<BurstDay>,
}

impl ReviewSummary {
    /// The mean, if there are enough answers.
    #[must_use]
    pub fn mean_if_enough(&self) -> Option<MeanRating> {
        self.ratings
            .mean()
            .filter(|_| self.state == ReviewState::Enough)
    }

    /// The share of 4 and 5 with its interval, if there are enough answers.
    #[must_use]
    pub fn high_share_if_enough(&self) -> Option<HighShare> {
        self.ratings
            .high_share()
            .filter(|_| self.state == ReviewState::Enough)
    }
}

/// Puts the reviews of one procedure together.
///
/// Reviews of other procedures and of days outside the window are passed over. The order of the
/// reviews does not matter.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::{Review, ReviewOptions, ReviewState, summarise_reviews};
///
/// let review: Review = serde_json::from_str(
///     r#"{"id": "R-1", "procedure": "P-0001", "answered_on": "2025-06-01", "points": 1}"#,
/// )?;
/// let year = ReviewOptions::between("2025-04-01".parse()?, "2026-03-31".parse()?);
/// let summary = summarise_reviews(&review.procedure, [&review], &year);
/// // One angry answer is not a verdict.
/// assert_eq!(summary.state, ReviewState::TooFew);
/// assert!(summary.mean_if_enough().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn summarise_reviews<'r>(
    procedure: &ProcedureId,
    reviews: impl IntoIterator<Item = &'r Review>,
    options: &ReviewOptions,
) -> ReviewSummary {
    let mut by_day: BTreeMap<Date, Vec<RatingPoint>> = BTreeMap::new();
    let mut texts: BTreeMap<Date, u64> = BTreeMap::new();
    for review in reviews {
        if review.procedure != *procedure || !options.holds(review.answered_on) {
            continue;
        }
        by_day
            .entry(review.answered_on)
            .or_default()
            .push(review.points);
        if review
            .text
            .as_deref()
            .is_some_and(|text| !text.trim().is_empty())
        {
            let count = texts.entry(review.answered_on).or_default();
            *count = count.saturating_add(1);
        }
    }
    let suspected = options.burst.days(&by_day, options.days());
    if options.suspected_days == SuspectedDays::LeftOut {
        for burst in &suspected {
            by_day.remove(&burst.day);
            texts.remove(&burst.day);
        }
    }
    // More reviews than a count holds do not fit in memory either.
    let ratings = Ratings::tally(by_day.values().flatten().copied()).unwrap_or_default();
    let state = match ratings.total() {
        0 => ReviewState::NoAnswers,
        answers if answers < u64::from(options.minimum_answers) => ReviewState::TooFew,
        _ => ReviewState::Enough,
    };
    ReviewSummary {
        procedure: procedure.clone(),
        from: options.from,
        until: options.until,
        ratings,
        minimum_answers: options.minimum_answers,
        state,
        texts: texts.values().copied().fold(0, u64::saturating_add),
        suspected,
    }
}
