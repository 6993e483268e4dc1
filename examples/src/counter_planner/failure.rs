//! Why there is no plan, in one sentence of each language.

use crate::files::{Unreadable, Unwritable};
use tosei_counter_dx::{staffing::StaffingError, station::StationError};
use tosei_document::Explain;
use tosei_simulation::RunPlanError;
use tosei_table::TableError;
use tosei_types::Language;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A file holds nothing.
    #[error("`{file}` is empty")]
    Empty {
        /// The file as it was named.
        file: String,
    },
    /// A file is no table of polls.
    #[error("`{file}` is no table of snapshots")]
    Table {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        source: TableError,
    },
    /// A JSON document that is not what it should be.
    #[error("`{file}` is not what it should be: {why}")]
    Document {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// Both a station and snapshots were named.
    #[error("a station and snapshots cannot be planned together")]
    Both,
    /// The office is not in the snapshots, or none was named where there are several.
    #[error("name one of the offices by --office: {}", known.join(", "))]
    Office {
        /// The first offices that are there.
        known: Vec<String>,
    },
    /// The day is not in the snapshots, or none was named where there are several.
    #[error("name one of the days by --date: {}", known.join(", "))]
    Day {
        /// The first days that are there.
        known: Vec<String>,
    },
    /// Nobody came on that day.
    #[error("nobody came to that office on that day")]
    Nobody,
    /// A number of runs that makes no sense.
    #[error(transparent)]
    Runs(#[from] RunPlanError),
    /// The station cannot be simulated.
    #[error(transparent)]
    Station(#[from] StationError),
    /// The assumptions make no sense.
    #[error(transparent)]
    Staffing(#[from] StaffingError),
    /// A result that is no JSON.
    #[error("the result cannot be written as JSON")]
    Json,
    /// The result cannot be written.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
}

impl Explain for Failure {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "planner.unreadable",
            Self::Empty { .. } => "planner.empty",
            Self::Table { .. } => "planner.table",
            Self::Document { .. } => "planner.document",
            Self::Both => "planner.both",
            Self::Office { .. } => "planner.office",
            Self::Day { .. } => "planner.day",
            Self::Nobody => "planner.nobody",
            Self::Runs(error) => error.code(),
            Self::Station(error) => error.code(),
            Self::Staffing(error) => error.code(),
            Self::Json => "planner.json",
            Self::Unwritable(_) => "planner.unwritable",
        }
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (_, Self::Station(error)) => error.sentence(language),
            (_, Self::Staffing(error)) => error.sentence(language),
            (_, Self::Unreadable(error)) => error.sentence(language),
            (_, Self::Unwritable(error)) => error.sentence(language),
            (_, Self::Table { file, source }) => match language {
                Language::Ja => format!(
                    "{file}は待ち状況の表として読めません。{}",
                    source.sentence(language)
                ),
                Language::En => format!(
                    "`{file}` is no table of snapshots. {}",
                    source.sentence(language)
                ),
            },
            (Language::En, _) => format!("{self}."),
            (Language::Ja, Self::Empty { file }) => format!("{file}は空です。"),
            (Language::Ja, Self::Document { file, why }) => {
                format!("{file}は求められた文書ではありません（{why}）。")
            }
            (Language::Ja, Self::Both) => {
                "窓口の模型と待ち状況の表は、どちらか一方を指定してください。".to_owned()
            }
            (Language::Ja, Self::Office { known }) => {
                format!(
                    "施設を --office で一つ指定してください：{}。",
                    known.join("、")
                )
            }
            (Language::Ja, Self::Day { known }) => {
                format!("日を --date で一つ指定してください：{}。", known.join("、"))
            }
            (Language::Ja, Self::Nobody) => "その日、その施設には誰も来ていません。".to_owned(),
            (Language::Ja, Self::Runs(_)) => {
                "試行回数は2から1,000,000までにしてください。".to_owned()
            }
            (Language::Ja, Self::Json) => "結果をJSONで書けません。".to_owned(),
        }
    }
}
