//! Texts from files nobody checked.

use crate::reader::Read;
use proptest::prelude::*;
use tosei_page::{
    Absence, BarChart, Card, Cards, Cell, Column, Details, List, Note, Page, Provenance, RateChart,
    RateFigure, Section, StackedBarChart, Table, Terms, Text, visible_text,
};
use tosei_types::Rate;

/// Pieces that have broken pages somewhere.
const PIECES: [&str; 24] = [
    "<script>alert(1)</script>",
    "</title>",
    "</style>",
    "</svg>",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "\" onload=\"alert(1)",
    "' x='",
    "&amp;",
    "&#0;",
    "&",
    "<",
    ">",
    "\u{0}",
    "\u{1B}[31m",
    "\u{202E}",
    "\u{2067}",
    "\u{FFFE}",
    "\r\n",
    "葛\u{E0100}飾区",
    "العربية",
    "  ",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
        1 => "[ぁ-んァ-ヶ一-龠]{0,40}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// A page with the text in every place where a text can stand.
fn everywhere(text: &str) -> Page {
    let data = || Text::data(text);
    let both = || Text::new(text, format!("{text} (en)"));
    let rate = RateFigure::new(&Rate::try_new("a.b".parse().unwrap(), 1, 3).unwrap())
        .try_with_interval(0, 2)
        .unwrap();
    let because = || Absence::Because(data());
    let table = Table::new(both(), [Column::text(data()), Column::number(both())])
        .with_row_headings()
        .note(both())
        .row([Cell::data(text), Cell::code(text), Cell::from(both())])
        .row([Cell::from(because())]);
    Page::new(both())
        .issuer(data())
        .lead(both())
        .foot(data())
        .provenance(
            Provenance::new()
                .file(text)
                .date(data())
                .entry(both(), data()),
        )
        .summary(
            [
                Card::new(data(), because()).note(both()),
                Card::new(both(), 7).unit(data()),
            ]
            .into_iter()
            .collect::<Cards>(),
        )
        .section(
            Section::new(both())
                .subheading(data())
                .block(data())
                .block(Note::caution(both()))
                .block([data(), both()].into_iter().collect::<List>())
                .block([(data(), both())].into_iter().collect::<Terms>())
                .block(table)
                .block(
                    BarChart::new(both(), data())
                        .category(data())
                        .note(both())
                        .bar(data(), 3)
                        .absent(both(), because()),
                )
                .block(
                    StackedBarChart::new(data(), both(), [data(), both()])
                        .by_shares()
                        .bar(data(), [Some(1), Some(2), Some(3)])
                        .bar(both(), [None]),
                )
                .block(RateChart::new(both()).rate(data(), rate))
                .details(Details::new(data()).block(both())),
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    /// Law: whatever the text, the page is well formed and contains nothing but the page's own
    /// elements; and no character that a page must not contain is left in it.
    #[test]
    fn no_text_changes_the_structure_of_a_page(text in hostile()) {
        let html = everywhere(&text).render();
        prop_assert_eq!(&visible_text(&html), &html);
        let read = Read::page(&html);
        // Blank texts leave headings without words, which is the caller's own doing.
        if !text.trim().is_empty() {
            read.check();
        }
        let plain = Read::page(&everywhere("名").render());
        let count = |read: &Read, name| read.named(name).count();
        for name in ["html", "style", "section", "table", "tr", "td", "th", "svg", "a", "li"] {
            prop_assert_eq!(count(&read, name), count(&plain, name), "{}", name);
        }
    }

    /// Law: a text is shown as it is, but for the characters that must be written out.
    #[test]
    fn what_goes_into_a_cell_can_be_read_in_it(text in hostile()) {
        let read = Read::page(&everywhere(&text).render());
        let (at, _) = read.named("tbody").next().unwrap();
        let (heading, _) = read
            .named("th")
            .find(|(_, th)| th.attribute("scope") == Some("row") && th.parent == Some(at + 1))
            .unwrap();
        prop_assert_eq!(read.text_in(heading), visible_text(&text));
    }

    /// Law: written out once, a text stays as it is.
    #[test]
    fn writing_out_twice_changes_nothing(text in hostile()) {
        let once = visible_text(&text).into_owned();
        prop_assert_eq!(&visible_text(&once), &once);
    }
}

#[test]
fn a_script_in_a_name_is_shown_and_not_run() {
    let html = everywhere("<script>alert(\"1\")</script>").render();
    assert!(!html.contains("<script"));
    assert!(html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"));
}

#[test]
fn a_text_that_turns_the_reading_direction_is_written_out() {
    let html = everywhere("申請\u{202E}書\u{2066}").render();
    assert!(html.contains("申請[U+202E]書[U+2066]"));
}
