//! 号の細分 (subitems): イ, (1), (i) and the like.

use crate::numeral::{fold_char, leading_numeral};
use std::{fmt, num::NonZeroU16};

const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const GOJUON: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン";

/// 号の細分 (subitem): one level below a 号 (item), such as イ, （１） or （ｉ）.
///
/// # Order
///
/// First by kind, then by place in the sequence. Kana are ordered イ, ロ, ハ, as statutes count. Texts of
/// municipalities often count ア, イ, ウ: the sign alone does not say which is meant, so such a text must be
/// sorted by [`kana_place`](Self::kana_place) with [`KanaSequence::Gojuon`].
///
/// # Examples
///
/// ```
/// use tosei_types::{KanaSequence, Subitem};
///
/// let ro = Subitem::kana('ロ').unwrap();
/// assert!(Subitem::kana('イ').unwrap() < ro);
/// assert_eq!(ro.kana_place(KanaSequence::Iroha), Some(2));
/// assert_eq!(Subitem::kana('イ').unwrap().kana_place(KanaSequence::Gojuon), Some(2));
/// assert_eq!(Subitem::number(15).unwrap().to_string(), "(15)");
/// ```
#[doc(alias = "号の細分")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subitem {
    kind: SubitemKind,
    place: NonZeroU16,
}

/// How a subitem is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SubitemKind {
    /// イ, ロ, ハ.
    Kana,
    /// （１）, （２）.
    Number,
    /// （イ）, （ロ）.
    ParenthesizedKana,
    /// （ｉ）, （ｉｉ）.
    Roman,
}

/// The two orders in which kana count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KanaSequence {
    /// イロハ: statutes, and ordinances in the same style.
    Iroha,
    /// アイウ: many ordinances and guidelines of municipalities.
    Gojuon,
}

impl Subitem {
    fn at(kind: SubitemKind, place: u16) -> Option<Self> {
        NonZeroU16::new(place).map(|place| Self { kind, place })
    }

    /// イ, ロ, ハ …; `None` if the character is not one of the 48 plain katakana.
    #[must_use]
    pub fn kana(character: char) -> Option<Self> {
        Self::at(SubitemKind::Kana, place_in(IROHA, character)?)
    }

    /// （イ）, （ロ） …; `None` if the character is not one of the 48 plain katakana.
    #[must_use]
    pub fn parenthesized_kana(character: char) -> Option<Self> {
        Self::at(SubitemKind::ParenthesizedKana, place_in(IROHA, character)?)
    }

    /// （１）, （２） …; `None` for 0.
    #[must_use]
    pub fn number(number: u16) -> Option<Self> {
        Self::at(SubitemKind::Number, number)
    }

    /// （ｉ）, （ｉｉ） … up to 39; `None` outside.
    #[must_use]
    pub fn roman(number: u16) -> Option<Self> {
        (number <= 39)
            .then(|| Self::at(SubitemKind::Roman, number))
            .flatten()
    }

    /// How it is counted.
    #[must_use]
    pub fn kind(self) -> SubitemKind {
        self.kind
    }

    /// The place in its sequence, from 1; kana by イロハ.
    #[must_use]
    pub fn place(self) -> u16 {
        self.place.get()
    }

    /// The place of the kana in a sequence, from 1; `None` if this is not counted by kana.
    #[must_use]
    pub fn kana_place(self, sequence: KanaSequence) -> Option<u16> {
        match sequence {
            KanaSequence::Iroha => self.sign().map(|_| self.place()),
            KanaSequence::Gojuon => place_in(GOJUON, self.sign()?),
        }
    }

    fn sign(self) -> Option<char> {
        match self.kind {
            SubitemKind::Kana | SubitemKind::ParenthesizedKana => IROHA
                .chars()
                .nth(usize::from(self.place().saturating_sub(1))),
            SubitemKind::Number | SubitemKind::Roman => None,
        }
    }

    /// The sign as statutes print it: full-width parentheses, digits and letters.
    pub(super) fn statute_text(self) -> String {
        self.to_string()
            .chars()
            .map(|character| match character {
                '!'..='~' => {
                    char::from_u32(u32::from(character).saturating_add(0xFEE0)).unwrap_or(character)
                }
                other => other,
            })
            .collect()
    }

    /// Reads the sign at the start of a text: the subitem and how many bytes it takes.
    pub(super) fn leading(text: &str) -> Option<(Self, usize)> {
        let mut characters = text.chars();
        let first = characters.next()?;
        if let Some(kana) = Self::kana(first) {
            let ends_here = !characters.next().is_some_and(is_katakana);
            return ends_here.then_some((kana, first.len_utf8()));
        }
        if let '⑴'..='⒇' = first {
            let number = u32::from(first)
                .checked_sub(u32::from('⑴'))?
                .checked_add(1)?;
            return Some((Self::number(number.try_into().ok()?)?, first.len_utf8()));
        }
        if fold_char(first) != '(' {
            return None;
        }
        let inner = text.get(first.len_utf8()..)?;
        let close = inner.chars().take(8).position(|c| fold_char(c) == ')')?;
        let content: String = inner.chars().take(close).map(fold_char).collect();
        let subitem = Self::inside(&content)?;
        let bytes = text
            .chars()
            .take(close.checked_add(2)?)
            .map(char::len_utf8)
            .sum();
        Some((subitem, bytes))
    }

    /// What stands between parentheses, folded to half width.
    fn inside(content: &str) -> Option<Self> {
        if let Some((number, taken)) = leading_numeral(content) {
            let whole = taken == content.len();
            return whole
                .then(|| Self::number(number.try_into().ok()?))
                .flatten();
        }
        let mut characters = content.chars();
        if let (Some(kana), None) = (characters.next(), characters.next())
            && let Some(subitem) = Self::parenthesized_kana(kana)
        {
            return Some(subitem);
        }
        (1..=39)
            .find(|number| roman(*number) == content)
            .and_then(Self::roman)
    }
}

fn place_in(sequence: &str, character: char) -> Option<u16> {
    let place = sequence.chars().position(|sign| sign == character)?;
    u16::try_from(place).ok()?.checked_add(1)
}

pub(super) fn is_katakana(character: char) -> bool {
    ('ァ'..='ヺ').contains(&character) || character == 'ー'
}

fn roman(number: u16) -> String {
    let tens = usize::from(number.checked_div(10).unwrap_or(0));
    let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let unit = usize::from(number.checked_rem(10).unwrap_or(0));
    "x".repeat(tens) + units.get(unit).copied().unwrap_or_default()
}

impl fmt::Display for Subitem {
    /// The half-width form: `イ`, `(1)`, `(イ)`, `(ii)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, self.sign()) {
            (SubitemKind::Kana, Some(sign)) => write!(f, "{sign}"),
            (_, Some(sign)) => write!(f, "({sign})"),
            (SubitemKind::Roman, None) => write!(f, "({})", roman(self.place())),
            (_, None) => write!(f, "({})", self.place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_reads_back() {
        let kana = IROHA.chars().map(|sign| Subitem::kana(sign).unwrap());
        let inner = IROHA
            .chars()
            .map(|sign| Subitem::parenthesized_kana(sign).unwrap());
        let numbers = (1..=300).map(|number| Subitem::number(number).unwrap());
        let romans = (1..=39).map(|number| Subitem::roman(number).unwrap());
        for subitem in kana.chain(inner).chain(numbers).chain(romans) {
            for text in [subitem.to_string(), subitem.statute_text()] {
                assert_eq!(
                    Subitem::leading(&text),
                    Some((subitem, text.len())),
                    "{text}"
                );
            }
        }
        assert_eq!(IROHA.chars().count(), 48);
        assert_eq!(GOJUON.chars().count(), 48);
        assert_eq!(Subitem::roman(40), None);
    }

    #[test]
    fn a_word_in_katakana_is_no_subitem() {
        for text in [
            "クリーニング業",
            "ー",
            "（注）",
            "(",
            "（１",
            "(iiii)",
            "(0)",
        ] {
            assert_eq!(Subitem::leading(text), None, "{text}");
        }
        assert_eq!(
            Subitem::leading("⑿"),
            Some((Subitem::number(12).unwrap(), 3))
        );
        assert_eq!(
            Subitem::leading("（十二）及び"),
            Some((Subitem::number(12).unwrap(), 12))
        );
    }
}
