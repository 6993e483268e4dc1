//! Reading a page back.

use quick_xml::{Reader, events::Event};

/// Elements without an end tag.
const VOID: [&str; 2] = ["meta", "input"];

/// The texts of a page and the names of its elements.
pub(crate) struct Read {
    pub(crate) elements: Vec<String>,
    pub(crate) text: String,
}

/// Reads a page; fails if an element is not closed where it should be, or a text is not escaped.
pub(crate) fn read(page: &str) -> Read {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = false;
    let (mut open, mut elements, mut text) = (Vec::new(), Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                assert!(start.attributes().all(|attribute| attribute.is_ok()));
                elements.push(name.clone());
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
                text.push(' ');
            }
            Event::End(end) => {
                let name = end.name().as_ref().to_owned();
                assert_eq!(open.pop(), Some(name), "crossed tags");
                text.push(' ');
            }
            Event::Text(part) => {
                if open.last().map(String::as_str) != Some("style") {
                    text.push_str(&part);
                }
            }
            Event::GeneralRef(reference) => text.push(match &*reference {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                other => panic!("unknown reference &{other};"),
            }),
            Event::Eof => break,
            Event::DocType(_) => {}
            other => panic!("unexpected {other:?}"),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    Read { elements, text }
}
