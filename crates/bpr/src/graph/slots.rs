//! A list that answers for every index, so that no index can be out of range.

use std::ops::{Index, IndexMut};

/// A list by `u32`; an index that it does not hold gives a blank.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slots<T> {
    items: Vec<T>,
    blank: T,
}

impl<T: Default> Slots<T> {
    pub(crate) fn with(length: usize, make: impl FnMut() -> T) -> Self {
        let mut items = Vec::new();
        items.resize_with(length, make);
        Self {
            items,
            blank: T::default(),
        }
    }

    pub(crate) fn new() -> Self {
        Self::with(0, T::default)
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }

    /// Adds one and gives its index.
    pub(crate) fn push(&mut self, item: T) -> u32 {
        let at = self.len();
        self.items.push(item);
        at
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }
}

impl<T> Index<u32> for Slots<T> {
    type Output = T;

    fn index(&self, at: u32) -> &T {
        usize::try_from(at)
            .ok()
            .and_then(|at| self.items.get(at))
            .unwrap_or(&self.blank)
    }
}

impl<T> IndexMut<u32> for Slots<T> {
    fn index_mut(&mut self, at: u32) -> &mut T {
        usize::try_from(at)
            .ok()
            .and_then(|at| self.items.get_mut(at))
            .unwrap_or(&mut self.blank)
    }
}
