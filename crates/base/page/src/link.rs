//! Links: to a place of the page, to another page of the site, to a place of another page.

use crate::anchor::{Anchor, AnchorError};
use std::{fmt, str::FromStr};

/// ページの名前 (page name): the file name of one page of a site.
///
/// # Invariant
///
/// An [`Anchor`] and `.html`: it can stand in an address and in a folder of every system as it is.
///
/// # Examples
///
/// ```
/// use tosei_page::PageName;
///
/// let name: PageName = "quality-map.html".parse()?;
/// assert_eq!(name.to_string(), "quality-map.html");
/// assert!("../index.html".parse::<PageName>().is_err());
/// assert!("index".parse::<PageName>().is_err());
/// # Ok::<(), tosei_page::PageNameError>(())
/// ```
#[doc(alias = "ページの名前")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageName(Anchor);

/// Why a text is not a [`PageName`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageNameError {
    /// The text does not end with `.html`.
    #[error("the name of a page ends with `.html`")]
    Extension,
    /// What stands before `.html` is not an [`Anchor`].
    #[error("the name of a page before `.html` is unusable")]
    Stem(#[source] AnchorError),
}

impl PageNameError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Extension => "page.page_name.extension",
            Self::Stem(_) => "page.page_name.stem",
        }
    }
}

impl FromStr for PageName {
    type Err = PageNameError;

    fn from_str(text: &str) -> Result<Self, PageNameError> {
        let stem = text.strip_suffix(".html").ok_or(PageNameError::Extension)?;
        stem.parse().map(Self).map_err(PageNameError::Stem)
    }
}

impl fmt::Display for PageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.html", self.0)
    }
}

/// リンク (link): where a label, a heading or a cell leads.
///
/// A link within the page is drawn only if the page has the place; what another page has, the caller
/// must know.
///
/// # Examples
///
/// ```
/// use tosei_page::{Anchor, Link, PageName};
///
/// let here = Link::from("rates".parse::<Anchor>()?);
/// let there = Link::page("definitions.html".parse::<PageName>()?).at("processes-done".parse()?);
/// assert_eq!(there.to_string(), "definitions.html#processes-done");
/// # let _ = here;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "リンク")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    page: Option<PageName>,
    anchor: Option<Anchor>,
}

impl Link {
    /// Another page of the same folder.
    #[must_use]
    pub fn page(name: PageName) -> Self {
        Self {
            page: Some(name),
            anchor: None,
        }
    }

    /// A place of that page.
    #[must_use]
    pub fn at(self, anchor: Anchor) -> Self {
        Self {
            anchor: Some(anchor),
            ..self
        }
    }

    /// The place, if the link stays within the page.
    pub(crate) fn within(&self) -> Option<&Anchor> {
        self.anchor.as_ref().filter(|_| self.page.is_none())
    }
}

impl From<Anchor> for Link {
    fn from(anchor: Anchor) -> Self {
        Self {
            page: None,
            anchor: Some(anchor),
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(page) = &self.page {
            write!(f, "{page}")?;
        }
        match &self.anchor {
            Some(anchor) => write!(f, "#{anchor}"),
            None => Ok(()),
        }
    }
}
