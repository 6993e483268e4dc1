//! Writing a text so that reading gives it back.

use super::EditError;
use crate::{MarkupEncoding, value};

/// Where a text is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Between tags.
    Text,
    /// Between these quotation marks.
    Value(char),
}

/// Escapes what is special in the slot, and writes references for what the encoding lacks.
pub(super) fn escape(
    text: &str,
    slot: Slot,
    encoding: MarkupEncoding,
) -> Result<String, EditError> {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match (character, slot) {
            ('&', _) => out.push_str("&amp;"),
            ('<', _) => out.push_str("&lt;"),
            ('>', Slot::Text) => out.push_str("&gt;"),
            ('"', Slot::Value('"')) => out.push_str("&quot;"),
            ('\'', Slot::Value('\'')) => out.push_str("&apos;"),
            ('\r', _) | ('\n' | '\t', Slot::Value(_)) => {
                value::push_reference(&mut out, character);
            }
            _ if !value::is_allowed(character) => {
                let character = format!("U+{:04X}", u32::from(character));
                return Err(EditError::Character { character });
            }
            _ if !encoding.has(character) => value::push_reference(&mut out, character),
            _ => out.push(character),
        }
    }
    Ok(out)
}
