//! Remembering a small verdict per distinct text.

use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

/// How many distinct texts one memo keeps.
const MEMO_TEXTS: usize = 1 << 15;

/// Remembers a small verdict per distinct text: code lists and periods repeat thousands of times.
///
/// After 32,768 distinct texts nothing more is remembered, so memory stays bounded whatever the
/// input; verdicts are then made anew.
#[derive(Debug, Clone)]
pub(super) struct Memo<V> {
    slots: HashTable<Slot<V>>,
    texts: Vec<u8>,
    last: Option<Slot<V>>,
}

/// The hash, the text's place in the common buffer, and the verdict.
#[derive(Debug, Clone, Copy)]
struct Slot<V> {
    hash: u64,
    start: usize,
    end: usize,
    value: V,
}

impl<V: Copy> Memo<V> {
    pub(super) fn new() -> Self {
        Self {
            slots: HashTable::new(),
            texts: Vec::new(),
            last: None,
        }
    }

    /// The verdict about a text: remembered, or made now.
    #[inline]
    pub(super) fn get_or(&mut self, text: &[u8], judge: impl FnOnce(&[u8]) -> V) -> V {
        // Neighbouring rows often say the same.
        if let Some(last) = &self.last
            && self.texts.get(last.start..last.end) == Some(text)
        {
            return last.value;
        }
        let hash = xxh3_64(text);
        let texts = &self.texts;
        let known = self.slots.find(hash, |slot| {
            slot.hash == hash && texts.get(slot.start..slot.end) == Some(text)
        });
        if let Some(slot) = known {
            self.last = Some(*slot);
            return slot.value;
        }
        let value = judge(text);
        if self.slots.len() < MEMO_TEXTS {
            let start = self.texts.len();
            self.texts.extend_from_slice(text);
            let slot = Slot {
                hash,
                start,
                end: self.texts.len(),
                value,
            };
            self.slots.insert_unique(hash, slot, |slot| slot.hash);
            self.last = Some(slot);
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_asks_once_per_text_and_stays_bounded() {
        let mut memo = Memo::new();
        let mut asked = 0u32;
        for round in 0..2 {
            for number in 0..40_000u32 {
                let verdict = memo.get_or(number.to_string().as_bytes(), |text| {
                    asked += 1;
                    std::str::from_utf8(text).unwrap().parse::<u32>().unwrap()
                });
                assert_eq!(verdict, number, "round {round}");
            }
        }
        assert_eq!(asked, 40_000 + (40_000 - 32_768));
        assert_eq!(memo.slots.len(), MEMO_TEXTS);
    }
}
