//! シミュレーション (simulation) of flows.

pub mod deadline;
