//! Why no result was made, in one sentence of each language.

use super::{MAX_FILES, SkippedFile};
use std::io;
use tosei_document::Explain;
use tosei_types::Language;

/// Why no result was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// There is no file or folder of that name.
    #[error("`{file}` does not exist")]
    NotFound {
        /// The name as it was given.
        file: String,
    },
    /// The operating system could not read it.
    #[error("`{file}` cannot be read")]
    Unreadable {
        /// The name as it was given.
        file: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// A folder without a law text.
    #[error("no XML, HTML or text file is there")]
    NoFiles,
    /// More files than one scan reads.
    #[error("more than `{MAX_FILES}` files")]
    TooManyFiles,
    /// No file held a law text.
    #[error("none of the files is a law text")]
    NothingRead {
        /// What was wrong with each.
        skipped: Vec<SkippedFile>,
    },
    /// The patterns cannot be used.
    #[error("the patterns in `{file}` cannot be used: {what}")]
    Patterns {
        /// The name as it was given.
        file: String,
        /// What is wrong with them.
        what: String,
    },
    /// The result could not be written.
    #[error("`{file}` cannot be written")]
    Write {
        /// The file.
        file: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file of the result would be one that was read.
    #[error("`{file}` was read and would be overwritten")]
    Overwrites {
        /// The file.
        file: String,
    },
    /// A table could not be made.
    #[error("the worksheet cannot be made: {what}")]
    Worksheet {
        /// Why.
        what: String,
    },
}

impl Explain for Failure {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "examples.ordinance_scan.not_found",
            Self::Unreadable { .. } => "examples.ordinance_scan.unreadable",
            Self::NoFiles => "examples.ordinance_scan.no_files",
            Self::TooManyFiles => "examples.ordinance_scan.too_many_files",
            Self::NothingRead { .. } => "examples.ordinance_scan.nothing_read",
            Self::Patterns { .. } => "examples.ordinance_scan.patterns",
            Self::Write { .. } => "examples.ordinance_scan.write",
            Self::Overwrites { .. } => "examples.ordinance_scan.overwrites",
            Self::Worksheet { .. } => "examples.ordinance_scan.worksheet",
        }
    }

    fn sentence(&self, language: Language) -> String {
        let ja = language == Language::Ja;
        match self {
            Self::NotFound { file } if ja => format!("「{file}」はありません。"),
            Self::NotFound { file } => format!("`{file}` does not exist."),
            Self::Unreadable { file, source } if ja => {
                format!("「{file}」を読めません（{source}）。")
            }
            Self::Unreadable { file, source } => format!("`{file}` cannot be read: {source}."),
            Self::NoFiles if ja => {
                "例規のファイル（.xml、.html、.htm、.txt）がありません。".to_owned()
            }
            Self::NoFiles => "There is no law text (.xml, .html, .htm, .txt).".to_owned(),
            Self::TooManyFiles if ja => {
                format!("ファイルが{MAX_FILES}を超えています。分けて実行してください。")
            }
            Self::TooManyFiles => {
                format!("There are more than {MAX_FILES} files; scan them in parts.")
            }
            Self::NothingRead { skipped } => {
                let first = skipped.first();
                let name = first.map_or("", |one| one.file.as_str());
                let why = first.map_or("", |one| if ja { &one.why.ja } else { &one.why.en });
                let more = skipped.len().saturating_sub(1);
                let why = why.trim_end_matches('.');
                match (ja, more) {
                    (true, 0) => format!("「{name}」は法令の本文として読めません。{why}"),
                    (true, _) => format!(
                        "どのファイルも法令の本文として読めません（「{name}」ほか{more}）。{why}"
                    ),
                    (false, 0) => format!("`{name}` is no law text: {why}."),
                    (false, _) => {
                        format!(
                            "None of the files is a law text (`{name}` and {more} more): {why}."
                        )
                    }
                }
            }
            Self::Patterns { file, what } if ja => {
                format!("パターンのファイル「{file}」を使えません（{what}）。")
            }
            Self::Patterns { file, what } => {
                format!("The patterns in `{file}` cannot be used: {what}.")
            }
            Self::Write { file, source } if ja => {
                format!("「{file}」に書き込めません（{source}）。")
            }
            Self::Write { file, source } => format!("`{file}` cannot be written: {source}."),
            Self::Overwrites { file } if ja => {
                format!("「{file}」は読み込んだファイルです。別のフォルダーを指定してください。")
            }
            Self::Overwrites { file } => {
                format!("`{file}` was read; name another folder for the result.")
            }
            Self::Worksheet { what } if ja => format!("工程表を作れません（{what}）。"),
            Self::Worksheet { what } => format!("The worksheet cannot be made: {what}."),
        }
    }
}
