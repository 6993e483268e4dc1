//! 施策の組合せ (portfolio): which actions first, so that the most applicants are helped.

mod document;
mod prepare;
mod result;
mod search;
mod ways;

pub use document::{
    Action, Effect, Objective, PORTFOLIO_FORMAT, PORTFOLIO_FORMAT_VERSION, PortfolioDocument,
    ProcedureVolume,
};
pub use result::{ChosenAction, HelpedProcedure, NotHelped, NotHelpedReason, PortfolioChoice};
pub use search::{DEFAULT_EFFORT, Goal, MAX_GOALS, Portfolio, PortfolioError};
pub use ways::{MAX_ACTIONS_OF_ONE_PROCEDURE, MinimalWays, minimal_ways};
