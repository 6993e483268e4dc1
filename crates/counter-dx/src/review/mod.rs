//! 利用者レビュー (visitor reviews): how satisfied people are, and how sure that is.
#![deny(clippy::arithmetic_side_effects)]

mod question;
mod read;
mod rule;
mod summary;
mod totals;

pub use question::{
    COUNTER_REVIEWS_FORMAT, COUNTER_REVIEWS_FORMAT_VERSION, CounterReview, CounterReviewDocument,
    QuestionError, QuestionSummary, QuestionTotals, ReviewQuestion,
};
pub use read::{ReviewLayout, ReviewTable, read_review_table, review_rules};
pub use rule::{SatisfactionRule, SatisfactionShare};
pub use summary::{CounterSatisfaction, SatisfactionSummary, TargetTally};
pub use totals::{ReviewTotals, ReviewTotalsError};
