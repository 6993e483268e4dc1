//! 行政手続等の棚卸調査 (the State's survey of administrative procedures): reading, checking, tallying.

mod cell_code;
mod column;
mod edition;
mod layout;
mod memo;
mod reader;
mod row;

pub use cell_code::{CellCode, CellDefects};
pub use column::SurveyColumn;
pub use edition::{EditionCode, EditionColumn, SurveyEdition, SurveyEditionError};
pub use layout::Layout;
pub use reader::{SurveyItem, SurveyReader, UntypedReason, UntypedRow};
pub use row::{Channel, CountCell, SurveyRow};
