//! The XML declaration.

use std::ops::Range;

/// What an XML declaration says, as spans of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declaration {
    /// The name of the encoding.
    pub(crate) encoding: Option<Range<usize>>,
    /// The offset behind `?>`.
    pub(crate) end: usize,
}

/// Whether the text begins with something that can only be an XML declaration.
pub(crate) fn begins(text: &[u8]) -> bool {
    let after = text.strip_prefix(b"<?xml");
    after.is_some_and(|rest| rest.first().is_none_or(|byte| !is_target_byte(*byte)))
}

fn is_target_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b':') || !byte.is_ascii()
}

/// Reads the declaration at the beginning of a text; `None` if it is malformed.
///
/// `'<?xml' S 'version' = '1.' digits (S 'encoding' = name)? (S 'standalone' = 'yes' | 'no')? S? '?>'`
pub(crate) fn read(text: &str) -> Option<Declaration> {
    let mut cursor = Cursor {
        text,
        at: "<?xml".len(),
    };
    let mut encoding = None;
    let mut next = cursor.pseudo_attribute()?;
    let (name, version) = next.take()?;
    let digits = text.get(version)?.strip_prefix("1.")?;
    if name != "version" || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    next = cursor.pseudo_attribute()?;
    if let Some(("encoding", span)) = &next {
        let name = text.get(span.clone())?;
        let mut bytes = name.bytes();
        let rest = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        if !bytes.next()?.is_ascii_alphabetic() || !bytes.all(rest) {
            return None;
        }
        encoding = Some(span.clone());
        next = cursor.pseudo_attribute()?;
    }
    if let Some(("standalone", span)) = &next {
        if !matches!(text.get(span.clone())?, "yes" | "no") {
            return None;
        }
        next = cursor.pseudo_attribute()?;
    }
    if next.is_some() || !text.get(cursor.at..)?.starts_with("?>") {
        return None;
    }
    Some(Declaration {
        encoding,
        end: cursor.at.checked_add(2)?,
    })
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) -> bool {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.at = self.text.len().saturating_sub(trimmed.len());
        trimmed.len() < rest.len()
    }

    /// The next name and the span of its value; inner `None` at `?>`, outer `None` if malformed.
    fn pseudo_attribute(&mut self) -> Option<Option<(&'t str, Range<usize>)>> {
        let blank = self.skip_blanks();
        let rest = self.rest();
        if rest.starts_with("?>") {
            return Some(None);
        }
        let length = rest.bytes().take_while(u8::is_ascii_lowercase).count();
        let name = rest.get(..length)?;
        if !blank || name.is_empty() {
            return None;
        }
        self.at = self.at.checked_add(length)?;
        self.skip_blanks();
        self.rest().strip_prefix('=')?;
        self.at = self.at.checked_add(1)?;
        self.skip_blanks();
        let quote = self
            .rest()
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))?;
        let start = self.at.checked_add(1)?;
        let length = self.text.get(start..)?.find(quote)?;
        let end = start.checked_add(length)?;
        self.at = end.checked_add(1)?;
        Some(Some((name, start..end)))
    }
}
