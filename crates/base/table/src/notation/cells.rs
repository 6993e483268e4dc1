//! The checks of one sheet.

use super::{
    Marks, NotationItem,
    shape::{Looks, Shape, looks},
    text::{
        dependent_character, has_era_alone, has_several_data, is_decorated_number, is_ditto,
        is_laid_out_by_blanks, is_plain_number, is_special_mark, says_a_unit,
    },
};
use crate::{Cell, CellValue, Row, Sheet};
use tosei_document::{CellAddress, PlaceRef, Sink, ValueRef};

pub(super) struct SheetChecker<'c> {
    sheet: &'c Sheet,
    /// Whether cells have types: in CSV every value is text.
    typed: bool,
    marks: &'c Marks,
    shape: Shape,
}

impl<'c> SheetChecker<'c> {
    pub(super) fn new(sheet: &'c Sheet, typed: bool, marks: &'c Marks) -> Self {
        Self {
            sheet,
            typed,
            marks,
            shape: Shape::of(sheet),
        }
    }

    fn say(&self, sink: &mut dyn Sink, item: NotationItem, cell: CellAddress, value: &str) {
        let place = PlaceRef::Cell {
            sheet: self.sheet.name_in_places(),
            cell,
        };
        self.marks
            .say(sink, item, place, &[("value", ValueRef::Text(value))]);
    }

    /// The cell of a column and row, both counted from 1.
    fn at(column: u32, row: u32) -> Option<CellAddress> {
        CellAddress::from_zero_based(column.checked_sub(1)?, row.checked_sub(1)?)
    }

    pub(super) fn check(&self, sink: &mut dyn Sink) {
        for area in self.sheet.merged_areas() {
            let name = area.to_string();
            self.say(sink, NotationItem::MergedCells, area.first(), &name);
        }
        for row in self.sheet.rows() {
            for cell in row.cells() {
                self.check_cell(cell, sink);
            }
        }
        if self.shape.header == 0 {
            return;
        }
        self.check_headers(sink);
        self.check_divisions(sink);
        self.check_tables(sink);
    }

    fn check_cell(&self, cell: Cell<'_>, sink: &mut dyn Sink) {
        let (address, value) = (cell.address(), cell.value());
        let shown = value.display_text();
        if cell.is_formula() || value == CellValue::UnknownFormula {
            self.say(sink, NotationItem::Formulas, address, &shown);
        }
        let CellValue::Text(text) = value else {
            return;
        };
        if value.is_blank() {
            return;
        }
        if is_laid_out_by_blanks(text) {
            self.say(sink, NotationItem::BlanksForLayout, address, text);
        }
        if let Some(character) = dependent_character(text) {
            let mut letters = [0u8; 4];
            let letter: &str = character.encode_utf8(&mut letters);
            self.say(sink, NotationItem::DependentCharacters, address, letter);
        }
        if has_era_alone(text) {
            self.say(sink, NotationItem::WesternYears, address, text);
        }
        if address.row() <= self.shape.header {
            return;
        }
        if is_ditto(text) {
            self.say(sink, NotationItem::OmittedNames, address, text);
        }
        let numeric = self
            .shape
            .column(address.column())
            .is_some_and(super::shape::Column::is_numeric);
        if has_several_data(text) {
            self.say(sink, NotationItem::OneDatumPerCell, address, text);
        } else if numeric {
            let as_text = self.typed && is_plain_number(text.trim());
            if as_text || is_decorated_number(text) {
                self.say(sink, NotationItem::NumbersAsNumbers, address, text);
            } else if is_special_mark(text) {
                self.say(sink, NotationItem::SpecialMarks, address, text);
            }
        }
    }

    /// Empty headers, missing units, and empty cells of the leftmost column.
    fn check_headers(&self, sink: &mut dyn Sink) {
        let header = self.shape.header;
        for (number, column) in (1u32..).zip(&self.shape.columns) {
            let Some(address) = Self::at(number, header) else {
                continue;
            };
            let used = column.numbers > 0 || column.texts > 0;
            if used && column.header.trim().is_empty() {
                self.say(sink, NotationItem::OmittedNames, address, "");
            }
            if column.is_numeric() && !self.shape.unit_above && !says_a_unit(&column.header) {
                self.say(sink, NotationItem::Units, address, &column.header);
            }
        }
        let leftmost = self.shape.columns.first();
        if leftmost.is_none_or(|column| column.texts == 0) {
            return;
        }
        for row in self.data_rows().filter(|row| !row.is_blank()) {
            let first = row.cell(1).is_none_or(|cell| cell.value().is_blank());
            if let (true, Some(address)) = (first, Self::at(1, row.number())) {
                self.say(sink, NotationItem::OmittedNames, address, "");
            }
        }
    }

    fn data_rows(&self) -> impl Iterator<Item = Row<'c>> {
        let header = self.shape.header;
        self.sheet.rows().filter(move |row| row.number() > header)
    }

    /// Empty rows and columns inside the table.
    fn check_divisions(&self, sink: &mut dyn Sink) {
        let mut before = self.shape.header;
        for row in self.data_rows().filter(|row| !row.is_blank()) {
            let gap = row.number() > before.saturating_add(1);
            if let (true, Some(address)) = (gap, Self::at(1, before.saturating_add(1))) {
                self.say(sink, NotationItem::DividedData, address, "");
            }
            before = row.number();
        }
        let empty = |column: &super::shape::Column| {
            column.header.trim().is_empty() && column.numbers == 0 && column.texts == 0
        };
        let columns = &self.shape.columns;
        let last = columns
            .iter()
            .rposition(|column| !empty(column))
            .unwrap_or(0);
        let first = columns
            .iter()
            .position(|column| !empty(column))
            .unwrap_or(0);
        let mut inside = false;
        for (number, column) in (1u32..).zip(columns).take(last).skip(first) {
            let gap = empty(column);
            if let (true, false, Some(address)) = (gap, inside, Self::at(number, self.shape.header))
            {
                self.say(sink, NotationItem::DividedData, address, "");
            }
            inside = gap;
        }
    }

    /// A row of two and more texts behind an empty row, with a row below that has a number in the
    /// column of one of them: another header.
    fn check_tables(&self, sink: &mut dyn Sink) {
        let mut before = self.shape.header;
        let mut rows = self.data_rows().filter(|row| !row.is_blank()).peekable();
        while let Some(row) = rows.next() {
            let gap = row.number() > before.saturating_add(1);
            before = row.number();
            if !gap {
                continue;
            }
            let of = |row: &Row<'_>, looked_for: Looks| -> Vec<u32> {
                let cells = row.cells().filter(|cell| looks(cell.value()) == looked_for);
                cells.map(|cell| cell.address().column()).collect()
            };
            let texts = of(&row, Looks::Text);
            let header = texts.len() >= 2 && of(&row, Looks::Number).is_empty();
            let below = rows
                .peek()
                .filter(|next| next.number() == row.number().saturating_add(1));
            let numbers = below
                .map(|next| of(next, Looks::Number))
                .unwrap_or_default();
            if header && numbers.iter().any(|column| texts.contains(column)) {
                let first = texts
                    .first()
                    .and_then(|column| Self::at(*column, row.number()));
                if let Some(address) = first {
                    let shown = self.sheet.cell(address).value().display_text();
                    self.say(sink, NotationItem::SeveralTables, address, &shown);
                }
            }
        }
    }
}
