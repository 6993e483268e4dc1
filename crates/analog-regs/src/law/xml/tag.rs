//! Tags and their attributes.

use std::ops::Range;

/// What begins with `<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag<'s> {
    /// `<name …>` or `<name …/>`; attributes are the text behind the name.
    Start {
        name: &'s str,
        attributes: &'s str,
        attributes_at: usize,
        closes: bool,
    },
    End {
        name: &'s str,
    },
    /// `<![CDATA[…]]>`, its text.
    Cdata {
        text: &'s str,
        at: usize,
    },
    /// Comment, processing instruction, declaration, DOCTYPE.
    Aside,
    /// `<` that begins nothing of these.
    Nothing,
    /// It never ends.
    Unclosed,
}

/// Reads what begins at `at`, and where it ends.
pub(super) fn tag(source: &str, at: usize) -> (Tag<'_>, usize) {
    let bytes = source.as_bytes();
    let inside = at.saturating_add(1);
    let Some(first) = bytes.get(inside).copied() else {
        return (Tag::Unclosed, source.len());
    };
    match first {
        b'/' => {
            let start = inside.saturating_add(1);
            let Some(end) = find(bytes, b'>', start) else {
                return (Tag::Unclosed, source.len());
            };
            let name = source.get(start..end).unwrap_or_default();
            (
                Tag::End {
                    name: name.trim_ascii_end(),
                },
                end.saturating_add(1),
            )
        }
        b'!' | b'?' => aside(source, at),
        _ if first.is_ascii_alphabetic() || first == b'_' || first >= 0x80 => start(source, inside),
        _ => (Tag::Nothing, inside),
    }
}

fn find(bytes: &[u8], byte: u8, from: usize) -> Option<usize> {
    // Names are short: look at a few bytes before the long search.
    let rest = bytes.get(from..)?;
    rest.iter()
        .take(24)
        .position(|b| *b == byte)
        .or_else(|| memchr::memchr(byte, rest))?
        .checked_add(from)
}

fn start(source: &str, inside: usize) -> (Tag<'_>, usize) {
    let bytes = source.as_bytes();
    let rest = bytes.get(inside..).unwrap_or_default();
    let name_end = rest
        .iter()
        .position(|byte| matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
        .map_or(source.len(), |length| inside.saturating_add(length));
    let name = source.get(inside..name_end).unwrap_or_default();
    let mut end = name_end;
    if bytes.get(name_end) != Some(&b'>') {
        // A `>` in a value is no end.
        loop {
            let Some(next) = rest.get(end.saturating_sub(inside)..).and_then(next_sign) else {
                return (Tag::Unclosed, source.len());
            };
            end = end.saturating_add(next);
            let sign = bytes.get(end).copied().unwrap_or(b'>');
            if sign == b'>' {
                break;
            }
            let Some(close) = find_quote(bytes, sign, end.saturating_add(1)) else {
                return (Tag::Unclosed, source.len());
            };
            end = close.saturating_add(1);
        }
    }
    let closes = end > name_end && bytes.get(end.saturating_sub(1)) == Some(&b'/');
    let attributes_end = if closes { end.saturating_sub(1) } else { end };
    let attributes = source.get(name_end..attributes_end).unwrap_or_default();
    let tag = Tag::Start {
        name,
        attributes,
        attributes_at: name_end,
        closes,
    };
    (tag, end.saturating_add(1))
}

fn next_sign(rest: &[u8]) -> Option<usize> {
    let near = rest
        .iter()
        .take(24)
        .position(|byte| matches!(byte, b'>' | b'"' | b'\''));
    near.or_else(|| memchr::memchr3(b'>', b'"', b'\'', rest))
}

fn find_quote(bytes: &[u8], quote: u8, from: usize) -> Option<usize> {
    find(bytes, quote, from)
}

fn aside(source: &str, at: usize) -> (Tag<'_>, usize) {
    let rest = source.get(at..).unwrap_or_default();
    let upto = |end: &str, from: usize| {
        let found = memchr::memmem::find(rest.get(from..)?.as_bytes(), end.as_bytes())?;
        at.checked_add(from)?
            .checked_add(found)?
            .checked_add(end.len())
    };
    let (tag, end) = if rest.starts_with("<!--") {
        (Tag::Aside, upto("-->", 4))
    } else if rest.starts_with("<![CDATA[") {
        let end = upto("]]>", 9);
        let from = at.saturating_add(9);
        let text = end.and_then(|end| source.get(from..end.saturating_sub(3)));
        (
            Tag::Cdata {
                text: text.unwrap_or_default(),
                at: from,
            },
            end,
        )
    } else if rest.starts_with("<?") {
        (Tag::Aside, upto("?>", 2))
    } else {
        (
            Tag::Aside,
            doctype_end(rest).map(|end| at.saturating_add(end)),
        )
    };
    match end {
        Some(end) => (tag, end),
        None => (Tag::Unclosed, source.len()),
    }
}

/// The end of `<!DOCTYPE …>`: its inner part stands in brackets; nothing of it is applied.
fn doctype_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1usize;
    let mut inside = false;
    loop {
        let found = bytes
            .get(at..)?
            .iter()
            .position(|b| matches!(b, b'>' | b'[' | b']' | b'"' | b'\''))?;
        at = at.checked_add(found)?;
        match bytes.get(at)? {
            b'>' if !inside => return at.checked_add(1),
            b'[' => inside = true,
            b']' => inside = false,
            quote @ (b'"' | b'\'') => {
                let from = at.checked_add(1)?;
                at = memchr::memchr(*quote, bytes.get(from..)?)?.checked_add(from)?;
            }
            _ => {}
        }
        at = at.checked_add(1)?;
    }
}

/// An attribute's value as it is written, and where.
pub(super) fn attribute<'s>(attributes: &'s str, name: &str) -> Option<(&'s str, Range<usize>)> {
    let bytes = attributes.as_bytes();
    let mut at = 0usize;
    loop {
        let blank = bytes
            .get(at..)?
            .iter()
            .take_while(|b| b.is_ascii_whitespace())
            .count();
        at = at.checked_add(blank)?;
        let rest = bytes.get(at..)?;
        let length = rest
            .iter()
            .position(|b| *b == b'=' || b.is_ascii_whitespace())?;
        let written = rest.get(..length)?;
        let value_at = rest
            .get(length..)?
            .iter()
            .position(|b| matches!(b, b'"' | b'\''))?;
        let quote_at = length.checked_add(value_at)?;
        let quote = *rest.get(quote_at)?;
        let from = quote_at.checked_add(1)?;
        let value = rest.get(from..)?.iter().position(|b| *b == quote)?;
        let start = at.checked_add(from)?;
        let end = start.checked_add(value)?;
        if written == name.as_bytes() {
            return Some((attributes.get(start..end)?, start..end));
        }
        at = end.checked_add(1)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_a_value_is_no_end() {
        let source = r#"<a b="1>2" c='"/>'>x"#;
        let (tag, end) = tag(source, 0);
        let Tag::Start {
            name,
            attributes,
            closes,
            ..
        } = tag
        else {
            panic!("{tag:?}")
        };
        assert_eq!((name, closes, &source[end..]), ("a", false, "x"));
        assert_eq!(attribute(attributes, "b").unwrap().0, "1>2");
        assert_eq!(attribute(attributes, "c").unwrap().0, "\"/>");
        assert_eq!(attribute(attributes, "d"), None);
    }

    #[test]
    fn what_never_ends_is_told() {
        for source in [
            "<",
            "<a",
            "<a b='",
            "</a",
            "<!--a",
            "<![CDATA[a",
            "<?x",
            "<!DOCTYPE a [<!ENTITY b 'c'",
        ] {
            assert_eq!(tag(source, 0), (Tag::Unclosed, source.len()), "{source}");
        }
        assert_eq!(tag("<!DOCTYPE a [<!ENTITY b '>]'>]>x", 0), (Tag::Aside, 31));
        assert_eq!(tag("<1a>", 0).0, Tag::Nothing);
    }
}
