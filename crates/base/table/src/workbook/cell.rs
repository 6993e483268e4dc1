//! What a cell holds.

use super::{SerialDate, SerialKind};
use std::borrow::Cow;
use tosei_document::CellAddress;

/// セルの値 (cell value) as the file holds it, before anybody says what it means.
///
/// Nothing is converted on the way: a number is the decimal text of the file, a date typed as text
/// stays text, and a cell that shows an error is an error and no number.
///
/// # Not to be confused with
///
/// What a number format shows: a cell that holds `0.5` and is shown as `50%` is the number `0.5`.
/// Only formats that make a number a day or a time are looked at ([`Serial`](Self::Serial)).
///
/// # Examples
///
/// ```
/// use tosei_table::CellValue;
///
/// assert_eq!(CellValue::Text("約300").display_text(), "約300");
/// assert_eq!(CellValue::Number("1204").display_text(), "1204");
/// assert_eq!(CellValue::Boolean(true).display_text(), "TRUE");
/// assert_eq!(CellValue::Empty.display_text(), "");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellValue<'a> {
    /// Nothing, or text of no characters.
    Empty,
    /// A text; phonetic runs (ふりがな) are not part of it.
    Text(&'a str),
    /// A number as decimal text: as the file writes it, but a whole number has no point and no
    /// exponent (`10000.0` and `1E4` are `10000`).
    Number(&'a str),
    /// シリアル値: a number whose format shows it as a day or a time.
    Serial(SerialDate<'a>),
    /// TRUE or FALSE.
    Boolean(bool),
    /// An error that a formula gave, such as `#N/A`.
    Error(&'a str),
    /// A formula of which the file holds no result: the value is unknown, not empty and not zero.
    UnknownFormula,
}

impl<'a> CellValue<'a> {
    /// The value as text, as a reader of the sheet sees it.
    ///
    /// A day is `YYYY-MM-DD`, a day with a time `YYYY-MM-DD HH:MM:SS`; a serial number that names no
    /// day is the number itself. An unknown result is empty text.
    #[must_use]
    pub fn display_text(&self) -> Cow<'a, str> {
        match *self {
            Self::Empty | Self::UnknownFormula => Cow::Borrowed(""),
            Self::Text(text) | Self::Number(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Boolean(true) => Cow::Borrowed("TRUE"),
            Self::Boolean(false) => Cow::Borrowed("FALSE"),
            Self::Serial(serial) => serial.display_text(),
        }
    }

    /// Whether there is nothing to read: no value, or only white space.
    ///
    /// A formula without a result is not blank.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// Stable identifier of the kind: `empty`, `text`, `number`, `date`, `date_time`, `time`,
    /// `boolean`, `error`, `unknown_formula`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Text(_) => "text",
            Self::Number(_) => "number",
            Self::Serial(serial) => match serial.kind() {
                SerialKind::Date => "date",
                SerialKind::DateTime => "date_time",
                SerialKind::Time => "time",
            },
            Self::Boolean(_) => "boolean",
            Self::Error(_) => "error",
            Self::UnknownFormula => "unknown_formula",
        }
    }
}

/// A cell of a [`Sheet`](crate::Sheet): its address, its value, and what else the file says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    pub(super) address: CellAddress,
    pub(super) value: CellValue<'a>,
    pub(super) flags: CellFlags,
}

impl<'a> Cell<'a> {
    /// Where it stands.
    #[must_use]
    pub fn address(&self) -> CellAddress {
        self.address
    }

    /// What it holds.
    #[must_use]
    pub fn value(&self) -> CellValue<'a> {
        self.value
    }

    /// Whether the value is the result of a formula, as the file keeps it.
    #[must_use]
    pub fn is_formula(&self) -> bool {
        self.flags.has(CellFlags::FORMULA)
    }

    /// Whether the cell is coloured (塗りつぶし). That says nothing about what the colour means.
    #[must_use]
    pub fn is_coloured(&self) -> bool {
        self.flags.has(CellFlags::COLOURED)
    }

    /// Whether the file keeps a reading (ふりがな) beside the text.
    #[must_use]
    pub fn has_phonetic_text(&self) -> bool {
        self.flags.has(CellFlags::PHONETIC)
    }
}

/// What a stored cell carries beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct CellFlags(pub(super) u8);

impl CellFlags {
    pub(super) const SHARED: u8 = 1;
    pub(super) const FORMULA: u8 = 2;
    pub(super) const COLOURED: u8 = 4;
    pub(super) const PHONETIC: u8 = 8;

    pub(super) const fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }
}

/// The kind of a stored cell.
#[cfg_attr(
    not(feature = "xlsx"),
    allow(dead_code, reason = "text files hold texts only")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    Empty,
    Text,
    Number,
    Date,
    DateTime,
    Time,
    True,
    False,
    Error,
    UnknownFormula,
}
