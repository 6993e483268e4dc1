//! Packs and unpacks what the fuzzer learned.
//!
//! `fuzz-corpus unpack FOLDER [TARGET...]` writes each corpus as files into `FOLDER/<target>`;
//! `fuzz-corpus pack FOLDER [TARGET...]` makes `fuzz/corpora/<target>.jsonl` of them;
//! `fuzz-corpus accepted TARGET FOLDER` names the files that a reader of named documents accepts.
#![allow(clippy::print_stdout, reason = "a program")]

use std::{collections::BTreeSet, env, error::Error, fs, path::Path, process::ExitCode};
use tosei_fuzz_targets::{TARGETS, corpus, data_files, mutate::Numbers, published};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["unpack", folder, targets @ ..] => unpack(Path::new(folder), targets),
        ["pack", folder, targets @ ..] => pack(Path::new(folder), targets),
        ["accepted", "published", folder] => accepted(published::is_read, Path::new(folder)),
        ["accepted", "data_files", folder] => accepted(data_files::is_read, Path::new(folder)),
        _ => Err("usage: fuzz-corpus unpack|pack FOLDER [TARGET...]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The targets that are named, or all.
fn chosen<'a>(names: &[&'a str]) -> Result<Vec<&'a str>, Box<dyn Error>> {
    if names.is_empty() {
        return Ok(TARGETS.iter().map(|target| target.name).collect());
    }
    for name in names {
        if !TARGETS.iter().any(|target| target.name == *name) {
            return Err(format!("there is no target `{name}`").into());
        }
    }
    Ok(names.to_vec())
}

fn unpack(folder: &Path, names: &[&str]) -> Result<(), Box<dyn Error>> {
    for name in chosen(names)? {
        let into = folder.join(name);
        fs::create_dir_all(&into)?;
        let packed = corpus::folder()
            .join("corpora")
            .join(format!("{name}.jsonl"));
        if !packed.is_file() {
            continue;
        }
        for input in corpus::unpacked(&fs::read_to_string(packed)?)? {
            fs::write(into.join(file_name(&input)), input)?;
        }
    }
    Ok(())
}

/// A name that depends on the content.
fn file_name(input: &[u8]) -> String {
    let text: String = input.iter().map(|byte| char::from(*byte)).collect();
    let mut numbers = Numbers::of(&text);
    let part = |numbers: &mut Numbers| numbers.below(usize::MAX);
    format!("{:016x}{:016x}", part(&mut numbers), part(&mut numbers))
}

fn pack(folder: &Path, names: &[&str]) -> Result<(), Box<dyn Error>> {
    for name in chosen(names)? {
        let found: BTreeSet<Vec<u8>> = corpus::files(&folder.join(name))?.into_iter().collect();
        if found.is_empty() {
            println!("{name}: nothing to pack");
            continue;
        }
        let lines = corpus::packed(&found);
        println!(
            "{name}: {} of {} inputs, {} bytes",
            lines.lines().count(),
            found.len(),
            lines.len()
        );
        fs::write(
            corpus::folder()
                .join("corpora")
                .join(format!("{name}.jsonl")),
            lines,
        )?;
    }
    Ok(())
}

fn accepted(is_read: fn(&[u8]) -> bool, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        if is_read(&fs::read(&path)?) {
            println!("{}", path.display());
        }
    }
    Ok(())
}
