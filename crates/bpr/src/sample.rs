//! 見本 (sample): a fictional subsidy of 見本市, as it is and as it shall be, and what it is simulated with.

/// As-Isフロー: on paper, with three seals.
#[must_use]
pub const fn subsidy_as_is_json() -> &'static str {
    include_str!("../data/sample/subsidy_as_is.json")
}

/// To-Beフロー: the same procedure redrawn, with ids of its own.
#[must_use]
pub const fn subsidy_to_be_json() -> &'static str {
    include_str!("../data/sample/subsidy_to_be.json")
}

/// As-Isの前提: counter hours, the rounds of files, a decision once a week, a payment run once a month.
#[must_use]
pub const fn subsidy_as_is_parameters_json() -> &'static str {
    include_str!("../data/sample/subsidy_as_is_parameters.json")
}

/// To-Beの前提: the same applications, staff of the same names.
#[must_use]
pub const fn subsidy_to_be_parameters_json() -> &'static str {
    include_str!("../data/sample/subsidy_to_be_parameters.json")
}
