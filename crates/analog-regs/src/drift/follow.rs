//! Where a citation has gone.

use super::{
    DriftEntry, DriftKind, LawDrift,
    body::{folded, is_gone},
    entry, is_paired,
};
use crate::law::{Provision, ProvisionKind};
use serde::Serialize;
use tosei_types::{Citation, TableRow};

/// 引用の行き先 (where a citation went): the same provision in the new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Followed {
    /// What became of the provision.
    pub kind: DriftKind,
    /// The citation as it was given.
    pub from: Citation,
    /// The citation in the new version; `None` if the provision vanished, or no citation reaches it.
    pub to: Option<Citation>,
    /// The narrowest provision that was paired: that of the citation, or the one around it (a row of a
    /// table, 附則 as a whole).
    pub entry: DriftEntry,
}

/// 登録条項の移動 (drift of a registered clause): where it went, and whether the register's text was that of the
/// old version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseDrift {
    /// Where the citation went.
    pub followed: Followed,
    /// Whether the registered text stands in the cited provision of the old version; blanks and widths
    /// make no difference.
    pub registered_text_is_old: bool,
    /// Whether it stands in the provision of the new version.
    pub registered_text_is_new: bool,
    /// What the provision says in the new version.
    pub new_text: Option<String>,
}

impl<'o, 'n> LawDrift<'o, 'n> {
    /// Where a citation of the old version stands in the new one; `None` if the old version does not
    /// have it.
    ///
    /// 本文 and ただし書, the table and its row are kept where the new provision has them. The name of the law is
    /// kept. What was 削除 already has vanished where another provision took its number.
    #[must_use]
    pub fn follow(&self, citation: &Citation) -> Option<Followed> {
        let (followed, _) = self.followed(citation)?;
        Some(followed)
    }

    fn followed(&self, citation: &Citation) -> Option<(Followed, Option<Provision<'n>>)> {
        let cited = self.old.find(citation)?;
        let old = std::iter::once(cited)
            .chain(cited.ancestors())
            .find(|p| is_paired(p.kind()));
        let Some(old) = old.filter(|old| !is_gone(*old)) else {
            // 附則 or 別表 as a whole, or what 削除 left: the same citation, if the new version has it. What took
            // the number of something deleted is not it.
            let gone = is_gone(cited);
            let new = self.new.find(citation).filter(|new| is_gone(*new) == gone);
            let kind = match new {
                None => DriftKind::Vanished,
                Some(new) if gone || folded(new.text()) == folded(cited.text()) => {
                    DriftKind::Unchanged
                }
                Some(_) => DriftKind::Changed,
            };
            let entry = DriftEntry {
                kind,
                old_place: Some(cited.place_ja()),
                new_place: new.map(Provision::place_ja),
                old: entry::exact(cited),
                new: new.and_then(entry::exact),
                basis: None,
                common_pairs: 0,
                all_pairs: 0,
            };
            let to = new.map(|_| citation.clone());
            return Some((
                Followed {
                    kind,
                    from: citation.clone(),
                    to,
                    entry,
                },
                new,
            ));
        };
        let entry = entry::of(self, old);
        let new = self.counterpart(old);
        let to = new.and_then(|new| {
            let table = citation.parts().table.filter(|_| cited != old);
            self.same_part(citation, table, new)
        });
        let kind = entry.kind;
        Some((
            Followed {
                kind,
                from: citation.clone(),
                to,
                entry,
            },
            new,
        ))
    }

    /// The citation of a new provision, with what the given one names inside the old provision: a part of its
    /// sentences, and a table or its row, each if the new one has it.
    fn same_part(
        &self,
        given: &Citation,
        table: Option<Option<TableRow>>,
        new: Provision<'n>,
    ) -> Option<Citation> {
        let mut parts = entry::exact(new)?.into_parts();
        let given = given.parts();
        parts.law.clone_from(&given.law);
        let has_part = |new: Provision<'_>| new.sentences().any(|s| s.part() == given.sentence);
        // The sentences of an article are those of its paragraphs.
        let first = new
            .children()
            .find(|inside| inside.kind() == ProvisionKind::Paragraph);
        if has_part(new) || first.is_some_and(has_part) {
            parts.sentence = given.sentence;
        }
        if table.is_some() {
            let mut row = parts.clone();
            row.table = table;
            let row = Citation::try_new(row).ok();
            if let Some(row) = row.filter(|row| self.new.find(row).is_some()) {
                return Some(row);
            }
        }
        Citation::try_new(parts).ok()
    }

    /// What became of a registered clause, given by its citation and text; `None` if the old version does
    /// not have the citation.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::{drift::{DriftKind, LawDrift}, law::LawDocument};
    /// use tosei_document::Limits;
    ///
    /// let read = |text: &str| LawDocument::read_text(text.as_bytes(), &Limits::default());
    /// let old = read("第7条　市長は、設備を目視により点検しなければならない。")?;
    /// let new = read("第7条　市長は、設備を適切な方法により点検しなければならない。")?;
    /// let drift = LawDrift::between(&old, &new);
    /// let clause = drift.clause(&"第7条".parse()?, "市長は、設備を目視により点検しなければならない。").unwrap();
    /// assert_eq!(clause.followed.kind, DriftKind::Changed);
    /// assert!(clause.registered_text_is_old && !clause.registered_text_is_new);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn clause(&self, citation: &Citation, text: &str) -> Option<ClauseDrift> {
        let (followed, new) = self.followed(citation)?;
        let registered = folded(text);
        let old_text = self
            .old
            .find(citation)
            .map(|old| folded(old.text()))
            .unwrap_or_default();
        let new_text = new.map(|new| new.text().to_owned());
        Some(ClauseDrift {
            registered_text_is_old: old_text.contains(&registered),
            registered_text_is_new: new_text
                .as_deref()
                .is_some_and(|new| folded(new).contains(&registered)),
            followed,
            new_text,
        })
    }
}
