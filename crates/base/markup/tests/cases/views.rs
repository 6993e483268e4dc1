//! Every view of a document: nodes, elements, attributes, namespaces, places.

use crate::{node, read};
use tosei_markup::{Element, MarkupEncoding, NamespaceId, NodeKind, Position};

const TEXT: &str = "<?xml version='1.0'?>\n<!DOCTYPE p:f>\n<p:f xmlns:p='urn:p' xmlns='urn:d' p:a='1&amp;\n2' b=\"3\"><g>甲<![CDATA[&乙\r]]></g><!--註\r--><?do it?><h xmlns=''><i c='4'/></h>\n</p:f>";

fn child<'d>(of: Element<'d>, number: usize) -> Element<'d> {
    of.child_elements().nth(number).unwrap()
}

#[test]
fn nodes() {
    let document = read(TEXT);
    let kinds: Vec<(NodeKind, &str)> = document.nodes().map(|n| (n.kind(), n.source())).collect();
    assert_eq!(document.node_count(), 12);
    assert_eq!(kinds.len(), 12);
    assert_eq!(kinds[0], (NodeKind::Document, TEXT));
    assert_eq!(kinds[1], (NodeKind::Declaration, "<?xml version='1.0'?>"));
    assert_eq!(kinds[2], (NodeKind::Doctype, "<!DOCTYPE p:f>"));
    assert_eq!(kinds[3].0, NodeKind::Element);
    assert_eq!(kinds[4], (NodeKind::Element, "<g>甲<![CDATA[&乙\r]]></g>"));
    assert_eq!(kinds[5], (NodeKind::Text, "甲"));
    assert_eq!(kinds[6], (NodeKind::Cdata, "<![CDATA[&乙\r]]>"));
    assert_eq!(kinds[7], (NodeKind::Comment, "<!--註\r-->"));
    assert_eq!(kinds[8], (NodeKind::Instruction, "<?do it?>"));
    assert_eq!(kinds[9], (NodeKind::Element, "<h xmlns=''><i c='4'/></h>"));
    assert_eq!(kinds[10], (NodeKind::Element, "<i c='4'/>"));
    assert_eq!(kinds[11], (NodeKind::Text, "\n"));
    let texts: Vec<String> = document.nodes().map(|n| n.text().into_owned()).collect();
    let inside = "甲&乙\n\n";
    assert_eq!(
        texts,
        [
            "",
            "",
            "",
            inside,
            "甲&乙\n",
            "甲",
            "&乙\n",
            "註\n",
            "",
            "",
            "",
            "\n"
        ]
    );
    let parents: Vec<Option<u32>> = document
        .nodes()
        .map(|n| n.parent().map(|p| p.id().get()))
        .collect();
    assert_eq!(
        parents,
        [
            None,
            None,
            None,
            None,
            Some(3),
            Some(4),
            Some(4),
            Some(3),
            Some(3),
            Some(3),
            Some(9),
            Some(3)
        ]
    );
    let ids = |numbers: &mut dyn Iterator<Item = tosei_markup::Node<'_>>| -> Vec<u32> {
        numbers.map(|n| n.id().get()).collect()
    };
    let top = document.nodes().next().unwrap();
    assert_eq!(ids(&mut top.children()), [1, 2, 3]);
    assert_eq!(ids(&mut top.descendants()).len(), 11);
    assert_eq!(ids(&mut document.root().children()), [4, 7, 8, 9, 11]);
    assert_eq!(
        ids(&mut document.root().node().descendants()),
        [4, 5, 6, 7, 8, 9, 10, 11]
    );
    let text = document.node(node(&document, 5)).unwrap();
    assert!(text.as_element().is_none() && text.children().next().is_none());
    assert!(std::ptr::eq(text.document(), &document));
    assert_eq!(
        text.span(),
        TEXT.find('甲').unwrap()..TEXT.find("<![CDATA").unwrap()
    );
    assert_eq!(text.position().to_string(), "4:13");
    assert_eq!(document.element(node(&document, 5)), None);
    assert_eq!(
        document.element(node(&document, 4)),
        Some(child(document.root(), 0))
    );
    // An id of a larger document.
    let small = read("<a/>");
    assert!(
        small.node(node(&document, 2)).is_none() && small.element(node(&document, 2)).is_none()
    );
    assert_eq!(
        small.node(node(&document, 1)).unwrap().kind(),
        NodeKind::Element
    );
}

#[test]
fn elements() {
    let document = read(TEXT);
    let root = document.root();
    let (g, h) = (child(root, 0), child(root, 1));
    let i = child(h, 0);
    assert_eq!(
        (root.qualified_name(), root.local_name(), root.namespace()),
        ("p:f", "f", "urn:p")
    );
    assert_eq!(
        (g.qualified_name(), g.local_name(), g.namespace()),
        ("g", "g", "urn:d")
    );
    assert_eq!(
        (i.qualified_name(), i.local_name(), i.namespace()),
        ("i", "i", "")
    );
    assert!(root.is("urn:p", "f") && !root.is("urn:d", "f") && !root.is("urn:p", "g"));
    assert_eq!(i.namespace_id(), NamespaceId::NONE);
    assert_eq!(root.id().get(), 3);
    assert_eq!(root.node().id(), root.id());
    let names: Vec<&str> = root
        .descendant_elements()
        .map(Element::local_name)
        .collect();
    assert_eq!(names, ["g", "h", "i"]);
    assert_eq!(root.child_elements().count(), 2);
    assert_eq!(
        (root.parent(), i.parent(), h.parent()),
        (None, Some(h), Some(root))
    );
    assert!(g != h && g == child(root, 0));
    let other = read(TEXT);
    assert!(other.root() != root);
    assert_eq!(g.text(), "甲&乙\n");
    assert_eq!(&TEXT[g.span()], "<g>甲<![CDATA[&乙\r]]></g>");
    assert_eq!(&TEXT[g.start_tag_span()], "<g>");
    assert_eq!(&TEXT[g.content_span()], "甲<![CDATA[&乙\r]]>");
    assert_eq!(&TEXT[i.start_tag_span()], "<i c='4'/>");
    assert_eq!(i.content_span(), i.span().end..i.span().end);
    assert!(i.is_single_tag() && !g.is_single_tag());
    assert!(!child(read("<a><b></b></a>").root(), 0).is_single_tag());
    assert_eq!(
        (root.position().to_string(), g.position().to_string()),
        ("3:1".into(), "4:10".into())
    );
    for (element, prefix, namespace) in [
        (root, "p", Some("urn:p")),
        (root, "", Some("urn:d")),
        (i, "p", Some("urn:p")),
        (i, "", Some("")),
        (g, "", Some("urn:d")),
        (i, "z", None),
        (i, "xml", Some("http://www.w3.org/XML/1998/namespace")),
    ] {
        assert_eq!(
            element.namespace_of_prefix(prefix).as_deref(),
            namespace,
            "{prefix}"
        );
    }
    assert_eq!(
        read("<a/>").root().namespace_of_prefix("").as_deref(),
        Some("")
    );
}

#[test]
fn attributes() {
    let document = read(TEXT);
    let root = document.root();
    assert_eq!(root.attributes().len(), 4);
    let declares: Vec<Option<&str>> = root
        .attributes()
        .map(tosei_markup::Attribute::declares)
        .collect();
    assert_eq!(declares, [Some("p"), Some(""), None, None]);
    let a = root.attribute("urn:p", "a").unwrap();
    assert_eq!(
        (a.qualified_name(), a.local_name(), a.namespace()),
        ("p:a", "a", "urn:p")
    );
    assert_eq!((a.raw_value(), a.value().as_ref()), ("1&amp;\n2", "1& 2"));
    assert_eq!(
        (&TEXT[a.span()], &TEXT[a.value_span()]),
        ("p:a='1&amp;\n2'", "1&amp;\n2")
    );
    assert_eq!(a.position().to_string(), "3:36");
    assert_eq!(Some(a.namespace_id()), document.namespace_id("urn:p"));
    let b = root.attribute("", "b").unwrap();
    assert_eq!(
        (b.value().as_ref(), b.namespace(), b.namespace_id()),
        ("3", "", NamespaceId::NONE)
    );
    assert!(root.attribute("", "a").is_none() && root.attribute("urn:d", "b").is_none());
    assert!(root.attribute("urn:p", "b").is_none());
}

#[test]
fn namespaces_and_places() {
    let document = read(TEXT);
    assert_eq!(document.namespace_id(""), Some(NamespaceId::NONE));
    assert_eq!(document.namespace_id("urn:none"), None);
    for uri in ["urn:p", "urn:d", ""] {
        let id = document.namespace_id(uri).unwrap();
        assert_eq!(document.namespace(id), uri);
    }
    assert_eq!(
        document.namespace_id("urn:p"),
        Some(document.root().namespace_id())
    );
    assert_ne!(
        document.namespace_id("urn:p"),
        document.namespace_id("urn:d")
    );
    assert_eq!(
        read("<a/>").namespace(document.namespace_id("urn:d").unwrap()),
        ""
    );
    assert_eq!(document.text(), TEXT);
    assert_eq!(
        (document.encoding(), document.has_byte_order_mark()),
        (MarkupEncoding::Utf8, false)
    );
    assert!(read("\u{FEFF}<a/>").has_byte_order_mark());
    assert_eq!(read("\u{FEFF}<a/>").write(), "\u{FEFF}<a/>".as_bytes());
    assert_eq!(document.position(22).to_string(), "2:1");
    let index = document.line_index();
    for (line, column, offset) in [
        (1, 1, Some(0)),
        (1, 22, Some(21)),
        (2, 1, Some(22)),
        (3, 1, Some(37)),
        (1, 23, None),
        (9, 1, None),
    ] {
        let position = Position { line, column };
        assert_eq!(index.offset(TEXT, position), offset, "{position}");
        if let Some(offset) = offset {
            assert_eq!(index.position(TEXT, offset), position);
        }
    }
}
