//! Identifiers of the parts of a flow.

use std::{fmt, str::FromStr};

/// The longest identifier of an element, in characters.
pub const MAX_ELEMENT_ID_CHARS: usize = 512;

/// Why a text names no element.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ElementIdError {
    /// The text is empty.
    #[error("the id of an element must not be empty")]
    Empty,
    /// The text is longer than [`MAX_ELEMENT_ID_CHARS`] characters.
    #[error("the id of an element has at most 512 characters, got `{chars}`")]
    #[non_exhaustive]
    TooLong {
        /// How many characters were given.
        chars: usize,
    },
    /// A control character stands in the text.
    #[error("the id of an element has no control characters, got U+{:04X}", u32::from(*.character))]
    #[non_exhaustive]
    Control {
        /// The character.
        character: char,
    },
}

impl ElementIdError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "bpr.element_id.empty",
            Self::TooLong { .. } => "bpr.element_id.too_long",
            Self::Control { .. } => "bpr.element_id.control",
        }
    }
}

/// 要素ID (element id): names one pool, lane, node, flow line or data object within a flow.
///
/// # Invariant
///
/// 1 to 512 characters, no control characters. Wider than other identifiers, because modelling tools
/// write what they like.
///
/// # Examples
///
/// ```
/// use tosei_bpr::ElementId;
///
/// let id: ElementId = "Task_0x1f".parse()?;
/// assert_eq!(id.as_str(), "Task_0x1f");
/// assert!("".parse::<ElementId>().is_err());
/// # Ok::<(), tosei_bpr::ElementIdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(Box<str>);

impl ElementId {
    /// An id of our own for a part that is made up here: a short word and a number.
    pub(crate) fn of_number(kind: &'static str, number: u32) -> Self {
        Self(format!("{kind}-{number}").into())
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ElementId {
    type Err = ElementIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(ElementIdError::Empty);
        }
        if let Some(character) = text.chars().find(|character| character.is_control()) {
            return Err(ElementIdError::Control { character });
        }
        // No text has more characters than bytes.
        if text.len() > MAX_ELEMENT_ID_CHARS {
            let chars = text.chars().count();
            if chars > MAX_ELEMENT_ID_CHARS {
                return Err(ElementIdError::TooLong { chars });
            }
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ElementId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

tosei_types::text_value! {
    ElementId,
    name: "ElementId",
    pattern: r"^[^\u0000-\u001f\u007f-\u009f]{1,512}$",
    ja: "要素ID",
    en: "Id of an element of a flow",
    example: "Task_1",
}
