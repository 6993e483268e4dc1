//! The bounds of what is read: repeated attributes, namespaces, names, characters, limits.

use crate::{code, read};
use tosei_document::Limits;
use tosei_markup::MarkupDocument;

fn with_attributes(names: &[String]) -> String {
    let all: Vec<String> = names.iter().map(|name| format!("{name}='1'")).collect();
    format!("<a xmlns:p='urn:p' xmlns:q='urn:p' {}/>", all.join(" "))
}

/// The code and the column of the defect.
fn at(text: &str) -> (String, u32) {
    let error = MarkupDocument::read(text.as_bytes(), &Limits::default()).unwrap_err();
    let code = error.code().rsplit_once('.').unwrap().1;
    (code.to_owned(), error.position().column)
}

#[test]
fn repeated_attributes_are_found_among_few_and_many() {
    // With two declarations: 11 to 15 attributes, around the number from which they are sorted.
    for count in 9..14usize {
        let names: Vec<String> = (0..count).map(|n| format!("n{n:02}")).collect();
        assert_eq!(code(&with_attributes(&names)), "ok");
        for second in 1..count {
            let column = |n: usize| u32::try_from(36 + n * 8).unwrap();
            let mut same = names.clone();
            same[second] = "n00".into();
            let text = with_attributes(&same);
            assert_eq!(
                &text[usize::try_from(column(second)).unwrap() - 1..][..3],
                "n00"
            );
            assert_eq!(at(&text), ("duplicate_attribute".into(), column(second)));
            // Of two repetitions the first is told.
            if second + 1 < count {
                same[count - 1] = "n00".into();
                assert_eq!(at(&with_attributes(&same)).1, column(second));
            }
            let mut expanded = names.clone();
            expanded[0] = "p:n".into();
            expanded[second] = "q:n".into();
            let found = at(&with_attributes(&expanded));
            assert_eq!(found, ("duplicate_attribute".into(), column(second)));
            assert_eq!(
                code(&with_attributes(&expanded)),
                "markup.namespace.duplicate_attribute"
            );
            // The same local name without a prefix is another attribute.
            expanded[second] = "n".into();
            assert_eq!(code(&with_attributes(&expanded)), "ok");
        }
    }
    assert_eq!(at("<a b='' b=''/>"), ("duplicate_attribute".into(), 9));
    assert_eq!(code("<a b='' b=''/>"), "markup.xml.duplicate_attribute");
    assert_eq!(code("<a ab='' b='' xmlns=''/>"), "ok");
    assert_eq!(
        code("<a xmlns='' xmlns=''/>"),
        "markup.xml.duplicate_attribute"
    );
    assert_eq!(code("<a xmlns:p='u' p:xmlns='' p:b='' b=''/>"), "ok");
}

#[test]
fn declarations_in_scope_are_counted() {
    let declarations = |count: usize| -> String {
        (0..count)
            .map(|n| format!(" xmlns:p{n}='urn:{n}'"))
            .collect()
    };
    // Two are in scope from the start.
    assert_eq!(code(&format!("<a{}/>", declarations(510))), "ok");
    assert_eq!(
        code(&format!("<a{}/>", declarations(511))),
        "markup.limit.namespaces"
    );
    // What is closed is no longer in scope.
    let twice = format!("<a><b{0}/><b{0}></b><b{0}/></a>", declarations(500));
    assert_eq!(code(&twice), "ok");
    assert_eq!(
        code("<a><b xmlns:p='u'/><p:c/></a>"),
        "markup.namespace.prefix_undeclared"
    );
    assert_eq!(
        code("<a><b xmlns:p='u'></b><p:c/></a>"),
        "markup.namespace.prefix_undeclared"
    );
    for (declaration, expected) in [
        ("xmlns:xml='http://www.w3.org/XML/1998/namespace'", "ok"),
        ("xmlns:xml='u'", "markup.namespace.reserved"),
        ("xmlns:xmlns='u'", "markup.namespace.reserved"),
        (
            "xmlns:p='http://www.w3.org/XML/1998/namespace'",
            "markup.namespace.reserved",
        ),
        (
            "xmlns:p='http://www.w3.org/2000/xmlns/'",
            "markup.namespace.reserved",
        ),
        (
            "xmlns='http://www.w3.org/2000/xmlns/'",
            "markup.namespace.reserved",
        ),
        ("xmlns:p=''", "markup.namespace.prefix_unbound"),
        ("xmlns=''", "ok"),
        ("xmlns:='u'", "markup.namespace.name_malformed"),
        ("xmlns:a:b='u'", "markup.namespace.name_malformed"),
        ("xmlnsx='u'", "ok"),
    ] {
        assert_eq!(
            code(&format!("<a {declaration}/>")),
            expected,
            "{declaration}"
        );
    }
    let inner = read("<a xmlns:p='1'><p:b xmlns:p='2'/><p:c/></a>");
    let spaces: Vec<&str> = inner
        .root()
        .child_elements()
        .map(tosei_markup::Element::namespace)
        .collect();
    assert_eq!(spaces, ["2", "1"]);
}

#[test]
fn every_range_of_name_characters_ends_where_it_ends() {
    let ranges: [(u32, u32); 12] = [
        (0xC0, 0xD6),
        (0xD8, 0xF6),
        (0xF8, 0x2FF),
        (0x370, 0x37D),
        (0x37F, 0x1FFF),
        (0x200C, 0x200D),
        (0x2070, 0x218F),
        (0x2C00, 0x2FEF),
        (0x3001, 0xD7FF),
        (0xF900, 0xFDCF),
        (0xFDF0, 0xFFFD),
        (0x1_0000, 0xE_FFFF),
    ];
    let inside: [(u32, u32); 3] = [(0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)];
    let begins = |c: u32| ranges.iter().any(|(from, to)| (*from..=*to).contains(&c));
    let follows = |c: u32| begins(c) || inside.iter().any(|(from, to)| (*from..=*to).contains(&c));
    for (from, to) in ranges.iter().chain(&inside) {
        for c in [from - 1, *from, *to, to + 1] {
            let Some(character) = char::from_u32(c) else {
                continue;
            };
            let first = code(&format!("<{character}/>"));
            let second = code(&format!("<a{character}/>"));
            let text = format!("U+{c:04X}");
            assert_eq!(first == "ok", begins(c), "{text} {first}");
            assert_eq!(second == "ok", follows(c), "{text} {second}");
        }
    }
    for (character, first, second) in [
        ('A', true, true),
        ('Z', true, true),
        ('a', true, true),
        ('z', true, true),
        ('_', true, true),
        ('0', false, true),
        ('9', false, true),
        ('-', false, true),
        ('.', false, true),
        ('@', false, false),
        ('[', false, false),
        ('`', false, false),
        ('{', false, false),
        (',', false, false),
    ] {
        assert_eq!(
            code(&format!("<{character}/>")) == "ok",
            first,
            "{character}"
        );
        assert_eq!(
            code(&format!("<a{character}/>")) == "ok",
            second,
            "{character}"
        );
    }
}

#[test]
fn forbidden_characters_are_found_wherever_they_stand() {
    for before in [0, 1, 4_090, 4_092, 4_093, 4_094, 9_000] {
        let blanks = " ".repeat(before);
        for character in [
            '\u{0}', '\u{8}', '\u{B}', '\u{C}', '\u{E}', '\u{1F}', '\u{FFFE}', '\u{FFFF}',
        ] {
            let (found, column) = at(&format!("<a>{blanks}{character}</a>"));
            assert_eq!(
                (found.as_str(), column),
                ("forbidden_character", u32::try_from(before).unwrap() + 4)
            );
        }
        for character in [
            '\t',
            '\n',
            '\r',
            ' ',
            '\u{7F}',
            '\u{FFFD}',
            '\u{F000}',
            '\u{FFF0}',
            '\u{10FFFF}',
        ] {
            assert_eq!(code(&format!("<a>{blanks}{character}</a>")), "ok");
        }
    }
    // The first of two defects, whichever it is; at one place the character.
    assert_eq!(at("<a>&\u{1}</a>").0, "bare_ampersand");
    assert_eq!(at("<a>\u{1}&</a>").0, "forbidden_character");
}

#[test]
fn limits_hold_from_the_first_item_too_many() {
    let limited = |text: &str, limits: Limits| match MarkupDocument::read(text.as_bytes(), &limits)
    {
        Ok(_) => "ok".to_owned(),
        Err(error) => format!("{} {}", error.code(), error.position()),
    };
    let limits = Limits::default();
    let text = "<a b='12345'><!--1--><c/></a>";
    // The document, two elements, an attribute, a comment.
    for (items, expected) in [
        (5, "ok"),
        (4, "markup.limit.items 1:22"),
        (2, "markup.limit.items 1:4"),
        (0, "markup.limit.items 1:1"),
    ] {
        assert_eq!(limited(text, Limits { items, ..limits }), expected);
    }
    for (length, expected) in [
        (8, "ok"),
        (7, "markup.limit.text 1:14"),
        (4, "markup.limit.text 1:7"),
    ] {
        assert_eq!(
            limited(
                text,
                Limits {
                    text: length,
                    ..limits
                }
            ),
            expected
        );
    }
    for (depth, expected) in [
        (2, "ok"),
        (1, "markup.limit.depth 1:22"),
        (0, "markup.limit.depth 1:1"),
    ] {
        assert_eq!(limited(text, Limits { depth, ..limits }), expected);
    }
    let size = u64::try_from(text.len()).unwrap();
    for (bytes, expected) in [
        (size, "ok"),
        (size + 1, "ok"),
        (size - 1, "markup.limit.bytes 1:1"),
        (0, "markup.limit.bytes 1:1"),
    ] {
        assert_eq!(limited(text, Limits { bytes, ..limits }), expected);
    }
}

#[test]
fn references_and_brackets() {
    for (inside, expected) in [
        ("&lt;&gt;&amp;&apos;&quot;", "ok"),
        ("&#9;&#xA;&#x10FFFF;&#xFFFD;", "ok"),
        ("&#x1F;", "character_reference"),
        ("&#xFFFE;", "character_reference"),
        ("&#1114112;", "character_reference"),
        ("&#;", "bare_ampersand"),
        ("&#x;", "bare_ampersand"),
        ("&#1a;", "bare_ampersand"),
        ("&#xg;", "bare_ampersand"),
        ("&#65", "bare_ampersand"),
        ("&lt", "bare_ampersand"),
        ("& ", "bare_ampersand"),
        ("&LT;", "entity_undefined"),
        ("]] > ]>", "ok"),
        ("]]]>", "cdata_end_in_text"),
    ] {
        let text = code(&format!("<a>{inside}</a>"));
        assert_eq!(text.rsplit('.').next(), Some(expected), "{inside}");
        let value = code(&format!("<a b=\"{}\"/>", inside.replace('"', "")));
        let expected = if inside == "]]]>" { "ok" } else { expected };
        assert_eq!(value.rsplit('.').next(), Some(expected), "{inside}");
    }
}

#[test]
fn doctypes() {
    for (doctype, expected) in [
        ("<!DOCTYPE a>", "ok"),
        ("<!DOCTYPE\ta >", "ok"),
        ("<!DOCTYPE a SYSTEM 'x'>", "ok"),
        ("<!DOCTYPE a SYSTEM \"x\" >", "ok"),
        ("<!DOCTYPE a SYSTEM'x'>", "doctype_malformed"),
        ("<!DOCTYPE a SYSTEM>", "doctype_malformed"),
        ("<!DOCTYPE a SYSTEM x>", "doctype_malformed"),
        ("<!DOCTYPE a PUBLIC '-//A//B' 'x'>", "ok"),
        ("<!DOCTYPE a PUBLIC '-//A//B'>", "doctype_malformed"),
        ("<!DOCTYPE a PUBLIC '-//A//B''x'>", "doctype_malformed"),
        ("<!DOCTYPE a PUBLIC '{' 'x'>", "doctype_malformed"),
        ("<!DOCTYPE a PUBLIC 'a' '{'>", "ok"),
        ("<!DOCTYPE a SYSTEM '{'>", "ok"),
        ("<!DOCTYPE a []>", "ok"),
        (
            "<!DOCTYPE a [ <!ELEMENT a ANY> <!--c--> <?i?> %p; ] >",
            "ok",
        ),
        (
            "<!DOCTYPE a [<!ATTLIST a b CDATA '>'><!NOTATION n SYSTEM \">\">]>",
            "ok",
        ),
        ("<!DOCTYPE a [<!ENTITY % p 'x'>]>", "ok"),
        ("<!DOCTYPE a [<!ENTITY>]>", "doctype_malformed"),
        ("<!DOCTYPE a [<!ELEMENTa>]>", "doctype_malformed"),
        ("<!DOCTYPE a [%p]>", "doctype_malformed"),
        ("<!DOCTYPE a [x]>", "doctype_malformed"),
        ("<!DOCTYPE a [] x>", "doctype_malformed"),
        ("<!DOCTYPEa>", "doctype_malformed"),
        ("<!DOCTYPE a [", "unclosed_markup"),
        ("<!DOCTYPE a [<!ELEMENT a '", "unclosed_markup"),
        ("<!DOCTYPE a [<!ELEMENT a", "unclosed_markup"),
        ("<!DOCTYPE", "unclosed_markup"),
        ("<!DOCTYPE a SYSTEM 'x", "unclosed_markup"),
    ] {
        let root = if expected == "unclosed_markup" {
            ""
        } else {
            "<a/>"
        };
        let found = code(&format!("{doctype}{root}"));
        assert_eq!(found.rsplit('.').next(), Some(expected), "{doctype}");
    }
    for (doctype, expected) in [
        ("<!DOCTYPE a [<!ENTITY e 'x'>]>", "entity_refused"),
        ("<!DOCTYPE a [<!ENTITY % e 'x'>]>", "entity_undefined"),
        ("<!DOCTYPE a [<!ENTITY f 'x'>]>", "entity_undefined"),
        ("<!DOCTYPE a [%p;]>", "entity_refused"),
        ("<!DOCTYPE a SYSTEM 'x'>", "entity_refused"),
        ("<!DOCTYPE a>", "entity_undefined"),
    ] {
        let found = code(&format!("{doctype}<a>&e;</a>"));
        assert_eq!(found.rsplit('.').next(), Some(expected), "{doctype}");
    }
}
