//! Simulation parameters of BPSim, as far as the model holds them.
//!
//! Read are the first scenario's processing and waiting times, probabilities of sequence flows and fixed
//! costs in yen; everything else is a finding and stays in the file. What a simulation takes from a scenario
//! is read by [`super::scenario`].

use super::{
    duration,
    finding::{BpmnRule, Found},
};
use crate::{Minutes, NodeKind, Probability, TimeValue};
use std::{borrow::Cow, ops::Range};
use tosei_markup::{Attribute, Element};
use tosei_simulation::{Distribution, Quantity};
use tosei_types::ExactNumber;

/// A parameter that the model holds.
#[derive(Debug, Clone)]
pub(super) enum Parameter {
    Work(TimeValue),
    Waiting(TimeValue),
    Probability(Probability),
    CashYen(u32),
}

/// The element that a parameter is about.
pub(super) struct ElementReference<'d>(Attribute<'d>);

impl<'d> ElementReference<'d> {
    pub(super) fn text(&self) -> Cow<'d, str> {
        self.0.value()
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.0.value_span()
    }
}

fn kept(element: Element<'_>) -> Found {
    let start = element.span().start.saturating_add(1);
    let end = start.saturating_add(element.qualified_name().len());
    Found::new(BpmnRule::BpsimKept, start..end)
}

fn value<'d>(element: Element<'d>, name: &str) -> Option<Cow<'d, str>> {
    element.attribute("", name).map(Attribute::value)
}

/// Gives a node a parameter that it lacks; `false` if such a node has none of the kind.
pub(super) fn to_node(is: &mut NodeKind, parameter: Parameter) -> bool {
    let activity = match is {
        NodeKind::Activity(activity) => activity,
        NodeKind::Call(call) => &mut call.activity,
        NodeKind::Event(event) => {
            return match parameter {
                Parameter::Waiting(time) | Parameter::Work(time) => {
                    event.waiting.get_or_insert(time);
                    true
                }
                _ => false,
            };
        }
        _ => return false,
    };
    match parameter {
        Parameter::Work(time) => {
            activity.work.get_or_insert(time);
        }
        Parameter::Waiting(time) => {
            activity.waiting.get_or_insert(time);
        }
        Parameter::CashYen(yen) => {
            activity.cash_yen.get_or_insert(yen);
        }
        Parameter::Probability(_) => return false,
    }
    true
}

/// The parameters of one `BPSimData`.
pub(super) fn parameters<'d>(
    data: Element<'d>,
    found: &mut Vec<Found>,
) -> Vec<(ElementReference<'d>, Parameter)> {
    let mut all = Vec::new();
    let mut scenarios = data.child_elements();
    let first = scenarios.next();
    found.extend(scenarios.map(kept));
    let Some(scenario) = first else { return all };
    let mut unit = Cow::Borrowed("min");
    let mut currency = None;
    for element in scenario.child_elements() {
        match element.local_name() {
            "ScenarioParameters" => {
                if let Some(given) = value(element, "baseTimeUnit") {
                    unit = given;
                }
                currency = value(element, "baseCurrencyUnit");
            }
            "ElementParameters" => match element.attribute("", "elementRef") {
                Some(reference) => {
                    let base = Base {
                        unit: &unit,
                        currency: currency.as_deref(),
                    };
                    of_element(element, reference, &base, &mut all, found);
                }
                None => found.push(kept(element)),
            },
            _ => found.push(kept(element)),
        }
    }
    all
}

/// The units of a scenario.
pub(super) struct Base<'a> {
    unit: &'a str,
    currency: Option<&'a str>,
}

impl<'a> Base<'a> {
    pub(super) const fn of_unit(unit: &'a str) -> Self {
        Self {
            unit,
            currency: None,
        }
    }
}

fn of_element<'d>(
    element: Element<'d>,
    reference: Attribute<'d>,
    base: &Base<'_>,
    all: &mut Vec<(ElementReference<'d>, Parameter)>,
    found: &mut Vec<Found>,
) {
    for group in element.child_elements() {
        for parameter in group.child_elements() {
            let inside = parameter.child_elements().next();
            let read = match (group.local_name(), parameter.local_name(), inside) {
                (_, _, None) => None,
                ("TimeParameters", "ProcessingTime", Some(inside)) => {
                    Some(time(inside, base).map(Parameter::Work))
                }
                ("TimeParameters", "WaitTime", Some(inside)) => {
                    Some(time(inside, base).map(Parameter::Waiting))
                }
                ("ControlParameters", "Probability", Some(inside)) => {
                    let number = number(inside).and_then(|n| Probability::try_new(n).ok());
                    Some(number.map(Parameter::Probability))
                }
                ("CostParameters", "FixedCost", Some(inside)) if is_yen(inside, base) => {
                    let yen = number(inside).filter(|n| n.denominator() == 1);
                    let yen = yen.and_then(|n| u32::try_from(n.numerator()).ok());
                    Some(yen.map(Parameter::CashYen))
                }
                _ => None,
            };
            match read {
                Some(Some(parameter)) => all.push((ElementReference(reference), parameter)),
                Some(None) => {
                    let span = inside.unwrap_or(parameter).start_tag_span();
                    found.push(Found::new(BpmnRule::BpsimValue, span));
                }
                None => found.push(kept(parameter)),
            }
        }
    }
}

fn is_yen(inside: Element<'_>, base: &Base<'_>) -> bool {
    let own = value(inside, "currencyUnit");
    own.as_deref().or(base.currency) == Some("JPY")
}

pub(super) fn number(element: Element<'_>) -> Option<ExactNumber> {
    let is_number = matches!(
        element.local_name(),
        "FloatingParameter" | "NumericParameter" | "ConstantParameter"
    );
    value(element, "value").filter(|_| is_number)?.parse().ok()
}

/// Minutes of a unit, as a fraction.
pub(super) fn unit_minutes(unit: &str) -> Option<(i64, u64)> {
    Some(match unit {
        "ms" => (1, 60_000),
        "s" => (1, 60),
        "min" => (1, 1),
        "hour" => (60, 1),
        "day" => (1_440, 1),
        // A year has no exact number of minutes.
        _ => return None,
    })
}

pub(super) fn time(element: Element<'_>, base: &Base<'_>) -> Option<TimeValue> {
    if element.local_name() == "DurationParameter" {
        return duration::minutes(&value(element, "value")?).map(TimeValue::Value);
    }
    let own = value(element, "timeUnit");
    let (above, below) = unit_minutes(own.as_deref().unwrap_or(base.unit))?;
    if let Some(number) = number(element) {
        return scaled(number, above, below).map(TimeValue::Value);
    }
    let quantity = |name: &str| -> Option<Quantity> {
        let number: ExactNumber = value(element, name)?.parse().ok()?;
        let minutes = scaled(number, above, below)?;
        // The shortest decimal of what a distribution is drawn from anyway.
        minutes.to_string().parse().ok()
    };
    let plain = |name: &str| -> Option<Quantity> { value(element, name)?.parse().ok() };
    let distribution = match element.local_name() {
        "TriangularDistribution" => Distribution::Triangular {
            from: quantity("min")?,
            mode: quantity("mode")?,
            to: quantity("max")?,
        },
        "UniformDistribution" => Distribution::Uniform {
            from: quantity("min")?,
            to: quantity("max")?,
        },
        "NegativeExponentialDistribution" => Distribution::Exponential {
            mean: quantity("mean")?,
        },
        "LogNormalDistribution" => Distribution::Lognormal {
            mean: quantity("mean")?,
            deviation: quantity("standardDeviation")?,
        },
        "ErlangDistribution" => Distribution::Erlang {
            stages: value(element, "k")?.parse().ok()?,
            mean: quantity("mean")?,
        },
        "GammaDistribution" => {
            let (shape, scale) = (plain("shape")?, quantity("scale")?);
            Distribution::Gamma {
                shape,
                // The mean is the shape times the scale.
                mean: Quantity::try_new(shape.get() * scale.get()).ok()?,
            }
        }
        "WeibullDistribution" => Distribution::Weibull {
            shape: plain("shape")?,
            scale: quantity("scale")?,
        },
        _ => return None,
    };
    Some(TimeValue::Distribution(distribution))
}

fn scaled(number: ExactNumber, above: i64, below: u64) -> Option<Minutes> {
    let above = number.numerator().checked_mul(above)?;
    let below = number.denominator().checked_mul(below)?;
    Minutes::try_new(ExactNumber::try_new(above, below).ok()?).ok()
}
