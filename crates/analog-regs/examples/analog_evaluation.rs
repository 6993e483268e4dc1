//! How well the detector does on labelled articles: precision and recall by concept, beside the plain keyword
//! baseline, with Wilson intervals.
//!
//! ```sh
//! cargo run --release -p tosei-analog-regs --example analog_evaluation -- [FOLDER] [odd|even] [wrong]
//! ```
//!
//! `FOLDER` is that of the real data, else the one that `TOSEI_DATA` names.
//! An article counts as found if one of its sentences has a finding of the concept's families that is at
//! least `possible`. `odd` and `even` take half of the lines; `wrong` lists what was judged otherwise.
#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::{collections::BTreeMap, env, fs, path::PathBuf, process::ExitCode};
use tosei_analog_regs::{
    detect::{Candidate, Confidence, Detector, Instrument},
    law::{LawDocument, ProvisionKind},
};
use tosei_document::Limits;

/// Which families answer for a concept of the labels.
const FAMILIES: &[(&str, &[&str])] = &[
    ("C01", &["in_person"]),
    ("C02", &["on_site", "visual_inspection"]),
    ("C03", &["written_form"]),
    ("C04", &["copies"]),
    ("C05", &["seal_signature"]),
    ("C06", &["public_inspection", "paper_register"]),
    ("C07", &["physical_posting"]),
    ("C08", &["gazette"]),
    ("C09", &["carry_and_show"]),
    ("C10", &["stationing"]),
    ("C11", &["periodic_inspection"]),
    ("C12", &["training"]),
    ("C13", &["recording_medium"]),
    ("C14", &["post"]),
    ("C15", &["oral"]),
    ("C16", &["stamp_and_cash"]),
    ("C17", &["via_office"]),
    ("C18", &["hand_over"]),
];

#[derive(Default, Clone, Copy)]
struct Counts {
    hit: u32,
    false_alarm: u32,
    missed: u32,
    rightly_left: u32,
}

impl Counts {
    fn add(&mut self, real: bool, found: bool) {
        match (real, found) {
            (true, true) => self.hit += 1,
            (false, true) => self.false_alarm += 1,
            (true, false) => self.missed += 1,
            (false, false) => self.rightly_left += 1,
        }
    }

    fn real(self) -> u32 {
        self.hit + self.missed
    }

    fn all(self) -> u32 {
        self.real() + self.false_alarm + self.rightly_left
    }
}

/// A share with its Wilson interval of 95 %, for the screen only.
fn share(part: u32, of: u32) -> String {
    if of == 0 {
        return "  -".to_owned();
    }
    let (n, p, z) = (f64::from(of), f64::from(part) / f64::from(of), 1.96);
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    let (low, high) = (
        ((middle - half) / scale).max(0.0),
        ((middle + half) / scale).min(1.0),
    );
    format!("{p:.2} [{low:.2}, {high:.2}] ({part}/{of})")
}

fn print_line(name: &str, counts: Counts) {
    println!(
        "{name:<28} recall {:<28} precision {:<28} baseline precision {}",
        share(counts.hit, counts.real()),
        share(counts.hit, counts.hit + counts.false_alarm),
        share(counts.real(), counts.all()),
    );
}

fn main() -> ExitCode {
    let options: Vec<String> = env::args().skip(1).collect();
    let words = ["odd", "even", "wrong"];
    let named = options.iter().find(|one| !words.contains(&one.as_str()));
    let named = named.map(PathBuf::from);
    let Some(data) = named.or_else(|| env::var_os("TOSEI_DATA").map(PathBuf::from)) else {
        println!("skipped: no folder is named and TOSEI_DATA is not set");
        return ExitCode::SUCCESS;
    };
    let Ok(labels) = fs::read_to_string(data.join("analog_labels/labels_dev.csv")) else {
        println!("skipped: no analog_labels/labels_dev.csv there");
        return ExitCode::SUCCESS;
    };
    let has = |option: &str| options.iter().any(|one| one == option);
    let families: BTreeMap<&str, &[&str]> = FAMILIES.iter().copied().collect();
    let detector = Detector::standard();
    let mut total = Counts::default();
    let mut by_concept: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut without_text = 0u32;
    for (number, line) in labels
        .trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .skip(1)
    {
        if (has("odd") && number % 2 == 0) || (has("even") && number % 2 == 1) {
            continue;
        }
        let cells: Vec<&str> = line.split(',').collect();
        let [title, article, concept, real, _, _, id, _] = cells[..] else {
            println!("line {}: not eight cells", number + 1);
            continue;
        };
        let asked = families
            .get(concept.get(..3).unwrap_or_default())
            .copied()
            .unwrap_or_default();
        let bytes = fs::read(data.join("laws").join(format!("{id}.xml")));
        let law = bytes.ok().filter(|_| !id.is_empty());
        let law = law.and_then(|bytes| LawDocument::read_xml(&bytes, &Limits::default()).ok());
        let Some(law) = law else {
            without_text += 1;
            continue;
        };
        let candidates = detector.law(&law, Instrument::Statute);
        let of_article = |one: &&Candidate<'_>| {
            let provision = one.sentence.provision();
            let main = provision
                .ancestors()
                .any(|outer| outer.kind() == ProvisionKind::MainProvision);
            let named = provision.nearest(ProvisionKind::Article);
            main && named.is_some_and(|named| named.label() == Some(article))
        };
        let findings = candidates
            .iter()
            .filter(of_article)
            .flat_map(|one| &one.matches);
        let findings = findings.filter_map(|one| detector.finding(one));
        let asked = |concept: &str| asked.contains(&concept);
        let best = findings
            .filter(|one| asked(&one.concept))
            .max_by_key(|one| one.confidence);
        let found = best
            .as_ref()
            .is_some_and(|one| one.confidence >= Confidence::Possible);
        let real = real == "true";
        total.add(real, found);
        by_concept.entry(concept).or_default().add(real, found);
        if has("wrong") && real != found {
            let why = best.map(|one| (one.readings, one.reasons_for, one.reasons_against));
            println!(
                "{}: {title} {article} {concept} real={real} {why:?}",
                number + 1
            );
        }
    }
    for (concept, counts) in &by_concept {
        print_line(concept, *counts);
    }
    print_line("all", total);
    println!(
        "{} judgments with text at hand, {without_text} without",
        total.all()
    );
    ExitCode::SUCCESS
}
