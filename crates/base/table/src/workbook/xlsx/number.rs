//! Numbers of a workbook as exact decimal text.

/// Exponents beyond this stay as written: nobody counts in such numbers.
const LARGEST_EXPONENT: i64 = 40;

/// Puts the plain form of a number behind a text: no exponent, no point in a whole number, no
/// leading zeros. `None`, with nothing put, if the text is no number.
pub(super) fn push_number(written: &str, out: &mut String) -> Option<()> {
    let written = written.trim_ascii();
    let bytes = written.as_bytes();
    // Nearly all: a whole number as a program writes it.
    if (1..=15).contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_digit)
        && (bytes.first() != Some(&b'0') || bytes.len() == 1)
    {
        out.push_str(written);
        return Some(());
    }
    let (negative, unsigned) = match bytes.first()? {
        b'-' => (true, written.get(1..)?),
        b'+' => (false, written.get(1..)?),
        _ => (false, written),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.is_empty() && fraction.is_empty() {
        return None;
    }
    if exponent.abs() > LARGEST_EXPONENT {
        out.push_str(written);
        return Some(());
    }
    let all: String = [whole, fraction].concat();
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let (before, behind) = match usize::try_from(point) {
        Ok(point) if point <= all.len() => {
            let (before, behind) = all.split_at_checked(point)?;
            (before.to_owned(), behind.to_owned())
        }
        Ok(point) => (format!("{all:0<point$}"), String::new()),
        Err(_) => {
            let zeros = usize::try_from(point.checked_neg()?).ok()?;
            (String::new(), format!("{}{all}", "0".repeat(zeros)))
        }
    };
    let before = before.trim_start_matches('0');
    // 0.10 stays as written; 10.0 is a whole number.
    let behind = if behind.bytes().all(|byte| byte == b'0') {
        ""
    } else {
        &*behind
    };
    if negative && (!before.is_empty() || !behind.is_empty()) {
        out.push('-');
    }
    out.push_str(if before.is_empty() { "0" } else { before });
    if !behind.is_empty() {
        out.push('.');
        out.push_str(behind);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_plain_and_exact() {
        for (written, plain) in [
            ("1204", "1204"),
            ("0", "0"),
            ("10000.0", "10000"),
            ("1E4", "10000"),
            ("1.5E+3", "1500"),
            ("1.2345E2", "123.45"),
            ("1.2E-3", "0.0012"),
            ("-1E-2", "-0.01"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("12345678901234567890", "12345678901234567890"),
            (".5", "0.5"),
            ("5.", "5"),
            ("007", "7"),
            ("-0", "0"),
            ("-0.0", "0"),
            (" 3 ", "3"),
            ("1E300", "1E300"),
        ] {
            let mut out = String::new();
            assert_eq!(push_number(written, &mut out), Some(()), "{written}");
            assert_eq!(out, plain, "{written}");
        }
        for text in [
            "", ".", "-", "1,204", "1E", "E3", "0x10", "NaN", "1.2.3", "１",
        ] {
            let mut out = String::new();
            assert_eq!(push_number(text, &mut out), None, "{text}");
            assert_eq!(out, "");
        }
    }
}
