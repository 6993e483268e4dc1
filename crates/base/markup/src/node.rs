//! How a document keeps its structure: arrays of small records over one text.

/// 節の種類 (kind of node).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NodeKind {
    /// The document itself; its children are the root element and what stands beside it.
    Document,
    /// An element with its tags and all that is in it.
    Element,
    /// A run of text with its references.
    Text,
    /// A CDATA section.
    Cdata,
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
    /// The XML declaration.
    Declaration,
    /// The DOCTYPE, kept verbatim; nothing of it is applied.
    Doctype,
}

/// Names a node of one document: its number in reading order, 0 for the document itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The number in reading order.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// Names a namespace of one document, so that names are compared without their long addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NamespaceId(pub(crate) u32);

impl NamespaceId {
    /// No namespace.
    pub const NONE: Self = Self(0);
    pub(crate) const XML: Self = Self(1);
    pub(crate) const XMLNS: Self = Self(2);
}

/// A node; offsets are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeData {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) parent: u32,
    /// The number behind the last node inside.
    pub(crate) subtree_end: u32,
    /// The number among the elements.
    pub(crate) element: u32,
    pub(crate) kind: NodeKind,
}

/// What an element has beside its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ElementData {
    /// Where the local name begins; the qualified name begins one behind the node.
    pub(crate) local: u32,
    pub(crate) name_end: u32,
    pub(crate) namespace: u32,
    /// The end of the start tag.
    pub(crate) open_end: u32,
    /// The start of the end tag; for `<a/>` the end of the start tag.
    pub(crate) close_start: u32,
    pub(crate) first_attribute: u32,
    pub(crate) attribute_end: u32,
}

/// An attribute; offsets are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AttributeData {
    /// Where the blanks before the name begin.
    pub(crate) blank: u32,
    pub(crate) start: u32,
    pub(crate) local: u32,
    pub(crate) name_end: u32,
    pub(crate) value: u32,
    pub(crate) value_end: u32,
    pub(crate) namespace: u32,
}

/// An offset of a text that is known to have at most `u32::MAX` bytes.
pub(crate) fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// The way back.
pub(crate) fn wide(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
