//! Rows that are kept.

use super::{CellCode, ColumnSet, SurveyColumn, SurveyRow, TypedValues};

/// 一行の写し (owned row): a row that outlives the reader, typed, with all its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedSurveyRow {
    number: u32,
    typed: TypedValues,
    filled: ColumnSet,
    text: Box<str>,
    spans: Box<[(u32, u32); SurveyColumn::COUNT]>,
    codes: Box<[CellCode]>,
}

impl SurveyRow<'_> {
    /// The typed values, apart from the texts.
    #[must_use]
    pub fn typed(&self) -> TypedValues {
        TypedValues::of(self)
    }

    /// Keeps the row: its typed values and all its texts.
    ///
    /// `None` if the row has 4 GiB of text or more.
    #[must_use]
    pub fn to_owned_row(&self) -> Option<OwnedSurveyRow> {
        u32::try_from(self.joined().len()).ok()?;
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Some(OwnedSurveyRow {
            number: self.number(),
            typed: self.typed(),
            filled: self.filled(),
            text: self.joined().into(),
            spans: Box::new(
                self.spans
                    .map(|span| (narrow(span.start), narrow(span.end))),
            ),
            // Blank codes are not kept: the set of filled columns tells which are there.
            codes: self
                .filled()
                .iter()
                .map(|column| self.code(column))
                .collect(),
        })
    }
}

impl OwnedSurveyRow {
    /// The row's number in a spreadsheet, counted from 1 with the header row.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The typed values.
    #[must_use]
    pub fn typed(&self) -> &TypedValues {
        &self.typed
    }

    /// 手続ID.
    #[must_use]
    pub fn id(&self) -> &str {
        self.cell(SurveyColumn::ProcedureId)
    }

    /// A cell as it stood in the file; empty if it was blank or the file lacked the column.
    #[must_use]
    pub fn cell(&self, column: SurveyColumn) -> &str {
        let (start, end) = self.spans.get(column.index()).copied().unwrap_or_default();
        let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        range
            .and_then(|(start, end)| self.text.get(start..end))
            .unwrap_or_default()
    }

    /// What a coded cell says; blank for columns without codes.
    #[must_use]
    pub fn code(&self, column: SurveyColumn) -> CellCode {
        let place = self.filled.iter().position(|filled| filled == column);
        place
            .and_then(|place| self.codes.get(place))
            .copied()
            .unwrap_or(CellCode::BLANK)
    }
}
