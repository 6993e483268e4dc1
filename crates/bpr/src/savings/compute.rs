//! Hours, people and yen of a year, with the formula of each.

use super::assumptions::{CashKind, SavingsAssumptions, SavingsError, SavingsWork};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use tosei_types::ExactFigure;
use tosei_types::{Label, Language, StaffClass, StaffClassId};

/// The `format` of a savings document.
pub const SAVINGS_FORMAT: &str = "tosei-savings";
/// The `format_version` that this crate writes.
pub const SAVINGS_FORMAT_VERSION: u32 = 1;

/// 職員区分ごとの換算 (savings of a class) in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassSavings {
    /// 職員区分ID.
    pub class: StaffClassId,
    /// 名称.
    pub label: Label,
    /// 時間／年.
    pub hours: ExactFigure,
    /// 人相当.
    pub people: ExactFigure,
    /// 時間単価（円）; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yen_per_hour: Option<u32>,
    /// 換算額（円／年）; absent if an hour has no price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub converted_yen: Option<ExactFigure>,
}

/// 現金支出の減 (cash saved) in a year, of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CashSaving {
    /// 種類.
    pub kind: CashKind,
    /// 名称.
    pub label: Label,
    /// 減（円／年）; negative if it grows.
    pub yen: i64,
}

/// 効果の換算 (savings): what an improvement frees in a year.
///
/// # Not to be confused with
///
/// A cut in expenditure (歳出の削減額): freed time is worth what it would have cost, and the people who
/// have it are still paid. Cash that is not spent any more stands apart, in `cash_yen`.
///
/// # Rounding
///
/// The figures are exact. They are rounded half away from zero (四捨五入) when they are shown: hours and
/// yen to whole numbers, people to two places; each from the exact figure, never from a rounded one.
///
/// # Wire form
///
/// `{"format": "tosei-savings", "format_version": 1, "hours": "3200", …}`; written, not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Savings {
    /// `tosei-savings`.
    pub format: String,
    /// 1.
    pub format_version: u32,
    /// 1件当たりの減（分）.
    pub minutes_a_case: ExactFigure,
    /// 時間／年.
    pub hours: ExactFigure,
    /// 人相当.
    pub people: ExactFigure,
    /// 平均の時間単価（円）; absent if unknown, or no hour is saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yen_per_hour: Option<ExactFigure>,
    /// 換算額（円／年）; absent if the price of some hour is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub converted_yen: Option<ExactFigure>,
    /// 職員区分ごと.
    pub by_class: Vec<ClassSavings>,
    /// 現金支出の減（円／年）: postage and contracts alone.
    pub cash_yen: i64,
    /// 現金支出の内訳.
    pub cash: Vec<CashSaving>,
    /// 計算式, in Japanese and English, one for each line that is shown.
    pub formulas: Vec<Label>,
    /// 注記: 「換算額であり、歳出の削減額ではない」.
    pub notice: Label,
}

/// 効果の換算 (savings) of a year from volumes, times and rates.
///
/// # Errors
///
/// - [`SavingsError::Shares`] if the shares of a mix do not sum to 1.
/// - [`SavingsError::PersonYear`] if a person-year has no hours.
/// - [`SavingsError::ClassTwice`] if a staff class stands more than once.
/// - [`SavingsError::Negative`] if a time is below 0.
///
/// # Examples
///
/// ```
/// use tosei_bpr::savings::{SavingsAssumptions, savings};
///
/// let assumptions: SavingsAssumptions = serde_json::from_str(r#"{
///   "format": "tosei-savings-assumptions", "format_version": 1, "cases_a_year": 12800,
///   "work": {"kind": "mixed", "before_minutes": "42", "after_minutes": "27", "mix": [
///     {"share": "0.4", "class": {"id": "regular", "label": {"ja": "正規", "en": "regular"},
///      "yen_per_hour": 3600}},
///     {"share": "0.6", "class": {"id": "fixed_term", "label": {"ja": "会計年度任用", "en": "fixed-term"},
///      "yen_per_hour": 1700}}]},
///   "person_year": {"hours_a_day": "7.75", "days_a_year": 240}}"#)?;
/// let savings = savings(&assumptions)?;
/// assert_eq!(savings.hours.shown(0), "3,200");
/// assert_eq!(savings.people.shown(2), "1.72");
/// assert_eq!(savings.yen_per_hour.as_ref().unwrap().shown(0), "2,460");
/// assert_eq!(savings.converted_yen.as_ref().unwrap().shown(0), "7,872,000");
/// assert_eq!(savings.cash_yen, 0);
/// assert!(savings.notice.ja.contains("歳出の削減額ではない"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "換算額")]
pub fn savings(assumptions: &SavingsAssumptions) -> Result<Savings, SavingsError> {
    let cases = ExactFigure::from(assumptions.cases_a_year.get());
    let hour = ExactFigure::from(60u32);
    let days = ExactFigure::from(assumptions.person_year.days_a_year);
    let person_hours = &ExactFigure::from(assumptions.person_year.hours_a_day) * &days;
    if person_hours.is_zero() || person_hours.is_negative() {
        return Err(SavingsError::PersonYear);
    }
    let divided = |a: &ExactFigure, b: &ExactFigure| a.divided_by(b).unwrap_or_default();
    let lines = class_minutes(assumptions)?;
    let mut by_class = Vec::new();
    let mut minutes = ExactFigure::zero();
    let mut converted = Some(ExactFigure::zero());
    for (class, saved) in &lines {
        minutes = &minutes + saved;
        let hours = divided(&(saved * &cases), &hour);
        let yen = class
            .yen_per_hour
            .map(|yen| &hours * &ExactFigure::from(yen));
        if !hours.is_zero() {
            converted = converted.and_then(|sum| Some(sum + yen.clone()?));
        }
        by_class.push(ClassSavings {
            class: class.id.clone(),
            label: class.label.clone(),
            people: divided(&hours, &person_hours),
            hours,
            yen_per_hour: class.yen_per_hour,
            converted_yen: yen,
        });
    }
    if let Some((before, after)) = &assumptions.unpriced_minutes {
        let saved = before.clone() - after.clone();
        if !saved.is_zero() {
            converted = None;
        }
        minutes = minutes + saved;
    }
    let hours = divided(&(&minutes * &cases), &hour);
    let people = divided(&hours, &person_hours);
    let yen_per_hour = match (&assumptions.work, &converted) {
        (SavingsWork::Mixed { mix, .. }, _) => {
            mix.iter().try_fold(ExactFigure::zero(), |sum, part| {
                let rate = ExactFigure::from(part.class.yen_per_hour?);
                Some(sum + ExactFigure::from(part.share.get()) * rate)
            })
        }
        (SavingsWork::ByClass { .. }, Some(yen)) => yen.divided_by(&hours),
        (SavingsWork::ByClass { .. }, None) => None,
    };
    let cash: Vec<CashSaving> = assumptions
        .cash
        .iter()
        .map(|item| CashSaving {
            kind: item.kind,
            label: item.label.clone(),
            yen: i64::from(item.before_yen).saturating_sub(i64::from(item.after_yen)),
        })
        .collect();
    let cash_yen = cash
        .iter()
        .fold(0i64, |sum, item| sum.saturating_add(item.yen));
    let mut result = Savings {
        format: SAVINGS_FORMAT.to_owned(),
        format_version: SAVINGS_FORMAT_VERSION,
        minutes_a_case: minutes,
        hours,
        people,
        yen_per_hour,
        converted_yen: converted,
        by_class,
        cash_yen,
        cash,
        formulas: Vec::new(),
        notice: Label {
            ja: "換算額であり、歳出の削減額ではない。".to_owned(),
            en: "A converted value, not a cut in expenditure.".to_owned(),
        },
    };
    result.formulas = formulas(assumptions, &result);
    Ok(result)
}

/// Minutes saved a case, by class.
fn class_minutes(
    assumptions: &SavingsAssumptions,
) -> Result<Vec<(StaffClass, ExactFigure)>, SavingsError> {
    let mut lines = Vec::new();
    match &assumptions.work {
        SavingsWork::Mixed {
            before_minutes,
            after_minutes,
            mix,
        } => {
            let saved =
                ExactFigure::from(before_minutes.get()) - ExactFigure::from(after_minutes.get());
            let mut sum = ExactFigure::zero();
            for part in mix {
                let share = ExactFigure::from(part.share.get());
                lines.push((part.class.clone(), &saved * &share));
                sum = sum + share;
            }
            if !sum.is_one() {
                return Err(SavingsError::Shares { sum });
            }
        }
        SavingsWork::ByClass { classes } => {
            for line in classes {
                for minutes in [&line.before_minutes, &line.after_minutes] {
                    if minutes.is_negative() {
                        return Err(SavingsError::Negative(minutes.clone()));
                    }
                }
                let saved = line.before_minutes.clone() - line.after_minutes.clone();
                lines.push((line.class.clone(), saved));
            }
        }
    }
    let mut seen = HashSet::new();
    if let Some((class, _)) = lines
        .iter()
        .find(|(class, _)| !seen.insert(class.id.clone()))
    {
        return Err(SavingsError::ClassTwice {
            class: class.id.clone(),
        });
    }
    Ok(lines)
}

fn formulas(assumptions: &SavingsAssumptions, result: &Savings) -> Vec<Label> {
    let cases = ExactFigure::from(assumptions.cases_a_year.get()).shown(0);
    let mut formulas = Vec::new();
    let mut say = |ja: String, en: String| formulas.push(Label { ja, en });
    let (hours, people) = (result.hours.shown(0), result.people.shown(2));
    match &assumptions.work {
        SavingsWork::Mixed {
            before_minutes,
            after_minutes,
            ..
        } => say(
            format!(
                "削減時間：（{before_minutes}分 − {after_minutes}分） × {cases}件 ÷ 60 = {hours}時間／年"
            ),
            format!(
                "Hours: ({before_minutes} min - {after_minutes} min) x {cases} cases / 60 = {hours} hours a year"
            ),
        ),
        SavingsWork::ByClass { classes } => {
            for (line, class) in classes.iter().zip(&result.by_class) {
                let hours = class.hours.shown(0);
                let (before, after) = (&line.before_minutes, &line.after_minutes);
                say(
                    format!(
                        "削減時間（{}）：（{before}分 − {after}分） × {cases}件 ÷ 60 = {hours}時間／年",
                        class.label.ja
                    ),
                    format!(
                        "Hours ({}): ({before} min - {after} min) x {cases} cases / 60 = {hours} hours a year",
                        class.label.en
                    ),
                );
            }
            let minutes = &result.minutes_a_case;
            say(
                format!("削減時間の計：{minutes}分 × {cases}件 ÷ 60 = {hours}時間／年"),
                format!("Hours in all: {minutes} min x {cases} cases / 60 = {hours} hours a year"),
            );
        }
    }
    let (day, days) = (
        assumptions.person_year.hours_a_day,
        assumptions.person_year.days_a_year,
    );
    say(
        format!("人相当：{hours}時間 ÷ （{day}時間 × {days}日） = {people}人相当"),
        format!(
            "People: {hours} hours / ({day} hours x {days} days) = {people} full-time equivalents"
        ),
    );
    if let (SavingsWork::Mixed { mix, .. }, Some(rate)) = (&assumptions.work, &result.yen_per_hour)
    {
        let parts = |language: Language| {
            let parts: Vec<String> = mix
                .iter()
                .map(|part| {
                    let yen = ExactFigure::from(part.class.yen_per_hour.unwrap_or(0)).shown(0);
                    match language {
                        Language::Ja => {
                            format!("{yen}円 × {}（{}）", part.share, part.class.label.ja)
                        }
                        Language::En => {
                            format!("{yen} yen x {} ({})", part.share, part.class.label.en)
                        }
                    }
                })
                .collect();
            parts.join(" + ")
        };
        let rate = rate.shown(0);
        say(
            format!("時間単価：{} = {rate}円／時間", parts(Language::Ja)),
            format!("Hourly cost: {} = {rate} yen an hour", parts(Language::En)),
        );
    }
    match (&result.converted_yen, &assumptions.work) {
        (Some(yen), SavingsWork::Mixed { .. }) => {
            let rate = result.yen_per_hour.clone().unwrap_or_default().shown(0);
            let yen = yen.shown(0);
            say(
                format!("換算額：{hours}時間 × {rate}円 = {yen}円／年（歳出の削減額ではない）"),
                format!(
                    "Converted value: {hours} hours x {rate} yen = {yen} yen a year (not a cut in expenditure)"
                ),
            );
        }
        (Some(total), SavingsWork::ByClass { .. }) => {
            let part = |language: Language| {
                let parts: Vec<String> = result
                    .by_class
                    .iter()
                    .filter(|class| !class.hours.is_zero())
                    .map(|class| {
                        let yen = ExactFigure::from(class.yen_per_hour.unwrap_or(0)).shown(0);
                        let hours = class.hours.shown(0);
                        match language {
                            Language::Ja => format!("{hours}時間 × {yen}円（{}）", class.label.ja),
                            Language::En => {
                                format!("{hours} hours x {yen} yen ({})", class.label.en)
                            }
                        }
                    })
                    .collect();
                if parts.is_empty() {
                    "0".to_owned()
                } else {
                    parts.join(" + ")
                }
            };
            let yen = total.shown(0);
            say(
                format!(
                    "換算額：{} = {yen}円／年（歳出の削減額ではない）",
                    part(Language::Ja)
                ),
                format!(
                    "Converted value: {} = {yen} yen a year (not a cut in expenditure)",
                    part(Language::En)
                ),
            );
        }
        (None, _) => say(
            "換算額：時間単価の分からない作業があるため不明".to_owned(),
            "Converted value: unknown, because the price of some hour is unknown".to_owned(),
        ),
    }
    let cash = ExactFigure::from(result.cash_yen.unsigned_abs()).shown(0);
    let sign = if result.cash_yen < 0 { "-" } else { "" };
    if result.cash.is_empty() {
        say(
            "現金支出の減：0円／年（郵送料・委託料の入力なし）".to_owned(),
            "Cash saved: 0 yen a year (no postage and no contracts given)".to_owned(),
        );
    } else {
        let part = |language: Language| {
            let parts: Vec<String> = assumptions
                .cash
                .iter()
                .map(|item| {
                    let before = ExactFigure::from(item.before_yen).shown(0);
                    let after = ExactFigure::from(item.after_yen).shown(0);
                    match language {
                        Language::Ja => format!("（{before}円 − {after}円）（{}）", item.label.ja),
                        Language::En => format!("({before} yen - {after} yen) ({})", item.label.en),
                    }
                })
                .collect();
            parts.join(" + ")
        };
        say(
            format!("現金支出の減：{} = {sign}{cash}円／年", part(Language::Ja)),
            format!(
                "Cash saved: {} = {sign}{cash} yen a year",
                part(Language::En)
            ),
        );
    }
    formulas
}
