//! The CSV form of a round: one line for each thing that happened.

use super::{Correction, ReturnOutcome, RoundReading, RoundSection, SectionReturn, SurveyRound};
use std::{collections::HashMap, io::Read};
use tosei_document::{
    Catalogue, CellAddress, Limits, Mark, Place, PlaceRef, RawItem, Sink, ValueRef,
};
use tosei_table::{ColumnMap, CsvRows, CsvWriter, TableError, TextRow, WantedColumn};
use tosei_types::{Date, OrganisationId};

/// The headers of the CSV form, in the order in which they are written.
pub const ROUND_CSV_HEADERS: [&str; 11] = [
    "区分",
    "課ID",
    "課名",
    "日付",
    "ファイル名",
    "様式の版",
    "内容",
    "箇所",
    "依頼者",
    "訂正日",
    "訂正者",
];

const KIND: usize = 0;
const SECTION: usize = 1;
const NAME: usize = 2;
const DAY: usize = 3;
const FILE: usize = 4;
const VERSION: usize = 5;
const TEXT: usize = 6;
const CELL: usize = 7;
const ASKED_BY: usize = 8;
const CORRECTED_ON: usize = 9;
const CORRECTED_BY: usize = 10;

/// What a line is about, by the word in its first column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Section,
    Returned(ReturnOutcome),
    Correction,
    Reminder,
}

impl Line {
    const ALL: [(&'static str, Self); 5] = [
        ("照会先", Self::Section),
        ("回答", Self::Returned(ReturnOutcome::Accepted)),
        ("差戻し", Self::Returned(ReturnOutcome::Rejected)),
        ("訂正", Self::Correction),
        ("督促", Self::Reminder),
    ];

    fn of(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == word).map(|(_, line)| *line)
    }

    fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(_, line)| *line == self)
            .map_or("", |(word, _)| word)
    }
}

/// Writes the sections of a round as CSV: 照会先, then its 回答, 差戻し, 訂正 and 督促, line by line.
///
/// What stands in the frame of the document (the days of issue, due and status, the form's version)
/// is not in it. A cell cannot tell an empty text from none, nor keep blanks at its ends or an
/// apostrophe before what looks like a formula; days and outcomes are always kept. The JSON form
/// keeps everything.
///
/// # Errors
///
/// Whatever the writer gives.
pub fn write_csv<W: std::io::Write>(round: &SurveyRound, output: W) -> std::io::Result<()> {
    let mut csv = CsvWriter::new(output)?;
    csv.row(ROUND_CSV_HEADERS)?;
    for section in &round.sections {
        let line = |line: Line, cells: &[(usize, &str)]| {
            let mut row: [String; 11] = Default::default();
            let first = [
                (KIND, line.word()),
                (SECTION, section.organisation.as_str()),
                (NAME, &*section.name),
            ];
            for (column, text) in first.iter().chain(cells) {
                if let Some(cell) = row.get_mut(*column) {
                    (*text).clone_into(cell);
                }
            }
            row
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        csv.row(line(Line::Section, &[(TEXT, &text(&section.note))]))?;
        for returned in &section.returns {
            csv.row(line(
                Line::Returned(returned.outcome),
                &[
                    (DAY, &returned.returned_on.to_string()),
                    (FILE, &text(&returned.file_name)),
                    (VERSION, &text(&returned.form_version)),
                    (TEXT, &text(&returned.reason)),
                ],
            ))?;
        }
        for correction in &section.corrections {
            let corrected = correction.corrected_on.map(|day| day.to_string());
            csv.row(line(
                Line::Correction,
                &[
                    (DAY, &correction.requested_on.to_string()),
                    (TEXT, &correction.what),
                    (CELL, &text(&correction.cell)),
                    (ASKED_BY, &text(&correction.requested_by)),
                    (CORRECTED_ON, &text(&corrected)),
                    (CORRECTED_BY, &text(&correction.corrected_by)),
                ],
            ))?;
        }
        for reminder in &section.reminders {
            csv.row(line(Line::Reminder, &[(DAY, &reminder.to_string())]))?;
        }
    }
    csv.finish()
}

/// Reads the CSV form; the frame gives what no line holds, its own sections are not kept.
///
/// Sections stand in the order in which they are first named; a line of a section that has no
/// 照会先 line names it as well. A line that cannot be read is reported with its cell and kept raw.
/// Dates by era are read too. An empty cell is no value.
///
/// # Errors
///
/// [`TableError`] if there is no table: the file is empty, something else, larger than the limit, or
/// has not the columns 区分, 課ID and 日付.
///
/// # Examples
///
/// ```
/// use tosei_document::{Collector, Limits};
/// use tosei_inventory::round::{SurveyRound, read_csv, rules};
///
/// let frame = SurveyRound::new(
///     "R7-6", "2025-06-02".parse()?, "2025-06-20".parse()?, "2025-06-30".parse()?, "R7-1",
/// );
/// let csv = "区分,課ID,課名,日付,様式の版\n回答,shimin-ka,市民課,R7.6.18,R7-1\n督促,zeimu-ka,税務課,2025-06-23,\n";
/// let mut findings = Collector::new(rules());
/// let reading = read_csv(csv.as_bytes(), &frame, &Limits::default(), rules(), &mut findings)?;
/// assert_eq!(reading.round.sections.len(), 2);
/// assert_eq!(reading.round.sections[0].returns[0].returned_on.to_string(), "2025-06-18");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_csv<R: Read>(
    input: R,
    frame: &SurveyRound,
    limits: &Limits,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) -> Result<RoundReading, TableError> {
    let mut rows = CsvRows::open(input, limits)?;
    let names: Vec<[&str; 1]> = ROUND_CSV_HEADERS.iter().map(|name| [*name]).collect();
    let wanted: Vec<WantedColumn<'_>> = names
        .iter()
        .enumerate()
        .map(|(at, headers)| WantedColumn {
            headers,
            required: matches!(at, KIND | SECTION | DAY),
        })
        .collect();
    let headers: Vec<&str> = rows.headers().iter().map(String::as_str).collect();
    let columns = ColumnMap::find(&wanted, &headers)?;
    let mut reader = Reader {
        columns,
        catalogue,
        sink,
        sections: Vec::new(),
        by_id: HashMap::new(),
        raw: Vec::new(),
    };
    loop {
        match rows.next_row() {
            Ok(Some(row)) => match row.text() {
                Ok(text) => reader.row(text),
                Err(column) => {
                    reader.report("document.encoding.not_utf8", row.address(column), &[]);
                }
            },
            Ok(None) => break,
            Err(
                TableError::CellTooLong { row, limit, .. }
                | TableError::RowTooLong { row, limit, .. },
            ) => {
                // What was read stands; the finding says where the reading ended.
                let address = row.checked_sub(1);
                let address = address.and_then(|row| CellAddress::from_zero_based(0, row));
                reader.report("document.limit.text", address, &[("limit", limit.into())]);
                break;
            }
            Err(error) => return Err(error),
        }
    }
    if rows.stopped_at_limit() {
        let values = [
            ("items", limits.items.into()),
            ("limit", limits.items.into()),
        ];
        reader.report("document.limit.items", None, &values);
    }
    let mut round = frame.clone();
    round.sections = reader.sections;
    Ok(RoundReading {
        round,
        raw: reader.raw,
    })
}

struct Reader<'a> {
    columns: ColumnMap,
    catalogue: &'a Catalogue,
    sink: &'a mut dyn Sink,
    sections: Vec<RoundSection>,
    by_id: HashMap<String, usize>,
    raw: Vec<RawItem>,
}

/// A cell that a line cannot be read for: its column, the rule, what it says.
type Refused = (usize, &'static str, String);

impl Reader<'_> {
    fn report(
        &mut self,
        code: &str,
        address: Option<CellAddress>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue.index(code) {
            self.sink.accept(Mark {
                rule,
                place: address.map_or(PlaceRef::Document, |cell| PlaceRef::Cell {
                    sheet: None,
                    cell,
                }),
                subject: None,
                values,
            });
        }
    }

    fn row(&mut self, row: TextRow<'_>) {
        if row.joined().trim().is_empty() {
            return;
        }
        if let Err((column, rule, text)) = self.line(row) {
            let position = self.columns.position(column).unwrap_or(0);
            let address = row.address(position);
            self.report(rule, address, &[("text", text.as_str().into())]);
            let place = address.map_or(Place::Document, |cell| Place::Cell { sheet: None, cell });
            let cells: Vec<&str> = (0..row.len()).map(|at| row.cell(at)).collect();
            self.raw.push(RawItem {
                place,
                text: cells.join(",").into(),
            });
        }
    }

    fn line(&mut self, row: TextRow<'_>) -> Result<(), Refused> {
        let cell = |column: usize| -> &str {
            let position = self.columns.position(column);
            let text = position.map_or("", |position| row.cell(position)).trim();
            // The apostrophe that the writer puts before a text that is no formula.
            match text.strip_prefix('\'') {
                Some(inner) if tosei_table::inert(inner) == text => inner,
                _ => text,
            }
        };
        let some = |column: usize| Some(cell(column).to_owned()).filter(|text| !text.is_empty());
        let day = |column: usize| -> Result<Date, Refused> {
            let text = cell(column);
            tosei_types::wareki::parse_document(text)
                .map(|reading| reading.value)
                .map_err(|_| (column, "inventory.round.csv.date_unread", text.to_owned()))
        };
        let word = cell(KIND);
        let line = Line::of(word)
            .ok_or_else(|| (KIND, "inventory.round.csv.kind_unknown", word.to_owned()))?;
        let id: OrganisationId = cell(SECTION).parse().map_err(|_| {
            let text = cell(SECTION).to_owned();
            (SECTION, "inventory.round.csv.section_unread", text)
        })?;
        let mut section = RoundSection::new(id, cell(NAME));
        match line {
            Line::Section => section.note = some(TEXT),
            Line::Returned(outcome) => section.returns.push(SectionReturn {
                returned_on: day(DAY)?,
                file_name: some(FILE),
                form_version: some(VERSION),
                outcome,
                reason: some(TEXT),
            }),
            Line::Correction => section.corrections.push(Correction {
                what: cell(TEXT).to_owned(),
                cell: some(CELL),
                requested_by: some(ASKED_BY),
                requested_on: day(DAY)?,
                corrected_by: some(CORRECTED_BY),
                corrected_on: some(CORRECTED_ON).map(|_| day(CORRECTED_ON)).transpose()?,
            }),
            Line::Reminder => section.reminders.push(day(DAY)?),
        }
        self.add(line, section);
        Ok(())
    }

    /// A second 照会先 line of one id is a second section, so that the check can say so.
    fn add(&mut self, line: Line, read: RoundSection) {
        let known = self.by_id.get(read.organisation.as_str()).copied();
        let known = known.and_then(|at| self.sections.get_mut(at));
        match known {
            Some(section) if line != Line::Section => {
                section.returns.extend(read.returns);
                section.corrections.extend(read.corrections);
                section.reminders.extend(read.reminders);
                if section.name.is_empty() {
                    section.name = read.name;
                }
            }
            _ => {
                let id = read.organisation.to_string();
                self.by_id.insert(id, self.sections.len());
                self.sections.push(read);
            }
        }
    }
}
