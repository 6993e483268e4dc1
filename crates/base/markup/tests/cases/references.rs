//! References of pages, as browsers read them.

use tosei_document::Limits;
use tosei_markup::html::HtmlPage;

fn shown(html: &str) -> String {
    let page = HtmlPage::read(html.as_bytes(), &Limits::default()).unwrap();
    page.text().to_owned()
}

#[test]
fn names() {
    for (name, meant) in [
        ("lt", "<"),
        ("gt", ">"),
        ("amp", "&"),
        ("quot", "\""),
        ("apos", "'"),
        ("yen", "¥"),
        ("copy", "©"),
        ("reg", "®"),
        ("sect", "§"),
        ("para", "¶"),
        ("deg", "°"),
        ("plusmn", "±"),
        ("times", "×"),
        ("divide", "÷"),
        ("middot", "·"),
        ("micro", "µ"),
        ("frac12", "½"),
        ("sup2", "²"),
        ("laquo", "«"),
        ("hellip", "…"),
        ("mdash", "—"),
        ("ldquo", "“"),
        ("prime", "′"),
        ("Prime", "″"),
        ("rarr", "→"),
        ("rArr", "⇒"),
        ("minus", "−"),
        ("ne", "≠"),
        ("infin", "∞"),
        ("radic", "√"),
        ("sum", "∑"),
        ("alpha", "α"),
        ("beta", "β"),
        ("gamma", "γ"),
        ("Omega", "Ω"),
        ("nbsp", "\u{A0}"),
    ] {
        assert_eq!(shown(&format!("a&{name};b")), format!("a{meant}b"));
    }
    for unknown in ["LT", "hearts", "Copy", "omega"] {
        assert_eq!(shown(&format!("a&{unknown};b")), format!("a&{unknown};b"));
    }
}

#[test]
fn only_the_oldest_names_need_no_semicolon() {
    for (name, meant) in [
        ("nbsp", "\u{A0}"),
        ("lt", "<"),
        ("gt", ">"),
        ("amp", "&"),
        ("quot", "\""),
        ("yen", "¥"),
        ("copy", "©"),
        ("times", "×"),
    ] {
        assert_eq!(shown(&format!("a&{name} b")), format!("a{meant} b"));
    }
    for name in ["apos", "hellip", "reg", "larr"] {
        assert_eq!(shown(&format!("a&{name} b")), format!("a&{name} b"));
    }
}

#[test]
fn numbers() {
    for (reference, meant) in [
        ("#65;", "A"),
        ("#65 ", "A "),
        ("#x41;", "A"),
        ("#X41;", "A"),
        ("#xe9;", "é"),
        ("#127;", "\u{7F}"),
        ("#x80;", "€"),
        ("#x81;", "\u{FFFD}"),
        ("#x9F;", "Ÿ"),
        ("#160;", "\u{A0}"),
        ("#0;", "\u{FFFD}"),
        ("#xD800;", "\u{FFFD}"),
        ("#x110000;", "\u{FFFD}"),
        ("#99999999999;", "\u{FFFD}"),
        ("#x20BB7;", "𠮷"),
        ("#;", "&#;"),
        ("#x;", "&#x;"),
        ("#a;", "&#a;"),
        (";", "&;"),
    ] {
        assert_eq!(
            shown(&format!("a&{reference}b")),
            format!("a{meant}b"),
            "{reference}"
        );
    }
}
