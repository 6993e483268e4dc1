//! The comparison of two flows: the sample, flows as BPMN, and wrong input.
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
    Flow,
    bpmn::write_bpmn,
    compare::ChangeKind,
    sample::{subsidy_as_is_json, subsidy_to_be_json},
    soundness::Verdict,
};
use tosei_document::Explain;
use tosei_examples::flow_compare::{Failure, Files, Options, Progress, make, summary};
use tosei_types::{CaseCount, Language};

struct Silent;

impl Progress for Silent {
    fn step(&self, _: u64, _: u64, _: &str) {}
    fn end(&self) {}
}

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("flow_compare")
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

fn sample() -> Files {
    make(&Options::default(), &Silent).unwrap()
}

fn two(before: PathBuf, after: PathBuf) -> Result<Files, Failure> {
    let options = Options {
        before: Some(before),
        after: Some(after),
        ..Options::default()
    };
    make(&options, &Silent)
}

#[test]
fn the_sample_has_its_figures() {
    let files = sample();
    let report = &files.report;
    let savings = report.savings.as_ref().unwrap();
    // (116 - 772/19) minutes of staff a case, times 1,200 cases, by 60.
    assert_eq!(savings.hours.to_string(), "28640/19");
    assert_eq!(savings.people.shown(2), "0.81");
    assert_eq!(
        savings.converted_yen.as_ref().unwrap().shown(0),
        "4,476,526"
    );
    assert_eq!(savings.cash_yen, 0);
    for soundness in [&report.before_soundness, &report.after_soundness] {
        assert_eq!(soundness.as_ref().unwrap().verdict(), Verdict::Sound);
    }
    let has = |kind| {
        report
            .comparison
            .changes
            .iter()
            .any(|change| change.kind == kind)
    };
    for kind in [
        ChangeKind::Removed,
        ChangeKind::Added,
        ChangeKind::Automated,
        ChangeKind::MediumChanged,
    ] {
        assert!(has(kind), "{kind}");
    }
    let lines = summary(report, Path::new("out"));
    assert!(lines[1].contains("1,507"), "{lines:?}");
    assert!(lines[2].contains("歳出の削減額ではない"), "{lines:?}");
}

#[test]
fn the_page_says_in_words_what_its_pictures_show() {
    let files = sample();
    let page = files
        .iter()
        .find(|(name, _)| *name == "index.html")
        .unwrap()
        .1;
    for text in [
        "架空のものです",
        "住民票の写しを取りに行く",
        "1,507",
        "4,476,526",
        "換算額であり",
        "歳出の削減額ではない",
        "不備があるか",
        "廃止",
        "made up",
    ] {
        assert!(page.contains(text), "{text}");
    }
    // Nothing is loaded from elsewhere.
    assert!(
        !page.contains("http://") || page.contains("http://www.w3.org"),
        "only names of formats"
    );
    assert!(!page.contains("<script"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (sample(), sample());
    assert!(one.iter().eq(two.iter()));
}

#[test]
fn flows_as_bpmn_give_the_same_as_flows_as_json() {
    let folder = folder("bpmn");
    let mut paths = Vec::new();
    for (name, json) in [
        ("a.bpmn", subsidy_as_is_json()),
        ("b.bpmn", subsidy_to_be_json()),
    ] {
        let flow: Flow = serde_json::from_str(json).unwrap();
        let path = folder.join(name);
        fs::write(&path, write_bpmn(&flow).unwrap()).unwrap();
        paths.push(path);
    }
    let classes = serde_json::from_str::<Flow>(subsidy_as_is_json())
        .unwrap()
        .staff_classes;
    let staff = folder.join("staff.json");
    fs::write(&staff, serde_json::to_string(&classes).unwrap()).unwrap();
    let options = Options {
        before: Some(paths[0].clone()),
        after: Some(paths[1].clone()),
        cases_a_year: CaseCount::try_new(1_200).ok(),
        staff_classes: Some(staff),
        ..Options::default()
    };
    let files = make(&options, &Silent).unwrap();
    let savings = files.report.savings.as_ref().unwrap();
    assert_eq!(savings.hours.to_string(), "28640/19");
    assert_eq!(
        savings.converted_yen.as_ref().unwrap().shown(0),
        "4,476,526"
    );
    assert_eq!(
        files.report.comparison.changes,
        sample().report.comparison.changes
    );
}

#[test]
fn what_the_reader_did_not_understand_is_in_the_report() {
    let bpmn = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"p\">\
        <task id=\"t\" name=\"受付\"><documentation>窓口で</documentation></task></process></definitions>";
    let path = file("kept", "a.bpmn", bpmn);
    let files = two(path.clone(), path).unwrap();
    assert!(files.report.before_reading.total() > 0);
    assert_eq!(files.report.before_reading, files.report.after_reading);
    let lines = summary(&files.report, Path::new("out"));
    assert!(
        lines.iter().any(|line| line.contains("読取りの所見")),
        "{lines:?}"
    );
    assert!(sample().report.before_reading.is_clean());
}

#[test]
fn a_given_pair_corrects_the_matching() {
    let pairs = r#"[{"before": "c16", "after": null}, {"before": "c15", "after": null}]"#;
    let matching = file("pairs", "pairs.json", pairs);
    let options = Options {
        matching: Some(matching),
        ..Options::default()
    };
    let files = make(&options, &Silent).unwrap();
    let alone = &files.report.comparison.matching.only_before;
    assert!(alone.iter().any(|id| id.as_str() == "c15"));
    assert!(
        !sample()
            .report
            .comparison
            .matching
            .only_before
            .iter()
            .any(|id| id.as_str() == "c15")
    );
}

#[test]
fn without_cases_the_value_of_a_year_is_unknown_and_not_nothing() {
    let mut flow: serde_json::Value = serde_json::from_str(subsidy_as_is_json()).unwrap();
    flow.as_object_mut().unwrap().remove("cases_a_year");
    let path = file("cases", "a.json", flow.to_string());
    let files = two(path.clone(), path).unwrap();
    assert!(files.report.savings.is_none());
    assert!(files.report.comparison.is_empty());
    let page = files
        .iter()
        .find(|(name, _)| *name == "index.html")
        .unwrap()
        .1;
    assert!(page.contains("年間件数が分からないため"));
}

#[test]
fn each_wrong_file_gives_one_sentence_in_each_language() {
    let good = file("good", "good.json", subsidy_as_is_json());
    let wrong = [
        (
            "missing",
            PathBuf::from("no-such-file.bpmn"),
            "flow_compare.unreadable",
            "見つかりません",
        ),
        (
            "empty",
            file("empty", "empty.bpmn", ""),
            "flow_compare.no_flow",
            "業務フロー",
        ),
        (
            "text",
            file("text", "a.txt", "受付して審査する"),
            "flow_compare.no_flow",
            "業務フロー",
        ),
        (
            "json",
            file("json", "a.json", "{\"format\": \"tosei-flow\"}"),
            "flow_compare.json",
            "1行",
        ),
        ("cut", file("cut", "a.bpmn", "<definitions"), "", "a.bpmn"),
        (
            "html",
            file("html", "a.bpmn", "<html><body/></html>"),
            "",
            "a.bpmn",
        ),
    ];
    for (test, path, code, words) in wrong {
        let failure = two(good.clone(), path).unwrap_err();
        assert!(
            code.is_empty() || failure.code() == code,
            "{test}: {failure:?}"
        );
        let (ja, en) = (
            failure.sentence(Language::Ja),
            failure.sentence(Language::En),
        );
        assert!(ja.contains(words) && ja.ends_with('。'), "{test}: {ja}");
        assert!(en.ends_with('.') && !en.contains('\n'), "{test}: {en}");
    }
    let options = Options {
        before: Some(good),
        ..Options::default()
    };
    assert_eq!(
        make(&options, &Silent).unwrap_err().code(),
        "flow_compare.one_flow"
    );
}
