//! 見本 (sample): a fictional subsidy of 見本市, as it is and as it shall be.

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
