//! Tables of counters from CSV and from workbooks.

use super::{
    CounterTable, CounterTableLayout, cells::TableRow, register_rules, table::TableReader,
};
use crate::report::Reporter;
use std::io::Read;
use tosei_document::{Limits, Sink};
use tosei_table::{CsvRows, ReadOptions, Sheet, TableError, Workbook};

/// Reads a table of counters from CSV in UTF-8.
///
/// Nothing is dropped in silence: a cell that is no known mode keeps its text and has an unknown
/// mode, columns without a meaning are kept with the place, and both are findings of
/// [`register_rules`] or stand in the result. A row without a place, or that is
/// not UTF-8, is a finding and no counter.
///
/// # Errors
///
/// Those of [`CsvRows`]: a file that is no CSV in UTF-8, or cannot be read.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::register::{
///     CounterTableLayout, ServiceMode, read_counter_table, register_rules,
/// };
/// use tosei_document::{Collector, Limits};
///
/// let csv = "施設名,取扱有無-住民票,備考\n東出張所（架空）,取次,17:30まで\n西出張所（架空）,△,\n";
/// let mut findings = Collector::new(register_rules());
/// let layout = CounterTableLayout::of_business("証明");
/// let table = read_counter_table(csv.as_bytes(), &layout, &Limits::default(), &mut findings)?;
/// assert_eq!(table.counters[0].services[0].mode, Some(ServiceMode::Forwards));
/// assert_eq!(table.counters[1].services[0].mode, None); // △ is not 無
/// let report = findings.into_report();
/// assert_eq!(report.count_of("counter_dx.register.unknown_mode"), 1);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
pub fn read_counter_table<R: Read>(
    source: R,
    layout: &CounterTableLayout,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<CounterTable, TableError> {
    let mut rows = CsvRows::open(source, limits)?;
    let mut reporter = Reporter::new(register_rules(), sink);
    let mut reader = TableReader::new(rows.headers(), layout, &mut reporter);
    while let Some(row) = rows.next_row()? {
        let (cells, read) = match row.text() {
            Ok(text) => ((0..text.len()).map(|at| text.cell(at)).collect(), true),
            Err(_) => (Vec::new(), false),
        };
        let row = TableRow {
            cells,
            sheet: None,
            number: row.number(),
        };
        if read {
            reader.row(&row);
        } else {
            reader.refuse_row("counter_dx.register.row_not_utf8", &row);
        }
    }
    Ok(reader.finish())
}

/// Reads a table of counters from a file of any kind that [`Workbook`] reads: XLSX (feature `xlsx`),
/// or CSV in another encoding.
///
/// The header of the table is the row, among the first 40 of a sheet, that has the layout's header of
/// places (施設名) and the most others; of several such rows the first. What stands above it is a title,
/// and other sheets are passed over: those of the workbooks written here hold instructions and words.
///
/// # Errors
///
/// - Those of [`Workbook::read`].
/// - [`TableError::MissingColumns`] if no sheet has that header.
pub fn read_counter_workbook(
    bytes: &[u8],
    layout: &CounterTableLayout,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<CounterTable, TableError> {
    let book = Workbook::read(bytes, options)?;
    let mut found: Option<(usize, &Sheet, u32)> = None;
    for sheet in book.sheets() {
        if let Some((known, at)) = header_row(sheet, layout)
            && found.is_none_or(|(best, ..)| known > best)
        {
            found = Some((known, sheet, at));
        }
    }
    let Some((_, sheet, at)) = found else {
        return Err(missing(layout));
    };
    let texts = |row: tosei_table::Row<'_>| -> Vec<String> {
        let mut texts = Vec::new();
        for cell in row.cells() {
            let column = usize::try_from(cell.address().column()).unwrap_or(usize::MAX);
            // The columns before it that hold nothing.
            while texts.len().saturating_add(1) < column {
                texts.push(String::new());
            }
            texts.push(cell.value().display_text().into_owned());
        }
        texts
    };
    let headers = texts(sheet.row(at));
    let mut reporter = Reporter::new(register_rules(), sink);
    let mut reader = TableReader::new(&headers, layout, &mut reporter);
    let rows = sheet
        .rows()
        .filter(|row| row.number() > at && !row.is_blank());
    for row in rows {
        let mut cells = texts(row);
        // A workbook does not store the empty cells at the end of a row.
        if cells.len() < headers.len() {
            cells.resize(headers.len(), String::new());
        }
        reader.row(&TableRow {
            cells: cells.iter().map(String::as_str).collect(),
            sheet: Some(sheet.name()),
            number: row.number(),
        });
    }
    Ok(reader.finish())
}

/// The row with the header of places and the most other headers: how many, and its number.
fn header_row(sheet: &Sheet, layout: &CounterTableLayout) -> Option<(usize, u32)> {
    let mut best = None;
    for row in sheet.rows().take(40) {
        let (mut known, mut has_places) = (0usize, false);
        for cell in row.cells() {
            let text = cell.value().display_text();
            let text = text.trim();
            has_places |= text == layout.name;
            known = known.saturating_add(usize::from(layout.knows(text)));
        }
        if has_places && best.is_none_or(|(most, _)| known > most) {
            best = Some((known, row.number()));
        }
    }
    best
}

fn missing(layout: &CounterTableLayout) -> TableError {
    match tosei_table::ColumnMap::find(
        &[tosei_table::WantedColumn {
            headers: &[layout.name.as_str()],
            required: true,
        }],
        &[],
    ) {
        Err(error) => error,
        Ok(_) => TableError::Empty,
    }
}
