//! One pass over a survey file: every check, every tally, every selection.

use super::{
    ConcernTally, MissingRuleError, SurveyCheck, SurveyColumn, SurveyEdition, SurveyItem,
    SurveyRow, UntypedReason, UntypedRow,
    layout::Layout,
    reader::Typist,
    source::{HeadedCsv, RowSource},
};
use crate::{
    Candidate, CompiledPriorities, GroupedTally, PrioritySelector, PriorityUnit, ProcessFacts,
    ProcessKinds, Selection, Tally, Volume, VolumeMeasure, VolumeState,
};
use std::{io::Read, num::NonZeroU8};
use tosei_document::{Catalogue, Explain, Limits, Sink};
use tosei_table::{CsvRow, TableError};
use tosei_types::{CaseCount, FiscalYear, Language};

/// How many untyped rows an analysis keeps; all are counted.
pub const KEPT_UNTYPED_ROWS: usize = 1_000;

/// 集計の指図 (job): what one pass over a survey file is to do.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_inventory::survey::{SurveyCheck, SurveyJob};
/// use tosei_inventory::{ProcessKinds, RateDefinitions};
///
/// let csv = "\
/// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数
/// 1,転入の届出,1 申請等,5 国民等,1 実施済,120,30
/// 2,転入の通知,2-1 申請等に基づく処分通知等,3 地方等,2 未実施,120,0
/// ";
/// let mut findings = Collector::new(SurveyCheck::catalogue());
/// let analysis = SurveyJob::new().run(csv.as_bytes(), &mut findings)?;
///
/// let rates = RateDefinitions::standard().compile(ProcessKinds::standard()).unwrap();
/// let rate = rates.evaluate_one("processes.done", &analysis.tally()).unwrap();
/// assert_eq!(rate.rate().unwrap().numerator(), 1);
/// assert_eq!(rate.rate().unwrap().denominator(), 2);
/// # Ok::<(), tosei_inventory::survey::SurveyError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct SurveyJob<'j> {
    pub(super) edition: &'j SurveyEdition,
    pub(super) kinds: &'j ProcessKinds,
    pub(super) catalogue: &'j Catalogue,
    pub(super) limits: Limits,
    pub(super) priorities: Option<&'j CompiledPriorities>,
    pub(super) header_rows: Option<u8>,
}

impl Default for SurveyJob<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'j> SurveyJob<'j> {
    /// The edition of 令和6年度 with the standard kinds, rules and limits, and no selection.
    #[must_use]
    pub fn new() -> Self {
        Self {
            edition: SurveyEdition::r6(),
            kinds: ProcessKinds::standard(),
            catalogue: SurveyCheck::catalogue(),
            limits: Limits::default(),
            priorities: None,
            header_rows: None,
        }
    }

    /// How many rows the header takes, where it is not as many as the edition has as published.
    #[must_use]
    pub fn with_header_rows(mut self, rows: NonZeroU8) -> Self {
        self.header_rows = Some(rows.get());
        self
    }

    pub(super) fn header_rows(&self) -> u8 {
        self.header_rows
            .unwrap_or_else(|| self.edition.header_rows())
    }

    /// Another edition, or a body's own sheet.
    #[must_use]
    pub fn with_edition(mut self, edition: &'j SurveyEdition) -> Self {
        self.edition = edition;
        self
    }

    /// A body's own list of process kinds.
    #[must_use]
    pub fn with_kinds(mut self, kinds: &'j ProcessKinds) -> Self {
        self.kinds = kinds;
        self
    }

    /// A body's own rule catalogue; the sink must be of the same one.
    #[must_use]
    pub fn with_catalogue(mut self, catalogue: &'j Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// Other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Selects by every rule about processes and 処理件数 (cases handled), which the survey counts.
    #[must_use]
    pub fn with_priorities(mut self, priorities: &'j CompiledPriorities) -> Self {
        self.priorities = Some(priorities);
        self
    }

    /// Reads the file once, row by row.
    ///
    /// Memory grows with two small fingerprints a row (for the rules about repeated rows), with
    /// what is selected, and with nothing else.
    ///
    /// # Errors
    ///
    /// - [`SurveyError::Table`] if the file is empty, something else, lacks needed columns, or cannot
    ///   be read to its end.
    /// - [`SurveyError::Rules`] if the catalogue lacks a rule.
    /// - [`SurveyError::VolumeYear`] if selections are asked for and the edition does not say of which
    ///   year its counts are.
    pub fn run<R: Read, S: Sink + ?Sized>(
        &self,
        input: R,
        sink: &mut S,
    ) -> Result<SurveyAnalysis, SurveyError> {
        self.run_with(input, sink, |_| ())
    }

    /// As [`run`](Self::run), and shows every typed row to `each`, so that further work on the rows
    /// needs no second pass.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::Collector;
    /// use tosei_inventory::survey::{SurveyCheck, SurveyColumn, SurveyJob};
    ///
    /// let csv = "\
    /// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数
    /// 1,転入の届出,1 申請等,5 国民等,1 実施済,120,30
    /// ";
    /// let mut findings = Collector::new(SurveyCheck::catalogue());
    /// let mut names = Vec::new();
    /// let analysis = SurveyJob::new().run_with(csv.as_bytes(), &mut findings, |row| {
    ///     names.push(row.cell(SurveyColumn::ProcedureName).to_owned());
    /// })?;
    /// assert_eq!((analysis.rows(), names), (1, vec!["転入の届出".to_owned()]));
    /// # Ok::<(), tosei_inventory::survey::SurveyError>(())
    /// ```
    pub fn run_with<R: Read, S: Sink + ?Sized>(
        &self,
        input: R,
        sink: &mut S,
        each: impl FnMut(&SurveyRow<'_>),
    ) -> Result<SurveyAnalysis, SurveyError> {
        let header_rows = self.header_rows();
        let (rows, layout) =
            HeadedCsv::open(input, self.edition, self.kinds, header_rows, &self.limits)?;
        self.run_rows(rows, layout, sink, each)
    }

    /// Types, checks and counts every row of a source.
    pub(super) fn run_rows<S: Sink + ?Sized>(
        &self,
        mut rows: impl RowSource,
        layout: Layout,
        sink: &mut S,
        mut each: impl FnMut(&SurveyRow<'_>),
    ) -> Result<SurveyAnalysis, SurveyError> {
        let mut worker = Worker::new(self, layout)?;
        let mut identity = worker.check.identity(&worker.typist.layout);
        worker.check.header(&worker.typist.layout, sink);
        while let Some(row) = rows.next_row()? {
            worker.row(row, sink, |row, sink| {
                identity.row(row, sink);
                each(row);
            });
        }
        identity.finish(sink);
        if let Some(cell) = rows.unclosed_quote() {
            worker.check.unclosed_quote(cell, sink);
        }
        if rows.stopped_at_limit() {
            worker.check.stopped(self.limits.items, sink);
        }
        Ok(worker.results.finish())
    }
}

/// One thread's share of a pass.
#[derive(Debug, Clone)]
pub(super) struct Worker<'j> {
    pub(super) typist: Typist,
    pub(super) check: SurveyCheck,
    pub(super) results: Results<'j>,
    year: Option<FiscalYear>,
}

/// What a pass has found so far; results of parts are merged in the order of the parts.
#[derive(Debug, Clone)]
pub(super) struct Results<'j> {
    by_ministry: GroupedTally<ProcessFacts>,
    concerns: ConcernTally,
    selectors: Vec<PrioritySelector<'j>>,
    rows: u64,
    untyped: u64,
    kept: Vec<RawRow>,
}

impl Results<'_> {
    #[cfg(feature = "rayon")]
    pub(super) fn merge(&mut self, other: Self) -> Result<(), SurveyError> {
        self.rows = self.rows.saturating_add(other.rows);
        self.untyped = self.untyped.saturating_add(other.untyped);
        let room = KEPT_UNTYPED_ROWS.saturating_sub(self.kept.len());
        self.kept.extend(other.kept.into_iter().take(room));
        self.by_ministry
            .merge(&other.by_ministry)
            .map_err(|_| SurveyError::Merge)?;
        self.concerns.merge(&other.concerns);
        for (mine, theirs) in self.selectors.iter_mut().zip(other.selectors) {
            mine.merge(theirs).map_err(|_| SurveyError::Merge)?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> SurveyAnalysis {
        SurveyAnalysis {
            rows: self.rows,
            untyped: self.untyped,
            kept: self.kept,
            by_ministry: self.by_ministry,
            concerns: self.concerns,
            selections: self
                .selectors
                .into_iter()
                .map(PrioritySelector::finish)
                .collect(),
        }
    }
}

impl<'j> Worker<'j> {
    pub(super) fn new(job: &SurveyJob<'j>, layout: Layout) -> Result<Self, SurveyError> {
        let check = SurveyCheck::new(job.catalogue, job.edition, &layout)?;
        let year = job.edition.volume_fiscal_year().parse::<FiscalYear>().ok();
        let selectors = match (job.priorities, year) {
            (Some(priorities), Some(year)) => priorities
                .selectors(year)
                // The survey counts acts carried out; it has no counts of applications as such.
                .filter(|selector| {
                    let rule = selector.rule();
                    rule.unit == PriorityUnit::Process && rule.measure == VolumeMeasure::Handled
                })
                .collect(),
            (Some(_), None) => return Err(SurveyError::VolumeYear),
            (None, _) => Vec::new(),
        };
        Ok(Self {
            typist: Typist::new(job.edition, layout),
            check,
            results: Results {
                by_ministry: GroupedTally::new(),
                concerns: ConcernTally::default(),
                selectors,
                rows: 0,
                untyped: 0,
                kept: Vec::new(),
            },
            year,
        })
    }

    /// Types, checks and counts one row; `repeated` looks after its identity.
    #[inline]
    pub(super) fn row<S: Sink + ?Sized>(
        &mut self,
        row: CsvRow<'_>,
        sink: &mut S,
        repeated: impl FnOnce(&SurveyRow<'_>, &mut S),
    ) {
        let results = &mut self.results;
        let width = self.typist.layout.columns().width();
        match self.typist.type_row(row) {
            SurveyItem::Row(row) => {
                results.rows = results.rows.saturating_add(1);
                self.check.row(&row, sink);
                repeated(&row, sink);
                let facts = row.facts();
                results
                    .by_ministry
                    .add(row.cell(SurveyColumn::Ministry), &facts);
                results.concerns.add(&row);
                if let Some(year) = self.year
                    && !results.selectors.is_empty()
                {
                    select(&mut results.selectors, year, &row, &facts);
                }
            }
            SurveyItem::Untyped(untyped) => {
                results.untyped = results.untyped.saturating_add(1);
                if results.kept.len() < KEPT_UNTYPED_ROWS {
                    results.kept.push(RawRow::of(&untyped));
                }
                self.check.untyped(&untyped, width, sink);
            }
        }
    }
}

fn select(
    selectors: &mut [PrioritySelector<'_>],
    year: FiscalYear,
    row: &SurveyRow<'_>,
    facts: &ProcessFacts,
) {
    // The counts of a past year are final.
    let handled = VolumeMeasure::Handled;
    let volume = Volume::new(year, handled, VolumeState::Final, facts.cases);
    let volumes = [volume];
    let mut candidate = Candidate::process(row.id(), row.cell(SurveyColumn::ProcedureName));
    candidate.kind = facts.kind;
    candidate.actor = facts.actor;
    candidate.volumes = &volumes;
    for selector in selectors {
        selector.take(&candidate);
    }
}

impl SurveyRow<'_> {
    /// What rates need to know of the row.
    #[must_use]
    #[inline]
    pub fn facts(&self) -> ProcessFacts {
        let cases = |count: Option<u64>| count.and_then(|count| CaseCount::try_new(count).ok());
        ProcessFacts::survey_row(
            self.kind(),
            self.online_status(),
            self.actor(),
            cases(self.cases_total()),
            cases(self.cases_online()),
        )
    }
}

/// A row that could not be typed, kept as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// The row's number in a spreadsheet.
    pub number: u32,
    /// Why it could not be typed.
    pub reason: UntypedReason,
    /// Its cells, as bytes.
    pub cells: Vec<Vec<u8>>,
}

impl RawRow {
    pub(super) fn of(untyped: &UntypedRow<'_>) -> Self {
        let row = untyped.row;
        Self {
            number: row.number(),
            reason: untyped.reason,
            cells: (0..row.len())
                .map(|cell| row.bytes(cell).to_vec())
                .collect(),
        }
    }
}

/// 集計結果 (analysis): what one pass over a survey file found.
#[derive(Debug, Clone)]
pub struct SurveyAnalysis {
    rows: u64,
    untyped: u64,
    kept: Vec<RawRow>,
    by_ministry: GroupedTally<ProcessFacts>,
    concerns: ConcernTally,
    selections: Vec<Selection>,
}

impl SurveyAnalysis {
    /// How many rows were typed and counted.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many rows could not be typed; they are in no tally.
    #[must_use]
    pub fn untyped(&self) -> u64 {
        self.untyped
    }

    /// The first [`KEPT_UNTYPED_ROWS`] rows that could not be typed.
    #[must_use]
    pub fn untyped_rows(&self) -> &[RawRow] {
        &self.kept
    }

    /// The tally of all rows.
    #[must_use]
    pub fn tally(&self) -> Tally<ProcessFacts> {
        self.by_ministry.total()
    }

    /// The tallies by 所管府省庁 (ministry in charge), in the order of the file.
    #[must_use]
    pub fn by_ministry(&self) -> &GroupedTally<ProcessFacts> {
        &self.by_ministry
    }

    /// Why the rows that are 未実施 are not online, as they say themselves.
    #[must_use]
    pub fn concerns(&self) -> &ConcernTally {
        &self.concerns
    }

    /// What each rule about processes selected.
    #[must_use]
    pub fn selections(&self) -> &[Selection] {
        &self.selections
    }
}

/// Why a survey file could not be analysed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyError {
    /// The file is no table of this kind.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The rule catalogue lacks a rule.
    #[error(transparent)]
    Rules(#[from] MissingRuleError),
    /// Parts of different jobs do not make a whole.
    #[error("results of different jobs cannot be merged")]
    Merge,
    /// The edition does not say of which fiscal year its counts are.
    #[error("the edition does not name the fiscal year of its counts")]
    VolumeYear,
}

impl SurveyError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table(error) => error.code(),
            Self::Rules(error) => error.code(),
            Self::Merge => "inventory.survey.merge",
            Self::VolumeYear => "inventory.survey.volume_year",
        }
    }
}

impl Explain for SurveyError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Table(error), language) => error.sentence(language),
            (Self::Rules(error), Language::Ja) => {
                format!("規則カタログに点検が必要とする規則がありません（{error}）。")
            }
            (Self::Rules(error), Language::En) => {
                format!("The rule catalogue lacks a rule that the check needs: {error}.")
            }
            (Self::Merge, Language::Ja) => "別の指図による集計は合わせられません。".to_owned(),
            (Self::Merge, Language::En) => "Results of different jobs cannot be merged.".to_owned(),
            (Self::VolumeYear, Language::Ja) => {
                "調査の版が、件数の年度を示していません。".to_owned()
            }
            (Self::VolumeYear, Language::En) => {
                "The edition does not name the fiscal year of its counts.".to_owned()
            }
        }
    }
}
