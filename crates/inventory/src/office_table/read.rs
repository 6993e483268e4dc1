//! From the sheets of a workbook to one inventory.

use super::{
    CheckSumResult, OfficeMapping, OfficeTotals, SheetMapping, SheetRows,
    build::{Build, RowPlace},
    columns::Layout,
    grid::Grid,
    rules::{self, Rules},
    sheet::SheetReader,
    totals::CaseSum,
};
use crate::{Inventory, survey::MissingRuleError};
use tosei_document::{Catalogue, CellAddress, Explain, Mark, PlaceRef, RuleIndex, Sink, ValueRef};
use tosei_table::layout::{SpreadsheetRule, SpreadsheetRules, report_workbook};
use tosei_table::{Sheet, SheetVisibility, Workbook};
use tosei_types::Language;

/// ファイル (file): one of several workbooks that make one inventory.
#[derive(Debug, Clone, Copy)]
pub struct OfficeFile<'a> {
    /// Its name, as findings and the mapping use it; `None` for an only file.
    pub name: Option<&'a str>,
    /// What stands in it.
    pub workbook: &'a Workbook,
}

/// 読取り結果 (result of a reading): the inventory, what was counted, and which row became what.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OfficeTable {
    /// 棚卸.
    pub inventory: Inventory,
    /// 集計.
    pub totals: OfficeTotals,
    /// Where each process stands in the files, in the order of the inventory.
    pub places: Vec<RowPlace>,
}

impl OfficeTable {
    /// The embedded rules that a [`Collector`](tosei_document::Collector) for a reading needs.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        rules::catalogue()
    }
}

/// Why no inventory could be made of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OfficeTableError {
    /// No sheet has the table that the mapping describes.
    #[error("no sheet has the columns of the mapping; the sheets are {}", sheets.join(", "))]
    #[non_exhaustive]
    NoTable {
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// The rule catalogue lacks a rule.
    #[error(transparent)]
    Rules(#[from] MissingRuleError),
}

impl Explain for OfficeTableError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoTable { .. } => "inventory.office_table.no_table",
            Self::Rules(error) => error.code(),
        }
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::NoTable { sheets }, Language::Ja) => format!(
                "対応表にある列を持つシートが見つかりません（シート：{}）。対応表の見出しを確かめてください。",
                sheets.join("、")
            ),
            (Self::NoTable { sheets }, Language::En) => format!(
                "No sheet has the columns of the mapping (sheets: {}); check the headers in it.",
                sheets.join(", ")
            ),
            (Self::Rules(error), Language::Ja) => {
                format!("規則カタログに必要な規則がありません（{error}）。")
            }
            (Self::Rules(error), Language::En) => {
                format!("The rule catalogue lacks a rule that is needed ({error}).")
            }
        }
    }
}

/// 表を読む: reads an office's own workbook as an inventory.
///
/// See [`read_office_tables`].
///
/// # Errors
///
/// As [`read_office_tables`].
pub fn read_office_table<S: Sink + ?Sized>(
    workbook: &Workbook,
    mapping: &OfficeMapping,
    sink: &mut S,
) -> Result<OfficeTable, OfficeTableError> {
    let file = OfficeFile {
        name: None,
        workbook,
    };
    read_office_tables(&[file], mapping, sink)
}

/// 表を読む: reads several workbooks, each sheet that the mapping covers, as one inventory.
///
/// A row is a procedure with one process (or, by the mapping, a process). Merged cells hold for each
/// of their rows, 〃 and 同上 are resolved, subtotals and totals are no procedures but check
/// sums, and what cannot be read is unknown and kept as it was written
/// (`extensions.office_cells` of the process). Everything that was decided on the way is a
/// finding on its cell. Rows with the same name are all kept.
///
/// # Errors
///
/// - [`OfficeTableError::NoTable`] if no sheet has the columns of the mapping.
/// - [`OfficeTableError::Rules`] if the catalogue lacks a rule.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_inventory::office_table::{OfficeMapping, OfficeTable, read_office_table};
/// use tosei_table::{ReadOptions, Workbook};
///
/// let mapping: OfficeMapping = serde_json::from_str(r#"{
///   "format": "tosei-office-mapping", "format_version": 1, "fictional": true,
///   "body": {"name": "見本市（架空）"}, "status_date": "2025-03-31",
///   "row_unit": "procedure", "default_kind": "application", "id_rule": "by_name",
///   "volume": {"fiscal_year": "2024", "measure": "applications", "state": "final"},
///   "sheets": [{"columns": [
///     {"header": "手続名", "field": "procedure_name"}, {"header": "件数", "field": "cases"}
///   ]}]
/// }"#)?;
/// let file = "手続名,件数\n印鑑登録申請,1204\n印鑑登録廃止届,約300\n合計,1504\n";
/// let book = Workbook::read(file.as_bytes(), &ReadOptions::default())?;
/// let mut findings = Collector::new(OfficeTable::catalogue());
/// let table = read_office_table(&book, &mapping, &mut findings)?;
/// assert_eq!(table.totals.procedures, 2); // the total is none
/// assert_eq!(table.totals.cases_exact.unwrap().get(), 1_204);
/// assert_eq!(table.totals.cases_known.unwrap().get(), 1_504);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_office_tables<S: Sink + ?Sized>(
    files: &[OfficeFile<'_>],
    mapping: &OfficeMapping,
    sink: &mut S,
) -> Result<OfficeTable, OfficeTableError> {
    read_with(files, mapping, rules::catalogue(), sink)
}

/// As [`read_office_tables`], with a body's own rule catalogue; the sink must be of the same one.
///
/// # Errors
///
/// As [`read_office_tables`].
pub fn read_office_tables_with<S: Sink + ?Sized>(
    files: &[OfficeFile<'_>],
    mapping: &OfficeMapping,
    catalogue: &Catalogue,
    sink: &mut S,
) -> Result<OfficeTable, OfficeTableError> {
    read_with(files, mapping, catalogue, sink)
}

fn read_with<S: Sink + ?Sized>(
    files: &[OfficeFile<'_>],
    mapping: &OfficeMapping,
    catalogue: &Catalogue,
    sink: &mut S,
) -> Result<OfficeTable, OfficeTableError> {
    let rules = Rules::of(catalogue)?;
    let mut build = Build::new(mapping);
    let mut totals = OfficeTotals::default();
    let mut cases = CaseSum::default();
    let (mut names, mut read_any, mut number) = (Vec::new(), false, 0u32);
    let shared = SpreadsheetRules::of(catalogue).map_err(|_| MissingRuleError {
        code: SpreadsheetRule::UndecodableBytes.code(),
    })?;
    for file in files {
        let mut named = InFile {
            file: file.name,
            inner: &mut *sink,
        };
        report_workbook(file.workbook, &shared, &mut named);
        for sheet in file.workbook.sheets() {
            number = number.saturating_add(1);
            let place = place_name(file.name, sheet);
            names.push(place.clone().unwrap_or_else(|| "1".to_owned()));
            let mut out = Out {
                rules,
                sheet: place.as_deref(),
                sink: &mut *sink,
            };
            let Some(entry) = entry_of(mapping, file.name, sheet, &mut out) else {
                continue;
            };
            let mut rows = SheetRows {
                file: file.name.map(str::to_owned),
                sheet: sheet.name().to_owned(),
                read: as_number(sheet.rows().len()),
                ..SheetRows::default()
            };
            let grid = Grid::new(sheet);
            let Some(layout) = Layout::find(&grid, entry, &mut out) else {
                out.document(rules.header_not_found, &[]);
                rows.unread = rows.read;
                totals.rows.push(rows);
                continue;
            };
            read_any = true;
            let mut reader =
                SheetReader::new(&grid, layout, entry, (file.name, number), &mut build);
            reader.read(&mut rows, &mut cases, &mut totals, &mut out);
            totals.rows.push(rows);
        }
    }
    if !read_any {
        return Err(OfficeTableError::NoTable { sheets: names });
    }
    let (inventory, places) = build.finish(&mut totals);
    totals.cases_exact = cases.exact();
    totals.cases_approximate = cases.approximate();
    totals.cases_known = cases.known();
    totals.volumes_exact = cases.exact_rows;
    totals.volumes_approximate = cases.approximate_rows;
    totals.volumes_bounded = cases.bounded_rows;
    totals.volumes_unknown = cases.unknown_rows;
    Ok(OfficeTable {
        inventory,
        totals,
        places,
    })
}

/// A sink that names the file before the sheet, where there are several.
struct InFile<'f, S: ?Sized> {
    file: Option<&'f str>,
    inner: &'f mut S,
}

impl<S: Sink + ?Sized> Sink for InFile<'_, S> {
    fn accept(&mut self, mark: Mark<'_>) {
        let (Some(file), PlaceRef::Cell { sheet, cell }) = (self.file, mark.place) else {
            return self.inner.accept(mark);
        };
        let named = format!("[{file}]{}", sheet.unwrap_or_default());
        let place = PlaceRef::Cell {
            sheet: Some(&named),
            cell,
        };
        self.inner.accept(Mark { place, ..mark });
    }
}

/// The sheet as findings name it: with its file where there are several.
fn place_name(file: Option<&str>, sheet: &Sheet) -> Option<String> {
    match (file, sheet.name_in_places()) {
        (None, name) => name.map(str::to_owned),
        (Some(file), None) => Some(format!("[{file}]")),
        (Some(file), Some(name)) => Some(format!("[{file}]{name}")),
    }
}

/// The mapping's entry for a sheet, if it is to be read.
fn entry_of<'m, S: Sink + ?Sized>(
    mapping: &'m OfficeMapping,
    file: Option<&str>,
    sheet: &Sheet,
    out: &mut Out<'_, S>,
) -> Option<&'m SheetMapping> {
    let entry = mapping.sheet(file, sheet.name());
    let rows = as_number(sheet.rows().len());
    let values = [("rows", ValueRef::Number(rows))];
    match entry {
        Some(entry) if entry.skip => None,
        // A hidden sheet is read only if the mapping names it.
        Some(entry) if sheet.visibility() == SheetVisibility::Visible || entry.sheet.is_some() => {
            Some(entry)
        }
        Some(_) => {
            out.document(out.rules.sheet_hidden, &values);
            None
        }
        None => {
            out.document(out.rules.sheet_not_mapped, &values);
            None
        }
    }
}

pub(super) fn as_number(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The way of one sheet's findings to the sink.
pub(super) struct Out<'o, S: ?Sized> {
    pub(super) rules: Rules,
    pub(super) sheet: Option<&'o str>,
    pub(super) sink: &'o mut S,
}

impl<S: Sink + ?Sized> Out<'_, S> {
    /// A finding on a cell.
    pub(super) fn cell(
        &mut self,
        rule: RuleIndex,
        cell: CellAddress,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let place = PlaceRef::Cell {
            sheet: self.sheet,
            cell,
        };
        self.sink.accept(Mark {
            rule,
            place,
            subject,
            values,
        });
    }

    /// A finding about a sheet as a whole, on its first cell.
    pub(super) fn document(&mut self, rule: RuleIndex, values: &[(&'static str, ValueRef<'_>)]) {
        let mut all: Vec<(&'static str, ValueRef<'_>)> = values.to_vec();
        let sheet = self.sheet.unwrap_or_default().to_owned();
        all.push(("sheet", ValueRef::Text(&sheet)));
        if let Some(cell) = CellAddress::from_zero_based(0, 0) {
            self.cell(rule, cell, None, &all);
        }
    }

    /// The place of a cell, as text.
    pub(super) fn place(&self, cell: CellAddress) -> String {
        let sheet = self.sheet;
        PlaceRef::Cell { sheet, cell }.to_place().to_string()
    }

    pub(super) fn check_sum(&mut self, sum: &super::CheckSum, cell: CellAddress) {
        let rule = match sum.result {
            CheckSumResult::Matches | CheckSumResult::NotStated => return,
            CheckSumResult::WithinUnknown => self.rules.check_sum_incomplete,
            _ => self.rules.check_sum_differs,
        };
        let number =
            |count: Option<tosei_types::CaseCount>| count.map_or(0, tosei_types::CaseCount::get);
        let (stated, known) = (number(sum.stated), number(sum.known));
        let values = [
            ("stated", ValueRef::Number(stated)),
            ("sum", ValueRef::Number(known)),
            ("rest", ValueRef::Number(stated.saturating_sub(known))),
            ("unknown", ValueRef::Number(sum.unknown)),
        ];
        self.cell(rule, cell, None, &values);
    }
}
