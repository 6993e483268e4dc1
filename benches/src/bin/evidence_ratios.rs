//! Prints how long evidence for every row of the State's survey takes next to the inventory report.

use tosei_benches::{evidence::WORKS, print_survey_ratios};

fn main() -> anyhow::Result<()> {
    print_survey_ratios(11, WORKS)
}
