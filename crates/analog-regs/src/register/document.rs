//! Reading and writing the document of a register.

use super::{Body, Clause, ClauseRegister, Extensions, Rule, Section, rules};
use crate::{AmendingInstrument, EnablingInstrument, StateRequest};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tosei_document::{Explain, JsonReader, Limits, RawItem, Sink};
use tosei_types::{Date, Language};

/// The `format` of a register.
pub const REGISTER_FORMAT: &str = "tosei-clause-register";

/// The format version that this crate reads and writes.
pub const REGISTER_FORMAT_VERSION: u32 = 1;

/// Why a text is not the document of a register.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterDocumentError {
    /// The text is not JSON of the right shape, format or version.
    #[error("the register does not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
}

impl RegisterDocumentError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "analog_regs.register.shape",
        }
    }
}

impl Explain for RegisterDocumentError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Shape(error), Language::Ja) => {
                format!("条項台帳として読めません（{error}）。")
            }
            (Self::Shape(error), Language::En) => {
                format!("The register of clauses cannot be read: {error}.")
            }
        }
    }
}

/// 読取結果 (reading): a register, and the items that could not be typed, as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisterReading {
    /// The register.
    pub register: ClauseRegister,
    /// What could not be typed.
    pub raw: Vec<RawItem>,
}

impl ClauseRegister {
    /// Reads a document strictly: the first defect of its shape is an error.
    ///
    /// # Errors
    ///
    /// [`RegisterDocumentError::Shape`] for whatever does not fit.
    pub fn from_json(json: &str) -> Result<Self, RegisterDocumentError> {
        Ok(serde_json::from_str(json)?)
    }

    /// The document, one item of each list a line.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in the model can fail to serialize: every key is a string.
        let Ok(serde_json::Value::Object(frame)) = serde_json::to_value(self) else {
            return String::new();
        };
        let mut text = String::from("{\n");
        let last = frame.len();
        let order = [
            "format",
            "format_version",
            "fictional",
            "body",
            "status_date",
            "sections",
            "rules",
            "clauses",
            "enabling",
            "amendments",
            "requests",
            "extensions",
        ];
        let entries = order.iter().filter_map(|key| Some((key, frame.get(*key)?)));
        for (at, (key, value)) in entries.enumerate() {
            text.push_str(&format!("  \"{key}\": "));
            match value.as_array().filter(|items| !items.is_empty()) {
                Some(items) => {
                    text.push('[');
                    for (at, item) in items.iter().enumerate() {
                        text.push_str(if at == 0 { "\n    " } else { ",\n    " });
                        text.push_str(&item.to_string());
                    }
                    text.push_str("\n  ]");
                }
                None => text.push_str(&value.to_string()),
            }
            text.push_str(if at.saturating_add(1) == last {
                "\n"
            } else {
                ",\n"
            });
        }
        text.push_str("}\n");
        text
    }
}

/// The document with its lists left unread.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    format: String,
    format_version: u32,
    fictional: bool,
    body: Body,
    status_date: Date,
    #[serde(borrow, default)]
    sections: Vec<&'a RawValue>,
    #[serde(borrow)]
    rules: Vec<&'a RawValue>,
    #[serde(borrow)]
    clauses: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    enabling: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    amendments: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    requests: Vec<&'a RawValue>,
    #[serde(default)]
    extensions: Extensions,
}

/// Reads a register and reports every defect of its shape; an item that cannot be typed costs itself
/// only, and is kept as it was written.
///
/// `None` if not even the frame can be read, which was then reported. Findings are of
/// [`rules`](crate::register::rules).
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::register::{read_register, rules};
/// use tosei_document::{Collector, Limits};
///
/// let json = r#"{"format": "tosei-clause-register", "format_version": 1, "fictional": true,
///     "body": {"name": "見本市（架空）"}, "status_date": "2025-06-30", "rules": [], "clauses": [
///     {"id": "C-1", "rule": "R-1", "citation": "第9条第2項"},
///     {"id": "C-2", "rule": "R-1", "citation": "どこか"}]}"#;
/// let mut findings = Collector::new(rules());
/// let read = read_register(json.as_bytes(), &Limits::default(), &mut findings).unwrap();
/// assert_eq!((read.register.clauses.len(), read.raw.len()), (1, 1));
/// assert_eq!(read.raw[0].place.to_string(), "/clauses/1");
/// ```
pub fn read_register(
    bytes: &[u8],
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Option<RegisterReading> {
    let mut reader = JsonReader::open(bytes, limits, rules(), sink)?;
    let shell: Shell<'_> = reader.shell()?;
    let found = (shell.format.as_str(), shell.format_version);
    if !reader.expect_format((REGISTER_FORMAT, REGISTER_FORMAT_VERSION), found) {
        return None;
    }
    fn values<T>(items: Vec<(usize, T)>) -> Vec<T> {
        items.into_iter().map(|(_, item)| item).collect()
    }
    let register = ClauseRegister {
        fictional: shell.fictional,
        body: shell.body,
        status_date: shell.status_date,
        sections: values(reader.items::<Section>("/sections", &shell.sections)),
        rules: values(reader.items::<Rule>("/rules", &shell.rules)),
        clauses: values(reader.items::<Clause>("/clauses", &shell.clauses)),
        enabling: values(reader.items::<EnablingInstrument>("/enabling", &shell.enabling)),
        amendments: values(reader.items::<AmendingInstrument>("/amendments", &shell.amendments)),
        requests: values(reader.items::<StateRequest>("/requests", &shell.requests)),
        extensions: shell.extensions,
    };
    Some(RegisterReading {
        register,
        raw: reader.into_raw(),
    })
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ClauseRegister {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ClauseRegister".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        wire::ClauseRegister::json_schema(generator)
    }
}

pub(super) mod wire {
    use super::{
        AmendingInstrument, Body, Clause, Date, Deserialize, EnablingInstrument, Extensions,
        REGISTER_FORMAT, REGISTER_FORMAT_VERSION, Rule, Section, Serialize, StateRequest,
    };

    /// 条項台帳 (clause register).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(in crate::register) struct ClauseRegister {
        /// Where the schema of this file stands; not kept.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// Always `tosei-clause-register`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-clause-register")))]
        format: String,
        /// Version of the format; 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 架空: whether it is made up.
        fictional: bool,
        /// 団体.
        body: Body,
        /// 基準日.
        status_date: Date,
        /// 所管課.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sections: Vec<Section>,
        /// 例規.
        rules: Vec<Rule>,
        /// 条項.
        clauses: Vec<Clause>,
        /// 通則法・通則条例等.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        enabling: Vec<EnablingInstrument>,
        /// 改正等.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        amendments: Vec<AmendingInstrument>,
        /// 国への要望.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        requests: Vec<StateRequest>,
        /// Keys of the body's own.
        #[serde(default, skip_serializing_if = "Extensions::is_empty")]
        extensions: Extensions,
    }

    /// A document of another kind or version.
    #[derive(Debug, thiserror::Error)]
    #[error(
        "expected format `tosei-clause-register` version 1, got `{format}` version `{version}`"
    )]
    pub(in crate::register) struct WrongFormat {
        format: String,
        version: u32,
    }

    impl TryFrom<ClauseRegister> for super::ClauseRegister {
        type Error = WrongFormat;

        fn try_from(wire: ClauseRegister) -> Result<Self, WrongFormat> {
            if wire.format != REGISTER_FORMAT || wire.format_version != REGISTER_FORMAT_VERSION {
                return Err(WrongFormat {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                fictional: wire.fictional,
                body: wire.body,
                status_date: wire.status_date,
                sections: wire.sections,
                rules: wire.rules,
                clauses: wire.clauses,
                enabling: wire.enabling,
                amendments: wire.amendments,
                requests: wire.requests,
                extensions: wire.extensions,
            })
        }
    }

    impl From<super::ClauseRegister> for ClauseRegister {
        fn from(register: super::ClauseRegister) -> Self {
            Self {
                schema: None,
                format: REGISTER_FORMAT.to_owned(),
                format_version: REGISTER_FORMAT_VERSION,
                fictional: register.fictional,
                body: register.body,
                status_date: register.status_date,
                sections: register.sections,
                rules: register.rules,
                clauses: register.clauses,
                enabling: register.enabling,
                amendments: register.amendments,
                requests: register.requests,
                extensions: register.extensions,
            }
        }
    }
}
