//! Why no report was made, in one sentence of each language.

use super::{AttachmentFailure, Proposal, attached::brief};
use std::io;
use tosei_document::Explain;
use tosei_inventory::survey::SurveyError;
use tosei_table::{ForeignFormat, TableError};
use tosei_types::{Date, Language};

/// The name under which the proposal of a mapping is written.
const MAPPING_PROPOSAL: &str = "mapping_proposal.json";

/// Why no report was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// There is no file of that name.
    #[error("`{file}` does not exist")]
    NotFound {
        /// The file as it was named.
        file: String,
    },
    /// The name is that of a folder.
    #[error("`{file}` is a folder")]
    Folder {
        /// The folder as it was named.
        file: String,
    },
    /// Nothing in the folder has a name that says what it is.
    #[error("`{folder}` holds nothing of a known name")]
    NothingInFolder {
        /// The folder as it was named.
        folder: String,
        /// What lies in it.
        found: Vec<String>,
    },
    /// The operating system could not read the file.
    #[error("`{file}` cannot be read")]
    Unreadable {
        /// The file as it was named.
        file: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file is empty, of another format, in another encoding, or too large.
    #[error("`{file}` is no table")]
    Table {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        source: TableError,
    },
    /// The survey could not be read.
    #[error("`{file}` is no survey")]
    Survey {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        source: SurveyError,
    },
    /// The table is neither the survey nor an inventory.
    #[error("`{file}` lacks columns")]
    Columns {
        /// The file as it was named.
        file: String,
        /// What it lacks to be the survey.
        survey: Vec<String>,
        /// What it lacks to be an inventory.
        inventory: Vec<String>,
        /// The headers that were found, the first few.
        found: Vec<String>,
    },
    /// The JSON is well formed, and no inventory.
    #[error("`{file}` is another JSON document")]
    OtherJson {
        /// The file as it was named.
        file: String,
        /// The format that the document names.
        format: Option<String>,
    },
    /// The JSON cannot be read, or its frame does not fit.
    #[error("`{file}` cannot be read as an inventory")]
    Document {
        /// The file as it was named.
        file: String,
        /// The gravest finding in Japanese.
        ja: String,
        /// The gravest finding in English.
        en: String,
    },
    /// The text is not UTF-8.
    #[error("`{file}` is not UTF-8")]
    NotUtf8 {
        /// The file as it was named.
        file: String,
    },
    /// A CSV inventory does not say as of when it holds.
    #[error("`{file}` needs a status date")]
    NoStatusDate {
        /// The file as it was named.
        file: String,
    },
    /// The date that was given is not the document's.
    #[error("`{file}` has another status date")]
    OtherStatusDate {
        /// The file as it was named.
        file: String,
        /// The date that was given.
        given: Date,
        /// The document's own.
        own: Date,
    },
    /// A frame was given for a file that needs none.
    #[error("`{file}` needs no frame")]
    NoFrameNeeded {
        /// The file as it was named.
        file: String,
    },
    /// Files of different kinds do not make one inventory.
    #[error("`{file}` and `{other}` are of different kinds")]
    MixedKinds {
        /// The first file as it was named.
        file: String,
        /// The one that is of another kind.
        other: String,
    },
    /// An office's own spreadsheet was given without a mapping; a proposal was made.
    #[error("`{file}` needs a mapping")]
    NeedsMapping {
        /// The file as it was named.
        file: String,
        /// What its columns seem to be: for a person to check.
        proposal: Box<Proposal>,
    },
    /// What was given beside the inventory does not fit.
    #[error("{}", .0.sentence(Language::En))]
    Attached(AttachmentFailure),
    /// A file of the report would be written over the inventory.
    #[error("`{file}` would be overwritten")]
    WouldOverwrite {
        /// The file as it was named.
        file: String,
    },
    /// The report cannot be written.
    #[error("`{path}` cannot be written")]
    Unwritable {
        /// The folder or file.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// Embedded data cannot be used.
    #[error("embedded data is broken: {what}")]
    Embedded {
        /// Which.
        what: &'static str,
    },
}

impl From<AttachmentFailure> for Failure {
    fn from(failure: AttachmentFailure) -> Self {
        Self::Attached(failure)
    }
}

impl Explain for Failure {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "report.not_found",
            Self::Folder { .. } => "report.folder",
            Self::NothingInFolder { .. } => "report.nothing_in_folder",
            Self::Unreadable { .. } => "report.unreadable",
            Self::Table { source, .. } => source.code(),
            Self::Survey { source, .. } => source.code(),
            Self::Columns { .. } => "report.columns",
            Self::OtherJson { .. } => "report.other_json",
            Self::Document { .. } => "report.document",
            Self::NotUtf8 { .. } => "report.not_utf8",
            Self::NoStatusDate { .. } => "report.no_status_date",
            Self::OtherStatusDate { .. } => "report.other_status_date",
            Self::NoFrameNeeded { .. } => "report.no_frame_needed",
            Self::MixedKinds { .. } => "report.mixed_kinds",
            Self::NeedsMapping { .. } => "report.needs_mapping",
            Self::Attached(failure) => failure.code(),
            Self::WouldOverwrite { .. } => "report.would_overwrite",
            Self::Unwritable { .. } => "report.unwritable",
            Self::Embedded { .. } => "report.embedded",
        }
    }

    fn sentence(&self, language: Language) -> String {
        match language {
            Language::Ja => self.in_japanese(),
            Language::En => self.in_english(),
        }
    }
}

impl Failure {
    fn in_japanese(&self) -> String {
        match self {
            Self::NotFound { file } => {
                format!("ファイル「{file}」が見つかりません。")
            }
            Self::Folder { file } => format!(
                "「{file}」はフォルダーなので、棚卸のファイル（XLSX、CSV、JSON 又は NDJSON）を指定してください。"
            ),
            Self::NothingInFolder { folder, found } => format!(
                "「{folder}」はフォルダーですが、棚卸（inventory.* 又は survey.*）など、名前の分かる資料がありません{}。",
                among(found, "（あるもの：", "、", "）"),
            ),
            Self::Unreadable { file, source } => {
                format!("ファイル「{file}」を読めません（{source}）。")
            }
            Self::Table { file, source } => table_in_japanese(file, source),
            Self::Survey {
                file,
                source: SurveyError::Table(source),
            } => table_in_japanese(file, source),
            Self::Survey { file, source } => {
                format!(
                    "「{file}」：{}",
                    one_sentence(&source.sentence(Language::Ja))
                )
            }
            Self::Columns {
                file,
                survey,
                inventory,
                found,
            } => format!(
                "「{file}」には必要な列がなく、国の棚卸調査（足りない列：{}）としても、独自の棚卸（足りない列：{}）としても読めません（見つかった見出し：{}）。",
                survey.join("、"),
                inventory.join("、"),
                found.join("、"),
            ),
            Self::OtherJson {
                file,
                format: Some(format),
            } => format!(
                "「{file}」は別の種類の JSON 文書（{format}）で、棚卸の文書（tosei-inventory）ではありません。"
            ),
            Self::OtherJson { file, format: None } => format!(
                "「{file}」は JSON ですが、\"format\": \"tosei-inventory\" を持つ棚卸の文書ではありません。"
            ),
            Self::Document { file, ja, .. } => {
                format!("「{file}」を棚卸の文書として読めません：{ja}")
            }
            Self::NotUtf8 { file } => {
                format!("「{file}」は UTF-8 ではないので、UTF-8 で保存し直してください。")
            }
            Self::NoStatusDate { file } => format!(
                "「{file}」は独自の棚卸の CSV で基準日を持たないので、--as-of 2025-06-30 のように基準日を指定するか、--frame で枠の文書を指定してください。"
            ),
            Self::OtherStatusDate { file, given, own } => {
                format!("「{file}」の基準日は {own} で、--as-of の {given} と違います。")
            }
            Self::NoFrameNeeded { file } => {
                format!("「{file}」は独自の棚卸の CSV ではないので、--frame は使えません。")
            }
            Self::MixedKinds { file, other } => {
                format!("「{file}」と「{other}」は種類が違うので、一つの棚卸にはできません。")
            }
            Self::NeedsMapping { file, .. } => format!(
                "「{file}」は独自の表で、どの列が何かを推測だけで決められないので、出力先の {MAPPING_PROPOSAL} に書いた対応表の案を確かめ、空欄を補ってから --mapping に指定してもう一度実行してください。"
            ),
            Self::Attached(failure) => failure.sentence(Language::Ja),
            Self::WouldOverwrite { file } => format!(
                "出力するファイルが元の「{file}」を上書きしてしまうので、--out に別のフォルダーを指定してください。"
            ),
            Self::Unwritable { path, source } => {
                format!("「{path}」に書き込めません（{source}）。")
            }
            Self::Embedded { what } => {
                format!("プログラムに組み込まれたデータが壊れています（{what}）。")
            }
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::NotFound { file } => format!("The file \"{file}\" does not exist."),
            Self::Folder { file } => {
                format!(
                    "\"{file}\" is a folder; name an inventory file (XLSX, CSV, JSON or NDJSON)."
                )
            }
            Self::NothingInFolder { folder, found } => format!(
                "\"{folder}\" is a folder without a file of a known name, such as inventory.* or survey.*{}.",
                among(found, " (it holds ", ", ", ")"),
            ),
            Self::Unreadable { file, source } => {
                format!("The file \"{file}\" cannot be read: {source}.")
            }
            Self::Table { file, source } => table_in_english(file, source),
            Self::Survey {
                file,
                source: SurveyError::Table(source),
            } => table_in_english(file, source),
            Self::Survey { file, source } => {
                format!("\"{file}\": {}.", brief(&source.sentence(Language::En)))
            }
            Self::Columns {
                file,
                survey,
                inventory,
                found,
            } => format!(
                "\"{file}\" lacks columns: it can be read neither as the State's survey (missing: {}) nor as an inventory of your own (missing: {}); the headers found are {}.",
                survey.join(", "),
                inventory.join(", "),
                found.join(", "),
            ),
            Self::OtherJson {
                file,
                format: Some(format),
            } => format!(
                "\"{file}\" is a JSON document of another kind ({format}), not an inventory (tosei-inventory)."
            ),
            Self::OtherJson { file, format: None } => format!(
                "\"{file}\" is JSON, but not an inventory, which has \"format\": \"tosei-inventory\"."
            ),
            Self::Document { file, en, .. } => {
                format!("\"{file}\" cannot be read as an inventory: {en}.")
            }
            Self::NotUtf8 { file } => {
                format!("\"{file}\" is not UTF-8; save it as UTF-8.")
            }
            Self::NoStatusDate { file } => format!(
                "\"{file}\" is an inventory in CSV, which has no status date; give one as in --as-of 2025-06-30, or name a frame document by --frame."
            ),
            Self::OtherStatusDate { file, given, own } => {
                format!("The status date of \"{file}\" is {own}, not {given} as --as-of says.")
            }
            Self::NoFrameNeeded { file } => {
                format!("\"{file}\" is no inventory in CSV, so --frame cannot be used with it.")
            }
            Self::MixedKinds { file, other } => format!(
                "\"{file}\" and \"{other}\" are of different kinds and cannot be one inventory."
            ),
            Self::NeedsMapping { file, .. } => format!(
                "\"{file}\" is a table of your own, and what its columns are is not guessed: check the proposal in {MAPPING_PROPOSAL} in the output folder, fill in what is null there, and run again with --mapping."
            ),
            Self::Attached(failure) => failure.sentence(Language::En),
            Self::WouldOverwrite { file } => format!(
                "A file of the report would overwrite \"{file}\"; give another folder by --out."
            ),
            Self::Unwritable { path, source } => {
                format!("\"{path}\" cannot be written: {source}.")
            }
            Self::Embedded { what } => {
                format!("The data embedded in the program is broken: {what}.")
            }
        }
    }
}

/// The first few names of what there is.
fn among(found: &[String], open: &str, comma: &str, close: &str) -> String {
    const NAMED: usize = 5;
    match found {
        [] => String::new(),
        _ => {
            let names: Vec<&str> = found.iter().take(NAMED).map(String::as_str).collect();
            let more = if found.len() > NAMED { "…" } else { "" };
            format!("{open}{}{more}{close}", names.join(comma))
        }
    }
}

/// One sentence that names the file, where the table's own sentences name none.
fn table_in_japanese(file: &str, error: &TableError) -> String {
    match error {
        TableError::Empty => format!("「{file}」は空のファイルです。"),
        TableError::Foreign { format, .. } => format!(
            "「{file}」は CSV ではなく{}なので、UTF-8 の CSV として保存し直してください。",
            padded(format.label(Language::Ja))
        ),
        TableError::NotUtf8 => format!(
            "「{file}」の見出し行は UTF-8 ではなく、Shift_JIS の可能性があるので、「CSV UTF-8」で保存し直してください。"
        ),
        other => format!(
            "「{file}」：{}",
            one_sentence(&other.sentence(Language::Ja))
        ),
    }
}

fn table_in_english(file: &str, error: &TableError) -> String {
    match error {
        TableError::Empty => format!("The file \"{file}\" is empty."),
        TableError::Foreign { format, .. } => format!(
            "\"{file}\" is not CSV but {}; save it as CSV in UTF-8.",
            format_in_english(*format)
        ),
        TableError::NotUtf8 => format!(
            "The header row of \"{file}\" is not UTF-8 (perhaps it is Shift_JIS); save the file as \"CSV UTF-8\"."
        ),
        other => format!("\"{file}\": {}.", brief(&other.sentence(Language::En))),
    }
}

/// Several short sentences as one.
fn one_sentence(text: &str) -> String {
    let parts: Vec<&str> = text.split('。').filter(|part| !part.is_empty()).collect();
    format!("{}。", parts.join("ので、"))
}

/// Latin words get a blank on both sides in Japanese text.
fn padded(name: &str) -> String {
    let first = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let last = name.ends_with(|c: char| c.is_ascii_alphanumeric());
    let blank = |is: bool| if is { " " } else { "" };
    format!("{}{name}{}", blank(first), blank(last))
}

fn format_in_english(format: ForeignFormat) -> &'static str {
    format.label(Language::En)
}
