//! The files of a report: made in memory, then written.

mod beside;
mod csv;
mod workbook;

use super::{Failure, assemble::Assembled, page, report::Report};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tosei_types::Language;

/// Every file of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The report that they are made of.
    pub report: Report,
    /// `index.html`.
    pub page: String,
    /// `report.json`.
    pub json: String,
    /// `rates.csv`.
    pub rates: Vec<u8>,
    /// `groups.csv`.
    pub groups: Vec<u8>,
    /// `priorities.csv`.
    pub priorities: Vec<u8>,
    /// `findings.csv`.
    pub findings: Vec<u8>,
    /// The others, by name: the answer sheets as JSON, the tables as a workbook; with an earlier
    /// snapshot its causes and changes, with a round its sections, corrections and letters.
    pub others: Vec<(String, Vec<u8>)>,
}

impl Files {
    pub(super) fn render(assembled: Assembled, language: Language) -> Result<Self, Failure> {
        let Assembled {
            report,
            kept,
            letters,
        } = assembled;
        let broken = |what| move |_| Failure::Embedded { what };
        let mut json = serde_json::to_string_pretty(&report).map_err(|_| Failure::Embedded {
            what: "report.json",
        })?;
        json.push('\n');
        let mut files = Self {
            page: page::render(&report, language),
            json,
            rates: csv::rates(&report).map_err(broken("rates.csv"))?,
            groups: csv::groups(&report).map_err(broken("groups.csv"))?,
            priorities: csv::priorities(&report).map_err(broken("priorities.csv"))?,
            findings: csv::findings(&kept).map_err(broken("findings.csv"))?,
            others: beside::files(&report)?,
            report,
        };
        let tables = files.iter().filter(|(name, _)| name.ends_with(".csv"));
        let tables = workbook::write(tables, files.report.source.status_date)?;
        files.others.push(("tables.xlsx".to_owned(), tables));
        let letters = letters.into_iter();
        files
            .others
            .extend(letters.map(|(name, text)| (name, text.into_bytes())));
        Ok(files)
    }

    /// The files by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        [
            ("index.html", self.page.as_bytes()),
            ("report.json", self.json.as_bytes()),
            ("rates.csv", &self.rates),
            ("groups.csv", &self.groups),
            ("priorities.csv", &self.priorities),
            ("findings.csv", &self.findings),
        ]
        .into_iter()
        .chain(
            self.others
                .iter()
                .map(|(name, content)| (name.as_str(), content.as_slice())),
        )
    }

    /// Writes the files into a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// - [`Failure::WouldOverwrite`] if one of them is a file that was read; nothing is written then.
    /// - [`Failure::Unwritable`] if the operating system refuses.
    pub fn write(&self, folder: &Path, read: &[&Path]) -> Result<(), Failure> {
        let unwritable = |path: &Path, source| Failure::Unwritable {
            path: path.display().to_string(),
            source,
        };
        fs::create_dir_all(folder).map_err(|source| unwritable(folder, source))?;
        for path in read {
            let Ok(own) = fs::canonicalize(path) else {
                continue;
            };
            let mut written = self.iter().map(|(name, _)| folder.join(name));
            if written.any(|path| fs::canonicalize(path).is_ok_and(|path| path == own)) {
                return Err(Failure::WouldOverwrite {
                    file: path.display().to_string(),
                });
            }
        }
        for (name, content) in self.iter() {
            let path: PathBuf = folder.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(|source| unwritable(parent, source))?;
            }
            fs::write(&path, content).map_err(|source| unwritable(&path, source))?;
        }
        Ok(())
    }
}
