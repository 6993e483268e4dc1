//! What goes wrong, told to programs by a code and to people in two languages.

use crate::store::StoreError;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tosei_document::{Catalogue, Explain, Place, Report, Severity};
use tosei_qos_model::AssessError;
use tosei_table::TableError;
use tosei_types::{Label, Language};

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceError {
    /// There is no such address.
    #[error("there is nothing at `{path}`")]
    NoSuchPath {
        /// The address.
        path: String,
    },
    /// The address does not know the method.
    #[error("`{path}` does not know the method `{method}`")]
    Method {
        /// The address.
        path: String,
        /// The method.
        method: String,
    },
    /// A parameter of the address is missing.
    #[error("the parameter `{name}` is missing")]
    MissingParameter {
        /// Its name.
        name: &'static str,
    },
    /// A parameter stands there that the address does not have, or twice.
    #[error("the parameter `{name}` is not one of this address, or stands there twice")]
    UnknownParameter {
        /// Its name.
        name: String,
    },
    /// A parameter does not fit.
    #[error("the parameter `{name}` cannot be `{text}`")]
    BadParameter {
        /// Its name.
        name: &'static str,
        /// What was given.
        text: String,
    },
    /// The body is of another media type, or of none.
    #[error("the body must be `{expected}`")]
    MediaType {
        /// What is taken.
        expected: &'static str,
    },
    /// The body is larger than the limit.
    #[error("the body is larger than `{limit}` bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// The body broke off.
    #[error("the body broke off")]
    BrokenBody,
    /// The request took longer than it may.
    #[error("the request took longer than `{millis}` milliseconds")]
    TimedOut {
        /// The limit.
        millis: u64,
    },
    /// Too many requests at once.
    #[error("`{limit}` requests are already being worked on")]
    Busy {
        /// The limit.
        limit: usize,
    },
    /// The body cannot be taken as it is; the findings say why and where.
    #[error("the body cannot be taken as it is: {total} findings")]
    Findings {
        /// How many there are.
        total: u64,
        /// Those that are shown.
        findings: Vec<ShownFinding>,
    },
    /// The table cannot be read at all.
    #[error("the table cannot be read: {0}")]
    Table(TableError),
    /// No inventory was loaded yet.
    #[error("no inventory has been loaded")]
    NoInventory,
    /// The inventory does not have the procedure.
    #[error("the inventory does not have the procedure `{id}`")]
    NoSuchProcedure {
        /// Its id.
        id: String,
    },
    /// The record is about a procedure that the inventory does not have.
    #[error("the record is about `{id}`, which the inventory does not have")]
    UnknownSubject {
        /// The id of the procedure.
        id: String,
        /// Where it stands in the record.
        place: &'static str,
    },
    /// The id of a record is no identifier.
    #[error("`{id}` is no identifier: 1 to 128 characters, no white space")]
    BadId {
        /// What was given.
        id: String,
    },
    /// There is no such record.
    #[error("there is no record `{id}`")]
    NoSuchRecord {
        /// Its id.
        id: String,
    },
    /// The id names another record already.
    #[error("the id `{id}` already names another record")]
    RecordTaken {
        /// The id.
        id: String,
    },
    /// A change of what is there must say what it changes.
    #[error("there is an inventory already: `If-Match` must name the one that is replaced")]
    PreconditionRequired,
    /// What should be changed has been changed in between.
    #[error("the inventory is no longer the one that `If-Match` names")]
    PreconditionFailed,
    /// No edition of the standard is used on that day.
    #[error(transparent)]
    Assess(#[from] AssessError),
    /// The database does not do what it should.
    #[error("the database failed: {0}")]
    Store(#[from] StoreError),
    /// Something in the service itself.
    #[error("the service failed: {0}")]
    Internal(String),
}

impl ServiceError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchPath { .. } => "service.no_such_path",
            Self::Method { .. } => "service.method",
            Self::MissingParameter { .. } => "service.parameter.missing",
            Self::UnknownParameter { .. } => "service.parameter.unknown",
            Self::BadParameter { .. } => "service.parameter.bad",
            Self::MediaType { .. } => "service.body.media_type",
            Self::TooLarge { .. } => "service.body.too_large",
            Self::BrokenBody => "service.body.broken",
            Self::TimedOut { .. } => "service.timed_out",
            Self::Busy { .. } => "service.busy",
            Self::Findings { .. } => "service.body.findings",
            Self::Table(_) => "service.body.table",
            Self::NoInventory => "service.inventory.none",
            Self::NoSuchProcedure { .. } => "service.procedure.none",
            Self::UnknownSubject { .. } => "service.record.unknown_procedure",
            Self::BadId { .. } => "service.record.bad_id",
            Self::NoSuchRecord { .. } => "service.record.none",
            Self::RecordTaken { .. } => "service.record.taken",
            Self::PreconditionRequired => "service.precondition.required",
            Self::PreconditionFailed => "service.precondition.failed",
            Self::Assess(error) => error.code(),
            Self::Store(_) => "service.store",
            Self::Internal(_) => "service.internal",
        }
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchPath { .. } | Self::NoSuchRecord { .. } | Self::NoSuchProcedure { .. } => {
                StatusCode::NOT_FOUND
            }
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::MissingParameter { .. }
            | Self::UnknownParameter { .. }
            | Self::BadParameter { .. }
            | Self::BrokenBody => StatusCode::BAD_REQUEST,
            Self::MediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TimedOut { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Findings { .. }
            | Self::UnknownSubject { .. }
            | Self::BadId { .. }
            | Self::Table(_)
            | Self::Assess(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoInventory | Self::RecordTaken { .. } => StatusCode::CONFLICT,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::Store(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Which part of the request it is about: `?as_of`, `/item/answer`, `If-Match`.
    fn place(&self) -> Option<String> {
        match self {
            Self::MissingParameter { name } | Self::BadParameter { name, .. } => {
                Some(format!("?{name}"))
            }
            Self::UnknownParameter { name } => Some(format!("?{name}")),
            Self::MediaType { .. } => Some("Content-Type".into()),
            Self::PreconditionRequired | Self::PreconditionFailed => Some("If-Match".into()),
            Self::RecordTaken { .. } | Self::BadId { .. } => Some("/id".into()),
            Self::UnknownSubject { place, .. } => Some((*place).into()),
            Self::Assess(_) => Some("?as_of".into()),
            Self::Findings { findings, .. } => {
                findings.first().map(|first| first.place.to_string())
            }
            _ => None,
        }
    }

    fn ja(&self) -> String {
        match self {
            Self::NoSuchPath { path } => format!("「{path}」という宛先はありません。"),
            Self::Method { path, method } => {
                format!("「{path}」は「{method}」を受け付けません。")
            }
            Self::MissingParameter { name } => {
                format!("パラメーター「{name}」を指定してください。")
            }
            Self::UnknownParameter { name } => {
                format!("パラメーター「{name}」はこの宛先にないか、二度指定されています。")
            }
            Self::BadParameter { name, text } => {
                format!("パラメーター「{name}」の値「{text}」は使えません。")
            }
            Self::MediaType { expected } => format!("本文は「{expected}」で送ってください。"),
            Self::TooLarge { limit } => {
                format!(
                    "本文が上限（{limit} バイト）を超えています。分けるか、上限を変えてください。"
                )
            }
            Self::BrokenBody => "本文が途中で切れました。もう一度送ってください。".into(),
            Self::TimedOut { millis } => format!(
                "{millis} ミリ秒以内に終わりませんでした。同じIDでもう一度送っても、二重には記録されません。"
            ),
            Self::Busy { limit } => {
                format!("同時に扱える {limit} 件に達しています。しばらくして送り直してください。")
            }
            Self::Findings { total, .. } => {
                format!(
                    "本文をこのままでは受け取れません（所見 {total} 件）。所見を見て直してください。"
                )
            }
            Self::Table(error) => error.sentence(Language::Ja),
            Self::NoInventory => {
                "棚卸がまだ登録されていません。先に PUT /v1/inventory で登録してください。".into()
            }
            Self::NoSuchProcedure { id } => format!("手続「{id}」は棚卸にありません。"),
            Self::UnknownSubject { id, .. } => {
                format!("この記録の手続「{id}」は棚卸にありません。")
            }
            Self::BadId { id } => {
                format!("「{id}」はIDになりません。空白を含まない1～128文字にしてください。")
            }
            Self::NoSuchRecord { id } => format!("記録「{id}」はありません。"),
            Self::RecordTaken { id } => {
                format!("ID「{id}」には別の内容が記録されています。別のIDを使ってください。")
            }
            Self::PreconditionRequired => {
                "既に棚卸があります。置き換える版の ETag を If-Match で示してください。".into()
            }
            Self::PreconditionFailed => {
                "棚卸は If-Match の版から変わっています。読み直してからやり直してください。".into()
            }
            Self::Assess(error) => error.sentence(Language::Ja),
            Self::Store(_) | Self::Internal(_) => {
                "サービスの内部で失敗しました。記録されたかは、同じIDで送り直せば分かります。"
                    .into()
            }
        }
    }

    /// The problem as it is sent.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let findings = match self {
            Self::Findings { findings, .. } => findings.clone(),
            _ => Vec::new(),
        };
        let en = match self {
            // What failed inside is for the log, not for whoever asks.
            Self::Store(_) | Self::Internal(_) => {
                "The service failed. Sending the same id again shows whether it was recorded."
                    .into()
            }
            Self::Assess(error) => error.sentence(Language::En),
            Self::Table(error) => error.sentence(Language::En),
            other => format!("{other}."),
        };
        Problem {
            title: self.status().canonical_reason().unwrap_or_default().into(),
            status: self.status().as_u16(),
            code: self.code().into(),
            place: self.place(),
            detail: en.clone(),
            sentence: Label::new(self.ja(), en),
            findings,
        }
    }
}

/// 問題 (problem): why a request was not done, as RFC 9457 has it.
///
/// `code` is stable; the sentences are not. `type` is left out, which is `about:blank`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// The name of the status.
    pub title: String,
    /// The status.
    #[schemars(range(min = 400, max = 599))]
    pub status: u16,
    /// Stable identifier of what is wrong.
    pub code: String,
    /// Which part of the request: a JSON pointer, `?parameter`, a header, a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The sentence in English.
    pub detail: String,
    /// What is wrong and what to do, in both languages.
    pub sentence: Label,
    /// Everything that was found in the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<ShownFinding>,
}

/// 所見 (finding) with its sentences, so that nobody needs the rules to read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShownFinding {
    /// Code of the rule.
    pub rule: String,
    /// How grave.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub sentence: Label,
}

impl ShownFinding {
    /// How many are shown of one report.
    const SHOWN: usize = 100;

    /// The findings of a report, the gravest first, at most a hundred.
    #[must_use]
    pub fn all(report: &Report, catalogue: &Catalogue) -> Vec<Self> {
        Self::moved(report, catalogue, ("", ""))
    }

    /// The same, with the beginning of every pointer put in another's place: a record was checked as
    /// the first of a list.
    pub(crate) fn moved(
        report: &Report,
        catalogue: &Catalogue,
        (from, to): (&str, &str),
    ) -> Vec<Self> {
        let shown = report.findings().iter().take(Self::SHOWN);
        shown
            .map(|finding| {
                let mut finding = finding.clone();
                if let Place::Pointer { pointer } = &finding.place
                    && let Some(rest) = pointer.strip_prefix(from)
                {
                    let pointer = format!("{to}{rest}").into();
                    finding.place = Place::Pointer { pointer };
                }
                Self {
                    rule: finding.rule.to_string(),
                    severity: finding.severity,
                    sentence: Label::new(
                        catalogue.sentence(&finding, Language::Ja),
                        catalogue.sentence(&finding, Language::En),
                    ),
                    place: finding.place,
                }
            })
            .collect()
    }
}

impl Explain for ServiceError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        self.problem().sentence.in_language(language).to_owned()
    }
}
