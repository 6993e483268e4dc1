//! A form that came back.

mod cell;
mod codes;
mod locate;
mod rules;
mod sheet;

pub(crate) use codes::CodeIndex;

use super::{Form, FormRows, form_rules};
use crate::{FileFormat, Sheet, Workbook};
use locate::{Identity, identity_of};
use rules::{FormMarks, Values};
use sheet::{IssuedRows, SheetReader};
use std::collections::HashMap;
use tosei_document::{CellAddress, PlaceRef, Sink};

/// 返ってきた調査票 (reading of a form): its rows, each value typed by its column's kind.
///
/// What could not be read is no value, and a finding says why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormReading {
    /// 様式ID that the file names; `None` if no sheet names one.
    pub id: Option<String>,
    /// 様式の版 that the file names.
    pub form_version: Option<String>,
    /// The section that the file names, and the rows of each sheet of the form. A sheet that is not
    /// there has no rows.
    pub rows: FormRows,
    /// Where the rows stand, for each sheet of the form.
    pub sheets: Vec<SheetReading>,
}

/// シートの読み取り (reading of a sheet): where its rows and columns stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetReading {
    /// The sheet's name in the file; `None` for CSV.
    pub name: Option<String>,
    /// Whether the file has the sheet and a header row was found in it.
    pub found: bool,
    /// The column of each column of the form, counted from 1; `None` if the file does not have it.
    pub columns: Vec<Option<u32>>,
    /// The number of each row that was read, counted from 1.
    pub row_numbers: Vec<u32>,
}

impl SheetReading {
    /// The cell of a value: its row and column, both counted from 0 as in [`FormRows`].
    #[must_use]
    pub fn address(&self, row: usize, column: usize) -> Option<CellAddress> {
        let row = self.row_numbers.get(row)?.checked_sub(1)?;
        let column = self
            .columns
            .get(column)
            .copied()
            .flatten()?
            .checked_sub(1)?;
        CellAddress::from_zero_based(column, row)
    }
}

impl Form {
    /// Reads a form that came back, from XLSX or CSV, whatever survived of it.
    ///
    /// Nothing but plain cells is needed: dropdowns, notes, protection, names and properties may
    /// have been lost on the way. Columns are found by their headers, the sheet by its name or by the
    /// line that says which form it is.
    ///
    /// `issued` are the rows that were sent out: with them, rows that were added or removed and
    /// locked cells that were changed are findings. Every finding names its cell; its rules are
    /// [`form_rules`].
    ///
    /// # Examples
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let form = tosei_table::Form::from_json(r#"{
    /// #   "format": "tosei-form", "format_version": 1, "id": "sample", "form_version": "1",
    /// #   "title": "調査票（架空）", "issuer": "DX推進課（架空）",
    /// #   "code_lists": [{"id": "status", "label": "状況", "codes": [
    /// #     {"code": "1", "label": "実施済"}, {"code": "2", "label": "未実施"}]}],
    /// #   "sheets": [{"id": "main", "name": "調査票", "columns": [
    /// #     {"id": "id", "header": "手続ID", "explanation": "-", "filled_by": "DX推進課", "answer": {"kind": "text"}, "key": true},
    /// #     {"id": "status", "header": "状況", "explanation": "-", "filled_by": "所管課", "answer": {"kind": "code", "list": "status"}}]}]}"#)?;
    /// use tosei_document::Collector;
    /// use tosei_table::{FormValue, ReadOptions, Workbook, form_rules};
    ///
    /// let file = "手続ID,状況\r\nP-1,実施済\r\nP-2,3\r\n"; // the rows above were thrown away
    /// let book = Workbook::read(file.as_bytes(), &ReadOptions::default())?;
    /// let mut findings = Collector::new(form_rules());
    /// let reading = form.read(&book, None, &mut findings);
    ///
    /// assert_eq!(reading.rows.sheets[0][0][1], Some(FormValue::Code("1".into())));
    /// assert_eq!(reading.rows.sheets[0][1][1], None); // unknown, and said so
    /// let report = findings.into_report();
    /// assert_eq!(report.first().unwrap().rule.as_ref(), "table.form.code_unknown");
    /// assert_eq!(report.first().unwrap().place.to_string(), "B3");
    /// # Ok(()) }
    /// ```
    pub fn read(
        &self,
        workbook: &Workbook,
        issued: Option<&FormRows>,
        sink: &mut dyn Sink,
    ) -> FormReading {
        let mut reading = FormReading::default();
        let Some(rules) = FormMarks::of(form_rules()) else {
            return reading;
        };
        let identities: Vec<Option<Identity>> = workbook.sheets().iter().map(identity_of).collect();
        self.read_identity(workbook, &identities, &rules, sink, &mut reading);
        let indexes: HashMap<&str, CodeIndex<'_>> = self
            .document()
            .code_lists
            .iter()
            .map(|list| (list.id.as_str(), CodeIndex::new(list)))
            .collect();
        for (at, own) in self.sheets().iter().enumerate() {
            let found = self.find_sheet(at, workbook, &identities, &rules, sink);
            let Some(sheet) = found else {
                reading.sheets.push(SheetReading::default());
                reading.rows.sheets.push(Vec::new());
                continue;
            };
            let rows = issued.and_then(|issued| issued.sheets.get(at));
            let reader = SheetReader {
                form: own,
                sheet,
                indexes: &indexes,
                rules: &rules,
                issued: rows.map(|rows| IssuedRows::new(self, own, rows)),
            };
            let (place, rows) = reader.read(self, sink);
            reading.sheets.push(place);
            reading.rows.sheets.push(rows);
        }
        reading
    }

    /// Which form, version and section the file says it is of.
    fn read_identity(
        &self,
        workbook: &Workbook,
        identities: &[Option<Identity>],
        rules: &FormMarks,
        sink: &mut dyn Sink,
        reading: &mut FormReading,
    ) {
        let mut said = false;
        for (sheet, identity) in workbook.sheets().iter().zip(identities) {
            let Some(identity) = identity else { continue };
            if reading.id.is_none() {
                reading.id = Some(identity.form.clone());
                reading.form_version.clone_from(&identity.version);
            }
            if reading.rows.section.is_none() {
                reading.rows.section.clone_from(&identity.section);
            }
            if said {
                continue;
            }
            let place = PlaceRef::Cell {
                sheet: sheet.name_in_places(),
                cell: identity.cell,
            };
            if identity.form != self.id() {
                let values = Values::two("value", &identity.form, "expected", self.id());
                rules.say(sink, rules.other_form, place, None, &values);
                said = true;
            } else if identity.version.as_deref() != Some(self.form_version()) {
                let version = identity.version.as_deref().unwrap_or("－");
                let values = Values::two("value", version, "expected", self.form_version());
                rules.say(sink, rules.other_version, place, None, &values);
                said = true;
            }
        }
        if reading.id.is_none() {
            let values = Values::two("value", "－", "expected", self.id());
            rules.say(
                sink,
                rules.identity_missing,
                PlaceRef::Document,
                None,
                &values,
            );
        }
    }

    fn find_sheet<'w>(
        &self,
        at: usize,
        workbook: &'w Workbook,
        identities: &[Option<Identity>],
        rules: &FormMarks,
        sink: &mut dyn Sink,
    ) -> Option<&'w Sheet> {
        let own = self.sheets().get(at)?;
        let says = |number: usize| {
            let identity = identities.get(number).and_then(Option::as_ref);
            identity.and_then(|identity| identity.sheet.as_deref())
        };
        if let FileFormat::Delimited { .. } = workbook.format() {
            // A CSV file holds one sheet: the one that it names, or the only one there is.
            let only = self.sheets().len() == 1;
            let named = says(0);
            let fits = named == Some(own.id.as_str()) || (only || (named.is_none() && at == 0));
            return workbook.sheets().first().filter(|_| fits);
        }
        let sheets = workbook.sheets();
        let other = |id: &str| id != own.id && self.sheets().iter().any(|sheet| sheet.id == id);
        let by_name = sheets
            .iter()
            .enumerate()
            .find(|(number, sheet)| sheet.name() == own.name && !says(*number).is_some_and(other));
        if let Some((_, sheet)) = by_name {
            return Some(sheet);
        }
        let by_identity = (0..sheets.len()).find(|number| says(*number) == Some(own.id.as_str()));
        let found = by_identity.and_then(|number| sheets.get(number));
        match found {
            Some(sheet) => {
                let values = Values::two("value", sheet.name(), "expected", &own.name);
                rules.say(sink, rules.sheet_renamed, PlaceRef::Document, None, &values);
            }
            None => {
                let values = Values::two("value", "－", "expected", &own.name);
                rules.say(sink, rules.sheet_missing, PlaceRef::Document, None, &values);
            }
        }
        found
    }
}
