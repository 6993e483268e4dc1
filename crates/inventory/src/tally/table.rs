//! The cells of a tally: a small open-addressing table.
#![deny(clippy::arithmetic_side_effects)]

/// What is counted under one packed key; `rows` is 0 in a slot that is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Slot {
    pub(super) key: u64,
    pub(super) rows: u64,
    pub(super) cases: u64,
    pub(super) online_cases: u64,
}

/// Slots by packed key; the number of slots is 0 or a power of two, at most half of them are used.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    slots: Vec<Slot>,
    used: usize,
}

const FIRST_SLOTS: usize = 64;

impl Table {
    /// Adds to the cell of a key; adding no rows does nothing.
    #[inline]
    pub(super) fn add(&mut self, key: u64, rows: u64, cases: u64, online_cases: u64) {
        if rows == 0 {
            return;
        }
        if self.used >= self.slots.len() >> 1 {
            self.grow();
        }
        let at = self.find(key);
        let Some(slot) = self.slots.get_mut(at) else {
            return; // a table that has grown has a slot for every key
        };
        if slot.rows == 0 {
            slot.key = key;
            self.used = self.used.saturating_add(1);
        }
        slot.rows = slot.rows.saturating_add(rows);
        slot.cases = slot.cases.saturating_add(cases);
        slot.online_cases = slot.online_cases.saturating_add(online_cases);
    }

    /// Where a key stands, or the free slot where it would.
    #[inline]
    fn find(&self, key: u64) -> usize {
        let mask = self.slots.len().saturating_sub(1);
        // The high half of the product depends on all bits of the key.
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let mut at = usize::try_from(hash).unwrap_or(0) & mask;
        while let Some(slot) = self.slots.get(at) {
            if slot.key == key || slot.rows == 0 {
                break;
            }
            at = at.wrapping_add(1) & mask;
        }
        at
    }

    #[cold]
    fn grow(&mut self) {
        let larger = self.slots.len().saturating_mul(2).max(FIRST_SLOTS);
        let before = std::mem::replace(&mut self.slots, vec![Slot::default(); larger]);
        for slot in before.into_iter().filter(|slot| slot.rows > 0) {
            let at = self.find(slot.key);
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.rows > 0)
    }

    pub(super) fn sorted(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self.iter().copied().collect();
        slots.sort_unstable();
        slots
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_keeps_its_own_sums_while_the_table_grows() {
        let mut table = Table::default();
        for round in 1..=3u64 {
            for key in (0..5_000u64).map(|n| n << 6) {
                table.add(key, 1, key, round);
            }
        }
        assert_eq!(table.iter().count(), 5_000);
        assert!(
            table
                .iter()
                .all(|slot| slot.rows == 3 && slot.cases == 3 * slot.key && slot.online_cases == 6)
        );
    }

    #[test]
    fn a_sum_that_is_too_large_stays_at_the_largest_number() {
        let mut table = Table::default();
        table.add(0, 1, u64::MAX, 1);
        table.add(0, 1, u64::MAX, 1);
        assert_eq!(table.iter().next().map(|slot| slot.cases), Some(u64::MAX));
    }
}
