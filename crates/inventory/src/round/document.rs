//! Reading and writing the document of a round.

use super::{RoundSection, SurveyRound};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::OnceLock;
use tosei_document::{Catalogue, JsonReader, Limits, RawItem, Sink};
use tosei_types::{Date, Language, embedded};

/// The `format` of a round.
pub const FORMAT: &str = "tosei-survey-round";

/// The format version that this crate reads and writes.
pub const FORMAT_VERSION: u32 = 1;

/// The rules about rounds, with those about reading.
#[must_use]
pub fn rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/round.json"))
    })
}

/// Why a text is not the document of a round.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RoundDocumentError {
    /// The text is not JSON of the right shape, format or version.
    #[error("the round does not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
}

impl RoundDocumentError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "inventory.round.shape",
        }
    }
}

impl tosei_document::Explain for RoundDocumentError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Shape(error), Language::Ja) => {
                format!("照会の文書として読めません（{error}）。")
            }
            (Self::Shape(error), Language::En) => {
                format!("The document of the round cannot be read: {error}.")
            }
        }
    }
}

/// 読取結果 (reading): a round, and the sections that could not be typed, as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoundReading {
    /// The round.
    pub round: SurveyRound,
    /// What could not be typed.
    pub raw: Vec<RawItem>,
}

impl SurveyRound {
    /// Reads a document strictly: the first defect of its shape is an error.
    ///
    /// # Errors
    ///
    /// [`RoundDocumentError::Shape`] for whatever does not fit.
    pub fn from_json(json: &str) -> Result<Self, RoundDocumentError> {
        Ok(serde_json::from_str(json)?)
    }

    /// The document, one section a line.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in the model can fail to serialize: every key is a string.
        let Ok(serde_json::Value::Object(mut frame)) = serde_json::to_value(self) else {
            return String::new();
        };
        frame.remove("sections");
        let mut text = String::from("{\n");
        for (key, value) in &frame {
            text.push_str(&format!("  \"{key}\": {value},\n"));
        }
        text.push_str("  \"sections\": [");
        for (at, section) in self.sections.iter().enumerate() {
            text.push_str(if at == 0 { "\n    " } else { ",\n    " });
            text.push_str(&crate::document::wire::json(section));
        }
        text.push_str(if self.sections.is_empty() {
            "]\n}\n"
        } else {
            "\n  ]\n}\n"
        });
        text
    }
}

/// The document with its list left unread.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    format: String,
    format_version: u32,
    fictional: bool,
    id: String,
    #[serde(default)]
    title: Option<String>,
    status_date: Date,
    issued_on: Date,
    due_on: Date,
    form_version: String,
    #[serde(borrow)]
    sections: Vec<&'a RawValue>,
    #[serde(default)]
    extensions: crate::Extensions,
}

/// Reads a document and reports every defect of its shape; a section that cannot be typed costs
/// itself only.
///
/// `None` if not even the frame can be read, which was then reported. The catalogue must hold the
/// rules of [`Catalogue::reading`].
pub fn read_json(
    bytes: &[u8],
    limits: &Limits,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) -> Option<RoundReading> {
    let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
    let shell: Shell<'_> = reader.shell()?;
    let found = (shell.format.as_str(), shell.format_version);
    if !reader.expect_format((FORMAT, FORMAT_VERSION), found) {
        return None;
    }
    let sections = reader.items("/sections", &shell.sections);
    let sections: Vec<RoundSection> = sections.into_iter().map(|(_, section)| section).collect();
    let round = SurveyRound {
        fictional: shell.fictional,
        id: shell.id,
        title: shell.title,
        status_date: shell.status_date,
        issued_on: shell.issued_on,
        due_on: shell.due_on,
        form_version: shell.form_version,
        sections,
        extensions: shell.extensions,
    };
    Some(RoundReading {
        round,
        raw: reader.into_raw(),
    })
}

pub(super) mod wire {
    use super::{FORMAT, FORMAT_VERSION};
    use crate::{Extensions, round::RoundSection};
    use serde::{Deserialize, Serialize};
    use tosei_types::Date;

    /// 照会 (survey round).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(in crate::round) struct SurveyRound {
        /// Where the schema of this file stands; not kept.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// Always `tosei-survey-round`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-survey-round")))]
        format: String,
        /// Version of the format; 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 架空: whether it is made up.
        fictional: bool,
        /// 照会番号.
        id: String,
        /// 件名.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// 基準日.
        status_date: Date,
        /// 発出日.
        issued_on: Date,
        /// 回答期限: the last day in time.
        due_on: Date,
        /// 様式の版.
        form_version: String,
        /// 照会先.
        sections: Vec<RoundSection>,
        /// Keys of the body's own.
        #[serde(default, skip_serializing_if = "Extensions::is_empty")]
        extensions: Extensions,
    }

    /// A document of another kind or version.
    #[derive(Debug, thiserror::Error)]
    #[error("expected format `tosei-survey-round` version 1, got `{format}` version `{version}`")]
    pub(in crate::round) struct WrongFormat {
        format: String,
        version: u32,
    }

    impl TryFrom<SurveyRound> for super::SurveyRound {
        type Error = WrongFormat;

        fn try_from(wire: SurveyRound) -> Result<Self, WrongFormat> {
            if wire.format != FORMAT || wire.format_version != FORMAT_VERSION {
                return Err(WrongFormat {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                fictional: wire.fictional,
                id: wire.id,
                title: wire.title,
                status_date: wire.status_date,
                issued_on: wire.issued_on,
                due_on: wire.due_on,
                form_version: wire.form_version,
                sections: wire.sections,
                extensions: wire.extensions,
            })
        }
    }

    impl From<super::SurveyRound> for SurveyRound {
        fn from(round: super::SurveyRound) -> Self {
            Self {
                schema: None,
                format: FORMAT.to_owned(),
                format_version: FORMAT_VERSION,
                fictional: round.fictional,
                id: round.id,
                title: round.title,
                status_date: round.status_date,
                issued_on: round.issued_on,
                due_on: round.due_on,
                form_version: round.form_version,
                sections: round.sections,
                extensions: round.extensions,
            }
        }
    }
}
