//! Every source and decision that the vectors, the rules, the glossary and the documentation
//! name is explained.

use super::{
    glossary::Term,
    markdown::{code_headings, code_spans, rows},
};
use crate::workspace::{Workspace, files_below, read_text};
use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;
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

/// A source and where it is named.
type Named = (String, String);

/// A sentence for each source that is explained nowhere, with one place that names it.
pub(super) fn check(
    workspace: &Workspace,
    terms: &[Term],
    problems: &mut Vec<String>,
) -> anyhow::Result<()> {
    let ids = ids(&read_text(&workspace.root.join("SOURCES.md"))?);
    let design = read_text(&workspace.root.join("DESIGN.md"))?;
    let known = Known {
        sources: ids.iter().cloned().collect(),
        topics: code_headings(&design),
    };
    let listed = listed_topics(&design);
    for topic in known.topics.symmetric_difference(&listed) {
        problems.push(format!(
            "DESIGN.md has the topic `{topic}` in its table or as a heading, not both"
        ));
    }
    if known.sources.len() != ids.len() {
        problems.push("SOURCES.md has an id twice".to_owned());
    }

    let mut named = in_suites(workspace)?;
    named.extend(in_data(workspace)?);
    named.extend(in_documentation(workspace)?);
    for term in terms {
        let place = format!("GLOSSARY.md, {}", term.term);
        named.extend(
            term.sources
                .iter()
                .map(|source| (source.clone(), place.clone())),
        );
    }
    let unknown: BTreeMap<String, String> = named
        .into_iter()
        .filter(|(source, _)| !known.explains(source))
        .collect();
    for (source, place) in unknown {
        problems.push(format!(
            "the source `{source}` ({place}) is explained nowhere"
        ));
    }
    Ok(())
}

/// The topics that the table of a page links to.
fn listed_topics(page: &str) -> BTreeSet<String> {
    let rows = rows(page);
    let cells = rows.iter().flatten();
    let links = cells.filter_map(|cell| cell.strip_prefix("[`")?.split_once("`](#"));
    links.map(|(topic, _)| topic.to_owned()).collect()
}

/// The code in the first cell of each row.
fn ids(page: &str) -> Vec<String> {
    let rows = rows(page);
    let first = rows.iter().filter_map(|row| row.first());
    first.flat_map(|cell| code_spans(cell)).collect()
}

fn in_suites(workspace: &Workspace) -> anyhow::Result<Vec<Named>> {
    let mut named = Vec::new();
    for path in files_below(&workspace.root.join("conformance/suites"), ".json")? {
        // A file of another shape is a failure of the stages that run the vectors.
        let Ok(suite) = serde_json::from_str::<Suite>(&read_text(&path)?) else {
            continue;
        };
        for case in suite.cases {
            named.push((case.source, format!("{}#{}", suite.suite, case.id)));
        }
    }
    Ok(named)
}

/// Every `source` in the data of the crates: rules, rates, lists and their editions. In a sample, a source is
/// what a fictional office wrote there.
fn in_data(workspace: &Workspace) -> anyhow::Result<Vec<Named>> {
    let mut named = Vec::new();
    for package in workspace.published() {
        for path in files_below(&package.folder().join("data"), ".json")? {
            let place = path.strip_prefix(&workspace.root).unwrap_or(&path);
            if place.components().any(|part| part.as_os_str() == "sample") {
                continue;
            }
            let data: Value = serde_json::from_str(&read_text(&path)?)
                .with_context(|| path.display().to_string())?;
            let sources = sources_of_data(&data).into_iter();
            named.extend(sources.map(|source| (source, place.display().to_string())));
        }
    }
    Ok(named)
}

/// The text of every key `source`, but for the fixtures of rules, which are somebody's made-up data.
fn sources_of_data(data: &Value) -> Vec<String> {
    let mut sources = Vec::new();
    let mut left = vec![data];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(items) => left.extend(items),
            Value::Object(items) => {
                for (key, item) in items {
                    match (key.as_str(), item) {
                        ("good" | "bad" | "extensions", _) => {}
                        ("source", Value::String(source)) => sources.push(source.clone()),
                        _ => left.push(item),
                    }
                }
            }
            _ => {}
        }
    }
    sources
}

fn in_documentation(workspace: &Workspace) -> anyhow::Result<Vec<Named>> {
    let mut named = Vec::new();
    for package in workspace.published() {
        for path in files_below(&package.folder().join("src"), ".rs")? {
            let place = path.strip_prefix(&workspace.root).unwrap_or(&path);
            for source in sources_of_page(&read_text(&path)?) {
                named.push((source, place.display().to_string()));
            }
        }
    }
    Ok(named)
}

/// The sources that documentation names: in words like ``Source `survey-r6` ``, and all ids
/// under a heading `# Source`.
fn sources_of_page(code: &str) -> Vec<String> {
    let in_words = code.split("ource `").skip(1);
    let in_words = in_words.filter_map(|rest| rest.split_once('`'));
    let mut named: Vec<&str> = in_words.map(|(name, _)| name).collect();
    for section in code.split("/// # Source\n").skip(1) {
        let lines = section.lines().map(str::trim_start);
        let page = lines.take_while(|line| line.starts_with("///") && !line.starts_with("/// #"));
        named.extend(page.flat_map(|line| line.split('`').skip(1).step_by(2)));
    }
    let named = named.into_iter().filter(|name| {
        let topic = name.strip_prefix("project-decision:");
        topic.is_some() || (name.contains('-') && name.chars().all(is_id_character))
    });
    named.map(str::to_owned).collect()
}

fn is_id_character(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_an_id_a_decision_or_a_definition() {
        let sources = "| id | title |\n|---|---|\n| `survey-r6` | `x` |\n| `era-law` | y |\n";
        let known = Known {
            sources: ids(sources).into_iter().collect(),
            topics: code_headings("### `rounding`\n"),
        };
        assert!(known.explains("survey-r6"));
        assert!(known.explains("definition"));
        assert!(known.explains("project-decision:rounding"));
        assert!(!known.explains("rounding"));
        assert!(!known.explains("project-decision:survey-r6"));
        assert!(!known.explains("x"));
    }

    #[test]
    fn documentation_names_its_sources_in_words() {
        let code = "/// Source `survey-r6`, see\n\
            /// a resource `x` and the source `Rate`, source `era-law`.";
        assert_eq!(sources_of_page(code), ["survey-r6", "era-law"]);
        let code = "    /// # Source\n    ///\n    /// `data-use-act` (9条), `project-decision:x`;\n\
            /// see `Rate`.\n    /// # Examples\n    /// `not-one`\n";
        assert_eq!(
            sources_of_page(code),
            ["data-use-act", "project-decision:x"]
        );
    }

    #[test]
    fn topics_are_listed_by_their_links() {
        let page = "| s | t |\n|---|---|\n| x | [`a-b`](#a-b) |\n| y | `c-d` |\n";
        assert_eq!(listed_topics(page), BTreeSet::from(["a-b".to_owned()]));
    }

    #[test]
    fn data_names_its_sources_under_a_key() {
        let data = serde_json::json!({
            "edition": {"source": "a-1"},
            "rules": [{"source": "b-2", "good": {"source": "made-up"}, "n": 1}],
        });
        let mut sources = sources_of_data(&data);
        sources.sort();
        assert_eq!(sources, ["a-1", "b-2"]);
    }
}
