//! Whole pictures against files that were looked at: `tests/pictures/*.html` and `*.svg`.
//!
//! A difference fails and names the first line that differs. `TOSEI_WRITE_PICTURES=1` writes the
//! files anew; look at each of them before it is kept. Beside the files, `proportions` works out
//! by hand what is as long, and stands where, in proportion to what.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod blocks;
mod charts;
mod drawings;
mod heat;
mod pages;
mod proportions;
mod tables;
mod widths;
mod words;

use std::path::Path;
use tosei_page::{Block, Page, RateFigure, Section, Text};
use tosei_types::Rate;

/// One element a line; the style sheet, which has tests of its own, is left out.
fn lines(markup: &str) -> String {
    let markup = match (markup.split_once("<style>"), markup.split_once("</style>")) {
        (Some((before, _)), Some((_, behind))) => format!("{before}<style></style>{behind}"),
        _ => markup.to_owned(),
    };
    let mut lines = markup.replace("><", ">\n<");
    lines.push('\n');
    lines
}

/// Compares a picture with its file.
fn compare(name: &str, markup: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pictures")
        .join(name);
    let drawn = lines(markup);
    if std::env::var_os("TOSEI_WRITE_PICTURES").is_some_and(|value| value == "1") {
        std::fs::write(&path, &drawn).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let kept = kept.replace("\r\n", "\n");
    for (number, (kept, drawn)) in kept.lines().zip(drawn.lines()).enumerate() {
        assert_eq!(drawn, kept, "{name}, line {}", number + 1);
    }
    assert_eq!(
        drawn.lines().count(),
        kept.lines().count(),
        "{name}: number of lines"
    );
}

/// Blocks as they stand in a section, without the page around them.
fn section_of(blocks: impl IntoIterator<Item = Block>) -> String {
    let mut section = Section::new(Text::new("節", "Section"));
    for block in blocks {
        section.push(block);
    }
    section_markup(section)
}

fn section_markup(section: Section) -> String {
    let page = Page::new(Text::new("題", "Title"))
        .section(section)
        .render();
    let (_, main) = page.split_once("tabindex=\"-1\">").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    main.to_owned()
}

/// Without the narrow drawings in Japanese and the wide ones in English: the other two say it all.
fn half(markup: &str) -> String {
    let (first, rest) = markup.split_once("<svg ").unwrap_or((markup, ""));
    let mut kept = first.to_owned();
    for drawing in rest.split("<svg ") {
        let (svg, behind) = drawing.split_once("</svg>").unwrap();
        if !svg.starts_with("class=\"ja narrow\"") && !svg.starts_with("class=\"en wide\"") {
            kept.extend(["<svg ", svg, "</svg>"]);
        }
        kept.push_str(behind);
    }
    kept
}

fn text(ja: &str, en: &str) -> Text {
    Text::new(ja, en)
}

fn rate(numerator: u64, denominator: u64) -> RateFigure {
    RateFigure::new(&fraction(numerator, denominator))
}

fn fraction(numerator: u64, denominator: u64) -> Rate {
    Rate::try_new("picture.rate".parse().unwrap(), numerator, denominator).unwrap()
}

/// Longer than the three lines that a label may have.
const LONG: &str = "社会福祉法人等による利用者負担軽減制度事業に要する費用の補助金に係る交付申請書（変更・中止・廃止の承認申請を含む。）の受付";
