//! Numbers of provisions, with their branches.

use crate::numeral::to_kanji;

/// The largest number of a provision or branch: what kanji numerals below 万 can say.
pub const MAX_NUMBER: u16 = 9_999;

/// How many parts a number has at most: itself and five branches.
pub const MAX_NUMBER_PARTS: usize = 6;

/// 条・項・号の番号 (provision number): a number and its 枝番号 (branches), 9の3.
///
/// Provisions that are inserted between others get branches, so 第9条の3 is an article of its own, after
/// 第9条 and 第9条の2 and before 第10条. It is not a part of 第9条.
///
/// # Invariant
///
/// One to six parts, each 1 to 9,999. The order is the order in the statute.
///
/// # Examples
///
/// ```
/// use tosei_types::ProvisionNumber;
///
/// let inserted = ProvisionNumber::try_new(&[9, 3]).unwrap();
/// assert!(ProvisionNumber::try_new(&[9]).unwrap() < inserted);
/// assert!(inserted < ProvisionNumber::try_new(&[10]).unwrap());
/// assert_eq!(inserted.parts().collect::<Vec<_>>(), [9, 3]);
/// assert_eq!(ProvisionNumber::try_new(&[]), None);
/// assert_eq!(ProvisionNumber::try_new(&[9, 0]), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProvisionNumber([u16; MAX_NUMBER_PARTS]); // 0 fills the parts that are not there

impl ProvisionNumber {
    /// Takes a number and its branches; `None` unless they are one to six numbers of 1 to 9,999.
    #[must_use]
    pub fn try_new(parts: &[u16]) -> Option<Self> {
        if parts.is_empty() || parts.iter().any(|part| !(1..=MAX_NUMBER).contains(part)) {
            return None;
        }
        let mut filled = [0; MAX_NUMBER_PARTS];
        filled.get_mut(..parts.len())?.copy_from_slice(parts);
        Some(Self(filled))
    }

    /// The number and its branches.
    pub fn parts(&self) -> impl Iterator<Item = u16> + use<> {
        self.0.into_iter().take_while(|part| *part != 0)
    }

    /// The number without its branches.
    #[must_use]
    pub fn head(&self) -> u16 {
        let [head, ..] = self.0;
        head
    }

    /// Whether there are branches.
    #[must_use]
    pub fn has_branches(&self) -> bool {
        let [_, branch, ..] = self.0;
        branch != 0
    }

    /// The parts as text, half-width or kanji.
    pub(super) fn texts(&self, kanji: bool) -> impl Iterator<Item = String> + use<> {
        self.parts()
            .map(move |part| numeral_text(u64::from(part), kanji))
    }
}

pub(super) fn numeral_text(number: u64, kanji: bool) -> String {
    if kanji {
        to_kanji(number).unwrap_or_else(|| number.to_string())
    } else {
        number.to_string()
    }
}
