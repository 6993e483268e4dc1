//! 文 (sentences): views on them.

use super::{
    LawDocument, Provision, ProvisionKind, address,
    tree::{SentenceData, range, wide},
};
use std::ops::Range;
use tosei_types::{Citation, SentencePart};

/// Names a sentence of one document: its number in the order of the text, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SentenceId(pub(super) u32);

impl SentenceId {
    /// The number in the order of the text.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// 文 (sentence) of a law text.
///
/// In 法令標準XML what a `Sentence` holds; the columns of an item are one sentence, separated by an ideographic
/// blank. In pages and plain text what ends with 「。」 outside of brackets, or with its provision.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'l> {
    pub(super) law: &'l LawDocument,
    pub(super) number: u32,
}

const NOTHING: SentenceData = SentenceData {
    span: (0, 0),
    provision: 0,
    part: None,
};

impl<'l> Sentence<'l> {
    pub(super) fn data(self) -> &'l SentenceData {
        self.law
            .sentences
            .get(wide(self.number))
            .unwrap_or(&NOTHING)
    }

    /// Its number in the document.
    #[must_use]
    pub const fn id(self) -> SentenceId {
        SentenceId(self.number)
    }

    /// The law that it is part of.
    #[must_use]
    pub const fn law(self) -> &'l LawDocument {
        self.law
    }

    /// Its bytes in the text.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        range(self.data().span)
    }

    /// What it says, with what is quoted in it.
    #[must_use]
    pub fn text(self) -> &'l str {
        self.law.text.get(self.span()).unwrap_or_default()
    }

    /// The provision that it belongs to: the paragraph, item, subitem or cell.
    #[must_use]
    pub fn provision(self) -> Provision<'l> {
        Provision {
            law: self.law,
            number: self.data().provision,
        }
    }

    /// 本文 and ただし書, or 前段, 中段 and 後段, where the provision has several sentences; `None` for the only one, and
    /// for those of four and more without ただし書.
    #[must_use]
    pub fn part(self) -> Option<SentencePart> {
        self.data().part
    }

    /// 柱書 (chapeau): whether items follow in the same provision.
    #[must_use]
    pub fn is_chapeau(self) -> bool {
        let below = |kind| matches!(kind, ProvisionKind::Item | ProvisionKind::Subitem);
        self.provision()
            .children()
            .any(|child| below(child.kind()) && child.span().start >= self.span().end)
    }

    /// Its exact citation: 「第9条の3第1項第2号」, 「第3条ただし書」; see [`Provision::citation`].
    ///
    /// 各号列記以外の部分 is not said: a sentence before items has the citation of its paragraph;
    /// [`is_chapeau`](Self::is_chapeau) tells.
    #[must_use]
    pub fn citation(self) -> Option<Citation> {
        address::citation(self.provision(), self.part())
    }

    /// Its place in words, also where no citation reaches.
    #[must_use]
    pub fn place_ja(self) -> String {
        let mut place = self.provision().place_ja();
        if let Some(part) = self.part() {
            place.push_str(part.label_ja());
        }
        place
    }

    /// Where it comes from; see [`LawDocument::source_of`].
    #[must_use]
    pub fn source_span(self) -> Range<usize> {
        self.law.source_of(self.span())
    }
}
