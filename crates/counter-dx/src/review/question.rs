//! Several questions in one review, each with totals of its own.

use super::{ReviewTotals, ReviewTotalsError, SatisfactionRule, SatisfactionSummary};
use crate::id::{CounterId, QuestionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{Date, Label, RatingPoint};

/// The `format` of a document of reviews.
pub const COUNTER_REVIEWS_FORMAT: &str = "tosei-counter-reviews";
/// The `format_version` that this crate reads and writes.
pub const COUNTER_REVIEWS_FORMAT_VERSION: u32 = 1;

/// 設問 (question) of a visitor review.
///
/// # Source
///
/// Which questions Tokyo asks at its counters was not found; the list is the office's own
/// (`project-decision:review-questions`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewQuestion {
    /// 設問ID.
    pub id: QuestionId,
    /// 設問.
    pub label: Label,
}

/// 窓口レビュー (visitor review): what one visitor answered at one counter.
///
/// A question that is not among the points was not answered, which is not 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CounterReview {
    /// レビューID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// 窓口ID.
    pub counter: CounterId,
    /// 回答日.
    pub answered_on: Date,
    /// 評価: the points by question, 5 the best.
    pub points: BTreeMap<QuestionId, RatingPoint>,
    /// 自由記述: never published, for it may name people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Why reviews cannot be counted by question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// Another kind of document, or another version of it.
    #[error(
        "expected format `tosei-counter-reviews` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given, cut after 40 characters.
        format: String,
        /// The version as given.
        version: u32,
    },
    /// A question stands twice.
    #[error("the question `{question}` stands twice")]
    #[non_exhaustive]
    Twice {
        /// Its id.
        question: String,
    },
    /// There is no question.
    #[error("a review asks at least one question")]
    NoQuestions,
    /// An answer to a question that nobody asks.
    #[error("there is no question `{question}`")]
    #[non_exhaustive]
    Unknown {
        /// Its id.
        question: String,
    },
    /// More answers than can be counted.
    #[error(transparent)]
    Totals(#[from] ReviewTotalsError),
}

impl QuestionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "counter_dx.review_questions.format",
            Self::Twice { .. } => "counter_dx.review_questions.twice",
            Self::NoQuestions => "counter_dx.review_questions.no_questions",
            Self::Unknown { .. } => "counter_dx.review_questions.unknown",
            Self::Totals(error) => error.code(),
        }
    }
}

/// 設問別の集計 (totals by question): for each question how many answers of each point every counter has.
///
/// Answers are added one by one and then forgotten. The order of the answers does not matter, nor does
/// the number of parts that are merged.
///
/// # Invariant
///
/// At least one question; none stands twice.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::review::{QuestionTotals, ReviewQuestion, SatisfactionRule};
/// use tosei_types::{PercentDigits, RatingPoint};
///
/// let questions: Vec<ReviewQuestion> = serde_json::from_str(
///     r#"[{"id": "overall", "label": {"ja": "全体", "en": "Overall"}},
///         {"id": "waiting", "label": {"ja": "待ち時間", "en": "Waiting"}}]"#,
/// )?;
/// let mut totals = QuestionTotals::try_new(questions)?;
/// for _ in 0..30 {
///     totals.add(&"W-1".parse()?, &"overall".parse()?, RatingPoint::Five)?;
/// }
/// totals.add(&"W-1".parse()?, &"waiting".parse()?, RatingPoint::Two)?;
///
/// let rule = SatisfactionRule::four_and_above("70".parse()?);
/// let [overall, waiting] = &totals.summary(&rule)[..] else { panic!("two questions") };
/// assert_eq!(overall.summary.pooled.total(), 30);
/// // One answer about waiting decides nothing, and does not pull the other question down.
/// assert_eq!(waiting.summary.pooled_point, tosei_types::TargetVerdict::TooFew);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionTotals {
    questions: Vec<(ReviewQuestion, ReviewTotals)>,
}

/// 設問別の満足度 (satisfaction by question).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionSummary {
    /// 設問.
    pub question: ReviewQuestion,
    /// 満足度の総括: pooled, and by counter.
    pub summary: SatisfactionSummary,
}

impl QuestionTotals {
    /// No answers to these questions.
    ///
    /// # Errors
    ///
    /// - [`QuestionError::NoQuestions`] if there are none.
    /// - [`QuestionError::Twice`] if one stands twice.
    pub fn try_new(
        questions: impl IntoIterator<Item = ReviewQuestion>,
    ) -> Result<Self, QuestionError> {
        let mut totals: Vec<(ReviewQuestion, ReviewTotals)> = Vec::new();
        for question in questions {
            if totals.iter().any(|(other, _)| other.id == question.id) {
                return Err(QuestionError::Twice {
                    question: question.id.to_string(),
                });
            }
            totals.push((question, ReviewTotals::new()));
        }
        if totals.is_empty() {
            return Err(QuestionError::NoQuestions);
        }
        Ok(Self { questions: totals })
    }

    fn find(&mut self, question: &QuestionId) -> Result<&mut ReviewTotals, QuestionError> {
        let mut questions = self.questions.iter_mut();
        questions
            .find(|(own, _)| own.id == *question)
            .map(|(_, totals)| totals)
            .ok_or_else(|| QuestionError::Unknown {
                question: question.to_string(),
            })
    }

    /// Says that there is a counter, even if nobody answers there.
    pub fn expect(&mut self, counter: &CounterId) {
        for (_, totals) in &mut self.questions {
            totals.expect(counter);
        }
    }

    /// Adds one answer to one question.
    ///
    /// # Errors
    ///
    /// - [`QuestionError::Unknown`] if the question is not asked.
    /// - [`QuestionError::Totals`] beyond 2^53 − 1 answers.
    pub fn add(
        &mut self,
        counter: &CounterId,
        question: &QuestionId,
        point: RatingPoint,
    ) -> Result<(), QuestionError> {
        Ok(self.find(question)?.add(counter, point)?)
    }

    /// Adds a review: all its answers, or none if one of them is to no question of these.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add).
    pub fn add_review(&mut self, review: &CounterReview) -> Result<(), QuestionError> {
        for question in review.points.keys() {
            self.find(question)?;
        }
        self.expect(&review.counter);
        for (question, point) in &review.points {
            self.add(&review.counter, question, *point)?;
        }
        Ok(())
    }

    /// Adds the totals of another part, question by question.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add); nothing is added if a question is not asked here.
    pub fn merge(&mut self, other: &Self) -> Result<(), QuestionError> {
        for (question, _) in &other.questions {
            self.find(&question.id)?;
        }
        for (question, totals) in &other.questions {
            self.find(&question.id)?.merge(totals)?;
        }
        Ok(())
    }

    /// The questions with their totals, in the order in which they are asked.
    pub fn questions(&self) -> impl Iterator<Item = (&ReviewQuestion, &ReviewTotals)> {
        self.questions
            .iter()
            .map(|(question, totals)| (question, totals))
    }

    /// Judges every question by one rule. No figure is made of several questions: a mean of questions
    /// would be an average of averages.
    #[must_use]
    pub fn summary(&self, rule: &SatisfactionRule) -> Vec<QuestionSummary> {
        self.questions()
            .map(|(question, totals)| QuestionSummary {
                question: question.clone(),
                summary: totals.summary(rule),
            })
            .collect()
    }
}

/// 窓口レビューの文書 (document of visitor reviews).
///
/// # Wire form
///
/// `{"format": "tosei-counter-reviews", "format_version": 1, "title": …, "questions": [{"id": "overall",
/// "label": {…}}], "answers": [{"counter": "W-1", "answered_on": "2025-06-02", "points": {"overall": 4},
/// "text": …}]}`. The free text is withheld by [`publication_marks`](crate::publication::publication_marks).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CounterReviewDocument {
    /// The address of the schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The kind of document.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-counter-reviews")))]
    pub format: String,
    /// The version of its form.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 表題.
    pub title: String,
    /// 架空: whether the data is made up.
    #[serde(default)]
    pub fictional: bool,
    /// 設問.
    pub questions: Vec<ReviewQuestion>,
    /// 回答.
    pub answers: Vec<CounterReview>,
}

impl CounterReviewDocument {
    /// Counts the answers by question and counter.
    ///
    /// # Errors
    ///
    /// - [`QuestionError::Format`] if it is another kind of document, or another version of it.
    /// - [`QuestionError::NoQuestions`], [`QuestionError::Twice`] as for
    ///   [`QuestionTotals::try_new`].
    /// - [`QuestionError::Unknown`] if an answer is to no question of the document.
    /// - [`QuestionError::Totals`] beyond 2^53 − 1 answers.
    pub fn totals(&self) -> Result<QuestionTotals, QuestionError> {
        if self.format != COUNTER_REVIEWS_FORMAT
            || self.format_version != COUNTER_REVIEWS_FORMAT_VERSION
        {
            return Err(QuestionError::Format {
                format: self.format.chars().take(40).collect(),
                version: self.format_version,
            });
        }
        let mut totals = QuestionTotals::try_new(self.questions.iter().cloned())?;
        for review in &self.answers {
            totals.add_review(review)?;
        }
        Ok(totals)
    }
}
