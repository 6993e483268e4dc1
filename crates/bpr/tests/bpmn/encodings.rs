//! Our own fixtures with real non-ASCII text in each encoding.

use std::path::Path;
use tosei_bpr::{
    Medium,
    bpmn::{BpmnDocument, ExtensionValue},
};
use tosei_document::Limits;

/// File, encoding, byte order mark, the name of the task, a new name that the encoding has.
const FIXTURES: &[(&str, &str, bool, &str, &str)] = &[
    (
        "utf-8.bpmn",
        "utf-8",
        false,
        "申請書の受付（架空）𠮷",
        "受付・確認𩸽",
    ),
    (
        "utf-8-mark.bpmn",
        "utf-8",
        true,
        "申請書の受付（架空）𠮷",
        "受付・確認𩸽",
    ),
    (
        "utf-16le-mark.bpmn",
        "utf-16le",
        true,
        "申請書の受付（架空）𠮷",
        "受付・確認𩸽",
    ),
    (
        "utf-16be-mark.bpmn",
        "utf-16be",
        true,
        "申請書の受付（架空）𠮷",
        "受付・確認𩸽",
    ),
    (
        "utf-16le.bpmn",
        "utf-16le",
        false,
        "申請書の受付（架空）𠮷",
        "受付・確認𩸽",
    ),
    (
        "utf-16be.bpmn",
        "utf-16be",
        false,
        "申請書の受付（架空）𠮷",
        "受付・確認𩸽",
    ),
    (
        "iso-8859-1.bpmn",
        "iso-8859-1",
        false,
        "Prüfung der Anträge (é, ß)",
        "Überprüfung",
    ),
    (
        "windows-1252.bpmn",
        "windows-1252",
        false,
        "Prüfung – „Antrag“ für 5 €",
        "Größe ‰ – €",
    ),
    (
        "shift_jis.bpmn",
        "shift_jis",
        false,
        "申請書の受付（架空）①髙",
        "受付・確認㈱﨑",
    ),
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/encodings")
}

#[test]
fn every_encoding_is_read_edited_and_written() {
    for (file, encoding, mark, name, new) in FIXTURES {
        let bytes = std::fs::read(folder().join(file)).unwrap();
        let document = BpmnDocument::read(&bytes, &Limits::default()).unwrap();
        assert_eq!(document.markup().encoding().code(), *encoding, "{file}");
        assert_eq!(document.markup().has_byte_order_mark(), *mark, "{file}");
        assert!(document.write() == bytes, "{file}");
        let flow = &document.flows()[0];
        assert_eq!(flow.node("t1").unwrap().title(), *name, "{file}");

        let mut edits = document.edit();
        edits.rename("t1", new).unwrap();
        edits
            .set("t1", ExtensionValue::Medium(Medium::Paper))
            .unwrap();
        edits
            .set("t1", ExtensionValue::Work("30".parse().unwrap()))
            .unwrap();
        let written = edits.write().unwrap();
        let again = BpmnDocument::read(&written, &Limits::default()).unwrap();
        assert_eq!(again.markup().encoding().code(), *encoding, "{file}");
        assert_eq!(again.markup().has_byte_order_mark(), *mark, "{file}");
        let node = again.flows()[0].node("t1").unwrap();
        assert_eq!(node.title(), *new, "{file}");
        assert_eq!(node.activity().unwrap().medium, Some(Medium::Paper));
        // Nothing but the two values: the old text with them put in is the new text.
        let old = document.markup().text();
        let extension = "<b:extensionElements><tosei:activity xmlns:tosei=\"urn:tosei:bpmn:1\" \
                         medium=\"paper\" work=\"30\"/></b:extensionElements>";
        let expected = old
            .replacen(&format!("name='{name}'"), &format!("name='{new}'"), 1)
            .replacen("<!-- t1 -->", &format!("{extension}<!-- t1 -->"), 1);
        assert_eq!(again.markup().text(), expected, "{file}");
    }
}

#[test]
fn a_character_that_the_encoding_lacks_becomes_a_reference() {
    let bytes = std::fs::read(folder().join("iso-8859-1.bpmn")).unwrap();
    let document = BpmnDocument::read(&bytes, &Limits::default()).unwrap();
    let mut edits = document.edit();
    edits.rename("t1", "受付").unwrap();
    let written = edits.write().unwrap();
    let shown = written
        .windows(16)
        .any(|window| window == "&#21463;&#20184;".as_bytes());
    assert!(shown);
    let again = BpmnDocument::read(&written, &Limits::default()).unwrap();
    assert_eq!(again.flows()[0].node("t1").unwrap().title(), "受付");
}
