//! The files of a result: made in memory, then written.

use super::{Failure, Options, ScanResult, page};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tosei_analog_regs::WorksheetRow;
use tosei_types::{Date, Language};

/// Every file of one result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The result that they are made of.
    pub result: ScanResult,
    /// `index.html`.
    pub page: String,
    /// `scan.json`.
    pub json: String,
    /// `worksheet.csv`.
    pub csv: Vec<u8>,
    /// `worksheet.xlsx`.
    pub xlsx: Vec<u8>,
}

impl Files {
    pub(super) fn render(result: ScanResult, options: &Options) -> Result<Self, Failure> {
        let failed = |what: String| Failure::Worksheet { what };
        let rows = result.rows();
        let mut json =
            serde_json::to_string_pretty(&result).map_err(|error| failed(error.to_string()))?;
        json.push('\n');
        // A workbook has to name a day; without one it is the first that the system of dates has.
        let day = match options.date {
            Some(day) => day,
            None => Date::try_new(1900, 1, 1).map_err(|error| failed(error.to_string()))?,
        };
        Ok(Self {
            page: page::render(&result, options),
            json,
            csv: WorksheetRow::write_csv(&rows).map_err(|error| failed(error.to_string()))?,
            xlsx: WorksheetRow::write_xlsx(&rows, day)
                .map_err(|error| failed(error.to_string()))?,
            result,
        })
    }

    /// The files by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        [
            ("index.html", self.page.as_bytes()),
            ("scan.json", self.json.as_bytes()),
            ("worksheet.csv", &self.csv),
            ("worksheet.xlsx", &self.xlsx),
        ]
        .into_iter()
    }

    /// Writes the files into a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// - [`Failure::Overwrites`] if a file of the result was one of those read; nothing is written.
    /// - [`Failure::Write`] if a file cannot be written.
    pub fn write(&self, folder: &Path, read: &[PathBuf]) -> Result<(), Failure> {
        let failed = |path: &Path| {
            let file = path.display().to_string();
            move |source| Failure::Write { file, source }
        };
        fs::create_dir_all(folder).map_err(failed(folder))?;
        let mut inputs = Vec::new();
        for one in read {
            let Ok(one) = one.canonicalize() else {
                continue;
            };
            inputs.push(one);
        }
        let own = folder.canonicalize().map_err(failed(folder))?;
        for (name, _) in self.iter() {
            let path = own.join(name);
            let inside = inputs
                .iter()
                .any(|input| path == *input || (input.is_dir() && own.starts_with(input)));
            if inside && path.exists() {
                return Err(Failure::Overwrites {
                    file: path.display().to_string(),
                });
            }
        }
        for (name, bytes) in self.iter() {
            let path = folder.join(name);
            fs::write(&path, bytes).map_err(failed(&path))?;
        }
        Ok(())
    }
}

/// What the program says when it is done, in both languages.
#[must_use]
pub fn summary(result: &ScanResult, out: &Path) -> Vec<String> {
    let (texts, listed) = (result.texts.len(), result.listed());
    let mut lines = vec![
        format!(
            "{texts}の本文、{}の文を読み、候補{listed}を工程表に載せました。",
            result.sentences
        ),
        format!(
            "{texts} texts with {} sentences; {listed} candidates are in the worksheet.",
            result.sentences
        ),
    ];
    let counts: Vec<String> = result
        .confidences
        .iter()
        .map(|one| {
            let ja = one.confidence.label(Language::Ja);
            format!("{ja} ({}) {}", one.confidence, one.candidates)
        })
        .collect();
    lines.push(counts.join(", "));
    if !result.skipped.is_empty() {
        let skipped = result.skipped.len();
        lines.push(format!(
            "読めなかったファイルが{skipped}あります / {skipped} files were not read"
        ));
    }
    lines.push(out.join("index.html").display().to_string());
    lines
}
