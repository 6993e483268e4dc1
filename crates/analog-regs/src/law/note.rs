//! What is odd in a law text.

use super::tree::small;
use std::{collections::HashSet, sync::OnceLock};
use tosei_document::Catalogue;
use tosei_markup::LineIndex;
use tosei_types::{coded_enum, embedded};

coded_enum! {
    /// 本文の所見 (note about a law text): the rules of [`law_rules`].
    pub enum LawNote: "note about a law text" {
        /// The file is no 法令標準XML, or holds no text.
        NotLaw = "analog_regs.law.not_law" ("法令の本文でない", "not a law text"),
        /// The file ends before its elements do.
        Truncated = "analog_regs.law.truncated" ("途中で切れている", "truncated"),
        /// Bytes that are no character of the encoding.
        Undecodable = "analog_regs.law.undecodable" ("読めないバイト", "undecodable bytes"),
        /// Another encoding than is declared.
        EncodingContradiction = "analog_regs.law.encoding_contradiction" ("文字コードの食い違い", "wrong encoding"),
        /// A tag that is none, or that closes another element.
        TagMismatch = "analog_regs.law.tag_mismatch" ("対応しないタグ", "mismatched tag"),
        /// An element that 法令標準XML does not have.
        UnknownElement = "analog_regs.law.unknown_element" ("未知の要素", "unknown element"),
        /// Text where no text stands in 法令標準XML.
        StrayText = "analog_regs.law.stray_text" ("要素の外の文字", "stray text"),
        /// A reference to a character or entity that is not known.
        UnknownReference = "analog_regs.law.unknown_reference" ("未知の参照", "unknown reference"),
        /// Elements deeper than the limit.
        TooDeep = "analog_regs.law.too_deep" ("深すぎる入れ子", "too deep"),
        /// An attribute that stands twice in a tag.
        AttributeRepeated = "analog_regs.law.attribute_repeated" ("属性の重複", "repeated attribute"),
        /// A number that is none.
        NumberUnreadable = "analog_regs.law.number_unreadable" ("読めない番号", "unreadable number"),
        /// A sentence that is too long to be one.
        SentenceTooLong = "analog_regs.law.sentence_too_long" ("長すぎる文", "sentence too long"),
        /// A bracket that is not closed in its provision.
        BracketUnclosed = "analog_regs.law.bracket_unclosed" ("閉じられていない括弧", "unclosed bracket"),
        /// Notes beyond those that are listed.
        MoreNotes = "analog_regs.law.more_notes" ("ほかの所見", "more notes"),
        /// A defect of the page.
        PageDefect = "analog_regs.law.page_defect" ("ページの不備", "defect of the page"),
        /// A number that stands twice.
        NumberRepeated = "analog_regs.law.number_repeated" ("番号の重複", "repeated number"),
        /// A number that comes behind a higher one.
        NumberOutOfOrder = "analog_regs.law.number_out_of_order" ("番号の順序", "number out of order"),
        /// A number that is left out.
        NumberGap = "analog_regs.law.number_gap" ("番号の欠け", "gap in the numbers"),
        /// A provision without text that is not said to be deleted.
        Empty = "analog_regs.law.empty" ("空の規定", "empty provision"),
    }
}

/// The rules about law texts.
#[must_use]
pub fn law_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::from_json(include_str!("../../data/rules/law.json"))
    })
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteData {
    pub(super) note: LawNote,
    /// Line and column in the source; `None` for the whole.
    pub(super) position: Option<(u32, u32)>,
    pub(super) found: Box<str>,
}

/// How many notes are kept with their places.
const MAX_NOTES: usize = 1_000;

/// Notes while a text is read: their places are offsets of the source.
#[derive(Debug, Default)]
pub(super) struct Notes {
    taken: Vec<(LawNote, u32, Box<str>)>,
    placed: Vec<NoteData>,
    more: u64,
    elements: HashSet<Box<str>>,
}

impl Notes {
    /// An element that is not known, once for each name.
    pub(super) fn add_element(&mut self, source: usize, name: &str) {
        if self.elements.contains(name) {
            return;
        }
        if self.elements.len() < MAX_NOTES {
            self.elements.insert(name.into());
        }
        self.add(LawNote::UnknownElement, source, name);
    }

    pub(super) fn add(&mut self, note: LawNote, source: usize, found: &str) {
        if self.taken.len() >= MAX_NOTES {
            self.more = self.more.saturating_add(1);
            return;
        }
        let found: String = found.chars().take(40).collect();
        self.taken.push((note, small(source), found.into()));
    }

    /// One whose place is known already, or that is about the whole.
    pub(super) fn add_placed(&mut self, note: LawNote, position: Option<(u32, u32)>, found: &str) {
        if self.placed.len() >= MAX_NOTES {
            self.more = self.more.saturating_add(1);
            return;
        }
        let found = found.chars().take(40).collect::<String>().into();
        self.placed.push(NoteData {
            note,
            position,
            found,
        });
    }

    pub(super) fn finish(self, source: &str) -> (Vec<NoteData>, u64) {
        let mut all = self.placed;
        if !self.taken.is_empty() {
            let index = LineIndex::new(source);
            all.extend(self.taken.into_iter().map(|(note, at, found)| {
                let at = index.position(source, super::tree::wide(at));
                NoteData {
                    note,
                    position: Some((at.line, at.column)),
                    found,
                }
            }));
        }
        (all, self.more)
    }
}
