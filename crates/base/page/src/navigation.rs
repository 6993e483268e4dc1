//! The pages of a site, at the head of each of them.

use crate::{
    language::{both, words},
    link::PageName,
    text::Text,
};
use maud::{Markup, html};

/// サイト内の案内 (navigation): the pages of a site in their order, the same on each page.
///
/// The page that is open is marked, for a screen reader too. It is not printed.
///
/// # Examples
///
/// ```
/// use tosei_page::{Navigation, Page, PageName, Text};
///
/// let index: PageName = "index.html".parse()?;
/// let navigation = Navigation::new()
///     .entry(index.clone(), Text::new("概況", "Overview"))
///     .entry("quality.html".parse()?, Text::new("品質", "Quality"));
/// let html = Page::new(Text::new("概況", "Overview"))
///     .navigation(navigation, &index)
///     .render();
/// assert!(html.contains(r#"<a href="index.html" aria-current="page">"#));
/// assert!(html.contains(r#"<a href="quality.html">"#));
/// # Ok::<(), tosei_page::PageNameError>(())
/// ```
#[doc(alias = "サイト内の案内")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Navigation(Vec<(PageName, Text)>);

impl Navigation {
    /// No page yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page.
    #[must_use]
    pub fn entry(mut self, page: PageName, title: Text) -> Self {
        self.0.push((page, title));
        self
    }

    /// The pages with their titles.
    #[must_use]
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (&PageName, &Text)> {
        self.0.iter().map(|(page, title)| (page, title))
    }

    pub(crate) fn markup(&self, current: &PageName) -> Markup {
        html! {
            nav.site aria-labelledby="_site" {
                p.site-title id="_site" { (words("全体の案内", "All pages")) }
                ul {
                    @for (page, title) in &self.0 {
                        li {
                            a href=(page) aria-current=[(page == current).then_some("page")] { (both(title)) }
                        }
                    }
                }
            }
        }
    }
}
