//! One sheet, row by row.

use super::{
    CheckSum, CheckSumResult, HeaderRows, OfficeField, OfficeTotals, SheetMapping, SheetRows,
    build::{Build, RowValues},
    columns::Layout,
    grid::{Grid, Seen},
    read::Out,
    totals::{CaseSum, RunningSums, TotalLevel, total_level},
    value::{CasesReading, CellNote, cases_of, date_of, read_date, read_sign},
};
use crate::OnlineStatus;
use std::collections::BTreeMap;
use tosei_document::{CellAddress, RuleIndex, Sink, ValueRef};
use tosei_table::{CellValue, Row, header_key, layout::read_ditto};
use tosei_types::{WrittenDate, wareki};

/// The value above, for 〃 and 同上.
#[derive(Debug, Clone, Default)]
struct Above {
    /// The row above, as it was read.
    full: String,
    /// The last text that was not itself made of 同上 and something behind it.
    base: String,
}

/// A cell's text after everything that people leave out was put back.
struct Resolved<'s> {
    cell: CellAddress,
    value: CellValue<'s>,
    text: String,
}

/// Reads one sheet.
pub(super) struct SheetReader<'r, 's, 'm> {
    grid: &'r Grid<'s>,
    layout: Layout,
    entry: &'m SheetMapping,
    file: Option<&'r str>,
    number: u32,
    build: &'r mut Build<'m>,
    above: BTreeMap<OfficeField, Above>,
    sums: RunningSums,
    name_key: String,
}

impl<'r, 's, 'm> SheetReader<'r, 's, 'm> {
    pub(super) fn new(
        grid: &'r Grid<'s>,
        layout: Layout,
        entry: &'m SheetMapping,
        (file, number): (Option<&'r str>, u32),
        build: &'r mut Build<'m>,
    ) -> Self {
        let name_key = layout
            .column(OfficeField::ProcedureName)
            .map(|column| header_key(&column.header))
            .unwrap_or_default();
        Self {
            grid,
            layout,
            entry,
            file,
            number,
            build,
            above: BTreeMap::new(),
            sums: RunningSums::default(),
            name_key,
        }
    }

    pub(super) fn read<S: Sink + ?Sized>(
        &mut self,
        rows: &mut SheetRows,
        cases: &mut CaseSum,
        totals: &mut OfficeTotals,
        out: &mut Out<'_, S>,
    ) {
        let grid = self.grid;
        let HeaderRows { first, last } = self.layout.header;
        for row in grid.sheet.rows() {
            let part = match row.number() {
                number if number < first => &mut rows.above_header,
                number if number <= last => &mut rows.header,
                _ if row.is_blank() => &mut rows.blank,
                _ => match self.row(&row, cases, totals, out) {
                    Part::Header => &mut rows.header,
                    Part::Total => &mut rows.totals,
                    Part::Procedure => &mut rows.procedures,
                    Part::Unread => &mut rows.unread,
                },
            };
            *part = part.saturating_add(1);
        }
    }

    fn row<S: Sink + ?Sized>(
        &mut self,
        row: &Row<'s>,
        cases: &mut CaseSum,
        totals: &mut OfficeTotals,
        out: &mut Out<'_, S>,
    ) -> Part {
        let name_here = self.raw(OfficeField::ProcedureName, row);
        let name_text = name_here.as_deref().unwrap_or_default();
        if !self.name_key.is_empty() && header_key(name_text) == self.name_key {
            if let Some(cell) = row.cells().next() {
                out.cell(out.rules.header_repeated, cell.address(), None, &[]);
            }
            return Part::Header;
        }
        if let Some((cell, label, level)) = self.total_in(row, name_text) {
            totals
                .check_sums
                .push(self.total(row, cell, label, level, out));
            return Part::Total;
        }
        let filled: Vec<_> = row
            .cells()
            .filter(|cell| !cell.value().is_blank())
            .collect();
        if let [only] = filled.as_slice()
            && is_note(&only.value().display_text())
        {
            let text = only.value().display_text();
            out.cell(
                out.rules.note_row,
                only.address(),
                None,
                &[("text", (*text).into())],
            );
            return Part::Unread;
        }
        let Some(name) = self.resolve(OfficeField::ProcedureName, row.number(), out) else {
            return Part::Unread;
        };
        if name.text.is_empty() {
            if let Some(cell) = filled.first() {
                let text = cell.value().display_text();
                out.cell(
                    out.rules.name_missing,
                    cell.address(),
                    None,
                    &[("text", (*text).into())],
                );
            }
            return Part::Unread;
        }
        let values = self.values(row.number(), name, totals, out);
        if self.layout.column(OfficeField::Cases).is_some() {
            let (number, precision) = (values.cases.cases, values.cases.precision);
            self.sums.add(number, precision);
            cases.add(number, precision);
        }
        self.build.row(values, out);
        Part::Procedure
    }

    /// What stands in a mapped column of this very row, nothing put back.
    fn raw(&self, field: OfficeField, row: &Row<'s>) -> Option<String> {
        let column = self.layout.column(field)?;
        let text = row.cell(column.number)?.value().display_text();
        Some(text.trim().to_owned())
    }

    /// The cell that makes a row a total: the name, or any other text if there is no name.
    fn total_in(&self, row: &Row<'s>, name: &str) -> Option<(CellAddress, String, TotalLevel)> {
        let text_of = |cell: tosei_table::Cell<'s>| match cell.value() {
            CellValue::Text(text) => Some((cell.address(), text.trim().to_owned())),
            _ => None,
        };
        row.cells()
            .filter_map(text_of)
            .filter(|(_, text)| name.is_empty() || text == name)
            .find_map(|(cell, text)| Some((cell, text.clone(), total_level(&text)?)))
    }

    fn total<S: Sink + ?Sized>(
        &mut self,
        row: &Row<'s>,
        cell: CellAddress,
        label: String,
        level: TotalLevel,
        out: &mut Out<'_, S>,
    ) -> CheckSum {
        let rule = match level {
            TotalLevel::Subtotal => out.rules.subtotal_row,
            _ => out.rules.total_row,
        };
        out.cell(rule, cell, None, &[("text", label.as_str().into())]);
        let column = self.layout.column(OfficeField::Cases);
        let number_cell = column.and_then(|column| row.cell(column.number));
        let text = number_cell.map(|cell| cell.value().display_text().into_owned());
        let reading = cases_of(
            number_cell.map_or(CellValue::Empty, |cell| cell.value()),
            "",
        );
        let place = number_cell.map_or(cell, |cell| cell.address());
        self.notes(
            &reading.notes,
            place,
            text.as_deref().unwrap_or_default(),
            OfficeField::Cases,
            None,
            out,
        );
        let (sum, result) = self.sums.close(level, reading.cases);
        let check_sum = CheckSum {
            place: out.place(place),
            label,
            level,
            stated: reading.cases,
            known: sum.known(),
            unknown: sum.unknown_rows,
            rows: sum.rows(),
            result,
        };
        if check_sum.result != CheckSumResult::NotStated {
            out.check_sum(&check_sum, place);
        }
        check_sum
    }

    /// A mapped cell with merged areas, 〃 and 同上 put back; `None` if the sheet lacks the column.
    fn resolve<S: Sink + ?Sized>(
        &mut self,
        field: OfficeField,
        row: u32,
        out: &mut Out<'_, S>,
    ) -> Option<Resolved<'s>> {
        let column = self.layout.column(field)?;
        let (number, blank_means_above) = (column.number, column.blank_means_above);
        let header = column.header.clone();
        let seen = self.grid.see(number, row)?;
        let value = self.of_area(seen, number, field, &header, out);
        let mut text = value.display_text().trim().to_owned();
        // Reported with the sheet: an error is no value.
        if matches!(value, CellValue::Error(_)) {
            text.clear();
        }
        let resolved = |value, text| {
            Some(Resolved {
                cell: seen.cell,
                value,
                text,
            })
        };
        let above = self.above.entry(field).or_default();
        if text.is_empty() {
            if blank_means_above && !above.full.is_empty() && field.is_shared_by_merging() {
                let text = above.full.clone();
                let values = [
                    ("header", ValueRef::from(header.as_str())),
                    ("value", text.as_str().into()),
                ];
                out.cell(out.rules.blank_filled, seen.cell, None, &values);
                return resolved(CellValue::Empty, text);
            }
            return resolved(CellValue::Empty, text);
        }
        let Some(ditto) = read_ditto(&text) else {
            above.full.clone_from(&text);
            above.base.clone_from(&text);
            return resolved(value, text);
        };
        if above.full.is_empty() {
            let values = [("text", ValueRef::from(text.as_str()))];
            out.cell(out.rules.ditto_without_above, seen.cell, None, &values);
            return resolved(value, text);
        }
        // What is added to 「同上」 is added to the text that was written out, not to another addition.
        let meant = if ditto.suffix().is_empty() {
            above.full.clone()
        } else {
            ditto.resolve(&above.base)
        };
        above.full.clone_from(&meant);
        let values = [
            ("text", ValueRef::from(text.as_str())),
            ("meant", meant.as_str().into()),
        ];
        out.cell(out.rules.ditto, seen.cell, None, &values);
        resolved(CellValue::Empty, meant)
    }

    /// The value of a cell that may lie in a merged area.
    fn of_area<S: Sink + ?Sized>(
        &self,
        seen: Seen<'s>,
        column: u32,
        field: OfficeField,
        header: &str,
        out: &mut Out<'_, S>,
    ) -> CellValue<'s> {
        let Some(area) = seen.area else {
            return seen.value;
        };
        let in_table = area.first().row() > self.layout.header.last;
        if !in_table || area.first().column() != column {
            return CellValue::Empty;
        }
        let several_rows = area.first().row() != area.last().row();
        if seen.is_first_of_area() && several_rows {
            let rule = if field.is_shared_by_merging() {
                out.rules.merged_cells
            } else {
                out.rules.merged_number
            };
            let (range, text) = (area.to_string(), seen.value.display_text());
            let values = [
                ("area", ValueRef::from(range.as_str())),
                ("header", header.into()),
                ("text", (*text).into()),
            ];
            out.cell(rule, seen.cell, None, &values);
        }
        if seen.is_first_of_area() || field.is_shared_by_merging() {
            seen.value
        } else {
            CellValue::Empty
        }
    }

    fn notes<S: Sink + ?Sized>(
        &self,
        notes: &[CellNote],
        cell: CellAddress,
        text: &str,
        field: OfficeField,
        read: Option<&str>,
        out: &mut Out<'_, S>,
    ) {
        let header = self
            .layout
            .column(field)
            .map_or("", |column| column.header.as_str());
        for note in notes {
            let mut values = vec![("header", ValueRef::from(header)), ("text", text.into())];
            if let Some(read) = read {
                values.push(("date", read.into()));
            }
            let rule: RuleIndex = out.rules.of_note(*note);
            out.cell(rule, cell, None, &values);
        }
    }

    /// Everything that a row says.
    fn values<S: Sink + ?Sized>(
        &mut self,
        row: u32,
        name: Resolved<'s>,
        totals: &mut OfficeTotals,
        out: &mut Out<'_, S>,
    ) -> RowValues {
        use OfficeField as F;
        let mut values = RowValues {
            file: self.file.map(str::to_owned),
            sheet: self.grid.sheet.name().to_owned(),
            sheet_number: self.number,
            row,
            name_cell: name.cell,
            name: name.text,
            has_cases: self.layout.column(F::Cases).is_some()
                || self.layout.column(F::OnlineCases).is_some(),
            ..RowValues::new(name.cell)
        };
        if let Some(id) = self.resolve(F::ProcedureId, row, out)
            && !id.text.is_empty()
        {
            values.id = Some((id.cell, id.text));
        }
        values.organisation = self.text(F::Organisation, row, out);
        if values.organisation.is_none() {
            values.organisation.clone_from(&self.entry.organisation);
        }
        values.parent = self.text(F::ParentOrganisation, row, out);
        values.legal_title = self.text(F::LegalTitle, row, out);
        values.legal_provision = self.text(F::LegalProvision, row, out);
        values.period = self.text(F::StandardPeriod, row, out);
        values.note = self.text(F::Note, row, out);
        values.default_kind.clone_from(&self.entry.default_kind);
        values.cases = self.cases(F::Cases, row, &mut values.unread, out);
        values.online_cases = self.cases(F::OnlineCases, row, &mut values.unread, out);
        self.signs(row, &mut values, totals, out);
        self.days(row, &mut values, out);
        values
    }

    fn text<S: Sink + ?Sized>(
        &mut self,
        field: OfficeField,
        row: u32,
        out: &mut Out<'_, S>,
    ) -> Option<String> {
        let text = self.resolve(field, row, out)?.text;
        (!text.is_empty()).then_some(text)
    }

    fn cases<S: Sink + ?Sized>(
        &mut self,
        field: OfficeField,
        row: u32,
        unread: &mut BTreeMap<OfficeField, String>,
        out: &mut Out<'_, S>,
    ) -> CasesReading {
        let Some(cell) = self.resolve(field, row, out) else {
            return cases_of(CellValue::Empty, "");
        };
        let reading = cases_of(cell.value, &cell.text);
        if reading.cases.is_none() && !cell.text.is_empty() {
            unread.insert(field, cell.text.clone());
        }
        self.notes(&reading.notes, cell.cell, &cell.text, field, None, out);
        reading
    }

    fn signs<S: Sink + ?Sized>(
        &mut self,
        row: u32,
        values: &mut RowValues,
        totals: &mut OfficeTotals,
        out: &mut Out<'_, S>,
    ) {
        let maps = self.build.mapping().values();
        if let Some(cell) = self.resolve(OfficeField::OnlineStatus, row, out) {
            let reading = read_sign(&cell.text, &maps.online_status);
            values.status = reading.means.unwrap_or(OnlineStatus::Unknown);
            if self.sign_noted(
                &reading.notes,
                &cell,
                OfficeField::OnlineStatus,
                values,
                out,
            ) {
                let count = totals.unmapped_signs.entry(cell.text).or_default();
                *count = count.saturating_add(1);
            }
        }
        if let Some(cell) = self.resolve(OfficeField::Kind, row, out) {
            let reading = read_sign(&cell.text, &maps.kind);
            // A word that nobody mapped stays as it is; the check of the inventory names it, too.
            values.kind = reading
                .means
                .or_else(|| (!cell.text.is_empty()).then(|| cell.text.clone()));
            self.sign_noted(&reading.notes, &cell, OfficeField::Kind, values, out);
        }
        if let Some(cell) = self.resolve(OfficeField::Category, row, out) {
            let reading = read_sign(&cell.text, &maps.category);
            values.category = reading.means;
            self.sign_noted(&reading.notes, &cell, OfficeField::Category, values, out);
        }
        if let Some(cell) = self.resolve(OfficeField::Actor, row, out) {
            let reading = read_sign(&cell.text, &maps.actor);
            values.actor = reading.means;
            self.sign_noted(&reading.notes, &cell, OfficeField::Actor, values, out);
        }
    }

    /// Reports what was noticed in a sign; whether it has no meaning.
    fn sign_noted<S: Sink + ?Sized>(
        &self,
        notes: &[CellNote],
        cell: &Resolved<'_>,
        field: OfficeField,
        values: &mut RowValues,
        out: &mut Out<'_, S>,
    ) -> bool {
        self.notes(notes, cell.cell, &cell.text, field, None, out);
        let unmapped = notes.contains(&CellNote::SignUnmapped);
        if unmapped {
            values.unread.insert(field, cell.text.clone());
        }
        unmapped
    }

    fn days<S: Sink + ?Sized>(&mut self, row: u32, values: &mut RowValues, out: &mut Out<'_, S>) {
        let system = self.grid.sheet.date_system();
        if let Some(cell) = self.resolve(OfficeField::OnlineSince, row, out) {
            let reading = match cell.value {
                CellValue::Serial(_) => date_of(cell.value, system),
                _ => read_date(&cell.text, system),
            };
            values.since = reading.date;
            let read = reading.date.map(|date| date.to_string());
            if reading.date.is_none() && !reading.notes.is_empty() {
                values
                    .unread
                    .insert(OfficeField::OnlineSince, cell.text.clone());
            }
            // A serial number is shown as the number that the file has.
            let text = match cell.value {
                CellValue::Serial(serial) => serial.number().to_owned(),
                _ => cell.text.clone(),
            };
            self.notes(
                &reading.notes,
                cell.cell,
                &text,
                OfficeField::OnlineSince,
                read.as_deref(),
                out,
            );
        }
        if let Some(cell) = self.resolve(OfficeField::VolumeYear, row, out)
            && !cell.text.is_empty()
        {
            let written = wareki::read_cell(&cell.text)
                .ok()
                .map(|reading| reading.value);
            values.year = written.and_then(WrittenDate::fiscal_year);
            let rule = match (written, values.year) {
                (Some(WrittenDate::FiscalYear(_)), Some(_)) => return,
                (_, Some(_)) => out.rules.volume_year_ambiguous,
                (_, None) => out.rules.volume_year_unread,
            };
            if values.year.is_none() {
                values
                    .unread
                    .insert(OfficeField::VolumeYear, cell.text.clone());
            }
            let read = values
                .year
                .map_or_else(String::new, |year| year.to_string());
            let shown = [
                ("text", ValueRef::from(cell.text.as_str())),
                ("read", read.as_str().into()),
            ];
            out.cell(rule, cell.cell, None, &shown);
        }
    }
}

/// What became of a row below the header.
enum Part {
    Header,
    Total,
    Procedure,
    Unread,
}

fn is_note(text: &str) -> bool {
    let text = text.trim_start();
    ["※", "＊", "*", "注", "(注", "（注", "備考"]
        .iter()
        .any(|sign| text.starts_with(sign))
}
