//! 健全性: whether every case that begins can end, by the tokens of BPMN.

mod check;
mod explore;
mod reduce;
mod result;
mod state;
#[cfg(test)]
mod tests;

pub use check::soundness;
pub use result::{
    Assumption, AssumptionKind, Problem, ProblemKind, SOUNDNESS_FORMAT, SOUNDNESS_FORMAT_VERSION,
    ScopeSoundness, Soundness, SoundnessError, SoundnessOptions, Starts, TraceStep, Verdict,
};
