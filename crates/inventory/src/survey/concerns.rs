//! Why what is not online is not: the survey's 懸念点, counted.
#![deny(clippy::arithmetic_side_effects)]

use super::{
    EditionCode, SurveyColumn, SurveyEdition, SurveyRow, cell_code::CellCode, cell_code::MAX_CODES,
};
use crate::OnlineStatus;

/// 懸念点の集計 (concern tally): how many 未実施 rows name each value of
/// オンライン化の実施予定及び検討時の懸念点.
///
/// A row can name several, so the counts do not add up to the rows. Only rows whose status is
/// 未実施 are looked at: the question is put to them.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_inventory::survey::{SurveyCheck, SurveyEdition, SurveyJob};
///
/// let csv = "\
/// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,オンライン化の実施予定及び検討時の懸念点,総手続件数,オンライン手続件数
/// 1,転入の届出,1 申請等,5 国民等,2 未実施,0 オンライン化実施予定; 6 オンライン化の費用対効果が小さい又は不明,9,0
/// 2,転出の届出,1 申請等,5 国民等,2 未実施,,9,0
/// ";
/// let mut findings = Collector::new(SurveyCheck::catalogue());
/// let analysis = SurveyJob::new().run(csv.as_bytes(), &mut findings)?;
/// let concerns = analysis.concerns();
/// assert_eq!((concerns.not_done(), concerns.unanswered()), (2, 1));
/// let planned = concerns.counts(SurveyEdition::r6()).next().unwrap();
/// assert_eq!((planned.0.code.as_str(), planned.1), ("0", 1));
/// # Ok::<(), tosei_inventory::survey::SurveyError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcernTally {
    not_done: u64,
    unanswered: u64,
    unlisted: u64,
    by_position: [u64; MAX_CODES],
}

impl Default for ConcernTally {
    fn default() -> Self {
        Self {
            not_done: 0,
            unanswered: 0,
            unlisted: 0,
            by_position: [0; MAX_CODES],
        }
    }
}

impl ConcernTally {
    /// Counts one row, if it is 未実施.
    #[inline]
    pub(super) fn add(&mut self, row: &SurveyRow<'_>) {
        if row.online_status() == OnlineStatus::NotDone {
            self.add_code(row.code(SurveyColumn::Concerns));
        }
    }

    fn add_code(&mut self, code: CellCode) {
        self.not_done = self.not_done.saturating_add(1);
        if code.is_blank() {
            self.unanswered = self.unanswered.saturating_add(1);
            return;
        }
        if code.has_other() {
            self.unlisted = self.unlisted.saturating_add(1);
        }
        for (count, position) in self.by_position.iter_mut().zip(0u8..) {
            *count = count.saturating_add(u64::from(code.has(position)));
        }
    }

    /// Adds what another tally counted.
    pub fn merge(&mut self, other: &Self) {
        self.not_done = self.not_done.saturating_add(other.not_done);
        self.unanswered = self.unanswered.saturating_add(other.unanswered);
        self.unlisted = self.unlisted.saturating_add(other.unlisted);
        for (mine, theirs) in self.by_position.iter_mut().zip(other.by_position) {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// How many rows are 未実施.
    #[must_use]
    pub fn not_done(&self) -> u64 {
        self.not_done
    }

    /// How many of them say nothing.
    #[must_use]
    pub fn unanswered(&self) -> u64 {
        self.unanswered
    }

    /// How many of them name something that the edition's list does not have.
    #[must_use]
    pub fn unlisted(&self) -> u64 {
        self.unlisted
    }

    /// How many of them name each value of the edition that was read, in its order.
    pub fn counts<'e>(
        &self,
        edition: &'e SurveyEdition,
    ) -> impl Iterator<Item = (&'e EditionCode, u64)> {
        let codes = edition
            .column(SurveyColumn::Concerns)
            .map(|column| column.codes.as_slice())
            .unwrap_or_default();
        codes.iter().zip(self.by_position)
    }
}
