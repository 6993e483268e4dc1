//! A place in a text, and the numerals that stand there.

use super::{
    elements::Spelling,
    error::{CitationError, TextPosition},
    number::{MAX_NUMBER, MAX_NUMBER_PARTS, ProvisionNumber},
};
use crate::numeral::{fold_char, kanji_digit, leading_numeral};

/// A text and a place in it.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.text.len());
    }

    /// Takes one of the characters, half- or full-width.
    pub(super) fn eat(&mut self, characters: &[char]) -> bool {
        match self.peek() {
            Some(c) if characters.contains(&c) || characters.contains(&fold_char(c)) => {
                self.advance(c.len_utf8());
                true
            }
            _ => false,
        }
    }

    /// Takes the first of the words that stands here.
    pub(super) fn eat_word<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let word = words.iter().find(|word| self.rest().starts_with(**word))?;
        self.advance(word.len());
        Some(word)
    }

    pub(super) fn skip_blanks(&mut self) {
        while let Some(c) = self.peek().filter(|c| is_blank(*c)) {
            self.advance(c.len_utf8());
        }
    }

    pub(super) fn position(&self) -> TextPosition {
        TextPosition::of(self.text, self.at)
    }
}

/// Blanks within a line.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\n' | '\r')
}

const RANGE_SIGNS: [char; 9] = ['～', '〜', '~', '-', '－', '―', '–', '—', '‐'];
/// The sign or word between the ends of a range.
pub(super) fn eat_range_sign(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat(&RANGE_SIGNS) || cursor.eat_word(&["から"]).is_some()
}

/// One numeral in range, and in the regular spelling without leading zeros; `None` if none stands
/// here.
pub(super) fn number(
    cursor: &mut Cursor<'_>,
    spelling: Spelling,
) -> Result<Option<u16>, CitationError> {
    let out_of_range = CitationError::NumberOutOfRange {
        position: cursor.position(),
    };
    // 第04条 is a spreadsheet's way, not the statute's.
    let padded = cursor
        .peek()
        .is_some_and(|c| matches!(fold_char(c), '0' | '〇' | '零'));
    if padded && spelling == Spelling::Regular {
        return Err(out_of_range);
    }
    match leading_numeral(cursor.rest()) {
        Some((value, bytes)) => {
            let value = u16::try_from(value)
                .ok()
                .filter(|value| (1..=MAX_NUMBER).contains(value))
                .ok_or(out_of_range)?;
            cursor.advance(bytes);
            Ok(Some(value))
        }
        // The numeral does not fit in 64 bits.
        None if cursor
            .peek()
            .is_some_and(|c| fold_char(c).is_ascii_digit() || kanji_digit(c).is_some()) =>
        {
            Err(out_of_range)
        }
        None => Ok(None),
    }
}

/// 枝番号: の and a numeral, as often as they follow.
pub(super) fn branches(
    cursor: &mut Cursor<'_>,
    parts: &mut Vec<u16>,
    spelling: Spelling,
) -> Result<(), CitationError> {
    loop {
        let mut next = *cursor;
        if !next.eat(&['の', 'ノ', 'ﾉ']) {
            return Ok(());
        }
        let start = next;
        let Some(branch) = number(&mut next, spelling)? else {
            return Ok(());
        };
        if parts.len() >= MAX_NUMBER_PARTS {
            return Err(CitationError::NumberOutOfRange {
                position: start.position(),
            });
        }
        parts.push(branch);
        *cursor = next;
    }
}

pub(super) fn check_count(
    parts: &[u16],
    start: Cursor<'_>,
) -> Result<Option<ProvisionNumber>, CitationError> {
    if parts.len() > MAX_NUMBER_PARTS {
        return Err(CitationError::NumberOutOfRange {
            position: start.position(),
        });
    }
    Ok(ProvisionNumber::try_new(parts))
}
