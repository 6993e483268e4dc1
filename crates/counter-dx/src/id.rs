//! Identifiers of counters and of what belongs to them.

use std::{fmt, str::FromStr};
use tosei_types::{IdError, SubjectId};

macro_rules! id {
    ($(#[$doc:meta])* $type:ident, $name:literal, $ja:literal, $en:literal, $example:literal) => {
        $(#[$doc])*
        ///
        /// # Invariant
        ///
        /// 1 to 128 characters, none of them white space or a control character.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(SubjectId);

        impl $type {
            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl FromStr for $type {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        tosei_types::text_value! {
            $type,
            name: $name,
            pattern: r"^[^\s\u0000-\u001f\u007f-\u009f]{1,128}$",
            ja: $ja,
            en: $en,
            example: $example,
        }
    };
}

id! {
    /// 窓口ID (counter id): names one 窓口 (counter), a service point with one business.
    CounterId, "CounterId", "窓口ID", "Counter id", "W-001"
}
impl CounterId {
    /// The counter as something that criteria judge.
    #[must_use]
    pub fn as_subject(&self) -> &SubjectId {
        &self.0
    }
}

id! {
    /// 場所ID (service point id): names one place that people go to.
    ServicePointId, "ServicePointId", "場所ID", "Service point id", "mihon-city-hall"
}
id! {
    /// 取扱業務ID (service id): names one thing that a counter does, such as one certificate.
    ServiceId, "ServiceId", "取扱業務ID", "Service id", "resident-record"
}
id! {
    /// 用具ID (tool id): names one digital tool of counters.
    ToolId, "ToolId", "デジタルツールID", "Tool id", "reservation"
}
id! {
    /// 設問ID (question id): names one question of a visitor review.
    QuestionId, "QuestionId", "設問ID", "Question id", "overall"
}
