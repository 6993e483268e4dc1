//! The pages that every crate and the house itself must have.

use crate::workspace::{Workspace, files_below, read_text};

/// The two commands of the README, as written there and in its Japanese twin.
const COMMANDS: [&str; 2] = [
    "cargo run --release -p tosei-examples --example digital_first_report -- --out report",
    "cargo xtask check",
];
/// The longest source file that nobody asks about.
const LONG_FILE: usize = 600;

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
        for file in files_below(&package.folder().join("src"), ".rs")? {
            let lines = read_text(&file)?.lines().count();
            if lines > LONG_FILE {
                problems.push(format!(
                    "{} has {lines} lines: split it by noun",
                    file.display()
                ));
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
    fn the_first_block_of_a_page_holds_its_commands() {
        let page = "# a\n\n```rust\nx\n```\n```sh\n# both\ncargo a   # why\ncargo b\n```\n```sh\ncargo c\n```\n";
        assert_eq!(first_commands(page), ["cargo a", "cargo b"]);
    }
}
