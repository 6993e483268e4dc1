//! Scenarios of BPSim as parameters.

use serde_json::Value;
use tosei_bpr::{
    bpmn::{
        BpmnDocument,
        scenario::{PriorityOrder, Scenario, ScenarioDefaults, ScenarioError, bpsim_rules},
    },
    simulate::{ArrivalPattern, SimulationFigure, simulate},
};
use tosei_document::{Limits, Place};
use tosei_simulation::Level;
use tosei_types::Language;

const PROCESS: &str = r#"<process id="P"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/><task id="a"/>
<sequenceFlow id="g" sourceRef="a" targetRef="x"/><exclusiveGateway id="x"/><sequenceFlow id="h" sourceRef="x" targetRef="t"/>
<sequenceFlow id="i" sourceRef="x" targetRef="e"/><task id="t"/><sequenceFlow id="j" sourceRef="t" targetRef="e"/><endEvent id="e"/>
</process><resource id="R" name="担当"/>"#;

fn document(scenarios: &str) -> BpmnDocument {
    let file = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:mihon">{PROCESS}
<relationship type="BPSimData"><extensionElements><b:BPSimData xmlns:b="http://www.bpsim.org/schemas/1.0">{scenarios}</b:BPSimData></extensionElements></relationship></definitions>"#
    );
    let document = BpmnDocument::read(file.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(document.write(), file.as_bytes());
    document
}

fn defaults() -> ScenarioDefaults {
    ScenarioDefaults::from("2026-04-01".parse().unwrap())
}

fn read(inside: &str) -> Scenario {
    let document = document(&format!(r#"<b:Scenario id="S">{inside}</b:Scenario>"#));
    document.scenario("P", None, &defaults()).unwrap()
}

fn element(id: &str, group: &str, name: &str, inside: &str) -> String {
    format!(
        r#"<b:ElementParameters elementRef="{id}"><b:{group}><b:{name}>{inside}</b:{name}></b:{group}></b:ElementParameters>"#
    )
}

#[test]
fn every_rule_has_a_good_and_a_bad_example() {
    let text = include_str!("../../data/rules/bpsim.json");
    let rules: Value = serde_json::from_str(text).unwrap();
    let rules = rules["rules"].as_array().unwrap();
    assert_eq!(rules.len(), bpsim_rules().rules().len());
    for rule in rules {
        let code = rule["code"].as_str().unwrap();
        let good = read(rule["good"]["scenario"].as_str().unwrap());
        assert!(good.findings.is_clean(), "{code}: {:?}", good.findings);
        let bad = read(rule["bad"]["scenario"].as_str().unwrap()).findings;
        assert_eq!((bad.count_of(code), bad.total()), (1, 1), "{code}: {bad:?}");
        let finding = bad.first().unwrap();
        assert!(matches!(finding.place, Place::Line { line: 4.., .. }));
        for language in [Language::Ja, Language::En] {
            assert!(!bpsim_rules().sentence(finding, language).contains('{'));
        }
    }
}

#[test]
fn distributions_become_ours_where_there_is_one() {
    for (given, expected) in [
        (r#"<b:NumericParameter value="90"/>"#, "90"),
        (r#"<b:NumericParameter value="2" timeUnit="hour"/>"#, "120"),
        (r#"<b:DurationParameter value="PT1H30M"/>"#, "90"),
        (
            r#"<b:TriangularDistribution min="1" mode="2" max="3"/>"#,
            "triangular(1, 2, 3)",
        ),
        (
            r#"<b:UniformDistribution min="1" max="3"/>"#,
            "uniform(1, 3)",
        ),
        (
            r#"<b:NegativeExponentialDistribution mean="7"/>"#,
            "exponential(7)",
        ),
        (r#"<b:ErlangDistribution k="3" mean="9"/>"#, "erlang(3, 9)"),
        (
            r#"<b:LogNormalDistribution mean="9" standardDeviation="4"/>"#,
            "lognormal(9, 4)",
        ),
        (
            r#"<b:WeibullDistribution shape="2" scale="5"/>"#,
            "weibull(2, 5)",
        ),
        (
            r#"<b:GammaDistribution shape="2" scale="5"/>"#,
            "gamma(2, 10)",
        ),
        (
            r#"<b:UserDistribution><b:UserDistributionDataPoint probability="0.25"><b:NumericParameter value="4"/></b:UserDistributionDataPoint><b:UserDistributionDataPoint probability="0.75"><b:NumericParameter value="8"/></b:UserDistributionDataPoint></b:UserDistribution>"#,
            "empirical(4, 8, 8, 8)",
        ),
    ] {
        let scenario = read(&element("a", "TimeParameters", "ProcessingTime", given));
        assert!(
            scenario.findings.is_clean(),
            "{given}: {:?}",
            scenario.findings
        );
        let work = scenario.parameters.times[0].work.as_ref().unwrap();
        assert_eq!(work.to_string(), expected);
    }
    // Shares that do not sum to 1, a spread of 0, ends out of order: unknown, not something else.
    for bad in [
        r#"<b:UserDistribution><b:UserDistributionDataPoint probability="0.25"><b:NumericParameter value="4"/></b:UserDistributionDataPoint></b:UserDistribution>"#,
        r#"<b:LogNormalDistribution mean="9" standardDeviation="0"/>"#,
        r#"<b:UniformDistribution min="3" max="1"/>"#,
        r#"<b:TruncatedNormalDistribution mean="3" standardDeviation="1" min="5" max="4"/>"#,
        r#"<b:PoissonDistribution mean="3"/>"#,
        r#"<b:NumericParameter value="x"/>"#,
        r#"<b:NumericParameter value="1" timeUnit="year"/>"#,
    ] {
        let scenario = read(&element("a", "TimeParameters", "ProcessingTime", bad));
        assert_eq!(scenario.findings.count_of("bpr.bpsim.value"), 1, "{bad}");
        assert!(scenario.parameters.times.is_empty());
    }
}

#[test]
fn a_normal_distribution_keeps_its_mean_and_spread() {
    let sampler = |given: &str| {
        let scenario = read(&element("a", "TimeParameters", "ProcessingTime", given));
        assert_eq!(scenario.findings.count_of("bpr.bpsim.approximated"), 1);
        let Some(tosei_bpr::TimeValue::Distribution(distribution)) =
            scenario.parameters.times[0].work.clone()
        else {
            panic!("{given}")
        };
        distribution.sampler().unwrap()
    };
    let normal = sampler(r#"<b:NormalDistribution mean="60" standardDeviation="9"/>"#);
    assert!((normal.mean() - 60.0).abs() < 1e-6);
    assert!((normal.variance().sqrt() - 9.0).abs() < 0.05);
    // Cut at its mean on the left: the mean is √(2/π) standard deviations further.
    let half = sampler(
        r#"<b:TruncatedNormalDistribution mean="60" standardDeviation="9" min="60" max="999"/>"#,
    );
    let expected = 60.0 + 9.0 * (2.0 / std::f64::consts::PI).sqrt();
    assert!((half.mean() - expected).abs() < 0.02, "{}", half.mean());
    assert!(half.quantile(0.0) >= 60.0);
}

#[test]
fn a_whole_scenario_is_read() {
    let calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260401T083000\nDTEND:20260401T171500\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nEND:VEVENT\nEND:VCALENDAR";
    let scenario = read(&format!(
        r#"<b:ScenarioParameters baseTimeUnit="hour" baseCurrencyUnit="JPY" replication="12" seed="77">
<b:Start><b:DateTimeParameter value="2026-10-01T00:00:00"/></b:Start><b:Duration><b:DurationParameter value="P60DT1M"/></b:Duration>
<b:Warmup><b:NumericParameter value="48"/></b:Warmup></b:ScenarioParameters><b:Calendar id="C">{calendar}</b:Calendar>{}{}{}{}{}"#,
        element(
            "s",
            "ControlParameters",
            "InterTriggerTimer",
            r#"<b:NegativeExponentialDistribution mean="2" validFor="C"/>"#
        ),
        element(
            "h",
            "ControlParameters",
            "Probability",
            r#"<b:FloatingParameter value="0.3"/>"#
        ),
        element(
            "R",
            "ResourceParameters",
            "Quantity",
            r#"<b:NumericParameter value="3"/>"#
        ) + &element(
            "R",
            "ResourceParameters",
            "Availability",
            r#"<b:BooleanParameter value="true" validFor="C"/>"#
        ) + &element(
            "R",
            "CostParameters",
            "UnitCost",
            r#"<b:FloatingParameter value="2500"/>"#
        ),
        element(
            "a",
            "ResourceParameters",
            "Selection",
            r#"<b:ExpressionParameter value="bpsim:getResource('R',1)"/>"#
        ) + &element(
            "t",
            "PriorityParameters",
            "Priority",
            r#"<b:NumericParameter value="10"/>"#
        ) + &element(
            "a",
            "PriorityParameters",
            "Priority",
            r#"<b:NumericParameter value="3"/>"#
        ),
        r#"<b:ElementParameters elementRef="a"><b:TimeParameters><b:ProcessingTime><b:NumericParameter value="0.5"/></b:ProcessingTime><b:ValidationTime><b:NumericParameter value="6" timeUnit="min"/></b:ValidationTime><b:WaitTime><b:NumericParameter value="1"/></b:WaitTime></b:TimeParameters></b:ElementParameters>"#,
    ));
    assert!(scenario.findings.is_clean(), "{:?}", scenario.findings);
    let parameters = &scenario.parameters;
    assert_eq!(parameters.first_day.to_string(), "2026-10-01");
    // A begun day counts whole.
    assert_eq!((parameters.days, parameters.warm_up_days), (61, 2));
    assert_eq!((parameters.runs.runs, parameters.runs.seed.get()), (12, 77));
    let ArrivalPattern::Renewal { between, hours } = &parameters.arrivals[0].pattern else {
        panic!()
    };
    assert_eq!(
        serde_json::to_string(between).unwrap(),
        r#"{"kind":"exponential","mean":"120"}"#
    );
    assert_eq!(hours.as_ref().unwrap().friday.len(), 1);
    assert_eq!(parameters.branches[0].probability.to_string(), "0.3");
    let group = &parameters.staff[0];
    assert_eq!((group.label.ja.as_str(), group.people), ("担当", 3));
    assert_eq!(group.yen_per_hour, Some(2_500));
    assert_eq!(group.nodes[0].as_str(), "a");
    assert!(group.hours.is_some());
    let times = &parameters.times[0];
    assert_eq!(times.work.as_ref().unwrap().to_string(), "36");
    assert_eq!(times.waiting.as_ref().unwrap().to_string(), "60");
    let priority = |node: &str| {
        let mut all = parameters.assignments.iter();
        all.find(|one| one.node.as_str() == node).unwrap().priority
    };
    assert_eq!((priority("t"), priority("a")), (Some(0), Some(1)));
}

#[test]
fn a_scenario_stands_on_the_one_it_inherits_from() {
    let base = element(
        "a",
        "TimeParameters",
        "ProcessingTime",
        r#"<b:NumericParameter value="5"/>"#,
    ) + &element(
        "t",
        "TimeParameters",
        "ProcessingTime",
        r#"<b:NumericParameter value="7"/>"#,
    );
    let own = element(
        "a",
        "TimeParameters",
        "ProcessingTime",
        r#"<b:NumericParameter value="9"/>"#,
    );
    let document = document(&format!(
        r#"<b:Scenario id="S1" name="今"><b:ScenarioParameters baseTimeUnit="hour" seed="4"/>{base}</b:Scenario>
<b:Scenario id="S2" inherits="S1"><b:ScenarioParameters replication="9"/>{own}</b:Scenario>
<b:Scenario id="S3" inherits="S4"/><b:Scenario id="S4" inherits="S3"/><b:Scenario id="S5" inherits="nobody"/>"#
    ));
    let names: Vec<String> = document.scenarios().into_iter().map(|one| one.id).collect();
    assert_eq!(names, ["S1", "S2", "S3", "S4", "S5"]);
    let of = |id: &str| document.scenario("P", Some(id), &defaults());
    let second = of("S2").unwrap().parameters;
    let works: Vec<String> = second
        .times
        .iter()
        .map(|one| format!("{}={}", one.node, one.work.as_ref().unwrap()))
        .collect();
    assert_eq!(works, ["a=540", "t=420"]);
    assert_eq!((second.runs.seed.get(), second.runs.runs), (4, 9));
    let first = document.scenario("P", None, &defaults()).unwrap();
    assert_eq!(
        first.parameters.times[0].work.as_ref().unwrap().to_string(),
        "300"
    );
    assert_eq!(first.parameters.title.as_deref(), Some("今"));
    assert_eq!(of("S3").unwrap_err().code(), "bpr.scenario.circle");
    assert_eq!(of("S9").unwrap_err().code(), "bpr.scenario.unknown");
    assert_eq!(
        of("S5").unwrap().findings.count_of("bpr.bpsim.reference"),
        1
    );
    let other = document.scenario("Q", None, &defaults());
    assert_eq!(other.unwrap_err().code(), "bpr.scenario.unknown_flow");
    let none = super::bpsim::document("").scenario("P", None, &defaults());
    assert_eq!(none, Err(ScenarioError::None));
}

#[test]
fn a_number_of_arrivals_at_a_constant_interval_is_kept() {
    let scenario = read(
        r#"<b:ElementParameters elementRef="s"><b:ControlParameters><b:InterTriggerTimer><b:NumericParameter value="600"/></b:InterTriggerTimer><b:TriggerCount><b:NumericParameter value="3"/></b:TriggerCount></b:ControlParameters></b:ElementParameters>"#,
    );
    let ArrivalPattern::Recorded { times } = &scenario.parameters.arrivals[0].pattern else {
        panic!()
    };
    let times: Vec<String> = times.iter().map(ToString::to_string).collect();
    assert_eq!(
        times,
        ["2026-04-01T10:00", "2026-04-01T20:00", "2026-04-02T06:00"]
    );
}

#[test]
fn priorities_may_count_the_other_way() {
    let both = element(
        "t",
        "PriorityParameters",
        "Priority",
        r#"<b:NumericParameter value="10"/>"#,
    ) + &element(
        "a",
        "PriorityParameters",
        "Priority",
        r#"<b:NumericParameter value="3"/>"#,
    );
    let document = document(&format!(r#"<b:Scenario id="S">{both}</b:Scenario>"#));
    let mut defaults = defaults();
    defaults.priorities = PriorityOrder::SmallerFirst;
    let parameters = document.scenario("P", None, &defaults).unwrap().parameters;
    let first = parameters
        .assignments
        .iter()
        .find(|one| one.priority == Some(0));
    assert_eq!(first.unwrap().node.as_str(), "a");
}

#[test]
fn a_scenario_is_simulated() {
    let time = |id: &str, minutes: u32| {
        element(
            id,
            "TimeParameters",
            "ProcessingTime",
            &format!(r#"<b:NumericParameter value="{minutes}"/>"#),
        )
    };
    let share = |id: &str, share: &str| {
        element(
            id,
            "ControlParameters",
            "Probability",
            &format!(r#"<b:FloatingParameter value="{share}"/>"#),
        )
    };
    let inside = [
        r#"<b:ScenarioParameters replication="20"><b:Duration><b:DurationParameter value="P30D"/></b:Duration></b:ScenarioParameters>"#.to_owned(),
        element("s", "ControlParameters", "InterTriggerTimer", r#"<b:NegativeExponentialDistribution mean="60"/>"#),
        time("a", 30),
        time("t", 20),
        share("h", "0.3"),
        share("i", "0.7"),
        element("a", "CostParameters", "FixedCost", r#"<b:FloatingParameter value="84" currencyUnit="JPY"/>"#),
    ];
    let document = document(&format!(
        r#"<b:Scenario id="S">{}</b:Scenario>"#,
        inside.concat()
    ));
    let scenario = document.scenario("P", None, &defaults()).unwrap();
    assert!(scenario.findings.is_clean(), "{:?}", scenario.findings);
    let flow = document.flow("P").unwrap();
    let simulated = simulate(flow, &scenario.parameters).unwrap();
    let of = |figure| simulated.estimate(figure, Level::NinetyNine).unwrap();
    let lead = of(SimulationFigure::MeanLead);
    assert_eq!(lead.runs, 20);
    // Half an hour, and twenty minutes more for three in ten.
    assert!(
        (lead.mean - 36.0).abs() < 5.0 * lead.standard_error,
        "{lead:?}"
    );
    assert_eq!(of(SimulationFigure::MedianLead).mean.round(), 30.0);
    // 720 in 30 days.
    let started = of(SimulationFigure::Started);
    assert!((started.mean - 720.0).abs() < 5.0 * started.standard_error);
    assert_eq!(of(SimulationFigure::CashPerCase).mean, 84.0);
}

#[test]
fn real_files_with_scenarios_are_read() {
    let Some(folder) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: the BPMN files of the real data are not here");
        return;
    };
    let mut open = vec![std::path::PathBuf::from(folder).join("bpmn")];
    let (mut files, mut scenarios, mut parameters, mut findings) = (0, 0, 0, 0);
    while let Some(folder) = open.pop() {
        let Ok(inside) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in inside {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let Ok(document) = BpmnDocument::read(&bytes, &Limits::default()) else {
                continue;
            };
            let names = document.scenarios();
            files += usize::from(!names.is_empty());
            for name in names {
                scenarios += 1;
                for flow in document.flows() {
                    let id = Some(name.id.as_str());
                    let read = document
                        .scenario(flow.id.as_str(), id, &defaults())
                        .unwrap();
                    let of = &read.parameters;
                    parameters +=
                        of.times.len() + of.branches.len() + of.arrivals.len() + of.staff.len();
                    findings += read.findings.total();
                }
            }
            assert_eq!(document.write(), bytes);
        }
    }
    println!(
        "{files} files with {scenarios} scenarios: {parameters} parameters read, {findings} findings"
    );
}
