//! Reading what was given, whatever form it has: the form is told by the content, never by the name.

mod attachments;
mod form;
mod json;
mod members;
mod office;
mod table;
mod together;

pub(super) use attachments::{Attachments, GivenRound};
pub(super) use members::SurveyMember;
pub use office::Proposal;

use self::form::{Form, Opened};
use super::{Attachment, AttachmentFailure, Failure, Options, Progress, report::SourceKind};
use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};
use tosei::evidence::SurveyEvidence;
use tosei_document::{Catalogue, Collector, Exemption, Limits, Report as FindingReport};
use tosei_inventory::{
    CompiledPriorities, Inventory, PriorityRules, ProcessKinds, document,
    document::Reading,
    office_table::OfficeTotals,
    sample,
    survey::{SurveyAnalysis, SurveyCheck, SurveyEdition},
};
use tosei_table::TableError;
use tosei_types::Date;

/// How much of a file is looked at to tell its form: its header row must end within it.
const HEAD_BYTES: u64 = 256 * 1024;

/// Everything that was given.
pub(super) struct Given {
    pub(super) present: Input,
    pub(super) previous: Option<Input>,
    pub(super) attachments: Attachments,
}

/// What came out of a file, or of several of one kind.
pub(super) struct Input {
    /// The names of the files without their folders.
    pub(super) file_name: String,
    /// The first file as it was named.
    pub(super) named: String,
    pub(super) kind: SourceKind,
    /// The date that was given by the caller, for a file that has none of its own.
    pub(super) as_of: Option<Date>,
    pub(super) content: Content,
    pub(super) findings: Vec<Found>,
}

/// Findings, and the rules that they are of.
pub(super) struct Found {
    pub(super) report: FindingReport,
    pub(super) catalogue: &'static Catalogue,
    /// Where the processes stand in spreadsheets, if they came from there.
    pub(super) rows: Vec<String>,
}

impl Found {
    pub(super) fn of(report: FindingReport, catalogue: &'static Catalogue) -> Self {
        Self {
            report,
            catalogue,
            rows: Vec::new(),
        }
    }

    pub(super) fn new(findings: Collector<'_>, catalogue: &'static Catalogue) -> Self {
        Self {
            report: findings.into_report(),
            catalogue,
            rows: Vec::new(),
        }
    }
}

pub(super) enum Content {
    Survey {
        /// Evidence derived from every row, if it was asked for.
        evidence: Option<Box<SurveyEvidence>>,
        analysis: Box<SurveyAnalysis>,
        members: HashMap<(String, String), SurveyMember>,
        edition: &'static SurveyEdition,
    },
    Inventory {
        inventory: Box<Inventory>,
        not_typed: usize,
        office: Option<Box<OfficeTotals>>,
    },
}

impl Input {
    pub(super) fn inventory(&self) -> Option<&Inventory> {
        match &self.content {
            Content::Inventory { inventory, .. } => Some(inventory),
            Content::Survey { .. } => None,
        }
    }
}

/// Reads the files that are named, or the embedded inventory, and what was given beside them.
pub(super) fn read(options: &Options, progress: &dyn Progress) -> Result<Given, Failure> {
    let mut attachments = Attachments::read(options)?;
    let exemptions = attachments.exemptions.clone();
    let asked = Asked {
        frame: options.frame.as_deref(),
        known_frame: None,
        as_of: options.as_of,
        mapping: options.mapping.as_deref(),
        exemptions: &exemptions,
        findings: options.findings.max(super::LISTED_FINDINGS),
        evidence: options.evidence,
    };
    let embedded = options.inventories.is_empty();
    let mut present = if embedded {
        if options.mapping.is_some() {
            return Err(not_needed(super::EMBEDDED_NAME, Attachment::Mapping));
        }
        let reader = asked.reader(None, super::EMBEDDED_NAME);
        reader.finish(reader.json(sample::mihon_inventory_json().as_bytes())?)
    } else {
        asked.read(&options.inventories, progress)?
    };
    present.findings.extend(attachments.findings.take());
    let later = Asked {
        frame: None,
        known_frame: present.inventory().map(Inventory::frame),
        as_of: options.previous_as_of,
        mapping: options
            .previous_mapping
            .as_deref()
            .or(options.mapping.as_deref()),
        exemptions: &[],
        evidence: false,
        ..asked
    };
    let previous = match &options.previous {
        Some(path) => {
            let path = path.clone();
            let mut previous = later.read_previous(&path)?;
            if let (Content::Inventory { inventory, .. }, Some(date)) =
                (&mut previous.content, options.previous_as_of)
                && previous.kind == SourceKind::OfficeTable
            {
                inventory.status_date = date;
            }
            Some(previous)
        }
        None if embedded => {
            let reader = Asked {
                as_of: None,
                ..later
            };
            let reader = reader.reader(None, super::EMBEDDED_PREVIOUS_NAME);
            Some(reader.finish(reader.json(sample::mihon_inventory_2025_03_json().as_bytes())?))
        }
        None => None,
    };
    if embedded {
        attachments.embed(options)?;
    }
    if let Some(previous) = &previous {
        check_previous(&present, previous)?;
    }
    attachments.fit(&present, previous.is_some(), options)?;
    Ok(Given {
        present,
        previous,
        attachments,
    })
}

fn not_needed(file: &str, what: Attachment) -> Failure {
    Failure::from(AttachmentFailure::NotNeeded {
        file: file.to_owned(),
        what,
    })
}

/// Whether an earlier snapshot is one of the same body, and earlier.
fn check_previous(present: &Input, previous: &Input) -> Result<(), Failure> {
    let file = previous.named.clone();
    let (Some(now), Some(then)) = (present.inventory(), previous.inventory()) else {
        return if present.kind == previous.kind {
            Ok(())
        } else {
            Err(AttachmentFailure::OtherKind { file }.into())
        };
    };
    if !together::same_body(now, then) {
        return Err(AttachmentFailure::OtherBody {
            file,
            found: then.body.name.clone(),
            expected: now.body.name.clone(),
        }
        .into());
    }
    if then.status_date >= now.status_date {
        return Err(AttachmentFailure::NotEarlier {
            file,
            found: then.status_date,
            present: now.status_date,
        }
        .into());
    }
    Ok(())
}

/// What is asked of a reading.
struct Asked<'a> {
    frame: Option<&'a Path>,
    /// Body and organisations that are known already, for an earlier CSV.
    known_frame: Option<Inventory>,
    as_of: Option<Date>,
    mapping: Option<&'a Path>,
    exemptions: &'a [Exemption],
    findings: usize,
    evidence: bool,
}

impl Asked<'_> {
    fn reader<'r>(&'r self, path: Option<&'r Path>, named: &str) -> Reader<'r> {
        let name = path.and_then(Path::file_name);
        Reader {
            asked: self,
            named: named.to_owned(),
            path,
            limits: Limits::default(),
            file_name: name.map_or_else(
                || named.to_owned(),
                |name| name.to_string_lossy().into_owned(),
            ),
        }
    }

    fn read_previous(&self, path: &Path) -> Result<Input, Failure> {
        self.read(&[path.to_owned()], &())
    }

    /// Reads one file, or several of one kind as one inventory.
    fn read(&self, paths: &[PathBuf], progress: &dyn Progress) -> Result<Input, Failure> {
        let mut typed: Vec<(Reader<'_>, json::Typed)> = Vec::new();
        let mut books = Vec::new();
        for path in paths {
            let named = path.display().to_string();
            let reader = self.reader(Some(path), &named);
            let Opened { form, source } = reader.open(path, progress)?;
            let is_book = matches!(form, Form::Office(_));
            let other = match (books.first(), typed.first()) {
                (Some((first, _)), _) if !is_book => Some(first),
                (_, Some((first, _))) if is_book => Some(first),
                _ => None,
            };
            let other = other.map(|first: &Reader<'_>| first.named.clone());
            if let Some(file) = other {
                return Err(Failure::MixedKinds { file, other: named });
            }
            match form {
                Form::Office(book) => books.push((reader, book)),
                Form::Json => {
                    let bytes = source.all(&named)?;
                    let read = reader.json(&bytes)?;
                    typed.push((reader, read));
                }
                Form::InventoryText => {
                    let read = reader.csv(source)?;
                    typed.push((reader, read));
                }
                Form::InventoryBook(text) => {
                    let read = reader.csv(text.as_bytes())?;
                    typed.push((reader, read));
                }
                Form::SurveyText(edition) => {
                    self.only_one(paths, &named, typed.first())?;
                    let input = reader.survey(source, edition);
                    progress.end();
                    return input;
                }
                Form::SurveyBook(book, edition) => {
                    self.only_one(paths, &named, typed.first())?;
                    progress.end();
                    return reader.survey_book(&book, edition);
                }
            }
            progress.end();
        }
        if books.is_empty() {
            if let (Some(_), Some((first, _))) = (self.mapping, typed.first()) {
                return if self.known_frame.is_some() {
                    together::inventory(typed) // the mapping is that of the present inventory
                } else {
                    Err(not_needed(&first.named, Attachment::Mapping))
                };
            }
            return together::inventory(typed);
        }
        if let (Some(_), Some((first, _))) = (self.frame, books.first()) {
            return Err(Failure::NoFrameNeeded { file: first.file() });
        }
        self.office(&books)
    }

    /// The State's survey is one file.
    fn only_one(
        &self,
        paths: &[PathBuf],
        named: &str,
        typed: Option<&(Reader<'_>, json::Typed)>,
    ) -> Result<(), Failure> {
        if let Some((first, _)) = typed {
            return Err(Failure::MixedKinds {
                file: first.named.clone(),
                other: named.to_owned(),
            });
        }
        if self.frame.is_some() {
            return Err(Failure::NoFrameNeeded {
                file: named.to_owned(),
            });
        }
        if self.mapping.is_some() && self.known_frame.is_none() {
            return Err(not_needed(named, Attachment::Mapping));
        }
        match paths {
            [_] => Ok(()),
            [_, second, ..] => Err(AttachmentFailure::SeveralSurveys {
                file: second.display().to_string(),
            }
            .into()),
            [] => Ok(()),
        }
    }

    /// The exemptions that hold on a day, as far as a catalogue has their rules; those that no
    /// catalogue has are reported by the first one.
    fn exempt(&self, findings: &mut Collector<'_>, day: Date, first: bool) {
        let catalogue = findings.catalogue();
        let somewhere = |rule: &str| {
            [
                document::rules(),
                SurveyCheck::catalogue(),
                tosei_inventory::office_table::OfficeTable::catalogue(),
                tosei_inventory::round::rules(),
            ]
            .iter()
            .any(|catalogue| catalogue.index(rule).is_some())
        };
        let its: Vec<Exemption> = self
            .exemptions
            .iter()
            .filter(|exemption| {
                catalogue.index(exemption.rule()).is_some() || first && !somewhere(exemption.rule())
            })
            .cloned()
            .collect();
        findings.apply(&its, day);
    }
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

/// A small file as bytes.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let named = path.display().to_string();
    let mut bytes = Vec::new();
    open(path, &named)?
        .take(Limits::default().bytes)
        .read_to_end(&mut bytes)
        .map_err(|source| Failure::Unreadable {
            file: named,
            source,
        })?;
    Ok(bytes)
}

struct Reader<'a> {
    asked: &'a Asked<'a>,
    named: String,
    path: Option<&'a Path>,
    limits: Limits,
    file_name: String,
}

impl Reader<'_> {
    fn file(&self) -> String {
        self.named.clone()
    }

    fn collector(&self, catalogue: &'static Catalogue) -> Collector<'static> {
        Collector::new(catalogue).keeping(self.asked.findings)
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
        match self.asked.as_of {
            Some(given) if given != inventory.status_date => Err(Failure::OtherStatusDate {
                file: named.to_owned(),
                given,
                own: inventory.status_date,
            }),
            _ => Ok(()),
        }
    }

    fn without_frame<T>(&self, value: T) -> Result<T, Failure> {
        match self.asked.frame {
            Some(_) => Err(Failure::NoFrameNeeded { file: self.file() }),
            None => Ok(value),
        }
    }

    /// One file is an inventory: the rules about its content are applied.
    fn finish(&self, typed: json::Typed) -> Input {
        let json::Typed {
            kind,
            reading,
            mut findings,
        } = typed;
        let catalogue = findings.catalogue();
        let day = reading.inventory.status_date;
        self.asked.exempt(&mut findings, day, true);
        reading.check(catalogue, &mut findings);
        let Reading { inventory, raw, .. } = reading;
        Input {
            file_name: self.file_name.clone(),
            named: self.named.clone(),
            kind,
            as_of: self.asked.as_of,
            content: Content::Inventory {
                inventory: Box::new(inventory),
                not_typed: raw.len(),
                office: None,
            },
            findings: vec![Found::new(findings, catalogue)],
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
