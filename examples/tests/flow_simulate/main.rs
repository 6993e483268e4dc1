//! The simulation of flows as a program: the sample, other flows, a log, and wrong input.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};
use tosei_bpr::{
    sample::{subsidy_as_is_json, subsidy_as_is_parameters_json},
    simulate::{DifferenceVerdict, SimulationFigure, SimulationResult},
};
use tosei_document::Explain;
use tosei_examples::flow_simulate::{Failure, Files, Options, make, summary};
use tosei_types::Language;

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("flow_simulate")
        .join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(test: &str, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder(test).join(name);
    fs::write(&path, content).unwrap();
    path
}

fn quick() -> Options {
    Options {
        replications: Some(3),
        ..Options::default()
    }
}

fn made(options: &Options) -> Files {
    make(options, &mut |_, _| {}).unwrap()
}

fn share(result: &SimulationResult) -> f64 {
    result
        .figure(SimulationFigure::WithinStandard)
        .unwrap()
        .mean
}

#[test]
fn the_sample_says_what_the_new_flow_saves() {
    let mut last = (0, 0);
    let files = make(&quick(), &mut |done, all| {
        assert!(
            done >= last.0 && done <= all,
            "{done} of {all} after {last:?}"
        );
        last = (done, all);
    })
    .unwrap();
    assert_eq!(last.0, last.1);
    let report = &files.report;
    let (before, after) = (
        report.before.as_ref().unwrap(),
        report.after.as_ref().unwrap(),
    );
    assert!(share(&after.result) > share(&before.result));
    let comparison = report.comparison.as_ref().unwrap();
    assert_eq!(comparison.pairs, 3);
    let lead = comparison.figure(SimulationFigure::MeanLead).unwrap();
    assert_eq!(lead.values.verdict, DifferenceVerdict::Better);
    // The same applications came to both.
    let came = comparison.figure(SimulationFigure::Started).unwrap();
    assert_eq!(came.values.difference.unwrap().mean, 0.0);
    let lines = summary(report, Path::new("out"));
    assert!(
        lines.iter().any(|line| line.contains("短くなる / faster")),
        "{lines:?}"
    );
    assert!(lines.last().unwrap().ends_with("index.html"));
    for name in ["index.html", "simulation.json", "figures.csv"] {
        assert!(files.text(name).is_some(), "{name}");
    }
}

#[test]
fn the_page_says_in_words_what_its_charts_show() {
    let files = made(&Options {
        find_staff: true,
        sweep: vec!["people:review=0,1,2".parse().unwrap()],
        ..quick()
    });
    let page = files.text("index.html").unwrap();
    for text in [
        "架空のものです",
        "所要日数の分布",
        "標準処理期間内の割合",
        "工程ごとの一件当たりの時間",
        "ボトルネック",
        "稼働率",
        "月末の滞留件数",
        "短くなる",
        "faster",
        "職員区分ごとの作業時間",
        "歳出の削減額ではない",
        "最も安い人員",
        "試した人員",
        "前提を変えたら",
        "nobody",
        "区間",
        "made up",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("NaN") && !page.contains("<script"));
    assert!(!page.contains("http://") || page.contains("http://www.w3.org"));
    let sweep = files.text("sweep.csv").unwrap();
    assert!(sweep.contains("people:review") && sweep.contains("share_within_standard"));
    let staffing = files.text("staffing.csv").unwrap();
    let answers = staffing.lines().filter(|line| line.ends_with(",1")).count();
    assert_eq!(answers, 1, "{staffing}");
    let figures = files.text("figures.csv").unwrap();
    assert!(figures.starts_with('\u{FEFF}') && figures.contains("書類を確認する"));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let (one, two) = (made(&quick()), made(&quick()));
    assert!(one.iter().eq(two.iter()));
    let other = made(&Options {
        seed: Some(3),
        ..quick()
    });
    assert_ne!(one.text("simulation.json"), other.text("simulation.json"));
    assert_eq!(other.report.before.unwrap().result.seed.get(), 3);
}

#[test]
fn one_flow_needs_parameters_and_then_stands_alone() {
    let test = folder("alone");
    let flow = test.join("flow.json");
    fs::write(&flow, subsidy_as_is_json()).unwrap();
    let options = Options {
        flow: Some(flow.clone()),
        ..quick()
    };
    let failure = make(&options, &mut |_, _| {}).unwrap_err();
    assert_eq!(failure.code(), "flow_simulate.no_parameters");
    let parameters = test.join("parameters.json");
    fs::write(&parameters, subsidy_as_is_parameters_json()).unwrap();
    let options = Options {
        flow: Some(flow),
        parameters: vec![parameters],
        ..quick()
    };
    let files = made(&options);
    assert!(files.report.after.is_none() && files.report.comparison.is_none());
    let sample = made(&quick()).report.before.unwrap();
    assert_eq!(files.report.before.unwrap().result, sample.result);
}

#[test]
fn a_scenario_in_the_file_gives_the_parameters() {
    let bpmn = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:mihon">
      <process id="shinsei"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="shinsa"/><task id="shinsa"/>
        <sequenceFlow id="g" sourceRef="shinsa" targetRef="e"/><endEvent id="e"/></process>
      <relationship type="BPSimData"><extensionElements>
        <b:BPSimData xmlns:b="http://www.bpsim.org/schemas/1.0"><b:Scenario id="S">
          <b:ScenarioParameters baseTimeUnit="min" replication="4" seed="7">
            <b:Start><b:DateTimeParameter value="2026-04-01T00:00:00"/></b:Start>
            <b:Duration><b:DurationParameter value="P30D"/></b:Duration>
          </b:ScenarioParameters>
          <b:ElementParameters elementRef="s"><b:ControlParameters>
            <b:InterTriggerTimer><b:NegativeExponentialDistribution mean="120"/></b:InterTriggerTimer></b:ControlParameters>
          </b:ElementParameters>
          <b:ElementParameters elementRef="shinsa"><b:TimeParameters>
            <b:ProcessingTime><b:NumericParameter value="30"/></b:ProcessingTime></b:TimeParameters>
          </b:ElementParameters>
        </b:Scenario></b:BPSimData></extensionElements></relationship>
    </definitions>"#;
    let options = |scenario: Option<&str>| Options {
        flow: Some(file("scenario", "a.bpmn", bpmn)),
        scenario: scenario.map(str::to_owned),
        ..Options::default()
    };
    let report = made(&options(Some("S"))).report.before.unwrap();
    assert_eq!((report.result.runs, report.result.seed.get()), (4, 7));
    let lead = report.result.figure(SimulationFigure::MeanLead).unwrap();
    assert!((lead.mean - 30.0).abs() < 1e-6, "{}", lead.mean);
    assert!(report.scenario.is_some());
    assert_eq!(
        made(&options(None)).report.before.unwrap().result,
        report.result
    );
    let failure = make(&options(Some("T")), &mut |_, _| {}).unwrap_err();
    assert_eq!(failure.code(), "bpr.scenario.unknown");
}

/// Sixty cases of two steps each, one a day; the second step some hours after the first.
fn log() -> String {
    let mut log = "case:concept:name,concept:name,time:timestamp\n".to_owned();
    for case in 0..60 {
        let (month, day) = (4 + case / 28, 1 + case % 28);
        for (step, hour) in [("受付", 9), ("審査", 10 + case % 5)] {
            log.push_str(&format!(
                "{case},{step},2025-{month:02}-{day:02}T{hour:02}:00:00+09:00\n"
            ));
        }
    }
    log
}

#[test]
fn a_log_alone_gives_a_prediction_with_its_errors() {
    let options = Options {
        log: Some(file("log", "log.csv", log())),
        ..quick()
    };
    let files = made(&options);
    let found = files.report.prediction.as_ref().unwrap();
    assert_eq!(found.log, "log.csv");
    assert_eq!(
        (
            found.held_out.learnt_from.cases,
            found.held_out.observed.cases
        ),
        (40, 20)
    );
    let page = files.text("index.html").unwrap();
    assert!(page.contains("ログによる検証") && page.contains("予測以内の実績"));
    let lines = summary(&files.report, Path::new("out"));
    assert!(
        lines.iter().any(|line| line.contains("中央値 / median")),
        "{lines:?}"
    );
    assert!(
        lines.iter().any(|line| line.contains("90％点")),
        "{lines:?}"
    );
}

#[test]
fn each_wrong_file_gives_one_sentence_in_each_language() {
    let flow = file("good", "flow.json", subsidy_as_is_json());
    let parameters = |name: &str, content: &str| vec![file(name, "parameters.json", content)];
    let with = |parameters: Vec<PathBuf>| Options {
        flow: Some(flow.clone()),
        parameters,
        ..quick()
    };
    let logged = |content: &str, name: &str| Options {
        log: Some(file(name, "log.csv", content)),
        ..quick()
    };
    let good = subsidy_as_is_parameters_json();
    let wrong = [
        (
            Options {
                flow: Some("no-such-file.bpmn".into()),
                ..quick()
            },
            "flow_simulate.unreadable",
            "見つかりません",
        ),
        (
            Options {
                flow: Some(file("text", "a.txt", "受付")),
                ..quick()
            },
            "flow_simulate.no_flow",
            "業務フロー",
        ),
        (
            Options {
                flow: Some(file("json", "a.json", "{}")),
                ..quick()
            },
            "flow_simulate.json",
            "1行",
        ),
        (
            with(vec!["no-such-file.json".into()]),
            "flow_simulate.unreadable",
            "見つかりません",
        ),
        (
            with(parameters(
                "shape",
                "{\"format\": \"tosei-flow-parameters\"}",
            )),
            "flow_simulate.parameters",
            "前提として",
        ),
        (
            with(parameters(
                "format",
                &good.replace(
                    "\"format_version\": 1,\n  \"flow\"",
                    "\"format_version\": 2,\n  \"flow\"",
                ),
            )),
            "flow_simulate.parameters",
            "前提として",
        ),
        (
            with(parameters(
                "other",
                &good.replace("mihon-subsidy-as-is", "another"),
            )),
            "bpr.simulate.other_flow",
            "another",
        ),
        (
            with(parameters(
                "nobody",
                &good.replace("\"people\": 1", "\"people\": 0"),
            )),
            "bpr.simulate.nobody_works",
            "。",
        ),
        (
            with([parameters("a", good), parameters("b", good)].concat()),
            "flow_simulate.too_many_parameters",
            "多く",
        ),
        (logged("", "empty"), "", "イベントログ"),
        (logged("a,b\n1,2\n", "columns"), "", "イベントログ"),
        (
            logged(
                "case:concept:name,concept:name,time:timestamp\n1,受付,2025-04-01T09:00:00+09:00\n",
                "short",
            ),
            "bpr.held_out.too_few",
            "20件",
        ),
        (
            Options {
                sweep: vec!["people:nobody=1".parse().unwrap()],
                ..quick()
            },
            "bpr.sweep.nothing",
            "people:nobody",
        ),
        (
            Options {
                replications: Some(1),
                ..Options::default()
            },
            "",
            "試行",
        ),
    ];
    for (options, code, words) in wrong {
        let failure: Failure = make(&options, &mut |_, _| {}).unwrap_err();
        assert!(
            code.is_empty() || failure.code() == code,
            "{code}: {failure:?}"
        );
        let (ja, en) = (
            failure.sentence(Language::Ja),
            failure.sentence(Language::En),
        );
        assert!(ja.contains(words) && ja.ends_with('。'), "{code}: {ja}");
        assert!(en.ends_with('.') && !en.contains('\n'), "{code}: {en}");
    }
}

#[test]
fn a_target_out_of_reach_is_said_on_the_page() {
    let bounds = ["desk", "review"].map(|group| tosei_bpr::simulate::StaffingBounds {
        group: group.parse().unwrap(),
        least: 1,
        most: 1,
    });
    let files = made(&Options {
        find_staff: true,
        bounds: bounds.to_vec(),
        ..quick()
    });
    let staffing = files.report.staffing.as_ref().unwrap();
    assert_eq!(staffing.code.as_deref(), Some("bpr.staffing.none_suffices"));
    let page = files.text("index.html").unwrap();
    assert!(page.contains("範囲内のどの人員でも目標の割合0.9に届きません"));
    let lines = summary(&files.report, Path::new("out"));
    assert!(
        lines.iter().any(|line| line.contains("審査係1人")),
        "{lines:?}"
    );
}
