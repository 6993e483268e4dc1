//! Identifiers of the review: one type for each thing that is named.

use std::{fmt, str::FromStr};
use tosei_types::{IdError, SubjectId};

macro_rules! id {
    ($(#[$doc:meta])* $type:ident, $name:literal, $ja:literal, $en:literal, $example:literal) => {
        $(#[$doc])*
        ///
        /// # Invariant
        ///
        /// 1 to 128 characters, none of them white space or a control character. Upper and lower
        /// case differ; nothing is normalised.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(SubjectId);

        impl $type {
            /// Takes a text as an identifier.
            ///
            /// # Errors
            ///
            /// [`IdError`] if it is empty, too long, or holds white space or control characters.
            pub fn new(text: &str) -> Result<Self, IdError> {
                SubjectId::new(text).map(Self)
            }

            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl FromStr for $type {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::borrow::Borrow<str> for $type {
            fn borrow(&self) -> &str {
                self.as_str()
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
    /// 条項ID (clause id): names one clause of a register, through all amendments and renumberings.
    ClauseId, "ClauseId", "条項ID", "Clause id", "C-001"
}
id! {
    /// 例規ID (rule id): names one ordinance, regulation, guideline or directive of a register.
    RuleId, "RuleId", "例規ID", "Id of an ordinance or rule", "R-012"
}
id! {
    /// 規制等の類型ID (category id): names one category, such as `visual_inspection`.
    CategoryId, "CategoryId", "規制等の類型ID", "Category id", "visual_inspection"
}
id! {
    /// 細分類ID (sub-type id): names one 類型 within a category.
    SubtypeId, "SubtypeId", "細分類ID", "Sub-type id", "patrol"
}
id! {
    /// Phaseの表ID (scale id): names one scale of phases.
    ScaleId, "PhaseScaleId", "Phaseの表ID", "Id of a scale of phases", "sight_and_audit"
}
id! {
    /// 改正等ID (instrument id): names one instrument that amends, or that allows a digital way.
    InstrumentId, "InstrumentId", "改正等ID", "Instrument id", "A-2025-01"
}
id! {
    /// 会期ID (session id): names one session of an assembly.
    SessionId, "SessionId", "会期ID", "Session id", "2026-1"
}
id! {
    /// 要望ID (request id): names one request to the State.
    RequestId, "RequestId", "要望ID", "Request id", "Q-01"
}
id! {
    /// 代替技術ID (technology id): names one alternative by technology.
    TechnologyId, "TechnologyId", "代替技術ID", "Technology id", "drone"
}
