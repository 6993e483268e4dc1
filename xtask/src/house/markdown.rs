//! The little of Markdown that the pages at the root are read by.

use std::collections::BTreeSet;

/// The rows of all tables of a page, cell by cell, without the headers.
pub(super) fn rows(page: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut in_body = false;
    for line in page.lines().map(str::trim) {
        let Some(inside) = line.strip_prefix('|') else {
            in_body = false;
            continue;
        };
        let inside = inside.strip_suffix('|').unwrap_or(inside);
        if inside.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ')) {
            in_body = true;
        } else if in_body {
            let cells = inside.split('|').map(|cell| cell.trim().to_owned());
            rows.push(cells.collect());
        }
    }
    rows
}

/// What stands between backticks.
pub(super) fn code_spans(cell: &str) -> Vec<String> {
    let odd = cell.split('`').skip(1).step_by(2);
    odd.map(str::to_owned).collect()
}

/// The headings of the third level that are one word of code.
pub(super) fn code_headings(page: &str) -> BTreeSet<String> {
    page.lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_rows_below_its_header() {
        let page = "| id | title |\n|---|:-:|\n| `a` | b `c` `d` |\n\n| not a table |\n";
        let rows = rows(page);
        assert_eq!(rows, [["`a`", "b `c` `d`"]]);
        assert_eq!(code_spans("b `c` `d`"), ["c", "d"]);
    }

    #[test]
    fn only_headings_of_one_word_of_code_are_topics() {
        let page = "### `rounding`\n\n### Not a topic\n\n## `too-high`\n";
        assert_eq!(code_headings(page), BTreeSet::from(["rounding".to_owned()]));
    }
}
