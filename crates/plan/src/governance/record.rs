//! What all governance records have in common: the frame of a document, and how it is read.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, value::RawValue};
use std::collections::BTreeSet;
use tosei_document::{
    Catalogue, Explain, JsonReader, Limits, Mark, PlaceRef, RawItem, Sink, ValueRef,
};
use tosei_types::{Date, Language};

/// 記録の種類 (kind of a record): one entry of a document of governance records.
pub trait GovernanceRecord: Serialize + DeserializeOwned + Clone {
    /// The `format` of a document of such records.
    const FORMAT: &'static str;

    /// The record's own id.
    fn id(&self) -> &str;
}

/// 記録の文書 (document of governance records): records of one kind, of one body, as of one day.
///
/// # Invariant
///
/// The document names its own kind and version; another one is refused. Ids are not forced to be
/// distinct: an id that stands twice is a finding.
///
/// # Wire form
///
/// `{"format": "tosei-user-test", "format_version": 1, "fictional": true, "body": "見本市（架空）",
/// "as_of": "2025-06-30", "records": […]}`; keys of the body's own stand under `extensions`.
///
/// # Source
///
/// `project-decision:governance-records`.
///
/// # Examples
///
/// ```
/// use tosei_plan::governance::{Records, UserTest};
///
/// let json = r#"{"format": "tosei-user-test", "format_version": 1, "fictional": true,
///     "body": "見本市（架空）", "as_of": "2025-06-30", "records": []}"#;
/// let tests = Records::<UserTest>::from_json(json)?;
/// assert!(tests.records.is_empty());
/// let other = json.replace("tosei-user-test", "tosei-flow");
/// assert!(Records::<UserTest>::from_json(&other).is_err());
/// # Ok::<(), tosei_plan::governance::RecordsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "wire::Records<T>",
    into = "wire::Records<T>",
    bound = "T: GovernanceRecord"
)]
pub struct Records<T: GovernanceRecord> {
    /// 架空: whether it is made up.
    pub fictional: bool,
    /// 団体.
    pub body: String,
    /// 基準日: the day on which the records stand.
    pub as_of: Date,
    /// 記録.
    pub records: Vec<T>,
    /// Keys of the body's own.
    pub extensions: Map<String, Value>,
}

/// Why a text is not a document of governance records.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordsError {
    /// The text is not JSON of the right shape, format or version.
    #[error("the records do not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
}

impl RecordsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "plan.governance.shape",
        }
    }
}

impl Explain for RecordsError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        let Self::Shape(error) = self;
        match language {
            Language::Ja => format!("記録の文書として読めません（{error}）。"),
            Language::En => format!("The records cannot be read: {error}."),
        }
    }
}

/// 読取結果 (reading): the records, and what could not be typed, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordsReading<T: GovernanceRecord> {
    /// The records.
    pub document: Records<T>,
    /// What could not be typed.
    pub raw: Vec<RawItem>,
}

impl<T: GovernanceRecord> Records<T> {
    /// Reads a document strictly: the first defect of its shape is an error.
    ///
    /// # Errors
    ///
    /// [`RecordsError::Shape`] for whatever does not fit.
    pub fn from_json(json: &str) -> Result<Self, RecordsError> {
        Ok(serde_json::from_str(json)?)
    }

    /// Reads a document and reports every defect of its shape; a record that cannot be typed costs
    /// itself only.
    ///
    /// `None` if not even the frame can be read, which was then reported. The catalogue must hold the
    /// rules of [`Catalogue::reading`]; [`rules`](super::rules) does.
    pub fn read(
        bytes: &[u8],
        limits: &Limits,
        catalogue: &Catalogue,
        sink: &mut dyn Sink,
    ) -> Option<RecordsReading<T>> {
        let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
        let shell: wire::Shell<'_> = reader.shell()?;
        let found = (shell.format.as_str(), shell.format_version);
        if !reader.expect_format((T::FORMAT, 1), found) {
            return None;
        }
        let records = reader.items("/records", &shell.records);
        let document = Self {
            fictional: shell.fictional,
            body: shell.body,
            as_of: shell.as_of,
            records: records.into_iter().map(|(_, record)| record).collect(),
            extensions: shell.extensions,
        };
        Some(RecordsReading {
            document,
            raw: reader.into_raw(),
        })
    }

    /// The record with an id; the first one if several have it.
    #[must_use]
    pub fn record(&self, id: &str) -> Option<&T> {
        self.records.iter().find(|record| record.id() == id)
    }
}

/// Reports findings about one document.
pub(super) struct Reporter<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) sink: &'a mut dyn Sink,
}

impl Reporter<'_> {
    /// A finding at a JSON pointer about a record.
    pub(super) fn report(
        &mut self,
        code: &'static str,
        place: &str,
        subject: &str,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue.index(code) {
            self.sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(place),
                subject: Some(subject),
                values,
            });
        }
    }

    /// The finding that a day lies behind the day of the document.
    pub(super) fn after_status_date(
        &mut self,
        place: &str,
        subject: &str,
        day: Option<Date>,
        as_of: Date,
    ) {
        if let Some(day) = day
            && day > as_of
        {
            let (day, as_of) = (day.to_string(), as_of.to_string());
            let values = [
                ("day", day.as_str().into()),
                ("as_of", as_of.as_str().into()),
            ];
            self.report(
                "plan.governance.day_after_status_date",
                place,
                subject,
                &values,
            );
        }
    }

    /// The findings that every kind of record can have: ids that stand twice.
    pub(super) fn ids<T: GovernanceRecord>(&mut self, document: &Records<T>) {
        let mut seen = BTreeSet::new();
        for (at, record) in document.records.iter().enumerate() {
            if !seen.insert(record.id()) {
                let place = format!("/records/{at}/id");
                let values = [("id", record.id().into())];
                self.report("plan.governance.id_twice", &place, record.id(), &values);
            }
        }
    }
}

mod wire {
    use super::{Date, Deserialize, GovernanceRecord, Map, RawValue, Serialize, Value};

    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Records<T> {
        /// Where the schema of this file stands; not kept.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// Always the kind of these records.
        format: String,
        /// Version of the format; 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 架空: whether it is made up.
        fictional: bool,
        /// 団体.
        body: String,
        /// 基準日: the day on which the records stand.
        as_of: Date,
        /// 記録.
        records: Vec<T>,
        /// Keys of the body's own.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        extensions: Map<String, Value>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Shell<'a> {
        #[serde(rename = "$schema", default)]
        _schema: Option<String>,
        pub(super) format: String,
        pub(super) format_version: u32,
        pub(super) fictional: bool,
        pub(super) body: String,
        pub(super) as_of: Date,
        #[serde(borrow)]
        pub(super) records: Vec<&'a RawValue>,
        #[serde(default)]
        pub(super) extensions: Map<String, Value>,
    }

    /// A document of another kind or version.
    #[derive(Debug, thiserror::Error)]
    #[error("expected format `{expected}` version 1, got `{format}` version `{version}`")]
    pub(super) struct WrongFormat {
        expected: &'static str,
        format: String,
        version: u32,
    }

    impl<T: GovernanceRecord> TryFrom<Records<T>> for super::Records<T> {
        type Error = WrongFormat;

        fn try_from(wire: Records<T>) -> Result<Self, WrongFormat> {
            if wire.format != T::FORMAT || wire.format_version != 1 {
                return Err(WrongFormat {
                    expected: T::FORMAT,
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                fictional: wire.fictional,
                body: wire.body,
                as_of: wire.as_of,
                records: wire.records,
                extensions: wire.extensions,
            })
        }
    }

    impl<T: GovernanceRecord> From<super::Records<T>> for Records<T> {
        fn from(document: super::Records<T>) -> Self {
            Self {
                schema: None,
                format: T::FORMAT.to_owned(),
                format_version: 1,
                fictional: document.fictional,
                body: document.body,
                as_of: document.as_of,
                records: document.records,
                extensions: document.extensions,
            }
        }
    }
}

#[cfg(feature = "schemars")]
impl<T: GovernanceRecord + schemars::JsonSchema> schemars::JsonSchema for Records<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}Records", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = wire::Records::<T>::json_schema(generator);
        let format = schema.pointer_mut("/properties/format");
        if let Some(format) = format.and_then(Value::as_object_mut) {
            format.insert("const".to_owned(), T::FORMAT.into());
        }
        schema
    }
}
