//! What a cell's text looks like.

use crate::JapaneseEncoding;
use tosei_types::numeral::fold_width;

/// `-12.5`, `1204`: what a program takes for a number.
pub(super) fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(part)
}

/// A number with signs or words around it that a program does not take for a number: 「1,204」,
/// 「▲5」, 「12人」, 「１２」, 「約300」.
pub(super) fn is_decorated_number(text: &str) -> bool {
    let folded = fold_width(text.trim());
    let bare: String = folded
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{A0}'))
        .collect();
    let signs = [
        '▲', '△', '-', '−', '+', '約', '¥', '\\', '(', '<', '>', '$', '±',
    ];
    let words = [
        "円",
        "人",
        "件",
        "%",
        "％",
        "回",
        "日",
        "年",
        "月",
        "千",
        "百万",
        "億",
        "台",
        "戸",
        "世帯",
        "未満",
        "以上",
        "以下",
        "程度",
        "超",
        "余",
        ")",
        "※",
        "*",
        "P",
        "r",
        "pt",
        "ポイント",
    ];
    let mut rest = bare.trim_start_matches(signs);
    let mut shortened = true;
    while shortened {
        shortened = false;
        for word in words {
            if let Some(shorter) = rest.strip_suffix(word)
                && !shorter.is_empty()
            {
                rest = shorter;
                shortened = true;
            }
        }
    }
    is_plain_number(rest) && !is_plain_number(text)
}

/// More than one number in one cell: each of several lines begins with a digit, or a number is
/// followed by one in brackets.
pub(super) fn has_several_data(text: &str) -> bool {
    if !text.chars().any(char::is_numeric) {
        return false;
    }
    let folded = fold_width(text.trim());
    let number = |part: &str| {
        let part = part.trim();
        !part.is_empty() && (is_plain_number(part) || is_decorated_number(part))
    };
    let lines: Vec<&str> = folded
        .split('\n')
        .filter(|line| !line.trim().is_empty())
        .collect();
    if lines.len() > 1 && lines.iter().all(|line| number(line)) {
        return true;
    }
    let bracketed = folded
        .strip_suffix(')')
        .and_then(|text| text.split_once('('));
    if let Some((before, inside)) = bracketed
        && number(before)
        && number(inside)
    {
        return true;
    }
    let parts: Vec<&str> = folded.split(['/', '、', ';']).collect();
    parts.len() == 2 && parts.iter().all(|part| number(part))
}

/// Blanks at an end, a line break, two blanks in a row, or letters that are spaced out (「東　京」).
pub(super) fn is_laid_out_by_blanks(text: &str) -> bool {
    if !text.contains(char::is_whitespace) {
        return false;
    }
    if text.trim() != text || text.contains(['\n', '\r', '\t']) {
        return true;
    }
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|three| match three {
        [before, blank, behind] => {
            (blank.is_whitespace() && behind.is_whitespace())
                || (*blank == '\u{3000}'
                    && is_japanese(*before)
                    && is_japanese(*behind)
                    && letters.len() <= 7)
        }
        _ => false,
    })
}

fn is_japanese(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FE}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// 〃, 同上 and the like.
pub(super) fn is_ditto(text: &str) -> bool {
    matches!(
        text.trim(),
        "〃" | "″" | "\"" | "々" | "同上" | "同左" | "同" | "上に同じ"
    )
}

/// The first character that is not in JIS X 0208.
///
/// 〜, − and ‖ are (their second code is that of Windows), and so are ¢, £ and ¬; ¥ and ‾ are in
/// JIS X 0201.
pub(super) fn dependent_character(text: &str) -> Option<char> {
    if JapaneseEncoding::ShiftJis.has_all(text) {
        return None;
    }
    let shared = ['〜', '−', '‖', '¢', '£', '¬', '¥', '‾', '—'];
    text.chars()
        .find(|c| !JapaneseEncoding::ShiftJis.has(*c) && !shared.contains(c))
}

/// An era year without a Gregorian year in the same cell: 「令和6年度」, 「R6」, 「H31.4」.
pub(super) fn has_era_alone(text: &str) -> bool {
    let signs = [
        '治', '正', '和', '成', 'M', 'T', 'S', 'H', 'R', 'Ｍ', 'Ｔ', 'Ｓ', 'Ｈ', 'Ｒ',
    ];
    if !text.contains(signs) {
        return false;
    }
    let folded = fold_width(text.trim());
    let eras = ["明治", "大正", "昭和", "平成", "令和"];
    let named = eras.iter().any(|era| {
        folded.match_indices(era).any(|(at, era)| {
            let behind = folded
                .get(at.saturating_add(era.len())..)
                .unwrap_or_default();
            behind
                .trim_start()
                .starts_with(|c: char| c == '元' || c.is_ascii_digit())
        })
    });
    let mut letters = folded.chars();
    let letter = letters
        .next()
        .is_some_and(|c| matches!(c, 'M' | 'T' | 'S' | 'H' | 'R'));
    let rest = letters.as_str();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest.get(digits..).unwrap_or_default();
    let short = letter
        && (1..=2).contains(&digits)
        && (behind.is_empty() || behind.starts_with(['.', '年', '/', '度']));
    (named || short) && !has_gregorian_year(&folded)
}

fn has_gregorian_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| {
        digits.len() >= 4
            && (digits.starts_with("18") || digits.starts_with("19") || digits.starts_with("20"))
    })
}

/// A text in a column of numbers that is neither a number nor one of the marks that the rules name.
pub(super) fn is_special_mark(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && !matches!(text, "X" | "***")
        && !text.chars().any(char::is_numeric)
        && text.chars().count() <= 6
}

/// Signs that stand where there is no number.
pub(super) fn is_mark(text: &str) -> bool {
    let signs = "XxＸｘ*＊-－−‐ー—―…‥・.";
    let text = text.trim();
    (1..=4).contains(&text.chars().count()) && text.chars().all(|c| signs.contains(c))
}

/// Whether a header or a line above the table says a unit.
pub(super) fn says_a_unit(text: &str) -> bool {
    let units = [
        "単位", "件", "人", "円", "％", "%", "率", "数", "回", "日", "時間", "分", "年", "月",
        "割合", "㎡", "㎢", "m2", "km", "kg", "トン", "世帯", "戸", "台", "枚", "歳",
    ];
    let folded = fold_width(text);
    units.iter().any(|unit| folded.contains(unit)) || (folded.contains('(') && folded.contains(')'))
}

/// Headers of columns whose digits are names and no numbers.
pub(super) fn is_name_header(text: &str) -> bool {
    let folded = fold_width(text).to_lowercase();
    let names = ["id", "番号", "コード", "code", "no.", "№", "電話"];
    let years = ["年", "年度", "年次", "年月", "月"];
    names.iter().any(|name| folded.contains(name))
        || years.iter().any(|year| folded.ends_with(year))
        || folded == "no"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_decorated_ones() {
        for text in [
            "1,204",
            "▲5",
            "12人",
            "１２",
            "約300",
            "10件未満",
            "50 %",
            "(30)",
            "¥1,000",
            "12*",
        ] {
            assert!(is_decorated_number(text), "{text}");
        }
        for text in [
            "1204",
            "-5",
            "0.5",
            "P-1",
            "2026-03-31",
            "即日",
            "",
            "1-2",
            "第3号",
        ] {
            assert!(!is_decorated_number(text), "{text}");
        }
    }

    #[test]
    fn era_years_alone_are_found() {
        for text in ["令和6年度", "R6", "Ｈ３１．４", "平成元年", "（令和 6年）"]
        {
            assert!(has_era_alone(text), "{text}");
        }
        for text in [
            "令和6年度（2024年度）",
            "2024年度",
            "R6A",
            "令和の改革",
            "平成",
            "HR",
            "R",
            "S123",
        ] {
            assert!(!has_era_alone(text), "{text}");
        }
    }

    #[test]
    fn several_data_and_layout() {
        for text in ["120（30）", "12\n34", "12／34", "10、20"] {
            assert!(has_several_data(text), "{text}");
        }
        for text in ["120", "甲\n乙", "1,204", "(30)", "2026/3/31", "A(1)"] {
            assert!(!has_several_data(text), "{text}");
        }
        for text in [" 甲", "甲　", "東　京", "甲\n乙", "甲  乙"] {
            assert!(is_laid_out_by_blanks(text), "{text}");
        }
        for text in ["甲 乙", "東京都　建設局　道路管理部", "Tokyo City"] {
            assert!(!is_laid_out_by_blanks(text), "{text}");
        }
    }

    #[test]
    fn dependent_characters_are_those_beyond_jis_x_0208() {
        for (text, found) in [
            ("手続", None),
            ("①", Some('①')),
            ("面積㎡", Some('㎡')),
            ("髙", Some('髙')),
            ("10〜20", None),
            ("\u{E000}", Some('\u{E000}')),
            ("ｱｲｳ", None),
            ("𠮷", Some('𠮷')),
        ] {
            assert_eq!(dependent_character(text), found, "{text}");
        }
    }
}
