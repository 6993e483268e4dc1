//! Laws of the codes with check digits.
#![allow(clippy::string_slice, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use tosei_types::{
    CorporateNumber, CorporateNumberError, LocalGovernmentCode, LocalGovernmentCodeError,
    proptest::{corporate_numbers, local_government_codes},
};

fn digits(text: &str) -> Vec<u32> {
    text.chars().map(|c| c.to_digit(10).unwrap()).collect()
}

/// The text with one digit replaced.
fn with_digit(text: &str, at: usize, digit: u32) -> String {
    let mut all = digits(text);
    all[at] = digit;
    all.iter().map(u32::to_string).collect()
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
        .collect()
}

proptest! {
    /// Law: a corporate number reads back from its text and its JSON, and from full-width digits
    /// by the lenient reader only.
    #[test]
    fn corporate_number_round_trip(number in corporate_numbers()) {
        let text = number.to_string();
        prop_assert_eq!(text.parse(), Ok(number));
        let json = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(serde_json::from_str::<CorporateNumber>(&json).unwrap(), number);
        prop_assert_eq!(CorporateNumber::read_written(&full_width(&text)), Ok(number));
        prop_assert!(full_width(&text).parse::<CorporateNumber>().is_err());
        prop_assert_eq!(CorporateNumber::from_base_number(&number.base_number()), Ok(number));
    }

    /// Law: one wrong digit is found unless it is a 0 for a 9 (or the other way) behind the first.
    #[test]
    fn corporate_number_finds_one_wrong_digit(
        number in corporate_numbers(),
        at in 0..13usize,
        digit in 0..10u32,
    ) {
        let text = number.to_string();
        let before = digits(&text)[at];
        prop_assume!(before != digit);
        let unseen = at > 0 && before.abs_diff(digit) == 9;
        let wrong = with_digit(&text, at, digit).parse::<CorporateNumber>();
        prop_assert_eq!(wrong.is_ok(), unseen);
    }

    /// Law: an exchange of neighbours behind the check digit is found unless it is of 0 and 9.
    #[test]
    fn corporate_number_finds_exchanged_neighbours(
        number in corporate_numbers(),
        at in 1..12usize,
    ) {
        let text = number.to_string();
        let (left, right) = (digits(&text)[at], digits(&text)[at + 1]);
        prop_assume!(left != right);
        let wrong = with_digit(&with_digit(&text, at, right), at + 1, left);
        prop_assert_eq!(wrong.parse::<CorporateNumber>().is_ok(), left.abs_diff(right) == 9);
    }

    /// Law: the error names the digit that would have fitted.
    #[test]
    fn the_expected_check_digit_fits(base in "[0-9]{12}", first in 0..10u32) {
        if let Err(CorporateNumberError::CheckDigit { expected, .. }) =
            format!("{first}{base}").parse::<CorporateNumber>()
        {
            let fitting = format!("{expected}{base}");
            prop_assert!(fitting.parse::<CorporateNumber>().is_ok());
        }
        if let Err(LocalGovernmentCodeError::CheckDigit { expected, .. }) =
            base[..6].parse::<LocalGovernmentCode>()
        {
            let fitting = format!("{}{expected}", &base[..5]);
            prop_assert!(fitting.parse::<LocalGovernmentCode>().is_ok());
        }
    }

    /// Law: a local government code reads back from its text, its JSON and its first five digits.
    #[test]
    fn local_government_code_round_trip(code in local_government_codes()) {
        let text = code.to_string();
        prop_assert_eq!(text.parse(), Ok(code));
        let json = serde_json::to_string(&code).unwrap();
        prop_assert_eq!(serde_json::from_str::<LocalGovernmentCode>(&json).unwrap(), code);
        prop_assert_eq!(LocalGovernmentCode::from_body(&code.body()), Ok(code));
        prop_assert_eq!(LocalGovernmentCode::read_written(&full_width(&text)), Ok(code));
        prop_assert!(full_width(&text).parse::<LocalGovernmentCode>().is_err());
    }

    /// Law: one wrong digit is found, but for those that exchange the remainders 0 and 10 of the
    /// weighted sum, which share the check digit 1.
    #[test]
    fn local_government_code_finds_one_wrong_digit(
        code in local_government_codes(),
        at in 0..6usize,
        digit in 0..10u32,
    ) {
        let text = code.to_string();
        prop_assume!(digits(&text)[at] != digit);
        let wrong = with_digit(&text, at, digit);
        let remainder = |text: &str| {
            digits(text).iter().zip([6, 5, 4, 3, 2]).map(|(d, w)| d * w).sum::<u32>() % 11
        };
        let both = (remainder(&text), remainder(&wrong));
        let unseen = at < 5 && matches!(both, (0, 10) | (10, 0));
        prop_assert_eq!(wrong.parse::<LocalGovernmentCode>().is_ok(), unseen);
    }

    /// Law: a code that lost its leading zero is offered again in the error.
    #[test]
    fn a_lost_zero_is_offered(body in "0[1-9][0-9]{3}") {
        let code = LocalGovernmentCode::from_body(&body).unwrap();
        let error = code.to_string()[1..].parse::<LocalGovernmentCode>().unwrap_err();
        let LocalGovernmentCodeError::FiveDigits { without_leading_zero, .. } = error else {
            panic!("{error}");
        };
        prop_assert_eq!(without_leading_zero, Some(code));
    }

    /// Law: no text makes the readers panic, and an error's offset is that of its character.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,20}|[0-9０-９ -]{0,15}") {
        if let Err(CorporateNumberError::NotADigit { character, byte_offset, .. }) =
            text.parse::<CorporateNumber>()
        {
            prop_assert!(text[byte_offset..].starts_with(character));
        }
        if let Err(LocalGovernmentCodeError::NotADigit { character, byte_offset, .. }) =
            LocalGovernmentCode::read_written(&text)
        {
            prop_assert!(text[byte_offset..].starts_with(character));
        }
        let _ = CorporateNumber::read_written(&text);
        let _ = text.parse::<LocalGovernmentCode>();
    }
}
