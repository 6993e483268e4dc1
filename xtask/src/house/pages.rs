//! The pages that every crate and the house itself must have.

use crate::workspace::{Workspace, files_below, read_text};

/// The two commands of the README, as written there and in its Japanese twin.
const COMMANDS: [&str; 2] = [
    "cargo run --release -p tosei-examples --example digital_first_report -- --out report",
    "cargo xtask check",
];
/// The longest source file that nobody asks about.
const LONG_FILE: usize = 600;
/// Where code stands, tests and programs among it.
const CODE: [&str; 9] = [
    "bad-input",
    "benches",
    "conformance",
    "crates",
    "examples",
    "fuzz/fuzz_targets",
    "fuzz/targets",
    "mutation",
    "xtask",
];

/// A sentence for each page that is missing or does not say what it must.
pub(crate) fn check(workspace: &Workspace, problems: &mut Vec<String>) -> anyhow::Result<()> {
    for package in workspace.published() {
        let name = &package.name;
        if package.description.is_none() {
            problems.push(format!("{name} has no description"));
        }
        for page in ["README.md", "CHANGELOG.md"] {
            if !package.folder().join(page).is_file() {
                problems.push(format!("{name} has no {page}"));
            }
        }
        for page in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let own = std::fs::read(package.folder().join(page)).ok();
            if own != std::fs::read(workspace.root.join(page)).ok() {
                problems.push(format!("{name} has no {page}, or another than the house"));
            }
        }
        let log = read_text(&package.folder().join("CHANGELOG.md")).unwrap_or_default();
        if !tells_of(&log, &package.version) {
            problems.push(format!(
                "the changelog of {name} does not tell of {}",
                package.version
            ));
        }
    }
    for folder in CODE {
        for ending in [".rs", ".py"] {
            for file in files_below(&workspace.root.join(folder), ending)? {
                let lines = read_text(&file)?.lines().count();
                if lines > LONG_FILE {
                    let file = file.display();
                    problems.push(format!("{file} has {lines} lines: split it by noun"));
                }
            }
        }
    }
    for page in ["README.md", "README.ja.md"] {
        let commands = first_commands(&read_text(&workspace.root.join(page))?);
        if commands != COMMANDS {
            problems.push(format!("the first commands of {page} are {commands:?}"));
        }
    }
    if !read_text(&workspace.root.join(".ci/run"))?.contains(COMMANDS[1]) {
        problems.push(format!("`.ci/run` does not call `{}`", COMMANDS[1]));
    }
    Ok(())
}

/// Whether a changelog has entries about a version.
fn tells_of(log: &str, version: &str) -> bool {
    let title = format!("## {version}");
    log.lines()
        .skip_while(|line| *line != title && !line.starts_with(&format!("{title} ")))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .any(|line| line.starts_with("- "))
}

/// The lines of the first block of commands on a page, without comments.
fn first_commands(page: &str) -> Vec<String> {
    page.lines()
        .skip_while(|line| *line != "```sh")
        .skip(1)
        .take_while(|line| *line != "```")
        .map(|line| line.split(" # ").next().unwrap_or(line).trim())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changelog_tells_of_a_version_only_with_entries() {
        let log = "# Changelog\n\n## 0.2.0\n\n## 0.1.0 - 2026-11-23\n\n### Added\n\n- a\n";
        assert!(tells_of(log, "0.1.0"));
        assert!(!tells_of(log, "0.2.0"));
        assert!(!tells_of(log, "0.1"));
        assert!(!tells_of(log, "0.3.0"));
    }

    #[test]
    fn the_first_block_of_a_page_holds_its_commands() {
        let page = "# a\n\n```rust\nx\n```\n```sh\n# both\ncargo a   # why\ncargo b\n```\n```sh\ncargo c\n```\n";
        assert_eq!(first_commands(page), ["cargo a", "cargo b"]);
    }
}
