//! The page of the conformance vectors names every suite.

use super::markdown::{code_spans, rows};
use crate::workspace::{Workspace, files_below, read_text};
use std::collections::BTreeSet;

/// A sentence for each suite that the page does not name, and for each that does not exist.
pub(super) fn check(workspace: &Workspace, problems: &mut Vec<String>) -> anyhow::Result<()> {
    let folder = workspace.root.join("conformance/suites");
    let mut suites = BTreeSet::new();
    for path in files_below(&folder, ".json")? {
        let name = path
            .strip_prefix(&folder)
            .unwrap_or(&path)
            .with_extension("");
        let parts = name
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        suites.insert(parts.collect::<Vec<_>>().join("/"));
    }
    let page = read_text(&workspace.root.join("conformance/README.md"))?;
    let rows = rows(&page);
    let named: BTreeSet<String> = rows
        .iter()
        .filter_map(|row| row.first())
        .flat_map(|cell| code_spans(cell))
        .collect();
    for suite in suites.symmetric_difference(&named) {
        problems.push(format!(
            "`{suite}` is a suite or stands in the table of conformance/README.md, not both"
        ));
    }
    Ok(())
}
