//! A whole survey in one pass: evidence, levels and totals.

use super::totals::{EvidenceTotals, Tallies};
use super::{
    EvidenceDeriver, EvidenceMapping, EvidenceOptions, MappingError, RowEvidence, StatedPolicy,
};
use serde::Serialize;
use std::io::Read;
use tosei_criteria::CompiledStandard;
use tosei_document::{Explain, Limits};
use tosei_inventory::survey::{SurveyColumn, SurveyEdition, SurveyItem, SurveyReader, SurveyRow};
use tosei_table::TableError;
use tosei_types::Language;

/// The `format` of a report of derived evidence.
pub const SURVEY_EVIDENCE_FORMAT: &str = "tosei-survey-evidence";

/// The format version that this crate writes.
pub const SURVEY_EVIDENCE_FORMAT_VERSION: u32 = 1;

/// 導出の指図 (job): what evidence is to be derived from, by which mapping and standard.
#[derive(Debug, Clone, Copy)]
pub struct EvidenceJob<'j> {
    edition: &'j SurveyEdition,
    mapping: &'j EvidenceMapping,
    standard: &'j CompiledStandard,
    options: &'j EvidenceOptions,
    limits: Limits,
}

impl<'j> EvidenceJob<'j> {
    /// The edition of 令和6年度 and the embedded mapping.
    #[must_use]
    pub fn new(standard: &'j CompiledStandard, options: &'j EvidenceOptions) -> Self {
        Self {
            edition: SurveyEdition::r6(),
            mapping: EvidenceMapping::from_survey(),
            standard,
            options,
            limits: Limits::default(),
        }
    }

    /// Another edition of the survey.
    #[must_use]
    pub fn with_edition(mut self, edition: &'j SurveyEdition) -> Self {
        self.edition = edition;
        self
    }

    /// A body's own mapping.
    #[must_use]
    pub fn with_mapping(mut self, mapping: &'j EvidenceMapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// Other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Something that takes row after row, for a pass that somebody else makes over the file, such as
    /// [`SurveyJob::run_with`](tosei_inventory::survey::SurveyJob::run_with).
    ///
    /// # Errors
    ///
    /// As [`EvidenceDeriver::new`].
    pub fn taker(&self) -> Result<SurveyEvidenceTaker<'j>, MappingError> {
        let deriver =
            EvidenceDeriver::new(self.mapping, self.edition, self.standard, self.options)?;
        let bit = |column, code: &str| {
            let column = self.edition.column(column)?;
            let at = column.codes.iter().position(|one| one.code == code)?;
            1u64.checked_shl(u32::try_from(at).ok()?)
        };
        let bits = |column, codes: &[&str]| {
            let bits = codes.iter().filter_map(|code| bit(column, code));
            bits.fold(0, |all, bit| all | bit)
        };
        Ok(SurveyEvidenceTaker {
            all: Tallies::new(self.mapping, self.standard),
            online_applications: Tallies::new(self.mapping, self.standard),
            application: bits(SurveyColumn::Kind, &["1"]),
            online: bits(SurveyColumn::OnlineStatus, &["1", "5"]),
            stated: self.options.stated,
            deriver,
        })
    }
}

/// Takes rows of a survey, one by one.
///
/// # Examples
///
/// The report on the inventory and the evidence in one pass over the file:
///
/// ```
/// use tosei::document::Collector;
/// use tosei::evidence::{EvidenceJob, EvidenceOptions};
/// use tosei::inventory::survey::{SurveyCheck, SurveyJob};
/// use tosei::qos_model::tokyo_2024;
///
/// let csv = "\
/// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数
/// 1,転入の届出,1 申請等,5 国民等,1 実施済,120,30
/// ";
/// let (standard, options) = (tokyo_2024().compile().unwrap(), EvidenceOptions::default());
/// let mut taker = EvidenceJob::new(&standard, &options).taker()?;
/// let mut findings = Collector::new(SurveyCheck::catalogue());
/// let analysis = SurveyJob::new().run_with(csv.as_bytes(), &mut findings, |row| {
///     taker.take(row);
/// })?;
/// assert_eq!(taker.finish().all.rows, analysis.rows());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct SurveyEvidenceTaker<'j> {
    deriver: EvidenceDeriver<'j>,
    all: Tallies,
    online_applications: Tallies,
    application: u64,
    online: u64,
    stated: StatedPolicy,
}

impl<'j> SurveyEvidenceTaker<'j> {
    /// Derives the evidence of a row, and counts it.
    #[inline]
    pub fn take(&mut self, row: &SurveyRow<'_>) -> RowEvidence {
        let evidence = self.deriver.derive(row);
        let standard = self.deriver.standard();
        let digital = standard.prerequisites_met(evidence.counted);
        let fits = |column, codes: u64| {
            let code = row.code(column);
            code.single().is_some() && code.has_any(codes)
        };
        let both = fits(SurveyColumn::Kind, self.application)
            && fits(SurveyColumn::OnlineStatus, self.online);
        let outcomes = self.deriver.outcomes();
        self.all.add(standard, outcomes, &evidence, digital);
        if both {
            self.online_applications
                .add(standard, outcomes, &evidence, digital);
        }
        evidence
    }

    /// What explains the answers of a row.
    pub fn deriver(&mut self) -> &mut EvidenceDeriver<'j> {
        &mut self.deriver
    }

    /// The totals.
    #[must_use]
    pub fn finish(self) -> SurveyEvidence {
        let (mapping, standard) = (self.deriver.mapping(), self.deriver.standard());
        SurveyEvidence {
            format: SURVEY_EVIDENCE_FORMAT.to_owned(),
            format_version: SURVEY_EVIDENCE_FORMAT_VERSION,
            mapping: mapping.edition.id.clone(),
            standard: standard.standard().id().clone(),
            standard_edition: standard.standard().edition().clone(),
            stated: self.stated,
            all: self.all.finish(mapping, standard),
            online_applications: self.online_applications.finish(mapping, standard),
        }
    }
}

/// 調査から導いた証拠 (evidence derived from a survey): the totals.
///
/// # Wire form
///
/// A document of format `tosei-survey-evidence`, version 1, that is only written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct SurveyEvidence {
    /// Always `tosei-survey-evidence`.
    pub format: String,
    /// Version of the format; 1.
    pub format_version: u32,
    /// The edition of the mapping.
    pub mapping: String,
    /// The standard.
    pub standard: tosei_types::StandardId,
    /// Its edition.
    pub standard_edition: tosei_types::EditionId,
    /// 自己申告の扱い.
    pub stated: StatedPolicy,
    /// All rows.
    pub all: EvidenceTotals,
    /// 申請等 that are 実施済 or 一部実施済.
    pub online_applications: EvidenceTotals,
}

/// Why no evidence could be derived from a survey file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyEvidenceError {
    /// The file is no table of this kind.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The mapping does not fit.
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

impl SurveyEvidenceError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table(error) => error.code(),
            Self::Mapping(error) => error.code(),
        }
    }
}

impl Explain for SurveyEvidenceError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Table(error), language) => error.sentence(language),
            (Self::Mapping(error), Language::Ja) => {
                format!("証拠の対応表が使えません（{error}）。")
            }
            (Self::Mapping(error), Language::En) => {
                format!("The evidence mapping cannot be used: {error}.")
            }
        }
    }
}

/// Reads a survey file once: the evidence of every row that can be typed, and the totals.
///
/// `each` is given every row with its evidence. Rows that cannot be typed have no evidence and are not
/// counted. Memory does not grow with the rows.
///
/// # Errors
///
/// - [`SurveyEvidenceError::Table`] if the file is no table of this kind.
/// - [`SurveyEvidenceError::Mapping`] as [`EvidenceDeriver::new`].
///
/// # Examples
///
/// ```
/// use tosei::evidence::{EvidenceJob, EvidenceOptions};
/// use tosei::qos_model::tokyo_2024;
///
/// let csv = "\
/// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数,処理期間(オンライン),処理期間(非オンライン)
/// 1,道路の占用の許可,1 申請等,5 国民等,1 実施済,120,30,5日,10日
/// 2,道路の占用の許可の通知,2-1 申請等に基づく処分通知等,3 地方等,2 未実施,120,0,,
/// ";
/// let (standard, options) = (tokyo_2024().compile().unwrap(), EvidenceOptions::default());
/// let job = EvidenceJob::new(&standard, &options);
/// let mut numbers = Vec::new();
/// let evidence = tosei::evidence_from_survey(csv.as_bytes(), &job, |row, evidence| {
///     // Half of the counter's period: a candidate for 大幅短縮, and no more than that.
///     let candidate = evidence.candidates.contains(standard.bit(&"F3a".parse().unwrap()).unwrap());
///     numbers.push((row.number(), candidate));
/// })?;
/// assert_eq!(numbers, [(2, true), (3, false)]);
/// assert_eq!(evidence.all.rows, 2);
/// assert_eq!(evidence.online_applications.rows, 1);
/// // Nothing in the survey says anything about より使いやすく.
/// let easier = evidence.online_applications.axis(&"easier".parse()?).unwrap();
/// assert_eq!(easier.levels.len(), 1);
/// assert_eq!(easier.levels[0].level.to_string(), "Lv0–3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn evidence_from_survey<R: Read>(
    input: R,
    job: &EvidenceJob<'_>,
    mut each: impl FnMut(&SurveyRow<'_>, &RowEvidence),
) -> Result<SurveyEvidence, SurveyEvidenceError> {
    let mut taker = job.taker()?;
    let mut reader = SurveyReader::open(input, job.edition, &job.limits)?;
    while let Some(item) = reader.next_item()? {
        if let SurveyItem::Row(row) = item {
            let evidence = taker.take(&row);
            each(&row, &evidence);
        }
    }
    Ok(taker.finish())
}
