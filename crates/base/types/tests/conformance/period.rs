//! Processing periods: reading of cell texts, values, cases, days for comparing.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_types::period::{
    DayConversion, PeriodAmount, PeriodCase, PeriodCases, PeriodError, PeriodLength, PeriodNote,
    PeriodUnit, ProcessingPeriod, ProcessingPeriodStatement, read_processing_period,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

#[derive(Serialize)]
struct Reading {
    statement: ProcessingPeriodStatement,
    notes: Vec<PeriodNote>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LengthInput {
    amount: Option<String>,
    unit: String,
}

impl LengthInput {
    fn length(self) -> Result<PeriodLength, PeriodError> {
        let amount = self.amount.as_deref().map(str::parse::<PeriodAmount>);
        let amount = amount.transpose()?;
        match (self.unit.as_str(), amount) {
            ("same_day", None) => Ok(PeriodLength::SAME_DAY),
            ("same_day", Some(_)) => Err(PeriodError::SameDayWithAmount),
            (_, None) => Err(PeriodError::AmountMissing),
            (unit, Some(amount)) => {
                let unit: PeriodUnit = serde_json::from_value(json!(unit)).unwrap();
                Ok(PeriodLength::new(amount, unit))
            }
        }
    }

    /// The wire form must say the same as the constructors.
    fn agrees_with_the_wire_form(&self, made: Result<&PeriodLength, &PeriodError>) {
        let mut wire = json!({ "unit": self.unit });
        if let Some(amount) = &self.amount {
            wire["amount"] = json!(amount);
        }
        let read: Result<PeriodLength, _> = serde_json::from_value(wire);
        assert_eq!(read.ok().as_ref(), made.ok());
    }
}

fn checked(input: Option<LengthInput>) -> Result<Option<PeriodLength>, PeriodError> {
    let Some(input) = input else { return Ok(None) };
    let twin = LengthInput {
        amount: input.amount.clone(),
        unit: input.unit.clone(),
    };
    let made = input.length();
    twin.agrees_with_the_wire_form(made.as_ref());
    made.map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueInput {
    lower: Option<LengthInput>,
    upper: Option<LengthInput>,
    approximate: bool,
}

fn value(input: ValueInput) -> Result<String, PeriodError> {
    let (lower, upper) = (checked(input.lower)?, checked(input.upper)?);
    let period = match (lower, upper) {
        (Some(lower), Some(upper)) => ProcessingPeriod::try_between(lower, upper)?,
        (Some(lower), None) => ProcessingPeriod::at_least(lower),
        (None, Some(upper)) => ProcessingPeriod::at_most(upper),
        (None, None) => {
            let wire = serde_json::from_value::<ProcessingPeriod>(json!({ "approximate": false }));
            assert!(wire.is_err());
            return Err(PeriodError::NoBound);
        }
    };
    let period = if input.approximate {
        period.approximately()
    } else {
        period
    };
    let wire: Value = serde_json::to_value(period).unwrap();
    assert_eq!(
        serde_json::from_value::<ProcessingPeriod>(wire).unwrap(),
        period
    );
    Ok(period.to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseInput {
    condition: Option<String>,
    period: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CasesInput {
    cases: Vec<CaseInput>,
}

fn cases(input: CasesInput) -> Result<String, PeriodError> {
    let cases = input
        .cases
        .into_iter()
        .map(|case| {
            Ok(PeriodCase {
                condition: case.condition.map(|text| text.parse()).transpose()?,
                period: case.period.parse()?,
            })
        })
        .collect::<Result<Vec<_>, PeriodError>>()?;
    Ok(PeriodCases::try_new(cases)?.to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConversionInput {
    days_per_week: u16,
    days_per_month: u16,
    days_per_year: u16,
    days_per_five_business_days: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DaysInput {
    length: PeriodLength,
    conversion: ConversionInput,
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("period_reading", |input: TextInput| {
            Ok(read_processing_period(&input.text).map(|reading| Reading {
                notes: reading.notes().to_vec(),
                statement: reading.into_statement(),
            }))
        })
        .on("period_value", |input: ValueInput| {
            value(input).map_err(|error| error.code().to_owned())
        })
        .on("period_cases", |input: CasesInput| {
            cases(input).map_err(|error| error.code().to_owned())
        })
        .on("period_days", |input: DaysInput| {
            let conversion = DayConversion::default()
                .with_days_per_week(input.conversion.days_per_week)
                .with_days_per_month(input.conversion.days_per_month)
                .with_days_per_year(input.conversion.days_per_year)
                .with_days_per_five_business_days(input.conversion.days_per_five_business_days);
            let days = input.length.approximate_days(&conversion);
            Ok(json!({
                "parts": days.parts(),
                "days": days.to_string(),
                "days_rounded_up": days.days_rounded_up(),
            }))
        })
}

#[test]
fn unknown_keys_and_classes_are_refused() {
    let read = |value: Value| serde_json::from_value::<ProcessingPeriodStatement>(value);
    assert_eq!(
        read(json!({ "class": "none_set" })).unwrap(),
        ProcessingPeriodStatement::NoneSet
    );
    for wrong in [
        json!({ "class": "none_set", "period": {} }),
        json!({ "class": "none" }),
        json!({ "class": "stated" }),
        json!({ "class": "stated", "period": { "approximate": true } }),
        json!({ "class": "stated", "period": { "upper": { "unit": "day" }, "approximate": true } }),
        json!({ "class": "several", "cases": [] }),
        json!({ "class": "number_without_unit", "number": 15 }),
    ] {
        assert!(read(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn eight_notes_are_reasons_and_the_others_are_not() {
    let reasons: Vec<_> = PeriodNote::ALL
        .iter()
        .filter(|note| note.is_reason())
        .map(|note| note.code().trim_start_matches("types.period."))
        .collect();
    assert_eq!(
        reasons,
        [
            "mixed_statements",
            "bounds_out_of_order",
            "promptness_word",
            "indefinite_amount",
            "missing_amount",
            "counted_from_event",
            "absence_unclear",
            "unrecognised"
        ]
    );
}
