//! What a cell of a form says.

use serde::{Deserialize, Serialize};
use tosei_types::{Date, MAX_COUNT};

/// 回答の値 (value of an answer), by the kind of its column.
///
/// An empty cell has no value (`None` where a value may stand): it is unknown, not 0 and not いいえ.
///
/// # Wire form
///
/// `{"kind": "count", "value": 12}`, `{"kind": "codes", "value": ["1", "3"]}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
#[non_exhaustive]
pub enum FormValue {
    /// 文字.
    Text(String),
    /// 件数, at most 2^53 − 1.
    Count(u64),
    /// 日付.
    Date(Date),
    /// はい or いいえ.
    YesNo(bool),
    /// One code.
    Code(String),
    /// One or more codes, each once, in the order in which they were written.
    Codes(Vec<String>),
}

impl FormValue {
    /// Stable identifier, the same as that of its column's kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Count(_) => "count",
            Self::Date(_) => "date",
            Self::YesNo(_) => "yes_no",
            Self::Code(_) => "code",
            Self::Codes(_) => "codes",
        }
    }

    /// Whether the value could stand in a cell of some form: a text that is not blank, a count
    /// within bounds, at least one code.
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Text(text) => !text.chars().all(char::is_whitespace),
            Self::Count(count) => *count <= MAX_COUNT,
            Self::Codes(codes) => !codes.is_empty(),
            _ => true,
        }
    }
}

/// セルの読み取り (reading of a cell): its value, and the rule that it breaks or stretches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellReading {
    /// The value; `None` if the cell is empty or cannot be read.
    pub value: Option<FormValue>,
    /// The code of the rule of [`form_rules`](crate::form_rules) that speaks about the cell.
    pub finding: Option<&'static str>,
}
