//! Standards, evidence, and what follows from them.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei_criteria::StandardDocument>("standard", "基準", "Standard"),
    entry::<tosei_criteria::EvidenceDocument>("evidence", "証拠", "Evidence"),
    entry::<tosei_criteria::Assessment>("assessment", "判定結果", "Assessment"),
    entry::<tosei_criteria::Explanation>("explanation", "判定の説明", "Explanation"),
    entry::<tosei_criteria::ActionSets>(
        "action-sets",
        "水準に届く取組",
        "Sets of actions that reach a level",
    ),
];
