//! Sets of groups and of rules, as bits.

/// The most groups that patterns may have.
pub(super) const MAX_GROUPS: usize = 256;
/// The most rules that patterns may have.
pub(super) const MAX_RULES: usize = 128;
/// The most readings that a family may have.
pub(super) const MAX_READINGS: usize = 32;

/// A set of small numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Bits<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Default for Bits<WORDS> {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl<const WORDS: usize> Bits<WORDS> {
    pub(crate) fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(crate) fn contains(&self, at: usize) -> bool {
        self.0
            .get(at / 64)
            .is_some_and(|word| (word >> (at % 64)) & 1 == 1)
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// The numbers in it, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(word_at, word)| {
            (0..64usize)
                .filter(move |bit| (word >> bit) & 1 == 1)
                .map(move |bit| word_at * 64 + bit)
        })
    }
}

/// Which groups stand in a text.
pub(crate) type GroupSet = Bits<4>;
/// Which rules hold.
pub(crate) type RuleSet = Bits<2>;

#[cfg(test)]
mod tests {
    use super::*;

    /// Case: the last number that there is room for, and the first that there is none for.
    #[test]
    fn a_set_ends_where_its_room_ends() {
        let mut set = RuleSet::default();
        for at in [0, 63, 64, MAX_RULES - 1, MAX_RULES] {
            set.insert(at);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, MAX_RULES - 1]);
        assert!(set.contains(MAX_RULES - 1) && !set.contains(MAX_RULES) && !set.contains(1));
        let mut more = RuleSet::default();
        assert!(!set.meets(&more));
        more.add(&set);
        more.add(&set);
        assert_eq!(more, set);
        assert!(set.meets(&more));
    }
}
