//! 判定結果: what a standard and its evidence say of one subject on one day.

mod evaluate;
pub(crate) mod resolve;
mod result;

pub use evaluate::evaluate;
pub use result::{
    Assessment, AxisAssessment, Basis, BasisKind, CriterionAssessment, LevelAssessment,
    LevelStatus, PrerequisiteStatus,
};
