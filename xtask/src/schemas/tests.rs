//! Every schema is one, and what claims to fit one does.

use super::*;
use crate::workspace::{Workspace, files_below, read_text};

fn schemas() -> Vec<(String, Value)> {
    let files = generate().unwrap();
    files
        .iter()
        .map(|file| {
            let name = file.path.display().to_string();
            (name, serde_json::from_slice(file.content.bytes()).unwrap())
        })
        .collect()
}

#[test]
fn every_schema_is_one() {
    for (name, schema) in schemas() {
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
        assert_eq!(
            schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{name}"
        );
        assert!(!schema["title"].as_str().unwrap().is_ascii(), "{name}");
        assert!(schema["x-en"]["title"].is_string(), "{name}");
    }
}

#[test]
fn every_example_fits_its_schema() {
    let mut examples = 0;
    for (name, schema) in schemas() {
        let validator = jsonschema::validator_for(&schema).unwrap();
        for example in schema["examples"].as_array().into_iter().flatten() {
            assert!(validator.is_valid(example), "{name}: {example}");
            examples += 1;
        }
    }
    assert!(examples > 0);
}

#[test]
fn a_count_past_what_json_keeps_exact_is_refused() {
    let (_, schema) = schemas()
        .into_iter()
        .find(|(name, _)| name.ends_with("/rate.schema.json"))
        .unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let rate = |numerator: u64| json!({"basis": "a", "numerator": 0, "denominator": numerator});
    assert!(validator.is_valid(&rate(MAX_INTEGER)));
    assert!(!validator.is_valid(&rate(MAX_INTEGER + 1)));
}

#[test]
fn the_report_of_the_example_fits_its_schema() {
    let (_, schema) = schemas()
        .into_iter()
        .find(|(name, _)| name.ends_with("/digital-first-report.schema.json"))
        .unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let options = tosei_examples::digital_first_report::Options::default();
    let files = tosei_examples::digital_first_report::make(&options, &()).unwrap();
    let mut report: Value = serde_json::from_str(&files.json).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    report["mayor"] = json!(1);
    assert!(!validator.is_valid(&report));
}

#[test]
fn a_due_date_and_what_it_was_counted_by_fit_their_schemas() {
    use tosei_types::deadline::{DueDateAnswer, StopRule, due_date_of_cell};
    use tosei_types::{
        Arrival, BeyondList, BusinessCalendar, BusinessDays, CountingRule, FirstDay, HolidayList,
        Label, Stop, StopKind,
    };

    let calendar =
        BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"))
            .try_with_opening_day("2027-12-30".parse().unwrap(), "年末窓口")
            .unwrap();
    let rule = CountingRule::standard(FirstDay::NextDay)
        .try_with_stops(vec![StopRule::new(StopKind::Correction)])
        .unwrap();
    let days =
        BusinessDays::new(&calendar, HolidayList::official()).with_beyond_list(BeyondList::ByRule);
    let day = |text: &str| text.parse().unwrap();
    let stops = [
        Stop::try_new(StopKind::Correction, day("2027-12-02"), day("2027-12-06")).unwrap(),
        Stop::still_running(StopKind::Other, day("2027-12-02")),
    ];
    let arrival = Arrival::on(day("2027-11-20"));
    let answer = due_date_of_cell("約20日", &arrival, &rule, &days, &stops);
    let answer = answer.unwrap().unwrap();
    let due = answer.due_date().unwrap();
    assert!(due.is_provisional() && !due.ignored_stops().is_empty());
    let schemas = schemas();
    for (file, value) in [
        ("due-date-answer", json!(answer)),
        ("due-date-answer", json!(DueDateAnswer::NotApplicable)),
        ("due-date", json!(due)),
        ("business-calendar", json!(calendar)),
        ("counting-rule", json!(rule)),
        ("arrival", json!(arrival)),
        ("stop", json!(stops[1])),
        ("holidays", json!(HolidayList::official())),
    ] {
        let name = format!("/{file}.schema.json");
        let (_, schema) = schemas
            .iter()
            .find(|(path, _)| path.ends_with(&name))
            .unwrap();
        let validator = jsonschema::validator_for(schema).unwrap();
        let wrong: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{file}{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn what_only_rust_understands_is_dropped() {
    for (name, schema) in schemas() {
        let text = schema.to_string();
        assert!(!text.contains("\"format\":\"uint"), "{name}");
        assert!(!text.contains("```"), "{name}: a Rust example in a schema");
    }
}

#[test]
fn every_data_file_fits_the_schema_of_its_format() {
    let workspace = Workspace::read().unwrap();
    let mut wrong = Vec::new();
    let mut files = 0;
    for package in workspace.published() {
        for path in files_below(&package.folder().join("data"), ".json").unwrap() {
            let name = path.display();
            let data: Value = serde_json::from_str(&read_text(&path).unwrap())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            // What has no format is no document: a fixture of the tests.
            let Some(format) = data["format"].as_str() else {
                continue;
            };
            let format = format.strip_prefix("tosei-").unwrap_or(format);
            let schema = workspace.root.join(format!("schemas/{format}.schema.json"));
            let named = data["$schema"]
                .as_str()
                .map(|named| path.with_file_name(named));
            if named.is_some_and(|named| named.canonicalize().ok() != schema.canonicalize().ok()) {
                wrong.push(format!(
                    "{name} names another schema than that of its format"
                ));
            }
            let Ok(schema) = std::fs::read_to_string(&schema) else {
                wrong.push(format!("{name}: there is no {}", schema.display()));
                continue;
            };
            let schema = serde_json::from_str(&schema).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            for error in validator.iter_errors(&data) {
                wrong.push(format!("{name} at {}: {error}", error.instance_path()));
            }
            files += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files > 0);
}

#[test]
fn a_schema_takes_the_same_identifiers_as_the_code() {
    let workspace = Workspace::read().unwrap();
    for name in ["procedure-id", "subject-id", "organisation-id"] {
        let path = workspace.root.join(format!("schemas/{name}.schema.json"));
        let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for character in (0..0x3100).filter_map(char::from_u32) {
            let text = format!("P-1{character}");
            let taken = tosei_types::SubjectId::new(&text).is_ok();
            assert_eq!(validator.is_valid(&text.clone().into()), taken, "{name}: {text:?}");
        }
    }
}
