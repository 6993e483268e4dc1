#![doc = include_str!("../README.md")]

mod check;
mod portfolio;
mod review;

pub use check::rules;
pub use portfolio::{
    Action, ChosenAction, DEFAULT_EFFORT, Effect, Goal, HelpedProcedure, MAX_ACTIONS_OF_ONE_PROCEDURE,
    MAX_GOALS, MinimalWays, NotHelped, NotHelpedReason, Objective, PORTFOLIO_FORMAT,
    PORTFOLIO_FORMAT_VERSION, Portfolio, PortfolioChoice, PortfolioDocument, PortfolioError,
    ProcedureVolume, minimal_ways,
};
pub use review::{
    BurstDay, BurstRule, PersonalData, REVIEWS_FORMAT, REVIEWS_FORMAT_VERSION, Review,
    ReviewDocument, ReviewOptions, ReviewReading, ReviewState, ReviewSummary, StateAnswer,
    SuspectedDays, summarise_reviews,
};
