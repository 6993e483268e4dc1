//! The files in the tree that are made by a program, and whether they are up to date.

use crate::{rules, sample, schemas, workspace::Workspace};
use anyhow::Context;
use std::path::{Path, PathBuf};

/// One file that a program makes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Generated {
    /// Its place below the root of the workspace.
    pub(crate) path: PathBuf,
    /// What stands in it.
    pub(crate) text: String,
}

/// A maker of files: how to make them, and whose files they are.
pub(crate) struct Kind {
    /// Makes the files.
    make: fn(&Workspace) -> anyhow::Result<Vec<Generated>>,
    /// The folder and the ending of the files that only this maker writes: one that it does not
    /// make any more is left over and must go.
    owns: Option<(&'static str, &'static str)>,
}

/// Every maker; a new one is a line here.
pub(crate) const KINDS: &[Kind] = &[SCHEMA_KIND, RULE_KIND, SAMPLE_KIND];
/// The schemas alone.
pub(crate) const SCHEMAS: &[Kind] = &[SCHEMA_KIND];
/// The page of the rules alone.
pub(crate) const RULES: &[Kind] = &[RULE_KIND];
/// The sample alone.
pub(crate) const SAMPLE: &[Kind] = &[SAMPLE_KIND];

const SCHEMA_KIND: Kind = Kind {
    make: |_| schemas::generate(),
    owns: Some(("schemas", ".schema.json")),
};
const RULE_KIND: Kind = Kind {
    make: rules::generate,
    owns: None,
};
const SAMPLE_KIND: Kind = Kind {
    make: sample::generate,
    owns: Some(("crates/inventory/data/sample", ".json")),
};

/// Writes the files that differ and removes those left over.
pub(crate) fn write(workspace: &Workspace, kinds: &[Kind]) -> anyhow::Result<()> {
    for kind in kinds {
        let files = (kind.make)(workspace)?;
        for file in &files {
            let path = workspace.root.join(&file.path);
            if current(&path).as_deref() == Some(file.text.as_str()) {
                continue;
            }
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&path, &file.text).with_context(|| path.display().to_string())?;
            println!("wrote {}", file.path.display());
        }
        for path in left_over(workspace, kind, &files)? {
            std::fs::remove_file(workspace.root.join(&path))?;
            println!("removed {}", path.display());
        }
    }
    Ok(())
}

/// One sentence for each file that is not what its maker makes.
pub(crate) fn differences(workspace: &Workspace, kinds: &[Kind]) -> anyhow::Result<Vec<String>> {
    let mut sentences = Vec::new();
    for kind in kinds {
        let files = (kind.make)(workspace)?;
        for file in &files {
            let name = file.path.display();
            match current(&workspace.root.join(&file.path)) {
                None => sentences.push(format!("{name} is missing: run `cargo xtask generate`")),
                Some(text) if text != file.text => sentences.push(format!(
                    "{name} is out of date from line {}: run `cargo xtask generate`",
                    first_difference(&text, &file.text)
                )),
                Some(_) => {}
            }
        }
        for path in left_over(workspace, kind, &files)? {
            sentences.push(format!(
                "{} is made by nothing any more: run `cargo xtask generate`",
                path.display()
            ));
        }
    }
    Ok(sentences)
}

/// The text in the tree, with line ends as on every system.
fn current(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(text.replace("\r\n", "\n"))
}

fn left_over(
    workspace: &Workspace,
    kind: &Kind,
    files: &[Generated],
) -> anyhow::Result<Vec<PathBuf>> {
    let Some((folder, ending)) = kind.owns else {
        return Ok(Vec::new());
    };
    let found = crate::workspace::files_below(&workspace.root.join(folder), ending)?;
    Ok(found
        .iter()
        .filter_map(|path| path.strip_prefix(&workspace.root).ok())
        .filter(|path| !files.iter().any(|file| file.path == **path))
        .map(Path::to_path_buf)
        .collect())
}

/// The first line, counted from 1, in which two texts differ.
fn first_difference(left: &str, right: &str) -> usize {
    let same = left
        .lines()
        .zip(right.lines())
        .take_while(|(left, right)| left == right)
        .count();
    same.saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_named() {
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), 2);
        assert_eq!(first_difference("a\n", "a\nb\n"), 2);
        assert_eq!(first_difference("", "a"), 1);
    }
}
