//! 報告書のサイト (site): the overview and a page for each part, made of a folder, of one inventory, or of the
//! fictional city.

mod connections;
mod definitions;
mod document;
mod folder;
mod gather;
mod known;
mod overview;
mod page;
mod pages;
mod part;
mod read;
mod render;
mod stated;
mod write;

pub use connections::{
    JOINED_FORMAT, JOINED_FORMAT_VERSION, JoinedClause, JoinedDocument, JoinedProcess, Trial,
};
pub use document::{
    DueItem, SITE_FORMAT, SITE_FORMAT_VERSION, ShownPage, SiteDocument, SiteFigure,
};
pub use part::{PartKind, PartState, ShownPart};
pub use write::{SITE_FILES_FORMAT, SiteFile, SiteFiles, Written};

pub(super) use definitions::anchor_of;

use self::folder::Folder;
use super::{Failure, Options, Progress, Proposal, report::Report};
use std::path::{Path, PathBuf};

/// A site, made and not yet written.
#[derive(Debug)]
pub struct Site {
    /// The overview, which is `site.json`.
    pub document: SiteDocument,
    /// The report on the inventory; `None` without an inventory.
    pub report: Option<Report>,
    /// A mapping that somebody has to check before the inventory can be read.
    pub proposal: Option<Box<Proposal>>,
    files: Vec<(String, Vec<u8>)>,
    read: Vec<PathBuf>,
}

impl Site {
    /// The files by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter();
        files.map(|(name, content)| (name.as_str(), content.as_slice()))
    }

    /// One of the files.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, content)| content)
    }

    /// Whether every part that was there could be read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let mut parts = self.document.parts.iter();
        parts.all(|part| part.state != PartState::Unreadable)
    }

    /// Writes the site into a folder, which is made if it is not there.
    ///
    /// Files of an earlier site in that folder which this one does not have are removed if they are as
    /// they were written; nothing else in the folder is touched.
    ///
    /// # Errors
    ///
    /// - [`Failure::WouldOverwrite`] if one of them is a file that was read; nothing is written then.
    /// - [`Failure::Unwritable`] if the operating system refuses.
    pub fn write(&self, folder: &Path) -> Result<Written, Failure> {
        let read: Vec<&Path> = self.read.iter().map(PathBuf::as_path).collect();
        write::write(folder, &self.files, &read)
    }
}

/// Reads what was given and makes every file of the site, without writing any.
///
/// With a folder ([`Options::folder`]) every part is optional, and a part that cannot be read is said to
/// be so; without one a failure of the inventory is a failure.
///
/// # Errors
///
/// As [`make`](super::make); of a folder, [`Failure::NothingInFolder`] if it holds no file of a known name.
///
/// # Examples
///
/// ```
/// use tosei_examples::digital_first_report::{Options, make_site};
///
/// let site = make_site(&Options::default(), &())?; // the fictional city
/// assert!(site.is_complete() && site.document.fictional);
/// let index = std::str::from_utf8(site.file("index.html").unwrap()).unwrap();
/// assert!(index.contains(r#"<a href="quality.html">"#));
/// # Ok::<(), tosei_examples::digital_first_report::Failure>(())
/// ```
pub fn make_site(options: &Options, progress: &dyn Progress) -> Result<Site, Failure> {
    let folder = options.folder.as_deref().map(Folder::look).transpose()?;
    let embedded = folder.is_none() && options.inventories.is_empty();
    let gathered = gather::gather(options, folder.as_ref(), embedded, progress)?;
    let mut read: Vec<_> = options.files().into_iter().map(Path::to_owned).collect();
    if let Some(folder) = &folder {
        read.extend(folder.files().map(Path::to_owned));
    }
    render::render(gathered, options, read)
}
