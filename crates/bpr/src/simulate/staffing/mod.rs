//! 人員の探索 (search for staff): the cheapest staffing that keeps a period often enough.

mod error;
mod grid;
mod options;
mod result;
mod search;

pub use error::StaffingSearchError;
pub use options::{
    DEFAULT_MOST_SIMULATIONS, MAX_SEARCHED_GROUPS, StaffingAssumption, StaffingBounds,
    StaffingGoal, StaffingSearch, TargetProof,
};
pub use result::{
    ClassStaffing, STAFFING_FORMAT, STAFFING_FORMAT_VERSION, StaffingEnd, StaffingGroup,
    StaffingPoint, StaffingResult,
};
pub use search::{find_staffing, usual_bounds};
