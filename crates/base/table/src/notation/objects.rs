//! Pictures, shapes, charts and embedded files of a workbook.

use super::{Marks, NotationItem};
use std::io::Cursor;
use tosei_document::{PlaceRef, Sink, ValueRef};

/// Folders of a workbook that hold objects. Notes are drawn by `vmlDrawing` parts, which are none.
const FOLDERS: [&str; 4] = [
    "xl/drawings/drawing",
    "xl/charts/chart",
    "xl/media/",
    "xl/embeddings/",
];

pub(super) fn check(file: &[u8], marks: &Marks, sink: &mut dyn Sink) {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(file)) else {
        return;
    };
    let mut names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .filter(|name| FOLDERS.iter().any(|folder| name.starts_with(folder)))
        .map(std::borrow::Cow::into_owned)
        .collect();
    names.sort();
    for name in &names {
        let values = [("value", ValueRef::Text(name))];
        marks.say(sink, NotationItem::Objects, PlaceRef::Document, &values);
    }
}
