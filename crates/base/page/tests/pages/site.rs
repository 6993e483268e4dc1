//! Pages of one site: the navigation, links from page to page.

use crate::reader::Read;
use tosei_page::{
    Card, Cards, Cell, Column, Link, LinkList, Navigation, Page, PageName, Section, Table,
    TermList, Text,
};

fn name(text: &str) -> PageName {
    text.parse().unwrap()
}

fn text(text: &str) -> Text {
    Text::data(text)
}

fn navigation() -> Navigation {
    Navigation::new()
        .entry(name("index.html"), text("<概況>"))
        .entry(name("flows.html"), text("業務フロー"))
}

#[test]
fn the_open_page_is_marked_and_no_other() {
    let html = Page::new(text("題"))
        .navigation(navigation(), &name("flows.html"))
        .render();
    assert_eq!(html.matches("aria-current=").count(), 1);
    assert!(html.contains(r#"<a href="flows.html" aria-current="page">"#));
    assert!(html.contains("&lt;概況&gt;") && !html.contains("<概況>"));
    let alone = Page::new(text("題")).render();
    assert!(!alone.contains("class=\"site\""));
}

#[test]
fn links_lead_to_other_pages_whatever_this_one_has() {
    let there = || Link::page(name("definitions.html")).at("rate".parse().unwrap());
    let here = || Link::from("nowhere".parse::<tosei_page::Anchor>().unwrap());
    let html = Page::new(text("題"))
        .summary(
            [Card::new(text("甲"), 1).leads_to(there())]
                .into_iter()
                .collect::<Cards>(),
        )
        .section(
            Section::new(text("節"))
                .block(
                    Table::new(text("表"), [Column::text(text("乙")).leads_to(there())])
                        .row([Cell::data("丙").leads_to(there())])
                        .row([Cell::data("丁").leads_to(here())]),
                )
                .block(
                    LinkList::new()
                        .link(text("戊"), there(), text("備考"))
                        .link(text("己"), here(), Text::new("", "")),
                ),
        )
        .render();
    assert_eq!(
        html.matches(r#"<a href="definitions.html#rate">"#).count(),
        4
    );
    assert!(!html.contains("#nowhere"), "a link to nowhere is no link");
    assert_eq!(
        html.matches("class=\"remark\"").count(),
        1,
        "a blank remark shows nothing"
    );
    let read = Read::page(&html);
    assert_eq!(
        read.named("a")
            .filter(|(_, a)| a.attribute("href") == Some("definitions.html#rate"))
            .count(),
        4
    );
}

#[test]
fn a_definition_has_its_name_once() {
    let term = |list: TermList, name: &str| {
        list.term(
            name.parse().unwrap(),
            text("<語>"),
            [(text("分母"), text("全て\n二行"))],
        )
    };
    let list = term(term(term(TermList::new(), "rate"), "rate"), "other");
    let html = Page::new(text("題"))
        .section(
            Section::new(text("節"))
                .anchor("other".parse().unwrap())
                .block(list),
        )
        .render();
    Read::page(&html).check();
    assert_eq!(html.matches("id=\"rate\"").count(), 1);
    assert_eq!(html.matches("id=\"other\"").count(), 1);
    assert_eq!(html.matches("&lt;語&gt;").count(), 3);
}

#[test]
fn a_name_that_could_leave_the_folder_is_refused() {
    for (text, code) in [
        ("", "page.page_name.extension"),
        ("index.htm", "page.page_name.extension"),
        (".html", "page.page_name.stem"),
        ("../a.html", "page.page_name.stem"),
        ("a/b.html", "page.page_name.stem"),
        ("A.html", "page.page_name.stem"),
        ("a\".html", "page.page_name.stem"),
        ("a.html.html", "page.page_name.stem"),
    ] {
        assert_eq!(text.parse::<PageName>().unwrap_err().code(), code, "{text}");
    }
}
