//! One sheet: its cells in one arena, and what stands around them.

use super::{
    CellRange, CellValue, DateSystem, SerialDate, SerialKind,
    cell::{Cell, CellFlags, CellKind},
};
use std::{collections::BTreeSet, sync::Arc};
use tosei_document::CellAddress;

/// How visible a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum SheetVisibility {
    /// 表示.
    #[default]
    Visible,
    /// 非表示: anybody can bring it back by 「再表示」.
    Hidden,
    /// Hidden by a program (`veryHidden`): no menu brings it back.
    VeryHidden,
}

impl SheetVisibility {
    /// Stable identifier: `visible`, `hidden`, `very_hidden`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Visible => "visible",
            Self::Hidden => "hidden",
            Self::VeryHidden => "very_hidden",
        }
    }
}

/// コメント・メモ (comment): a note on a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetComment {
    pub(super) cell: CellAddress,
    pub(super) text: Box<str>,
}

impl SheetComment {
    /// The cell it is on.
    #[must_use]
    pub fn cell(&self) -> CellAddress {
        self.cell
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Bytes of a cell that are no character in the encoding of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndecodedBytes {
    pub(super) cell: CellAddress,
    pub(super) bytes: Box<[u8]>,
}

impl UndecodedBytes {
    /// The cell; the bytes stand in its text as `�` (U+FFFD).
    #[must_use]
    pub fn cell(&self) -> CellAddress {
        self.cell
    }

    /// The bytes as the file has them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// シート (sheet): the cells of one sheet of a workbook, or of one CSV file.
///
/// Only cells that hold something are stored; all texts lie in one buffer. A row or a cell that the
/// file does not have is there as an empty one, as far as a spreadsheet goes.
///
/// # Examples
///
/// ```
/// use tosei_table::{CellValue, ReadOptions, Workbook};
///
/// let book = Workbook::read("手続名,件数\n印鑑登録申請,1204\n".as_bytes(), &ReadOptions::default())?;
/// let sheet = book.sheets().first().unwrap();
/// assert_eq!(sheet.cell("B2".parse().unwrap()).value(), CellValue::Text("1204"));
/// assert_eq!(sheet.cell("Z99".parse().unwrap()).value(), CellValue::Empty);
/// let widths: Vec<usize> = sheet.rows().map(|row| row.cells().count()).collect();
/// assert_eq!(widths, [2, 2]);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub(super) name: Box<str>,
    pub(super) visibility: SheetVisibility,
    pub(super) system: DateSystem,
    pub(super) text: String,
    pub(super) shared: Arc<str>,
    pub(super) cells: Vec<StoredCell>,
    pub(super) rows: Vec<StoredRow>,
    pub(super) merged: Vec<CellRange>,
    pub(super) hidden_rows: Vec<(u32, u32)>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) comments: Vec<SheetComment>,
    pub(super) coloured: Vec<CellAddress>,
    pub(super) coloured_count: u64,
    pub(super) colours: BTreeSet<Box<str>>,
    pub(super) phonetic_count: u64,
    pub(super) undecoded: Vec<UndecodedBytes>,
    pub(super) undecoded_count: u64,
    pub(super) unclosed_quote: Option<CellAddress>,
}

/// A cell in the arena: where its text is, its column counted from 0, its kind, its flags.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoredCell {
    pub(super) start: u32,
    pub(super) length: u32,
    pub(super) column: u16,
    pub(super) kind: CellKind,
    pub(super) flags: CellFlags,
}

/// A row in the arena: its number counted from 1 and where its cells begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoredRow {
    pub(super) number: u32,
    pub(super) first: u32,
    pub(super) end: u32,
}

impl Sheet {
    /// The name on its tab; empty for CSV, which has none.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name as findings use it: `None` where the file has no sheets.
    #[must_use]
    pub fn name_in_places(&self) -> Option<&str> {
        (!self.name.is_empty()).then_some(&*self.name)
    }

    /// Whether it is hidden.
    #[must_use]
    pub fn visibility(&self) -> SheetVisibility {
        self.visibility
    }

    /// The date system of its workbook.
    #[must_use]
    pub fn date_system(&self) -> DateSystem {
        self.system
    }

    /// The rows that hold something, from above to below.
    #[must_use]
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator + Clone {
        self.rows.iter().map(|row| self.row_of(*row))
    }

    /// The row of a number counted from 1; a row without any cell if the file does not have it.
    #[must_use]
    pub fn row(&self, number: u32) -> Row<'_> {
        let found = self.rows.binary_search_by_key(&number, |row| row.number);
        let empty = StoredRow {
            number,
            first: 0,
            end: 0,
        };
        let found = found.ok().and_then(|at| self.rows.get(at)).copied();
        self.row_of(found.unwrap_or(empty))
    }

    fn row_of(&self, row: StoredRow) -> Row<'_> {
        let index = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        Row {
            sheet: self,
            number: row.number,
            cells: self
                .cells
                .get(index(row.first)..index(row.end))
                .unwrap_or_default(),
        }
    }

    /// The cell at an address; an empty one if the file does not have it.
    #[must_use]
    pub fn cell(&self, address: CellAddress) -> Cell<'_> {
        self.row(address.row())
            .cell(address.column())
            .unwrap_or(Cell {
                address,
                value: CellValue::Empty,
                flags: CellFlags::default(),
            })
    }

    /// The farthest row and column that hold something, counted from 1; 0 and 0 for an empty sheet.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        let rows = self.rows.last().map_or(0, |row| row.number);
        let columns = self.cells.iter().map(|cell| u32::from(cell.column)).max();
        (rows, columns.map_or(0, |column| column.saturating_add(1)))
    }

    /// How many cells hold something.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }

    /// セルの結合: merged areas, in the order of the file.
    #[must_use]
    pub fn merged_areas(&self) -> &[CellRange] {
        &self.merged
    }

    /// Hidden rows as spans from first to last, counted from 1.
    #[must_use]
    pub fn hidden_rows(&self) -> &[(u32, u32)] {
        &self.hidden_rows
    }

    /// Whether a row is hidden.
    #[must_use]
    pub fn is_row_hidden(&self, row: u32) -> bool {
        let behind = self.hidden_rows.partition_point(|(first, _)| *first <= row);
        let span = behind
            .checked_sub(1)
            .and_then(|at| self.hidden_rows.get(at));
        span.is_some_and(|(_, last)| row <= *last)
    }

    /// Hidden columns as spans from first to last, counted from 1.
    #[must_use]
    pub fn hidden_columns(&self) -> &[(u32, u32)] {
        &self.hidden_columns
    }

    /// Whether a column is hidden.
    #[must_use]
    pub fn is_column_hidden(&self, column: u32) -> bool {
        self.hidden_columns
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&column))
    }

    /// Comments on cells.
    #[must_use]
    pub fn comments(&self) -> &[SheetComment] {
        &self.comments
    }

    /// How many cells are coloured, with or without a value.
    #[must_use]
    pub fn coloured_count(&self) -> u64 {
        self.coloured_count
    }

    /// The first coloured cells, at most [`WorkbookLimits::listed`](crate::WorkbookLimits::listed).
    #[must_use]
    pub fn coloured_cells(&self) -> &[CellAddress] {
        &self.coloured
    }

    /// The colours in use, as the file names them (`FFFFFF00`, `theme 4`, `indexed 13`).
    pub fn colours(&self) -> impl Iterator<Item = &str> {
        self.colours.iter().map(|colour| &**colour)
    }

    /// How many cells carry a reading (ふりがな) beside their text.
    #[must_use]
    pub fn phonetic_count(&self) -> u64 {
        self.phonetic_count
    }

    /// The first bytes that could not be decoded, each with its cell.
    #[must_use]
    pub fn undecoded(&self) -> &[UndecodedBytes] {
        &self.undecoded
    }

    /// How many byte sequences could not be decoded.
    #[must_use]
    pub fn undecoded_count(&self) -> u64 {
        self.undecoded_count
    }

    /// Where a quote stands that was not closed: everything behind it is in that cell.
    #[must_use]
    pub fn unclosed_quote(&self) -> Option<CellAddress> {
        self.unclosed_quote
    }

    fn value(&self, cell: StoredCell) -> CellValue<'_> {
        let arena = if cell.flags.has(CellFlags::SHARED) {
            &*self.shared
        } else {
            self.text.as_str()
        };
        let start = usize::try_from(cell.start).unwrap_or(usize::MAX);
        let length = usize::try_from(cell.length).unwrap_or(usize::MAX);
        let text = arena
            .get(start..start.saturating_add(length))
            .unwrap_or_default();
        let serial = |kind| CellValue::Serial(SerialDate::new(text, self.system, kind));
        match cell.kind {
            CellKind::Empty => CellValue::Empty,
            CellKind::Text if text.is_empty() => CellValue::Empty,
            CellKind::Text => CellValue::Text(text),
            CellKind::Number => CellValue::Number(text),
            CellKind::Date => serial(SerialKind::Date),
            CellKind::DateTime => serial(SerialKind::DateTime),
            CellKind::Time => serial(SerialKind::Time),
            CellKind::True => CellValue::Boolean(true),
            CellKind::False => CellValue::Boolean(false),
            CellKind::Error => CellValue::Error(text),
            CellKind::UnknownFormula => CellValue::UnknownFormula,
        }
    }
}

/// 行 (row) of a [`Sheet`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    number: u32,
    cells: &'a [StoredCell],
}

impl<'a> Row<'a> {
    /// Its number, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The cells that hold something, from left to right.
    #[must_use]
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = Cell<'a>> + use<'a> {
        let (sheet, row) = (self.sheet, self.number.saturating_sub(1));
        self.cells.iter().filter_map(move |cell| {
            Some(Cell {
                address: CellAddress::from_zero_based(u32::from(cell.column), row)?,
                value: sheet.value(*cell),
                flags: cell.flags,
            })
        })
    }

    /// The cell in a column counted from 1, an empty one if the file does not have it; `None` only if
    /// there is no such column or row.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<Cell<'a>> {
        let zero_based = column.checked_sub(1)?;
        let address = CellAddress::from_zero_based(zero_based, self.number.checked_sub(1)?)?;
        let found = self
            .cells
            .binary_search_by_key(&zero_based, |cell| u32::from(cell.column));
        let stored = found.ok().and_then(|at| self.cells.get(at));
        Some(Cell {
            address,
            value: stored.map_or(CellValue::Empty, |cell| self.sheet.value(*cell)),
            flags: stored.map_or(CellFlags::default(), |cell| cell.flags),
        })
    }

    /// Whether no cell holds anything but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells
            .iter()
            .all(|cell| self.sheet.value(*cell).is_blank())
    }

    /// Whether the row is hidden.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.sheet.is_row_hidden(self.number)
    }
}

#[cfg(feature = "xlsx")]
impl Sheet {
    /// Sorts rows and cells that a program wrote in another order; of two cells at one address the
    /// first stays.
    pub(super) fn put_in_order(&mut self) {
        let index = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let mut placed: Vec<(u32, StoredCell)> = Vec::with_capacity(self.cells.len());
        for row in &self.rows {
            let cells = self.cells.get(index(row.first)..index(row.end));
            placed.extend(
                cells
                    .unwrap_or_default()
                    .iter()
                    .map(|cell| (row.number, *cell)),
            );
        }
        placed.sort_by_key(|(row, cell)| (*row, cell.column));
        placed.dedup_by_key(|(row, cell)| (*row, cell.column));
        self.rows.clear();
        self.cells.clear();
        for (number, cell) in placed {
            let at = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
            let end = at.saturating_add(1);
            match self.rows.last_mut() {
                Some(row) if row.number == number => row.end = end,
                _ => self.rows.push(StoredRow {
                    number,
                    first: at,
                    end,
                }),
            }
            self.cells.push(cell);
        }
    }

    /// Sorts and joins the spans of hidden rows and columns.
    pub(super) fn join_spans(&mut self) {
        for spans in [&mut self.hidden_rows, &mut self.hidden_columns] {
            spans.sort_unstable();
            spans.dedup_by(|next, before| {
                let joins = next.0 <= before.1.saturating_add(1);
                if joins {
                    before.1 = before.1.max(next.1);
                }
                joins
            });
        }
    }
}
