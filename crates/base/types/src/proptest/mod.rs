//! Strategies for valid values (feature `proptest`), for the property tests of other crates.

mod citation;
mod codes;
mod dates;
mod deadline;
mod period;
mod rating;
mod ratio;

pub use citation::{citation_entries, citation_lists, citations, law_names, provision_numbers};
pub use codes::{corporate_numbers, local_government_codes};
pub use dates::{
    dates, dates_between, fiscal_quarters, fiscal_years, recent_dates, recent_fiscal_years,
    year_months,
};
pub use deadline::{
    arrivals_between, business_calendars, countable_lengths, counting_rules, ended_stops,
    month_days, standard_processing_periods, statutory_deadlines,
};
pub use period::{
    period_cases, period_conditions, period_lengths, processing_period_statements,
    processing_periods,
};
pub use rating::{ratings, target_percents};
pub use ratio::rates;
