//! Published flows: each is judged and measured within bounds, and compared with itself.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(
    clippy::print_stdout,
    reason = "the counts are what the test is read for"
)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Instant,
};
use tosei_bpr::{
    bpmn::BpmnDocument,
    compare::compare,
    metrics::{MetricsOptions, UnknownBoundary, UnknownBranches, metrics},
    soundness::{SoundnessOptions, Verdict, soundness},
};
use tosei_document::Limits;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|end| end == "bpmn" || end == "xml")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn published_flows_are_judged_and_measured() {
    let Ok(data) = std::env::var("TOSEI_DATA") else {
        println!("skipped: TOSEI_DATA is not set");
        return;
    };
    for folder in ["bpmn/miwg", "bpmn/japanese_labels"] {
        let begun = Instant::now();
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut count = |what: &str| *counts.entry(what.to_owned()).or_default() += 1;
        let mut slowest = (0, PathBuf::new());
        for path in files(&Path::new(&data).join(folder)) {
            let bytes = std::fs::read(&path).unwrap();
            let Ok(document) = BpmnDocument::read(&bytes, &Limits::default()) else {
                count("file not read");
                continue;
            };
            count("file");
            for flow in document.flows() {
                let one = Instant::now();
                count("flow");
                match soundness(flow, SoundnessOptions::default()) {
                    Ok(result) => {
                        match result.verdict() {
                            Verdict::Sound => count("sound"),
                            Verdict::Unsound => count("unsound"),
                            Verdict::NotDecided { .. } => count("not decided"),
                        }
                        for problem in result.problems() {
                            count(&format!("problem {}", problem.kind));
                        }
                    }
                    Err(error) => count(error.code()),
                }
                let options = MetricsOptions {
                    unknown_branches: UnknownBranches::Equal,
                    unknown_boundary: UnknownBoundary::Never,
                };
                match metrics(flow, options) {
                    Ok(figures) => {
                        count("measured");
                        let known = figures.visits.iter().all(|visits| visits.visits.is_some());
                        count(if known {
                            "all visits known"
                        } else {
                            "some visits unknown"
                        });
                    }
                    Err(error) => count(&format!("metrics {}", error.code())),
                }
                assert!(compare(flow, flow, &[], options).is_empty(), "{path:?}");
                slowest = slowest.max((one.elapsed().as_millis(), path.clone()));
            }
        }
        let took = begun.elapsed().as_millis();
        println!("{folder}: {counts:#?} in {took} ms, slowest {slowest:?}");
        assert!(!counts.contains_key("not decided"));
    }
}
