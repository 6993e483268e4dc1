//! How wide a text will be, and where it may be broken.
#![deny(clippy::arithmetic_side_effects)]

use crate::text::visible_text;

/// How wide a text is at most, in hundredths of an em (the size of the type).
///
/// A page cannot know the reader's fonts, so this is an estimate from above: full-width
/// characters and everything unknown take 1 em, half-width kana half an em, pictographs 1.4 em,
/// marks that stand on another character nothing. Letters of the Latin alphabet are not half an
/// em in any usual font, so they have four classes (0.45, 0.65, 0.8 and 1 em), which no letter of
/// the usual Japanese and Latin fonts passes in the regular weight.
///
/// The text is taken as it shows (see [`visible_text`]); a line feed
/// counts as a blank.
///
/// # Examples
///
/// ```
/// use tosei_page::text_width;
///
/// assert_eq!(text_width("住民票"), 300);
/// assert_eq!(text_width("ｼﾞｭｳ"), 200);
/// assert_eq!(text_width("か\u{3099}"), 100); // a base and its mark
/// assert_eq!(text_width("47.2 %"), 385);
/// ```
#[must_use]
pub fn text_width(text: &str) -> u64 {
    visible_text(text).chars().fold(0, |sum, character| {
        sum.saturating_add(character_width(character))
    })
}

fn character_width(character: char) -> u64 {
    match character {
        ' ' | '\t' | '\n' | '!' | '\'' | '(' | ')' | ',' | '-' | '.' | '/' | ':' | ';' | '['
        | '\\' | ']' | '|' | 'I' | 'f' | 'i' | 'j' | 'l' => 45,
        '%' | '@' | 'M' | 'W' | 'm' | 'w' => 100,
        '#' | '&' | '+' | '<' | '=' | '>' | '^' | '~' | 'A'..='Z' => 80,
        '\u{21}'..='\u{7E}' => 65,
        '\u{FF61}'..='\u{FF9F}' | '\u{FFE8}'..='\u{FFEE}' => 50,
        other if stands_on_another(other) => 0,
        '\u{1F000}'..='\u{1FAFF}' => 140,
        _ => 100,
    }
}

/// Whether a character belongs to the one before it: combining marks, variation selectors, joiners.
fn stands_on_another(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'
        | '\u{20D0}'..='\u{20F0}'
        | '\u{3099}' | '\u{309A}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}'
        | '\u{E0100}'..='\u{E01EF}')
}

/// Breaks a text into lines that are at most `line_width` wide, in hundredths of an em.
///
/// Japanese is broken between any two characters, except before closing and after opening
/// punctuation (禁則); words and numbers stay whole where they fit on a line. What does not fit into
/// `line_count` lines is left out, and the last line then ends with 「…」. White space in a row
/// becomes one blank.
///
/// Every line is at most `line_width` wide by [`text_width`], if `line_width` is at least 700, which
/// is the widest thing that is never broken (joined pictographs) with its 「…」. A narrower line
/// takes at least one character, whatever its width.
///
/// # Examples
///
/// ```
/// use tosei_page::wrap_text;
///
/// assert_eq!(
///     wrap_text("児童手当（新規）の認定請求", 500, 3),
///     ["児童手当", "（新規）の", "認定請求"] // no line starts with 「）」 or ends with 「（」
/// );
/// assert_eq!(wrap_text("児童手当の認定請求", 400, 2), ["児童手当", "の認定…"]);
/// ```
#[must_use]
pub fn wrap_text(text: &str, line_width: u64, line_count: usize) -> Vec<String> {
    let clusters = clusters(text);
    let mut lines = Vec::new();
    let mut rest = clusters.as_slice();
    while !rest.is_empty() {
        if lines.len() >= line_count {
            break;
        }
        let fit = fitting(rest, line_width);
        if fit == rest.len() {
            lines.push(joined(rest));
            break;
        }
        if lines.len().saturating_add(1) == line_count {
            let room = line_width.saturating_sub(character_width('…'));
            let (kept, _) = rest.split_at(fitting(rest, room));
            lines.push(format!("{}…", joined(kept)));
            break;
        }
        let (line, after) = rest.split_at(break_at(rest, fit));
        lines.push(joined(line));
        rest = after;
        while let Some((first, others)) = rest.split_first() {
            if !first.is_blank() {
                break;
            }
            rest = others;
        }
    }
    lines
}

/// Pictographs that are joined stay together up to this width (four of them).
const WIDEST_CLUSTER: u64 = 600;

/// A character and the marks that stand on it.
struct Cluster {
    text: String,
    base: char,
    width: u64,
}

impl Cluster {
    fn is_blank(&self) -> bool {
        self.base == ' '
    }

    fn is_in_word(&self) -> bool {
        matches!(self.base, '!'..='\u{1FFF}')
    }
}

fn clusters(text: &str) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut joins = false;
    for character in visible_text(text).trim().chars() {
        let character = if character.is_whitespace() {
            ' '
        } else {
            character
        };
        let width = character_width(character);
        match clusters.last_mut() {
            Some(last) if character == ' ' && last.is_blank() => {}
            Some(last)
                if (stands_on_another(character) && !last.is_blank())
                    || (joins && last.width.saturating_add(width) <= WIDEST_CLUSTER) =>
            {
                last.text.push(character);
                last.width = last.width.saturating_add(width);
            }
            _ => clusters.push(Cluster {
                text: character.to_string(),
                base: character,
                width,
            }),
        }
        joins = character == '\u{200D}';
    }
    clusters
}

/// How many clusters from the start fit on a line; at least one, so that every step moves on.
fn fitting(clusters: &[Cluster], line_width: u64) -> usize {
    let mut used = 0u64;
    for (before, cluster) in clusters.iter().enumerate() {
        used = used.saturating_add(cluster.width);
        if used > line_width {
            return before.max(1);
        }
    }
    clusters.len()
}

/// The best place to break, at or before `fitting`; `fitting` itself if there is none.
fn break_at(clusters: &[Cluster], fitting: usize) -> usize {
    (1..=fitting)
        .rev()
        .find(
            |&at| match (clusters.get(at.saturating_sub(1)), clusters.get(at)) {
                (Some(before), Some(after)) => may_break(before, after),
                _ => false,
            },
        )
        .unwrap_or(fitting)
}

fn may_break(before: &Cluster, after: &Cluster) -> bool {
    const NOT_FIRST: &str = "、。，．・：；？！）］｝」』】〕〉》ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％,.!?:;)]}%";
    const NOT_LAST: &str = "（［｛「『【〔〈《([{";
    if before.is_blank() || after.is_blank() {
        return true;
    }
    !(NOT_FIRST.contains(after.base)
        || NOT_LAST.contains(before.base)
        || (before.is_in_word() && after.is_in_word() && !matches!(before.base, '-' | '/')))
}

fn joined(clusters: &[Cluster]) -> String {
    let mut line: String = clusters
        .iter()
        .map(|cluster| cluster.text.as_str())
        .collect();
    line.truncate(line.trim_end_matches(' ').len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_takes_exactly_its_width_and_no_more() {
        assert_eq!(wrap_text("一二三四五", 500, 9), ["一二三四五"]);
        assert_eq!(wrap_text("一二三四五", 499, 9), ["一二三四", "五"]);
    }

    #[test]
    fn words_and_numbers_stay_whole_where_they_fit() {
        assert_eq!(
            wrap_text("online by renewal of the system", 700, 9),
            ["online by", "renewal of", "the system"]
        );
        assert_eq!(wrap_text("件数は1,520件", 600, 9), ["件数は", "1,520件"]);
        assert_eq!(wrap_text("abcdefghij", 200, 9), ["abc", "def", "ghi", "j"]);
    }

    #[test]
    fn closing_punctuation_is_not_first_and_opening_not_last() {
        assert_eq!(wrap_text("申請書、届出", 300, 9), ["申請", "書、届", "出"]);
        assert_eq!(wrap_text("申請（届）出", 300, 9), ["申請", "（届）", "出"]);
    }

    #[test]
    fn what_does_not_fit_is_marked_as_left_out() {
        assert_eq!(wrap_text("一二三四五六七", 300, 2), ["一二三", "四五…"]);
        assert_eq!(wrap_text("一二三四五六", 300, 2), ["一二三", "四五六"]);
        assert!(wrap_text("一二三", 300, 0).is_empty());
        assert!(wrap_text(" \n\t ", 300, 3).is_empty());
    }

    #[test]
    fn marks_and_joined_pictographs_stay_with_their_base() {
        assert_eq!(
            wrap_text("葛\u{E0100}飾葛\u{E0100}", 200, 9),
            ["葛\u{E0100}飾", "葛\u{E0100}"]
        );
        let family = "👩\u{200D}👧";
        assert_eq!(
            wrap_text(&format!("{family}{family}"), 300, 9),
            [family, family]
        );
    }
}
