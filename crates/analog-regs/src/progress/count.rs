//! Counting a register on a day.
#![deny(clippy::arithmetic_side_effects)]

use super::ProgressDefinitions;
use crate::{Clause, ClauseRegister, ReviewStatus};
use serde::Serialize;
use std::collections::BTreeMap;
use tosei_types::{Date, FiscalQuarter, Label, Language, PercentDigits, Rate};

/// 状況別の条項数 (counts of clauses by status) on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct StatusCounts {
    by_status: BTreeMap<ReviewStatus, u64>,
    without_status: u64,
}

impl StatusCounts {
    /// Counts clauses as they stand on a day; a clause found later is not counted.
    #[must_use]
    pub fn of<'a>(clauses: impl IntoIterator<Item = &'a Clause>, day: Date) -> Self {
        let mut counts = Self::default();
        for clause in clauses {
            if clause.found_on.is_some_and(|found| day < found) {
                continue;
            }
            let review = clause.review.as_ref();
            counts.add(review.and_then(|review| review.status_at(day)), 1);
        }
        counts
    }

    /// Adds clauses of one status; `None` where nothing had been recorded.
    pub fn add(&mut self, status: Option<ReviewStatus>, clauses: u64) {
        let count = match status {
            Some(status) => self.by_status.entry(status).or_default(),
            None => &mut self.without_status,
        };
        *count = count.saturating_add(clauses);
    }

    /// How many clauses have a status.
    #[must_use]
    pub fn count(&self, status: ReviewStatus) -> u64 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }

    /// How many clauses have no status on that day: they count below the line and never above it.
    #[must_use]
    pub fn without_status(&self) -> u64 {
        self.without_status
    }

    /// All clauses found.
    #[must_use]
    pub fn found(&self) -> u64 {
        self.by_status
            .values()
            .fold(self.without_status, |sum, count| sum.saturating_add(*count))
    }
}

/// 進捗の値 (figure): a numerator of a denominator, both named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgressFigure {
    /// Id of the numerator.
    pub numerator: String,
    /// Id of the denominator.
    pub denominator: String,
    /// The name of the numerator.
    pub numerator_label: Label,
    /// The name of the denominator.
    pub denominator_label: Label,
    /// The share; its basis is `clauses.<numerator>_of_<denominator>`.
    pub rate: Rate,
}

impl ProgressFigure {
    /// 「方針決定以上 97／把握した条項 186（52.2％）」.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let percent = self
            .rate
            .percent(PercentDigits::One)
            .map_or_else(|| "－".to_owned(), |percent| percent.to_string());
        let (above, below) = (
            self.numerator_label.in_language(language),
            self.denominator_label.in_language(language),
        );
        let (numerator, denominator) = (self.rate.numerator(), self.rate.denominator());
        match language {
            Language::Ja => {
                format!("{above} {numerator}／{below} {denominator}（{percent}％）")
            }
            Language::En => format!("{numerator} {above} of {denominator} {below} ({percent} %)"),
        }
    }
}

/// 進捗 (progress) on a day: every numerator of every denominator.
///
/// # Invariant
///
/// A clause without a status counts in every denominator and in no numerator, so that a share is
/// never too high.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{ProgressDefinitions, progress, sample};
/// use tosei_types::Language;
///
/// let register = sample::register()?;
/// let progress = progress(&register, ProgressDefinitions::standard(), register.status_date);
/// let sentence = |above, below| progress.figure(above, below).unwrap().sentence(Language::En);
/// assert_eq!(sentence("decided", "found"), "97 decided of 186 clauses found (52.2 %)");
/// assert_eq!(sentence("decided", "in_scope"), "97 decided of 168 clauses in scope (57.7 %)");
/// assert_eq!(
///     sentence("decided", "in_own_scope"),
///     "97 decided of 156 clauses in scope that do not wait for the State (62.2 %)"
/// );
/// assert_eq!(sentence("in_force", "found"), "89 in force of 186 clauses found (47.8 %)");
/// # Ok::<(), tosei_analog_regs::RegisterDocumentError>(())
/// ```
#[doc(alias = "進捗率")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// 基準日.
    pub as_of: Date,
    /// 状況別の条項数.
    pub counts: StatusCounts,
    /// 進捗の値, by numerator and then by denominator.
    pub figures: Vec<ProgressFigure>,
}

impl Progress {
    /// Makes the figures of counts.
    #[must_use]
    pub fn of_counts(counts: StatusCounts, definitions: &ProgressDefinitions, as_of: Date) -> Self {
        let found = counts.found();
        let sum = |statuses: &[ReviewStatus]| {
            // A status that a list names twice counts once.
            let mut seen: Vec<ReviewStatus> = statuses.to_vec();
            seen.sort_unstable();
            seen.dedup();
            seen.iter().fold(0u64, |sum, status| {
                sum.saturating_add(counts.count(*status))
            })
        };
        let mut figures = Vec::new();
        for numerator in definitions.numerators() {
            let above = sum(&numerator.statuses);
            for denominator in definitions.denominators() {
                let below = found.saturating_sub(sum(&denominator.excluded));
                let basis = format!("clauses.{}_of_{}", numerator.id, denominator.id);
                // What counts above is not excluded below, so that the share always exists; counts
                // beyond 2^53 − 1 have no figure.
                let Some(rate) = basis
                    .parse()
                    .ok()
                    .and_then(|basis| Rate::try_new(basis, above, below).ok())
                else {
                    continue;
                };
                figures.push(ProgressFigure {
                    numerator: numerator.id.clone(),
                    denominator: denominator.id.clone(),
                    numerator_label: numerator.label.clone(),
                    denominator_label: denominator.label.clone(),
                    rate,
                });
            }
        }
        Self {
            as_of,
            counts,
            figures,
        }
    }

    /// A figure by the ids of its numerator and denominator.
    #[must_use]
    pub fn figure(&self, numerator: &str, denominator: &str) -> Option<&ProgressFigure> {
        self.figures
            .iter()
            .find(|figure| figure.numerator == numerator && figure.denominator == denominator)
    }
}

/// The progress of a register on a day.
#[must_use]
pub fn progress(
    register: &ClauseRegister,
    definitions: &ProgressDefinitions,
    as_of: Date,
) -> Progress {
    progress_of(&register.clauses, definitions, as_of)
}

/// The progress of some clauses on a day: those of one category, one section, one kind of rule.
#[must_use]
pub fn progress_of<'a>(
    clauses: impl IntoIterator<Item = &'a Clause>,
    definitions: &ProgressDefinitions,
    as_of: Date,
) -> Progress {
    Progress::of_counts(StatusCounts::of(clauses, as_of), definitions, as_of)
}

/// The progress at the end of each quarter from one to another, no later than the register's own
/// status date.
#[must_use]
pub fn progress_by_quarter(
    register: &ClauseRegister,
    definitions: &ProgressDefinitions,
    first: FiscalQuarter,
    last: FiscalQuarter,
) -> Vec<(FiscalQuarter, Progress)> {
    let mut series = Vec::new();
    let mut quarter = Some(first);
    while let Some(one) = quarter.filter(|one| *one <= last) {
        if register.status_date < one.last_day() {
            break;
        }
        series.push((one, progress(register, definitions, one.last_day())));
        quarter = one.next();
    }
    series
}
