//! Numerals as Japanese documents write them: half-width, full-width, kanji.

use std::borrow::Cow;

/// Folds full-width letters, digits, signs and the ideographic space to their half-width forms.
///
/// Only the block U+FF01 to U+FF5E and U+3000 change; katakana, kanji and everything else stay,
/// so a text keeps its meaning and its characters can still be counted.
///
/// # Examples
///
/// ```
/// use tosei_types::numeral::fold_width;
///
/// assert_eq!(fold_width("Ｒ６．３　末"), "R6.3 末");
/// assert!(matches!(fold_width("R6.3"), std::borrow::Cow::Borrowed(_)));
/// ```
#[must_use]
pub fn fold_width(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| fold_char(c) != c) {
        Cow::Owned(text.chars().map(fold_char).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Folds one character as [`fold_width`] does.
#[must_use]
pub fn fold_char(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character).wrapping_sub(0xFEE0)).unwrap_or(character)
        }
        other => other,
    }
}

/// The value of one kanji digit (〇 to 九), if it is one.
#[must_use]
pub fn kanji_digit(character: char) -> Option<u64> {
    Some(match character {
        '〇' | '零' => 0,
        '一' | '壱' => 1,
        '二' | '弐' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn kanji_unit(character: char) -> Option<u64> {
    Some(match character {
        '十' | '拾' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// Reads the numeral at the start of a text: its value and how many bytes it takes.
///
/// Understood are half-width and full-width digits (`１８`), kanji with units up to 万 (百二十三,
/// 一万二千), and kanji by place (一〇三, 二五). A numeral ends where the next character cannot
/// continue it. `None` if the text does not start with a numeral or the value
/// does not fit in 64 bits.
///
/// Digits of different scripts do not continue each other: 「1二」 reads as 1.
///
/// # Examples
///
/// ```
/// use tosei_types::numeral::leading_numeral;
///
/// assert_eq!(leading_numeral("百六条"), Some((106, "百六".len())));
/// assert_eq!(leading_numeral("１８歳"), Some((18, "１８".len())));
/// assert_eq!(leading_numeral("一〇三"), Some((103, "一〇三".len())));
/// assert_eq!(leading_numeral("第3条"), None);
/// ```
#[must_use]
pub fn leading_numeral(text: &str) -> Option<(u64, usize)> {
    let first = text.chars().next()?;
    if fold_char(first).is_ascii_digit() {
        leading_arabic(text)
    } else {
        leading_kanji(text)
    }
}

fn leading_arabic(text: &str) -> Option<(u64, usize)> {
    let mut value = 0u64;
    let mut bytes = 0usize;
    for character in text.chars() {
        let Some(digit) = fold_char(character).to_digit(10) else {
            break;
        };
        value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
        bytes = bytes.checked_add(character.len_utf8())?;
    }
    Some((value, bytes))
}

/// Places first (一〇三), units after (百三): the two styles differ by whether a unit occurs.
fn leading_kanji(text: &str) -> Option<(u64, usize)> {
    let mut bytes = 0usize;
    let mut place_value = 0u64; // 一〇三 read so far by place
    let mut below_man = 0u64; // closed units below 万
    let mut above_man = 0u64; // closed 万 part
    let mut digit: Option<u64> = None;
    let mut digits_in_a_row = 0u32;
    let mut units_seen = false;
    let mut last_unit = u64::MAX;
    for character in text.chars() {
        if let Some(value) = kanji_digit(character) {
            if units_seen && digit.is_some() {
                break; // 百二三: the second digit belongs to something else
            }
            place_value = place_value.checked_mul(10)?.checked_add(value)?;
            digit = Some(value);
            digits_in_a_row = digits_in_a_row.saturating_add(1);
        } else if let Some(unit) = kanji_unit(character) {
            if digits_in_a_row > 1 || unit >= last_unit || digit == Some(0) {
                break;
            }
            below_man = below_man.checked_add(digit.unwrap_or(1).checked_mul(unit)?)?;
            (units_seen, last_unit, digit, digits_in_a_row) = (true, unit, None, 0);
        } else if character == '万' && above_man == 0 && (units_seen || digit.is_some()) {
            let head = if units_seen {
                below_man.checked_add(digit.unwrap_or(0))?
            } else {
                place_value
            };
            above_man = head.checked_mul(10_000)?;
            (below_man, place_value) = (0, 0);
            (units_seen, last_unit, digit, digits_in_a_row) = (true, u64::MAX, None, 0);
        } else {
            break;
        }
        bytes = bytes.checked_add(character.len_utf8())?;
    }
    if bytes == 0 {
        return None;
    }
    let value = if units_seen {
        above_man
            .checked_add(below_man)?
            .checked_add(digit.unwrap_or(0))?
    } else {
        place_value
    };
    Some((value, bytes))
}

/// Writes a number from 1 to 9,999 in the kanji form of statutes (百六, 二十三, 千二百).
///
/// `None` outside that range.
///
/// # Examples
///
/// ```
/// use tosei_types::numeral::to_kanji;
///
/// assert_eq!(to_kanji(106).as_deref(), Some("百六"));
/// assert_eq!(to_kanji(10).as_deref(), Some("十"));
/// assert_eq!(to_kanji(0), None);
/// ```
#[must_use]
pub fn to_kanji(number: u64) -> Option<String> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if !(1..=9_999).contains(&number) {
        return None;
    }
    let mut text = String::new();
    let mut rest = number;
    for (unit, sign) in [
        (1000, Some('千')),
        (100, Some('百')),
        (10, Some('十')),
        (1, None),
    ] {
        let digit = rest.checked_div(unit)?;
        rest = rest.checked_rem(unit)?;
        if digit == 0 {
            continue;
        }
        if digit > 1 || sign.is_none() {
            text.push(*DIGITS.get(usize::try_from(digit).ok()?)?);
        }
        text.extend(sign);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statute_numerals_read_back() {
        for number in 1..=9_999 {
            let kanji = to_kanji(number).unwrap();
            assert_eq!(
                leading_numeral(&kanji),
                Some((number, kanji.len())),
                "{kanji}"
            );
        }
    }

    #[test]
    fn a_numeral_ends_where_the_next_sign_cannot_continue_it() {
        for (text, value, taken) in [
            ("二十三項", 23, "二十三"),
            ("百二三", 102, "百二"),
            ("三〇日", 30, "三〇"),
            ("一万二千", 12_000, "一万二千"),
            ("十万", 100_000, "十万"),
            ("1二", 1, "1"),
            ("一2", 1, "一"),
        ] {
            assert_eq!(leading_numeral(text), Some((value, taken.len())), "{text}");
        }
    }

    #[test]
    fn what_is_no_numeral_or_too_large_is_none() {
        for text in ["", "条", "万", "99999999999999999999999"] {
            assert_eq!(leading_numeral(text), None, "{text}");
        }
    }
}
