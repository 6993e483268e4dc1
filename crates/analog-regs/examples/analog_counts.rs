//! Candidates of a folder of laws: counts by family and confidence, and a sample to read.
//!
//! ```sh
//! cargo run --release -p tosei-analog-regs --example analog_counts -- FOLDER [--sample N] [--family ID]
//! ```
//!
//! The sample takes every so-many-th candidate, so it is the same in every run. `--below` samples the
//! unlikely ones, with what spoke against them.
#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::{collections::BTreeMap, env, error::Error, fs, path::PathBuf};
use tosei_analog_regs::{
    detect::{Confidence, Detector, Instrument},
    law::LawDocument,
};
use tosei_document::Limits;

fn main() -> Result<(), Box<dyn Error>> {
    let options: Vec<String> = env::args().skip(1).collect();
    let value = |name: &str| {
        let at = options.iter().position(|one| one == name)?;
        options.get(at + 1).cloned()
    };
    let Some(folder) = options.first() else {
        println!("skipped: no folder is named");
        return Ok(());
    };
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let below = options.iter().any(|one| one == "--below");
    let family = value("--family");
    let detector = Detector::standard();
    let mut counts: BTreeMap<(String, Confidence), u64> = BTreeMap::new();
    let mut lines = Vec::new();
    let (mut laws, mut sentences, mut candidates) = (0u64, 0usize, 0usize);
    for file in files {
        let bytes = fs::read(&file)?;
        let Ok(law) = LawDocument::read(&bytes, &Limits::default()) else {
            println!("not read: {}", file.display());
            continue;
        };
        laws += 1;
        sentences += law.sentences().len();
        let instrument = Instrument::guess(law.name(), law.number());
        for candidate in detector.law(&law, instrument) {
            candidates += 1;
            for found in candidate.record(detector).concepts {
                let wanted = family
                    .as_ref()
                    .is_none_or(|family| *family == found.concept);
                if wanted && below == (found.confidence == Confidence::Unlikely) {
                    let words = found
                        .spans
                        .iter()
                        .filter_map(|span| span.of(candidate.sentence.text()));
                    lines.push(format!(
                        "{} {} [{} {} {:?} +{:?} -{:?} {:?}]\n    {}",
                        law.name().unwrap_or_default(),
                        candidate.sentence.place_ja(),
                        found.concept,
                        found.confidence,
                        words.collect::<Vec<_>>(),
                        found.reasons_for,
                        found.reasons_against,
                        found.notes,
                        candidate
                            .sentence
                            .text()
                            .chars()
                            .take(220)
                            .collect::<String>(),
                    ));
                }
                *counts.entry((found.concept, found.confidence)).or_default() += 1;
            }
        }
    }
    println!("{laws} laws, {sentences} sentences, {candidates} candidates");
    for family in detector.patterns().families() {
        let of = |band| {
            counts
                .get(&(family.id.clone(), band))
                .copied()
                .unwrap_or_default()
        };
        let bands = [
            Confidence::Unlikely,
            Confidence::Possible,
            Confidence::Likely,
        ];
        let [unlikely, possible, likely] = bands.map(of);
        println!(
            "{:<20} likely {likely:>6} possible {possible:>6} unlikely {unlikely:>6}",
            family.id
        );
    }
    let wanted: usize = value("--sample").map_or(Ok(0), |text| text.parse())?;
    if let Some(step) = lines.len().checked_div(wanted) {
        let step = step.max(1);
        for line in lines.iter().skip(step / 2).step_by(step).take(wanted) {
            println!("- {line}");
        }
    }
    Ok(())
}
