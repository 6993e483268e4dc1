//! Why a table could not be opened.

use crate::ForeignFormat;
use std::fmt;
use tosei_document::Explain;
use tosei_types::Language;

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
    /// The file is no workbook and no text with rows.
    #[non_exhaustive]
    NotASpreadsheet {
        /// What it is.
        format: ForeignFormat,
    },
    /// A workbook is cut off or broken.
    #[non_exhaustive]
    DamagedWorkbook {
        /// The part that could not be read; `None` for the file as a whole.
        part: Option<String>,
    },
    /// The parts of a workbook become larger than a workbook does: a zip bomb.
    #[non_exhaustive]
    UnpacksTooLarge {
        /// How many bytes they may have.
        limit: u64,
    },
    /// The file has more of something than the limit.
    #[non_exhaustive]
    OverLimit {
        /// Of what.
        what: Limited,
        /// The limit.
        limit: u64,
    },
    /// This program was built without the format.
    #[non_exhaustive]
    FormatNotBuilt {
        /// The feature that it lacks.
        feature: &'static str,
    },
    /// The operating system could not read the file.
    Io(std::io::Error),
}

/// What a [`TableError::OverLimit`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limited {
    /// Sheets of a workbook.
    Sheets,
    /// Cells that hold something.
    Cells,
    /// Merged areas, comments, hidden rows and the like.
    Items,
    /// Bytes of one text.
    Text,
}

impl Limited {
    /// The name of what is counted.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Sheets, Language::Ja) => "シートの数",
            (Self::Sheets, Language::En) => "sheets",
            (Self::Cells, Language::Ja) => "値のあるセルの数",
            (Self::Cells, Language::En) => "cells with a value",
            (Self::Items, Language::Ja) => "結合・コメントなどの数",
            (Self::Items, Language::En) => "merged areas, comments and the like",
            (Self::Text, Language::Ja) => "一つの文字列のバイト数",
            (Self::Text, Language::En) => "bytes in one text",
        }
    }
}

/// What to do with a file that is something else.
const fn remedy(format: ForeignFormat, language: Language) -> &'static str {
    use ForeignFormat as F;
    match (format, language) {
        (F::Encrypted, Language::Ja) => {
            "パスワードを解除し、「Excel ブック（.xlsx）」として保存し直してください"
        }
        (F::Encrypted, Language::En) => {
            "remove the password and save it as an Excel workbook (.xlsx)"
        }
        (F::Pdf | F::Picture | F::WordDocument | F::Presentation, Language::Ja) => {
            "元の Excel ブック（.xlsx）又は CSV を用意してください"
        }
        (F::Pdf | F::Picture | F::WordDocument | F::Presentation, Language::En) => {
            "ask for the Excel workbook (.xlsx) or CSV that it was made from"
        }
        (F::EucJp | F::Iso2022Jp, Language::Ja) => "UTF-8 の CSV として保存し直してください",
        (F::EucJp | F::Iso2022Jp, Language::En) => "save it as CSV in UTF-8",
        (F::Zip | F::Gzip, Language::Ja) => {
            "展開して、中の Excel ブック（.xlsx）又は CSV を渡してください"
        }
        (F::Zip | F::Gzip, Language::En) => {
            "unpack it and take the Excel workbook (.xlsx) or CSV inside"
        }
        (_, Language::Ja) => {
            "Excel で開き、「Excel ブック（.xlsx）」又は「CSV UTF-8」として保存し直してください"
        }
        (_, Language::En) => {
            "open it in Excel and save it as an Excel workbook (.xlsx) or as \"CSV UTF-8\""
        }
    }
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
            Self::NotASpreadsheet { .. } => "table.not_a_spreadsheet",
            Self::DamagedWorkbook { .. } => "table.damaged_workbook",
            Self::UnpacksTooLarge { .. } => "table.unpacks_too_large",
            Self::OverLimit { .. } => "table.over_limit",
            Self::FormatNotBuilt { .. } => "table.format_not_built",
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
            (Self::NotASpreadsheet { format }, Language::Ja) => format!(
                "このファイルは{}です。{}。",
                zip_label(*format, language),
                remedy(*format, language)
            ),
            (Self::NotASpreadsheet { format }, Language::En) => format!(
                "The file is {}; {}.",
                zip_label(*format, language),
                remedy(*format, language)
            ),
            (Self::DamagedWorkbook { part: None }, Language::Ja) => {
                "Excel ブックが途中で切れているか壊れています。元のファイルを取り直してください。".to_owned()
            }
            (Self::DamagedWorkbook { part: None }, Language::En) => {
                "The workbook is cut off or broken; get the file again from where it came.".to_owned()
            }
            (Self::DamagedWorkbook { part: Some(part) }, Language::Ja) => format!(
                "Excel ブックの一部（{part}）が壊れています。Excel で開いて保存し直すか、元のファイルを取り直してください。"
            ),
            (Self::DamagedWorkbook { part: Some(part) }, Language::En) => format!(
                "A part of the workbook ({part}) is broken; open and save it in Excel, or get the file again."
            ),
            (Self::UnpacksTooLarge { limit }, Language::Ja) => format!(
                "展開すると上限の {limit} バイトを超えるため、開きません（大きさを偽ったファイルの可能性があります）。"
            ),
            (Self::UnpacksTooLarge { limit }, Language::En) => format!(
                "Unpacked, the file passes the limit of {limit} bytes and is not opened; its size may be forged."
            ),
            (Self::OverLimit { what, limit }, Language::Ja) => {
                format!("{}が上限の {limit} を超えています。", what.label(language))
            }
            (Self::OverLimit { what, limit }, Language::En) => {
                format!("The file has more than the limit of {limit} {}.", what.label(language))
            }
            (Self::FormatNotBuilt { feature }, Language::Ja) => format!(
                "このプログラムは {feature} を読む機能を含んでいません。"
            ),
            (Self::FormatNotBuilt { feature }, Language::En) => {
                format!("This program was built without the feature {feature}.")
            }
            (Self::Io(error), Language::Ja) => format!("ファイルを読めません（{error}）。"),
            (Self::Io(error), Language::En) => format!("The file cannot be read: {error}."),
        }
    }
}

/// A ZIP file that is no workbook is not called one.
const fn zip_label(format: ForeignFormat, language: Language) -> &'static str {
    match (format, language) {
        (ForeignFormat::Zip, Language::Ja) => "Excel ブックを含まない ZIP",
        (ForeignFormat::Zip, Language::En) => "a ZIP file that is no workbook",
        _ => format.label(language),
    }
}
