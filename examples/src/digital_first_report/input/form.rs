//! What a file is, told by what stands in it.

use super::{HEAD_BYTES, Reader, open, shortened};
use crate::digital_first_report::{Failure, Progress};
use std::{
    fs::File,
    io::{self, Cursor, Read},
    path::Path,
};
use tosei_inventory::{
    document,
    office_table::{OfficeField, propose_mapping},
    survey::{SurveyColumn, SurveyEdition, SurveyReader},
};
use tosei_table::{
    CellAddress, ColumnMap, CsvRows, ForeignFormat, ReadOptions, Sheet, SheetVisibility,
    TableError, WantedColumn, Workbook,
};

/// How many rows of a sheet are looked at for a header.
const HEADER_ROWS: u32 = 4;

/// A table that lacks no more columns than this is meant to be one of the two and has a wrong header.
const NEARLY: usize = 2;

/// What a file is.
pub(super) enum Form {
    /// An inventory as JSON or NDJSON.
    Json,
    /// An inventory as CSV in UTF-8.
    InventoryText,
    /// An inventory as a table in another encoding or in a workbook, as CSV.
    InventoryBook(String),
    /// The State's survey as CSV in UTF-8.
    SurveyText(&'static SurveyEdition),
    /// The State's survey in a workbook, or as text in another encoding.
    SurveyBook(Box<Workbook>, &'static SurveyEdition),
    /// A table of the office's own.
    Office(Box<Workbook>),
}

/// A file whose form is known.
pub(super) struct Opened<'p> {
    pub(super) form: Form,
    pub(super) source: Source<'p>,
}

/// A file from its beginning on.
pub(super) struct Source<'p> {
    head: Cursor<Vec<u8>>,
    /// `None` where the whole file was needed to tell its form.
    rest: Option<Counted<'p, File>>,
    limit: u64,
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match (self.head.read(buffer)?, &mut self.rest) {
            (0, Some(rest)) => rest.read(buffer),
            (read, _) => Ok(read),
        }
    }
}

impl Source<'_> {
    /// Everything that has not been read yet; one byte more than the limit, so that it shows.
    pub(super) fn all(self, named: &str) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let limit = self.limit.saturating_add(1);
        self.take(limit)
            .read_to_end(&mut bytes)
            .map_err(|source| Failure::Unreadable {
                file: named.to_owned(),
                source,
            })?;
        Ok(bytes)
    }
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

impl Reader<'_> {
    /// Opens a file and tells its form.
    pub(super) fn open<'p>(
        &self,
        path: &Path,
        progress: &'p dyn Progress,
    ) -> Result<Opened<'p>, Failure> {
        let file = open(path, &self.named)?;
        let length = file.metadata().ok().map(|metadata| metadata.len());
        progress.begin(length.filter(|length| *length > 0));
        let mut rest = Counted {
            inner: file,
            progress,
        };
        let mut head = Vec::new();
        rest.by_ref()
            .take(HEAD_BYTES)
            .read_to_end(&mut head)
            .map_err(|source| Failure::Unreadable {
                file: self.file(),
                source,
            })?;
        let known = match ForeignFormat::of(&head) {
            Some(ForeignFormat::Json) => Some(Form::Json),
            None if is_text(&head) => self.text_form(&head)?,
            _ => None,
        };
        let source = Source {
            head: Cursor::new(head),
            rest: Some(rest),
            limit: self.limits.bytes,
        };
        let Some(form) = known else {
            let bytes = source.all(&self.named)?;
            let form = self.book_form(&bytes)?;
            let source = Source {
                head: Cursor::new(Vec::new()),
                rest: None,
                limit: 0,
            };
            return Ok(Opened { form, source });
        };
        Ok(Opened { form, source })
    }

    /// Which of the two tables a text in UTF-8 is, by the headers that neither can be read without.
    fn text_form(&self, head: &[u8]) -> Result<Option<Form>, Failure> {
        let rows = match CsvRows::open(head, &self.limits) {
            Ok(rows) => rows,
            Err(TableError::Empty) => return Err(self.table(TableError::Empty)),
            Err(_) => return Ok(None),
        };
        let headers: Vec<&str> = rows.headers().iter().map(String::as_str).collect();
        if missing_of_inventory(&headers).is_empty() {
            return Ok(Some(Form::InventoryText));
        }
        if let Some(edition) = self.survey_edition(head) {
            return Ok(Some(Form::SurveyText(edition)));
        }
        let (survey, inventory) = (missing_of_survey(&headers), missing_of_inventory(&headers));
        let nearly = survey.len() <= NEARLY || inventory.len() < NEARLY;
        if nearly && self.asked.mapping.is_none() {
            return Err(self.columns(&headers));
        }
        Ok(None)
    }

    /// Which table a workbook holds, or a text in another encoding.
    fn book_form(&self, bytes: &[u8]) -> Result<Form, Failure> {
        let book =
            Workbook::read(bytes, &ReadOptions::default()).map_err(|error| self.table(error))?;
        let visible = |sheet: &&Sheet| sheet.visibility() == SheetVisibility::Visible;
        let mut first_headers = Vec::new();
        let mut named = false;
        for sheet in book.sheets().iter().filter(visible) {
            let head = as_csv(sheet, HEADER_ROWS);
            let headers: Vec<String> = match CsvRows::open(head.as_bytes(), &self.limits) {
                Ok(rows) => rows.headers().to_vec(),
                Err(_) => continue,
            };
            let texts: Vec<&str> = headers.iter().map(String::as_str).collect();
            if missing_of_inventory(&texts).is_empty() {
                return Ok(Form::InventoryBook(as_csv(sheet, u32::MAX)));
            }
            if let Some(edition) = self.survey_edition(head.as_bytes()) {
                return Ok(Form::SurveyBook(Box::new(book), edition));
            }
            named = named
                || self.asked.mapping.is_none()
                    && propose_mapping(sheet)
                        .column(OfficeField::ProcedureName)
                        .is_some();
            if first_headers.is_empty() {
                first_headers = headers;
            }
        }
        if self.asked.mapping.is_none() && !named {
            let texts: Vec<&str> = first_headers.iter().map(String::as_str).collect();
            if texts.iter().all(|text| text.trim().is_empty()) {
                return Err(self.table(TableError::Empty));
            }
            return Err(self.columns(&texts));
        }
        Ok(Form::Office(Box::new(book)))
    }

    /// The edition of the survey that has more of a table's columns; `None` if it is no survey.
    fn survey_edition(&self, head: &[u8]) -> Option<&'static SurveyEdition> {
        let mut best: Option<(usize, &'static SurveyEdition)> = None;
        for edition in [SurveyEdition::r6(), SurveyEdition::r7()] {
            let Ok(reader) = SurveyReader::open(head, edition, &self.limits) else {
                continue;
            };
            let layout = reader.layout();
            let columns = SurveyColumn::ALL.iter();
            let found = columns
                .filter(|column| layout.position(**column).is_some())
                .count();
            if best.is_none_or(|(most, _)| found > most) {
                best = Some((found, edition));
            }
        }
        best.map(|(_, edition)| edition)
    }

    fn columns(&self, headers: &[&str]) -> Failure {
        Failure::Columns {
            file: self.file(),
            survey: missing_of_survey(headers),
            inventory: missing_of_inventory(headers),
            found: headers
                .iter()
                .take(12)
                .map(|header| shortened(header))
                .collect(),
        }
    }
}

/// Whether the beginning of a file is UTF-8: all of it (its end may cut a character in two), or at least
/// a first line that is not plain ASCII, so that a bad byte below costs its row only.
fn is_text(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) if error.error_len().is_none() => true,
        Err(_) => {
            let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
            !line.is_ascii() && std::str::from_utf8(line).is_ok()
        }
    }
}

/// The first rows of a sheet as CSV, row for row.
pub(super) fn as_csv(sheet: &Sheet, rows: u32) -> String {
    let (last, columns) = sheet.size();
    let mut text = String::new();
    for number in 1..=last.min(rows) {
        for column in 0..columns {
            if column > 0 {
                text.push(',');
            }
            let Some(address) = CellAddress::from_zero_based(column, number.saturating_sub(1))
            else {
                continue;
            };
            let cell = sheet.cell(address);
            let shown = cell.value().display_text();
            if shown.contains([',', '"', '\n', '\r']) {
                text.push('"');
                text.push_str(&shown.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(&shown);
            }
        }
        text.push('\n');
    }
    text
}

fn missing_of_survey(headers: &[&str]) -> Vec<String> {
    let columns: Vec<[&str; 1]> = SurveyEdition::r6()
        .columns()
        .iter()
        .filter(|column| column.needed)
        .map(|column| [column.header.as_str()])
        .collect();
    missing(columns.iter().map(<[&str; 1]>::as_slice), headers)
}

fn missing_of_inventory(headers: &[&str]) -> Vec<String> {
    let columns: Vec<[&str; 2]> = document::columns()
        .iter()
        .filter(|column| column.required)
        .map(|column| [column.header, column.code])
        .collect();
    missing(columns.iter().map(<[&str; 2]>::as_slice), headers)
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
