//! The smoke run: every target over its seeds, over what was learned, and over mutations of both.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]
#![allow(clippy::print_stdout, reason = "says how many inputs each target read")]

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};
use tosei_fuzz_targets::{
    TARGETS, Target, corpus, data_files,
    mutate::{Numbers, mutated, words},
    published,
};

/// How many mutations a target gets.
const MUTATIONS: usize = 400;
/// How many inputs of a corpus a target gets; the rest is for the fuzzer.
const LEARNED: usize = 400;

fn run(target: &Target, input: &[u8]) {
    if let Err(cause) = catch_unwind(AssertUnwindSafe(|| (target.run)(input))) {
        println!("{}: {:?}", target.name, String::from_utf8_lossy(input));
        std::panic::resume_unwind(cause);
    }
}

fn inputs(target: &Target) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let folder = corpus::folder();
    let seeds = corpus::files(&folder.join("seeds").join(target.name)).unwrap();
    assert!(!seeds.is_empty(), "`{}` has no seeds", target.name);
    let path = folder
        .join("corpora")
        .join(format!("{}.jsonl", target.name));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let learned =
        corpus::unpacked(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(!learned.is_empty(), "`{}` has learned nothing", target.name);
    (seeds, learned)
}

/// Part of the targets, so that the parts run side by side.
fn part(number: usize) {
    for target in TARGETS.iter().skip(number).step_by(4) {
        let start = Instant::now();
        let (seeds, learned) = inputs(target);
        let path = corpus::folder().join(format!("{}.dict", target.name));
        let dictionary =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let words =
            words(&dictionary).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let step = learned.len().div_ceil(LEARNED).max(1);
        let mut all = seeds;
        let of_seeds = all.len();
        all.extend(learned.into_iter().step_by(step));
        for input in &all {
            run(target, input);
        }
        let mut numbers = Numbers::of(target.name);
        for _ in 0..MUTATIONS {
            if let Some(input) = all.get(numbers.below(all.len())) {
                run(target, &mutated(input, &all, &words, &mut numbers));
            }
        }
        println!(
            "{}: {of_seeds} seeds, {} learned, {MUTATIONS} mutations, {:.1} s",
            target.name,
            all.len() - of_seeds,
            start.elapsed().as_secs_f64()
        );
    }
}

#[test]
fn laws_hold_first_part() {
    part(0);
}

#[test]
fn laws_hold_second_part() {
    part(1);
}

#[test]
fn laws_hold_third_part() {
    part(2);
}

#[test]
fn laws_hold_fourth_part() {
    part(3);
}

/// Each target is a program of the fuzzer, and the other way round; nothing lies in a folder of no target.
#[test]
fn every_target_is_a_program() {
    let names: BTreeSet<String> = TARGETS
        .iter()
        .map(|target| target.name.to_owned())
        .collect();
    for (folder, ending) in [
        ("fuzz_targets", ".rs"),
        ("seeds", ""),
        ("corpora", ".jsonl"),
    ] {
        let found: BTreeSet<String> = fs::read_dir(corpus::folder().join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .map(|name| name.strip_suffix(ending).unwrap_or(&name).to_owned())
            .collect();
        assert_eq!(found, names, "{folder}");
    }
    let manifest = fs::read_to_string(corpus::folder().join("Cargo.toml")).unwrap();
    for name in &names {
        assert!(
            manifest.contains(&format!("name = \"{name}\"")),
            "`{name}` is no program in fuzz/Cargo.toml"
        );
    }
}

/// A published type that is added is read by a target.
#[test]
fn every_published_type_is_read() {
    let schemas: BTreeSet<String> = fs::read_dir(corpus::folder().join("../schemas"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".schema.json").map(str::to_owned))
        .collect();
    let read: BTreeSet<String> = published::NAMES
        .iter()
        .chain(published::WRITTEN_ONLY)
        .map(|name| (*name).to_owned())
        .collect();
    assert!(schemas.len() > 200);
    assert_eq!(read, schemas);
}

/// Seeds reach what they are for: each type and each reader of a file has one that is accepted.
#[test]
fn seeds_are_accepted() {
    for (target, names, is_read) in [
        (
            "published",
            published::NAMES,
            published::is_read as fn(&[u8]) -> bool,
        ),
        ("data_files", data_files::NAMES, data_files::is_read),
    ] {
        let seeds = corpus::files(&corpus::folder().join("seeds").join(target)).unwrap();
        let accepted: BTreeSet<&str> = seeds
            .iter()
            .filter(|seed| is_read(seed))
            .filter_map(|seed| std::str::from_utf8(seed).ok()?.lines().next())
            .collect();
        println!(
            "{target}: {} of {} have a seed",
            accepted.len(),
            names.len()
        );
        for name in names {
            assert!(accepted.contains(name), "{target}: a seed of `{name}`");
        }
    }
}
