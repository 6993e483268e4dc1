//! What a provision says, without its number and heading.

use super::LawDrift;
use crate::law::{Provision, ProvisionKind};
use std::collections::HashMap;
use tosei_types::numeral::fold_char;

/// The sentences of a provision and of all in it with their numbers, blanks left out and widths folded.
pub(super) fn body(provision: Provision<'_>) -> String {
    let text = provision.law().text();
    let own = [provision.label(), provision.heading()];
    let start = own
        .iter()
        .flatten()
        .fold(provision.span().start, |start, part| {
            // Both stand at the beginning.
            let end = part
                .as_ptr()
                .addr()
                .saturating_sub(text.as_ptr().addr())
                .saturating_add(part.len());
            start.max(end)
        });
    folded(text.get(start..provision.span().end).unwrap_or_default())
}

/// A text, blanks left out and widths folded.
pub(super) fn folded(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace());
    kept.map(fold_char).collect()
}

/// Pairs of neighbouring characters, with how often each occurs.
pub(super) fn pairs(body: &str) -> HashMap<(char, char), u32> {
    let mut counts = HashMap::new();
    for pair in body.chars().zip(body.chars().skip(1)) {
        let count: &mut u32 = counts.entry(pair).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

/// How many pairs two texts have in common, doubled, of all that both have: Dice's coefficient.
pub(super) fn alike(a: &HashMap<(char, char), u32>, b: &HashMap<(char, char), u32>) -> (u64, u64) {
    let total =
        |counts: &HashMap<(char, char), u32>| counts.values().map(|n| u64::from(*n)).sum::<u64>();
    let common: u64 = a
        .iter()
        .filter_map(|(pair, count)| Some(u64::from(*count.min(b.get(pair)?))))
        .sum();
    (common.saturating_mul(2), total(a).saturating_add(total(b)))
}

/// 削除 and nothing more.
pub(super) fn is_gone(provision: Provision<'_>) -> bool {
    if provision.is_deleted() || provision.ancestors().any(Provision::is_deleted) {
        return true;
    }
    let mut sentences = provision.all_sentences();
    let first = sentences.next();
    first.is_some_and(|sentence| sentence.text() == "削除") && sentences.next().is_none()
}

/// The only paragraph of an article that is new itself is not told apart from it.
pub(super) fn is_only_paragraph_of_new(drift: &LawDrift<'_, '_>, new: Provision<'_>) -> bool {
    let parent = new.parent().filter(|parent| {
        new.kind() == ProvisionKind::Paragraph && parent.kind() == ProvisionKind::Article
    });
    parent.is_some_and(|parent| {
        !drift.taken.contains_key(&parent.id())
            && parent
                .children()
                .filter(|child| child.kind() == ProvisionKind::Paragraph)
                .count()
                == 1
    })
}
