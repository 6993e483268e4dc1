//! 規定 (provisions): views on the parts of a law text.

use super::{
    LawDocument, ProvisionKind, Sentence, address,
    tree::{Extra, ProvisionData, range, small, wide},
};
use std::ops::Range;
use tosei_types::{Citation, ProvisionNumber, Subitem};

/// Names a provision of one document: its number in the order of the text, 0 for the law itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProvisionId(pub(super) u32);

impl ProvisionId {
    /// The number in the order of the text.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// 規定 (provision): a part of a law, from the whole to a cell of a table.
#[derive(Debug, Clone, Copy)]
pub struct Provision<'l> {
    pub(super) law: &'l LawDocument,
    pub(super) number: u32,
}

impl PartialEq for Provision<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && std::ptr::eq(self.law, other.law)
    }
}

impl Eq for Provision<'_> {}

/// What a number that is no provision's would have; never seen, as numbers come from the arrays.
const NOTHING: ProvisionData = ProvisionData {
    kind: ProvisionKind::Other,
    deleted: false,
    parent: 0,
    subtree_end: 0,
    span: (0, 0),
    sentences: (0, 0),
    label: (0, 0),
    heading: (0, 0),
    number: None,
    subitem: None,
};

impl<'l> Provision<'l> {
    pub(super) fn data(self) -> &'l ProvisionData {
        self.law
            .provisions
            .get(wide(self.number))
            .unwrap_or(&NOTHING)
    }

    fn slice(self, span: (u32, u32)) -> Option<&'l str> {
        self.law
            .text
            .get(range(span))
            .filter(|text| !text.is_empty())
    }

    /// Its number in the document.
    #[must_use]
    pub const fn id(self) -> ProvisionId {
        ProvisionId(self.number)
    }

    /// The law that it is part of.
    #[must_use]
    pub const fn law(self) -> &'l LawDocument {
        self.law
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> ProvisionKind {
        self.data().kind
    }

    /// 削除 (deleted): the number is kept and the text is gone.
    #[must_use]
    pub fn is_deleted(self) -> bool {
        self.data().deleted
    }

    /// Its bytes in the text, with its number, heading and all provisions in it.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        range(self.data().span)
    }

    /// All that it says, with its number and heading.
    #[must_use]
    pub fn text(self) -> &'l str {
        self.law.text.get(self.span()).unwrap_or_default()
    }

    /// 番号 as it is printed: 「第九条の三」, 「２」, 「イ」, 「別表第一」; `None` where none is printed.
    #[must_use]
    pub fn label(self) -> Option<&'l str> {
        self.slice(self.data().label)
    }

    /// 見出し (heading) as it is printed: 「（目的）」, 「第一章　総則」.
    #[must_use]
    pub fn heading(self) -> Option<&'l str> {
        self.slice(self.data().heading)
    }

    /// Its number; of a range the first. Unnumbered paragraphs are counted.
    #[must_use]
    pub fn number(self) -> Option<ProvisionNumber> {
        self.data().number
    }

    /// The last number of 「第十二条から第十五条まで」; `None` where there is one number.
    #[must_use]
    pub fn number_end(self) -> Option<ProvisionNumber> {
        match self.extra()? {
            Extra::NumberEnd(number) => Some(*number),
            Extra::Act(_) => None,
        }
    }

    /// The act that a 附則 came with, as it is printed: 「平成二六年六月一三日法律第六九号」.
    #[must_use]
    pub fn amending_act(self) -> Option<&'l str> {
        match self.extra()? {
            Extra::Act(act) => Some(act),
            Extra::NumberEnd(_) => None,
        }
    }

    fn extra(self) -> Option<&'l Extra> {
        let extras = &self.law.extras;
        let at = extras
            .binary_search_by_key(&self.number, |(number, _)| *number)
            .ok()?;
        extras.get(at).map(|(_, extra)| extra)
    }

    /// Its sign, if it is a subitem: イ, （１）, （ｉ）.
    #[must_use]
    pub fn subitem(self) -> Option<Subitem> {
        self.data().subitem
    }

    /// The provision that it stands in; `None` for the law itself.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        let number = self.data().parent;
        (number != self.number).then_some(Self { number, ..self })
    }

    /// The provisions around it, from the innermost to the law.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |outer| outer.parent())
    }

    /// The innermost provision of a kind that it is or stands in.
    #[must_use]
    pub fn nearest(self, kind: ProvisionKind) -> Option<Self> {
        std::iter::once(self)
            .chain(self.ancestors())
            .find(|provision| provision.kind() == kind)
    }

    /// The provisions that stand in it directly.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let end = self.data().subtree_end;
        let mut next = self.number.saturating_add(1);
        std::iter::from_fn(move || {
            let child = Self {
                number: next,
                ..self
            };
            if next >= end {
                return None;
            }
            next = child.data().subtree_end.max(next.saturating_add(1));
            Some(child)
        })
    }

    /// All provisions in it, at any depth, in the order of the text.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        let inside = self.number.saturating_add(1)..self.data().subtree_end;
        inside.map(move |number| Self { number, ..self })
    }

    /// Whether another provision of the same law is this one or stands in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        std::ptr::eq(self.law, other.law)
            && (self.number..self.data().subtree_end.max(self.number.saturating_add(1)))
                .contains(&other.number)
    }

    /// Its own sentences, without those of the provisions in it.
    pub fn sentences(self) -> impl Iterator<Item = Sentence<'l>> {
        self.all_sentences()
            .filter(move |sentence| sentence.data().provision == self.number)
    }

    /// The sentences of it and of all provisions in it.
    pub fn all_sentences(self) -> impl Iterator<Item = Sentence<'l>> {
        let (first, end) = self.data().sentences;
        (first..end).map(move |number| Sentence {
            law: self.law,
            number,
        })
    }

    /// The narrowest citation that covers it: 「第9条の3第1項第2号」.
    ///
    /// The only paragraph of an article has no number of its own in it, as laws are cited. Provisions
    /// that citations do not reach (a row without a number, 備考, what an amendment quotes, 附則別表) have that of
    /// the provision around them; [`is_cited_exactly`](Self::is_cited_exactly) tells. `None` for what no
    /// citation covers: title, contents, 前文, a form.
    #[must_use]
    pub fn citation(self) -> Option<Citation> {
        address::citation(self, None)
    }

    /// Whether [`citation`](Self::citation) names it and nothing wider.
    #[must_use]
    pub fn is_cited_exactly(self) -> bool {
        address::parts(self).1
    }

    /// Its place in words, also where no citation reaches: 「前文第1項」, 「別表第1（備考）」.
    #[must_use]
    pub fn place_ja(self) -> String {
        address::place_ja(self)
    }

    /// Where it comes from; see [`LawDocument::source_of`].
    #[must_use]
    pub fn source_span(self) -> Range<usize> {
        self.law.source_of(self.span())
    }

    /// The place among its siblings of the same kind, from 1.
    #[must_use]
    pub fn ordinal(self) -> u32 {
        let Some(parent) = self.parent() else {
            return 1;
        };
        let before = parent
            .children()
            .take_while(|other| other.number < self.number);
        small(before.filter(|other| other.kind() == self.kind()).count()).saturating_add(1)
    }
}
