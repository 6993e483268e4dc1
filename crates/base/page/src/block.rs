//! What sections are made of: paragraphs, notes, lists, key figures, foldable details.

use crate::{
    anchor::Anchor,
    chart::{BarChart, HeatMap, RateChart, StackedBarChart},
    context::Context,
    drawing::Drawing,
    figure::Figure,
    language::{both, words},
    link::Link,
    table::Table,
    text::Text,
};
use maud::{Markup, html};

/// 内容 (block): one piece of a section or of its details.
///
/// It is made from what it holds: a [`Text`] (a paragraph), [`Note`], [`Cards`], [`List`], [`LinkList`], [`TermList`],
/// [`Terms`], [`Table`], [`BarChart`], [`StackedBarChart`], [`RateChart`],
/// [`HeatMap`] or [`Drawing`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Block(Kind);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Kind {
    Paragraph(Text),
    Note(Note),
    Cards(Cards),
    List(List),
    LinkList(LinkList),
    TermList(TermList),
    Terms(Terms),
    Table(Table),
    BarChart(BarChart),
    StackedBarChart(StackedBarChart),
    RateChart(RateChart),
    Drawing(Drawing),
    // The largest by far.
    HeatMap(Box<HeatMap>),
}

macro_rules! from_content {
    ($($content:ident => $kind:ident),* $(,)?) => {$(
        impl From<$content> for Block {
            fn from(content: $content) -> Self {
                Self(Kind::$kind(content))
            }
        }
    )*};
}
from_content!(
    Text => Paragraph,
    Note => Note,
    Cards => Cards,
    List => List,
    LinkList => LinkList,
    TermList => TermList,
    Terms => Terms,
    Table => Table,
    BarChart => BarChart,
    StackedBarChart => StackedBarChart,
    RateChart => RateChart,
    Drawing => Drawing,
);

impl From<HeatMap> for Block {
    fn from(map: HeatMap) -> Self {
        Self(Kind::HeatMap(Box::new(map)))
    }
}

impl Block {
    pub(crate) fn markup(&self, context: &mut Context) -> Markup {
        match &self.0 {
            Kind::Paragraph(text) => html! { p { (both(text)) } },
            Kind::Note(note) => note.markup(),
            Kind::Cards(cards) => cards.markup(context),
            Kind::List(list) => list.markup(),
            Kind::LinkList(list) => list.markup(context),
            Kind::TermList(list) => list.markup(context),
            Kind::Terms(terms) => terms.markup(),
            Kind::Table(table) => table.markup(context),
            Kind::BarChart(chart) => chart.markup(context),
            Kind::StackedBarChart(chart) => chart.markup(context),
            Kind::RateChart(chart) => chart.markup(context),
            Kind::Drawing(drawing) => drawing.markup(context),
            Kind::HeatMap(chart) => chart.markup(context),
        }
    }
}

/// 注記 (note): a remark set apart, with a word that says of what kind it is.
///
/// # Examples
///
/// ```
/// use tosei_page::{Note, Text};
///
/// let note = Note::caution(Text::new("不明は0ではありません。", "Unknown is not zero."));
/// # let _ = note;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Note {
    kind: NoteKind,
    text: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum NoteKind {
    Information,
    Method,
    Caution,
}

impl Note {
    /// 注: something worth knowing.
    #[must_use]
    pub fn information(text: Text) -> Self {
        Self {
            kind: NoteKind::Information,
            text,
        }
    }

    /// 算定方法: how a figure was made.
    #[must_use]
    pub fn method(text: Text) -> Self {
        Self {
            kind: NoteKind::Method,
            text,
        }
    }

    /// 注意: how a figure could be misread.
    #[must_use]
    pub fn caution(text: Text) -> Self {
        Self {
            kind: NoteKind::Caution,
            text,
        }
    }

    fn markup(&self) -> Markup {
        let (class, head) = match self.kind {
            NoteKind::Information => ("note information", words("注", "Note")),
            NoteKind::Method => ("note method", words("算定方法", "Method")),
            NoteKind::Caution => ("note caution", words("注意", "Caution")),
        };
        html! {
            div class=(class) role="note" {
                strong { (head) }
                p { (both(&self.text)) }
            }
        }
    }
}

/// 主要な数値 (key figures): a few large figures side by side.
///
/// # Examples
///
/// ```
/// use tosei_page::{Card, Cards, Text};
/// use tosei_types::ProcedureCount;
///
/// let cards: Cards = [Card::new(
///     Text::new("手続数", "Procedures"),
///     ProcedureCount::from(1_520),
/// )]
/// .into_iter()
/// .collect();
/// # let _ = cards;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Cards(Vec<Card>);

/// 主要な数値の一つ (card): a label, a figure, and perhaps a remark.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    label: Text,
    figure: Figure,
    unit: Option<Text>,
    note: Option<Text>,
    link: Option<Link>,
}

impl Card {
    /// A labelled figure.
    #[must_use]
    pub fn new(label: Text, figure: impl Into<Figure>) -> Self {
        Self {
            label,
            figure: figure.into(),
            unit: None,
            note: None,
            link: None,
        }
    }

    /// The unit after the figure (件, 手続); not shown where there is no figure.
    #[must_use]
    pub fn unit(self, unit: Text) -> Self {
        Self {
            unit: Some(unit),
            ..self
        }
    }

    /// A remark under the figure: what was counted.
    #[must_use]
    pub fn note(self, note: Text) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }

    /// Makes the label a link to a place in the page; without such a place it stays plain.
    #[must_use]
    pub fn link(self, anchor: Anchor) -> Self {
        self.leads_to(Link::from(anchor))
    }

    /// Makes the label a link, to another page too.
    #[must_use]
    pub fn leads_to(self, link: Link) -> Self {
        Self {
            link: Some(link),
            ..self
        }
    }
}

impl FromIterator<Card> for Cards {
    fn from_iter<I: IntoIterator<Item = Card>>(cards: I) -> Self {
        Self(cards.into_iter().collect())
    }
}

impl Cards {
    fn markup(&self, context: &Context) -> Markup {
        if self.0.is_empty() {
            return Markup::default();
        }
        // Two or four stand in pairs, so that none is left alone in its line.
        let pairs = matches!(self.0.len(), 2 | 4);
        html! {
            dl.cards.pairs[pairs] {
                @for card in &self.0 {
                    div.card {
                        dt { (context.linked(card.link.as_ref(), both(&card.label))) }
                        dd.figure {
                            (card.figure.markup())
                            @if let (Some(unit), true) = (&card.unit, card.figure.is_number()) {
                                span.unit { (both(unit)) }
                            }
                        }
                        @if let Some(note) = &card.note { dd.remark { (both(note)) } }
                    }
                }
            }
        }
    }
}

/// 箇条書き (list): texts of equal rank.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct List(Vec<Text>);

impl FromIterator<Text> for List {
    fn from_iter<I: IntoIterator<Item = Text>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl List {
    fn markup(&self) -> Markup {
        if self.0.is_empty() {
            return Markup::default();
        }
        html! { ul { @for item in &self.0 { li { (both(item)) } } } }
    }
}

/// リンクの一覧 (list of links): where each leads, and a remark.
///
/// # Examples
///
/// ```
/// use tosei_page::{Link, LinkList, Text};
///
/// let links = LinkList::new()
///     .link(
///         Text::new("棚卸", "Inventory"),
///         Link::page("inventory.html".parse()?),
///         Text::new("率と重点手続", "Rates and priorities"),
///     );
/// # let _ = links;
/// # Ok::<(), tosei_page::PageNameError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct LinkList(Vec<(Text, Link, Text)>);

impl LinkList {
    /// No link yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a link and what is to be said of it; a blank remark shows nothing.
    #[must_use]
    pub fn link(mut self, label: Text, link: Link, remark: Text) -> Self {
        self.0.push((label, link, remark));
        self
    }

    fn markup(&self, context: &Context) -> Markup {
        if self.0.is_empty() {
            return Markup::default();
        }
        html! {
            ul.links {
                @for (label, link, remark) in &self.0 {
                    li {
                        (context.linked(Some(link), both(label)))
                        @if !remark.is_blank() { " " span.remark { (both(remark)) } }
                    }
                }
            }
        }
    }
}

/// 用語と説明 (terms): names, each with what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Terms(Vec<(Text, Text)>);

impl FromIterator<(Text, Text)> for Terms {
    fn from_iter<I: IntoIterator<Item = (Text, Text)>>(terms: I) -> Self {
        Self(terms.into_iter().collect())
    }
}

impl Terms {
    pub(crate) fn markup(&self) -> Markup {
        if self.0.is_empty() {
            return Markup::default();
        }
        html! {
            dl.terms {
                @for (term, meaning) in &self.0 {
                    div { dt { (both(term)) } dd { (both(meaning)) } }
                }
            }
        }
    }
}

/// 定義の一覧 (list of definitions): terms that links lead to, each with what it means in a few lines.
///
/// # Examples
///
/// ```
/// use tosei_page::{TermList, Text};
///
/// let list = TermList::new().term(
///     "processes-done".parse()?,
///     Text::new("実施済／全プロセス", "Done of all processes"),
///     [(Text::new("分母", "Denominator"), Text::new("全ての手続プロセス", "all processes"))],
/// );
/// # let _ = list;
/// # Ok::<(), tosei_page::AnchorError>(())
/// ```
#[doc(alias = "定義の一覧")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct TermList(Vec<DefinedTerm>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct DefinedTerm {
    anchor: Anchor,
    term: Text,
    said: Vec<(Text, Text)>,
}

impl TermList {
    /// No term yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a term under a lasting name; what is said of it has a heading each.
    #[must_use]
    pub fn term(
        mut self,
        anchor: Anchor,
        term: Text,
        said: impl IntoIterator<Item = (Text, Text)>,
    ) -> Self {
        self.0.push(DefinedTerm {
            anchor,
            term,
            said: said.into_iter().collect(),
        });
        self
    }

    fn markup(&self, context: &mut Context) -> Markup {
        if self.0.is_empty() {
            return Markup::default();
        }
        html! {
            dl.definitions {
                @for DefinedTerm { anchor, term, said } in &self.0 {
                    div id=(context.place(Some(anchor))) {
                        dt { (both(term)) }
                        @for (heading, words) in said {
                            dd { span.said { (both(heading)) } " " (both(words)) }
                        }
                    }
                }
            }
        }
    }
}

/// 詳細 (details): blocks behind a line that opens them, without a script.
///
/// # Examples
///
/// ```
/// use tosei_page::{Details, List, Text};
///
/// let details = Details::new(Text::new("対象外とした手続", "Procedures left out"))
///     .block([Text::data("内部事務")].into_iter().collect::<List>());
/// # let _ = details;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Details {
    summary: Text,
    blocks: Vec<Block>,
    open: bool,
}

impl Details {
    /// Details that are closed at first.
    #[must_use]
    pub fn new(summary: Text) -> Self {
        Self {
            summary,
            blocks: Vec::new(),
            open: false,
        }
    }

    /// Opens them from the start.
    #[must_use]
    pub fn opened(self) -> Self {
        Self { open: true, ..self }
    }

    /// Adds a block.
    #[must_use]
    pub fn block(mut self, block: impl Into<Block>) -> Self {
        self.push(block);
        self
    }

    /// Adds a block, for loops.
    pub fn push(&mut self, block: impl Into<Block>) {
        self.blocks.push(block.into());
    }

    pub(crate) fn markup(&self, context: &mut Context) -> Markup {
        html! {
            details open=[self.open.then_some("open")] {
                summary { (both(&self.summary)) }
                div.folded { @for block in &self.blocks { (block.markup(context)) } }
            }
        }
    }
}
