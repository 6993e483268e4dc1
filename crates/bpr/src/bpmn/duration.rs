//! Lengths of time as ISO 8601 writes them, where they are an exact number of minutes.

use crate::Minutes;
use tosei_types::ExactNumber;

/// Weeks, days, hours, minutes, seconds (`P1DT2H30M`, `P2W`); `None` for years and months, whose
/// length differs, and for what is no length.
pub(super) fn minutes(text: &str) -> Option<Minutes> {
    let text = text.trim().strip_prefix('P')?;
    let (days, time) = text.split_once('T').unwrap_or((text, ""));
    if text.ends_with('T') || text.is_empty() {
        return None;
    }
    let (mut above, mut below) = (0i128, 1i128);
    let parts = [(days, "WD"), (time, "HMS")];
    for (mut rest, units) in parts {
        let mut next = 0usize;
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
            let (number, behind) = rest.split_at_checked(digits)?;
            let unit = behind.chars().next()?;
            // Each unit once, in this order.
            let order = units.find(unit).filter(|order| *order >= next)?;
            next = order.checked_add(1)?;
            let number: ExactNumber = number.parse().ok()?;
            let (times, parts) = match unit {
                'W' => (10_080i128, 1i128),
                'D' => (1_440, 1),
                'H' => (60, 1),
                'M' => (1, 1),
                _ => (1, 60),
            };
            let denominator = i128::from(number.denominator()).checked_mul(parts)?;
            let product = i128::from(number.numerator()).checked_mul(times)?;
            above = above
                .checked_mul(denominator)?
                .checked_add(product.checked_mul(below)?)?;
            below = below.checked_mul(denominator)?;
            rest = behind.get(1..)?;
        }
    }
    let common = greatest_common_divisor(above, below);
    let above = i64::try_from(above.checked_div(common)?).ok()?;
    let below = u64::try_from(below.checked_div(common)?).ok()?;
    Minutes::try_new(ExactNumber::try_new(above, below).ok()?).ok()
}

fn greatest_common_divisor(mut left: i128, mut right: i128) -> i128 {
    while let Some(rest) = left.checked_rem(right) {
        (left, right) = (right, rest);
    }
    left.max(1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_length_is_minutes_or_nothing() {
        for (text, expected) in [
            ("PT30M", Some("30")),
            ("P1D", Some("1440")),
            ("P1DT2H30M", Some("1590")),
            ("P2W", Some("20160")),
            ("PT90S", Some("1.5")),
            ("PT1.5H", Some("90")),
            ("PT0S", Some("0")),
            ("P1M", None),
            ("P1Y", None),
            ("PT", None),
            ("P", None),
            ("30M", None),
            ("PT30", None),
            ("PT1M1H", None),
            ("PT1M1M", None),
            ("-PT1M", None),
            ("${duration}", None),
        ] {
            let read = super::minutes(text).map(|minutes| minutes.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
