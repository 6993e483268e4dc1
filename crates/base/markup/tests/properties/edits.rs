//! Laws of edits.

use super::read;
use proptest::{prelude::*, sample::Index};
use tosei_document::Limits;
use tosei_markup::{
    InsertAt, MarkupDocument, Node, NodeId, NodeKind,
    proptest::{documents, encoded_documents},
};

const NEW: &[&str] = &[
    "",
    "新",
    "<&>\"'",
    "]]>",
    "]]",
    ">",
    "\r\n\t",
    "𠮷〜é¥",
    "a",
];
const FRAGMENTS: &[&str] = &[
    "<n/>",
    ">",
    "]",
    "]]",
    "<p:n v='&amp;'>x</p:n>",
    "<![CDATA[<]]>",
    "<!-- c -->",
    "𠮷",
];

#[derive(Debug, Clone)]
enum Edit {
    Value(Index, usize),
    Attribute(Index, usize),
    RemoveAttribute(Index),
    Text(Index, usize),
    Insert(Index, usize, u8),
    Remove(Index),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let index = any::<Index>;
    let one = prop_oneof![
        (index(), 0..NEW.len()).prop_map(|(i, n)| Edit::Value(i, n)),
        (index(), 0..NEW.len()).prop_map(|(i, n)| Edit::Attribute(i, n)),
        index().prop_map(Edit::RemoveAttribute),
        (index(), 0..NEW.len()).prop_map(|(i, n)| Edit::Text(i, n)),
        (index(), 0..FRAGMENTS.len(), 0..4u8).prop_map(|(i, n, at)| Edit::Insert(i, n, at)),
        index().prop_map(Edit::Remove),
    ];
    prop::collection::vec(one, 1..8)
}

/// Makes all edits that are possible; how many were.
fn apply(
    document: &MarkupDocument,
    edits: &mut tosei_markup::MarkupEdits<'_>,
    list: &[Edit],
) -> usize {
    let ids: Vec<NodeId> = document.nodes().map(Node::id).collect();
    let pick = |index: &Index| ids[index.index(ids.len())];
    let first = |id| Some(document.element(id)?.attributes().next()?.qualified_name());
    let make = |edits: &mut tosei_markup::MarkupEdits<'_>, edit: &Edit| match edit {
        Edit::Value(index, new) => {
            let id = pick(index);
            first(id).is_some_and(|name| edits.set_attribute(id, name, NEW[*new]).is_ok())
        }
        Edit::Attribute(index, new) => edits.set_attribute(pick(index), "p:neu", NEW[*new]).is_ok(),
        Edit::RemoveAttribute(index) => {
            let id = pick(index);
            first(id).is_some_and(|name| edits.remove_attribute(id, name).is_ok())
        }
        Edit::Text(index, new) => edits.set_text(pick(index), NEW[*new]).is_ok(),
        Edit::Insert(index, fragment, at) => {
            let id = pick(index);
            let at = match at {
                0 => InsertAt::Before(id),
                1 => InsertAt::After(id),
                2 => InsertAt::Start(id),
                _ => InsertAt::End(id),
            };
            edits.insert(at, FRAGMENTS[*fragment]).is_ok()
        }
        Edit::Remove(index) => edits.remove(pick(index)).is_ok(),
    };
    list.iter().filter(|edit| make(edits, edit)).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Law: whatever is edited, the result is a document, and the same outside the edited spans.
    #[test]
    fn edits_change_their_spans_and_nothing_else((_, bytes) in encoded_documents(), list in edits()) {
        let document = MarkupDocument::read(&bytes, &Limits::default()).unwrap();
        let mut edits = document.edit();
        let made = apply(&document, &mut edits, &list);
        let written = edits.write();
        let new = MarkupDocument::read(&written, &Limits::default());
        let new = new.unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&written)));
        let pieces = edits.pieces();
        if made == 0 {
            prop_assert_eq!(&written, &bytes);
        }
        let (mut old_at, mut new_at) = (0, 0);
        for (span, text) in &pieces {
            prop_assert!(span.start >= old_at, "pieces are sorted and apart");
            let kept = &document.text()[old_at..span.start];
            prop_assert_eq!(&new.text()[new_at..new_at + kept.len()], kept);
            new_at += kept.len();
            prop_assert_eq!(&new.text()[new_at..new_at + text.len()], text.as_str());
            new_at += text.len();
            old_at = span.end;
        }
        prop_assert_eq!(&new.text()[new_at..], &document.text()[old_at..]);
        prop_assert_eq!(new.encoding(), document.encoding());
    }

    /// Law: a value or text that was set is read back, and every other one is as it was.
    #[test]
    fn what_is_set_is_read_back(text in documents(), which in any::<Index>(), new in 0..NEW.len()) {
        let document = read(&text);
        let elements: Vec<_> = document.nodes().filter_map(Node::as_element).collect();
        let element = elements[which.index(elements.len())];
        let values = |document: &MarkupDocument| -> Vec<String> {
            let elements = document.nodes().filter_map(Node::as_element);
            elements.flat_map(|e| e.attributes().map(|a| a.value().into_owned()).collect::<Vec<_>>()).collect()
        };
        let mut edits = document.edit();
        edits.set_attribute(element.id(), "neu", NEW[new]).unwrap();
        edits.set_attribute(element.id(), "neu", "x").unwrap();
        edits.set_attribute(element.id(), "neu", NEW[new]).unwrap();
        let changed = read(std::str::from_utf8(&edits.write()).unwrap());
        let same = changed.element(element.id()).unwrap();
        let attribute = same.attribute("", "neu").unwrap();
        prop_assert_eq!(attribute.value(), NEW[new]);
        prop_assert_eq!(values(&changed).len(), values(&document).len() + 1);
        let mut back = changed.edit();
        back.remove_attribute(element.id(), "neu").unwrap();
        prop_assert_eq!(back.write(), text.into_bytes());
    }

    /// Law: setting a text twice is setting it once, and it is read back.
    #[test]
    fn a_text_is_read_back(text in documents(), new in 0..NEW.len()) {
        let document = read(&text);
        for element in document.nodes().filter_map(Node::as_element) {
            let mut edits = document.edit();
            if edits.set_text(element.id(), "先").is_err() {
                continue;
            }
            edits.set_text(element.id(), NEW[new]).unwrap();
            let changed = read(std::str::from_utf8(&edits.write()).unwrap());
            prop_assert_eq!(changed.element(element.id()).unwrap().text(), NEW[new]);
        }
    }
}

#[test]
fn an_edit_inside_a_removed_node_is_refused_and_one_before_is_dropped() {
    let document = read("<a><b c='1'>x<d/></b>y</a>");
    let ids: Vec<NodeId> = document
        .nodes()
        .filter(|n| n.kind() == NodeKind::Element)
        .map(Node::id)
        .collect();
    let (b, d) = (ids[1], ids[2]);
    let mut edits = document.edit();
    edits.set_attribute(b, "c", "2").unwrap();
    edits.set_attribute(d, "e", "3").unwrap();
    edits.set_text(d, "z").unwrap();
    edits.insert(InsertAt::Before(d), "<n/>").unwrap();
    edits.remove(b).unwrap();
    assert_eq!(edits.write(), b"<a>y</a>");
    let removed = [
        edits.set_attribute(b, "c", "2"),
        edits.set_attribute(d, "f", "2"),
        edits.remove_attribute(b, "c"),
        edits.set_text(d, "w"),
        edits.insert(InsertAt::Before(d), "<n/>"),
        edits.insert(InsertAt::End(b), "<n/>"),
        edits.remove(b),
        edits.remove(d),
    ];
    for (number, result) in removed.into_iter().enumerate() {
        assert_eq!(
            result.unwrap_err().code(),
            "markup.edit.removed",
            "{number}"
        );
    }
    edits.insert(InsertAt::After(b), "<m/>").unwrap();
    assert_eq!(edits.write(), b"<a><m/>y</a>");
}

#[test]
fn characters_that_the_encoding_lacks_are_referenced_or_refused() {
    let xml = "<?xml version='1.0' encoding='ISO-8859-1'?><a b='x'>y</a>";
    let document = read(xml);
    let root = document.root().id();
    let mut edits = document.edit();
    edits
        .insert(InsertAt::End(root), "<c d='手'>続é</c>")
        .unwrap();
    for fragment in [
        "<手/>",
        "<!-- 手 -->",
        "<?i 手?>",
        "<![CDATA[手]]>",
        "<c 手=''/>",
    ] {
        let error = edits.insert(InsertAt::End(root), fragment).unwrap_err();
        assert_eq!(error.code(), "markup.edit.unrepresentable", "{fragment}");
    }
    let error = edits.set_attribute(root, "手", "").unwrap_err();
    assert_eq!(error.code(), "markup.edit.unrepresentable");
    let expected = xml.replace("</a>", "<c d='&#25163;'>&#32154;\u{E9}</c></a>");
    let expected: Vec<u8> = expected.chars().map(|c| u8::try_from(c).unwrap()).collect();
    assert_eq!(edits.write(), expected);
}
