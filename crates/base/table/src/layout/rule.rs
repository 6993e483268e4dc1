//! The rules about how a sheet is filled in, and where their findings go.

use crate::Sheet;
use std::sync::OnceLock;
use tosei_document::{Catalogue, CellAddress, Mark, PlaceRef, RuleIndex, Sink, ValueRef};
use tosei_types::embedded;

macro_rules! rules {
    ($( $(#[$doc:meta])* $name:ident = $code:literal, )+) => {
        /// A rule about how a sheet is filled in; its sentences stand in
        /// [`SpreadsheetRule::catalogue`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum SpreadsheetRule {
            $( $(#[$doc])* $name, )+
        }

        impl SpreadsheetRule {
            /// All rules, in the order of the catalogue.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$name),+];

            /// Stable code of the rule in its catalogue.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $( Self::$name => $code, )+ }
            }
        }
    };
}

rules! {
    /// Bytes that are no character in the file's encoding.
    UndecodableBytes = "table.spreadsheet.undecodable_bytes",
    /// A character of the private use area (外字).
    PrivateCharacter = "table.spreadsheet.private_character",
    /// A quote that is never closed.
    UnclosedQuote = "table.spreadsheet.unclosed_quote",
    /// Rows end in CR alone.
    CarriageReturnOnly = "table.spreadsheet.carriage_return_only",
    /// A formula of which the file holds no result.
    FormulaWithoutResult = "table.spreadsheet.formula_without_result",
    /// A cell shows an error.
    ErrorValue = "table.spreadsheet.error_value",
    /// A sheet is hidden.
    HiddenSheet = "table.spreadsheet.hidden_sheet",
    /// Rows are hidden.
    HiddenRow = "table.spreadsheet.hidden_row",
    /// Columns are hidden.
    HiddenColumn = "table.spreadsheet.hidden_column",
    /// A cell has a comment.
    Comment = "table.spreadsheet.comment",
    /// Cells are coloured.
    Coloured = "table.spreadsheet.coloured",
    /// Cells keep a reading (ふりがな).
    PhoneticText = "table.spreadsheet.phonetic_text",
    /// Merged cells among the data.
    MergedCells = "table.spreadsheet.merged_cells",
    /// 〃 or 同上 stands for the cell above.
    Ditto = "table.spreadsheet.ditto",
    /// 〃 or 同上 with nothing above.
    DittoWithoutAbove = "table.spreadsheet.ditto_without_above",
    /// A row of subtotals.
    SubtotalRow = "table.spreadsheet.subtotal_row",
    /// A row of totals.
    TotalRow = "table.spreadsheet.total_row",
    /// A total that the rows do not give.
    CheckSumDiffers = "table.spreadsheet.check_sum_differs",
    /// A total with rows that state no number.
    CheckSumIncomplete = "table.spreadsheet.check_sum_incomplete",
    /// The header stands again among the data.
    HeaderRepeated = "table.spreadsheet.header_repeated",
    /// A row that is a note.
    NoteRow = "table.spreadsheet.note_row",
    /// Full-width figures.
    FullWidthDigits = "table.spreadsheet.full_width_digits",
    /// A number with text beside it.
    NumberWithUnit = "table.spreadsheet.number_with_unit",
    /// An approximate number.
    ApproximateNumber = "table.spreadsheet.approximate_number",
    /// A bound instead of a number.
    BoundedNumber = "table.spreadsheet.bounded_number",
    /// A sign or word for a number that is not known.
    NumberNotStated = "table.spreadsheet.number_not_stated",
    /// The number stands elsewhere.
    SeeElsewhere = "table.spreadsheet.see_elsewhere",
    /// A cell of a number column that is no number.
    UnreadNumber = "table.spreadsheet.unread_number",
    /// Another spelling of a symbol.
    SymbolVariant = "table.spreadsheet.symbol_variant",
    /// A day kept as a serial number.
    SerialDate = "table.spreadsheet.serial_date",
    /// An era that had ended.
    EraContinued = "table.spreadsheet.era_continued",
    /// An era that had not begun.
    EraNotBegun = "table.spreadsheet.era_not_begun",
    /// A cell of a date column that names no day.
    UnreadDate = "table.spreadsheet.unread_date",
}

impl SpreadsheetRule {
    /// These rules alone, to be put into a domain's catalogue by
    /// [`Catalogue::with`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::Catalogue;
    /// use tosei_table::layout::{SpreadsheetRule, SpreadsheetRules};
    ///
    /// let own = Catalogue::reading().clone().with(SpreadsheetRule::catalogue())?;
    /// assert!(SpreadsheetRules::of(&own).is_ok());
    /// assert!(SpreadsheetRules::of(Catalogue::reading()).is_err());
    /// # Ok::<(), tosei_document::CatalogueError>(())
    /// ```
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        embedded(&CATALOGUE, || {
            Catalogue::from_json(include_str!("../../data/rules/spreadsheet.json"))
        })
    }
}

/// A catalogue lacks a rule about spreadsheets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rule catalogue lacks the rule `{rule}`")]
pub struct MissingSpreadsheetRuleError {
    rule: &'static str,
}

impl MissingSpreadsheetRuleError {
    /// Stable identifier; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "table.spreadsheet.missing_rule"
    }
}

/// Where the rules about spreadsheets stand in a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpreadsheetRules([RuleIndex; SpreadsheetRule::ALL.len()]);

impl SpreadsheetRules {
    /// Looks all rules up.
    ///
    /// # Errors
    ///
    /// [`MissingSpreadsheetRuleError`] if the catalogue lacks one; put
    /// [`SpreadsheetRule::catalogue`] into it.
    pub fn of(catalogue: &Catalogue) -> Result<Self, MissingSpreadsheetRuleError> {
        let first = SpreadsheetRule::UndecodableBytes;
        let look_up = |rule: SpreadsheetRule| {
            let missing = MissingSpreadsheetRuleError { rule: rule.code() };
            catalogue.index(rule.code()).ok_or(missing)
        };
        let mut found = [look_up(first)?; SpreadsheetRule::ALL.len()];
        for (place, rule) in found.iter_mut().zip(SpreadsheetRule::ALL) {
            *place = look_up(rule)?;
        }
        Ok(Self(found))
    }

    fn index(&self, rule: SpreadsheetRule) -> Option<RuleIndex> {
        let at = SpreadsheetRule::ALL
            .iter()
            .position(|other| *other == rule)?;
        self.0.get(at).copied()
    }
}

/// Takes the findings of one sheet to a [`Sink`], each with its cell: `調査票!K12`.
pub struct SheetFindings<'a> {
    rules: &'a SpreadsheetRules,
    sheet: Option<&'a str>,
    sink: &'a mut dyn Sink,
}

impl<'a> SheetFindings<'a> {
    /// Findings of a sheet, named as on its tab.
    pub fn new(rules: &'a SpreadsheetRules, sheet: &'a Sheet, sink: &'a mut dyn Sink) -> Self {
        Self {
            rules,
            sheet: sheet.name_in_places(),
            sink,
        }
    }

    /// Adds a finding on a cell, with values for the rule's sentence.
    pub fn add(
        &mut self,
        rule: SpreadsheetRule,
        cell: CellAddress,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.rules.index(rule) {
            self.sink.accept(Mark {
                rule,
                place: PlaceRef::Cell {
                    sheet: self.sheet,
                    cell,
                },
                subject: None,
                values,
            });
        }
    }
}
