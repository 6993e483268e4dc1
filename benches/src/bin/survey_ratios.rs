//! Prints how long work on the State's survey takes next to a bare pass of the csv crate.

use tosei_benches::{print_survey_ratios, survey::WORKS};

fn main() -> anyhow::Result<()> {
    print_survey_ratios(5, WORKS)
}
