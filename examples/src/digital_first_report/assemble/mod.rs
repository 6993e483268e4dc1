//! From what was read to the report.

mod answers;
mod barriers;
mod change;
mod findings;
mod groups;
mod inventory;
mod priorities;
mod rates;
mod round;
mod suppress;
mod survey;

pub(super) use inventory::volume_choice;

use super::{
    Failure, Options,
    input::{Content, Found, Given},
    report::{BrokenRule, Findings, Forecasted, Report},
};
use tosei_inventory::{
    CompiledRates, ProcessKinds, RateDefinitions, RateResult, VolumeChoice,
    forecast::{ForecastBase, ForecastOptions, IndicatorSeries},
};
use tosei_types::{Date, Label, Language};

/// The report, and what stands in files of its own only.
pub(super) struct Assembled {
    pub(super) report: Report,
    pub(super) kept: Vec<BrokenRule>,
    /// The letters of a round: name of the file and text.
    pub(super) letters: Vec<(String, String)>,
}

/// Counts findings by rule: what is listed, and all that was kept.
pub(super) fn counted<'f>(all: impl Iterator<Item = &'f Found>) -> (Findings, Vec<BrokenRule>) {
    findings::findings(all)
}

/// A report on one inventory or survey, before anything is put beside it.
struct Made {
    report: Report,
    results: Vec<RateResult>,
    /// The counts that the rates use; `None` if there are none.
    volumes: Option<VolumeChoice>,
}

pub(super) fn assemble(given: Given, options: &Options) -> Result<Assembled, Failure> {
    let rates = compiled_rates()?;
    let Given {
        present,
        previous,
        attachments,
    } = given;
    let Made {
        mut report,
        results,
        volumes,
    } = match &present.content {
        Content::Survey {
            analysis,
            members,
            edition,
            ..
        } => survey::report(&present, analysis, members, edition, &rates),
        Content::Inventory {
            inventory,
            not_typed,
            office,
        } => inventory::report(&present, inventory, *not_typed, office.as_deref(), &rates)?,
    };
    let mut decompositions = Vec::new();
    let mut beside: Vec<Found> = Vec::new();
    if let Some(previous) = previous {
        let changed = change::change(&report, &present, previous, &attachments, &rates)?;
        report.change = Some(changed.change);
        decompositions = changed.decompositions;
        beside.extend(changed.found);
    }
    report.answer_sheets = answers::sheets(
        &report,
        &present,
        (&results, &decompositions),
        volumes,
        attachments.published.as_ref(),
    )?;
    let mut letters = Vec::new();
    if let (Some(given), Some(inventory)) = (attachments.round, present.inventory()) {
        let (round, written) = round::round(&report, &given, inventory, &rates)?;
        report.round = Some(round);
        letters = written;
        beside.extend(given.findings);
    }
    report.forecast = attachments.series.map(|series| forecast(&report, series));
    if let Some(threshold) = options.suppress_below {
        suppress::suppress(&mut report, threshold)?;
    }
    let (found, kept) = findings::findings(present.findings.iter().chain(&beside));
    report.findings = found;
    Ok(Assembled {
        report,
        kept,
        letters,
    })
}

/// The forecast on the status date; for what has none, on the day of the last value.
fn forecast(report: &Report, series: IndicatorSeries) -> Forecasted {
    let last = series.observed().iter().map(|value| value.at.day()).max();
    let first = series.targets().iter().map(|value| value.at.day()).min();
    let day = report.source.status_date.or(last).or(first);
    let options =
        ForecastOptions::new(day.unwrap_or_else(any_day)).with_base(ForecastBase::ExpectedIfLater);
    let forecast = series.forecast(&options);
    Forecasted {
        sentence: Label::new(
            forecast.sentence(Language::Ja),
            forecast.sentence(Language::En),
        ),
        forecast,
        series,
    }
}

/// For a series without any value, where the day makes no difference.
fn any_day() -> Date {
    Date::MIN
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
