//! Pages: what each kind of element does, where parts stand, and where the limits are.

use tosei_document::{Collector, Limits};
use tosei_markup::{
    MarkupEncoding,
    html::{BlockKind, HtmlPage, html_rules},
};

fn page(html: &str) -> HtmlPage {
    HtmlPage::read(html.as_bytes(), &Limits::default()).unwrap()
}

/// What is found, each as `code line:column value`, the common beginning of the codes left out.
fn found(page: &HtmlPage) -> Vec<String> {
    let mut collector = Collector::new(html_rules());
    page.report(&mut collector);
    let report = collector.into_report();
    let found = report.findings().iter().map(|finding| {
        let rule = finding.rule.strip_prefix("markup.html.").unwrap();
        let value = finding.values.get("found").map(ToString::to_string);
        format!(
            "{rule} {} {}",
            finding.place.in_words(tosei_types::Language::En),
            value.unwrap_or_default()
        )
    });
    found.collect()
}

#[test]
fn void_elements_hold_nothing() {
    for name in [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ] {
        let page = page(&format!("<b>x<{name}></b>y"));
        assert!(found(&page).is_empty(), "{name}");
        let element = page.elements().find(|e| e.is(name)).unwrap();
        assert_eq!(element.descendants().count(), 0);
        assert_eq!(&page.source()[element.source_span()], format!("<{name}>"));
    }
}

#[test]
fn hidden_elements_show_nothing() {
    for name in ["script", "style", "title", "iframe", "noembed", "noframes"] {
        let page = page(&format!("a<{name}><b></x></{name}>b"));
        assert_eq!(page.text(), "ab", "{name}");
        assert!(found(&page).is_empty(), "{name}");
    }
    for name in ["template", "rt", "rp", "rtc"] {
        assert_eq!(
            page(&format!("a<{name}><i>x</i></{name}>b")).text(),
            "ab",
            "{name}"
        );
    }
    assert_eq!(page("<head>x</head>").text(), "x");
    assert_eq!(page("<b HIDDEN>x<i>y</i></b>z").text(), "z");
    assert_eq!(
        page("<head><meta><link><base><script></script>\n<p>x").text(),
        "x"
    );
    for name in [
        "meta", "link", "base", "template", "noscript", "script", "style",
    ] {
        let page = page(&format!("<head><{name}></{name}><title>t</title>x"));
        assert_eq!(page.title().as_deref(), Some("t"), "{name}");
        let title = page.elements().find(|e| e.is("title")).unwrap();
        assert!(
            title.parent().is_some_and(|e| e.is("head") || e.is(name)),
            "{name}"
        );
    }
}

#[test]
fn blocks_make_lines() {
    let blocks = [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ];
    for name in blocks {
        assert_eq!(
            page(&format!("a<{name}>b</{name}>c")).text(),
            "a\nb\nc",
            "{name}"
        );
        // Each of them ends a paragraph, whose end tag may be left out.
        let closed = page(&format!("<p>a<{name}>b</{name}>"));
        assert!(found(&closed).is_empty(), "{name}");
        let second = closed.elements().nth(1).unwrap();
        assert!(second.parent().is_none(), "{name}");
    }
    for name in [
        "body", "li", "dt", "dd", "tr", "thead", "tbody", "tfoot", "caption", "legend", "option",
        "optgroup",
    ] {
        assert_eq!(
            page(&format!("a<{name}>b</{name}>c")).text(),
            "a\nb\nc",
            "{name}"
        );
    }
    for name in ["b", "span", "a", "em", "font", "select"] {
        assert_eq!(
            page(&format!("a<{name}>b</{name}>c")).text(),
            "abc",
            "{name}"
        );
    }
    assert_eq!(page("a<hr>b").text(), "a\nb");
    assert_eq!(page("a <td>b</td> c").text(), "a\tb\tc");
}

#[test]
fn what_may_stay_open_and_what_may_not() {
    for name in [
        "html", "body", "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot",
        "option", "optgroup", "rt", "rp", "colgroup", "caption", "head",
    ] {
        assert!(found(&page(&format!("<{name}>x"))).is_empty(), "{name}");
    }
    for name in ["b", "div", "ul", "table", "h1", "span"] {
        assert_eq!(
            found(&page(&format!("x\n<{name}>x"))),
            [format!("element_unclosed line 2, column 1 <{name}")],
            "{name}"
        );
    }
    for (html, expected) in [
        ("a</b>", vec!["end_tag_stray line 1, column 2 </b"]),
        ("<td></p>x", vec!["end_tag_stray line 1, column 5 </p"]),
        (
            "<p><table></p></table>",
            vec!["end_tag_stray line 1, column 11 </p"],
        ),
        (
            "<div><td></div>",
            vec![
                "end_tag_stray line 1, column 10 </div",
                "element_unclosed line 1, column 1 <div",
            ],
        ),
        ("<table><tr><td></table>", vec![]),
        (
            "<table><tr><td><b></td></table>",
            vec!["element_unclosed line 1, column 16 <b"],
        ),
        (
            "&gaiji; &x",
            vec![
                "reference_unknown line 1, column 1 &gaiji",
                "reference_unknown line 1, column 9 &x",
            ],
        ),
        ("& &1", vec![]),
        ("a<!-- x", vec!["markup_unclosed line 1, column 2 <!--"]),
        ("a<b", vec!["markup_unclosed line 1, column 2 <b"]),
        (
            "a<script>x",
            vec![
                "markup_unclosed line 1, column 2 <script",
                "element_unclosed line 1, column 2 <script",
            ],
        ),
        ("a<? x", vec!["markup_unclosed line 1, column 2 <?"]),
        ("a</1", vec!["markup_unclosed line 1, column 2 </1"]),
        ("a<1 <", vec![]),
    ] {
        let mut seen = found(&page(html));
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        seen.sort();
        expected.sort();
        assert_eq!(seen, expected, "{html}");
    }
}

#[test]
fn implied_ends() {
    for (html, text, parents) in [
        ("<ul><li>a<li>b</ul>", "a\nb", "- ul ul"),
        ("<ul><li>a<ul><li>b</ul></ul>", "a\nb", "- ul li ul"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "a\nb\nc", "- dl dl dl"),
        ("<dl><dd>a<dl><dt>b</dl></dl>", "a\nb", "- dl dd dl"),
        (
            "<table><tr><td>a<td>b<tr><th>c</table>",
            "a\tb\nc",
            "- table tr tr table tr",
        ),
        (
            "<table><thead><tr><td>a<tbody><tr><td>b<tfoot><tr><td>c</table>",
            "a\nb\nc",
            "- table thead tr table tbody tr table tfoot tr",
        ),
        (
            "<table><caption>a<tbody><tr><td>b</table>",
            "a\nb",
            "- table table tbody tr",
        ),
        (
            "<select><option>a<option>b</select>",
            "a\nb",
            "- select select",
        ),
        ("<ruby>a<rt>b<rp>c</ruby>", "a", "- ruby ruby"),
        (
            "<p>a<table><tr><td><p>b<p>c</table>",
            "a\nb\nc",
            "- - table tr td td",
        ),
        ("<p>a<b>c<p>d", "ac\nd", "- p -"),
        (
            "<li>a<table><tr><td><li>b</table>",
            "a\nb",
            "- li table tr td",
        ),
    ] {
        let page = page(html);
        let seen: Vec<&str> = page
            .elements()
            .map(|e| e.parent().map_or("-", |p| p.name()))
            .collect();
        assert_eq!(
            (page.text(), seen.join(" ").as_str()),
            (text, parents),
            "{html}"
        );
    }
}

#[test]
fn kinds_of_blocks() {
    let html = "<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5><h6>6</h6><p>p</p><li>l</li><dt>t</dt><dd>d</dd>\
                <table><caption>c</caption><tr><th>h</th><td>x<p>y</p></td></table>z";
    let page = page(html);
    let kinds: Vec<(BlockKind, &str, Option<&str>)> = page
        .blocks()
        .map(|b| {
            (
                b.kind(),
                b.text(),
                b.element().map(tosei_markup::html::HtmlElement::name),
            )
        })
        .collect();
    use BlockKind::{Caption, Cell, Heading, ListItem, Paragraph};
    assert_eq!(
        kinds,
        [
            (Heading(1), "1", Some("h1")),
            (Heading(2), "2", Some("h2")),
            (Heading(3), "3", Some("h3")),
            (Heading(4), "4", Some("h4")),
            (Heading(5), "5", Some("h5")),
            (Heading(6), "6", Some("h6")),
            (Paragraph, "p", Some("p")),
            (ListItem, "l", Some("li")),
            (ListItem, "t", Some("dt")),
            (ListItem, "d", Some("dd")),
            (Caption, "c", Some("caption")),
            (Cell, "h", Some("th")),
            (Cell, "x", Some("td")),
            (Cell, "y", Some("td")),
            (Paragraph, "z", None),
        ]
    );
    for block in page.blocks() {
        assert_eq!(&page.text()[block.span()], block.text());
    }
}

#[test]
fn views_of_a_page() {
    let html = "<!doctype html><TITLE lang=ja> 甲 &amp;\n乙&x; </TITLE>\n<div Class=' a  b ' ID=x title='1&gt;2' hidden2><b>丙</b>&hellip;</div>";
    let page = page(html);
    assert_eq!(
        (page.source(), page.encoding()),
        (html, MarkupEncoding::Utf8)
    );
    assert_eq!(page.title().as_deref(), Some("甲 & 乙&x;"));
    assert_eq!(self::page("<p>x").title(), None);
    let names: Vec<(u32, &str)> = page.elements().map(|e| (e.number(), e.name())).collect();
    assert_eq!(names, [(0, "TITLE"), (1, "div"), (2, "b")]);
    let div = page.elements().nth(1).unwrap();
    assert!(div.is("DIV") && !div.is("di"));
    assert!(div.has_class("a") && div.has_class("b") && !div.has_class("A") && !div.has_class(""));
    for (name, value) in [
        ("id", Some("x")),
        ("CLASS", Some(" a  b ")),
        ("title", Some("1>2")),
        ("hidden2", Some("")),
        ("none", None),
    ] {
        assert_eq!(div.attribute(name).as_deref(), value, "{name}");
    }
    assert_eq!((page.text(), div.text()), ("丙…", "丙…"));
    assert_eq!(div.position().to_string(), "3:1");
    assert_eq!(
        div.descendants()
            .map(tosei_markup::html::HtmlElement::name)
            .collect::<Vec<_>>(),
        ["b"]
    );
    assert_eq!(
        &html[div.source_span()],
        &html[html.find("<div").unwrap()..]
    );
    let b = page.elements().nth(2).unwrap();
    assert_eq!(
        (
            b.span(),
            b.parent().map(tosei_markup::html::HtmlElement::number)
        ),
        (0..3, Some(1))
    );
    assert!(div.parent().is_none());
    // From the text to the source.
    let dots = html.find("&hellip;").unwrap();
    assert_eq!(page.source_of(3..6), dots..dots + 8);
    assert_eq!(page.source_of(4..5), dots..dots + 8);
    assert_eq!(page.source_of(0..3), dots - 7..dots - 4);
    assert_eq!(page.source_of(0..0), dots - 7..dots - 7);
    assert_eq!(page.position_of(3).to_string(), "3:57");
    let lines = self::page("<p>ab</p><p>cd</p>");
    assert_eq!(lines.text(), "ab\ncd");
    assert_eq!(
        (
            lines.source_of(0..1),
            lines.source_of(1..2),
            lines.source_of(3..5)
        ),
        (3..4, 4..5, 12..14)
    );
    assert_eq!(
        (
            lines.source_of(2..3),
            lines.source_of(1..4),
            lines.source_of(0..5)
        ),
        (5..5, 4..13, 3..14)
    );
}

#[test]
fn cells_over_several_rows_and_columns() {
    for (attributes, columns, rows) in [
        ("", 1, 1),
        ("colspan=2 rowspan=3", 2, 3),
        ("colspan=0 rowspan=0", 1, 0),
        ("colspan=1000 rowspan=65534", 1_000, 65_534),
        ("colspan=1001 rowspan=65535", 1_000, 65_534),
        ("colspan=' 2 ' rowspan=x", 2, 1),
        ("colspan=-1", 1, 1),
    ] {
        let page = page(&format!("<table><tr><td {attributes}>x</table>"));
        let tables = page.tables();
        let cell = tables[0].rows[0][0];
        assert_eq!(
            (cell.column_span, cell.row_span),
            (columns, rows),
            "{attributes}"
        );
        assert!(tables[0].element.is("table") && cell.element.is("td"));
    }
    let shape = |html: &str| -> Vec<Vec<usize>> {
        let page = page(html);
        page.tables()
            .iter()
            .map(|t| t.rows.iter().map(Vec::len).collect())
            .collect()
    };
    assert_eq!(shape("<tr><td>x<td>y"), [[0usize; 0]; 0]);
    assert_eq!(shape("<table><td>x<tr><td>y<th>z</table>"), [[2]]);
    assert_eq!(
        shape("<table><tr><td><table><tr><td>x</table><tr></table>"),
        [vec![1, 0], vec![1]]
    );
}

#[test]
fn limits_hold_from_the_first_byte_too_many() {
    let code = |html: &str, limits: Limits| match HtmlPage::read(html.as_bytes(), &limits) {
        Ok(_) => "ok".to_owned(),
        Err(error) => format!("{} {}", error.code(), error.position()),
    };
    let limits = Limits::default();
    let html = "<p a=1>xyz<b>1</b>";
    let size = u64::try_from(html.len()).unwrap();
    for (bytes, expected) in [
        (size + 1, "ok"),
        (size, "ok"),
        (size - 1, "markup.limit.bytes 1:1"),
        (0, "markup.limit.bytes 1:1"),
    ] {
        assert_eq!(code(html, Limits { bytes, ..limits }), expected);
    }
    for (items, expected) in [
        (3, "ok"),
        (2, "markup.limit.items 1:11"),
        (1, "markup.limit.items 1:1"),
    ] {
        assert_eq!(code(html, Limits { items, ..limits }), expected);
    }
    for (text, expected) in [(3, "ok"), (2, "markup.limit.text 1:8")] {
        assert_eq!(code(html, Limits { text, ..limits }), expected);
    }
    for (depth, notes) in [(2, 0), (1, 1), (0, 2)] {
        let page = HtmlPage::read(html.as_bytes(), &Limits { depth, ..limits }).unwrap();
        let deep = found(&page)
            .iter()
            .filter(|note| note.starts_with("too_deep"))
            .count();
        assert_eq!((page.text(), deep), ("xyz1", notes));
    }
}

#[test]
fn encodings_of_pages() {
    let read = |bytes: &[u8]| {
        let page = HtmlPage::read(bytes, &Limits::default()).unwrap();
        let codes: Vec<String> = found(&page)
            .iter()
            .map(|f| f.split(' ').next().unwrap().to_owned())
            .collect();
        (
            page.text().to_owned(),
            page.encoding().code(),
            codes.join(" "),
        )
    };
    let is = |text: &str, encoding: &'static str, codes: &str| {
        (text.to_owned(), encoding, codes.to_owned())
    };
    for (bytes, expected) in [
        (&b"a"[..], is("a", "utf-8", "")),
        (b"\xEF\xBB\xBFa", is("a", "utf-8", "")),
        (b"\xFF\xFEa\0", is("a", "utf-16le", "")),
        (b"\xFE\xFF\0a", is("a", "utf-16be", "")),
        (b"\x82\xA0", is("あ", "shift_jis", "")),
        (b"<meta charset=utf8>a", is("a", "utf-8", "")),
        (b"<meta charset=\"UTF-8\">a", is("a", "utf-8", "")),
        (
            b"<meta charset=' x-sjis'>\x82\xA0",
            is("あ", "shift_jis", ""),
        ),
        (
            b"<meta charset=shift_jis>\xC3\xA9\xFF",
            is("é\u{FFFD}", "shift_jis", "?"),
        ),
        (
            b"<meta charset=euc-jp>a",
            is("a", "utf-8", "charset_contradiction"),
        ),
        (b"<meta charset=>a", is("a", "utf-8", "")),
        (b"<?xml encoding='shift_jis'?>a", is("a", "shift_jis", "")),
        (b"encoding=shift_jis", is("encoding=shift_jis", "utf-8", "")),
        (
            b"\xEF\xBB\xBF<meta charset=shift_jis>a",
            is("a", "utf-8", "charset_contradiction"),
        ),
        (b"a\xFF\xFF\xA0\x80", is("?", "utf-8", "undecodable")),
    ] {
        let seen = read(bytes);
        if expected.2 == "?" || expected.0 == "?" {
            assert!(seen.2.contains("undecodable"), "{seen:?}");
            assert_eq!(seen.1, expected.1);
        } else {
            assert_eq!(seen, expected);
        }
    }
    // What is declared beyond the first 4 KiB is not looked at.
    let far = |blanks: usize| format!("{}charset=euc-jp", " ".repeat(blanks));
    assert_eq!(read(far(4_096 - 14).as_bytes()).2, "charset_contradiction");
    assert_eq!(read(far(4_096 - 8).as_bytes()).2, "");
}
