//! The records of 見本市 (架空): a city that does not exist, so that every check has something to find.

use super::{
    GovernedProject, PartnerBody, PostEntry, ProcedureCheck, Records, RecordsError, ServiceCanvas,
    TaskMove, UserTest,
};
use crate::answer::AnswerFigures;
use crate::year::OfficeCalendar;
use tosei_document::DataFileError;

macro_rules! sample {
    ($name:ident, $record:ty, $file:literal, $what:literal) => {
        #[doc = concat!($what, " of 見本市 (fictional).")]
        ///
        /// # Errors
        ///
        /// [`RecordsError`] never: a test reads the file.
        pub fn $name() -> Result<Records<$record>, RecordsError> {
            Records::from_json(include_str!(concat!(
                "../../data/sample/mihon_",
                $file,
                ".json"
            )))
        }
    };
}

sample!(canvases, ServiceCanvas, "canvases", "Two service canvases");
sample!(
    projects,
    GovernedProject,
    "projects",
    "Three governed projects"
);
sample!(user_tests, UserTest, "user_tests", "Three user tests");
sample!(
    moves,
    TaskMove,
    "standardisation",
    "The moves to standard systems"
);
sample!(
    partners,
    PartnerBody,
    "partners",
    "The nine partner bodies and their 84 procedures"
);
sample!(
    post,
    PostEntry,
    "post",
    "Twelve entries of the improvement post"
);
sample!(
    checks,
    ProcedureCheck,
    "checks",
    "Three checks of procedures"
);

/// The calendar of 見本市 (fictional): sessions of its assembly, open days, what is done.
///
/// # Errors
///
/// [`DataFileError`] never: a test reads the file.
pub fn office_calendar() -> Result<OfficeCalendar, DataFileError> {
    OfficeCalendar::from_json(include_str!("../../data/sample/mihon_office_calendar.json"))
}

/// Figures of 見本市 (fictional) that its assembly asks about.
///
/// # Errors
///
/// [`DataFileError`] never: a test reads the file.
pub fn answer_figures() -> Result<AnswerFigures, DataFileError> {
    AnswerFigures::from_json(include_str!("../../data/sample/mihon_answer_figures.json"))
}
