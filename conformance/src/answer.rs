//! What a program answers about one case: the other half of the wire protocol.

use serde::Deserialize;
use serde_json::Value;

/// What a program said about one case: one line of JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// `{"ok": value}`.
    Value(Value),
    /// `{"error": {"code": "…"}}`.
    Refused(String),
    /// `{"unsupported": "<crate>/<operation>"}`.
    Unsupported,
}

/// Why a line is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The line is not JSON of the form.
    #[error("{0}")]
    Form(#[from] serde_json::Error),
    /// The line is about an operation that nobody asked for.
    #[error("an answer about `{0}`")]
    OtherOperation(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    Ok(Value),
    Error(Refusal),
    Unsupported(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    code: String,
    /// A sentence for people; not compared.
    #[serde(default, rename = "message")]
    _message: Option<String>,
}

impl Answer {
    /// Reads the answer to a request about an operation.
    ///
    /// # Errors
    ///
    /// - [`AnswerError::Form`] if the line is no JSON of one of the three forms.
    /// - [`AnswerError::OtherOperation`] if it says that another operation is not supported.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_conformance::Answer;
    ///
    /// let answer = Answer::read(r#"{"ok": 3}"#, "types/percent")?;
    /// assert_eq!(answer, Answer::Value(3.into()));
    /// assert!(Answer::read(r#"{"ok": 3, "error": {"code": "x"}}"#, "types/percent").is_err());
    /// # Ok::<(), tosei_conformance::AnswerError>(())
    /// ```
    pub fn read(line: &str, operation: &str) -> Result<Self, AnswerError> {
        match serde_json::from_str(line)? {
            Line::Ok(value) => Ok(Self::Value(value)),
            Line::Error(refusal) => Ok(Self::Refused(refusal.code)),
            Line::Unsupported(named) if named == operation => Ok(Self::Unsupported),
            Line::Unsupported(named) => Err(AnswerError::OtherOperation(named)),
        }
    }
}
