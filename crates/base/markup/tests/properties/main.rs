//! Laws of documents.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

mod edits;
mod naive;
mod pages;

use proptest::prelude::*;
use tosei_document::Limits;
use tosei_markup::{
    MarkupDocument, NodeKind, Position,
    proptest::{documents, encoded_documents, nearly_documents},
};

fn read(text: &str) -> MarkupDocument {
    MarkupDocument::read(text.as_bytes(), &Limits::default())
        .unwrap_or_else(|e| panic!("{e}: {text}"))
}

/// What must hold of any document that was read.
fn check_spans(document: &MarkupDocument) {
    let text = document.text();
    let mut start = 0;
    for node in document.nodes() {
        let span = node.span();
        assert!(text.get(span.clone()).is_some(), "on character boundaries");
        assert!(span.start >= start && span.end <= text.len());
        start = span.start;
        if let Some(parent) = node.parent() {
            let inside = parent.content_span();
            assert!(inside.start <= span.start && span.end <= inside.end);
        }
        let mut end = span.start;
        for child in node.children() {
            assert!(child.span().start >= end);
            end = child.span().end;
        }
        if let Some(element) = node.as_element() {
            assert!(text[element.start_tag_span()].starts_with('<'));
            let mut end = span.start;
            for attribute in element.attributes() {
                assert!(
                    attribute.span().start > end
                        && attribute.value_span().end < attribute.span().end
                );
                end = attribute.span().end;
            }
            assert!(end <= element.start_tag_span().end);
        } else if node.kind() != NodeKind::Document {
            assert_eq!(node.descendants().count(), 0);
        }
    }
}

proptest! {
    /// Law: what is read is written byte for byte, in every encoding.
    #[test]
    fn reading_and_writing_change_nothing((encoding, bytes) in encoded_documents()) {
        let document = MarkupDocument::read(&bytes, &Limits::default()).unwrap();
        prop_assert_eq!(document.encoding(), encoding);
        prop_assert_eq!(document.write(), bytes);
        check_spans(&document);
    }

    /// Law: a slow, obvious parser finds the same structure.
    #[test]
    fn an_obvious_parser_agrees(text in documents()) {
        prop_assert_eq!(naive::of_document(&read(&text)), naive::parse(&text));
    }

    /// Law: nothing panics; what is refused has a place in the text, what is read keeps its laws.
    #[test]
    fn texts_that_are_nearly_documents_are_read_or_refused(text in nearly_documents()) {
        match MarkupDocument::read(text.as_bytes(), &Limits::default()) {
            Ok(document) => {
                check_spans(&document);
                prop_assert_eq!(document.write(), text.into_bytes());
            }
            Err(error) => {
                let end = Position::of(&text, text.len());
                prop_assert!(error.position() <= end, "{error}");
            }
        }
    }

    /// Law: nothing panics on any bytes.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(document) = MarkupDocument::read(&bytes, &Limits::default()) {
            prop_assert_eq!(document.write(), bytes);
        }
    }
}

/// Law: ten megabytes of nesting are one error, in no time and without a deep stack.
#[test]
fn deep_nesting_is_refused() {
    let deep = "<a>".repeat(3_500_000);
    let error = MarkupDocument::read(deep.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 193: elements are nested deeper than `64`"
    );
    let limits = Limits {
        depth: u32::MAX,
        ..Limits::default()
    };
    let error = MarkupDocument::read(deep.as_bytes(), &limits).unwrap_err();
    assert_eq!(error.code(), "markup.xml.unclosed_element");
    let closed = deep + &"</a>".repeat(3_500_000);
    let document = MarkupDocument::read(closed.as_bytes(), &limits).unwrap();
    assert_eq!(document.root().descendant_elements().count(), 3_499_999);
    drop(document);
}

/// Law: an entity bomb costs what its text costs.
#[test]
fn entity_bombs_are_refused() {
    let mut text = String::from("<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for number in 1..=64 {
        let inside = format!("&e{};", number - 1).repeat(16);
        text += &format!("<!ENTITY e{number} '{inside}'>");
    }
    text += "]>\n<a>&e64;</a>";
    let error = MarkupDocument::read(text.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.position().line),
        ("markup.xml.entity_refused", 2)
    );
    let harmless = text.replace(">&e64;<", "><");
    assert_eq!(read(&harmless).write(), harmless.as_bytes());
}

/// Law: many attributes, many declarations and many prefixes cost no more than their number.
#[test]
fn wide_elements_are_read() {
    let mut text = String::from("<a");
    for number in 0..200_000 {
        text += &format!(" a{number}=''");
    }
    assert_eq!(
        read(&(text.clone() + "/>")).root().attributes().len(),
        200_000
    );
    let twice = text + " a7=''/>";
    let error = MarkupDocument::read(twice.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "markup.xml.duplicate_attribute");
    let mut text = String::from("<a");
    for number in 0..600 {
        text += &format!(" xmlns:a{number}='urn:{number}'");
    }
    let error = MarkupDocument::read((text + "/>").as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "markup.limit.namespaces");
}
