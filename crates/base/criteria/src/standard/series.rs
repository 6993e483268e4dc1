//! 版の列: the dated editions of one standard.

use super::Standard;
use crate::CompiledStandard;
use tosei_document::Report;
use tosei_types::{Date, EditionId, StandardId};

/// 版の列 (series of editions): the dated editions of one standard, the earliest first.
///
/// An assessment of a past day uses the edition of that day.
///
/// # Invariant
///
/// At least one edition; all of one standard; no two of one name; no day has two editions. Days
/// without an edition may lie before, between and behind them.
///
/// # Source
///
/// `project-decision:criteria-editions`.
#[derive(Debug, Clone)]
pub struct StandardSeries {
    editions: Vec<CompiledStandard>,
}

/// Why standards are no series of editions.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum EditionError {
    /// There is no edition.
    #[error("a series has at least one edition, got none")]
    Empty,
    /// An edition has errors of its own.
    #[error("the edition `{edition}` has {} errors", .report.count(tosei_document::Severity::Error))]
    #[non_exhaustive]
    Unsound {
        /// The edition.
        edition: EditionId,
        /// What is wrong with it.
        report: Box<Report>,
    },
    /// Two editions are of different standards.
    #[error("editions of `{first}` and of `{second}` are no series")]
    #[non_exhaustive]
    OtherStandard {
        /// The standard of the first edition.
        first: StandardId,
        /// Another one.
        second: StandardId,
    },
    /// Two editions have one name.
    #[error("the edition `{edition}` stands twice")]
    #[non_exhaustive]
    DuplicateEdition {
        /// The name.
        edition: EditionId,
    },
    /// Two editions are in force on one day.
    #[error("the editions `{earlier}` and `{later}` are both in force on `{day}`")]
    #[non_exhaustive]
    Overlap {
        /// The one that begins first.
        earlier: EditionId,
        /// The other.
        later: EditionId,
        /// The first day that has both.
        day: Date,
    },
}

impl EditionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "criteria.series.empty",
            Self::Unsound { .. } => "criteria.series.unsound",
            Self::OtherStandard { .. } => "criteria.series.other_standard",
            Self::DuplicateEdition { .. } => "criteria.series.duplicate_edition",
            Self::Overlap { .. } => "criteria.series.overlap",
        }
    }
}

impl StandardSeries {
    /// Puts editions in order, in whatever order they come.
    ///
    /// # Errors
    ///
    /// - [`EditionError::Empty`] without an edition.
    /// - [`EditionError::Unsound`] if one cannot be compiled.
    /// - [`EditionError::OtherStandard`] if they are of different standards.
    /// - [`EditionError::DuplicateEdition`] if two have one name.
    /// - [`EditionError::Overlap`] if a day has two of them.
    pub fn try_new(editions: impl IntoIterator<Item = Standard>) -> Result<Self, EditionError> {
        let mut compiled: Vec<CompiledStandard> = Vec::new();
        for standard in editions {
            let one = standard.compile().map_err(|report| EditionError::Unsound {
                edition: standard.edition().clone(),
                report: Box::new(report),
            })?;
            compiled.push(one);
        }
        compiled.sort_by_key(|one| one.standard().document.effective_from);
        let Some(first) = compiled.first() else {
            return Err(EditionError::Empty);
        };
        let id = first.standard().id();
        for (at, one) in compiled.iter().enumerate() {
            let standard = one.standard();
            if standard.id() != id {
                return Err(EditionError::OtherStandard {
                    first: id.clone(),
                    second: standard.id().clone(),
                });
            }
            let mut before = compiled.iter().take(at).map(CompiledStandard::standard);
            if before.any(|earlier| earlier.edition() == standard.edition()) {
                return Err(EditionError::DuplicateEdition {
                    edition: standard.edition().clone(),
                });
            }
        }
        for (earlier, later) in compiled.iter().zip(compiled.iter().skip(1)) {
            let (earlier, later) = (earlier.standard(), later.standard());
            let day = later.document.effective_from;
            if earlier.is_effective_on(day) {
                return Err(EditionError::Overlap {
                    earlier: earlier.edition().clone(),
                    later: later.edition().clone(),
                    day,
                });
            }
        }
        Ok(Self { editions: compiled })
    }

    /// The editions, the earliest first.
    #[must_use]
    pub fn editions(&self) -> &[CompiledStandard] {
        &self.editions
    }

    /// The edition of a day; `None` if the day has none.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&CompiledStandard> {
        self.editions
            .iter()
            .find(|one| one.standard().is_effective_on(day))
    }

    /// An edition by its name.
    #[must_use]
    pub fn edition(&self, id: &EditionId) -> Option<&CompiledStandard> {
        self.editions
            .iter()
            .find(|one| one.standard().edition() == id)
    }
}
