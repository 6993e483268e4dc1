//! 指標: what one case costs on average, exact, with the parts of every figure.

mod block;
mod compute;
mod lead;
mod loops;
mod measure;
mod passage;
mod result;
mod shares;
mod solve;
mod visits;

pub use compute::metrics;
pub use measure::{Contribution, Measure, UnknownPart, UnknownReason};
pub use result::{
    ClassMeasures, FlowMetrics, METRICS_FORMAT, METRICS_FORMAT_VERSION, MeasureKind, MetricsError,
    MetricsOptions, NodeVisits, ScopeTimes, UnknownBoundary, UnknownBranches,
};
