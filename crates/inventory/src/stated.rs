//! A value as somebody stated it: the text always, the typed value where the text is one.

use std::{fmt, hash::Hash, str::FromStr};

/// 記載値 (stated value): a text that should be a `T`, kept also where it is none.
///
/// Reading a ledger never refuses an organisation because its 法人番号 has a wrong digit: the text
/// stays, [`value`](Self::value) is `None`, and a check reports it.
///
/// # Invariant
///
/// `value()` is what `T::from_str` gives for `text()`; two stated values are equal when their
/// texts are.
///
/// # Wire form
///
/// A JSON string, exactly as it was written.
///
/// # Examples
///
/// ```
/// use tosei_inventory::Stated;
///
/// let good: Stated<u32> = Stated::new("12");
/// let bad: Stated<u32> = Stated::new("約12");
/// assert_eq!((good.value(), bad.value()), (Some(&12), None));
/// assert_eq!(bad.text(), "約12");
/// ```
#[derive(Debug, Clone)]
pub struct Stated<T> {
    text: Box<str>,
    value: Option<T>,
}

impl<T: FromStr> Stated<T> {
    /// Takes a text as it was written.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.into(),
            value: text.parse().ok(),
        }
    }
}

impl<T> Stated<T> {
    /// The text as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The typed value; `None` where the text is not one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }
}

impl<T: fmt::Display> From<T> for Stated<T> {
    /// The value with its canonical text.
    fn from(value: T) -> Self {
        Self {
            text: value.to_string().into(),
            value: Some(value),
        }
    }
}

impl<T> PartialEq for Stated<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Stated<T> {}

impl<T> Hash for Stated<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Display for Stated<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T> serde::Serialize for Stated<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T: FromStr> serde::Deserialize<'de> for Stated<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'_, str>>::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

#[cfg(feature = "schemars")]
impl<T> schemars::JsonSchema for Stated<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "StatedText".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "title": "記載値",
            "description": "書かれたままの文字列。値として読めないものも残す。",
            "x-en": {
                "title": "Stated value",
                "description": "The text as it was written; kept also where it cannot be read as a value.",
            },
        })
    }
}
