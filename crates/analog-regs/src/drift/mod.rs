//! 改正による移動 (drift): where the provisions of one version of a law stand in another.
//!
//! [`LawDrift::between`] pairs the provisions of two versions; [`LawDrift::follow`] says where a citation
//! has gone, and why.

mod body;
mod entry;
mod follow;
mod pairing;

pub use entry::{DriftEntry, DriftKind, PairingBasis};
pub use follow::{ClauseDrift, Followed};

use crate::law::{LawDocument, Provision, ProvisionId, ProvisionKind};
use std::collections::HashMap;

/// 改正による移動 (drift) between two versions of a law: every article, paragraph, item and subitem of the one with
/// its counterpart in the other, or without.
///
/// # How provisions are paired
///
/// From the law down: 本則 with 本則, 附則 with the 附則 of the same act, 別表 by their numbers; then the articles of a part,
/// the paragraphs of paired articles, and so on. Among them first those that say the same, then those
/// of the same number that say something similar, then the most similar ones, then those of the same
/// number and heading; last, what is left is looked for in other articles. Alike is measured in pairs of
/// neighbouring characters, numbers and references among them; the thresholds are ours.
///
/// # Invariant
///
/// A provision has at most one counterpart, of the same kind. The answer depends on the two texts alone.
///
/// # Not to be confused with
///
/// The amending ordinance: what was done to the text is not known, only what it was and is.
///
/// # Source
///
/// `project-decision:law-drift`.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{drift::{DriftKind, LawDrift}, law::LawDocument};
/// use tosei_document::Limits;
///
/// let read = |text: &str| LawDocument::read_text(text.as_bytes(), &Limits::default());
/// let old = read("第1条　この条例は、閲覧について定める。\n第2条　閲覧は、市役所において行う。")?;
/// let new = read("第1条　この条例は、閲覧について定める。\n第2条　手数料は、無料とする。\n第3条　閲覧は、市役所において行う。")?;
/// let drift = LawDrift::between(&old, &new);
/// let followed = drift.follow(&"第2条".parse()?).unwrap();
/// assert_eq!(followed.kind, DriftKind::Moved);
/// assert_eq!(followed.to.unwrap().to_string(), "第3条");
/// assert_eq!(drift.appeared().map(|p| p.place_ja()).collect::<Vec<_>>(), ["第2条"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct LawDrift<'o, 'n> {
    pub(super) old: &'o LawDocument,
    pub(super) new: &'n LawDocument,
    /// By the old provision.
    pub(super) pairs: HashMap<ProvisionId, Pair>,
    /// New provisions that have a counterpart.
    pub(super) taken: HashMap<ProvisionId, ProvisionId>,
}

/// A pair as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) new: ProvisionId,
    pub(super) basis: PairingBasis,
    /// Common pairs of characters, doubled, of all.
    pub(super) alike: (u64, u64),
}

/// The kinds that are paired one by one.
pub(super) fn is_paired(kind: ProvisionKind) -> bool {
    matches!(
        kind,
        ProvisionKind::Article
            | ProvisionKind::Paragraph
            | ProvisionKind::Item
            | ProvisionKind::Subitem
    )
}

impl<'o, 'n> LawDrift<'o, 'n> {
    /// Pairs the provisions of two versions.
    #[must_use]
    pub fn between(old: &'o LawDocument, new: &'n LawDocument) -> Self {
        let mut drift = Self {
            old,
            new,
            pairs: HashMap::new(),
            taken: HashMap::new(),
        };
        pairing::pair_all(&mut drift);
        drift
    }

    /// Every article, paragraph, item and subitem of the old version, in its order, then those that
    /// appeared, in theirs. What 削除 left is no provision.
    pub fn entries(&self) -> impl Iterator<Item = DriftEntry> + '_ {
        let old = self
            .old
            .provisions()
            .filter(|old| is_paired(old.kind()) && !body::is_gone(*old));
        old.map(|old| entry::of(self, old))
            .chain(self.appeared().map(entry::appeared))
    }

    /// The provisions of the new version that have no counterpart in the old one: where new clauses are
    /// looked for.
    pub fn appeared(&self) -> impl Iterator<Item = Provision<'n>> + '_ {
        self.new.provisions().filter(|new| {
            is_paired(new.kind())
                && !body::is_gone(*new)
                && !self.taken.contains_key(&new.id())
                && !body::is_only_paragraph_of_new(self, *new)
        })
    }

    /// The counterpart of a provision of the old version.
    #[must_use]
    pub fn counterpart(&self, old: Provision<'o>) -> Option<Provision<'n>> {
        self.new.provision(self.pairs.get(&old.id())?.new)
    }

    /// What became of a provision of the old version.
    #[must_use]
    pub fn kind_of(&self, old: Provision<'o>) -> DriftKind {
        entry::of(self, old).kind
    }

    /// The old version.
    #[must_use]
    pub const fn old_version(&self) -> &'o LawDocument {
        self.old
    }

    /// The new version.
    #[must_use]
    pub const fn new_version(&self) -> &'n LawDocument {
        self.new
    }
}
