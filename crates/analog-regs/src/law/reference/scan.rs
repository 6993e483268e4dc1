//! Where references stand in a sentence.

use super::{
    super::ProvisionKind as Kind,
    word::{Step, Which, step, subitem},
};

/// A reference as it is written; offsets are bytes of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) steps: Vec<Step>,
    /// The steps behind から or 乃至.
    pub(super) to: Option<Vec<Step>>,
    /// The law that stands before it.
    pub(super) law: Option<Box<str>>,
    /// It stands in 「」.
    pub(super) quoted: bool,
    /// The one before it in the same parentheses, if only a word like 及び stands between.
    pub(super) joined: Option<usize>,
    /// The one directly before the parentheses that it stands in.
    pub(super) host: Option<usize>,
}

/// How deep a step goes; a step is behind those of higher levels.
fn rank(step: &Step) -> u8 {
    match step {
        Step::ThisLaw => 0,
        Step::Supplement => 1,
        Step::Schedule(_) => 2,
        Step::Level(kind, _) => match kind {
            Kind::Part => 3,
            Kind::Chapter => 4,
            Kind::Section => 5,
            Kind::Subsection => 6,
            Kind::Division => 7,
            Kind::Article => 8,
            Kind::Paragraph => 9,
            _ => 10,
        },
        Step::Sign(_) => 11,
        Step::Part(_) => 12,
    }
}

const MOST_STEPS: usize = 12;

/// An open pair of parentheses, or the sentence itself.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    last: Option<usize>,
    host: Option<usize>,
}

/// Parentheses that are deeper are taken as one.
const MOST_GROUPS: usize = 32;

/// The references of a sentence in order.
pub(super) fn written(text: &str) -> Vec<Written> {
    let mut found: Vec<Written> = Vec::new();
    let mut groups: Vec<Group> = vec![Group::default()];
    let mut quotes = 0u32;
    let mut at = 0usize;
    while let Some(rest) = text.get(at..) {
        let Some(character) = rest.chars().next() else {
            break;
        };
        let next = at.saturating_add(character.len_utf8());
        match character {
            '「' => quotes = quotes.saturating_add(1),
            '」' => quotes = quotes.saturating_sub(1),
            '（' | '(' if groups.len() < MOST_GROUPS => {
                let host = found
                    .last()
                    .filter(|last| last.end == at)
                    .map(|_| found.len().saturating_sub(1));
                groups.push(Group { last: None, host });
            }
            '）' | ')' if groups.len() > 1 => {
                groups.pop();
            }
            '第' | '前' | '次' | '同' | 'こ' | '本' | '当' | '各' | '附' | '別' => {
                let before = text.get(..at).unwrap_or_default();
                let read = chain(rest, None).filter(|(steps, _)| !is_other_word(before, steps));
                if let Some((steps, length)) = read {
                    let mut end = at.saturating_add(length);
                    let to = text.get(end..).and_then(|rest| range_end(rest, &steps));
                    let to = to.map(|(steps, length)| {
                        end = end.saturating_add(length);
                        steps
                    });
                    let group = groups.last().copied().unwrap_or_default();
                    let joined = group.last.filter(|last| {
                        let end = found.get(*last).map_or(at, |last: &Written| last.end);
                        text.get(end..at).is_some_and(is_joint)
                    });
                    if let Some(group) = groups.last_mut() {
                        group.last = Some(found.len());
                    }
                    let host = group.host;
                    let named = matches!(
                        steps.first(),
                        Some(
                            Step::Level(_, Which::Number(_)) | Step::Supplement | Step::Schedule(_)
                        )
                    );
                    let law = named.then(|| law_before(before)).flatten();
                    let quoted = quotes > 0;
                    found.push(Written {
                        start: at,
                        end,
                        steps,
                        to,
                        law,
                        quoted,
                        joined,
                        host,
                    });
                    at = end;
                    continue;
                }
            }
            _ => {}
        }
        at = next;
    }
    found
}

/// 「法律第百五号」 is the number of a law, and 「基本法」 another word.
fn is_other_word(before: &str, steps: &[Step]) -> bool {
    const NUMBERED: [&str; 12] = [
        "法律", "令", "条例", "規則", "規程", "告示", "布告", "布達", "達", "発", "示", "号外",
    ];
    match steps.first() {
        Some(Step::Level(Kind::Item, Which::Number(_))) => {
            NUMBERED.iter().any(|word| before.ends_with(word))
        }
        Some(Step::ThisLaw | Step::Level(_, Which::This)) => {
            before.chars().next_back().is_some_and(is_of_name)
        }
        _ => false,
    }
}

/// The steps that follow each other, each deeper than the one before; `None` if the first is none of a
/// reference.
fn chain(text: &str, above: Option<&[Step]>) -> Option<(Vec<Step>, usize)> {
    let mut steps: Vec<Step> = Vec::new();
    let mut at = 0usize;
    while steps.len() < MOST_STEPS {
        let rest = text.get(at..)?;
        // この条例第3条, この条例附則: what follows begins anew.
        let first = match steps.last() {
            None => above.is_none(),
            Some(last) => *last == Step::ThisLaw,
        };
        let signs = match steps.last() {
            Some(Step::Level(Kind::Item, _) | Step::Sign(_)) => true,
            None => above.is_some_and(|above| above.iter().any(|s| matches!(s, Step::Sign(_)))),
            _ => false,
        };
        let sign = || {
            let (sign, length) = signs.then(|| subitem(rest)).flatten()?;
            Some((Step::Sign(sign), length))
        };
        let Some((next, length)) = sign().or_else(|| step(rest, first)) else {
            break;
        };
        let deeper = steps.last().is_none_or(|last| {
            rank(last) < rank(&next) || matches!((last, &next), (Step::Sign(_), Step::Sign(_)))
        });
        let relative = matches!(next, Step::Level(_, which) if !matches!(which, Which::Number(_) | Which::Each));
        if !deeper || (relative && !steps.is_empty()) {
            break;
        }
        if steps.is_empty() && matches!(next, Step::Part(_)) {
            return None;
        }
        steps.push(next);
        at = at.checked_add(length)?;
    }
    (!steps.is_empty()).then_some((steps, at))
}

/// 「から第七条まで」, 「乃至第七条」.
fn range_end(rest: &str, from: &[Step]) -> Option<(Vec<Step>, usize)> {
    let (word, until) = if rest.starts_with("から") {
        ("から", "まで")
    } else if rest.starts_with("乃至") {
        ("乃至", "")
    } else {
        return None;
    };
    let (steps, length) = chain(rest.get(word.len()..)?, Some(from)).or_else(|| {
        let (steps, length) = chain(rest.get(word.len()..)?, None)?;
        Some((steps, length))
    })?;
    let end = word.len().checked_add(length)?;
    rest.get(end..)?
        .starts_with(until)
        .then_some((steps, end.checked_add(until.len())?))
}

const JOINTS: [&str; 14] = [
    "及び",
    "又は",
    "並びに",
    "若しくは",
    "及ビ",
    "又ハ",
    "並ニ",
    "並",
    "及",
    "若ハ",
    "若クハ",
    "、",
    "・",
    "と",
];

/// Whether nothing but one word like 及び stands between two references, what stands in parentheses aside.
fn is_joint(between: &str) -> bool {
    let mut plain = String::new();
    let mut depth = 0u32;
    for character in between.chars() {
        match character {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' => {
                if depth == 0 {
                    return false;
                }
                depth = depth.saturating_sub(1);
            }
            _ if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    let plain = plain
        .strip_prefix('、')
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&plain);
    depth == 0 && JOINTS.contains(&plain)
}

const ENDINGS: [&str; 18] = [
    "法",
    "法律",
    "令",
    "規則",
    "条例",
    "規程",
    "要綱",
    "要領",
    "定款",
    "規約",
    "告示",
    "条約",
    "協定",
    "議定書",
    "典範",
    "規範",
    "基準",
    "約款",
];

/// Words that end as names of laws do.
const NO_LAWS: [&str; 9] = [
    "方法", "手法", "用法", "司法", "立法", "命令", "違法", "適法", "指令",
];

const PARTICLES: [&str; 8] = [
    "の",
    "に関する",
    "に係る",
    "における",
    "に対する",
    "のための",
    "を図るための",
    "に伴う",
];

const MOST_NAME_CHARS: usize = 60;

/// The name of a law that a text ends with, what stands in parentheses behind it aside: back to a sign
/// of punctuation, or to hiragana other than の, に関する and the like.
pub(super) fn law_before(text: &str) -> Option<Box<str>> {
    let mut text = text;
    while let Some(inner) = text.strip_suffix(['）', ')']) {
        let mut depth = 1u32;
        let open = inner.char_indices().rev().find(|(_, character)| {
            match character {
                '）' | ')' => depth = depth.saturating_add(1),
                '（' | '(' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        text = inner.get(..open?.0)?;
    }
    if !ENDINGS.iter().any(|ending| text.ends_with(ending))
        || NO_LAWS.iter().any(|word| text.ends_with(word))
    {
        return None;
    }
    let mut start = text.len();
    for _ in 0..MOST_NAME_CHARS {
        let before = text.get(..start)?;
        if let Some(character) = before.chars().next_back().filter(|c| is_of_name(*c)) {
            start = start.checked_sub(character.len_utf8())?;
        } else if let Some(particle) = PARTICLES
            .iter()
            .filter(|p| before.ends_with(**p))
            .max_by_key(|p| p.len())
        {
            start = start.checked_sub(particle.len())?;
        } else {
            break;
        }
    }
    let mut name = text.get(start..)?;
    while let Some(rest) = PARTICLES
        .iter()
        .find_map(|particle| name.strip_prefix(*particle))
    {
        name = rest;
    }
    // 「第二条中遺族援護法」: the law is what stands behind 中.
    for word in ["条中", "項中", "号中", "法中"] {
        if let Some((_, rest)) = name.rsplit_once(word) {
            name = rest;
        }
    }
    (!name.is_empty()).then(|| name.into())
}

/// Kanji, katakana, digits and letters.
fn is_of_name(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' | '〇' | 'ァ'..='ヺ' | 'ー' | '―')
        || tosei_types::numeral::fold_char(character).is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_whole() {
        let found = |text: &'static str| -> Vec<&str> {
            written(text)
                .iter()
                .map(|w| &text[w.start..w.end])
                .collect()
        };
        for (text, expected) in [
            ("前条第二項ただし書の規定", vec!["前条第二項ただし書"]),
            ("第五条から第七条までの規定", vec!["第五条から第七条まで"]),
            ("第二号イからハまでに掲げる", vec!["第二号イからハまで"]),
            ("この条例第3条第1項各号", vec!["この条例第3条第1項各号"]),
            (
                "附則第二項及び別表第一の二",
                vec!["附則第二項", "別表第一の二"],
            ),
            ("第一種住居地域における第三者", vec![]),
            ("本目的を達成する本条例の", vec!["本条例"]),
            ("次の各号のいずれか", vec!["次の各号"]),
            ("前二条及び前三項", vec!["前二条", "前三項"]),
            ("第四条乃至第六条ノ規定", vec!["第四条乃至第六条"]),
            ("様式第二号様式", vec![]),
            ("災害対策基本法（昭和三十六年法律第二百二十三号）", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn laws_are_named_by_the_words_before() {
        for (text, expected) in [
            ("河川法", Some("河川法")),
            (
                "知事は、道路交通法（昭和三十五年法律第百五号。以下「法」という。）",
                Some("道路交通法"),
            ),
            ("法律又は同法", Some("同法")),
            (
                "により行政機関の保有する情報の公開に関する法律",
                Some("行政機関の保有する情報の公開に関する法律"),
            ),
            ("第二条中遺族援護法", Some("遺族援護法")),
            ("次の方法", None),
            ("この", None),
            ("", None),
            ("附則", None),
        ] {
            assert_eq!(law_before(text).as_deref(), expected, "{text}");
        }
    }
}
