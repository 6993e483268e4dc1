//! Reading a worksheet back: every cell that cannot be read is named.

use super::{WorksheetError, WorksheetRow, form::COLUMNS, read_due, worksheet_form};
use crate::{Categories, PhaseStep, Technologies};
use std::sync::OnceLock;
use tosei_document::{Catalogue, CellAddress, Collector, Mark, PlaceRef, Report, Sink, ValueRef};
use tosei_table::{FormReading, FormRow, FormValue, Workbook, form_rules};
use tosei_types::embedded;

/// The rules about worksheets that came back: those of forms, and those about what cells mean.
#[must_use]
pub fn worksheet_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        let own = include_str!("../../data/rules/worksheet.json");
        Catalogue::from_json(own).and_then(|own| form_rules().clone().with(&own))
    })
}

/// 読取結果 (reading): the rows that name a clause, and what could not be read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct WorksheetReading {
    /// The rows.
    pub rows: Vec<WorksheetRow>,
    /// The number of each row in the file, counted from 1.
    pub row_numbers: Vec<u32>,
    /// Findings with their cells; their sentences are in [`worksheet_rules`].
    pub report: Report,
}

/// Reads a worksheet from a workbook or a CSV file.
///
/// A cell that cannot be read is reported with its address and costs itself only; a row without an
/// identifiable clause is reported and left out.
///
/// # Errors
///
/// [`WorksheetError`]; never with the embedded list of technologies.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::worksheet::{WorksheetRow, read_worksheet};
/// use tosei_table::{ReadOptions, Workbook};
///
/// let mut row = WorksheetRow::new("C-001".parse()?);
/// row.citation = Some("第9条の3第1項第2号".parse()?);
/// row.current_phase = Some("1-②".parse()?);
/// let csv = WorksheetRow::write_csv(&[row.clone()])?;
/// let text = String::from_utf8(csv)?;
///
/// let book = Workbook::read(text.as_bytes(), &ReadOptions::default())?;
/// assert_eq!(read_worksheet(&book)?.rows, [row]);
///
/// let spoilt = text.replace("1-②", "初期");
/// let book = Workbook::read(spoilt.as_bytes(), &ReadOptions::default())?;
/// let read = read_worksheet(&book)?;
/// assert_eq!(read.rows[0].current_phase, None);
/// assert_eq!(read.report.count_of("analog_regs.worksheet.phase_unreadable"), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_worksheet(workbook: &Workbook) -> Result<WorksheetReading, WorksheetError> {
    let form = worksheet_form(Technologies::standard())?;
    let catalogue = worksheet_rules();
    // The rules of forms come first in the catalogue, so their marks fit it as they are.
    let mut sink = Collector::new(catalogue);
    let read = form.read(workbook, None, &mut sink);
    let mut rows = Vec::new();
    let mut row_numbers = Vec::new();
    let all = read.rows.sheets.first().map_or(&[][..], Vec::as_slice);
    for (at, cells) in all.iter().enumerate() {
        let mut cells = Cells {
            at,
            cells,
            read: &read,
            catalogue,
            sink: &mut sink,
        };
        if let Some(row) = cells.row() {
            rows.push(row);
            let numbers = read.sheets.first().map(|sheet| &sheet.row_numbers);
            row_numbers.push(numbers.and_then(|all| all.get(at)).copied().unwrap_or(0));
        }
    }
    Ok(WorksheetReading {
        rows,
        row_numbers,
        report: sink.into_report(),
    })
}

struct Cells<'a, 'c> {
    at: usize,
    cells: &'a FormRow,
    read: &'a FormReading,
    catalogue: &'static Catalogue,
    sink: &'a mut Collector<'c>,
}

impl Cells<'_, '_> {
    fn column(id: &str) -> usize {
        COLUMNS
            .iter()
            .position(|(own, ..)| *own == id)
            .unwrap_or(COLUMNS.len())
    }

    fn address(&self, column: usize) -> Option<CellAddress> {
        self.read.sheets.first()?.address(self.at, column)
    }

    fn say(&mut self, code: &str, id: &str, value: &str) {
        let Some(rule) = self.catalogue.index(code) else {
            return;
        };
        let sheet = self.read.sheets.first().and_then(|one| one.name.as_deref());
        let place = self
            .address(Self::column(id))
            .map_or(PlaceRef::Document, |cell| PlaceRef::Cell { sheet, cell });
        let value: String = value.chars().take(80).collect();
        let values: [(&'static str, ValueRef<'_>); 1] = [("value", value.as_str().into())];
        self.sink.accept(Mark {
            rule,
            place,
            subject: None,
            values: &values,
        });
    }

    fn value(&self, id: &str) -> Option<&FormValue> {
        self.cells.get(Self::column(id))?.as_ref()
    }

    fn text(&self, id: &str) -> Option<String> {
        match self.value(id)? {
            FormValue::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn typed<T>(&mut self, id: &str, code: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(id)?;
        let value = read(&text);
        if value.is_none() {
            self.say(code, id, &text);
        }
        value
    }

    fn codes<T: std::str::FromStr>(&self, id: &str) -> Vec<T> {
        match self.value(id) {
            Some(FormValue::Codes(codes)) => {
                codes.iter().filter_map(|code| code.parse().ok()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn row(&mut self) -> Option<WorksheetRow> {
        let id = self.text("clause").unwrap_or_default();
        let Ok(clause) = id.trim().parse() else {
            self.say("analog_regs.worksheet.clause_unreadable", "clause", &id);
            return None;
        };
        let citation = "analog_regs.worksheet.citation_unreadable";
        let phase = "analog_regs.worksheet.phase_unreadable";
        let due = "analog_regs.worksheet.due_unreadable";
        let read_phase = |text: &str| PhaseStep::read_cell(text).ok();
        Some(WorksheetRow {
            clause,
            rule: self.text("rule"),
            section: self.text("section"),
            citation: self.typed("citation", citation, |text| text.parse().ok()),
            summary: self.text("summary"),
            categories: self.categories(),
            current_phase: self.typed("current_phase", phase, read_phase),
            target_phase: self.typed("target_phase", phase, read_phase),
            due: self.typed("due", due, read_due),
            schedule: self.text("schedule"),
            review_summary: self.text("review_summary"),
            text: self.text("text"),
            status: match self.value("status") {
                Some(FormValue::Code(code)) => code.parse().ok(),
                _ => None,
            },
            means: self.codes("means"),
            technologies: self.codes("technologies"),
            note: self.text("note"),
        })
    }

    fn categories(&mut self) -> Vec<crate::CategoryId> {
        let text = self.text("categories").unwrap_or_default();
        let mut found = Vec::new();
        let parts = text.split(['、', ',', '，', '\n', ';', '；']);
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            match Categories::standard().by_label(part) {
                Some(category) if !found.contains(&category.id) => found.push(category.id.clone()),
                Some(_) => {}
                None => self.say("analog_regs.worksheet.category_unknown", "categories", part),
            }
        }
        found
    }
}
