//! Texts in two languages, and what may not stand in a page as it is.

use std::borrow::Cow;
use tosei_types::{Label, Language};

/// 表示文 (text): what a page shows, in Japanese and in English.
///
/// There are two kinds. A text of the page's own has both languages, and the reader's choice
/// decides which one shows. A text from the data (a procedure's name, a cell) exists once, shows
/// in both, and is marked as Japanese for screen readers.
///
/// # Invariant
///
/// Nothing in a text is markup: `<script>` shows as `<script>`. Characters that a page must not
/// contain, or that would turn the reading direction around, are written out as
/// [`visible_text`] does. Neither can be switched off.
///
/// # Examples
///
/// ```
/// use tosei_page::Text;
/// use tosei_types::{Label, Language};
///
/// let heading = Text::new("手続の棚卸", "Inventory of procedures");
/// assert_eq!(heading.in_language(Language::En), "Inventory of procedures");
///
/// let name = Text::data("住民票の写しの交付");
/// assert_eq!(name.in_language(Language::En), "住民票の写しの交付");
///
/// // A missing translation does not leave a hole: the other language shows.
/// assert_eq!(Text::new("申請等", "").in_language(Language::En), "申請等");
/// assert_eq!(Text::from(Label::new("申請等", "Applications")), Text::new("申請等", "Applications"));
/// ```
#[doc(alias = "表示文")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text(Form);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    Both { ja: String, en: String },
    One { text: String, language: Language },
}

impl Text {
    /// Puts the two languages together; if one is blank, the other shows in its place.
    #[must_use]
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        let (ja, en) = (ja.into(), en.into());
        Self(match (ja.trim().is_empty(), en.trim().is_empty()) {
            (false, false) => Form::Both { ja, en },
            (true, false) => Form::One {
                text: en,
                language: Language::En,
            },
            _ => Form::One {
                text: ja,
                language: Language::Ja,
            },
        })
    }

    /// A Japanese text as the data has it, shown in both languages.
    #[must_use]
    pub fn data(text: impl Into<String>) -> Self {
        Self(Form::One {
            text: text.into(),
            language: Language::Ja,
        })
    }

    /// The text that shows when `language` is chosen, as it was given.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match &self.0 {
            Form::Both { ja, en } => match language {
                Language::Ja => ja,
                Language::En => en,
            },
            Form::One { text, .. } => text,
        }
    }

    /// The language the text is really in when `chosen` is chosen.
    pub(crate) fn language(&self, chosen: Language) -> Language {
        match &self.0 {
            Form::Both { .. } => chosen,
            Form::One { language, .. } => *language,
        }
    }

    /// Whether the text is the same whatever is chosen.
    pub(crate) fn is_single(&self) -> bool {
        matches!(self.0, Form::One { .. })
    }

    /// Whether nothing would show.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.0 {
            Form::Both { .. } => false,
            Form::One { text, .. } => text.trim().is_empty(),
        }
    }
}

impl From<Label> for Text {
    fn from(label: Label) -> Self {
        Self::new(label.ja, label.en)
    }
}

impl From<&Label> for Text {
    fn from(label: &Label) -> Self {
        Self::new(label.ja.as_str(), label.en.as_str())
    }
}

/// Writes out the characters that a page cannot show as they are, as `[U+202E]`.
///
/// Written out are control characters, the embeddings, overrides and isolates that change the
/// reading direction (U+202A to U+202E, U+2066 to U+2069), the deprecated format characters
/// (U+206A to U+206F), interlinear annotation (U+FFF9 to U+FFFB), the byte order mark, tag
/// characters, and code points that are no characters. Line ends of every kind become one line
/// feed; the tab stays. Everything else stays as it is, right-to-left letters included.
///
/// Escaping of `<`, `>`, `&` and `"` is another step, which every page does by itself.
///
/// # Examples
///
/// ```
/// use tosei_page::visible_text;
///
/// assert_eq!(visible_text("申請\u{202E}書"), "申請[U+202E]書");
/// assert_eq!(visible_text("一行目\r\n二行目"), "一行目\n二行目");
/// assert!(matches!(visible_text("住民票"), std::borrow::Cow::Borrowed(_)));
/// ```
#[must_use]
pub fn visible_text(text: &str) -> Cow<'_, str> {
    let stays = |c: char| !must_be_written_out(c) && !matches!(c, '\r' | '\u{2028}' | '\u{2029}');
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len().saturating_add(16));
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                shown.push('\n');
            }
            '\u{2028}' | '\u{2029}' => shown.push('\n'),
            other if must_be_written_out(other) => {
                shown.push_str(&format!("[U+{:04X}]", u32::from(other)));
            }
            other => shown.push(other),
        }
    }
    Cow::Owned(shown)
}

fn must_be_written_out(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        // Embeddings, overrides, isolates, deprecated format characters.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => true,
        // Interlinear annotation, byte order mark, tags.
        '\u{FFF9}'..='\u{FFFB}' | '\u{FEFF}' | '\u{E0001}'..='\u{E007F}' => true,
        // Code points that are no characters: the last two of every plane, and 32 more.
        '\u{FDD0}'..='\u{FDEF}' => true,
        other => other.is_control() || u32::from(other) & 0xFFFE == 0xFFFE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_every_range_are_written_out_and_their_neighbours_stay() {
        for (first, last) in [
            (0x00, 0x08),
            (0x0B, 0x0C),
            (0x0E, 0x1F),
            (0x7F, 0x9F),
            (0x202A, 0x202E),
            (0x2066, 0x206F),
            (0xFDD0, 0xFDEF),
            (0xFEFF, 0xFEFF),
            (0xFFF9, 0xFFFB),
            (0xFFFE, 0xFFFF),
            (0x1FFFE, 0x1FFFF),
            (0xE0001, 0xE007F),
            (0x10FFFE, 0x10FFFF),
        ] {
            for code in [first, last] {
                let text = char::from_u32(code).unwrap().to_string();
                assert_eq!(visible_text(&text), format!("[U+{code:04X}]"));
            }
        }
        for stays in "\t\n \u{7E}\u{A0}\u{200B}\u{200E}\u{2065}\u{2070}\u{FDCF}\u{FDF0}\u{FEFE}\u{FFFD}\u{1FFFD}\u{20000}\u{E0100}".chars() {
            let text = stays.to_string();
            assert_eq!(visible_text(&text), text);
        }
    }

    #[test]
    fn a_blank_language_shows_the_other_one() {
        for (text, language) in [
            (Text::new(" ", "Name"), Language::En),
            (Text::new("名", "\n"), Language::Ja),
        ] {
            assert!(text.is_single() && !text.is_blank());
            assert_eq!(text.language(Language::Ja), language);
            assert_eq!(text.language(Language::En), language);
            assert_eq!(
                text.in_language(Language::Ja),
                text.in_language(Language::En)
            );
        }
        assert!(Text::new("", " ").is_blank());
    }

    #[test]
    fn every_line_end_becomes_one_line_feed() {
        assert_eq!(
            visible_text("a\r\nb\rc\nd\u{2028}e\u{2029}f\r"),
            "a\nb\nc\nd\ne\nf\n"
        );
    }
}
