//! Values as a person writes them.

use crate::{Probability, ProbabilityError, TimeValue};
use serde::{Deserialize, Deserializer, de};
use std::{fmt, marker::PhantomData, str::FromStr};
use tosei_types::{ExactNumber, Language};

/// A code or label of a list: `paper`, 紙.
pub(crate) fn coded<T: Copy>(
    text: &str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
    label: impl Fn(T, Language) -> &'static str,
) -> Option<T> {
    let text = text.trim();
    let is_meant = |value: &T| {
        text.eq_ignore_ascii_case(code(*value))
            || text == label(*value, Language::Ja)
            || text.eq_ignore_ascii_case(label(*value, Language::En))
    };
    all.iter().copied().find(is_meant)
}

/// A decimal, a fraction or a percentage.
pub(crate) fn probability(text: &str) -> Result<Probability, ProbabilityError> {
    let text = text.trim();
    let percent = text.strip_suffix(['%', '％']);
    let Some(percent) = percent else {
        return text.parse();
    };
    let number: ExactNumber = percent.trim().parse()?;
    let below = number.denominator().saturating_mul(100);
    Probability::try_new(ExactNumber::try_new(number.numerator(), below)?)
}

/// A value that is a number or a text in a document.
struct TextOrNumber<T, F>(F, PhantomData<T>);

impl<T, E: fmt::Display, F: Fn(&str) -> Result<T, E>> de::Visitor<'_> for TextOrNumber<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or a text such as `2h` or `1/3`")
    }

    fn visit_str<D: de::Error>(self, text: &str) -> Result<T, D> {
        (self.0)(text).map_err(D::custom)
    }

    fn visit_u64<D: de::Error>(self, number: u64) -> Result<T, D> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<D: de::Error>(self, number: i64) -> Result<T, D> {
        self.visit_str(&number.to_string())
    }

    /// The shortest decimal that is the number: what was written, unless it has 16 digits or more.
    fn visit_f64<D: de::Error>(self, number: f64) -> Result<T, D> {
        self.visit_str(&number.to_string())
    }
}

/// Minutes of work.
pub(super) fn work<'de, D: Deserializer<'de>>(from: D) -> Result<Option<TimeValue>, D::Error> {
    let visitor = TextOrNumber(TimeValue::work_from_text, PhantomData);
    from.deserialize_any(visitor).map(Some)
}

/// Waiting.
pub(super) fn waiting<'de, D: Deserializer<'de>>(from: D) -> Result<Option<TimeValue>, D::Error> {
    let visitor = TextOrNumber(TimeValue::from_str, PhantomData);
    from.deserialize_any(visitor).map(Some)
}

/// A number.
pub(super) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ExactNumber>, D::Error> {
    let visitor = TextOrNumber(ExactNumber::from_str, PhantomData);
    from.deserialize_any(visitor).map(Some)
}

/// A probability.
pub(super) fn share<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Probability>, D::Error> {
    from.deserialize_any(TextOrNumber(probability, PhantomData))
        .map(Some)
}

/// Codes or labels.
macro_rules! coded_text {
    ($($name:ident: $type:ty;)+) => {$(
        /// A code or label of the list.
        pub(super) fn $name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$type>, D::Error> {
            let text = String::deserialize(from)?;
            let value = coded(&text, <$type>::ALL, <$type>::code, <$type>::label);
            value.map(Some).ok_or_else(|| {
                de::Error::custom(format!("`{text}` is not in the list of {}", stringify!($type)))
            })
        }
    )+};
}

coded_text! {
    work_kind: crate::WorkKind;
    medium: crate::Medium;
    gateway: crate::GatewayKind;
    party: crate::Party;
}

/// Marks by code or label.
pub(super) fn marks<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<crate::ActivityMark>, D::Error> {
    let all = Vec::<String>::deserialize(from)?;
    all.iter()
        .map(|text| {
            let mark = crate::ActivityMark::ALL;
            let mark = coded(
                text,
                mark,
                crate::ActivityMark::code,
                crate::ActivityMark::label,
            );
            mark.ok_or_else(|| de::Error::custom(format!("`{text}` is no mark of an activity")))
        })
        .collect()
}
