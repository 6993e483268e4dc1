//! Evidence and criteria as bits.

use crate::Answer;

/// How many criteria a standard may have, prerequisites included: one bit each of a word.
pub const MAX_CRITERIA: usize = 64;

/// 判定項目の集合 (set of criteria): one bit for each criterion of a compiled standard, prerequisites
/// first, then the criteria, in the standard's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CriterionSet(u64);

impl CriterionSet {
    /// No criterion.
    pub const EMPTY: Self = Self(0);

    /// Takes the bits as they are.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The bits.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Whether there is no criterion.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many criteria there are.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether the criterion of a bit is there.
    #[must_use]
    pub const fn contains(self, bit: u32) -> bool {
        bit < u64::BITS && self.0 & (1 << bit) != 0
    }

    /// The set with one criterion more; a bit beyond the word changes nothing.
    #[must_use]
    pub const fn with(self, bit: u32) -> Self {
        if bit < u64::BITS {
            Self(self.0 | (1 << bit))
        } else {
            self
        }
    }

    /// The bits of the criteria, in ascending order.
    pub fn iter(self) -> impl Iterator<Item = u32> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros();
            let without_lowest = rest & rest.wrapping_sub(1);
            (rest != 0).then(|| {
                rest = without_lowest;
                bit
            })
        })
    }
}

impl FromIterator<u32> for CriterionSet {
    fn from_iter<I: IntoIterator<Item = u32>>(bits: I) -> Self {
        bits.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// 証拠のビット (packed evidence): of every criterion one of four answers, in three words.
///
/// A criterion in none of them is unknown.
///
/// # Invariant
///
/// No criterion is in two of them.
///
/// # Examples
///
/// ```
/// use tosei_criteria::{Answer, PackedEvidence};
///
/// let evidence = PackedEvidence::UNKNOWN.with(0, Answer::Met).with(3, Answer::NotApplicable);
/// assert_eq!(evidence.answer(3), Answer::NotApplicable);
/// assert_eq!(evidence.answer(1), Answer::Unknown);
/// assert_eq!(PackedEvidence::new(0b01, 0b11, 0), None); // bit 0 would be both
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PackedEvidence {
    pub(super) met: u64,
    pub(super) not_met: u64,
    pub(super) not_applicable: u64,
}

impl PackedEvidence {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        met: 0,
        not_met: 0,
        not_applicable: 0,
    };

    /// Takes the three words; `None` if a criterion is in two of them.
    #[must_use]
    pub const fn new(met: u64, not_met: u64, not_applicable: u64) -> Option<Self> {
        if met & not_met | met & not_applicable | not_met & not_applicable != 0 {
            return None;
        }
        Some(Self {
            met,
            not_met,
            not_applicable,
        })
    }

    /// The same evidence with another answer for one criterion; a bit beyond the word changes
    /// nothing.
    #[must_use]
    pub const fn with(self, bit: u32, answer: Answer) -> Self {
        if bit >= u64::BITS {
            return self;
        }
        let one = 1u64 << bit;
        let mut evidence = Self {
            met: self.met & !one,
            not_met: self.not_met & !one,
            not_applicable: self.not_applicable & !one,
        };
        match answer {
            Answer::Met => evidence.met |= one,
            Answer::NotMet => evidence.not_met |= one,
            Answer::NotApplicable => evidence.not_applicable |= one,
            Answer::Unknown => {}
        }
        evidence
    }

    /// The answer of one criterion.
    #[must_use]
    pub const fn answer(self, bit: u32) -> Answer {
        if CriterionSet(self.met).contains(bit) {
            Answer::Met
        } else if CriterionSet(self.not_met).contains(bit) {
            Answer::NotMet
        } else if CriterionSet(self.not_applicable).contains(bit) {
            Answer::NotApplicable
        } else {
            Answer::Unknown
        }
    }

    /// The criteria that are met.
    #[must_use]
    pub const fn met(self) -> CriterionSet {
        CriterionSet(self.met)
    }

    /// The criteria that are not met.
    #[must_use]
    pub const fn not_met(self) -> CriterionSet {
        CriterionSet(self.not_met)
    }

    /// The criteria that do not apply.
    #[must_use]
    pub const fn not_applicable(self) -> CriterionSet {
        CriterionSet(self.not_applicable)
    }

    /// The bits about which nothing is known, those without a criterion included.
    pub(crate) const fn unknown(self) -> u64 {
        !(self.met | self.not_met | self.not_applicable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Law: a set holds what was put in, once or twice, and nothing beyond the word.
    #[test]
    fn a_set_has_64_places() {
        let set = CriterionSet::EMPTY
            .with(0)
            .with(63)
            .with(63)
            .with(64)
            .with(65);
        assert_eq!(set.bits(), 1 | 1 << 63);
        assert_eq!(set.len(), 2);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63]);
        assert_eq!(
            [0, 1, 63, 64].map(|bit| set.contains(bit)),
            [true, false, true, false]
        );
        assert!(!set.is_empty() && CriterionSet::EMPTY.is_empty());
        assert_eq!(CriterionSet::EMPTY.len(), 0);
    }

    /// Law: the last answer counts, the others stay, and there is no criterion beyond the word.
    #[test]
    fn evidence_has_one_answer_for_each() {
        let all = [
            Answer::Met,
            Answer::NotMet,
            Answer::NotApplicable,
            Answer::Unknown,
        ];
        for first in all {
            for second in all {
                let evidence = PackedEvidence::UNKNOWN
                    .with(5, first)
                    .with(63, first)
                    .with(63, second);
                assert_eq!(evidence.answer(5), first);
                assert_eq!(evidence.answer(63), second);
                for beyond in [64, 65, u32::MAX] {
                    assert_eq!(evidence.with(beyond, first), evidence);
                }
                assert_eq!(evidence.answer(64), Answer::Unknown);
                let words = (evidence.met, evidence.not_met, evidence.not_applicable);
                assert_eq!(
                    PackedEvidence::new(words.0, words.1, words.2),
                    Some(evidence)
                );
                let answers = [first, second];
                let known = answers.iter().filter(|one| **one != Answer::Unknown);
                let count = u32::try_from(known.count()).unwrap_or(u32::MAX);
                assert_eq!(evidence.unknown().count_zeros(), count);
            }
        }
        assert_eq!(PackedEvidence::new(1, 1, 1), None);
        assert_eq!(PackedEvidence::new(1, 1, 0), None);
        assert_eq!(PackedEvidence::new(1, 0, 1), None);
        assert_eq!(PackedEvidence::new(0, 1, 1), None);
    }
}
