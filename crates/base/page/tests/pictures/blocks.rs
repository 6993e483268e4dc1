//! Notes, key figures, lists, terms, details.

use crate::{compare, rate, section_markup, section_of, text};
use tosei_page::{
    Absence, Anchor, Block, Card, Cards, Details, Link, LinkList, List, Note, Section, TermList,
    Terms, Text,
};

fn place(name: &str) -> Anchor {
    name.parse().unwrap()
}

#[test]
fn every_kind_of_block() {
    let links = LinkList::new()
        .link(
            text("棚卸", "Inventory"),
            Link::page("inventory.html".parse().unwrap()).at(place("rates")),
            text("率と重点手続", "Rates and priorities"),
        )
        .link(
            text("説明なし", "No remark"),
            Link::page("a.html".parse().unwrap()),
            Text::data(" "),
        )
        .link(
            text("ここにない", "Not here"),
            place("nowhere").into(),
            text("行き先なし", "Leads nowhere"),
        );
    let terms: Terms = [
        (
            text("手続", "Procedure"),
            text("行為の集まり", "Several acts"),
        ),
        (text("適用除外", "Exempt"), Text::data("義務の外")),
    ]
    .into_iter()
    .collect();
    let definitions = TermList::new()
        .term(
            place("rate"),
            text("率", "Rate"),
            [
                (text("分子", "Numerator"), text("実施済", "done")),
                (text("分母", "Denominator"), text("全て", "all")),
            ],
        )
        .term(
            place("rate"),
            text("同じ名の二つ目", "The second of the name"),
            [],
        );
    let blocks: [Block; 8] = [
        text("段落 <&>", "A paragraph <&>").into(),
        Note::information(text("注意書き", "Worth knowing")).into(),
        Note::method(text("四捨五入", "Rounded half up")).into(),
        Note::caution(Text::data("不明は0ではない")).into(),
        ["一", "二"]
            .map(Text::data)
            .into_iter()
            .collect::<List>()
            .into(),
        links.into(),
        terms.into(),
        definitions.into(),
    ];
    compare("blocks.html", &section_of(blocks));
}

#[test]
fn empty_blocks_leave_nothing() {
    let none = section_of([]);
    for block in [
        Block::from(Cards::default()),
        List::default().into(),
        LinkList::new().into(),
        Terms::default().into(),
        TermList::new().into(),
    ] {
        assert_eq!(section_of([block]), none);
    }
}

#[test]
fn cards() {
    let card = |name: &str| Card::new(Text::data(name), 1_234);
    let four: Cards = [
        card("件数")
            .unit(text("件", "cases"))
            .note(text("令和6年度", "2024")),
        Card::new(text("率", "Rate"), rate(1, 2)).unit(text("件", "cases")),
        Card::new(text("不明", "Unknown"), Absence::Unknown).unit(text("件", "cases")),
        Card::new(text("日付", "Date"), text("4月1日", "1 April"))
            .leads_to(Link::page("a.html".parse().unwrap())),
    ]
    .into_iter()
    .collect();
    compare("cards.html", &section_of([four.into()]));
    for (count, pairs) in [(1, false), (2, true), (3, false), (4, true), (5, false)] {
        let cards: Cards = (0..count).map(|_| card("数")).collect();
        let markup = section_of([cards.into()]);
        assert_eq!(markup.contains("class=\"cards pairs\""), pairs, "{count}");
        assert_eq!(markup.matches("<div class=\"card\">").count(), count);
    }
}

#[test]
fn sections_and_details() {
    let mut details = Details::new(text("閉じた詳細", "Closed details")).block(Text::data("中"));
    details.push(text("二つ目", "The second"));
    let mut section = Section::new(text("節", "Section"))
        .anchor(place("here"))
        .on_own_pages()
        .subheading(text("小見出し", "Subheading"))
        .block(Cards::from_iter([
            Card::new(text("件数", "Cases"), 5).link(place("here"))
        ]))
        .details(details);
    section.push_subheading(Text::data("二つ目"));
    section.push_details(
        Details::new(text("開いた詳細", "Open details"))
            .opened()
            .block(Text::data("中")),
    );
    section.push(text("終わり", "The end"));
    compare("section.html", &section_markup(section));
}
