//! 模擬実験 (simulation) of a flow: queues, calendars and chance.

mod bottleneck;
mod clock;
mod compare;
pub mod deadline;
mod error;
mod figure;
pub mod learn;
mod model;
mod outcome;
#[cfg(feature = "html")]
pub mod page;
mod parameters;
mod result;
mod run;
mod simulated;
mod sketch;
mod staffing;
mod sweep;

pub use compare::{
    CompareSimulationsError, DifferenceVerdict, FigureDifference, SIMULATION_COMPARISON_FORMAT,
    SIMULATION_COMPARISON_FORMAT_VERSION, SimulatedDesign, SimulatedDifference,
    SimulationComparison, StaffClassDifference, StaffDifference, compare_simulations,
};
pub use error::SimulateError;
pub use figure::{MonthFigure, SimulationFigure, StaffFigure, StepFigure};
pub use outcome::{MonthOutcome, RunOutcome, RunRoom, StaffOutcome, StepOutcome};
pub use parameters::{
    ArrivalPattern, ArrivalSource, Assignment, BatchRule, BatchSchedule, BatchWork, BranchShare,
    ClosedDayRule, Correction, CorrectionPlace, DEFAULT_DRAIN_DAYS, DeadlineRules, ModelWaiting,
    MonthlyCases, NodeTime, QuantileMethod, RepetitionCount, RunRule, SIMULATION_PARAMETERS_FORMAT,
    SIMULATION_PARAMETERS_FORMAT_VERSION, SimulationOptions, SimulationParameters,
    SimulationParametersError, StaffGroup, StandardRule, StatutoryRule, UnknownTimes, Unstaffed,
    WeekdayWeight,
};
pub use result::{
    Bottleneck, BottleneckReason, FigureEstimate, LaneResult, MonthEstimate, MonthResult,
    SIMULATION_RESULT_FORMAT, SIMULATION_RESULT_FORMAT_VERSION, SimulationAssumption,
    SimulationAssumptionKind, SimulationResult, StaffEstimate, StaffResult, StepEstimate,
    StepResult, StuckCases,
};
pub use simulated::{Simulated, Simulation, simulate, simulate_with};
pub use staffing::{
    ClassStaffing, DEFAULT_MOST_SIMULATIONS, MAX_SEARCHED_GROUPS, STAFFING_FORMAT,
    STAFFING_FORMAT_VERSION, StaffingAssumption, StaffingBounds, StaffingEnd, StaffingGoal,
    StaffingGroup, StaffingPoint, StaffingResult, StaffingSearch, StaffingSearchError, TargetProof,
    find_staffing, usual_bounds,
};
pub use sweep::{
    AssumptionPath, AssumptionPathError, MAX_AXIS_VALUES, MAX_SWEEP_POINTS, RefusedPoint,
    SWEEP_FORMAT, SWEEP_FORMAT_VERSION, Sweep, SweepAxis, SweepAxisError, SweepError, SweepPoint,
    SweepResult, run_sweep,
};

/// A count in a double; above 2^53 nothing would change.
#[allow(
    clippy::cast_precision_loss,
    reason = "a count; above 2^53 nothing would change"
)]
pub(crate) fn as_float(count: u64) -> f64 {
    count as f64
}
