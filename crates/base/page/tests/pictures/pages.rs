//! Whole pages: the barest one, and one with everything.

use crate::{compare, text};
use tosei_page::{
    Anchor, BarChart, Card, Cards, Cell, Column, Navigation, Page, PageName, Provenance, Section,
    Table, Text,
};
use tosei_types::Language;

fn name(name: &str) -> PageName {
    name.parse().unwrap()
}

fn full() -> Page {
    let (rate, here): (Anchor, Anchor) = ("rate".parse().unwrap(), "here".parse().unwrap());
    let navigation = Navigation::new()
        .entry(name("index.html"), text("概況", "Overview"))
        .entry(name("quality.html"), text("品質", "Quality"));
    assert_eq!(navigation.entries().len(), 2);
    let (page, title) = navigation.entries().nth(1).unwrap();
    assert_eq!(
        (page, title),
        (&name("quality.html"), &text("品質", "Quality"))
    );
    let cards: Cards = [
        Card::new(text("率", "Rate"), 1).link(rate.clone()),
        Card::new(text("件数", "Cases"), 2).link(here.clone()),
    ]
    .into_iter()
    .collect();
    let table = || {
        Table::new(text("表", "Table"), [Column::text(text("名", "Name"))]).row([Cell::data("甲")])
    };
    let chart = || BarChart::new(text("図", "Figure"), text("件", "cases"));
    let mut page = Page::new(text("行政手続の棚卸", "Inventory of procedures"))
        .issuer(text("見本市（架空）", "Mihon City (fictional)"))
        .lead(text("全ての手続を数えた。", "All procedures are counted."))
        .provenance(
            Provenance::new()
                .file("mihon.json")
                .date(text("令和7年6月30日", "30 June 2025"))
                .entry(text("行", "Rows"), Text::data("1,520行")),
        )
        .navigation(navigation, &name("index.html"))
        .summary(cards)
        .summary(table())
        .section(
            Section::new(text("節一", "One"))
                .block(table())
                .block(chart()),
        )
        .elsewhere(&name("definitions.html"), [rate.clone(), here.clone()])
        // The first page that has a place keeps it.
        .elsewhere(&name("other.html"), [rate])
        .foot(text("終わり", "The end"));
    page.push_section(
        Section::new(text("節二", "Two"))
            .anchor(here)
            .block(chart())
            .block(table()),
    );
    page
}

#[test]
fn whole_pages() {
    compare("page-ja.html", &full().render());
    let bare = Page::new(Text::data("題だけ")).opens_in(Language::En);
    compare("page-bare.html", &bare.render());
}

#[test]
fn the_title_of_a_page_begins_with_the_language_in_which_it_opens() {
    let title = |page: Page| {
        let html = page.render();
        let (_, rest) = html.split_once("<title>").unwrap();
        rest.split_once("</title>").unwrap().0.to_owned()
    };
    assert_eq!(title(full()), "行政手続の棚卸 | Inventory of procedures");
    assert_eq!(
        title(full().opens_in(Language::En)),
        "Inventory of procedures | 行政手続の棚卸"
    );
    assert_eq!(title(Page::new(Text::data("題"))), "題");
}
