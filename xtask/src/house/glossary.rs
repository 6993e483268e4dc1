//! One term, one Rust name, and both are used.

use super::markdown::{code_spans, rows};
use crate::workspace::{Workspace, files_below, read_text};
use std::collections::BTreeSet;

/// A row of `GLOSSARY.md`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// The official term.
    pub(super) term: String,
    /// Its Rust names.
    names: Vec<String>,
    /// Where it comes from.
    pub(super) sources: Vec<String>,
}

/// The rows of the glossary; a sentence for each row of another shape.
pub(super) fn read(workspace: &Workspace, problems: &mut Vec<String>) -> anyhow::Result<Vec<Term>> {
    let page = read_text(&workspace.root.join("GLOSSARY.md"))?;
    Ok(terms(&page, problems))
}

fn terms(page: &str, problems: &mut Vec<String>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for row in rows(page) {
        let [term, _, _, _, names, sources] = row.as_slice() else {
            problems.push(format!("GLOSSARY.md has a row without six cells: {row:?}"));
            continue;
        };
        if terms.iter().any(|known| known.term == *term) {
            problems.push(format!("GLOSSARY.md has {term} twice"));
        }
        terms.push(Term {
            term: term.clone(),
            names: code_spans(names),
            sources: sources
                .replace('`', "")
                .split(", ")
                .map(str::to_owned)
                .collect(),
        });
    }
    terms
}

/// A sentence for each Rust name of the glossary that is not in the code.
pub(super) fn check(
    workspace: &Workspace,
    terms: &[Term],
    problems: &mut Vec<String>,
) -> anyhow::Result<()> {
    let mut words = BTreeSet::new();
    for package in workspace.published() {
        for file in files_below(&package.folder().join("src"), ".rs")? {
            let text = read_text(&file)?;
            let parts = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.extend(parts.map(str::to_owned));
        }
    }
    for name in terms.iter().flat_map(|term| &term.names) {
        let last = name.rsplit("::").next().unwrap_or(name);
        if !words.contains(last) {
            problems.push(format!(
                "GLOSSARY.md names `{name}`, which is not in the code"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_stands_once_in_six_cells() {
        let page = "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n\
            | 率 | りつ | rate | ours | `Rate`, `ratio::Rate` | survey-r6, definition |\n\
            | 率 | りつ | rate | ours | | definition |\n| 率 |\n";
        let mut problems = Vec::new();
        let terms = terms(page, &mut problems);
        assert_eq!(terms[0].names, ["Rate", "ratio::Rate"]);
        assert_eq!(terms[0].sources, ["survey-r6", "definition"]);
        assert_eq!(problems.len(), 2);
    }
}
