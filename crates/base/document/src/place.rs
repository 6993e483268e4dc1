//! Where in somebody's data a finding is.

use serde::{Deserialize, Serialize};
use std::{fmt, num::NonZeroU32, str::FromStr};
use tosei_types::Language;

/// セル番地 (cell address): a cell as a spreadsheet names it, such as `K12`.
///
/// # Invariant
///
/// Column and row count from 1; the column is at most 2^32 − 1, which is more than any
/// spreadsheet program has.
///
/// # Wire form
///
/// A string: letters for the column, then the row, `"K12"`.
///
/// # Examples
///
/// ```
/// use tosei_document::CellAddress;
///
/// let cell = CellAddress::from_zero_based(10, 11).unwrap();
/// assert_eq!(cell.to_string(), "K12");
/// assert_eq!("K12".parse(), Ok(cell));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellAddress {
    row: NonZeroU32,
    column: NonZeroU32,
}

/// A text is not the address of a cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a cell address such as `K12`")]
pub struct CellAddressError {
    text: String,
}

impl CellAddressError {
    /// Stable identifier; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "document.cell_address.malformed"
    }
}

impl CellAddress {
    /// The cell in a column and row counted from 1.
    #[must_use]
    pub const fn new(column: NonZeroU32, row: NonZeroU32) -> Self {
        Self { row, column }
    }

    /// The cell in a column and row counted from 0; `None` if a number is too large.
    #[must_use]
    pub fn from_zero_based(column: u32, row: u32) -> Option<Self> {
        let one_more = |number: u32| number.checked_add(1).and_then(NonZeroU32::new);
        Some(Self {
            row: one_more(row)?,
            column: one_more(column)?,
        })
    }

    /// The row, counted from 1.
    #[must_use]
    pub const fn row(self) -> u32 {
        self.row.get()
    }

    /// The column, counted from 1.
    #[must_use]
    pub const fn column(self) -> u32 {
        self.column.get()
    }
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Base 26 without a zero: Z is followed by AA. Seven letters hold 2^32.
        let mut letters = ['A'; 7];
        let mut used = 0usize;
        let mut rest = self.column.get();
        for letter in letters.iter_mut().rev() {
            if rest == 0 {
                break;
            }
            let digit = rest.saturating_sub(1) % 26;
            *letter = char::from(b'A'.saturating_add(u8::try_from(digit).unwrap_or(0)));
            rest = rest.saturating_sub(1) / 26;
            used = used.saturating_add(1);
        }
        for letter in letters.iter().skip(letters.len().saturating_sub(used)) {
            fmt::Write::write_char(f, *letter)?;
        }
        self.row.fmt(f)
    }
}

impl FromStr for CellAddress {
    type Err = CellAddressError;

    fn from_str(text: &str) -> Result<Self, CellAddressError> {
        let error = || CellAddressError {
            text: text.chars().take(40).collect(),
        };
        let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
        let (column, row) = text.split_at_checked(letters).ok_or_else(error)?;
        if row.starts_with('0') || !row.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(error());
        }
        let column = column.bytes().try_fold(0u32, |sum, letter| {
            let digit = u32::from(letter.saturating_sub(b'A')).checked_add(1)?;
            sum.checked_mul(26)?.checked_add(digit)
        });
        let column = column.and_then(NonZeroU32::new).ok_or_else(error)?;
        let row = row.parse::<NonZeroU32>().map_err(|_| error())?;
        Ok(Self { row, column })
    }
}

tosei_types::text_value! {
    CellAddress,
    name: "CellAddress",
    pattern: "^[A-Z]{1,7}[1-9][0-9]{0,9}$",
    ja: "セル番地",
    en: "Cell address",
    example: "K12",
}

/// A place as it is reported: borrowed and small, so that reporting costs nothing.
///
/// [`Place`] is the owned form that a finding keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlaceRef<'a> {
    /// The document as a whole.
    Document,
    /// A cell of a table.
    Cell {
        /// The sheet, in files that have several.
        sheet: Option<&'a str>,
        /// The cell.
        cell: CellAddress,
    },
    /// A line and column of a text, both counted from 1, the column in characters.
    Line {
        /// The line.
        line: u32,
        /// The column; `None` for the line as a whole.
        column: Option<u32>,
    },
    /// A JSON Pointer (RFC 6901).
    Pointer(&'a str),
}

impl PlaceRef<'_> {
    /// The owned form.
    #[must_use]
    pub fn to_place(self) -> Place {
        match self {
            Self::Document => Place::Document,
            Self::Cell { sheet, cell } => Place::Cell {
                sheet: sheet.map(Into::into),
                cell,
            },
            Self::Line { line, column } => Place::Line { line, column },
            Self::Pointer(pointer) => Place::Pointer {
                pointer: pointer.into(),
            },
        }
    }
}

/// 場所 (place): where in the data a finding is, precise enough to go there.
///
/// # Wire form
///
/// An object with a `kind`: `{"kind": "cell", "cell": "K12"}`, `{"kind": "line", "line": 3}`,
/// `{"kind": "pointer", "pointer": "/processes/3/kind"}`, `{"kind": "document"}`.
///
/// # Examples
///
/// ```
/// use tosei_document::Place;
///
/// let place = Place::Cell { sheet: Some("調査票".into()), cell: "K12".parse()? };
/// assert_eq!(place.to_string(), "調査票!K12");
/// # Ok::<(), tosei_document::CellAddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Place {
    /// The document as a whole.
    Document,
    /// A line and column of a text, both counted from 1, the column in characters.
    Line {
        /// The line.
        line: u32,
        /// The column; absent for the line as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column: Option<u32>,
    },
    /// A cell of a table.
    Cell {
        /// The sheet, in files that have several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<Box<str>>,
        /// The cell.
        cell: CellAddress,
    },
    /// A place in a JSON document.
    Pointer {
        /// A JSON Pointer (RFC 6901); empty for the root.
        pointer: Box<str>,
    },
}

impl Place {
    /// The place in words, for a sentence; a cell is its address in either language.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::Place;
    /// use tosei_types::Language;
    ///
    /// let place = Place::Line { line: 3, column: Some(14) };
    /// assert_eq!(place.in_words(Language::Ja), "3行目の14文字目");
    /// assert_eq!(place.in_words(Language::En), "line 3, column 14");
    /// ```
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        match (self, language) {
            (Self::Document, Language::Ja) => "文書全体".to_owned(),
            (Self::Document, Language::En) => "the document".to_owned(),
            (
                Self::Line {
                    line,
                    column: Some(column),
                },
                Language::Ja,
            ) => {
                format!("{line}行目の{column}文字目")
            }
            (
                Self::Line {
                    line,
                    column: Some(column),
                },
                Language::En,
            ) => {
                format!("line {line}, column {column}")
            }
            (Self::Line { line, column: None }, Language::Ja) => format!("{line}行目"),
            (Self::Line { line, column: None }, Language::En) => format!("line {line}"),
            (place, _) => place.to_string(),
        }
    }

    /// The borrowed form.
    #[must_use]
    pub fn as_ref(&self) -> PlaceRef<'_> {
        match self {
            Self::Document => PlaceRef::Document,
            Self::Cell { sheet, cell } => PlaceRef::Cell {
                sheet: sheet.as_deref(),
                cell: *cell,
            },
            Self::Line { line, column } => PlaceRef::Line {
                line: *line,
                column: *column,
            },
            Self::Pointer { pointer } => PlaceRef::Pointer(pointer),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("-"),
            Self::Cell {
                sheet: Some(sheet),
                cell,
            } => write!(f, "{sheet}!{cell}"),
            Self::Cell { sheet: None, cell } => cell.fmt(f),
            Self::Line {
                line,
                column: Some(column),
            } => write!(f, "{line}:{column}"),
            Self::Line { line, column: None } => line.fmt(f),
            Self::Pointer { pointer } if pointer.is_empty() => f.write_str("/"),
            Self::Pointer { pointer } => f.write_str(pointer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_without_a_zero() {
        for (column, row, text) in [
            (0, 0, "A1"),
            (25, 0, "Z1"),
            (26, 0, "AA1"),
            (37, 75_071, "AL75072"),
            (701, 9, "ZZ10"),
            (702, 9, "AAA10"),
            (16_383, 1_048_575, "XFD1048576"),
            (u32::MAX - 1, u32::MAX - 1, "MWLQKWU4294967295"),
        ] {
            let cell = CellAddress::from_zero_based(column, row).unwrap();
            assert_eq!(cell.to_string(), text);
            assert_eq!(text.parse(), Ok(cell));
        }
        assert_eq!(CellAddress::from_zero_based(u32::MAX, 0), None);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "A",
            "1",
            "A0",
            "A01",
            "a1",
            "1A",
            "A1A",
            "Ａ1",
            "AAAAAAAAAA1",
            "A99999999999",
        ] {
            assert!(text.parse::<CellAddress>().is_err(), "{text}");
        }
    }
}
