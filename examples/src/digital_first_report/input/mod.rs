//! Reading an inventory, whatever form it has: the form is told by the content, never by the name.

mod json;
mod members;
mod table;

pub(super) use members::SurveyMember;

use self::table::TableForm;
use super::{Failure, Options, Progress, report::SourceKind};
use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Cursor, Read},
    path::Path,
};
use tosei_document::{Catalogue, Collector, Limits, Report as FindingReport};
use tosei_inventory::{
    CompiledPriorities, Inventory, PriorityRules, ProcessKinds, document::Reading, sample,
    survey::SurveyAnalysis,
};
use tosei_table::{ForeignFormat, TableError};
use tosei_types::Date;

/// How much of a file is looked at to tell its form: its header row must end within it.
const HEAD_BYTES: u64 = 256 * 1024;

/// What came out of a file.
pub(super) struct Input {
    pub(super) file_name: String,
    pub(super) kind: SourceKind,
    /// The date that was given by the caller, for a file that has none of its own.
    pub(super) as_of: Option<Date>,
    pub(super) content: Content,
    pub(super) findings: FindingReport,
    pub(super) catalogue: &'static Catalogue,
}

pub(super) enum Content {
    Survey {
        analysis: Box<SurveyAnalysis>,
        members: HashMap<(String, String), SurveyMember>,
    },
    Inventory(Box<Reading>),
}

/// Reads the file that is named, or the embedded inventory.
pub(super) fn read(options: &Options, progress: &dyn Progress) -> Result<Input, Failure> {
    let Some(path) = &options.inventory else {
        return read_embedded(options);
    };
    let named = path.display().to_string();
    let file = open(path, &named)?;
    let length = file.metadata().ok().map(|metadata| metadata.len());
    progress.begin(length.filter(|length| *length > 0));
    let mut file = Counted {
        inner: file,
        progress,
    };
    let unreadable = |source| Failure::Unreadable {
        file: named.clone(),
        source,
    };
    let mut head = Vec::new();
    file.by_ref()
        .take(HEAD_BYTES)
        .read_to_end(&mut head)
        .map_err(unreadable)?;
    let reader = Reader {
        options,
        named: &named,
        path: Some(path),
        limits: Limits::default(),
        file_name: path
            .file_name()
            .map_or_else(|| named.clone(), |name| name.to_string_lossy().into_owned()),
    };
    let is_json = ForeignFormat::of(&head) == Some(ForeignFormat::Json);
    let input = if is_json {
        let limit = reader.limits.bytes.saturating_add(1);
        let mut bytes = head;
        file.take(limit)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        reader.json(&bytes)
    } else {
        let form = reader.table_form(&head)?;
        let whole = Cursor::new(head).chain(file);
        match form {
            TableForm::Survey => reader.survey(whole),
            TableForm::Inventory => reader.csv(whole),
        }
    };
    progress.end();
    input
}

fn read_embedded(options: &Options) -> Result<Input, Failure> {
    let reader = Reader {
        options,
        named: super::EMBEDDED_NAME,
        path: None,
        limits: Limits::default(),
        file_name: super::EMBEDDED_NAME.to_owned(),
    };
    reader.json(sample::mihon_inventory_json().as_bytes())
}

fn open(path: &Path, named: &str) -> Result<File, Failure> {
    let failure = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Failure::NotFound {
            file: named.to_owned(),
        },
        _ => Failure::Unreadable {
            file: named.to_owned(),
            source,
        },
    };
    if fs::metadata(path).map_err(failure)?.is_dir() {
        return Err(Failure::Folder {
            file: named.to_owned(),
        });
    }
    File::open(path).map_err(failure)
}

/// A reader that says how far it is.
struct Counted<'p, R> {
    inner: R,
    progress: &'p dyn Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.progress.read(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}

struct Reader<'a> {
    options: &'a Options,
    named: &'a str,
    path: Option<&'a Path>,
    limits: Limits,
    file_name: String,
}

impl Reader<'_> {
    fn file(&self) -> String {
        self.named.to_owned()
    }

    fn input(
        &self,
        kind: SourceKind,
        content: Content,
        catalogue: &'static Catalogue,
        findings: Collector<'_>,
    ) -> Input {
        Input {
            file_name: self.file_name.clone(),
            kind,
            as_of: self.options.as_of,
            content,
            findings: findings.into_report(),
            catalogue,
        }
    }

    fn collector(&self, catalogue: &'static Catalogue) -> Collector<'static> {
        Collector::new(catalogue).keeping(self.options.findings.max(super::LISTED_FINDINGS))
    }

    fn table(&self, source: TableError) -> Failure {
        match source {
            TableError::Io(source) => Failure::Unreadable {
                file: self.file(),
                source,
            },
            source => Failure::Table {
                file: self.file(),
                source,
            },
        }
    }

    fn same_date(&self, inventory: &Inventory, named: &str) -> Result<(), Failure> {
        match self.options.as_of {
            Some(given) if given != inventory.status_date => Err(Failure::OtherStatusDate {
                file: named.to_owned(),
                given,
                own: inventory.status_date,
            }),
            _ => Ok(()),
        }
    }

    fn without_frame<T>(&self, value: T) -> Result<T, Failure> {
        match self.options.frame {
            Some(_) => Err(Failure::NoFrameNeeded { file: self.file() }),
            None => Ok(value),
        }
    }
}

fn shortened(text: &str) -> String {
    let mut chars = text.trim().chars();
    let mut short: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

/// The embedded selection rules, ready to select.
pub(super) fn compiled_priorities() -> Result<CompiledPriorities, Failure> {
    PriorityRules::standard()
        .compile(ProcessKinds::standard())
        .map_err(|_| Failure::Embedded {
            what: "priority rules",
        })
}
