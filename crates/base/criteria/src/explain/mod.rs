//! 説明: why this level, why not the next, and what reaches it.

mod action_set;
mod explanation;
mod sentence;

pub use action_set::{
    ActionKind, ActionOptions, ActionSet, ActionSets, CriterionAction, MAX_ACTION_SETS,
};
pub use explanation::{AxisExplanation, Explanation, NextLevel, UnknownEffect, explain};
