//! The slow and obvious reader of cells: a segment is cut at every place that it can be cut at, and each
//! piece must be a level of its own.

use proptest::{prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};
use std::collections::BTreeMap;
use tosei_types::{
    Citation, CitationEntry, CitationParts, Division, ProvisionNumber, SentencePart, Subitem,
    SupplementaryKind, read_citation_cell,
};

/// What a cell is made of here. No piece ends with a bare number, and no blank stands anywhere.
const PIECES: [&str; 34] = [
    "第1条",
    "第２条",
    "第二条",
    "第1条の2",
    "３条",
    "第2の3条",
    "第9条の3条",
    "第1項",
    "第２項",
    "2項",
    "第三項",
    "第1号",
    "2号",
    "第4号の2",
    "イ",
    "ロ",
    "本文",
    "ただし書",
    "後段",
    "附則",
    "同条",
    "同項",
    "同号",
    "の",
    "から",
    "～",
    "まで",
    "、",
    "、",
    "、",
    "及び",
    "又は",
    "；",
    "等",
];

/// The names of the levels, from the outside in.
const LEVELS: [&str; 6] = ["附則", "条", "項", "号", "イ", "文"];

/// Digits as half-width ones.
fn folded(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap(),
            '一' => '1',
            '二' => '2',
            '三' => '3',
            other => other,
        })
        .collect()
}

/// 「1の2」 as its numbers.
fn branches(text: &str) -> Option<Vec<u16>> {
    let parts: Vec<&str> = text.split('の').collect();
    let digits = |part: &&str| !part.is_empty() && !part.starts_with('0') && part.len() < 4;
    if !parts.iter().all(digits) {
        return None;
    }
    parts.iter().map(|part| part.parse().ok()).collect()
}

/// What a piece says, if it is one of that level.
fn piece(level: usize, text: &str) -> Option<CitationParts> {
    let mut parts = CitationParts::default();
    let number = |unit: char| -> Option<ProvisionNumber> {
        let text = text.strip_prefix('第').unwrap_or(text);
        let (before, behind) = text.split_once(unit)?;
        let mut all = branches(before)?;
        if let Some(behind) = behind.strip_prefix('の') {
            // 第9条の3条 is 第9条の3.
            let behind = if unit == '条' {
                behind.strip_suffix('条').unwrap_or(behind)
            } else {
                behind
            };
            all.extend(branches(behind)?);
        } else if !behind.is_empty() {
            return None;
        }
        ProvisionNumber::try_new(&all)
    };
    match LEVELS[level] {
        "附則" if text == "附則" => {
            parts.division = Division::Supplementary {
                kind: SupplementaryKind::Unstated,
                act: None,
            };
        }
        "条" => parts.article = Some(number('条')?),
        "項" => parts.paragraph = Some(number('項')?),
        "号" => parts.item = Some(number('号')?),
        "イ" => {
            let mut letters = text.chars();
            let only = letters.next().filter(|c| ['イ', 'ロ'].contains(c))?;
            letters.next().is_none().then_some(())?;
            parts.subitems = vec![Subitem::kana(only)?];
        }
        "文" => {
            parts.sentence = Some(match text {
                "本文" => SentencePart::Main,
                "ただし書" => SentencePart::Proviso,
                "後段" => SentencePart::Last,
                _ => return None,
            });
        }
        _ => return None,
    }
    Some(parts)
}

/// Every way to cut a text into pieces of ever lower levels; a の may stand between two where the next
/// begins with 第 or with a letter.
fn cuts(text: &[char], least: usize, first: bool) -> Vec<Vec<(usize, CitationParts)>> {
    if text.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    let skip =
        usize::from(!first && text[0] == 'の' && text.len() > 1 && "第イロ".contains(text[1]));
    for from in 0..=skip {
        for to in from + 1..=text.len() {
            // A number is not cut.
            if to < text.len() && text[to - 1].is_ascii_digit() && text[to].is_ascii_digit() {
                continue;
            }
            let here: String = text[from..to].iter().collect();
            for level in least..LEVELS.len() {
                let Some(parts) = piece(level, &here) else {
                    continue;
                };
                for mut rest in cuts(&text[to..], level + 1, false) {
                    rest.insert(0, (level, parts.clone()));
                    all.push(rest);
                }
            }
        }
    }
    all
}

/// The levels of a place down to one, those below left out.
fn down_to(place: &CitationParts, level: usize) -> CitationParts {
    let mut parts = place.clone();
    if level < 5 {
        parts.sentence = None;
    }
    if level < 4 {
        parts.subitems.clear();
    }
    if level < 3 {
        parts.item = None;
    }
    if level < 2 {
        parts.paragraph = None;
    }
    if level < 1 {
        parts.article = None;
    }
    parts
}

/// The one place that a text names behind another; `None` if it names none.
fn place(text: &[char], before: Option<&Citation>) -> Option<Citation> {
    let word: String = text.iter().take(2).collect();
    let repeated = ["同条", "同項", "同号"].iter().position(|one| *one == word);
    let (mut parts, pieces) = match (repeated, before) {
        (Some(level), Some(before)) => {
            let above = before.parts();
            let named = [above.article, above.paragraph, above.item];
            named[level]?;
            // The article is the second level.
            let ways = cuts(&text[2..], level + 2, false);
            (down_to(above, level + 1), ways.into_iter().next()?)
        }
        _ => {
            let pieces = cuts(text, 0, true).into_iter().next()?;
            let first = pieces.first()?.0;
            let empty = CitationParts::default();
            let parts = match (before, first) {
                (_, 0) => empty,
                // A letter must follow letters, a part of a sentence anything.
                (Some(before), 4) if before.parts().subitems.is_empty() => return None,
                (Some(before), _) => down_to(before.parts(), first - 1),
                (None, 4 | 5) => return None,
                (None, _) => empty,
            };
            (parts, pieces)
        }
    };
    for (level, own) in pieces {
        match level {
            0 => parts.division = own.division,
            1 => parts.article = own.article,
            2 => parts.paragraph = own.paragraph,
            3 => parts.item = own.item,
            4 => parts.subitems = own.subitems,
            _ => parts.sentence = own.sentence,
        }
    }
    Citation::try_new(parts).ok()
}

/// The entries of a cell that is understood as a whole.
fn plain(cell: &str) -> Option<Vec<CitationEntry>> {
    let mut entries = Vec::new();
    for part in cell.split('；') {
        let mut before: Option<Citation> = None;
        for segment in part.replace("及び", "、").replace("又は", "、").split('、') {
            if segment.is_empty() {
                continue;
            }
            let whole = segment.strip_suffix('等').unwrap_or(segment);
            let at = ["から", "～"]
                .iter()
                .filter_map(|sign| Some((whole.find(sign)?, sign.len())))
                .min();
            let entry = if let Some((at, sign)) = at {
                let from = place(&folded(&whole[..at]), before.as_ref())?;
                let end = &whole[at + sign..];
                let to = place(
                    &folded(end.strip_suffix("まで").unwrap_or(end)),
                    Some(&from),
                )?;
                CitationEntry::range(from, to).ok()?
            } else {
                CitationEntry::one(place(&folded(whole), before.as_ref())?)
            };
            before = Some(entry.place().last().clone());
            entries.push(if whole.len() < segment.len() {
                entry.with_others()
            } else {
                entry
            });
        }
    }
    (!entries.is_empty()).then_some(entries)
}

/// Cells of a few pieces; most are made so that levels go down, so that many are understood.
fn cells() -> impl Strategy<Value = String> {
    let article = select(vec![
        "",
        "",
        "",
        "",
        "",
        "第1条",
        "第２条",
        "第二条",
        "第1条の2",
        "３条",
        "第2の3条",
        "第9条の3条",
        "同条",
        "附則",
        "附則第2条",
    ]);
    let below = select(vec![
        "",
        "第1項",
        "2項",
        "第三項",
        "第1項第4号の2",
        "第1号",
        "の第2号",
        "第2号イ",
        "第2号のロ",
        "同項",
        "第2項ただし書",
        "本文",
        "イ",
        "ロ後段",
        "同号",
    ]);
    let sign = select(vec!["、", "、", "及び", "；", "から", "～", "", "等、"]);
    let likely = prop::collection::vec((article, below, sign), 1..5).prop_map(|parts| {
        let made: String = parts
            .iter()
            .map(|(a, b, sign)| format!("{a}{b}{sign}"))
            .collect();
        made.trim_end_matches("から")
            .trim_end_matches('～')
            .to_owned()
    });
    let any =
        prop::collection::vec(select(PIECES.to_vec()), 0..8).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => likely, 1 => any]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Law: a cell is understood as a whole exactly if the slow reader understands it, and then as the same
    /// places, whatever they take over from those before.
    #[test]
    fn the_plain_reader_agrees(cell in cells()) {
        let reading = read_citation_cell(&cell);
        // No cell here names a law; what may be taken for one is told in the vectors.
        if reading.entries().iter().any(|read| read.entry().place().first().law().is_some()) {
            return Ok(());
        }
        let fast = reading
            .is_complete()
            .then(|| reading.entries().iter().map(|read| read.entry().clone()).collect::<Vec<_>>());
        prop_assert_eq!(fast, plain(&cell), "{}", cell);
    }
}

/// The generator reaches what is hard: places that take over each level, ranges, 附則 that goes on, a repeated
/// word, cells that are not understood.
#[test]
fn the_generator_reaches_the_hard_cells() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..2_000 {
        let cell = cells().new_tree(&mut runner).unwrap().current();
        let entries = plain(&cell);
        let understood = entries.is_some();
        let mut count = |name, is: bool| *seen.entry(name).or_default() += u32::from(is);
        count("not understood", !understood && !cell.is_empty());
        let entries = entries.unwrap_or_default();
        let shown: String = entries.iter().map(|one| format!("{one}、")).collect();
        count("two places", entries.len() > 1);
        count("range", shown.contains("から"));
        count("同条 and the like", understood && cell.contains('同'));
        count(
            "附則 goes on",
            shown.matches("附則").count() > cell.matches("附則").count(),
        );
        count(
            "taken over",
            understood && shown.matches('条').count() > cell.matches('条').count(),
        );
        count(
            "kanji or full width",
            understood && (cell.contains('二') || cell.contains('２')),
        );
        count("others", understood && cell.contains('等'));
        count("branch", shown.contains("条の") || shown.contains("号の"));
    }
    assert!(
        seen.len() == 9 && seen.values().all(|count| *count >= 20),
        "{seen:?}"
    );
}
