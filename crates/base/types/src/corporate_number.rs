//! 法人番号 (corporate numbers).
#![deny(clippy::arithmetic_side_effects)]

use crate::numeral::fold_char;
use std::{fmt, str::FromStr};

/// 法人番号 (corporate number): the 13-digit number of a legal person or public body.
///
/// The first digit is the 検査用数字 (check digit), the other twelve are the 基礎番号 (base number):
/// for registered companies the 会社法人等番号 of the commercial register.
///
/// # Invariant
///
/// 13 digits, and the first is the check digit of the other twelve: 9 minus the remainder, by 9, of
/// the sum of the digits taken once and twice in turn from the lowest. It is therefore 1 to 9 and a
/// corporate number never begins with 0. Whether the number was ever assigned is not known here.
///
/// # What the check digit finds
///
/// - Every wrong first digit.
/// - Every single wrong digit among the other twelve, **except 0 written as 9 or 9 as 0**: they
///   differ by 9 and the sum is taken by 9.
/// - Every exchange of two neighbours among the twelve, again except a 0 with a 9.
///
/// # Not to be confused with
///
/// 個人番号 and 会社法人等番号 (12 digits), 登録番号 of qualified invoices (`T` and 13 digits).
///
/// # Wire form
///
/// A string of 13 ASCII digits. Other scripts are read by [`read_written`](Self::read_written) only.
///
/// # Source
///
/// `corporate-number-rule` (法人番号の指定等に関する省令 第2条).
///
/// # Examples
///
/// ```
/// use tosei_types::CorporateNumber;
///
/// let number: CorporateNumber = "7000012050002".parse()?;
/// assert_eq!(number.check_digit(), 7);
/// assert_eq!(number.base_number(), "000012050002");
///
/// let error = "6000012050002".parse::<CorporateNumber>().unwrap_err();
/// assert_eq!(error.code(), "types.corporate_number.check_digit");
/// assert!(error.to_string().contains("expected `7`"));
/// // One error that the scheme cannot see: a 0 that became a 9.
/// assert!("7900012050002".parse::<CorporateNumber>().is_ok());
/// # Ok::<(), tosei_types::CorporateNumberError>(())
/// ```
#[doc(alias = "法人番号")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CorporateNumber {
    check_digit: u8,
    base: [u8; 12],
}

/// Why a text is not a [`CorporateNumber`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CorporateNumberError {
    /// The text is empty.
    #[error("a corporate number must not be empty")]
    Empty,
    /// Something else than an ASCII digit stands in the text.
    #[error("`{character}` at byte `{byte_offset}` is not an ASCII digit")]
    #[non_exhaustive]
    NotADigit {
        /// The first such character.
        character: char,
        /// Where it stands in the text, in bytes.
        byte_offset: usize,
    },
    /// Twelve digits: the base number alone, or a number that lost its first digit.
    #[error("`12` digits: with its check digit this base number would be `{completed}`")]
    #[non_exhaustive]
    BaseNumberOnly {
        /// The number that results if the twelve digits are the 基礎番号.
        completed: CorporateNumber,
    },
    /// Neither 13 digits nor 12.
    #[error("a corporate number has 13 digits, got `{digits}`")]
    #[non_exhaustive]
    WrongLength {
        /// How many digits were given.
        digits: usize,
    },
    /// The first digit is not the check digit of the others.
    #[error("check digit `{found}` does not fit, expected `{expected}`")]
    #[non_exhaustive]
    CheckDigit {
        /// The digit that fits the other twelve.
        expected: u8,
        /// The digit that was given.
        found: u8,
    },
}

impl CorporateNumberError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "types.corporate_number.empty",
            Self::NotADigit { .. } => "types.corporate_number.not_a_digit",
            Self::BaseNumberOnly { .. } => "types.corporate_number.base_number_only",
            Self::WrongLength { .. } => "types.corporate_number.wrong_length",
            Self::CheckDigit { .. } => "types.corporate_number.check_digit",
        }
    }
}

/// 9 − (Σ digit × 1, 2, 1, 2 … from the lowest, mod 9): always 1 to 9.
fn check_digit_of(base: &[u8; 12]) -> u8 {
    let sum = base
        .iter()
        .rev()
        .zip([1u16, 2].into_iter().cycle())
        .fold(0u16, |sum, (digit, weight)| {
            sum.saturating_add(u16::from(*digit).saturating_mul(weight))
        });
    9u16.saturating_sub(sum.checked_rem(9).unwrap_or(0))
        .try_into()
        .unwrap_or(0)
}

impl CorporateNumber {
    /// Puts the check digit in front of a 基礎番号 (base number) of twelve ASCII digits.
    ///
    /// # Errors
    ///
    /// - [`CorporateNumberError::Empty`] if there is no digit.
    /// - [`CorporateNumberError::NotADigit`] if something else stands in the text.
    /// - [`CorporateNumberError::WrongLength`] if there are not twelve.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tosei_types::CorporateNumber;
    /// let number = CorporateNumber::from_base_number("000012050002")?;
    /// assert_eq!(number.to_string(), "7000012050002");
    /// # Ok::<(), tosei_types::CorporateNumberError>(())
    /// ```
    pub fn from_base_number(text: &str) -> Result<Self, CorporateNumberError> {
        let digits = ascii_digits(text)?;
        let base: [u8; 12] =
            digits
                .as_slice()
                .try_into()
                .map_err(|_| CorporateNumberError::WrongLength {
                    digits: digits.len(),
                })?;
        Ok(Self {
            check_digit: check_digit_of(&base),
            base,
        })
    }

    /// Reads a number as people write it: full-width digits, and blanks or hyphens between them.
    ///
    /// # Errors
    ///
    /// As for [`FromStr`]; offsets are those in `text`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tosei_types::CorporateNumber;
    /// let number = CorporateNumber::read_written(" ７-0000-1205-0002")?;
    /// assert_eq!(number.to_string(), "7000012050002");
    /// assert!("７000012050002".parse::<CorporateNumber>().is_err());
    /// # Ok::<(), tosei_types::CorporateNumberError>(())
    /// ```
    pub fn read_written(text: &str) -> Result<Self, CorporateNumberError> {
        Self::from_digits(&written_digits(text).map_err(not_a_digit)?)
    }

    /// 検査用数字 (check digit), 1 to 9.
    #[must_use]
    pub fn check_digit(self) -> u8 {
        self.check_digit
    }

    /// 基礎番号 (base number): the twelve digits after the check digit.
    #[must_use]
    pub fn base_number(self) -> String {
        self.base.iter().map(|digit| char_of(*digit)).collect()
    }

    fn from_digits(digits: &[u8]) -> Result<Self, CorporateNumberError> {
        if digits.is_empty() {
            return Err(CorporateNumberError::Empty);
        }
        if let Ok(base) = <[u8; 12]>::try_from(digits) {
            let check_digit = check_digit_of(&base);
            return Err(CorporateNumberError::BaseNumberOnly {
                completed: Self { check_digit, base },
            });
        }
        let (found, base) = digits
            .split_first()
            .and_then(|(found, base)| Some((*found, <[u8; 12]>::try_from(base).ok()?)))
            .ok_or(CorporateNumberError::WrongLength {
                digits: digits.len(),
            })?;
        let expected = check_digit_of(&base);
        if found == expected {
            Ok(Self {
                check_digit: found,
                base,
            })
        } else {
            Err(CorporateNumberError::CheckDigit { expected, found })
        }
    }
}

pub(crate) fn char_of(digit: u8) -> char {
    char::from_digit(u32::from(digit), 10).unwrap_or('0')
}

/// The digits of a strict text, or the first character that is none and its byte offset.
pub(crate) fn strict_digits(text: &str) -> Result<Vec<u8>, (char, usize)> {
    text.char_indices()
        .map(|(at, character)| digit_of(character).ok_or((character, at)))
        .collect()
}

/// As [`strict_digits`], with full-width digits, and blanks and hyphens left out.
pub(crate) fn written_digits(text: &str) -> Result<Vec<u8>, (char, usize)> {
    text.char_indices()
        .filter(|(_, character)| !character.is_whitespace() && !"-‐‑–—―ー−－".contains(*character))
        .map(|(at, character)| digit_of(fold_char(character)).ok_or((character, at)))
        .collect()
}

fn digit_of(character: char) -> Option<u8> {
    character
        .to_digit(10)
        .and_then(|digit| digit.try_into().ok())
}

fn not_a_digit((character, byte_offset): (char, usize)) -> CorporateNumberError {
    CorporateNumberError::NotADigit {
        character,
        byte_offset,
    }
}

fn ascii_digits(text: &str) -> Result<Vec<u8>, CorporateNumberError> {
    let digits = strict_digits(text).map_err(not_a_digit)?;
    if digits.is_empty() {
        return Err(CorporateNumberError::Empty);
    }
    Ok(digits)
}

impl FromStr for CorporateNumber {
    type Err = CorporateNumberError;

    /// Reads 13 ASCII digits, the first of them the check digit.
    fn from_str(text: &str) -> Result<Self, CorporateNumberError> {
        Self::from_digits(&ascii_digits(text)?)
    }
}

impl fmt::Display for CorporateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.check_digit, self.base_number())
    }
}

crate::text_value! {
    CorporateNumber,
    name: "CorporateNumber",
    pattern: "^[1-9][0-9]{12}$",
    ja: "法人番号",
    en: "Corporate number",
    example: "7000012050002",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_place_in_the_text_as_given() {
        assert_eq!(
            "７000012050002".parse::<CorporateNumber>(),
            Err(CorporateNumberError::NotADigit {
                character: '７',
                byte_offset: 0
            })
        );
        assert_eq!(
            CorporateNumber::read_written("７ 000x"),
            Err(CorporateNumberError::NotADigit {
                character: 'x',
                byte_offset: 7
            })
        );
    }

    #[test]
    fn the_largest_sum_fits() {
        let number = CorporateNumber::from_base_number("999999999999").unwrap();
        assert_eq!(number.to_string(), "9999999999999");
    }
}
