//! 答弁用資料 (answer sheets): one figure, one date, one sentence, and the questions that follow.
//!
//! An [`AnswerSheet`] is made from a [`RateResult`](crate::RateResult) and holds what an assembly asks
//! about it: how it is defined, both counts, what the unknown leave open, how it changed and why, what
//! other ways of counting give, and how it differs from what was published.

mod build;
mod change;
mod published;
mod rounding;
mod sentence;
mod sheet;

pub use build::{AnswerContext, AnswerSheetError, AnswerVolumes, ZeroCounts};
pub use change::{AnswerCause, AnswerChange};
pub use published::{PUBLISHED_FORMAT, PublishedComparison, PublishedValue, PublishedValues};
pub use rounding::AnswerRounding;
pub use sheet::{
    ANSWER_FORMAT, AnswerCaveat, AnswerFigure, AnswerInterval, AnswerSheet, AnswerSheets,
    CaveatKind, OtherWay,
};
