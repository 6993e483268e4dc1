//! 引用 (references): what 「前条第二項」, 「第五条から第七条まで」 and the like mean where they stand.

mod resolve;
mod scan;
mod word;

use super::{LawDocument, Provision, Sentence};
use std::ops::Range;
use tosei_types::{Citation, coded_enum};

coded_enum! {
    /// 解決できない理由 (why a reference has no target in its law).
    pub enum UnresolvedReason: "reason of an unresolved reference" {
        /// It is a provision of another law.
        OtherLaw = "other_law" ("他の法令の規定", "provision of another law"),
        /// A 附則 of an amendment means the amending act itself.
        AmendingAct = "amending_act" ("改正法令の本則", "main provisions of the amending act"),
        /// The law has no such provision.
        NoSuchProvision = "no_such_provision" ("該当する規定がない", "no such provision"),
        /// 「同条」 and the like, and nothing was named before.
        NothingBefore = "nothing_before" ("先に示した規定がない", "nothing was named before"),
        /// It stands in 「」: words of another provision.
        Quoted = "quoted" ("引用された字句の中", "within quoted words"),
    }
}

/// 引用の先 (target): a provision that a reference means, and its citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceTarget<'l> {
    /// The provision.
    pub provision: Provision<'l>,
    /// Its citation, with 本文 or ただし書 if the reference says it; `None` for chapters and the like.
    pub citation: Option<Citation>,
}

/// 引用 (reference) in a sentence, and what it means.
///
/// A range 「第五条から第七条まで」, 「前三項」 and 「前各号」 have one target for each provision that the law has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawReference<'l> {
    pub(super) law: &'l LawDocument,
    pub(super) span: (usize, usize),
    pub(super) targets: Vec<ReferenceTarget<'l>>,
    pub(super) reason: Option<UnresolvedReason>,
    pub(super) other_law: Option<Box<str>>,
}

impl<'l> LawReference<'l> {
    /// Its bytes in the text of the law.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.0..self.span.1
    }

    /// The words: 「前条第二項」.
    #[must_use]
    pub fn text(&self) -> &'l str {
        self.law.text().get(self.span()).unwrap_or_default()
    }

    /// The provisions that it means, in the order of the law; empty if there is a [`reason`](Self::reason).
    #[must_use]
    pub fn targets(&self) -> &[ReferenceTarget<'l>] {
        &self.targets
    }

    /// Why there is no target.
    #[must_use]
    pub const fn reason(&self) -> Option<UnresolvedReason> {
        self.reason
    }

    /// The other law as the text names it: 「河川法」, 「法」, 「同法」; as far as it can be told from the words before
    /// it.
    #[must_use]
    pub fn other_law(&self) -> Option<&str> {
        self.other_law.as_deref()
    }
}

impl<'l> Sentence<'l> {
    /// The references of the sentence in order, each with what it means in this law.
    ///
    /// Understood are 第N条・項・号 with イ and （１）, 編 to 目, 前・次・同・この・本 with them, 前N条, 各号 and 各項, 附則, 別表, 本文 and ただし書, and ranges with
    /// から…まで. What a reference leaves out is taken from the one before it if only a word like 及び stands
    /// between, else from where it stands. In the 附則 of an amendment 第N条 without 附則 is the amending act's.
    /// Provisions of other laws are named with the law, and not resolved.
    ///
    /// # Not to be confused with
    ///
    /// [`read_citation_cell`](tosei_types::read_citation_cell), which reads a cell of citations without a law.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::law::LawDocument;
    /// use tosei_document::Limits;
    ///
    /// let text = "第1条　甲は、閲覧することができる。\n第2条　乙は、届け出る。\n2　前条及び前項の規定は、河川法第9条の届出に準用する。";
    /// let law = LawDocument::read_text(text.as_bytes(), &Limits::default())?;
    /// let references = law.sentences().last().unwrap().references();
    /// let said: Vec<(&str, Vec<String>, Option<&str>)> = references
    ///     .iter()
    ///     .map(|r| {
    ///         let places = r.targets().iter().filter_map(|t| Some(t.citation.as_ref()?.to_string()));
    ///         (r.text(), places.collect(), r.other_law())
    ///     })
    ///     .collect();
    /// assert_eq!(said, [
    ///     ("前条", vec!["第1条".to_owned()], None),
    ///     ("前項", vec!["第2条第1項".to_owned()], None),
    ///     ("第9条", vec![], Some("河川法")),
    /// ]);
    /// # Ok::<(), tosei_analog_regs::law::LawTextError>(())
    /// ```
    #[must_use]
    pub fn references(self) -> Vec<LawReference<'l>> {
        resolve::references(self)
    }
}
