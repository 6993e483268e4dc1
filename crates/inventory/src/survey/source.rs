//! Where a survey's rows come from, and how its header is read when it takes several rows.

use super::{SurveyColumn, SurveyEdition, layout::Layout};
use crate::ProcessKinds;
use std::io::Read;
use tosei_document::{CellAddress, Limits};
use tosei_table::{CsvRow, CsvRows, TableError, header_key};

/// Rows of text one after the other, the header behind them.
pub(super) trait RowSource {
    /// The next row; `None` at the end.
    fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError>;
    /// Where a quote stands that was not closed; known once all rows are read.
    fn unclosed_quote(&self) -> Option<CellAddress>;
    /// Whether reading stopped at a limit of rows although there are more.
    fn stopped_at_limit(&self) -> bool;
}

/// A row that was read ahead and turned out not to be one of the header.
#[derive(Debug, Default)]
pub(super) struct HeldRow {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    number: u32,
}

impl HeldRow {
    fn of(row: CsvRow<'_>) -> Self {
        Self {
            bytes: row.as_slice().to_vec(),
            ends: row.ends().to_vec(),
            number: row.number(),
        }
    }

    fn row(&self) -> CsvRow<'_> {
        CsvRow::from_parts(&self.bytes, &self.ends, self.number)
    }
}

/// A CSV file behind its header.
pub(super) struct HeadedCsv<R> {
    rows: CsvRows<R>,
    /// A row read ahead, until it is handed out.
    held: Option<HeldRow>,
    /// The row handed out last, if it was held.
    shown: HeldRow,
}

impl<R: Read> HeadedCsv<R> {
    /// Reads the header, over as many rows as it takes, and finds the edition's columns in it.
    pub(super) fn open(
        input: R,
        edition: &SurveyEdition,
        kinds: &ProcessKinds,
        header_rows: u8,
        limits: &Limits,
    ) -> Result<(Self, Layout), TableError> {
        let rows = CsvRows::open(input, limits)?;
        let mut source = Self {
            rows,
            held: None,
            shown: HeldRow::default(),
        };
        let mut header = Header::new(edition, kinds, header_rows, source.rows.headers().to_vec());
        while header.wants_more() {
            let Some(row) = source.rows.next_row()? else {
                break;
            };
            if !header.take(&row) {
                source.held = Some(HeldRow::of(row));
                break;
            }
        }
        Ok((source, header.layout()?))
    }
}

impl<R: Read> RowSource for HeadedCsv<R> {
    #[inline]
    fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        if let Some(held) = self.held.take() {
            self.shown = held;
            return Ok(Some(self.shown.row()));
        }
        self.rows.next_row()
    }

    fn unclosed_quote(&self) -> Option<CellAddress> {
        self.rows.unclosed_quote()
    }

    fn stopped_at_limit(&self) -> bool {
        self.rows.stopped_at_limit()
    }
}

/// The rows of a header, as they are read.
///
/// A header takes one row if that row names every needed column and the next one is a row of the
/// table. A row belongs to the table, and not to the header, if a cell of it is a value of a code
/// list, or its 手続ID is one: ASCII letters and digits.
pub(super) struct Header<'e> {
    edition: &'e SurveyEdition,
    kinds: &'e ProcessKinds,
    most: usize,
    rows: Vec<Vec<String>>,
    /// The layout of the first row, or why it is none.
    first: Result<Layout, TableError>,
}

impl<'e> Header<'e> {
    pub(super) fn new(
        edition: &'e SurveyEdition,
        kinds: &'e ProcessKinds,
        header_rows: u8,
        first: Vec<String>,
    ) -> Self {
        let layout = Layout::find(edition, kinds, &first);
        // One row that lacks columns may be a title or the upper half of a header.
        let most = usize::from(header_rows).max(1 + usize::from(layout.is_err()));
        Self {
            edition,
            kinds,
            most,
            rows: vec![first],
            first: layout,
        }
    }

    pub(super) fn wants_more(&self) -> bool {
        self.rows.len() < self.most
    }

    /// Takes a row into the header; `false` if it is a row of the table.
    pub(super) fn take(&mut self, row: &CsvRow<'_>) -> bool {
        let Ok(text) = row.text() else {
            return false;
        };
        let cells: Vec<String> = (0..text.len()).map(|at| text.cell(at).to_owned()).collect();
        if self.is_of_the_table(&cells) {
            return false;
        }
        self.rows.push(cells);
        true
    }

    fn is_of_the_table(&self, cells: &[String]) -> bool {
        let listed = |cell: &String| {
            let columns = self.edition.columns().iter().filter(|column| column.coded);
            columns
                .flat_map(|column| &column.codes)
                .any(|code| code.text == *cell)
        };
        let id = self
            .first
            .as_ref()
            .ok()
            .and_then(|layout| layout.position(SurveyColumn::ProcedureId))
            .and_then(|position| cells.get(position));
        let is_id = |id: &String| {
            id.bytes().any(|byte| byte.is_ascii_digit())
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        cells.iter().any(listed) || id.is_some_and(is_id)
    }

    /// Where the columns stand, all rows of the header taken together.
    pub(super) fn layout(self) -> Result<Layout, TableError> {
        if self.rows.len() == 1 {
            return self.first;
        }
        let joined = self.joined();
        let rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        match (Layout::find(self.edition, self.kinds, &joined), self.first) {
            (Ok(layout), _) => Ok(layout.below_header_rows(rows)),
            // Rows that do not name the columns together either: what the first lacks is said.
            (Err(_), first) => first,
        }
    }

    /// One header a column: of its cells from the lowest to the uppermost, and of those put together,
    /// the first that the edition knows; else the lowest that is filled.
    fn joined(&self) -> Vec<String> {
        let known: Vec<String> = self
            .edition
            .columns()
            .iter()
            .map(|column| header_key(&column.header))
            .collect();
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut above = vec![""; self.rows.len()];
        let mut headers = Vec::with_capacity(width);
        for column in 0..width {
            let cells: Vec<&str> = self
                .rows
                .iter()
                .map(|row| row.get(column).map_or("", |cell| cell.trim()))
                .collect();
            // A heading over several columns stands in the first of them only.
            for (carried, cell) in above.iter_mut().zip(&cells) {
                if !cell.is_empty() {
                    *carried = cell;
                }
            }
            let filled = || cells.iter().rev().copied().filter(|cell| !cell.is_empty());
            let lowest = filled().next().unwrap_or_default();
            let upper: String = above
                .iter()
                .take(above.len().saturating_sub(1))
                .copied()
                .collect();
            let candidates = filled()
                .map(str::to_owned)
                .chain([format!("{upper}{lowest}"), format!("{upper}({lowest})")]);
            let header = candidates
                .into_iter()
                .find(|header| known.contains(&header_key(header)))
                .unwrap_or_else(|| lowest.to_owned());
            headers.push(header);
        }
        headers
    }
}
