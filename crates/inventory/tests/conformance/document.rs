//! The model and its document: predicates, discretion, authority, checks.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_conformance::Runner;
use tosei_document::{Collector, Limits};
use tosei_inventory::{
    Authority, Barrier, BarrierCause, Body, Delivery, DigitalPredicates, Discretion, ElementStates,
    InstrumentKind, Inventory, Notice, Obstacle, OrganisationKind, PredicateVerdict,
    RuleAuthorities, Volume, VolumeChoice, check_document, discretion, document,
};
use tosei_types::{CaseCount, Date};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PredicateInput {
    predicate: String,
    elements: ElementStates,
}

fn digital_predicate(input: PredicateInput) -> Result<PredicateVerdict, String> {
    let predicate = DigitalPredicates::standard().get(&input.predicate);
    let predicate = predicate.ok_or("conformance.no_such_predicate")?;
    Ok(predicate.evaluate(&input.elements))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiscretionInput {
    barriers: Option<Vec<BarrierInput>>,
    day: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BarrierInput {
    discretion: Discretion,
    resolved_on: Option<Date>,
}

impl From<BarrierInput> for Barrier {
    fn from(input: BarrierInput) -> Self {
        let mut barrier = Self::new(Obstacle::Form, BarrierCause::Other, input.discretion);
        barrier.resolved_on = input.resolved_on;
        barrier
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthorityInput {
    organ: OrganisationKind,
    instrument: InstrumentKind,
}

#[derive(Serialize)]
struct AuthorityOutput {
    authority: Authority,
    discretion: Discretion,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeliveryInput {
    delivery: Vec<Delivery>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VolumeInput {
    volumes: Vec<Volume>,
    choice: VolumeChoice,
}

#[derive(Serialize)]
struct VolumeOutput {
    cases: Option<CaseCount>,
    online_cases: Option<CaseCount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellInput {
    cell: String,
}

/// Reads a table with one process whose count column holds the cell.
fn csv_count_cell(input: CellInput) -> Result<serde_json::Value, String> {
    let header = "手続プロセスID,手続ID,手続名,手続プロセスの種類,オンライン化の実施状況,\
                  件数の年度,件数の種類,件数の状態,年間件数";
    let cell = input.cell.replace('"', "\"\"");
    let csv = format!("{header}\r\nP-1-1,P-1,手続,申請等,実施済,2024,申請件数,確定,\"{cell}\"\r\n");
    let frame = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse().unwrap());
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let limits = Limits::default();
    let reading = document::read_csv(csv.as_bytes(), &frame, &limits, rules, &mut sink).unwrap();
    let report = sink.into_report();
    let number = "inventory.document.csv.number";
    if report.count_of(number) > 0 {
        assert_eq!(&*reading.raw[0].text, input.cell.as_str());
        return Err(number.to_owned());
    }
    let other_spelling = report.count_of("inventory.document.csv.spelling") > 0;
    Ok(match reading.inventory.processes[0].volumes[0].cases {
        Some(cases) => {
            serde_json::json!({"says": "cases", "cases": cases, "other_spelling": other_spelling})
        }
        None => serde_json::json!({"says": "unknown"}),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentInput {
    document: Inventory,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct FindingOutput {
    rule: String,
    place: String,
    subject: Option<String>,
}

fn document_findings(input: DocumentInput) -> Result<Vec<FindingOutput>, String> {
    /// They read the wording of periods and provisions, which has suites of its own.
    const LEFT_OUT: [&str; 4] = [
        "inventory.document.legal_basis.provision_unread",
        "inventory.document.period.unit_missing",
        "inventory.document.period.text_unread",
        "inventory.document.period.text_contradicts_state",
    ];
    let mut sink = Collector::new(document::rules());
    check_document(&input.document, document::rules(), &mut sink);
    let report = sink.into_report();
    let mut found: Vec<FindingOutput> = report
        .findings()
        .iter()
        .filter(|finding| !LEFT_OUT.contains(&&*finding.rule))
        .map(|finding| FindingOutput {
            rule: finding.rule.to_string(),
            place: finding.place.to_string(),
            subject: finding.subject.as_deref().map(str::to_owned),
        })
        .collect();
    found.sort();
    Ok(found)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

#[derive(Serialize)]
struct ReadingOutput {
    read: Option<BTreeMap<&'static str, Vec<String>>>,
    raw: Vec<String>,
    findings: Vec<RulePlace>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct RulePlace {
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

fn document_reading(input: TextInput) -> Result<ReadingOutput, String> {
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let limits = Limits::default();
    let reading = document::read_json(input.text.as_bytes(), &limits, rules, &mut sink);
    let mut findings: Vec<RulePlace> = sink
        .into_report()
        .findings()
        .iter()
        .map(|finding| RulePlace {
            rule: finding.rule.to_string(),
            // Where a text stops being JSON is for each reader to say.
            place: (&*finding.rule != "document.json.syntax").then(|| finding.place.to_string()),
        })
        .collect();
    findings.sort();
    let (read, raw) = match reading {
        None => (None, Vec::new()),
        Some(reading) => {
            let all = reading.inventory;
            let ids = BTreeMap::from([
                (
                    "organisations",
                    all.organisations.iter().map(|o| o.id.to_string()).collect(),
                ),
                (
                    "procedures",
                    all.procedures.iter().map(|p| p.id.to_string()).collect(),
                ),
                (
                    "processes",
                    all.processes.iter().map(|p| p.id.to_string()).collect(),
                ),
                (
                    "touchpoints",
                    all.touchpoints.iter().map(|t| t.id.to_string()).collect(),
                ),
            ]);
            let raw = reading.raw.iter().map(|raw| raw.place.to_string());
            (Some(ids), raw.collect())
        }
    };
    Ok(ReadingOutput {
        read,
        raw,
        findings,
    })
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("digital_predicate", digital_predicate)
        .on("discretion", |input: DiscretionInput| {
            let barriers: Option<Vec<Barrier>> = input
                .barriers
                .map(|list| list.into_iter().map(Barrier::from).collect());
            Ok(discretion(barriers.as_deref(), input.day))
        })
        .on("rule_authority", |input: AuthorityInput| {
            let list = RuleAuthorities::standard();
            Ok(AuthorityOutput {
                authority: list.authority(input.organ, input.instrument),
                discretion: list.discretion(input.instrument),
            })
        })
        .on("notice_only_on_paper", |input: DeliveryInput| {
            Ok(Notice::new(input.delivery).only_on_paper())
        })
        .on("volume_choice", |input: VolumeInput| {
            Ok(input.choice.of(&input.volumes).map(|volume| VolumeOutput {
                cases: volume.cases,
                online_cases: volume.online_cases,
            }))
        })
        .on("csv_count_cell", csv_count_cell)
        .on("document_findings", document_findings)
        .on("document_reading", document_reading)
}
