//! 判定できる基準: a sound standard as bit masks, and what judges with them.

mod level;
mod packed;
mod program;
mod standard;
mod verdict;

pub use packed::{CriterionSet, MAX_CRITERIA, PackedEvidence};
pub(crate) use program::Program;
pub use standard::CompiledStandard;
pub(crate) use verdict::LevelNeed;
pub use verdict::{AxisLevels, AxisVerdict};
