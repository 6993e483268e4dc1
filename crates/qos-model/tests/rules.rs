//! Every rule of the catalogue, against its own good and bad fixture.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::Value;
use tosei_criteria::{EvidenceSet, evaluate};
use tosei_document::{Catalogue, Collector, Limits, Report, Severity};
use tosei_qos_model::{
    Cycle, EvidenceForm, PortfolioDocument, ProcedureSheet, ReviewOptions, ReviewReading,
    StatedPeriods, TargetReading, rules, tokyo, tokyo_2024,
};
use tosei_table::{ReadOptions, Workbook};
use tosei_types::{DayConversion, Language, read_processing_period};

/// An assessment of P-1 in which level 1 of より使いやすく is reached.
fn at_level_one() -> tosei_criteria::Assessment {
    let item = |criterion: &str| {
        serde_json::json!({
            "subject": "P-1", "criterion": criterion, "answer": "met", "quality": "confirmed",
            "source": "架空", "date": "2025-01-01", "confirmed_by": "市民課（架空）"
        })
    };
    let json = serde_json::json!({
        "format": "tosei-evidence", "format_version": 1,
        "items": [item("digital"), item("U1a"), item("U1b")]
    });
    let (evidence, _) = EvidenceSet::read(json.to_string().as_bytes(), &Limits::default());
    let day = "2025-06-30".parse().unwrap();
    evaluate(
        tokyo().on(day).unwrap(),
        &evidence.unwrap(),
        &"P-1".parse().unwrap(),
        day,
    )
}

fn findings(rule: &str, fixture: &Value) -> Report {
    let mut sink = Collector::new(rules());
    let bytes = fixture.to_string().into_bytes();
    let limits = Limits::default();
    let standard = tokyo_2024();
    match rule.split('.').nth(1).unwrap() {
        "review" => {
            let (from, until) = ("2025-04-01".parse().unwrap(), "2025-06-30".parse().unwrap());
            let options = ReviewOptions::between(from, until);
            let reading = ReviewReading::read(&bytes, &limits, rules(), &mut sink).unwrap();
            reading.check(&options, until, rules(), &mut sink);
            reading.check_agreement(&[at_level_one()], &options, rules(), &mut sink);
        }
        "target" => {
            let reading = TargetReading::read(&bytes, &limits, rules(), &mut sink).unwrap();
            reading.check(
                &tosei_qos_model::principles_of(standard),
                rules(),
                &mut sink,
            );
        }
        "cycle" => {
            let cycle: Cycle = serde_json::from_value(fixture.clone()).unwrap();
            cycle.check(&[standard], rules(), &mut sink);
        }
        "sheet" => {
            let sheet: ProcedureSheet = serde_json::from_value(fixture.clone()).unwrap();
            sheet.check(rules(), &mut sink);
        }
        "portfolio" => {
            let (document, _) =
                PortfolioDocument::read(&bytes, &limits, rules(), &mut sink).unwrap();
            document.check(standard, rules(), &mut sink);
        }
        "period" => {
            let read = |key: &str| {
                let text = fixture[key].as_str().unwrap();
                read_processing_period(text).unwrap().into_statement()
            };
            let (online, counter) = (read("online"), read("counter"));
            StatedPeriods {
                procedure: &"P-1".parse().unwrap(),
                online: Some(&online),
                counter: Some(&counter),
                source: "架空",
                date: "2025-06-30".parse().unwrap(),
                conversion: DayConversion::default(),
            }
            .check(rules(), &mut sink);
        }
        "form" => return form_findings(fixture),
        other => panic!("no check for {other}"),
    }
    sink.into_report()
}

/// Findings about rows of an evidence form, written as CSV without the rows above the header.
fn form_findings(fixture: &Value) -> Report {
    let form = EvidenceForm::try_new(tokyo_2024(), "DX推進課（架空）", None).unwrap();
    let columns = &form.form().sheets()[0].columns;
    let mut csv = columns
        .iter()
        .map(|one| one.header.as_str())
        .collect::<Vec<_>>()
        .join(",");
    for row in fixture["rows"].as_array().unwrap() {
        let cells = columns
            .iter()
            .map(|one| row[one.id.as_str()].as_str().unwrap_or_default());
        csv = format!("{csv}\r\n{}", cells.collect::<Vec<_>>().join(","));
    }
    let book = Workbook::read(csv.as_bytes(), &ReadOptions::default()).unwrap();
    form.read(&book, None).1
}

fn own_rules() -> Catalogue {
    Catalogue::from_json(include_str!("../data/rules/qos.json")).unwrap()
}

#[test]
fn a_bad_fixture_breaks_its_rule() {
    for rule in own_rules().rules() {
        let report = findings(&rule.code, &rule.bad);
        assert!(
            report.count_of(&rule.code) > 0,
            "{}: {report:#?}",
            rule.code
        );
    }
}

#[test]
fn a_good_fixture_keeps_its_rule_and_is_no_error() {
    for rule in own_rules().rules() {
        let report = findings(&rule.code, &rule.good);
        assert_eq!(report.count_of(&rule.code), 0, "{}: {report:#?}", rule.code);
        assert_eq!(
            report.count(Severity::Error),
            0,
            "{}: {report:#?}",
            rule.code
        );
    }
}

#[test]
fn sentences_use_only_values_that_findings_have() {
    for rule in own_rules().rules() {
        let report = findings(&rule.code, &rule.bad);
        for finding in report
            .findings()
            .iter()
            .filter(|one| *one.rule == *rule.code)
        {
            for language in [Language::Ja, Language::En] {
                let sentence = rules().sentence(finding, language);
                assert!(!sentence.contains(['{', '}']), "{}: {sentence}", rule.code);
            }
        }
    }
}
