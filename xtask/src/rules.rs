//! The page of all rules, made from the catalogues inside the crates.

use crate::{
    generate::{Content, Generated},
    workspace::{Workspace, files_below, read_text},
};
use anyhow::{Context, bail, ensure};
use serde_json::Value;
use std::{collections::BTreeSet, fmt::Write, path::PathBuf};
use tosei_document::{CATALOGUE_FORMAT_VERSION, CatalogueDocument, Rule, Severity};
use tosei_types::Language;

/// Makes `docs/rules.md`.
pub(crate) fn generate(workspace: &Workspace) -> anyhow::Result<Vec<Generated>> {
    let mut catalogues = read(workspace)?;
    catalogues.sort_by(|a, b| a.catalogue.cmp(&b.catalogue));
    Ok(vec![Generated {
        path: PathBuf::from("docs/rules.md"),
        content: Content::Text(page(&catalogues)?),
    }])
}

/// Reads every catalogue in the crates.
pub(crate) fn read(workspace: &Workspace) -> anyhow::Result<Vec<CatalogueDocument>> {
    let mut catalogues = Vec::new();
    let mut codes = BTreeSet::new();
    for package in workspace.published() {
        for path in files_below(&package.folder().join("data/rules"), ".json")? {
            let name = path.display().to_string();
            let catalogue: CatalogueDocument =
                serde_json::from_str(&read_text(&path)?).with_context(|| name.clone())?;
            check(&catalogue, &mut codes).context(name)?;
            catalogues.push(catalogue);
        }
    }
    Ok(catalogues)
}

fn check(catalogue: &CatalogueDocument, codes: &mut BTreeSet<String>) -> anyhow::Result<()> {
    ensure!(
        catalogue.format == "tosei-rule-catalogue"
            && catalogue.format_version == CATALOGUE_FORMAT_VERSION,
        "not a rule catalogue of format version 1"
    );
    for rule in &catalogue.rules {
        if !codes.insert(rule.code.clone()) {
            bail!("the rule `{}` stands twice", rule.code);
        }
        for text in [&rule.title, &rule.why, &rule.sentence] {
            ensure!(
                !text.ja.trim().is_empty() && !text.en.trim().is_empty(),
                "the rule `{}` has an empty text",
                rule.code
            );
        }
        ensure!(
            rule.good != rule.bad,
            "the good and the bad fixture of `{}` are the same",
            rule.code
        );
    }
    Ok(())
}

fn page(catalogues: &[CatalogueDocument]) -> anyhow::Result<String> {
    let mut page = String::from(
        "# 規則一覧 / Rule catalogue\n\n\
         このページは `cargo xtask rules` が各クレートの `data/rules/*.json` から作る。手で直さない。\n\
         This page is made by `cargo xtask rules` from `data/rules/*.json` in the crates; it is not\n\
         edited by hand.\n\n",
    );
    if catalogues.is_empty() {
        page.push_str("規則はまだない。 / There is no rule yet.\n");
        return Ok(page);
    }
    page.push_str("| catalogue | edition | rules | error | warning | info |\n");
    page.push_str("|---|---|--:|--:|--:|--:|\n");
    for catalogue in catalogues {
        let count = |severity| {
            let of = catalogue
                .rules
                .iter()
                .filter(|rule| rule.severity == severity);
            of.count()
        };
        writeln!(
            page,
            "| [`{}`](#{}) | {} ({}) | {} | {} | {} | {} |",
            catalogue.catalogue,
            anchor(&catalogue.catalogue),
            catalogue.edition.id,
            catalogue.edition.date,
            catalogue.rules.len(),
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Info),
        )?;
    }
    for catalogue in catalogues {
        writeln!(page, "\n## `{}`\n", catalogue.catalogue)?;
        writeln!(
            page,
            "Edition {} of {}; source: {}.",
            escape(&catalogue.edition.id),
            catalogue.edition.date,
            source(&catalogue.edition.source),
        )?;
        page.push_str("\n| rule | severity | title |\n|---|---|---|\n");
        for rule in &catalogue.rules {
            writeln!(
                page,
                "| [`{}`](#{}) | {} | {} / {} |",
                rule.code,
                anchor(&rule.code),
                rule.severity.label(Language::Ja),
                escape(&rule.title.ja),
                escape(&rule.title.en),
            )?;
        }
        for rule in &catalogue.rules {
            section(&mut page, rule)?;
        }
    }
    Ok(page)
}

fn section(page: &mut String, rule: &Rule) -> anyhow::Result<()> {
    writeln!(page, "\n### `{}`\n", rule.code)?;
    writeln!(
        page,
        "**{}** / {}\n",
        escape(&rule.title.ja),
        escape(&rule.title.en)
    )?;
    let severity = |language| rule.severity.label(language);
    writeln!(
        page,
        "- severity: {} / {}",
        severity(Language::Ja),
        severity(Language::En)
    )?;
    writeln!(page, "- why: {}", escape(&rule.why.ja))?;
    writeln!(page, "  / {}", escape(&rule.why.en))?;
    writeln!(page, "- sentence: {}", escape(&rule.sentence.ja))?;
    writeln!(page, "  / {}", escape(&rule.sentence.en))?;
    writeln!(
        page,
        "- source: {}; since {}",
        source(&rule.source),
        rule.since
    )?;
    writeln!(page, "\nGood:\n\n{}", fixture(&rule.good)?)?;
    writeln!(page, "\nBad:\n\n{}", fixture(&rule.bad)?)?;
    Ok(())
}

/// A fixture as a block; a text is shown as it is but for its line ends, other values as JSON.
fn fixture(value: &Value) -> anyhow::Result<String> {
    let (language, text) = match value {
        Value::String(text) => ("text", text.replace("\r\n", "\n")),
        _ => ("json", spread(value, 0)?),
    };
    Ok(format!("````{language}\n{text}\n````"))
}

/// How many characters a line of a fixture may have.
const WIDTH: usize = 100;

/// JSON on one line if it fits, else one entry a line.
fn spread(value: &Value, indent: usize) -> anyhow::Result<String> {
    let line = serde_json::to_string(value)?;
    let (open, close, entries): (_, _, Vec<(String, &Value)>) = match value {
        Value::Array(items) => {
            let entries = items.iter().map(|item| (String::new(), item));
            ("[", "]", entries.collect())
        }
        Value::Object(items) => {
            let key = |key: &String| serde_json::to_string(key).map(|key| format!("{key}: "));
            let entries = items.iter().map(|(name, item)| Ok((key(name)?, item)));
            ("{", "}", entries.collect::<anyhow::Result<_>>()?)
        }
        _ => return Ok(line),
    };
    if entries.is_empty() || line.chars().count().saturating_add(indent) <= WIDTH {
        return Ok(line);
    }
    // The nesting of a fixture is that of a catalogue, which serde_json has read: at most 128.
    let inner = indent.saturating_add(2);
    let mut text = String::from(open);
    for (at, (key, item)) in entries.iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.extend(std::iter::repeat_n(' ', inner));
        text.push_str(key);
        text.push_str(&spread(item, inner)?);
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    text.push_str(close);
    Ok(text)
}

/// The anchor that a page gives to a heading with a code.
fn anchor(code: &str) -> String {
    let kept = code
        .chars()
        .filter(|c| c.is_alphanumeric() || "_-".contains(*c));
    kept.collect::<String>().to_lowercase()
}

/// Where a source is explained.
fn source(id: &str) -> String {
    match id.strip_prefix("project-decision:") {
        Some(topic) => format!("[our decision `{topic}`](../DESIGN.md#{topic})"),
        None => format!("`{id}`"),
    }
}

/// Keeps a text from being read as markup.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '*' | '_' | '[' | ']' | '<' | '`' | '|' | '#' | '&' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn catalogue(rules: &Value) -> CatalogueDocument {
        serde_json::from_value(json!({
            "$schema": "x", "format": "tosei-rule-catalogue", "format_version": 1,
            "catalogue": "inventory.survey",
            "edition": {"id": "1", "date": "2026-01-01", "source": "survey-r6"},
            "rules": rules,
        }))
        .unwrap()
    }

    fn rule(code: &str, bad: &Value) -> Value {
        let text = json!({"ja": "<b>題", "en": "title"});
        json!({
            "code": code, "severity": "warning", "title": text, "why": text, "sentence": text,
            "source": "project-decision:rounding", "since": "0.1.0", "good": 1, "bad": bad,
        })
    }

    #[test]
    fn a_rule_has_all_its_parts_on_the_page_and_no_markup_of_its_own() {
        let page = page(&[catalogue(&json!([rule("a.b", &json!({"x": 2}))]))]).unwrap();
        for part in [
            "| [`inventory.survey`](#inventorysurvey) | 1 (2026-01-01) | 1 | 0 | 1 | 0 |",
            "| [`a.b`](#ab) | 要確認 | \\<b>題 / title |",
            "### `a.b`",
            "\\<b>題",
            "warning",
            "(../DESIGN.md#rounding)",
            "\"x\":2",
        ] {
            assert!(page.contains(part), "{part} is missing in {page}");
        }
    }

    #[test]
    fn a_long_fixture_is_spread_over_lines() {
        let long = "x".repeat(WIDTH);
        let value = json!({"a": [1, 2], "b": [long]});
        let lines = format!("{{\n  \"a\": [1,2],\n  \"b\": [\n    \"{long}\"\n  ]\n}}");
        assert_eq!(spread(&value, 0).unwrap(), lines);
        assert_eq!(spread(&json!({}), WIDTH).unwrap(), "{}");
    }

    #[test]
    fn a_page_without_rules_says_so() {
        assert!(page(&[]).unwrap().contains("There is no rule yet."));
    }

    #[test]
    fn one_code_names_one_rule() {
        let twice = catalogue(&json!([rule("a", &json!(2)), rule("a", &json!(2))]));
        assert!(check(&twice, &mut BTreeSet::new()).is_err());
    }

    #[test]
    fn a_bad_fixture_differs_from_the_good_one() {
        let same = catalogue(&json!([rule("a", &json!(1))]));
        assert!(check(&same, &mut BTreeSet::new()).is_err());
    }
}
