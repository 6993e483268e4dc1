//! 見直し (review) of a clause: what it becomes, by which means, by whom and until when.

mod record;
mod request;
mod status;

pub use record::{OutOfScope, OutOfScopeReason, Review, ReviewMeans, StateDependence, StatusEntry};
pub use request::{RequestStatus, StateRequest};
pub use status::{
    HistoryFault, ReviewStatus, STATUS_FORMAT, StatusMachine, StatusMachineDocument, StatusRule,
};
