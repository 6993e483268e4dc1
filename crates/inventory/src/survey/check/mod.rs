//! Checking the survey: some fifty rules over each row, and the verdicts of repeating cells remembered.

use tosei_types::embedded;
mod answers;
mod characters;
mod counts;
mod identity;
mod required;
mod rules;
mod text;

pub use identity::IdentityCheck;
#[cfg(feature = "rayon")]
pub(super) use identity::RowPrint;
pub use rules::MissingRuleError;

use super::{
    ColumnSet, EditionColumn, Layout, SurveyColumn, SurveyEdition, SurveyRow, UntypedReason,
    UntypedRow, memo::Memo,
};
use answers::PeriodVerdict;
use rules::Rules;
use std::sync::OnceLock;
pub(super) use text::{has_blank_ends, has_oddities, is_only_blanks};
use tosei_document::{Catalogue, CellAddress, Mark, PlaceRef, RuleIndex, Sink, ValueRef};

/// Columns that the survey asks for 申請等 only.
const APPLICATION_ONLY: [SurveyColumn; 12] = [
    SurveyColumn::Identification,
    SurveyColumn::Fee,
    SurveyColumn::FeePayment,
    SurveyColumn::FeeRelief,
    SurveyColumn::PeriodOnline,
    SurveyColumn::PeriodOffline,
    SurveyColumn::FormFields,
    SurveyColumn::Attachments,
    SurveyColumn::AttachmentReduction,
    SurveyColumn::AttachmentSubmission,
    SurveyColumn::AttachmentSignature,
    SurveyColumn::AttachmentFormatRule,
];

/// Columns whose cells are free text.
const FREE_TEXT: [SurveyColumn; 11] = [
    SurveyColumn::ProcedureId,
    SurveyColumn::Ministry,
    SurveyColumn::ProcedureName,
    SurveyColumn::LawName,
    SurveyColumn::LawNumber,
    SurveyColumn::Article,
    SurveyColumn::AgencyName,
    SurveyColumn::PeriodOnline,
    SurveyColumn::PeriodOffline,
    SurveyColumn::SystemApplication,
    SurveyColumn::SystemBackOffice,
];

/// 棚卸調査の点検 (check of the survey): every rule that one row can break by itself.
///
/// Rules about rows that repeat each other need all rows: see [`IdentityCheck`].
#[derive(Debug, Clone)]
pub struct SurveyCheck {
    rules: Rules,
    sets: Sets,
    must_be_filled: ColumnSet,
    coded: Vec<SurveyColumn>,
    application_only: ColumnSet,
    free_text: ColumnSet,
    present: ColumnSet,
    /// Free-text columns that stand side by side, as (first, last): scanned in one go.
    text_runs: Vec<(SurveyColumn, SurveyColumn)>,
    periods: Memo<PeriodVerdict>,
    articles: Memo<bool>,
}

/// Bit sets of the codes that rules ask for.
#[derive(Debug, Clone, Copy)]
struct Sets {
    application: u64,
    without_recipient: u64,
    planned: u64,
    fee: u64,
    online_payment: u64,
    agency: [u64; 2],
    no_attachments: u64,
    not_common: u64,
}

impl SurveyCheck {
    /// The embedded rules: those about reading and those about the survey.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        embedded(&CATALOGUE, || {
            Catalogue::of_domain(include_str!("../../../data/rules/survey.json"))
        })
    }

    /// Prepares the rules for a file of this layout.
    ///
    /// # Errors
    ///
    /// [`MissingRuleError`] if the catalogue lacks a rule; [`SurveyCheck::catalogue`] has all.
    pub fn new(
        catalogue: &Catalogue,
        edition: &SurveyEdition,
        layout: &Layout,
    ) -> Result<Self, MissingRuleError> {
        let set = |column, codes: &[&str]| layout.code_set(column, codes);
        let columns = edition
            .columns()
            .iter()
            .filter(|c| layout.position(c.key).is_some());
        fn of<'a>(columns: impl Iterator<Item = &'a EditionColumn>) -> ColumnSet {
            ColumnSet::of(&columns.map(|column| column.key).collect::<Vec<_>>())
        }
        Ok(Self {
            rules: Rules::of(catalogue)?,
            sets: Sets {
                application: set(SurveyColumn::Kind, &["1"]),
                without_recipient: set(SurveyColumn::Kind, &["3", "4"]),
                planned: set(SurveyColumn::Concerns, &["0"]),
                fee: set(SurveyColumn::Fee, &["2"]),
                online_payment: set(
                    SurveyColumn::FeePayment,
                    &["2-1", "2-2", "2-3", "2-4", "2-5", "2-6"],
                ),
                agency: [SurveyColumn::Actor, SurveyColumn::Recipient].map(|c| set(c, &["2"])),
                no_attachments: set(SurveyColumn::Attachments, &["none"]),
                not_common: set(SurveyColumn::CommonProcedure, &["none"]),
            },
            must_be_filled: of(columns.clone().filter(|c| c.must_be_filled)),
            coded: columns.clone().filter(|c| c.coded).map(|c| c.key).collect(),
            application_only: ColumnSet::of(&APPLICATION_ONLY),
            free_text: ColumnSet::of(&FREE_TEXT),
            present: of(columns),
            text_runs: layout.runs(&FREE_TEXT),
            periods: Memo::new(),
            articles: Memo::new(),
        })
    }

    /// The check for rows that repeat each other, with the same rules.
    #[must_use]
    pub fn identity(&self, layout: &Layout) -> IdentityCheck {
        IdentityCheck::new(self.rules, layout)
    }

    /// Reports how the header row differs from the edition's.
    pub fn header<S: Sink + ?Sized>(&self, layout: &Layout, sink: &mut S) {
        let columns = layout.columns();
        let mut report = |rule, header: &str, place| {
            let values = [("header", ValueRef::Text(header))];
            sink.accept(Mark {
                rule,
                place,
                subject: None,
                values: &values,
            });
        };
        for header in columns.missing() {
            report(self.rules.column_missing, header, PlaceRef::Document);
        }
        for header in columns.unknown() {
            report(self.rules.column_unknown, header, PlaceRef::Document);
        }
        for (position, header) in columns.repeated() {
            let cell = u32::try_from(*position).ok();
            let header_row = layout.header_rows().saturating_sub(1);
            let cell = cell.and_then(|c| CellAddress::from_zero_based(c, header_row));
            let place = cell.map_or(PlaceRef::Document, |cell| PlaceRef::Cell {
                sheet: None,
                cell,
            });
            report(self.rules.column_repeated, header, place);
        }
    }

    /// Reports a row that could not be typed.
    pub fn untyped<S: Sink + ?Sized>(&self, untyped: &UntypedRow<'_>, width: usize, sink: &mut S) {
        let place = |column| match untyped.row.address(column) {
            Some(cell) => PlaceRef::Cell { sheet: None, cell },
            None => PlaceRef::Document,
        };
        let number = |number: usize| ValueRef::Number(u64::try_from(number).unwrap_or(u64::MAX));
        match untyped.reason {
            UntypedReason::NotUtf8(column) => sink.accept(Mark {
                rule: self.rules.row_not_utf8,
                place: place(column),
                subject: None,
                values: &[],
            }),
            UntypedReason::Blank => sink.accept(Mark {
                rule: self.rules.row_blank,
                place: place(0),
                subject: None,
                values: &[],
            }),
            UntypedReason::Width(cells) => sink.accept(Mark {
                rule: self.rules.row_width,
                place: place(0),
                subject: None,
                values: &[("cells", number(cells)), ("expected", number(width))],
            }),
        }
    }

    /// Reports that reading stopped at a limit of rows.
    pub fn stopped<S: Sink + ?Sized>(&self, rows: u64, sink: &mut S) {
        let values = [("rows", ValueRef::Number(rows))];
        let rule = self.rules.rows_beyond_limit;
        sink.accept(Mark {
            rule,
            place: PlaceRef::Document,
            subject: None,
            values: &values,
        });
    }

    /// Reports a quote that was not closed, so that the rest of the file is in one cell.
    pub fn unclosed_quote<S: Sink + ?Sized>(&self, cell: CellAddress, sink: &mut S) {
        sink.accept(Mark {
            rule: self.rules.quote_unclosed,
            place: PlaceRef::Cell { sheet: None, cell },
            subject: None,
            values: &[],
        });
    }

    /// Reports everything that is wrong with one row.
    pub fn row<S: Sink + ?Sized>(&mut self, row: &SurveyRow<'_>, sink: &mut S) {
        let blank_ends = self.blank_ends(row);
        let mut filled = row.filled();
        if blank_ends != ColumnSet::default() {
            filled = filled.without(only_blanks(row, blank_ends));
        }
        let mut out = Out { row, filled, sink };
        self.filled(&mut out);
        self.codes(&mut out);
        self.counts(&mut out);
        self.plan(&mut out);
        let kind = row.code(SurveyColumn::Kind);
        if kind.is_blank() || kind.has_other() || kind.has_any(self.sets.application) {
            self.fee(&mut out);
            self.attachments(&mut out);
            self.periods(&mut out);
        } else {
            self.scope(&mut out);
        }
        self.texts(blank_ends, &mut out);
    }
}

/// Which of these cells hold nothing but blanks.
#[cold]
fn only_blanks(row: &SurveyRow<'_>, columns: ColumnSet) -> ColumnSet {
    columns
        .iter()
        .filter(|column| is_only_blanks(row.cell(*column)))
        .fold(ColumnSet::default(), ColumnSet::with)
}

fn header_of(column: SurveyColumn) -> &'static str {
    column.label(tosei_types::Language::Ja)
}

/// One row's way to the sink.
struct Out<'r, 'a, S: ?Sized> {
    row: &'r SurveyRow<'a>,
    /// The columns whose cells hold more than blanks.
    filled: ColumnSet,
    sink: &'r mut S,
}

impl<S: Sink + ?Sized> Out<'_, '_, S> {
    fn mark(
        &mut self,
        rule: RuleIndex,
        column: SurveyColumn,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let place = match self.row.address(column) {
            Some(cell) => PlaceRef::Cell { sheet: None, cell },
            None => PlaceRef::Document,
        };
        let id = self.row.id();
        let subject = (!id.is_empty()).then_some(id);
        self.sink.accept(Mark {
            rule,
            place,
            subject,
            values,
        });
    }

    /// A finding about a cell whose column the rule itself names.
    fn cell(&mut self, rule: RuleIndex, column: SurveyColumn) {
        self.mark(rule, column, &[]);
    }

    /// A finding that names its column.
    fn header(&mut self, rule: RuleIndex, column: SurveyColumn) {
        self.mark(rule, column, &[("header", header_of(column).into())]);
    }

    /// A finding that names its column and shows what stands in the cell.
    fn value(&mut self, rule: RuleIndex, column: SurveyColumn) {
        let text = self.row.cell(column);
        self.mark(
            rule,
            column,
            &[("header", header_of(column).into()), ("value", text.into())],
        );
    }
}
