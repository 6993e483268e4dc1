//! 文書 (document): a text that owns itself, and its structure.

use crate::{
    Defect, Element, LineIndex, MarkupEdits, MarkupEncoding, MarkupError, NamespaceId, Node,
    NodeId, Position, encoding,
    node::{AttributeData, ElementData, NodeData, small, wide},
    scan,
};
use tosei_document::Limits;

/// XML文書 (XML document): the text as it was decoded, and every node as a span of it.
///
/// The text is well-formed and its namespaces are sound: all that XML 1.0 and Namespaces in XML
/// demand of a document was checked while reading, beyond the declarations inside a DOCTYPE, which are
/// delimited and kept but not applied (no entities, no default attributes, no validity).
/// A document does not change; [`edit`](Self::edit) collects changes and writes them.
///
/// # Invariant
///
/// [`write`](Self::write) gives the bytes that were read, whatever they were: byte order mark,
/// encoding, order of attributes, quotation marks, blanks, comments, DOCTYPE.
///
/// # Not to be confused with
///
/// A tree of values. Text and attribute values are resolved when they are asked for, so that what is
/// not asked for costs nothing and is not lost.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
/// use tosei_markup::MarkupDocument;
///
/// let xml = r#"<flow xmlns="urn:example:flow"><task name="受付 &amp; 確認"/><!-- 架空 --></flow>"#;
/// let document = MarkupDocument::read(xml.as_bytes(), &Limits::default())?;
/// let task = document.root().child_elements().next().unwrap();
/// assert!(task.is("urn:example:flow", "task"));
/// assert_eq!(task.attribute("", "name").unwrap().value(), "受付 & 確認");
/// assert_eq!(task.position().to_string(), "1:32");
/// assert_eq!(document.write(), xml.as_bytes());
/// # Ok::<(), tosei_markup::MarkupError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupDocument {
    text: String,
    encoding: MarkupEncoding,
    bom: bool,
    /// The bytes as read, where several bytes mean the same character.
    source: Option<Vec<u8>>,
    nodes: Vec<NodeData>,
    elements: Vec<ElementData>,
    attributes: Vec<AttributeData>,
    namespaces: Vec<String>,
    root: u32,
}

impl MarkupDocument {
    /// Reads a document: tells its encoding, decodes it, finds its nodes and checks it in full.
    ///
    /// Of the limits, `depth` counts elements in each other, `items` nodes and attributes, and `text` is
    /// for one run of text, attribute value, comment or the like. No input needs more memory than
    /// a small multiple of its size: entities are not expanded.
    ///
    /// # Errors
    ///
    /// [`MarkupError`] with the first [`Defect`] and its line and column.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, MarkupError> {
        let most = limits.bytes.min(u64::from(u32::MAX).saturating_sub(1));
        let too_large = |size: usize| u64::try_from(size).unwrap_or(u64::MAX) > most;
        let error = || {
            let limit = most.to_string();
            MarkupError::new(Defect::TooLarge, Position::START, &limit, "")
        };
        if too_large(bytes.len()) {
            return Err(error());
        }
        let decoded = encoding::decode(bytes)?;
        // Latin-1 and UTF-16 may grow in UTF-8.
        if decoded.text.len() >= wide(u32::MAX) {
            return Err(error());
        }
        let structure = scan::scan(&decoded.text, limits);
        let structure = structure.map_err(|found| found.into_error(&decoded.text))?;
        let keep = decoded.encoding == MarkupEncoding::ShiftJis;
        Ok(Self {
            source: keep.then(|| bytes.to_vec()),
            text: decoded.text,
            encoding: decoded.encoding,
            bom: decoded.bom,
            nodes: structure.nodes,
            elements: structure.elements,
            attributes: structure.attributes,
            namespaces: structure.namespaces,
            root: structure.root,
        })
    }

    /// The text, decoded, without a byte order mark; all spans are byte offsets in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding that it was read in and is written in.
    #[must_use]
    pub const fn encoding(&self) -> MarkupEncoding {
        self.encoding
    }

    /// Whether it began with a byte order mark.
    #[must_use]
    pub const fn has_byte_order_mark(&self) -> bool {
        self.bom
    }

    /// The root element.
    #[must_use]
    pub fn root(&self) -> Element<'_> {
        Element::of(self, NodeId(self.root))
    }

    /// How many nodes there are, the document itself among them.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// All nodes in reading order, the document itself first.
    #[must_use]
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> {
        (0..small(self.nodes.len())).map(|number| Node::of(self, NodeId(number)))
    }

    /// A node by its id; `None` if the id is of another, larger document.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<Node<'_>> {
        self.nodes.get(wide(id.0)).map(|_| Node::of(self, id))
    }

    /// An element by its id; `None` if the id is that of another node or document.
    #[must_use]
    pub fn element(&self, id: NodeId) -> Option<Element<'_>> {
        self.node(id)?.as_element()
    }

    /// The namespace of an address, if the document declares it: to compare many names quickly.
    #[must_use]
    pub fn namespace_id(&self, uri: &str) -> Option<NamespaceId> {
        let number = self.namespaces.iter().position(|known| known == uri)?;
        u32::try_from(number).ok().map(NamespaceId)
    }

    /// The address of a namespace; empty for none.
    #[must_use]
    pub fn namespace(&self, id: NamespaceId) -> &str {
        self.namespaces.get(wide(id.0)).map_or("", String::as_str)
    }

    /// Line and column of a byte offset of the text; for many of them, see
    /// [`line_index`](Self::line_index).
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        Position::of(&self.text, offset)
    }

    /// An index of the lines, for many positions.
    #[must_use]
    pub fn line_index(&self) -> LineIndex {
        LineIndex::new(&self.text)
    }

    /// The bytes that were read.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        if let Some(source) = &self.source {
            return source.clone();
        }
        let mut out = Vec::with_capacity(self.text.len().saturating_add(3));
        if self.bom {
            out.extend_from_slice(self.encoding.mark());
        }
        self.encoding.encode(&self.text, &mut out);
        out
    }

    /// Begins a list of edits.
    #[must_use]
    pub fn edit(&self) -> MarkupEdits<'_> {
        MarkupEdits::new(self)
    }

    pub(crate) fn source(&self) -> Option<&[u8]> {
        self.source.as_deref()
    }

    pub(crate) fn node_data(&self, id: NodeId) -> NodeData {
        let data = self.nodes.get(wide(id.0)).or(self.nodes.first());
        data.copied().unwrap_or(NodeData {
            start: 0,
            end: 0,
            parent: 0,
            subtree_end: 0,
            element: 0,
            kind: crate::NodeKind::Document,
        })
    }

    pub(crate) fn element_data(&self, number: u32) -> ElementData {
        self.elements.get(wide(number)).copied().unwrap_or_default()
    }

    pub(crate) fn attribute_data(&self, first: u32, end: u32) -> &[AttributeData] {
        self.attributes
            .get(wide(first)..wide(end))
            .unwrap_or_default()
    }

    pub(crate) fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(wide(start)..wide(end)).unwrap_or_default()
    }
}
