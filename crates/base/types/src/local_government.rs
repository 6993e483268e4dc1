//! 全国地方公共団体コード (codes of local governments).
#![deny(clippy::arithmetic_side_effects)]

use crate::corporate_number::{char_of, strict_digits, written_digits};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// 全国地方公共団体コード (local government code): names a prefecture, municipality or ward.
///
/// Two digits for the prefecture, three for the body within it, one 検査数字 (check digit). The
/// first five are also used alone (JIS X 0401 and X 0402): see [`body`](Self::body).
///
/// # Invariant
///
/// Six digits, and the last is the check digit of the others: their sum, weighted 6, 5, 4, 3, 2, is
/// divided by 11, the remainder taken from 11, and the lowest digit of the difference kept. Whether
/// a body has the code is not known here: 見本市, the fictional city of the examples, has `999016`.
///
/// # What the check digit finds
///
/// - Every wrong check digit.
/// - Of single wrong digits among the five, all but those that exchange the remainders 0 and 10,
///   for both of which the check digit is 1. Over the 1,965 codes of the edition 2024-01-01 that
///   leaves 1,607 of 88,425 possible slips unseen, 400 of them into the code of another body.
///
/// # Wire form
///
/// A string of six ASCII digits; never a JSON number, which would lose the leading zero of
/// Hokkaido to Tochigi. Other scripts are read by [`read_written`](Self::read_written) only.
///
/// # Source
///
/// `local-government-codes` (総務省 全国地方公共団体コード).
///
/// # Examples
///
/// ```
/// use tosei_types::{LocalGovernmentCode, LocalGovernmentKind};
///
/// let chiyoda: LocalGovernmentCode = "131016".parse()?;
/// assert_eq!((chiyoda.body(), chiyoda.prefecture()), ("13101".to_owned(), 13));
/// assert_eq!(chiyoda.kind(), LocalGovernmentKind::Municipality); // a 特別区 is one
///
/// // Five digits are refused with both readings: Excel dropped a zero, or the check digit is missing.
/// let error = "11002".parse::<LocalGovernmentCode>().unwrap_err();
/// assert_eq!(error.code(), "types.local_government_code.five_digits");
/// assert_eq!(
///     error.to_string(),
///     "`11002` has five digits: `110027` without its check digit, or `011002` without its leading zero",
/// );
/// # Ok::<(), tosei_types::LocalGovernmentCodeError>(())
/// ```
#[doc(alias = "全国地方公共団体コード")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalGovernmentCode {
    body: [u8; 5],
    check_digit: u8,
}

/// What kind of body a [`LocalGovernmentCode`] stands for, as its digits tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LocalGovernmentKind {
    /// 都道府県 (prefecture): the body number is 000.
    Prefecture,
    /// 市区町村 (municipality): 市, 特別区, 町, 村, designated cities included.
    Municipality,
    /// 行政区 (ward of a designated city): an office of its city, not a government of its own.
    Ward,
    /// 一部事務組合等 and areas: a number outside the blocks of the other three.
    Other,
}

impl LocalGovernmentKind {
    /// The stable code, as on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Prefecture => "prefecture",
            Self::Municipality => "municipality",
            Self::Ward => "ward",
            Self::Other => "other",
        }
    }

    /// The Japanese word.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Prefecture => "都道府県",
            Self::Municipality => "市区町村",
            Self::Ward => "行政区",
            Self::Other => "その他",
        }
    }
}

/// Why a text is not a [`LocalGovernmentCode`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LocalGovernmentCodeError {
    /// The text is empty.
    #[error("a local government code must not be empty")]
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
    /// Five digits: the code without its check digit, or without a leading zero.
    #[error("{}", five_digits(.without_check_digit, .without_leading_zero.as_ref()))]
    #[non_exhaustive]
    FiveDigits {
        /// The code, if the five digits are its first five.
        without_check_digit: LocalGovernmentCode,
        /// The code, if a spreadsheet dropped its leading zero; `None` if the last digit does not
        /// fit as a check digit, so that this cannot be.
        without_leading_zero: Option<LocalGovernmentCode>,
    },
    /// Neither six digits nor five.
    #[error("a local government code has 6 digits, got `{digits}`")]
    #[non_exhaustive]
    WrongLength {
        /// How many digits were given.
        digits: usize,
    },
    /// The last digit is not the check digit of the others.
    #[error("check digit `{found}` does not fit, expected `{expected}`")]
    #[non_exhaustive]
    CheckDigit {
        /// The digit that fits the other five.
        expected: u8,
        /// The digit that was given.
        found: u8,
    },
}

fn five_digits(body: &LocalGovernmentCode, zero_lost: Option<&LocalGovernmentCode>) -> String {
    let digits = body.body();
    match zero_lost {
        None => format!("`{digits}` has five digits: `{body}` without its check digit"),
        Some(code) => format!(
            "`{digits}` has five digits: `{body}` without its check digit, \
             or `{code}` without its leading zero"
        ),
    }
}

impl LocalGovernmentCodeError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "types.local_government_code.empty",
            Self::NotADigit { .. } => "types.local_government_code.not_a_digit",
            Self::FiveDigits { .. } => "types.local_government_code.five_digits",
            Self::WrongLength { .. } => "types.local_government_code.wrong_length",
            Self::CheckDigit { .. } => "types.local_government_code.check_digit",
        }
    }
}

/// The lowest digit of 11 − (weighted sum mod 11).
///
/// The rule's special case (a sum below 11 is itself taken from 11) gives the same.
fn check_digit_of(body: [u8; 5]) -> u8 {
    let sum = body
        .into_iter()
        .zip([6u16, 5, 4, 3, 2])
        .fold(0u16, |sum, (digit, weight)| {
            sum.saturating_add(u16::from(digit).saturating_mul(weight))
        });
    11u16
        .saturating_sub(sum.checked_rem(11).unwrap_or(0))
        .checked_rem(10)
        .and_then(|digit| digit.try_into().ok())
        .unwrap_or(0)
}

/// Designated cities whose body number is not 100; edition 2024-01-01.
const FURTHER_DESIGNATED_CITIES: [[u8; 5]; 5] = [
    [1, 4, 1, 3, 0], // 川崎市
    [1, 4, 1, 5, 0], // 相模原市
    [2, 2, 1, 3, 0], // 浜松市
    [2, 7, 1, 4, 0], // 堺市
    [4, 0, 1, 3, 0], // 福岡市
];

impl LocalGovernmentCode {
    /// Puts the check digit behind the five digits that are used alone in JIS X 0402 tables.
    ///
    /// # Errors
    ///
    /// - [`LocalGovernmentCodeError::Empty`] if there is no digit.
    /// - [`LocalGovernmentCodeError::NotADigit`] if something else stands in the text.
    /// - [`LocalGovernmentCodeError::WrongLength`] if there are not five.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tosei_types::LocalGovernmentCode;
    /// assert_eq!(LocalGovernmentCode::from_body("99901")?.to_string(), "999016");
    /// # Ok::<(), tosei_types::LocalGovernmentCodeError>(())
    /// ```
    pub fn from_body(text: &str) -> Result<Self, LocalGovernmentCodeError> {
        let digits = strict_digits(text).map_err(not_a_digit)?;
        if digits.is_empty() {
            return Err(LocalGovernmentCodeError::Empty);
        }
        digits
            .as_slice()
            .try_into()
            .map(Self::of_body)
            .map_err(|_| LocalGovernmentCodeError::WrongLength {
                digits: digits.len(),
            })
    }

    fn of_body(body: [u8; 5]) -> Self {
        Self {
            body,
            check_digit: check_digit_of(body),
        }
    }

    /// Reads a code as people write it: full-width digits, and blanks or hyphens between them.
    ///
    /// # Errors
    ///
    /// As for [`FromStr`]; offsets are those in `text`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tosei_types::LocalGovernmentCode;
    /// assert_eq!(LocalGovernmentCode::read_written("１３１０１-６")?.to_string(), "131016");
    /// # Ok::<(), tosei_types::LocalGovernmentCodeError>(())
    /// ```
    pub fn read_written(text: &str) -> Result<Self, LocalGovernmentCodeError> {
        Self::from_digits(&written_digits(text).map_err(not_a_digit)?)
    }

    fn from_digits(digits: &[u8]) -> Result<Self, LocalGovernmentCodeError> {
        if digits.is_empty() {
            return Err(LocalGovernmentCodeError::Empty);
        }
        if let Ok(body) = <[u8; 5]>::try_from(digits) {
            let [a, b, c, d, check] = body;
            let zero_lost = Self::of_body([0, a, b, c, d]);
            return Err(LocalGovernmentCodeError::FiveDigits {
                without_check_digit: Self::of_body(body),
                without_leading_zero: (zero_lost.check_digit == check && a != 0)
                    .then_some(zero_lost),
            });
        }
        let [a, b, c, d, e, found] =
            <[u8; 6]>::try_from(digits).map_err(|_| LocalGovernmentCodeError::WrongLength {
                digits: digits.len(),
            })?;
        let code = Self::of_body([a, b, c, d, e]);
        if code.check_digit == found {
            Ok(code)
        } else {
            Err(LocalGovernmentCodeError::CheckDigit {
                expected: code.check_digit,
                found,
            })
        }
    }

    /// The five digits without the check digit.
    #[must_use]
    pub fn body(self) -> String {
        self.body.iter().map(|digit| char_of(*digit)).collect()
    }

    /// 検査数字 (check digit).
    #[must_use]
    pub fn check_digit(self) -> u8 {
        self.check_digit
    }

    /// 都道府県コード (prefecture code): the first two digits; 1 to 47 in reality.
    #[must_use]
    pub fn prefecture(self) -> u8 {
        let [tens, units, ..] = self.body;
        tens.saturating_mul(10).saturating_add(units)
    }

    /// The code of the prefecture that the body lies in: the same first two digits, then 000.
    #[must_use]
    pub fn prefecture_code(self) -> Self {
        let [tens, units, ..] = self.body;
        Self::of_body([tens, units, 0, 0, 0])
    }

    /// Whether the prefecture exists (01 to 47). The examples use 99, which does not.
    #[must_use]
    pub fn is_in_a_real_prefecture(self) -> bool {
        (1..=47).contains(&self.prefecture())
    }

    /// The kind of body, by the block its three-digit number lies in.
    ///
    /// 000 is a prefecture, 101 to 199 a 特別区 in Tokyo and a ward of a designated city elsewhere,
    /// 201 to 799 a city, town or village. 100 is the first designated city of its prefecture;
    /// further ones (川崎市 14130 …) cannot be told from a ward by their digits and are listed as of
    /// 2024-01-01. Where the prefecture does not exist the blocks have no meaning, and all numbers
    /// but 000 are municipalities.
    #[must_use]
    pub fn kind(self) -> LocalGovernmentKind {
        let [_, _, hundreds, tens, units] = self.body;
        match (hundreds, tens, units) {
            (0, 0, 0) => LocalGovernmentKind::Prefecture,
            _ if !self.is_in_a_real_prefecture() => LocalGovernmentKind::Municipality,
            (1, 0, 0) if self.prefecture() == 13 => LocalGovernmentKind::Other, // 特別区の区域
            (1, 0, 0) => LocalGovernmentKind::Municipality,
            (1, _, _)
                if self.prefecture() == 13 || FURTHER_DESIGNATED_CITIES.contains(&self.body) =>
            {
                LocalGovernmentKind::Municipality
            }
            (1, _, _) => LocalGovernmentKind::Ward,
            (2..=7, _, _) => LocalGovernmentKind::Municipality,
            _ => LocalGovernmentKind::Other,
        }
    }
}

fn not_a_digit((character, byte_offset): (char, usize)) -> LocalGovernmentCodeError {
    LocalGovernmentCodeError::NotADigit {
        character,
        byte_offset,
    }
}

impl FromStr for LocalGovernmentCode {
    type Err = LocalGovernmentCodeError;

    /// Reads six ASCII digits, the last of them the check digit.
    fn from_str(text: &str) -> Result<Self, LocalGovernmentCodeError> {
        Self::from_digits(&strict_digits(text).map_err(not_a_digit)?)
    }
}

impl fmt::Display for LocalGovernmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.body(), self.check_digit)
    }
}

crate::text_value! {
    LocalGovernmentCode,
    name: "LocalGovernmentCode",
    pattern: "^[0-9]{6}$",
    ja: "全国地方公共団体コード",
    en: "Local government code",
    example: "131016",
}
