//! Identifiers: short texts that name one thing each and cannot be mixed up with each other.

/// The longest identifier, in characters.
pub const MAX_ID_CHARS: usize = 128;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The text is empty.
    #[error("an identifier must not be empty")]
    Empty,
    /// The text is longer than [`MAX_ID_CHARS`] characters.
    #[error("an identifier has at most 128 characters, got `{chars}`")]
    #[non_exhaustive]
    TooLong {
        /// How many characters were given.
        chars: usize,
    },
    /// White space, a control character or one that is not seen stands in the text.
    #[error("an identifier has no white space and no control or hidden characters, got U+{:04X} at character `{at}`", u32::from(*.character))]
    #[non_exhaustive]
    BadCharacter {
        /// The character that is not allowed.
        character: char,
        /// Its position, counted in characters from 0.
        at: usize,
    },
}

impl IdError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "types.id.empty",
            Self::TooLong { .. } => "types.id.too_long",
            Self::BadCharacter { .. } => "types.id.bad_character",
        }
    }
}

/// Characters that are not seen, or turn what follows them round: two identifiers that look the same
/// would differ by them.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// What every identifier must be; for [`identifier!`](crate::identifier).
///
/// # Errors
///
/// As the constructors of identifiers.
#[doc(hidden)]
pub fn check_identifier(text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    let mut chars = 0usize;
    for character in text.chars() {
        if character.is_whitespace() || character.is_control() || is_hidden(character) {
            return Err(IdError::BadCharacter {
                character,
                at: chars,
            });
        }
        chars = chars.saturating_add(1);
    }
    if chars > MAX_ID_CHARS {
        return Err(IdError::TooLong { chars });
    }
    Ok(())
}

/// A type of identifiers: a text that names one thing of one kind.
///
/// All of the house have the same form: 1 to 128 characters, all of them seen. The type gets its constructor, its text
/// form, and serde and schema by [`text_value!`](crate::text_value). For the crates of the house.
#[macro_export]
macro_rules! identifier {
    ($(#[$doc:meta])* $type:ident, $name:literal, $ja:literal, $en:literal, $example:literal) => {
        $(#[$doc])*
        ///
        /// # Invariant
        ///
        /// 1 to 128 characters, none of them white space, a control character or one that is not seen
        /// (a soft hyphen, a zero-width blank, a mark of writing direction). Upper and lower case
        /// differ; nothing is normalised.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(Box<str>);

        impl $type {
            /// Takes a text as an identifier.
            ///
            /// # Errors
            ///
            /// [`IdError`]($crate::IdError) if it is empty, too long, or holds white space, control or
            /// hidden characters.
            pub fn new(text: &str) -> Result<Self, $crate::IdError> {
                $crate::check_identifier(text)?;
                Ok(Self(text.into()))
            }

            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::IdError;

            fn from_str(text: &str) -> Result<Self, $crate::IdError> {
                Self::new(text)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        $crate::text_value! {
            $type,
            name: $name,
            pattern: r"^[^\s\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{1,128}$",
            ja: $ja,
            en: $en,
            example: $example,
        }
    };
}

identifier! {
    /// 手続ID (procedure id): names one 手続 (procedure).
    ///
    /// Never contains a section code: sections move every April, procedures keep their id.
    ProcedureId, "ProcedureId", "手続ID", "Procedure id", "P-0001"
}
identifier! {
    /// 手続プロセスID (process id): names one 手続プロセス (act) of a procedure.
    ProcessId, "ProcessId", "手続プロセスID", "Process id", "P-0001-1"
}
identifier! {
    /// 組織ID (organisation id): names one 組織 (organisation).
    OrganisationId, "OrganisationId", "組織ID", "Organisation id", "shimin-ka"
}
identifier! {
    /// 接点ID (touchpoint id): names one contact that is not a procedure.
    TouchpointId, "TouchpointId", "接点ID", "Touchpoint id", "T-001"
}
identifier! {
    /// 率の定義ID (rate id): names one rate definition, and so the basis of every figure made by it.
    RateId, "RateId", "率の定義ID", "Rate id", "online.all_processes"
}
identifier! {
    /// 選定規則ID (priority rule id): names one rule that selects 重点手続 (priority procedures).
    PriorityRuleId, "PriorityRuleId", "選定規則ID", "Priority rule id", "tokyo.phase2"
}
identifier! {
    /// 基準ID (standard id): names one standard of criteria, through all its editions.
    StandardId, "StandardId", "基準ID", "Standard id", "tokyo"
}
identifier! {
    /// 版ID (edition id): names one edition of a standard.
    EditionId, "EditionId", "版ID", "Edition id", "2024"
}
identifier! {
    /// 軸ID (axis id): names one axis (原則) of a standard.
    AxisId, "AxisId", "軸ID", "Axis id", "faster"
}
identifier! {
    /// 判定項目ID (criterion id): names one criterion of a standard.
    CriterionId, "CriterionId", "判定項目ID", "Criterion id", "F1a"
}
identifier! {
    /// 測定項目ID (measure id): names one thing that is measured.
    MeasureId, "MeasureId", "測定項目ID", "Measure id", "online_days"
}
identifier! {
    /// 測定の単位 (unit of a measure): a name; units are equal or different, never converted.
    MeasureUnit, "MeasureUnit", "測定の単位", "Unit of a measure", "days"
}
identifier! {
    /// 段階ID (stage id): names one stage to which criteria belong, such as 申請.
    StageId, "StageId", "段階ID", "Stage id", "application"
}
identifier! {
    /// 理由ID (reason id): names one reason of a published list.
    ReasonId, "ReasonId", "理由ID", "Reason id", "no_fee"
}
identifier! {
    /// 判定対象ID (subject id): names the thing that is judged, by its own id.
    SubjectId, "SubjectId", "判定対象ID", "Subject id", "P-0001"
}
identifier! {
    /// 職員区分ID (staff class id): names people with the same hours, cost and duties.
    StaffClassId, "StaffClassId", "職員区分ID", "Staff class id", "fixed_term"
}
identifier! {
    /// 業務フローID (flow id): names one 業務フロー (business process flow).
    FlowId, "FlowId", "業務フローID", "Flow id", "subsidy-as-is"
}
identifier! {
    /// 取組ID (action id): names one thing that can be done.
    ActionId, "ActionId", "取組ID", "Action id", "A-01"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_does_not_tell_two_identifiers_apart() {
        for hidden in [
            '\u{AD}', '\u{200B}', '\u{200F}', '\u{202E}', '\u{2060}', '\u{2069}', '\u{FEFF}',
        ] {
            let text = format!("P-1{hidden}");
            let expected = IdError::BadCharacter {
                character: hidden,
                at: 3,
            };
            assert_eq!(check_identifier(&text), Err(expected));
        }
        // Next to them, and seen.
        for seen in ['\u{AC}', '\u{AE}', '\u{2010}', '\u{2070}', '葛'] {
            assert_eq!(check_identifier(&format!("P-1{seen}")), Ok(()));
        }
        // A variant of a kanji is told by a selector, which belongs to it.
        assert_eq!(check_identifier("葛\u{E0100}飾"), Ok(()));
    }
}
