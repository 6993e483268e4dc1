//! What a line begins with.

use super::super::{ProvisionKind as Kind, sign};
use tosei_types::{
    ProvisionNumber, Subitem,
    numeral::{fold_char, kanji_digit, leading_numeral},
};

/// A number, and of a range the last one.
pub(super) type Numbers = (ProvisionNumber, Option<ProvisionNumber>);

/// How 号 are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemStyle {
    /// 一, 二, 三.
    Kanji,
    /// (1), (2), (3).
    Parenthesized,
}

/// What a line begins with; lengths are bytes of its label, behind which a blank or nothing stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Marker<'t> {
    /// 附則: all of the line; the act in parentheses.
    Supplement {
        label: usize,
        act: Option<&'t str>,
    },
    Schedule {
        label: usize,
        number: Option<ProvisionNumber>,
        of_supplement: bool,
    },
    Appendix {
        label: usize,
    },
    Contents,
    Division {
        kind: Kind,
        label: usize,
        number: ProvisionNumber,
    },
    Article {
        label: usize,
        numbers: Numbers,
    },
    Paragraph {
        label: usize,
        number: ProvisionNumber,
    },
    Item {
        label: usize,
        numbers: Numbers,
        style: ItemStyle,
    },
    Subitem {
        label: usize,
        sign: Subitem,
    },
    Remarks {
        label: usize,
    },
    /// All of the line in one pair of parentheses.
    Caption,
    Plain,
}

/// Blanks within a line.
pub(super) fn is_blank(character: char) -> bool {
    matches!(
        character,
        ' ' | '\u{3000}' | '\t' | '\u{A0}' | '\r' | '\n' | '\u{FEFF}' | '\u{B}' | '\u{C}'
    )
}

fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(is_blank)
}

/// Tells what a line without blanks at its ends begins with.
pub(super) fn marker(line: &str) -> Marker<'_> {
    let Some(first) = line.chars().next() else {
        return Marker::Plain;
    };
    match first {
        '第' => division_or_article(line),
        '附' => supplement(line),
        '別' | '様' | '書' => schedule(line),
        '目' if folded_is(line, "目次") => Marker::Contents,
        '備' => match line.strip_prefix("備考") {
            Some(rest) if ends(rest) => Marker::Remarks {
                label: "備考".len(),
            },
            _ => Marker::Plain,
        },
        '①'..='⑳' => {
            let number = u32::from(first)
                .saturating_sub(u32::from('①'))
                .saturating_add(1);
            let number = u16::try_from(number)
                .ok()
                .and_then(|n| ProvisionNumber::try_new(&[n]));
            number.map_or(Marker::Plain, |number| Marker::Paragraph {
                label: first.len_utf8(),
                number,
            })
        }
        '(' | '（' => parenthesized(line),
        _ if fold_char(first).is_ascii_digit() => paragraph(line),
        _ if kanji_digit(first).is_some() || matches!(first, '十' | '百' | '千') => item(line),
        _ => match sign::leading(line) {
            Some((sign, label)) if line.get(label..).is_some_and(starts_blank) => {
                Marker::Subitem { label, sign }
            }
            _ => Marker::Plain,
        },
    }
}

fn starts_blank(rest: &str) -> bool {
    rest.chars().next().is_some_and(is_blank)
}

/// Whether a line is a word, blanks aside.
fn folded_is(line: &str, word: &str) -> bool {
    line.chars().filter(|c| !is_blank(*c)).eq(word.chars())
}

fn division_or_article(line: &str) -> Marker<'_> {
    let Some(rest) = line.strip_prefix('第') else {
        return Marker::Plain;
    };
    let Some((_, length)) = leading_numeral(rest) else {
        return Marker::Plain;
    };
    let unit = rest.get(length..).and_then(|rest| rest.chars().next());
    let kind = match unit {
        Some('条') => return article(line),
        Some('編') => Kind::Part,
        Some('章') => Kind::Chapter,
        Some('節') => Kind::Section,
        Some('款') => Kind::Subsection,
        Some('目') => Kind::Division,
        _ => return Marker::Plain,
    };
    let mut buffer = [0u8; 4];
    let unit = unit.map_or("", |unit| unit.encode_utf8(&mut buffer));
    match sign::numbered(rest, Some(unit)) {
        Some((number, taken)) if rest.get(taken..).is_some_and(ends) => Marker::Division {
            kind,
            label: taken.saturating_add('第'.len_utf8()),
            number,
        },
        _ => Marker::Plain,
    }
}

/// One number of an article at the beginning, and its bytes.
fn article_number(text: &str) -> Option<(ProvisionNumber, usize)> {
    let rest = text.strip_prefix('第')?;
    let (number, taken) = sign::numbered(rest, Some("条"))?;
    Some((number, taken.checked_add('第'.len_utf8())?))
}

fn article(line: &str) -> Marker<'_> {
    let Some((number, taken)) = article_number(line) else {
        return Marker::Plain;
    };
    let rest = line.get(taken..).unwrap_or_default();
    if ends(rest) {
        return Marker::Article {
            label: taken,
            numbers: (number, None),
        };
    }
    match range_end(rest, article_number) {
        Some((end, length)) => {
            let label = taken.saturating_add(length);
            Marker::Article {
                label,
                numbers: (number, Some(end)),
            }
        }
        None => Marker::Plain,
    }
}

/// 「から…まで」, 「及び…」 behind a number: the last number, and the bytes up to it; a blank or nothing follows.
fn range_end(
    rest: &str,
    read: impl Fn(&str) -> Option<(ProvisionNumber, usize)>,
) -> Option<(ProvisionNumber, usize)> {
    let words = ["から", "及び", "及ビ", "及", "乃至", "～", "〜", "、", "・"];
    let word = words.iter().find(|word| rest.starts_with(**word))?;
    let behind = rest.get(word.len()..)?;
    let (end, taken) = read(behind)?;
    let mut length = word.len().checked_add(taken)?;
    let tail = rest.get(length..)?;
    if let Some(after) = tail.strip_prefix("まで") {
        length = rest.len().checked_sub(after.len())?;
    }
    ends(rest.get(length..)?).then_some((end, length))
}

fn paragraph(line: &str) -> Marker<'_> {
    match sign::numbered(line, None) {
        Some((number, label)) if line.get(label..).is_some_and(starts_blank) => {
            Marker::Paragraph { label, number }
        }
        _ => Marker::Plain,
    }
}

fn item(line: &str) -> Marker<'_> {
    let read = |text: &str| sign::numbered(text, None);
    let Some((number, taken)) = read(line) else {
        return Marker::Plain;
    };
    let rest = line.get(taken..).unwrap_or_default();
    let style = ItemStyle::Kanji;
    if starts_blank(rest) {
        return Marker::Item {
            label: taken,
            numbers: (number, None),
            style,
        };
    }
    match range_end(rest, read) {
        Some((end, length)) => {
            let label = taken.saturating_add(length);
            Marker::Item {
                label,
                numbers: (number, Some(end)),
                style,
            }
        }
        None => Marker::Plain,
    }
}

fn parenthesized(line: &str) -> Marker<'_> {
    if let Some((inside, length)) = sign::bracketed(line) {
        let blank_follows = line.get(length..).is_some_and(starts_blank);
        if blank_follows
            && inside
                .chars()
                .next()
                .is_some_and(|c| fold_char(c).is_ascii_digit())
        {
            if let Some((number, taken)) = sign::numbered(inside, None)
                && taken == inside.len()
            {
                let style = ItemStyle::Parenthesized;
                return Marker::Item {
                    label: length,
                    numbers: (number, None),
                    style,
                };
            }
        } else if blank_follows && let Some((sign, label)) = sign::leading(line) {
            return Marker::Subitem { label, sign };
        }
    }
    if is_caption(line) {
        Marker::Caption
    } else {
        Marker::Plain
    }
}

/// Whether a line is one pair of parentheses and has no 「。」.
fn is_caption(line: &str) -> bool {
    let mut depth = 0u32;
    let end = line.len();
    for (at, character) in line.char_indices() {
        match character {
            '(' | '（' => depth = depth.saturating_add(1),
            ')' | '）' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && at.saturating_add(character.len_utf8()) < end {
                    return false;
                }
            }
            '。' => return false,
            _ => {}
        }
    }
    depth == 0 && line.ends_with([')', '）'])
}

fn supplement(line: &str) -> Marker<'_> {
    let behind = line
        .strip_prefix('附')
        .unwrap_or_default()
        .trim_start_matches(is_blank);
    let Some(rest) = behind.strip_prefix('則') else {
        return Marker::Plain;
    };
    let label = line.len().saturating_sub(rest.len());
    if rest.starts_with("別表") {
        return schedule(line);
    }
    let tail = rest.trim_start_matches(is_blank);
    let Some(inner) = tail.strip_prefix(['(', '（']) else {
        let done = tail.is_empty() || folded_is(tail, "抄");
        return if done {
            Marker::Supplement { label, act: None }
        } else {
            Marker::Plain
        };
    };
    // The last bracket closes the first; only 抄 may follow.
    let Some(end) = inner.rfind([')', '）']) else {
        return Marker::Plain;
    };
    let after = inner
        .get(end..)
        .map(|after| after.trim_start_matches([')', '）']))
        .unwrap_or_default();
    if !(after.is_empty() || folded_is(after, "抄")) {
        return Marker::Plain;
    }
    let act = inner.get(..end).unwrap_or_default();
    let is_act = act.contains('第') && act.contains('号') && !act.contains('。');
    Marker::Supplement {
        label,
        act: is_act.then_some(act),
    }
}

fn schedule(line: &str) -> Marker<'_> {
    let (of_supplement, body) = match line.strip_prefix("附則") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let before = line.len().saturating_sub(body.len());
    let Some(rest) = body.strip_prefix("別表") else {
        return appendix(line);
    };
    let numbered = rest
        .strip_prefix('第')
        .and_then(|rest| sign::numbered(rest, None));
    let taken = numbered.map_or(0, |(_, taken)| taken.saturating_add('第'.len_utf8()));
    let tail = rest.get(taken..).unwrap_or_default();
    if !heading_follows(tail) {
        return Marker::Plain;
    }
    Marker::Schedule {
        label: before.saturating_add("別表".len()).saturating_add(taken),
        number: numbered.map(|(number, _)| number),
        of_supplement,
    }
}

/// Nothing, 「（第三条関係）」 or a title behind a blank, and no sentence.
fn heading_follows(tail: &str) -> bool {
    (ends(tail) || tail.starts_with(['(', '（'])) && !tail.contains('。')
}

fn appendix(line: &str) -> Marker<'_> {
    let words = ["別記第", "別記様式", "別記", "様式", "別紙", "別図", "書式"];
    let Some(word) = words.iter().find(|word| line.starts_with(**word)) else {
        return Marker::Plain;
    };
    // 別記第1号様式, 様式第1号, 別紙1.
    let end = line
        .find(|c| is_blank(c) || matches!(c, '(' | '（'))
        .unwrap_or(line.len());
    let label = line.get(..end).unwrap_or_default();
    let rest = label.get(word.len()..).unwrap_or_default();
    let plain = |c: char| {
        fold_char(c).is_ascii_digit()
            || kanji_digit(c).is_some()
            || matches!(c, '十' | '百' | '第' | '号' | 'の' | '様' | '式' | 'そ')
    };
    if rest.chars().all(plain) && heading_follows(line.get(end..).unwrap_or_default()) {
        Marker::Appendix { label: end }
    } else {
        Marker::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Option<(&str, &str)> {
        let (kind, label) = match marker(line) {
            Marker::Supplement { label, .. } => ("supplement", label),
            Marker::Schedule { label, .. } => ("schedule", label),
            Marker::Appendix { label } => ("appendix", label),
            Marker::Contents => ("contents", line.len()),
            Marker::Division { label, .. } => ("division", label),
            Marker::Article { label, .. } => ("article", label),
            Marker::Paragraph { label, .. } => ("paragraph", label),
            Marker::Item { label, .. } => ("item", label),
            Marker::Subitem { label, .. } => ("subitem", label),
            Marker::Remarks { label } => ("remarks", label),
            Marker::Caption => ("caption", line.len()),
            Marker::Plain => return None,
        };
        Some((kind, &line[..label]))
    }

    #[test]
    fn lines_are_told_by_their_beginning() {
        for (line, expected) in [
            ("第1条　この条例は", Some(("article", "第1条"))),
            ("第九条の三　甲", Some(("article", "第九条の三"))),
            (
                "第十二条から第十五条まで　削除",
                Some(("article", "第十二条から第十五条まで")),
            ),
            ("第1条及び第2条 削除", Some(("article", "第1条及び第2条"))),
            ("第1条の規定は、適用しない。", None),
            ("第一章の二　総則", Some(("division", "第一章の二"))),
            ("第一章から", None),
            ("２　前項の", Some(("paragraph", "２"))),
            ("2023年", None),
            ("②町長は", Some(("paragraph", "②"))),
            ("十二　住民", Some(("item", "十二"))),
            ("二及び三　削除", Some(("item", "二及び三"))),
            ("一般の", None),
            ("(3の2)　甲", Some(("item", "(3の2)"))),
            ("イ　相続人", Some(("subitem", "イ"))),
            ("（ロ）　甲", Some(("subitem", "（ロ）"))),
            ("イベント", None),
            ("附　則", Some(("supplement", "附　則"))),
            (
                "附則(平成18年3月31日条例第25号)抄",
                Some(("supplement", "附則")),
            ),
            ("附則第2項の規定", None),
            ("別表第一（第三条関係）", Some(("schedule", "別表第一"))),
            ("別表に掲げる", None),
            ("附則別表第二", Some(("schedule", "附則別表第二"))),
            ("別記様式(第7条関係)", Some(("appendix", "別記様式"))),
            (
                "様式第1号の2（第3条関係）",
                Some(("appendix", "様式第1号の2")),
            ),
            ("様式は、市長が定める。", None),
            ("目　次", Some(("contents", "目　次"))),
            (
                "（閲覧（写し）の方法）",
                Some(("caption", "（閲覧（写し）の方法）")),
            ),
            ("（甲）及び（乙）", None),
            ("備考　甲", Some(("remarks", "備考"))),
        ] {
            assert_eq!(label(line), expected, "{line}");
        }
    }
}
