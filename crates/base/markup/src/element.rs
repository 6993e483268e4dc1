//! Views: nodes, elements and attributes of a document.

use crate::{
    MarkupDocument, NamespaceId, NodeId, NodeKind, Position,
    node::{AttributeData, ElementData, NodeData, wide},
    value,
};
use std::{borrow::Cow, ops::Range};

/// 節 (node): an element, a text, a comment and so on, in its document.
#[derive(Debug, Clone, Copy)]
pub struct Node<'d> {
    document: &'d MarkupDocument,
    id: NodeId,
    data: NodeData,
}

impl<'d> Node<'d> {
    pub(crate) fn of(document: &'d MarkupDocument, id: NodeId) -> Self {
        Self {
            document,
            id,
            data: document.node_data(id),
        }
    }

    /// Its id in the document.
    #[must_use]
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// The document that it is in.
    #[must_use]
    pub const fn document(self) -> &'d MarkupDocument {
        self.document
    }

    /// What kind of node it is.
    #[must_use]
    pub const fn kind(self) -> NodeKind {
        self.data.kind
    }

    /// Its bytes in the text; for an element from its start tag to its end tag.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        wide(self.data.start)..wide(self.data.end)
    }

    /// It as it is written.
    #[must_use]
    pub fn source(self) -> &'d str {
        self.document.slice(self.data.start, self.data.end)
    }

    /// Line and column of its beginning.
    #[must_use]
    pub fn position(self) -> Position {
        self.document.position(wide(self.data.start))
    }

    /// The element, if it is one.
    #[must_use]
    pub fn as_element(self) -> Option<Element<'d>> {
        (self.data.kind == NodeKind::Element).then(|| Element::of(self.document, self.id))
    }

    /// The element that it stands in; `None` for what stands in no element.
    #[must_use]
    pub fn parent(self) -> Option<Element<'d>> {
        (self.id.0 != 0)
            .then(|| Self::of(self.document, NodeId(self.data.parent)))?
            .as_element()
    }

    /// What it says: the text of a text, a CDATA section or an element with all that is in it (not
    /// of comments and instructions), the inside of a comment; empty for the others.
    ///
    /// References are resolved, and every line end is a line feed.
    #[must_use]
    pub fn text(self) -> Cow<'d, str> {
        let inside = |head: &str, tail: &str| {
            let source = self.source();
            let source = source.strip_prefix(head).unwrap_or(source);
            source.strip_suffix(tail).unwrap_or(source)
        };
        match self.data.kind {
            NodeKind::Text => value::of_text(self.source()),
            NodeKind::Cdata => value::of_cdata(inside("<![CDATA[", "]]>")),
            NodeKind::Comment => value::of_cdata(inside("<!--", "-->")),
            NodeKind::Element => self.text_inside(),
            _ => Cow::Borrowed(""),
        }
    }

    fn text_inside(self) -> Cow<'d, str> {
        let mut text = Cow::Borrowed("");
        for node in self.descendants() {
            if matches!(node.kind(), NodeKind::Text | NodeKind::Cdata) {
                if text.is_empty() {
                    text = node.text();
                } else {
                    text.to_mut().push_str(&node.text());
                }
            }
        }
        text
    }

    /// The nodes inside it, at any depth, in reading order.
    pub fn descendants(self) -> impl Iterator<Item = Node<'d>> {
        let first = self.id.0.saturating_add(1);
        (first..self.data.subtree_end).map(move |number| Self::of(self.document, NodeId(number)))
    }

    /// The nodes directly inside it.
    pub fn children(self) -> impl Iterator<Item = Node<'d>> {
        let mut next = self.id.0.saturating_add(1);
        std::iter::from_fn(move || {
            if next >= self.data.subtree_end {
                return None;
            }
            let node = Self::of(self.document, NodeId(next));
            next = node.data.subtree_end.max(next.saturating_add(1));
            Some(node)
        })
    }
}

/// 要素 (element) of a document.
#[derive(Debug, Clone, Copy)]
pub struct Element<'d> {
    node: Node<'d>,
    data: ElementData,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.node.id == other.node.id && std::ptr::eq(self.node.document, other.node.document)
    }
}

impl Eq for Element<'_> {}

impl<'d> Element<'d> {
    /// The caller has made sure that the node is an element.
    pub(crate) fn of(document: &'d MarkupDocument, id: NodeId) -> Self {
        let node = Node::of(document, id);
        Self {
            node,
            data: document.element_data(node.data.element),
        }
    }

    /// It as a node.
    #[must_use]
    pub const fn node(self) -> Node<'d> {
        self.node
    }

    /// Its id in the document.
    #[must_use]
    pub const fn id(self) -> NodeId {
        self.node.id
    }

    /// The name without a prefix.
    #[must_use]
    pub fn local_name(self) -> &'d str {
        self.node
            .document
            .slice(self.data.local, self.data.name_end)
    }

    /// The name as it is written, with its prefix.
    #[must_use]
    pub fn qualified_name(self) -> &'d str {
        let start = self.node.data.start.saturating_add(1);
        self.node.document.slice(start, self.data.name_end)
    }

    /// The address of its namespace; empty for none.
    #[must_use]
    pub fn namespace(self) -> &'d str {
        self.node.document.namespace(self.namespace_id())
    }

    /// Its namespace, quick to compare.
    #[must_use]
    pub const fn namespace_id(self) -> NamespaceId {
        NamespaceId(self.data.namespace)
    }

    /// Whether it has this namespace (empty for none) and local name; prefixes do not matter.
    #[must_use]
    pub fn is(self, namespace: &str, local_name: &str) -> bool {
        self.local_name() == local_name && self.namespace() == namespace
    }

    /// Its attributes in the order in which they are written, declarations of namespaces among them.
    #[must_use]
    pub fn attributes(self) -> impl ExactSizeIterator<Item = Attribute<'d>> {
        let document = self.node.document;
        let data = document.attribute_data(self.data.first_attribute, self.data.attribute_end);
        data.iter().map(move |data| Attribute {
            document,
            data: *data,
        })
    }

    /// The attribute of a namespace and local name; the namespace is empty for a name without prefix.
    #[must_use]
    pub fn attribute(self, namespace: &str, local_name: &str) -> Option<Attribute<'d>> {
        let mut all = self.attributes();
        all.find(|a| a.local_name() == local_name && a.namespace() == namespace)
    }

    /// The nodes directly inside it.
    pub fn children(self) -> impl Iterator<Item = Node<'d>> {
        self.node.children()
    }

    /// The elements directly inside it.
    pub fn child_elements(self) -> impl Iterator<Item = Element<'d>> {
        self.node.children().filter_map(Node::as_element)
    }

    /// The elements inside it, at any depth, in reading order.
    pub fn descendant_elements(self) -> impl Iterator<Item = Element<'d>> {
        self.node.descendants().filter_map(Node::as_element)
    }

    /// The element that it stands in.
    #[must_use]
    pub fn parent(self) -> Option<Element<'d>> {
        self.node.parent()
    }

    /// The text inside it, at any depth: [`Node::text`].
    #[must_use]
    pub fn text(self) -> Cow<'d, str> {
        self.node.text()
    }

    /// Its bytes in the text, from its start tag to its end tag.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        self.node.span()
    }

    /// The bytes of its start tag.
    #[must_use]
    pub fn start_tag_span(self) -> Range<usize> {
        wide(self.node.data.start)..wide(self.data.open_end)
    }

    /// The bytes between its tags; empty, behind the tag, for `<a/>`.
    #[must_use]
    pub fn content_span(self) -> Range<usize> {
        wide(self.data.open_end)..wide(self.data.close_start)
    }

    /// Whether it is written as one tag, `<a/>`.
    #[must_use]
    pub fn is_single_tag(self) -> bool {
        self.data.open_end == self.node.data.end
    }

    /// Line and column of its beginning.
    #[must_use]
    pub fn position(self) -> Position {
        self.node.position()
    }

    /// What a prefix (empty: the default namespace) means at this element; `None` if nothing.
    #[must_use]
    pub fn namespace_of_prefix(self, prefix: &str) -> Option<Cow<'d, str>> {
        if prefix == "xml" {
            return Some(Cow::Borrowed(crate::scan::namespace::XML));
        }
        let mut at = Some(self);
        while let Some(element) = at {
            for attribute in element.attributes() {
                if attribute.declares() == Some(prefix) {
                    return Some(attribute.value());
                }
            }
            at = element.parent();
        }
        prefix.is_empty().then_some(Cow::Borrowed(""))
    }
}

/// 属性 (attribute) of an element.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'d> {
    document: &'d MarkupDocument,
    data: AttributeData,
}

impl<'d> Attribute<'d> {
    /// The name without a prefix.
    #[must_use]
    pub fn local_name(self) -> &'d str {
        self.document.slice(self.data.local, self.data.name_end)
    }

    /// The name as it is written, with its prefix.
    #[must_use]
    pub fn qualified_name(self) -> &'d str {
        self.document.slice(self.data.start, self.data.name_end)
    }

    /// The address of its namespace; empty for a name without a prefix.
    #[must_use]
    pub fn namespace(self) -> &'d str {
        self.document.namespace(NamespaceId(self.data.namespace))
    }

    /// Its namespace, quick to compare.
    #[must_use]
    pub const fn namespace_id(self) -> NamespaceId {
        NamespaceId(self.data.namespace)
    }

    /// What it says: references resolved; tabs and line ends that stand in it are blanks.
    #[must_use]
    pub fn value(self) -> Cow<'d, str> {
        value::of_attribute(self.raw_value())
    }

    /// The value as it is written, without its quotation marks.
    #[must_use]
    pub fn raw_value(self) -> &'d str {
        self.document.slice(self.data.value, self.data.value_end)
    }

    /// The bytes of the value, without its quotation marks.
    #[must_use]
    pub fn value_span(self) -> Range<usize> {
        wide(self.data.value)..wide(self.data.value_end)
    }

    /// The bytes from its name to its closing quotation mark.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        wide(self.data.start)..wide(self.data.value_end).saturating_add(1)
    }

    /// The bytes with the blanks before its name: what is removed with it.
    pub(crate) fn span_with_blank(self) -> Range<usize> {
        wide(self.data.blank)..wide(self.data.value_end).saturating_add(1)
    }

    /// Line and column of its name.
    #[must_use]
    pub fn position(self) -> Position {
        self.document.position(wide(self.data.start))
    }

    /// The prefix that it declares (empty: the default), if it declares a namespace.
    #[must_use]
    pub fn declares(self) -> Option<&'d str> {
        if self.namespace_id() != NamespaceId::XMLNS {
            return None;
        }
        match self.qualified_name() {
            "xmlns" => Some(""),
            _ => Some(self.local_name()),
        }
    }
}
