//! Strategies for documents, for laws of other crates and our own.

use crate::MarkupEncoding;
use proptest::{collection::vec, prelude::*, sample::select};

const NAMES: &[&str] = &[
    "a",
    "task",
    "受付",
    "p:task",
    "p:流れ",
    "_x-1.y",
    "ﾊﾝｶｸ",
    "b",
];
const ATTRIBUTES: &[&str] = &["id", "name", "p:name", "xml:lang", "担当", "v"];
const TEXTS: &[&str] = &[
    "手続",
    " ",
    "\n\t",
    "\r\n",
    "a",
    "]",
    "]]",
    ">",
    "&amp;",
    "&#x3042;",
    "&lt;",
    "①髙",
    "é",
    "『架空』",
    "\u{A0}",
    "x y",
    "&#13;",
    "～",
];

/// One step of writing a document.
#[derive(Debug, Clone)]
enum Step {
    Open(usize, Vec<(usize, String, bool)>, bool),
    Close,
    Text(String),
    Comment(String),
    Cdata(String),
    Instruction(String),
}

fn text() -> impl Strategy<Value = String> {
    vec(select(TEXTS), 0..5).prop_map(|parts| parts.concat())
}

fn step() -> impl Strategy<Value = Step> {
    let attributes = vec((0..ATTRIBUTES.len(), text(), any::<bool>()), 0..5);
    prop_oneof![
        4 => (0..NAMES.len(), attributes, any::<bool>()).prop_map(|(n, a, e)| Step::Open(n, a, e)),
        3 => Just(Step::Close),
        4 => text().prop_map(Step::Text),
        1 => text().prop_map(Step::Comment),
        1 => text().prop_map(Step::Cdata),
        1 => text().prop_map(Step::Instruction),
    ]
}

/// Well-formed documents of a few nodes: nested elements with prefixes and Japanese names, references,
/// CDATA, comments, instructions, all line ends, both quotation marks; without an XML declaration.
pub fn documents() -> impl Strategy<Value = String> {
    let around = select(
        &[
            "",
            "\n",
            "<!-- 前 -->\r\n",
            "<?i x?>",
            "<!DOCTYPE a [<!ENTITY e '>'>]>",
        ][..],
    );
    (around, vec(step(), 0..24)).prop_map(|(before, steps)| write(before, &steps))
}

/// Documents as bytes, in any encoding, with its declaration, with and without byte order mark; what
/// the encoding lacks was left out.
pub fn encoded_documents() -> impl Strategy<Value = (MarkupEncoding, Vec<u8>)> {
    (documents(), select(MarkupEncoding::ALL), any::<bool>()).prop_map(
        |(document, encoding, mark)| {
            let text: String = document.chars().filter(|c| encoding.has(*c)).collect();
            // Names may have lost characters: then the text as a whole is put into an attribute.
            let text = if text.len() == document.len() {
                text
            } else {
                let text = text.replace(['<', '&', '"'], "");
                format!("<a v=\"{text}\"/>")
            };
            let head = format!("<?xml version='1.0' encoding='{}'?>\n", encoding.code());
            let mut bytes = if mark {
                encoding.mark().to_vec()
            } else {
                Vec::new()
            };
            encoding.encode(&head, &mut bytes);
            encoding.encode(&text, &mut bytes);
            (encoding, bytes)
        },
    )
}

/// Texts that are nearly documents: one, with a few pieces of markup put in or cut out anywhere.
pub fn nearly_documents() -> impl Strategy<Value = String> {
    let pieces = select(
        &[
            "<",
            ">",
            "&",
            "]]>",
            "<!--",
            "--",
            "-->",
            "<![CDATA[",
            "<?",
            "?>",
            "'",
            "\"",
            "/",
            "=",
            "</a>",
            "<a",
            "xmlns:p=''",
            "\0",
            "\u{FFFE}",
            "&e;",
            "<!DOCTYPE a",
            "[",
            "]",
            "%e;",
            " ",
            ":",
            "<br>",
            "<td>",
            "</p>",
            "<script>",
        ][..],
    );
    let cuts = vec((any::<prop::sample::Index>(), 0..4usize, pieces), 1..5);
    (documents(), cuts).prop_map(|(document, cuts)| {
        let mut characters: Vec<char> = document.chars().collect();
        for (place, length, piece) in cuts {
            let start = place.index(characters.len().saturating_add(1));
            let end = start.saturating_add(length).min(characters.len());
            characters.splice(start..end, piece.chars());
        }
        characters.into_iter().collect()
    })
}

fn write(before: &str, steps: &[Step]) -> String {
    let mut out = format!("{before}<a xmlns:p='urn:p' xmlns=\"urn:d\">");
    let mut open: Vec<&str> = vec!["a"];
    for step in steps {
        match step {
            Step::Open(name, attributes, empty) => {
                let name = NAMES.get(*name).copied().unwrap_or("a");
                out.extend(["<", name]);
                let mut seen = Vec::new();
                for (number, value, double) in attributes {
                    if seen.contains(number) {
                        continue;
                    }
                    seen.push(*number);
                    let quote = if *double { "\"" } else { "'" };
                    let attribute = ATTRIBUTES.get(*number).copied().unwrap_or("v");
                    out.extend([" ", attribute, "=", quote, value, quote]);
                }
                if *empty {
                    out.push_str(" />");
                } else {
                    out.push('>');
                    open.push(name);
                }
            }
            Step::Close if open.len() > 1 => {
                if let Some(name) = open.pop() {
                    out.extend(["</", name, ">"]);
                }
            }
            Step::Close => {}
            Step::Text(text) => out.push_str(text),
            Step::Comment(text) => out.extend(["<!--", text, "-->"]),
            Step::Cdata(text) => out.extend(["<![CDATA[", &text.replace(']', ""), "]]>"]),
            Step::Instruction(text) => out.extend(["<?i ", text, "?>"]),
        }
        // What stood apart may have met.
        if out.contains("]]>") {
            out = escape_ends(&out);
        }
    }
    while let Some(name) = open.pop() {
        out.extend(["</", name, ">"]);
    }
    out
}

/// Writes `]]&gt;` for `]]>` that ends no CDATA section.
fn escape_ends(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("]]>") {
        let in_cdata = before.rfind("<![CDATA[").is_some();
        out.extend([before, if in_cdata { "]]>" } else { "]]&gt;" }]);
        rest = after;
    }
    out.push_str(rest);
    out
}
