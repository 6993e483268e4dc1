//! How periods of several cases are written: 「7日又は35日」「新規30日、変更15日」.

use super::{
    PeriodCase, PeriodCases, PeriodCondition, ProcessingPeriod,
    grammar::{Found, Notes, period},
    text::{skip, squeezed, take},
};

const OR: [&str; 6] = [
    "もしくは",
    "あるいは",
    "または",
    "若しくは",
    "或いは",
    "又は",
];

/// Periods for several cases, from folded text.
pub(super) fn cases(text: &str) -> Option<Found<PeriodCases>> {
    let close = squeezed(text);
    alternatives(&close)
        .or_else(|| listed(close.split(['、', ',', ';', '/'])))
        .or_else(|| listed(text.split(|c: char| c.is_whitespace() || "、,;/".contains(c))))
        .or_else(|| bracketed(&close))
}

/// 7日又は35日.
fn alternatives(text: &str) -> Option<Found<PeriodCases>> {
    let word = OR.iter().find(|word| text.contains(**word))?;
    collect(text.split(word).map(|part| {
        let Found { period, notes } = period(part).ok()?;
        Some((None, period, notes))
    }))
}

/// 新規30日、変更15日.
fn listed<'t>(parts: impl Iterator<Item = &'t str>) -> Option<Found<PeriodCases>> {
    let found = collect(parts.filter(|part| !part.is_empty()).map(case))?;
    found
        .period
        .cases()
        .iter()
        .any(|case| case.condition.is_some())
        .then_some(found)
}

/// 1月（実地調査が必要な場合は約40日）.
fn bracketed(text: &str) -> Option<Found<PeriodCases>> {
    let (first, second) = text.strip_suffix(')')?.split_once('(')?;
    let second = skip(skip(second, &["ただし", "但し"]), &["、", ","]);
    listed([first, second].into_iter())
}

type Case = (Option<PeriodCondition>, ProcessingPeriod, Notes);

fn case(text: &str) -> Option<Case> {
    let (condition, rest) = condition(text);
    let Found { period, notes } = period(rest).ok()?;
    Some((condition, period, notes))
}

/// The condition before a period: 新規, (新規), 新規:, …の場合は.
fn condition(text: &str) -> (Option<PeriodCondition>, &str) {
    if let Some((head, rest)) = text.split_once("場合は")
        && let Ok(condition) = format!("{head}場合").parse()
    {
        return (Some(condition), skip(rest, &["、", ","]));
    }
    let inside = skip(text, &["(", "「", "【"]);
    let Some((condition, rest)) = PeriodCondition::leading_word(inside) else {
        return (None, text);
    };
    let rest = if inside.len() < text.len() {
        match take(rest, &[")", "」", "】"]) {
            Some(rest) => rest,
            None => return (None, text),
        }
    } else {
        rest
    };
    (Some(condition), skip(rest, &[":", "は"]))
}

fn collect(cases: impl Iterator<Item = Option<Case>>) -> Option<Found<PeriodCases>> {
    let mut list = Vec::new();
    let mut all_notes = Notes::new();
    for case in cases {
        let (condition, period, notes) = case?;
        all_notes.extend(notes);
        list.push(PeriodCase { condition, period });
    }
    Some(Found {
        period: PeriodCases::try_new(list).ok()?,
        notes: all_notes,
    })
}
