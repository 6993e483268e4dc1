//! One sheet of a form that came back.

use super::super::{
    ColumnKind, Form, FormColumn, FormRow, FormSheet, FormValue, SheetReading, guard::unguarded,
};
use super::{
    CodeIndex,
    cell::read_value,
    locate::{FoundHeader, find_header},
    rules::{FormMarks, Values},
};
use crate::{Row, Sheet};
use std::collections::{HashMap, HashSet};
use tosei_document::{CellAddress, PlaceRef, RuleIndex, Sink};

pub(super) struct SheetReader<'r> {
    pub(super) form: &'r FormSheet,
    pub(super) sheet: &'r Sheet,
    pub(super) indexes: &'r HashMap<&'r str, CodeIndex<'r>>,
    pub(super) rules: &'r FormMarks,
    pub(super) issued: Option<IssuedRows<'r>>,
}

/// The rows that were sent out, by their key.
pub(super) struct IssuedRows<'r> {
    rows: HashMap<String, &'r FormRow>,
    order: Vec<String>,
}

impl<'r> IssuedRows<'r> {
    pub(super) fn new(form: &Form, sheet: &FormSheet, rows: &'r [FormRow]) -> Self {
        let mut issued = Self {
            rows: HashMap::new(),
            order: Vec::new(),
        };
        for row in rows {
            if let Some(key) = key_of(form, sheet, row) {
                if !issued.rows.contains_key(&key) {
                    issued.order.push(key.clone());
                }
                issued.rows.entry(key).or_insert(row);
            }
        }
        issued
    }
}

/// The values of the key columns in one text; `None` if the sheet has no key or the row none of it.
fn key_of(form: &Form, sheet: &FormSheet, row: &FormRow) -> Option<String> {
    let mut parts = Vec::new();
    for (column, value) in sheet.columns.iter().zip(row) {
        if column.key {
            let text = value.as_ref().map(|value| match value {
                FormValue::Code(code) => code.clone(),
                value => unguarded(&form.cell_text(column, value)).to_owned(),
            });
            parts.push(text.unwrap_or_default());
        }
    }
    let named = parts.iter().any(|part| !part.is_empty());
    named.then(|| parts.join("/"))
}

impl<'r> SheetReader<'r> {
    fn place(&self, cell: CellAddress) -> PlaceRef<'r> {
        PlaceRef::Cell {
            sheet: self.sheet.name_in_places(),
            cell,
        }
    }

    /// The place of a column (counted from 1) in a row.
    fn place_at(&self, column: Option<u32>, row: u32) -> PlaceRef<'r> {
        let zero = |number: u32| number.checked_sub(1);
        let cell = zero(column.unwrap_or(1))
            .zip(zero(row))
            .and_then(|(column, row)| CellAddress::from_zero_based(column, row));
        cell.map_or(PlaceRef::Document, |cell| self.place(cell))
    }

    pub(super) fn read(&self, form: &Form, sink: &mut dyn Sink) -> (SheetReading, Vec<FormRow>) {
        let mut reading = SheetReading {
            name: self.sheet.name_in_places().map(str::to_owned),
            ..SheetReading::default()
        };
        let Some(header) = find_header(self.form, self.sheet) else {
            let first = self
                .form
                .columns
                .first()
                .map(|column| column.header.as_str());
            let values = Values::two("value", &self.form.name, "expected", first.unwrap_or("－"));
            let place = self.place_at(Some(1), 1);
            self.rules
                .say(sink, self.rules.header_missing, place, None, &values);
            return (reading, Vec::new());
        };
        self.report_header(&header, sink);
        reading.found = true;
        let mut rows: Vec<FormRow> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        for row in self.sheet.rows().filter(|row| row.number() > header.row) {
            let Some(values) = self.read_row(form, row, &header, &mut seen, sink) else {
                continue;
            };
            rows.push(values);
            reading.row_numbers.push(row.number());
        }
        if let Some(issued) = &self.issued {
            for key in issued.order.iter().filter(|key| !seen.contains(*key)) {
                let values = Values::two("value", key, "expected", key);
                let place = self.place_at(Some(1), header.row);
                self.rules
                    .say(sink, self.rules.row_missing, place, Some(key), &values);
            }
        }
        reading.columns = header.columns;
        (reading, rows)
    }

    fn report_header(&self, header: &FoundHeader, sink: &mut dyn Sink) {
        let name = |at: usize| {
            self.form
                .columns
                .get(at)
                .map_or("", |column| &*column.header)
        };
        for (at, column, text) in &header.changed {
            let values = Values::two("value", text, "expected", name(*at));
            let place = self.place_at(Some(*column), header.row);
            self.rules
                .say(sink, self.rules.header_changed, place, None, &values);
        }
        for (column, text) in &header.extra {
            let values = Values::two("value", text, "expected", "－");
            let place = self.place_at(Some(*column), header.row);
            self.rules
                .say(sink, self.rules.column_extra, place, None, &values);
        }
        for at in &header.moved {
            let column = header.columns.get(*at).copied().flatten();
            let values = Values::two("value", name(*at), "expected", name(*at));
            let place = self.place_at(column, header.row);
            self.rules
                .say(sink, self.rules.column_moved, place, None, &values);
        }
        for (at, column) in header.columns.iter().enumerate() {
            if column.is_none() {
                let values = Values::two("value", "－", "expected", name(at));
                let place = self.place_at(Some(1), header.row);
                self.rules
                    .say(sink, self.rules.column_missing, place, None, &values);
            }
        }
    }

    /// The values of a row; `None` if none of the form's columns holds anything.
    fn read_row(
        &self,
        form: &Form,
        row: Row<'_>,
        header: &FoundHeader,
        seen: &mut HashSet<String>,
        sink: &mut dyn Sink,
    ) -> Option<FormRow> {
        let mut values: FormRow = Vec::with_capacity(self.form.columns.len());
        let mut said: Vec<(usize, RuleIndex)> = Vec::new();
        let mut blank = true;
        for (at, (column, place)) in self.form.columns.iter().zip(&header.columns).enumerate() {
            let cell = place
                .and_then(|place| row.cell(place))
                .map(|cell| cell.value());
            let Some(cell) = cell.filter(|cell| !cell.is_blank()) else {
                values.push(None);
                continue;
            };
            blank = false;
            let index = column.answer.list().and_then(|list| self.indexes.get(list));
            let reading = read_value(&column.answer, cell, index, self.sheet.date_system());
            let rule = reading.finding.and_then(|code| self.rules.by_code(code));
            said.extend(rule.map(|rule| (at, rule)));
            values.push(reading.value);
        }
        if blank {
            return None;
        }
        let key = key_of(form, self.form, &values);
        let subject = key.as_deref();
        for (at, rule) in said {
            self.report_cell(row, at, header, rule, subject, sink);
        }
        self.report_required(&values, row, header, subject, sink);
        if let Some(key) = &key {
            self.report_key(key, &values, row, header, seen, sink);
        }
        Some(values)
    }

    fn report_cell(
        &self,
        row: Row<'_>,
        at: usize,
        header: &FoundHeader,
        rule: RuleIndex,
        subject: Option<&str>,
        sink: &mut dyn Sink,
    ) {
        let place = header.columns.get(at).copied().flatten();
        let (Some(column), Some(place)) = (self.form.columns.get(at), place) else {
            return;
        };
        let shown = row
            .cell(place)
            .map(|cell| cell.value().display_text())
            .unwrap_or_default();
        let values = Values::cell(&column.header, &shown, self.expected(column));
        self.rules.say(
            sink,
            rule,
            self.place_at(Some(place), row.number()),
            subject,
            &values,
        );
    }

    /// What a cell of the column may hold, in words.
    fn expected(&self, column: &FormColumn) -> &str {
        let index = column.answer.list().and_then(|list| self.indexes.get(list));
        match (&column.answer, index) {
            (ColumnKind::Code { .. } | ColumnKind::Codes { .. }, Some(index)) => index.choices(),
            (kind, _) => kind.instruction_ja(),
        }
    }

    fn report_required(
        &self,
        values: &FormRow,
        row: Row<'_>,
        header: &FoundHeader,
        subject: Option<&str>,
        sink: &mut dyn Sink,
    ) {
        for (at, (column, value)) in self.form.columns.iter().zip(values).enumerate() {
            let place = header.columns.get(at).copied().flatten();
            let cell = place.and_then(|place| row.cell(place));
            // A cell that was filled in but cannot be read has a finding of its own.
            let empty = value.is_none() && cell.is_some_and(|cell| cell.value().is_blank());
            if column.required && empty {
                let values = Values::cell(&column.header, "", self.expected(column));
                let place = self.place_at(place, row.number());
                self.rules
                    .say(sink, self.rules.required_missing, place, subject, &values);
            }
        }
    }

    fn report_key(
        &self,
        key: &str,
        values: &FormRow,
        row: Row<'_>,
        header: &FoundHeader,
        seen: &mut HashSet<String>,
        sink: &mut dyn Sink,
    ) {
        let key_column = self.form.columns.iter().position(|column| column.key);
        let place = key_column.and_then(|at| header.columns.get(at).copied().flatten());
        let place = self.place_at(place, row.number());
        let named = Values::two("value", key, "expected", key);
        if !seen.insert(key.to_owned()) {
            self.rules
                .say(sink, self.rules.row_repeated, place, Some(key), &named);
        }
        let Some(issued) = &self.issued else { return };
        let Some(original) = issued.rows.get(key) else {
            if !self.form.rows_may_be_added {
                self.rules
                    .say(sink, self.rules.row_added, place, Some(key), &named);
            }
            return;
        };
        for (at, column) in self.form.columns.iter().enumerate() {
            // Without its column the cell has no place: the missing column is a finding of its own.
            if column.locked && values.get(at) != original.get(at) {
                self.report_cell(row, at, header, self.rules.locked_changed, Some(key), sink);
            }
        }
    }
}
