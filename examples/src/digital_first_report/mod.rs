//! デジタルファースト報告書 (digital first report): from an inventory file to a folder with one page, the
//! same content as JSON, and CSV files.
//!
//! The program is `examples/digital_first_report/main.rs`; all that it does but options, progress bar
//! and exit code is here, so that it can be tested and used from another program:
//!
//! ```
//! use tosei_examples::digital_first_report::{Options, make};
//!
//! let files = make(&Options::default(), &())?; // the embedded fictional inventory
//! assert!(files.page.contains("<h1"));
//! assert_eq!(files.report.format, "tosei-digital-first-report");
//! # Ok::<(), tosei_examples::digital_first_report::Failure>(())
//! ```

mod assemble;
mod failure;
mod input;
pub mod output;
mod page;
pub mod report;
mod summary;

pub use failure::Failure;
pub use output::Files;
pub use summary::summary;

use std::path::PathBuf;
use tosei_types::{Date, Language};

/// How many findings of each rule the page and `report.json` list.
pub const LISTED_FINDINGS: usize = 20;

/// How many findings of each rule `findings.csv` lists, unless another number is asked for.
pub const DEFAULT_FINDINGS: usize = 1_000;

/// How many members of each selection the page lists.
pub const LISTED_MEMBERS: usize = 20;

/// What stands for the file name of the embedded inventory.
const EMBEDDED_NAME: &str = "mihon_inventory.json";

/// What is to be reported, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The inventory; `None` for the embedded fictional one.
    pub inventory: Option<PathBuf>,
    /// For an inventory in CSV: the JSON document that holds body, date, organisations and touchpoints.
    pub frame: Option<PathBuf>,
    /// For an inventory in CSV without a frame: its status date.
    pub as_of: Option<Date>,
    /// How many findings of each rule `findings.csv` lists.
    pub findings: usize,
    /// The language in which the page opens.
    pub language: Language,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            inventory: None,
            frame: None,
            as_of: None,
            findings: DEFAULT_FINDINGS,
            language: Language::Ja,
        }
    }
}

/// Who wants to know how far the reading is. `()` does not.
pub trait Progress {
    /// Reading begins; how many bytes there are, if that is known.
    fn begin(&self, bytes: Option<u64>);
    /// So many more bytes were read.
    fn read(&self, bytes: u64);
    /// Reading is over.
    fn end(&self);
}

impl Progress for () {
    fn begin(&self, _: Option<u64>) {}
    fn read(&self, _: u64) {}
    fn end(&self) {}
}

/// Reads the inventory and makes every file of the report, without writing any.
///
/// # Errors
///
/// [`Failure`] if there is nothing to report on: the file is missing, empty, something else, or has
/// not the columns or keys that are needed. Defects of single rows and items are findings.
pub fn make(options: &Options, progress: &dyn Progress) -> Result<Files, Failure> {
    let input = input::read(options, progress)?;
    let assembled = assemble::assemble(input)?;
    Files::render(assembled, options.language)
}
