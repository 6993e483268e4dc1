//! Checking the survey: some fifty rules over each row, and the verdicts of repeating cells remembered.

mod identity;
mod rules;
mod text;

pub use identity::IdentityCheck;
pub use rules::MissingRuleError;

use super::{
    CellDefects, Channel, ColumnSet, CountCell, EditionColumn, Layout, SurveyColumn, SurveyEdition,
    SurveyRow, UntypedReason, UntypedRow, memo::Memo,
};
use crate::OnlineStatus;
use rules::Rules;
use std::sync::OnceLock;
pub(super) use text::may_hold_oddities;
use text::{has_blank_ends, oddities};
use tosei_document::{Catalogue, Mark, PlaceRef, RuleIndex, Sink, ValueRef};
use tosei_types::{
    citation::read_citation_cell,
    period::{
        ApproximateDays, DayConversion, ProcessingPeriod, ProcessingPeriodClass,
        read_processing_period,
    },
};

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
    conversion: DayConversion,
}

/// Bit sets of the codes that rules ask for.
#[derive(Debug, Clone, Copy)]
struct Sets {
    application: u64,
    record_keeping: u64,
    planned: u64,
    fee: u64,
    online_payment: u64,
    agency: [u64; 2],
    no_attachments: u64,
    not_common: u64,
}

#[derive(Debug, Clone, Copy)]
struct PeriodVerdict {
    class: ProcessingPeriodClass,
    /// The length, if one length is stated.
    days: Option<ApproximateDays>,
}

impl SurveyCheck {
    /// The embedded rules: those about reading and those about the survey.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        // The embedded file is checked by a test; without it every check is refused.
        CATALOGUE.get_or_init(|| {
            Catalogue::from_json(include_str!("../../../data/rules/survey.json"))
                .and_then(|survey| Catalogue::reading().clone().with(&survey))
                .unwrap_or_default()
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
                record_keeping: set(SurveyColumn::Kind, &["4"]),
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
            conversion: DayConversion::default(),
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
            let cell = cell.and_then(|c| tosei_document::CellAddress::from_zero_based(c, 0));
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

    /// Reports everything that is wrong with one row.
    pub fn row<S: Sink + ?Sized>(&mut self, row: &SurveyRow<'_>, sink: &mut S) {
        let mut out = Out { row, sink };
        self.filled(&mut out);
        self.codes(&mut out);
        self.counts(&mut out);
        self.plan(&mut out);
        self.fee(&mut out);
        self.attachments(&mut out);
        self.scope_and_periods(&mut out);
        self.texts(&mut out);
    }

    fn filled<S: Sink + ?Sized>(&mut self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let filled = row.filled();
        for column in self.must_be_filled.without(filled).iter() {
            if column == C::ProcedureId {
                out.cell(self.rules.id_missing, column);
            } else {
                out.header(self.rules.cell_missing, column);
            }
        }
        let law = filled.has(C::LawName);
        if law && !filled.has(C::LawNumber) && self.present.has(C::LawNumber) {
            out.cell(self.rules.law_number_missing, C::LawNumber);
        }
        if filled.has(C::Article) {
            if !self
                .articles
                .get_or(row.cell(C::Article).as_bytes(), reads_as_citations)
            {
                out.value(self.rules.article_unread, C::Article);
            }
        } else if law && self.present.has(C::Article) {
            out.cell(self.rules.article_missing, C::Article);
        }
        let kind = row.code(C::Kind);
        let recipient = row.code(C::Recipient);
        if self.present.without(filled).has(C::Recipient)
            && !kind.is_blank()
            && !kind.has_any(self.sets.record_keeping)
        {
            out.cell(self.rules.recipient_missing, C::Recipient);
        }
        let [actor_is, recipient_is] = self.sets.agency;
        if self.present.without(filled).has(C::AgencyName)
            && (row.code(C::Actor).has_any(actor_is) || recipient.has_any(recipient_is))
        {
            out.cell(self.rules.agency_name_missing, C::AgencyName);
        }
        if row.code(C::CommonProcedure).has_any(self.sets.not_common) {
            let (owner, implementing) =
                (row.cell(C::Ministry), row.cell(C::ImplementingMinistries));
            if owner != implementing
                && !implementing.is_empty()
                && !implementing
                    .split([';', '；'])
                    .any(|name| name.trim() == owner)
            {
                out.value(
                    self.rules.ministry_not_implementing,
                    C::ImplementingMinistries,
                );
            }
        }
    }

    fn codes<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        if !out.row.has_unusual_codes() {
            return;
        }
        for column in &self.coded {
            let defects = out.row.code(*column).defects();
            if defects.is_empty() {
                continue;
            }
            for (defect, rule) in [
                (CellDefects::UNKNOWN, self.rules.code_unknown),
                (CellDefects::VARIANT, self.rules.code_variant),
                (CellDefects::JOINED, self.rules.values_joined),
                (CellDefects::SEPARATOR, self.rules.separator),
                (CellDefects::REPEATED, self.rules.value_repeated),
            ] {
                if defects.contains(defect) {
                    out.value(rule, *column);
                }
            }
            if has_blank_ends(out.row.cell(*column)) {
                out.header(self.rules.blanks_at_ends, *column);
            }
            if defects.contains(CellDefects::ODD_CHARACTER) {
                self.characters(*column, out);
            }
        }
    }

    fn counts<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let columns = [C::CasesTotal, C::CasesOnline, C::CasesOffline];
        let counts = columns.map(|column| row.count(column));
        for (column, count) in columns.into_iter().zip(counts) {
            match count {
                CountCell::Number(_) => {}
                CountCell::Loose(_) => out.value(self.rules.count_loose, column),
                CountCell::Text => out.value(self.rules.count_not_a_number, column),
                CountCell::Blank => {
                    if self.present.has(column) {
                        out.header(self.rules.count_missing, column);
                    }
                }
            }
        }
        let [total, online, offline] = counts.map(CountCell::number);
        let (Some(total), Some(online)) = (total, online) else {
            return;
        };
        let values = [
            ("total", ValueRef::Number(total)),
            ("online", ValueRef::Number(online)),
            ("offline", ValueRef::Number(offline.unwrap_or(0))),
        ];
        if online > total {
            out.mark(self.rules.online_exceeds_total, C::CasesOnline, &values);
        } else if let Some(offline) = offline
            && online.saturating_add(offline) != total
        {
            out.mark(self.rules.counts_do_not_add_up, C::CasesTotal, &values);
        }
        match row.online_status() {
            OnlineStatus::Done if online == 0 => {
                out.mark(self.rules.online_without_cases, C::CasesOnline, &values);
            }
            OnlineStatus::Done | OnlineStatus::Partial => {}
            _ if online > 0 => {
                out.mark(
                    self.rules.online_count_without_status,
                    C::CasesOnline,
                    &values,
                );
            }
            _ => {}
        }
    }

    fn plan<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let status = row.online_status();
        let concerns = row.code(C::Concerns);
        let planned = concerns.has_any(self.sets.planned);
        let year = !row.code(C::PlannedYear).is_blank();
        match (planned, year) {
            (true, false) => out.cell(self.rules.plan_without_year, C::PlannedYear),
            (false, true) => out.value(self.rules.year_without_plan, C::PlannedYear),
            _ => {}
        }
        if year && status == OnlineStatus::Done {
            out.value(self.rules.year_although_online, C::PlannedYear);
        }
        if status == OnlineStatus::NotDone && concerns.is_blank() && self.present.has(C::Concerns) {
            out.cell(self.rules.reason_missing, C::Concerns);
        }
    }

    fn fee<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let fee = row.code(C::Fee).has_any(self.sets.fee);
        let method = row.code(C::FeePayment);
        if fee && method.is_blank() {
            out.cell(self.rules.fee_method_missing, C::FeePayment);
        }
        if !fee && !method.is_blank() {
            out.value(self.rules.fee_method_without_fee, C::FeePayment);
        }
        if !row.code(C::FeeRelief).is_blank() && !method.has_any(self.sets.online_payment) {
            out.value(self.rules.fee_relief_out_of_scope, C::FeeRelief);
        }
    }

    fn attachments<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let attachments = row.code(C::Attachments);
        if attachments.is_blank() {
            return;
        }
        if attachments.has_any(self.sets.no_attachments) {
            if attachments.has_other() {
                out.value(self.rules.attachments_contradict, C::Attachments);
            }
            // Answers about documents that do not exist.
            for column in [C::AttachmentReduction, C::AttachmentSubmission] {
                if !row.code(column).is_blank() && !attachments.has_other() {
                    out.value(self.rules.attachment_details_without_attachments, column);
                }
            }
        } else if row.code(C::AttachmentSubmission).is_blank()
            && self.present.has(C::AttachmentSubmission)
        {
            out.cell(
                self.rules.attachment_method_missing,
                C::AttachmentSubmission,
            );
        }
    }

    fn scope_and_periods<S: Sink + ?Sized>(&mut self, out: &mut Out<'_, '_, S>) {
        let row = out.row;
        let kind = row.code(SurveyColumn::Kind);
        if !kind.has_any(self.sets.application) {
            if kind.is_blank() {
                return;
            }
            for column in self.application_only.and(row.filled()).iter() {
                out.value(self.rules.answer_out_of_scope, column);
            }
            return;
        }
        let conversion = self.conversion;
        let mut lengths = [None, None];
        for (channel, length) in [Channel::Online, Channel::Offline]
            .into_iter()
            .zip(&mut lengths)
        {
            let column = channel.period_column();
            if !row.filled().has(column) {
                continue;
            }
            let text = row.cell(column);
            let verdict = self
                .periods
                .get_or(text.as_bytes(), |text| judge_period(text, &conversion));
            match verdict.class {
                ProcessingPeriodClass::Unread => out.value(self.rules.period_unread, column),
                ProcessingPeriodClass::NumberWithoutUnit => {
                    out.value(self.rules.period_without_unit, column);
                }
                _ => {}
            }
            *length = verdict.days;
        }
        if let [Some(online), Some(offline)] = lengths
            && online > offline
        {
            let values = [
                (
                    "online",
                    ValueRef::Text(row.cell(SurveyColumn::PeriodOnline)),
                ),
                (
                    "offline",
                    ValueRef::Text(row.cell(SurveyColumn::PeriodOffline)),
                ),
            ];
            out.mark(
                self.rules.period_longer_online,
                SurveyColumn::PeriodOnline,
                &values,
            );
        }
    }

    fn texts<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        for column in self.free_text.and(out.row.filled()).iter() {
            if has_blank_ends(out.row.cell(column)) {
                out.header(self.rules.blanks_at_ends, column);
            }
        }
        let odd = self
            .text_runs
            .iter()
            .any(|run| may_hold_oddities(out.row.run(*run)));
        if odd {
            for column in self.free_text.iter() {
                self.characters(column, out);
            }
        }
    }

    #[cold]
    fn characters<S: Sink + ?Sized>(&self, column: SurveyColumn, out: &mut Out<'_, '_, S>) {
        let found = oddities(out.row.cell(column));
        if found.line_break {
            out.header(self.rules.line_break, column);
        }
        if found.replacement {
            out.header(self.rules.replacement_character, column);
        }
        for (character, rule) in [
            (found.invisible, self.rules.invisible_character),
            (found.private_use, self.rules.private_use_character),
            (found.half_width_kana, self.rules.half_width_kana),
        ] {
            if let Some(character) = character {
                let code = format!("U+{:04X}", u32::from(character));
                let header = header_of(column);
                out.mark(
                    rule,
                    column,
                    &[("header", header.into()), ("code", code.as_str().into())],
                );
            }
        }
    }
}

fn judge_period(text: &[u8], conversion: &DayConversion) -> PeriodVerdict {
    let text = std::str::from_utf8(text).unwrap_or_default();
    match read_processing_period(text) {
        None => PeriodVerdict {
            class: ProcessingPeriodClass::Unread,
            days: None,
        },
        Some(reading) => PeriodVerdict {
            class: reading.class(),
            days: reading
                .statement()
                .period()
                .and_then(ProcessingPeriod::single_length)
                .map(|length| length.approximate_days(conversion)),
        },
    }
}

/// Whether a cell of 根拠条項号 reads as citations from its beginning to its end.
fn reads_as_citations(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| read_citation_cell(text).is_complete())
}

fn header_of(column: SurveyColumn) -> &'static str {
    column.label(tosei_types::Language::Ja)
}

/// One row's way to the sink.
struct Out<'r, 'a, S: ?Sized> {
    row: &'r SurveyRow<'a>,
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
