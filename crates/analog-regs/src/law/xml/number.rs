//! `Num` and the signs of subitems.

use tosei_types::{ProvisionNumber, Subitem};

/// 「18_15」 and 「12:15」: a number and, of a range, the last one.
pub(super) fn number(text: &str) -> Option<(ProvisionNumber, Option<ProvisionNumber>)> {
    let one = |text: &str| {
        let mut parts = [0u16; 6];
        let mut count = 0usize;
        for part in text.split('_') {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            *parts.get_mut(count)? = digits.then(|| part.parse().ok())??;
            count = count.saturating_add(1);
        }
        ProvisionNumber::try_new(parts.get(..count)?)
    };
    match text.split_once(':') {
        None => Some((one(text)?, None)),
        Some((first, last)) => Some((one(first)?, Some(one(last)?))),
    }
}

const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";

/// The sign that the number of a subitem stands for on its level, where none is printed.
pub(super) fn sign_of(level: u32, number: u16) -> Option<Subitem> {
    match level {
        1 => Subitem::kana(IROHA.chars().nth(usize::from(number.checked_sub(1)?))?),
        2 => Subitem::number(number),
        3 => Subitem::roman(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_and_ranges_are_read() {
        let of = |parts: &[u16]| ProvisionNumber::try_new(parts).unwrap();
        assert_eq!(number("18_15"), Some((of(&[18, 15]), None)));
        assert_eq!(number("12:15"), Some((of(&[12]), Some(of(&[15])))));
        for text in ["", "0", "1_", "一", "+1", "1:2:3", "1_2_3_4_5_6_7", "99999"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
