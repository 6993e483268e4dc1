//! 前提を変えた試算 (sweep): the same flow on the same chance, with one assumption after the other changed.

mod apply;
mod axis;
mod path;
mod result;

pub use axis::{MAX_AXIS_VALUES, MAX_SWEEP_POINTS, Sweep, SweepAxis, SweepAxisError, SweepError};
pub use path::{AssumptionPath, AssumptionPathError};
pub use result::{
    RefusedPoint, SWEEP_FORMAT, SWEEP_FORMAT_VERSION, SweepPoint, SweepResult, run_sweep,
};
