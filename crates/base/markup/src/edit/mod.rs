//! 編集 (edits): replacements of spans, so that nothing else changes.

mod error;
mod escape;
mod fragment;
mod replace;

pub use error::EditError;

use crate::{Attribute, Element, MarkupDocument, NamespaceId, NodeId, NodeKind, scan::name};
use escape::{Slot, escape};
use replace::Replacements;
use std::{collections::BTreeMap, ops::Range};

/// Where a fragment is inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InsertAt {
    /// Before the node.
    Before(NodeId),
    /// Behind the node.
    After(NodeId),
    /// Inside the element, before all that is in it.
    Start(NodeId),
    /// Inside the element, behind all that is in it.
    End(NodeId),
}

/// 編集 (edits): changes to one document, written all at once.
///
/// The document stays as it is. The written bytes equal those that were read but for the edited
/// values, in the same encoding. A character that the encoding lacks is written as a character
/// reference, and refused where none can stand (in a name, a comment, a CDATA section of a
/// fragment). The result is well-formed: whatever would break it is refused by the edit.
///
/// Setting the same value again replaces the earlier edit. Removing a node drops the edits inside it,
/// and an edit inside a removed node is refused. Insertions at one place stand in the order
/// in which they were made.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
/// use tosei_markup::MarkupDocument;
///
/// let xml = "<f><task  name='受付' id=\"t1\"/> <!-- 架空 --></f>";
/// let document = MarkupDocument::read(xml.as_bytes(), &Limits::default())?;
/// let task = document.root().child_elements().next().unwrap();
/// let mut edits = document.edit();
/// edits.set_attribute(task.id(), "name", "受付 & 「本人」確認")?;
/// let written = String::from_utf8(edits.write()).unwrap();
/// assert_eq!(written, "<f><task  name='受付 &amp; 「本人」確認' id=\"t1\"/> <!-- 架空 --></f>");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct MarkupEdits<'d> {
    document: &'d MarkupDocument,
    replacements: Replacements,
    /// New attributes by element, each with its name and its escaped value.
    attributes: BTreeMap<NodeId, Vec<(String, String)>>,
    /// New content of elements that are one tag, which becomes two.
    contents: BTreeMap<NodeId, Content>,
}

/// What comes between the tags of an element that had one tag.
#[derive(Debug, Clone, Default)]
struct Content {
    start: String,
    text: String,
    end: String,
}

impl<'d> MarkupEdits<'d> {
    pub(crate) fn new(document: &'d MarkupDocument) -> Self {
        Self {
            document,
            replacements: Replacements::default(),
            attributes: BTreeMap::new(),
            contents: BTreeMap::new(),
        }
    }

    /// The document that is edited.
    #[must_use]
    pub fn document(&self) -> &'d MarkupDocument {
        self.document
    }

    /// Whether no edit was made.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.replacements.is_empty() && self.attributes.is_empty() && self.contents.is_empty()
    }

    /// Sets an attribute's value; an attribute that the element lacks is added behind the others.
    ///
    /// The name is as it is written, with its prefix, which must be declared at the element.
    ///
    /// # Errors
    ///
    /// - [`EditError::NoSuchNode`] if the id is of no element.
    /// - [`EditError::NamespaceDeclaration`] if the name is `xmlns` or begins with `xmlns:`.
    /// - [`EditError::Name`] if it is no name or its prefix is not declared.
    /// - [`EditError::DuplicateAttribute`] if the element has it under another prefix.
    /// - [`EditError::Character`] if XML cannot write a character of the value.
    /// - [`EditError::Removed`] if an earlier edit removed the element or the attribute.
    pub fn set_attribute(
        &mut self,
        element: NodeId,
        name: &str,
        value: &str,
    ) -> Result<(), EditError> {
        let element = self.element(element)?;
        let encoding = self.document.encoding();
        let named = || name.to_owned();
        if name == "xmlns" || name.starts_with("xmlns:") {
            return Err(EditError::NamespaceDeclaration { name: named() });
        }
        if let Some(attribute) = attribute_as_written(element, name) {
            let span = attribute.value_span();
            let quote = self.document.text().get(..span.start).unwrap_or_default();
            let quote = quote.chars().next_back().unwrap_or('"');
            let value = escape(value, Slot::Value(quote), encoding)?;
            return self.replacements.replace(span, value);
        }
        let local = name::local(name).filter(|_| name::is_name(name));
        let local = local.ok_or_else(|| EditError::Name { name: named() })?;
        self.fits_name(name)?;
        let prefix = name.get(..local.saturating_sub(1)).unwrap_or_default();
        if !prefix.is_empty() {
            let namespace = element.namespace_of_prefix(prefix);
            let namespace = namespace.ok_or_else(|| EditError::Name { name: named() })?;
            let local = name.get(local..).unwrap_or_default();
            let new = self.attributes.get(&element.id()).into_iter().flatten();
            let new = new.filter(|(other, _)| other != name).any(|(other, _)| {
                let (other_prefix, other_local) = other.split_once(':').unwrap_or(("", other));
                let other = element.namespace_of_prefix(other_prefix);
                !other_prefix.is_empty() && other_local == local && other == Some(namespace.clone())
            });
            if new || element.attribute(&namespace, local).is_some() {
                return Err(EditError::DuplicateAttribute { name: named() });
            }
        }
        let place = element.start_tag_span().start;
        self.replacements
            .check_free(place..place.saturating_add(1))?;
        let value = escape(value, Slot::Value('"'), encoding)?;
        let list = self.attributes.entry(element.id()).or_default();
        match list.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => list.push((named(), value)),
        }
        Ok(())
    }

    /// Removes an attribute with the blanks before it; one that was only just added, too.
    ///
    /// # Errors
    ///
    /// - [`EditError::NoSuchNode`] if the id is of no element.
    /// - [`EditError::NoSuchAttribute`] if it has no attribute that is written so.
    /// - [`EditError::NamespaceDeclaration`] if the attribute declares a namespace.
    /// - [`EditError::Removed`] if an earlier edit removed the element.
    pub fn remove_attribute(&mut self, element: NodeId, name: &str) -> Result<(), EditError> {
        let element = self.element(element)?;
        let named = || name.to_owned();
        if let Some(list) = self.attributes.get_mut(&element.id()) {
            let before = list.len();
            list.retain(|(known, _)| known != name);
            let removed = list.len() < before;
            if list.is_empty() {
                self.attributes.remove(&element.id());
            }
            if removed {
                return Ok(());
            }
        }
        let attribute = attribute_as_written(element, name);
        let attribute = attribute.ok_or_else(|| EditError::NoSuchAttribute { name: named() })?;
        if attribute.namespace_id() == NamespaceId::XMLNS {
            return Err(EditError::NamespaceDeclaration { name: named() });
        }
        let span = attribute.span_with_blank();
        self.replacements.replace(span, String::new())
    }

    /// Sets the text of an element that has nothing but text inside, or of one text or CDATA section.
    ///
    /// A CDATA section becomes ordinary text, which says the same.
    ///
    /// # Errors
    ///
    /// - [`EditError::NoSuchNode`] if the id is of another kind of node.
    /// - [`EditError::NotOnlyText`] if the element has elements, comments or instructions inside.
    /// - [`EditError::Character`] if XML cannot write a character of the text.
    /// - [`EditError::Removed`] if an earlier edit removed the place.
    pub fn set_text(&mut self, node: NodeId, text: &str) -> Result<(), EditError> {
        let missing = || EditError::NoSuchNode { id: node.get() };
        let view = self.document.node(node).ok_or_else(missing)?;
        let text = escape(text, Slot::Text, self.document.encoding())?;
        let Some(element) = view.as_element() else {
            return match view.kind() {
                NodeKind::Text | NodeKind::Cdata => self.replacements.replace(view.span(), text),
                _ => Err(missing()),
            };
        };
        let is_text = |kind| matches!(kind, NodeKind::Text | NodeKind::Cdata);
        if !view.children().all(|child| is_text(child.kind())) {
            return Err(EditError::NotOnlyText);
        }
        if element.is_single_tag() {
            self.content_of(element)?.text = text;
            return Ok(());
        }
        self.replacements.replace(element.content_span(), text)
    }

    /// Inserts a fragment: elements, text, comments, as they are to be written.
    ///
    /// It must be well-formed by itself, with the namespaces that are declared at its place. What
    /// stands in no element (before or behind the root) takes no fragment.
    ///
    /// # Errors
    ///
    /// - [`EditError::NoSuchNode`] if the place is not one inside the root element.
    /// - [`EditError::Fragment`] if the fragment is not well-formed there.
    /// - [`EditError::Unrepresentable`] if the encoding lacks a character of a name, comment,
    ///   instruction or CDATA section.
    /// - [`EditError::Removed`] if an earlier edit removed the place.
    pub fn insert(&mut self, at: InsertAt, fragment: &str) -> Result<(), EditError> {
        let (InsertAt::Before(id) | InsertAt::After(id) | InsertAt::Start(id) | InsertAt::End(id)) =
            at;
        let missing = || EditError::NoSuchNode { id: id.get() };
        let node = self.document.node(id).ok_or_else(missing)?;
        let context = match at {
            InsertAt::Before(_) | InsertAt::After(_) => node.parent(),
            _ => node.as_element(),
        };
        let context = context.ok_or_else(missing)?;
        let fragment = fragment::fitting(context, fragment)?;
        let content = context.content_span();
        match at {
            InsertAt::Before(_) => self.replacements.insert(node.span().start, fragment),
            InsertAt::After(_) => self.replacements.insert(node.span().end, fragment),
            _ if context.is_single_tag() => {
                let at_start = matches!(at, InsertAt::Start(_));
                let content = self.content_of(context)?;
                let place = if at_start {
                    &mut content.start
                } else {
                    &mut content.end
                };
                replace::append(place, &fragment);
                Ok(())
            }
            InsertAt::Start(_) => self.replacements.insert(content.start, fragment),
            InsertAt::End(_) => self.replacements.insert(content.end, fragment),
        }
    }

    /// Removes a node with all that is in it, and no blank around it.
    ///
    /// # Errors
    ///
    /// - [`EditError::NoSuchNode`] if the id is of no element, text, CDATA section, comment or
    ///   instruction.
    /// - [`EditError::Root`] if it is the root element.
    /// - [`EditError::Removed`] if it, or what it stands in, was removed already.
    pub fn remove(&mut self, node: NodeId) -> Result<(), EditError> {
        let missing = || EditError::NoSuchNode { id: node.get() };
        let view = self.document.node(node).ok_or_else(missing)?;
        match view.kind() {
            NodeKind::Document | NodeKind::Declaration | NodeKind::Doctype => {
                return Err(missing());
            }
            NodeKind::Element if view.parent().is_none() => return Err(EditError::Root),
            _ => {}
        }
        self.replacements.remove(view.span())?;
        let inside = |id: &NodeId| {
            let other = self.document.node(*id).map(|node| node.span().start);
            other.is_some_and(|start| view.span().contains(&start))
        };
        self.attributes.retain(|id, _| !inside(id));
        self.contents.retain(|id, _| !inside(id));
        Ok(())
    }

    /// The edited document as bytes, in the encoding that it was read in.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let pieces = self.pieces();
        if pieces.is_empty() {
            return self.document.write();
        }
        replace::write(self.document, &pieces)
    }

    /// All edits as spans of the text and what stands there instead, in reading order.
    ///
    /// The spans do not overlap and lie on character boundaries; an empty one is an insertion.
    #[must_use]
    pub fn pieces(&self) -> Vec<(Range<usize>, String)> {
        let mut all = self.replacements.clone();
        for (id, list) in &self.attributes {
            let Some(element) = self.document.element(*id) else {
                continue;
            };
            let at = end_of_attributes(element);
            let mut text = String::new();
            for (name, value) in list {
                text.extend([" ", name, "=\"", value, "\""]);
            }
            all.insert_last(at, text);
        }
        for (id, content) in &self.contents {
            let Some(element) = self.document.element(*id) else {
                continue;
            };
            let end = element.start_tag_span().end;
            let slash = end.saturating_sub(2)..end;
            let name = element.qualified_name();
            let Content { start, text, end } = content;
            // The place was free when the content was set, and is kept so.
            let mut whole = start.clone();
            replace::append(&mut whole, text);
            replace::append(&mut whole, end);
            let _ = all.replace(slash, format!(">{whole}</{name}>"));
        }
        let mut pieces = all.into_pieces();
        replace::guard(self.document.text(), &mut pieces);
        pieces
    }

    fn element(&self, id: NodeId) -> Result<Element<'d>, EditError> {
        let missing = EditError::NoSuchNode { id: id.get() };
        self.document.element(id).ok_or(missing)
    }

    fn content_of(&mut self, element: Element<'d>) -> Result<&mut Content, EditError> {
        self.replacements.check_free(
            element.start_tag_span().end.saturating_sub(2)..element.start_tag_span().end,
        )?;
        Ok(self.contents.entry(element.id()).or_default())
    }

    fn fits_name(&self, name: &str) -> Result<(), EditError> {
        let encoding = self.document.encoding();
        let lacking = name.chars().find(|character| !encoding.has(*character));
        lacking.map_or(Ok(()), |character| {
            Err(EditError::Unrepresentable {
                character,
                encoding: encoding.code(),
            })
        })
    }
}

fn attribute_as_written<'d>(element: Element<'d>, name: &str) -> Option<Attribute<'d>> {
    let mut all = element.attributes();
    all.find(|attribute| attribute.qualified_name() == name)
}

/// Behind the last attribute, or behind the name.
fn end_of_attributes(element: Element<'_>) -> usize {
    let name = element.qualified_name().len();
    let behind_name = element.span().start.saturating_add(1).saturating_add(name);
    let last = element.attributes().last();
    last.map_or(behind_name, |attribute| attribute.span().end)
}
