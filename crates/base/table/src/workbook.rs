//! What a file is, as cells: XLSX, CSV and TSV in one form.

mod cell;
#[cfg(feature = "csv")]
mod delimited;
mod encoding;
mod range;
mod serial;
mod sheet;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use cell::{Cell, CellValue};
pub use encoding::{DecodedText, TextEncoding, decode_text};
pub use range::CellRange;
pub use serial::{DateSystem, SerialDate, SerialKind};
pub use sheet::{Row, Sheet, SheetComment, SheetVisibility, UndecodedBytes};

use crate::{ForeignFormat, TableError};

/// How much [`Workbook::read`] takes before it refuses.
///
/// The defaults hold the State's survey five times over.
///
/// # Examples
///
/// ```
/// use tosei_table::WorkbookLimits;
///
/// let small = WorkbookLimits { cells: 1_000, ..WorkbookLimits::default() };
/// assert_eq!(small.sheets, 1_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkbookLimits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of all parts of a workbook together, unpacked.
    pub unpacked_bytes: u64,
    /// How many times as large as the file its parts may become, from one megabyte on.
    pub unpacked_ratio: u64,
    /// Sheets.
    pub sheets: u64,
    /// Cells of all sheets together that hold something.
    pub cells: u64,
    /// Bytes of one text.
    pub text: u64,
    /// Merged areas, comments and the like, of all sheets together.
    pub items: u64,
    /// Coloured cells and undecodable bytes that are listed with their address, for each sheet.
    pub listed: usize,
}

impl Default for WorkbookLimits {
    fn default() -> Self {
        Self {
            bytes: 1 << 29,
            unpacked_bytes: 1 << 31,
            unpacked_ratio: 400,
            sheets: 1_000,
            cells: 20_000_000,
            text: 1 << 20,
            items: 1_000_000,
            listed: 1_000,
        }
    }
}

/// What the reader of a file may be told beforehand.
///
/// # Examples
///
/// ```
/// use tosei_table::{ReadOptions, TextEncoding};
///
/// let options = ReadOptions { encoding: Some(TextEncoding::Cp932), ..ReadOptions::default() };
/// assert_eq!(options.delimiter, None); // detected
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// How much is read.
    pub limits: WorkbookLimits,
    /// The encoding of a text file; detected if `None`.
    pub encoding: Option<TextEncoding>,
    /// The delimiter of a text file; detected if `None`.
    pub delimiter: Option<Delimiter>,
}

/// What kind of file a workbook was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileFormat {
    /// Excel ブック.
    Xlsx,
    /// Text with a delimiter between its cells.
    Delimited {
        /// The encoding that was detected or given.
        encoding: TextEncoding,
        /// The delimiter that was detected or given.
        delimiter: Delimiter,
        /// How its rows end.
        line_end: LineEnd,
    },
}

/// 区切り文字 (delimiter) of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// `,`: CSV.
    Comma,
    /// Tab: TSV.
    Tab,
    /// `;`, as some programs write.
    Semicolon,
}

impl Delimiter {
    /// The character.
    #[must_use]
    pub const fn as_byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Semicolon => b';',
        }
    }

    /// Stable identifier: `comma`, `tab`, `semicolon`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Tab => "tab",
            Self::Semicolon => "semicolon",
        }
    }
}

/// 改行 (line end) of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// LF or CRLF, also both.
    Lf,
    /// CR alone, as old Macintosh programs write; no row ends otherwise.
    Cr,
}

/// ブック (workbook): the sheets of a file, whatever its format, and what the file turned out to be.
///
/// # Not to be confused with
///
/// A table: a sheet has titles above its header, notes below its totals and cells that stand for
/// others. [`layout`](crate::layout) finds the table in it.
///
/// # Examples
///
/// ```
/// use tosei_table::{FileFormat, ReadOptions, TextEncoding, Workbook};
///
/// // 「件数」 in cp932.
/// let book = Workbook::read(b"\x8C\x8F\x90\x94,1\r\n", &ReadOptions::default())?;
/// let FileFormat::Delimited { encoding, .. } = book.format() else { panic!() };
/// assert_eq!(encoding, TextEncoding::ShiftJis);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Workbook {
    format: FileFormat,
    system: DateSystem,
    sheets: Vec<Sheet>,
}

impl Workbook {
    /// Reads a file by its bytes, whatever its name says.
    ///
    /// # Errors
    ///
    /// - [`TableError::Empty`] if there is nothing to read.
    /// - [`TableError::NotASpreadsheet`] if the bytes are those of another format: an old `.xls`, a web
    ///   page named `.xlsx`, a workbook with a password.
    /// - [`TableError::DamagedWorkbook`] if a workbook is cut off or broken.
    /// - [`TableError::UnpacksTooLarge`], [`TableError::OverLimit`], [`TableError::TooLarge`] if a
    ///   limit is passed.
    /// - [`TableError::FormatNotBuilt`] if this program was built without the format.
    pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Self, TableError> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > options.limits.bytes {
            return Err(TableError::TooLarge {
                limit: options.limits.bytes,
            });
        }
        if bytes.is_empty() {
            return Err(TableError::Empty);
        }
        let start = bytes.get(..4096).unwrap_or(bytes);
        match ForeignFormat::of(start) {
            Some(ForeignFormat::Zip) => Self::read_zip(bytes, options),
            // Bytes with zeros may be UTF-16; a title in brackets looks like JSON.
            None | Some(ForeignFormat::Utf16) => Self::read_text(bytes, options),
            Some(ForeignFormat::Binary) if start.contains(&0) => Self::read_text(bytes, options),
            Some(ForeignFormat::Json) if !is_json(start) => Self::read_text(bytes, options),
            Some(format) => Err(TableError::NotASpreadsheet {
                format: ForeignFormat::in_full(bytes).unwrap_or(format),
            }),
        }
    }

    #[cfg(feature = "xlsx")]
    fn read_zip(bytes: &[u8], options: &ReadOptions) -> Result<Self, TableError> {
        xlsx::read(bytes, &options.limits)
    }

    #[cfg(not(feature = "xlsx"))]
    fn read_zip(_: &[u8], _: &ReadOptions) -> Result<Self, TableError> {
        Err(TableError::FormatNotBuilt { feature: "xlsx" })
    }

    #[cfg(feature = "csv")]
    fn read_text(bytes: &[u8], options: &ReadOptions) -> Result<Self, TableError> {
        delimited::read(bytes, options)
    }

    #[cfg(not(feature = "csv"))]
    fn read_text(_: &[u8], _: &ReadOptions) -> Result<Self, TableError> {
        Err(TableError::FormatNotBuilt { feature: "csv" })
    }

    /// What the file turned out to be.
    #[must_use]
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// The date system; that of 1900 for text files.
    #[must_use]
    pub fn date_system(&self) -> DateSystem {
        self.system
    }

    /// The sheets in the order of their tabs, hidden ones among them.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// A sheet by its name.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name() == name)
    }
}

/// Tells JSON from a title such as 「[様式1]」 by what stands behind the first bracket.
fn is_json(start: &[u8]) -> bool {
    let mut signs = start.iter().filter(|byte| !byte.is_ascii_whitespace());
    let first = signs.find(|byte| matches!(byte, b'{' | b'['));
    matches!(
        (first, signs.next()),
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'"' | b'{' | b'[' | b']'))
    )
}
