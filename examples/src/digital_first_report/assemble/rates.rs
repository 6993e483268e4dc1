//! Named rates, and why some cannot be said.

use super::super::report::{Fraction, GroupRate, NamedRate, Unsaid, UnsaidReason};
use tosei_inventory::{
    CompiledRates, Facts, Numerator, ProcedureFacts, ProcessFacts, RateDefinition, RateDefinitions,
    RateResult, RateUnit, Tally, TouchpointFacts,
};
use tosei_types::{Label, Language, PercentDigits, Rate};

/// The tallies that rates are made of; `None` for what the file does not record at all.
pub(super) struct Tallies {
    pub(super) processes: Tally<ProcessFacts>,
    pub(super) procedures: Option<Tally<ProcedureFacts>>,
    pub(super) touchpoints: Option<Tally<TouchpointFacts>>,
}

/// The result of every definition.
pub(super) fn results(rates: &CompiledRates, tallies: &Tallies) -> Vec<RateResult> {
    let mut results = rates.evaluate(&tallies.processes);
    results.extend(rates.evaluate(tallies.procedures.as_ref().unwrap_or(&Tally::new())));
    results.extend(rates.evaluate(tallies.touchpoints.as_ref().unwrap_or(&Tally::new())));
    results
}

/// Every definition with its rate, in the order of the definitions.
pub(super) fn named(results: &[RateResult], tallies: &Tallies) -> Vec<NamedRate> {
    let definitions = RateDefinitions::standard().definitions();
    definitions
        .iter()
        .filter_map(|definition| {
            let result = results
                .iter()
                .find(|result| *result.id() == definition.id)?;
            let recorded = match definition.unit {
                RateUnit::Procedure => tallies.procedures.is_some(),
                RateUnit::Touchpoint => tallies.touchpoints.is_some(),
                _ => true,
            };
            let rate = figures(result, why_not(definition, result, recorded));
            Some(NamedRate {
                id: rate.id,
                label: definition.label.clone(),
                numerator: rate.numerator,
                denominator: rate.denominator,
                percent: rate.percent,
                low: rate.low,
                high: rate.high,
                cannot_be_said: rate.cannot_be_said,
                unit: definition.unit,
                definition: definition.definition.clone(),
                source: definition.source.clone(),
                counts: *result.counts(),
            })
        })
        .collect()
}

/// Some rates of one group.
pub(super) fn of_group<F: Facts>(
    rates: &CompiledRates,
    ids: &[&str],
    tally: &Tally<F>,
) -> Vec<GroupRate> {
    ids.iter()
        .filter_map(|id| {
            let result = rates.evaluate_one(id, tally)?;
            let definition = RateDefinitions::standard().definition(id)?;
            Some(figures(&result, why_not(definition, &result, true)))
        })
        .collect()
}

fn figures(result: &RateResult, cannot_be_said: Option<Unsaid>) -> GroupRate {
    let fraction = |rate: &Rate| Fraction {
        numerator: rate.numerator(),
        denominator: rate.denominator(),
    };
    let said = |rate: Option<&Rate>| rate.filter(|_| cannot_be_said.is_none()).map(fraction);
    let point = said(result.rate());
    GroupRate {
        id: result.id().clone(),
        numerator: point.map(|point| point.numerator),
        denominator: point.map(|point| point.denominator),
        percent: point.and_then(|_| {
            let percent = result.rate()?.percent(PercentDigits::One)?;
            Some(percent.to_string())
        }),
        low: said(result.low()),
        high: said(result.high()),
        cannot_be_said,
    }
}

/// Why a file cannot say a rate: nothing was counted, or everything that was counted is unknown.
fn why_not(definition: &RateDefinition, result: &RateResult, recorded: bool) -> Option<Unsaid> {
    if let Some(reason) = result.no_rate() {
        return Some(Unsaid {
            reason: UnsaidReason::NoRate,
            label: Label::new(reason.label(Language::Ja), reason.label(Language::En)),
        });
    }
    let (rate, low, high) = (result.rate()?, result.low()?, result.high()?);
    let counts = result.counts();
    if !recorded {
        return Some(match definition.unit {
            RateUnit::Procedure => no_procedures(),
            _ => not_recorded(
                "この資料は接点を記録していない",
                "the file does not record touchpoints",
            ),
        });
    }
    if rate.denominator() == 0 {
        return Some(if counts.membership_unknown > 0 {
            membership_unknown(definition)
        } else if definition.unit == RateUnit::Case && counts.without_cases > 0 {
            unknown(
                "年間件数が分かっていない",
                "the cases of the year are not known",
            )
        } else {
            nothing_to_count()
        });
    }
    let nothing_known = low.numerator() == 0 && high.numerator() == high.denominator();
    nothing_known.then(|| match definition.numerator {
        Numerator::Predicate { .. } => not_recorded(
            "申請、添付、本人確認などの要素ごとの状況が記録されていない",
            "the status of the elements (filing, attachments, identification …) is not recorded",
        ),
        Numerator::OnlineCases { .. } => not_recorded(
            "オンラインで行われた件数が記録されていない",
            "the cases filed online are not recorded",
        ),
        _ if counts.membership_unknown > 0 => membership_unknown(definition),
        _ => unknown(
            "オンライン化の実施状況が一つも分かっていない",
            "not one online status is known",
        ),
    })
}

fn unsaid(reason: UnsaidReason, ja: &str, en: &str) -> Unsaid {
    Unsaid {
        reason,
        label: Label::new(ja, en),
    }
}

fn not_recorded(ja: &str, en: &str) -> Unsaid {
    unsaid(UnsaidReason::NotRecorded, ja, en)
}

fn unknown(ja: &str, en: &str) -> Unsaid {
    unsaid(UnsaidReason::Unknown, ja, en)
}

pub(super) fn nothing_to_count() -> Unsaid {
    unsaid(
        UnsaidReason::NothingToCount,
        "対象となるものがない",
        "there is nothing to count",
    )
}

pub(super) fn no_procedures() -> Unsaid {
    not_recorded(
        "この資料は手続プロセスの一覧で、どれとどれが一つの手続かを示していない",
        "the file lists processes and does not say which of them are one procedure",
    )
}

fn membership_unknown(definition: &RateDefinition) -> Unsaid {
    if definition.population.discretion.is_some() {
        not_recorded(
            "自らの裁量の内か外かが記録されていない",
            "whether a process is within one's own discretion is not recorded",
        )
    } else {
        unknown(
            "手続プロセスの種類、主体又は状況が分からず、対象かどうかを言えない",
            "kind, actor or status is unknown, so nobody can say what belongs",
        )
    }
}
