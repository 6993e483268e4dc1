//! Snapshots: comparisons, decompositions, crosswalks.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tosei_conformance::Runner;
use tosei_document::Collector;
use tosei_inventory::{
    Barrier, BarrierCause, Body, ChangeCause, CompareOptions, ComparedList, ComparedSnapshots,
    CompiledRates, CrosswalkRow, DecomposedFigure, DecompositionMethods, DecompositionOptions,
    Discretion, FactsBasis, Fraction, Inventory, MatchingCorrections, Obstacle, OnlineStatus,
    OrganisationCrosswalk, OrganisationView, Party, Procedure, Process, ProcessKinds,
    RateDecomposition, RateDefinitions, RecordedCauses, Similarity, Structure, Volume,
    VolumeChoice, VolumeMeasure, VolumeState, compare, decompose, decompose_by_organisation,
    organisation_figures, reorganisation::crosswalk_rules,
};
use tosei_types::{CaseCount, Date, OrganisationId, PercentDigits};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    #[serde(default = "once")]
    times: u64,
    #[serde(default = "unknown_status")]
    status: OnlineStatus,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    actor: Option<Party>,
    #[serde(default = "unknown_discretion")]
    discretion: Discretion,
    #[serde(default)]
    cases: Option<CaseCount>,
    #[serde(default)]
    online_cases: Option<CaseCount>,
    #[serde(default)]
    organisation: Option<OrganisationId>,
}

fn once() -> u64 {
    1
}
fn unknown_status() -> OnlineStatus {
    OnlineStatus::Unknown
}
fn unknown_discretion() -> Discretion {
    Discretion::Unknown
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecompositionInput {
    #[serde(default)]
    rate: Option<String>,
    #[serde(default)]
    definition: Option<Value>,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    order: Option<Vec<ChangeCause>>,
    #[serde(default)]
    figure: Option<DecomposedFigure>,
    /// The organisation looked at apart; `null` for what belongs to none.
    #[serde(default, deserialize_with = "present")]
    organisation: Option<Option<OrganisationId>>,
    earlier: Vec<Row>,
    later: Vec<Row>,
    #[serde(default)]
    corrections: Vec<Value>,
    #[serde(default)]
    recorded: BTreeMap<String, ChangeCause>,
}

fn present<'de, D: serde::Deserializer<'de>>(
    value: D,
) -> Result<Option<Option<OrganisationId>>, D::Error> {
    Option::deserialize(value).map(Some)
}

fn choice() -> VolumeChoice {
    VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    }
}

fn inventory(day: &str, rows: &[Row]) -> Inventory {
    let mut inventory = Inventory::new(Body::new("見本市（架空）"), day.parse().unwrap());
    for row in rows {
        for number in 0..row.times {
            let id = match row.times {
                1 => row.id.clone(),
                _ => format!("{}#{number}", row.id),
            };
            let of = format!("of-{id}");
            let mut procedure = Procedure::new(of.parse().unwrap(), id.clone());
            procedure.organisation = row.organisation.clone();
            inventory.procedures.push(procedure);
            let kind = row.kind.as_deref().unwrap_or("-");
            let mut process = Process::new(id.parse().unwrap(), of.parse().unwrap(), kind);
            process.status = row.status;
            process.actor = row.actor;
            let beyond = Barrier::new(
                Obstacle::Form,
                BarrierCause::StateSystem,
                Discretion::Beyond,
            );
            process.barriers = match row.discretion {
                Discretion::Within => Some(Vec::new()),
                Discretion::Beyond => Some(vec![beyond]),
                _ => None,
            };
            let VolumeChoice {
                fiscal_year,
                measure,
                state,
            } = choice();
            let volume = Volume::new(fiscal_year, measure, state, row.cases);
            process.volumes = vec![volume.with_online(row.online_cases)];
            inventory.processes.push(process);
        }
    }
    inventory
}

fn corrections(said: &[Value]) -> MatchingCorrections {
    let document = json!({
        "format": "tosei-inventory-matching", "format_version": 1, "corrections": said,
    });
    MatchingCorrections::from_json(&document.to_string()).expect("corrections of the right shape")
}

fn rates(input: &DecompositionInput) -> (CompiledRates, String) {
    let kinds = ProcessKinds::standard();
    match (&input.rate, &input.definition) {
        (Some(id), None) => (
            RateDefinitions::standard().compile(kinds).unwrap(),
            id.clone(),
        ),
        (None, Some(definition)) => {
            let document = json!({
                "format": "tosei-rate-definitions", "format_version": 1,
                "edition": { "id": "vector", "date": "2026-11-22", "source": "definition" },
                "rates": [definition],
            });
            let rates = RateDefinitions::from_json(&document.to_string()).unwrap();
            let id = definition["id"].as_str().unwrap().to_owned();
            (rates.compile(kinds).expect("a sound definition"), id)
        }
        _ => panic!("a vector has a rate or a definition"),
    }
}

fn decomposition(input: &DecompositionInput) -> Value {
    let (earlier, later) = (
        inventory("2025-03-31", &input.earlier),
        inventory("2025-06-30", &input.later),
    );
    let said: Vec<Value> = input
        .corrections
        .iter()
        .map(|said| {
            let mut said = said.clone();
            said["list"] = json!("processes");
            said
        })
        .collect();
    let corrections = corrections(&said);
    let options = CompareOptions::default()
        .with_corrections(&corrections)
        .with_similarity(Similarity::Off);
    let comparison = compare(&earlier, &later, &options);
    let snapshots = ComparedSnapshots {
        earlier: &earlier,
        earlier_basis: FactsBasis::standard(earlier.status_date, choice()),
        later: &later,
        later_basis: FactsBasis::standard(later.status_date, choice()),
        comparison: &comparison,
    };
    let mut recorded = RecordedCauses::default();
    for (id, cause) in &input.recorded {
        recorded.record(ComparedList::Processes, id, *cause);
    }
    let methods = DecompositionMethods::standard();
    let mut method = methods
        .method(input.method.as_deref().unwrap_or("sequential"))
        .unwrap()
        .clone();
    if let Some(order) = &input.order {
        method.rule = tosei_inventory::MethodRule::Sequential {
            order: order
                .iter()
                .copied()
                .chain(
                    method
                        .order()
                        .into_iter()
                        .filter(|cause| !order.contains(cause)),
                )
                .collect(),
        };
    }
    let figure = input.figure.unwrap_or(DecomposedFigure::Point);
    let options = DecompositionOptions::default()
        .with_method(&method)
        .with_figure(figure)
        .with_recorded(&recorded);
    let (rates, id) = rates(input);
    let made: RateDecomposition = match &input.organisation {
        None => decompose(&rates, &id, &snapshots, &options).unwrap(),
        Some(organisation) => {
            let view = OrganisationView::default();
            decompose_by_organisation(&rates, &id, &snapshots, &options, &view)
                .unwrap()
                .remove(organisation)
                .expect("an organisation that has something")
        }
    };
    let pair = |result| {
        let rate = figure.of(result);
        rate.map(|rate| [rate.numerator(), rate.denominator()])
    };
    let shown = |fraction: &Fraction| fraction.percentage_points(PercentDigits::Three).to_string();
    let effects: Vec<Value> = made
        .effects()
        .iter()
        .map(|effect| {
            let fraction = effect.effect.as_ref();
            json!([effect.cause, effect.things(), fraction, fraction.map(shown)])
        })
        .collect();
    json!({
        "earlier": pair(made.earlier()), "later": pair(made.later()), "change": made.change(),
        "points": made.change().map(shown), "effects": effects,
        "no_decomposition": made.no_decomposition(), "verdict": made.verdict(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ComparisonInput {
    earlier: Map<String, Value>,
    later: Map<String, Value>,
    #[serde(default)]
    corrections: Vec<Value>,
}

fn document(day: &str, lists: &Map<String, Value>) -> Inventory {
    let mut document = json!({
        "format": "tosei-inventory", "format_version": 1, "fictional": true,
        "body": {"name": "見本市（架空）"}, "status_date": day,
        "organisations": [], "procedures": [], "processes": [], "touchpoints": [],
    });
    for (name, list) in lists {
        document[name] = list.clone();
    }
    Inventory::from_json(&document.to_string()).expect("items of the right shape")
}

fn comparison(input: &ComparisonInput) -> Value {
    let (earlier, later) = (
        document("2025-03-31", &input.earlier),
        document("2025-06-30", &input.later),
    );
    let corrections = corrections(&input.corrections);
    let options = CompareOptions::default().with_corrections(&corrections);
    let report = compare(&earlier, &later, &options).into_report();
    let changes: Vec<Value> = report
        .changes
        .iter()
        .map(|change| {
            let reason = serde_json::to_value(&change.reason).unwrap();
            let fields: Vec<&str> = change.fields.iter().map(|field| &*field.field).collect();
            let transfer = change.transfer.as_ref();
            json!([
                change.list,
                change.kinds,
                change.earlier,
                change.later,
                reason["by"],
                fields,
                transfer.map(|transfer| [&transfer.from, &transfer.to]),
            ])
        })
        .collect();
    let findings: BTreeMap<String, u64> = report
        .findings
        .totals()
        .iter()
        .map(|total| {
            let code = total.rule.strip_prefix("inventory.comparison.").unwrap();
            (code.to_owned(), total.count)
        })
        .collect();
    json!({ "changes": changes, "findings": findings })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrosswalkInput {
    crosswalk: Crosswalk,
    #[serde(default)]
    second: Option<Crosswalk>,
    #[serde(default)]
    processes: Option<Sides>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crosswalk {
    effective: Date,
    rows: Vec<CrosswalkRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sides {
    #[serde(default)]
    earlier: Vec<Row>,
    #[serde(default)]
    later: Vec<Row>,
}

fn crosswalk(input: CrosswalkInput) -> Result<Value, String> {
    let first = OrganisationCrosswalk::new(input.crosswalk.effective, input.crosswalk.rows);
    let crosswalk = match input.second {
        None => first.clone(),
        Some(second) => {
            let second = OrganisationCrosswalk::new(second.effective, second.rows);
            let both = first.then(&second);
            both.map_err(|error| error.code().to_owned())?
        }
    };
    let mut findings = Collector::new(crosswalk_rules());
    first.check(None, crosswalk_rules(), &mut findings);
    let report = findings.into_report();
    let mut found: Vec<(String, String)> = report
        .findings()
        .iter()
        .map(|finding| {
            let code = finding.rule.strip_prefix("inventory.crosswalk.").unwrap();
            (finding.place.to_string(), code.to_owned())
        })
        .collect();
    found.sort();
    let olds = crosswalk.rows().iter().map(|row| &row.old);
    let kinds: BTreeMap<_, _> = olds
        .clone()
        .map(|old| (old.to_string(), crosswalk.kind(old.as_str())))
        .collect();
    let successors: BTreeMap<_, _> = olds
        .map(|old| (old.to_string(), crosswalk.successors(old)))
        .collect();
    let mut result = json!({ "kinds": kinds, "successors": successors, "findings": found });
    if let Some(sides) = input.processes {
        let earlier = inventory("2025-03-31", &sides.earlier);
        let later = inventory("2025-06-30", &sides.later);
        let options = CompareOptions::default().with_similarity(Similarity::Off);
        let snapshots = ComparedSnapshots {
            earlier: &earlier,
            earlier_basis: FactsBasis::standard(earlier.status_date, choice()),
            later: &later,
            later_basis: FactsBasis::standard(later.status_date, choice()),
            comparison: &compare(&earlier, &later, &options),
        };
        let rates = RateDefinitions::standard().compile(ProcessKinds::standard());
        let rates = rates.unwrap();
        let mut figures = Map::new();
        for (name, structure) in [
            ("as_recorded", Structure::AsRecorded),
            ("old", Structure::Old(&crosswalk)),
            ("new", Structure::New(&crosswalk)),
        ] {
            let view = OrganisationView {
                structure,
                ..OrganisationView::default()
            };
            let (old, new) =
                organisation_figures(&rates, "processes.done", &snapshots, &view).unwrap();
            let listed = |figures: Vec<tosei_inventory::OrganisationFigure>| -> Vec<Value> {
                let figures = figures.iter();
                figures
                    .map(|one| json!([one.organisation, one.numerator, one.denominator]))
                    .collect()
            };
            let both = json!({ "earlier": listed(old), "later": listed(new) });
            figures.insert(name.to_owned(), both);
        }
        result["figures"] = Value::Object(figures);
    }
    Ok(result)
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("rate_decomposition", |input: DecompositionInput| {
            Ok::<_, String>(decomposition(&input))
        })
        .on("snapshot_comparison", |input: ComparisonInput| {
            Ok::<_, String>(comparison(&input))
        })
        .on("organisation_crosswalk", crosswalk)
}
