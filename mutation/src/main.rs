//! Writes every small wrong change of a crate's code into one copy of it, each behind a number that the
//! environment variable `MUTANT` chooses, so that one build serves all changes.
//!
//! `tosei-mutation ROOT COPY CRATE OFF KEEP FILE…`: `ROOT` is the repository, `COPY` a copy of it that is written
//! to, `CRATE` the folder of the crate in both, `OFF` a file with the numbers to leave out (those that do not
//! compile), `KEEP` a file with names of functions that must stay `const`, and each `FILE` a source file of the
//! crate. The list of changes is printed: number, file and line, the lines of the function, its name, the change.

mod body;
mod constness;
mod edit;
mod runtime;
mod visit;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &str| arguments.next().ok_or_else(|| format!("{what} is missing"));
    let root = PathBuf::from(next("ROOT")?);
    let copy = PathBuf::from(next("COPY")?);
    let home = root.join(next("CRATE")?);
    let off = numbers(Path::new(&next("OFF")?));
    let keep = words(Path::new(&next("KEEP")?));
    let files: BTreeSet<PathBuf> = arguments.map(|name| root.join(name)).collect();

    let sources = rust_files(&home.join("src"))?;
    let others = rust_files(&home.join("tests")).unwrap_or_default();
    let kept = constness::needed(&sources, &others, keep)?;
    let mut first = 1;
    for path in &sources {
        let text = fs::read_to_string(path)?;
        let parsed =
            syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut edits = constness::strip(&parsed, &kept);
        if files.contains(path) {
            let name = path.strip_prefix(&root)?.display().to_string();
            let mut visitor = visit::Visitor::new(&text, name, first, &off, &kept);
            syn::visit::Visit::visit_file(&mut visitor, &parsed);
            first = visitor.next;
            print!("{}", visitor.list);
            edits.append(visitor.edits);
        }
        let mut out = edits.apply(&text);
        if path == &home.join("src/lib.rs") {
            out = format!("{}{out}{}", runtime::HEAD, runtime::TAIL);
        }
        let target = copy.join(path.strip_prefix(&root)?);
        if fs::read_to_string(&target).ok().as_ref() != Some(&out) {
            fs::create_dir_all(target.parent().ok_or("no folder")?)?;
            fs::write(&target, out)?;
        }
    }
    Ok(())
}

/// The numbers in a file; none where there is no file.
fn numbers(path: &Path) -> BTreeSet<u32> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect()
}

/// The words in a file; none where there is no file.
fn words(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.split_whitespace().map(str::to_owned).collect()
}

/// Every Rust file under a folder, in order of name.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut waiting = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
