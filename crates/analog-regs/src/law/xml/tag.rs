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

/// The name and the value of the attribute behind a place, each by where it stands.
fn attribute_from(bytes: &[u8], at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let blank = bytes
        .get(at..)?
        .iter()
        .take_while(|b| b.is_ascii_whitespace())
        .count();
    let at = at.checked_add(blank)?;
    let rest = bytes.get(at..)?;
    let length = rest
        .iter()
        .position(|b| *b == b'=' || b.is_ascii_whitespace())?;
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
    Some((at..at.checked_add(length)?, start..end))
}

/// An attribute's value as it is written, and where.
pub(super) fn attribute<'s>(attributes: &'s str, name: &str) -> Option<(&'s str, Range<usize>)> {
    let bytes = attributes.as_bytes();
    let mut at = 0usize;
    loop {
        let (written, value) = attribute_from(bytes, at)?;
        if bytes.get(written)? == name.as_bytes() {
            return Some((attributes.get(value.clone())?, value));
        }
        at = value.end.checked_add(1)?;
    }
}

/// More attributes than an element of a law has are not compared with each other.
const MOST_COMPARED: usize = 16;

/// An attribute that stands a second time: its name, and where. The first one counts.
pub(super) fn repeated(attributes: &str) -> Option<(&str, usize)> {
    let bytes = attributes.as_bytes();
    let mut names: [&[u8]; MOST_COMPARED] = [&[]; MOST_COMPARED];
    let mut at = 0usize;
    for known in 0..MOST_COMPARED {
        let (written, value) = attribute_from(bytes, at)?;
        let name = bytes.get(written.clone())?;
        if names.get(..known)?.contains(&name) {
            return Some((attributes.get(written.clone())?, written.start));
        }
        *names.get_mut(known)? = name;
        at = value.end.checked_add(1)?;
    }
    None
}

#[cfg(test)]
#[allow(
    clippy::string_slice,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]
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
    fn a_second_attribute_of_a_name_is_found() {
        for (attributes, expected) in [
            ("", None),
            (r#" Num="1""#, None),
            (r#" Num="1" num="2" Num2='Num="1"'"#, None),
            (r#" Num="1" a='"' Num="2" Num="3""#, Some(("Num", 15))),
            ("\n Num = '1'\n Num='2", None),
            ("\n Num = '1'\n Num='2'", Some(("Num", 13))),
        ] {
            assert_eq!(repeated(attributes), expected, "{attributes}");
        }
        let many: String = (0..40)
            .map(|number| format!(" a{}=\"\"", number % 20))
            .collect();
        assert_eq!(repeated(&many), None);
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
