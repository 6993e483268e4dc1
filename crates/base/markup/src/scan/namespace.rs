//! Which prefix means which namespace, at each element.

use crate::{Defect, NamespaceId, error::Found, node::small};
use std::collections::HashMap;

/// How many declarations may be in scope at once; real files have about twenty.
const MAX_IN_SCOPE: usize = 512;

pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
pub(crate) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// The declarations in scope, innermost last, and all namespaces of the document.
#[derive(Debug)]
pub(super) struct Namespaces<'t> {
    uris: Vec<String>,
    by_uri: HashMap<String, u32>,
    bindings: Vec<(&'t str, NamespaceId)>,
}

impl<'t> Namespaces<'t> {
    pub(super) fn new() -> Self {
        let uris: Vec<String> = ["", XML, XMLNS].map(str::to_owned).into();
        let numbered = uris.iter().cloned().zip(0u32..);
        Self {
            by_uri: numbered.collect(),
            uris,
            bindings: vec![("", NamespaceId::NONE), ("xml", NamespaceId::XML)],
        }
    }

    /// How many declarations are in scope: to be given to [`Self::leave`].
    pub(super) fn depth(&self) -> usize {
        self.bindings.len()
    }

    pub(super) fn leave(&mut self, depth: usize) {
        self.bindings.truncate(depth);
    }

    /// Takes `xmlns="uri"` (prefix empty) or `xmlns:prefix="uri"`; `name` is the whole name.
    pub(super) fn declare(
        &mut self,
        prefix: &'t str,
        uri: &str,
        at: usize,
        name: &'t str,
    ) -> Result<(), Found<'t>> {
        let reserved = match prefix {
            "xml" => uri != XML,
            "xmlns" => true,
            _ => uri == XML || uri == XMLNS,
        };
        if reserved {
            return Err(Found::naming(Defect::NamespaceReserved, at, name));
        }
        if uri.is_empty() && !prefix.is_empty() {
            return Err(Found::naming(Defect::PrefixUnbound, at, prefix));
        }
        if self.bindings.len() >= MAX_IN_SCOPE {
            return Err(Found::naming(Defect::TooManyNamespaces, at, "512"));
        }
        let id = match self.by_uri.get(uri) {
            Some(id) => *id,
            None => {
                let id = small(self.uris.len());
                self.uris.push(uri.to_owned());
                self.by_uri.insert(uri.to_owned(), id);
                id
            }
        };
        self.bindings.push((prefix, NamespaceId(id)));
        Ok(())
    }

    /// What a prefix (empty: the default) means here.
    pub(super) fn find(&self, prefix: &str) -> Option<NamespaceId> {
        let mut innermost = self.bindings.iter().rev();
        innermost
            .find(|(bound, _)| *bound == prefix)
            .map(|(_, id)| *id)
    }

    pub(super) fn into_uris(self) -> Vec<String> {
        self.uris
    }
}
