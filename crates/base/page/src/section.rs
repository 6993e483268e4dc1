//! Sections: a heading, its place in the page, and blocks.

use crate::{
    anchor::Anchor,
    block::{Block, Details},
    context::Context,
    language::both,
    text::Text,
};
use maud::{Markup, html};

/// 節 (section): a numbered heading and what stands under it, listed in the table of contents.
///
/// # Examples
///
/// ```
/// use tosei_page::{Anchor, Section, Text};
///
/// let section = Section::new(Text::new("オンライン化の状況", "Online status"))
///     .anchor("online".parse()?)
///     .block(Text::new("全手続を数えた。", "All procedures are counted."))
///     .subheading(Text::new("組織別", "By organisation"));
/// # let _ = section;
/// # Ok::<(), tosei_page::AnchorError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Section {
    title: Text,
    anchor: Option<Anchor>,
    items: Vec<Item>,
    own_pages: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Item {
    Block(Block),
    Details(Details),
    Subheading(Text),
}

/// Where a section stands: its number and its name on the page.
pub(crate) struct Place {
    pub(crate) number: usize,
    pub(crate) name: String,
}

impl Section {
    /// A section without blocks.
    #[must_use]
    pub fn new(title: Text) -> Self {
        Self {
            title,
            anchor: None,
            items: Vec::new(),
            own_pages: false,
        }
    }

    /// A lasting name for links to the section; without one the page gives a name.
    ///
    /// If two sections ask for the same name, the first one has it.
    #[must_use]
    pub fn anchor(self, anchor: Anchor) -> Self {
        Self {
            anchor: Some(anchor),
            ..self
        }
    }

    /// On paper the section begins a new page, and so does each of its headings of the second rank:
    /// for sheets that are handed out one by one.
    #[must_use]
    pub fn on_own_pages(self) -> Self {
        Self {
            own_pages: true,
            ..self
        }
    }

    /// Adds a block.
    #[must_use]
    pub fn block(mut self, block: impl Into<Block>) -> Self {
        self.push(block);
        self
    }

    /// Adds a block, for loops.
    pub fn push(&mut self, block: impl Into<Block>) {
        self.items.push(Item::Block(block.into()));
    }

    /// Adds details that open on demand.
    #[must_use]
    pub fn details(mut self, details: Details) -> Self {
        self.push_details(details);
        self
    }

    /// Adds details, for loops.
    pub fn push_details(&mut self, details: Details) {
        self.items.push(Item::Details(details));
    }

    /// Adds a heading of the second rank.
    #[must_use]
    pub fn subheading(mut self, heading: Text) -> Self {
        self.push_subheading(heading);
        self
    }

    /// Adds a heading of the second rank, for loops.
    pub fn push_subheading(&mut self, heading: Text) {
        self.items.push(Item::Subheading(heading));
    }

    pub(crate) fn title(&self) -> &Text {
        &self.title
    }

    pub(crate) fn asked_anchor(&self) -> Option<&Anchor> {
        self.anchor.as_ref()
    }

    pub(crate) fn markup(&self, place: &Place, context: &mut Context) -> Markup {
        let heading = context.name("heading");
        html! {
            section.own-pages[self.own_pages] id=(place.name) aria-labelledby=(heading) {
                h2 id=(heading) {
                    span.ordinal { (place.number) " " } (both(&self.title))
                }
                @for item in &self.items {
                    @match item {
                        Item::Block(block) => { (block.markup(context)) }
                        Item::Details(details) => { (details.markup(context)) }
                        Item::Subheading(text) => { h3 { (both(text)) } }
                    }
                }
            }
        }
    }
}
