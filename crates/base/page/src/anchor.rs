//! Names of places in a page.

use std::{fmt, str::FromStr};

/// The longest anchor, in characters.
const MAX_ANCHOR_CHARS: usize = 64;

/// アンカー (anchor): the name of a place in a page, which a link leads to.
///
/// # Invariant
///
/// 1 to 64 characters: `a` to `z`, `0` to `9` and `-`, the first a letter. So it can stand in an
/// address as it is, and can meet no name that a page gives by itself.
///
/// # Examples
///
/// ```
/// use tosei_page::Anchor;
///
/// let anchor: Anchor = "online-rates".parse()?;
/// assert_eq!(anchor.to_string(), "online-rates");
/// assert!("率".parse::<Anchor>().is_err());
/// # Ok::<(), tosei_page::AnchorError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Anchor(Box<str>);

/// Why a text is not an [`Anchor`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnchorError {
    /// The text is empty.
    #[error("an anchor must not be empty")]
    Empty,
    /// The text is longer than 64 characters.
    #[error("an anchor has at most 64 characters, got `{chars}`")]
    #[non_exhaustive]
    TooLong {
        /// How many characters were given.
        chars: usize,
    },
    /// A character is not allowed where it stands.
    #[error("an anchor has only a-z, 0-9 and `-` and begins with a letter, got U+{:04X}", u32::from(*.character))]
    #[non_exhaustive]
    BadCharacter {
        /// The first character that is not allowed.
        character: char,
    },
}

impl AnchorError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "page.anchor.empty",
            Self::TooLong { .. } => "page.anchor.too_long",
            Self::BadCharacter { .. } => "page.anchor.bad_character",
        }
    }
}

impl Anchor {
    /// The anchor as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Anchor {
    type Err = AnchorError;

    fn from_str(text: &str) -> Result<Self, AnchorError> {
        let Some(first) = text.chars().next() else {
            return Err(AnchorError::Empty);
        };
        let bad = (!first.is_ascii_lowercase()).then_some(first).or_else(|| {
            text.chars()
                .find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-'))
        });
        if let Some(character) = bad {
            return Err(AnchorError::BadCharacter { character });
        }
        if text.len() > MAX_ANCHOR_CHARS {
            return Err(AnchorError::TooLong { chars: text.len() });
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_stand_in_an_address_is_refused() {
        for (text, code) in [
            ("", "page.anchor.empty"),
            ("1a", "page.anchor.bad_character"),
            ("-a", "page.anchor.bad_character"),
            ("_a", "page.anchor.bad_character"),
            ("a b", "page.anchor.bad_character"),
            ("aB", "page.anchor.bad_character"),
            ("a\"", "page.anchor.bad_character"),
        ] {
            assert_eq!(text.parse::<Anchor>().unwrap_err().code(), code, "{text}");
        }
        assert!("a".repeat(64).parse::<Anchor>().is_ok());
        assert_eq!(
            "a".repeat(65).parse::<Anchor>().unwrap_err().code(),
            "page.anchor.too_long"
        );
    }
}
