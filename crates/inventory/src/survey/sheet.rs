//! The survey in a workbook: the same pass over the rows of a sheet.

use super::{
    SurveyAnalysis, SurveyEdition, SurveyError, SurveyJob, SurveyTable,
    layout::Layout,
    source::{Header, RowSource},
};
use crate::ProcessKinds;
use tosei_document::{CellAddress, Limits, Mark, PlaceRef, Sink};
use tosei_table::{CsvRow, Row, Sheet, SheetVisibility, TableError, Workbook};

/// The rows of a sheet as rows of text, each as wide as the header.
pub(super) struct SheetRows<'s> {
    rows: Box<dyn Iterator<Item = Row<'s>> + 's>,
    held: bool,
    line: Line,
    width: usize,
    left: u64,
    stopped: bool,
}

/// One row put together as a row of text.
#[derive(Debug, Default)]
struct Line {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    number: u32,
}

impl Line {
    fn put(&mut self, row: &Row<'_>, width: usize) {
        self.bytes.clear();
        self.ends.clear();
        self.number = row.number();
        let begin = |line: &mut Vec<u8>, ends: &[usize]| {
            if !ends.is_empty() {
                line.push(b',');
            }
        };
        for cell in row.cells() {
            let column = usize::try_from(cell.address().column()).unwrap_or(usize::MAX);
            while self.ends.len() < column.saturating_sub(1) {
                begin(&mut self.bytes, &self.ends);
                self.ends.push(self.bytes.len());
            }
            begin(&mut self.bytes, &self.ends);
            let text = cell.value().display_text();
            self.bytes.extend_from_slice(text.as_bytes());
            self.ends.push(self.bytes.len());
        }
        while self.ends.len() < width {
            begin(&mut self.bytes, &self.ends);
            self.ends.push(self.bytes.len());
        }
    }

    fn row(&self) -> CsvRow<'_> {
        CsvRow::from_parts(&self.bytes, &self.ends, self.number)
    }
}

impl<'s> SheetRows<'s> {
    /// Reads the header, over as many rows as it takes, and finds the edition's columns in it.
    fn open(
        sheet: &'s Sheet,
        edition: &SurveyEdition,
        kinds: &ProcessKinds,
        header_rows: u8,
        limits: &Limits,
    ) -> Result<(Self, Layout), TableError> {
        let mut rows = sheet.rows();
        let first = rows.next().ok_or(TableError::Empty)?;
        let width = usize::try_from(sheet.size().1).unwrap_or(usize::MAX);
        let mut line = Line::default();
        line.put(&first, width);
        let cells = match line.row().text() {
            Ok(text) => (0..text.len()).map(|at| text.cell(at).to_owned()).collect(),
            Err(_) => return Err(TableError::NotUtf8),
        };
        let mut header = Header::new(edition, kinds, header_rows, cells);
        let mut held = false;
        while header.wants_more() {
            let Some(row) = rows.next() else { break };
            line.put(&row, width);
            if !header.take(&line.row()) {
                held = true;
                break;
            }
        }
        let layout = header.layout()?;
        let source = Self {
            rows: Box::new(rows),
            held,
            line,
            width,
            left: limits.items,
            stopped: false,
        };
        Ok((source, layout))
    }
}

impl RowSource for SheetRows<'_> {
    fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, TableError> {
        if self.held {
            self.held = false;
        } else {
            let Some(row) = self.rows.next() else {
                return Ok(None);
            };
            self.line.put(&row, self.width);
        }
        let Some(left) = self.left.checked_sub(1) else {
            self.stopped = true;
            return Ok(None);
        };
        self.left = left;
        Ok(Some(self.line.row()))
    }

    fn unclosed_quote(&self) -> Option<CellAddress> {
        None
    }

    fn stopped_at_limit(&self) -> bool {
        self.stopped
    }
}

/// A sink that names the sheet in every place.
struct InSheet<'s, S: ?Sized> {
    sheet: Option<&'s str>,
    inner: &'s mut S,
}

impl<S: Sink + ?Sized> Sink for InSheet<'_, S> {
    fn accept(&mut self, mark: Mark<'_>) {
        let place = match mark.place {
            PlaceRef::Cell { sheet: None, cell } => PlaceRef::Cell {
                sheet: self.sheet,
                cell,
            },
            place => place,
        };
        self.inner.accept(Mark { place, ..mark });
    }
}

impl SurveyJob<'_> {
    /// Reads the survey out of a workbook: the first visible sheet that has the edition's columns.
    ///
    /// The same pass as [`run`](Self::run); findings name the sheet with the cell (`調査票!K12`). A cell
    /// that the workbook holds as a number or a day is taken as the text that a reader of the
    /// sheet sees.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run); where no sheet has the columns, what the first visible one lacks.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::Collector;
    /// use tosei_inventory::survey::{SurveyCheck, SurveyJob};
    /// use tosei_table::{ReadOptions, Workbook};
    ///
    /// let file = "\
    /// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数
    /// 1,転入の届出,1 申請等,5 国民等,1 実施済,120,30
    /// ";
    /// let book = Workbook::read(file.as_bytes(), &ReadOptions::default())?;
    /// let mut findings = Collector::new(SurveyCheck::catalogue());
    /// let analysis = SurveyJob::new().run_workbook(&book, &mut findings)?;
    /// assert_eq!(analysis.rows(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn run_workbook<S: Sink + ?Sized>(
        &self,
        book: &Workbook,
        sink: &mut S,
    ) -> Result<SurveyAnalysis, SurveyError> {
        let (sheet, rows, layout) = find(
            book,
            self.edition,
            self.kinds,
            self.header_rows(),
            &self.limits,
        )?;
        let mut sink = InSheet {
            sheet: sheet.name_in_places(),
            inner: sink,
        };
        if let Some(cell) = sheet.unclosed_quote() {
            let check = super::SurveyCheck::new(self.catalogue, self.edition, &layout)?;
            check.unclosed_quote(cell, &mut sink);
        }
        self.run_rows(rows, layout, &mut sink, |_| ())
    }
}

impl SurveyTable {
    /// Reads a whole survey out of a workbook: the first visible sheet that has the edition's columns.
    ///
    /// # Errors
    ///
    /// [`TableError`] if no sheet has the columns that are needed.
    pub fn load_workbook(
        book: &Workbook,
        edition: &SurveyEdition,
        limits: &Limits,
    ) -> Result<Self, TableError> {
        let kinds = ProcessKinds::standard();
        let (_, rows, layout) = find(book, edition, kinds, edition.header_rows(), limits)?;
        Self::of_rows(rows, edition, layout)
    }
}

/// The first visible sheet that has the edition's columns.
fn find<'b>(
    book: &'b Workbook,
    edition: &SurveyEdition,
    kinds: &ProcessKinds,
    header_rows: u8,
    limits: &Limits,
) -> Result<(&'b Sheet, SheetRows<'b>, Layout), TableError> {
    let mut refused = None;
    let visible = |sheet: &&Sheet| sheet.visibility() == SheetVisibility::Visible;
    for sheet in book.sheets().iter().filter(visible) {
        match SheetRows::open(sheet, edition, kinds, header_rows, limits) {
            Ok((rows, layout)) => return Ok((sheet, rows, layout)),
            Err(error) => {
                refused.get_or_insert(error);
            }
        }
    }
    Err(refused.unwrap_or(TableError::Empty))
}
