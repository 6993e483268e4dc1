//! Who the people are, what they cost, and how long they work.

use super::StaffingError;
use crate::register::StaffClass;
use serde::{Deserialize, Serialize};
use tosei_types::{FiscalYear, Label};

/// What stands beside every amount: hours turned into yen are no money that is saved.
pub const NOT_A_SAVING: (&str, &str) = (
    "換算額であり、歳出の削減額ではない",
    "hours turned into yen; not a saving of expenditure",
);

/// 配置する職員区分 (staff class to be placed): how many of a class are to be there at any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffingClass {
    /// 職員区分.
    pub class: StaffClass,
    /// 最少人数: at least so many whenever so many are needed at all.
    #[serde(default)]
    pub at_least: u32,
    /// 最多人数: at most so many; any number if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
}

/// 職員区分ごとの時間 (hours of a class) on the day.
///
/// # Unit
///
/// Quarters of an hour of one person, exact. Yen and people are rounded half up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassHours {
    /// 職員区分ID.
    pub id: String,
    /// 名称.
    pub label: Label,
    /// 任用年度.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_year: Option<FiscalYear>,
    /// 人×15分: quarter-hours of one person.
    pub quarter_hours: u64,
    /// 人相当（100分の1人）: hundredths of a person who works a fifth of the week's hours on the day;
    /// absent if the week's hours are not known.
    pub person_hundredths: Option<u64>,
    /// 換算額（円）: by the price of an hour; absent if that is not known. See [`NOT_A_SAVING`].
    pub yen: Option<u64>,
}

impl ClassHours {
    /// Hours as a decimal with two digits, as `12.25`.
    #[must_use]
    pub fn hours(&self) -> String {
        hours(self.quarter_hours)
    }
}

/// Quarter-hours as hours with two digits.
pub(super) fn hours(quarters: u64) -> String {
    let hundredths = (quarters % 4).saturating_mul(25);
    format!("{}.{hundredths:02}", quarters / 4)
}

/// Places so many people: first the least of each class, then the classes in their order. Gives the
/// people of each class, and how many are missing.
pub(super) fn place(classes: &[StaffingClass], people: u32) -> (Vec<u32>, u32) {
    let mut missing = people;
    let mut placed: Vec<u32> = Vec::with_capacity(classes.len());
    for class in classes {
        let least = class.at_least.min(missing);
        missing = missing.saturating_sub(least);
        placed.push(least);
    }
    for (class, placed) in classes.iter().zip(&mut placed) {
        let most = class.at_most.unwrap_or(u32::MAX);
        let more = most.saturating_sub(*placed).min(missing);
        missing = missing.saturating_sub(more);
        *placed = placed.saturating_add(more);
    }
    (placed, missing)
}

pub(super) fn check(classes: &[StaffingClass]) -> Result<(), StaffingError> {
    let contradicts = |one: &&StaffingClass| one.at_most.is_some_and(|most| most < one.at_least);
    if let Some(wrong) = classes.iter().find(contradicts) {
        return Err(StaffingError::Class(wrong.class.id.to_string()));
    }
    match classes.get(1_000) {
        Some(one) => Err(StaffingError::Class(one.class.id.to_string())),
        None => Ok(()),
    }
}

/// What a class works on a day.
pub(super) fn class_hours(class: &StaffingClass, quarter_hours: u64) -> ClassHours {
    let known = class.class.weekly_minutes.filter(|minutes| *minutes > 0);
    ClassHours {
        id: class.class.id.to_string(),
        label: class.class.label.clone(),
        contract_year: class.class.contract_year,
        quarter_hours,
        // 15 minutes of a fifth of a week, in hundredths.
        person_hundredths: known
            .and_then(|week| divided(quarter_hours.checked_mul(15 * 5 * 100)?, week.into())),
        yen: class
            .class
            .yen_per_hour
            .and_then(|yen| divided(quarter_hours.checked_mul(yen.into())?, 4)),
    }
}

/// A quotient rounded half up.
fn divided(number: u64, by: u64) -> Option<u64> {
    let doubled = number.checked_mul(2)?.checked_add(by)?;
    doubled.checked_div(by.checked_mul(2)?)
}
