//! Start tags and end tags.

use super::{Open, Scanner, name};
use crate::{
    Defect, NamespaceId, NodeKind,
    error::Found,
    node::{ElementData, small},
};

impl<'t> Scanner<'t> {
    pub(super) fn start_tag(&mut self) -> Result<(), Found<'t>> {
        let start = self.at;
        let unclosed = || Found::new(Defect::UnclosedMarkup, start);
        let name_start = start.saturating_add(1);
        let Some(name_end) = name::end(self.text, name_start) else {
            self.byte(name_start).ok_or_else(unclosed)?;
            return Err(Found::new(Defect::NameMalformed, name_start));
        };
        let name = self.slice(name_start, name_end);
        if self.open.is_empty() && self.root.is_some() {
            return Err(Found::naming(Defect::SecondRoot, start, name));
        }
        let depth = u32::try_from(self.open.len()).unwrap_or(u32::MAX);
        if depth >= self.limits.depth {
            let limit = self.limits.depth.to_string();
            return Err(Found::new(Defect::TooDeep, start).beside(limit));
        }
        let node = self.push(NodeKind::Element, start, start)?;
        if self.root.is_none() {
            self.root = Some(node);
        }
        let first_attribute = self.attributes.len();
        let (open_end, empty) = self.attributes(start, name_end)?;

        let outside = self.namespaces.depth();
        let declared = self.declarations(first_attribute)?;
        let local = name::local(name);
        let malformed = || Found::naming(Defect::QualifiedNameMalformed, name_start, name);
        let local = local.ok_or_else(malformed)?;
        let prefix = name.get(..local.saturating_sub(1)).unwrap_or_default();
        let namespace = self.resolve(prefix, name_start)?;
        self.resolve_attributes(first_attribute, declared)?;

        let element = small(self.elements.len());
        self.elements.push(ElementData {
            local: small(name_start.saturating_add(local)),
            name_end: small(name_end),
            namespace: namespace.0,
            open_end: small(open_end),
            close_start: small(open_end),
            first_attribute: small(first_attribute),
            attribute_end: small(self.attributes.len()),
        });
        if let Some(data) = self.nodes.last_mut() {
            data.element = element;
            data.end = small(open_end);
        }
        if empty {
            self.namespaces.leave(outside);
        } else {
            self.open.push(Open {
                node,
                name: (name_start, name_end),
                namespaces: outside,
            });
        }
        self.at = open_end;
        Ok(())
    }

    pub(super) fn resolve(&self, prefix: &'t str, at: usize) -> Result<NamespaceId, Found<'t>> {
        let unknown = || Found::naming(Defect::PrefixUndeclared, at, prefix);
        self.namespaces.find(prefix).ok_or_else(unknown)
    }

    pub(super) fn end_tag(&mut self) -> Result<(), Found<'t>> {
        let start = self.at;
        let unclosed = || Found::new(Defect::UnclosedMarkup, start);
        let name_start = start.saturating_add(2);
        let open = self.open.last().copied();
        let expected = open.map_or("", |open| self.slice(open.name.0, open.name.1));
        // The ordinary case without looking at the name's characters.
        let rest = self.bytes.get(name_start..).unwrap_or_default();
        let ordinary = rest.strip_prefix(expected.as_bytes());
        let end = if open.is_some() && ordinary.is_some_and(|rest| rest.first() == Some(&b'>')) {
            name_start.saturating_add(expected.len())
        } else {
            let Some(name_end) = name::end(self.text, name_start) else {
                self.byte(name_start).ok_or_else(unclosed)?;
                return Err(Found::new(Defect::NameMalformed, name_start));
            };
            let name = self.slice(name_start, name_end);
            let end = self.skip_blanks(name_end);
            match self.byte(end) {
                Some(b'>') => {}
                Some(_) => return Err(Found::new(Defect::TagMalformed, end)),
                None => return Err(unclosed()),
            }
            if open.is_none() {
                return Err(Found::naming(Defect::EndTagWithoutStart, start, name));
            }
            if name != expected {
                let found = Found::naming(Defect::EndTagMismatch, start, name);
                return Err(found.beside(expected));
            }
            end
        };
        let Some(open) = self.open.pop() else {
            return Err(unclosed());
        };
        self.namespaces.leave(open.namespaces);
        self.at = end.saturating_add(1);
        let behind = small(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(crate::node::wide(open.node)) {
            node.end = small(self.at);
            node.subtree_end = behind;
            let element = crate::node::wide(node.element);
            if let Some(element) = self.elements.get_mut(element) {
                element.close_start = small(start);
            }
        }
        Ok(())
    }
}
