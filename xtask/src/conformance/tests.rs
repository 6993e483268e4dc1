use super::*;
use std::collections::BTreeSet;

fn python(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance/python");
    format!("python3 '{}'", root.join(file).display())
}

fn asked(cmd: String, suites: &[&str]) -> Report {
    let options = Options {
        cmd,
        suites: suites.iter().map(|&name| name.to_owned()).collect(),
        out: PathBuf::new(),
        timeout: 20,
        complete: false,
    };
    ask(&options).unwrap()
}

/// Law: the worked example of the protocol agrees with every vector.
#[test]
fn the_python_implementation_passes() {
    let report = asked(python("serve.py"), &[]);
    assert!(report.is_good(true), "{report}");
}

/// Law: three planted errors are found, each by the name of its rule, and nothing else.
#[test]
fn planted_errors_are_found_and_named() {
    let report = asked(python("fixtures/three_errors.py"), &[]);
    assert!(!report.is_good(false));
    let broken: BTreeSet<&str> = report
        .suites
        .iter()
        .filter(|suite| suite.wrong().next().is_some())
        .map(|suite| suite.operation.as_str())
        .collect();
    let planted = [
        "criteria/condition",
        "criteria/evaluate",
        "criteria/evidence_at",
    ];
    assert_eq!(broken, BTreeSet::from(planted));
    let shown = report.to_string();
    assert!(shown.contains(
        "rules that it breaks: criteria/condition, criteria/evaluate, criteria/evidence_at"
    ));
    assert!(shown.contains("on-the-day-it-expires-it-counts (project-decision:criteria-evidence)"));
}

#[test]
fn an_unknown_operation_is_told_apart_from_a_wrong_answer() {
    let only_unsupported = r#"while read -r line; do echo '{"unsupported":"types/percent"}'; done"#;
    let report = asked(
        format!("sh -c '{}'", only_unsupported.replace('\'', r"'\''")),
        &["types/percent"],
    );
    assert!(
        report.suites[0]
            .cases
            .iter()
            .all(|case| case.verdict == Verdict::Unsupported)
    );
    assert!(
        !report.is_good(false),
        "a program that knows nothing has passed nothing"
    );
}

#[test]
fn a_program_that_is_not_there_fails_and_is_given_up() {
    let report = asked(
        "/nowhere/program 2>/dev/null".to_owned(),
        &["types/percent"],
    );
    let asked = report.suites[0].wrong().count();
    assert_eq!(asked, GIVE_UP_AFTER);
    assert!(!report.is_good(false));
}

#[test]
fn an_answer_that_is_no_json_is_shown() {
    let report = asked("cat".to_owned(), &["types/percent"]);
    let Verdict::NoAnswer { why } = &report.suites[0].cases[0].verdict else {
        panic!("{report}");
    };
    assert!(
        why.starts_with("not an answer: {\"id\":\"types/percent#"),
        "{why}"
    );
}
