//! 対応表 (mapping file): which sheet and column is which field, and what the body's own signs mean.

use super::OfficeField;
use crate::{Body, OnlineStatus, OrganisationKind, Party, VolumeChoice};
use serde::{Deserialize, Serialize};
use tosei_table::header_key;
use tosei_types::{Date, OrganisationId, coded_enum};

/// The format that mapping files name.
pub const OFFICE_MAPPING_FORMAT: &str = "tosei-office-mapping";

coded_enum! {
    /// 行の単位 (unit of a row).
    pub enum RowUnit: "unit of a row" {
        /// 手続: each row is a procedure with one process.
        Procedure = "procedure" ("手続", "procedure"),
        /// 手続プロセス: rows with one 手続ID are the processes of one procedure.
        Process = "process" ("手続プロセス", "process"),
    }
}

coded_enum! {
    /// IDの付け方 (rule for ids) where a table has none.
    ///
    /// # Source
    ///
    /// `project-decision:office-ids`.
    pub enum OfficeIdRule: "rule for ids" {
        /// 手続名から: `name/` and the name in NFKC without blanks, from its second occurrence on with
        /// its number: `name/印鑑登録申請`, `name/印鑑登録申請/2`. Stays when a procedure moves to another
        /// section or row; changes when it is renamed.
        ByName = "by_name" ("手続名から", "from the name"),
        /// 行番号から: `row/`, the sheet's number and the row: `row/1/12`. Changes with every row that is
        /// put in above.
        ByRow = "by_row" ("行番号から", "from the row"),
    }
}

/// 列の対応 (mapping of a column): found by its header, or by its letter.
///
/// # Wire form
///
/// `{"header": "手続名", "field": "procedure_name"}` or `{"column": "K", "field": "cases"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// The header; of a header over two rows its lower text, its upper text, or both put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The column's letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(regex(pattern = "^[A-Z]{1,3}$")))]
    pub column: Option<String>,
    /// What its cells hold.
    pub field: OfficeField,
    /// Whether a blank cell means the value above it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blank_means_above: bool,
}

impl ColumnMapping {
    /// A column by its header.
    #[must_use]
    pub fn by_header(header: impl Into<String>, field: OfficeField) -> Self {
        Self {
            header: Some(header.into()),
            column: None,
            field,
            blank_means_above: false,
        }
    }

    /// A column by its letter.
    #[must_use]
    pub fn by_letter(column: impl Into<String>, field: OfficeField) -> Self {
        Self {
            header: None,
            column: Some(column.into()),
            field,
            blank_means_above: false,
        }
    }

    /// The column's number, counted from 1, if it is mapped by its letter.
    pub(super) fn number(&self) -> Option<u32> {
        let letters = self.column.as_deref()?;
        let cell: tosei_document::CellAddress = format!("{letters}1").parse().ok()?;
        (letters.len() <= 3).then_some(cell.column())
    }
}

/// 見出し行 (header rows) of a sheet, counted from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeaderRows {
    /// The first.
    pub first: u32,
    /// The last; the table begins in the next row.
    pub last: u32,
}

/// シートの対応 (mapping of a sheet).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetMapping {
    /// The file it is for, where there are several; every file if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The sheet's name; if absent, every visible sheet that no other entry names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Whether the sheet is left out on purpose.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip: bool,
    /// Where the header stands; looked for if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<HeaderRows>,
    /// The section whose sheet it is, where no column says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The kind of process of its rows, where it is another than the file's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_kind: Option<String>,
    /// Its columns.
    #[serde(default)]
    pub columns: Vec<ColumnMapping>,
}

/// 組織の対応 (mapping of an organisation): which id a name in the table has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganisationMapping {
    /// The name as it stands in the table.
    pub name: String,
    /// 組織ID.
    pub id: OrganisationId,
    /// 組織の種類; 課・室 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OrganisationKind>,
}

/// 記号の対応 (mapping of a value): what a text in a cell means to this body.
///
/// `null` says that nobody has decided: the cell is read as unknown and reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ValueMapping<T> {
    /// The text as it stands in the cell; spellings that look alike (○ 〇 ◯) are one.
    pub text: String,
    /// What it means.
    pub means: Option<T>,
}

/// 記号の対応一覧 (value maps), by field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ValueMaps {
    /// オンライン化の状況.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub online_status: Vec<ValueMapping<OnlineStatus>>,
    /// 種類: codes of process kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<ValueMapping<String>>,
    /// 分類: codes of procedure categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<ValueMapping<String>>,
    /// 主体.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actor: Vec<ValueMapping<Party>>,
}

/// The wire form of an [`OfficeMapping`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "OfficeMapping"))]
#[serde(deny_unknown_fields)]
struct MappingDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    schema: Option<String>,
    /// Always `tosei-office-mapping`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-office-mapping")))]
    format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    format_version: u32,
    /// 架空: whether the table is made up.
    #[serde(default)]
    fictional: bool,
    /// 団体: whose table it is.
    body: Body,
    /// 基準日 of the table.
    status_date: Date,
    /// 件数の年度・種類・状態.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    volume: Option<VolumeChoice>,
    /// What a row is.
    row_unit: RowUnit,
    /// The kind of process that a row stands for where no column says so.
    default_kind: String,
    /// How ids are made where there are none.
    id_rule: OfficeIdRule,
    /// Organisations that have an id already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<OrganisationMapping>,
    /// The sheets.
    sheets: Vec<SheetMapping>,
    /// What the body's own signs mean.
    #[serde(default)]
    values: ValueMaps,
}

/// 対応表 (mapping) of a body's own spreadsheets onto the inventory.
///
/// # Invariant
///
/// Each sheet that is read maps 手続名, maps no field twice, and names every column by its header or by
/// its letter, not by both; cases have a fiscal year, from the mapping or from a column. No value
/// text stands twice in one list.
///
/// # Wire form
///
/// A JSON document of format `tosei-office-mapping`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::office_table::OfficeMapping;
///
/// let mapping: OfficeMapping = serde_json::from_str(r#"{
///   "format": "tosei-office-mapping", "format_version": 1, "fictional": true,
///   "body": {"name": "見本市（架空）"}, "status_date": "2025-03-31",
///   "row_unit": "procedure", "default_kind": "application", "id_rule": "by_name",
///   "volume": {"fiscal_year": "2024", "measure": "applications", "state": "final"},
///   "sheets": [{"columns": [
///     {"header": "手続名", "field": "procedure_name"},
///     {"header": "件数", "field": "cases"}
///   ]}],
///   "values": {"online_status": [{"text": "○", "means": "done"}, {"text": "△", "means": null}]}
/// }"#)?;
/// assert_eq!(mapping.sheets().len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "対応表")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "MappingDocument", into = "MappingDocument")]
pub struct OfficeMapping(MappingDocument);

/// Why a document is not a mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OfficeMappingError {
    /// The document says that it is something else, or of another version.
    #[error("expected format `tosei-office-mapping` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format that the document names.
        format: String,
        /// The version that the document names.
        version: u32,
    },
    /// No sheet is mapped.
    #[error("no sheet is mapped")]
    NoSheet,
    /// Two entries are for one sheet.
    #[error("the sheet `{sheet}` is mapped twice")]
    #[non_exhaustive]
    RepeatedSheet {
        /// The sheet; empty for the entry of all others.
        sheet: String,
    },
    /// A sheet does not say where the name of the procedure stands.
    #[error("the sheet `{sheet}` has no column for 手続名")]
    #[non_exhaustive]
    NoName {
        /// The sheet; empty for the entry of all others.
        sheet: String,
    },
    /// A field is mapped twice in one sheet.
    #[error("the field `{field}` is mapped twice")]
    #[non_exhaustive]
    RepeatedField {
        /// The field.
        field: OfficeField,
    },
    /// A column is named by both header and letter, by neither, or by something that is no letter.
    #[error("the column of `{field}` is named by its header or by its letter, A to XFD")]
    #[non_exhaustive]
    Column {
        /// The field.
        field: OfficeField,
    },
    /// The header rows are not two rows counted from 1, or columns are named by letter only and the
    /// header rows are not stated.
    #[error("the header rows must be stated, from 1 on, the first not below the last")]
    HeaderRows,
    /// Cases are mapped without a fiscal year.
    #[error("cases are mapped, but neither `volume` nor a column says of which fiscal year")]
    NoVolumeYear,
    /// Rows are processes, and no column has the id of their procedure.
    #[error("rows are processes, but no column is mapped to `procedure_id`")]
    NoProcedureId,
    /// A value text stands twice in one list.
    #[error("the value `{text}` is mapped twice")]
    #[non_exhaustive]
    RepeatedValue {
        /// The text.
        text: String,
    },
}

impl OfficeMappingError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "inventory.office_mapping.format",
            Self::NoSheet => "inventory.office_mapping.no_sheet",
            Self::RepeatedSheet { .. } => "inventory.office_mapping.repeated_sheet",
            Self::NoName { .. } => "inventory.office_mapping.no_name",
            Self::RepeatedField { .. } => "inventory.office_mapping.repeated_field",
            Self::Column { .. } => "inventory.office_mapping.column",
            Self::HeaderRows => "inventory.office_mapping.header_rows",
            Self::NoVolumeYear => "inventory.office_mapping.no_volume_year",
            Self::NoProcedureId => "inventory.office_mapping.no_procedure_id",
            Self::RepeatedValue { .. } => "inventory.office_mapping.repeated_value",
        }
    }
}

impl TryFrom<MappingDocument> for OfficeMapping {
    type Error = OfficeMappingError;

    fn try_from(document: MappingDocument) -> Result<Self, OfficeMappingError> {
        if document.format != OFFICE_MAPPING_FORMAT || document.format_version != 1 {
            return Err(OfficeMappingError::Format {
                format: document.format.chars().take(80).collect(),
                version: document.format_version,
            });
        }
        if document.sheets.iter().all(|sheet| sheet.skip) {
            return Err(OfficeMappingError::NoSheet);
        }
        for (at, sheet) in document.sheets.iter().enumerate() {
            let mut earlier = document.sheets.iter().take(at);
            if earlier.any(|other| (&other.file, &other.sheet) == (&sheet.file, &sheet.sheet)) {
                return Err(OfficeMappingError::RepeatedSheet {
                    sheet: sheet.sheet.clone().unwrap_or_default(),
                });
            }
            if !sheet.skip {
                sheet.check(&document)?;
            }
        }
        let values = &document.values;
        distinct(values.online_status.iter().map(|value| &value.text))?;
        distinct(values.kind.iter().map(|value| &value.text))?;
        distinct(values.category.iter().map(|value| &value.text))?;
        distinct(values.actor.iter().map(|value| &value.text))?;
        Ok(Self(document))
    }
}

impl SheetMapping {
    fn check(&self, document: &MappingDocument) -> Result<(), OfficeMappingError> {
        let mut seen: Vec<OfficeField> = Vec::new();
        for column in &self.columns {
            let field = column.field;
            let named = match (&column.header, &column.column) {
                (Some(header), None) => !header_key(header).is_empty(),
                (None, Some(_)) => column.number().is_some_and(|number| number <= 16_384),
                _ => false,
            };
            if !named {
                return Err(OfficeMappingError::Column { field });
            }
            if field != OfficeField::NotRead && seen.contains(&field) {
                return Err(OfficeMappingError::RepeatedField { field });
            }
            seen.push(field);
        }
        if !seen.contains(&OfficeField::ProcedureName) {
            return Err(OfficeMappingError::NoName {
                sheet: self.sheet.clone().unwrap_or_default(),
            });
        }
        let by_header = self.columns.iter().any(|column| column.header.is_some());
        match self.header {
            Some(HeaderRows { first, last }) if first == 0 || last < first => {
                return Err(OfficeMappingError::HeaderRows);
            }
            None if !by_header => return Err(OfficeMappingError::HeaderRows),
            _ => {}
        }
        let counts = [OfficeField::Cases, OfficeField::OnlineCases];
        if seen.iter().any(|field| counts.contains(field)) && document.volume.is_none() {
            return Err(OfficeMappingError::NoVolumeYear);
        }
        if document.row_unit == RowUnit::Process && !seen.contains(&OfficeField::ProcedureId) {
            return Err(OfficeMappingError::NoProcedureId);
        }
        Ok(())
    }
}

fn distinct<'a>(texts: impl Iterator<Item = &'a String>) -> Result<(), OfficeMappingError> {
    let mut seen = std::collections::HashSet::new();
    for text in texts {
        if !seen.insert(super::value::sign_key(text)) {
            return Err(OfficeMappingError::RepeatedValue { text: text.clone() });
        }
    }
    Ok(())
}

impl From<OfficeMapping> for MappingDocument {
    fn from(mapping: OfficeMapping) -> Self {
        mapping.0
    }
}

impl OfficeMapping {
    /// A mapping of these sheets, rows being procedures, their processes applications, ids made of
    /// names.
    ///
    /// # Errors
    ///
    /// As for a document that is read: every variant but [`OfficeMappingError::Format`].
    pub fn try_new(
        body: Body,
        status_date: Date,
        volume: Option<VolumeChoice>,
        sheets: Vec<SheetMapping>,
        values: ValueMaps,
    ) -> Result<Self, OfficeMappingError> {
        Self::try_from(MappingDocument {
            schema: None,
            format: OFFICE_MAPPING_FORMAT.to_owned(),
            format_version: 1,
            fictional: false,
            body,
            status_date,
            volume,
            row_unit: RowUnit::Procedure,
            default_kind: "application".to_owned(),
            id_rule: OfficeIdRule::ByName,
            organisations: Vec::new(),
            sheets,
            values,
        })
    }

    /// Whether the table is made up.
    #[must_use]
    pub fn fictional(&self) -> bool {
        self.0.fictional
    }

    /// Whose table it is.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.0.body
    }

    /// 基準日.
    #[must_use]
    pub fn status_date(&self) -> Date {
        self.0.status_date
    }

    /// Year, measure and state of the counts.
    #[must_use]
    pub fn volume(&self) -> Option<VolumeChoice> {
        self.0.volume
    }

    /// What a row is.
    #[must_use]
    pub fn row_unit(&self) -> RowUnit {
        self.0.row_unit
    }

    /// The kind of process that a row stands for.
    #[must_use]
    pub fn default_kind(&self) -> &str {
        &self.0.default_kind
    }

    /// How ids are made where there are none.
    #[must_use]
    pub fn id_rule(&self) -> OfficeIdRule {
        self.0.id_rule
    }

    /// Organisations that have an id already.
    #[must_use]
    pub fn organisations(&self) -> &[OrganisationMapping] {
        &self.0.organisations
    }

    /// The sheets.
    #[must_use]
    pub fn sheets(&self) -> &[SheetMapping] {
        &self.0.sheets
    }

    /// What the body's own signs mean.
    #[must_use]
    pub fn values(&self) -> &ValueMaps {
        &self.0.values
    }

    /// The entry for a sheet: the one that names it, else the one for all others.
    #[must_use]
    pub fn sheet(&self, file: Option<&str>, name: &str) -> Option<&SheetMapping> {
        let of_file = |entry: &&SheetMapping| entry.file.is_none() || entry.file.as_deref() == file;
        let fits = |entry: &&SheetMapping| entry.sheet.as_deref() == Some(name);
        let sheets = || self.sheets().iter().filter(of_file);
        // An entry for this file goes before one for every file.
        let own = |entry: &&SheetMapping| entry.file.is_some();
        sheets()
            .filter(fits)
            .find(own)
            .or_else(|| sheets().find(fits))
            .or_else(|| sheets().filter(own).find(|entry| entry.sheet.is_none()))
            .or_else(|| sheets().find(|entry| entry.sheet.is_none()))
    }
}
