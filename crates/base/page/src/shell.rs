//! The page itself: head, title, provenance, contents, sections, foot.

use crate::{
    anchor::Anchor,
    block::{Block, Terms},
    context::Context,
    language::{both, shown, switch, tag, words},
    link::PageName,
    navigation::Navigation,
    section::{Place, Section},
    style::{CONTENT_SECURITY_POLICY, STYLE},
    text::Text,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeMap;
use tosei_types::Language;

/// 出所 (provenance): where the figures of a page are from.
///
/// Names and dates come from the caller; a page reads no clock and no file system.
///
/// # Examples
///
/// ```
/// use tosei_page::{Provenance, Text};
///
/// let provenance = Provenance::new()
///     .file("procedures_r6.csv")
///     .date(Text::new("令和6年3月31日", "31 March 2024"))
///     .entry(Text::new("行数", "Rows"), Text::new("75,071行", "75,071 rows"));
/// # let _ = provenance;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Provenance(Vec<(Text, Text)>);

impl Provenance {
    /// Nothing said yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// 元データ: the name of the file the figures were made from.
    #[must_use]
    pub fn file(self, name: impl Into<String>) -> Self {
        self.entry(Text::new("元データ", "Source file"), Text::data(name))
    }

    /// 基準日: the day as of which the figures hold.
    #[must_use]
    pub fn date(self, date: Text) -> Self {
        self.entry(Text::new("基準日", "As of"), date)
    }

    /// Anything else: a name and what it is.
    #[must_use]
    pub fn entry(mut self, name: Text, value: Text) -> Self {
        self.0.push((name, value));
        self
    }
}

/// ページ (page): one self-contained document in Japanese and English.
///
/// The page needs nothing but itself: no network, no script, no font. It opens from a file, prints
/// on A4 in the language that is chosen, and its security policy lets a browser apply only its own
/// style sheet. Texts are escaped without exception.
///
/// # Wire form
///
/// HTML that is also well-formed XML but for its elements without an end (`<meta>`, `<input>`).
/// The same input gives the same bytes.
///
/// # Examples
///
/// ```
/// use tosei_page::{Page, Section, Text};
///
/// let html = Page::new(Text::new("手続の棚卸", "Inventory of procedures"))
///     .section(
///         Section::new(Text::new("概要", "Summary")).block(Text::data("<script>alert(1)</script>")),
///     )
///     .render();
/// assert!(html.starts_with("<!DOCTYPE html>"));
/// assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
/// assert!(!html.contains("<script"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    title: Text,
    issuer: Option<Text>,
    lead: Option<Text>,
    provenance: Provenance,
    start: Language,
    summary: Vec<Block>,
    sections: Vec<Section>,
    foot: Option<Text>,
    navigation: Option<(Navigation, PageName)>,
    elsewhere: BTreeMap<Anchor, PageName>,
}

impl Page {
    /// A page without sections that opens in Japanese.
    #[must_use]
    pub fn new(title: Text) -> Self {
        Self {
            title,
            issuer: None,
            lead: None,
            provenance: Provenance::new(),
            start: Language::Ja,
            summary: Vec::new(),
            sections: Vec::new(),
            foot: None,
            navigation: None,
            elsewhere: BTreeMap::new(),
        }
    }

    /// Who issues the page; stands above the title.
    #[must_use]
    pub fn issuer(self, issuer: Text) -> Self {
        Self {
            issuer: Some(issuer),
            ..self
        }
    }

    /// One or two sentences under the title.
    #[must_use]
    pub fn lead(self, lead: Text) -> Self {
        Self {
            lead: Some(lead),
            ..self
        }
    }

    /// Where the figures are from; stands at the head of the page.
    #[must_use]
    pub fn provenance(self, provenance: Provenance) -> Self {
        Self { provenance, ..self }
    }

    /// The language in which the page opens; the reader can change it.
    #[must_use]
    pub fn opens_in(self, language: Language) -> Self {
        Self {
            start: language,
            ..self
        }
    }

    /// Adds a block before the first section: key figures, a note.
    #[must_use]
    pub fn summary(mut self, block: impl Into<Block>) -> Self {
        self.summary.push(block.into());
        self
    }

    /// Adds a section.
    #[must_use]
    pub fn section(mut self, section: Section) -> Self {
        self.push_section(section);
        self
    }

    /// Adds a section, for loops.
    pub fn push_section(&mut self, section: Section) {
        self.sections.push(section);
    }

    /// What stands at the end of the page.
    #[must_use]
    pub fn foot(self, foot: Text) -> Self {
        Self {
            foot: Some(foot),
            ..self
        }
    }

    /// Makes it one of the pages of a site; `current` is this one.
    #[must_use]
    pub fn navigation(self, navigation: Navigation, current: &PageName) -> Self {
        Self {
            navigation: Some((navigation, current.clone())),
            ..self
        }
    }

    /// Says which places another page of the site has: a link to one of them leads there, unless this
    /// page has a place of that name itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_page::{Anchor, Card, Cards, Page, Text};
    ///
    /// let rate: Anchor = "rate".parse()?;
    /// let cards: Cards = [Card::new(Text::new("率", "Rate"), 1).link(rate.clone())]
    ///     .into_iter()
    ///     .collect();
    /// let html = Page::new(Text::new("概況", "Overview"))
    ///     .summary(cards)
    ///     .elsewhere(&"definitions.html".parse()?, [rate])
    ///     .render();
    /// assert!(html.contains(r##"<a href="definitions.html#rate">"##));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn elsewhere(mut self, page: &PageName, places: impl IntoIterator<Item = Anchor>) -> Self {
        for place in places {
            self.elsewhere.entry(place).or_insert_with(|| page.clone());
        }
        self
    }

    /// Writes the page.
    #[must_use]
    pub fn render(&self) -> String {
        let mut context = Context::new(
            self.sections.iter().filter_map(Section::asked_anchor),
            &self.elsewhere,
        );
        let places: Vec<Place> = self
            .sections
            .iter()
            .zip(1..)
            .map(|(section, number)| Place {
                number,
                name: context.place(section.asked_anchor()),
            })
            .collect();
        let page = html! {
            (DOCTYPE)
            html lang=(tag(self.start)) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(CONTENT_SECURITY_POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    meta name="format-detection" content="telephone=no, date=no, address=no";
                    title { (self.head_title()) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a.skip href="#_main" { (words("本文へ移る", "Skip to the content")) }
                    (self.masthead())
                    div.frame {
                        (self.contents(&places))
                        main id="_main" tabindex="-1" {
                            @for block in &self.summary { (block.markup(&mut context)) }
                            @for (section, place) in self.sections.iter().zip(&places) {
                                (section.markup(place, &mut context))
                            }
                        }
                    }
                    @if let Some(foot) = &self.foot { footer { p { (both(foot)) } } }
                }
            }
        };
        page.into_string()
    }

    /// Both languages: a title cannot follow the switch.
    fn head_title(&self) -> String {
        let (ja, en) = (
            shown(&self.title, Language::Ja),
            shown(&self.title, Language::En),
        );
        if ja == en {
            ja
        } else {
            match self.start {
                Language::Ja => format!("{ja} | {en}"),
                Language::En => format!("{en} | {ja}"),
            }
        }
    }

    fn masthead(&self) -> Markup {
        html! {
            header.masthead {
                (switch(self.start))
                @if let Some((navigation, current)) = &self.navigation { (navigation.markup(current)) }
                @if let Some(issuer) = &self.issuer { p.issuer { (both(issuer)) } }
                h1 { (both(&self.title)) }
                @if let Some(lead) = &self.lead { p.lead { (both(lead)) } }
                div.provenance {
                    (self.provenance.0.iter().cloned().collect::<Terms>().markup())
                }
            }
        }
    }

    fn contents(&self, places: &[Place]) -> Markup {
        if places.is_empty() {
            return Markup::default();
        }
        html! {
            nav.contents aria-labelledby="_contents" {
                h2 id="_contents" { (words("目次", "Contents")) }
                ol {
                    @for (section, place) in self.sections.iter().zip(places) {
                        li {
                            a href=(format!("#{}", place.name)) {
                                span.ordinal { (place.number) " " } (both(section.title()))
                            }
                        }
                    }
                }
            }
        }
    }
}
