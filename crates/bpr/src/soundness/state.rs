//! 状態 (markings): which lines hold tokens, packed into words.

/// How tokens are packed: one bit a line while at most one token is allowed, eight where they are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) width: u32,
    words: usize,
}

pub(super) type State = Box<[u64]>;

impl Layout {
    pub(super) fn new(slots: u32, width: u32) -> Self {
        let per_word = 64u32.checked_div(width).unwrap_or(1);
        let words = slots.div_ceil(per_word.max(1));
        Self {
            width,
            words: usize::try_from(words).unwrap_or(usize::MAX),
        }
    }

    pub(super) fn empty(self) -> State {
        vec![0; self.words].into()
    }

    pub(super) const fn most(self) -> u64 {
        if self.width == 1 { 1 } else { 255 }
    }

    fn place(self, slot: u32) -> (usize, u32) {
        let per_word = 64u32.checked_div(self.width).unwrap_or(1).max(1);
        let word = slot.checked_div(per_word).unwrap_or(0);
        let rest = slot.checked_rem(per_word).unwrap_or(0);
        (
            usize::try_from(word).unwrap_or(usize::MAX),
            rest.saturating_mul(self.width),
        )
    }

    pub(super) fn get(self, state: &[u64], slot: u32) -> u64 {
        let (word, shift) = self.place(slot);
        (state.get(word).copied().unwrap_or(0) >> shift) & self.most()
    }

    /// Adds a token; `false` if there is no room.
    pub(super) fn add(self, state: &mut [u64], slot: u32) -> bool {
        if self.get(state, slot) >= self.most() {
            return false;
        }
        let (word, shift) = self.place(slot);
        if let Some(word) = state.get_mut(word) {
            *word = word.wrapping_add(1 << shift);
        }
        true
    }

    /// Takes a token where there is one.
    pub(super) fn take(self, state: &mut [u64], slot: u32) {
        if self.get(state, slot) == 0 {
            return;
        }
        let (word, shift) = self.place(slot);
        if let Some(word) = state.get_mut(word) {
            *word = word.wrapping_sub(1 << shift);
        }
    }

    pub(super) fn clear(self, state: &mut [u64], slot: u32) {
        let (word, shift) = self.place(slot);
        if let Some(word) = state.get_mut(word) {
            *word &= !(self.most() << shift);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_stay_in_their_slots() {
        for width in [1, 8] {
            let layout = Layout::new(130, width);
            let mut state = layout.empty();
            for slot in [0, 7, 8, 63, 64, 129] {
                assert!(layout.add(&mut state, slot));
            }
            assert_eq!((0..130).map(|s| layout.get(&state, s)).sum::<u64>(), 6);
            assert_eq!(layout.add(&mut state, 63), width == 8);
            layout.clear(&mut state, 63);
            layout.take(&mut state, 64);
            layout.take(&mut state, 64);
            assert_eq!((0..130).map(|s| layout.get(&state, s)).sum::<u64>(), 4);
        }
    }
}
