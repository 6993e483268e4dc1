//! Laws of citations.
#![allow(
    clippy::string_slice,
    clippy::unreachable,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise"
)]

use proptest::prelude::*;
use std::cmp::Ordering;
use tosei_types::{
    Citation, CitationList, CitationParts, Division, ProvisionNumber, SupplementaryKind, TableRow,
    numeral::to_kanji,
    proptest::{citation_lists, citations},
    read_citation_cell,
};

/// Texts made of what citations are made of, so that the readers get far before they stop.
const CITATION_LIKE: &str = "(第|条|項|号|の|ノ|[0-9]|[０-９]|[一二三十百〇]|附則|改正|別表|表|、|,|・|～|から|まで|及び|又は|同条|同項|イ|ロ|\\(|（|）|\\)|で準用する|の準用|等|\n|；| |　|法|令第2号|「|」|本文|ただし書|第1条|第2項|第3号|昭和){0,24}";

fn numbers(number: Option<ProvisionNumber>) -> Vec<u16> {
    number
        .map(|number| number.parts().collect())
        .unwrap_or_default()
}

/// The slow key of a citation: lists of numbers that are compared one by one.
fn slow_key(citation: &Citation) -> Vec<Vec<u16>> {
    let parts = citation.parts();
    let text = |text: &str| {
        text.chars()
            .flat_map(|c| {
                let code = u32::from(c);
                [(code >> 16) as u16, (code & 0xFFFF) as u16]
            })
            .collect::<Vec<_>>()
    };
    let given = |present: bool| vec![u16::from(present)];
    let mut key = vec![
        given(parts.law.is_some()),
        parts
            .law
            .as_ref()
            .map(|law| text(law.as_str()))
            .unwrap_or_default(),
    ];
    match &parts.division {
        Division::Main => key.push(vec![0]),
        Division::Supplementary { kind, act } => {
            key.push(vec![1]);
            key.push(vec![match kind {
                SupplementaryKind::Unstated => 0,
                SupplementaryKind::Original => 1,
                _ => 2,
            }]);
            key.push(given(act.is_some()));
            key.push(
                act.as_ref()
                    .map(|act| text(act.as_str()))
                    .unwrap_or_default(),
            );
        }
        Division::Schedule { number, row } => {
            key.push(vec![2]);
            key.push(numbers(*number));
            key.push(numbers(*row));
        }
        _ => unreachable!(),
    }
    key.push(numbers(parts.article));
    key.push(numbers(parts.paragraph));
    key.push(numbers(parts.item));
    key.push(match parts.table {
        None => vec![0],
        Some(None) => vec![1],
        Some(Some(TableRow::Row(row))) => [vec![2], numbers(Some(row))].concat(),
        Some(Some(TableRow::Item(row))) => [vec![3], numbers(Some(row))].concat(),
        _ => unreachable!(),
    });
    key.push(
        parts
            .subitems
            .iter()
            .flat_map(|sub| [sub.kind() as u16, sub.place()])
            .collect(),
    );
    key.push(
        parts
            .sentence
            .map(|part| part as u16 + 1)
            .into_iter()
            .collect(),
    );
    key
}

/// Every half-width numeral written otherwise.
fn renumbered(text: &str, write: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for character in text.chars().chain(['\0']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            out += &write(&digits);
            digits.clear();
        }
        out.push(character);
    }
    out.trim_end_matches('\0').to_owned()
}

fn without_names(citation: Citation) -> Citation {
    let mut parts = citation.into_parts();
    parts.law = None;
    if let Division::Supplementary { act, .. } = &mut parts.division {
        *act = None;
    }
    Citation::try_new(parts).unwrap()
}

proptest! {
    /// Law: a citation reads back from both of its written forms and from JSON.
    #[test]
    fn citation_round_trip(citation in citations()) {
        let text = citation.to_string();
        prop_assert_eq!(text.parse::<Citation>(), Ok(citation.clone()), "{}", text);
        let statute = citation.statute_style().to_string();
        prop_assert_eq!(statute.parse::<Citation>(), Ok(citation.clone()), "{}", statute);
        let json = serde_json::to_string(&citation).unwrap();
        prop_assert_eq!(serde_json::from_str::<Citation>(&json).unwrap(), citation);
    }

    /// Law: a list reads back from both of its written forms, whatever laws and divisions meet.
    #[test]
    fn list_round_trip(list in citation_lists()) {
        let text = list.to_string();
        prop_assert_eq!(text.parse::<CitationList>(), Ok(list.clone()), "{}", text);
        let statute = list.statute_style().to_string();
        prop_assert_eq!(statute.parse::<CitationList>(), Ok(list.clone()), "{}", statute);
    }

    /// Law: the order is total, and that of the tuple of all levels compared one by one.
    #[test]
    fn order_is_that_of_the_levels(a in citations(), b in citations(), c in citations()) {
        // Texts of laws are compared by bytes of UTF-8, which order as their characters do.
        prop_assert_eq!(a.cmp(&b), slow_key(&a).cmp(&slow_key(&b)), "{} {}", a, b);
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
    }

    /// Law: half-width, full-width and kanji numerals, by place or with units, say the same.
    #[test]
    fn scripts_read_equal(citation in citations()) {
        let citation = without_names(citation);
        let text = citation.to_string();
        let full = renumbered(&text, |digits| {
            digits.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect()
        });
        prop_assert_eq!(full.parse::<Citation>(), Ok(citation.clone()), "{}", full);
        let units = renumbered(&text, |digits| to_kanji(digits.parse().unwrap()).unwrap());
        prop_assert_eq!(units.parse::<Citation>(), Ok(citation.clone()), "{}", units);
        let by_place = renumbered(&text, |digits| {
            digits.chars().map(|c| "〇一二三四五六七八九".chars().nth(c as usize - '0' as usize).unwrap()).collect()
        });
        prop_assert_eq!(by_place.parse::<Citation>(), Ok(citation.clone()), "{}", by_place);
    }

    /// Law: what the strict reader takes, the reader of cells takes, as the same place.
    #[test]
    fn the_cell_reader_takes_every_citation(citation in citations()) {
        let text = citation.to_string();
        let list = read_citation_cell(&text).list();
        prop_assert_eq!(
            list.map(|list| list.to_string()),
            Some(text)
        );
    }

    /// Law: a place covers itself and what is within it, and stands before it; covering two ways
    /// is being equal.
    #[test]
    fn covering_follows_the_levels(a in citations(), b in citations(), level in 0..5u8) {
        prop_assert!(a.covers(&a));
        if a.covers(&b) {
            prop_assert!(a <= b);
            prop_assert!(!b.covers(&a) || a == b);
        }
        let mut cut = CitationParts { sentence: None, ..a.parts().clone() };
        if level > 0 { cut.subitems.clear(); }
        if level > 1 { cut.table = None; }
        if level > 2 { cut.item = None; }
        if level > 3 { cut.paragraph = None; }
        if let Ok(outer) = Citation::try_new(cut) {
            prop_assert!(outer.covers(&a), "{} {}", outer, a);
        }
    }

    /// Law: no text makes the readers panic; a strict error points at a character of the text.
    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![CITATION_LIKE, "\\PC{0,40}"]) {
        match text.parse::<Citation>() {
            Ok(citation) => prop_assert_eq!(citation.to_string().parse(), Ok(citation)),
            Err(error) => if let Some(position) = error.position() {
                let rest = text.get(position.byte_offset..);
                prop_assert_eq!(rest.map(|rest| rest.chars().next()), Some(position.character));
            }
        }
    }

    /// Law: a cell is divided into entries, unread texts, and signs or words between them; nothing
    /// else is left out.
    #[test]
    fn nothing_of_a_cell_is_dropped(text in prop_oneof![CITATION_LIKE, "\\PC{0,40}"]) {
        let reading = read_citation_cell(&text);
        let mut spans: Vec<_> = reading.entries().iter().map(tosei_types::ReadEntry::byte_range).collect();
        for unread in reading.unread() {
            let end = unread.byte_offset() + unread.text().len();
            prop_assert_eq!(&text[unread.byte_offset()..end], unread.text());
            prop_assert!(!unread.text().is_empty());
            spans.push(unread.byte_offset()..end);
        }
        spans.sort_by_key(|span| (span.start, span.end));
        spans.dedup(); // 第1,2項
        let mut rest = String::new();
        let mut at = 0;
        for span in spans {
            prop_assert!(at <= span.start && span.start < span.end);
            rest += &text[at..span.start];
            rest.push(' ');
            at = span.end;
        }
        rest += &text[at..];
        for word in ["及び", "および", "及ヒ", "及", "並びに", "ならびに", "並", "又は", "または", "若しくは", "もしくは"] {
            rest = rest.replace(word, "");
        }
        let dropped: String = rest
            .chars()
            .filter(|c| !c.is_whitespace() && !"、,，､・･。/／;；".contains(*c))
            .collect();
        prop_assert_eq!(dropped, "");
    }

    /// Law: what was read completely reads the same from its canonical form.
    #[test]
    fn a_complete_reading_is_stable(text in CITATION_LIKE) {
        if let Some(list) = read_citation_cell(&text).list() {
            let canonical = list.to_string();
            prop_assert_eq!(canonical.parse::<CitationList>(), Ok(list), "{}", canonical);
        }
    }
}
