//! 判定の値: what evidence says of a criterion.

use serde::{Deserialize, Serialize};
use tosei_types::coded_enum;

coded_enum! {
    /// 証拠の値 (answer): the four values of evidence about a criterion.
    ///
    /// Unknown is neither met nor not met, and not applicable is not zero.
    pub enum Answer: "answer" {
        /// 充足: the criterion is met.
        Met = "met" ("充足", "met"),
        /// 未充足: it is not.
        NotMet = "not_met" ("未充足", "not met"),
        /// 対象外: it does not apply to this subject.
        NotApplicable = "not_applicable" ("対象外", "not applicable"),
        /// 不明: nobody has shown any of these.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 証拠の質 (quality of evidence): whether somebody other than the one concerned has looked.
    pub enum EvidenceQuality: "quality of evidence" {
        /// 確認済: somebody has confirmed it.
        Confirmed = "confirmed" ("確認済", "confirmed"),
        /// 自己申告: it is only stated, by the one concerned or by a column of a survey.
        Stated = "stated" ("自己申告", "stated"),
    }
}

/// 水準の番号 (level number): 0 for the lowest level, at most 15.
///
/// # Wire form
///
/// The integer 0 to 15.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(try_from = "u8", into = "u8")]
pub struct LevelNumber(u8);

/// The number is not that of any level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a level is 0 to 15, got `{number}`")]
pub struct LevelNumberError {
    number: u8,
}

impl LevelNumberError {
    /// Stable identifier; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "criteria.level_number.out_of_range"
    }
}

impl LevelNumber {
    /// 0, the lowest level.
    pub const LOWEST: Self = Self(0);

    /// 15, the highest number that any level has.
    pub const HIGHEST: Self = Self(15);

    /// Takes a number.
    ///
    /// # Errors
    ///
    /// [`LevelNumberError`] above 15.
    pub const fn try_new(number: u8) -> Result<Self, LevelNumberError> {
        if number > Self::HIGHEST.0 {
            return Err(LevelNumberError { number });
        }
        Ok(Self(number))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Cuts a number above 15, which the callers never have.
    pub(crate) const fn cut(number: u32) -> Self {
        let [low, ..] = number.to_le_bytes();
        if number > 15 { Self(15) } else { Self(low) }
    }
}

impl TryFrom<u8> for LevelNumber {
    type Error = LevelNumberError;
    fn try_from(number: u8) -> Result<Self, LevelNumberError> {
        Self::try_new(number)
    }
}

impl From<LevelNumber> for u8 {
    fn from(level: LevelNumber) -> Self {
        level.0
    }
}

impl std::fmt::Display for LevelNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for LevelNumber {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LevelNumber".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "minimum": 0,
            "maximum": 15,
            "title": "水準の番号",
            "x-en": { "title": "Level number; 0 is the lowest" },
        })
    }
}

/// 水準の幅 (range of levels): the lowest and the highest level that the evidence allows.
///
/// Equal when nothing unknown can change the level.
///
/// # Wire form
///
/// `{"floor": 1, "ceiling": 3}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelRange {
    /// 確実な水準: what the evidence proves.
    pub floor: LevelNumber,
    /// 可能な水準: what the unknowns still allow.
    pub ceiling: LevelNumber,
}

impl LevelRange {
    /// Whether the level is certain.
    #[must_use]
    pub fn is_certain(self) -> bool {
        self.floor == self.ceiling
    }
}

impl std::fmt::Display for LevelRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_certain() {
            write!(f, "Lv{}", self.floor)
        } else {
            write!(f, "Lv{}–{}", self.floor, self.ceiling)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_above_the_highest_are_cut() {
        let cut = [0, 1, 14, 15, 16, 256, u32::MAX].map(|number| LevelNumber::cut(number).get());
        assert_eq!(cut, [0, 1, 14, 15, 15, 15, 15]);
    }
}
