//! Every hostile input gets its answer, in bounded time and memory.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]
#![allow(
    clippy::print_stdout,
    reason = "says how many inputs ran and what they took"
)]

use peak_alloc::PeakAlloc;
use std::{
    collections::BTreeSet,
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};
use tosei_bad_input::{Case, Expectation, Outcome, Part, Suite, readers};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What one reading may take in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);
/// What a reading may take beside its input, in MiB, and how many times its input.
const MEBIBYTES: u64 = 48;
const TIMES_THE_INPUT: u64 = 24;

fn suites() -> Vec<(String, Suite)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let suite = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path.display().to_string(), suite)
        })
        .collect()
}

/// What is wrong with an answer; `None` if it is the one that must come.
fn wrong(case: &Case, outcome: &Outcome) -> Option<String> {
    let said = format!("{outcome:?}");
    let right = match &case.expect {
        Expectation::Refused { code, names } => {
            outcome.refused.as_ref().is_some_and(|(found, sentence)| {
                found == code && names.iter().all(|part| sentence.contains(part.as_str()))
            })
        }
        Expectation::Findings(all) => {
            outcome.refused.is_none()
                && !all.is_empty()
                && all.iter().all(|finding| outcome.findings.contains(finding))
        }
        Expectation::Reads(reads) => {
            *reads && outcome.refused.is_none() && outcome.findings.is_empty()
        }
    };
    let short: String = said.chars().take(600).collect();
    (!right).then(|| {
        format!(
            "{} ({}): expected {:?}, got {short}",
            case.id, case.reader, case.expect
        )
    })
}

/// One test, so that nothing else takes memory at the same time.
#[test]
fn hostile_inputs_get_their_answers_in_bounded_time_and_memory() {
    let readers = readers();
    let (mut wrongs, mut ids, mut used) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let (mut slowest, mut largest) = ((Duration::ZERO, String::new()), (0, String::new()));
    let mut ran = 0;
    for (file, suite) in suites() {
        assert!(
            !suite.about.is_empty() && !suite.cases.is_empty(),
            "{file} is empty"
        );
        for case in &suite.cases {
            assert!(ids.insert(case.id.clone()), "`{}` stands twice", case.id);
            let Some(reader) = readers.iter().find(|reader| reader.name == case.reader) else {
                panic!("`{}`: there is no reader `{}`", case.id, case.reader);
            };
            used.insert(reader.name);
            let input = Part::bytes(&case.input).unwrap();
            let before = MEMORY.current_usage();
            MEMORY.reset_peak_usage();
            let start = Instant::now();
            let outcome = (reader.read)(&input);
            let (took, took_bytes) = (start.elapsed(), MEMORY.peak_usage().saturating_sub(before));
            ran += 1;
            if std::env::var_os("TOSEI_SHOW_OUTCOMES").is_some() {
                println!("{}\t{:?}\t{:?}", case.id, outcome.refused, outcome.findings);
            }
            wrongs.extend(wrong(case, &outcome));
            let mebibytes = case.mebibytes.unwrap_or(MEBIBYTES);
            let allowed = (mebibytes << 20) + TIMES_THE_INPUT * input.len() as u64;
            if took_bytes as u64 > allowed {
                wrongs.push(format!(
                    "{}: {took_bytes} bytes at its peak, {allowed} allowed",
                    case.id
                ));
            }
            if took > LONGEST {
                wrongs.push(format!("{}: took {took:?}", case.id));
            }
            slowest = slowest.max((took, case.id.clone()));
            largest = largest.max((took_bytes, case.id.clone()));
        }
    }
    println!("{ran} hostile inputs, {} readers", used.len());
    println!(
        "slowest {:?} ({}), most memory {} KiB ({})",
        slowest.0,
        slowest.1,
        largest.0 / 1024,
        largest.1
    );
    let idle: Vec<_> = readers
        .iter()
        .filter(|reader| !used.contains(reader.name))
        .collect();
    assert!(idle.is_empty(), "readers without a case: {idle:?}");
    assert!(
        wrongs.is_empty(),
        "{} wrong:\n{}",
        wrongs.len(),
        wrongs.join("\n")
    );
    assert!(ran >= 300, "only {ran} inputs");
}
