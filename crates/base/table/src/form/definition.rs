//! What a form is, as data.

use super::{FormDefect, FormError, check::check};
use serde::{Deserialize, Serialize};
use tosei_types::Date;

/// The name of the format.
pub const FORM_FORMAT: &str = "tosei-form";
/// The format version that this crate reads.
pub const FORM_FORMAT_VERSION: u32 = 1;

/// 項目の種類 (kind of column): what its cells hold.
///
/// # Wire form
///
/// `{"kind": "count"}`, `{"kind": "code", "list": "online_status"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ColumnKind {
    /// 文字: any text.
    Text {},
    /// 件数: a whole number from 0; an empty cell is unknown, not 0.
    Count {},
    /// 日付: a day.
    Date {},
    /// はい・いいえ.
    YesNo {},
    /// 区分: one code of a list.
    Code {
        /// The list's id.
        list: String,
    },
    /// 区分（複数選択）: one or more codes of a list.
    Codes {
        /// The list's id.
        list: String,
    },
}

impl ColumnKind {
    /// Stable identifier: `text`, `count`, `date`, `yes_no`, `code`, `codes`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text {} => "text",
            Self::Count {} => "count",
            Self::Date {} => "date",
            Self::YesNo {} => "yes_no",
            Self::Code { .. } => "code",
            Self::Codes { .. } => "codes",
        }
    }

    /// How a section is told to fill in such a column.
    #[must_use]
    pub fn instruction_ja(&self) -> &'static str {
        match self {
            Self::Text {} => "文字",
            Self::Count {} => "件数（0以上の整数。不明なら空欄）",
            Self::Date {} => "日付（例：2026-03-31）",
            Self::YesNo {} => "はい／いいえ",
            Self::Code { .. } => "一覧から一つ選ぶ",
            Self::Codes { .. } => "一覧から選ぶ（複数はセル内で改行して並べる）",
        }
    }

    /// The code list that it takes its codes from.
    #[must_use]
    pub fn list(&self) -> Option<&str> {
        match self {
            Self::Code { list } | Self::Codes { list } => Some(list),
            _ => None,
        }
    }
}

/// コード (code) of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormCode {
    /// コード: without white space.
    pub code: String,
    /// 名称.
    pub label: String,
    /// 説明, if the name is not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

impl FormCode {
    /// 選択肢: the code and its name, as a cell holds them: `1 実施済`.
    #[must_use]
    pub fn entry(&self) -> String {
        format!("{} {}", self.code, self.label)
    }
}

/// コード表 (code list).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Id, named by columns.
    pub id: String,
    /// 名称.
    pub label: String,
    /// The codes in the order in which they are offered.
    pub codes: Vec<FormCode>,
}

/// 項目 (column) of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormColumn {
    /// Id; stable over versions of the form.
    pub id: String,
    /// 上段の見出し: the header over several columns, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// 見出し.
    pub header: String,
    /// 説明: what is to be filled in, in one or two sentences.
    pub explanation: String,
    /// 記入者: who fills it in (所管課, DX推進課, …).
    pub filled_by: String,
    /// What its cells hold.
    pub answer: ColumnKind,
    /// 必須: whether an empty cell is a finding.
    #[serde(default)]
    pub required: bool,
    /// キー: whether the column names the row (a procedure's id); all key columns together do.
    #[serde(default)]
    pub key: bool,
    /// 記入不可: whether the issuer has filled it in and the cells are protected.
    #[serde(default)]
    pub locked: bool,
    /// 列幅 in characters, 1 to 255.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u8>,
    /// 記入例.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
}

/// シート (sheet) of a form: one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormSheet {
    /// Id.
    pub id: String,
    /// シート名, as the spreadsheet program shows it.
    pub name: String,
    /// The columns from left to right.
    pub columns: Vec<FormColumn>,
    /// 行の追加: whether a section may add rows below those it was sent.
    #[serde(default)]
    pub rows_may_be_added: bool,
}

impl FormSheet {
    /// Whether a header stands over several columns anywhere.
    #[must_use]
    pub fn has_groups(&self) -> bool {
        self.columns.iter().any(|column| column.group.is_some())
    }
}

/// The wire form of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Form"))]
#[serde(deny_unknown_fields)]
pub struct FormDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-form`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-form")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 様式ID: names the form in every sheet and in every file that comes back.
    pub id: String,
    /// 様式の版: changes whenever a column or a code list does.
    pub form_version: String,
    /// 様式名.
    pub title: String,
    /// 発行元: who sends it out and answers questions.
    pub issuer: String,
    /// 提出期限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<Date>,
    /// 目的: what the answers are for; shown on the sheet of instructions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// 注意事項: further lines for the sheet of instructions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instructions: Vec<String>,
    /// コード表.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code_lists: Vec<CodeList>,
    /// The sheets.
    pub sheets: Vec<FormSheet>,
}

/// 調査票 (survey form): what is asked of whom, in which column, with which codes.
///
/// # Invariant
///
/// Ids are unique; every list that a column names is there; no two columns of a sheet and no two
/// entries of a list look the same; sheet names are those that spreadsheet programs take.
///
/// # Not to be confused with
///
/// The rows that are filled in beforehand ([`FormRows`](crate::FormRows)): one form goes to fifty
/// sections with fifty sets of rows.
///
/// # Wire form
///
/// [`FormDocument`], `format` `tosei-form`, version 1.
///
/// # Examples
///
/// ```
/// use tosei_table::Form;
///
/// let form = Form::from_json(r#"{
///     "format": "tosei-form", "format_version": 1,
///     "id": "sample-survey", "form_version": "2026-1",
///     "title": "行政手続調査票（架空）", "issuer": "見本市DX推進課（架空）",
///     "code_lists": [{"id": "status", "label": "実施状況", "codes": [
///         {"code": "1", "label": "実施済"}, {"code": "2", "label": "未実施"}]}],
///     "sheets": [{"id": "main", "name": "調査票", "columns": [
///         {"id": "id", "header": "手続ID", "explanation": "変更しない。", "filled_by": "DX推進課",
///          "answer": {"kind": "text"}, "required": true, "key": true, "locked": true},
///         {"id": "status", "header": "実施状況", "explanation": "基準日の状況を選ぶ。", "filled_by": "所管課",
///          "answer": {"kind": "code", "list": "status"}, "required": true}]}]
/// }"#)?;
/// assert_eq!(form.sheets()[0].columns[1].header, "実施状況");
/// assert_eq!(form.list("status").unwrap().codes[0].entry(), "1 実施済");
/// # Ok::<(), tosei_table::FormError>(())
/// ```
#[doc(alias = "調査票")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FormDocument", into = "FormDocument")]
pub struct Form(FormDocument);

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Form {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        FormDocument::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        FormDocument::json_schema(generator)
    }
}

impl TryFrom<FormDocument> for Form {
    type Error = FormError;

    fn try_from(document: FormDocument) -> Result<Self, FormError> {
        let defects: Vec<FormDefect> = check(&document);
        if defects.is_empty() {
            Ok(Self(document))
        } else {
            Err(FormError::Definition { defects })
        }
    }
}

impl From<Form> for FormDocument {
    fn from(form: Form) -> Self {
        form.0
    }
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    ///
    /// - [`FormError::Shape`] if the text is not JSON of the right shape.
    /// - [`FormError::Definition`] with every defect at once.
    pub fn from_json(json: &str) -> Result<Self, FormError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let document: FormDocument =
            serde_path_to_error::deserialize(&mut reader).map_err(FormError::Shape)?;
        Self::try_from(document)
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &FormDocument {
        &self.0
    }

    /// 様式ID.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// 様式の版.
    #[must_use]
    pub fn form_version(&self) -> &str {
        &self.0.form_version
    }

    /// 様式名.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// 提出期限.
    #[must_use]
    pub fn due_date(&self) -> Option<Date> {
        self.0.due_date
    }

    /// The sheets.
    #[must_use]
    pub fn sheets(&self) -> &[FormSheet] {
        &self.0.sheets
    }

    /// A code list by its id.
    #[must_use]
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.0.code_lists.iter().find(|list| list.id == id)
    }

    /// Where a sheet and a column of these ids stand.
    #[must_use]
    pub fn position(&self, sheet: &str, column: &str) -> Option<(usize, usize)> {
        let at = self.0.sheets.iter().position(|own| own.id == sheet)?;
        let columns = &self.0.sheets.get(at)?.columns;
        Some((at, columns.iter().position(|own| own.id == column)?))
    }
}
