//! Names, by the fifth edition of XML 1.0.

/// What a character may do in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Start,
    Inside,
    No,
}

/// The role of each ASCII character; the colon is a letter here.
const ASCII: [Role; 128] = {
    let mut table = [Role::No; 128];
    let mut at = 0usize;
    while at < 128 {
        // The loop ends at 128.
        #[allow(clippy::cast_possible_truncation, reason = "below 128")]
        let byte = at as u8;
        #[allow(
            clippy::indexing_slicing,
            reason = "a constant is computed while building"
        )]
        {
            table[at] = match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'_' | b':' => Role::Start,
                b'0'..=b'9' | b'-' | b'.' => Role::Inside,
                _ => Role::No,
            };
        }
        at += 1;
    }
    table
};

const fn role_of(character: char) -> Role {
    match character {
        '\u{C0}'..='\u{D6}'
        | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}'
        | '\u{1_0000}'..='\u{E_FFFF}' => Role::Start,
        '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}' => Role::Inside,
        _ => Role::No,
    }
}

/// The end of the name that begins at `from`; `None` if none does.
pub(crate) fn end(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut allowed = [Role::Start, Role::Start];
    loop {
        let byte = bytes.get(at).copied().unwrap_or(b' ');
        let (role, length) = match ASCII.get(usize::from(byte)) {
            Some(role) => (*role, 1),
            None => {
                let rest = text.get(at..).unwrap_or_default();
                let character = rest.chars().next().unwrap_or(' ');
                (role_of(character), character.len_utf8())
            }
        };
        if !allowed.contains(&role) {
            return (at > from).then_some(at);
        }
        allowed = [Role::Start, Role::Inside];
        at = at.saturating_add(length);
    }
}

/// Where the local part of a qualified name begins; `None` if the name is none.
pub(crate) fn local(name: &str) -> Option<usize> {
    let Some(colon) = memchr::memchr(b':', name.as_bytes()) else {
        return Some(0);
    };
    let start = colon.saturating_add(1);
    let behind = name.get(start..).unwrap_or_default();
    let whole = end(name, start) == Some(name.len()) && !behind.contains(':');
    (colon > 0 && whole).then_some(start)
}

/// Whether a text is a name.
pub(crate) fn is_name(text: &str) -> bool {
    end(text, 0) == Some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_fifth_edition() {
        for name in ["a", "受付", "_-.9", "ｱ", "a·", "𠮷", "ー長音"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["", "1a", "-a", "a b", "·", "×", "a!", "、", "①", "\u{300}"] {
            // 、 (U+3001) opens the range of ideographs, so XML does take it.
            assert_eq!(is_name(text), text == "、", "{text}");
        }
    }

    #[test]
    fn a_qualified_name_has_one_colon_between_two_names() {
        assert_eq!(local("task"), Some(0));
        assert_eq!(local("bpmn:task"), Some(5));
        for name in [":a", "a:", "a:b:c", "a:1", ":"] {
            assert_eq!(local(name), None, "{name}");
        }
    }
}
