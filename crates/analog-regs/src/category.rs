//! 規制等の類型 (categories): the seven items, recording media, and what stands beside them.
//!
//! A clause may belong to several. The list is data with an edition, because the State's list has
//! changed and municipalities sort further; [`Categories::standard`] is the embedded one.

mod list;

pub use list::{CATEGORIES_FORMAT, Categories, CategoriesDocument, Category, Definition, Subtype};

tosei_types::coded_enum! {
    /// 公表状況 (publication status): how far a wording is known from what has been published.
    ///
    /// What is `not_published` has no wording here; nobody's recollection stands in for it.
    pub enum WordingStatus: "publication status" {
        /// 公表: the wording as it was published.
        Published = "published" ("公表された文言", "published wording"),
        /// 要約: what was published, in our words.
        Paraphrased = "paraphrased" ("公表文言の要約", "published, paraphrased"),
        /// 一部: the source that could be read breaks off.
        Partial = "partial" ("公表文言の一部", "published, known in part"),
        /// 未確認: no published text was found; it may exist all the same.
        NotPublished = "not_published" ("公表文言を確認できず", "no published wording found"),
        /// 独自: ours or the body's own.
        Own = "own" ("独自", "of one's own"),
    }
}
