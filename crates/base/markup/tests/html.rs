//! Pages: what they show, where it comes from, and what is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says when it had nothing to do"
)]

use std::{collections::BTreeSet, fs, path::PathBuf};
use tosei_document::{Catalogue, Collector, Limits};
use tosei_markup::{
    Defect, MarkupEncoding,
    html::{BlockKind, HtmlNote, HtmlPage, html_rules},
};
use tosei_types::Language;

fn page(html: &str) -> HtmlPage {
    HtmlPage::read(html.as_bytes(), &Limits::default()).unwrap()
}

fn codes(page: &HtmlPage) -> Vec<String> {
    let mut collector = Collector::new(html_rules());
    page.report(&mut collector);
    let report = collector.into_report();
    for finding in report.findings() {
        for language in [Language::Ja, Language::En] {
            let sentence = html_rules().sentence(finding, language);
            assert!(
                !sentence.contains('{') && !sentence.is_empty(),
                "{sentence}"
            );
        }
    }
    let all: BTreeSet<String> = report
        .findings()
        .iter()
        .map(|f| f.rule.to_string())
        .collect();
    all.into_iter().collect()
}

#[test]
fn lines_and_blanks_are_those_of_a_browser() {
    for (html, text) in [
        ("<p>a <b> b</b> c</p>", "a b c"),
        ("<p>a</p> \n <p>b</p>", "a\nb"),
        ("a<br>b<br/><br>c", "a\nb\nc"),
        ("<div>\n 第1条　<span>目的</span>\n</div>", "第1条　目的"),
        ("<pre>a\n  b</pre>c", "a\n  b\nc"),
        ("a<!-- x -->b<script>if (a<b) {}</script >c", "abc"),
        ("<ruby>拗<rp>(</rp><rt>よう</rt><rp>)</rp></ruby>音", "拗音"),
        (
            "<p hidden>x<p>1 < 2 &amp; 3&nbsp;&#x3042;&gaiji;</p>",
            "1 < 2 & 3\u{A0}あ&gaiji;",
        ),
        (
            "<TABLE><TR><TD>甲<TD>乙<TR><TD>丙<P>丁</TABLE>戊",
            "甲\t乙\n丙\n丁\n戊",
        ),
        ("<ul><li>一<li>二<ul><li>三</ul></ul>", "一\n二\n三"),
        ("<title>x</title>\n<h1>題</h1>", "題"),
        ("<a href=\"a>b\">c</a>", "c"),
        ("", ""),
        ("<p>a</p", "a"),
    ] {
        assert_eq!(page(html).text(), text, "{html}");
    }
}

#[test]
fn every_rule_has_a_page_that_keeps_it_and_one_that_breaks_it() {
    assert_eq!(html_rules().rules().len(), HtmlNote::ALL.len());
    Catalogue::from_json(include_str!("../data/rules/html.json")).unwrap();
    for rule in html_rules().rules() {
        assert!(HtmlNote::ALL.iter().any(|note| note.code() == rule.code));
        let read = |value: &serde_json::Value| {
            let bytes = match value["hex"].as_str() {
                Some(hex) => (0..hex.len() / 2)
                    .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
                    .collect(),
                None => value["html"].as_str().unwrap().as_bytes().to_vec(),
            };
            codes(&HtmlPage::read(&bytes, &Limits::default()).unwrap())
        };
        assert_eq!(read(&rule.good), [""; 0], "{}", rule.code);
        assert!(read(&rule.bad).contains(&rule.code), "{}", rule.code);
    }
}

#[test]
fn encodings_are_told_by_mark_declaration_and_fit() {
    let html = "<meta charset=Shift_JIS><p>例規①髙</p>";
    let sjis = encoding_rs::SHIFT_JIS.encode(html).0.into_owned();
    let read = |bytes: &[u8]| HtmlPage::read(bytes, &Limits::default()).unwrap();
    for bytes in [sjis.clone(), sjis[24..].to_vec()] {
        let page = read(&bytes);
        assert_eq!(
            (page.text(), page.encoding()),
            ("例規①髙", MarkupEncoding::ShiftJis)
        );
        assert_eq!(codes(&page), [""; 0]);
    }
    let wide: Vec<u8> = "\u{FEFF}<p>例"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read(&wide).text(), "例");
    // It says UTF-8 and is CP932.
    let wrong = html.replace("Shift_JIS", "utf-8");
    let wrong = read(&encoding_rs::SHIFT_JIS.encode(&wrong).0);
    assert_eq!(
        (wrong.text(), wrong.encoding()),
        ("例規①髙", MarkupEncoding::ShiftJis)
    );
    assert_eq!(codes(&wrong), ["markup.html.charset_contradiction"]);
}

#[test]
fn tables_have_rows_and_cells() {
    let page = page(
        "<table><thead><tr><th colspan=2>名称<th>位置</thead><tr><td rowspan='2'>甲<td>乙\
         <table><tr><td>内</table><td>丙</table>",
    );
    let tables = page.tables();
    assert_eq!(tables.len(), 2);
    let rows: Vec<Vec<&str>> = tables[0]
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.element.text()).collect())
        .collect();
    assert_eq!(rows, [vec!["名称", "位置"], vec!["甲", "乙\n内", "丙"]]);
    assert_eq!(tables[0].rows[0][0].column_span, 2);
    assert_eq!(tables[0].rows[1][0].row_span, 2);
    assert_eq!(tables[1].rows[0][0].element.text(), "内");
}

#[test]
fn limits_are_kept_and_deep_pages_lose_no_text() {
    let deep = "<b>".repeat(3_000_000) + "手続";
    let limits = Limits {
        items: 4_000_000,
        ..Limits::default()
    };
    let read = HtmlPage::read(deep.as_bytes(), &limits).unwrap();
    assert_eq!(read.text(), "手続");
    let long = "あ".repeat(400_000);
    let error = HtmlPage::read(long.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(error.defect(), Defect::TextTooLong);
    let few = Limits {
        items: 3,
        ..Limits::default()
    };
    let error = HtmlPage::read(b"<p a=1 b=2>\n<p>", &few).unwrap_err();
    assert_eq!(
        (error.defect(), error.position().to_string()),
        (Defect::TooManyItems, "2:1".into())
    );
}

/// What is shown, by taking away all that is not: nothing here knows elements or lines.
fn naive(html: &str) -> String {
    let mut rest = html.to_owned();
    for (head, tail) in [
        ("<!--", "-->"),
        ("<script", "</script>"),
        ("<head", "</head>"),
    ] {
        while let Some(start) = rest.find(head) {
            let end = start + rest[start..].find(tail).unwrap() + tail.len();
            rest.replace_range(start..end, "");
        }
    }
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').unwrap() + 1;
        rest.replace_range(start..end, "");
    }
    rest.replace("&nbsp;", "\u{A0}")
        .split_ascii_whitespace()
        .collect()
}

#[test]
fn real_pages_show_what_a_reader_sees() {
    let Some(root) = std::env::var_os("TOSEI_DATA").map(PathBuf::from) else {
        println!("skipped: the real ordinances are not here");
        return;
    };
    let mut counts = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(root.join("ordinances/katsuragi_town"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        let page = HtmlPage::read(&bytes, &Limits::default()).unwrap();
        let html = page.source();
        let without_blanks: String = page.text().split_ascii_whitespace().collect();
        assert_eq!(without_blanks, naive(html), "{}", path.display());
        // The same page in CP932 says the same.
        let sjis = encoding_rs::SHIFT_JIS
            .encode(&html.replace("utf-8", "shift_jis"))
            .0
            .into_owned();
        let again = HtmlPage::read(&sjis, &Limits::default()).unwrap();
        assert_eq!(
            (again.text(), again.encoding()),
            (page.text(), MarkupEncoding::ShiftJis)
        );
        for block in page.blocks() {
            let source = &html[page.source_of(block.span())];
            let first = block.text().chars().next().unwrap();
            assert!(
                source.starts_with(first) || source.starts_with('&'),
                "{source}"
            );
        }
        let article = page
            .elements()
            .find(|e| e.has_class("num") && e.text() == "第1条")
            .unwrap();
        assert!(html[article.source_span()].contains("第1条"));
        assert_eq!(
            page.blocks()
                .filter(|b| b.kind() == BlockKind::Heading(2))
                .count(),
            1
        );
        counts.push((page.tables().len(), codes(&page).len()));
    }
    assert_eq!(counts.len(), 3);
    println!("{counts:?}");
}
