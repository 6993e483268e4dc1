//! デジタルファースト報告書 (digital first report): from an inventory file to one page, the same content as
//! JSON, and CSV files ([`make`]); from a folder with whatever there is to a site ([`make_site`]).
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
mod attached;
mod failure;
mod input;
pub mod output;
mod page;
pub mod report;
pub mod site;
mod summary;

pub use attached::{Attachment, AttachmentFailure};
pub use failure::Failure;
pub use input::Proposal;
pub use output::Files;
pub use site::{Site, SiteDocument, make_site};
pub use summary::{site_summary, summary};

use std::path::{Path, PathBuf};
use tosei_types::{Date, Language};

/// How many findings of each rule the page and `report.json` list.
pub const LISTED_FINDINGS: usize = 20;

/// How many findings of each rule `findings.csv` lists, unless another number is asked for.
pub const DEFAULT_FINDINGS: usize = 1_000;

/// How many members of each selection the page lists.
pub const LISTED_MEMBERS: usize = 20;

/// What stands for the file name of the embedded inventory.
const EMBEDDED_NAME: &str = "mihon_inventory.json";

/// What stands for the file name of the embedded earlier snapshot.
const EMBEDDED_PREVIOUS_NAME: &str = "mihon_inventory_2025_03.json";

/// What is to be reported, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// フォルダー: the parts of a site, found by their names ([`make_site`] only).
    pub folder: Option<PathBuf>,
    /// Whether evidence of quality is derived from the inventory or the survey ([`make_site`] only).
    pub evidence: bool,
    /// The inventory, in one file or several of one kind; empty for the embedded fictional one, with its
    /// earlier snapshot and its round.
    pub inventories: Vec<PathBuf>,
    /// 対応表: what the columns of an office's own spreadsheets are.
    pub mapping: Option<PathBuf>,
    /// For an inventory in CSV: the JSON document that holds body, date, organisations and touchpoints.
    pub frame: Option<PathBuf>,
    /// For what has no status date of its own: an inventory in CSV without a frame, the survey.
    pub as_of: Option<Date>,
    /// 前の時点: an earlier snapshot in any form that can be read.
    pub previous: Option<PathBuf>,
    /// The status date of an earlier snapshot that has none of its own.
    pub previous_as_of: Option<Date>,
    /// The mapping of an earlier spreadsheet; [`mapping`](Self::mapping) if there is none.
    pub previous_mapping: Option<PathBuf>,
    /// 組織の新旧対応: which organisation became which.
    pub crosswalk: Option<PathBuf>,
    /// 突合の訂正: what somebody said about the matching of the two snapshots.
    pub matching: Option<PathBuf>,
    /// How a change is divided among its causes; the id of a method, `None` for the default one.
    pub method: Option<String>,
    /// 照会: the survey round.
    pub round: Option<PathBuf>,
    /// The day on which the state of the round is shown.
    pub round_as_of: Option<Date>,
    /// 指標の系列: what a forecast is made of.
    pub series: Option<PathBuf>,
    /// 除外: findings that the body has decided to live with.
    pub exemptions: Option<PathBuf>,
    /// 公表値: what was published before.
    pub published: Option<PathBuf>,
    /// 少数の秘匿: counts below it are hidden in tables by group.
    pub suppress_below: Option<u64>,
    /// How many findings of each rule `findings.csv` lists.
    pub findings: usize,
    /// The language in which the page opens.
    pub language: Language,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            folder: None,
            evidence: true,
            inventories: Vec::new(),
            mapping: None,
            frame: None,
            as_of: None,
            previous: None,
            previous_as_of: None,
            previous_mapping: None,
            crosswalk: None,
            matching: None,
            method: None,
            round: None,
            round_as_of: None,
            series: None,
            exemptions: None,
            published: None,
            suppress_below: None,
            findings: DEFAULT_FINDINGS,
            language: Language::Ja,
        }
    }
}

impl Options {
    /// Every file that is read.
    #[must_use]
    pub fn files(&self) -> Vec<&Path> {
        let one = [
            &self.mapping,
            &self.frame,
            &self.previous,
            &self.previous_mapping,
            &self.crosswalk,
            &self.matching,
            &self.round,
            &self.series,
            &self.exemptions,
            &self.published,
        ];
        let inventories = self.inventories.iter().map(PathBuf::as_path);
        inventories
            .chain(one.into_iter().flatten().map(PathBuf::as_path))
            .collect()
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
/// not the columns or keys that are needed; or if what was given beside it does not belong to it.
/// Defects of single rows and items are findings.
pub fn make(options: &Options, progress: &dyn Progress) -> Result<Files, Failure> {
    // A single page has no place for derived evidence.
    let options = &Options {
        evidence: false,
        ..options.clone()
    };
    let given = input::read(options, progress)?;
    let assembled = assemble::assemble(given, options)?;
    Files::render(assembled, options.language)
}
