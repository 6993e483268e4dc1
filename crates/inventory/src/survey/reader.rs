//! Reading the State's survey row by row.

use super::{
    CellCode, ColumnSet, SurveyColumn, SurveyEdition, SurveyRow,
    cell_code::CodeReader,
    check::is_only_blanks,
    layout::Layout,
    row::Span,
    source::{HeadedCsv, RowSource},
};
use crate::ProcessKinds;
use std::io::Read;
use tosei_document::{CellAddress, Limits};
use tosei_table::{CsvRow, TableError, TextRow};

/// Reads a survey file (CSV) as a stream of typed rows that borrow one buffer.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
/// use tosei_inventory::OnlineStatus;
/// use tosei_inventory::survey::{SurveyEdition, SurveyItem, SurveyReader};
///
/// let csv = "\
/// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数
/// 1,転入の届出,1 申請等,5 国民等,1 実施済,120,30
/// ";
/// let mut reader = SurveyReader::open(csv.as_bytes(), SurveyEdition::r6(), &Limits::default())?;
/// while let Some(item) = reader.next_item()? {
///     if let SurveyItem::Row(row) = item {
///         assert_eq!(row.online_status(), OnlineStatus::Done);
///         assert_eq!(row.cases_total(), Some(120));
///     }
/// }
/// # Ok::<(), tosei_table::TableError>(())
/// ```
pub struct SurveyReader<R> {
    rows: HeadedCsv<R>,
    typist: Typist,
}

/// Turns rows of text into typed rows; has the file's layout and what it remembers of its cells.
#[derive(Debug, Clone)]
pub(super) struct Typist {
    pub(super) layout: Layout,
    coded: Vec<(SurveyColumn, CodeReader)>,
    /// The survey's column at each position of the file.
    columns: Vec<Option<usize>>,
    spans: [Span; SurveyColumn::COUNT],
    codes: [CellCode; SurveyColumn::COUNT],
}

/// A row of the file: typed, or kept as it is.
#[derive(Debug, Clone, Copy)]
pub enum SurveyItem<'a> {
    /// A typed row.
    Row(SurveyRow<'a>),
    /// A row that could not be typed.
    Untyped(UntypedRow<'a>),
}

/// A row that could not be typed, as bytes: it is not UTF-8, has another number of cells than the
/// header, or has nothing in any cell.
#[derive(Debug, Clone, Copy)]
pub struct UntypedRow<'a> {
    /// The row as it was read.
    pub row: CsvRow<'a>,
    /// Why it could not be typed.
    pub reason: UntypedReason,
}

/// Why a row could not be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UntypedReason {
    /// A cell is not UTF-8; its position, counted from 0.
    NotUtf8(usize),
    /// The row has fewer or more cells than the header; how many it has.
    Width(usize),
    /// No cell of the row holds anything: spreadsheet programs like to save such rows below a table.
    Blank,
}

impl<R: Read> SurveyReader<R> {
    /// Reads the header row and finds the edition's columns.
    ///
    /// # Errors
    ///
    /// [`TableError`] if the file is empty, something else, or lacks columns that are needed.
    pub fn open(input: R, edition: &SurveyEdition, limits: &Limits) -> Result<Self, TableError> {
        Self::open_with_kinds(input, edition, ProcessKinds::standard(), limits)
    }

    /// As [`open`](Self::open), with a body's own list of process kinds.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn open_with_kinds(
        input: R,
        edition: &SurveyEdition,
        kinds: &ProcessKinds,
        limits: &Limits,
    ) -> Result<Self, TableError> {
        let (rows, layout) = HeadedCsv::open(input, edition, kinds, edition.header_rows(), limits)?;
        Ok(Self {
            rows,
            typist: Typist::new(edition, layout),
        })
    }

    /// Where the columns stand in this file.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.typist.layout
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`TableError`] if reading stops or the file passes [`Limits::bytes`].
    #[inline]
    pub fn next_item(&mut self) -> Result<Option<SurveyItem<'_>>, TableError> {
        match self.rows.next_row()? {
            Some(row) => Ok(Some(self.typist.type_row(row))),
            None => Ok(None),
        }
    }

    /// Whether reading stopped at [`Limits::items`] rows although there are more.
    #[must_use]
    pub fn stopped_at_limit(&self) -> bool {
        self.rows.stopped_at_limit()
    }

    /// Where a quote stands that was not closed; known once all rows are read.
    #[must_use]
    pub fn unclosed_quote(&self) -> Option<CellAddress> {
        self.rows.unclosed_quote()
    }
}

impl Typist {
    pub(super) fn new(edition: &SurveyEdition, layout: Layout) -> Self {
        let coded = edition
            .columns()
            .iter()
            .filter(|column| column.coded)
            .filter(|column| layout.position(column.key).is_some())
            .map(|column| (column.key, CodeReader::new(column, edition)))
            .collect();
        let mut columns = vec![None; layout.columns().width()];
        for column in SurveyColumn::ALL {
            let place = layout
                .position(*column)
                .and_then(|position| columns.get_mut(position));
            if let Some(place) = place {
                *place = Some(column.index());
            }
        }
        Self {
            layout,
            coded,
            columns,
            spans: [Span::default(); SurveyColumn::COUNT],
            codes: [CellCode::BLANK; SurveyColumn::COUNT],
        }
    }

    #[inline]
    pub(super) fn type_row<'a>(&'a mut self, row: CsvRow<'a>) -> SurveyItem<'a> {
        let width = self.layout.columns().width();
        if row.len() != width && !only_blanks_beyond(&row, width) {
            let reason = UntypedReason::Width(row.len());
            return SurveyItem::Untyped(UntypedRow { row, reason });
        }
        let text = match row.text() {
            Ok(text) => text,
            Err(column) => {
                let reason = UntypedReason::NotUtf8(column);
                return SurveyItem::Untyped(UntypedRow { row, reason });
            }
        };
        if is_blank_row(&text) {
            let reason = UntypedReason::Blank;
            return SurveyItem::Untyped(UntypedRow { row, reason });
        }
        let joined = text.joined().as_bytes();
        let (mut filled, mut start) = (0u64, 0usize);
        for (end, column) in text.ends().iter().zip(&self.columns) {
            let end = *end;
            if let Some(column) = *column
                && let Some(span) = self.spans.get_mut(column)
            {
                *span = Span { start, end };
                filled |= u64::from(end > start) << (column & 63);
            }
            start = end.saturating_add(1);
        }
        let mut filled = ColumnSet(filled);
        let mut unusual = false;
        for (column, reader) in &mut self.coded {
            let index = column.index();
            let (Some(span), Some(code)) = (self.spans.get(index), self.codes.get_mut(index))
            else {
                continue;
            };
            if filled.has(*column) {
                *code = reader.read(joined.get(span.start..span.end).unwrap_or_default());
                if !code.defects().is_empty() {
                    unusual = true;
                    if code.is_blank() {
                        filled = filled.without(ColumnSet::default().with(*column));
                    }
                }
            } else {
                *code = CellCode::BLANK;
            }
        }
        SurveyItem::Row(SurveyRow {
            text,
            layout: &self.layout,
            spans: &self.spans,
            codes: &self.codes,
            filled,
            unusual,
        })
    }
}

/// Whether no cell of the row holds anything; mostly the first cell says that one does.
fn is_blank_row(text: &TextRow<'_>) -> bool {
    (0..text.len()).all(|column| is_only_blanks(text.cell(column)))
}

/// Spreadsheet programs like to save empty columns to the right of a table.
#[cold]
fn only_blanks_beyond(row: &CsvRow<'_>, width: usize) -> bool {
    row.len() > width && (width..row.len()).all(|column| row.bytes(column).is_empty())
}
