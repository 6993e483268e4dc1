//! What a place takes over from the one before, and what it therefore need not name.

use super::{
    elements::{Elements, Level, NumberOrRange},
    law::LawName,
    list::{CitationEntry, CitedPlace},
    place::{Citation, CitationParts, Division},
};

/// What a place takes over from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inheritance {
    /// 「第3条第1項、第2項」, 「附則第2条、第3条」.
    List,
    /// 「附則第2条で準用する第3条」: an article is one of the main provisions.
    Applied,
}

/// The highest level that the text of a place without its law begins with.
pub(super) fn first_level(place: &Citation) -> Level {
    let parts = place.parts();
    if parts.division != Division::Main {
        Level::Division
    } else if parts.article.is_some() {
        Level::Article
    } else if parts.paragraph.is_some() {
        Level::Paragraph
    } else {
        Level::Item
    }
}

/// The parts that a text beginning at `first` has behind `before`; `None` if `before` lacks what
/// the text refers to.
pub(super) fn inherited(
    own: &CitationParts,
    first: Level,
    before: &Citation,
    inheritance: Inheritance,
) -> Option<CitationParts> {
    if own.law.is_some() {
        return Some(own.clone());
    }
    let above = before.parts();
    let mut parts = own.clone();
    parts.law.clone_from(&above.law);
    let in_supplementary = matches!(above.division, Division::Supplementary { .. });
    match first {
        Level::Start | Level::Division => return Some(parts),
        Level::Article => {
            if in_supplementary && inheritance == Inheritance::List {
                parts.division.clone_from(&above.division);
            }
            return Some(parts);
        }
        _ => parts.division.clone_from(&above.division),
    }
    parts.article = above.article;
    if first > Level::Paragraph {
        parts.paragraph = above.paragraph;
    }
    if first > Level::Item {
        parts.item = above.item;
        parts.table = above.table;
    }
    if first == Level::Subitem {
        let kind = own.subitems.first()?.kind();
        let level = above.subitems.iter().position(|sub| sub.kind() == kind)?;
        parts.subitems = above.subitems.iter().take(level).copied().collect();
        parts.subitems.extend(own.subitems.iter().copied());
    }
    if first == Level::Sentence {
        parts.subitems.clone_from(&above.subitems);
    }
    Some(parts)
}

/// The end of a range without the levels that it shares with the beginning.
pub(super) fn shortened(to: &Citation, from: &Citation) -> CitationParts {
    let full = to.parts();
    let mut candidate = CitationParts {
        law: None,
        ..full.clone()
    };
    let mut shortest = candidate.clone();
    for first in [Level::Article, Level::Paragraph, Level::Item] {
        candidate.division = Division::Main;
        let present = match first {
            Level::Article => candidate.article,
            Level::Paragraph => {
                candidate.article = None;
                candidate.paragraph
            }
            _ => {
                candidate.paragraph = None;
                candidate.item
            }
        };
        if present.is_some()
            && inherited(&candidate, first, from, Inheritance::List).as_ref() == Some(full)
        {
            shortest.clone_from(&candidate);
        }
    }
    let same = from
        .subitems()
        .iter()
        .zip(to.subitems())
        .take_while(|(left, right)| left == right)
        .count();
    let below = CitationParts {
        subitems: to.subitems().iter().skip(same).copied().collect(),
        sentence: full.sentence,
        ..CitationParts::default()
    };
    if !below.subitems.is_empty()
        && inherited(&below, Level::Subitem, from, Inheritance::List).as_ref() == Some(full)
    {
        shortest = below;
    }
    shortest
}

/// What was read, with what it takes over from the place before.
pub(super) fn located(
    read: &Elements,
    law: Option<LawName>,
    before: Option<&Citation>,
    inheritance: Inheritance,
) -> Option<Vec<CitedPlace>> {
    let mut parts = CitationParts {
        law,
        ..read.parts.clone()
    };
    if let Some(before) = before {
        parts = match read.repeated {
            None => inherited(&parts, read.first, before, inheritance)?,
            Some(level) => repeated(&parts, level, before)?,
        };
    }
    if read.several.is_empty() {
        return Some(vec![CitedPlace::One(Citation::try_new(parts).ok()?)]);
    }
    read.several
        .iter()
        .map(|numbers| one_of_several(&parts, read.last, numbers))
        .collect()
}

/// 同条, 同項, 同号: everything down to that level is that of the place before.
fn repeated(own: &CitationParts, level: Level, before: &Citation) -> Option<CitationParts> {
    let above = before.parts();
    let there = match level {
        Level::Article => above.article,
        Level::Paragraph => above.paragraph,
        _ => above.item,
    };
    there?;
    let mut parts = own.clone();
    parts.law.clone_from(&above.law);
    parts.division.clone_from(&above.division);
    parts.article = above.article;
    if level >= Level::Paragraph {
        parts.paragraph = above.paragraph;
    }
    if level >= Level::Item {
        parts.item = above.item;
    }
    Some(parts)
}

fn one_of_several(
    parts: &CitationParts,
    level: Level,
    (first, last): &NumberOrRange,
) -> Option<CitedPlace> {
    let at = |number| {
        let mut parts = parts.clone();
        match level {
            Level::Article => parts.article = Some(number),
            Level::Paragraph => parts.paragraph = Some(number),
            _ => parts.item = Some(number),
        }
        Citation::try_new(parts).ok()
    };
    let from = at(*first)?;
    Some(match last {
        None => CitedPlace::One(from),
        Some(last) => CitationEntry::range(from, at(*last)?).ok()?.place().clone(),
    })
}
