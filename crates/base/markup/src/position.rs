//! From an offset in a text to line and column, and back.

use std::fmt;
use tosei_document::Place;

/// 位置 (position): a line and a column, both counted from 1, the column in characters.
///
/// A line ends at a line feed, at a carriage return, or at both together, as editors count them. A
/// character is a Unicode scalar value: 「葛󠄀」 with its selector is two.
///
/// # Examples
///
/// ```
/// use tosei_markup::Position;
///
/// let text = "<手続>\r\n受付</手続>";
/// assert_eq!(Position::of(text, text.find("</").unwrap()).to_string(), "2:3");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column in characters.
    pub column: u32,
}

impl Position {
    /// The beginning of a text.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The position of a byte offset; one beyond the text is its end, one within a character is that
    /// character.
    ///
    /// It walks the text from its beginning: for many positions of one text, make a
    /// [`LineIndex`].
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        Self::START.after(text, 0, offset)
    }

    /// The position of `offset`, if `self` is that of `from`.
    fn after(mut self, text: &str, from: usize, offset: usize) -> Self {
        let rest = text.get(from..).unwrap_or_default();
        let bytes = rest.as_bytes();
        for (at, character) in rest.char_indices() {
            let end = from.saturating_add(at).saturating_add(character.len_utf8());
            if end > offset {
                break;
            }
            let next = bytes.get(at.saturating_add(1));
            if character == '\n' || (character == '\r' && next != Some(&b'\n')) {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self
    }

    /// The position as the place of a finding.
    #[must_use]
    pub const fn place(self) -> Place {
        Place::Line {
            line: self.line,
            column: Some(self.column),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// How many bytes lie between two remembered positions.
const STEP: usize = 1024;

/// 行の索引 (line index): positions of one text at a small price each, however long its lines are.
///
/// # Examples
///
/// ```
/// use tosei_markup::{LineIndex, Position};
///
/// let text = "一\n二三";
/// let index = LineIndex::new(text);
/// let three = text.find('三').unwrap();
/// assert_eq!(index.position(text, three), Position { line: 2, column: 2 });
/// assert_eq!(index.offset(text, Position { line: 2, column: 2 }), Some(three));
/// assert_eq!(index.offset(text, Position { line: 9, column: 1 }), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    /// The offset of a character and its position, every [`STEP`] bytes.
    marks: Vec<(usize, Position)>,
}

impl LineIndex {
    /// Walks a text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut marks = vec![(0, Position::START)];
        let (mut from, mut position) = (0usize, Position::START);
        while from < text.len() {
            let mut to = from.saturating_add(STEP).min(text.len());
            while !text.is_char_boundary(to) {
                to = to.saturating_sub(1);
            }
            position = position.after(text, from, to);
            marks.push((to, position));
            from = to;
        }
        Self { marks }
    }

    /// The position of a byte offset, as [`Position::of`] gives it; `text` is the indexed one.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let after = self.marks.partition_point(|(mark, _)| *mark <= offset);
        let (from, position) = self.mark_before(after);
        position.after(text, from, offset)
    }

    /// The byte offset of a position; `None` if the text has no such line or column.
    ///
    /// The column behind the last character of a line belongs to the line.
    #[must_use]
    pub fn offset(&self, text: &str, position: Position) -> Option<usize> {
        let after = self.marks.partition_point(|(_, mark)| *mark <= position);
        let (from, mut at) = self.mark_before(after);
        let rest = text.get(from..)?;
        for (index, character) in rest.char_indices() {
            if at == position {
                return from.checked_add(index);
            }
            if at > position {
                return None;
            }
            let end = index.saturating_add(character.len_utf8());
            at = at.after(rest, index, end);
        }
        (at == position).then_some(text.len())
    }

    fn mark_before(&self, after: usize) -> (usize, Position) {
        let mark = self.marks.get(after.saturating_sub(1));
        mark.copied().unwrap_or((0, Position::START))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_editors_end_them() {
        let text = "a\nb\r\nc\rd";
        let all: Vec<String> = (0..=text.len())
            .map(|at| Position::of(text, at).to_string())
            .collect();
        // The line feed behind a carriage return still stands on the line that both end.
        assert_eq!(
            all,
            [
                "1:1", "1:2", "2:1", "2:2", "2:3", "3:1", "3:2", "4:1", "4:2"
            ]
        );
    }

    #[test]
    fn an_index_says_what_a_walk_says() {
        let text = "あ\n".repeat(700) + &"長い行".repeat(900) + "\r\n終";
        let index = LineIndex::new(&text);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let position = index.position(&text, offset);
            assert_eq!(position, Position::of(&text, offset));
            assert_eq!(index.offset(&text, position), Some(offset));
        }
        assert_eq!(Position::of(&text, 1), Position::START);
        assert_eq!(Position::of("ab", 99).to_string(), "1:3");
    }
}
