//! What judges a flow, at its edges: figures, soundness, matching, lint, and what is learnt from logs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test stops at the first surprise"
)]

mod comparing;
mod durations;
mod figures;
mod graph_rules;
mod helper;
mod intervals;
mod issue_tests;
mod issues;
mod learning;
mod lint_lines;
mod lint_structure;
mod linting;
mod log_branches;
mod log_parameters;
mod log_times;
mod patterns;
mod savings;
mod scopes;
mod scripts_and_scores;
mod shapes;
mod sim_deadlines;
mod sim_held_out;
mod sim_learning;
mod sim_search;
mod soundness;
mod soundness_runs;
mod staffing_and_sweeps;
mod visits;
mod ways_to_problems;
