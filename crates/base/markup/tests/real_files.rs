//! The real BPMN files and Acts, where they are at hand.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says when it had nothing to do"
)]

use quick_xml::{Reader, events::Event};
use std::{fs, path::PathBuf};
use tosei_document::Limits;
use tosei_markup::{Defect, MarkupDocument, MarkupEncoding, NodeKind};

fn files(folder: &str, ending: &str) -> Option<Vec<PathBuf>> {
    let root = PathBuf::from(std::env::var_os("TOSEI_DATA")?).join(folder);
    let (mut folders, mut files) = (vec![root], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).ok()? {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    Some(files)
}

/// Start tags, texts without references, comments as another parser of Rust sees them.
fn second_opinion(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    let mut all = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let mut line = format!("<{}", tag.name().as_ref());
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    line += &format!(" {}={:?}", attribute.key.as_ref(), attribute.value);
                }
                all.push(line);
            }
            Event::Comment(text) => all.push(format!("!{}", &*text)),
            Event::CData(text) => all.push(format!("[{}", &*text)),
            Event::Eof => return all,
            _ => {}
        }
    }
}

fn ours(document: &MarkupDocument) -> Vec<String> {
    let cut = |text: &str, head: usize, tail: usize| text[head..text.len() - tail].to_owned();
    let mut all = Vec::new();
    for node in document.nodes() {
        match node.kind() {
            NodeKind::Element => {
                let element = node.as_element().unwrap();
                let mut line = format!("<{}", element.qualified_name());
                for attribute in element.attributes() {
                    line += &format!(
                        " {}={:?}",
                        attribute.qualified_name(),
                        attribute.raw_value()
                    );
                }
                all.push(line);
            }
            NodeKind::Comment => all.push(format!("!{}", cut(node.source(), 4, 3))),
            NodeKind::Cdata => all.push(format!("[{}", cut(node.source(), 9, 3))),
            _ => {}
        }
    }
    all
}

/// A file's name, its defect and where it is.
type Refused = (String, Defect, String);

/// Reads all files; returns the good ones' count, and the others with their error.
fn read_all(folder: &str, ending: &str, compare: bool) -> Option<(u32, Vec<Refused>)> {
    let Some(files) = files(folder, ending) else {
        println!("skipped: {folder} of the real data is not here");
        return None;
    };
    let (mut good, mut bad) = (0, Vec::new());
    for path in files {
        let bytes = fs::read(&path).unwrap();
        match MarkupDocument::read(&bytes, &Limits::default()) {
            Ok(document) => {
                assert_eq!(document.write(), bytes, "{}", path.display());
                assert!(document.edit().write() == bytes, "{}", path.display());
                if compare {
                    assert_eq!(
                        ours(&document),
                        second_opinion(document.text()),
                        "{}",
                        path.display()
                    );
                    edit_one_name(&document, &bytes);
                }
                good += 1;
            }
            Err(error) => {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                bad.push((name, error.defect(), error.position().to_string()));
            }
        }
    }
    Some((good, bad))
}

/// Sets the name of one task and compares every byte outside the value.
fn edit_one_name(document: &MarkupDocument, bytes: &[u8]) {
    const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    const NAME: &str = "受付 < & \" ' 確認";
    let mut elements = document.root().descendant_elements();
    let task =
        elements.find(|e| e.namespace() == BPMN && e.local_name().to_lowercase().ends_with("task"));
    let Some(name) = task.and_then(|task| task.attribute("", "name")) else {
        return;
    };
    let mut edits = document.edit();
    edits
        .set_attribute(task.unwrap().id(), "name", NAME)
        .unwrap();
    let written = edits.write();
    let new = MarkupDocument::read(&written, &Limits::default()).unwrap();
    let task = new.element(task.unwrap().id()).unwrap();
    let value = task.attribute("", "name").unwrap();
    assert_eq!(value.value(), NAME);
    assert_eq!(
        new.text()[..value.value_span().start],
        document.text()[..name.value_span().start]
    );
    assert_eq!(
        new.text()[value.value_span().end..],
        document.text()[name.value_span().end..]
    );
    let common = bytes
        .iter()
        .zip(&written)
        .take_while(|(a, b)| a == b)
        .count();
    assert!(common >= name.value_span().start);
}

fn bad(list: &[Refused]) -> Vec<(&str, Defect, &str)> {
    list.iter()
        .map(|(name, defect, place)| (name.as_str(), *defect, place.as_str()))
        .collect()
}

/// The expat of Python 3 accepts the same 390 files and refuses the others at the same lines.
#[test]
fn the_interchange_files_read_and_come_back() {
    let Some((good, refused)) = read_all("bpmn/miwg", "bpmn", true) else {
        return;
    };
    assert_eq!(good, 390);
    let invalid = Defect::EncodingInvalid;
    assert_eq!(
        bad(&refused),
        [
            ("C.1.0-export.bpmn", invalid, "97:67"),
            ("C.1.0-roundtrip.bpmn", invalid, "125:57"),
            ("C.1.1-export.bpmn", invalid, "26:63"),
            ("C.1.1-roundtrip.bpmn", invalid, "59:57"),
        ]
    );
}

/// expat accepts 123 of these and has no Shift_JIS, in which two more are.
#[test]
fn the_japanese_files_read_and_come_back() {
    let Some((good, refused)) = read_all("bpmn/japanese_labels", "bpmn", true) else {
        return;
    };
    assert_eq!(good, 125);
    let name = "WP0005_unmarshalError_ver1_20140804.bpmn";
    assert_eq!(bad(&refused), [(name, Defect::EndTagMismatch, "65:3")]);
}

#[test]
fn the_acts_read_and_come_back() {
    let Some((good, refused)) = read_all("laws", "xml", false) else {
        return;
    };
    assert_eq!((good, refused.len()), (420, 0));
    for path in files("laws", "xml").unwrap().iter().take(20) {
        let bytes = fs::read(path).unwrap();
        let document = MarkupDocument::read(&bytes, &Limits::default()).unwrap();
        assert_eq!(document.encoding(), MarkupEncoding::Utf8);
        assert_eq!(
            ours(&document),
            second_opinion(document.text()),
            "{}",
            path.display()
        );
    }
}
