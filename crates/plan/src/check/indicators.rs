//! Indicators: targets and observations that do not fit each other.

use super::Findings;
use crate::{Direction, Indicator, Nature, Plan, PlanMeasureId};
use std::collections::{BTreeMap, BTreeSet};
use tosei_types::{Date, ExactFigure, ExactNumber};

const PERCENT: &str = "percent";

pub(super) fn check(plan: &Plan, as_of: Date, findings: &mut Findings<'_, '_>) {
    if let Some(period) = plan.period
        && period.to.last_day() < period.from.first_day()
    {
        findings.report("plan.period.reversed", "/period", plan.id.as_str(), &[]);
    }
    let measured: BTreeSet<&PlanMeasureId> = plan
        .indicators
        .iter()
        .flat_map(|one| &one.measures)
        .collect();
    for (at, measure) in plan.measures.iter().enumerate() {
        if !measured.contains(&measure.id) {
            let id = measure.id.as_str();
            let pointer = format!("/measures/{at}");
            findings.report("plan.measure.without_indicator", &pointer, id, &[]);
        }
    }
    for (at, indicator) in plan.indicators.iter().enumerate() {
        let pointer = format!("/indicators/{at}");
        targets(plan, indicator, &pointer, findings);
        observations(indicator, as_of, &pointer, findings);
        steps(indicator, &pointer, findings);
    }
}

fn percent_out_of_range(value: ExactNumber, unit: &str) -> bool {
    let most = ExactNumber::from(100);
    unit == PERCENT && (value < ExactNumber::ZERO || value > most)
}

fn targets(plan: &Plan, indicator: &Indicator, at: &str, findings: &mut Findings<'_, '_>) {
    let subject = indicator.id.as_str();
    if indicator.targets.is_empty() {
        findings.report("plan.indicator.no_target", at, subject, &[]);
    }
    let first = indicator
        .observations
        .iter()
        .filter(|one| one.nature == Nature::Observed)
        .min_by_key(|one| one.at.last_day());
    for (number, target) in indicator.targets.iter().enumerate() {
        let pointer = format!("{at}/targets/{number}");
        let by = target.by.last_day();
        let shown = target.by.to_string();
        if let Some(first) = first
            && by < first.at.last_day()
        {
            let values = [("by", shown.as_str().into())];
            findings.report("plan.target.before_observation", &pointer, subject, &values);
        }
        if let Some(period) = plan.period
            && by < period.from.first_day()
        {
            let values = [("by", shown.as_str().into())];
            findings.report("plan.target.before_period", &pointer, subject, &values);
        }
        let unit = target.unit.as_ref().unwrap_or(&indicator.unit);
        if *unit != indicator.unit {
            let values = [
                ("unit", unit.as_str().into()),
                ("expected", indicator.unit.as_str().into()),
            ];
            findings.report(
                "plan.unit.mismatch",
                &format!("{pointer}/unit"),
                subject,
                &values,
            );
        }
        match target.value {
            Some(value) if percent_out_of_range(value, unit.as_str()) => {
                let text = value.to_string();
                let values = [("value", text.as_str().into())];
                let place = format!("{pointer}/value");
                findings.report("plan.percent.out_of_range", &place, subject, &values);
            }
            None if target.text.is_none() => {
                findings.report("plan.target.empty", &pointer, subject, &[]);
            }
            _ => {}
        }
    }
}

fn observations(indicator: &Indicator, as_of: Date, at: &str, findings: &mut Findings<'_, '_>) {
    let subject = indicator.id.as_str();
    let mut known: BTreeMap<(Date, Nature), BTreeSet<ExactNumber>> = BTreeMap::new();
    for (number, one) in indicator.observations.iter().enumerate() {
        let pointer = format!("{at}/observations/{number}");
        let moment = one.at.to_string();
        if one.nature == Nature::Observed && one.at.last_day() > as_of {
            let values = [("at", moment.as_str().into())];
            findings.report("plan.observation.to_come", &pointer, subject, &values);
        }
        if !matches!(one.nature, Nature::Observed | Nature::Expected) {
            let values = [("nature", one.nature.code().into())];
            let place = format!("{pointer}/nature");
            findings.report("plan.observation.nature", &place, subject, &values);
        }
        let unit = one.unit.as_ref().unwrap_or(&indicator.unit);
        if *unit != indicator.unit {
            let values = [
                ("unit", unit.as_str().into()),
                ("expected", indicator.unit.as_str().into()),
            ];
            findings.report(
                "plan.unit.mismatch",
                &format!("{pointer}/unit"),
                subject,
                &values,
            );
        }
        let text = one.value.to_string();
        if percent_out_of_range(one.value, unit.as_str()) {
            let values = [("value", text.as_str().into())];
            let place = format!("{pointer}/value");
            findings.report("plan.percent.out_of_range", &place, subject, &values);
        }
        if let Some(parts) = one.parts
            && unit.as_str() == PERCENT
            && !parts_agree(one.value, parts.numerator, parts.denominator)
        {
            let values = [
                ("value", text.as_str().into()),
                ("numerator", parts.numerator.into()),
                ("denominator", parts.denominator.into()),
            ];
            let place = format!("{pointer}/parts");
            findings.report("plan.observation.parts_disagree", &place, subject, &values);
        }
        let values = known.entry((one.at.last_day(), one.nature)).or_default();
        let twice = values.iter().any(|value| *value != one.value);
        values.insert(one.value);
        if twice {
            let values = [("at", moment.as_str().into())];
            findings.report("plan.observation.contradiction", &pointer, subject, &values);
        }
    }
}

/// Whether a share rounds half up to the value, at the value's own digits.
fn parts_agree(value: ExactNumber, numerator: u64, denominator: u64) -> bool {
    let hundred = ExactFigure::from(100);
    let Some(share) = ExactFigure::from(numerator).divided_by(&ExactFigure::from(denominator))
    else {
        return false;
    };
    let share = share * hundred;
    let written = ExactFigure::from(value).to_string();
    let digits = written.split_once('.').map_or(0, |(_, part)| part.len());
    // Half of the last digit, either way; the upper end rounds up to the next.
    let unit = (0..digits).fold(ExactFigure::one(), |unit, _| {
        unit.divided_by(&ExactFigure::from(10)).unwrap_or(unit)
    });
    let half = unit
        .divided_by(&ExactFigure::from(2))
        .unwrap_or_else(ExactFigure::zero);
    let value = ExactFigure::from(value);
    &value - &half <= share && share < value + half
}

/// Targets one after the other must go the indicator's way.
fn steps(indicator: &Indicator, at: &str, findings: &mut Findings<'_, '_>) {
    let mut listed: Vec<_> = indicator
        .targets
        .iter()
        .enumerate()
        .filter_map(|(number, one)| Some((one.by.last_day(), number, one.value?)))
        .collect();
    listed.sort_by_key(|(by, number, _)| (*by, *number));
    for (earlier, later) in listed.iter().zip(listed.iter().skip(1)) {
        let backwards = match indicator.direction {
            Direction::Up => later.2 < earlier.2,
            Direction::Down => later.2 > earlier.2,
        };
        if backwards {
            let pointer = format!("{at}/targets/{}", later.1);
            let (from, to) = (earlier.2.to_string(), later.2.to_string());
            let values = [("from", from.as_str().into()), ("to", to.as_str().into())];
            let id = indicator.id.as_str();
            findings.report("plan.target.backwards", &pointer, id, &values);
        }
    }
}
