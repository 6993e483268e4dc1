//! What a file is, told from its first bytes: a table is not always what its name says.

use std::fmt;
use tosei_document::Explain;
use tosei_types::Language;

/// Something that is not a CSV file in UTF-8, although it was given as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ForeignFormat {
    /// PDF.
    Pdf,
    /// A ZIP container; XLSX files are of this kind.
    Zip,
    /// The old binary container of Office 97 to 2003 (XLS); password-protected XLSX files too.
    OldOffice,
    /// HTML or XML.
    Markup,
    /// JSON.
    Json,
    /// gzip.
    Gzip,
    /// A picture (PNG, JPEG, GIF).
    Picture,
    /// Text in UTF-16.
    Utf16,
    /// Bytes that no text has.
    Binary,
}

impl ForeignFormat {
    /// Recognises a format by a file's first bytes; `None` if it may be plain text.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_table::ForeignFormat;
    ///
    /// assert_eq!(ForeignFormat::of(b"%PDF-1.7\n"), Some(ForeignFormat::Pdf));
    /// assert_eq!(ForeignFormat::of("手続ID,手続名\n".as_bytes()), None);
    /// ```
    #[must_use]
    pub fn of(start: &[u8]) -> Option<Self> {
        const SIGNS: [(&[u8], ForeignFormat); 11] = [
            (b"%PDF-", ForeignFormat::Pdf),
            (b"PK\x03\x04", ForeignFormat::Zip),
            (b"PK\x05\x06", ForeignFormat::Zip),
            (b"\xD0\xCF\x11\xE0", ForeignFormat::OldOffice),
            (b"\x1F\x8B", ForeignFormat::Gzip),
            (b"\x89PNG", ForeignFormat::Picture),
            (b"\xFF\xD8\xFF", ForeignFormat::Picture),
            (b"GIF8", ForeignFormat::Picture),
            (b"\xFF\xFE", ForeignFormat::Utf16),
            (b"\xFE\xFF", ForeignFormat::Utf16),
            (b"{\\rtf", ForeignFormat::Binary),
        ];
        if let Some((_, format)) = SIGNS.iter().find(|(sign, _)| start.starts_with(sign)) {
            return Some(*format);
        }
        let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        let first = text.iter().position(|byte| !byte.is_ascii_whitespace());
        match first.and_then(|at| text.get(at..)) {
            Some([b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..]) => Some(Self::Markup),
            Some([b'{' | b'[', ..]) => Some(Self::Json),
            _ if start.contains(&0) => Some(if looks_like_utf16(start) {
                Self::Utf16
            } else {
                Self::Binary
            }),
            _ => None,
        }
    }

    /// The format's name.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Pdf, _) => "PDF",
            (Self::Zip, Language::Ja) => "Excel ブック（XLSX）などの ZIP",
            (Self::Zip, Language::En) => "a ZIP container such as an Excel workbook (XLSX)",
            (Self::OldOffice, Language::Ja) => {
                "古い形式の Excel ブック（XLS）、又はパスワード付きのブック"
            }
            (Self::OldOffice, Language::En) => {
                "an Excel workbook of the old kind (XLS) or one with a password"
            }
            (Self::Markup, Language::Ja) => "HTML 又は XML",
            (Self::Markup, Language::En) => "HTML or XML",
            (Self::Json, _) => "JSON",
            (Self::Gzip, Language::Ja) => "gzip で圧縮したファイル",
            (Self::Gzip, Language::En) => "a gzip file",
            (Self::Picture, Language::Ja) => "画像",
            (Self::Picture, Language::En) => "a picture",
            (Self::Utf16, Language::Ja) => "文字コードが UTF-16 のテキスト",
            (Self::Utf16, Language::En) => "text in UTF-16",
            (Self::Binary, Language::Ja) => "テキストでないファイル",
            (Self::Binary, Language::En) => "a file that is no text",
        }
    }
}

/// ASCII in UTF-16 has a zero in every other byte.
fn looks_like_utf16(start: &[u8]) -> bool {
    let zeros = |offset: usize| {
        start
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = start.len() / 2;
    (even == 0 && odd > pairs / 4) || (odd == 0 && even > pairs / 4)
}

/// Why a table could not be opened at all.
#[derive(Debug)]
#[non_exhaustive]
pub enum TableError {
    /// The file holds nothing.
    Empty,
    /// The file is something else.
    #[non_exhaustive]
    Foreign {
        /// What it is.
        format: ForeignFormat,
    },
    /// The header row is not UTF-8.
    NotUtf8,
    /// Columns that are needed are not there.
    #[non_exhaustive]
    MissingColumns {
        /// The headers that were looked for and not found.
        missing: Vec<String>,
        /// The headers that were found, the first few.
        found: Vec<String>,
    },
    /// The file has more bytes than the limit.
    #[non_exhaustive]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A cell is longer than the limit; mostly a quote before it was not closed.
    #[non_exhaustive]
    CellTooLong {
        /// The number of its row.
        row: u32,
        /// The limit in bytes.
        limit: u64,
    },
    /// The cells of a row are together longer than the limit.
    #[non_exhaustive]
    RowTooLong {
        /// The number of the row.
        row: u32,
        /// The limit in bytes.
        limit: u64,
    },
    /// A row has more cells than the limit.
    #[non_exhaustive]
    TooManyCells {
        /// The number of the row.
        row: u32,
        /// The limit.
        limit: usize,
    },
    /// The operating system could not read the file.
    Io(std::io::Error),
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::En))
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl Explain for TableError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "table.empty",
            Self::Foreign { .. } => "table.foreign_format",
            Self::NotUtf8 => "table.header_not_utf8",
            Self::MissingColumns { .. } => "table.missing_columns",
            Self::TooLarge { .. } => "table.too_large",
            Self::CellTooLong { .. } => "table.cell_too_long",
            Self::RowTooLong { .. } => "table.row_too_long",
            Self::TooManyCells { .. } => "table.too_many_cells",
            Self::Io(_) => "table.io",
        }
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Empty, Language::Ja) => "ファイルが空です。".to_owned(),
            (Self::Empty, Language::En) => "The file is empty.".to_owned(),
            (Self::Foreign { format }, Language::Ja) => format!(
                "このファイルは{}です。UTF-8 の CSV として保存し直してください。",
                format.label(language)
            ),
            (Self::Foreign { format }, Language::En) => {
                format!("The file is {}; save it as CSV in UTF-8.", format.label(language))
            }
            (Self::NotUtf8, Language::Ja) => {
                "見出し行が UTF-8 で書かれていません（Shift_JIS の可能性があります）。「CSV UTF-8」で保存し直してください。".to_owned()
            }
            (Self::NotUtf8, Language::En) => {
                "The header row is not UTF-8 (perhaps it is Shift_JIS); save the file as \"CSV UTF-8\".".to_owned()
            }
            (Self::MissingColumns { missing, found }, Language::Ja) => format!(
                "必要な列がありません：{}。見つかった見出し：{}。",
                missing.join("、"),
                found.join("、")
            ),
            (Self::MissingColumns { missing, found }, Language::En) => format!(
                "Columns are missing: {}; the headers found are: {}.",
                missing.join(", "),
                found.join(", ")
            ),
            (Self::TooLarge { limit }, Language::Ja) => {
                format!("ファイルが上限の {limit} バイトを超えています。")
            }
            (Self::TooLarge { limit }, Language::En) => {
                format!("The file is larger than the limit of {limit} bytes.")
            }
            (Self::CellTooLong { row, limit }, Language::Ja) => format!(
                "{row} 行目に {limit} バイトを超えるセルがあります。引用符（\"）の閉じ忘れがないか確かめてください。"
            ),
            (Self::CellTooLong { row, limit }, Language::En) => format!(
                "Row {row} has a cell of more than {limit} bytes; look for a quote (\") that is not closed."
            ),
            (Self::RowTooLong { row, limit }, Language::Ja) => {
                format!("{row} 行目が上限の {limit} バイトを超えています。")
            }
            (Self::RowTooLong { row, limit }, Language::En) => {
                format!("Row {row} is longer than the limit of {limit} bytes.")
            }
            (Self::TooManyCells { row, limit }, Language::Ja) => {
                format!("{row} 行目のセルが上限の {limit} 個を超えています。")
            }
            (Self::TooManyCells { row, limit }, Language::En) => {
                format!("Row {row} has more than the limit of {limit} cells.")
            }
            (Self::Io(error), Language::Ja) => format!("ファイルを読めません（{error}）。"),
            (Self::Io(error), Language::En) => format!("The file cannot be read: {error}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_first_bytes() {
        for (start, format) in [
            (&b"%PDF-1.7"[..], Some(ForeignFormat::Pdf)),
            (b"PK\x03\x04\x14\0", Some(ForeignFormat::Zip)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", Some(ForeignFormat::OldOffice)),
            (
                b"\xEF\xBB\xBF  <!DOCTYPE html>",
                Some(ForeignFormat::Markup),
            ),
            (b" {\"a\":1}", Some(ForeignFormat::Json)),
            (b"\xFF\xFEa\0", Some(ForeignFormat::Utf16)),
            (b"a\0,\0b\0\n\0", Some(ForeignFormat::Utf16)),
            (b"\0\x01\x02\0\0\x03", Some(ForeignFormat::Binary)),
            (b"<3,id\n", None),
            (b"id,name\n", None),
            (b"", None),
        ] {
            assert_eq!(ForeignFormat::of(start), format, "{start:?}");
        }
    }
}
