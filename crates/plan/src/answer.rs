//! 答弁用資料 (answer sheets) for indicators and figures of governance: one sentence, and the questions that
//! may follow.
//!
//! A sheet says the date, the way of counting, both integers and the source. The questions (想定問答) and
//! their answers are templates in a data file; a question whose answer the figure does not hold is
//! listed with what is missing, never answered by a guess.

mod check;
mod figure;
mod question;
mod sheet;

pub use check::check_answer_figures;
pub use figure::{
    AnswerFigure, AnswerFigures, AnswerObservation, AnswerParts, AnswerTarget, FigureKind,
    FigureStatus,
};
pub use question::{AnswerQuestion, AnswerQuestions, answer_questions};
pub use sheet::{
    AnsweredQuestion, IndicatorAnswer, IndicatorAnswerError, IndicatorAnswers, UnansweredQuestion,
    answer_figure,
};
