//! The strict reader of one place.

use super::{
    cursor::Cursor,
    elements::{Elements, Spelling, elements},
    error::{CitationError, TextPosition},
    law::{LawName, MAX_LAW_NAME_CHARS},
    place::{Citation, CitationParts},
};
use crate::numeral::leading_numeral;
use std::str::FromStr;

/// The longest text of one citation, in characters.
pub const MAX_CITATION_CHARS: usize = 1_000;

impl FromStr for Citation {
    type Err = CitationError;

    /// Reads one place in its regular spelling; the numerals may be half-width, full-width or kanji.
    fn from_str(text: &str) -> Result<Self, CitationError> {
        one_place(text)
    }
}

/// Reads a text that is one place and nothing else.
pub(super) fn one_place(text: &str) -> Result<Citation, CitationError> {
    if text.is_empty() {
        return Err(CitationError::Empty);
    }
    let chars = text.chars().count();
    if chars > MAX_CITATION_CHARS {
        return Err(CitationError::TooLong {
            chars,
            limit: MAX_CITATION_CHARS,
        });
    }
    if let Some(read) = elements(text, 0, Spelling::Regular, None)? {
        return whole(text, None, 0, &read);
    }
    if let Some((law, at)) = bracketed_law(text, 0) {
        let read =
            elements(text, at, Spelling::Regular, None)?.ok_or_else(|| no_provision(text, at))?;
        return whole(text, Some(law), at, &read);
    }
    let mut furthest: Option<CitationError> = None;
    let mut law_unclear = false;
    for start in starts_behind_law(text, 0, Spelling::Regular) {
        let outcome = elements(text, start.at, Spelling::Regular, None).and_then(|read| {
            read.map(|read| whole(text, Some(start.law.clone()), start.at, &read))
                .transpose()
        });
        match outcome {
            Ok(None) => {}
            Ok(Some(citation)) if start.law.has_usual_ending() => return Ok(citation),
            Ok(Some(_)) => law_unclear = true,
            Err(_) if !start.law.has_usual_ending() => {}
            Err(error) if offset(&error) >= furthest.as_ref().map_or(0, offset) => {
                furthest = Some(error);
            }
            Err(_) => {}
        }
    }
    Err(match furthest {
        Some(error) => error,
        None if law_unclear => CitationError::UnclearLaw {
            position: TextPosition::of(text, 0),
        },
        None => no_provision(text, 0),
    })
}

fn offset(error: &CitationError) -> usize {
    error.position().map_or(0, |position| position.byte_offset)
}

pub(super) fn no_provision(text: &str, at: usize) -> CitationError {
    CitationError::NoProvision {
        position: TextPosition::of(text, at),
    }
}

/// The place, if it ends where the text does.
fn whole(
    text: &str,
    law: Option<LawName>,
    at: usize,
    read: &Elements,
) -> Result<Citation, CitationError> {
    if read.end < text.len() {
        return Err(CitationError::Unexpected {
            position: TextPosition::of(text, read.end),
        });
    }
    let parts = CitationParts {
        law,
        ..read.parts.clone()
    };
    Citation::try_new(parts).map_err(|_| no_provision(text, at))
}

/// 「法令名」 in brackets, and where the text behind them begins.
pub(super) fn bracketed_law(text: &str, at: usize) -> Option<(LawName, usize)> {
    let mut cursor = Cursor::new(text, at);
    cursor.eat_word(&["「"])?;
    let length = cursor.rest().find('」')?;
    let law = LawName::try_new(cursor.rest().get(..length)?).ok()?;
    cursor.advance(length);
    cursor.eat_word(&["」"])?;
    Some((law, cursor.at))
}

/// A place in a text where a provision may begin, and the law name that would stand before it.
pub(super) struct Start {
    pub(super) law: LawName,
    pub(super) at: usize,
}

/// Where, behind a law name that begins at `at`, a provision may begin; from left to right.
pub(super) fn starts_behind_law(
    text: &str,
    at: usize,
    spelling: Spelling,
) -> impl Iterator<Item = Start> {
    let rest = text.get(at..).unwrap_or("");
    let opens_bracket = rest.starts_with(['(', '（']);
    rest.char_indices()
        .take_while(|(_, c)| !matches!(c, '\n' | '\r' | ';' | '；' | '「'))
        .take(MAX_LAW_NAME_CHARS.saturating_add(8)) // blanks may stand between the two
        .skip(1)
        .filter(move |_| !opens_bracket)
        .filter_map(move |(offset, character)| {
            let numeral = spelling == Spelling::Written
                && rest
                    .get(offset..)
                    .is_some_and(|rest| leading_numeral(rest).is_some());
            if !(numeral || matches!(character, '第' | '附' | '制' | '原' | '改' | '別')) {
                return None;
            }
            let name = rest.get(..offset)?;
            let name = match spelling {
                Spelling::Regular => name,
                Spelling::Written => name.trim_end(),
            };
            Some(Start {
                law: LawName::try_new(name).ok()?,
                at: at.checked_add(offset)?,
            })
        })
}

crate::text_value! {
    Citation,
    name: "Citation",
    pattern: "第[0-9０-９〇零一壱二弐三参四五六七八九十拾百千]+[条項号]|附則|別表",
    ja: "条項号",
    en: "Legal citation",
    example: "河川法施行令第9条の3第1項第2号",
}

crate::text_value! {
    super::CitationList,
    name: "CitationList",
    pattern: "[0-9０-９〇零一壱二弐三参四五六七八九十拾百千][^条項号]*[条項号]|附則|別表",
    ja: "条項号の列",
    en: "List of legal citations",
    example: "第3条第1項、第3条第2項",
}

#[cfg(test)]
mod tests {
    use super::super::{MAX_CELL_CHARS, read_citation_cell};
    use super::*;

    #[test]
    fn the_longest_texts_are_taken_and_the_next_are_not() {
        // A law name as long as may be, with blanks, cannot reach the limit; an unread text can.
        let text = |chars| "甲".repeat(chars);
        assert_eq!(
            text(MAX_CITATION_CHARS)
                .parse::<Citation>()
                .unwrap_err()
                .code(),
            "types.citation.no_provision"
        );
        assert_eq!(
            text(MAX_CITATION_CHARS + 1)
                .parse::<Citation>()
                .unwrap_err()
                .code(),
            "types.citation.too_long"
        );
        let unread = |chars| read_citation_cell(&text(chars)).unread()[0].reason().code();
        assert_eq!(unread(MAX_CELL_CHARS), "types.citation.no_provision");
        assert_eq!(unread(MAX_CELL_CHARS + 1), "types.citation.too_long");
    }

    #[test]
    fn hostile_texts_end_soon() {
        for piece in [
            "第",
            "第1",
            "第1の",
            "の1",
            "（",
            "附則（",
            "「",
            "イ、",
            "1,",
            "1～",
            "法第",
            "一",
        ] {
            let text = piece.repeat(MAX_CELL_CHARS / piece.chars().count());
            let reading = read_citation_cell(&text);
            assert!(
                !reading.is_complete() || reading.list().is_some(),
                "{piece}"
            );
            let _ = text.parse::<Citation>();
        }
    }
}
