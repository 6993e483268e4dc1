//! The table in a sheet, as people mean it.

use super::{
    CheckSum, HeaderColumn, HeaderRows, RowKind, SheetFindings, SpreadsheetRule as Rule,
    StatedNumber, SumComparison, merged::MergedAreas, read_ditto, read_number_cell,
    read_total_label, stated_number::read_stated_number, totals::named_total_label,
};
use crate::{Cell, CellRange, CellValue, Row, Sheet};
use std::{borrow::Cow, sync::Arc};
use tosei_document::CellAddress;

/// How the value of a table's cell came there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CellOrigin {
    /// It stands in the cell.
    Own,
    /// It stands in the first cell of a merged area.
    Merged,
    /// The cell says 〃 or 同上; the value is that of the cell above.
    Ditto,
}

/// A cell of a [`SheetTable`]: where it is, what it means, where that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableCell<'t> {
    address: CellAddress,
    source: CellAddress,
    value: CellValue<'t>,
    origin: CellOrigin,
    joined: Option<&'t str>,
}

impl<'t> TableCell<'t> {
    /// Its own address.
    #[must_use]
    pub fn address(&self) -> CellAddress {
        self.address
    }

    /// The address where the value stands: of a merged area its first cell, of 〃 a cell above.
    #[must_use]
    pub fn source(&self) -> CellAddress {
        self.source
    }

    /// The value: of 〃 that of the cell above, without an addition such as 「（郵送）」.
    #[must_use]
    pub fn value(&self) -> CellValue<'t> {
        self.value
    }

    /// How the value came here.
    #[must_use]
    pub fn origin(&self) -> CellOrigin {
        self.origin
    }

    /// The text that is meant, with the addition to 「同上」.
    #[must_use]
    pub fn text(&self) -> Cow<'t, str> {
        match self.joined {
            Some(text) => Cow::Borrowed(text),
            None => self.value.display_text(),
        }
    }
}

/// A cell whose value stands elsewhere.
#[derive(Debug, Clone)]
struct Filled<'a> {
    position: usize,
    source: CellAddress,
    value: CellValue<'a>,
    origin: CellOrigin,
    joined: Option<Arc<str>>,
}

/// A row of a [`SheetTable`].
///
/// It keeps only what differs from the sheet: a table of 75,000 rows costs little beside its sheet.
#[derive(Debug, Clone)]
pub struct TableRow<'a> {
    row: Row<'a>,
    kind: RowKind,
    columns: Arc<[HeaderColumn]>,
    filled: Box<[Filled<'a>]>,
}

impl<'a> TableRow<'a> {
    /// Its number in the sheet, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.row.number()
    }

    /// Whether it is an entry, a subtotal or a total.
    #[must_use]
    pub fn kind(&self) -> RowKind {
        self.kind
    }

    /// Whether it is hidden; hidden rows are part of the table.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.row.is_hidden()
    }

    /// Its cells, one for each of [`SheetTable::columns`].
    pub fn cells(&self) -> impl Iterator<Item = TableCell<'_>> {
        (0..self.columns.len()).filter_map(|position| self.cell(position))
    }

    /// The cell at a position of [`SheetTable::columns`], counted from 0.
    #[must_use]
    pub fn cell(&self, position: usize) -> Option<TableCell<'_>> {
        let own = self.row.cell(self.columns.get(position)?.column())?;
        let filled = self
            .filled
            .binary_search_by_key(&position, |filled| filled.position)
            .ok()
            .and_then(|at| self.filled.get(at));
        Some(match filled {
            Some(filled) => TableCell {
                address: own.address(),
                source: filled.source,
                value: filled.value,
                origin: filled.origin,
                joined: filled.joined.as_deref(),
            },
            None => TableCell {
                address: own.address(),
                source: own.address(),
                value: own.value(),
                origin: CellOrigin::Own,
                joined: None,
            },
        })
    }
}

/// 表 (table) in a sheet: named columns, entries with every cell filled, totals apart.
///
/// Titles above the header, blank rows, repeated headers and notes (※) are left out. A merged area has
/// its value in all its cells; 〃 and 同上 have that of the cell above; every one of these is a finding
/// on its cell.
///
/// # Not to be confused with
///
/// The sheet. Of a merged number, [`TableCell::origin`] says where it is counted: adding up a column
/// counts [`CellOrigin::Merged`] cells more than once.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_table::{ReadOptions, Workbook, layout::*};
///
/// let csv = "調査票,,\n手続名,件数,\n印鑑登録廃止届,約300,\n同上（郵送）,－,\n小　計,300,\n";
/// let book = Workbook::read(csv.as_bytes(), &ReadOptions::default())?;
/// let catalogue = SpreadsheetRule::catalogue();
/// let rules = SpreadsheetRules::of(catalogue)?;
/// let mut collector = Collector::new(catalogue);
/// let sheet = &book.sheets()[0];
/// let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
///
/// let table = SheetTable::read(sheet, None, &mut findings).unwrap();
/// let names: Vec<_> = table.entries().map(|row| row.cell(0).unwrap().text()).collect();
/// assert_eq!(names, ["印鑑登録廃止届", "印鑑登録廃止届（郵送）"]);
/// assert_eq!(table.check_sums(1, &mut findings), [(5, SumComparison::Equal)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct SheetTable<'a> {
    header: HeaderRows,
    columns: Arc<[HeaderColumn]>,
    rows: Vec<TableRow<'a>>,
}

impl<'a> SheetTable<'a> {
    /// Reads the table under a header, or under the one that is found; `None` if there is none.
    ///
    /// Rows of the given header that the sheet does not have give a table without columns.
    pub fn read(
        sheet: &'a Sheet,
        header: Option<HeaderRows>,
        findings: &mut SheetFindings<'_>,
    ) -> Option<Self> {
        let header = match header {
            Some(header) => header,
            None => HeaderRows::find(sheet)?,
        };
        let columns: Arc<[HeaderColumn]> = header.columns(sheet).into();
        let mut reader = TableReader {
            sheet,
            columns: &columns,
            keys: columns
                .iter()
                .map(|column| crate::header_key(column.name()))
                .collect(),
            areas: MergedAreas::of(sheet),
            first_row: header.last().saturating_add(1),
            above: vec![None; columns.len()],
            last_entry: 0,
            fills: 0,
        };
        let mut rows = Vec::new();
        for row in sheet.rows().filter(|row| row.number() > header.last()) {
            rows.extend(reader.row(row, findings));
        }
        let mut table = Self {
            header,
            columns,
            rows,
        };
        table.settle_totals(findings);
        Some(table)
    }

    /// The header rows.
    #[must_use]
    pub fn header(&self) -> HeaderRows {
        self.header
    }

    /// The columns from left to right.
    #[must_use]
    pub fn columns(&self) -> &[HeaderColumn] {
        &self.columns
    }

    /// All rows in their order, subtotals and totals among them.
    #[must_use]
    pub fn rows(&self) -> &[TableRow<'a>] {
        &self.rows
    }

    /// The rows that are entries.
    pub fn entries(&self) -> impl Iterator<Item = &TableRow<'a>> {
        self.rows.iter().filter(|row| row.kind == RowKind::Data)
    }

    /// The rows that add up others.
    pub fn totals(&self) -> impl Iterator<Item = &TableRow<'a>> {
        self.rows.iter().filter(|row| row.kind != RowKind::Data)
    }

    /// Compares the totals of a number column with the entries that they cover, and reports what
    /// differs; given are the row number of each total and the outcome.
    ///
    /// A subtotal covers the entries since the last subtotal or total, a total those since the last
    /// total. A number in a merged area counts once.
    pub fn check_sums(
        &self,
        position: usize,
        findings: &mut SheetFindings<'_>,
    ) -> Vec<(u32, SumComparison)> {
        let (mut subtotal, mut total) = (CheckSum::default(), CheckSum::default());
        let mut outcomes = Vec::new();
        for row in &self.rows {
            let Some(cell) = row.cell(position) else {
                continue;
            };
            let number = read_number_cell(cell.value()).number();
            match row.kind {
                RowKind::Data if cell.origin() == CellOrigin::Merged => {}
                RowKind::Data => {
                    subtotal = subtotal.and(number);
                    total = total.and(number);
                }
                kind => {
                    let sum = match kind {
                        RowKind::Total => std::mem::take(&mut total),
                        _ => subtotal,
                    };
                    subtotal = CheckSum::default();
                    outcomes.push((row.number(), sum.check(number, cell.address(), findings)));
                }
            }
        }
        outcomes
    }

    /// 「計」 alone is a subtotal where a 合計 follows. Every row that adds up others is reported.
    fn settle_totals(&mut self, findings: &mut SheetFindings<'_>) {
        let label = |row: &TableRow<'_>| {
            row.row
                .cells()
                .find(|cell| total_kind(cell.value()).is_some())
                .map(|cell| (cell.address(), cell.value().display_text().into_owned()))
        };
        let is_short = |row: &TableRow<'_>| {
            label(row).is_some_and(|(_, text)| {
                let signs = text.chars().filter(|character| !character.is_whitespace());
                signs.eq("計".chars())
            })
        };
        let last_named = self
            .rows
            .iter()
            .rposition(|row| row.kind == RowKind::Total && !is_short(row));
        for (at, row) in self.rows.iter_mut().enumerate() {
            let before_named = last_named.is_some_and(|last| at < last);
            if row.kind == RowKind::Total && before_named && is_short(row) {
                row.kind = RowKind::Subtotal;
            }
        }
        for row in &self.rows {
            let rule = match row.kind {
                RowKind::Data => continue,
                RowKind::Subtotal => Rule::SubtotalRow,
                RowKind::Total => Rule::TotalRow,
            };
            if let Some((cell, text)) = label(row) {
                findings.add(rule, cell, &[("text", text.as_str().into())]);
            }
        }
    }
}

/// Twenty-four kanji.
const LONGEST_LABEL: usize = 72;

fn total_kind(value: CellValue<'_>) -> Option<RowKind> {
    match value {
        // A label is short; sentences about 統計 and 会計 are not.
        CellValue::Text(text) if text.len() <= LONGEST_LABEL && text.contains('計') => {
            read_total_label(text).or_else(|| named_total_label(text))
        }
        _ => None,
    }
}

struct TableReader<'t, 'a> {
    sheet: &'a Sheet,
    columns: &'t Arc<[HeaderColumn]>,
    /// The keys of the columns' names.
    keys: Vec<String>,
    areas: MergedAreas,
    first_row: u32,
    /// What stands above in each column: the last entry's cell.
    above: Vec<Option<Above<'a>>>,
    last_entry: u32,
    fills: usize,
}

/// Merged cells that are filled; a file with more is forged, and the rest of it stays as it is.
const MOST_FILLS: usize = 5_000_000;

#[derive(Clone)]
struct Above<'a> {
    /// The row that it is of.
    row: u32,
    source: CellAddress,
    value: CellValue<'a>,
    joined: Option<Arc<str>>,
}

impl<'a> TableReader<'_, 'a> {
    fn row(&mut self, row: Row<'a>, findings: &mut SheetFindings<'_>) -> Option<TableRow<'a>> {
        let number = row.number();
        self.areas.move_to(number);
        for area in self.areas.active() {
            let first = area.first();
            // Once for each area, in its first row of the table.
            if number != first.row().max(self.first_row) {
                continue;
            }
            let value = self.sheet.cell(first).value();
            if !value.is_blank() {
                let (text, area) = (value.display_text(), area.to_string());
                let values = [("area", area.as_str().into()), ("text", (&*text).into())];
                findings.add(Rule::MergedCells, first, &values);
            }
        }
        let first = row.cells().find(|cell| !cell.value().is_blank())?;
        if self.is_header_again(row) {
            findings.add(Rule::HeaderRepeated, first.address(), &[]);
            return None;
        }
        if let CellValue::Text(text) = first.value()
            && is_note(text)
            && filled_cells(row).nth(1).is_none()
        {
            findings.add(Rule::NoteRow, first.address(), &[("text", text.into())]);
            return None;
        }
        let kind = kind_of(row);
        let mut filled = Vec::new();
        let columns = Arc::clone(self.columns);
        for position in self.positions(row) {
            let Some(own) = columns
                .get(position)
                .and_then(|column| row.cell(column.column()))
            else {
                continue;
            };
            let area = self.areas.covering(own.address().column());
            let source = area.map_or(own.address(), CellRange::first);
            let is_own = source == own.address();
            let mut cell = Above {
                row: number,
                source,
                value: match is_own {
                    true => own.value(),
                    false => self.sheet.cell(source).value(),
                },
                joined: None,
            };
            let mut origin = match is_own {
                true => CellOrigin::Own,
                false => CellOrigin::Merged,
            };
            if kind == RowKind::Data {
                if self.resolve_ditto(position, own.address(), &mut cell, findings) && is_own {
                    origin = CellOrigin::Ditto;
                }
                if let Some(above) = self.above.get_mut(position) {
                    *above = Some(cell.clone());
                }
            }
            if origin != CellOrigin::Own {
                filled.push(Filled {
                    position,
                    source: cell.source,
                    value: cell.value,
                    origin,
                    joined: cell.joined,
                });
            }
        }
        self.fills = self.fills.saturating_add(filled.len());
        if kind == RowKind::Data {
            self.last_entry = number;
        }
        Some(TableRow {
            row,
            kind,
            columns,
            filled: filled.into(),
        })
    }

    /// The positions of columns in which the row holds something or is in a merged area.
    fn positions(&self, row: Row<'_>) -> Vec<usize> {
        let from = |column: u32| {
            self.columns
                .partition_point(|known| known.column() < column)
        };
        let own = row.cells().filter_map(|cell| {
            let column = cell.address().column();
            let at = from(column);
            let known = self.columns.get(at).map(HeaderColumn::column);
            (known == Some(column)).then_some(at)
        });
        let mut positions: Vec<usize> = own.collect();
        if self.fills < MOST_FILLS {
            for area in self.areas.active() {
                let behind = area.last().column().saturating_add(1);
                positions.extend(from(area.first().column())..from(behind));
            }
            positions.sort_unstable();
            positions.dedup();
        }
        positions
    }

    /// Puts what stands above into a cell that says 〃; gives whether it did.
    fn resolve_ditto(
        &self,
        position: usize,
        address: CellAddress,
        cell: &mut Above<'a>,
        findings: &mut SheetFindings<'_>,
    ) -> bool {
        let CellValue::Text(text) = cell.value else {
            return false;
        };
        let Some(ditto) = read_ditto(text) else {
            return false;
        };
        let is_own = cell.source == address;
        let above = self.above.get(position).and_then(Option::as_ref);
        let above = above.filter(|above| above.row == self.last_entry && !above.value.is_blank());
        let Some(above) = above else {
            if is_own {
                findings.add(Rule::DittoWithoutAbove, address, &[("text", text.into())]);
            }
            return false;
        };
        *cell = Above {
            row: cell.row,
            ..above.clone()
        };
        // A merged 〃 means what it means in its first row: that is what stands above by now.
        if is_own {
            let above = match &cell.joined {
                Some(joined) => Cow::Borrowed(&**joined),
                None => cell.value.display_text(),
            };
            let meant = ditto.resolve(&above);
            let values = [("text", text.into()), ("meant", meant.as_str().into())];
            findings.add(Rule::Ditto, address, &values);
            if !ditto.suffix().is_empty() {
                cell.joined = Some(meant.into());
            }
        }
        true
    }

    fn is_header_again(&self, row: Row<'_>) -> bool {
        let mut cells = filled_cells(row);
        let matches = |cell: Cell<'_>| {
            let column = cell.address().column();
            let at = self
                .columns
                .binary_search_by_key(&column, HeaderColumn::column);
            let key = at.ok().and_then(|at| self.keys.get(at));
            match cell.value() {
                CellValue::Text(text) => key.is_some_and(|key| *key == crate::header_key(text)),
                _ => false,
            }
        };
        // Nearly always the first cell tells.
        cells.next().is_some_and(matches) && {
            let mut others = 0u32;
            let all = cells.all(|cell| {
                others = others.saturating_add(1);
                matches(cell)
            });
            all && others > 0
        }
    }
}

fn filled_cells<'a>(row: Row<'a>) -> impl Iterator<Item = Cell<'a>> {
    row.cells().filter(|cell| !cell.value().is_blank())
}

/// A total's label stands first or second of the texts of its row, or beside nothing but numbers.
fn kind_of(row: Row<'_>) -> RowKind {
    if !row.cells().any(|cell| total_kind(cell.value()).is_some()) {
        return RowKind::Data;
    }
    let mut texts = row.cells().filter_map(|cell| match cell.value() {
        CellValue::Text(text) if !cell.value().is_blank() && !is_number_like(text) => Some(text),
        _ => None,
    });
    let kind = match (texts.next(), texts.next()) {
        (Some(label), None) => read_total_label(label).or_else(|| named_total_label(label)),
        (Some(first), Some(second)) => read_total_label(first).or_else(|| read_total_label(second)),
        _ => None,
    };
    kind.unwrap_or(RowKind::Data)
}

fn is_number_like(text: &str) -> bool {
    !matches!(read_stated_number(text).number(), StatedNumber::Unread)
}

fn is_note(text: &str) -> bool {
    let text = text.trim_start();
    [
        "※",
        "＊",
        "*",
        "注)",
        "注）",
        "(注",
        "（注",
        "注:",
        "注：",
        "備考:",
        "備考：",
    ]
    .iter()
    .any(|sign| text.starts_with(sign))
}
