//! Which encoding a page is in.

use crate::{MarkupEncoding, encoding};
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded page.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: MarkupEncoding,
    /// The name that the page declares, if it is another encoding than the one it is in.
    pub(super) contradicted: Option<String>,
    /// Whether bytes were replaced by U+FFFD.
    pub(super) replaced: bool,
}

/// Byte order mark, then what is declared in the first 4 KiB if the bytes fit it, else UTF-8 if they fit
/// that, else CP932; if nothing fits, as declared (or UTF-8) with U+FFFD for what does not fit.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    use MarkupEncoding as E;
    let marked = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Some((E::Utf8, rest)),
        [0xFF, 0xFE, rest @ ..] => Some((E::Utf16Le, rest)),
        [0xFE, 0xFF, rest @ ..] => Some((E::Utf16Be, rest)),
        _ => None,
    };
    let declared = declared(bytes);
    let known = declared.as_deref().and_then(known);
    let (rest, candidates) = match marked {
        Some((encoding, rest)) => (rest, vec![encoding]),
        None => {
            let mut candidates: Vec<E> = known.into_iter().collect();
            candidates.extend([E::Utf8, E::ShiftJis]);
            (bytes, candidates)
        }
    };
    let fits = candidates.iter().find_map(|encoding| {
        let text = encoding::decode_as(rest, *encoding).ok()?;
        Some((*encoding, text))
    });
    let (encoding, text, replaced) = match fits {
        Some((encoding, text)) => (encoding, text, false),
        None => {
            let encoding = candidates.first().copied().unwrap_or(E::Utf8);
            let (text, _) = lossy(encoding).decode_without_bom_handling(rest);
            (encoding, text.into_owned(), true)
        }
    };
    let agrees = declared.is_none() || known == Some(encoding);
    Decoded {
        text,
        encoding,
        contradicted: declared.filter(|_| !agrees),
        replaced,
    }
}

fn lossy(encoding: MarkupEncoding) -> &'static Encoding {
    match encoding {
        MarkupEncoding::ShiftJis => SHIFT_JIS,
        MarkupEncoding::Utf16Le => UTF_16LE,
        MarkupEncoding::Utf16Be => UTF_16BE,
        _ => UTF_8,
    }
}

fn known(name: &str) -> Option<MarkupEncoding> {
    match name {
        "utf-8" | "utf8" | "unicode-1-1-utf-8" => Some(MarkupEncoding::Utf8),
        _ => (Encoding::for_label(name.as_bytes()) == Some(SHIFT_JIS))
            .then_some(MarkupEncoding::ShiftJis),
    }
}

/// What stands behind the first `charset=` (in a `meta`) or `encoding=` (in an XML declaration).
fn declared(bytes: &[u8]) -> Option<String> {
    let window = bytes.get(..4096).unwrap_or(bytes).to_ascii_lowercase();
    let at = |key: &[u8]| {
        let found = memchr::memmem::find(&window, key)?;
        found.checked_add(key.len())
    };
    let encoding = || window.starts_with(b"<?xml").then(|| at(b"encoding="))?;
    let start = at(b"charset=").or_else(encoding)?;
    let rest = window.get(start..)?;
    let rest = rest
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b' ' | b'"' | b'\''));
    let name = rest.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    let name: String = name.map(char::from).collect();
    (!name.is_empty()).then_some(name)
}
