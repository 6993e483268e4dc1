//! Every source, decision and term that the vectors, the rules and the pages name is explained.

use crate::{
    rules,
    workspace::{Workspace, files_below, read_text},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Suite {
    suite: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    source: String,
}

/// What is explained: the ids of `SOURCES.md` and the topics of `DESIGN.md`.
struct Known {
    sources: BTreeSet<String>,
    topics: BTreeSet<String>,
}

impl Known {
    /// Whether `source` is explained: an id, a topic, or the word for "true by definition".
    fn explains(&self, source: &str) -> bool {
        match source.strip_prefix("project-decision:") {
            Some(topic) => self.topics.contains(topic),
            None => source == "definition" || self.sources.contains(source),
        }
    }
}

/// A sentence for each name without an explanation.
pub(crate) fn check(workspace: &Workspace, problems: &mut Vec<String>) -> anyhow::Result<()> {
    let root = &workspace.root;
    let sources = first_cells(&read_text(&root.join("SOURCES.md"))?);
    for (source, count) in counted(&sources) {
        if count > 1 {
            problems.push(format!("SOURCES.md has `{source}` {count} times"));
        }
    }
    let known = Known {
        sources: sources.into_iter().collect(),
        topics: topics(&read_text(&root.join("DESIGN.md"))?),
    };

    let mut unknown: BTreeMap<String, String> = BTreeMap::new();
    for path in files_below(&root.join("conformance/suites"), ".json")? {
        // A file of another shape is a failure of the stages that run the vectors.
        let Ok(suite) = serde_json::from_str::<Suite>(&read_text(&path)?) else {
            continue;
        };
        for case in suite
            .cases
            .iter()
            .filter(|case| !known.explains(&case.source))
        {
            let place = || format!("{}#{}", suite.suite, case.id);
            unknown.entry(case.source.clone()).or_insert_with(place);
        }
    }
    for rule in rules::read(workspace)?
        .iter()
        .flat_map(|catalogue| &catalogue.rules)
    {
        if !known.explains(&rule.source) {
            unknown
                .entry(rule.source.clone())
                .or_insert_with(|| rule.code.clone());
        }
    }
    for (source, place) in unknown {
        problems.push(format!(
            "the source `{source}` ({place}) is explained nowhere"
        ));
    }
    glossary(workspace, problems)
}

/// One term stands once, and every Rust name of the glossary is one in the code.
fn glossary(workspace: &Workspace, problems: &mut Vec<String>) -> anyhow::Result<()> {
    let mut words = BTreeSet::new();
    for package in workspace.published() {
        for file in files_below(&package.folder().join("src"), ".rs")? {
            let text = read_text(&file)?;
            let parts = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.extend(parts.map(str::to_owned));
        }
    }
    let mut terms = BTreeSet::new();
    for row in rows(&read_text(&workspace.root.join("GLOSSARY.md"))?) {
        let [term, _, _, _, names, ..] = row.as_slice() else {
            problems.push(format!("GLOSSARY.md has a row of another shape: {row:?}"));
            continue;
        };
        if !terms.insert(term.clone()) {
            problems.push(format!("GLOSSARY.md has {term} twice"));
        }
        for name in code_spans(names) {
            let word = name.rsplit("::").next().unwrap_or(&name);
            if !words.contains(word) {
                problems.push(format!(
                    "GLOSSARY.md names `{name}`, which is not in the code"
                ));
            }
        }
    }
    Ok(())
}

/// The rows of all tables of a page, cell by cell, without the headers.
fn rows(page: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut in_body = false;
    for line in page.lines() {
        let line = line.trim();
        let Some(inside) = line
            .strip_prefix('|')
            .map(|line| line.strip_suffix('|').unwrap_or(line))
        else {
            in_body = false;
            continue;
        };
        if inside.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ')) {
            in_body = true;
        } else if in_body {
            rows.push(
                inside
                    .split('|')
                    .map(|cell| cell.trim().to_owned())
                    .collect(),
            );
        }
    }
    rows
}

/// The code in the first cell of each row.
fn first_cells(page: &str) -> Vec<String> {
    let rows = rows(page);
    rows.iter()
        .filter_map(|row| row.first())
        .flat_map(|cell| code_spans(cell))
        .collect()
}

/// The headings of the third level that are one word of code.
fn topics(page: &str) -> BTreeSet<String> {
    page.lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .map(str::to_owned)
        .collect()
}

/// What stands between backticks.
fn code_spans(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn counted(names: &[String]) -> BTreeMap<&str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        let count = counts.entry(name).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a\n\n| id | title |\n|---|:-:|\n| `survey-r6` | x |\n| `era-law` | `y` |\n\n### `rounding`\n\n### Not a topic\n";

    #[test]
    fn ids_stand_in_the_first_cell_and_topics_in_headings() {
        assert_eq!(first_cells(PAGE), ["survey-r6", "era-law"]);
        assert_eq!(topics(PAGE), BTreeSet::from(["rounding".to_owned()]));
    }

    #[test]
    fn a_source_is_an_id_a_decision_or_a_definition() {
        let known = Known {
            sources: first_cells(PAGE).into_iter().collect(),
            topics: topics(PAGE),
        };
        assert!(known.explains("survey-r6"));
        assert!(known.explains("definition"));
        assert!(known.explains("project-decision:rounding"));
        assert!(!known.explains("rounding"));
        assert!(!known.explains("project-decision:survey-r6"));
        assert!(!known.explains("survey-r5"));
    }

    #[test]
    fn names_are_counted() {
        let names = ["a", "b", "a"].map(str::to_owned);
        assert_eq!(counted(&names), BTreeMap::from([("a", 2), ("b", 1)]));
    }
}
