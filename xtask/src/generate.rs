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
    pub(crate) content: Content,
}

/// What stands in a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Lines; their ends may be those of another system.
    Text(String),
    /// Bytes, none of which may differ.
    Bytes(Vec<u8>),
}

impl Content {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    /// Whether a file in the tree holds this.
    fn is_in(&self, path: &Path) -> bool {
        match self {
            Self::Text(text) => current(path).as_deref() == Some(text.as_str()),
            Self::Bytes(bytes) => std::fs::read(path).is_ok_and(|found| found == *bytes),
        }
    }
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
pub(crate) const KINDS: &[Kind] = &[SCHEMA_KIND, RULE_KIND, SAMPLE_KIND, COUNTER_KIND];
/// The schemas alone.
pub(crate) const SCHEMAS: &[Kind] = &[SCHEMA_KIND];
/// The page of the rules alone.
pub(crate) const RULES: &[Kind] = &[RULE_KIND];
/// The sample alone.
pub(crate) const SAMPLE: &[Kind] = &[SAMPLE_KIND, COUNTER_KIND];

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
    owns: Some(("crates/inventory/data/sample", "")),
};
const COUNTER_KIND: Kind = Kind {
    make: sample::counters::generate,
    owns: Some((sample::counters::FOLDER, "")),
};

/// Writes the files that differ and removes those left over.
pub(crate) fn write(workspace: &Workspace, kinds: &[Kind]) -> anyhow::Result<()> {
    for kind in kinds {
        let files = (kind.make)(workspace)?;
        for file in &files {
            let path = workspace.root.join(&file.path);
            if file.content.is_in(&path) {
                continue;
            }
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&path, file.content.bytes())
                .with_context(|| path.display().to_string())?;
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
            let path = workspace.root.join(&file.path);
            if file.content.is_in(&path) {
                continue;
            }
            let from = match (&file.content, current(&path)) {
                _ if !path.exists() => {
                    sentences.push(format!("{name} is missing: run `cargo xtask generate`"));
                    continue;
                }
                (Content::Text(text), Some(found)) => {
                    format!(" from line {}", first_difference(&found, text))
                }
                _ => String::new(),
            };
            sentences.push(format!(
                "{name} is out of date{from}: run `cargo xtask generate`"
            ));
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
