//! 例規のHTML (pages of ordinance databases): visible text with spans, lines, tables; tolerant of all
//! that pages do.

mod build;
mod decode;
mod kind;
mod page;
mod reference;
mod table;
mod text;
mod token;

pub use page::{BlockKind, HtmlBlock, HtmlCell, HtmlElement, HtmlPage, HtmlTable};

use std::sync::OnceLock;
use tosei_document::Catalogue;
use tosei_types::{coded_enum, embedded};

coded_enum! {
    /// ページの所見 (what is not as it should be in a page): the rules of [`html_rules`].
    pub enum HtmlNote: "note about a page" {
        /// Bytes that are no character of the encoding.
        Undecodable = "markup.html.undecodable" ("読めないバイト", "undecodable bytes"),
        /// The page declares another encoding than it is in.
        CharsetContradiction = "markup.html.charset_contradiction" ("文字コードの宣言の食い違い", "wrong charset"),
        /// A tag or comment that never ends.
        MarkupUnclosed = "markup.html.markup_unclosed" ("閉じられていないマークアップ", "unclosed markup"),
        /// An element without its end tag, which it needs.
        ElementUnclosed = "markup.html.element_unclosed" ("閉じられていない要素", "unclosed element"),
        /// An end tag that closes nothing.
        EndTagStray = "markup.html.end_tag_stray" ("対応のない終了タグ", "stray end tag"),
        /// A named reference that is not known.
        ReferenceUnknown = "markup.html.reference_unknown" ("未知の文字参照", "unknown reference"),
        /// An element deeper than the limit.
        TooDeep = "markup.html.too_deep" ("深すぎる入れ子", "too deep"),
    }
}

/// The rules about pages.
#[must_use]
pub fn html_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::from_json(include_str!("../../data/rules/html.json"))
    })
}
