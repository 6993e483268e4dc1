//! 議会の会期 (assembly calendar): sessions, lead times, and which session a due date still allows.

mod plan;
mod session;

pub use plan::{
    ChainStep, DueGoal, SessionAnswer, SessionOption, SessionPlanError, SessionVerdict, StepKind,
    plan_session,
};
pub use session::{
    AssemblyCalendar, AssemblyMode, AssemblySession, CALENDAR_FORMAT, EffectRule, LeadTimes,
};
