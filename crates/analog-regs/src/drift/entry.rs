//! What became of one provision.

use super::{LawDrift, body::body};
use crate::law::Provision;
use serde::Serialize;
use tosei_types::{Citation, Language, coded_enum};

coded_enum! {
    /// 移動の区分 (kind of drift): what became of a provision.
    pub enum DriftKind: "kind of drift" {
        /// It says the same in the same place.
        Unchanged = "unchanged" ("変更なし", "unchanged"),
        /// It says the same in another place: renumbered, or moved.
        Moved = "moved" ("移動", "moved"),
        /// It says something else in the same place.
        Changed = "changed" ("改正", "changed"),
        /// It says something else in another place.
        MovedAndChanged = "moved_and_changed" ("移動して改正", "moved and changed"),
        /// It is not in the new version.
        Vanished = "vanished" ("消滅", "vanished"),
        /// It is only in the new version.
        Appeared = "appeared" ("新設", "appeared"),
    }
}

coded_enum! {
    /// 対応の根拠 (basis): why two provisions are taken as one.
    pub enum PairingBasis: "basis of a pair" {
        /// They say the same.
        SameText = "same_text" ("同じ文言", "same text"),
        /// They have the same number and say something similar.
        SameNumber = "same_number" ("同じ番号で似た文言", "same number, similar text"),
        /// They say something similar.
        SimilarText = "similar_text" ("似た文言", "similar text"),
        /// They have the same number and the same heading.
        SameHeading = "same_heading" ("同じ番号と見出し", "same number and heading"),
    }
}

/// 移動の一件 (entry): one provision of the old version, of the new one, or of both.
///
/// # Wire form
///
/// An object; citations are their canonical text. `common_pairs` of `all_pairs` is how alike the two texts are:
/// neighbouring characters in common, counted on both sides, of those of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DriftEntry {
    /// What became of it.
    pub kind: DriftKind,
    /// Its place in the old version, in words.
    pub old_place: Option<String>,
    /// Its place in the new version, in words.
    pub new_place: Option<String>,
    /// Its citation in the old version.
    pub old: Option<Citation>,
    /// Its citation in the new version.
    pub new: Option<Citation>,
    /// Why the two are taken as one.
    pub basis: Option<PairingBasis>,
    /// Pairs of characters in common, counted in both.
    pub common_pairs: u64,
    /// Pairs of characters of both.
    pub all_pairs: u64,
}

impl DriftEntry {
    /// One sentence that says what became of it, and why.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let place = |place: &Option<String>| place.clone().unwrap_or_default();
        let (old, new) = (place(&self.old_place), place(&self.new_place));
        let basis = self.basis.map_or("", |basis| basis.label(language));
        let share = self
            .common_pairs
            .saturating_mul(100)
            .checked_div(self.all_pairs)
            .unwrap_or(0);
        match (self.kind, language) {
            (DriftKind::Unchanged, Language::Ja) => format!("{old}は、変わっていません。"),
            (DriftKind::Unchanged, Language::En) => format!("{old} is unchanged."),
            (DriftKind::Moved, Language::Ja) => {
                format!("{old}は、文言を変えずに{new}へ移りました。")
            }
            (DriftKind::Moved, Language::En) => {
                format!("{old} moved to {new} without a change of its text.")
            }
            (DriftKind::Changed, Language::Ja) => {
                format!("{old}は、改められました（{basis}、一致{share}%）。")
            }
            (DriftKind::Changed, Language::En) => {
                format!("{old} was changed ({basis}; {share} % alike).")
            }
            (DriftKind::MovedAndChanged, Language::Ja) => {
                format!("{old}は、{new}へ移り、改められました（{basis}、一致{share}%）。")
            }
            (DriftKind::MovedAndChanged, Language::En) => {
                format!("{old} moved to {new} and was changed ({basis}; {share} % alike).")
            }
            (DriftKind::Vanished, Language::Ja) => {
                format!("{old}に当たる規定が新しい版にありません。")
            }
            (DriftKind::Vanished, Language::En) => {
                format!("{old} has no counterpart in the new version.")
            }
            (DriftKind::Appeared, Language::Ja) => format!("{new}は、新しい版で加わりました。"),
            (DriftKind::Appeared, Language::En) => format!("{new} is new."),
        }
    }
}

pub(super) fn of(drift: &LawDrift<'_, '_>, old: Provision<'_>) -> DriftEntry {
    let (old_place, old_citation) = (Some(old.place_ja()), exact(old));
    let pair = drift.pairs.get(&old.id());
    let new = pair.and_then(|pair| drift.new.provision(pair.new));
    let (Some(pair), Some(new)) = (pair, new) else {
        return DriftEntry {
            kind: DriftKind::Vanished,
            old_place,
            new_place: None,
            old: old_citation,
            new: None,
            basis: None,
            common_pairs: 0,
            all_pairs: 0,
        };
    };
    let new_place = Some(new.place_ja());
    let kind = match (old_place == new_place, body(old) == body(new)) {
        (true, true) => DriftKind::Unchanged,
        (true, false) => DriftKind::Changed,
        (false, true) => DriftKind::Moved,
        (false, false) => DriftKind::MovedAndChanged,
    };
    DriftEntry {
        kind,
        old_place,
        new_place,
        old: old_citation,
        new: exact(new),
        basis: Some(pair.basis),
        common_pairs: pair.alike.0,
        all_pairs: pair.alike.1,
    }
}

pub(super) fn appeared(new: Provision<'_>) -> DriftEntry {
    DriftEntry {
        kind: DriftKind::Appeared,
        old_place: None,
        new_place: Some(new.place_ja()),
        old: None,
        new: exact(new),
        basis: None,
        common_pairs: 0,
        all_pairs: 0,
    }
}

pub(super) fn exact(provision: Provision<'_>) -> Option<Citation> {
    provision
        .is_cited_exactly()
        .then(|| provision.citation())
        .flatten()
}
