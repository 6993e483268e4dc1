//! Contents, links, tables: what stands where.

use crate::reader::Read;
use tosei_page::{
    Absence, Anchor, Card, Cards, Cell, Column, Figure, Order, Page, RateFigure, Section, Table,
    Text,
};
use tosei_types::{CaseCount, Language, Rate};

fn text(name: &str) -> Text {
    Text::data(name)
}

fn anchor(name: &str) -> Anchor {
    name.parse().unwrap()
}

fn read(page: &Page) -> Read {
    let read = Read::page(&page.render());
    read.check();
    read
}

fn links(read: &Read) -> Vec<(String, String)> {
    read.named("a")
        .map(|(at, a)| (a.attribute("href").unwrap().to_owned(), read.text_in(at)))
        .filter(|(href, _)| href != "#_main")
        .collect()
}

#[test]
fn the_contents_lead_to_every_section() {
    let page = Page::new(text("題"))
        .section(Section::new(text("甲")).anchor(anchor("first")))
        .section(Section::new(text("乙")));
    let links = links(&read(&page));
    assert_eq!(links[0], ("#first".to_owned(), "1 甲".to_owned()));
    assert_eq!(links[1].1, "2 乙");
}

#[test]
fn two_sections_that_ask_for_one_name_get_two() {
    let section = || Section::new(text("節")).anchor(anchor("same"));
    let page = Page::new(text("題")).section(section()).section(section());
    let links = links(&read(&page));
    assert_eq!(links[0].0, "#same");
    assert_ne!(links[1].0, "#same");
}

#[test]
fn a_link_to_nowhere_is_no_link() {
    let card = |name: &str| Card::new(text(name), 1).link(anchor(name));
    let cards: Cards = [card("here"), card("nowhere")].into_iter().collect();
    let page = Page::new(text("題"))
        .summary(cards)
        .section(Section::new(text("節")).anchor(anchor("here")));
    let links = links(&read(&page));
    assert_eq!(links.iter().filter(|(_, words)| words == "here").count(), 1);
    assert_eq!(
        links.iter().filter(|(_, words)| words == "nowhere").count(),
        0
    );
}

#[test]
fn the_page_opens_in_the_language_that_was_asked_for() {
    for (language, tag) in [(Language::Ja, "ja"), (Language::En, "en")] {
        let read = read(&Page::new(Text::new("題", "Title")).opens_in(language));
        let checked: Vec<_> = read
            .named("input")
            .filter(|(_, input)| input.attribute("checked").is_some())
            .map(|(_, input)| input.attribute("value").unwrap())
            .collect();
        assert_eq!(checked, [tag]);
        assert_eq!(read.elements[0].attribute("lang"), Some(tag));
    }
}

fn table() -> Table {
    Table::new(
        text("表題"),
        [
            Column::text(text("名")),
            Column::number(text("件数")).sorted(Order::Descending),
        ],
    )
}

fn page_of(table: Table) -> Read {
    read(&Page::new(text("題")).section(Section::new(text("節")).block(table)))
}

/// The cells of the body, row by row, in Japanese and English run together.
fn cells(read: &Read) -> Vec<String> {
    let in_body = |at: usize| read.around(at).any(|around| around.name == "tbody");
    read.named("td")
        .chain(read.named("th"))
        .filter(|(at, _)| in_body(*at))
        .map(|(at, _)| read.text_in(at))
        .collect()
}

#[test]
fn what_is_missing_is_said_and_never_zero() {
    let rate = Rate::try_new("a.b".parse().unwrap(), 0, 0).unwrap();
    let unknown = Figure::or_absent(None::<CaseCount>, Absence::Unknown);
    let read = page_of(
        table()
            .row([Cell::data("不明"), Cell::from(unknown)])
            .row([Cell::data("母数なし"), Cell::from(&rate)])
            .row([Cell::data("短い行")]),
    );
    assert_eq!(
        cells(&read),
        [
            "不明",
            "不明unknown",
            "母数なし",
            "—（0／0：対象なし）— (0 / 0: none counted)",
            "短い行",
            "—（記載なし）— (not given)",
        ]
    );
}

#[test]
fn a_row_that_is_too_long_loses_nothing() {
    let read = page_of(table().row(["甲", "乙", "丙"].map(Cell::data)));
    assert_eq!(cells(&read), ["甲", "乙", "丙"]);
    let headings: Vec<String> = read.named("th").map(|(at, _)| read.text_in(at)).collect();
    assert_eq!(headings[2], "（見出しなし）(no heading)");
}

#[test]
fn a_table_says_of_how_many_rows_it_shows_the_first() {
    let caption = |table: Table| {
        let read = page_of(table);
        let (at, _) = read.named("caption").next().unwrap();
        read.text_in(at)
    };
    let one_row = || table().row([Cell::data("甲"), Cell::from(CaseCount::from(1))]);
    assert!(caption(one_row().first_of(1_520)).contains("全1,520行のうち先頭の1行を表示"));
    assert!(caption(one_row().first_of(2)).contains("The first 1 of 2 rows"));
    assert!(!caption(one_row().first_of(1)).contains("先頭"));
    assert!(caption(table().first_of(5)).contains("先頭の0行"));
}

#[test]
fn the_sorted_column_says_so() {
    let read = page_of(table());
    let sorted: Vec<_> = read
        .named("th")
        .filter_map(|(_, heading)| heading.attribute("aria-sort"))
        .collect();
    assert_eq!(sorted, ["descending"]);
}

#[test]
fn a_rate_is_shown_with_its_counts_and_its_interval() {
    let rate = Rate::try_new("a.b".parse().unwrap(), 717, 1_520).unwrap();
    let figure = RateFigure::new(&rate).try_with_interval(717, 758).unwrap();
    let read = page_of(table().row([Cell::data("率"), Cell::from(figure)]));
    assert_eq!(
        cells(&read)[1],
        "47.2 %（717／1,520） (717 / 1,520)\
         幅 47.2～49.9 %（717～758／1,520）range 47.2–49.9 % (717–758 / 1,520)"
    );
}

#[test]
fn an_empty_page_is_a_page() {
    read(&Page::new(text("題")));
    page_of(Table::new(text("列のない表"), []));
}

#[test]
fn only_the_first_cell_heads_its_row() {
    let read = page_of(
        table()
            .with_row_headings()
            .row(["甲", "乙"].map(Cell::data)),
    );
    let row_headings: Vec<String> = read
        .named("th")
        .filter(|(_, heading)| heading.attribute("scope") == Some("row"))
        .map(|(at, _)| read.text_in(at))
        .collect();
    assert_eq!(row_headings, ["甲"]);
}

#[test]
fn a_unit_stands_only_after_a_figure() {
    let unit = || Text::data("手続");
    let cards: Cards = [
        Card::new(text("数"), 640).unit(unit()),
        Card::new(text("不明"), Absence::Unknown).unit(unit()),
    ]
    .into_iter()
    .collect();
    let read = read(&Page::new(text("題")).summary(cards));
    let figures: Vec<String> = read
        .named("dd")
        .filter(|(_, dd)| dd.has_class("figure"))
        .map(|(at, _)| read.text_in(at))
        .collect();
    assert_eq!(figures, ["640手続", "不明unknown"]);
}
