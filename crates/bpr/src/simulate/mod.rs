//! シミュレーション (simulation) of flows.

pub mod deadline;
pub mod staffing;
