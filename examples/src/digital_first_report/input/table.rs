//! The two tables: the State's survey, and an inventory of one's own as CSV.

use super::{Content, Input, Reader, compiled_priorities, members, open, shortened};
use crate::digital_first_report::{Failure, report::SourceKind};
use std::{collections::HashMap, io::Read};
use tosei_inventory::{
    Body, Inventory, document,
    survey::{SurveyCheck, SurveyEdition, SurveyJob},
};
use tosei_table::{ColumnMap, CsvRows, TableError, WantedColumn};

/// Which table a file is.
pub(super) enum TableForm {
    Survey,
    Inventory,
}

impl Reader<'_> {
    /// Which of the two tables it is, by the headers that neither can be read without.
    pub(super) fn table_form(&self, head: &[u8]) -> Result<TableForm, Failure> {
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

    pub(super) fn survey(&self, input: impl Read) -> Result<Input, Failure> {
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
        let members = self.path.map_or_else(HashMap::new, |path| {
            members::look(path, &analysis, &self.limits)
        });
        let content = Content::Survey {
            analysis: Box::new(analysis),
            members,
        };
        Ok(self.input(SourceKind::Survey, content, catalogue, findings))
    }

    pub(super) fn csv(&self, input: impl Read) -> Result<Input, Failure> {
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
