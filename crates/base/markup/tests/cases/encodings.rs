//! Declarations and encodings.

use crate::code;
use tosei_document::Limits;
use tosei_markup::{MarkupDocument, MarkupEncoding as E};

#[test]
fn declarations() {
    for (declaration, good) in [
        ("version='1.0'", true),
        ("version=\"1.0\"", true),
        ("version = '1.1' ", true),
        ("version='1.10'", true),
        ("version='1.'", false),
        ("version='2.0'", false),
        ("version='1.x'", false),
        ("Version='1.0'", false),
        ("encoding='utf-8'", false),
        ("version='1.0' encoding='utf-8'", true),
        ("version='1.0'encoding='utf-8'", false),
        ("version='1.0' encoding=''", false),
        ("version='1.0' encoding='8utf'", false),
        ("version='1.0' encoding='utf 8'", false),
        ("version='1.0' encoding='utf-8' standalone='yes'", true),
        ("version='1.0' standalone='no'", true),
        ("version='1.0' standalone='maybe'", false),
        ("version='1.0' standalone='no' encoding='utf-8'", false),
        ("version='1.0' standalone='no' standalone='no'", false),
        ("version='1.0' other='x'", false),
        ("version='1.0\"", false),
        ("version=1.0", false),
        ("version '1.0'", false),
        ("", false),
    ] {
        let expected = if good {
            "ok"
        } else {
            "markup.xml.declaration_malformed"
        };
        assert_eq!(
            code(&format!("<?xml {declaration}?><a/>")),
            expected,
            "{declaration}"
        );
    }
    assert_eq!(code("<?xml?><a/>"), "markup.xml.declaration_malformed");
    for other in ["xml-stylesheet", "xml.a", "xml_a", "xml1", "xmlé"] {
        assert_eq!(code(&format!("<?{other} a?><a/>")), "ok", "{other}");
    }
}

fn read(bytes: &[u8]) -> Result<(E, String), String> {
    let document = MarkupDocument::read(bytes, &Limits::default())
        .map_err(|error| format!("{} {}", error.code(), error.position()))?;
    assert_eq!(document.write(), bytes);
    Ok((document.encoding(), document.root().text().into_owned()))
}

#[test]
fn encodings_by_their_names() {
    for (names, encoding, byte, character) in [
        (&["utf-8", "UTF8"][..], E::Utf8, &[0xC3u8, 0xA9][..], "é"),
        (
            &["iso-8859-1", "ISO_8859-1", "latin1", "Latin-1", "l1"],
            E::Latin1,
            &[0xE9],
            "é",
        ),
        (&["windows-1252", "cp1252"], E::Windows1252, &[0x80], "€"),
        (
            &[
                "shift_jis",
                "Shift-JIS",
                "sjis",
                "x-sjis",
                "ms932",
                "cp932",
                "Windows-31J",
                "ms_kanji",
                "csShiftJIS",
            ],
            E::ShiftJis,
            &[0x87, 0x40],
            "①",
        ),
        (&["us-ascii", "ASCII"], E::Ascii, b"x", "x"),
    ] {
        for name in names {
            let head = format!("<?xml version='1.0' encoding='{name}'?><a>");
            let bytes = [head.as_bytes(), byte, b"</a>"].concat();
            assert_eq!(read(&bytes), Ok((encoding, character.to_owned())), "{name}");
        }
    }
    for (name, expected) in [
        ("euc-jp", "markup.encoding.unsupported 1:31"),
        ("utf-16", "markup.encoding.contradiction 1:31"),
        ("utf-16le", "markup.encoding.contradiction 1:31"),
        ("utf-16be", "markup.encoding.contradiction 1:31"),
    ] {
        let text = format!("<?xml version='1.0' encoding='{name}'?><a/>");
        assert_eq!(read(text.as_bytes()), Err(expected.to_owned()));
    }
    let marked = "\u{FEFF}<?xml version='1.0' encoding='shift_jis'?><a/>";
    assert_eq!(
        read(marked.as_bytes()),
        Err("markup.encoding.contradiction 1:31".to_owned())
    );
    let marked = "\u{FEFF}<?xml version='1.0' encoding='utf-8'?><a/>";
    assert!(read(marked.as_bytes()).is_ok());
}

#[test]
fn bytes_that_are_no_character() {
    for (name, inside, expected) in [
        ("utf-8", &b"x\xFF"[..], Err("markup.encoding.invalid 1:43")),
        ("us-ascii", b"x\x80", Err("markup.encoding.invalid 1:46")),
        ("windows-1252", b"\x81", Err("markup.encoding.invalid 1:49")),
        ("windows-1252", b"\x9F\xA0\xFF", Ok("\u{178}\u{A0}ÿ")),
        ("iso-8859-1", b"\x81\xFF", Ok("\u{81}ÿ")),
        (
            "shift_jis",
            b"\x82\xA0\xB1\x85\x40",
            Err("markup.encoding.invalid 1:48"),
        ),
        ("shift_jis", b"\x82\xA0\xB1\xFA\x40", Ok("あｱⅰ")),
        ("shift_jis", b"\xFD", Err("markup.encoding.invalid 1:46")),
    ] {
        let head = format!("<?xml version='1.0' encoding='{name}'?><a>");
        let bytes = [head.as_bytes(), inside, b"</a>"].concat();
        let found = read(&bytes).map(|(_, text)| text);
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{name}");
    }
}

#[test]
fn utf_16_in_both_orders() {
    for name in ["utf-16", "UTF-16", "iso-10646-ucs-2"] {
        let text = format!("<?xml version='1.0' encoding='{name}'?><a>𠮷</a>");
        let little =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let big =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        let marked = format!("\u{FEFF}{text}");
        assert_eq!(read(&little(&text)), Ok((E::Utf16Le, "𠮷".to_owned())));
        assert_eq!(read(&big(&text)), Ok((E::Utf16Be, "𠮷".to_owned())));
        assert_eq!(read(&little(&marked)), Ok((E::Utf16Le, "𠮷".to_owned())));
        assert_eq!(read(&big(&marked)), Ok((E::Utf16Be, "𠮷".to_owned())));
        let odd = [little(&marked), vec![0]].concat();
        assert!(
            read(&odd)
                .unwrap_err()
                .starts_with("markup.encoding.invalid")
        );
    }
    let le = "<?xml version='1.0' encoding='utf-16le'?><a/>";
    let bytes =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    assert_eq!(
        read(&bytes(le)),
        Err("markup.encoding.contradiction 1:31".to_owned())
    );
    assert!(read(&bytes(&le.replace("16le", "16be"))).is_ok());
    // Half of a pair.
    let half: Vec<u8> = [0xFEFF, 0x3C, 0xD842, 0x3E]
        .into_iter()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(read(&half), Err("markup.encoding.invalid 1:2".to_owned()));
}

#[test]
fn which_characters_an_encoding_has() {
    for (encoding, has, lacks) in [
        (E::Utf8, "a\u{80}é受𠮷", ""),
        (E::Utf16Le, "a\u{80}é受𠮷", ""),
        (E::Utf16Be, "a\u{80}é受𠮷", ""),
        (E::Latin1, "a\u{7F}\u{80}ÿ", "\u{100}€受"),
        (E::Windows1252, "a€Ÿ\u{A0}ÿ", "\u{81}\u{80}\u{100}受"),
        (E::ShiftJis, "a①髙ｱ～", "é¥𠮷〜"),
        (E::Ascii, "\u{0}\u{7F}", "\u{80}é受"),
    ] {
        assert!(has.chars().all(|c| encoding.has(c)), "{encoding}");
        assert!(!lacks.chars().any(|c| encoding.has(c)), "{encoding}");
    }
}
