//! What is counted and remembered while one page is written.

use crate::{
    anchor::Anchor,
    link::{Link, PageName},
};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of tables and charts, and the names that are taken.
///
/// Every name a page gives by itself begins with `_`, which no [`Anchor`] does.
pub(crate) struct Context<'p> {
    tables: usize,
    charts: usize,
    names: usize,
    anchors: BTreeSet<Anchor>,
    taken: BTreeSet<Anchor>,
    elsewhere: &'p BTreeMap<Anchor, PageName>,
}

impl<'p> Context<'p> {
    /// A new page on which these anchors exist.
    pub(crate) fn new<'a>(
        anchors: impl IntoIterator<Item = &'a Anchor>,
        elsewhere: &'p BTreeMap<Anchor, PageName>,
    ) -> Self {
        Self {
            tables: 0,
            charts: 0,
            names: 0,
            anchors: anchors.into_iter().cloned().collect(),
            taken: BTreeSet::new(),
            elsewhere,
        }
    }

    /// The number of the next table (表).
    pub(crate) fn next_table(&mut self) -> usize {
        self.tables = self.tables.saturating_add(1);
        self.tables
    }

    /// The number of the next chart (図).
    pub(crate) fn next_chart(&mut self) -> usize {
        self.charts = self.charts.saturating_add(1);
        self.charts
    }

    /// A name that nothing else on the page has.
    pub(crate) fn name(&mut self, kind: &str) -> String {
        self.names = self.names.saturating_add(1);
        format!("_{kind}-{}", self.names)
    }

    /// The name of a place that asks for `anchor`: the anchor, or a name of its own if the anchor
    /// is taken already or none was given.
    pub(crate) fn place(&mut self, anchor: Option<&Anchor>) -> String {
        match anchor {
            Some(anchor) if self.taken.insert(anchor.clone()) => anchor.to_string(),
            _ => self.name("place"),
        }
    }

    /// A link; the plain content if it leads to a place that neither this page nor another one has.
    pub(crate) fn linked(&self, link: Option<&Link>, content: Markup) -> Markup {
        let Some(link) = link else { return content };
        match link.within() {
            Some(anchor) if !self.anchors.contains(anchor) => match self.elsewhere.get(anchor) {
                Some(page) => html! { a href=(format!("{page}#{anchor}")) { (content) } },
                None => content,
            },
            _ => html! { a href=(link) { (content) } },
        }
    }
}
