//! From what was read to the report.

mod barriers;
mod findings;
mod groups;
mod inventory;
mod priorities;
mod rates;
mod survey;

use super::{
    Failure,
    input::{Content, Input},
    report::{BrokenRule, Report},
};
use tosei_inventory::{CompiledRates, ProcessKinds, RateDefinitions};
use tosei_types::Label;

/// The report, and the findings that only `findings.csv` lists.
pub(super) struct Assembled {
    pub(super) report: Report,
    pub(super) kept: Vec<BrokenRule>,
}

pub(super) fn assemble(input: Input) -> Result<Assembled, Failure> {
    let rates = compiled_rates()?;
    let (findings, kept) = findings::findings(&input.findings, input.catalogue);
    let report = match &input.content {
        Content::Survey { analysis, members } => {
            survey::report(&input, analysis, members, &rates, findings)
        }
        Content::Inventory(reading) => inventory::report(&input, reading, &rates, findings)?,
    };
    Ok(Assembled { report, kept })
}

fn compiled_rates() -> Result<CompiledRates, Failure> {
    RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .map_err(|_| Failure::Embedded {
            what: "rate definitions",
        })
}

/// A text of the file: the same in both languages.
fn data_label(text: &str) -> Label {
    Label::new(text, text)
}

fn as_number(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
