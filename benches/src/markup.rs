//! Reading XML without loss and with full checks, beside the events of quick-xml.

use crate::{Group, input};
use anyhow::Result;
use quick_xml::{Reader, events::Event};
use std::{path::PathBuf, rc::Rc};
use tosei_document::Limits;
use tosei_markup::MarkupDocument;

/// Reading and writing the XML of Acts.
///
/// # Errors
///
/// Never today.
pub fn group() -> Result<Group> {
    let (files, size) = input::laws();
    let on = |work: fn(&[Vec<u8>]) -> u64| {
        let files = Rc::clone(&files);
        move || work(&files)
    };
    Ok(Group::new("markup", size, 9)
        .peer("quick-xml events", on(events))
        .ours("markup with full checks", on(read))
        .same_figure()
        .ours("read and write back", on(read_and_write))
        .same_figure())
}

/// The files of one ending below a folder of the real data that are well-formed, in order.
#[must_use]
pub fn files(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let Some(root) = std::env::var_os("TOSEI_DATA") else {
        return Vec::new();
    };
    let (mut folders, mut paths) = (vec![PathBuf::from(root).join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let all = paths.iter().filter_map(|path| std::fs::read(path).ok());
    all.filter(|bytes| MarkupDocument::read(bytes, &Limits::default()).is_ok())
        .collect()
}

/// Every event with its attributes, of text that was checked to be UTF-8; nothing is kept.
#[must_use]
pub fn events(files: &[Vec<u8>]) -> u64 {
    let mut elements = 0u64;
    for bytes in files {
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => {
                    elements = elements.saturating_add(1);
                    let attributes = tag.attributes().flatten();
                    std::hint::black_box(attributes.map(|a| a.value.len()).sum::<usize>());
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(event) => {
                    std::hint::black_box(event);
                }
            }
        }
    }
    elements
}

fn elements(document: &MarkupDocument) -> u64 {
    let inside = document.root().descendant_elements().count();
    u64::try_from(inside).unwrap_or(0).saturating_add(1)
}

fn sum(files: &[Vec<u8>], write: bool) -> u64 {
    let mut count = 0u64;
    for bytes in files {
        if let Ok(document) = MarkupDocument::read(bytes, &Limits::default()) {
            count = count.saturating_add(elements(&document));
            if write {
                assert!(
                    document.write().len() == bytes.len(),
                    "a file came back otherwise"
                );
            }
        }
    }
    count
}

/// Reading into documents.
#[must_use]
pub fn read(files: &[Vec<u8>]) -> u64 {
    sum(files, false)
}

/// Reading into documents, and writing them.
#[must_use]
pub fn read_and_write(files: &[Vec<u8>]) -> u64 {
    sum(files, true)
}
