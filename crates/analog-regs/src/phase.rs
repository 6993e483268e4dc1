//! PHASE (degree of digitalization): steps such as 「1-②」, and the scale of each group of categories.

mod scale;
mod step;

pub use scale::{
    MinorSteps, PHASES_FORMAT, PhaseChange, PhaseScale, PhaseScales, PhaseScalesDocument,
    PhaseWording,
};
pub use step::{MAX_MINOR, PhaseStep, PhaseStepError};
