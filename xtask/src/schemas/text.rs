//! Descriptions that are pages of Rust documentation, made fit for readers of a schema.

/// The part of a page in front of its first heading, one line a paragraph, without links.
pub(super) fn description(page: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    for block in page.split("\n\n") {
        let block = block.trim();
        if block.starts_with('#') || block.starts_with("```") {
            break;
        }
        paragraphs.push(without_links(&joined(block)));
    }
    paragraphs.join("\n\n")
}

/// The titles that a description begins with: `手続数 (number of procedures): …` and
/// `裁量 (discretion) of a body` give both, `基準日.` and `基準日: …` the Japanese one alone.
pub(super) fn titles(description: &str) -> Option<(&str, Option<&str>)> {
    let first = description.lines().next()?;
    let is_term = |ja: &str| {
        !ja.is_ascii() && ja.chars().count() <= 40 && !ja.contains(['。', '、', ' ', ':', '.'])
    };
    if let Some((ja, rest)) = first.split_once(" (")
        && let Some((en, _)) = rest.split_once(')')
        && is_term(ja)
    {
        return Some((ja, Some(en)));
    }
    let ja = first
        .split_once(": ")
        .map(|(ja, _)| ja)
        .or_else(|| first.strip_suffix('.'))?;
    is_term(ja).then_some((ja, None))
}

/// Lines joined: with a blank, but not between two Japanese characters.
fn joined(block: &str) -> String {
    let mut text = String::new();
    for line in block.lines().map(str::trim) {
        let between_words = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        let blank = between_words(text.chars().last()) || between_words(line.chars().next());
        if !text.is_empty() && blank {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// `` [`X`](crate::X) `` and `` [`X`] `` become `` `X` ``.
fn without_links(text: &str) -> String {
    let mut left = text;
    let mut kept = String::new();
    while let Some((before, rest)) = left.split_once("[`") {
        let Some((name, after)) = rest.split_once("`]") else {
            break;
        };
        kept.push_str(before);
        kept.push('`');
        kept.push_str(name);
        kept.push('`');
        let target = after
            .strip_prefix('(')
            .and_then(|target| target.split_once(')'));
        left = target.map_or(after, |(_, after)| after);
    }
    kept.push_str(left);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_ends_before_its_first_heading() {
        let page = "率 (rate): exact. See\n[`Percentage`] and [`percent`](Self::percent).\n\nMore.\n\n# Invariant\n\nNo.";
        assert_eq!(
            description(page),
            "率 (rate): exact. See `Percentage` and `percent`.\n\nMore."
        );
        assert_eq!(description("あ\nい"), "あい");
        assert_eq!(description("an unclosed [`link"), "an unclosed [`link");
        assert_eq!(description("```\ncode\n```"), "");
    }

    #[test]
    fn a_description_begins_with_its_titles() {
        assert_eq!(titles("率 (rate): x: y"), Some(("率", Some("rate"))));
        assert_eq!(
            titles("率の定義ID: what was counted."),
            Some(("率の定義ID", None))
        );
        assert_eq!(titles("Japanese: text"), None);
        assert_eq!(titles("これは文である。そして: text"), None);
        assert_eq!(titles("率"), None);
        assert_eq!(
            titles("裁量 (discretion) of a body.\n\nMore."),
            Some(("裁量", Some("discretion")))
        );
        assert_eq!(titles("基準日."), Some(("基準日", None)));
        assert_eq!(titles("An English sentence."), None);
        assert_eq!(titles("法6条、条例 (law) of it"), None);
    }
}
