//! The table in a sheet, as people mean it.

use super::{
    CheckSum, HeaderColumn, HeaderRows, RowKind, SheetFindings, SpreadsheetRule as Rule,
    SumComparison, merged::MergedAreas, read_ditto, read_number_cell, read_total_label,
    stated_number::read_stated_number, totals::named_total_label,
};
use crate::{Cell, CellValue, Sheet};
use std::borrow::Cow;
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell<'a> {
    address: CellAddress,
    source: CellAddress,
    value: CellValue<'a>,
    origin: CellOrigin,
    joined: Option<Box<str>>,
}

impl<'a> TableCell<'a> {
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
    pub fn value(&self) -> CellValue<'a> {
        self.value
    }

    /// How the value came here.
    #[must_use]
    pub fn origin(&self) -> CellOrigin {
        self.origin
    }

    /// The text that is meant, with the addition to 「同上」.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match &self.joined {
            Some(text) => Cow::Borrowed(text),
            None => self.value.display_text(),
        }
    }
}

/// A row of a [`SheetTable`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow<'a> {
    number: u32,
    kind: RowKind,
    hidden: bool,
    cells: Vec<TableCell<'a>>,
}

impl<'a> TableRow<'a> {
    /// Its number in the sheet, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether it is an entry, a subtotal or a total.
    #[must_use]
    pub fn kind(&self) -> RowKind {
        self.kind
    }

    /// Whether it is hidden; hidden rows are part of the table.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Its cells, one for each of [`SheetTable::columns`].
    #[must_use]
    pub fn cells(&self) -> &[TableCell<'a>] {
        &self.cells
    }

    /// The cell at a position of [`SheetTable::columns`], counted from 0.
    #[must_use]
    pub fn cell(&self, position: usize) -> Option<&TableCell<'a>> {
        self.cells.get(position)
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
/// let names: Vec<_> = table.entries().map(|row| row.cells()[0].text()).collect();
/// assert_eq!(names, ["印鑑登録廃止届", "印鑑登録廃止届（郵送）"]);
/// assert_eq!(table.check_sums(1, &mut findings), [(5, SumComparison::Equal)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct SheetTable<'a> {
    header: HeaderRows,
    columns: Vec<HeaderColumn>,
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
        let columns = header.columns(sheet);
        let mut reader = TableReader {
            sheet,
            columns: &columns,
            areas: MergedAreas::of(sheet),
            first_row: header.last().saturating_add(1),
            above: vec![None; columns.len()],
        };
        let mut rows = Vec::new();
        for row in sheet.rows().filter(|row| row.number() > header.last()) {
            if !row.is_blank() {
                rows.extend(reader.row(row.number(), findings));
            }
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
                    outcomes.push((row.number, sum.check(number, cell.address(), findings)));
                }
            }
        }
        outcomes
    }

    /// 「計」 alone is a subtotal where a 合計 follows. Every row that adds up others is reported.
    fn settle_totals(&mut self, findings: &mut SheetFindings<'_>) {
        let label = |row: &TableRow<'_>| {
            let mut cells = row
                .cells
                .iter()
                .filter(|cell| cell.origin == CellOrigin::Own);
            cells
                .find(|cell| total_kind(&cell.value).is_some())
                .map(|cell| (cell.address, cell.text().into_owned()))
        };
        let is_short = |row: &TableRow<'_>| {
            label(row).is_some_and(|(_, text)| {
                text.chars()
                    .filter(|character| !character.is_whitespace())
                    .eq("計".chars())
            })
        };
        let last_named = self
            .rows
            .iter()
            .rposition(|row| row.kind == RowKind::Total && !is_short(row));
        for (at, row) in self.rows.iter_mut().enumerate() {
            if row.kind == RowKind::Total
                && last_named.is_some_and(|last| at < last)
                && is_short(row)
            {
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

fn total_kind(value: &CellValue<'_>) -> Option<RowKind> {
    match value {
        CellValue::Text(text) => read_total_label(text).or_else(|| named_total_label(text)),
        _ => None,
    }
}

struct TableReader<'t, 'a> {
    sheet: &'a Sheet,
    columns: &'t [HeaderColumn],
    areas: MergedAreas,
    first_row: u32,
    /// What stands above in each column: the last entry's cell.
    above: Vec<Option<TableCell<'a>>>,
}

impl<'a> TableReader<'_, 'a> {
    fn row(&mut self, number: u32, findings: &mut SheetFindings<'_>) -> Option<TableRow<'a>> {
        self.areas.move_to(number);
        for area in self.areas.active() {
            let first = area.first();
            let value = self.sheet.cell(first).value();
            // Once for each area, in its first row of the table.
            if number == first.row().max(self.first_row) && !value.is_blank() {
                let (text, area) = (value.display_text(), area.to_string());
                let values = [("area", area.as_str().into()), ("text", (&*text).into())];
                findings.add(Rule::MergedCells, first, &values);
            }
        }
        let own: Vec<Cell<'a>> = {
            let cells = self.sheet.row(number).cells();
            cells.filter(|cell| !cell.value().is_blank()).collect()
        };
        if self.is_header_again(&own) {
            if let Some(first) = own.first() {
                findings.add(Rule::HeaderRepeated, first.address(), &[]);
            }
            return None;
        }
        if let [only] = own.as_slice()
            && let CellValue::Text(text) = only.value()
            && is_note(text)
        {
            findings.add(Rule::NoteRow, only.address(), &[("text", text.into())]);
            return None;
        }
        let kind = kind_of(&own);
        let mut cells = Vec::with_capacity(self.columns.len());
        for (at, column) in self.columns.iter().enumerate() {
            let Some(address) = CellAddress::from_zero_based(
                column.column().saturating_sub(1),
                number.saturating_sub(1),
            ) else {
                continue;
            };
            let mut cell = self.filled(address);
            if kind == RowKind::Data {
                self.resolve_ditto(at, &mut cell, findings);
                if let Some(above) = self.above.get_mut(at) {
                    *above = Some(cell.clone());
                }
            }
            cells.push(cell);
        }
        Some(TableRow {
            number,
            kind,
            hidden: self.sheet.is_row_hidden(number),
            cells,
        })
    }

    /// The cell's own value, or that of the merged area that covers it.
    fn filled(&self, address: CellAddress) -> TableCell<'a> {
        let area = self.areas.covering(address.column());
        let source = area.map_or(address, |area| area.first());
        TableCell {
            address,
            source,
            value: self.sheet.cell(source).value(),
            origin: if source == address {
                CellOrigin::Own
            } else {
                CellOrigin::Merged
            },
            joined: None,
        }
    }

    fn resolve_ditto(
        &self,
        column: usize,
        cell: &mut TableCell<'a>,
        findings: &mut SheetFindings<'_>,
    ) {
        let CellValue::Text(text) = cell.value else {
            return;
        };
        let Some(ditto) = read_ditto(text) else {
            return;
        };
        let own = cell.origin == CellOrigin::Own;
        let above = self.above.get(column).and_then(Option::as_ref);
        let Some(above) = above.filter(|above| !above.value.is_blank()) else {
            if own {
                findings.add(
                    Rule::DittoWithoutAbove,
                    cell.address,
                    &[("text", text.into())],
                );
            }
            return;
        };
        // A merged 〃 means what it means in its first row: the cell above is that row's by now.
        let meant = if own {
            let meant = ditto.resolve(&above.text());
            let values = [("text", text.into()), ("meant", meant.as_str().into())];
            findings.add(Rule::Ditto, cell.address, &values);
            meant
        } else {
            above.text().into_owned()
        };
        cell.value = above.value;
        cell.source = above.source;
        if own {
            cell.origin = CellOrigin::Ditto;
        }
        if meant != above.value.display_text() {
            cell.joined = Some(meant.into());
        }
    }

    fn is_header_again(&self, own: &[Cell<'_>]) -> bool {
        let matching = own.iter().filter(|cell| {
            let column = cell.address().column();
            let text = cell.value().display_text();
            let name = self
                .columns
                .binary_search_by_key(&column, HeaderColumn::column)
                .ok()
                .and_then(|at| self.columns.get(at));
            name.is_some_and(|name| crate::header_key(name.name()) == crate::header_key(&text))
        });
        own.len() >= 2 && matching.count() == own.len()
    }
}

/// A total's label stands before everything else of its row, or beside nothing but numbers.
fn kind_of(own: &[Cell<'_>]) -> RowKind {
    let mut texts = own.iter().filter_map(|cell| match cell.value() {
        CellValue::Text(text) if !is_number_like(text) => Some(text),
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
    use super::StatedNumber as N;
    !matches!(read_stated_number(text).number(), N::Unread)
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
