//! Offices' tables cell by cell, and what of the survey can be compared between editions.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_inventory::office_table::{ValueMapping, read_cases, read_date, read_sign};
use tosei_inventory::survey::{
    ComparisonQuestion, SurveyColumn, SurveyCrosswalk, SurveyEdition, comparable,
};
use tosei_inventory::{OnlineStatus, RateDefinitions, VolumePrecision};
use tosei_table::DateSystem;

#[derive(Deserialize)]
#[serde(tag = "field", rename_all = "snake_case", deny_unknown_fields)]
enum ValueInput {
    Cases {
        text: String,
    },
    Date {
        text: String,
        date_system: String,
    },
    OnlineStatus {
        text: String,
        map: Vec<ValueMapping<OnlineStatus>>,
    },
}

fn value(input: ValueInput) -> Result<Value, String> {
    Ok(match input {
        ValueInput::Cases { text } => {
            let reading = read_cases(&text);
            let precision = match reading.precision {
                VolumePrecision::Exact => json!({"kind": "exact"}),
                other => json!(other),
            };
            json!({"cases": reading.cases, "precision": precision, "notes": reading.notes})
        }
        ValueInput::Date { text, date_system } => {
            let system = [DateSystem::From1900, DateSystem::From1904];
            let system = system
                .into_iter()
                .find(|system| system.code() == date_system);
            json!(read_date(&text, system.unwrap()))
        }
        ValueInput::OnlineStatus { text, map } => json!(read_sign(&text, &map)),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrosswalkInput {
    from: String,
    to: String,
    column: Option<SurveyColumn>,
    code: Option<String>,
    rate: Option<String>,
}

fn crosswalk(input: CrosswalkInput) -> Result<Value, String> {
    let edition = |id: &str| SurveyEdition::by_id(id).unwrap();
    let (from, to) = (edition(&input.from), edition(&input.to));
    let crosswalk = SurveyCrosswalk::between(from, to);
    let (question, relation) = match (&input.rate, input.column, &input.code) {
        (Some(rate), None, None) => {
            let definition = RateDefinitions::standard().definition(rate).unwrap();
            (ComparisonQuestion::Rate(definition), None)
        }
        (None, Some(column), None) => (
            ComparisonQuestion::Column(column),
            crosswalk
                .and_then(|c| c.column(column))
                .map(|entry| entry.relation),
        ),
        (None, Some(column), Some(code)) => (
            ComparisonQuestion::Code(column, code),
            crosswalk
                .and_then(|c| c.code(column, code))
                .map(|entry| entry.relation),
        ),
        _ => panic!("a case asks for a rate, a column or a code"),
    };
    let verdict = comparable(question, from, to);
    Ok(json!({"comparable": verdict.is_comparable(), "relation": relation}))
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("office_value", value)
        .on("survey_crosswalk", crosswalk)
}
