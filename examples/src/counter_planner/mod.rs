//! 窓口の計画 (counter planner): from one day of a counter to a page with arrivals, waiting, staffing and a
//! what-if, and the same content as JSON.
//!
//! The program is `examples/counter_planner/main.rs`; all that it does but options, progress bar and exit
//! code is here, so that it can be tested and used from another program:
//!
//! ```
//! use tosei_examples::counter_planner::{Options, make};
//!
//! let options = Options { runs: 20, ..Options::default() };
//! let files = make(&options, &mut |_, _| {})?; // the embedded fictional office
//! assert!(files.page.contains("<h1"));
//! assert_eq!(files.report.format, "tosei-counter-plan-report");
//! # Ok::<(), tosei_examples::counter_planner::Failure>(())
//! ```

mod assemble;
mod failure;
mod input;
mod page;
mod polls;
pub mod report;
mod show;

pub use failure::Failure;

use crate::files;
use report::Report;
use std::path::{Path, PathBuf};
use tosei_types::{Date, Language};

/// How many runs are made unless another number is asked for.
pub const DEFAULT_RUNS: u32 = 200;
/// The seed unless another is given.
pub const DEFAULT_SEED: u64 = 20_250_602;
/// Service time of queues whose polls do not say any, in minutes.
pub const DEFAULT_SERVICE_MINUTES: u32 = 10;

/// What is to be planned, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// A station (`tosei-counter-station`); the embedded fictional office if neither this nor snapshots.
    pub station: Option<PathBuf>,
    /// Polled queues as CSV.
    pub snapshots: Vec<PathBuf>,
    /// The headers of their columns (`counter-table-layout` of snapshots); those of the published polls
    /// of Warsaw if absent.
    pub layout: Option<PathBuf>,
    /// Which office of the snapshots; the only one if absent.
    pub office: Option<String>,
    /// Which day of the snapshots; the only one if absent.
    pub date: Option<Date>,
    /// Target, method, staff classes and the assumed effect of a tool.
    pub assumptions: Option<PathBuf>,
    /// Minutes of a service where the polls say none.
    pub service_minutes: u32,
    /// How many runs.
    pub runs: u32,
    /// The seed of chance.
    pub seed: u64,
    /// The language in which the page opens.
    pub language: Language,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            station: None,
            snapshots: Vec::new(),
            layout: None,
            office: None,
            date: None,
            assumptions: None,
            service_minutes: DEFAULT_SERVICE_MINUTES,
            runs: DEFAULT_RUNS,
            seed: DEFAULT_SEED,
            language: Language::Ja,
        }
    }
}

/// The files of one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Files {
    /// What they are made of.
    pub report: Report,
    /// `index.html`.
    pub page: String,
    /// `plan.json`.
    pub json: String,
}

impl Files {
    /// Writes the files into a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// [`Failure::Unwritable`] if the operating system refuses.
    pub fn write(&self, folder: &Path) -> Result<(), Failure> {
        let files = [("index.html", &self.page), ("plan.json", &self.json)];
        let files = files.map(|(name, text)| (name, text.as_bytes()));
        Ok(files::write_all(folder, files)?)
    }
}

/// Reads the day, simulates it as it is and with the tool, and makes the files, without writing any.
///
/// `progress` hears how many runs were made, and of how many.
///
/// # Errors
///
/// [`Failure`] if there is nothing to plan: a file is missing, empty or something else, the office or the
/// day is not in it, or the station cannot be simulated.
pub fn make(options: &Options, progress: &mut dyn FnMut(u32, u32)) -> Result<Files, Failure> {
    let given = input::read(options)?;
    let report = assemble::assemble(given, options, progress)?;
    let mut json = serde_json::to_string_pretty(&report).map_err(|_| Failure::Json)?;
    json.push('\n');
    Ok(Files {
        page: page::render(&report, options.language),
        json,
        report,
    })
}

/// What the program says when it is done, a line each.
#[must_use]
pub fn summary(report: &Report, folder: &Path) -> Vec<String> {
    show::lines(report, folder)
}
