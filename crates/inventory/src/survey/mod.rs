//! 行政手続等の棚卸調査 (the State's survey of administrative procedures): reading, checking, tallying.

mod analyse;
mod answerable;
mod cell_code;
mod check;
mod column;
mod comparison;
mod concerns;
mod crosswalk;
mod edition;
mod layout;
mod memo;
mod owned;
#[cfg(feature = "rayon")]
mod parallel;
mod reader;
mod row;
mod sheet;
mod source;
mod table;
mod typed;

pub use analyse::{KEPT_UNTYPED_ROWS, RawRow, SurveyAnalysis, SurveyError, SurveyJob};
pub(crate) use cell_code::variant_key;
pub use cell_code::{CellCode, CellDefects};
pub use check::{IdentityCheck, MissingRuleError, SurveyCheck};
pub use column::{ColumnSet, SurveyColumn};
pub use comparison::{
    Comparability, ComparisonQuestion, SurveyComparison, SurveyRateError, comparable,
    compare_survey_rates, survey_rate,
};
pub use concerns::ConcernTally;
pub use crosswalk::{
    CrosswalkCode, CrosswalkColumn, CrosswalkRelation, SurveyCrosswalk, SurveyCrosswalkError,
};
pub use edition::{EditionCode, EditionColumn, SurveyEdition, SurveyEditionError};
pub use layout::Layout;
pub use owned::OwnedSurveyRow;
pub use reader::{SurveyItem, SurveyReader, UntypedReason, UntypedRow};
pub use row::{Channel, CountCell, SurveyRow};
pub use table::{SurveyEntry, SurveyTable};
pub use typed::TypedValues;
