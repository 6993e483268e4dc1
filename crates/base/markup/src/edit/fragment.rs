//! A fragment that is to be inserted: well-formed at its place, and written in the encoding.

use super::EditError;
use crate::{Defect, Element, MarkupError, NodeKind, Position, node::wide, scan, value};
use std::collections::BTreeMap;
use tosei_document::Limits;

/// The fragment with references for characters that the encoding lacks.
pub(super) fn fitting(context: Element<'_>, fragment: &str) -> Result<String, EditError> {
    let error = |error| EditError::Fragment(Box::new(error));
    let too_large = || MarkupError::new(Defect::TooLarge, Position::START, "4294967295", "");
    let head = head(context);
    let whole = [&head, fragment, "</f>"].concat();
    if whole.len() >= wide(u32::MAX) {
        return Err(error(too_large()));
    }
    let limits = Limits {
        text: u64::MAX,
        items: u64::MAX,
        ..Limits::default()
    };
    let structure = scan::scan(&whole, &limits).map_err(|mut found| {
        // Positions are those of the fragment, not of the wrapping that was put around it.
        found.at = found.at.saturating_sub(head.len()).min(fragment.len());
        error(found.into_error(fragment))
    })?;
    let encoding = context.node().document().encoding();
    if fragment.chars().all(|character| encoding.has(character)) {
        return Ok(fragment.to_owned());
    }
    let mut open = vec![false; whole.len()];
    let texts = structure
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Text);
    let texts = texts.map(|node| wide(node.start)..wide(node.end));
    let values = structure
        .attributes
        .iter()
        .map(|a| wide(a.value)..wide(a.value_end));
    for span in texts.chain(values) {
        for place in open.get_mut(span).unwrap_or_default() {
            *place = true;
        }
    }
    let mut out = String::with_capacity(fragment.len());
    for (at, character) in fragment.char_indices() {
        if encoding.has(character) {
            out.push(character);
        } else if open
            .get(head.len().saturating_add(at))
            .copied()
            .unwrap_or_default()
        {
            value::push_reference(&mut out, character);
        } else {
            return Err(EditError::Unrepresentable {
                character,
                encoding: encoding.code(),
            });
        }
    }
    Ok(out)
}

/// A start tag that declares what is declared at the place.
fn head(context: Element<'_>) -> String {
    let mut declared = BTreeMap::new();
    let mut at = Some(context);
    while let Some(element) = at {
        for attribute in element.attributes() {
            if let Some(prefix) = attribute.declares() {
                declared
                    .entry(prefix)
                    .or_insert_with(|| attribute.raw_value());
            }
        }
        at = element.parent();
    }
    let mut head = String::from("<f");
    for (prefix, uri) in declared {
        let colon = if prefix.is_empty() { "" } else { ":" };
        let quote = if uri.contains('"') { "'" } else { "\"" };
        head.extend([" xmlns", colon, prefix, "=", quote, uri, quote]);
    }
    head.push('>');
    head
}
