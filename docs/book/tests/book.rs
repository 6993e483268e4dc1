//! The book holds together: every page is in the table of contents, every link leads somewhere, every
//! page with code is run.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::{
    collections::BTreeSet,
    path::{Component, Path, PathBuf},
};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All pages but the table of contents, below the source folder.
fn pages() -> Vec<PathBuf> {
    let (mut open, mut found) = (vec![source()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    found.retain(|path| !path.ends_with("SUMMARY.md"));
    found.sort();
    assert!(found.len() > 15, "{found:?}");
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The page without its blocks of code.
fn prose(page: &str) -> String {
    let outside = page.split("\n```").step_by(2);
    outside.collect::<Vec<_>>().join("\n")
}

/// Where the links of a page lead, without addresses of the web.
fn links(page: &str) -> Vec<String> {
    let prose = prose(page);
    let targets = prose
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| !target.contains("://") && !target.starts_with('#'))
        .map(|target| target.split('#').next().unwrap_or(target).to_owned())
        .collect()
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[test]
fn every_link_leads_to_a_page() {
    let mut checked = 0;
    for page in pages().iter().chain([&source().join("SUMMARY.md")]) {
        for link in links(&read(page)) {
            let target = plain(&page.parent().unwrap().join(&link));
            assert!(target.is_file(), "{} leads to {link}", page.display());
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

#[test]
fn every_page_is_in_the_table_of_contents_once() {
    let summary = links(&read(&source().join("SUMMARY.md")));
    let listed: BTreeSet<PathBuf> = summary.iter().map(|link| source().join(link)).collect();
    assert_eq!(listed.len(), summary.len());
    let parts = included();
    let there: BTreeSet<PathBuf> = pages()
        .into_iter()
        .filter(|page| !parts.contains(page))
        .collect();
    assert_eq!(there, listed);
}

/// The files that pages include.
fn included() -> BTreeSet<PathBuf> {
    let mut parts = BTreeSet::new();
    for page in pages() {
        for rest in read(&page).split("{{#include ").skip(1) {
            let path = rest.split("}}").next().unwrap().trim();
            let target = plain(&page.parent().unwrap().join(path));
            assert!(target.is_file(), "{} includes {path}", page.display());
            parts.insert(target);
        }
    }
    assert!(parts.len() >= 4, "{parts:?}");
    parts
}

#[test]
fn every_page_with_code_is_run() {
    let library = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("lib.rs"));
    let mut with_code = 0;
    for page in pages() {
        let text = read(&page);
        if text.contains("\n```rust") {
            let path = page.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
            assert!(
                library.contains(&format!("\"{}\"", path.display())),
                "{} is not run",
                path.display()
            );
            with_code += 1;
        }
        // A word after the language would keep a block from being run.
        for skipped in ["ignore", "no_run", "compile_fail", "should_panic"] {
            assert!(
                !text.contains(&format!("```rust,{skipped}")),
                "{}",
                page.display()
            );
        }
    }
    assert!(with_code > 10, "{with_code}");
}

/// Every page ends with what it says in English, but for those that are in both languages already.
#[test]
fn every_page_has_its_english_gloss() {
    let parts = included();
    for page in pages() {
        let text = read(&page);
        let is_reference = page.starts_with(source().join("reference"));
        if !is_reference && !parts.contains(&page) {
            assert!(text.contains("\n**In English.** "), "{}", page.display());
        }
    }
}
