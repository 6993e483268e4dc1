//! One macro that gives a value with a single text form its serde and schema.

/// Gives a value that has one text form its serde (and, with the feature `schemars`, its schema).
///
/// The type must have [`FromStr`](std::str::FromStr) and [`Display`](std::fmt::Display), and the
/// two must be inverse to each other. Reading JSON goes through `FromStr`, so a value that
/// could not be constructed cannot be read either; a text that is not a string is refused.
///
/// `pattern` is an ECMA-262 regular expression that every canonical text matches; it
/// stands in the JSON Schema because most validators ignore `format`.
///
/// # Examples
///
/// ```
/// use std::{fmt, str::FromStr};
///
/// /// 窓口番号 (number of a counter): one to three digits.
/// #[derive(Debug, Clone, Copy, PartialEq, Eq)]
/// pub struct CounterNumber(u16);
///
/// impl FromStr for CounterNumber {
///     type Err = std::num::ParseIntError;
///     fn from_str(text: &str) -> Result<Self, Self::Err> {
///         text.parse().map(Self)
///     }
/// }
/// impl fmt::Display for CounterNumber {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         self.0.fmt(f)
///     }
/// }
/// tosei_types::text_value! {
///     CounterNumber,
///     name: "CounterNumber",
///     pattern: "^[0-9]{1,3}$",
///     ja: "窓口番号",
///     en: "Number of a counter",
///     example: "12",
/// }
///
/// let read: CounterNumber = serde_json::from_str("\"12\"")?;
/// assert_eq!(read, CounterNumber(12));
/// assert!(serde_json::from_str::<CounterNumber>("12").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! text_value {
    (
        $type:ty,
        name: $name:literal,
        pattern: $pattern:literal,
        ja: $ja:literal,
        en: $en:literal,
        example: $example:literal $(,)?
    ) => {
        impl $crate::__private::serde::Serialize for $type {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__private::deserialize_text(deserializer, $en)
            }
        }

        $crate::__text_value_schema!($type, $name, $pattern, $ja, $en, $example);
    };
}

/// The schema half of [`text_value!`]; empty without the feature `schemars`.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __text_value_schema {
    ($type:ty, $name:literal, $pattern:literal, $ja:literal, $en:literal, $example:literal) => {
        impl $crate::__private::schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::schemars::json_schema!({
                    "type": "string",
                    "pattern": $pattern,
                    "title": $ja,
                    "x-en": { "title": $en },
                    "examples": [$example],
                })
            }
        }
    };
}

/// The schema half of [`text_value!`]; empty without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __text_value_schema {
    ($($ignored:tt)*) => {};
}

/// What the macro's expansion needs from this crate; not part of its interface.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;

    use serde::de::{Deserializer, Error, Visitor};
    use std::{fmt, marker::PhantomData, str::FromStr};

    struct TextVisitor<T> {
        expected: &'static str,
        of: PhantomData<T>,
    }

    impl<T> Visitor<'_> for TextVisitor<T>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a string: {}", self.expected)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }

    /// What the schema of a closed list says: the first paragraph of its page, then its names.
    #[cfg(feature = "schemars")]
    #[must_use]
    pub fn list_description(page: &[&str], names: &[&str]) -> String {
        let lines = page.iter().map(|line| line.trim());
        let mut text: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
        let names = names.join("、");
        text.extend(["", names.as_str()]);
        text.join("\n")
    }

    /// Reads a value from a JSON string by its `FromStr`.
    pub fn deserialize_text<'de, D, T>(
        deserializer: D,
        expected: &'static str,
    ) -> Result<T, D::Error>
    where
        D: Deserializer<'de>,
        T: FromStr,
        T::Err: fmt::Display,
    {
        deserializer.deserialize_str(TextVisitor {
            expected,
            of: PhantomData,
        })
    }
}
