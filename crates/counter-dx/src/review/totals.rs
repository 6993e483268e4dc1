//! Answers counted by counter, in one pass.

use crate::id::CounterId;
use std::collections::BTreeMap;
use tosei_types::{MAX_COUNT, RatingPoint, Ratings};

/// Why answers cannot be counted on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReviewTotalsError {
    /// The answers together would be more than 2^53 − 1.
    #[error("reviews have at most 9007199254740991 answers, got more")]
    TooMany,
}

impl ReviewTotalsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooMany => "counter_dx.review.too_many",
        }
    }
}

/// 回答の集計 (totals of reviews): how many answers of each point every counter has.
///
/// Answers are added one by one and then forgotten, so that millions need no more room than the
/// counters do. No free text is held: it may name people.
///
/// # Invariant
///
/// All answers together are at most 2^53 − 1. The order of the answers does not matter, nor does the
/// number of parts that are merged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewTotals {
    counters: BTreeMap<CounterId, [u64; 5]>,
    answers: u64,
}

impl ReviewTotals {
    /// No answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that there is a counter, even if nobody answers there.
    pub fn expect(&mut self, counter: &CounterId) {
        if !self.counters.contains_key(counter) {
            self.counters.insert(counter.clone(), [0; 5]);
        }
    }

    /// Adds one answer.
    ///
    /// # Errors
    ///
    /// [`ReviewTotalsError::TooMany`] beyond 2^53 − 1 answers; then nothing is added.
    pub fn add(
        &mut self,
        counter: &CounterId,
        point: RatingPoint,
    ) -> Result<(), ReviewTotalsError> {
        let mut one = [0u64; 5];
        for (count, listed) in one.iter_mut().zip(RatingPoint::ALL) {
            *count = u64::from(listed == point);
        }
        self.add_counts(counter, one)
    }

    /// Adds answers that are counted already.
    ///
    /// # Errors
    ///
    /// [`ReviewTotalsError::TooMany`] beyond 2^53 − 1 answers; then nothing is added.
    pub fn add_ratings(
        &mut self,
        counter: &CounterId,
        ratings: &Ratings,
    ) -> Result<(), ReviewTotalsError> {
        self.add_counts(counter, ratings.counts())
    }

    fn add_counts(
        &mut self,
        counter: &CounterId,
        counts: [u64; 5],
    ) -> Result<(), ReviewTotalsError> {
        let more = counts.into_iter().fold(0u64, u64::saturating_add);
        let answers = self.answers.saturating_add(more);
        if answers > MAX_COUNT {
            return Err(ReviewTotalsError::TooMany);
        }
        self.answers = answers;
        let sums = match self.counters.get_mut(counter) {
            Some(sums) => sums,
            None => self.counters.entry(counter.clone()).or_insert([0; 5]),
        };
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum = sum.saturating_add(count);
        }
        Ok(())
    }

    /// Adds the totals of another part.
    ///
    /// # Errors
    ///
    /// [`ReviewTotalsError::TooMany`] beyond 2^53 − 1 answers; then nothing is added.
    pub fn merge(&mut self, other: &Self) -> Result<(), ReviewTotalsError> {
        if self.answers.saturating_add(other.answers) > MAX_COUNT {
            return Err(ReviewTotalsError::TooMany);
        }
        for (counter, counts) in &other.counters {
            self.add_counts(counter, *counts)?;
        }
        Ok(())
    }

    /// The counters with their answers, by id.
    pub fn counters(&self) -> impl Iterator<Item = (&CounterId, Ratings)> {
        self.counters
            .iter()
            .map(|(counter, counts)| (counter, ratings(*counts)))
    }

    /// The answers of a counter; `None` if nothing is known of it.
    #[must_use]
    pub fn of(&self, counter: &CounterId) -> Option<Ratings> {
        self.counters.get(counter).map(|counts| ratings(*counts))
    }

    /// All answers together: each counted once, whatever counter it is from.
    #[must_use]
    pub fn pooled(&self) -> Ratings {
        let sums = self.counters.values().fold([0u64; 5], |mut sums, counts| {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum = sum.saturating_add(*count);
            }
            sums
        });
        ratings(sums)
    }
}

/// The invariant holds the sum down.
fn ratings(counts: [u64; 5]) -> Ratings {
    Ratings::try_new(counts).unwrap_or(Ratings::NONE)
}
