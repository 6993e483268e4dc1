//! Reading an inventory, whatever form it has: the form is told by the content, never by the name.

use super::{Failure, Options, Progress, report::SourceKind};
use serde::Deserialize;
use std::{
    fs::{self, File},
    io::{self, Cursor, Read},
    path::Path,
};
use tosei_document::{Catalogue, Collector, Limits, Report as FindingReport};
use tosei_inventory::{
    Body, CompiledPriorities, FORMAT, Inventory, PriorityRules, ProcessKinds,
    document::{self, Reading},
    survey::{SurveyAnalysis, SurveyCheck, SurveyEdition, SurveyJob},
};
use tosei_table::{ColumnMap, CsvRows, ForeignFormat, TableError, WantedColumn};
use tosei_types::{Date, Language};

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
    Survey(Box<SurveyAnalysis>),
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
        limits: Limits::default(),
        file_name: super::EMBEDDED_NAME.to_owned(),
    };
    reader.json(super::embedded_inventory().as_bytes())
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

enum TableForm {
    Survey,
    Inventory,
}

struct Reader<'a> {
    options: &'a Options,
    named: &'a str,
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

    /// Which of the two tables it is, by the headers that neither can be read without.
    fn table_form(&self, head: &[u8]) -> Result<TableForm, Failure> {
        let rows = CsvRows::open(head, &self.limits).map_err(|error| self.table(error))?;
        let headers: Vec<&str> = rows.headers().iter().map(String::as_str).collect();
        let edition = SurveyEdition::r6();
        let of_survey: Vec<[&str; 1]> = edition
            .columns()
            .iter()
            .filter(|column| column.needed)
            .map(|column| [column.header.as_str()])
            .collect();
        let of_inventory: Vec<[&str; 2]> = document::columns()
            .iter()
            .filter(|column| column.required)
            .map(|column| [column.header, column.code])
            .collect();
        let inventory = missing(of_inventory.iter().map(<[&str; 2]>::as_slice), &headers);
        if inventory.is_empty() {
            return Ok(TableForm::Inventory);
        }
        let survey = missing(of_survey.iter().map(<[&str; 1]>::as_slice), &headers);
        if survey.is_empty() {
            return self.without_frame(TableForm::Survey);
        }
        Err(Failure::Columns {
            file: self.file(),
            survey,
            inventory,
            found: headers
                .iter()
                .take(12)
                .map(|header| shortened(header))
                .collect(),
        })
    }

    fn without_frame<T>(&self, value: T) -> Result<T, Failure> {
        match self.options.frame {
            Some(_) => Err(Failure::NoFrameNeeded { file: self.file() }),
            None => Ok(value),
        }
    }

    fn survey(&self, input: impl Read) -> Result<Input, Failure> {
        let catalogue = SurveyCheck::catalogue();
        let mut findings = self.collector(catalogue);
        let priorities = compiled_priorities()?;
        let analysis = SurveyJob::new()
            .with_limits(self.limits)
            .with_priorities(&priorities)
            .run(input, &mut findings)
            .map_err(|source| Failure::Survey {
                file: self.file(),
                source,
            })?;
        let content = Content::Survey(Box::new(analysis));
        Ok(self.input(SourceKind::Survey, content, catalogue, findings))
    }

    fn csv(&self, input: impl Read) -> Result<Input, Failure> {
        let frame = self.frame()?;
        let catalogue = document::rules();
        let mut findings = self.collector(catalogue);
        let reading = document::read_csv(input, &frame, &self.limits, catalogue, &mut findings)
            .map_err(|error| self.table(error))?;
        reading.check(catalogue, &mut findings);
        let content = Content::Inventory(Box::new(reading));
        Ok(self.input(SourceKind::InventoryCsv, content, catalogue, findings))
    }

    /// What a CSV inventory leaves out: from a document, or no more than a date.
    fn frame(&self) -> Result<Inventory, Failure> {
        let Some(path) = &self.options.frame else {
            let Some(date) = self.options.as_of else {
                return Err(Failure::NoStatusDate { file: self.file() });
            };
            return Ok(Inventory::new(Body::new("（団体名の記載なし）"), date));
        };
        let named = path.display().to_string();
        let mut text = String::new();
        open(path, &named)?
            .take(self.limits.bytes)
            .read_to_string(&mut text)
            .map_err(|source| Failure::Unreadable {
                file: named.clone(),
                source,
            })?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        let frame = Inventory::from_json(text).map_err(|error| Failure::Document {
            file: named.clone(),
            ja: format!("形が合いません（{error}）。"),
            en: error.to_string(),
        })?;
        self.same_date(&frame, &named)?;
        Ok(frame.frame())
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

    fn json(&self, bytes: &[u8]) -> Result<Input, Failure> {
        let catalogue = document::rules();
        let mut findings = self.collector(catalogue);
        let is_ndjson = is_ndjson(bytes);
        let (kind, reading) = if is_ndjson {
            let read = document::read_ndjson(bytes, &self.limits, catalogue, &mut findings);
            (SourceKind::InventoryNdjson, read)
        } else {
            let read = document::read_json(bytes, &self.limits, catalogue, &mut findings);
            (SourceKind::InventoryJson, read)
        };
        let Some(reading) = reading else {
            return Err(self.why_not(bytes, &findings.into_report(), catalogue));
        };
        self.without_frame(())?;
        self.same_date(&reading.inventory, self.named)?;
        reading.check(catalogue, &mut findings);
        let content = Content::Inventory(Box::new(reading));
        Ok(self.input(kind, content, catalogue, findings))
    }

    /// Why a JSON text is no inventory at all.
    fn why_not(&self, bytes: &[u8], findings: &FindingReport, catalogue: &Catalogue) -> Failure {
        let file = self.file();
        let is = |code: &str| findings.count_of(code) > 0;
        if is("document.encoding.not_utf8") {
            return Failure::NotUtf8 { file };
        }
        let text = without_mark(bytes);
        let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
        let found = serde_json::from_slice::<Probe>(text).ok();
        let format = found.and_then(|probe| probe.format);
        if is_json && format.as_deref() != Some(FORMAT) {
            return Failure::OtherJson {
                file,
                format: format.map(|format| shortened(&format)),
            };
        }
        let sentence = |language| {
            findings.first().map_or_else(String::new, |finding| {
                one_sentence(&catalogue.sentence(finding, language))
            })
        };
        Failure::Document {
            file,
            ja: sentence(Language::Ja),
            en: sentence(Language::En),
        }
    }
}

/// What a document says it is.
#[derive(Deserialize)]
struct Probe {
    format: Option<String>,
}

/// The type of a line of NDJSON.
#[derive(Deserialize)]
struct LineProbe {
    #[serde(rename = "type")]
    _type: String,
}

/// Whether the first line is a whole object with a `type`: the header of NDJSON.
fn is_ndjson(bytes: &[u8]) -> bool {
    let mut lines = without_mark(bytes).split(|byte| *byte == b'\n');
    lines
        .find(|line| !line.trim_ascii().is_empty())
        .is_some_and(|line| serde_json::from_slice::<LineProbe>(line).is_ok())
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The first sentence of a finding, without what stands for an empty path.
fn one_sentence(text: &str) -> String {
    let text = text.trim_start_matches([':', '：', ' ', '/']);
    match text.split_once('。') {
        Some((first, _)) => format!("{first}。"),
        None => text.to_owned(),
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

/// The first spelling of every column that the headers do not have.
fn missing<'a>(columns: impl Iterator<Item = &'a [&'a str]>, headers: &[&str]) -> Vec<String> {
    let wanted: Vec<WantedColumn<'_>> = columns
        .map(|headers| WantedColumn {
            headers,
            required: true,
        })
        .collect();
    match ColumnMap::find(&wanted, headers) {
        Err(TableError::MissingColumns { missing, .. }) => missing,
        _ => Vec::new(),
    }
}

/// The embedded selection rules, ready to select.
pub(super) fn compiled_priorities() -> Result<CompiledPriorities, Failure> {
    PriorityRules::standard()
        .compile(ProcessKinds::standard())
        .map_err(|_| Failure::Embedded {
            what: "priority rules",
        })
}
