//! A whole survey in memory: one run of text, and views into it.

use super::{
    CellCode, Layout, SurveyColumn, SurveyEdition, SurveyItem, TypedValues,
    analyse::KEPT_UNTYPED_ROWS,
    analyse::RawRow,
    reader::Typist,
    source::{HeadedCsv, RowSource},
};
use crate::ProcessKinds;
use std::{io::Read, ops::Range};
use tosei_document::Limits;
use tosei_table::TableError;

/// How many bytes of text one piece of the store holds, about.
const CHUNK_BYTES: usize = 4 << 20;

/// 棚卸の全体 (loaded survey): every row typed, every text kept once, a row is a view.
///
/// The texts stand one behind the other in a few large pieces, so that loading copies each byte once
/// and never moves it again.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
/// use tosei_inventory::survey::{SurveyColumn, SurveyEdition, SurveyTable};
///
/// let csv = "\
/// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数
/// 1,転入の届出,1 申請等,5 国民等,1 実施済,120,30
/// 2,転出の届出,1 申請等,5 国民等,2 未実施,100,0
/// ";
/// let table = SurveyTable::load(csv.as_bytes(), SurveyEdition::r6(), &Limits::default())?;
/// let names: Vec<&str> =
///     table.iter().map(|entry| entry.cell(SurveyColumn::ProcedureName)).collect();
/// assert_eq!(names, ["転入の届出", "転出の届出"]);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
#[derive(Debug, Clone)]
pub struct SurveyTable {
    layout: Layout,
    chunks: Vec<String>,
    rows: Vec<Row>,
    /// Where each cell of each row ends, counted from the row's start; as many a row as the file has
    /// columns.
    ends: Vec<u32>,
    /// Which of `distinct` each coded cell holds; as many a row as there are coded columns.
    code_indexes: Vec<u16>,
    coded: Vec<SurveyColumn>,
    distinct: Vec<Vec<CellCode>>,
    untyped: u64,
    kept: Vec<RawRow>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    chunk: u32,
    start: u32,
    number: u32,
    typed: TypedValues,
}

impl SurveyTable {
    /// Reads a whole survey file.
    ///
    /// # Errors
    ///
    /// [`TableError`] if the file is empty, something else, lacks needed columns, or cannot be read
    /// to its end.
    pub fn load<R: Read>(
        input: R,
        edition: &SurveyEdition,
        limits: &Limits,
    ) -> Result<Self, TableError> {
        let kinds = ProcessKinds::standard();
        let header_rows = edition.header_rows();
        let (rows, layout) = HeadedCsv::open(input, edition, kinds, header_rows, limits)?;
        Self::of_rows(rows, edition, layout)
    }

    /// Keeps every row of a source.
    pub(super) fn of_rows(
        mut rows: impl RowSource,
        edition: &SurveyEdition,
        layout: Layout,
    ) -> Result<Self, TableError> {
        let mut typist = Typist::new(edition, layout.clone());
        let coded: Vec<SurveyColumn> = edition
            .columns()
            .iter()
            .filter(|column| column.coded && layout.position(column.key).is_some())
            .map(|column| column.key)
            .collect();
        let mut table = Self {
            distinct: vec![vec![CellCode::BLANK]; coded.len()],
            layout,
            chunks: Vec::new(),
            rows: Vec::new(),
            ends: Vec::new(),
            code_indexes: Vec::new(),
            coded,
            untyped: 0,
            kept: Vec::new(),
        };
        let width = table.layout.columns().width();
        while let Some(row) = rows.next_row()? {
            match typist.type_row(row) {
                SurveyItem::Row(row) => {
                    let text = row.joined();
                    let (chunk, start) = table.place_for(text);
                    table.rows.push(Row {
                        chunk,
                        start,
                        number: row.number(),
                        typed: row.typed(),
                    });
                    let narrow = |end: &usize| u32::try_from(*end).unwrap_or(u32::MAX);
                    table.ends.extend(row.ends().iter().take(width).map(narrow));
                    for (column, distinct) in table.coded.iter().zip(&mut table.distinct) {
                        table
                            .code_indexes
                            .push(index_of(row.code(*column), distinct));
                    }
                }
                SurveyItem::Untyped(untyped) => {
                    table.untyped = table.untyped.saturating_add(1);
                    if table.kept.len() < KEPT_UNTYPED_ROWS {
                        table.kept.push(RawRow::of(&untyped));
                    }
                }
            }
        }
        Ok(table)
    }

    /// Appends a row's text; gives its chunk and where it starts there.
    fn place_for(&mut self, text: &str) -> (u32, u32) {
        let room = |chunk: &String| chunk.capacity().saturating_sub(chunk.len()) >= text.len();
        if !self.chunks.last().is_some_and(room) {
            self.chunks
                .push(String::with_capacity(CHUNK_BYTES.max(text.len())));
        }
        let chunk = u32::try_from(self.chunks.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let Some(last) = self.chunks.last_mut() else {
            return (chunk, 0);
        };
        let start = u32::try_from(last.len()).unwrap_or(u32::MAX);
        last.push_str(text);
        (chunk, start)
    }

    /// How many typed rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no typed row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows could not be typed.
    #[must_use]
    pub fn untyped(&self) -> u64 {
        self.untyped
    }

    /// The first rows that could not be typed.
    #[must_use]
    pub fn untyped_rows(&self) -> &[RawRow] {
        &self.kept
    }

    /// Where the columns stood in the file.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// A row by its position among the typed rows, counted from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<SurveyEntry<'_>> {
        let row = self.rows.get(index)?;
        Some(SurveyEntry {
            table: self,
            row,
            index,
        })
    }

    /// All rows in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = SurveyEntry<'_>> {
        self.rows
            .iter()
            .enumerate()
            .map(|(index, row)| SurveyEntry {
                table: self,
                row,
                index,
            })
    }
}

/// The position of a code among a column's distinct ones; neighbours are mostly equal and lists short.
fn index_of(code: CellCode, distinct: &mut Vec<CellCode>) -> u16 {
    if let Some(position) = distinct.iter().position(|known| *known == code) {
        return u16::try_from(position).unwrap_or(u16::MAX);
    }
    match u16::try_from(distinct.len()) {
        // The last index says: read the cell again.
        Ok(index) if index < u16::MAX => {
            distinct.push(code);
            index
        }
        _ => u16::MAX,
    }
}

/// A row of a [`SurveyTable`]: a view, as cheap as a reference.
#[derive(Debug, Clone, Copy)]
pub struct SurveyEntry<'t> {
    table: &'t SurveyTable,
    row: &'t Row,
    index: usize,
}

impl<'t> SurveyEntry<'t> {
    /// The row's number in a spreadsheet, counted from 1 with the header row.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// The typed values.
    #[must_use]
    pub fn typed(&self) -> &'t TypedValues {
        &self.row.typed
    }

    /// 手続ID.
    #[must_use]
    pub fn id(&self) -> &'t str {
        self.cell(SurveyColumn::ProcedureId)
    }

    /// A cell as it stood in the file; empty if it was blank or the file lacked the column.
    #[must_use]
    pub fn cell(&self, column: SurveyColumn) -> &'t str {
        let text = self.range(column).and_then(|range| {
            let chunk = self
                .table
                .chunks
                .get(usize::try_from(self.row.chunk).ok()?)?;
            let start = usize::try_from(self.row.start).ok()?;
            chunk.get(start.checked_add(range.start)?..start.checked_add(range.end)?)
        });
        text.unwrap_or_default()
    }

    fn range(&self, column: SurveyColumn) -> Option<Range<usize>> {
        let position = self.table.layout.position(column)?;
        let first = self
            .index
            .checked_mul(self.table.layout.columns().width())?;
        let at = first.checked_add(position)?;
        let end = |at: usize| usize::try_from(*self.table.ends.get(at)?).ok();
        let start = match position {
            0 => 0,
            _ => end(at.checked_sub(1)?)?.checked_add(1)?,
        };
        Some(start..end(at)?)
    }

    /// What a coded cell says; blank for columns without codes.
    ///
    /// `None` if the column has more than 65,534 different combinations of codes and this is one of
    /// those beyond; its text is there.
    #[must_use]
    pub fn code(&self, column: SurveyColumn) -> Option<CellCode> {
        let Some(at) = self.table.coded.iter().position(|coded| *coded == column) else {
            return Some(CellCode::BLANK);
        };
        let first = self.index.checked_mul(self.table.coded.len())?;
        let index = *self.table.code_indexes.get(first.checked_add(at)?)?;
        self.table
            .distinct
            .get(at)?
            .get(usize::from(index))
            .copied()
    }
}
