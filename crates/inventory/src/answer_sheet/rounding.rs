//! How a percentage is said.
#![deny(clippy::arithmetic_side_effects)]

use tosei_types::{Language, PercentDigits, Percentage, coded_enum};

coded_enum! {
    /// 端数の扱い (rounding of an answer).
    ///
    /// Every rule rounds half up (四捨五入) from the exact fraction. 「約」 stands only where the rule says
    /// so, and never before a figure that is exact.
    ///
    /// # Source
    ///
    /// `project-decision:answer-rounding`.
    pub enum AnswerRounding: "rounding of an answer" {
        /// 小数第一位: 47.2％, without 「約」. The default.
        OneDigit = "one_digit" ("小数第一位まで（四捨五入）", "one digit, half up"),
        /// 小数第二位: 47.17％, without 「約」.
        TwoDigits = "two_digits" ("小数第二位まで（四捨五入）", "two digits, half up"),
        /// 整数に丸めて「約」: 約47％; without 「約」 where nothing was rounded away.
        AboutWhole = "about_whole" ("整数に四捨五入し、端数があれば「約」を付ける", "a whole number, half up, with `about` unless exact"),
    }
}

impl AnswerRounding {
    const fn digits(self) -> PercentDigits {
        match self {
            Self::OneDigit => PercentDigits::One,
            Self::TwoDigits => PercentDigits::Two,
            Self::AboutWhole => PercentDigits::Whole,
        }
    }

    /// The percentage as a number in text, without 「約」; `None` for an empty population.
    #[must_use]
    pub fn percent(self, numerator: u64, denominator: u64) -> Option<String> {
        Percentage::of(numerator, denominator, self.digits()).map(|percent| percent.to_string())
    }

    /// The percentage as it is said: 「47.2％」, 「約47％」, "about 47 %".
    #[must_use]
    pub(super) fn said(
        self,
        numerator: u64,
        denominator: u64,
        language: Language,
    ) -> Option<String> {
        let percent = self.percent(numerator, denominator)?;
        let hundredfold = u128::from(numerator).saturating_mul(100);
        let is_exact = hundredfold.checked_rem(u128::from(denominator)) == Some(0);
        let about = self == Self::AboutWhole && !is_exact;
        Some(match (language, about) {
            (Language::Ja, true) => format!("約{percent}％"),
            (Language::Ja, false) => format!("{percent}％"),
            (Language::En, true) => format!("about {percent} %"),
            (Language::En, false) => format!("{percent} %"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rounding: AnswerRounding, numerator: u64, denominator: u64) -> String {
        rounding.said(numerator, denominator, Language::Ja).unwrap()
    }

    #[test]
    fn about_stands_only_where_something_was_rounded_away() {
        assert_eq!(said(AnswerRounding::OneDigit, 717, 1_520), "47.2％");
        assert_eq!(said(AnswerRounding::TwoDigits, 717, 1_520), "47.17％");
        assert_eq!(said(AnswerRounding::AboutWhole, 717, 1_520), "約47％");
        assert_eq!(said(AnswerRounding::AboutWhole, 760, 1_520), "50％");
        assert_eq!(said(AnswerRounding::AboutWhole, 1, 8), "約13％"); // 12.5
        assert_eq!(AnswerRounding::OneDigit.percent(0, 0), None);
    }
}
