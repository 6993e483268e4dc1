//! Tables that are read and written.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei_table::FormDocument>("form", "調査票", "Survey form"),
    entry::<tosei_table::ReplacementsDocument>(
        "character-replacements",
        "文字の置換表",
        "Character replacements",
    ),
    entry::<tosei_table::CharacterListDocument>(
        "character-list",
        "文字の一覧",
        "List of characters",
    ),
    entry::<tosei_table::ComparisonList>("comparison-list", "照合表", "Comparison list"),
];
