//! One pass over the part of a sheet.

use super::{
    super::{
        CellRange, DateSystem, Sheet,
        cell::{CellFlags, CellKind},
        sheet::{StoredCell, StoredRow},
    },
    container::{Part, attribute, damaged, is_set, local, local_part, push_text, unescape_control},
    number::push_number,
    strings::{RichText, SharedString},
    styles::Styles,
};
use crate::{Limited, TableError, WorkbookLimits};
use quick_xml::events::{BytesStart, Event};
use std::sync::Arc;
use tosei_document::CellAddress;

const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

/// What all sheets of a workbook share.
pub(super) struct Shared {
    pub(super) text: Arc<str>,
    pub(super) strings: Vec<SharedString>,
    pub(super) styles: Styles,
    pub(super) system: DateSystem,
}

/// How a cell says what its value is (`t`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Typed {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Boolean,
    Error,
    IsoDate,
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct Current {
    column: u32,
    typed: Typed,
    style: u32,
    formula: bool,
    value: String,
    rich: RichText,
}

/// Reads a sheet's part into `sheet`; `cells` and `items` count over all sheets.
pub(super) fn read(
    mut part: Part<'_>,
    sheet: Sheet,
    shared: &Shared,
    limits: &WorkbookLimits,
    cells: &mut u64,
    items: &mut u64,
) -> Result<Sheet, TableError> {
    let name = part.name().to_owned();
    let mut pass = Pass {
        name: &name,
        sheet,
        shared,
        limits,
        cells,
        items,
        row: 0,
        first_cell: 0,
        last_column: 0,
        disordered: false,
    };
    pass.sheet.shared = Arc::clone(&shared.text);
    pass.sheet.system = shared.system;
    let mut current = Current::default();
    let (mut in_cell, mut in_value, mut in_inline) = (false, false, false);
    loop {
        let event = part.next()?;
        match &event {
            Event::Start(element) => match local(element) {
                "c" => {
                    pass.begin_cell(element, &mut current)?;
                    in_cell = true;
                }
                "v" if in_cell => in_value = true,
                "f" if in_cell => current.formula = true,
                "is" if in_cell => in_inline = true,
                "row" => pass.begin_row(element)?,
                _ if in_inline => current.rich.take(&event),
                other => pass.beside(other, element)?,
            },
            Event::Empty(element) => match local(element) {
                "c" => {
                    pass.begin_cell(element, &mut current)?;
                    pass.end_cell(&mut current)?;
                }
                "f" if in_cell => current.formula = true,
                "row" => {
                    pass.begin_row(element)?;
                    pass.end_row();
                }
                other => pass.beside(other, element)?,
            },
            Event::End(element) => match local_part(element.name()) {
                "v" => in_value = false,
                "is" => in_inline = false,
                "c" if in_cell => {
                    pass.end_cell(&mut current)?;
                    (in_cell, in_value, in_inline) = (false, false, false);
                }
                "row" => pass.end_row(),
                _ if in_inline => current.rich.take(&event),
                _ => {}
            },
            Event::Eof => break,
            event if in_value => push_text(event, &mut current.value),
            event if in_inline => current.rich.take(event),
            _ => {}
        }
        let long = current.value.len().max(current.rich.text.len());
        if in_cell && u64::try_from(long).unwrap_or(u64::MAX) > limits.text {
            return Err(TableError::OverLimit {
                what: Limited::Text,
                limit: limits.text,
            });
        }
    }
    pass.end_row();
    let disordered = pass.disordered;
    let mut sheet = pass.sheet;
    if disordered {
        sheet.put_in_order();
    }
    sheet.join_spans();
    Ok(sheet)
}

struct Pass<'p> {
    name: &'p str,
    sheet: Sheet,
    shared: &'p Shared,
    limits: &'p WorkbookLimits,
    cells: &'p mut u64,
    items: &'p mut u64,
    row: u32,
    first_cell: usize,
    last_column: u32,
    disordered: bool,
}

impl Pass<'_> {
    fn damaged(&self) -> TableError {
        damaged(self.name)
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), TableError> {
        self.end_row();
        let (mut number, mut hidden) = (self.row.checked_add(1), false);
        for found in element.attributes().with_checks(false).flatten() {
            match local_part(found.key) {
                "r" => number = found.value.trim().parse().ok(),
                "hidden" => hidden |= matches!(&*found.value, "1" | "true"),
                // A row of no height cannot be seen either.
                "ht" => hidden |= found.value.parse::<f32>().is_ok_and(|height| height == 0.0),
                _ => {}
            }
        }
        let number = number.filter(|number| (1..=MAX_ROWS).contains(number));
        let number = number.ok_or_else(|| self.damaged())?;
        self.disordered |= number <= self.row;
        (self.row, self.last_column) = (number, 0);
        if hidden {
            self.count_item()?;
            push_span(&mut self.sheet.hidden_rows, number, number);
        }
        Ok(())
    }

    fn end_row(&mut self) {
        let end = self.sheet.cells.len();
        // The number of cells is limited far below 2^32.
        if end > self.first_cell
            && let (Ok(first), Ok(end)) = (u32::try_from(self.first_cell), u32::try_from(end))
        {
            self.sheet.rows.push(StoredRow {
                number: self.row,
                first,
                end,
            });
        }
        self.first_cell = end;
    }

    fn begin_cell(
        &mut self,
        element: &BytesStart<'_>,
        current: &mut Current,
    ) -> Result<(), TableError> {
        current.value.clear();
        current.rich.clear();
        current.formula = false;
        current.typed = Typed::Number;
        current.style = 0;
        let mut column = self.last_column.checked_add(1);
        for found in element.attributes().with_checks(false).flatten() {
            match found.key.into_inner() {
                "r" => {
                    let (at, row) = address(&found.value).ok_or_else(|| self.damaged())?;
                    column = Some(at);
                    if row != self.row {
                        return Err(self.damaged());
                    }
                }
                "s" => current.style = found.value.parse().unwrap_or(0),
                "t" => {
                    current.typed = match &*found.value {
                        "s" => Typed::Shared,
                        "str" => Typed::Text,
                        "inlineStr" => Typed::Inline,
                        "b" => Typed::Boolean,
                        "e" => Typed::Error,
                        "d" => Typed::IsoDate,
                        _ => Typed::Number,
                    };
                }
                _ => {}
            }
        }
        let column = column.filter(|column| (1..=MAX_COLUMNS).contains(column) && self.row > 0);
        current.column = column.ok_or_else(|| self.damaged())?;
        self.disordered |= current.column <= self.last_column;
        self.last_column = current.column;
        Ok(())
    }

    fn end_cell(&mut self, current: &mut Current) -> Result<(), TableError> {
        let style = self.shared.styles.get(current.style);
        let mut flags = 0u8;
        if let Some(colour) = style.colour {
            flags |= CellFlags::COLOURED;
            self.coloured(current.column, colour);
        }
        if current.formula {
            flags |= CellFlags::FORMULA;
        }
        let start = self.sheet.text.len();
        let mut span = None;
        let kind = match current.typed {
            Typed::Shared if !current.value.is_empty() => {
                let at: Option<usize> = current.value.trim_ascii().parse().ok();
                let found = at.and_then(|at| self.shared.strings.get(at));
                let string = found.ok_or_else(|| self.damaged())?;
                flags |= CellFlags::SHARED;
                if string.phonetic {
                    flags |= CellFlags::PHONETIC;
                    self.sheet.phonetic_count = self.sheet.phonetic_count.saturating_add(1);
                }
                span = Some((string.start, string.length));
                CellKind::Text
            }
            Typed::Inline => {
                if current.rich.phonetic {
                    flags |= CellFlags::PHONETIC;
                    self.sheet.phonetic_count = self.sheet.phonetic_count.saturating_add(1);
                }
                let text = unescape_control(&current.rich.text);
                self.sheet.text.push_str(&text);
                CellKind::Text
            }
            Typed::Text => {
                self.sheet.text.push_str(&unescape_control(&current.value));
                CellKind::Text
            }
            _ if current.value.trim_ascii().is_empty() => match current.formula {
                true => CellKind::UnknownFormula,
                false => CellKind::Empty,
            },
            Typed::Boolean => match current.value.trim_ascii() {
                "0" | "false" => CellKind::False,
                _ => CellKind::True,
            },
            Typed::Error => {
                self.sheet.text.push_str(&current.value);
                CellKind::Error
            }
            Typed::IsoDate => {
                let day = current.value.strip_suffix("T00:00:00");
                self.sheet.text.push_str(day.unwrap_or(&current.value));
                CellKind::Text
            }
            Typed::Number | Typed::Shared => {
                match push_number(&current.value, &mut self.sheet.text) {
                    Some(()) => style.number,
                    // Kept as it is: nobody may take it for a number.
                    None => {
                        self.sheet.text.push_str(&current.value);
                        CellKind::Text
                    }
                }
            }
        };
        let length = self.sheet.text.len().saturating_sub(start);
        let (start, length) = match (span, u32::try_from(start), u32::try_from(length)) {
            (Some(span), ..) => span,
            (None, Ok(start), Ok(length)) => (start, length),
            _ => {
                return Err(TableError::TooLarge {
                    limit: u64::from(u32::MAX),
                });
            }
        };
        let nothing = kind == CellKind::Empty || kind == CellKind::Text && length == 0;
        if nothing && !current.formula {
            return Ok(());
        }
        *self.cells = self.cells.saturating_add(1);
        if *self.cells > self.limits.cells {
            return Err(TableError::OverLimit {
                what: Limited::Cells,
                limit: self.limits.cells,
            });
        }
        let column = current.column.saturating_sub(1);
        self.sheet.cells.push(StoredCell {
            start,
            length,
            column: u16::try_from(column).unwrap_or(u16::MAX),
            kind,
            flags: CellFlags(flags),
        });
        Ok(())
    }

    fn coloured(&mut self, column: u32, colour: u32) {
        self.sheet.coloured_count = self.sheet.coloured_count.saturating_add(1);
        if self.sheet.coloured.len() >= self.limits.listed {
            return;
        }
        let cell =
            CellAddress::from_zero_based(column.saturating_sub(1), self.row.saturating_sub(1));
        self.sheet.coloured.extend(cell);
        if let Some(colour) = self.shared.styles.colour(colour)
            && !self.sheet.colours.contains(colour)
        {
            self.sheet.colours.insert(colour.into());
        }
    }

    fn count_item(&mut self) -> Result<(), TableError> {
        *self.items = self.items.saturating_add(1);
        if *self.items > self.limits.items {
            return Err(TableError::OverLimit {
                what: Limited::Items,
                limit: self.limits.items,
            });
        }
        Ok(())
    }

    /// What stands before and behind the cells.
    fn beside(&mut self, element_name: &str, element: &BytesStart<'_>) -> Result<(), TableError> {
        match element_name {
            "mergeCell" => {
                self.count_item()?;
                let area: Option<CellRange> =
                    attribute(element, "ref").and_then(|text| text.parse().ok());
                self.sheet.merged.extend(area);
            }
            "col" => {
                let number = |name| {
                    attribute(element, name).and_then(|text| text.trim().parse::<u32>().ok())
                };
                let no_width = attribute(element, "width")
                    .and_then(|text| text.parse::<f32>().ok())
                    .is_some_and(|width| width == 0.0);
                if let (Some(first), Some(last)) = (number("min"), number("max"))
                    && (is_set(element, "hidden") || no_width)
                    && (1..=last).contains(&first)
                    && last <= MAX_COLUMNS
                {
                    self.count_item()?;
                    push_span(&mut self.sheet.hidden_columns, first, last);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Puts a span behind others, joined with the last if it follows it.
fn push_span(spans: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match spans.last_mut() {
        Some((_, before)) if before.checked_add(1) == Some(first) => *before = last,
        _ => spans.push((first, last)),
    }
}

/// Column and row of an address as a workbook writes it, `$` allowed.
fn address(text: &str) -> Option<(u32, u32)> {
    let (mut column, mut row) = (0u32, 0u32);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let digit = u32::from(byte.to_ascii_uppercase().saturating_sub(b'A'));
                column = column.checked_mul(26)?.checked_add(digit)?.checked_add(1)?;
            }
            b'0'..=b'9' if column > 0 => {
                let digit = u32::from(byte.saturating_sub(b'0'));
                row = row.checked_mul(10)?.checked_add(digit)?;
            }
            b'$' => {}
            _ => return None,
        }
    }
    (row > 0).then_some((column, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_a_workbook() {
        for (text, found) in [
            ("A1", Some((1, 1))),
            ("XFD1048576", Some((16_384, 1_048_576))),
            ("$AB$12", Some((28, 12))),
            ("a1", Some((1, 1))),
            ("A", None),
            ("1", None),
            ("A1A", None),
            ("A0", None),
            ("", None),
            ("ZZZZZZZZZZ1", None),
        ] {
            assert_eq!(address(text), found, "{text}");
        }
    }
}
