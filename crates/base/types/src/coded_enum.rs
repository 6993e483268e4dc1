//! One macro for closed lists: enums with codes and names in two languages.

/// A text is not a code of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a code of {list}; expected one of {expected}")]
pub struct UnknownCodeError {
    list: &'static str,
    text: String,
    expected: String,
}

impl UnknownCodeError {
    /// Stable identifier; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "types.unknown_code"
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __new(list: &'static str, text: &str, codes: &[&str]) -> Self {
        Self {
            list,
            text: text.chars().take(80).collect(),
            expected: codes.join(", "),
        }
    }
}

/// Declares a closed list (閉じたコード表): an enum whose variants have a stable code for documents and
/// names in Japanese and English.
///
/// The enum gets `ALL`, `code()`, `label(Language)`, `FromStr`, `Display` (the code) and the serde
/// and schema of its codes. Lists that municipalities extend are data, not enums.
///
/// # Examples
///
/// ```
/// tosei_types::coded_enum! {
///     /// 窓口の取扱い (service mode).
///     pub enum ServiceMode: "service mode" {
///         /// 有: the counter does the work.
///         Processes = "processes" ("有", "processes"),
///         /// 無: the counter does not.
///         None = "none" ("無", "none"),
///     }
/// }
/// use tosei_types::Language;
///
/// assert_eq!("processes".parse(), Ok(ServiceMode::Processes));
/// assert_eq!(ServiceMode::None.label(Language::Ja), "無");
/// assert!("yes".parse::<ServiceMode>().is_err());
/// ```
#[macro_export]
macro_rules! coded_enum {
    (
        $(#[$($doc:tt)*])*
        $vis:vis enum $type:ident: $list:literal {
            $(
                $(#[$variant_doc:meta])*
                $variant:ident = $code:literal ($ja:literal, $en:literal)
            ),+ $(,)?
        }
    ) => {
        $(#[$($doc)*])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        $vis enum $type {
            $($(#[$variant_doc])* $variant),+
        }

        impl $type {
            /// All values, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code used in documents.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            /// The name that is shown.
            #[must_use]
            pub const fn label(self, language: $crate::Language) -> &'static str {
                match language {
                    $crate::Language::Ja => match self {
                        $(Self::$variant => $ja),+
                    },
                    $crate::Language::En => match self {
                        $(Self::$variant => $en),+
                    },
                }
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::UnknownCodeError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    other => Err($crate::UnknownCodeError::__new($list, other, &[$($code),+])),
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl $crate::__private::serde::Serialize for $type {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__private::deserialize_text(deserializer, $list)
            }
        }

        $crate::__coded_enum_schema!($type, $list, [$($code),+], [$($ja),+], [$($en),+], [
            $([$($doc)*])*
        ]);
    };
}

/// The text of one line of documentation; empty for any other attribute.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __doc_line {
    (doc = $text:literal) => {
        $text
    };
    ($($other:tt)*) => {
        ""
    };
}

/// The schema half of [`coded_enum!`]; empty without the feature `schemars`.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __coded_enum_schema {
    ($type:ident, $list:literal, $codes:tt, $ja:tt, $en:tt, [$([$($doc:tt)*])*]) => {
        impl $crate::__private::schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                let page: &[&str] = &[$($crate::__doc_line!($($doc)*)),*];
                $crate::__private::schemars::json_schema!({
                    "type": "string",
                    "enum": $codes,
                    "description": ($crate::__private::list_description(page, &$ja)),
                    "x-en": { "title": $list, "description": ($en.join(", ")) },
                })
            }
        }
    };
}

/// The schema half of [`coded_enum!`]; empty without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __coded_enum_schema {
    ($($ignored:tt)*) => {};
}
