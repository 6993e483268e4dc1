//! The table.

use super::difference::{ComparedText, compare_texts};
use crate::drift::{DriftKind, LawDrift};
use crate::law::{LawDocument, Provision, ProvisionKind};
use serde::{Deserialize, Serialize};
use tosei_types::{Citation, Language};

/// 新旧対照表 (comparison table) of two versions of a law: what changed, side by side.
///
/// It is reference material (参考資料) and says so: it amends nothing, and is no 改め文. Bodies that amend by 改め文 need that
/// text as well.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{comparison::ComparisonTable, drift::LawDrift, law::LawDocument};
/// use tosei_document::Limits;
/// use tosei_types::Language;
///
/// let read = |text: &str| LawDocument::read_text(text.as_bytes(), &Limits::default());
/// let old = read("○架空市条例\n第1条　甲は、見る。\n第2条　届出は、書面による。")?;
/// let new = read("○架空市条例\n第1条　甲は、見る。\n第2条　届出は、電磁的方法による。")?;
/// let table = ComparisonTable::of(&LawDrift::between(&old, &new));
/// assert_eq!(table.label(Language::Ja), "参考資料（改め文ではない）");
/// assert_eq!(table.rows.len(), 1);
/// assert_eq!(table.rows[0].new_place.as_deref(), Some("第2条"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComparisonTable {
    /// The law's name in the new version, else in the old one.
    pub law: Option<String>,
    /// What changed, in the order of the old version; what appeared comes behind it.
    pub rows: Vec<ComparisonRow>,
}

/// 新旧対照表の一行 (row): one provision, old and new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComparisonRow {
    /// What became of the provision.
    pub kind: DriftKind,
    /// Its place in the old version.
    pub old_place: Option<String>,
    /// Its place in the new version.
    pub new_place: Option<String>,
    /// Its text in both, with its number and heading.
    pub text: ComparedText,
}

impl ComparisonTable {
    /// All articles (and paragraphs of 附則 without articles) that changed, vanished or appeared, each whole.
    #[must_use]
    pub fn of(drift: &LawDrift<'_, '_>) -> Self {
        let stands_alone = |p: Provision<'_>| {
            p.kind() == ProvisionKind::Article
                || (p.kind() == ProvisionKind::Paragraph
                    && p.nearest(ProvisionKind::Article).is_none())
        };
        let mut rows = Vec::new();
        for old in drift
            .old_version()
            .provisions()
            .filter(|p| stands_alone(*p))
        {
            let new = drift.counterpart(old);
            if new.is_none_or(|new| new.text() != old.text()) {
                rows.extend(row(drift, Some(old), new));
            }
        }
        for new in drift.appeared().filter(|p| stands_alone(*p)) {
            rows.extend(row(drift, None, Some(new)));
        }
        Self {
            law: name(drift.old_version(), drift.new_version()),
            rows,
        }
    }

    /// The provisions that citations of the old version name, changed or not; what the old version does
    /// not have is left out.
    #[must_use]
    pub fn of_clauses<'c>(
        drift: &LawDrift<'_, '_>,
        citations: impl IntoIterator<Item = &'c Citation>,
    ) -> Self {
        let olds = citations
            .into_iter()
            .filter_map(|citation| drift.old_version().find(citation));
        let rows = olds
            .filter_map(|old| row(drift, Some(old), drift.counterpart(old)))
            .collect();
        Self {
            law: name(drift.old_version(), drift.new_version()),
            rows,
        }
    }

    /// What the table is: 参考資料（改め文ではない）.
    #[must_use]
    pub const fn label(&self, language: Language) -> &'static str {
        match language {
            Language::Ja => "参考資料（改め文ではない）",
            Language::En => "Reference material (not the amending text)",
        }
    }
}

fn name(old: &LawDocument, new: &LawDocument) -> Option<String> {
    new.name().or(old.name()).map(str::to_owned)
}

fn row<'o, 'n>(
    drift: &LawDrift<'o, 'n>,
    old: Option<Provision<'o>>,
    new: Option<Provision<'n>>,
) -> Option<ComparisonRow> {
    let gone = |p: Provision<'_>| p.is_deleted();
    let kind = match (old, new) {
        (Some(old), _) if gone(old) && new.is_none() => return None,
        (Some(old), Some(_)) => drift.kind_of(old),
        (Some(_), None) => DriftKind::Vanished,
        _ => DriftKind::Appeared,
    };
    let text = |p: Option<Provision<'_>>| p.map(|p| p.text().to_owned()).unwrap_or_default();
    Some(ComparisonRow {
        kind,
        old_place: old.map(Provision::place_ja),
        new_place: new.map(Provision::place_ja),
        text: compare_texts(&text(old), &text(new)),
    })
}
