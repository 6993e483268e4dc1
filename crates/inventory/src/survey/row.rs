//! One row of the survey, typed and borrowed.

use super::{CellCode, ColumnSet, SurveyColumn, layout::Layout};
use crate::{AffairsClass, KindIndex, OnlineStatus, Party};
use tosei_document::CellAddress;
use tosei_table::TextRow;
use tosei_types::period::{ProcessingPeriodReading, read_processing_period};

/// 件数欄 (count cell): what a cell that should hold a number of cases says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CountCell {
    /// Blank: nobody counted, or nobody said. Not 0.
    #[default]
    Blank,
    /// A number of cases as digits.
    Number(u64),
    /// A number of cases written with full-width digits, commas or blanks.
    Loose(u64),
    /// Something else.
    Text,
}

impl CountCell {
    /// Reads a cell; digits are the quick case.
    #[inline]
    pub(super) fn read(text: &str) -> Self {
        if text.is_empty() {
            return Self::Blank;
        }
        match digits(text.bytes()) {
            Some(number) => Self::Number(number),
            None => Self::loose(text),
        }
    }

    #[cold]
    fn loose(text: &str) -> Self {
        let folded = tosei_types::numeral::fold_width(text.trim());
        if folded.is_empty() {
            return Self::Blank;
        }
        let grouped = folded.contains(',');
        let groups_are_right = folded.split(',').enumerate().all(|(at, group)| match at {
            0 => (1..=3).contains(&group.len()),
            _ => group.len() == 3,
        });
        if grouped && !groups_are_right {
            return Self::Text;
        }
        digits(folded.bytes().filter(|byte| *byte != b',')).map_or(Self::Text, Self::Loose)
    }

    /// The number, however it is written; `None` if the cell is blank or no number.
    #[must_use]
    pub const fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) | Self::Loose(number) => Some(number),
            Self::Blank | Self::Text => None,
        }
    }
}

fn digits(bytes: impl IntoIterator<Item = u8>) -> Option<u64> {
    let mut number = None;
    for byte in bytes {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        number = Some(
            number
                .unwrap_or(0u64)
                .checked_mul(10)?
                .checked_add(u64::from(digit))?,
        );
    }
    number.filter(|number| *number <= tosei_types::MAX_COUNT)
}

/// Where a cell lies in the text of its row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// 棚卸調査の一行 (row of the survey): one act of one procedure, typed as far as the cells allow.
///
/// Borrows the reader's buffer. Nothing is lost: every
/// cell's text can be asked for, whether it was typed or not.
#[derive(Debug, Clone, Copy)]
pub struct SurveyRow<'a> {
    pub(super) text: TextRow<'a>,
    pub(super) layout: &'a Layout,
    pub(super) spans: &'a [Span; SurveyColumn::COUNT],
    pub(super) codes: &'a [CellCode; SurveyColumn::COUNT],
    pub(super) filled: ColumnSet,
    pub(super) unusual: bool,
}

impl<'a> SurveyRow<'a> {
    /// The row's number in a spreadsheet, counted from 1 with the header row.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.text.number()
    }

    /// A cell as it stands in the file; empty if it is blank or the file lacks the column.
    #[must_use]
    #[inline]
    pub fn cell(&self, column: SurveyColumn) -> &'a str {
        let span = self.spans.get(column.index()).copied().unwrap_or_default();
        self.text
            .joined()
            .get(span.start..span.end)
            .unwrap_or_default()
    }

    /// The cells from one column to another that stands right of it, one behind the other.
    #[inline]
    pub(super) fn run(&self, (first, last): (SurveyColumn, SurveyColumn)) -> &'a str {
        match (self.spans.get(first.index()), self.spans.get(last.index())) {
            (Some(first), Some(last)) => self.text.joined().get(first.start..last.end),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// The address of a cell; `None` if the file lacks the column.
    #[must_use]
    pub fn address(&self, column: SurveyColumn) -> Option<CellAddress> {
        self.text.address(self.layout.position(column)?)
    }

    /// Where a column stands in the file, counted from 0.
    pub(super) fn position(&self, column: SurveyColumn) -> Option<usize> {
        self.layout.position(column)
    }

    /// How many columns the file has.
    pub(super) fn width(&self) -> usize {
        self.layout.columns().width()
    }

    /// The columns whose cells are not empty; a coded cell without any value counts as empty.
    #[must_use]
    #[inline]
    pub fn filled(&self) -> ColumnSet {
        self.filled
    }

    /// Whether any coded cell is written in an unusual way.
    #[must_use]
    #[inline]
    pub fn has_unusual_codes(&self) -> bool {
        self.unusual
    }

    /// Where each cell of the file's row ends in [`joined`](Self::joined).
    pub(super) fn ends(&self) -> &'a [usize] {
        self.text.ends()
    }

    /// All the row's cells one behind the other.
    #[must_use]
    pub fn joined(&self) -> &'a str {
        self.text.joined()
    }

    /// What a coded cell says; blank for columns without codes.
    #[must_use]
    #[inline]
    pub fn code(&self, column: SurveyColumn) -> CellCode {
        self.codes
            .get(column.index())
            .copied()
            .unwrap_or(CellCode::BLANK)
    }

    /// Whether a coded cell holds a value, named by its code in the edition (such as `2-1`).
    ///
    /// `None` if the edition has no such code in the column.
    #[must_use]
    pub fn has_code(&self, column: SurveyColumn, code: &str) -> Option<bool> {
        let position = self.layout.code_position(column, code)?;
        Some(self.code(column).has(position))
    }

    /// 手続ID.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.cell(SurveyColumn::ProcedureId)
    }

    /// 手続類型; `None` if it is blank, unknown, or several.
    #[must_use]
    pub fn kind(&self) -> Option<KindIndex> {
        self.layout.kind(self.code(SurveyColumn::Kind))
    }

    /// 手続主体: who acts.
    #[must_use]
    pub fn actor(&self) -> Party {
        self.layout
            .party(SurveyColumn::Actor, self.code(SurveyColumn::Actor))
    }

    /// 手続の受け手: who receives.
    #[must_use]
    pub fn recipient(&self) -> Party {
        self.layout
            .party(SurveyColumn::Recipient, self.code(SurveyColumn::Recipient))
    }

    /// 経由機関: the body in between.
    #[must_use]
    pub fn via(&self) -> Party {
        self.layout
            .party(SurveyColumn::Via, self.code(SurveyColumn::Via))
    }

    /// 事務区分; `None` if it is blank, unknown, or several.
    #[must_use]
    pub fn affairs_class(&self) -> Option<AffairsClass> {
        self.layout
            .affairs_class(self.code(SurveyColumn::AffairsClass))
    }

    /// オンライン化の実施状況; a blank cell or one outside the list is unknown.
    #[must_use]
    pub fn online_status(&self) -> OnlineStatus {
        self.layout
            .online_status(self.code(SurveyColumn::OnlineStatus))
    }

    /// One of the three count columns; blank for any other column.
    #[must_use]
    #[inline]
    pub fn count(&self, column: SurveyColumn) -> CountCell {
        match column {
            SurveyColumn::CasesTotal | SurveyColumn::CasesOnline | SurveyColumn::CasesOffline => {
                CountCell::read(self.cell(column))
            }
            _ => CountCell::Blank,
        }
    }

    /// 総手続件数, if it is a number.
    #[must_use]
    pub fn cases_total(&self) -> Option<u64> {
        self.count(SurveyColumn::CasesTotal).number()
    }

    /// オンライン手続件数, if it is a number.
    #[must_use]
    pub fn cases_online(&self) -> Option<u64> {
        self.count(SurveyColumn::CasesOnline).number()
    }

    /// 処理期間(オンライン) or 処理期間(非オンライン) as a statement; `None` if the cell is blank.
    #[must_use]
    pub fn period(&self, channel: Channel) -> Option<ProcessingPeriodReading> {
        read_processing_period(self.cell(channel.period_column()))
    }
}

/// The channel a processing period is stated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// オンライン.
    Online,
    /// 非オンライン: counter, post and everything else.
    Offline,
}

impl Channel {
    pub(super) const fn period_column(self) -> SurveyColumn {
        match self {
            Self::Online => SurveyColumn::PeriodOnline,
            Self::Offline => SurveyColumn::PeriodOffline,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_digits_or_says_how_it_differs() {
        for (text, cell) in [
            ("", CountCell::Blank),
            ("0", CountCell::Number(0)),
            ("338538154", CountCell::Number(338_538_154)),
            ("１，８７５", CountCell::Loose(1_875)),
            ("1,234,567", CountCell::Loose(1_234_567)),
            (" 12 ", CountCell::Loose(12)),
            ("　", CountCell::Blank),
            ("1,23", CountCell::Text),
            ("12,3456", CountCell::Text),
            (",", CountCell::Text),
            ("-1", CountCell::Text),
            ("約300", CountCell::Text),
            ("1.5", CountCell::Text),
            ("9007199254740991", CountCell::Number(9_007_199_254_740_991)),
            ("9007199254740992", CountCell::Text),
            ("99999999999999999999999", CountCell::Text),
        ] {
            assert_eq!(CountCell::read(text), cell, "{text:?}");
        }
    }
}
