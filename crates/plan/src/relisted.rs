//! 再掲 (rows listed again): what a second row of a measure says differently.

use crate::{EntryId, MeasureEntry, Plan, PlanMeasureId, PublishedText};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization as _;

/// 再掲の相違 (difference): sentences that only one of two rows of a measure has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RelistedDifference {
    /// The row listed again.
    pub entry: EntryId,
    /// The first row of the same measure.
    pub original: EntryId,
    /// The field: `name`, `before`, `during` or `goal`.
    pub field: String,
    /// Sentences that only the row listed again has.
    pub added: Vec<String>,
    /// Sentences that only the first row has.
    pub dropped: Vec<String>,
}

/// A sentence as it is compared: NFKC, without white space, without the mark of a row listed again.
fn key(sentence: &str) -> String {
    let plain: String = sentence
        .nfkc()
        .filter(|character| !character.is_whitespace())
        .collect();
    plain.replace("【再掲】", "")
}

fn missing(of: &PublishedText, among: &PublishedText) -> Vec<String> {
    let known: BTreeSet<String> = among.sentences().iter().map(|one| key(one)).collect();
    let mut sentences = of.sentences();
    sentences.retain(|one| !known.contains(&key(one)));
    sentences
}

impl Plan {
    /// The first row of a measure that is not marked 再掲.
    #[must_use]
    pub fn original_of(&self, entry: &MeasureEntry) -> Option<&MeasureEntry> {
        let mut entries = self.entries.iter();
        entries.find(|one| one.measure == entry.measure && !one.relisted && one.id != entry.id)
    }

    /// The first row of each measure that is not marked 再掲.
    pub(crate) fn originals(&self) -> BTreeMap<&PlanMeasureId, &MeasureEntry> {
        let mut first = BTreeMap::new();
        for entry in self.entries.iter().filter(|one| !one.relisted) {
            first.entry(&entry.measure).or_insert(entry);
        }
        first
    }

    /// What each row marked 再掲 says differently from the first row of its measure.
    ///
    /// Sentences are compared corrected, in NFKC and without white space, so that full-width digits and
    /// spaces alone make no difference. A row without differences is not in the answer.
    ///
    /// # Source
    ///
    /// `project-decision:relisted-rows`.
    ///
    /// # Examples
    ///
    /// ```
    /// let differences = tosei_plan::tokyo::plan_2().relisted_differences();
    /// assert_eq!(differences.len(), 1); // two rows are listed again, one says other things
    /// assert!(differences[0].added[0].starts_with("法人向け補助金等申請"));
    /// assert!(differences[0].dropped[0].contains("電子署名を活用"));
    /// ```
    #[must_use]
    pub fn relisted_differences(&self) -> Vec<RelistedDifference> {
        let mut found = Vec::new();
        let originals = self.originals();
        for entry in self.entries.iter().filter(|one| one.relisted) {
            let Some(original) = originals.get(&entry.measure) else {
                continue;
            };
            for ((field, mine), (_, first)) in entry.texts().into_iter().zip(original.texts()) {
                let (added, dropped) = (missing(mine, first), missing(first, mine));
                if !added.is_empty() || !dropped.is_empty() {
                    found.push(RelistedDifference {
                        entry: entry.id.clone(),
                        original: original.id.clone(),
                        field: field.to_owned(),
                        added,
                        dropped,
                    });
                }
            }
        }
        found
    }
}
