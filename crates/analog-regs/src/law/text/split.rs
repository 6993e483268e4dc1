//! Where sentences end.

/// Brackets in which 「。」 ends no sentence.
fn depth_change(character: char) -> i32 {
    match character {
        '（' | '(' | '「' | '『' | '〔' | '［' | '【' | '｛' => 1,
        '）' | ')' | '」' | '』' | '〕' | '］' | '】' | '｝' => -1,
        _ => 0,
    }
}

/// A part of a line that belongs to one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it ends with 「。」 outside of brackets.
    pub(super) ends: bool,
}

/// Cuts a line behind each 「。」 outside of brackets; `depth` is how many brackets are open before it and
/// after it. A closing bracket that closes nothing is skipped.
pub(super) fn parts(line: &str, depth: &mut u32) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0usize;
    for (at, character) in line.char_indices() {
        match depth_change(character) {
            1 => *depth = depth.saturating_add(1),
            -1 => *depth = depth.saturating_sub(1),
            _ => {}
        }
        if character == '。' && *depth == 0 {
            let end = at.saturating_add(character.len_utf8());
            push(&mut parts, line, start, end, true);
            start = end;
        }
    }
    push(&mut parts, line, start, line.len(), false);
    parts
}

fn push(parts: &mut Vec<Part>, line: &str, start: usize, end: usize, ends: bool) {
    let Some(text) = line.get(start..end) else {
        return;
    };
    let kept = text.trim_matches(super::marker::is_blank);
    if kept.is_empty() {
        return;
    }
    let before = text
        .len()
        .saturating_sub(text.trim_start_matches(super::marker::is_blank).len());
    let start = start.saturating_add(before);
    parts.push(Part {
        start,
        end: start.saturating_add(kept.len()),
        ends,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_hold_sentences_together() {
        let line = "甲（乙。丙）は「丁。」とする。 ただし、戊。己";
        let mut depth = 0;
        let texts: Vec<&str> = parts(line, &mut depth)
            .iter()
            .map(|p| &line[p.start..p.end])
            .collect();
        assert_eq!(
            texts,
            ["甲（乙。丙）は「丁。」とする。", "ただし、戊。", "己"]
        );
        assert_eq!(depth, 0);
        assert_eq!(parts("甲（乙。", &mut depth).len(), 1);
        assert_eq!(depth, 1);
        assert_eq!(parts("丙）丁。戊", &mut depth).len(), 2);
    }
}
