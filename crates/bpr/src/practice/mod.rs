//! 横展開: improvements that worked, found again and tried elsewhere.

mod document;
mod search;

pub use document::{
    BorrowedEstimate, GoodPractice, GoodPracticeError, PRACTICE_FORMAT, PRACTICE_FORMAT_VERSION,
    PracticeDraft, PracticeEffect,
};
pub use search::{PracticeMatch, PracticeQuery, PracticeReason, search_practices};
