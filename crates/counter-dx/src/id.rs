//! Identifiers of counters and of what belongs to them.

use std::{fmt, str::FromStr};
use tosei_types::{IdError, SubjectId, identifier};

/// 窓口ID (counter id): names one 窓口 (counter), a service point with one business.
///
/// # Invariant
///
/// That of a [`SubjectId`]: a counter is a thing that criteria judge.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CounterId(SubjectId);

impl FromStr for CounterId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.parse().map(Self)
    }
}

impl fmt::Display for CounterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

tosei_types::text_value! {
    CounterId,
    name: "CounterId",
    pattern: r"^[^\s\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{1,128}$",
    ja: "窓口ID",
    en: "Counter id",
    example: "W-001",
}

impl CounterId {
    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The counter as something that criteria judge.
    #[must_use]
    pub fn as_subject(&self) -> &SubjectId {
        &self.0
    }
}

identifier! {
    /// 場所ID (service point id): names one place that people go to.
    ServicePointId, "ServicePointId", "場所ID", "Service point id", "mihon-city-hall"
}
identifier! {
    /// 取扱業務ID (service id): names one thing that a counter does, such as one certificate.
    ServiceId, "ServiceId", "取扱業務ID", "Service id", "resident-record"
}
identifier! {
    /// 用具ID (tool id): names one digital tool of counters.
    ToolId, "ToolId", "デジタルツールID", "Tool id", "reservation"
}
identifier! {
    /// 設問ID (question id): names one question of a visitor review.
    QuestionId, "QuestionId", "設問ID", "Question id", "overall"
}
