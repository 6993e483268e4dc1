//! What stands in front of a provision: the law, and the act that a 附則 belongs to.

use super::{
    error::{LawNameError, TextPosition},
    subitem::Subitem,
};
use crate::numeral::{fold_char, kanji_digit, leading_numeral, to_kanji};
use std::{fmt, str::FromStr};

/// The longest name of a law, in characters.
pub const MAX_LAW_NAME_CHARS: usize = 300;

/// How names of laws, orders, ordinances and internal rules end.
const ENDINGS: [&str; 23] = [
    "法",
    "法律",
    "令",
    "則",
    "規範",
    "条例",
    "規程",
    "要綱",
    "要領",
    "告示",
    "号",
    "典範",
    "条約",
    "議定書",
    "協定",
    "規約",
    "約款",
    "基準",
    "指針",
    "方針",
    "通達",
    "通知",
    "内規",
];

/// What stands between provisions, or ends one.
const BETWEEN_SIGNS: [char; 10] = ['、', ',', '，', '､', '・', '･', '。', '/', '／', '～'];
const BETWEEN_WORDS: [&str; 16] = [
    "及び",
    "並びに",
    "又は",
    "若しくは",
    "から",
    "まで",
    "の",
    "等",
    "条",
    "項",
    "号",
    "附則",
    "本文",
    "ただし書",
    "前段",
    "後段",
];

/// What stands in front of provisions, or between them, and begins no name.
const REFERENCES: [&str; 11] = [
    "同条",
    "同項",
    "同号",
    "本文",
    "ただし書",
    "前段",
    "後段",
    "から",
    "まで",
    "等",
    "の",
];

/// 法令名 (law name): the law, order or ordinance that a citation belongs to.
///
/// Also what stands for the name: 「法」, 「旧法」, 「規則」, or the number 「平成21年総務省令第98号」. It is kept
/// character by character; two spellings of one law are two names.
///
/// # Invariant
///
/// 1 to 300 characters, without control characters and 「」, and with no blank at either end.
///
/// # In a citation
///
/// A name that ends as names of laws do stands in front of the provision as it is; any other is
/// put into 「」, so that it can be told from the text around it.
///
/// # Examples
///
/// ```
/// use tosei_types::{Citation, LawName};
///
/// let citation: Citation = "河川法施行令第9条の3".parse()?;
/// assert_eq!(citation.law().unwrap().as_str(), "河川法施行令");
/// let manual: Citation = "「補助金の手引き」第3条".parse()?;
/// assert_eq!(manual.law(), Some(&LawName::try_new("補助金の手引き")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "法令名")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LawName(Box<str>);

impl LawName {
    /// Takes a text as the name of a law.
    ///
    /// # Errors
    ///
    /// - [`LawNameError::Empty`] if it is empty.
    /// - [`LawNameError::TooLong`] above 300 characters.
    /// - [`LawNameError::BadCharacter`] for a control character, 「, 」, or a blank at either end.
    pub fn try_new(text: &str) -> Result<Self, LawNameError> {
        check(text, |character| matches!(character, '「' | '」'))?;
        Ok(Self(text.into()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name ends as names of laws do, so that it may stand in front of a provision.
    ///
    /// 「同条から第1号」 ends as 「昭和23年政令第1号」 does, but no name begins with a word that refers to a provision.
    pub(super) fn has_usual_ending(&self) -> bool {
        !self.0.ends_with("附則")
            && ENDINGS.iter().any(|ending| self.0.ends_with(ending))
            && !self.begins_as_reference()
            && !self.ends_as_list()
    }

    /// 「イ、第1号」: what ends as a number of a law stands behind a sign or word between provisions.
    fn ends_as_list(&self) -> bool {
        let number = self
            .0
            .strip_suffix('号')
            .and_then(|name| name.rsplit_once('第'));
        let as_number = number.is_some_and(|(before, number)| {
            leading_numeral(number).is_some_and(|(_, bytes)| bytes == number.len())
                && (before.is_empty()
                    || before.ends_with(BETWEEN_SIGNS)
                    || BETWEEN_WORDS.iter().any(|word| before.ends_with(word)))
        });
        as_number || self.0.ends_with("同号")
    }

    fn begins_as_reference(&self) -> bool {
        let sign = Subitem::leading(&self.0).and_then(|(_, bytes)| self.0.get(bytes..));
        REFERENCES.iter().any(|word| self.0.starts_with(word))
            || sign.is_some_and(|rest| rest.starts_with('第') || leading_numeral(rest).is_some())
    }
}

impl fmt::Display for LawName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for LawName {
    type Err = LawNameError;
    fn from_str(text: &str) -> Result<Self, LawNameError> {
        Self::try_new(text)
    }
}

fn check(text: &str, forbidden: impl Fn(char) -> bool) -> Result<(), LawNameError> {
    if text.is_empty() {
        return Err(LawNameError::Empty);
    }
    let chars = text.chars().count();
    if chars > MAX_LAW_NAME_CHARS {
        return Err(LawNameError::TooLong { chars });
    }
    let bad = |byte_offset| LawNameError::BadCharacter {
        position: TextPosition::of(text, byte_offset),
    };
    let last = text.char_indices().next_back().map(|(at, _)| at);
    for (at, character) in text.char_indices() {
        let at_an_end = at == 0 || Some(at) == last;
        if character.is_control()
            || forbidden(character)
            || (at_an_end && character.is_whitespace())
        {
            return Err(bad(at));
        }
    }
    Ok(())
}

/// 改正法令 (amending act): the act, by date and number, that a 附則 came with.
///
/// 「昭和55年5月6日運輸省令第12号」. A law has one 附則 of its own and one of every act that amended it; the
/// designation tells them apart.
///
/// # Invariant
///
/// 1 to 300 characters, without control characters, parentheses and 「」, no blank at either end.
/// Numerals before 年, 月, 日 and 号 are kept half-width, so that 「平成二八年六月三日法律第五九号」 and
/// 「平成28年6月3日法律第59号」 are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AmendingAct(Box<str>);

impl AmendingAct {
    /// Takes a designation.
    ///
    /// # Errors
    ///
    /// As for [`LawName::try_new`]; parentheses are refused as well.
    pub fn try_new(text: &str) -> Result<Self, LawNameError> {
        check(text, |character| {
            matches!(fold_char(character), '「' | '」' | '(' | ')')
        })?;
        let bad = LawNameError::BadCharacter {
            position: TextPosition::of(text, 0),
        };
        let written = arabic(text).ok_or(bad)?;
        check(&written, |_| false)?;
        Ok(Self(written.into()))
    }

    /// The designation with half-width numerals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The designation with kanji numerals, where that reads back as the same.
    pub(super) fn statute_text(&self) -> String {
        let text = kanji(&self.0).unwrap_or_default();
        if arabic(&text).as_deref() == Some(&*self.0) && text.chars().count() <= MAX_LAW_NAME_CHARS
        {
            text
        } else {
            self.0.to_string()
        }
    }
}

/// Folds the width, and writes every numeral before 年, 月, 日 or 号 half-width; `None` if there is a
/// numeral too long to be read.
fn arabic(text: &str) -> Option<String> {
    rewrite(text, |number| Some(number.to_string()))
}

fn kanji(text: &str) -> Option<String> {
    rewrite(text, to_kanji)
}

fn rewrite(text: &str, write: impl Fn(u64) -> Option<String>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let numeral = leading_numeral(rest);
        if numeral.is_none() && (fold_char(first).is_ascii_digit() || kanji_digit(first).is_some())
        {
            return None;
        }
        let taken = numeral.map_or(first.len_utf8(), |(_, taken)| taken);
        let (head, tail) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        let counted = tail.starts_with(['年', '月', '日', '号']);
        match numeral
            .filter(|_| counted)
            .and_then(|(value, _)| write(value))
        {
            Some(number) => out.push_str(&number),
            None => out.extend(head.chars().map(fold_char)),
        }
        rest = tail;
    }
    Some(out)
}

crate::text_value! {
    LawName,
    name: "LawName",
    pattern: "^[^「」]{1,300}$",
    ja: "法令名",
    en: "Name of a law, order or ordinance",
    example: "河川法施行令",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_taken_and_the_next_is_not() {
        let name = |chars| "法".repeat(chars);
        assert!(LawName::try_new(&name(300)).is_ok());
        assert_eq!(
            LawName::try_new(&name(301)),
            Err(LawNameError::TooLong { chars: 301 })
        );
    }

    #[test]
    fn signs_that_would_end_a_name_are_refused() {
        for text in ["「法」", " 法", "法\u{3000}", "河川\n法"] {
            let error = LawName::try_new(text).unwrap_err();
            assert_eq!(error.code(), "types.law_name.bad_character", "{text:?}");
        }
        assert_eq!(LawName::try_new(""), Err(LawNameError::Empty));
        assert!(AmendingAct::try_new("平成（略）").is_err());
    }

    #[test]
    fn designations_read_equal_in_all_numerals() {
        let acts = [
            "平成二八年六月三日法律第五九号",
            "平成二十八年六月三日法律第五十九号",
            "平成28年6月3日法律第59号",
            "平成２８年６月３日法律第５９号",
        ];
        for act in acts {
            let read = AmendingAct::try_new(act).unwrap();
            assert_eq!(read.as_str(), "平成28年6月3日法律第59号");
            assert_eq!(read.statute_text(), "平成二十八年六月三日法律第五十九号");
        }
        // A number that does not fit cannot be written again in another script.
        assert!(AmendingAct::try_new("100000000000000000000001号").is_err());
    }
}
