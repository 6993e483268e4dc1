//! Why a form cannot be read or written.

use super::FormDefect;
use crate::EncodeError;
use tosei_document::Explain;
use tosei_types::Language;

/// Why a form cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// The text is not JSON of the right shape.
    #[error("the form does not have the right shape: {0}")]
    Shape(#[source] serde_path_to_error::Error<serde_json::Error>),
    /// The definition has defects.
    #[error("the form has `{}` defects, the first: {}", defects.len(), defects.first().map(|d| d.sentence(Language::En)).unwrap_or_default())]
    #[non_exhaustive]
    Definition {
        /// All of them.
        defects: Vec<FormDefect>,
    },
    /// There are more or fewer lists of rows than sheets.
    #[error("the form has `{expected}` sheets, got rows for `{got}`")]
    #[non_exhaustive]
    Sheets {
        /// How many sheets the form has.
        expected: usize,
        /// How many lists of rows were given.
        got: usize,
    },
    /// The section's name cannot be written.
    #[error(
        "`{section}` is no name of a section: 1 to 100 characters, no control character, no 「／」"
    )]
    #[non_exhaustive]
    Section {
        /// The name.
        section: String,
    },
    /// A sheet cannot hold the rows.
    #[error("the sheet `{sheet}` cannot hold `{rows}` rows")]
    #[non_exhaustive]
    TooManyRows {
        /// The sheet's name.
        sheet: String,
        /// How many rows were given.
        rows: usize,
    },
    /// A row has more or fewer values than the sheet has columns, or no value at all.
    #[error(
        "row `{row}` (counted from 0) of the sheet `{sheet}` does not have one place for each column, or is empty"
    )]
    #[non_exhaustive]
    Width {
        /// The sheet's name.
        sheet: String,
        /// The row, counted from 0.
        row: usize,
    },
    /// A value does not belong in its column.
    #[error(
        "row `{row}` (counted from 0) of the sheet `{sheet}`: the value of `{column}` is not one of its kind, or cannot be written"
    )]
    #[non_exhaustive]
    Value {
        /// The sheet's name.
        sheet: String,
        /// The row, counted from 0.
        row: usize,
        /// The column's id.
        column: String,
    },
    /// A CSV file holds one sheet.
    #[error("the form has no sheet number `{sheet}` (counted from 0)")]
    #[non_exhaustive]
    NoSuchSheet {
        /// Which sheet was asked for, counted from 0.
        sheet: usize,
    },
    /// Characters do not fit in the encoding.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The workbook could not be put together.
    #[error("the workbook could not be written: {message}")]
    #[non_exhaustive]
    Workbook {
        /// What the writer said.
        message: String,
    },
}

impl FormError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "table.form.shape",
            Self::Definition { .. } => "table.form.definition",
            Self::Sheets { .. } => "table.form.sheets",
            Self::Section { .. } => "table.form.section",
            Self::TooManyRows { .. } => "table.form.too_many_rows",
            Self::Width { .. } => "table.form.width",
            Self::Value { .. } => "table.form.value",
            Self::NoSuchSheet { .. } => "table.form.no_such_sheet",
            Self::Encode(error) => error.code(),
            Self::Workbook { .. } => "table.form.workbook",
        }
    }
}

impl Explain for FormError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        if language == Language::En {
            let text = match self {
                Self::Encode(error) => return error.sentence(language),
                other => other.to_string(),
            };
            let mut letters = text.chars();
            let first: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .collect();
            let text = format!("{first}{}", letters.as_str());
            return format!("{}.", text.trim_end_matches('.'));
        }
        match self {
            Self::Shape(error) => format!("様式ファイルの形が正しくありません（{error}）。"),
            Self::Definition { defects } => {
                let lines: Vec<String> = defects.iter().map(|d| d.sentence(language)).collect();
                format!(
                    "様式の定義に不備が{}件あります。{}",
                    defects.len(),
                    lines.join("")
                )
            }
            Self::Sheets { expected, got } => {
                format!("様式のシートは{expected}枚ですが、{got}枚分の行が渡されました。")
            }
            Self::Section { section } => format!("「{section}」は記入課の名称として書けません。"),
            Self::TooManyRows { sheet, rows } => {
                format!("シート「{sheet}」に{rows}行は入りません。")
            }
            Self::Width { sheet, row } => {
                format!(
                    "シート「{sheet}」の{row}番目（0から）の行は、値の数が項目の数と合わないか、空です。"
                )
            }
            Self::Value { sheet, row, column } => {
                format!(
                    "シート「{sheet}」の{row}番目（0から）の行の「{column}」は、項目の種類に合わないか、書けない文字を含みます。"
                )
            }
            Self::NoSuchSheet { sheet } => {
                format!("様式に{sheet}番目（0から）のシートはありません。")
            }
            Self::Encode(error) => error.sentence(language),
            Self::Workbook { message } => format!("ブックを書き出せませんでした（{message}）。"),
        }
    }
}
