//! 例規の洗い出し (scan of ordinances): from a folder of law texts to a review worksheet, a page with the
//! clauses and what was found in them, and the same as JSON.
//!
//! The program is `examples/ordinance_scan/main.rs`; all that it does but options, progress bar and exit
//! code is here:
//!
//! ```
//! use tosei_examples::ordinance_scan::{Options, scan};
//!
//! let files = scan(&Options::default(), &())?; // the embedded fictional ordinances
//! assert!(files.page.contains("<mark>"));
//! assert_eq!(files.result.format, "tosei-ordinance-scan");
//! # Ok::<(), tosei_examples::ordinance_scan::Failure>(())
//! ```

mod failure;
mod input;
mod output;
mod page;
mod result;

pub use failure::Failure;
pub use output::{Files, summary};
pub use result::{
    CandidateEntry, CategoryCount, ConfidenceCount, NotedFinding, ScanResult, ScannedText,
    SkippedFile,
};

use std::path::PathBuf;
use tosei_analog_regs::detect::{Confidence, Detector, Patterns};
use tosei_types::{Date, Language};

/// The most files that one scan reads.
pub const MAX_FILES: usize = 20_000;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// How many candidates of each text the page shows.
pub const LISTED_CANDIDATES: usize = 2_000;

/// What is to be scanned, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Files and folders; empty for the embedded ordinances.
    pub inputs: Vec<PathBuf>,
    /// 独自のパターン: patterns of one's own, beside the embedded ones.
    pub patterns: Option<PathBuf>,
    /// The least confidence of what goes into the worksheet.
    pub least: Confidence,
    /// The day that stands in the workbook as that of its making.
    pub date: Option<Date>,
    /// The language in which the page opens.
    pub language: Language,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            inputs: Vec::new(),
            patterns: None,
            least: Confidence::Possible,
            date: None,
            language: Language::Ja,
        }
    }
}

/// Who wants to know how far the scan is. `()` does not.
pub trait Progress {
    /// The scan begins; so many files are there.
    fn begin(&self, files: u64);
    /// One more file is done.
    fn done(&self);
    /// The scan is over.
    fn end(&self);
}

impl Progress for () {
    fn begin(&self, _: u64) {}
    fn done(&self) {}
    fn end(&self) {}
}

/// Scans law texts and makes every file of the result in memory.
///
/// A file that is no law text, or too large, is named in the result and costs itself only.
///
/// # Errors
///
/// [`Failure`] if a name leads nowhere, no file is there, none could be read, or the patterns cannot be
/// used.
pub fn scan(options: &Options, progress: &dyn Progress) -> Result<Files, Failure> {
    let detector = detector(options)?;
    let sources = input::sources(options)?;
    progress.begin(u64::try_from(sources.len()).unwrap_or(u64::MAX));
    let mut result = ScanResult::new(options.inputs.is_empty(), options.least);
    for source in &sources {
        match source.read() {
            Ok(bytes) => result.take(&detector, source.name(), &bytes),
            Err(why) => result.skip(source.name(), why),
        }
        progress.done();
    }
    progress.end();
    if result.texts.is_empty() {
        return Err(Failure::NothingRead {
            skipped: result.skipped,
        });
    }
    result.count();
    Files::render(result, options)
}

fn detector(options: &Options) -> Result<Detector, Failure> {
    let Some(path) = &options.patterns else {
        return Ok(Detector::standard().clone());
    };
    let file = path.display().to_string();
    let bytes = input::read(path)?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::Patterns {
        file: file.clone(),
        what: "not UTF-8".to_owned(),
    })?;
    let own = Patterns::from_json(&text).map_err(|error| Failure::Patterns {
        file: file.clone(),
        what: error.to_string(),
    })?;
    Detector::compile(&Patterns::standard().with(own)).map_err(|report| Failure::Patterns {
        file,
        what: report
            .first()
            .map_or_else(String::new, |finding| finding.rule.to_string()),
    })
}
