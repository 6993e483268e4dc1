//! Signs in front of provisions: numbers, イ, （１）, （ｉ）.

use tosei_types::{
    ProvisionNumber, Subitem,
    numeral::{fold_char, leading_numeral},
};

/// The sign of a subitem at the beginning of a text, and its bytes.
pub(super) fn leading(text: &str) -> Option<(Subitem, usize)> {
    let first = text.chars().next()?;
    if let Some(sign) = Subitem::kana(first) {
        let next = text.get(first.len_utf8()..)?.chars().next();
        let goes_on = next.is_some_and(|next| ('ァ'..='ヺ').contains(&next) || next == 'ー');
        return (!goes_on).then_some((sign, first.len_utf8()));
    }
    if let '⑴'..='⒇' = first {
        let number = u32::from(first)
            .saturating_sub(u32::from('⑴'))
            .saturating_add(1);
        return Some((Subitem::number(number.try_into().ok()?)?, first.len_utf8()));
    }
    let (inside, length) = bracketed(text)?;
    let folded: String = inside.chars().map(fold_char).collect();
    if let Some((number, taken)) = leading_numeral(&folded) {
        let whole = taken == folded.len();
        return whole.then(|| Some((Subitem::number(number.try_into().ok()?)?, length)))?;
    }
    let mut characters = folded.chars();
    if let (Some(kana), None) = (characters.next(), characters.next())
        && let Some(sign) = Subitem::parenthesized_kana(kana)
    {
        return Some((sign, length));
    }
    let roman = (1..=39).find(|number| roman(*number) == folded)?;
    Some((Subitem::roman(roman)?, length))
}

fn roman(number: u16) -> String {
    let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let unit = units
        .get(usize::from(number % 10))
        .copied()
        .unwrap_or_default();
    "x".repeat(usize::from(number / 10)) + unit
}

/// What stands in a pair of parentheses at the beginning, at most eight characters, and all its bytes.
pub(super) fn bracketed(text: &str) -> Option<(&str, usize)> {
    let first = text.chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let inner = text.get(first.len_utf8()..)?;
    let (end, close) = inner
        .char_indices()
        .take(9)
        .find(|(_, c)| matches!(c, ')' | '）'))?;
    let length = first
        .len_utf8()
        .checked_add(end)?
        .checked_add(close.len_utf8())?;
    Some((inner.get(..end)?, length))
}

/// A number and its branches: 「九条の三」 with unit 条 is 9の3, and 「九の三」 without unit too; all its bytes.
pub(super) fn numbered(text: &str, unit: Option<&str>) -> Option<(ProvisionNumber, usize)> {
    let (head, mut taken) = leading_numeral(text)?;
    let mut parts = [0u16; 6];
    *parts.first_mut()? = u16::try_from(head).ok()?;
    let mut count = 1usize;
    if let Some(unit) = unit {
        text.get(taken..)?.strip_prefix(unit)?;
        taken = taken.checked_add(unit.len())?;
    }
    while let Some(rest) = text
        .get(taken..)
        .and_then(|rest| rest.strip_prefix(['の', 'ノ']))
    {
        let Some((branch, length)) = leading_numeral(rest) else {
            break;
        };
        let Some(place) = parts.get_mut(count) else {
            break;
        };
        *place = u16::try_from(branch).ok()?;
        count = count.checked_add(1)?;
        taken = taken.checked_add('の'.len_utf8())?.checked_add(length)?;
    }
    Some((ProvisionNumber::try_new(parts.get(..count)?)?, taken))
}

/// The number of 「別表第一の二」 and the like; `None` where there is none.
pub(super) fn schedule_number(label: &str) -> Option<ProvisionNumber> {
    let at = label.find('第')?;
    let rest = label.get(at..)?.strip_prefix('第')?;
    numbered(rest, None).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read() {
        for (text, expected, length) in [
            ("イ　書面", "イ", 3),
            ("（１）　書面", "(1)", 9),
            ("(12) 書面", "(12)", 4),
            ("（ロ）", "(ロ)", 9),
            ("（ｉｖ）", "(iv)", 12),
            ("⑵", "(2)", 3),
            ("（三）", "(3)", 9),
        ] {
            let (sign, taken) = leading(text).unwrap();
            assert_eq!(
                (sign.to_string().as_str(), taken),
                (expected, length),
                "{text}"
            );
        }
        for text in ["", "クリーニング", "（目的）", "(1", "（0）", "1"] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_have_branches_behind_the_unit() {
        let read =
            |text, unit| numbered(text, unit).map(|(n, l)| (n.parts().collect::<Vec<_>>(), l));
        assert_eq!(
            read("九条の三　甲", Some("条")),
            Some((vec![9, 3], "九条の三".len()))
        );
        assert_eq!(read("9の2", None), Some((vec![9, 2], "9の2".len())));
        assert_eq!(read("9項", Some("条")), None);
        assert_eq!(read("1条の規定", Some("条")), Some((vec![1], "1条".len())));
        assert_eq!(
            schedule_number("別表第一の二"),
            ProvisionNumber::try_new(&[1, 2])
        );
        assert_eq!(schedule_number("別表"), None);
    }
}
