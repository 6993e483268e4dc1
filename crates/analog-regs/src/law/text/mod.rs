//! Plain text and pages: the tree by the conventions of Japanese numbering.

mod grow;
mod loose;
mod marker;
mod page;
mod provisions;
mod split;

use super::{
    LawDocument, LawFormat, LawTextError,
    build::Builder,
    format::decode,
    note::{LawNote, Notes},
    tree::{Run, small},
    xml,
};
use grow::Grower;
use tosei_document::Limits;

/// Kana and kanji: no sentence of a law is without them.
fn is_japanese(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

impl LawDocument {
    /// Reads a law text in any of the formats, as [`LawFormat::of`] tells them apart.
    ///
    /// # Errors
    ///
    /// As for the reader of the format.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, LawTextError> {
        match LawFormat::of(bytes) {
            LawFormat::Xml => Self::read_xml(bytes, limits),
            LawFormat::Html => Self::read_html(bytes, limits),
            LawFormat::Text => Self::read_text(bytes, limits),
        }
    }

    /// Reads plain text as it is pasted from a law or an ordinance; [`text`](Self::text) is that text,
    /// character by character.
    ///
    /// A provision begins on a line with its number and a blank: 第N編・章・節・款・目, 第N条, 項 (`2`, `２`, ②), 号 (一, or `(1)` where
    /// the paragraph has no 一), イ, ア, （１）, （イ）, （ｉ）. 「（見出し）」 is the heading of the article or paragraph on the next
    /// line. 附則, 別表 and 様式 stand on a line of their own. A line without a number goes on with the sentence
    /// before it; where that has ended it is an unnumbered paragraph (in articles whose paragraphs have
    /// no numbers) or another sentence. Cells of a row are separated by tabs.
    ///
    /// # Errors
    ///
    /// - [`LawTextError::TooLarge`] for more than `limits.bytes` bytes.
    /// - [`LawTextError::TooManyItems`] for more than `limits.items` provisions and sentences.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::law::LawDocument;
    /// use tosei_document::Limits;
    ///
    /// let text = "第2条　次に掲げる者は、閲覧することができる。\n(1)　住民\n(2)　次のいずれかに該当する者\nア　相続人\n附　則\nこの条例は、公布の日から施行する。";
    /// let law = LawDocument::read_text(text.as_bytes(), &Limits::default())?;
    /// let places: Vec<String> = law.sentences().filter_map(|s| Some(s.citation()?.to_string())).collect();
    /// assert_eq!(places, ["第2条", "第2条第1号", "第2条第2号", "第2条第2号ア", "附則"]);
    /// # Ok::<(), tosei_analog_regs::law::LawTextError>(())
    /// ```
    pub fn read_text(bytes: &[u8], limits: &Limits) -> Result<Self, LawTextError> {
        xml::check_size(bytes, limits)?;
        let mut notes = Notes::default();
        let source = decode(bytes, &mut notes).into_owned();
        let builder = Builder::new(String::new(), notes, limits.items);
        let mut grower = Grower::new(&source, builder);
        let mut at = 0usize;
        for line in source.split_inclusive('\n') {
            grower.line(at..at.saturating_add(line.len()));
            at = at.saturating_add(line.len());
            if grower.builder.is_full() {
                break;
            }
        }
        let mut builder = grower.finish();
        if builder.text_end() == 0 || !source.chars().any(is_japanese) {
            builder.notes.add_placed(LawNote::NotLaw, None, "第1条");
        }
        let end = small(source.len());
        builder.text.clone_from(&source);
        let runs = vec![Run {
            text: 0,
            source: 0,
            source_end: end,
        }];
        builder.finish(LawFormat::Text, &source, runs)
    }
}
