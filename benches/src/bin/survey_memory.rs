//! Loads the State's survey from its file and prints the most memory that the process ever held.
#![allow(clippy::print_stdout, reason = "a program that prints a figure")]

use anyhow::{Context, Result};
use std::fs::File;
use tosei_benches::input::real_file;
use tosei_document::Limits;
use tosei_inventory::survey::{SurveyEdition, SurveyTable};

fn main() -> Result<()> {
    let file = real_file("procedures_survey/procedures_r6.csv")
        .context("TOSEI_DATA must name a folder with procedures_survey/procedures_r6.csv")?;
    let table = SurveyTable::load(File::open(file)?, SurveyEdition::r6(), &Limits::default())?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    println!(
        "{} rows, {}",
        table.len(),
        peak.unwrap_or("VmHWM: not known on this system")
    );
    Ok(())
}
